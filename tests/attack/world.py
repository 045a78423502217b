"""One round as the attacker sees it: whom a published sum can tell apart, and which sums there are."""

from collections import defaultdict

import numpy as np
from projects import members

EXACT = 1e-7


class Mismatch(Exception):
    """What was published is not what the exports say: the attacker has the world wrong, and proves nothing."""


class World:
    """The people of one round by atom: nothing that is published ever tells one of an atom from another."""

    def __init__(self, project, round_id, documents):
        self.project, self.round = project, round_id
        people = defaultdict(list)
        for person in project.people:
            if person.round == round_id and person.counts():
                people[person.atom().key].append(person)
        self.atoms, self.members = [], []
        for key in sorted(people, key=repr):
            self.atoms.append(people[key][0].atom())
            self.members.append(people[key])
        self.rounds = {}
        for run, document in documents.items():
            for one in document["rounds"]:
                if one["round"] == round_id:
                    self.rounds[run] = one
        self.day = {project.day(run): run for run in range(len(project.steps))}
        at = {(run, row["slice"]) for run, one in self.rounds.items() for row in one["response"]}
        # Groups put together keep figures of a day on which fewer of them had anybody.
        rows = [(run, row) for run, one in self.rounds.items() for row in one["response"]]
        rows += [(run, row) for run, one in self.rounds.items() for own in one["indicators"] for row in own["slices"]]
        at |= {self.at(run, row) for run, row in rows}
        # Of groups that were put together each is looked at by itself.
        at |= {(run, one) for run, slice_id in at for one in members(slice_id)}
        self.masks = {one: self.mask(*one) for one in sorted(at)}
        # The same slices are shown of most statements, so the same sets are asked for time and again.
        self.made = {}

    def mask(self, run, slice_id):
        return np.array([atom.stands_in(run, slice_id) for atom in self.atoms], dtype=float)

    def with_left_out(self, run):
        """Everyone, with those who were left out for the quality of their response."""
        return np.array([atom.came <= run < atom.left for atom in self.atoms], dtype=float)

    def at(self, run, row):
        """The run that a row's figures are of, which may be an earlier one, and its slice."""
        return (self.day[row["as_of"]] if row.get("as_of") else run, row["slice"])

    def true(self, count):
        """Per atom how many of its people `count` counts."""
        return np.array([sum(1 for person in people if count(person)) for people in self.members], dtype=float)

    def names(self, set_):
        parts = [atom for atom, inside in zip(self.atoms, set_, strict=True) if inside]
        text = [f"{a.role}/{','.join(a.groups.values()) or 'none'}/run {a.came}-{a.left}" for a in parts[:4]]
        return " + ".join(text) + (" …" if len(parts) > 4 else "")

    def candidates(self, shown):
        """Sets of people worth a look: cells, slices, their intersections, differences, and what is left of each shown
        slice when shown slices inside it are taken off, smallest first or largest first."""
        base = [mask for mask in self.masks.values() if mask.any()]
        if not base:
            return np.zeros((0, len(self.atoms)))
        shown = distinct(np.array(shown).reshape(-1, len(self.atoms)))
        key = shown.tobytes()
        if key not in self.made:
            self.made[key] = self.sets_of(distinct(np.array(base)), shown[shown.any(axis=1)])
        return self.made[key]

    def sets_of(self, matrix, shown):
        sets = [np.eye(len(self.atoms)), matrix]
        for one in matrix:
            sets += [matrix * one, one * (1 - matrix)]
        sizes = shown.sum(axis=1)
        for one in shown:
            inside = shown[(shown <= one).all(axis=1) & (sizes < one.sum())]
            for order in (1, -1):
                rest = one.copy()
                for other in inside[np.argsort(order * inside.sum(axis=1), kind="stable")]:
                    if (other <= rest).all():
                        rest = rest - other
                sets.append(rest[None, :])
        found = distinct(np.vstack(sets))
        return found[found.any(axis=1)]


def distinct(sets):
    """Each set once, in the order of `numpy.unique`, which compares rows of floating-point numbers and takes ten times as long."""
    packed = np.packbits(sets > 0.5, axis=1)
    first = {row.tobytes(): at for at, row in reversed(list(enumerate(packed)))}
    return sets[[first[key] for key in sorted(first)]]


class Span:
    """Every sum and difference of what is shown."""

    def __init__(self, masks, width):
        self.rows = np.zeros((0, width))
        if len(masks):
            _, values, rows = np.linalg.svd(distinct(np.array(masks)), full_matrices=False)
            self.rows = rows[values > 1e-9]

    def holds(self, candidates):
        if not len(self.rows) or not len(candidates):
            return np.zeros(len(candidates), dtype=bool)
        return np.abs(candidates - candidates @ self.rows.T @ self.rows).max(axis=1) < EXACT


def classes(masks, width):
    """Atoms that stand in the same of these sets: per class its atoms, as a 0/1 matrix. Largest detail that tells."""
    columns = np.array(masks).T if len(masks) else np.zeros((width, 0))
    _, of = np.unique(columns, axis=0, return_inverse=True)
    of = of.ravel()
    return np.array([of == at for at in range(of.max() + 1)], dtype=float) if width else np.zeros((0, 0))


def small_unions(parts, sizes, bound, most=400):
    """Unions of classes with fewer than `bound` people, smallest first: every one of them, up to `most`."""
    order = [at for at in np.argsort(sizes, kind="stable") if 0 < sizes[at] < bound]
    found, stack = [], [((), 0, 0)]
    while stack and len(found) < most:
        chosen, start, total = stack.pop(0)
        for at in range(start, len(order)):
            n = total + sizes[order[at]]
            if n >= bound:
                break
            union = (*chosen, order[at])
            found.append(parts[list(union)].sum(axis=0))
            stack.append((union, at + 1, n))
    return np.array(found) if found else np.zeros((0, parts.shape[1] if len(parts) else 0))
