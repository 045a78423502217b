use microlp::{ComparisonOp, OptimizationDirection, Problem, Variable};

use super::view::View;

/// A larger programme is not solved, and what is not solved is not safe.
const MOST_UNKNOWNS: usize = 3_000;
/// Of people of whom nothing is told there could be any number; to a solver a large one is enough.
const ANY_NUMBER: f64 = 10_000.0;

/// A solution in which a sum is the least that it can be; `None` where the programme is too large or the solver gave up.
pub(super) fn least(view: &View<'_>, goal: &[(usize, f64)]) -> Option<Vec<f64>> {
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
    for line in &view.lines {
        let terms: Vec<(Variable, f64)> = line
            .terms
            .iter()
            .filter_map(|&(unknown, factor)| Some((variables.get(unknown).copied().flatten()?, factor)))
            .collect();
        if terms.is_empty() {
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
