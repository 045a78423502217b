"""Breaks into what datadialoog publishes of random projects, over several reports; and proves that it is awake.

    python -m venv .venv && .venv/bin/pip install scipy numpy highspy
    cargo build --example unprotected
    .venv/bin/python tests/attack/breaks.py target/debug/examples/unprotected --projects 200
    .venv/bin/python tests/attack/breaks.py target/debug/examples/unprotected --awake

For thousands of projects, build with `--release` (target/release/examples/unprotected): publishing then takes a tenth of
the time, for some minutes of compiling.

The attacker has every published document of every run, the project file and the rules, and knows how people could be
told apart (roles, groups, between which runs somebody came or left), not how many answered. The truth is used to judge
it, and as the first solution that leaves a target open. Ends with 1 when an attack succeeds.

There is an attacker in every circle of readers (the own team, the partnership, everyone), who has what that circle reads:
what was published for it or for a wider one. The minimum is the lowest that the circle was promised in what it reads.

What is a success. T is any set of people that published sums can tell apart: one cell, a slice, what one leaves of
another, or any few cells together; n is how many of them gave an answer. "Small" is fewer than the minimum.

    shown                 a figure of a small slice; a response of fewer people than the minimum
    distribution shown    the counts of fewer answers than a distribution needs
    subtraction           the sums of a small T follow exactly from the sums that one report shows (of distributions:
                          of a T with fewer answers than a distribution needs, from distributions; of reports: from
                          several reports together)
    don't know            the same for a small T in which everybody said not to know
    count                 the numbers published leave the number of people of a small T a range that is less than the
                          minimum wide: the audit by interval, rule 4 of the definition of disclosure control
    answers               of the n answers of a small T more than n - 2 are certain (of one answer: it is): one of the
                          people in it who knows the own answer would know all others. For n = 1 it is that person's
    share                 the same of how many are favourable, unfavourable or neither: so T's share is never fixed
                          within less than two people. T's mean needs no test of its own: while an answer is free, so is
                          the mean
    everyone alike        of a T that is not small it is certain that all gave one answer, or lie on one side, and it lies
                          in no group whose published band says "all or all but one"; within such a group, a small T
                          may have n - 1 certain answers of that kind
    all but one alike     the same of all but one, or of all or all but one: the one would know all others
    band settled          a band says all or all but one, and with the other figures it is settled which of the two
    distribution solved   the one solution for the counts of a slice whose distribution is not shown (of two options the
                          share is the distribution, and is no success)
    reasons               with what the reasons say (too few, withheld for another's sake) and how many were asked, the
                          number of respondents of a small slice is settled
    weighted              a weighted figure is not the one that follows from the figures published beside it, so that it
                          may tell more than they do
    skippers              what the few who skipped a statement answered otherwise, from scores beside sums
    numbers, text, …      a document, in any form, has a number of a group that it withholds; see reads.py
    twins                 answers of two people are swapped between groups that nothing shown tells apart, and some byte of
                          some form of the report changes: it says more than its figures do; and the same where the
                          swap makes all of a group with a band all but one
"""

import argparse
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from multiprocessing import Pool
from pathlib import Path

# Small matrices: threads of the algebra only get into each other's way.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np  # noqa: E402
import reads  # noqa: E402
from bounds import Bounds, is_nearly, is_value  # noqa: E402
from projects import SCALES, Project  # noqa: E402
from reasons import reasons  # noqa: E402
from twins import twins  # noqa: E402
from world import Mismatch, Span, World, classes, distinct, small_unions  # noqa: E402

sys.path.append(str(Path(__file__).parent.parent / "independent"))
from weighted import faults as weighed  # noqa: E402

# Which protection should have held an attack of this kind.
HELD_BY = {
    "shown": "minimum", "distribution shown": "minimum-distribution", "subtraction": "complement, linked",
    "subtraction of distributions": "complement, linked", "subtraction of reports": "ledger",
    "count": "intervals, linked", "answers": "intervals", "share": "intervals",
    "answers in whole numbers": "intervals", "share in whole numbers": "intervals",
    "distribution solved": "rounding, unanimity, intervals", "everyone alike": "unanimity, intervals",
    "all but one alike": "unanimity, intervals", "band settled": "intervals",
    "skippers": "skippers", "reasons": "complement, intervals",
}  # fmt: skip


