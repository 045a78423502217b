"""What the reasons give away: `too-few` says that a slice is small, `withheld` that somebody is in it (and where everyone is
withheld, that it is not small), and who was asked is known."""

import math

from programme import Contradiction, Programme
from world import Mismatch, classes


def reasons(attack, world, truth):
    """The number of people of a small slice, from the response of one report and what it says of what it withholds."""
    for run, one in world.rounds.items():
        least, _ = attack.project.promised(run)
        rows = {row["slice"]: row for row in one["response"]}
        now = {name: row for name, row in rows.items() if not row["as_of"]}
        hidden = [name for name, row in now.items() if row["respondents"] is None]
        if not hidden:
            continue
        masks = {name: world.masks[run, name] for name in now}
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
        programme.start()
        alone.start()
        try:
            for name in hidden:
                attack.tried["reasons"] += 1
                of = (parts @ masks[name] > 0).astype(float)
                low, high = (round(sign * programme.least(sign * of)) for sign in (1, -1))
                # That a group which is large enough has so many people, tells nobody's answer; nor does a report tell
                # what follows from how few were asked there.
                if low == high and 0 < low < attack.minimum and round(-alone.least(-of)) > high:
                    attack.success("reasons", f"{world.round} run {run} response", f"{name} has {low} people, and is withheld")
        except Contradiction as error:
            raise Mismatch(f"seed {attack.project.seed} {world.round} run {run}: {error}") from error
        attack.lps += programme.runs


def asked(project, round_id, slice_id):
    """How many were asked in a role or a school; no end where that is not known."""
    key, _, value = slice_id.partition(":")
    place = {"role": 1, "school": 2}.get(key)
    if not project.with_asked or place is None:
        return math.inf
    return sum(n for at, n in project.asked.items() if at[0] == round_id and at[place] == value)
