"""Reference values for src/statistics, by other people's code on other people's terms.

Everything is computed from invented rows of answers, by numpy, scipy, statsmodels and pingouin where they have the
statistic, and by brute force on the rows where they have not. Nothing here works from counts and sums, as the Rust
code does. Every family begins with dull inputs (one respondent, all answers the same, everyone answered, shares of 0
and 1), then come random ones. The seed is fixed, so the same versions give the same file:

    python -m venv .venv && .venv/bin/pip install -r requirements.txt
    .venv/bin/python statistics_reference.py            # writes statistics.json anew
    .venv/bin/python statistics_reference.py --check    # holds it against a fresh one, to 1e-11
"""

import itertools
import json
import math
import sys
import warnings
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pingouin
import scipy
import statsmodels
import statsmodels.api as sm
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest
from statsmodels.stats.weightstats import DescrStatsW

SEED = 20260414
CASES = 220
LEVELS = [0.8, 0.9, 0.95, 0.95, 0.95, 0.99, 0.999]
# respondents, answers all the same (or None: as they fall), and people asked beyond them (or None: as they fall)
DULL = [
    (1, True, 0), (1, True, 5), (2, True, 0), (2, True, 3), (2, False, 0), (9, True, 0), (9, True, 4), (12, True, None),
    (12, False, 0), (12, False, 1), (10, False, 0), (20, True, 20),
]
rng = np.random.default_rng(SEED)


def level():
    return float(rng.choice(LEVELS))


def population(n):
    """Not known, exactly those who answered, or more."""
    kind = rng.integers(5)
    if kind == 0:
        return None
    if kind == 1:
        return n
    return int(n + rng.integers(1, 3 * n + 3))


def answers(n, top):
    """n answers on 1..top, of a random shape: even, leaning, in two camps, or all the same."""
    shape = rng.integers(4)
    if shape == 0:
        weights = np.ones(top)
    elif shape == 1:
        weights = rng.dirichlet(np.ones(top))
    elif shape == 2:
        weights = np.r_[3, np.full(top - 2, 0.4), 3] if top > 2 else np.ones(2)
    else:
        weights = np.full(top, 0.02)
        weights[rng.integers(top)] = 1
    return rng.choice(np.arange(1, top + 1), size=n, p=weights / weights.sum())


def drawn(case, most, top):
    """How many respondents, their answers and the people asked: the dull ones first."""
    if case < len(DULL):
        n, same, absent = DULL[case]
        given = np.full(n, int(rng.integers(1, top + 1))) if same else answers(n, top)
        return given, population(n) if absent is None else n + absent
    n = int(rng.integers(1, most))
    return answers(n, top), population(n)


def counts_of(values, top):
    return [int(np.sum(values == category)) for category in range(1, top + 1)]


def wilson(p, size, alpha_level):
    low, high = proportion_confint(p * size, size, alpha=1 - alpha_level, method="wilson")
    return [max(float(low), 0.0), min(float(high), 1.0)]


def corrected(size, n, asked):
    """An effective size for a finite group; None stands for an infinite one."""
    if asked is None:
        return float(size)
    return None if asked == n else float(size * Fraction(asked - 1, asked - n))


def wilson_cases():
    for case in range(CASES):
        n = int(rng.integers(1, 400)) if case > 3 else 1
        x = int(rng.choice([0, n, rng.integers(0, n + 1), rng.integers(0, n + 1), rng.integers(0, n + 1)]))
        size, at = float(n * rng.choice([1, 1, 1.37, 0.61])), level()
        yield [x, n, size, at], wilson(x / n, size, at)


def sure_rank(n, asked, tail):
    """Highest rank l with P(fewer than l at or below the median) <= tail, with whole-number binomials."""
    if asked is None:
        chance = [Fraction(math.comb(n, k), 2**n) for k in range(n + 1)]
    else:
        below = (asked + 1) // 2
        every = math.comb(asked, n)
        chance = [Fraction(math.comb(below, k) * math.comb(asked - below, n - k), every) for k in range(n + 1)]
    rank = 0
    while rank < (n + 1) // 2 and sum(chance[: rank + 1]) <= tail:
        rank += 1
    return rank


