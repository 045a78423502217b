"""Breaks into what datadialoog publishes of random projects, over several reports; and proves that it is awake.

    python -m venv .venv && .venv/bin/pip install scipy numpy
    cargo build --example unprotected
    .venv/bin/python tests/attack/breaks.py target/debug/examples/unprotected --projects 200
    .venv/bin/python tests/attack/breaks.py target/debug/examples/unprotected --awake --projects 60

The attacker has every published document of every run, the project file, the numbers asked, the rules, and knows who
took part; the truth is used to judge it and to leave out what cannot succeed. Ends with 1 when an attack succeeds.
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from multiprocessing import Pool
from pathlib import Path

# Small matrices: threads of the algebra only get into each other's way.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # noqa: E402
import reads  # noqa: E402
from projects import FAVOURABLE, SCALES, UNFAVOURABLE, Project  # noqa: E402
from scipy.optimize import linprog  # noqa: E402
from scipy.sparse import csr_matrix  # noqa: E402

RULES = [
    "minimum", "minimum-distribution", "complement", "linked", "unanimity", "intervals", "skippers", "rounding",
    "ledger",
]  # fmt: skip
# Which protection should have held an attack of this kind.
HELD_BY = {
    "shown": "minimum", "distribution shown": "minimum-distribution", "subtraction": "complement, linked",
    "subtraction of distributions": "complement, linked", "subtraction of reports": "ledger",
    "bounds": "intervals", "distribution solved": "rounding, unanimity, intervals", "of one mind": "unanimity", "skippers": "skippers",
    "numbers of a withheld group": "(each document)", "text": "(each document)",
}  # fmt: skip
EXACT = 1e-7


class Mismatch(Exception):
    """What was published is not what the exports say: the attacker has the world wrong, and proves nothing."""


def is_value(figure):
    return figure is not None and figure["state"] == "value"


class World:
    """One round as the attacker sees it: who could be told apart, and every sum over them that was published."""

    def __init__(self, project, round_id, documents):
        self.project, self.round = project, round_id
        people = defaultdict(list)
        for person in project.people:
            if person.round == round_id and person.counts():
                atom = person.atom()
                people.setdefault(atom.key, []).append(person)
        self.atoms = []
        self.members = []
        for key in sorted(people, key=repr):
            self.atoms.append(people[key][0].atom())
            self.members.append(people[key])
        self.rounds = {}
        for run, document in documents.items():
            for one in document["rounds"]:
                if one["round"] == round_id:
                    self.rounds[run] = one
        self.day = {project.day(run): run for run in range(len(project.steps))}
        self.slices = sorted({(run, row["slice"]) for run, one in self.rounds.items() for row in one["response"]})
        self.masks = {at: self.mask(*at) for at in self.slices}

    def mask(self, run, slice_id):
        return np.array([atom.stands_in(run, slice_id) for atom in self.atoms], dtype=float)

    def at(self, run, row):
        """The run that a row's figures are of, which may be an earlier one, and its slice."""
        return (self.day[row["as_of"]] if row.get("as_of") else run, row["slice"])

    def true(self, count):
        """Per atom how many of its people `count` counts."""
        return np.array([sum(1 for person in people if count(person)) for people in self.members], dtype=float)

    def candidates(self, shown):
        """Sets of people worth a look: cells, slices, their intersections, differences and remainders."""
        base = [mask for mask in self.masks.values() if mask.any()]
        sets = {tuple(row) for row in np.eye(len(self.atoms))} | {tuple(mask) for mask in base}
        matrix = np.unique(np.array(base), axis=0) if base else np.zeros((0, len(self.atoms)))
        for one in matrix:
            for rows in (matrix * one, one * (1 - matrix)):
                sets.update(map(tuple, np.unique(rows, axis=0)))
            rest = one.copy()
            for other in sorted(shown, key=lambda mask: mask.sum()):
                if other.any() and (other <= rest).all() and not (other == one).all():
                    rest = rest - other
            sets.add(tuple(rest))
        return np.array(sorted(row for row in sets if any(row)))


