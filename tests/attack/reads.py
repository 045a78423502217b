"""Reads the documents themselves: numbers about a withheld group in text, attributes, pictures or JSON."""

import html
import json
import re
from collections import Counter
from pathlib import Path

from pictures import pictures
from projects import CIRCLES, members

# Where one thing that is said ends: a sentence, a part of a list, a name before what is said of it.
SENTENCE = re.compile(r"(?<=[\w)%])[.;] (?=[A-Z‘“(])|; |: ")
NUMBER = re.compile(r"(?<![\w,.-])\d+(?:[.,]\d+)?(?![\w])")


def is_shown(figure):
    return figure["state"] in ("value", "nearly-all")


def numbers_in(value, path=""):
    """Every number below a value of JSON, with where it stands."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return
    if isinstance(value, (int, float)):
        yield path, value
        return
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from numbers_in(inner, f"{path}/{key}")


def entries(value):
    """Every object below a value of JSON."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from entries(inner)


def is_published_before(document, one, indicator, trend):
    """Whether the figure of the round before in a trend is the one that round shows itself, to the last digit."""
    at = document["rounds"].index(one) - 1
    before = document["rounds"][at]["indicators"] if at >= 0 else []
    rows = [row for other in before if other["id"] == indicator["id"] for row in other["slices"]]
    own = [row["figures"].get(trend["statistic"]) for row in rows if row["slice"] == trend["slice"]]
    return own == [trend["before"]]


def withheld_numbers(document):
    """Numbers in the entry of a slice whose figures are withheld: where, and which."""
    for one in document["rounds"]:
        for indicator in one["indicators"]:
            hidden = {
                row["slice"] for row in indicator["slices"]
                if not any(is_shown(f) for key, f in row["figures"].items() if key != "response-rate")
            }  # fmt: skip
            roles = {name.removeprefix("role:") for name in hidden if name.startswith("role:")}
            # The lowest of the groups is a figure of those that are shown, and held against them by itself.
            of_slices = [one for one in indicator["thresholds"] if one["statistic"] != "lowest-group-share"]
            for entry in entries({**indicator, "thresholds": of_slices}):
                sides = {entry.get(key) for key in ("higher", "lower", "one", "other")} - {None}
                about = entry.get("slice") if entry.get("slice") in hidden else None
                about = about or next(iter(sorted(map(str, sides & roles))), None)
                # How many people take part is the response's to tell, and judged there.
                left = {key: inner for key, inner in entry.items() if key not in ("item", "threshold")}
                left["figures"] = {k: f for k, f in entry.get("figures", {}).items() if k != "response-rate"}
                if about:
                    if "before" in left and is_published_before(document, one, indicator, entry):
                        # What the round before showed of the slice, as it showed it.
                        del left["before"]
                    for path, number in numbers_in(left):
                        if not path.endswith("/population"):
                            yield f"{one['round']} {indicator['id']} {about}", f"{path} is {number}"
        responses = {row["slice"]: row for row in one["response"]}
        for entry in entries({key: one[key] for key in one if key not in ("indicators", "response")}):
            row = responses.get(entry.get("slice"))
            if row is not None and row["respondents"] is None:
                for path, number in numbers_in(entry):
                    if not path.endswith("asked"):
                        yield f"{one['round']} {entry['slice']}", f"{path} is {number}"


