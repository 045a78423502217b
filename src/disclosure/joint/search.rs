use std::collections::BTreeSet;

use super::cases::{Asked, Case, Found};
use super::moves::Mover;
use super::programme;
use super::view::View;
use crate::disclosure::programme::Solved;

/// So many solutions that moving came to are kept for the cases after it.
const MOST_KEPT: usize = 16;

/// So many solutions far from each other are made before any for a case: between them they leave most cases open.
const SCATTERED: usize = 6;

/// So many classes beside its own are looked at for a case before all are: of these the answers to all items are few enough.
const NEAR: usize = 32;

/// From so many cases on, a programme for all of them together is tried first.
const MANY: usize = 6;

/// Looks whether cases are open for who has a view.
pub(super) struct Search<'a> {
    view: &'a View<'a>,
    mover: Mover<'a>,
    /// Solutions that leave something open.
    moved: Vec<Vec<f64>>,
    solved: Vec<Vec<f64>>,
    /// A solution of the whole, once one is asked for; `None`: there is none to be had.
    any: Option<Option<Solved>>,
}

/// Solutions for the classes of one view.
#[derive(Clone, Debug, Default)]
pub(super) struct Points {
    classes: Vec<BTreeSet<usize>>,
    points: Vec<Vec<f64>>,
}

impl Points {
    /// A solution in the classes of someone who sees less, each of which is made of whole ones.
    fn seen_as(&self, view: &View<'_>, point: &[f64]) -> Vec<f64> {
        let mut seen = vec![0.0; view.truth.len()];
        let per_class = view.joint.items * view.joint.categories;
        let value = |unknown: usize| point.get(unknown).copied().unwrap_or(0.0);
        let mut add = |unknown: usize, by: f64| {
            if let Some(sum) = seen.get_mut(unknown) {
                *sum += by;
            }
        };
        let class_of = |cells: &BTreeSet<usize>| {
            view.classes.iter().position(|own| cells.first().is_some_and(|cell| own.contains(cell)))
        };
        for (before, cells) in self.classes.iter().enumerate() {
            let Some(class) = class_of(cells) else { continue };
            for answer in 0..per_class {
                add(class * per_class + answer, value(before * per_class + answer));
            }
            add(view.people(class), value(self.classes.len() * per_class + before));
        }
        seen
    }
}

impl<'a> Search<'a> {
    /// For who sees no more than someone before: what was possible then still is.
    pub(super) fn after(view: &'a View<'a>, before: &Points) -> Self {
        let solved = before.points.iter().map(|point| before.seen_as(view, point)).collect();
        Self { view, mover: Mover::new(view), moved: Vec::new(), solved, any: None }
    }

    /// What was found to be possible.
    pub(super) fn into_points(self) -> Points {
        let points = self.moved.into_iter().chain(self.solved).collect();
        Points { classes: self.view.classes.clone(), points }
    }

    /// The first of some cases that is not open, and those that were seen to be.
    pub(super) fn failing(&mut self, cases: Vec<Case>) -> (Option<Case>, Vec<Case>) {
        let (mut waiting, mut open) = (Vec::new(), Vec::new());
        for case in cases {
            let mut found = Found::of(self.view, &case);
            if self.is_open_by_moves(&case, &mut found) {
                open.push(case);
            } else {
                waiting.push((case, found));
            }
        }
        open.extend(self.open_together(&mut waiting));
        let seen_by_all = self.solved.len();
        for (case, mut found) in waiting {
            self.see_solved(&mut found, seen_by_all);
            if !found.is_open(self.view.joint.minimum) && !self.is_open_by_programmes(&case, &mut found) {
                return (Some(case), open);
            }
            open.push(case);
        }
        (None, open)
    }

    /// Whether a case is open: by what was found for others, by moving answers, or by a linear programme.
    pub(super) fn is_open(&mut self, case: &Case) -> bool {
        let mut found = Found::of(self.view, case);
        self.is_open_by_moves(case, &mut found) || self.is_open_by_programmes(case, &mut found)
    }

    /// Takes in every solution that there is, but for the first of those that programmes made.
    fn see_solved(&self, found: &mut Found, first: usize) {
        for point in self.moved.iter().chain(self.solved.iter().skip(first)) {
            if found.is_open(self.view.joint.minimum) {
                return;
            }
            found.see(point);
        }
    }

