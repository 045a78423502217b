"""Attacks what datadialoog published, from outside: what can be worked out about groups that are withheld?

    python -m venv .venv && .venv/bin/pip install scipy
    datadialoog check sample-data --format json --as-of 2026-11-21 > results.json
    .venv/bin/python attack.py results.json [resultaten.json ...] --sample sample-data
    .venv/bin/python attack.py results.json --sample sample-data --self-test
    .venv/bin/python attack.py --sample sample-data --write-truth truth.json

The attacker has the published documents, the project file and the numbers that were asked. It knows the rules of
disclosure, so states and reasons tell it what they say. The exports are read only to judge whether it is right,
and whether what it found is about fewer people than the minimum. Ends with 1 when any attack succeeds. With
--self-test documents are attacked in which one protection is undone; every one of those must fall.

truth.json holds what tests/nothing_betrays.rs judges by: per round, indicator and slice the counts of the exports,
and every text of theirs that may appear in no report.
"""

import argparse
import copy
import csv
import hashlib
import io
import json
import math
import re
import sys
import tomllib
import zipfile
from collections import Counter, defaultdict
from pathlib import Path
from xml.etree import ElementTree

from scipy import stats
from scipy.optimize import linprog

# --- What is in the exports ------------------------------------------------------------------------------------------

TEXTS = {
    "eens-5": ["helemaal mee oneens", "mee oneens", "neutraal", "mee eens", "helemaal mee eens"],
    "tevreden-5": ["zeer ontevreden", "ontevreden", "neutraal", "tevreden", "zeer tevreden"],
    "cijfer-10": [str(mark) for mark in range(1, 11)],
}
MISSING = {"weet niet", "n.v.t.", "niet van toepassing", "daar heb ik geen beeld van"}
FAVOURABLE = {"eens-5": {4, 5}, "tevreden-5": {4, 5}, "cijfer-10": {7, 8, 9, 10}, "lesbezoek": {3, 4}}
PERSONAL = {"token", "seed", "submitdate", "startdate", "datestamp", "E-mail", "Naam"}
OPEN = {
    "OPEN1", "OPEN2", "Wat gaat er goed in het samen opleiden op uw school?", "Wat kan volgend jaar beter?",
    "Toelichting",
}  # fmt: skip
RUN = 5


def plain(text):
    return " ".join(str(text or "").replace("\xa0", " ").split())


