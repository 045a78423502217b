"""Reference values for src/statistics, by other people's code on other people's terms.

Everything is computed from invented rows of answers, by numpy, scipy, statsmodels and pingouin where they have the
statistic, and by brute force on the rows where they have not. Nothing here works from counts and sums, as the Rust
code does. Run it to write statistics.json anew; the seed is fixed, so the same versions give the same file:

    python -m venv .venv && .venv/bin/pip install -r requirements.txt
    .venv/bin/python statistics_reference.py
"""

import itertools
import json
import math
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

SEED = 20260414
CASES = 220
LEVELS = [0.8, 0.9, 0.95, 0.95, 0.95, 0.99, 0.999]
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
    for _ in range(CASES):
        n = int(rng.integers(1, 400))
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
    while rank < (n + 1) // 2 and sum(chance[: rank + 1]) <= Fraction(tail):
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
    rank = sure_rank(n, asked, (1 - at) / 2)
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


def indicator_cases():
    """Respondents with several items: scores, mean, median, share."""
    for _ in range(CASES):
        top, items, n = int(rng.integers(3, 8)), int(rng.integers(1, 6)), int(rng.integers(1, 24))
        leaning = answers(n, top)
        rows = []
        for own in leaning:
            row = np.where(rng.random(items) < 0.6, own, answers(items, top))
            row = row[rng.random(items) > rng.choice([0, 0.2])]
            rows.append([int(answer) for answer in row])
        if not any(rows):
            continue
        favourable = [c for c in range(1, top + 1) if c > (top + 1) / 2]
        unfavourable = [c for c in range(1, top + 1) if c < (top + 1) / 2]
        patterns = {}
        for row in rows:
            key = (len(row), sum(row), sum(a in favourable for a in row), sum(a in unfavourable for a in row))
            patterns[key] = patterns.get(key, 0) + 1
        needed = int(rng.integers(1, items + 1))
        exact = [Fraction(sum(row), len(row)) for row in rows if len(row) >= needed]
        if not exact:
            continue
        asked = population(len(rows))
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
            [[[*key, count] for key, count in sorted(patterns.items())], needed, asked, at, top],
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
    """One item: counts, share, agreement, bounds, response."""
    for _ in range(CASES + 30):
        top, n, at = int(rng.integers(3, 11)), int(rng.integers(1, 70)), level()
        given = answers(n, top)
        counts = counts_of(given, top)
        high = [c for c in range(1, top + 1) if c > (top + 1) / 2]
        low = [c for c in range(1, top + 1) if c < (top + 1) / 2]
        asked = population(n)
        p = float(np.mean(np.isin(given, high)))
        size = corrected(n, n, asked)
        interval = [p, p] if size is None else wilson(p, size, at)
        agreement = peeled(counts)
        up, down = int(np.isin(given, high).sum()), int(np.isin(given, low).sum())
        divided = n >= 10 and agreement < 0.2 and min(up, down) >= max(3, Fraction(n, 5))
        everyone = n if asked is None else asked
        silent = everyone - n
        bounds = [
            float(np.mean(np.r_[np.isin(given, high), np.full(silent, worst)])) for worst in (False, True)
        ]
        yield (
            [counts, asked, at],
            {
                "share": [p, size, *interval],
                "agreement": agreement,
                "divided": bool(divided),
                "bounds": bounds,
                "rate": float(np.mean(np.r_[np.ones(n), np.zeros(silent)])),
            },
        )


def moments(values, asked):
    sd = float(np.std(values, ddof=1)) if len(set(values)) > 1 else 0.0
    return [len(values), float(np.mean(values)), sd, asked]


def means_cases():
    """Two groups of scores: Welch and Hedges. A finite group's spread is shrunk in its rows, then scipy sees rows."""
    made = 0
    while made < CASES:
        n1, n2, at = int(rng.integers(2, 40)), int(rng.integers(2, 40)), level()
        a, b = answers(n1, 5) / 1.0 + rng.choice([0, 0.5]), answers(n2, 5) / 1.0
        if len(set(a)) == 1 or len(set(b)) == 1:
            continue
        asked = [population(n1), population(n2)]
        if asked == [n1, n2]:
            continue
        shrunk = []
        for group, total in ((a, asked[0]), (b, asked[1])):
            factor = 1.0 if total is None else math.sqrt(1 - len(group) / total)
            shrunk.append(np.mean(group) + (group - np.mean(group)) * factor)
        found = stats.ttest_ind(*shrunk, equal_var=False)
        between = found.confidence_interval(at)
        difference = float(np.mean(a) - np.mean(b))
        g = float(pingouin.compute_effsize(a, b, eftype="hedges"))
        made += 1
        yield (
            [moments(a, asked[0]), moments(b, asked[1]), at],
            {
                "welch": [difference, float(between.low), float(between.high), float(found.pvalue), float(found.df)],
                "hedges": g,
            },
        )


