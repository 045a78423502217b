"""The least that has to be withheld of a table, exactly: fewest slices, and of those the fewest respondents.

A set covering problem of which the constraints are found one by one. Solve it; look what still follows from the slices
that it shows; of the shown slices that tell it, one has to go; repeat. What follows:

- exactly: a small set of people that is a sum and difference of shown slices (linear algebra in fractions);
- within bounds: a small set of which the number of people is known to within less than the minimum (linear programmes;
  the slices that have a price in them are the ones that tell it).
"""

from fractions import Fraction
from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, linprog, milp

MOST_CUTS = 200
# So many slices: to try out every choice takes no time.
FEW = 14


class Least:
    """Which of `slices` (name to cells) to withhold, for people per cell in `measures`."""

    def __init__(self, slices, measures, least, with_bounds):
        self.names, self.least = sorted(slices), least
        self.with_bounds = with_bounds
        cells = sorted({cell for held in slices.values() for cell in held})
        self.rows = np.array([[int(cell in slices[name]) for cell in cells] for name in self.names])
        self.measures = [np.array([measure[cell] for cell in cells]) for measure in measures]
        self.sizes = self.rows @ self.measures[0]
        self.forced = {
            at for at in range(len(self.names)) for n in self.measures if 0 < self.rows[at] @ n < least
        }  # fmt: skip
        self.targets = [self.small_sets(n) for n in self.measures] if with_bounds else []
        self.witnesses = [[n.astype(float)] for n in self.measures]
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
            for measure in range(len(self.targets)):
                found |= self.narrow(shown, measure)
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

    def small_sets(self, people):
        """Sets of fewer people than the minimum: slices, what two of them share and not, any few cells together."""
        masks = {tuple(row) for row in self.rows}
        for one in self.rows:
            for other in self.rows:
                masks |= {tuple(one * other), tuple(one * (1 - other))}
        small = [cell for cell in np.flatnonzero(people) if people[cell] < self.least]

        def unions(first, weight, taken):
            for at in range(first, len(small)):
                if weight + people[small[at]] < self.least:
                    chosen = [*taken, small[at]]
                    masks.add(tuple(int(cell in chosen) for cell in range(len(people))))
                    unions(at + 1, weight + people[small[at]], chosen)

        unions(0, 0, [])
        # Who answered nothing and is alone in a cell is nobody there.
        live = (people > 0).astype(int)
        masks = {tuple(np.array(mask) * live) for mask in masks}
        kept = [mask for mask in sorted(masks) if 0 < np.array(mask) @ people < self.least]
        return np.array(kept).reshape(len(kept), len(people))

    def narrow(self, shown, measure):
        """What tells of a small set how many there are to within less than the minimum."""
        people, targets, known = self.measures[measure], self.targets[measure], self.witnesses[measure]
        live = np.flatnonzero(people)
        rows = self.rows[np.ix_(shown, live)]
        sums = self.rows[shown] @ people
        # Other numbers that give the same sums show how wide the range is at least.
        known = [x for x in known if np.allclose(self.rows[shown] @ x, sums)]
        points = np.array([targets @ x for x in known])
        low, high = points.min(axis=0), points.max(axis=0)
        found = set()
        for at, target in enumerate(targets):
            if high[at] - low[at] >= self.least - 1e-6:
                continue
            using = set()
            for sign in (1, -1):
                self.programmes += 1
                solved = linprog(sign * target[live], A_eq=rows, b_eq=sums, bounds=(0, None), method="highs")
                if solved.status == 3:
                    # Without end; so this target is open on that side.
                    using = None
                    break
                assert solved.status == 0, solved.message
                using |= {shown[row] for row, price in enumerate(solved.eqlin.marginals) if abs(price) > 1e-9}
                x = np.zeros(len(people))
                x[live] = solved.x
                self.witnesses[measure].append(x)
                low, high = np.minimum(low, targets @ x), np.maximum(high, targets @ x)
            if using is not None and high[at] - low[at] < self.least - 1e-6:
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
