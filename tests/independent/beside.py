"""What stands beside what: roles, groups and the rest, rounds; effect sizes and reliability. Rows of answers in, the
values of a results document out; figures.py compares them."""

import itertools
import math

import numpy as np
import pandas as pd
import pingouin
from scipy import stats
from alike import UNANIMOUS, skippers_told
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest

NOTHING_BESIDE = {"state": "not-comparable", "why": "nothing-beside"}
OTHER_STATEMENTS = {"state": "not-comparable", "why": "other-statements"}
NO_DATA = {"state": "no-data"}
STEPS = (0.001, 0.01, 0.05, 0.1)


def steps_of(unit):
    """How many of the smallest steps that readers see make one: points have one decimal, the rest has two."""
    return 10 if unit == "points" else 100


def to_readers(number, unit):
    """In steps that readers see, half away from zero."""
    steps = steps_of(unit)
    return math.copysign(math.floor(abs(number) * steps * (1 + 1e-12) + 0.5) / steps, number)


def as_read(figure):
    """A figure as precisely as readers see it, without spread."""
    if figure["state"] != "value":
        return figure

    def ends(found):
        return found and {end: to_readers(found[end], figure["unit"]) for end in found}

    return {
        **figure, "value": to_readers(figure["value"], figure["unit"]), "sd": None,
        "interval": ends(figure["interval"]), "bounds": ends(figure["bounds"]),
    }  # fmt: skip


# --- Effect sizes and reliability ------------------------------------------------------------------------------------


def effects(a, b, level):
    """Hedges' g, and Cliff's delta with its interval from the whole dominance matrix (Feng and Cliff, 2004)."""
    a, b = np.array(a, dtype=float), np.array(b, dtype=float)
    n1, n2 = len(a), len(b)
    spread = n1 > 1 and n2 > 1 and (a.std() > 0 or b.std() > 0)
    g = float(pingouin.compute_effsize(a, b, eftype="hedges")) if spread else None
    matrix = np.sign(a[:, None] - b[None, :])
    delta, interval = float(matrix.mean()), None
    if n1 > 1 and n2 > 1 and np.any(matrix != matrix[0, 0]):
        rows = np.sum((matrix.mean(axis=1) - delta) ** 2) / (n1 - 1)
        columns = np.sum((matrix.mean(axis=0) - delta) ** 2) / (n2 - 1)
        pairs = np.sum((matrix - delta) ** 2) / ((n1 - 1) * (n2 - 1))
        s = math.sqrt(((n2 - 1) * rows + (n1 - 1) * columns + pairs) / (n1 * n2))
        t = float(stats.t.isf((1 - level) / 2, n1 + n2 - 2))
        room, reach = 1 - delta**2, t * s
        half = reach * math.sqrt(room**2 + reach**2)
        interval = {
            "low": (delta * room - half) / (room + reach**2), "high": (delta * room + half) / (room + reach**2),
        }  # fmt: skip
    return {"hedges_g": g, "cliffs_delta": delta, "cliffs_delta_interval": interval}


def reliability(slice_id, rows, items, asked, level):
    """Alpha of the people who answered every statement; None below ten of them or two statements."""
    whole = np.array([row for row in rows if len(row) == items], dtype=float)
    if items < 2 or len(whole) < 10 or whole.sum(axis=1).std() == 0:
        return None
    alpha = float(pingouin.cronbach_alpha(data=pd.DataFrame(whole))[0])
    degrees = (len(whole) - 1, (len(whole) - 1) * (items - 1))
    tail = (1 - level) / 2
    low, high = (1 - (1 - alpha) * float(stats.f.ppf(part, *degrees)) for part in (1 - tail, tail))
    brown = None
    if items == 2:
        r = float(stats.pearsonr(whole[:, 0], whole[:, 1])[0])
        brown = to_readers(2 * r / (1 + r), "coefficient")
    figure = {
        "state": "value", "value": alpha, "interval": {"low": low, "high": high}, "sd": None, "bounds": None,
        "n": len(whole), "answers": whole.size, "population": asked, "unit": "coefficient",
    }  # fmt: skip
    without = []
    for place in range(items if items > 2 else 0):
        others = np.delete(whole, place, axis=1)
        varied = others.sum(axis=1).std() > 0
        found = float(pingouin.cronbach_alpha(data=pd.DataFrame(others))[0]) if varied else None
        without.append(found if found is None else to_readers(found, "coefficient"))
    return {"slice": slice_id, "alpha": as_read(figure), "spearman_brown": brown, "without": without}


