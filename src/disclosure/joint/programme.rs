use microlp::{ComparisonOp, OptimizationDirection, Problem, Solution, Variable};

use super::Answers;
use super::view::{Line, NOUGHT, View};

/// A larger programme is not solved, and what is not solved is not safe.
const MOST_UNKNOWNS: usize = 3_000;
/// Of people of whom nothing is told there could be any number; to a solver a large one is enough.
const ANY_NUMBER: f64 = 10_000.0;

/// What is known of a cell beside what is shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Known {
    /// The cells that it is known of together.
    pub cells: Vec<usize>,
    /// Who gave any answer.
    pub people: Option<f64>,
    /// Per item how many answers there are.
    pub answered: Vec<f64>,
    /// Per item the answers per category.
    pub counts: Vec<Vec<f64>>,
}

/// Why there are no answers that fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfitting {
    /// There are too many unknowns to look for any.
    TooLarge,
    /// What is shown and what is known contradict each other.
    Contradiction,
}

/// A solution in which a sum is the least that it can be; `None` where the programme is too large or the solver gave up.
pub(super) fn least(view: &View<'_>, goal: &[(usize, f64)]) -> Option<Vec<f64>> {
    solved(view, goal, &[], &|_| true)
}

/// The least that a sum can be where everything but the answers to an item is as it truly is: a small programme, whose
/// solution is one of the whole.
pub(super) fn least_within(view: &View<'_>, goal: &[(usize, f64)], item: usize) -> Option<Vec<f64>> {
    let (items, categories) = (view.joint.items, view.joint.categories);
    let is_free = |unknown: usize| unknown < view.people(0) && unknown / categories % items == item;
    solved(view, goal, &[], &is_free)
}

/// Answers of each cell that fit everything shown and everything known; `None` where none were found.
pub(super) fn fitting(view: &View<'_>, known: &[Known]) -> Result<Vec<Answers>, Unfitting> {
    let joint = view.joint;
    let mut lines = Vec::new();
    let mut exactly = |terms: Vec<(usize, f64)>, sum: f64| lines.push(Line { terms, low: sum, high: sum });
    for one in known {
        let classes = view.classes.iter().enumerate();
        let own = classes.filter(|(_, cells)| cells.iter().all(|cell| one.cells.contains(cell)));
        let set: Vec<usize> = own.map(|(class, _)| class).collect();
        if let Some(people) = one.people {
            exactly(set.iter().map(|&class| (view.people(class), 1.0)).collect(), people);
        }
        for (item, &answered) in one.answered.iter().enumerate() {
            exactly(view.form(&set, &[item], &|_| 1.0), answered);
        }
        for (item, counts) in one.counts.iter().enumerate() {
            for (category, &count) in (1_u8..).zip(counts) {
                exactly(view.form(&set, &[item], &|own| if own == category { 1.0 } else { 0.0 }), count);
            }
        }
    }
    if view.noughts.iter().filter(|nought| !**nought).count() > MOST_UNKNOWNS {
        return Err(Unfitting::TooLarge);
    }
    let point = solved(view, &[], &lines, &|_| true).ok_or(Unfitting::Contradiction)?;
    let mut cells = vec![Answers::default(); joint.cells.len()];
    let value = |unknown: usize| point.get(unknown).copied().unwrap_or(0.0);
    for (class, own) in view.classes.iter().enumerate() {
        if let Some(cell) = own.first().and_then(|&cell| cells.get_mut(cell)) {
            let answers = |item: usize| {
                (0..joint.categories).map(|category| value(view.answer(class, item, category))).collect()
            };
            *cell = Answers {
                asked: true,
                people: value(view.people(class)),
                items: (0..joint.items).map(answers).collect(),
            };
        }
    }
    Ok(cells)
}

fn solved(
    view: &View<'_>,
    goal: &[(usize, f64)],
    more: &[Line],
    is_free: &dyn Fn(usize) -> bool,
) -> Option<Vec<f64>> {
    Some(Solved::of(view, goal, more, is_free)?.point(view))
}

/// A programme that was solved: what more is asked of it begins where it ended.
pub(super) struct Solved {
    variables: Vec<Option<Variable>>,
    solution: Solution,
}

impl Solved {
    /// Any solution; `None` where the programme is too large or the solver gave up.
    pub(super) fn any(view: &View<'_>) -> Option<Self> {
        Self::of(view, &[], &[], &|_| true)
    }

    pub(super) fn point(&self, view: &View<'_>) -> Vec<f64> {
        let value = |(unknown, variable): (usize, &Option<Variable>)| match variable {
            Some(variable) => self.solution.var_value(*variable),
            None => view.true_value(unknown),
        };
        self.variables.iter().enumerate().map(value).collect()
    }

    /// A solution in which a sum is no more than this; `None` where none was found.
    pub(super) fn with_at_most(
        &self,
        view: &View<'_>,
        terms: &[(usize, f64)],
        most: f64,
    ) -> Option<Vec<f64>> {
        let variable = |unknown: usize| self.variables.get(unknown).copied().flatten();
        let own: Vec<(Variable, f64)> =
            terms.iter().filter_map(|&(unknown, factor)| Some((variable(unknown)?, factor))).collect();
        if own.is_empty() {
            return None;
        }
        let outcome = self.solution.clone().add_constraint(own, ComparisonOp::Le, most).ok()?;
        let solution = outcome.into_solution().ok()?;
        Some(Self { variables: self.variables.clone(), solution }.point(view))
    }

    /// The solution with the least sum in which the unknowns that are not free are as they truly are.
    fn of(
        view: &View<'_>,
        goal: &[(usize, f64)],
        more: &[Line],
        is_free: &dyn Fn(usize) -> bool,
    ) -> Option<Self> {
        let free: Vec<bool> =
            view.noughts.iter().enumerate().map(|(unknown, nought)| !nought && is_free(unknown)).collect();
        if free.iter().filter(|free| **free).count() > MOST_UNKNOWNS {
            return None;
        }
        let mut costs = vec![0.0; view.truth.len()];
        for &(unknown, factor) in goal {
            if let Some(cost) = costs.get_mut(unknown) {
                *cost += factor;
            }
        }
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let variables: Vec<Option<Variable>> = free
            .iter()
            .zip(costs)
            .map(|(free, cost)| free.then(|| problem.add_var(cost, (0.0, ANY_NUMBER))))
            .collect();
        for line in view.lines.iter().chain(more) {
            let mut terms: Vec<(Variable, f64)> = Vec::new();
            let mut rest = 0.0;
            for &(unknown, factor) in &line.terms {
                match variables.get(unknown).copied().flatten() {
                    Some(variable) => terms.push((variable, factor)),
                    None => rest += factor * view.true_value(unknown),
                }
            }
            let (low, high) = (line.low - rest, line.high - rest);
            if terms.is_empty() {
                if low > NOUGHT || high < -NOUGHT {
                    return None;
                }
            } else if line.low == line.high {
                problem.add_constraint(terms, ComparisonOp::Eq, low);
            } else {
                if low.is_finite() {
                    problem.add_constraint(terms.clone(), ComparisonOp::Ge, low);
                }
                if high.is_finite() {
                    problem.add_constraint(terms, ComparisonOp::Le, high);
                }
            }
        }
        let solution = problem.solve().ok()?.into_solution().ok()?;
        Some(Self { variables, solution })
    }
}