def median_interval(values, asked, at, ends):
    n, middle = len(values), float(np.median(values))
    if asked == n:
        return [middle, middle]
    ordered = np.sort(values)
    if asked is None:
        found = stats.quantile_test(values, q=0, p=0.5).confidence_interval(at)
        low = ends[0] if math.isnan(found.low) else float(found.low)
        high = ends[1] if math.isnan(found.high) else float(found.high)
        return [low, high]
    # 0.8 is meant as written: its tail is a tenth, and a chance of exactly a tenth is sure enough
    rank = sure_rank(n, asked, (1 - Fraction(str(at))) / 2)
    return list(map(float, ends)) if rank == 0 else [float(ordered[rank - 1]), float(ordered[n - rank])]


def clustered_share(rows, chosen, asked, at):
    """A share over all answers, its variance from a regression on a constant, clustered by respondent."""
    flat, person = [], []
    for who, row in enumerate(rows):
        for answer in row:
            flat.append(1.0 if answer in chosen else 0.0)
            person.append(who)
    p, n = float(np.mean(flat)), len(set(person))
    if p in (0.0, 1.0):
        size = n
    else:
        fit = sm.OLS(flat, np.ones(len(flat))).fit(
            cov_type="cluster", cov_kwds={"groups": np.array(person), "use_correction": False}
        )
        variance = float(fit.cov_params()[0, 0]) if n > 1 else 0.0
        if n == 1:
            variance = float(np.sum(np.array(flat) - p) ** 2) / len(flat) ** 2
        size = len(flat) if variance < 1e-20 else min(p * (1 - p) / variance, len(flat))
    if asked is not None:
        size = None if asked == n else size * (asked - 1) / (asked - n)
    interval = [p, p] if size is None else wilson(p, size, at)
    return [p, size, *interval]


def with_items(leaning, items, top, same=False):
    """Per respondent the valid answers to some items, around an own answer."""
    rows = []
    for own in leaning:
        row = np.where((rng.random(items) < 0.6) | same, own, answers(items, top))
        row = row[rng.random(items) > (0 if same else rng.choice([0, 0.2]))]
        rows.append([int(answer) for answer in row])
    return rows


def patterns_of(rows, favourable, unfavourable):
    patterns = {}
    for row in rows:
        key = (len(row), sum(row), sum(a in favourable for a in row), sum(a in unfavourable for a in row))
        patterns[key] = patterns.get(key, 0) + 1
    return [[*key, count] for key, count in sorted(patterns.items())]


def sides(top):
    return (
        [c for c in range(1, top + 1) if c > (top + 1) / 2],
        [c for c in range(1, top + 1) if c < (top + 1) / 2],
    )


def indicator_cases():
    """Respondents with several items: scores, mean, median, share."""
    for case in range(CASES + 20):
        top, items = int(rng.integers(3, 8)), int(rng.integers(1, 6))
        leaning, asked = drawn(case, 24, top)
        rows = with_items(leaning, items, top, case < len(DULL) and DULL[case][1])
        if not any(rows):
            continue
        favourable, unfavourable = sides(top)
        needed = int(rng.integers(1, items + 1))
        exact = [Fraction(sum(row), len(row)) for row in rows if len(row) >= needed]
        if not exact:
            continue
        if asked is not None and asked == len(rows) and len(exact) < len(rows):
            asked = len(exact) if len([row for row in rows if row]) == len(exact) else asked
        at = level()
        values = np.array([float(score) for score in exact])
        scored = len(values)
        sd = float(np.std(values, ddof=1)) if scored > 1 else None
        if scored > 1 and len(set(exact)) == 1:
            sd = 0.0
        mean = float(sum(exact) / scored)
        if asked == scored:
            interval = [mean, mean]
        elif scored < 2 or sd == 0.0:
            interval = [None, None]
        else:
            error = stats.sem(values) * (1.0 if asked is None else math.sqrt(1 - scored / asked))
            low, high = stats.t.interval(at, scored - 1, loc=mean, scale=error)
            interval = [max(float(low), 1.0), min(float(high), float(top))]
        quartiles = [float(quartile) for quartile in np.quantile(values, [0.25, 0.5, 0.75])]
        answering = [row for row in rows if row]
        yield (
            [patterns_of(rows, favourable, unfavourable), needed, asked, at, top],
            {
                "scores": [scored, mean, sd, *quartiles, float(min(exact)), float(max(exact))],
                "mean": interval,
                "median": median_interval(values, asked, at, (1, top)),
                "favourable": clustered_share(answering, favourable, asked, at),
                "unfavourable": clustered_share(answering, unfavourable, asked, at),
            },
        )


