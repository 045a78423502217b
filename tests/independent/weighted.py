"""The weighted figures of a results document, worked out from the document alone.

    python weighted.py results.json...

Everything a weighted figure is made of stands beside it: the figures of everyone and of the parts that are shown, as
published, each with its n, its answers and how many were asked. So whoever has the document can make it, and it tells
nothing that the document does not tell already. Ends with 1 where a weighted figure is another than that, or stands
where it cannot be made.
"""

import json
import math
import sys

from scipy import stats

STEP = {"points": 0.1, "share": 0.01}
WEIGHED = ("mean", "favourable-share")


def span(low, high):
    return {"low": float(low), "high": float(high)}


def is_rounded(indicator, there, statistic):
    """Scores over several statements, and all figures of so few people that a statement is not shown, are rounded."""
    few = any(item["favourable_share"]["state"] in ("withheld", "nearly-all") for item in there["items"])
    return few or (statistic == "mean" and len(indicator["items"]) > 1)


def parts_of(indicator, by):
    return [s for s in indicator["slices"] if s["slice"].startswith(f"{by}:")]


def weighted_of(indicator, by, statistic, minimum, noticeable, level, empty):
    """The figure as the document says it must be; `empty`: the parts in which people were asked and nobody answered."""
    everyone = next((s for s in indicator["slices"] if s["slice"] == "all"), None)
    whole = everyone["figures"].get(statistic, {"state": "no-data"}) if everyone else {"state": "no-data"}
    if whole["state"] in ("too-few", "withheld", "nearly-all"):
        return {"state": "not-shown"}
    if whole["state"] != "value":
        return None
    there = [p for p in parts_of(indicator, by) if p["figures"].get(statistic, {}).get("state") == "value"]
    if any(p["as_of"] != everyone["as_of"] for p in there):
        return {"state": "mixed-days"}
    if empty:
        return {"state": "nobody-answered", "parts": sorted(empty)}
    half = STEP[whole["unit"]] / 2
    figures = [p["figures"][statistic] for p in there]
    offs = [half if is_rounded(indicator, p, statistic) else 0.0 for p in there]
    whole_off = half if is_rounded(indicator, everyone, statistic) else 0.0
    if any(f["population"] is None for f in [whole, *figures]):
        return {"state": "population-unknown"}
    cells = [
        {"parts": [p["slice"]], "rest": False, "asked": f["population"], "respondents": f["n"]}
        for p, f in zip(there, figures, strict=True)
    ]
    left = {k: whole[k] - sum(f[k] for f in figures) for k in ("n", "population", "answers")}
    if min(left.values()) < 0:
        return {"state": "population-unknown"}
    if left["n"] == 0 and left["population"] > 0:
        return {"state": "nobody-answered", "parts": []}
    if 0 < left["n"] < minimum:
        return {"state": "few-in-rest"}
    names = [p["slice"] for p in there]
    if left["n"] > 0:
        others = [p["slice"] for p in parts_of(indicator, by) if p["slice"] not in names]
        cells.append({"parts": others, "rest": True, "asked": left["population"], "respondents": left["n"]})
    if len(cells) < 2:
        return {"state": "one-part"}
    if any(c["respondents"] > c["asked"] for c in cells):
        return {"state": "population-unknown"}
    n, asked = (sum(c[k] for c in cells) for k in ("respondents", "asked"))
    for cell in cells:
        cell["weight"] = (cell["asked"] / asked) / (cell["respondents"] / n) if cell["respondents"] else 1.0
    ends = (1.0, float(len(indicator["scale"]["options"]))) if whole["unit"] == "points" else (0.0, 1.0)
    answers = [f["answers"] for f in figures] + ([left["answers"]] if left["n"] else [])
    values = [f["value"] for f in figures]
    if left["n"]:
        of_rest = (whole["answers"] * whole["value"] - sum(f["answers"] * f["value"] for f in figures)) / left["answers"]
        values.append(min(max(of_rest, ends[0]), ends[1]))
    mass = [c["weight"] * a for c, a in zip(cells, answers, strict=True)]
    value = math.fsum(m * v for m, v in zip(mass, values, strict=True)) / sum(mass)
    off = furthest(mass, answers, offs, whole["answers"], whole_off, left["n"] > 0)
    most = noticeable["points"] if whole["unit"] == "points" else noticeable["share"]
    if off > most:
        return {"state": "too-coarse"}
    weights = [w for c in cells for w in [c["weight"]] * c["respondents"]]
    kish = sum(weights) ** 2 / sum(w * w for w in weights)
    return {
        "state": "value", "value": value, "unit": whole["unit"], "n": whole["n"], "kish_n": kish, "rounding": off,
        "interval": interval(whole, value, kish, level, whole_off, off, ends), "cells": cells,
    }  # fmt: skip