def shares_cases():
    made = 0
    while made < CASES:
        n1, n2, at = int(rng.integers(1, 120)), int(rng.integers(1, 120)), level()
        x1, x2 = int(rng.integers(0, n1 + 1)), int(rng.integers(0, n2 + 1))
        if x1 + x2 in (0, n1 + n2):
            continue
        low, high = confint_proportions_2indep(x1, n1, x2, n2, method="newcomb", compare="diff", alpha=1 - at)
        _, p = proportions_ztest([x1, x2], [n1, n2])
        made += 1
        yield [x1, n1, x2, n2, at], [x1 / n1 - x2 / n2, float(low), float(high), float(p)]


def dominance_cases():
    """Cliff's delta from the whole dominance matrix, with effsize's consistent variance."""
    for _ in range(CASES):
        top, n1, n2, at = int(rng.integers(2, 8)), int(rng.integers(1, 30)), int(rng.integers(1, 30)), level()
        a, b = answers(n1, top), answers(n2, top)
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
    for _ in range(CASES):
        p = np.round(rng.random(int(rng.integers(1, 13))) ** rng.choice([1, 3]), 4)
        yield [p.tolist()], multipletests(p, method="fdr_bh")[1].tolist()


def reliability_cases():
    made = 0
    while made < 2 * CASES:
        items, n, at = int(rng.integers(3, 8)), int(rng.integers(3, 60)), level()
        if made % 2 == 0:
            items = 2
        own = answers(n, 5)
        rows = np.where(rng.random((n, items)) < rng.choice([0.1, 0.5, 0.8]), own[:, None], rng.integers(1, 6, (n, items)))
        if np.any(rows.std(axis=0) == 0) or rows.sum(axis=1).std() == 0:
            continue
        alpha = float(pingouin.cronbach_alpha(data=pd.DataFrame(rows))[0])
        if alpha > 1 - 1e-9:
            continue
        df = (n - 1, (n - 1) * (items - 1))
        interval = [1 - (1 - alpha) * float(stats.f.ppf(part, *df)) for part in (1 - (1 - at) / 2, (1 - at) / 2)]
        brown = None
        if items == 2:
            r = float(stats.pearsonr(rows[:, 0], rows[:, 1])[0])
            brown = 2 * r / (1 + r)
            if r < -0.9:
                continue
        rounded = pingouin.cronbach_alpha(data=pd.DataFrame(rows), ci=at)[1]
        assert np.allclose(np.round(interval, 3), rounded, atol=1.1e-3), (interval, rounded)
        sums = [[int(column.sum()), int((column**2).sum())] for column in rows.T]
        made += 1
        yield [n, sums, int((rows.sum(axis=1) ** 2).sum()), at], [alpha, *interval, brown]


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


def main():
    families = {
        "wilson": wilson_cases,
        "indicator": indicator_cases,
        "item": item_cases,
        "means": means_cases,
        "shares": shares_cases,
        "dominance": dominance_cases,
        "family": family_cases,
        "reliability": reliability_cases,
    }
    versions = {library.__name__: library.__version__ for library in (np, pd, pingouin, scipy, statsmodels)}
    cases = {name: [[given, short(expected)] for given, expected in made()] for name, made in families.items()}
    for name, made in cases.items():
        assert len(made) >= 200, (name, len(made))
    lines = [f'"seed":{SEED}', f'"versions":{json.dumps(versions)}']
    for name, made in cases.items():
        rows = ",\n".join(json.dumps(case, separators=(",", ":"), allow_nan=False) for case in made)
        lines.append(f'"{name}":[\n{rows}\n]')
    text = "{\n" + ",\n".join(lines) + "\n}\n"
    Path(__file__).with_name("statistics.json").write_text(text)
    print({name: len(made) for name, made in cases.items()}, len(text), "bytes")


if __name__ == "__main__":
    main()
