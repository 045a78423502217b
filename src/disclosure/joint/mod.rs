//! What is certain of small sets of people, or of people of one mind, for who has everything that is shown of an
//! indicator, in one report or in several (rule 4 of the disclosure rules, by interval).
//!
//! How many people answered, how they answered each statement, on which side, and the bounds that are told of a group of
//! one mind are one system: the number of people of a group is the sum of its categories, so each number by itself would
//! leave open what all of them together do not. The unknowns are how many of each class of people gave each answer to
//! each statement, and how many gave any ([`view`]). What may not be certain is a [`cases::Case`]. A solution that leaves
//! it open settles it: the truth with a few answers moved ([`moves`]), or that of a linear programme ([`programme`]).

mod cases;
mod moves;
mod programme;
mod search;
mod view;

use std::collections::BTreeSet;

use self::cases::{Asked, Case};
pub(crate) use self::programme::{Known, Unfitting};
use self::search::{Points, Search};
use self::view::{Detail, View};
use super::{Common, Scoring};

/// How much is shown of an indicator in one slice; what comes first is less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
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
pub(crate) struct Shown {
    /// How much.
    pub seen: Seen,
    /// Per item what all or all but one are told to have in common; none where that is not told of any.
    pub bands: Vec<Option<Common>>,
}

impl Shown {
    pub(crate) fn nothing() -> Self {
        Self { seen: Seen::Nothing, bands: Vec::new() }
    }

    fn band(&self, item: usize) -> Option<Common> {
        self.bands.get(item).copied().flatten()
    }
}

/// The answers of the people of one finest cell: whole numbers, or where these are not known any that fit.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Answers {
    /// Whether anyone was asked anything. Of a cell of which nobody was, it is known that nobody answered.
    pub asked: bool,
    /// Who gave any valid answer.
    pub people: f64,
    /// Per item the valid answers, category 1 first.
    pub items: Vec<Vec<f64>>,
}

/// Every number of a slice that can be shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Numbers {
    /// Who gave any valid answer.
    pub people: f64,
    /// How many answers there are to all items together.
    pub answers: Option<f64>,
    /// Between which numbers those that are favourable lie, and those that are unfavourable: a share may be rounded.
    pub favourable: Option<(f64, f64)>,
    pub unfavourable: Option<(f64, f64)>,
    /// The mean over all items in tenths, where everyone answered every item.
    pub mean: Option<f64>,
    /// Per item the answers, category 1 first; none of an item of which they are not known.
    pub counts: Vec<Vec<f64>>,
    /// Per item how many answers there are, where that is known.
    pub answered: Vec<Option<f64>>,
    /// Where nearly all have something in common, the share that is told of it, and per item.
    pub at_least: Option<f64>,
    pub at_least_of_items: Vec<Option<f64>>,
}

/// One indicator in the slices of a round.
pub(crate) struct Joint<'a> {
    /// Per slice the cells that it holds; the first is everyone.
    pub slices: &'a [BTreeSet<usize>],
    pub cells: Vec<Answers>,
    /// Per slice what its numbers are.
    pub numbers: Vec<Numbers>,
    pub scoring: &'a Scoring,
    /// Fewer people than this are a small set.
    pub minimum: u64,
    /// Whether it is looked at who is of one mind (rule 3).
    pub of_one_mind: bool,
    pub items: usize,
    pub categories: usize,
    /// What can be withheld of each slice.
    pub may_lose: Vec<MayLose>,
}

/// What can be withheld of a slice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MayLose {
    /// Its distributions, or everything.
    Distributions,
    /// Everything or nothing.
    Everything,
    /// Nothing: it was published.
    Nothing,
}