class Attack:
    """All that is tried on one project, from the documents of its runs."""

    def __init__(self, project, documents, deep=True, fractions=True, circle="own-team"):
        self.project, self.deep = project, deep
        self.documents = {run: documents[run] for run in project.read_by(circle) if run in documents}
        # Without fractions every answer is left to the search in whole numbers: how that is shown to be awake.
        self.fractions = fractions
        # Where the minimum changed between runs, what was published under the lower one is no success.
        self.minimum, self.whole = project.lowest(circle)
        self.tried, self.won, self.figures, self.lps = Counter(), [], 0, 0

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

    def algebra(self, world, where, shown, truth, bound, kind):
        """Every small set that follows exactly from the sums that are shown."""
        masks = [mask for _, mask in shown]
        if not masks:
            return
        sets = world.candidates(masks)
        parts = classes(masks, len(world.atoms))
        sets = distinct(np.vstack([sets, small_unions(parts, parts @ truth, bound)]))
        sizes = sets @ truth
        small = sets[(sizes > 0) & (sizes < bound)]
        self.tried[kind] += len(small)
        found = small[Span(masks, len(world.atoms)).holds(small)]
        if not len(found):
            return
        alone = np.zeros(len(found), dtype=bool)
        for run in world.rounds:
            alone |= Span([mask for at, mask in shown if at[0] == run], len(world.atoms)).holds(found)
        name = {"distributions": "subtraction of distributions", "don't know": kind}.get(kind, "subtraction")
        for set_, single in zip(found, alone, strict=True):
            text = f"{int(set_ @ truth)} people: {world.names(set_)}"
            self.success(name if single else "subtraction of reports", where, text)

    def response(self, world):
        truth = world.true(lambda person: not person.left_out)
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
        reasons(self, world, truth)

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
        asked = [world.true(lambda p, at=place: p.answers.get((one["id"], at)) is not None) for place in places]
        with_any, with_counts, with_unknown = [], [[] for _ in places], [[] for _ in places]
        for at, row in rows.items():
            mask = world.masks.get(at)
            if mask is None:
                continue
            self.row(where, at, row, mask, any_, valid, counts, with_any, with_counts)
            self.skippers(world, where, one, at, row, mask)
            for place, item in enumerate(row["items"]):
                if item["dont_know_share"] is not None:
                    with_unknown[place].append((at, mask))
        self.algebra(world, where, with_any, any_, self.minimum, "people")
        for place in places:
            self.algebra(world, f"{where} item {place}", with_counts[place], valid[place], self.whole, "distributions")
            # Of people who all said that they do not know nothing else is an answer.
            unknown = asked[place] + self.minimum * valid[place]
            self.algebra(world, f"{where} item {place}", with_unknown[place], unknown, self.minimum, "don't know")
        if self.deep:
            Bounds(self, world, where, one, rows, any_, valid, counts, beside).run()

    def row(self, where, at, row, mask, any_, valid, counts, with_any, with_counts):
        """What one slice shows outright."""
        sizes = [mask @ n for n in (any_, *valid)]
        self.tried["shown"] += 1
        # The share of people who answered is about the response, and judged there.
        of_answers = [f for key, f in row["figures"].items() if key != "response-rate"]
        numbers = [f for f in of_answers if is_value(f) or is_nearly(f)]
        self.figures += len(numbers)
        if numbers and any(0 < n < self.minimum for n in sizes):
            self.success("shown", where, f"{at[1]} has figures of {min(n for n in sizes if n):.0f}")
        if any(is_value(f) for f in of_answers):
            with_any.append((at, mask))
        for place, item in enumerate(row["items"]):
            if item["counts"] is None:
                continue
            self.figures += len(item["counts"])
            true = [float(mask @ row) for row in counts[place]]
            if list(map(float, item["counts"])) != true:
                raise Mismatch(f"seed {self.project.seed} {where} {at}: {item['counts']}, not {true}")
            with_counts[place].append((at, mask))
            self.tried["distribution shown"] += 1
            if 0 < mask @ valid[place] < self.whole:
                self.success("distribution shown", where, f"{at[1]}, {mask @ valid[place]:.0f} answers")

    def skippers(self, world, where, one, at, row, mask):
        """The mean of the scores beside the sums of the statements: what those answered who skipped one of them."""
        size, places = len(SCALES[one["scale"]]), one["items"]
        mean = row["figures"].get("mean")
        if places < 2 or not is_value(mean) or any(item["counts"] is None for item in row["items"]):
            return
        people = next((f["n"] for key, f in row["figures"].items() if key.endswith("favourable-share") and is_value(f)), None)
        if people is None:
            return
        sums = [sum(k * n for k, n in enumerate(item["counts"], 1)) for item in row["items"]]
        missing = [people - sum(item["counts"]) for item in row["items"]]
        skipped = sum(missing)
        self.tried["skippers"] += 1
        if skipped == 0 or sum(n > 0 for n in missing) > 1 or skipped >= self.minimum or mean["n"] != people:
            return
        # All of them skipped the same statement, so each has a score over one statement less.
        wide = 0.05 if abs(mean["value"] * 10 - round(mean["value"] * 10)) < 1e-9 else 1e-9
        scale = 1 / (places - 1) - 1 / places
        rest = [((mean["value"] + sign * wide) * people - sum(sums) / places) / scale for sign in (-1, 1)]
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


