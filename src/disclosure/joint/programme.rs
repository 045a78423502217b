use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

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

/// A solution in which a sum is the least that it can be; `None` where the programme is too large or the solver gave up.
pub(super) fn least(view: &View<'_>, goal: &[(usize, f64)]) -> Option<Vec<f64>> {
    solved(view, goal, &[])
}

/// Answers of each cell that fit everything shown and everything known; `None` where none were found.
pub(super) fn fitting(view: &View<'_>, known: &[Known]) -> Option<Vec<Answers>> {
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
    let point = solved(view, &[], &lines)?;
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
    Some(cells)
}

fn solved(view: &View<'_>, goal: &[(usize, f64)], more: &[Line]) -> Option<Vec<f64>> {
    let unknowns = view.noughts.iter().filter(|nought| !**nought).count();
    if unknowns > MOST_UNKNOWNS {
        return None;
    }
    let mut costs = vec![0.0; view.truth.len()];
    for &(unknown, factor) in goal {
        if let Some(cost) = costs.get_mut(unknown) {
            *cost += factor;
        }
    }
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let noughts = view.noughts.iter().zip(costs);
    let variables: Vec<Option<Variable>> =
        noughts.map(|(nought, cost)| (!nought).then(|| problem.add_var(cost, (0.0, ANY_NUMBER)))).collect();
    for line in view.lines.iter().chain(more) {
        let terms: Vec<(Variable, f64)> = line
            .terms
            .iter()
            .filter_map(|&(unknown, factor)| Some((variables.get(unknown).copied().flatten()?, factor)))
            .collect();
        if terms.is_empty() {
            if line.low > NOUGHT || line.high < -NOUGHT {
                return None;
            }
            continue;
        }
        if line.low == line.high {
            problem.add_constraint(terms, ComparisonOp::Eq, line.low);
            continue;
        }
        if line.low.is_finite() {
            problem.add_constraint(terms.clone(), ComparisonOp::Ge, line.low);
        }
        if line.high.is_finite() {
            problem.add_constraint(terms, ComparisonOp::Le, line.high);
        }
    }
    let solution = problem.solve().ok()?.into_solution().ok()?;
    let value = |variable: &Option<Variable>| variable.map_or(0.0, |variable| solution.var_value(variable));
    Some(variables.iter().map(value).collect())
}
