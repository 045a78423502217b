"""How much datadialoog withholds: beside the least that has to be, and as a share of all figures.

    python -m venv .venv && .venv/bin/pip install scipy numpy
    cargo build --example unprotected
    .venv/bin/python tests/attack/optimum.py target/debug/examples/unprotected --projects 100
    .venv/bin/python tests/attack/optimum.py target/debug/examples/unprotected --sample sample-data --shared ../shared/data

The first: of random small projects, the slices of which no figures, and of which no distribution, are shown, beside the
least for which nothing small follows (`least.py`). Ends with 1 where of fewer than 95 in 100 both are within one slice of
it. The second: how many figures there are, and how many are withheld, by the minimum and beyond it (`shares.py`).
"""

import argparse
import json
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

import shares  # noqa: E402
from least import FEW, Least  # noqa: E402
from tables import DAY, Table  # noqa: E402

# Of whom (nearly) all answered alike, bounds are shown.
SHOWN = ("value", "nearly-all")
NEEDED = 0.95


def is_shown(row):
    """Whether anything about the answers is shown of a slice; how many answered is the response's to tell."""
    return any(figure["state"] in SHOWN for key, figure in row["figures"].items() if key != "response-rate")


def withheld(document):
    """The slices of the only indicator without figures, and those without a distribution; and those of one mind."""
    (indicator,) = document["rounds"][0]["indicators"]
    rows = indicator["slices"]
    nothing = {row["slice"] for row in rows if not is_shown(row)}
    whole = {row["slice"] for row in rows if all(item["counts"] is not None for item in row["items"]) and row["items"]}
    alike = {row["slice"] for row in rows if any(figure["state"] == "nearly-all" for figure in row["figures"].values())}
    return nothing, {row["slice"] for row in rows} - whole, alike


def publish(example, seeds, off, folder):
    """What the program publishes of the table of each seed; none where it refused."""
    lines, outs = [], {}
    for seed in seeds:
        made = Table(seed).write(Path(folder) / str(seed))
        outs[seed] = made / "published"
        lines.append("\t".join([DAY, str(made), str(outs[seed]), "-", off, "-", "own-team"]))
    done = subprocess.run([example], input="\n".join(lines) + "\n", capture_output=True, text=True, encoding="utf-8")
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    for line in done.stdout.splitlines():
        if line != "ok":
            raise SystemExit(f"a project was refused: {line}")
    return {seed: json.loads((out / "results.json").read_text(encoding="utf-8")) for seed, out in outs.items()}


class Beside:
    """What the program withholds of one table, beside the least."""

    def __init__(self, solver, hidden, by_trial):
        # Of a slice in which nobody is there is nothing to show.
        self.own = {at for at, name in enumerate(solver.names) if name in hidden}
        best = solver.solve()
        self.forced, self.cost, self.best = len(solver.forced), solver.cost(self.own), solver.cost(best)
        self.over = self.cost[0] - self.best[0]
        self.more = sorted(solver.names[at] for at in self.own - best)
        self.fewer = sorted(solver.names[at] for at in best - self.own)
        self.leaks = len(solver.telling([at for at in range(len(solver.names)) if at not in self.own]))
        self.wrong = by_trial and len(solver.names) <= FEW and solver.by_trial() != self.best


def of_one_mind(table, held, items, slack):
    """Whether all answers of these cells but so few are one category, or on one side."""
    counts = [[sum(form[cell] for cell in held) for form in table.answers(item)] for item in items]
    summed = [sum(column) for column in zip(*counts, strict=True)]
    return sum(summed) > 0 and max(*summed, sum(summed[:2]), sum(summed[3:])) + slack >= sum(summed)


def sides(forms):
    """Unfavourable, favourable, and neither."""
    return [forms[0] + forms[1], forms[3] + forms[4], forms[2]]


def compared(work):
    seed, document, by_trial, only_people = work
    table = Table(seed)
    nothing, no_distribution, _ = withheld(document)
    slices, measures, items = table.slices(), table.measures(), range(table.items)
    # Figures of a group of one mind are told in bounds: they are not withheld, and tell nothing exactly.
    alike = {name for name, held in slices.items() if of_one_mind(table, held, items, table.items)}
    of_item = {name for name, held in slices.items() if any(of_one_mind(table, held, [item], 1) for item in items)}
    by_category = [(table.answers(item), sides(table.answers(item))) for item in items]
    by_side = [(sides(forms), []) for forms, _ in by_category]
    # Of one statement its share is a figure; of more, their sum is.
    of_figures = by_side if table.items == 1 else []
    of_distributions = [*by_category, *by_side]
    if only_people:
        alike, of_item, of_figures, of_distributions = set(), set(), [], []
    figures = Least(
        slices, measures, table.minimum, table.minimum, counted=measures, answers=of_figures, unshown=alike, told=alike
    )
    distributions = Least(
        slices, measures, table.minimum_distribution, table.minimum, answers=of_distributions, unshown=alike | of_item,
        told=alike | of_item,
    )  # fmt: skip
    return (
        seed,
        Beside(figures, nothing | alike, by_trial),
        Beside(distributions, no_distribution | alike, by_trial),
        sorted(alike | of_item),
    )