def follows(shown, candidates):
    """Which of the candidates are a sum or difference of what is shown."""
    if not len(shown) or not len(candidates):
        return np.zeros(len(candidates), dtype=bool)
    _, values, rows = np.linalg.svd(np.array(shown), full_matrices=False)
    rows = rows[values > 1e-9]
    left = candidates - candidates @ rows.T @ rows
    return np.abs(left).max(axis=1) < EXACT


class Attack:
    def __init__(self, project, documents, deep=True):
        self.project, self.documents, self.deep = project, documents, deep
        self.minimum, self.whole = project.minimum, project.minimum_distribution
        self.tried, self.won, self.figures, self.lps = Counter(), [], 0, 0

    def documents_alone(self, folders):
        """What a document says by itself of a group that it withholds."""
        asked = Counter()
        for (_, role, school), n in self.project.asked.items():
            asked[role] += n
            asked[school] += n
        for run, document in self.documents.items():
            self.tried["numbers of a withheld group"] += 1
            for where, text in reads.withheld_numbers(document):
                self.success("numbers of a withheld group", f"run {run} {where}", text)
            if run not in folders:
                continue
            if not reads.same_document(folders[run]):
                self.success("text", f"run {run}", "the JSON of the report is not that of check")
            allowed = {str(n) for n in (self.minimum, self.whole, *asked.values(), *range(2020, 2031))}
            self.tried["text"] += sum(1 for path in folders[run].rglob("*") if path.is_file())
            for name, group, piece in reads.told(folders[run], document, allowed):
                self.success("text", f"run {run} {name}", f"{group}: {piece}")
        return self

    def run(self):
        for round_id in self.project.rounds:
            world = World(self.project, round_id, self.documents)
            if world.rounds:
                self.response(world)
                for one in self.project.indicators:
                    self.indicator(world, one)
        return self

    def success(self, kind, where, text):
        self.won.append((kind, f"{where}: {text}"))

    def differs(self, world, set_, shown, truth):
        """`subtraction of reports` when no single report gives this set, else `subtraction`."""
        for run in world.rounds:
            of_run = [mask for at, mask in shown if at[0] == run]
            if follows(of_run, set_[None, :])[0]:
                return "subtraction"
        return "subtraction of reports"

    def name(self, world, set_):
        parts = [atom for atom, inside in zip(world.atoms, set_, strict=True) if inside]
        text = [f"{a.role}/{','.join(a.groups.values()) or 'none'}/run {a.came}-{a.left}" for a in parts[:4]]
        return " + ".join(text) + (" …" if len(parts) > 4 else "")

    def algebra(self, world, where, shown, truth, bound, kind):
        """Every small set that follows exactly from the sums that are shown."""
        masks = [mask for _, mask in shown]
        live = np.array([1.0 if n >= 0 else 0.0 for n in truth])
        candidates = world.candidates(masks)
        sizes = candidates @ truth
        small = candidates[(sizes > 0) & (sizes < bound)]
        self.tried[kind] += len(candidates)
        for set_ in small[follows(masks, small)]:
            name = "subtraction of distributions" if kind == "distributions" else "subtraction"
            if self.differs(world, set_, shown, truth * live) == "subtraction of reports":
                name = "subtraction of reports"
            self.success(name, where, f"{int(set_ @ truth)} people: {self.name(world, set_)}")
        return masks

    def response(self, world):
        truth = world.true(lambda person: True)
        shown = []
        for run, one in world.rounds.items():
            for row in one["response"]:
                at = world.at(run, row)
                n = world.masks[at] @ truth
                self.tried["shown"] += 1
                if row["respondents"] is None:
                    continue
                self.figures += 1
                if row["respondents"] != n:
                    raise Mismatch(f"seed {self.project.seed} {world.round} {row['slice']}: {row['respondents']}, not {n}")
                if 0 < n < self.minimum:
                    self.success("shown", f"{world.round} response", f"{row['slice']} has {n:.0f}")
                shown.append((at, world.masks[at]))
        self.algebra(world, f"{world.round} response", shown, truth, self.minimum, "people")

    def indicator(self, world, one):
        where = f"{world.round} {one['id']}"
        rows, beside = {}, []
        for run, published in world.rounds.items():
            for indicator in published["indicators"]:
                if indicator["id"] == one["id"]:
                    beside.append((run, indicator))
                    rows.update({world.at(run, row): row for row in indicator["slices"] if row.get("as_of")})
                    rows.update({world.at(run, row): row for row in indicator["slices"] if not row.get("as_of")})
        if not rows:
            return
        places = range(one["items"])
        valid = [world.true(lambda p, at=place: p.answers.get((one["id"], at))) for place in places]
        any_ = world.true(lambda p: any(p.answers.get((one["id"], place)) for place in places))
        counts = [
            np.array([world.true(lambda p, at=place, k=k: p.answers.get((one["id"], at)) == k)
                      for k in range(1, len(SCALES[one["scale"]]) + 1)]) for place in places
        ]  # fmt: skip
        with_any, with_counts = [], [[] for _ in places]
        for at, row in rows.items():
            mask = world.masks.get(at)
            if mask is None:
                continue
            sizes = [mask @ n for n in (any_, *valid)]
            figure = row["figures"].get("favourable-share")
            self.tried["shown"] += 1
            numbers = [f for f in row["figures"].values() if is_value(f)]
            self.figures += len(numbers)
            # The share of people who answered is about the response, and judged there.
            of_answers = [f for key, f in row["figures"].items() if key != "response-rate" and is_value(f)]
            if of_answers and any(0 < n < self.minimum for n in sizes):
                self.success("shown", where, f"{at[1]} has figures of {min(n for n in sizes if n):.0f}")
            if is_value(figure):
                with_any.append((at, mask))
            for place, item in enumerate(row["items"]):
                if item["counts"] is not None:
                    self.figures += len(item["counts"])
                    if list(map(float, item["counts"])) != [float(mask @ row) for row in counts[place]]:
                        raise Mismatch(f"seed {self.project.seed} {where} {at}: {item['counts']}")
                    with_counts[place].append((at, mask))
                    self.tried["distribution shown"] += 1
                    if 0 < mask @ valid[place] < self.whole:
                        self.success("distribution shown", where, f"{at[1]}, {mask @ valid[place]:.0f} answers")
            self.skippers(world, where, one, at, row, any_, valid, mask)
        self.algebra(world, where, with_any, any_, self.minimum, "people")
        for place in places:
            self.algebra(world, f"{where} item {place}", with_counts[place], valid[place], self.whole, "distributions")
        if self.deep:
            Bounds(self, world, where, one, rows, any_, valid, counts, beside).run()

    def skippers(self, world, where, one, at, row, any_, valid, mask):
        """The mean of the scores beside the sums of the statements: what those answered who skipped one of them."""
        size, places = len(SCALES[one["scale"]]), one["items"]
        mean = row["figures"].get("mean")
        if places < 2 or not is_value(mean) or any(item["counts"] is None for item in row["items"]):
            return
        people = row["figures"]["favourable-share"]["n"]
        sums = [sum(k * n for k, n in enumerate(item["counts"], 1)) for item in row["items"]]
        missing = [people - sum(item["counts"]) for item in row["items"]]
        skipped = sum(missing)
        self.tried["skippers"] += 1
        if skipped == 0 or sum(n > 0 for n in missing) > 1 or skipped >= self.minimum or mean["n"] != people:
            return
        # All of them skipped the same statement, so each has a score over one statement less.
        slack = 0.05 if abs(mean["value"] * 10 - round(mean["value"] * 10)) < 1e-9 else 1e-9
        scale = 1 / (places - 1) - 1 / places
        rest = [((mean["value"] + sign * slack) * people - sum(sums) / places) / scale for sign in (-1, 1)]
        low = max(math.ceil(rest[0] - 1e-6), skipped * (places - 1))
        high = min(math.floor(rest[1] + 1e-6), skipped * (places - 1) * size)
        if low == high:
            gone = next(place for place, n in enumerate(missing) if n)
            who = [p for people, inside in zip(world.members, mask, strict=True) if inside for p in people]
            of = [[p.answers.get((one["id"], i)) or 0 for i in range(places)] for p in who]
            truth = sum(sum(a) for a in of if any(a) and not a[gone])
            if truth != low:
                raise Mismatch(f"seed {self.project.seed} {where} {at}: skippers have {truth}, not {low}")
            self.success("skippers", where, f"{at[1]}: the {skipped} who skipped item {gone} answered {low} together")