def peeled(counts):
    """Van der Eijk's A, taking off one layer of one answer at a time and looking at every triplet."""
    top, left, total, found = len(counts), list(counts), sum(counts), Fraction(0)
    while any(left):
        layer = [1 if count else 0 for count in left]
        filled = sum(layer)
        if filled == 1:
            value = Fraction(1)
        else:
            triplets = list(itertools.combinations(layer, 3))
            unimodal = sum(triplet in ((1, 1, 0), (0, 1, 1)) for triplet in triplets)
            torn = sum(triplet == (1, 0, 1) for triplet in triplets)
            shape = Fraction(0)
            if unimodal + torn:
                shape = Fraction((top - 2) * unimodal - (top - 1) * torn, (top - 2) * (unimodal + torn))
            value = shape * (1 - Fraction(filled - 1, top - 1))
        found += value * Fraction(filled, total)
        left = [count - 1 if count else 0 for count in left]
    return float(found)


def item_cases():
    """One item: counts, share, agreement, bounds, response. Every twentieth has more answers than people asked."""
    for case in range(CASES + 30):
        top, at = int(rng.integers(3, 11)), level()
        given, asked = drawn(case, 70, top)
        n = len(given)
        if case % 20 == 19:
            asked = n - 1
        counts = counts_of(given, top)
        high, low = sides(top)
        p = float(np.mean(np.isin(given, high)))
        agreement = peeled(counts)
        up, down = int(np.isin(given, high).sum()), int(np.isin(given, low).sum())
        divided = n >= 10 and agreement < 0.2 and min(up, down) >= max(3, Fraction(n, 5))
        if asked is not None and asked < n:
            found = {"share": [p, None, None, None], "bounds": [None, None], "rate": None}
        else:
            size = corrected(n, n, asked)
            interval = [p, p] if size is None else wilson(p, size, at)
            silent = (n if asked is None else asked) - n
            bounds = [
                float(np.mean(np.r_[np.isin(given, high), np.full(silent, worst)])) for worst in (False, True)
            ]
            rate = float(np.mean(np.r_[np.ones(n), np.zeros(silent)]))
            found = {"share": [p, size, *interval], "bounds": bounds, "rate": rate}
        yield [counts, asked, at], {**found, "agreement": agreement, "divided": bool(divided)}


def moments(values, asked):
    sd = None
    if len(values) > 1:
        sd = float(np.std(values, ddof=1)) if len(set(values)) > 1 else 0.0
    return [len(values), float(np.mean(values)), sd, asked]


def welch(a, b, asked, at):
    """Difference, interval, p and df. A finite group's spread is shrunk in its rows, then scipy sees rows."""
    nothing = [None] * 5
    known = [total is not None and total == len(group) for group, total in zip((a, b), asked)]
    if any(total is not None and total < len(group) for group, total in zip((a, b), asked)):
        return nothing
    if any(len(group) < 2 and not whole for group, whole in zip((a, b), known)):
        return nothing
    difference = float(np.mean(a) - np.mean(b))
    if all(known):
        return [difference, difference, difference, 1.0 if difference == 0 else 0.0, None]
    if all(whole or len(set(group)) == 1 for group, whole in zip((a, b), known)):
        return nothing
    shrunk = []
    for group, total in zip((a, b), asked):
        factor = 1.0 if total is None else math.sqrt(1 - len(group) / total)
        shrunk.append(np.mean(group) + (group - np.mean(group)) * factor)
    if known[0]:
        found, sign = stats.ttest_1samp(shrunk[1], np.mean(a)), -1
    elif known[1]:
        found, sign = stats.ttest_1samp(shrunk[0], np.mean(b)), 1
    else:
        found, sign = stats.ttest_ind(*shrunk, equal_var=False), 1
    between = found.confidence_interval(at)
    ends = [float(between.low), float(between.high)]
    if known[0] or known[1]:
        # scipy's one-sample interval is of the mean itself
        other = float(np.mean(a if known[0] else b))
        ends = sorted(sign * (end - other) for end in ends)
    return [difference, *ends, float(found.pvalue), float(found.df)]


