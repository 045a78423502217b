use super::cases::{Case, Found};
use super::moves::Mover;
use super::programme;
use super::view::View;

/// So many solutions that moving came to are kept for the cases after it.
const MOST_KEPT: usize = 16;

/// Looks whether cases are open for who has a view.
pub(super) struct Search<'a> {
    view: &'a View<'a>,
    mover: Mover<'a>,
    /// Solutions that leave something open.
    moved: Vec<Vec<f64>>,
    solved: Vec<Vec<f64>>,
}

impl<'a> Search<'a> {
    pub(super) fn new(view: &'a View<'a>) -> Self {
        Self { view, mover: Mover::new(view), moved: Vec::new(), solved: Vec::new() }
    }

    /// Whether a case is open: by what was found for others, by moving answers, or by a linear programme.
    pub(super) fn is_open(&mut self, case: &Case) -> bool {
        let (view, minimum) = (self.view, self.view.joint.minimum);
        let mut found = Found::of(view, case);
        for point in self.moved.iter().chain(&self.solved) {
            if found.is_open(minimum) {
                break;
            }
            found.see(point);
        }
        if found.is_open(minimum) {
            return true;
        }
        let made = self.mover.open(case, &mut found, minimum);
        let room = MOST_KEPT.saturating_sub(self.moved.len());
        self.moved.extend(made.into_iter().take(room));
        if found.is_open(minimum) {
            return true;
        }
        for goal in case.goals(view) {
            if !found.is_wanted(&goal) {
                continue;
            }
            let Some(point) = programme::least(view, &goal.terms) else { return false };
            found.see(&point);
            self.solved.push(point);
            if found.is_open(minimum) {
                return true;
            }
        }
        false
    }
}