impl Joint<'_> {
    /// What may be shown of what is `given`, per slice, so that nothing is certain that may not be. What follows from what
    /// cannot be withheld any more is left.
    pub(crate) fn withheld(&self, given: Vec<Shown>) -> Vec<Shown> {
        let mut shown = given;
        let mut points = Points::default();
        let mut settled: BTreeSet<(BTreeSet<usize>, Asked)> = BTreeSet::new();
        loop {
            let view = View::new(self, &shown, Detail::Classes);
            let mut search = Search::after(&view, &points);
            let of = |case: &Case| (view.cells_of(&case.set), case.asked.clone());
            let waiting = cases::all(&view).into_iter().filter(|case| !settled.contains(&of(case)));
            let (failing, open) = search.failing(waiting.collect());
            // What is possible for one who sees more is so for one who sees less.
            settled.extend(open.iter().map(of));
            points = search.into_points();
            let Some(failing) = failing else { return shown };
            match self.with_less(&view, &failing, &shown, &points) {
                Some(less) => shown = less,
                None => {
                    settled.insert(of(&failing));
                }
            }
        }
    }

    /// Answers of each cell that fit everything that is shown and as many people and answers as each cell is known to have.
    ///
    /// # Errors
    /// [`Unfitting::TooLarge`] where it is not looked for, [`Unfitting::Contradiction`] where none were found.
    pub(crate) fn fitting(&self, shown: &[Shown], known: &[Known]) -> Result<Vec<Answers>, Unfitting> {
        programme::fitting(&View::new(self, shown, Detail::Cells), known)
    }

    /// What is shown but for one thing, so that a case becomes open: a distribution rather than figures, of a small slice
    /// rather than of a large one, of everyone last. `None`: it stays certain whatever is withheld.
    fn with_less(
        &self,
        view: &View<'_>,
        case: &Case,
        shown: &[Shown],
        points: &Points,
    ) -> Option<Vec<Shown>> {
        let people = view.cells_of(&case.set);
        let mends = |trial: &[Shown]| {
            let view = View::new(self, trial, Detail::Classes);
            let again = case.again(&view, &people);
            again.is_none_or(|case| Search::after(&view, points).is_open(&case))
        };
        let steps = self.steps(&people, shown);
        let mut nothing = shown.to_vec();
        for (slice, _) in &steps {
            set(&mut nothing, *slice, Shown::nothing());
        }
        if !mends(&nothing) {
            return None;
        }
        let with = |(slice, less): &(usize, Shown)| {
            let mut with = shown.to_vec();
            set(&mut with, *slice, less.clone());
            with
        };
        let one_is_enough = steps.iter().map(with).find(|trial| mends(trial));
        one_is_enough.or_else(|| steps.first().map(with))
    }

    /// What can be withheld of slices, what is missed least first: those that some people are in, and then the others, for
    /// what is left of everyone without those is about these people too.
    fn steps(&self, people: &BTreeSet<usize>, shown: &[Shown]) -> Vec<(usize, Shown)> {
        let mut steps = Vec::new();
        let slices = self.slices.iter().zip(&self.numbers).zip(&self.may_lose).zip(shown).enumerate();
        for (slice, (((cells, numbers), may_lose), own)) in slices {
            if own.seen == Seen::Nothing || *may_lose == MayLose::Nothing {
                continue;
            }
            let elsewhere = cells.is_disjoint(people);
            let mut add = |less: Shown| {
                let missed = (slice == 0, elsewhere, less.seen == Seen::Nothing, numbers.people as u64);
                steps.push((missed, slice, less));
            };
            if own.seen == Seen::Whole && *may_lose == MayLose::Distributions {
                add(Shown { seen: Seen::Figures, bands: Vec::new() });
            }
            add(Shown::nothing());
        }
        steps.sort_by_key(|(missed, slice, _)| (*missed, *slice));
        steps.into_iter().map(|(_, slice, less)| (slice, less)).collect()
    }
}

fn set(shown: &mut [Shown], slice: usize, to: Shown) {
    if let Some(own) = shown.get_mut(slice) {
        *own = to;
    }
}
