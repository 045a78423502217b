"""What follows from all that was published of an indicator together: linear programming, then whole numbers.

The unknowns are, per class of people that some published sum tells apart, how many gave each answer to each statement
and how many answered any. Every published number is a line, with the rounding it was printed with. A solution that
leaves a target open settles it, so most targets need no programme of their own; the truth is the first of those.
What counts as a success stands at the top of breaks.py.
"""

import math

import numpy as np
from programme import Contradiction, Programme
from projects import FAVOURABLE, SCALES, UNFAVOURABLE
from world import Mismatch, classes, distinct, small_unions


def is_value(figure):
    return figure is not None and figure["state"] == "value"


def is_nearly(figure):
    return figure is not None and figure["state"] == "nearly-all"


def slack(value, step):
    """How far a number may be from the true one: half a step, where it stands on a step."""
    return step / 2 + 1e-9 if abs(value / step - round(value / step)) < 1e-6 else 1e-9


def ends(value, wide, n):
    """The whole sums that a mean or share of n answers stands for."""
    return math.ceil((value - wide) * n - 1e-6), math.floor((value + wide) * n + 1e-6)


class Bounds:
    # Programmes per statement, and searches in whole numbers per indicator, before a target is left (and counted).
    MOST, WHOLE, TABLE, STARTS = 150, 10, 400, 6

    def __init__(self, attack, world, where, one, rows, any_, valid, counts, beside):
        self.attack, self.world, self.where, self.one = attack, world, where, one
        self.size, self.places, self.rows = len(SCALES[one["scale"]]), one["items"], rows
        self.beside, self.masks = beside, []
        used = [world.masks[at] for at, row in rows.items() if at in world.masks and self.shows(row)]
        used += [rest for _, rest, _, _ in self.rests()] + [mask for mask, _, _ in self.effects()]
        self.used = used
        # People of whom nothing tells the one from the other are one class.
        self.parts = classes(used, len(world.atoms))
        self.width = len(self.parts)
        self.any, self.valid = self.parts @ any_, [self.parts @ n for n in valid]
        self.counts = [self.parts @ per_place.T for per_place in counts]
        truth = np.stack(self.counts, axis=1)
        self.truth = np.concatenate([truth.ravel(), self.any])
        self.programme = Programme(len(self.truth))
        self.nearly = []

    def shows(self, row):
        return any(is_value(f) or is_nearly(f) for key, f in row["figures"].items() if key != "response-rate")

    # --- sums

    def of(self, mask):
        """The classes that make up a published set."""
        return self.parts @ mask / np.maximum(self.parts.sum(axis=1), 1)

    def form(self, of, place, weights):
        """A sum over classes of weights per category, for one statement or all (`None`)."""
        line = np.zeros((self.width, self.places, self.size))
        for at in range(self.places) if place is None else [place]:
            line[:, at, :] = np.outer(of, weights)
        return np.concatenate([line.ravel(), np.zeros(self.width)])

    def people(self, of):
        return np.concatenate([np.zeros(self.width * self.places * self.size), of])

    def weights(self, categories):
        return np.array([float(k in categories) for k in range(1, self.size + 1)])

    def between(self, form, low, high, why=""):
        truth = form @ self.truth
        if not low - 1e-6 <= truth <= high + 1e-6:
            raise Mismatch(f"seed {self.attack.project.seed} {self.where} {why}: {truth} is not {low} to {high}")
        self.programme.between(form, low, high)

    # --- what is published

    def build(self):
        self.ones, scale = np.ones(self.size), self.one["scale"]
        self.sides = {"favourable-share": FAVOURABLE[scale], "unfavourable-share": UNFAVOURABLE[scale]}
        for at, row in self.rows.items():
            if at in self.world.masks and self.shows(row):
                self.slice(self.of(self.world.masks[at]), row, at)
        for run, rest, row, found in self.rests():
            self.rest(self.of(rest), self.of(self.world.masks[row]), self.rows[row], found)
        for mask, statistic, value in self.effects():
            self.effect(self.of(mask), statistic, value)
        for run, indicator in self.beside:
            self.verdicts(run, indicator)
            self.roles(run, indicator)
            self.trends(run, indicator)
        for c in range(self.width):
            cell = np.eye(self.width)[c]
            for place in range(self.places):
                self.between(self.form(cell, place, self.ones) - self.people(cell), -math.inf, 0)
            self.between(self.people(cell) - self.form(cell, None, self.ones), -math.inf, 0)

    def slice(self, of, row, at):
        figures = row["figures"]
        few = any(item["counts"] is None for item in row["items"])
        main = next((f for f in figures.values() if is_value(f) and f.get("unit") == "share" and f is not
                     figures.get("response-rate")), None) or figures.get("mean")  # fmt: skip
        if is_value(main):
            self.between(self.people(of), main["n"], main["n"], at)
            self.between(self.form(of, None, self.ones), main["answers"], main["answers"], at)
        for key, categories in self.sides.items():
            self.share(of, None, figures.get(key), categories, few, at)
        if is_nearly(figures.get("mean")):
            self.nearly_all(of, None, figures["mean"], at)
        if is_value(figures.get("mean")) and is_value(main) and main["answers"] == main["n"] * self.places:
            self.mean(of, None, figures["mean"], main["answers"], at)
        for place, item in enumerate(row["items"]):
            for k, n in enumerate(item["counts"] or [], 1):
                self.between(self.form(of, place, self.weights([k])), n, n, at)
            if item["counts"] is None:
                if is_value(item["mean"]):
                    n = item["mean"]["answers"]
                    self.between(self.form(of, place, self.ones), n, n, at)
                    self.mean(of, place, item["mean"], n, at)
                self.share(of, place, item["favourable_share"], self.sides["favourable-share"], few, at)
                if is_nearly(item["mean"]):
                    self.nearly_all(of, place, item["mean"], at)

    def share(self, of, place, figure, categories, few, why):
        if is_nearly(figure):
            self.nearly_all(of, place, figure, why)
        elif is_value(figure):
            n, value = figure["answers"], figure["value"]
            wide = slack(value, 0.01) if few else 1e-9
            self.between(self.form(of, place, self.weights(categories)), *ends(value, wide, n), why)

    def nearly_all(self, of, place, figure, why):
        """A band for all, or all but one person. Who knows the rule knows that, and of how many it is said."""
        scale, n, least = self.one["scale"], figure["n"], figure["at_least"]
        if place is None:
            self.between(self.people(of), n, n, why)
        else:
            self.between(self.form(of, place, self.ones), n, n, why)
        categories = {"favourable": FAVOURABLE[scale], "unfavourable": UNFAVOURABLE[scale]}.get(figure["common"])
        if categories is None:
            # One answer that is on neither side; the bounds of the mean tell which, where there are any.
            if figure["unit"] != "points":
                return
            ones = range(1, self.size + 1)
            categories = [k for k in ones if abs(math.floor(10 * (least * k + 1 - least) + 1e-9) / 10 - figure["within"]["low"]) < 1e-9]
            if len(categories) != 1:
                return
        alone = place if place is not None else 0 if self.places == 1 else None
        if alone is not None:
            self.nearly.append((self.told_of(of), alone, set(categories)))
        every = self.form(of, place, self.ones)
        others = every - self.form(of, place, self.weights(categories))
        self.between(others, 0, 1 if place is not None else self.places, why)
        self.between(others - (1 - least) * every, -math.inf, 1e-6, why)

    def told_of(self, of):
        """The same people as in a set, and who they were before an answer to something else was corrected: what is told of
        somebody is told of that person."""
        members = [[p for people, inside in zip(self.world.members, part, strict=True) if inside for p in people] for part in self.parts]
        now = {id(p) for inside, people in zip(of, members, strict=True) if inside > 1 - 1e-9 for p in people}

        def own(p):
            return {at: answer for at, answer in p.answers.items() if at[0] == self.one["id"]}

        def is_told(p):
            while id(p) not in now:
                if p.became is None or own(p) != own(p.became):
                    return False
                p = p.became
            return True

        return np.array([float(bool(people) and all(map(is_told, people))) for people in members])

    def mean(self, of, place, figure, n, why):
        ranks, value = np.arange(1, self.size + 1), figure["value"]
        wide = slack(value, 0.1)
        self.between(self.form(of, place, ranks), *ends(value, wide, n), why)
        if figure["sd"] is not None and n > 1 and wide < 1e-6 and (place is not None or self.places == 1):
            squares = round((n - 1) * figure["sd"] ** 2 + n * value**2)
            self.between(self.form(of, place, ranks**2), squares, squares, why)

    # --- one figure beside another

    def rests(self):
        """A group beside everyone else, who are no slice of their own: the run, everyone else, the group, what is said."""
        for run, indicator in self.beside:
            rows = {row["slice"]: self.world.at(run, row) for row in indicator["slices"]}
            everyone = self.world.masks.get((run, "all"))
            for found in indicator["comparisons"]["rests"]:
                at = rows.get(found["slice"])
                # Figures of two days have no rest, and those shown as they were then are rested on then.
                if at and at[0] == run and rows.get("all") == (run, "all") and is_value(found["rest"]):
                    yield run, everyone - self.world.masks[at], at, found

    def rest(self, of, group, row, found):
        self.attack.tried["differences, rests and trends"] += 1
        figure, rounded = found["rest"], found["difference"]["rounded"]
        n, ranks = figure["answers"], np.arange(1, self.size + 1)
        if found["statistic"] == "favourable-share":
            self.between(self.people(of), figure["n"], figure["n"], "rest")
            self.between(self.form(of, None, self.ones), n, n, "rest")
            self.share(of, None, figure, self.sides["favourable-share"], rounded, "rest")
            weights, step, unit = self.weights(self.sides["favourable-share"]), 0.01, None
        elif self.places == 1:
            self.mean(of, None, figure, n, "rest")
            weights, step, unit = ranks, 0.1, None
        else:
            return
        difference, own = found["difference"]["figure"], row["figures"].get(found["statistic"])
        if is_value(difference) and is_value(own):
            # The group minus everyone else, as printed: one line over both.
            line = self.form(group, unit, weights) / own["answers"] - self.form(of, unit, weights) / n
            wide = slack(difference["value"], step) + (step if rounded else 0)
            self.between(line, difference["value"] - wide, difference["value"] + wide, "difference with the rest")

    def effects(self):
        """What a figure of everyone would have been with those who were left out for the quality of their response."""
        for run, one in self.world.rounds.items():
            for effect in one["effects"]:
                if effect["indicator"] == self.one["id"] and effect["with"] is not None:
                    yield self.world.with_left_out(run), effect["statistic"], effect["with"]

    def effect(self, of, statistic, value):
        self.attack.tried["effects of leaving out"] += 1
        weights = self.weights(self.sides["favourable-share"]) if statistic == "favourable-share" else None
        weights = np.arange(1, self.size + 1) if weights is None and self.places == 1 else weights
        if weights is None:
            return
        wide = slack(value, 0.01 if statistic == "favourable-share" else 0.1)
        form, every = self.form(of, None, weights), self.form(of, None, self.ones)
        self.between(form - (value - wide) * every, 0, math.inf, "effect")
        self.between(form - (value + wide) * every, -math.inf, 0, "effect")

    def sides_of(self, run, indicator, slices):
        rows = {row["slice"]: row for row in indicator["slices"]}
        for name in slices:
            row = rows.get(name)
            at = self.world.at(run, row) if row else None
            figure = row["figures"].get("mean") if row else None
            if at not in self.world.masks or not is_value(figure):
                return None
        return [(self.of(self.world.masks[self.world.at(run, rows[name])]), rows[name]) for name in slices]

    def roles(self, run, indicator):
        """Role against role: differences, and the measures of size, which are linear where one side is known."""
        for found in indicator["comparisons"]["roles"]:
            sides = self.sides_of(run, indicator, [f"role:{found['one']}", f"role:{found['other']}"])
            figure = found["difference"]["figure"]
            if sides and is_value(figure) and self.places == 1:
                self.attack.tried["differences, rests and trends"] += 1
                ranks = np.arange(1, self.size + 1)
                line = sum(
                    sign * self.form(of, None, ranks) / row["figures"]["mean"]["answers"]
                    for sign, (of, row) in zip((1, -1), sides, strict=True)
                )
                wide = slack(figure["value"], 0.1) + (0.1 if found["difference"]["rounded"] else 0)
                if abs(line @ self.truth - figure["value"]) > wide:
                    line = -line
                self.between(line, figure["value"] - wide, figure["value"] + wide, "difference of roles")
        for gap in indicator["gaps"]:
            sides = self.sides_of(run, indicator, [f"role:{gap['higher']}", f"role:{gap['lower']}"])
            place = gap.get("item")
            if not sides or place is None or gap["cliffs_delta"] is None:
                continue
            self.attack.tried["differences, rests and trends"] += 1
            shown = [row["items"][place]["counts"] for _, row in sides]
            if (shown[0] is None) == (shown[1] is None):
                continue
            # One side is known whole, so how often the one lies above the other is a weighted sum of the other side.
            known = 0 if shown[0] is not None else 1
            counts, sign = np.array(shown[known]), 1 if known == 1 else -1
            weights = np.array([sign * (counts[:k].sum() - counts[k + 1 :].sum()) for k in range(self.size)])
            of, row = sides[1 - known]
            n = row["items"][place]["mean"]["answers"] * counts.sum()
            wide = slack(gap["cliffs_delta"], 0.01)
            self.between(self.form(of, place, weights), *ends(gap["cliffs_delta"], wide, n), "Cliff's delta")

    def trends(self, run, indicator):
        """A slice now and the round before: what the difference adds to the figure of now, the one before being known."""
        for found in indicator["comparisons"]["trends"]:
            figure, before = found["difference"]["figure"], found["before"]
            sides = self.sides_of(run, indicator, [found["slice"]])
            if not sides or not is_value(figure) or not is_value(before):
                continue
            self.attack.tried["differences, rests and trends"] += 1
            of, row = sides[0]
            own = row["figures"].get(found["statistic"])
            share = found["statistic"] == "favourable-share"
            if not is_value(own) or not share and self.places > 1:
                continue
            step = 0.01 if share else 0.1
            weights = self.weights(self.sides["favourable-share"]) if share else np.arange(1, self.size + 1)
            wide = slack(figure["value"], step) + slack(before["value"], step)
            wide += step if found["difference"]["rounded"] else 0
            value = (figure["value"] + before["value"]) * own["answers"]
            wide *= own["answers"]
            self.between(self.form(of, None, weights), value - wide, value + wide, "trend")

    def verdicts(self, run, indicator):
        """A verdict was given on the unrounded figure: the figure lies on that side of the bound."""
        rows = {row["slice"]: self.world.at(run, row) for row in indicator["slices"]}
        shares = {"favourable-share": FAVOURABLE, "unfavourable-share": UNFAVOURABLE}
        for threshold in indicator["thresholds"]:
            categories = shares.get(threshold["statistic"])
            if categories is None or threshold["at_least"] is None:
                continue
            for one in threshold["verdicts"]:
                at = rows.get(one["slice"])
                if at is None or at not in self.world.masks or not is_value(one["figure"]):
                    continue
                self.attack.tried["verdicts"] += 1
                form = self.form(self.of(self.world.masks[at]), None, self.weights(categories[self.one["scale"]]))
                bound, n = threshold["at_least"], one["figure"]["answers"]
                least = math.ceil(bound * n - 1e-9)
                met = one["verdict"] in ("met", "probably-met")
                self.between(form, *((least, math.inf) if met else (-math.inf, least - 1)), "verdict")

    # --- what follows

    def run(self):
        if not self.used:
            return
        self.build()
        self.programme.start()
        self.programme.keep(self.truth)
        random = np.random.default_rng(self.attack.project.seed)
        answers = len(self.truth) - self.width
        try:
            for sign in (1, -1, 1, -1):
                # Few and many people, and any answers of theirs.
                self.programme.least(np.concatenate([random.random(answers), np.full(self.width, 2.0 * sign)]))
            self.targets()
        except Contradiction as error:
            raise Mismatch(f"seed {self.attack.project.seed} {self.where}: {error}") from error
        finally:
            self.attack.lps += self.programme.runs

    def targets(self):
        from targets import Many, Statement

        found = self.world.candidates(self.used)
        # The classes that lie whole within a set: of the rest of it nothing is certain.
        within = (found @ self.parts.T >= self.parts.sum(axis=1) - 1e-9).astype(float)
        sizes = [self.any, *self.valid]
        within = np.vstack([within, *(small_unions(np.eye(self.width), n, self.attack.minimum) for n in sizes)])
        sets = distinct(within)
        sets = sets[sets.any(axis=1)]
        Many(self, sets).run()
        statements = [Statement(self, place, sets) for place in range(self.places)]
        for one in statements:
            one.in_fractions()
        # Every solution found so far may have settled a target; only what none did is worth a search in whole numbers.
        if len(self.truth) <= self.TABLE:
            self.together(statements)
        # Without fractions nothing is settled before, and everything is searched.
        self.searches = self.WHOLE if self.attack.fractions else 10 * self.WHOLE
        for one in statements:
            one.run()

    def together(self, statements):
        """Solutions in whole people and answers that are good for all targets still open, each time weighted otherwise:
        a few of them settle most of those."""
        random = np.random.default_rng(self.attack.project.seed + 1)
        for _ in range(self.STARTS):
            goal, left = np.zeros((self.width, self.places, self.size)), 0
            for place, one in enumerate(statements):
                goal[:, place, :], n = one.wanted(random)
                left += n
            if not left:
                return
            self.attack.tried["searches for all together"] += 1
            # Good will do; that none is better need not be proven.
            goal = np.concatenate([goal.ravel(), np.zeros(self.width)]) / max(1.0, goal.max())
            self.programme.least_in_whole(goal, seconds=0.3, gap=0.1)

    def names(self, set_):
        return self.world.names(set_ @ self.parts > 0)