    fn is_open_by_moves(&mut self, case: &Case, found: &mut Found) -> bool {
        let minimum = self.view.joint.minimum;
        self.see_solved(found, 0);
        if found.is_open(minimum) {
            return true;
        }
        let made = self.mover.open(case, found, minimum);
        let room = MOST_KEPT.saturating_sub(self.moved.len());
        self.moved.extend(made.into_iter().take(room));
        found.is_open(minimum)
    }

    /// Takes out the cases that are open by a few programmes: of each item, and each kind of answer that is certain of many
    /// cases, one in which as few as possible gave it in all of them.
    fn open_together(&mut self, waiting: &mut Vec<(Case, Found)>) -> Vec<Case> {
        let (view, minimum) = (self.view, self.view.joint.minimum);
        let everywhere = vec![true; view.classes.len()];
        let mut open = Vec::new();
        for (item, kind) in
            (0..view.joint.items).flat_map(|item| (0..view.kinds.len()).map(move |kind| (item, kind)))
        {
            let goals: Vec<_> =
                waiting.iter().filter_map(|(_, found)| found.goal_together(item, kind)).collect();
            if goals.len() < MANY {
                continue;
            }
            if let Some(point) = programme::least_within(view, &goals.concat(), Some(item), &everywhere) {
                waiting.iter_mut().for_each(|(_, found)| found.see(&point));
                let opened = waiting.extract_if(.., |(_, found)| found.is_open(minimum));
                open.extend(opened.map(|(case, _)| case));
                self.solved.push(point);
            }
        }
        open
    }

    fn is_open_by_programmes(&mut self, case: &Case, found: &mut Found) -> bool {
        let (view, minimum) = (self.view, self.view.joint.minimum);
        for (item, near) in self.parts(case) {
            let near = self.mover.near(case, near);
            for goal in found.goals() {
                if found.is_wanted(&goal)
                    && let Some(point) = programme::least_within(view, &goal.terms, item, &near)
                {
                    found.see(&point);
                    self.solved.push(point);
                }
                if found.is_open(minimum) {
                    return true;
                }
            }
        }
        self.solve(found)
    }

    /// The parts of the unknowns in which it is looked for solutions of a case before all are: the answers to one item or to
    /// all of them, and of how many classes beside its own.
    fn parts(&self, case: &Case) -> Vec<(Option<usize>, usize)> {
        let (classes, items) = (self.view.classes.len(), self.view.joint.items);
        let item = match case.asked {
            Asked::People => None,
            Asked::Answers { item, .. } | Asked::Alike { item, .. } => Some(item),
        };
        let mut parts = Vec::new();
        if let Some(item) = item.filter(|_| items > 1) {
            parts.extend((NEAR < classes).then_some((Some(item), NEAR)));
            parts.push((Some(item), classes));
        }
        parts.extend((NEAR < classes).then_some((None, NEAR)));
        parts
    }

    /// Whether a case is open by linear programmes over everything.
    fn solve(&mut self, found: &mut Found) -> bool {
        let (view, minimum) = (self.view, self.view.joint.minimum);
        if self.any.is_none() {
            self.any = Some(programme::any(view));
            if self.solved.len() < SCATTERED {
                self.scatter();
                self.solved.iter().for_each(|point| found.see(point));
                if found.is_open(minimum) {
                    return true;
                }
            }
        }
        for goal in found.goals() {
            if !found.is_wanted(&goal) {
                continue;
            }
            let Some(Some(any)) = &self.any else { return false };
            let enough = any.with_at_most(&goal.terms, found.enough(&goal, minimum));
            let Some(point) = enough.or_else(|| programme::least(view, &goal.terms)) else { return false };
            found.see(&point);
            self.solved.push(point);
            if found.is_open(minimum) {
                return true;
            }
        }
        false
    }

    /// Makes solutions with few people and many, and any answers of theirs.
    fn scatter(&mut self) {
        let view = self.view;
        let mut random = 1_u64;
        for number in 0..SCATTERED {
            let weight = if number % 2 == 0 { 2.0 } else { -2.0 };
            let goal: Vec<(usize, f64)> = (0..view.truth.len())
                .map(|unknown| {
                    // Knuth's linear congruential generator: the same numbers on every machine.
                    random = random
                        .wrapping_mul(6_364_136_223_846_793_005)
                        .wrapping_add(1_442_695_040_888_963_407);
                    let fraction = (random >> 11) as f64 / (1_u64 << 53) as f64;
                    (unknown, if unknown < view.people(0) { fraction } else { weight })
                })
                .collect();
            self.solved.extend(programme::least(view, &goal));
        }
    }
}
