"""Every figure of a results document, computed anew from the exports it was made of.

    python -m venv .venv && .venv/bin/pip install -r requirements.txt
    datadialoog check sample-data --format json --as-of 2026-11-21 > results.json
    .venv/bin/python figures.py results.json sample-data

Everything is worked out on rows of answers, by scipy and statsmodels where they have the statistic, from the
definitions in the documentation; nothing is shared with the Rust code. Which slices are withheld is read from the
document itself (tests/attack judges that); all else is expected, leaf by leaf. A figure that differs, that nobody
checked, or that ought to be there and is not, makes the program end with 1.
"""

import itertools
import json
import math
import sys
import tomllib
from collections import defaultdict
from fractions import Fraction
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
from scipy import stats
from alike import UNANIMOUS, told
from beside import NOTHING_BESIDE, Comparisons, as_read, effects, publish, reliability
from statistics_reference import compositions, moments_of_chi_square
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint
from weighted import WEIGHED, weighted_of

TOLERANCE = 1e-9
DISCERNIBLE = 0.05
DIVIDED_BELOW = Fraction(1, 5)
DIVIDED_SIDE = Fraction(1, 5)
# The figures that have bounds where everyone answered alike.
BOUNDED = ("mean", "favourable-share", "unfavourable-share")

# --- Answers, as other people's tools write them ---------------------------------------------------------------------

TEXTS = {
    "eens-5": ["helemaal mee oneens", "mee oneens", "neutraal", "mee eens", "helemaal mee eens"],
    "tevreden-5": ["zeer ontevreden", "ontevreden", "neutraal", "tevreden", "zeer tevreden"],
}
SAID_NOT_TO_KNOW = {"weet niet", "weet ik niet", "geen mening", "n.v.t.", "nvt", "niet van toepassing"}
DONT_KNOW = "said not to know, or that it does not apply"


def plain(text):
    """A cell or a heading without hard spaces and loose ends."""
    return " ".join(str(text).replace("\xa0", " ").split())


class Scale:
    """K categories, and which of them are favourable and unfavourable."""

    def __init__(self, name, declared):
        self.name = name
        if name == "cijfer-10":
            self.size, self.texts = 10, None
            self.favourable, self.unfavourable = {7, 8, 9, 10}, {1, 2, 3, 4, 5}
            return
        own = declared.get(name)
        self.texts = [plain(t).casefold() for t in own["options"]] if own else TEXTS[name]
        self.size = len(self.texts)
        middle = (self.size + 1) / 2
        self.favourable = {c for c in range(1, self.size + 1) if c > middle}
        self.unfavourable = {c for c in range(1, self.size + 1) if c < middle}
        if own and "favourable" in own:
            self.favourable = {own["options"].index(t) + 1 for t in own["favourable"]}
        if own and "unfavourable" in own:
            self.unfavourable = {own["options"].index(t) + 1 for t in own["unfavourable"]}

    def read(self, cell, missing):
        """The category, DONT_KNOW, or None for no answer."""
        if cell is None or (isinstance(cell, float) and math.isnan(cell)):
            return None
        text = plain(cell).casefold()
        if text == "":
            return None
        if text in missing:
            return {"dont-know": DONT_KNOW, "not-applicable": DONT_KNOW}.get(missing[text])
        if text in SAID_NOT_TO_KNOW:
            return DONT_KNOW
        if self.texts is None:
            mark = float(text.replace(",", "."))
            if mark != int(mark) or not 1 <= mark <= self.size:
                raise SystemExit(f"{text!r} is not a mark of {self.name}")
            return int(mark)
        return self.texts.index(text) + 1


# --- The rows --------------------------------------------------------------------------------------------------------


def table(path, source):
    """One export: a frame of cells under plain headings, unfinished rows of LimeSurvey left out."""
    if path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path, read_only=False, data_only=True).worksheets[0]
        rows = list(sheet.iter_rows(values_only=True))
        frame = pd.DataFrame(rows[1:], columns=[plain(c) for c in rows[0]], dtype=object)
        return frame.dropna(how="all")
    encoding = {"windows-1252": "cp1252"}.get(source.get("encoding"), "utf-8-sig")
    frame = pd.read_csv(path, sep=source.get("delimiter", ";"), encoding=encoding, dtype=str, keep_default_na=False)
    frame.columns = [plain(c) for c in frame.columns]
    if source.get("platform") == "limesurvey":
        frame = frame[frame["submitdate"] != ""]
    return frame


def respondents(project, folder, scales):
    """Per round a list of people: role, groups, and their answers by (indicator, item), reversed where needed."""
    found = defaultdict(list)
    for source in project["source"]:
        missing = {plain(k).casefold(): v for k, v in source.get("missing", {}).items()}
        role = source["role"]
        for pattern in source["files"]:
            for path in sorted(folder.glob(pattern)):
                frame = table(path, source)
                for _, row in frame.iterrows():
                    groups = {key: plain(row[plain(column)]) for key, column in source["groups"].items()}
                    person = {"role": role, "groups": groups, "answers": {}}
                    for indicator in project["indicator"]:
                        scale = scales[indicator["id"]]
                        for place, item in enumerate(indicator["items"]):
                            if role not in item["columns"]:
                                continue
                            answer = scale.read(row[plain(item["columns"][role])], missing)
                            if isinstance(answer, int) and item.get("reverse"):
                                answer = scale.size + 1 - answer
                            person["answers"][indicator["id"], place] = answer
                    found[source["round"]].append(person)
    return found


def asked(project, folder):
    """How many were asked: rows of round, role, grouping values, number."""
    names = {s["asked"] for s in project["source"]}
    frames = [pd.read_csv(folder / name, sep=";", encoding="utf-8-sig") for name in sorted(names)]
    return pd.concat(frames).rename(columns={"ronde": "round", "rol": "role", "aantal": "asked"})