class Bounds:
    """Linear programming over the answers of every cell to every statement of an indicator."""

    MOST = 60

    def __init__(self, attack, world, where, one, rows, any_, valid, counts, beside):
        self.attack, self.world, self.where, self.one, self.rows = attack, world, where, one, rows
        self.any, self.valid, self.counts = any_, valid, counts
        self.size, self.places, self.atoms = len(SCALES[one["scale"]]), one["items"], len(world.atoms)
        self.truth = np.array([counts[i][:, a] for a in range(self.atoms) for i in range(self.places)]).ravel()
        self.truth = np.concatenate([self.truth, any_])
        self.upper, self.least, self.equal, self.equals = [], [], [], []
        self.known, self.nearly = set(), set()
        self.build()
        for run, indicator in beside:
            self.rests(run, indicator)
            self.verdicts(run, indicator)

    def form(self, mask, place, weights):
        """A sum over the people in `mask` of weights per category, for one statement or all (`None`)."""
        line = np.zeros((self.atoms, self.places, self.size))
        chosen = range(self.places) if place is None else [place]
        for at in chosen:
            line[:, at, :] = np.outer(mask, weights)
        return np.concatenate([line.ravel(), np.zeros(self.atoms)])

    def people(self, mask):
        return np.concatenate([np.zeros(self.atoms * self.places * self.size), mask])

    def between(self, form, low, high):
        truth = form @ self.truth
        if not low - 1e-6 <= truth <= high + 1e-6:
            raise Mismatch(f"seed {self.attack.project.seed} {self.where}: {truth} is not {low} to {high}")
        # The same sum of two reports, or of a slice and of what it is the whole of, is one line.
        line = (form.tobytes(), low, high)
        if line in self.known:
            return
        self.known.add(line)
        if low == high:
            self.equal.append(form)
            self.equals.append(low)
            return
        if high < math.inf:
            self.upper.append(form)
            self.least.append(high)
        if low > -math.inf:
            self.upper.append(-form)
            self.least.append(-low)

    def weights(self, categories):
        return np.array([float(k in categories) for k in range(1, self.size + 1)])

    def build(self):
        ones = np.ones(self.size)
        scale = self.one["scale"]
        sides = {"favourable-share": FAVOURABLE[scale], "unfavourable-share": UNFAVOURABLE[scale]}
        for at, row in self.rows.items():
            mask = self.world.masks.get(at)
            if mask is None:
                continue
            figures = row["figures"]
            few = any(item["counts"] is None for item in row["items"])
            main = figures.get("favourable-share")
            if is_value(main):
                self.between(self.people(mask), main["n"], main["n"])
                self.between(self.form(mask, None, ones), main["answers"], main["answers"])
            for key, categories in sides.items():
                self.share(mask, None, figures.get(key), categories, few)
            complete = is_value(main) and main["answers"] == main["n"] * self.places
            if is_value(figures.get("mean")) and complete:
                self.mean(mask, None, figures["mean"], main["answers"])
            for place, item in enumerate(row["items"]):
                if item["mean"]["state"] == "nearly-all" or item["favourable_share"]["state"] == "nearly-all":
                    self.nearly.add((tuple(mask), place))
                for k, n in enumerate(item["counts"] or [], 1):
                    self.between(self.form(mask, place, self.weights([k])), n, n)
                if item["counts"] is None and is_value(item["mean"]):
                    n = item["mean"]["answers"]
                    self.between(self.form(mask, place, ones), n, n)
                    self.mean(mask, place, item["mean"], n)
                    self.share(mask, place, item["favourable_share"], sides["favourable-share"], few)
        for a in range(self.atoms):
            cell = np.eye(self.atoms)[a]
            for place in range(self.places):
                self.between(self.form(cell, place, ones) - self.people(cell), -math.inf, 0)
            self.between(self.people(cell) - self.form(cell, None, ones), -math.inf, 0)

    def rests(self, run, indicator):
        """A group beside everyone else: the figures of everyone else, who are no slice of their own."""
        rows = {self.world.at(run, row): row for row in indicator["slices"]}
        everyone, scale = self.world.masks.get((run, "all")), self.one["scale"]
        for rest in indicator["comparisons"]["rests"]:
            at = (run, rest["slice"])
            # Figures of two days have no rest, and those shown as they were then are rested on then.
            if at not in rows or (run, "all") not in rows or not is_value(rest["rest"]):
                continue
            self.attack.tried["rests and verdicts"] += 1
            mask = everyone - self.world.masks[at]
            figure = rest["rest"]
            if rest["statistic"] == "favourable-share":
                n = figure["answers"]
                self.between(self.people(mask), figure["n"], figure["n"])
                self.between(self.form(mask, None, np.ones(self.size)), n, n)
                self.share(mask, None, figure, FAVOURABLE[scale], rest["difference"]["rounded"])
            elif self.places == 1:
                self.mean(mask, None, figure, figure["answers"])

    def verdicts(self, run, indicator):
        """A verdict was given on the unrounded figure: the figure lies on that side of the bound."""
        rows = {row["slice"]: self.world.at(run, row) for row in indicator["slices"]}
        sides = {"favourable-share": FAVOURABLE, "unfavourable-share": UNFAVOURABLE}
        for threshold in indicator["thresholds"]:
            categories = sides.get(threshold["statistic"])
            if categories is None or threshold["at_least"] is None:
                continue
            for one in threshold["verdicts"]:
                at = rows.get(one["slice"])
                if at is None or at not in self.world.masks or not is_value(one["figure"]):
                    continue
                self.attack.tried["rests and verdicts"] += 1
                form = self.form(self.world.masks[at], None, self.weights(categories[self.one["scale"]]))
                bound, n = threshold["at_least"], one["figure"]["answers"]
                met = one["verdict"] in ("met", "probably-met")
                least = math.ceil(bound * n - 1e-9)
                self.between(form, *((least, math.inf) if met else (-math.inf, least - 1)))

    def share(self, mask, place, figure, categories, few):
        if figure is None or figure["state"] not in ("value", "nearly-all"):
            return
        form = self.form(mask, place, self.weights(categories))
        if figure["state"] == "nearly-all":
            # Shares of an unknown number of answers: as a linear inequality.
            everything = self.form(mask, place, np.ones(self.size))
            self.between(form - figure["within"]["low"] * everything, 0, math.inf)
            self.between(form - figure["within"]["high"] * everything, -math.inf, 0)
            return
        value, n = figure["value"], figure["answers"]
        rounded = few and abs(value * 100 - round(value * 100)) < 1e-9
        slack = 0.005 + 1e-9 if rounded else 1e-9
        self.between(form, math.ceil((value - slack) * n - 1e-6), math.floor((value + slack) * n + 1e-6))

    def mean(self, mask, place, figure, n):
        ranks = np.arange(1, self.size + 1)
        value = figure["value"]
        rounded = abs(value * 10 - round(value * 10)) < 1e-9
        slack = 0.05 + 1e-9 if rounded else 1e-9
        form = self.form(mask, place, ranks)
        self.between(form, math.ceil((value - slack) * n - 1e-6), math.floor((value + slack) * n + 1e-6))
        if figure["sd"] is not None and n > 1 and not rounded and (place is not None or self.places == 1):
            squares = round((n - 1) * figure["sd"] ** 2 + n * value**2)
            self.between(self.form(mask, place, ranks**2), squares, squares)

    def solve(self, goal):
        self.attack.lps += 1
        lines = {"A_ub": self.matrix, "b_ub": self.least, "A_eq": self.equalities, "b_eq": self.equals or None}
        result = linprog(goal, **lines, bounds=(0, None), method="highs")
        if result.status == 3:
            return None
        if result.status != 0:
            raise Mismatch(f"seed {self.attack.project.seed} {self.where}: {result.message}")
        self.points.append(result.x)
        return result.fun

    def least_of(self, form):
        value = self.solve(form)
        return -math.inf if value is None else value

    def run(self):
        if not any(row["items"] and is_value(row["figures"].get("favourable-share")) for row in self.rows.values()):
            return
        attack = self.attack
        self.matrix = csr_matrix(np.array(self.upper))
        self.equalities = csr_matrix(np.array(self.equal)) if self.equal else None
        self.points = [self.truth]
        random = np.random.default_rng(attack.project.seed)
        for _ in range(5):
            # Answers only: they are bounded where something of them is shown.
            goal = np.concatenate([random.random(len(self.truth) - self.atoms), np.ones(self.atoms)])
            self.solve(goal * 1.0)
        shown = [self.world.masks[at] for at, row in self.rows.items()
                 if at in self.world.masks and is_value(row["figures"].get("favourable-share"))]  # fmt: skip
        candidates = self.world.candidates(shown)
        for place in range(self.places):
            sizes = candidates @ self.valid[place]
            budget = self.MOST
            for set_ in candidates[np.argsort(sizes, kind="stable")]:
                n = int(set_ @ self.valid[place])
                if n == 0:
                    continue
                before = attack.lps
                if n < attack.minimum:
                    attack.tried["bounds"] += 1
                    if budget > 0:
                        self.certain(set_, place, n)
                else:
                    attack.tried["of one mind"] += 1
                    self.alike(set_, place, n)
                budget -= attack.lps - before
            if budget <= 0:
                attack.tried["out of time"] += 1
        self.solved()

    def certain(self, set_, place, n):
        """How many answers of a small set are certain."""
        forms = [self.form(set_, place, self.weights([k])) for k in range(1, self.size + 1)]
        bound = max(0, n - 2)
        floor = lambda: [math.ceil(min(form @ x for x in self.points) - 1e-6) for form in forms]  # noqa: E731
        done = set()
        while sum(low := floor()) > bound:
            left = [k for k in range(self.size) if low[k] > 0 and k not in done]
            if not left:
                text = f"of the {n} answers {sum(low)} are certain: {self.attack.name(self.world, set_)}"
                return self.attack.success("bounds", f"{self.where} item {place}", text)
            self.least_of(forms[left[0]])
            done.add(left[0])
        return None

    def alike(self, set_, place, n):
        """Whether it is certain that all, or all but one, of a set gave the same answer."""
        if (tuple(set_), place) in self.nearly:
            return
        scale = self.one["scale"]
        for own in [*([k] for k in range(1, self.size + 1)), FAVOURABLE[scale], UNFAVOURABLE[scale]]:
            others = self.form(set_, place, 1 - self.weights(own))
            if max(others @ x for x in self.points) > 1 + 1e-6:
                continue
            most = self.solve(-others)
            if most is not None and -most < 2 - 1e-6:
                text = f"of {n} at most {math.floor(-most + 1e-6)} did not answer {own}: "
                text += self.attack.name(self.world, set_)
                self.attack.success("of one mind", f"{self.where} item {place}", text)
                return

    def solved(self):
        """A distribution that is not shown and yet has one solution."""
        for at, row in self.rows.items():
            mask = self.world.masks.get(at)
            for place, item in enumerate(row["items"]):
                n = 0 if mask is None else mask @ self.valid[place]
                if item["counts"] is not None or not 0 < n < self.attack.whole:
                    continue
                self.attack.tried["distribution solved"] += 1
                forms = [self.form(mask, place, self.weights([k])) for k in range(1, self.size + 1)]
                if all(self.pinned(form) for form in forms):
                    text = f"{at[1]}: the distribution of {n:.0f} answers"
                    self.attack.success("distribution solved", f"{self.where} item {place}", text)

    def pinned(self, form):
        def known():
            values = [form @ x for x in self.points]
            return math.ceil(min(values) - 1e-6) == math.floor(max(values) + 1e-6)

        if not known():
            return False
        low, high = self.solve(form), self.solve(-form)
        return None not in (low, high) and known()


