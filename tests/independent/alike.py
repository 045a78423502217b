"""Groups that answered (nearly) alike, and the few who skipped a statement: what may be told of them. Rows of answers in;
figures.py and beside.py hold a results document to it."""

import bisect
import math
from fractions import Fraction

from statsmodels.stats.proportion import proportion_confint

UNANIMOUS = {"state": "withheld", "reason": "unanimous"}


def common(items, scale):
    """What all answers but those of one person have in common, with the categories; `items` holds the answers to each
    statement."""
    answers = [a for item in items for a in item]
    slack = sum(bool(item) for item in items)
    single = [("same", {c}) for c in range(1, scale.size + 1)]
    for name, own in [("favourable", scale.favourable), ("unfavourable", scale.unfavourable), *single]:
        if own and answers and sum(a not in own for a in answers) <= slack:
            return name, own
    return None


def outwards(low, high, parts):
    return {"low": math.floor(low * parts + 1e-9) / parts, "high": math.ceil(high * parts - 1e-9) / parts}


def told(statistic, items, n, scale, asked, level):
    """The figure of people whose answers to these statements are (nearly) alike; None where they are not."""
    found = common(items, scale)
    if found is None:
        return None
    name, own = found
    answers, slack = sum(map(len, items)), sum(bool(item) for item in items)
    least = Fraction((answers - slack) * 20 // answers, 20)
    rest = 1 - least
    wanted = {"favourable-share": scale.favourable, "unfavourable-share": scale.unfavourable}.get(statistic)
    if statistic == "mean":
        low, high = least * min(own) + rest, least * max(own) + rest * scale.size
        within, unit, parts, steps = outwards(float(low), float(high), 10), "points", 10, scale.size - 1
    elif not wanted or (own - wanted and own & wanted):
        return UNANIMOUS
    else:
        within = {"low": float(least), "high": 1.0} if own <= wanted else {"low": 0.0, "high": float(rest)}
        unit, parts, steps = "share", 20, 1
    start = 1 if unit == "points" else 0
    ends = []
    for side, end in enumerate(("low", "high")):
        position = (within[end] - start) / steps
        # With a correction for how many were asked; everyone's answers are no sample.
        size = n * (asked - 1) / (asked - n) if asked and n < asked else math.inf if asked else n
        if math.isinf(size):
            ends.append(start + position * steps)
        else:
            interval = proportion_confint(position * size, size, alpha=1 - level, method="wilson")
            ends.append(start + interval[side] * steps)
    return {
        "state": "nearly-all", "common": name, "at_least": float(least), "within": within,
        "interval": outwards(*ends, parts), "unit": unit, "n": n,
    }  # fmt: skip


def skippers_told(rows, asked, needed, minimum):
    """Whether the rounded mean of the scores beside the sums of the statements leaves fewer than three values for one
    of a few who answered some statements and not all: every sum that the others can make is tried. `rows` are the valid answers of
    each person."""
    few = [row for row in rows if 0 < len(row) < asked]
    if not 0 < len(few) < minimum:
        return False
    scored = [Fraction(sum(row), len(row)) for row in rows if len(row) >= needed]
    if not scored:
        return False
    mean = sum(scored) / len(scored)
    read = Fraction(math.floor(mean * 10 + Fraction(1, 2)), 10)
    answers = [a for row in rows for a in row]
    factors = [(Fraction(1, len(row)) if len(row) >= needed else 0) - Fraction(1, asked) for row in few]
    # The mean times its number, less the sums shared out evenly, is made of those few alone.
    low, high = ((read + off) * len(scored) - Fraction(sum(answers), asked) for off in (-Fraction(1, 20), Fraction(1, 20)))
    values = [range(len(row) * min(answers), len(row) * max(answers) + 1) for row in few]
    # All sums that the others can make together: those before a person, then those after.
    before, after = [{Fraction(0)}], [{Fraction(0)}]
    for factor, own in zip(factors, values, strict=True):
        before.append({one + factor * value for one in before[-1] for value in own})
    for factor, own in zip(reversed(factors), reversed(values), strict=True):
        after.append({one + factor * value for one in after[-1] for value in own})
    for place, (factor, own) in enumerate(zip(factors, values, strict=True)):
        rest = sorted({one + two for one in before[place] for two in after[len(few) - 1 - place]})
        fits = [value for value in own if any_between(rest, low - factor * value, high - factor * value)]
        if len(fits) < min(3, len(own)):
            return True
    return False


def any_between(numbers, low, high):
    """Whether any of some numbers, in their order, lies between two bounds or on one."""
    at = bisect.bisect_left(numbers, low)
    return at < len(numbers) and numbers[at] <= high