# --- Statistics ------------------------------------------------------------------------------------------------------


def span(low, high):
    return {"low": float(low), "high": float(high)}


def mean_interval(values, population, level, ends):
    """The places q on the scale with (mean - q)^2 <= (t error)^2 room(q)/room(mean), room(q) = (q - low)(high - q)."""
    n, mean, sd = len(values), np.mean(values), np.std(values, ddof=1)
    if population == n:
        return span(mean, mean)
    error = sd / math.sqrt(n) * (math.sqrt(1 - n / population) if population else 1.0)
    if error == 0:
        return span(mean, mean)
    low, high = ends
    reach = stats.t.isf((1 - level) / 2, n - 1) ** 2 * error**2 / ((mean - low) * (high - mean))
    # (1 + reach) q^2 - (2 mean + reach (low + high)) q + mean^2 + reach low high = 0
    half, rest = (2 * mean + reach * (low + high)) / 2, (1 + reach) * (mean**2 + reach * low * high)
    root = math.sqrt(half**2 - rest)
    return span((half - root) / (1 + reach), (half + root) / (1 + reach))


def median_interval(values, population, level, ends):
    """Order statistics; the number below the median is binomial, or hypergeometric where the number asked is known."""
    n, ordered, median = len(values), sorted(values), float(np.median(values))
    if population == n:
        return span(median, median)
    if population:
        below = stats.hypergeom(population, (population + 1) // 2, n)
    else:
        below = stats.binom(n, 0.5)
    tail = (1 - level) / 2
    ranks = [rank for rank in range(1, n // 2 + 1) if below.cdf(rank - 1) <= tail]
    if not ranks:
        return span(*ends)
    rank = max(ranks)
    return span(min(ordered[rank - 1], median), max(ordered[n - rank], median))


def share_interval(hits, answers, population, level):
    """Wilson for a ratio of two sums per respondent, with the effective size of its linearised variance."""
    p, size = sum(hits) / sum(answers), effective_size(hits, answers, population, level)
    if math.isinf(size):
        return span(p, p)
    return span(*proportion_confint(p * size, size, alpha=1 - level, method="wilson"))


def effective_size(hits, answers, population, level):
    """The size of a simple sample that would know the share as well; infinite where everyone answered."""
    n, m = len(answers), sum(answers)
    p = sum(hits) / m
    if population == n:
        return math.inf
    larger = (population - 1) / (population - n) if population else 1.0
    if sum(hits) in (0, m):
        size = n
    else:
        variance = math.fsum((a - p * k) ** 2 for a, k in zip(hits, answers, strict=True)) / m**2
        size = min(p * (1 - p) / variance, m) if variance > 0 else m
        # how answers of one person hang together is seen in n people: Korn and Graubard's factor, a person counts once at least
        if m > n > 1:
            factor = (stats.t.isf((1 - level) / 2, m - 1) / stats.t.isf((1 - level) / 2, n - 1)) ** 2
            size = max(min(size, n), size * factor)
        elif n == 1:
            size = min(size, n)
    return size * larger


def welch(one, other, level):
    """The interval of the difference between two means, and its p value."""
    means = [np.mean(values) for values, _ in (one, other)]
    sizes = [len(values) for values, _ in (one, other)]
    sds = [
        np.std(values, ddof=1) * math.sqrt(1 - len(values) / population if population else 1)
        for values, population in (one, other)
    ]
    test = stats.ttest_ind_from_stats(means[0], sds[0], sizes[0], means[1], sds[1], sizes[1], equal_var=False)
    errors = [sd**2 / n for sd, n in zip(sds, sizes, strict=True)]
    df = sum(errors) ** 2 / sum(e**2 / (n - 1) for e, n in zip(errors, sizes, strict=True))
    return *stats.t.interval(level, df, loc=means[0] - means[1], scale=math.sqrt(sum(errors))), test.pvalue


def agreement(counts):
    """Van der Eijk's A: the counts peeled into layers of filled and empty categories, each weighed by its answers."""
    rest, total, answer = list(counts), sum(counts), Fraction(0)
    size = len(counts)
    while any(rest):
        height = min(c for c in rest if c)
        layer = [1 if c else 0 for c in rest]
        filled = sum(layer)
        triplets = list(itertools.combinations(layer, 3))
        unimodal = sum(t in ((1, 1, 0), (0, 1, 1)) for t in triplets)
        bimodal = sum(t == (1, 0, 1) for t in triplets)
        if unimodal + bimodal == 0:
            shape = Fraction(1 if filled == 1 else 0)
        else:
            shape = Fraction((size - 2) * unimodal - (size - 1) * bimodal, (size - 2) * (unimodal + bimodal))
        answer += shape * (1 - Fraction(filled - 1, size - 1)) * Fraction(height * filled, total)
        rest = [c - height if c else 0 for c in rest]
    return answer


# --- The document, as it ought to be ---------------------------------------------------------------------------------


class Survey:
    def __init__(self, folder):
        self.folder = Path(folder)
        with open(self.folder / "datadialoog.toml", "rb") as file:
            self.project = tomllib.load(file)
        declared = {s["id"]: s for s in self.project.get("scale", [])}
        self.scales = {i["id"]: Scale(i["scale"], declared) for i in self.project["indicator"]}
        self.people = respondents(self.project, self.folder, self.scales)
        self.asked = asked(self.project, self.folder)
        self.level = self.project.get("uncertainty", {}).get("level", 95) / 100
        self.roles = {r: {s["role"] for s in self.project["source"] if s["round"] == r} for r in self.people}

    def slices(self, round_id):
        people = self.people[round_id]
        roles = sorted({p["role"] for p in people})
        keys = sorted({key for p in people for key in p["groups"]})
        groups = [f"{k}:{v}" for k in keys for v in sorted({p["groups"][k] for p in people} - {""})]
        return ["all", *(f"role:{role}" for role in roles), *groups]

    def within(self, round_id, slice_id):
        kind, _, value = slice_id.partition(":")
        people = self.people[round_id]
        if kind == "all":
            return people
        if kind == "role":
            return [p for p in people if p["role"] == value]
        return [p for p in people if p["groups"].get(kind) == value]

    def population(self, round_id, slice_id, roles):
        """How many people of these roles were asked in a slice."""
        kind, _, value = slice_id.partition(":")
        rows = self.asked[(self.asked["round"] == round_id) & self.asked["role"].isin(roles)]
        if kind == "role":
            rows = rows[rows["role"] == value]
        elif kind != "all":
            rows = rows[rows[kind] == value]
        return int(rows["asked"].sum()) or None

    def put_to(self, indicator, item=None):
        items = indicator["items"] if item is None else [indicator["items"][item]]
        return {role for i in items for role in i["columns"]}


def estimate(value, interval, n, answers, population, unit, sd=None, bounds=None):
    return {
        "state": "value", "value": float(value), "interval": interval, "sd": sd, "bounds": bounds,
        "n": n, "answers": answers, "population": population, "unit": unit,
    }  # fmt: skip


NO_DATA = {"state": "no-data"}


class Figures:
    """The figures of one indicator in one slice of one round, from rows."""

    def __init__(self, survey, round_id, indicator, slice_id, rest=False):
        self.survey, self.indicator, self.scale = survey, indicator, survey.scales[indicator["id"]]
        self.round_id, self.slice_id = round_id, slice_id
        name, places = indicator["id"], range(len(indicator["items"]))
        people = survey.within(round_id, slice_id)
        if rest:
            people = [p for p in survey.within(round_id, "all") if not any(p is own for own in people)]
        self.given = [[p["answers"].get((name, place)) for place in places] for p in people]
        self.rows = [[a for a in answers if isinstance(a, int)] for answers in self.given]
        self.rows = [r for r in self.rows if r]
        # Statements that were put to somebody here.
        self.put = sum(any((name, place) in p["answers"] for p in people) for place in places)
        needed = len(indicator["items"]) * indicator.get("valid-items", 50) / 100
        self.exact_scores = sorted(Fraction(sum(r), len(r)) for r in self.rows if len(r) >= needed)
        self.scores = [float(score) for score in self.exact_scores]
        self.asked = survey.population(round_id, slice_id, survey.put_to(indicator))
        if rest:
            everyone = survey.population(round_id, "all", survey.put_to(indicator))
            self.asked = everyone - self.asked if everyone and self.asked else None

    def share(self, categories):
        if not self.rows:
            return NO_DATA
        hits, answers = [sum(a in categories for a in r) for r in self.rows], [len(r) for r in self.rows]
        return self.share_of(hits, answers, self.asked)

    def share_of(self, hits, answers, population):
        p, n = sum(hits) / sum(answers), len(answers)
        bounds = span(p * n / population, p * n / population + 1 - n / population) if population else None
        interval = share_interval(hits, answers, population, self.survey.level)
        return estimate(p, interval, n, sum(answers), population, "share", bounds=bounds)

    def mean_of(self, values, population):
        if not values:
            return NO_DATA
        n, sd = len(values), float(np.std(values, ddof=1)) if len(values) > 1 else None
        interval = mean_interval(values, population, self.survey.level, (1, self.scale.size)) if n > 1 else None
        return estimate(math.fsum(values) / n, interval, n, n, population, "points", sd=sd)

    def median(self):
        if not self.scores:
            return NO_DATA
        ends, n = (1.0, float(self.scale.size)), len(self.scores)
        interval = median_interval(self.scores, self.asked, self.survey.level, ends)
        # The middle of two thirds or quarters is rounded once.
        middle = (self.exact_scores[(n - 1) // 2] + self.exact_scores[n // 2]) / 2
        return estimate(middle, interval, n, n, self.asked, "points")

    def response(self):
        return response_rate(len(self.rows), self.asked)

    def effective_size(self):
        hits = [sum(a in self.scale.favourable for a in row) for row in self.rows]
        return effective_size(hits, [len(row) for row in self.rows], self.asked, self.survey.level)

    def agreement(self):
        if not self.rows:
            return NO_DATA
        counts = [sum(row.count(c) for row in self.rows) for c in range(1, self.scale.size + 1)]
        exact, n = agreement(counts), len(self.rows)
        return estimate(exact, None, n, sum(counts), self.asked, "coefficient")

    def alike(self, statistic, place=None):
        """What may be told of people who (nearly) all answered the indicator, or one statement, alike; None of others."""
        places = range(len(self.indicator["items"])) if place is None else [place]
        items, asked = [self.valid(at) for at in places], self.asked
        n = len(self.rows) if place is None else len(items[0])
        if place is not None:
            asked = self.survey.population(self.round_id, self.slice_id, self.survey.put_to(self.indicator, place))
        return told(statistic, items, n, self.scale, asked, self.survey.level)

    def all(self):
        return {
            "mean": self.mean_of(self.scores, self.asked),
            "median": self.median(),
            "favourable-share": self.share(self.scale.favourable),
            "unfavourable-share": self.share(self.scale.unfavourable),
            "agreement": self.agreement(),
            "response-rate": self.response(),
        }

    def valid(self, place):
        return [answers[place] for answers in self.given if isinstance(answers[place], int)]

    def item(self, place):
        values = self.valid(place)
        reverse = self.indicator["items"][place].get("reverse", False)
        population = self.survey.population(self.round_id, self.slice_id, self.survey.put_to(self.indicator, place))
        unknown = sum(answers[place] == DONT_KNOW for answers in self.given)
        spoke = unknown + len(values)
        counts = [values.count(c) for c in range(1, self.scale.size + 1)]
        if not values:
            return {
                "reversed": reverse, "mean": NO_DATA, "favourable_share": NO_DATA, "counts": None, "agreement": None, "divided": False,
                "dont_know_share": unknown / spoke if spoke else None,
            }  # fmt: skip
        hits = [int(v in self.scale.favourable) for v in values]
        against = sum(v in self.scale.unfavourable for v in values)
        exact = agreement(counts)
        sides = Fraction(min(sum(hits), against), len(values))
        return {
            "reversed": reverse,
            "mean": self.mean_of(values, population),
            "favourable_share": self.share_of(hits, [1] * len(values), population),
            "counts": counts,
            "agreement": float(exact),
            "divided": exact < DIVIDED_BELOW and sides >= DIVIDED_SIDE,
            "dont_know_share": unknown / spoke,
        }


def response_rate(n, population):
    if not population or not n:
        return NO_DATA
    rate = n / population
    return estimate(rate, span(rate, rate), n, n, population, "share")


HIDDEN = ("too-few", "withheld", "nearly-all")


def shown(figure):
    return figure["state"] not in HIDDEN


def unless_hidden(actual, expected):
    """What is withheld is taken from the document; nothing may stand beside it. That a group answered alike is not."""
    if shown(actual) or actual["state"] == "nearly-all" or actual.get("reason") == "unanimous":
        return expected
    return {k: actual[k] for k in ("state", "reason") if k in actual}


def expected_item(actual, item, alike, mean_alike):
    """An item as far as the document shows it; `alike` are its figures where (nearly) everyone answered it alike."""
    states = [actual[key] for key in ("mean", "favourable_share")]
    of_one_mind = any(s["state"] == "nearly-all" or s.get("reason") == "unanimous" for s in states)
    if not shown(actual["mean"]) or alike and of_one_mind:
        hidden = [unless_hidden(actual["mean"], UNANIMOUS)] * 2
        if of_one_mind:
            hidden = [mean_alike or UNANIMOUS, alike or UNANIMOUS]
        return {
            "reversed": item["reversed"], "mean": hidden[0], "favourable_share": hidden[1], "counts": None, "agreement": None, "divided": False,
            "dont_know_share": None,
        }  # fmt: skip
    if actual["mean"]["state"] == "no-data":
        # Nobody answered: whether anyone said not to know is left to the document.
        return {**item, "dont_know_share": actual["dont_know_share"]}
    if actual["counts"] is None:
        # Whether answers lie in two camps is said of a distribution; without one it is not said.
        return {**item, "counts": None, "agreement": None, "divided": False}
    return item


def published(indicator, statistic, figure, items):
    """What may leave the house of a figure: scores over several statements, and all figures of so few people that no
    distribution is shown, are rounded; the others are exact."""
    few = any(item["favourable_share"]["state"] in ("withheld", "nearly-all") for item in items)
    scores = statistic in ("mean", "median") and len(indicator["items"]) > 1
    return as_read(figure) if statistic != "response-rate" and (few or scores) else figure


def verdict(figure, threshold, unit):
    if figure["state"] == "nearly-all":
        ends = [verdict({**figure, "state": "value", "value": v}, threshold, unit) for v in figure["within"].values()]
        good = [end in ("met", "probably-met") for end in ends]
        return ends[0] if good[0] == good[1] else "withheld"
    if figure["state"] != "value":
        return {"withheld": "withheld", "not-comparable": "to-be-judged"}.get(figure["state"], "too-few")
    sign = 1 if "at-least" in threshold else -1
    bound = threshold.get("at-least", threshold.get("at-most")) / unit
    value = sign * figure["value"]
    bound *= sign
    if figure["interval"] is None:
        return "probably-met" if value >= bound else "probably-not-met"
    low, high = sorted(sign * figure["interval"][end] for end in ("low", "high"))
    if low >= bound:
        return "met"
    if value >= bound:
        return "probably-met"
    return "probably-not-met" if high >= bound else "not-met"


class Held:
    """What one threshold is held against: the exact figure of a slice, and the same as it is published."""

    def __init__(self, indicator, threshold, slices, comparisons):
        self.indicator, self.slices, self.comparisons = indicator, slices, comparisons
        self.statistic, self.role = threshold["statistic"], threshold.get("role")
        self.in_points = threshold["unit"] == "points"
        keys = {s.partition(":")[0] for s in slices} - {"all", "role"}
        self.grouping = threshold.get("grouping", *keys) if self.statistic == "lowest-group-share" else None

    def groups(self):
        named = [s for s in self.slices if s.startswith(f"{self.grouping}:")]
        return [self.slices[s]["figures"]["favourable-share"] for s in named]

    def every_pair(self):
        return [p for p in self.comparisons["roles"] if self.role in (None, p["one"], p["other"])]

    def pairs(self):
        return [p for p in self.every_pair() if p["difference"]["figure"]["state"] == "value"]

    def why_no_pair(self):
        """What is withheld goes before what cannot be compared; of several the last."""
        figures = [p["difference"]["figure"] for p in self.every_pair()]
        hidden = [f for f in figures if f["state"] != "not-comparable"] or figures
        return hidden[-1] if hidden else NOTHING_BESIDE

    def compared(self):
        if self.statistic == "lowest-group-share":
            return sum(figure["state"] == "value" for figure in self.groups())
        if self.statistic == "role-gap":
            return len({role for pair in self.pairs() for role in (pair["one"], pair["other"])})
        return None

    def about(self, survey):
        if self.statistic == "lowest-group-share" or (self.statistic == "role-gap" and not self.role):
            return ["all"]
        if self.role and (self.statistic == "role-gap" or survey.put_to(self.indicator) != {self.role}):
            return [f"role:{self.role}"]
        return list(self.slices)

    def figure(self, slice_id):
        if self.statistic == "lowest-group-share":
            shown = [figure for figure in self.groups() if figure["state"] == "value"]
            lowest = min(shown, key=lambda figure: figure["value"])
            if any(f["within"]["low"] < lowest["value"] for f in self.groups() if f["state"] == "nearly-all"):
                return UNANIMOUS
            n, answers = (sum(figure[key] for figure in shown) for key in ("n", "answers"))
            return estimate(lowest["value"], lowest["interval"], n, answers, None, "share")
        if self.statistic == "role-gap":
            pair = self.furthest()
            return size_of(pair["figure"]) if pair else self.why_no_pair()
        if self.statistic == "change":
            own = self.slices[slice_id]["figures"]["mean" if self.in_points else "favourable-share"]
            trend = self.trend(slice_id)
            own = UNANIMOUS if own["state"] == "nearly-all" else own
            return own if own["state"] != "value" else trend["figure"] if trend else NOTHING_BESIDE
        return self.slices[slice_id]["figures"][self.statistic]

    def furthest(self):
        sizes = [(abs(pair["difference"]["figure"]["value"]), pair["difference"]) for pair in self.pairs()]
        return max(sizes, key=lambda sized: sized[0])[1] if sizes else None

    def trend(self, slice_id):
        statistic = "mean" if self.in_points else "favourable-share"
        at = [t for t in self.comparisons["trends"] if (t["slice"], t["statistic"]) == (slice_id, statistic)]
        return at[0]["difference"] if at else None


def size_of(figure):
    """A difference without its direction; its interval begins at nought."""
    ends = sorted(math.copysign(1, figure["value"]) * figure["interval"][end] for end in ("low", "high"))
    return {**figure, "value": abs(figure["value"]), "interval": span(max(ends[0], 0.0), ends[1])}


def expected_thresholds(survey, indicator, actual, slices, comparisons):
    found = []
    for threshold, there in zip(indicator.get("threshold", []), actual["thresholds"], strict=True):
        unit = 100.0 if threshold["unit"] == "percent" else 1.0
        held = Held(indicator, threshold, slices, comparisons)
        about = [s for s in held.about(survey) if s in slices]
        figures = {slice_id: held.figure(slice_id) for slice_id in about}
        verdicts = [
            {"slice": s, "figure": figures[s], "verdict": verdict(figures[s], threshold, unit), "held": held}
            for s in about
        ]
        found.append({
            "rung": threshold["rung"], "statistic": threshold["statistic"], "role": threshold.get("role"),
            "grouping": held.grouping, "compared": held.compared(),
            "at_least": threshold["at-least"] / unit if "at-least" in threshold else None,
            "at_most": threshold["at-most"] / unit if "at-most" in threshold else None,
            "unit": threshold["unit"], "why": threshold["why"], "owner": threshold["owner"],
            "agreed_on": str(threshold["agreed-on"]),
            "review_by": str(threshold["review-by"]) if "review-by" in threshold else None,
            "verdicts": verdicts,
        })  # fmt: skip
    return found


def gaps(survey, round_id, indicator, slices):
    """Welch's comparison of every two roles that both show the statement; adjusted later, over the round.

    The standard error of either mean is the one its own interval has, with the correction for a finite group.
    """
    found = []
    for place in range(len(indicator["items"])):
        roles = [s for s in slices if s.startswith("role:")]
        roles = [s for s in roles if slices[s]["items"][place]["mean"]["state"] == "value"]
        for one, other in itertools.combinations(roles, 2):
            figures = {s: Figures(survey, round_id, indicator, s) for s in (one, other)}
            values = {s: figures[s].valid(place) for s in (one, other)}
            higher, lower = sorted((one, other), key=lambda s: -np.mean(values[s]))
            low, high, p_value = welch(
                *((values[s], figures[s].item(place)["mean"]["population"]) for s in (higher, lower)), survey.level
            )
            found.append({
                "item": place,
                "higher": higher.removeprefix("role:"),
                "lower": lower.removeprefix("role:"),
                "difference": float(np.mean(values[higher]) - np.mean(values[lower])),
                "interval": span(low, high),
                "p_value": float(p_value),
                **effects(values[higher], values[lower], survey.level),
            })  # fmt: skip
    return found


def expected_comparisons(survey, round_id, indicator, actual, before):
    """Roles, groups and rounds beside each other; p values are adjusted later, over the round."""

    def slices_of(results):
        return {s["slice"]: s for s in results["slices"]} if results else {}

    def figures_of(of_round, slice_id, rest=False):
        return Figures(survey, of_round, indicator, slice_id, rest)

    earlier, then = before if before else (None, None)
    found = Comparisons(survey, indicator, slices_of(actual), slices_of(then), figures_of, welch)
    return {
        "roles": found.roles(round_id),
        "rests": found.rests(round_id),
        "trends": found.trends(round_id, earlier) if earlier else [],
    }


def expected_reliability(survey, round_id, indicator, slices):
    for slice_id, there in slices.items():
        if slice_id == "all" or slice_id.startswith("role:"):
            figures, items = Figures(survey, round_id, indicator, slice_id), there["items"]
            if all(item["favourable_share"]["state"] not in HIDDEN for item in items):
                found = reliability(slice_id, figures.rows, len(items), figures.asked, survey.level)
                if found:
                    yield found


def expected_weighted(survey, round_id, indicator, actual):
    """Made of the document alone; and held against the rows, of which it may differ by the rounding of what it is made of."""
    by = survey.project.get("response", {}).get("weigh-by")
    noticeable = survey.project.get("noticeable", {})
    noticeable = {"points": noticeable.get("points", 0.3), "share": noticeable.get("percent", 10) / 100}
    minimum = survey.project.get("privacy", {}).get("minimum", 5)
    for statistic in WEIGHED if by else ():
        empty = nobody_answered(survey, round_id, indicator, actual, by, statistic)
        found = weighted_of(actual, by, statistic, minimum, noticeable, survey.level, empty)
        if found is None:
            continue
        if found["state"] == "value":
            rows = weighted_rows(survey, round_id, indicator, found["cells"], by, statistic)
            if not abs(found["value"] - rows) <= found["rounding"] + TOLERANCE:
                found["value"] = f"{rows} by the rows"
        yield {"by": by, "statistic": statistic, "figure": found}


def nobody_answered(survey, round_id, indicator, actual, by, statistic):
    rows = survey.asked[(survey.asked["round"] == round_id) & survey.asked["role"].isin(survey.put_to(indicator))]
    column = rows["role" if by == "role" else by]
    parts = {f"{by}:{value}" for value, asked in zip(column, rows["asked"], strict=True) if asked > 0}
    there = {s["slice"] for s in actual["slices"] if s["figures"].get(statistic, NO_DATA)["state"] != "no-data"}
    return parts - there


def weighted_rows(survey, round_id, indicator, cells, by, statistic):
    """The figure from the rows themselves, each weighed by the part that it is in; the rest is who is in none of the others."""
    named = {part for cell in cells if not cell["rest"] for part in cell["parts"]}
    answers = Figures(survey, round_id, indicator, "all")
    people = survey.within(round_id, "all")
    needed = len(indicator["items"]) * indicator.get("valid-items", 50) / 100
    above = below = 0.0
    for person, given in zip(people, answers.given, strict=True):
        row = [a for a in given if isinstance(a, int)]
        if not row or (statistic == "mean" and len(row) < needed):
            continue
        part = f"{by}:{person['role'] if by == 'role' else person['groups'].get(by)}"
        cell = next(c for c in cells if (part in c["parts"] if part in named else c["rest"]))
        weight = cell["asked"] / cell["respondents"]
        if statistic == "mean":
            above, below = above + weight * sum(row) / len(row), below + weight
        else:
            above = above + weight * sum(a in answers.scale.favourable for a in row)
            below = below + weight * len(row)
    return above / below


def expected_indicator(survey, round_id, indicator, actual, before):
    there = {s["slice"]: s for s in actual["slices"]}
    slices = {}
    for slice_id in survey.slices(round_id):
        if slice_id.startswith("role:") and slice_id.removeprefix("role:") not in survey.put_to(indicator):
            continue
        figures = Figures(survey, round_id, indicator, slice_id)
        if not figures.rows and slice_id not in there:
            continue
        found, items = figures.all(), [figures.item(place) for place in range(len(indicator["items"]))]
        if slice_id in there:
            at = there[slice_id]
            of_one_mind = figures.alike("mean") is not None
            for statistic in found if of_one_mind else []:
                if statistic != "response-rate":
                    found[statistic] = figures.alike(statistic) if statistic in BOUNDED else UNANIMOUS
            one_item_alike = any(figures.alike("mean", place) for place in range(len(items)))
            if one_item_alike and any(item["favourable_share"].get("reason") == "unanimous" for item in at["items"]):
                # Both would tell of the statement's answers.
                found |= {"median": UNANIMOUS, "agreement": UNANIMOUS}
            found = {k: unless_hidden(at["figures"].get(k, NO_DATA), v) for k, v in found.items()}
            alike = [
                # Of the whole nothing but that it answered alike is told, and of its statements nothing.
                [None if of_one_mind else figures.alike(s, place) for s in ("favourable-share", "mean")]
                for place in range(len(items))
            ]
            items = [expected_item(a, i, *own) for a, i, own in zip(at["items"], items, alike, strict=True)]
        slices[slice_id] = {"slice": slice_id, "as_of": None, "figures": found, "items": items}
    scale = survey.scales[indicator["id"]]
    comparisons = expected_comparisons(survey, round_id, indicator, actual, before)
    thresholds = expected_thresholds(survey, indicator, actual, slices, comparisons)
    unpublished = {s: {**found, "figures": dict(found["figures"])} for s, found in slices.items()}
    for found in slices.values():
        figures = found["figures"]
        found["figures"] = {k: published(indicator, k, figures[k], found["items"]) for k in figures}
    return {
        "id": indicator["id"], "title": indicator["title"], "guarantee": indicator.get("guarantee"),
        "scale": {
            "id": scale.name, "options": actual["scale"]["options"],
            "favourable": sorted(scale.favourable), "unfavourable": sorted(scale.unfavourable),
        },
        "items": [item["text"] for item in indicator["items"]],
        "slices": slices,
        "gaps": gaps(survey, round_id, indicator, slices),
        "comparisons": comparisons,
        "reliability": list(expected_reliability(survey, round_id, indicator, unpublished)),
        "weighted": list(expected_weighted(survey, round_id, indicator, actual)),
        "thresholds": thresholds,
    }  # fmt: skip


def publish_thresholds(indicator, found):
    """Threshold figures as they are published, once the differences of the round are."""
    for threshold in found["thresholds"]:
        for verdict_on in threshold["verdicts"]:
            held, slice_id = verdict_on.pop("held"), verdict_on["slice"]
            if verdict_on["figure"]["state"] != "value":
                continue
            if held.statistic == "role-gap":
                verdict_on["figure"] = size_of(held.pair_shown["figure"])
            elif held.statistic == "change":
                verdict_on["figure"] = held.trend(slice_id)["figure"]
            elif held.statistic == "lowest-group-share":
                verdict_on["figure"] = as_read(verdict_on["figure"])
            else:
                items = found["slices"][slice_id]["items"]
                verdict_on["figure"] = published(indicator, held.statistic, verdict_on["figure"], items)


JOB_MONITOR = {5: 0.60, 100: 0.45, 1000: 0.22}


def norm_of(survey, asked):
    """The response a norm of others asks of a group of this size: straight between its points on a logarithmic axis."""
    if survey.project.get("response", {}).get("norm") != "job-monitor" or not asked:
        return None
    return float(np.interp(math.log(asked), np.log(list(JOB_MONITOR)), list(JOB_MONITOR.values())))


def representation(response):
    """How respondents and those asked are composed: over the roles, and over each grouping."""
    whole = response["all"]["rate"]
    if whole.get("state") != "value":
        return
    kinds = sorted({s.partition(":")[0] for s in response} - {"all"}, key=lambda by: (by != "role", by))
    for by in kinds:
        rows = {s: row["rate"] for s, row in response.items() if s.startswith(f"{by}:")}
        parts = [
            {"slice": s, "asked": rate["population"], "respondents": rate["n"]}
            for s, rate in rows.items()
            if rate.get("state") == "value"
        ]
        left = {
            "slice": None, "asked": whole["population"] - sum(part["asked"] for part in parts),
            "respondents": whole["n"] - sum(part["respondents"] for part in parts),
        }  # fmt: skip
        if left["asked"] or left["respondents"]:
            parts.append(left)
        if len(parts) > 1:
            counts = [(part["respondents"], part["asked"]) for part in parts]
            yield {"by": by, "parts": parts, **composition(counts)}


def composition(counts):
    """Chi-square of the response among those asked without replacement, and the chance of one as uneven."""
    n, everyone = (sum(count[place] for count in counts) for place in (0, 1))
    expected = [n * asked / everyone for _, asked in counts]
    apart = sum((got - e) ** 2 / e for (got, _), e in zip(counts, expected, strict=True))
    chi_square = float(apart * (everyone - 1) / (everyone - n))
    p_value, exact = chance(counts, n, everyone, chi_square)
    return {"chi_square": chi_square, "p_value": p_value, "exact": exact}


EVERY_TABLE_UP_TO = 500_000


def chance(counts, n, everyone, chi_square):
    """By all compositions where there are not too many, else by a gamma with chi-square's exact mean and variance."""
    asked = [size for _, size in counts]
    ways = [1] + [0] * n
    for size in asked:
        ways = [sum(ways[max(0, got - size) : got + 1]) for got in range(n + 1)]
    if ways[n] > EVERY_TABLE_UP_TO:
        mean, variance = moments_of_chi_square(counts)
        return float(stats.gamma.sf(chi_square, float(mean**2 / variance), scale=float(variance / mean))), False
    tables = np.array(list(compositions(asked, n)))
    chances = np.array(stats.multivariate_hypergeom.pmf(tables, m=np.array(asked), n=n))
    own = chances[np.flatnonzero((tables == [got for got, _ in counts]).all(axis=1))[0]]
    return min(float(np.sum(chances[chances <= own * (1 + 1e-7)])), 1.0), True


def expected_round(survey, declared, actual, before):
    round_id = declared["id"]
    response = {}
    for there in actual["response"]:
        slice_id = there["slice"]
        n = len(survey.within(round_id, slice_id))
        rate = unless_hidden(
            there["rate"], response_rate(n, survey.population(round_id, slice_id, survey.roles[round_id]))
        )
        # Of a project that was never published before, every figure is of today.
        shown_n = n if shown(there["rate"]) else None
        response[slice_id] = {"slice": slice_id, "as_of": None, "respondents": shown_n, "rate": rate}
    for row in response.values():
        row["norm"] = norm_of(survey, row["rate"].get("population"))
    for slice_id in survey.slices(round_id):
        response.setdefault(slice_id, {"slice": slice_id, "respondents": "ought to be here", "rate": {}})
    there = {i["id"]: i for i in actual["indicators"]}
    then = {i["id"]: (before["round"], i) for i in before["indicators"]} if before else {}
    indicators = [
        expected_indicator(survey, round_id, i, there[i["id"]], then.get(i["id"]))
        for i in survey.project["indicator"]
        if i["id"] in there
    ]
    missing = [i["id"] for i in survey.project["indicator"] if i["id"] not in there]
    indicators += [{"id": name, "ought to be here": True} for name in missing]
    looks = [gap for i in indicators for gap in i.get("gaps", [])]
    compared = [i["comparisons"] for i in indicators if "comparisons" in i]
    differences = [one["difference"] for c in compared for kind_of in c.values() for one in kind_of]
    looks += [one for one in differences if one["p_value"] is not None]
    if looks:
        adjusted = multipletests([one["p_value"] for one in looks], method="fdr_bh")[1]
        noticeable = survey.project.get("noticeable", {}).get("points", 0.3)
        for one, value in zip(looks, adjusted, strict=True):
            one["adjusted_p_value"] = float(value)
            one["discernible"] = bool(value < DISCERNIBLE)
            if "item" in one:
                one["large"] = one["difference"] >= noticeable
    for found in (i for i in indicators if "thresholds" in i):
        for threshold in found["thresholds"]:
            for verdict_on in threshold["verdicts"]:
                if verdict_on["held"].statistic == "role-gap":
                    verdict_on["held"].pair_shown = verdict_on["held"].furthest()
    for one in differences:
        publish(one)
    declared_indicators = {i["id"]: i for i in survey.project["indicator"]}
    for found in (i for i in indicators if "thresholds" in i):
        publish_thresholds(declared_indicators[found["id"]], found)
    # In the sample no response stands out and nobody is left out for its quality.
    quality = {"quality": [], "effects": []}
    composed = {"representation": list(representation(response))}
    head = {"round": round_id, "date": str(declared["date"]), "response": response, "indicators": indicators}
    return head | composed | quality


def minimums(privacy, readers):
    """What holds for these readers: a wider circle never has a lower minimum than a narrower one."""
    least = privacy.get("minimum", 5)
    whole = privacy.get("minimum-distribution", max(10, least))
    for circle, usual in (("own-team", 0), ("partnership", 10), ("public", 20)):
        least = privacy.get(f"minimum-{circle}", max(usual, least))
        if circle == readers:
            return {"minimum": least, "minimum_distribution": max(whole, least)}
    raise ValueError(f"nobody is called {readers}")


def expected(survey, actual):
    survey.minimums = minimums(survey.project.get("privacy", {}), actual["readers"])
    rounds = {r["round"]: r for r in actual["rounds"]}
    return {
        "schema": actual["schema"], "as_of": actual["as_of"],
        "partnership": survey.project["partnership"]["name"],
        "language": survey.project["partnership"].get("language", "nl"),
        "level": survey.level,
        "readers": actual["readers"], **survey.minimums,
        "rounds": {
            declared["id"]: expected_round(survey, declared, rounds[declared["id"]], before and rounds[before["id"]])
            for before, declared in itertools.pairwise([None, *survey.project["round"]])
        },
    }  # fmt: skip


# --- Comparing -------------------------------------------------------------------------------------------------------


def keyed(key, value):
    """Lists whose members have a name are compared by that name, others by position."""
    if not isinstance(value, list):
        return value
    if key == "representation":
        return {v["by"]: v for v in value}
    if key in ("rests", "trends"):
        return {f"{v['slice']} {v['statistic']}": v for v in value}
    if key == "roles":
        return {f"{v['one']} {v['other']}": v for v in value}
    for name in ("round", "slice", "id"):
        if value and all(isinstance(v, dict) and name in v for v in value):
            return {v[name]: v for v in value}
    if key == "gaps":
        return {f"{v['item']} " + " ".join(sorted((v["higher"], v["lower"]))): v for v in value}
    return dict(enumerate(value))


class Comparison:
    def __init__(self):
        self.kinds, self.faults = defaultdict(lambda: [0, 0.0]), []

    def fault(self, path, text):
        self.faults.append(f"{' > '.join(map(str, path))}: {text}")

    def compare(self, actual, wanted, path=()):
        key = path[-1] if path else ""
        actual, wanted = keyed(key, actual), keyed(key, wanted)
        if isinstance(actual, dict) and isinstance(wanted, dict):
            for name in sorted(actual.keys() | wanted.keys(), key=str):
                if name not in wanted:
                    self.fault((*path, name), f"not checked: {json.dumps(actual[name])[:80]}")
                elif name not in actual:
                    self.fault((*path, name), f"ought to be here: {json.dumps(wanted[name])[:80]}")
                else:
                    self.compare(actual[name], wanted[name], (*path, name))
            return
        number = (int, float)
        if isinstance(wanted, number) and not isinstance(wanted, bool) and isinstance(actual, number):
            difference = abs(actual - wanted)
            record = self.kinds[kind(path)]
            record[0] += 1
            record[1] = max(record[1], difference)
            whole = isinstance(wanted, int) or "median" in path
            if isinstance(actual, bool) or not difference <= (0 if whole else TOLERANCE):
                self.fault(path, f"is {actual!r}, ought to be {wanted!r}")
            return
        if kind(path):
            self.kinds[kind(path)][0] += 1
        if actual != wanted or type(actual) is not type(wanted):
            self.fault(path, f"is {actual!r}, ought to be {wanted!r}")


LEAVES = {
    "difference", "p_value", "adjusted_p_value", "large", "discernible", "agreement", "divided", "dont_know_share",
    "respondents", "verdict", "n", "answers", "population", "sd", "hedges_g", "cliffs_delta", "rounded", "compared",
}  # fmt: skip
FIGURES = {
    "mean", "median", "favourable-share", "unfavourable-share", "response-rate", "favourable_share", "rate",
    "rest", "before", "alpha",
}  # fmt: skip


def kind(path):
    """What sort of figure a leaf of the document is: `item mean interval`, `gap p_value`."""
    path = [str(p) for p in path]
    if "counts" in path:
        return "item counts"
    if "weighted" in path:
        return "weighted " + ("parts" if "parts" in path else path[-2] if path[-1] in ("low", "high") else path[-1])
    places = {
        "gaps": "gap", "roles": "role difference", "rests": "rest difference", "trends": "trend",
        "reliability": "reliability", "thresholds": "threshold", "response": "response", "slices": "indicator",
    }  # fmt: skip
    where = next((name for place, name in places.items() if place in path), "")
    if where == "indicator" and path.count("items"):
        where = "item"
    what = next((p.replace("_", "-") for p in path if p in FIGURES and where != "threshold"), "")
    leaf = path[-1] if path else ""
    if leaf in ("low", "high"):
        leaf = path[-2]
    if not where and leaf not in ("level", "minimum", "minimum_distribution"):
        return "names and texts"
    return " ".join(filter(None, (where, what, leaf)))


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as file:
        actual = json.load(file)
    comparison = Comparison()
    comparison.compare(actual, expected(Survey(sys.argv[2]), actual))
    width = max(map(len, comparison.kinds))
    print(f"{'kind':{width}} | figures compared | largest difference")
    print(f"{'-' * width} | ---------------- | ------------------")
    for name, (count, largest) in sorted(comparison.kinds.items()):
        print(f"{name:{width}} | {count:16} | {largest:.1e}")
    total = sum(count for count, _ in comparison.kinds.values())
    largest = max(difference for _, difference in comparison.kinds.values())
    print(f"{'all':{width}} | {total:16} | {largest:.1e}")
    for fault in comparison.faults:
        print(fault)
    print(f"{len(comparison.faults)} differ, are unchecked or missing")
    sys.exit(1 if comparison.faults else 0)


if __name__ == "__main__":
    main()