# --- Differences -----------------------------------------------------------------------------------------------------


def difference_of_shares(p1, n1, p2, n2, level):
    """Newcombe's interval and the pooled score test, on sizes that need not be whole; two censuses are a point."""
    if math.isinf(n1) and math.isinf(n2):
        return p1 - p2, p1 - p2, 1.0 if p1 == p2 else 0.0
    if math.isinf(n1) or math.isinf(n2):
        raise SystemExit("a census beside a sample is not in the sample")
    counts, sizes = (p1 * n1, p2 * n2), (n1, n2)
    low, high = confint_proportions_2indep(
        counts[0], n1, counts[1], n2, method="newcomb", compare="diff", alpha=1 - level
    )
    p_value = 1.0 if p1 == p2 else float(proportions_ztest(counts, sizes)[1])
    return float(low), float(high), p_value


def without_number(figure):
    return {
        "figure": figure, "p_value": None, "adjusted_p_value": None, "large": False, "discernible": False,
        "rounded": False,
    }  # fmt: skip


def difference(one, other, test, noticeable, rounded):
    """The first figure minus the second; `test` gives the ends of its interval and the p value."""
    for figure in (one, other):
        if figure["state"] != "value":
            return without_number(figure)
    low, high, p_value = test()
    figure = {
        **one, "value": one["value"] - other["value"], "interval": {"low": low, "high": high}, "sd": None,
        "bounds": None, "population": None,
    }  # fmt: skip
    unit = one["unit"]
    read = round(to_readers(one["value"], unit) - to_readers(other["value"], unit), 4)
    large = abs(read if rounded else figure["value"]) >= noticeable[unit] - 1e-9
    return without_number(figure) | {"p_value": p_value, "large": bool(large), "rounded": rounded, "as_read": read}


def publish(found):
    """The difference of what readers see, where exact differences would undo the rounding of the figures."""
    read = found.pop("as_read", None)
    if not found["rounded"]:
        return
    figure, ends = found["figure"], found["figure"]["interval"]
    # Either figure may be half a step off and the difference a whole one; the interval holds the exact one all the same.
    steps = steps_of(figure["unit"])
    low, high = (
        (math.ceil(abs(figure["value"] - ends[end]) * steps - 1e-9) + 1) / steps for end in ("low", "high")
    )
    found["figure"] = {
        **figure, "value": read, "interval": {"low": round(read - low, 4), "high": round(read + high, 4)}
    }  # fmt: skip
    for key in ("p_value", "adjusted_p_value"):
        found[key] = next((step for step in STEPS if found[key] <= step), 1.0)


def answered(figures):
    """Which statements anybody of these people answered."""
    return [any(isinstance(row[place], int) for row in figures.given) for place in range(len(figures.indicator["items"]))]