def furthest(mass, answers, offs, all_answers, whole_off, has_rest):
    """How far the value moves if every rounded figure is off by half a step, each in the worse direction."""
    per_answer = mass[-1] / answers[-1] if has_rest else 0.0
    moved = per_answer * all_answers * whole_off
    for m, a, off in zip(mass, answers, offs, strict=False):
        moved += abs(m - per_answer * a) * off
    return moved / sum(mass)


def interval(whole, value, kish, level, half, off, ends):
    """The plain interval with Kish's n in the place of n, found by bisection, and widened by what rounding may do."""
    if whole["n"] == whole["population"]:
        return span(max(value - off, ends[0]), min(value + off, ends[1]))
    if whole["interval"] is None:
        return None
    low, high = ends
    reach = 0.0
    for end in whole["interval"].values():
        room = (end - low) * (high - end)
        if room > 0:
            reach = max(reach, max(abs(whole["value"] - end), half) ** 2 / room)
    reach *= whole["n"] / kish
    if whole["unit"] == "points":
        if whole["n"] < 2 or kish <= 1:
            return None
        tail = (1 - level) / 2
        reach *= (stats.t.isf(tail, kish - 1) / stats.t.isf(tail, whole["n"] - 1)) ** 2
    if reach == 0:
        return None

    def outermost(end):
        inside, outside = value, end
        for _ in range(200):
            middle = (inside + outside) / 2
            if (value - middle) ** 2 <= reach * (middle - low) * (high - middle):
                inside = middle
            else:
                outside = middle
        return inside

    found = [outermost(low), outermost(high)]
    return span(max(found[0] - off, low), min(found[1] + off, high))


def differs(actual, wanted):
    if isinstance(wanted, dict) and isinstance(actual, dict):
        return actual.keys() != wanted.keys() or any(differs(actual[k], wanted[k]) for k in wanted)
    if isinstance(wanted, list) and isinstance(actual, list):
        return len(actual) != len(wanted) or any(map(differs, actual, wanted))
    if isinstance(wanted, float) and isinstance(actual, (int, float)):
        return not abs(actual - wanted) <= 1e-9
    return actual != wanted


def faults(document, noticeable=None):
    """What is wrong with the weighted figures of a document, and how many there are."""
    noticeable, found, count = noticeable or {"points": 0.3, "share": 0.10}, [], 0
    for of_round in document["rounds"]:
        for indicator in of_round["indicators"]:
            for there in indicator["weighted"]:
                by, statistic, actual = there["by"], there["statistic"], there["figure"]
                # That nobody answered in a part that is asked is the one thing that the population is needed for; that
                # the part has no figures is seen in the document.
                empty = actual.get("parts", []) if actual["state"] == "nobody-answered" else []
                shown = {s["slice"] for s in indicator["slices"] if s["figures"][statistic]["state"] != "no-data"}
                if shown & set(empty):
                    found.append(f"{of_round['round']} {indicator['id']}: somebody answered in {shown & set(empty)}")
                wanted = weighted_of(
                    indicator, by, statistic, document["minimum"], noticeable, document["level"], empty
                )
                count += actual["state"] == "value"
                if differs(actual, wanted):
                    found.append(f"{of_round['round']} {indicator['id']} {statistic}: {actual}, ought to be {wanted}")
    return found, count


def main():
    wrong, count = [], 0
    for name in sys.argv[1:]:
        with open(name, encoding="utf-8") as file:
            of_file, here = faults(json.load(file))
        wrong += of_file
        count += here
    for fault in wrong:
        print(fault)
    print(f"{count} weighted figures follow from what is published beside them; {len(wrong)} faults")
    sys.exit(1 if wrong or not count else 0)


if __name__ == "__main__":
    main()