# --- Running ---------------------------------------------------------------------------------------------------------


def publish(example, seeds, off, folder, forms=lambda seed: "-"):
    """What the program publishes of these projects, with protections off: seed to run to document."""
    lines, order, projects = [], [], {}
    for seed in seeds:
        project = projects[seed] = Project(seed)
        before = "-"
        for run, made in enumerate(project.write(Path(folder) / str(seed))):
            out = made / "published"
            lines.append("\t".join([project.day(run), str(made), str(out), forms(seed), ",".join(off) or "-", before]))
            order.append((seed, run, out))
            before = str(made)
    done = subprocess.run([example], input="\n".join(lines) + "\n", capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    documents, refused = {seed: {} for seed in seeds}, Counter()
    for (seed, run, out), line in zip(order, done.stdout.splitlines(), strict=True):
        if line == "ok":
            documents[seed][run] = json.loads((out / "results.json").read_text(encoding="utf-8"))
        else:
            refused[line.split("\t")[-1]] += 1
    return projects, documents, refused


def batches(first, count, size):
    return [range(at, min(at + size, first + count)) for at in range(first, first + count, size)]


def as_the_program(program, projects, documents, folder):
    """The example publishes, byte for byte, what the program does: on the first projects."""
    compared = 0
    for seed in sorted(projects)[:3]:
        for run in documents[seed]:
            made = Path(folder) / str(seed) / f"run-{run}"
            order = [program, "check", str(made), "--format", "json", "--as-of", projects[seed].day(run)]
            printed = subprocess.run(order, capture_output=True, check=True).stdout
            if printed != (made / "published" / "results.json").read_bytes():
                raise Mismatch(f"seed {seed} run {run}: the program publishes something else")
            compared += 1
    print(f"{compared} runs of the program give the same bytes", file=sys.stderr)


class Outcome:
    def __init__(self, attack):
        self.figures, self.lps, self.tried, self.won = attack.figures, attack.lps, attack.tried, attack.won


def attacked(work):
    seed, documents, folders = work
    return Outcome(Attack(Project(seed), documents).documents_alone(folders).run())


def proof(arguments):
    with Pool(arguments.jobs) as pool:
        return proved(arguments, pool)


def proved(arguments, pool):
    total, won, refused, started = Counter(), [], Counter(), time.time()
    for seeds in batches(arguments.seed, arguments.projects, 50):
        with tempfile.TemporaryDirectory() as folder:
            # The report itself, in each form, of one in five projects.
            with_report = {seed for seed in seeds if seed % 5 == 0}
            forms = lambda seed: "html,md,json,svg" if seed in with_report else "-"  # noqa: E731
            projects, documents, no = publish(arguments.example, seeds, arguments.off, folder, forms)
            refused += no
            if arguments.program and not total:
                as_the_program(arguments.program, projects, documents, folder)
            work = []
            for seed in seeds:
                folders = {run: Path(folder) / str(seed) / f"run-{run}" / "published" for run in documents[seed]}
                files = sum(1 for path in folders.values() for file in path.rglob("*") if file.is_file())
                total["documents"] += files
                work.append((seed, documents[seed], folders if seed in with_report else {}))
            for seed, attack in zip(seeds, pool.imap(attacked, work), strict=True):
                total += Counter({"projects": 1, "runs": len(documents[seed]), "figures": attack.figures})
                total += Counter({"linear programmes": attack.lps})
                total.update({f"attack: {kind}": n for kind, n in attack.tried.items()})
                won += [(seed, *one) for one in attack.won]
        print(f"{total['projects']} projects, {len(won)} successes, {time.time() - started:.0f} s", file=sys.stderr)
    for key, n in total.items():
        print(f"{key:40}{n:>12,}")
    for why, n in refused.most_common(5):
        print(f"refused {n:>5}: {why[:140]}")
    kinds = Counter(kind for _, kind, _ in won)
    for kind, n in kinds.most_common():
        seeds = sorted({seed for seed, k, _ in won if k == kind})
        print(f"BROKEN {kind}: {n} times in {len(seeds)} projects; should have been held by {HELD_BY[kind]}")
        for seed, _, text in [one for one in won if one[1] == kind][:4]:
            print(f"    --seed {seed} --projects 1: {text}")
    print(f"{len(won)} successes in {total['projects']} projects")
    return 1 if won else 0


def awake(arguments):
    """Each protection off in turn: how many projects until it falls."""
    awake_at, on = {}, {}
    print(f"{'protection off':24}{'projects until it falls':>24}  what fell", flush=True)
    for rule in RULES:
        deep = rule in ("unanimity", "intervals", "rounding")
        fell = None
        for seeds in batches(arguments.seed, arguments.projects, 5):
            with tempfile.TemporaryDirectory() as folder:
                projects, off, _ = publish(arguments.example, seeds, [rule], folder)
                missing = [seed for seed in seeds if (seed, False) not in on]
                if missing or deep and any((seed, True) not in on for seed in seeds):
                    _, documents, _ = publish(arguments.example, seeds, [], Path(folder) / "on")
                for seed in seeds:
                    if (seed, deep) not in on:
                        on[seed, deep] = set(Attack(projects[seed], documents[seed], deep).run().won)
                    new = [one for one in Attack(projects[seed], off[seed], deep).run().won if one not in on[seed, deep]]
                    if new:
                        fell = (seed - arguments.seed + 1, new[0])
                        break
            if fell:
                break
        if fell:
            awake_at[rule] = fell
            print(f"{rule:24}{fell[0]:>24}  {fell[1][0]}: {fell[1][1][:110]}", flush=True)
        else:
            # Either the attacker sleeps, or the protection does nothing yet.
            kinds = Counter(kind for won in on.values() for kind, _ in won if rule in HELD_BY[kind])
            also = f"falls with everything on: {dict(kinds)}" if kinds else ""
            print(f"{rule:24}{'none of ' + str(arguments.projects):>24}  {also}", flush=True)
    print(f"{len(awake_at)} of {len(RULES)} protections: without it something falls")
    return 0 if len(awake_at) >= 7 else 1


def main():
    parser = argparse.ArgumentParser(description="Breaks into what is published of random projects.")
    parser.add_argument("example", help="the example `unprotected`, built")
    parser.add_argument("--projects", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--off", type=lambda text: text.split(","), default=[], help="protections to switch off")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--program", help="the program itself: the first projects are held against it")
    parser.add_argument("--awake", action="store_true", help="switch each protection off in turn")
    arguments = parser.parse_args()
    return awake(arguments) if arguments.awake else proof(arguments)


if __name__ == "__main__":
    sys.exit(main())
