"""What the survey looks like, and the figures that everybody computes of it.

Ten indicators of six statements each, on one scale of five options. Who answered fewer than half of an indicator's
statements gets no score for it. 'Weet niet' and an empty cell are no answers. Every figure is wanted for everyone, for
each role and for each school; all three follow from those of every role in every school.
"""

import json
import math
import sys

import numpy as np

INDICATORS = [f"S{number:02d}" for number in range(1, 11)]
STATEMENTS = 6
OPTIONS = [
    "Helemaal mee oneens",
    "Mee oneens",
    "Niet mee eens, niet mee oneens",
    "Mee eens",
    "Helemaal mee eens",
]
DONT_KNOW = "Weet niet"
ROLES = ["student", "werkplekbegeleider", "schoolopleider", "instituutsopleider", "schoolleider"]
SCHOOLS = [f"School {number:02d}" for number in range(1, 41)]


def columns_of(indicator):
    return [f"{indicator}_{number}" for number in range(1, STATEMENTS + 1)]


COLUMNS = [column for indicator in INDICATORS for column in columns_of(indicator)]


def of_arrays(answers, roles, schools):
    """The figures from numpy arrays: per column of COLUMNS the option from 1, 0 where there is none; per respondent the
    position of the role and of the school."""
    size = len(ROLES) * len(SCHOOLS)
    cell = roles.astype(np.int64) * len(SCHOOLS) + schools
    of_counts = cell * 6
    found = [{} for _ in range(size)]
    for indicator in INDICATORS:
        block = [answers[column] for column in columns_of(indicator)]
        given = np.zeros(len(cell), np.int8)
        total = np.zeros(len(cell), np.int8)
        for column in block:
            given += column > 0
            total += column
        scored = given * 2 >= STATEMENTS
        score, of_score = total[scored] / given[scored], cell[scored]
        n = np.bincount(of_score, minlength=size)
        mean = np.bincount(of_score, score, minlength=size) / np.maximum(n, 1)
        squares = np.bincount(of_score, (score - mean[of_score]) ** 2, minlength=size)
        counts = [np.bincount(of_counts + column, minlength=size * 6).reshape(size, 6)[:, 1:] for column in block]
        for at in range(size):
            here = [statement[at].tolist() for statement in counts]
            found[at][indicator] = (int(n[at]), float(mean[at]), float(squares[at]), here)
    roll_up((ROLES[at // len(SCHOOLS)], SCHOOLS[at % len(SCHOOLS)], of_cell) for at, of_cell in enumerate(found))


def roll_up(cells):
    """Writes the figures of everyone, of each role and of each school from those of every role in every school: per
    indicator n, mean and sum of squares of the scores, and the counts of each statement.

    Groups are joined as Chan, Golub and LeVeque do (1979), which loses no digits.
    """
    slices = {}
    for role, school, of_cell in cells:
        for name in ("all", f"role:{role}", f"school:{school}"):
            of_slice = slices.setdefault(name, {})
            for indicator, (n, mean, squares, counts) in of_cell.items():
                known = of_slice.setdefault(indicator, [0, 0.0, 0.0, [[0] * len(OPTIONS) for _ in range(STATEMENTS)]])
                if n:
                    both, apart = known[0] + n, mean - known[1]
                    known[2] += squares + apart * apart * known[0] * n / both
                    known[1] += apart * n / both
                    known[0] = both
                for sums, statement in zip(known[3], counts, strict=True):
                    for option, count in enumerate(statement):
                        sums[option] += count
    figures = {}
    for name, of_slice in slices.items():
        if any(n for n, *_ in of_slice.values()):
            figures[name] = {indicator: figure(*known) for indicator, known in of_slice.items()}
    json.dump(figures, sys.stdout)
    sys.stdout.write("\n")


def figure(n, mean, squares, counts):
    """One indicator in one slice; the favourable answers are those above the middle."""
    answered = sum(map(sum, counts))
    favourable = sum(statement[3] + statement[4] for statement in counts) / answered if answered else None
    sd = math.sqrt(squares / (n - 1)) if n > 1 else None
    return {"n": n, "mean": mean, "sd": sd, "favourable": favourable, "counts": counts}
