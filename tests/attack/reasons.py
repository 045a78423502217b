"""What the reasons give away: `too-few` says that a slice is small, `withheld` that somebody is in it (and where everyone is
withheld, that it is not small), and who was asked is known."""

import math

from programme import Contradiction, Programme
from projects import members
from world import Mismatch, classes


def reasons(attack, world, truth):
    """The number of people of a small slice, from the response of one report and what it says of what it withholds."""
    for run, one in world.rounds.items():
        least, _ = attack.project.promised(run)
        rows = {row["slice"]: row for row in one["response"]}
        now = {name: row for name, row in rows.items() if not row["as_of"]}
        hidden = [name for name, row in now.items() if row["respondents"] is None]
        # That somebody is in each of the groups that were put together is known, and at the worst which of them are small.
        together = sorted({one for name in now for one in members(name)})
        if not hidden and not together:
            continue
        masks = {name: world.masks[run, name] for name in [*now, *together]}
        parts = classes(list(masks.values()), len(world.atoms))
        true = parts @ truth
        programme, alone = Programme(len(parts)), Programme(len(parts))
        for name, row in now.items():
            of = (parts @ masks[name] > 0).astype(float)
            low, high = 0, asked(attack.project, world.round, name)
            if row["respondents"] is not None:
                low = high = row["respondents"]
            elif row["rate"]["state"] == "too-few":
                low, high = 1, min(high, least - 1)
            elif row["rate"]["state"] == "withheld":
                # Beside everyone it is not said which of the groups are small; somebody is in each.
                low = 1 if rows["all"]["respondents"] is not None else least
            if not low <= of @ true <= high:
                raise Mismatch(f"seed {attack.project.seed} {world.round} run {run} {name}: {of @ true} is not {low} to {high}")
            programme.between(of, low, high)
            # What is known without any number of the report.
            alone.between(of, min(low, 1), asked(attack.project, world.round, name))
        for name in together:
            of = (parts @ masks[name] > 0).astype(float)
            low, high = (1, least - 1) if of @ true < least else (least, math.inf)
            most = asked(attack.project, world.round, name)
            if 0 < of @ true:
                programme.between(of, low, min(high, most))
                alone.between(of, 1, most)
        programme.start()
        alone.start()
        sums(attack, world, run, now, truth, least)
        try:
            for name in [*hidden, *together]:
                attack.tried["reasons"] += 1
                of = (parts @ masks[name] > 0).astype(float)
                low, high = (round(sign * programme.least(sign * of)) for sign in (1, -1))
                # That a group which is large enough has so many people, tells nobody's answer; nor does a report tell
                # what follows from how few were asked there.
                if low == high and 0 < low < attack.minimum and round(-alone.least(-of)) > high:
                    attack.success("reasons", f"{world.round} run {run} response", f"{name} has {low} people, and is not shown")
        except Contradiction as error:
            raise Mismatch(f"seed {attack.project.seed} {world.round} run {run}: {error}") from error
        attack.lps += programme.runs


def sums(attack, world, run, now, truth, least):
    """The number of people of groups that were put together, beside what is known of each: in the first report that put
    them together, every number that a small one can have by itself must be possible still."""
    for name, row in now.items():
        own = members(name)
        earlier = [other for before, one in world.rounds.items() if before < run for other in one["merged"]]
        if not own or row["respondents"] is None or any(other["grouping"] == name.partition(":")[0] for other in earlier):
            continue
        sizes = {one: world.masks[run, one] @ truth for one in own}
        most = {one: asked(attack.project, world.round, one) for one in own}
        small = [one for one in own if sizes[one] < least]
        # A large one that went in with them is no larger than the smallest that did not.
        key = name.partition(":")[0]
        others = [r["respondents"] for n, r in now.items() if n.partition(":")[0] == key and n != name and r["respondents"]]
        low = {one: 1 if one in small else least for one in own}
        high = {one: min(most[one], least - 1 if one in small else min(others, default=math.inf)) for one in own}
        n = row["respondents"]
        attack.tried["groups put together"] += len(small)
        for one in small:
            fewest = max(1, n - sum(high[other] for other in own if other != one))
            largest = min(high[one], n - sum(low[other] for other in own if other != one))
            if (fewest, largest) != (1, high[one]):
                text = f"{one} has {fewest} to {largest} people, of {n} in {name}"
                attack.success("groups put together", f"{world.round} run {run} response", text)


def asked(project, round_id, slice_id):
    """How many were asked in a role or a school, or in several; no end where that is not known."""
    if own := members(slice_id):
        return sum(asked(project, round_id, one) for one in own)
    key, _, value = slice_id.partition(":")
    place = {"role": 1, "school": 2}.get(key)
    if not project.with_asked or place is None:
        return math.inf
    return sum(n for at, n in project.asked.items() if at[0] == round_id and at[place] == value)