# --- Running ---------------------------------------------------------------------------------------------------------


class Example:
    """The example `unprotected`, which publishes many projects in one process."""

    def __init__(self, path):
        self.path = path

    def publish(self, projects, off, folder, forms=lambda seed: "-"):
        """What the program publishes of these projects, with protections off: seed to run to document."""
        lines, order = [], []
        for seed, project in projects.items():
            before = "-"
            for run, made in enumerate(project.write(Path(folder) / str(seed))):
                out = made / "published"
                words = [project.day(run), str(made), str(out), forms(seed), ",".join(off) or "-", before]
                words.append(project.readers[run])
                lines.append("\t".join(words))
                order.append((seed, run, out))
                before = str(made)
        text = "\n".join(lines) + "\n"
        done = subprocess.run([self.path], input=text, capture_output=True, text=True, encoding="utf-8")
        if done.returncode != 0:
            raise SystemExit(done.stderr)
        documents, refused = {seed: {} for seed in projects}, Counter()
        for (seed, run, out), line in zip(order, done.stdout.splitlines(), strict=True):
            if line == "ok":
                documents[seed][run] = json.loads((out / "results.json").read_text(encoding="utf-8"))
            else:
                refused[line.split("\t")[-1]] += 1
        return documents, refused


def as_the_program(program, projects, documents, folder):
    """The example publishes, byte for byte, what the program does: on the first projects."""
    compared = 0
    for seed in sorted(projects)[:3]:
        for run in documents[seed]:
            made = Path(folder) / str(seed) / f"run-{run}"
            order = [program, "check", str(made), "--format", "json", "--as-of", projects[seed].day(run)]
            order += ["--readers", projects[seed].readers[run]]
            printed = subprocess.run(order, capture_output=True, check=True).stdout
            if printed != (made / "published" / "results.json").read_bytes():
                raise Mismatch(f"seed {seed} run {run}: the program publishes something else")
            compared += 1
    print(f"{compared} runs of the program give the same bytes", file=sys.stderr)


def weighted(attack, documents):
    """A weighted figure is made of what is published beside it, and so is one that anybody can make."""
    counted = Counter()
    for run, document in documents.items():
        wrong, made = weighed(document)
        for fault in wrong:
            attack.success("weighted", f"run {run}", fault)
        counted["tried: weighted figures made of what is published"] += made
    return counted


