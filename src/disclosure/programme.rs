use microlp::{ComparisonOp, OptimizationDirection, Problem, Solution, Variable};

/// Below this a solution of a linear programme is a rounding error away from a whole number.
pub(super) const NOUGHT: f64 = 1e-6;

/// Of people of whom nothing is told there could be any number; to a solver a large one is enough.
const ANY_NUMBER: f64 = 1_000_000.0;

/// Numbers that are nought at least, and sums of theirs that lie between bounds: a linear programme that begins at numbers
/// which are known to fit, so that the solver does not have to look for any. (Beginning at nought, it looks.)
pub(super) struct Programme {
    problem: Problem,
    unknowns: Unknowns,
}

/// A programme that was solved: what more is asked of it begins where it ended.
pub(super) struct Solved {
    solution: Solution,
    unknowns: Unknowns,
}

/// Numbers as they are at the start, and how those that are free change.
struct Unknowns {
    start: Vec<f64>,
    changes: Vec<Option<Change>>,
}

/// By how much a number is more than at the start, and by how much less. Both are nought there, which is a bound of either:
/// that makes the start a corner for the solver.
#[derive(Clone, Copy)]
struct Change {
    more: Variable,
    less: Option<Variable>,
}

impl Change {
    fn terms(self, factor: f64) -> impl Iterator<Item = (Variable, f64)> {
        let less = self.less.map(|less| (less, -factor));
        std::iter::once((self.more, factor)).chain(less)
    }
}

impl Programme {
    /// Asks for the least of a sum, the `goal`; numbers that are not `free` stay as they are at the start.
    pub(super) fn new(start: Vec<f64>, goal: &[(usize, f64)], is_free: impl Fn(usize) -> bool) -> Self {
        let mut costs = vec![0.0; start.len()];
        for &(unknown, factor) in goal {
            if let Some(cost) = costs.get_mut(unknown) {
                *cost += factor;
            }
        }
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let mut changes = Vec::with_capacity(start.len());
        for (unknown, (&at_start, cost)) in start.iter().zip(costs).enumerate() {
            changes.push(is_free(unknown).then(|| Change {
                more: problem.add_var(cost, (0.0, ANY_NUMBER)),
                less: (at_start > NOUGHT).then(|| problem.add_var(-cost, (0.0, at_start))),
            }));
        }
        Self { problem, unknowns: Unknowns { start, changes } }
    }

    /// Adds that a sum lies between two bounds; false where it cannot.
    pub(super) fn holds(&mut self, terms: &[(usize, f64)], low: f64, high: f64) -> bool {
        let at_start = sum(terms, &self.unknowns.start);
        let room = |bound: f64| if (bound - at_start).abs() < NOUGHT { 0.0 } else { bound - at_start };
        let own = self.unknowns.variables(terms);
        if own.is_empty() {
            return room(low) <= 0.0 && room(high) >= 0.0;
        }
        if low == high {
            self.problem.add_constraint(own, ComparisonOp::Eq, room(low));
            return true;
        }
        if low.is_finite() && low > self.unknowns.least_possible(terms) {
            self.problem.add_constraint(own.clone(), ComparisonOp::Ge, room(low));
        }
        if high.is_finite() {
            self.problem.add_constraint(own, ComparisonOp::Le, room(high));
        }
        true
    }

    /// `None` where nothing fits, or the solver gave up.
    pub(super) fn solved(self) -> Option<Solved> {
        let solution = self.problem.solve().ok()?.into_solution().ok()?;
        Some(Solved { solution, unknowns: self.unknowns })
    }
}

impl Solved {
    /// The numbers with the least sum.
    pub(super) fn point(&self) -> Vec<f64> {
        self.unknowns.point(&self.solution)
    }

    /// Numbers of which a sum is no more than this; `None` where none were found.
    pub(super) fn with_at_most(&self, terms: &[(usize, f64)], most: f64) -> Option<Vec<f64>> {
        let own = self.unknowns.variables(terms);
        if own.is_empty() {
            return None;
        }
        let room = most - sum(terms, &self.unknowns.start);
        let outcome = self.solution.clone().add_constraint(own, ComparisonOp::Le, room).ok()?;
        Some(self.unknowns.point(&outcome.into_solution().ok()?))
    }
}

impl Unknowns {
    fn variables(&self, terms: &[(usize, f64)]) -> Vec<(Variable, f64)> {
        let own = terms
            .iter()
            .filter_map(|&(unknown, factor)| Some((self.changes.get(unknown).copied()??, factor)));
        own.flat_map(|(change, factor)| change.terms(factor)).collect()
    }