class Comparisons:
    """The differences of one indicator in one round. `here` and `before` are the slices of the document, this round's
    and those of the round before; `figures_of` makes the figures of a slice from rows."""

    def __init__(self, survey, indicator, here, before, figures_of, welch):
        self.survey, self.indicator, self.figures_of, self.welch = survey, indicator, figures_of, welch
        self.here, self.before = here, before
        self.several = len(indicator["items"]) > 1
        declared = survey.project.get("noticeable", {})
        self.noticeable = {"points": declared.get("points", 0.3), "share": declared.get("percent", 10) / 100}
        self.minimum, self.whole = survey.minimums["minimum"], survey.minimums["minimum_distribution"]

    def hidden(self, slices, slice_id, statistic):
        figure = slices.get(slice_id, {"figures": {}})["figures"].get(statistic, NO_DATA)
        if figure["state"] == "nearly-all":
            return UNANIMOUS
        return figure if figure["state"] in ("too-few", "withheld") else None

    def few(self, slices, slice_id):
        items = slices.get(slice_id, {"items": []})["items"]
        return any(item["favourable_share"]["state"] in ("withheld", "nearly-all") for item in items)

    def figure(self, figures, statistic, slices, slice_id):
        hidden = self.hidden(slices, slice_id, statistic)
        if hidden:
            return {key: hidden[key] for key in ("state", "reason") if key in hidden}
        return figures.all()[statistic]

    def contrast(self, one, other, statistic, shown, few):
        level = self.survey.level

        def test():
            if statistic == "mean":
                low, high, p_value = self.welch((one.scores, one.asked), (other.scores, other.asked), level)
                return float(low), float(high), float(p_value)
            sizes = [figures.effective_size() for figures in (one, other)]
            shares = [figures.all()[statistic]["value"] for figures in (one, other)]
            return difference_of_shares(shares[0], sizes[0], shares[1], sizes[1], level)

        rounded = few or (self.several and statistic == "mean")
        return difference(*shown, test, self.noticeable, rounded)

    def roles(self, round_id):
        roles = sorted(self.survey.put_to(self.indicator) & self.survey.roles[round_id])
        found = []
        for one, other in itertools.combinations(roles, 2):
            asked = [[role in item["columns"] for item in self.indicator["items"]] for role in (one, other)]
            slices = [f"role:{role}" for role in (one, other)]
            a, b = (self.figures_of(round_id, s) for s in slices)
            if asked[0] != asked[1] or (a.rows and b.rows and answered(a) != answered(b)):
                pair = without_number(OTHER_STATEMENTS)
            else:
                shown = [self.figure(f, "mean", self.here, s) for f, s in ((a, slices[0]), (b, slices[1]))]
                pair = self.contrast(a, b, "mean", shown, any(self.few(self.here, s) for s in slices))
                if pair["figure"]["state"] == "value":
                    pair["figure"]["n"] += shown[1]["n"]
                    pair["figure"]["answers"] += shown[1]["answers"]
            found.append({"one": one, "other": other, "difference": pair})
        return found

    def may_be_shown(self, rest):
        """Whether the people outside a group may be shown, and whether what is shown of them is rounded."""
        places = range(len(self.indicator["items"]))
        sizes = [len(rest.rows), len(rest.scores), *(len(rest.valid(place)) for place in places)]
        if not rest.rows or any(0 < n < self.minimum for n in sizes):
            return False, False
        needed = max(1, math.ceil(len(places) * self.indicator.get("valid-items", 50) / 100))
        if skippers_told(rest.rows, rest.put, needed, self.minimum):
            return False, False
        skipped = any(len(row) < len(places) for row in rest.rows)
        few = any(0 < n < self.whole for n in sizes)
        return True, few or (skipped and len(rest.rows) < 2 * self.whole)

    def rests(self, round_id):
        found = []
        if self.hidden(self.here, "all", "favourable-share"):
            return found
        for slice_id in self.here:
            if slice_id == "all" or slice_id.startswith("role:"):
                continue
            own, rest = self.figures_of(round_id, slice_id), self.figures_of(round_id, slice_id, rest=True)
            shown, few = self.may_be_shown(rest)
            if self.hidden(self.here, slice_id, "favourable-share") or not own.rows or not shown:
                continue
            if answered(own) != answered(rest):
                continue
            few = few or self.few(self.here, slice_id) or self.few(self.here, "all")
            for statistic in ("mean", "favourable-share"):
                own_shown = self.figure(own, statistic, self.here, slice_id)
                # Of one statement and few people a mean is withheld beside the share.
                if statistic == "mean" and few and not self.several:
                    continue
                rest_shown = rest.all()[statistic]
                pair = self.contrast(own, rest, statistic, (own_shown, rest_shown), few)
                if pair["figure"]["state"] == "value":
                    rounded = as_read(rest_shown) if pair["rounded"] else rest_shown
                    found.append({"slice": slice_id, "statistic": statistic, "rest": rounded, "difference": pair})
        return found

    def trends(self, round_id, earlier):
        found = []
        for slice_id in self.here:
            own, then = self.figures_of(round_id, slice_id), self.figures_of(earlier, slice_id)
            if not own.rows:
                continue
            for statistic in ("mean", "favourable-share"):
                now = self.figure(own, statistic, self.here, slice_id)
                was = self.figure(then, statistic, self.before, slice_id)
                few = self.few(self.before, slice_id)
                both = now["state"] == was["state"] == "value"
                if now["state"] != "value":
                    pair = without_number(now)
                elif not then.rows:
                    pair = without_number(NOTHING_BESIDE)
                elif both and answered(own) != answered(then):
                    pair = without_number(OTHER_STATEMENTS)
                else:
                    pair = self.contrast(own, then, statistic, (now, was), few or self.few(self.here, slice_id))
                scores = self.several and statistic == "mean"
                found.append({
                    "slice": slice_id, "statistic": statistic, "since": earlier,
                    "before": as_read(was) if few or scores else was, "difference": pair,
                })  # fmt: skip
        return found