def pieces(path):
    """The smallest pieces of text of a document that say one thing: cells, sentences, labels, attributes."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        for line in text.splitlines():
            yield from SENTENCE.split(line) if not line.startswith("|") else [line]
        return
    text = re.sub(r"<style.*?</style>", "", text, flags=re.S)
    for value in re.findall(r'(?:alt|title|aria-label|data-[\w-]+|content|desc)="([^"]*)"', text):
        yield from SENTENCE.split(html.unescape(value))
    for row in re.findall(r"<tr.*?</tr>", text, flags=re.S):
        yield " | ".join(html.unescape(re.sub(r"<[^>]*>", " ", row)).split())
    for value in re.findall(r">([^<>]+)<", text):
        yield from SENTENCE.split(html.unescape(value).strip())
    for value in re.findall(r"<!--(.*?)-->", text, flags=re.S):
        yield value


def told(folder, document, allowed, alone=()):
    """`alone`: roles to whom alone an indicator was put, so that everyone is what is said of them. Pieces of text about a group of which nothing is shown, with a number in it: the file, the group, the piece."""
    shown, known = set(), set()
    for one in document["rounds"]:
        for row in one["response"]:
            known.update([row["slice"], *members(row["slice"])])
            if row["respondents"] is not None:
                shown.add(row["slice"])
        for indicator in one["indicators"]:
            for row in indicator["slices"]:
                known.add(row["slice"])
                if any(is_shown(f) for f in row["figures"].values()):
                    shown.add(row["slice"])
    # How many statements an indicator has, and a day, are no numbers of people.
    statements = re.compile(r"\balle \d+ vragen\b|\bstand van \d+ \w+ \d+")
    names = {name.partition(":")[2] for name in known - shown} - {name.partition(":")[2] for name in shown} - set(alone)
    files = [path for path in sorted(Path(folder).rglob("*")) if path.suffix in (".html", ".md", ".svg")]
    for path in files:
        for piece in pieces(path):
            for name in names:
                rest = re.sub(rf"\b{re.escape(name)}s?\b", "", piece, flags=re.I)
                found = [number for number in NUMBER.findall(statements.sub("", rest)) if number not in allowed]
                if rest != piece and found and not any(n.partition(":")[2] in piece for n in shown if ":" in n):
                    yield path.name, name, piece.strip()[:160]


def same_document(folder):
    """Whether the JSON of a report is what `check --format json` prints, where there is one."""
    path = Path(folder) / "resultaten.json"
    own = json.loads((Path(folder) / "results.json").read_text(encoding="utf-8"))
    return not path.exists() or json.loads(path.read_text(encoding="utf-8")) == own


def decisions(folder, document):
    """What the log of decisions beside the figures says that they do not."""
    path = Path(folder) / "besluiten.json"
    if not path.exists():
        return
    log = json.loads(path.read_text(encoding="utf-8"))
    rows = {}
    for one in document["rounds"]:
        rows.update({(one["round"], None, row["slice"]): (row, [row["rate"]]) for row in one["response"]})
        for indicator in one["indicators"]:
            for row in indicator["slices"]:
                figures = [f for key, f in row["figures"].items() if key != "response-rate"]
                rows[one["round"], indicator["id"], row["slice"]] = (row, figures)
    seen = []
    for one in log["rounds"]:
        for entry in one["decisions"]:
            at = (one["round"], entry["indicator"], entry["slice"])
            seen.append(at)
            for where, number in numbers_in(entry):
                yield str(at), f"{where} is {number}"
            row, figures = rows.get(at, (None, []))
            if row is None:
                yield str(at), "is in the log alone"
                continue
            told = {f["reason"] for f in figures if f["state"] == "withheld"}
            told |= {i[k]["reason"] for i in row.get("items", []) for k in ("mean", "favourable_share") if i[k]["state"] == "withheld"}
            told |= {"minimum"} if any(f["state"] == "too-few" for f in figures) else set()
            told |= {"unanimous"} if "nearly-all" in str(row) else set()
            for part in (entry["figures"], entry["distribution"] or {}):
                if part.get("reason") not in (None, *told):
                    yield str(at), f"the log says {part['reason']}, the figures say {sorted(told)}"
            of_row = row["as_of"] or document["as_of"]
            if entry["day"] not in (None, of_row):
                yield str(at), f"the log is of {entry['day']}, the figures of {of_row}"
    if sorted(map(str, seen)) != sorted(map(str, rows)):
        yield "log", "is not about every slice once"


def lowest_groups(document):
    """The share of the lowest group, where no group that is shown has it: then it is that of a withheld one."""
    for one in document["rounds"]:
        for indicator in one["indicators"]:
            for threshold in indicator["thresholds"]:
                if threshold["statistic"] != "lowest-group-share":
                    continue
                shares = [
                    figure["value"] for row in indicator["slices"]
                    if row["slice"].startswith(f"{threshold['grouping']}:")
                    and (figure := row["figures"].get("favourable-share")) and figure["state"] == "value"
                ]  # fmt: skip
                for verdict in threshold["verdicts"]:
                    figure = verdict["figure"]
                    if figure["state"] == "value" and not any(abs(figure["value"] - share) < 0.0051 for share in shares):
                        where = f"{one['round']} {indicator['id']} {threshold['grouping']}"
                        yield where, f"the lowest share {figure['value']} is that of no group shown"


BAND = {"/at_least", "/within/low", "/within/high", "/interval/low", "/interval/high", "/n"}


def bands(attack, document):
    """What a band of nearly all says beyond the band."""
    for one in document["rounds"]:
        for indicator in one["indicators"]:
            for row in indicator["slices"]:
                figures = [*row["figures"].values(), *(i[k] for i in row["items"] for k in ("mean", "favourable_share"))]
                for figure in figures:
                    if figure["state"] != "nearly-all":
                        continue
                    attack.tried["bands read"] += 1
                    where = f"{one['round']} {indicator['id']} {row['slice']}"
                    for path, number in numbers_in(figure):
                        if path not in BAND:
                            yield where, f"{path} is {number}"
                    n, low = figure.get("n"), figure.get("at_least")
                    # All of one fewer must be said the same.
                    if n and low is not None and low > (n - 1) / n + 1e-9 and figure.get("answers") in (None, n):
                        yield where, f"at least {low} of {n} is all of them"


def orders(document):
    """Groups stand in the order of their names: an order by size or by answers would tell of those withheld."""
    for one in document["rounds"]:
        lists = [("response", one["response"])] + [(i["id"], i["slices"]) for i in one["indicators"]]
        for name, rows in lists:
            for key in {row["slice"].partition(":")[0] for row in rows}:
                own = [row["slice"] for row in rows if row["slice"].startswith(f"{key}:")]
                if own != sorted(own, key=lambda name: (bool(members(name)), name)):
                    yield f"{one['round']} {name}", f"{own} are in another order than that of their names"


def documents(attack, published, folders):
    """What each document says by itself of a group that it withholds."""
    project = attack.project
    asked = Counter()
    for (_, role, school), n in project.asked.items():
        asked[role] += n
        asked[school] += n
    alone = [one["roles"][0] for one in project.indicators if len(one["roles"]) == 1]
    for run, document in published.items():
        attack.tried["numbers of a withheld group"] += 1
        for where, text in withheld_numbers(document):
            attack.success("numbers of a withheld group", f"run {run} {where}", text)
        for where, text in lowest_groups(document):
            attack.success("numbers of a withheld group", f"run {run} {where}", text)
        for where, text in bands(attack, document):
            attack.success("bands", f"run {run} {where}", text)
        for where, text in orders(document):
            attack.success("order", f"run {run} {where}", text)
        if run not in folders:
            continue
        if not same_document(folders[run]):
            attack.success("text", f"run {run}", "the JSON of the report is not that of check")
        attack.tried["logs of decisions"] += (folders[run] / "besluiten.json").exists()
        for where, text in decisions(folders[run], document):
            attack.success("text", f"run {run} besluiten.json {where}", text)
        minimums = [n for circle in CIRCLES for n in attack.project.promised(run, circle)]
        allowed = {str(n) for n in (*minimums, *asked.values(), *range(2020, 2031))}
        pictures(attack, run, document, folders[run])
        attack.tried["text"] += sum(1 for path in folders[run].rglob("*") if path.is_file())
        for name, group, piece in told(folders[run], document, allowed, alone):
            attack.success("text", f"run {run} {name}", f"{group}: {piece}")