def optimum(arguments):
    started = time.time()
    seeds = range(arguments.seed, arguments.seed + arguments.projects)
    with tempfile.TemporaryDirectory() as folder:
        documents = publish(arguments.example, seeds, arguments.off, folder)
    with Pool(arguments.jobs) as pool:
        rows = pool.map(compared, [(seed, documents[seed], arguments.trial, arguments.only_people) for seed in seeds], chunksize=1)
    print(f"{len(rows)} projects, {time.time() - started:.0f} s; protections off: {arguments.off}")
    kinds = ("figures", "distributions")
    table = {kind: Counter(row[1 + at].over for row in rows) for at, kind in enumerate(kinds)}
    both = Counter(max(row[1].over, row[2].over) for row in rows)
    steps = sorted({*both, *(step for counts in table.values() for step in counts), 0, 1, 2})
    print(f"{'slices more than the least':30}" + "".join(f"{step:>+6}" for step in steps))
    for name, counts in (*table.items(), ("the larger of the two", both)):
        print(f"{name:30}" + "".join(f"{counts[step]:>6}" for step in steps))
    for at, kind in enumerate(kinds, 1):
        beside = [row[at] for row in rows]
        total = lambda of: sum(map(of, beside))  # noqa: E731, B023
        print(
            f"{kind}: small themselves {total(lambda one: one.forced)} slices; at least to be withheld "
            f"{total(lambda one: one.best[0])} of {total(lambda one: one.best[1])} respondents; withheld "
            f"{total(lambda one: one.cost[0])} of {total(lambda one: one.cost[1])}; the least is more than the small ones in "
            f"{total(lambda one: one.best[0] > one.forced)} projects"
        )
    for seed, *besides, alike in rows:
        for kind, one in zip(kinds, besides, strict=True):
            if one.over > 1 or one.leaks or one.wrong or arguments.all and one.over:
                print(
                    f"--seed {seed} --projects 1: {kind} {one.cost[0]} withheld ({one.cost[1]} people), least {one.best[0]} ({one.best[1]});"
                    f" small {one.forced}; only withheld {one.more}; instead of {one.fewer}; of one mind {alike}"
                    + (f"; STILL FOLLOWS {one.leaks}" if one.leaks else "")
                    + ("; TRIED OUT, THE LEAST IS ANOTHER" if one.wrong else "")
                )
    within = sum(n for step, n in both.items() if 0 <= step <= 1)
    # Fewer than the least would not be safe: then either the program or this is wrong.
    safe = not any(one.over < 0 or one.leaks or one.wrong for row in rows for one in row[1:3])
    print(f"{within} of {len(rows)} within one slice of the least")
    return 0 if safe and within >= NEEDED * len(rows) else 1


def main():
    parser = argparse.ArgumentParser(description="Holds what is withheld against the least that has to be.")
    parser.add_argument("example", help="the example `unprotected`, built")
    parser.add_argument("--projects", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0, help="the first seed")
    parser.add_argument("--off", default="-", help="protections to switch off, with commas between")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    parser.add_argument("--trial", action="store_true", help="find each least by trying every choice as well")
    parser.add_argument(
        "--only-people", action="store_true", help="leave aside what is withheld for what people answered: rules 1, 2, 4"
    )
    parser.add_argument("--all", action="store_true", help="list every project that is not at the least")
    parser.add_argument("--sample", help="a project: prints which share of its figures is withheld")
    parser.add_argument("--as-of", default="2026-11-21", help="the day of the report on it")
    parser.add_argument("--shared", help="the folder of files that others made: the same of projects over those")
    arguments = parser.parse_args()
    if not arguments.sample and not arguments.shared:
        return optimum(arguments)
    if arguments.sample:
        shares.told(arguments.example, "sample", Path(arguments.sample), arguments.as_of)
    if arguments.shared and not Path(arguments.shared).exists():
        print(f"skipped: {arguments.shared} is not here")
    elif arguments.shared:
        shares.told_of_files(arguments.example, arguments.shared, arguments.as_of)
    return 0


if __name__ == "__main__":
    sys.exit(main())
