"""Which share of the figures is withheld, and by which rule: of a project, and of projects over files that others made.

Each project is published several times, with one protection more each time. What is withheld with the minimum alone is
what nobody could show; the rest is what it costs that the small ones do not follow from the others.
"""

import csv
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

MINIMUM = ("minimum", "minimum-distribution")
# In this order each protection comes on, with what it is called here.
STEPS = [
    ("differences", ("complement", "linked")), ("of one mind", ("unanimity",)), ("bounds", ("intervals",)),
    ("skipped", ("skippers",)), ("earlier reports", ("ledger", "rounding")),
]  # fmt: skip
ALL = (*MINIMUM, *(rule for _, rules in STEPS for rule in rules))
KINDS = ("figures", "distributions")


def figures(document):
    """Per figure whether it is shown, `withheld`, or told in bounds only (`bounds`); by round and kind."""
    found = {}
    for one in document["rounds"]:
        for row in one["response"]:
            state = "withheld" if row["respondents"] is None else "shown"
            found[one["round"], "figures", "response", row["slice"]] = state
        for indicator in one["indicators"]:
            for row in indicator["slices"]:
                at = (indicator["id"], row["slice"])
                entries = [(key, figure) for key, figure in row["figures"].items() if key != "response-rate"]
                for place, item in enumerate(row["items"]):
                    entries += [((place, key), item[key]) for key in ("mean", "favourable_share")]
                    if item["mean"]["state"] != "no-data":
                        state = "withheld" if item["counts"] is None else "shown"
                        found[one["round"], "distributions", *at, place] = state
                for key, figure in entries:
                    if figure["state"] != "no-data":
                        state = {"value": "shown", "nearly-all": "bounds"}.get(figure["state"], "withheld")
                        found[one["round"], "figures", *at, key] = state
    return found


def steps(example, project, day):
    """What is published of a project with more and more protections: the figures of each time."""
    off, times = list(ALL), []
    for rules in ((), MINIMUM, *(rules for _, rules in STEPS)):
        off = [rule for rule in off if rule not in rules]
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "project"
            shutil.copytree(project, copy)
            line = "\t".join([day, str(copy), str(copy / "published"), "-", ",".join(off) or "-", "-", "own-team"])
            done = subprocess.run([example], input=line + "\n", capture_output=True, text=True, encoding="utf-8")
            if done.returncode != 0 or done.stdout != "ok\n":
                raise SystemExit(f"{project}: {done.stdout}{done.stderr}")
            times.append(figures(json.loads((copy / "published" / "results.json").read_text(encoding="utf-8"))))
    return times


def told(example, name, project, day):
    """Prints per round and kind how many figures are withheld, by the minimum alone and beyond it."""
    everything, *times = steps(example, project, day)
    keys = set(everything).union(*times)
    for round_id in sorted({key[0] for key in keys}):
        for kind in KINDS:
            own = [key for key in keys if key[:2] == (round_id, kind)]
            if not own:
                continue
            lost = lambda time: {key for key in own if time.get(key, "withheld") == "withheld"}  # noqa: E731, B023
            gone = [lost(time) for time in times]
            beyond, most = gone[-1] - gone[0], max(1, len(own))
            by = [len(after) - len(before) for before, after in zip(gone, gone[1:], strict=False)]
            bounds = sum(times[-1].get(key) == "bounds" for key in own)
            reasons = ", ".join(f"{label} {n}" for (label, _), n in zip(STEPS, by, strict=True) if n)
            print(
                f"{name:20} {round_id:8} {kind:14}{len(own):>7,}; by the minimum alone {len(gone[0]):>5,} ({len(gone[0]) / most:5.1%}); "
                f"beyond it {len(beyond):>5,} ({len(beyond) / most:5.1%})"
                + (f": {reasons}" if reasons else "") + (f"; told in bounds {bounds}" if bounds else "")
            )  # fmt: skip


# --- Projects over files that others made ----------------------------------------------------------------------------

# Name, file, the groupings, the statements of each indicator, and the words of each code where the file has codes.
TRAITS = {trait: [f"{trait}{at}" for at in range(1, 6)] for trait in "ACENO"}
FILES = [
    ("bfi", "likert/bfi.csv", ["gender", "education", "age"], TRAITS, 6),
    ("course evaluations", "likert/turkiye-student-evaluation_generic.csv", ["instcode", "course code", "repeat"],
     {"course": ["Orientation", "Course Objectives", "Relevant", "Life aim"],
      "teacher": ["Instructor knowledge", "Instructor prep", "instructor helpful"]}, 5),
    ("mass", "likert/mass.csv", ["Gender"],
     {"maths": ["I find math interesting.", "Math relates to my life.", "I find math challenging."]}, None),
]  # fmt: skip
LIKERT = ["Strongly Disagree", "Disagree", "Neutral", "Agree", "Strongly Agree"]


def project_over(file, groupings, indicators, codes, folder):
    """A project over a file: everyone has one role, and numbers become words."""
    with open(file, newline="", encoding="utf-8") as source:
        rows = list(csv.DictReader(source))
    words = [f"optie {code}" for code in range(1, codes + 1)] if codes else LIKERT
    columns = [column for items in indicators.values() for column in items]
    keys = {key: key.lower().replace(" ", "-") for key in groupings}
    (folder / "exports").mkdir(parents=True)
    with open(folder / "exports" / "antwoorden.csv", "w", newline="", encoding="utf-8") as target:
        out = csv.writer(target)
        out.writerow([*keys, *columns])
        for row in rows:
            number = lambda text: int(text) if text.isdigit() else 0  # noqa: E731
            word = lambda text: words[number(text) - 1] if number(text) else ""  # noqa: E731, B023
            answers = [word(row[column]) if codes else row[column] for column in columns]
            out.writerow([*(f"{key} {row[key]}" if row[key] else "" for key in keys), *answers])
    options, groups = json.dumps(words), ", ".join(f'{key} = "{column}"' for column, key in keys.items())
    text = [
        '[partnership]\nname = "Van anderen"\npurpose = "Niemand is terug te lezen."\nlanguage = "nl"\n',
        '[[role]]\nid = "deelnemer"\none = "deelnemer"\nmany = "deelnemers"\n',
        '[[round]]\nid = "ronde"\ndate = 2026-04-15\n',
        '[[source]]\nround = "ronde"\nfiles = ["exports/antwoorden.csv"]\nplatform = "table"\nrole = "deelnemer"\n'
        f'groups = {{ {groups} }}\ndelimiter = ","\n',
        f'[[scale]]\nid = "schaal"\noptions = {options}\nfavourable = {json.dumps(words[-2:])}\n'
        f"unfavourable = {json.dumps(words[:2])}\n"
        + (f'neutral = {json.dumps(words[len(words) // 2])}\n' if len(words) % 2 else ""),
    ]
    for name, items in indicators.items():
        text.append(f'[[indicator]]\nid = "{name.lower()}"\ntitle = "Titel"\nguarantee = "leeromgeving"\nview = "doel"\nscale = "schaal"\nitems = [')
        text += [f'  {{ text = "Vraag {at}.", columns = {{ deelnemer = {json.dumps(column)} }} }},' for at, column in enumerate(items)]
        text.append("]\n")
    (folder / "datadialoog.toml").write_text("\n".join(text), encoding="utf-8")
    return folder


def told_of_files(example, data, day):
    """The shares of each project over the files in `data`."""
    for name, file, groupings, indicators, codes in FILES:
        with tempfile.TemporaryDirectory() as folder:
            project = project_over(Path(data) / file, groupings, indicators, codes, Path(folder) / "project")
            told(example, name, project, day)