def workbook(path):
    """The rows of the first sheet of an .xlsx file, as text."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(path) as archive:
        strings = []
        if "xl/sharedStrings.xml" in archive.namelist():
            root = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))
            strings = [
                "".join(t.text or "" for t in si.iterfind(".//m:t", space)) for si in root.iterfind("m:si", space)
            ]
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    rows = []
    for row in sheet.iterfind(".//m:row", space):
        cells = {}
        for cell in row.iterfind("m:c", space):
            column = 0
            for letter in re.match("[A-Z]+", cell.get("r")).group():
                column = column * 26 + ord(letter) - 64
            value = cell.find("m:v", space)
            text = value.text if value is not None else "".join(t.text or "" for t in cell.iterfind(".//m:t", space))
            cells[column] = strings[int(text)] if cell.get("t") == "s" else text
        rows.append(cells)
    width = max(max(cells, default=0) for cells in rows)
    return [[cells.get(column, "") or "" for column in range(1, width + 1)] for cells in rows]


def rows_of(path, source):
    if path.suffix == ".xlsx":
        table = workbook(path)
    else:
        encoding = "cp1252" if source.get("encoding") == "windows-1252" else "utf-8-sig"
        table = list(csv.reader(io.StringIO(path.read_bytes().decode(encoding), newline=""), delimiter=";"))
    heads = [plain(head) for head in table[0]]
    return [dict(zip(heads, row, strict=True)) for row in table[1:] if any(row)]


class Sample:
    def __init__(self, folder):
        self.folder = Path(folder)
        self.project = tomllib.loads((self.folder / "datadialoog.toml").read_text(encoding="utf-8"))
        privacy = self.project.get("privacy", {})
        self.minimum = privacy.get("minimum", 5)
        self.minimum_distribution = privacy.get("minimum-distribution", 10)
        self.indicators = {i["id"]: i for i in self.project["indicator"]}
        self.files, self.people = [], defaultdict(list)
        self.secrets = defaultdict(set)
        own = {s["id"]: [plain(o).casefold() for o in s["options"]] for s in self.project.get("scale", [])}
        self.options = {i["id"]: own.get(i["scale"]) or TEXTS[i["scale"]] for i in self.project["indicator"]}
        for source in self.project["source"]:
            for pattern in source["files"]:
                for path in sorted(self.folder.glob(pattern)):
                    self.files.append(path)
                    for row in rows_of(path, source):
                        self.keep_secrets(row)
                        if "submitdate" not in row or row["submitdate"]:
                            self.people[source["round"]].append(self.person(row, source["role"], source["groups"]))
        self.asked = defaultdict(int)
        with open(self.folder / "populatie.csv", encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file, delimiter=";"):
                self.asked[row["ronde"], row["rol"], row["school"]] += int(row["aantal"])

    def person(self, row, role, groups):
        answers = {}
        for name, indicator in self.indicators.items():
            options = self.options[name]
            for place, item in enumerate(indicator["items"]):
                text = plain(row[plain(item["columns"][role])]).casefold() if role in item["columns"] else ""
                if not text:
                    continue
                if text in MISSING:
                    answers[name, place] = 0
                    continue
                category = options.index(text.replace(",0", "").removesuffix(".0")) + 1
                answers[name, place] = len(options) + 1 - category if item.get("reverse") else category
        return {"role": role, "answers": answers} | {key: plain(row[plain(column)]) for key, column in groups.items()}

    def keep_secrets(self, row):
        """Every text by which somebody could be known, and every few words of an open answer."""
        for head, text in row.items():
            text = plain(text)
            if head in PERSONAL and len(text) > 4 and not re.fullmatch(r"[\d.]+", text):
                self.secrets["personal"].add(text)
                if head == "Naam":
                    self.secrets["personal"].add(text.split()[-1])
            if head == "seed" and text:
                self.secrets["personal"].add(text)
            if head in OPEN:
                words = re.findall(r"[\w'-]+", text.casefold())
                runs = [words[at : at + RUN] for at in range(max(1, len(words) - RUN + 1))]
                self.secrets["open"].update(" ".join(run) for run in runs if len(run) > 2)

    def keys(self):
        return sorted({key for source in self.project["source"] for key in source["groups"]})

    def slices(self, round_id):
        """Every slice, and per grouping the people in no group as `school:`."""
        people = self.people[round_id]
        roles = {f"role:{p['role']}" for p in people}
        return ["all", *sorted(roles), *sorted({f"{k}:{p[k]}" for k in self.keys() for p in people})]

    def within(self, round_id, slice_id):
        key, _, value = slice_id.partition(":")
        return [p for p in self.people[round_id] if slice_id == "all" or p[key] == value]

    def put_to(self, name):
        return {role for item in self.indicators[name]["items"] for role in item["columns"]}

    def population(self, round_id, slice_id, roles):
        key, _, value = slice_id.partition(":")
        place = {"role": 1, "school": 2}.get(key)
        return sum(
            n for at, n in self.asked.items()
            if at[0] == round_id and at[1] in roles and (place is None or at[place] == value)
        )  # fmt: skip

    def truth_of(self, round_id, name, slice_id):
        indicator, size = self.indicators[name], len(self.options[name])
        places = range(len(indicator["items"]))
        rows = [[p["answers"].get((name, i), 0) for i in places] for p in self.within(round_id, slice_id)]
        rows = [row for row in rows if any(row)]
        given = [[a for a in row if a] for row in rows]
        needed = len(places) * indicator.get("valid-items", 50) / 100
        scores = [sum(row) / len(row) for row in given if len(row) >= needed]
        items = []
        for place in places:
            values = Counter(row[place] for row in rows if row[place])
            counts = [values[c] for c in range(1, size + 1)]
            items.append({
                "n": sum(counts), "sum": sum(c * n for c, n in enumerate(counts, 1)),
                "favourable": sum(counts[c - 1] for c in FAVOURABLE[indicator["scale"]]), "counts": counts,
            })  # fmt: skip
        return {
            "any": len(rows), "scored": len(scores), "incomplete": sum(len(g) < len(places) for g in given),
            "score_sum": math.fsum(scores), "items": items,
        }  # fmt: skip

    def truth(self):
        rounds = {}
        for round_id in sorted(self.people):
            slices = self.slices(round_id)
            rounds[round_id] = {
                "respondents": {s: len(self.within(round_id, s)) for s in slices},
                "indicators": {
                    name: {s: self.truth_of(round_id, name, s) for s in slices} for name in sorted(self.indicators)
                },
            }
        files = [*self.files, self.folder / "datadialoog.toml", self.folder / "populatie.csv"]
        digest = {str(p.relative_to(self.folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}
        return {
            "minimum": self.minimum, "minimum_distribution": self.minimum_distribution, "digests": digest,
            "titles": {i["id"]: i["title"] for i in self.project["indicator"]},
            "meetings": [m["id"] for m in self.project["meeting"]],
            "rounds": rounds, "secrets": {kind: sorted(texts) for kind, texts in self.secrets.items()},
        }  # fmt: skip


# --- What was published ----------------------------------------------------------------------------------------------


def decimals(value):
    """How many decimals a number is printed with; many mean that it is not rounded."""
    text = repr(float(value))
    return 20 if "e" in text else len(text.partition(".")[2].rstrip("0"))


class Published:
    """Every figure of several documents together: what one of them shows is known."""

    def __init__(self, documents):
        self.response, self.slices, self.thresholds, self.gaps = {}, {}, [], []
        self.comparisons, self.reliability = defaultdict(list), []
        self.scales, self.order = {}, []
        printed = defaultdict(int)
        for document in documents:
            for one in document["rounds"]:
                for row in one["response"]:
                    self.learn(self.response, (one["round"], row["slice"]), row, row["rate"])
                for indicator in one["indicators"]:
                    at = (one["round"], indicator["id"])
                    if at not in self.order:
                        self.order.append(at)
                    if indicator["scale"]:
                        self.scales[indicator["id"]] = indicator["scale"]
                    for row in indicator["slices"]:
                        self.learn(self.slices, (*at, row["slice"]), row, row["figures"]["mean"])
                        for figure in [*row["figures"].values(), *(i["mean"] for i in row["items"])]:
                            if figure["state"] == "value":
                                printed[figure["unit"]] = max(printed[figure["unit"]], decimals(figure["value"]))
                    for kind, found in indicator["comparisons"].items():
                        self.comparisons[kind] += [(*at, one) for one in found]
                    self.reliability += [(*at, one) for one in indicator["reliability"]]
                    for threshold in indicator["thresholds"]:
                        self.thresholds += [(*at, v) for v in threshold["verdicts"]]
        # Half of the last decimal: how far a published number may be from the true one.
        self.slack = {unit: 0.0 if n > 5 else 0.5 * 10.0**-n for unit, n in printed.items()}

    def learn(self, known, at, row, figure):
        if at not in known or figure["state"] == "value":
            known[at] = row

    def table(self, round_id, name, key):
        found = {at[2]: row for at, row in self.slices.items() if at[:2] == (round_id, name)}
        return found.get("all"), {s: row for s, row in found.items() if s.startswith(f"{key}:")}


def known(figure):
    return figure["state"] == "value"


def counted(figure):
    return figure["state"] in ("value", "nearly-all")


def is_rounded(value, decimals):
    """Whether a value has so few decimals that it may have been rounded."""
    return abs(value * 10**decimals - round(value * 10**decimals)) < 1e-9


def total(figure, slack):
    """The sum that a mean or share stands for: from, to."""
    n = figure["n"]
    low, high = ((figure["value"] + sign * slack) * n for sign in (-1, 1))
    return math.ceil(low - 1e-6), math.floor(high + 1e-6)


# --- The attacks -----------------------------------------------------------------------------------------------------


class Programme:
    """What is not known of an item, per group: its answers in each category, its respondents with any answer to the
    indicator, and all its respondents. All are 0 or more."""

    def __init__(self, groups, size, favourable):
        self.groups, self.size, self.favourable = groups, size, set(favourable)
        self.upper, self.least = [], []

    def column(self, group, place):
        return self.groups.index(group) * (self.size + 2) + place

    def any(self, group):
        return self.column(group, self.size), 1.0

    def people(self, group):
        return self.column(group, self.size + 1), 1.0

    def each(self, what):
        return [getattr(self, what)(group) for group in self.groups]

    def cells(self, groups, weight=lambda c: 1.0):
        places = range(1, self.size + 1)
        return [(self.column(g, c - 1), weight(c)) for g in groups for c in places if weight(c)]

    def weight(self, what):
        favourable = self.favourable
        return {
            "n": lambda c: 1.0,
            "favourable": lambda c: float(c in favourable),
            "other": lambda c: float(c not in favourable),
        }[what]

    def line(self, terms, sign):
        line = [0.0] * ((self.size + 2) * len(self.groups))
        for column, factor in terms:
            line[column] += sign * factor
        return line

    def between(self, terms, low, high):
        for sign, bound in ((1.0, high), (-1.0, -low)):
            if bound != math.inf:
                self.upper.append(self.line(terms, sign))
                self.least.append(bound)

    def range(self, group, what):
        """From how many to how many a group may have, in whole people or answers."""
        ends = []
        for sign in (1.0, -1.0):
            goal = self.line(self.cells([group], self.weight(what)), sign)
            result = linprog(goal, A_ub=self.upper, b_ub=self.least, bounds=(0, None), method="highs")
            if result.status != 0:
                raise SystemExit(f"{group}: {result.message}")
            ends.append(sign * result.fun)
        return math.ceil(ends[0] - 1e-6), math.floor(ends[1] + 1e-6)


class Attack:
    def __init__(self, sample, truth, documents):
        self.sample, self.truth, self.published = sample, truth, Published(documents)
        self.minimum, self.whole = sample.minimum, sample.minimum_distribution
        self.tried, self.won, self.widths = Counter(), defaultdict(list), []

    def count(self, attack, success, text):
        self.tried[attack] += 1
        if success:
            self.won[attack].append(text)

    def tables(self):
        for round_id, name in self.published.order:
            for key in ["role", *self.sample.keys()]:
                whole, parts = self.published.table(round_id, name, key)
                if whole is not None and known(whole["figures"]["mean"]) and parts:
                    truth = self.truth["rounds"][round_id]["indicators"][name]
                    hidden = {s: truth[s] for s in truth if s.startswith(f"{key}:") and s not in parts}
                    yield round_id, name, whole, parts, truth, hidden

    def run(self):
        self.shown_outright()
        self.beside_hidden()
        self.rests_against_statements()
        self.undone_rounding()
        self.subtracted_response()
        for table in self.tables():
            self.subtracted(*table)
            self.bounded(*table)
        for at, row in self.published.slices.items():
            if known(row["figures"]["mean"]):
                self.scores_against_statements(*at, row)
                self.rebuilt(*at, row)
                self.unanimous(*at, row)
        return self

    def smallest(self, truth):
        """The smallest number of people that a figure of this slice rests on, nobody aside."""
        counts = [truth["any"], truth["scored"], *(item["n"] for item in truth["items"])]
        return min((n for n in counts if n), default=0)

    def shown_outright(self):
        """A figure on fewer people than the minimum, or any number in a slice that is withheld."""
        for (round_id, slice_id), row in self.published.response.items():
            n = self.truth["rounds"][round_id]["respondents"].get(slice_id, 0)
            shown = known(row["rate"]) or row["respondents"] is not None
            self.count("shown outright", 0 < n < self.minimum and shown, f"{round_id} response {slice_id}")
        verdicts = defaultdict(list)
        for round_id, name, verdict in self.published.thresholds:
            verdicts[round_id, name, verdict["slice"]].append(verdict["figure"])
        for at, row in self.published.slices.items():
            truth = self.truth["rounds"][at[0]]["indicators"][at[1]][at[2]]
            figures = [*row["figures"].values(), *(i[k] for i in row["items"] for k in ("mean", "favourable_share"))]
            figures += verdicts[at]
            if counted(row["figures"]["favourable-share"]) and not known(row["figures"]["favourable-share"]):
                # Of those who answered alike: bounds, and how many of those asked they are.
                figures = [f for f in figures if f["state"] != "nearly-all" and f is not row["figures"]["response-rate"]]
            numbers = [f for f in figures if any(isinstance(v, (int, float)) for v in f.values())]
            extra = [i for i in row["items"] if i["counts"] or i["agreement"] is not None or i["dont_know_share"]]
            small = 0 < self.smallest(truth) < self.minimum
            hidden = not known(row["figures"]["mean"])
            text = f"{' '.join(at)}: {len(numbers)} figures"
            self.count("shown outright", (small or hidden) and (bool(numbers) or bool(extra)), text)
            if not small and not hidden:
                items = [i for i in truth["items"] if 0 < i["n"] < self.whole]
                shown = any(i["counts"] for i in row["items"])
                self.count("shown outright", bool(items) and shown, f"{' '.join(at)}: a distribution")

    def beside_hidden(self):
        """A number in a comparison, or a reliability, of people who are too few or not shown."""
        sides = [
            (round_id, name, f"role:{pair[side]}", pair["difference"])
            for round_id, name, pair in self.published.comparisons["roles"]
            for side in ("one", "other")
        ]
        sides += [(*at, one["slice"], one["difference"]) for *at, one in self.published.comparisons["rests"]]
        for round_id, name, one in self.published.comparisons["trends"]:
            sides += [(of, name, one["slice"], one["difference"]) for of in (round_id, one["since"])]
            sides.append((one["since"], name, one["slice"], {"figure": one["before"]}))
        sides += [(*at, one["slice"], {"figure": one["alpha"]}) for *at, one in self.published.reliability]
        for round_id, name, slice_id, found in sides:
            truth = self.truth["rounds"][round_id]["indicators"][name][slice_id]
            row = self.published.slices.get((round_id, name, slice_id))
            hidden = row is not None and row["figures"]["favourable-share"]["state"] in ("too-few", "withheld")
            small = 0 < self.smallest(truth) < self.minimum
            numbers = known(found["figure"]) or found.get("p_value") is not None
            text = f"{round_id} {name} {slice_id}: set beside something"
            self.count("hidden beside something", (small or hidden) and numbers, text)
        for round_id, name, one in self.published.comparisons["rests"]:
            truths = self.truth["rounds"][round_id]["indicators"][name]
            whole, part = truths["all"], truths[one["slice"]]
            left = [whole[key] - part[key] for key in ("any", "scored")]
            left += [w["n"] - p["n"] for w, p in zip(whole["items"], part["items"], strict=True)]
            small = any(0 < n < self.minimum for n in left)
            self.count("hidden beside something", small, f"{round_id} {name}: all but {one['slice']}")

    def rests_against_statements(self):
        """Everyone, a group and the rest: three rounded means of scores for two unknown sums, beside exact statements."""
        for round_id, name, one in self.published.comparisons["rests"]:
            rows = [self.published.slices[round_id, name, slice_id] for slice_id in ("all", one["slice"])]
            if one["statistic"] != "mean" or len(rows[0]["items"]) < 2:
                continue
            if any(not known(item["mean"]) for row in rows for item in row["items"]):
                continue
            means = [*(row["figures"]["mean"] for row in rows), one["rest"]]
            all_, own, rest = (self.sum_of_scores(mean) for mean in means)
            change = one["difference"]["figure"]
            own = self.narrowed(own, (all_[0] - rest[1], all_[1] - rest[0]))
            if not is_rounded(change["value"], 1):
                # group - rest = d exactly, and group + rest = all
                n, others = means[1]["n"], means[2]["n"]
                exact = [n * (end + others * change["value"]) / (n + others) for end in all_]
                own = self.narrowed(own, (min(exact), max(exact)))
            all_ = self.narrowed(all_, (own[0] + rest[0], own[1] + rest[1]))
            for slice_id, row, window in (("all", rows[0], all_), (one["slice"], rows[1], own)):
                self.remainder("scores, rests and statements", (round_id, name, slice_id), row, window)

    def sum_of_scores(self, mean):
        slack = 0.05 if is_rounded(mean["value"], 1) else self.published.slack["points"]
        return (mean["value"] - slack) * mean["n"], (mean["value"] + slack) * mean["n"]

    def narrowed(self, window, other):
        return max(window[0], other[0]), min(window[1], other[1])

    def remainder(self, attack, at, row, window):
        """Whether the sum of scores fixes what those who skipped a statement answered."""
        round_id, name, slice_id = at
        incomplete = self.truth["rounds"][round_id]["indicators"][name][slice_id]["incomplete"]
        sums = [total(item["mean"], self.published.slack["points"]) for item in row["items"]]
        questions = len(row["items"])
        low = questions * window[0] - sum(high for _, high in sums)
        high = questions * window[1] - sum(low for low, _ in sums)
        step = 1 / math.lcm(*range(1, questions))
        possible = math.floor(high / step + 1e-6) - math.ceil(low / step - 1e-6) + 1
        text = f"{round_id} {name} {slice_id}: {(low + high) / 2:.2f} comes from {incomplete} people"
        self.count(attack, 0 < incomplete < self.minimum and possible == 1, text)

    def undone_rounding(self):
        """A difference of scores over several statements that is more precise than the two rounded means."""
        for kind, found in self.published.comparisons.items():
            for round_id, name, one in found:
                figure, items = one["difference"]["figure"], self.published.slices[round_id, name, "all"]["items"]
                if one.get("statistic", "mean") != "mean" or len(items) < 2 or not known(figure):
                    continue
                p_values = [one["difference"][key] for key in ("p_value", "adjusted_p_value")]
                exact = not is_rounded(figure["value"], 1) or any(p not in (None, 0.001, 0.01, 0.05, 0.1, 1.0) for p in p_values)
                self.count("differences undo rounding", exact, f"{round_id} {name} {kind}")

    def judge(self, attack, remainder, hidden, bound, text):
        """The total minus the parts: nobody, or enough people in at least two groups, or no small group there."""
        sizes = [n for n in hidden if n > 0]
        small = any(n < bound for n in sizes)
        self.count(attack, small and remainder > 0 and (remainder < bound or len(sizes) < 2), text)

    def subtracted_response(self):
        for round_id, truth in self.truth["rounds"].items():
            rows = {s: row for (r, s), row in self.published.response.items() if r == round_id}
            if "all" not in rows or rows["all"]["respondents"] is None:
                continue
            for key in ["role", *self.sample.keys()]:
                parts = {s: row["respondents"] for s, row in rows.items() if s.startswith(f"{key}:")}
                if not parts:
                    continue
                rest = rows["all"]["respondents"] - sum(n or 0 for n in parts.values())
                of = [n for s, n in truth["respondents"].items() if s.startswith(f"{key}:") and not parts.get(s)]
                self.judge("subtraction: response", rest, of, self.minimum, f"{round_id} {key}: {rest} respondents")

    def subtracted(self, round_id, name, whole, parts, truth, unlisted):
        """For every measure: the total minus the parts that are shown."""
        where = f"{round_id} {name}"
        hidden = [truth[s] for s, row in parts.items() if not known(row["figures"]["mean"])]
        hidden += list(unlisted.values())
        shown = [row for row in parts.values() if known(row["figures"]["mean"])]
        # Of those who answered alike it is told how many they are.
        told = [row["figures"]["favourable-share"] for row in [whole, *parts.values()]]
        if counted(told[0]):
            rest = told[0]["n"] - sum(figure["n"] for figure in told[1:] if counted(figure))
            sizes = [truth[s]["any"] for s, row in parts.items() if not counted(row["figures"]["favourable-share"])]
            sizes += [t["any"] for t in unlisted.values()]
            self.judge("subtraction: n and means", rest, sizes, self.minimum, f"{where} any: {rest} people")
        if not known(whole["figures"]["mean"]):
            return
        for statistic, measure in (("favourable-share", "any"), ("mean", "scored")):
            rest = whole["figures"][statistic]["n"] - sum(row["figures"][statistic]["n"] for row in shown)
            sizes = [t[measure] for t in hidden]
            self.judge("subtraction: n and means", rest, sizes, self.minimum, f"{where} {measure}: {rest} people")
        for place, item in enumerate(whole["items"]):
            if not known(item["mean"]):
                continue
            rest = item["mean"]["n"] - sum(row["items"][place]["mean"].get("n", 0) for row in shown)
            sizes = [t["items"][place]["n"] for t in hidden]
            self.judge("subtraction: n and means", rest, sizes, self.minimum, f"{where} item {place}: {rest} people")
            if item["counts"] is None:
                continue
            with_counts = [row["items"][place]["counts"] for row in shown if row["items"][place]["counts"]]
            without = [truth[s]["items"][place]["n"] for s, row in parts.items() if not row["items"][place]["counts"]]
            without += [t["items"][place]["n"] for t in unlisted.values()]
            rest = item["mean"]["n"] - sum(sum(counts) for counts in with_counts)
            text = f"{where} item {place}: the answers of {rest} people"
            self.judge("subtraction: distributions", rest, without, self.whole, text)

    def bounded(self, round_id, name, whole, parts, truth, unlisted):
        """Linear programming: how many people, and how many favourable answers, may a withheld group have?"""
        groups = parts | {s: None for s, t in unlisted.items() if t["any"]}
        targets = [s for s, row in groups.items() if row is None or not known(row["figures"]["mean"])]
        scale = self.published.scales.get(name)
        for place, item in enumerate(whole["items"]):
            if not targets or not known(item["mean"]):
                continue
            programme = Programme(list(groups), len(scale["options"]), scale["favourable"])
            for group, row in groups.items():
                self.constrain(programme, round_id, name, group, row, place)
            self.pin(programme, programme.groups, item)
            programme.between(programme.each("any"), *[whole["figures"]["favourable-share"]["n"]] * 2)
            everyone = self.published.response.get((round_id, "all"))
            if everyone and everyone["respondents"] is not None and not targets[0].startswith("role:"):
                programme.between(programme.each("people"), *[everyone["respondents"]] * 2)
            for group in targets:
                real = truth[group]["items"][place]
                self.bound(programme, f"{round_id} {name} item {place}", group, real)

    def bound(self, programme, where, group, real):
        values = {"n": real["n"], "favourable": real["favourable"], "other": real["n"] - real["favourable"]}
        found = {what: programme.range(group, what) for what in values}
        for what, (low, high) in found.items():
            if not low <= values[what] <= high:
                raise SystemExit(f"{where} {group}: {what} is {values[what]}, not {low} to {high}")
        small = 0 < real["n"] < self.minimum
        fixed = [what for what, (low, high) in found.items() if low == high]
        self.widths.append((where, group, small, found))
        text = f"{where} {group}: " + ", ".join(f"{what} is {found[what][0]}" for what in fixed)
        self.count("linear programming", small and bool(fixed), text)

    def constrain(self, programme, round_id, name, group, row, place):
        """What is known of one group: how many were asked, and all that is published of it or said about it."""
        people, answered = [programme.people(group)], [programme.any(group)]
        programme.between([*programme.cells([group]), (answered[0][0], -1.0)], -math.inf, 0)
        programme.between([answered[0], (people[0][0], -1.0)], -math.inf, 0)
        population = self.sample.population(round_id, group, self.sample.put_to(name))
        if population:
            programme.between(answered, 0, population)
        response = self.published.response.get((round_id, group), {"rate": {"state": "unlisted"}})
        state = response["rate"]["state"]
        if state == "value":
            programme.between(people, response["respondents"], response["respondents"])
        # Everyone together are fewer than the minimum only where that is said; of a group that is withheld it is not said
        # whether it is a small one.
        if state == "too-few":
            programme.between(people, 1, self.minimum - 1)
        if state == "withheld":
            programme.between(people, 1, math.inf)
        if row is None:
            return
        # Who is withheld already for its respondents need not be small or large on an indicator.
        here = row["figures"]["mean"]["state"]
        if here == "too-few" and state == "value":
            programme.between(answered, 1, math.inf)
        if here == "withheld" and state == "value" and not counted(row["figures"]["favourable-share"]):
            programme.between(answered, 1, math.inf)
        if here == "no-data":
            programme.between(answered, 0, 0)
        if counted(row["figures"]["favourable-share"]):
            n = row["figures"]["favourable-share"]["n"]
            programme.between(answered, n, n)
        if here == "value":
            self.pin(programme, [group], row["items"][place])

    def pin(self, programme, groups, item):
        """Everything that is published of an item in these groups together, as constraints on its categories."""
        slack = self.published.slack
        if not known(item["mean"]):
            return
        n = item["mean"]["n"]
        programme.between(programme.cells(groups), n, n)
        programme.between(programme.cells(groups, float), *total(item["mean"], slack["points"]))
        favourable = programme.cells(groups, programme.weight("favourable"))
        programme.between(favourable, *total(item["favourable_share"], slack["share"]))
        for category, count in enumerate(item["counts"] or [], 1):
            programme.between(programme.cells(groups, lambda c, at=category: float(c == at)), count, count)
        squares = self.squares(item["mean"], programme.size)
        if squares:
            programme.between(programme.cells(groups, lambda c: float(c * c)), *squares)

    def squares(self, mean, top, slack=None):
        """The sum of squared answers that a mean and its spread stand for: from, to."""
        n, slack = mean["n"], self.published.slack["points"] if slack is None else slack
        if n < 2:
            return None
        sd, wide = mean["sd"], slack
        if sd is None:
            sd, wide = self.spread(mean, top, slack)
        if sd is None:
            return None
        low, high = total(mean, slack)
        smallest = max(sd - wide, 0.0) ** 2 * (n - 1) + low**2 / n
        largest = (sd + wide) ** 2 * (n - 1) + high**2 / n
        return math.ceil(smallest - 1e-6), math.floor(largest + 1e-6)

    def spread(self, mean, top, slack):
        """The standard deviation behind the interval of a mean on a scale to `top`, and how exactly it is known.

        An end q of the interval has (m - q)^2 (m - 1)(top - m) = (t error)^2 (q - 1)(top - q).
        """
        interval, n, asked, m = mean["interval"], mean["n"], mean["population"], mean["value"]
        if not interval or asked == n:
            return None, None
        sampled = math.sqrt(1 - n / asked if asked else 1)

        def room(place):
            return max((place - 1) * (top - place), 1e-12)

        def sd(end, value):
            error = abs(value - end) * math.sqrt(room(value) / room(end)) / stats.t.ppf(0.975, n - 1)
            return error * math.sqrt(n) / sampled

        end = max(interval["low"], interval["high"], key=room)
        found = [sd(end + step * slack, m + other * slack) for step in (-1, 1) for other in (-1, 1)]
        return sd(end, m), max(abs(one - sd(end, m)) for one in found)

    def scores_against_statements(self, round_id, name, slice_id, row):
        """Scores are means per person, statements are means per question: they differ only by who skipped something.

        Questions times the sum of scores, minus the sums of all statements, is made up of nothing but the answers of
        those who did not answer every statement, or were not asked every statement.
        """
        if len(row["items"]) < 2 or any(item["mean"]["state"] in ("withheld", "too-few") for item in row["items"]):
            return
        mean, slack = row["figures"]["mean"], self.published.slack["points"]
        # The rule is known: scores over several statements are rounded to one decimal, statements are exact.
        rough = max(slack, 0.05) if is_rounded(mean["value"], 1) else slack
        items = [item["mean"] for item in row["items"] if known(item["mean"])]
        incomplete = self.truth["rounds"][round_id]["indicators"][name][slice_id]["incomplete"]
        sums = [total(item, slack) for item in items]
        questions = len(row["items"])
        low = questions * (mean["value"] - rough) * mean["n"] - sum(high for _, high in sums)
        high = questions * (mean["value"] + rough) * mean["n"] - sum(low for low, _ in sums)
        # Whoever answered m of k questions adds (k - m)/m times the sum of those m answers: few values are possible.
        step = 1 / math.lcm(*range(1, questions))
        possible = math.floor(high / step + 1e-6) - math.ceil(low / step - 1e-6) + 1
        difference = (low + high) / 2
        text = f"{round_id} {name} {slice_id}: {difference:.2f} comes from {incomplete} people"
        self.count("scores against statements", 0 < incomplete < self.minimum and possible == 1, text)

    def rebuilt(self, round_id, name, slice_id, row):
        """Every distribution that fits what is published of an item whose distribution is withheld."""
        scale, slack = self.published.scales[name], self.published.slack
        items = row["items"]
        if len(items) == 1 and items[0]["counts"] is None:
            # The figures of an indicator of one statement are figures of that statement, rounded where it is withheld.
            items = [{"mean": row["figures"]["mean"], "counts": None,
                      "favourable_share": row["figures"]["favourable-share"]}]  # fmt: skip
            slack = {"points": max(slack["points"], 0.05), "share": max(slack["share"], 0.005)}
        for place, item in enumerate(items):
            if not known(item["mean"]) or not known(item["favourable_share"]) or item["counts"] is not None:
                continue
            n, squares = item["mean"]["n"], self.squares(item["mean"], len(scale["options"]), slack["points"]) or (0, math.inf)
            bounds = [total(item["mean"], slack["points"]), squares, total(item["favourable_share"], slack["share"])]
            weights = [(c, c * c, int(c in scale["favourable"])) for c in range(len(scale["options"]), 0, -1)]
            found = fitting(n, weights, bounds, 2)
            text = f"{round_id} {name} {slice_id} item {place}: {n} people"
            if len(found) == 1:
                real = self.truth["rounds"][round_id]["indicators"][name][slice_id]["items"][place]["counts"]
                text += f" answered {found[0][::-1]}, truly {real}"
            self.count("distributions rebuilt", len(found) == 1, text)

    def unanimous(self, round_id, name, slice_id, row):
        for place, item in enumerate(row["items"]):
            if known(item["mean"]):
                same = item["mean"]["sd"] == 0 or (item["counts"] or []).count(0) == len(item["counts"] or []) - 1
                text = f"{round_id} {name} {slice_id} item {place}: all {item['mean']['n']} answered alike"
                self.count("unanimity", same and bool(item["counts"] or item["mean"]["sd"] == 0), text)
                share = item["favourable_share"]["value"]
                text = f"{round_id} {name} {slice_id} item {place}: {share:.0%} of {item['mean']['n']} favourable"
                self.count("everyone on one side", share in (0.0, 1.0), text)


def fitting(n, weights, bounds, enough):
    """Up to `enough` ways to lay n answers over categories so that every weighted sum lies within its bounds."""
    found, counts = [], []

    def lay(at, left, sums):
        if len(found) >= enough or any(s > high for s, (_, high) in zip(sums, bounds, strict=True)):
            return
        if at == len(weights) - 1:
            sums = [s + left * w for s, w in zip(sums, weights[at], strict=True)]
            if all(low <= s <= high for s, (low, high) in zip(sums, bounds, strict=True)):
                found.append([*counts, left])
            return
        for count in range(left + 1):
            counts.append(count)
            lay(at + 1, left - count, [s + count * w for s, w in zip(sums, weights[at], strict=True)])
            counts.pop()

    lay(0, n, [0] * len(bounds))
    return found


# --- Proof that the attacker is awake --------------------------------------------------------------------------------


def estimate(value, n, unit, answers=None):
    return {
        "state": "value", "value": value, "interval": None, "sd": None, "bounds": None, "n": n,
        "answers": answers or n, "population": None, "unit": unit,
    }  # fmt: skip


def is_small(truth, minimum):
    """Whether fewer people than the minimum stand behind some number of a slice."""
    return any(0 < n < minimum for n in (truth["any"], truth["scored"], *(item["n"] for item in truth["items"])))


def reveal(row, truth):
    """A withheld slice with its true figures filled in."""
    answers, hits = sum(i["n"] for i in truth["items"]), sum(i["favourable"] for i in truth["items"])
    row["figures"]["mean"] = estimate(truth["score_sum"] / truth["scored"], truth["scored"], "points")
    row["figures"]["favourable-share"] = estimate(hits / answers, truth["any"], "share", answers)
    for item, real in zip(row["items"], truth["items"], strict=True):
        if real["n"]:
            item["mean"] = estimate(real["sum"] / real["n"], real["n"], "points")
            item["favourable_share"] = estimate(real["favourable"] / real["n"], real["n"], "share")


def doctored(document, truth):
    """Documents with one protection undone, and the attacks that have to notice."""
    for at, one in enumerate(document["rounds"]):
        real = truth["rounds"][one["round"]]
        for place, row in enumerate(one["response"]):
            if row["rate"]["state"] == "withheld":
                copied = copy.deepcopy(document)
                there = copied["rounds"][at]["response"][place]
                there["respondents"] = real["respondents"][row["slice"]]
                yield f"{one['round']}: response of {row['slice']}", copied, {"subtraction: response"}
        for number, indicator in enumerate(one["indicators"]):
            where = f"{one['round']} {indicator['id']}"
            for place, row in enumerate(indicator["slices"]):
                state = row["figures"]["mean"]["state"]
                slice_truth = real["indicators"][indicator["id"]][row["slice"]]
                copied = copy.deepcopy(document)
                slices = copied["rounds"][at]["indicators"][number]["slices"]
                if state in ("too-few", "withheld") and not counted(row["figures"]["favourable-share"]):
                    reveal(slices[place], slice_truth)
                    small = is_small(slice_truth, document["minimum"])
                    noticing = {"shown outright"} if small else {"subtraction: n and means"}
                    # The document does not say which of the groups it withholds are the small ones.
                    of_key = [r for r in indicator["slices"] if r["slice"].split(":")[0] == row["slice"].split(":")[0]]
                    beside = [
                        is_small(real["indicators"][indicator["id"]][r["slice"]], document["minimum"]) for r in of_key
                        if r is not row and not counted(r["figures"]["favourable-share"])
                    ]  # fmt: skip
                    if small or beside == [True]:
                        yield f"{where}: {row['slice']} is shown", copied, noticing
            hidden = [
                r["slice"] for r in indicator["slices"]
                if r["figures"]["favourable-share"]["state"] in ("too-few", "withheld")
                and is_small(real["indicators"][indicator["id"]][r["slice"]], document["minimum"])
            ]  # fmt: skip
            of_hidden = [p for p, t in enumerate(indicator["comparisons"]["trends"]) if t["slice"] in hidden]
            if of_hidden:
                copied = copy.deepcopy(document)
                trend = copied["rounds"][at]["indicators"][number]["comparisons"]["trends"][of_hidden[0]]
                trend["difference"]["figure"] = estimate(0.3, 4, "points")
                yield f"{where}: a change of {trend['slice']}", copied, {"hidden beside something"}
            scores = [p for p, r in enumerate(indicator["comparisons"]["rests"]) if r["statistic"] == "mean"]
            if scores and len(indicator["items"]) > 1:
                copied = copy.deepcopy(document)
                rests = copied["rounds"][at]["indicators"][number]["comparisons"]["rests"]
                rests[scores[0]]["difference"]["figure"]["value"] += 0.0123
                yield f"{where}: an exact difference", copied, {"differences undo rounding"}
            small = [p for p, r in enumerate(indicator["slices"]) if r["items"][0]["counts"] is None]
            small = [p for p in small if indicator["slices"][p]["figures"]["mean"]["state"] == "value"]
            small = [p for p in small if indicator["slices"][p]["slice"].startswith("school:")]
            few = document["minimum_distribution"]
            small = [p for p in small if indicator["slices"][p]["figures"]["mean"]["n"] < few]
            if small:
                copied = copy.deepcopy(document)
                for p in small:
                    row = copied["rounds"][at]["indicators"][number]["slices"][p]
                    for item, true in zip(row["items"], real["indicators"][indicator["id"]][row["slice"]]["items"]):
                        item["counts"] = true["counts"]
                yield f"{where}: every distribution is shown", copied, {"shown outright", "subtraction: distributions"}


def self_test(sample, truth, document):
    awake, asleep = 0, []
    before = Attack(sample, truth, [document]).run()
    for title, copied, noticing in doctored(document, truth):
        attack = Attack(sample, truth, [copied])
        # Only the cheap attacks: what linear programming adds is tried on one document below.
        attack.bounded = lambda *_: None
        attack.run()
        if any(len(attack.won[name]) > len(before.won[name]) for name in noticing):
            awake += 1
        else:
            asleep.append(title)
    shown = next(copied for _, copied, noticing in doctored(document, truth) if "subtraction: n and means" in noticing)
    fixed = Attack(sample, truth, [shown]).run()
    if len(fixed.won["linear programming"]) > len(before.won["linear programming"]):
        awake += 1
    else:
        asleep.append("linear programming")
    print(f"{awake} doctored documents were seen through, {len(asleep)} were not")
    for title in asleep:
        print(f"  not seen: {title}")
    return bool(asleep)


# --- Telling ---------------------------------------------------------------------------------------------------------


def tell(attack, widths):
    if widths:
        print("withheld group: how many people and favourable answers it may have, by linear programming")
        for where, group, small, found in attack.widths:
            ranges = "; ".join(f"{what} {low}..{high} (width {high - low})" for what, (low, high) in found.items())
            print(f"  {where} {group}{' *' if small else ''}: {ranges}")
        print("  * truly fewer than the minimum")
    for name, texts in attack.won.items():
        if texts:
            print(f"\n{name}:")
            for text in texts:
                print(f"  {text}")
    narrow = [f[w][1] - f[w][0] for *_, small, f in attack.widths if small for w in ("n", "favourable")]
    if narrow:
        print(
            f"\nnarrowest range of a group below the minimum: {min(narrow)}; median {sorted(narrow)[len(narrow) // 2]}"
        )
    width = max(map(len, attack.tried))
    print(f"\n{'attack':{width}} | tried | succeeded")
    print(f"{'-' * width} | ----- | ---------")
    for name in attack.tried:
        print(f"{name:{width}} | {attack.tried[name]:5} | {len(attack.won[name]):9}")


# A side is not an answer: told, but no success by itself.
TOLD_ONLY = {"everyone on one side"}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("results", nargs="*")
    parser.add_argument("--sample", default="sample-data")
    parser.add_argument("--self-test", action="store_true")
    parser.add_argument("--widths", action="store_true", help="print every range that linear programming finds")
    parser.add_argument("--write-truth")
    options = parser.parse_args()
    sample = Sample(options.sample)
    truth = sample.truth()
    if options.write_truth:
        text = json.dumps(truth, ensure_ascii=False, indent=1, sort_keys=True)
        # Numbers of one list stand on one line.
        text = re.sub(r"\[\s+(\d+(?:,\s+\d+)*)\s+\]", lambda m: "[" + re.sub(r"\s+", " ", m.group(1)) + "]", text)
        Path(options.write_truth).write_text(text + "\n", encoding="utf-8")
    documents = [json.loads(Path(name).read_text(encoding="utf-8")) for name in options.results]
    if not documents:
        return
    if options.self_test:
        sys.exit(self_test(sample, truth, documents[0]))
    attack = Attack(sample, truth, documents).run()
    tell(attack, options.widths)
    sys.exit(any(texts for name, texts in attack.won.items() if name not in TOLD_ONLY))


if __name__ == "__main__":
    main()
