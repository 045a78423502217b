//! What is certain of small sets of people, or of people of one mind, for who has everything that is shown of an
//! indicator in one report (rule 4 of the disclosure rules, by interval).
//!
//! How many people answered, how they answered each statement, on which side, and the bounds that are told of a group of
//! one mind are one system: the number of people of a group is the sum of its categories, so each number by itself would
//! leave open what all of them together do not. The unknowns are how many of each class of people gave each answer to
//! each statement, and how many gave any ([`view`]). What may not be certain is a [`cases::Case`]. A solution that leaves
//! it open settles it: the truth with a few answers moved ([`moves`]), or that of a linear programme ([`programme`]).

mod cases;
mod moves;
mod programme;
mod view;

use std::collections::BTreeSet;

use self::cases::{Case, Found};
use self::view::View;
use super::{Common, Scoring};

/// How much is shown of an indicator in one slice; what comes first is less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// Nothing.
    Nothing,
    /// That all or all but one have this in common.
    Nearly(Common),
    /// Its figures.
    Figures,
    /// Its distributions too.
    Whole,
}

/// What is shown of an indicator in one slice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Shown {
    /// How much.
    pub seen: Seen,
    /// Per item what all or all but one are told to have in common; none where that is not told of any.
    pub bands: Vec<Option<Common>>,
}

impl Shown {
    fn nothing() -> Self {
        Self { seen: Seen::Nothing, bands: Vec::new() }
    }

    fn band(&self, item: usize) -> Option<Common> {
        self.bands.get(item).copied().flatten()
    }
}

/// The answers of the people of one finest cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Answers {
    /// Who was asked anything. Of a cell of which nobody was, it is known that nobody answered.
    pub asked: u64,
    /// Who gave any valid answer.
    pub people: u64,
    /// Per item the valid answers, category 1 first.
    pub items: Vec<Vec<u64>>,
}

/// One indicator in the slices of a round.
pub(super) struct Joint<'a> {
    /// Per slice the cells that it holds; the first is everyone.
    pub slices: &'a [BTreeSet<usize>],
    pub cells: Vec<Answers>,
    pub scoring: &'a Scoring,
    /// Fewer people than this are a small set.
    pub minimum: u64,
    /// Whether it is looked at who is of one mind (rule 3).
    pub of_one_mind: bool,
    pub items: usize,
    pub categories: usize,
}

impl Joint<'_> {
    /// What may be shown of what is `given`, per slice, so that nothing is certain that may not be.
    pub(super) fn withheld(&self, given: Vec<Shown>) -> Vec<Shown> {
        let mut shown = given;
        loop {
            let view = View::new(self, &shown);
            let mut points = vec![view.truth.clone()];
            let cases = cases::all(&view);
            let failing = cases.iter().find(|case| !self.is_open(&view, case, &mut points));
            let Some(less) = failing.and_then(|case| self.with_less(&view, case, &shown)) else {
                return shown;
            };
            shown = less;
        }
    }

    /// Whether a case is open: by what was found for others, by moving answers, or by a linear programme.
    fn is_open(&self, view: &View<'_>, case: &Case, points: &mut Vec<Vec<f64>>) -> bool {
        let mut found = Found::of(view, case, points);
        if found.is_open(self.minimum) {
            return true;
        }
        for point in moves::witnesses(view, case, &mut found, self.minimum) {
            points.push(point);
        }
        if found.is_open(self.minimum) {
            return true;
        }
        for goal in case.goals(view) {
            if !found.is_wanted(&goal) {
                continue;
            }
            let Some(point) = programme::least(view, &goal.terms) else { return false };
            found.see(&point);
            points.push(point);
            if found.is_open(self.minimum) {
                return true;
            }
        }
        false
    }

    /// What is shown but for one thing, so that a case becomes open: a distribution rather than figures, of a small slice
    /// rather than of a large one, of everyone last.
    fn with_less(&self, view: &View<'_>, case: &Case, shown: &[Shown]) -> Option<Vec<Shown>> {
        let people = view.cells_of(&case.set);
        let size = |slice: usize| -> u64 {
            let cells = self.slices.get(slice).into_iter().flatten();
            cells.filter_map(|&cell| self.cells.get(cell)).map(|cell| cell.people).sum()
        };
        let mut steps: Vec<(bool, bool, u64, usize, Shown)> = Vec::new();
        for (slice, own) in shown.iter().enumerate() {
            let touches = self.slices.get(slice).is_some_and(|cells| !cells.is_disjoint(&people));
            if !touches || own.seen == Seen::Nothing {
                continue;
            }
            let of = |all: bool, less: Shown| (all, less.seen == Seen::Nothing, size(slice), slice, less);
            if own.seen == Seen::Whole {
                steps.push(of(slice == 0, Shown { seen: Seen::Figures, bands: Vec::new() }));
            }
            steps.push(of(slice == 0, Shown::nothing()));
        }
        steps.sort_by_key(|(all, nothing, size, slice, _)| (*all, *nothing, *size, *slice));
        let with = |slice: usize, less: &Shown| {
            let mut with = shown.to_vec();
            if let Some(own) = with.get_mut(slice) {
                *own = less.clone();
            }
            with
        };
        let mends = |(_, _, _, slice, less): &&(bool, bool, u64, usize, Shown)| {
            let trial = with(*slice, less);
            let view = View::new(self, &trial);
            let again = case.again(&view, &people);
            again.is_none_or(|case| self.is_open(&view, &case, &mut vec![view.truth.clone()]))
        };
        let (_, _, _, slice, less) = steps.iter().find(mends).or(steps.first())?;
        Some(with(*slice, less))
    }
}