def means_cases():
    """Two groups of scores: Welch and Hedges."""
    for case in range(CASES + 20):
        (a, one), (b, other) = drawn(case, 40, 5), drawn(case // 2 if case < 16 else case, 40, 5)
        a, b, asked, at = a / 1.0 + rng.choice([0, 0.5]), b / 1.0, [one, other], level()
        if case % 40 == 39:
            asked[1] = len(b) - 1
        g = None
        if min(len(a), len(b)) > 1 and len(set(a)) + len(set(b)) > 2:
            g = float(pingouin.compute_effsize(a, b, eftype="hedges"))
        yield [moments(a, asked[0]), moments(b, asked[1]), at], {"welch": welch(a, b, asked, at), "hedges": g}


def shares_cases():
    dull = [(0, 1, 0, 1), (1, 1, 1, 1), (1, 1, 0, 1), (0, 9, 9, 9), (0, 40, 0, 7), (7, 7, 30, 30), (3, 6, 3, 6)]
    for case in range(CASES):
        n1, n2, at = int(rng.integers(1, 120)), int(rng.integers(1, 120)), level()
        x1, x2 = int(rng.integers(0, n1 + 1)), int(rng.integers(0, n2 + 1))
        if case < len(dull):
            x1, n1, x2, n2 = dull[case]
        low, high = confint_proportions_2indep(x1, n1, x2, n2, method="newcomb", compare="diff", alpha=1 - at)
        # without any spread the test has no figure, and there is nothing to be surprised by
        p = 1.0 if x1 + x2 in (0, n1 + n2) else float(proportions_ztest([x1, x2], [n1, n2])[1])
        yield [x1, n1, x2, n2, at], [x1 / n1 - x2 / n2, float(low), float(high), p]


def clustered_cases():
    """Shares over several items of two groups: each by a clustered regression, their difference on effective sizes."""
    for case in range(CASES):
        top, at = int(rng.integers(3, 8)), level()
        favourable, unfavourable = sides(top)
        groups = []
        while len(groups) < 2:
            given, asked = drawn(case if case < len(DULL) else 99, 30, top)
            rows = [row for row in with_items(given, int(rng.integers(1, 6)), top, case < 4) if row]
            if rows:
                asked = None if asked is None else max(asked - (len(given) - len(rows)), len(rows))
                groups.append((rows, asked, clustered_share(rows, favourable, asked, at)))
        (p1, size1, low1, high1), (p2, size2, low2, high2) = groups[0][2], groups[1][2]
        difference = p1 - p2
        low = difference - math.hypot(p1 - low1, high2 - p2)
        high = difference + math.hypot(high1 - p1, p2 - low2)
        if size1 is None and size2 is None:
            p = 1.0 if difference == 0 else 0.0
        elif p1 == p2:
            p = 1.0
        elif size1 is None or size2 is None:
            pooled, size = (p1, size2) if size1 is None else (p2, size1)
            squared = pooled * (1 - pooled) / size
            p = 2 * float(stats.norm.sf(abs(difference) / math.sqrt(squared))) if squared else 0.0
        else:
            p = float(proportions_ztest([p1 * size1, p2 * size2], [size1, size2])[1])
            theirs = confint_proportions_2indep(
                p1 * size1, size1, p2 * size2, size2, method="newcomb", compare="diff", alpha=1 - at
            )
            assert np.allclose([low, high], theirs, atol=1e-9), (low, high, theirs)
        yield (
            [*[[patterns_of(rows, favourable, unfavourable), asked] for rows, asked, _ in groups], at],
            [difference, max(low, -1.0), min(high, 1.0), p],
        )


def dominance_cases():
    """Cliff's delta from the whole dominance matrix, with effsize's consistent variance."""
    for case in range(CASES):
        top, at = int(rng.integers(2, 8)), level()
        (a, _), (b, _) = drawn(case, 30, top), drawn(case // 2 if case < 16 else case, 30, top)
        n1, n2 = len(a), len(b)
        matrix = np.sign(a[:, None] - b[None, :])
        delta = float(matrix.mean())
        interval = [None, None]
        if n1 > 1 and n2 > 1 and (abs(delta) == 1 or np.any(matrix != 0)):
            d = delta * (n1 * n2 - 1) / (n1 * n2) if abs(delta) == 1 else delta
            rows = np.sum((matrix.mean(axis=1) - d) ** 2) / (n1 - 1)
            columns = np.sum((matrix.mean(axis=0) - d) ** 2) / (n2 - 1)
            pairs = np.sum((matrix - d) ** 2) / ((n1 - 1) * (n2 - 1))
            s = math.sqrt(((n2 - 1) * rows + (n1 - 1) * columns + pairs) / (n1 * n2))
            t = float(stats.t.isf((1 - at) / 2, n1 + n2 - 2))
            ends = [
                (d - d**3 + sign * t * s * math.sqrt((1 - d**2) ** 2 + t**2 * s**2)) / (1 - d**2 + t**2 * s**2)
                for sign in (-1, 1)
            ]
            interval = [-1.0 if delta == -1 else ends[0], 1.0 if delta == 1 else ends[1]]
        yield [counts_of(a, top), counts_of(b, top), at], [delta, *interval]


def family_cases():
    dull = [[0.05], [1.0], [0.0], [1.0, 1.0], [0.0, 0.0, 1.0], [0.02] * 5]
    for case in range(CASES):
        p = np.round(rng.random(int(rng.integers(1, 13))) ** rng.choice([1, 3]), 4)
        p = np.array(dull[case]) if case < len(dull) else p
        yield [p.tolist()], multipletests(p, method="fdr_bh")[1].tolist()


def alpha_of(rows):
    """Cronbach's alpha of complete rows; none where it has no meaning."""
    if rows.shape[1] < 2 or len(rows) < 2 or len(set(rows.sum(axis=1))) == 1:
        return None
    return float(pingouin.cronbach_alpha(data=pd.DataFrame(rows))[0])


def reliability_cases():
    dull = [
        np.array([[4, 5, 3]]),
        np.array([[4], [5], [2]]),
        np.full((6, 3), 4),
        np.array([[1, 5], [5, 1], [3, 3]]),
        np.array([[1, 1], [5, 5], [3, 3]]),
        np.array([[1, 2, 3], [3, 2, 3], [5, 2, 3]]),
        np.array([[1, 5, 2], [5, 1, 2], [3, 3, 4], [2, 4, 1]]),
    ]
    for case in range(2 * CASES):
        items, n, at = int(rng.integers(3, 8)) if case % 2 else 2, int(rng.integers(3, 60)), level()
        own = answers(n, 5)
        rows = np.where(rng.random((n, items)) < rng.choice([0.1, 0.5, 0.8]), own[:, None], rng.integers(1, 6, (n, items)))
        if case < len(dull):
            rows = dull[case]
            n, items = rows.shape
        alpha = alpha_of(rows)
        interval, brown = [None, None], None
        if alpha is not None and alpha < 1:
            df = (n - 1, (n - 1) * (items - 1))
            interval = [1 - (1 - alpha) * float(stats.f.ppf(part, *df)) for part in (1 - (1 - at) / 2, (1 - at) / 2)]
            rounded = pingouin.cronbach_alpha(data=pd.DataFrame(rows), ci=at)[1]
            assert np.allclose(np.round(interval, 3), rounded, atol=1.1e-3), (interval, rounded)
        if items == 2 and all(len(set(column)) > 1 for column in rows.T):
            r = float(stats.pearsonr(rows[:, 0], rows[:, 1])[0])
            brown = None if r < -1 + 1e-12 else 2 * r / (1 + r)
        dropped = None
        if items > 2 and n > 1:
            dropped = [alpha_of(np.delete(rows, item, axis=1)) for item in range(items)]
        totals = rows.sum(axis=1)
        sums = [[int(column.sum()), int((column**2).sum()), int((column * totals).sum())] for column in rows.T]
        yield [n, sums, int((totals**2).sum()), at], [alpha, *interval, brown, dropped]


def rest_cases():
    """A group against everyone else: figures of the others' own rows."""
    for case in range(CASES):
        top, items = int(rng.integers(3, 8)), int(rng.integers(1, 6))
        given, asked = drawn(case, 40, top)
        favourable, unfavourable = sides(top)
        rows = with_items(given, items, top)
        inside = rng.random(len(rows)) < rng.choice([0.0, 0.3, 0.7, 1.0])
        part = [row for row, own in zip(rows, inside) if own]
        others = [row for row, own in zip(rows, inside) if not own]
        values = np.array([np.mean(row) for row in others if row])
        flat = [answer in favourable for row in others for answer in row]
        first = [[row[0] for row in some if row] for some in (rows, part, others)]
        sd = float(np.std(values, ddof=1)) if len(values) > 1 else None
        yield (
            [
                *[patterns_of(some, favourable, unfavourable) for some in (rows, part)],
                *[counts_of(np.array(some), top) for some in first[:2]],
                asked,
                None if asked is None else len(part),
            ],
            {
                "scores": [len(values), float(np.mean(values)) if len(values) else None, sd],
                "share": float(np.mean(flat)) if flat else None,
                "counts": counts_of(np.array(first[2]), top),
                "people": None if asked is None else asked - len(part),
            },
        )


def norm_cases():
    """A response norm by size: numpy's interpolation on the logarithm."""
    for case in range(CASES):
        if case % 2:
            points = [(5, 0.60), (100, 0.45), (1000, 0.22)]
        else:
            sizes = np.unique(rng.integers(1, 2000, int(rng.integers(1, 6))))
            points = [(int(size), float(rate)) for size, rate in zip(sizes, np.round(rng.random(len(sizes)), 2))]
        size = int(rng.choice([1, points[0][0], points[-1][0], rng.integers(1, 3000), rng.integers(1, 150)]))
        rate = np.interp(math.log(size), [math.log(one) for one, _ in points], [rate for _, rate in points])
        yield [points, size], float(rate)


def needed_cases():
    for case in range(CASES):
        share, items = round(float(rng.random()), int(rng.integers(1, 3))), int(rng.integers(0, 40))
        share = [0.0, 0.5, 1.0, share][min(case, 3)]
        yield [share, items], max(1, math.ceil(Fraction(str(share)) * items))


def compositions(asked, n):
    """Every way to have n respondents among the groups asked."""
    if len(asked) == 1:
        if n <= asked[0]:
            yield (n,)
        return
    for among in range(max(0, n - sum(asked[1:])), min(asked[0], n) + 1):
        for others in compositions(asked[1:], n - among):
            yield (among, *others)


def pearson(groups):
    """scipy's chi-square of groups by respondents and others, times (N - 1)/N."""
    table = np.array([[n for n, _ in groups], [asked - n for n, asked in groups]])
    return float(stats.chi2_contingency(table, correction=False).statistic) * (table.sum() - 1) / table.sum()


def falling(n, k):
    return math.prod(range(n - k + 1, n + 1))


def moments_of_chi_square(groups):
    """Exact mean and variance of that chi-square, from the joint factorial moments of respondents per group."""
    n, everyone = sum(n for n, _ in groups), sum(asked for _, asked in groups)
    stirling = {0: [1], 1: [0, 1], 2: [0, 1, 1], 3: [0, 1, 3, 1], 4: [0, 1, 7, 6, 1]}

    def power(one, k, other=0, m=0):
        """E[n_g^k n_h^m] for groups of which `one` and `other` people were asked."""
        return sum(
            ways * more * Fraction(falling(n, i + j) * falling(one, i) * falling(other, j), falling(everyone, i + j))
            for i, ways in enumerate(stirling[k]) for j, more in enumerate(stirling[m])
        )

    def about(mean, k):
        return [(-mean) ** (k - i) * math.comb(k, i) for i in range(k + 1)]

    sizes = {}
    for _, asked in groups:
        sizes[asked] = sizes.get(asked, 0) + 1
    expected = {asked: Fraction(n * asked, everyone) for asked in sizes}
    scale = Fraction(everyone - 1, everyone - n)
    mean = square = Fraction(0)
    for one, many in sizes.items():
        e = expected[one]
        mean += many * sum(part * power(one, i) for i, part in enumerate(about(e, 2))) / e
        square += many * sum(part * power(one, i) for i, part in enumerate(about(e, 4))) / e**2
        for other, more in sizes.items():
            pairs = many * (more - (one == other))
            joint = sum(
                part * piece * power(one, i, other, j)
                for i, part in enumerate(about(e, 2)) for j, piece in enumerate(about(expected[other], 2))
            )
            square += pairs * joint / (e * expected[other])
    return scale * mean, scale**2 * (square - mean**2)


def representative_cases():
    dull = [
        [(1, 4), (0, 4)], [(3, 4), (1, 4)], [(4, 4), (0, 4)], [(12, 12), (3, 3)], [(10, 20), (5, 10), (15, 30)],
        [(5, 5), (0, 9), (0, 1)], [(1, 30), (0, 30), (0, 30), (0, 30)],
    ]
    made = 0
    while made < CASES:
        asked = [int(size) for size in rng.integers(1, 26, int(rng.integers(2, 6)))]
        rates = np.clip(rng.choice([0.2, 0.5, 0.8]) + rng.normal(0, rng.choice([0, 0.2]), len(asked)), 0, 1)
        groups = [(int(rng.binomial(size, rate)), size) for size, rate in zip(asked, rates)]
        groups = dull[made] if made < len(dull) else groups
        asked, n = [size for _, size in groups], sum(n for n, _ in groups)
        if n == 0:
            continue
        if n == sum(asked):
            made += 1
            yield [groups], [0.0, 1.0]
            continue
        tables = np.array(list(compositions(asked, n)))
        if len(tables) > 20_000:
            continue
        chance = np.array(stats.multivariate_hypergeom.pmf(tables, m=np.array(asked), n=n))
        own = chance[np.flatnonzero((tables == [n for n, _ in groups]).all(axis=1))[0]]
        p = float(np.sum(chance[chance <= own * (1 + 1e-7)]))
        if len(asked) == 2:
            theirs = stats.fisher_exact([[n for n, _ in groups], [size - n for n, size in groups]]).pvalue
            assert math.isclose(p, theirs, abs_tol=1e-9), (p, theirs)
        made += 1
        yield [groups], [pearson(groups), min(p, 1.0)]


def many_groups_cases():
    """More compositions than can be gone through: chi-square as a gamma with its exact mean and variance."""
    for _ in range(CASES):
        asked = [int(size) for size in rng.integers(4, 30, int(rng.integers(9, 60)))]
        rates = np.clip(rng.choice([0.3, 0.5, 0.8]) + rng.normal(0, rng.choice([0, 0.1]), len(asked)), 0, 1)
        groups = [(int(rng.binomial(size, rate)), size) for size, rate in zip(asked, rates)]
        chi_square, (mean, variance) = pearson(groups), moments_of_chi_square(groups)
        assert mean == len(groups) - 1
        p = stats.gamma.sf(chi_square, float(mean**2 / variance), scale=float(variance / mean))
        yield [groups], [chi_square, float(p)]


def weights_cases():
    """Cells with a response of their own: post-stratified, then statsmodels with weights on rows."""
    for case in range(CASES):
        top, items, at = int(rng.integers(3, 8)), int(rng.integers(1, 6)), level()
        favourable, unfavourable = sides(top)
        count = 1 if case < 6 else int(rng.integers(2, 5))
        cells = []
        for _ in range(count):
            given, asked = drawn(case, 16, top)
            rows = [row for row in with_items(given, items, top, case < 4) if row] or [[top] * items]
            cells.append((rows, max(asked or len(rows) + 7, len(rows))))
        n, everyone = sum(len(rows) for rows, _ in cells), sum(asked for _, asked in cells)
        each = [float(Fraction(asked, everyone) / Fraction(len(rows), n)) for rows, asked in cells]
        people = [(weight, row) for weight, (rows, _) in zip(each, cells) for row in rows]
        asked = everyone if case % 3 else None
        w = np.array([weight for weight, _ in people])
        kish = float(w.sum() ** 2 / (w**2).sum())
        scores = np.array([float(Fraction(sum(row), len(row))) for _, row in people])
        described = DescrStatsW(scores, weights=w)
        mean, sd = float(described.mean), None
        if n > 1:
            same = len({Fraction(sum(row), len(row)) for _, row in people}) == 1
            sd = 0.0 if same else float(math.sqrt(described.var / (1 - 1 / kish)))
        interval = [None, None]
        if asked == n:
            interval = [mean, mean]
        elif sd:
            error = sd / math.sqrt(kish) * (1.0 if asked is None else math.sqrt(1 - n / asked))
            low, high = stats.t.interval(at, kish - 1, loc=mean, scale=error)
            interval = [max(float(low), 1.0), min(float(high), float(top))]
        flat = np.array([float(answer in favourable) for _, row in people for answer in row])
        person = np.array([who for who, (_, row) in enumerate(people) for _ in row])
        by = np.array([weight for weight, row in people for _ in row])
        p = float(np.average(flat, weights=by))
        most = len(flat) * kish / n
        if flat.min() == flat.max():
            p, size = float(flat[0]), kish
        else:
            residuals = np.bincount(person, weights=by * (flat - p))
            variance = float(np.sum(residuals**2) / by.sum() ** 2)
            if n > 1:
                fit = sm.WLS(flat, np.ones(len(flat)), weights=by).fit(
                    cov_type="cluster", cov_kwds={"groups": person, "use_correction": False}
                )
                assert math.isclose(float(fit.cov_params()[0, 0]), variance, rel_tol=1e-6, abs_tol=1e-15)
                variance = float(fit.cov_params()[0, 0])
            size = most if variance < 1e-20 else min(p * (1 - p) / variance, most)
        size = None if asked == n else size if asked is None else size * (asked - 1) / (asked - n)
        yield (
            [[[len(rows), whole, patterns_of(rows, favourable, unfavourable)] for rows, whole in cells], asked, at, top],
            {
                "weights": each,
                "kish": kish,
                "mean": [mean, sd, *interval],
                "share": [p, *([p, p] if size is None else wilson(p, size, at))],
            },
        )


def short(value):
    """13 digits are enough for a comparison to 1e-9; inputs keep all of theirs."""
    if isinstance(value, bool) or value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        assert math.isfinite(value)
        return float(f"{value:.13g}")
    if isinstance(value, dict):
        return {key: short(inner) for key, inner in value.items()}
    return [short(inner) for inner in value]


def text():
    families = {
        "wilson": wilson_cases,
        "indicator": indicator_cases,
        "item": item_cases,
        "means": means_cases,
        "shares": shares_cases,
        "clustered": clustered_cases,
        "dominance": dominance_cases,
        "family": family_cases,
        "reliability": reliability_cases,
        "rest": rest_cases,
        "norm": norm_cases,
        "needed": needed_cases,
        "representative": representative_cases,
        "many_groups": many_groups_cases,
        "weights": weights_cases,
    }
    versions = {library.__name__: library.__version__ for library in (np, pd, pingouin, scipy, statsmodels)}
    cases = {name: [[given, short(expected)] for given, expected in made()] for name, made in families.items()}
    for name, made in cases.items():
        assert len(made) >= 200, (name, len(made))
    lines = [f'"seed":{SEED}', f'"versions":{json.dumps(versions)}']
    for name, made in cases.items():
        rows = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in made)
        lines.append(f'"{name}":[\n{rows}\n]')
    print({name: len(made) for name, made in cases.items()})
    return "{\n" + ",\n".join(lines) + "\n}\n"


def differences(kept, fresh, at=""):
    """Where two values part by more than the last digits, which another processor may give otherwise."""
    if isinstance(kept, dict) and isinstance(fresh, dict) and kept.keys() == fresh.keys():
        for key in kept:
            yield from differences(kept[key], fresh[key], f"{at}.{key}")
    elif isinstance(kept, list) and isinstance(fresh, list) and len(kept) == len(fresh):
        for index, (one, other) in enumerate(zip(kept, fresh)):
            yield from differences(one, other, f"{at}[{index}]")
    elif isinstance(kept, float) and isinstance(fresh, (int, float)) or isinstance(fresh, float) and isinstance(kept, int):
        if not math.isclose(kept, fresh, rel_tol=1e-11, abs_tol=1e-11):
            yield f"{at}: {kept} is now {fresh}"
    elif kept != fresh:
        yield f"{at}: {str(kept)[:60]} is now {str(fresh)[:60]}"


def main():
    path = Path(__file__).with_name("statistics.json")
    # scipy and statsmodels warn of what the dull inputs are for
    warnings.simplefilter("ignore")
    made = text()
    if sys.argv[1:] == ["--check"]:
        found = list(differences(json.loads(path.read_text()), json.loads(made)))
        print("\n".join(found[:20]) or "statistics.json is what its script makes")
        sys.exit(1 if found else 0)
    path.write_text(made)
    print(len(made), "bytes")


if __name__ == "__main__":
    main()
