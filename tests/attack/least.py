"""The least that has to be withheld of a table, exactly: fewest slices, and of those the fewest respondents.

A set covering problem of which the constraints are found one by one. Solve it; look what still follows from the slices
that it shows; of the shown slices that tell it, one has to go; repeat. What follows:

- exactly: a small set of people that is a sum and difference of shown slices (linear algebra in fractions);
- within bounds: a small set of which the number of people is known to within less than the minimum, or the answers of all
  but one; and a larger one of one mind of which that is known (linear programmes; the slices that have a price in them are
  the ones that tell it).
"""

import math
from fractions import Fraction
from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

MOST_CUTS = 200
# So many slices: to try out every choice takes no time.
FEW = 14


class Answers:
    """The answers to one statement, in forms that exclude each other: per form the number in each cell."""

    def __init__(self, forms, sides):
        # Sides and categories in which people can be of one mind.
        self.forms, self.minds = forms, [*sides, *forms]
        self.people = sum(forms)


class Least:
    """Which of `slices` (name to cells) to withhold, for people per cell in `measures`.

    A set of fewer people than `least` may not follow. Bounds are looked at for sets of fewer than `minimum`: for their
    number in the measures `counted`, and for what they answered. `unshown` are slices that cannot be shown in any case;
    `told` are slices of which it is told that they are of one mind.
    """

    def __init__(self, slices, measures, least, minimum, *, counted=(), answers=(), unshown=(), told=()):
        self.names, self.least, self.minimum = sorted(slices), least, minimum
        cells = sorted({cell for held in slices.values() for cell in held})
        self.rows = np.array([[int(cell in slices[name]) for cell in cells] for name in self.names])
        self.measures = [np.array([measure[cell] for cell in cells]) for measure in measures]
        self.sizes = self.rows @ self.measures[0]
        self.forced = {at for at, name in enumerate(self.names) if name in unshown} | {
            at for at in range(len(self.names)) for n in self.measures if 0 < self.rows[at] @ n < least
        }  # fmt: skip
        per_cell = lambda forms: [np.array([form[cell] for cell in cells]) for form in forms]  # noqa: E731
        self.answers = [Answers(per_cell(forms), per_cell(sides)) for forms, sides in answers]
        self.told = [self.rows[at] for at, name in enumerate(self.names) if name in told]
        self.counted = per_cell(counted)
        self.sets = self.looked_at()
        # Per form other numbers with the same sums, which show what is open.
        self.witnesses = {}
        self.cuts, self.rounds, self.programmes = set(), 0, 0

    # --- the choice

    def solve(self):
        """The positions of the slices to withhold."""
        while True:
            self.rounds += 1
            hidden = self.cheapest()
            found = self.telling([at for at in range(len(self.names)) if at not in hidden])
            if not found:
                return hidden
            assert not found & self.cuts and all(not cut & hidden for cut in found)
            self.cuts |= found

    def prices(self):
        """Of each slice: one, and so little more for each respondent that all together are less than one slice."""
        return 1 + self.sizes / (1 + self.sizes.sum())

    def cheapest(self):
        if not self.cuts:
            return set(self.forced)
        rows = np.array([[float(at in cut) for at in range(len(self.names))] for cut in self.cuts])
        low = [float(at in self.forced) for at in range(len(self.names))]
        # Whole numbers of slices and respondents: rounded in the solver, fractions could tie.
        prices = np.round(self.prices() * (1 + self.sizes.sum()))
        solved = milp(
            prices, integrality=np.ones(len(prices)), bounds=Bounds(low, 1),
            constraints=LinearConstraint(rows, 1, np.inf), options={"mip_rel_gap": 0},
        )  # fmt: skip
        assert solved.status == 0, solved.message
        return {at for at, taken in enumerate(solved.x) if taken > 0.5}

    def cost(self, hidden):
        return len(hidden), int(sum(self.sizes[at] for at in hidden))

    def by_trial(self):
        """The cost found by trying every choice, cheapest first: holds `solve` to account."""
        free = [at for at in range(len(self.names)) if at not in self.forced]
        for more in range(len(free) + 1):
            choices = [self.forced | set(some) for some in combinations(free, more)]
            for hidden in sorted(choices, key=self.cost):
                if not self.telling([at for at in range(len(self.names)) if at not in hidden]):
                    return self.cost(hidden)
        raise AssertionError("with everything withheld nothing follows")

    # --- what follows

    def telling(self, shown):
        """Sets of shown slices of which one has to go; none where nothing follows."""
        found = set()
        for n in self.measures:
            found |= self.exact(shown, n)
        if not found:
            for n in self.counted:
                found |= self.narrow(shown, n)
            for answers in self.answers:
                found |= self.certain(shown, answers) | self.of_one_mind(shown, answers)
        return found

    def exact(self, shown, people):
        """What tells a small set exactly.

        Cells in the same shown slices cannot be told apart. Reduced with the larger first, the rows that are left hold
        small ones only; every sum of those with factors 1 and -1 that has few enough people in it is found, since in
        each the pivots are people.
        """
        live = np.flatnonzero(people)
        together = {}
        for cell in live:
            together.setdefault(tuple(self.rows[shown, cell]), []).append(people[cell])
        atoms = sorted((key for key in together if any(key)), key=lambda key: -sum(together[key]))
        weights = [sum(together[key]) for key in atoms]
        large = sum(weight >= self.least for weight in weights)
        reduced = echelon([[Fraction(key[at]) for key in atoms] for at in range(len(shown))])
        left = [(pivot, row, of) for pivot, row, of in reduced if pivot >= large]
        found = set()

        def search(first, weight, row, of, taken):
            for at in range(first, len(left)):
                pivot, own, made = left[at]
                if weight + weights[pivot] >= self.least or len(found) > MOST_CUTS:
                    continue
                for sign in (1, -1) if taken else (1,):
                    both = [a + sign * b for a, b in zip(row, own, strict=True)]
                    using = [a + sign * b for a, b in zip(of, made, strict=True)]
                    if sum(w for w, value in zip(weights, both, strict=True) if value) < self.least:
                        found.add(frozenset(shown[at] for at, factor in enumerate(using) if factor))
                    search(at + 1, weight + weights[pivot], both, using, True)

        search(0, 0, [Fraction(0)] * len(atoms), [Fraction(0)] * len(shown), False)
        return found

    def looked_at(self):
        """The sets of people to bound: cells, slices, what two of them share and not, any few cells together."""
        people = self.measures[0]
        masks = {tuple(row) for row in self.rows} | {tuple(row) for row in np.eye(len(people), dtype=int)}
        for one in self.rows:
            for other in self.rows:
                masks |= {tuple(one * other), tuple(one * (1 - other))}
        small = [cell for cell in np.flatnonzero(people) if people[cell] < self.minimum]

        def unions(first, weight, taken):
            for at in range(first, len(small)):
                if weight + people[small[at]] < self.minimum:
                    chosen = [*taken, small[at]]
                    masks.add(tuple(int(cell in chosen) for cell in range(len(people))))
                    unions(at + 1, weight + people[small[at]], chosen)

        unions(0, 0, [])
        return np.array(sorted(masks))

    def within(self, people):
        """The sets without the cells in which nobody is, which an attacker may know."""
        sets = np.unique(self.sets * (people > 0), axis=0)
        return sets, sets @ people

    def least_of(self, shown, form, target, people):
        """The least that a sum over `target` can be, by the sums that are shown; and the slices that it takes.

        In which cells there are `people` is known, and not what they answered.
        """
        live = np.flatnonzero(people)
        self.programmes += 1
        rows, sums = self.rows[np.ix_(shown, live)], self.rows[shown] @ form
        solved = linprog(target[live], A_eq=rows, b_eq=sums, bounds=(0, None), method="highs")
        if solved.status == 3:
            return -math.inf, set()
        assert solved.status == 0, solved.message
        x = np.zeros(len(form))
        x[live] = solved.x
        self.witnesses.setdefault(form.tobytes(), []).append(x)
        return solved.fun, {shown[row] for row, price in enumerate(solved.eqlin.marginals) if abs(price) > 1e-9}

    def known(self, shown, form):
        """Numbers per cell that give the same sums; the true ones are among them."""
        sums = self.rows[shown] @ form
        found = [x for x in self.witnesses.get(form.tobytes(), []) if np.allclose(self.rows[shown] @ x, sums)]
        return np.array([form, *found])

    def narrow(self, shown, people):
        """What tells of a small set how many there are to within less than the minimum."""
        sets, sizes = self.within(people)
        targets = sets[(0 < sizes) & (sizes < self.minimum)]
        found = set()
        for target in targets:
            there = self.known(shown, people) @ target
            if there.max() - there.min() >= self.minimum - 1e-6:
                continue
            low, using = self.least_of(shown, people, target, people)
            high, also = self.least_of(shown, people, -target, people)
            if -high - low < self.minimum - 1e-6:
                found.add(frozenset(using | also))
        return found

    def certain(self, shown, answers):
        """What tells of a small set all answers but at most one: in sum over the forms, what is certain of each."""
        found = set()
        sets, sizes = self.within(answers.people)
        for target, n in zip(sets, sizes, strict=True):
            if not 0 < n < self.minimum:
                continue
            most, sum_, using = max(0, n - 2), 0, set()
            if sum((self.known(shown, form) @ target).min() for form in answers.forms) <= most + 1e-6:
                continue
            for form in answers.forms:
                if (self.known(shown, form) @ target).min() > 1e-6:
                    low, of = self.least_of(shown, form, target, answers.people)
                    # Answers are whole.
                    if low > 1e-6:
                        sum_ += math.ceil(low - 1e-6)
                        using |= of
            if sum_ > most:
                found.add(frozenset(using))
        return found

    def of_one_mind(self, shown, answers):
        """What tells of a larger set, in which all but at most one answered alike, that they did."""
        found = set()
        sets, sizes = self.within(answers.people)
        for form in answers.minds:
            for target, n in zip(sets, sizes, strict=True):
                told = any((target <= row).all() for row in self.told)
                if n < self.minimum or target @ form < n - 1 or told:
                    continue
                if (self.known(shown, form) @ target).min() > n - 2 + 1e-6:
                    low, using = self.least_of(shown, form, target, answers.people)
                    if math.ceil(low - 1e-6) > n - 2:
                        found.add(frozenset(using))
        return found


def echelon(rows):
    """Reduced rows, each with its pivot and with what factors the rows are in it."""
    reduced = []
    for at, row in enumerate(rows):
        of = [Fraction(int(other == at)) for other in range(len(rows))]
        for pivot, own, made in reduced:
            if row[pivot]:
                row, of = less(row, row[pivot], own), less(of, row[pivot], made)
        pivot = next((column for column, value in enumerate(row) if value), None)
        if pivot is None:
            continue
        lead = row[pivot]
        row, of = [value / lead for value in row], [value / lead for value in of]
        reduced = [
            (other, less(own, own[pivot], row), less(made, own[pivot], of)) for other, own, made in reduced
        ]  # fmt: skip
        reduced.append((pivot, row, of))
    return reduced


def less(row, factor, other):
    return [a - factor * b for a, b in zip(row, other, strict=True)] if factor else row
