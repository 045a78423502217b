"""Twins: two people's answers are swapped between groups that nothing shown tells apart. No form may notice.

A second swap makes all of a group, of which only a band is told, all but one of it: nothing may tell which it was.
All sums that are shown stay as they are, and so do the numbers of people of every group. Whatever then changes in the
report, in any form (a coordinate, an order, a length, a word, an attribute), tells of a withheld group what its figures
do not. The digest over all exports differs, and is left out.
"""

import re
import tempfile
from pathlib import Path

from projects import FAVOURABLE, Project

DIGEST = re.compile(rb"[0-9a-f]{64}")


def patterns(document):
    """Which slices show what: a swap may change that where a rule looks at the answers, and then proves nothing."""
    for one in document["rounds"]:
        for row in one["response"]:
            yield one["round"], row["slice"], row["rate"]["state"]
        for indicator in one["indicators"]:
            for row in indicator["slices"]:
                states = [figure["state"] for figure in row["figures"].values()]
                states += [(item["mean"]["state"], item["counts"] is None) for item in row["items"]]
                yield one["round"], indicator["id"], row["slice"], row["as_of"], states


def shown(documents, round_id):
    found = set()
    for run, document in documents.items():
        for one in document["rounds"]:
            if one["round"] != round_id:
                continue
            found |= {(run, row["slice"]) for row in one["response"] if row["respondents"] is not None}
            for indicator in one["indicators"]:
                for row in indicator["slices"]:
                    if any(f["state"] in ("value", "nearly-all") for f in row["figures"].values()):
                        found.add((run, row["slice"]))
    return sorted(found)


def pair(project, documents):
    """Two people of one role whom nothing shown tells apart, in different groups, with other answers."""
    for round_id in project.rounds:
        slices, seen = shown(documents, round_id), {}
        for at, person in enumerate(project.people):
            if person.round != round_id or person.came or person.left != 99 or not any(person.answers.values()):
                continue
            atom = person.atom()
            given = tuple((key, answer if not answer else "given") for key, answer in sorted(person.answers.items()))
            key = (person.role, person.left_out, given, tuple(atom.stands_in(*one) for one in slices))
            for other in seen.setdefault(key, []):
                if project.people[other].groups != person.groups and project.people[other].answers != person.answers:
                    return other, at
            seen[key].append(at)
    return None


def band_pair(project, documents):
    """Two people and an indicator: one in a group of which only a band is told, one outside it, whom nothing that is
    told exactly of the indicator tells apart, and of whom one answered as nearly all in the group and one did not."""
    for round_id in project.rounds:
        for one in project.indicators:
            exact, bands = set(), set()
            for run, document in documents.items():
                for published in document["rounds"]:
                    for indicator in published["indicators"]:
                        if published["round"] == round_id and indicator["id"] == one["id"]:
                            for row in indicator["slices"]:
                                of_answers = [f["state"] for key, f in row["figures"].items() if key != "response-rate"]
                                (exact if "value" in of_answers else bands if "nearly-all" in of_answers else set()).add(
                                    (run, row["slice"])
                                )
            yield from pairs_about(project, round_id, one, sorted(exact), sorted(bands))


def pairs_about(project, round_id, one, exact, bands):
    places, favourable = range(one["items"]), set(FAVOURABLE[one["scale"]])
    people = [
        (at, person, person.atom(), [person.answers.get((one["id"], place)) for place in places])
        for at, person in enumerate(project.people)
        if person.round == round_id and not person.came and person.left == 99 and not person.left_out
    ]
    people = [found for found in people if all(found[3])]
    for run, slice_id in bands:
        inside = [found for found in people if found[2].stands_in(run, slice_id)]
        others = sum(answer not in favourable for *_, answers in inside for answer in answers)
        if others:
            continue
        for at, _, atom, answers in inside:
            signature = [atom.stands_in(*slice_) for slice_ in exact]
            for other, _, beside, given in people:
                apart = sum(answer not in favourable for answer in given)
                if apart == 1 and signature == [beside.stands_in(*slice_) for slice_ in exact]:
                    yield at, other, one


def twins(attack, example, documents, folders, off):
    """A swap between withheld groups, and one that makes all of a group with a band all but one."""
    project = attack.project
    found = pair(project, documents) if documents else None
    if found is None:
        attack.tried["twins: no pair"] += 1
    else:
        swapped(attack, example, documents, folders, off, *found, None, "twins")
    for _, (at, other, one) in zip(range(2), band_pair(project, documents), strict=False):
        if swapped(attack, example, documents, folders, off, at, other, one, "twins of bands"):
            break


def swapped(attack, example, documents, folders, off, at, beside, indicator, kind):
    other = Project(attack.project.seed, attack.project.plan)
    one, two = other.people[at], other.people[beside]
    for key in sorted(one.answers.keys() | two.answers.keys()):
        if indicator is None or key[0] == indicator["id"]:
            first, second = one.answers.get(key), two.answers.get(key)
            for person, answer in ((one, second), (two, first)):
                if key in person.answers:
                    person.answers[key] = answer
    with tempfile.TemporaryDirectory() as folder:
        published, _ = example.publish({other.seed: other}, off, folder, lambda seed: "html,md,json,svg")
        published = published[other.seed]
        same = published.keys() == documents.keys()
        if not same or any(list(patterns(published[run])) != list(patterns(documents[run])) for run in documents):
            attack.tried[f"{kind}: other pattern"] += 1
            return False
        attack.tried[kind] += 1
        for run, own in folders.items():
            compare(attack, run, own, Path(folder) / str(other.seed) / f"run-{run}" / "published", one)
        return True


def compare(attack, run, own, twin, person):
    names = {str(path.relative_to(root)) for root in (own, twin) for path in root.rglob("*") if path.is_file()}
    for name in sorted(names):
        if not (own / name).exists() or not (twin / name).exists():
            attack.success("twins", f"run {run} {name}", "is in one of the two reports")
            continue
        texts = [DIGEST.sub(b"", (root / name).read_bytes()) for root in (own, twin)]
        if texts[0] != texts[1]:
            at = next((n for n, pair in enumerate(zip(*texts)) if pair[0] != pair[1]), min(map(len, texts)))
            parts = [text[max(0, at - 60) : at + 60].decode("utf-8", "replace") for text in texts]
            attack.success("twins", f"run {run} {name}", f"{parts[0]!r} became {parts[1]!r} for {person.role}, {person.groups}")
            return