    /// What a sum is at least, whatever the others are; minus infinity where that is not plain to see.
    fn least_possible(&self, terms: &[(usize, f64)]) -> f64 {
        let mut least = 0.0;
        for &(unknown, factor) in terms {
            match self.changes.get(unknown) {
                Some(Some(_)) if factor < 0.0 => return f64::NEG_INFINITY,
                Some(Some(_)) => {}
                _ => least += factor * self.start.get(unknown).copied().unwrap_or(0.0),
            }
        }
        least
    }

    fn point(&self, solution: &Solution) -> Vec<f64> {
        let value = |(start, change): (&f64, &Option<Change>)| {
            let terms = change.iter().flat_map(|change| change.terms(1.0));
            start + terms.map(|(variable, factor)| factor * solution.var_value(variable)).sum::<f64>()
        };
        self.start.iter().zip(&self.changes).map(value).collect()
    }
}

/// A sum of numbers, each times its factor.
pub(super) fn sum(terms: &[(usize, f64)], point: &[f64]) -> f64 {
    terms.iter().map(|&(unknown, factor)| factor * point.get(unknown).copied().unwrap_or(0.0)).sum()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Rows and columns of a table whose totals are known.
    fn totals(rows: usize, columns: usize, counts: &[f64]) -> Vec<(Vec<(usize, f64)>, f64)> {
        let row = |row: usize| (0..columns).map(|column| (row * columns + column, 1.0)).collect::<Vec<_>>();
        let column = |column: usize| (0..rows).map(|row| (row * columns + column, 1.0)).collect();
        let all = (0..rows).map(row).chain((0..columns).map(column));
        all.map(|terms| (terms.clone(), sum(&terms, counts))).collect()
    }

    fn programme(start: Vec<f64>, lines: &[(Vec<(usize, f64)>, f64)], goal: &[(usize, f64)]) -> Programme {
        let mut programme = Programme::new(start, goal, |_| true);
        for (terms, total) in lines {
            assert!(programme.holds(terms, *total, *total));
        }
        programme
    }

    #[test]
    fn what_is_not_free_stays() {
        let mut programme = Programme::new(vec![3.0, 4.0], &[(0, 1.0)], |unknown| unknown == 0);
        assert!(programme.holds(&[(0, 1.0), (1, 1.0)], 5.0, 9.0));
        assert!(programme.holds(&[(1, 1.0)], 4.0, 4.0) && !programme.holds(&[(1, 1.0)], 5.0, 9.0));
        assert_eq!(programme.solved().expect("solved").point(), [1.0, 4.0]);
    }

    #[test]
    fn of_a_table_of_two_by_two_each_cell_goes_as_far_as_its_row_and_column_let_it() {
        let counts = vec![3.0, 1.0, 2.0, 9.0];
        let lines = totals(2, 2, &counts);
        let least = |goal| programme(counts.clone(), &lines, &[goal]).solved().expect("solved").point();
        assert_eq!(least((3, 1.0)), [0.0, 4.0, 5.0, 6.0]);
        assert_eq!(least((3, -1.0)), [4.0, 0.0, 1.0, 10.0]);
    }

    proptest! {
        #[test]
        fn the_least_is_the_same_from_the_truth_and_from_nought(
            counts in prop::collection::vec(0_u8..9, 12),
            goal in prop::collection::vec(-2_i8..3, 12),
        ) {
            let counts: Vec<f64> = counts.into_iter().map(f64::from).collect();
            let goal: Vec<(usize, f64)> = goal.into_iter().map(f64::from).enumerate().collect();
            let lines = totals(3, 4, &counts);
            let nought = programme(vec![0.0; 12], &lines, &goal).solved().expect("solved").point();
            let truth = programme(counts, &lines, &goal).solved().expect("solved");
            let point = truth.point();
            prop_assert!((sum(&goal, &nought) - sum(&goal, &point)).abs() < NOUGHT);
            for (terms, total) in &lines {
                prop_assert!((sum(terms, &point) - total).abs() < NOUGHT);
            }
            prop_assert!(point.iter().all(|number| *number > -NOUGHT));
            let least = sum(&goal, &point);
            prop_assert!(truth.with_at_most(&goal, least - 1.0).is_none());
            prop_assert!(truth.with_at_most(&goal, least + NOUGHT).is_some());
        }
    }
}