def attacked(work):
    """One batch: publishes it, attacks every project, and says what came of it."""
    path, seeds, off, every, program = work
    total, won = Counter(), []
    with tempfile.TemporaryDirectory() as folder:
        projects = {seed: Project(seed) for seed in seeds}
        # The report itself, in each form, of one project in so many.
        with_report = {seed for seed in seeds if every and seed % every == 0}
        example = Example(path)
        documents, refused = example.publish(
            projects, off, folder, lambda seed: "html,md,json,svg" if seed in with_report else "-"
        )
        if program:
            as_the_program(program, projects, documents, folder)
        for seed, project in projects.items():
            folders = {run: Path(folder) / str(seed) / f"run-{run}" / "published" for run in documents[seed]}
            total["documents"] += sum(1 for path in folders.values() for file in path.rglob("*") if file.is_file())
            attack = Attack(project, documents[seed])
            reads.documents(attack, documents[seed], folders if seed in with_report else {})
            if seed in with_report:
                twins(attack, example, documents[seed], folders, off)
            attack.run()
            if not off:
                total += weighted(attack, documents[seed])
            # Who reads everything has attacked already.
            wider = [circle for circle in project.attackers() if circle != "own-team"]
            total += Counter({"projects": 1, "runs": len(documents[seed]), "runs for wider circles": 0})
            total["runs for wider circles"] += sum(project.readers[run] != "own-team" for run in documents[seed])
            attacks = [attack, *(Attack(project, documents[seed], circle=circle).run() for circle in wider)]
            for one in attacks:
                total += Counter({"figures": one.figures, "linear programmes": one.lps})
                total.update({f"tried: {kind}": n for kind, n in one.tried.items()})
                won += [(seed, *success) for success in one.won]
    return total, won, refused


def proof(arguments):
    total, won, refused, started = Counter(), [], Counter(), time.time()
    last, size, batches = arguments.seed + arguments.projects, 10, []
    for at in range(arguments.seed, last, size):
        program = arguments.program if at == arguments.seed else None
        seeds = range(at, min(at + size, last))
        batches.append((arguments.example, seeds, arguments.off, arguments.report_every, program))
    with Pool(arguments.jobs) as pool:
        for one, found, no in pool.imap(attacked, batches):
            total, refused = total + one, refused + no
            won += found
            if total["projects"] % 50 == 0 or total["projects"] == arguments.projects:
                spent = time.time() - started
                print(f"{total['projects']} projects, {len(won)} successes, {spent:.0f} s", file=sys.stderr)
    for key in sorted(total, key=lambda key: (key.startswith("tried"), key)):
        print(f"{key:44}{total[key]:>12,}")
    for why, n in refused.most_common(5):
        print(f"refused {n:>5}: {why[:140]}")
    kinds = Counter(kind for _, kind, _ in won)
    for kind, n in kinds.most_common():
        seeds = sorted({seed for seed, k, _ in won if k == kind})
        print(f"BROKEN {kind}: {n} times in {len(seeds)} projects; should have been held by {HELD_BY.get(kind, 'each document')}")
        for seed in seeds[:4]:
            text = next(text for s, k, text in won if (s, k) == (seed, kind))
            print(f"    --seed {seed} --projects 1: {text}")
    print(f"{len(won)} successes in {total['projects']} projects")
    unheld = sorted({kind for _, kind, _ in won} & set(arguments.not_yet))
    if unheld:
        print(f"not held yet, and no reason to stop here: {', '.join(unheld)}")
    return 1 if any(kind not in arguments.not_yet for _, kind, _ in won) else 0


def main():
    parser = argparse.ArgumentParser(description="Breaks into what is published of random projects.")
    parser.add_argument("example", help="the example `unprotected`, built")
    parser.add_argument("--projects", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--off", type=lambda text: text.split(","), default=[], help="protections to switch off")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--report-every", type=int, default=10, help="of one project in so many, every form of the report")
    parser.add_argument("--program", help="the program itself: the first projects are held against it")
    parser.add_argument("--not-yet", type=lambda text: text.split(","), default=[],
                        help="kinds that the program is known not to hold yet: printed, and no failure")  # fmt: skip
    parser.add_argument("--awake", action="store_true", help="switch each protection off in turn")
    arguments = parser.parse_args()
    if arguments.awake:
        from awake import awake

        return awake(Example(arguments.example), arguments.jobs)
    return proof(arguments)


if __name__ == "__main__":
    sys.exit(main())
