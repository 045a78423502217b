use super::Answers;
use super::view::{Line, View};
use crate::disclosure::programme::{Programme, Solved};

/// A larger programme is not solved, and what is not solved is not safe.
const MOST_UNKNOWNS: usize = 3_000;

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

/// The least that a sum can be where everything but the answers of some classes, to one item if it is given, is as it truly
/// is: a smaller programme, whose solution is one of the whole.
pub(super) fn least_within(
    view: &View<'_>,
    goal: &[(usize, f64)],
    item: Option<usize>,
    classes: &[bool],
) -> Option<Vec<f64>> {
    let (items, categories) = (view.joint.items, view.joint.categories);
    let is_free = |unknown: usize| {
        let (class, own) = match unknown.checked_sub(view.people(0)) {
            Some(class) => (class, None),
            None => (unknown / (items * categories), Some(unknown / categories % items)),
        };
        classes.get(class).copied().unwrap_or(false) && (item.is_none() || item == own)
    };
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
    Some(programme(view, goal, more, is_free)?.solved()?.point())
}

/// The truth, from where other solutions are looked for; `None` where the programme is too large.
pub(super) fn any(view: &View<'_>) -> Option<Solved> {
    programme(view, &[], &[], &|_| true)?.solved()
}

/// Everything that is shown, with the unknowns that are not free as they truly are. Where `more` is known than that, there is
/// no truth to begin with.
fn programme(
    view: &View<'_>,
    goal: &[(usize, f64)],
    more: &[Line],
    is_free: &dyn Fn(usize) -> bool,
) -> Option<Programme> {
    let is_free = |unknown: usize| view.noughts.get(unknown) == Some(&false) && is_free(unknown);
    if (0..view.truth.len()).filter(|unknown| is_free(*unknown)).count() > MOST_UNKNOWNS {
        return None;
    }
    let start = if more.is_empty() { view.truth.clone() } else { vec![0.0; view.truth.len()] };
    let mut programme = Programme::new(start, goal, is_free);
    let mut lines = view.lines.iter().chain(more);
    lines.all(|line| programme.holds(&line.terms, line.low, line.high)).then_some(programme)
}
