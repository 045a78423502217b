use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::domain::{Missing, Pattern, Patterns};

/// Everything that is kept of one indicator's answers in one cell; whole numbers only.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// How many respondents answered in which pattern; respondents without a valid answer have `valid` 0.
    pub patterns: Patterns,
    /// Per item the answers by category and by kind of missing.
    pub items: Vec<ItemCounts>,
    /// Per item the answers by category, of respondents who answered every item; reliability rests on these.
    pub complete: Vec<Vec<u64>>,
    /// Per item, of the same respondents, the sum of its category times that person's sum over all items; none where
    /// there are fewer than 3 items. Reliability without an item rests on these.
    pub with_total: Vec<u64>,
    /// Whether which answers are one person's is not known of some of them, so that `patterns` hold as many answers
    /// and people as there are but not whose they are, and `complete` tells nothing.
    pub unlinked: bool,
}

/// The answers to one item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemCounts {
    /// Answers per category; index 0 is category 1. May be shorter than the scale where the rest is zero.
    pub categories: Vec<u64>,
    /// Missing answers, in the order of [`Missing::ALL`].
    pub missing: [u64; 4],
}

impl ItemCounts {
    /// The valid answers, n.
    pub fn valid(&self) -> u64 {
        self.categories.iter().sum()
    }

    /// The missing answers of one kind.
    pub fn missing(&self, kind: Missing) -> u64 {
        self.missing.get(kind.index()).copied().unwrap_or(0)
    }

    fn merge(&mut self, other: &ItemCounts) {
        add(&mut self.categories, &other.categories);
        for (mine, theirs) in self.missing.iter_mut().zip(other.missing) {
            *mine += theirs;
        }
    }
}

impl Sums {
    /// How many respondents have at least so many valid answers.
    pub fn respondents(&self, valid: u16) -> u64 {
        self.patterns.iter().filter(|(pattern, _)| pattern.valid >= valid).map(|(_, count)| count).sum()
    }

    /// Those of some cells together.
    pub(super) fn of(cells: &[&Sums]) -> Self {
        let mut sum = Self::default();
        let mut patterns: HashMap<Pattern, u64, FxBuildHasher> = HashMap::default();
        for cell in cells {
            for (pattern, respondents) in &cell.patterns {
                *patterns.entry(*pattern).or_default() += respondents;
            }
            sum.merge_counts(cell);
        }
        sum.patterns = patterns.into_iter().collect();
        sum
    }

    /// Adds another cell's sums of the same indicator to these.
    pub fn merge(&mut self, other: &Sums) {
        for (pattern, respondents) in &other.patterns {
            *self.patterns.entry(*pattern).or_default() += respondents;
        }
        self.merge_counts(other);
    }

    fn merge_counts(&mut self, other: &Sums) {
        self.unlinked |= other.unlinked;
        grow(&mut self.items, other.items.len());
        for (mine, theirs) in self.items.iter_mut().zip(&other.items) {
            mine.merge(theirs);
        }
        grow(&mut self.complete, other.complete.len());
        for (mine, theirs) in self.complete.iter_mut().zip(&other.complete) {
            add(mine, theirs);
        }
        add(&mut self.with_total, &other.with_total);
    }
}

impl Sums {
    /// These sums without those of `part`, which are among them; `None` if some of the part is not.
    pub fn less(&self, part: &Sums) -> Option<Sums> {
        let mut rest = self.clone();
        for (pattern, &respondents) in part.patterns.iter().filter(|(_, count)| **count > 0) {
            let count = rest.patterns.get_mut(pattern)?;
            *count = count.checked_sub(respondents)?;
        }
        rest.patterns.retain(|_, respondents| *respondents > 0);
        grow(&mut rest.items, part.items.len());
        for (mine, theirs) in rest.items.iter_mut().zip(&part.items) {
            take(&mut mine.categories, &theirs.categories)?;
            for (own, other) in mine.missing.iter_mut().zip(theirs.missing) {
                *own = own.checked_sub(other)?;
            }
        }
        if rest.unlinked {
            rest.complete.clear();
            rest.with_total.clear();
            return Some(rest);
        }
        grow(&mut rest.complete, part.complete.len());
        for (mine, theirs) in rest.complete.iter_mut().zip(&part.complete) {
            take(mine, theirs)?;
        }
        take(&mut rest.with_total, &part.with_total)?;
        Some(rest)
    }
}

/// `mine[i] -= theirs[i]`; `None` where that would be less than nothing.
fn take(mine: &mut Vec<u64>, theirs: &[u64]) -> Option<()> {
    grow(mine, theirs.len());
    for (own, other) in mine.iter_mut().zip(theirs) {
        *own = own.checked_sub(*other)?;
    }
    Some(())
}

/// `mine[i] += theirs[i]`, as long as the longer of the two.
fn add(mine: &mut Vec<u64>, theirs: &[u64]) {
    grow(mine, theirs.len());
    for (mine, theirs) in mine.iter_mut().zip(theirs) {
        *mine += theirs;
    }
}

pub(super) fn grow<T: Default + Clone>(list: &mut Vec<T>, len: usize) {
    if list.len() < len {
        list.resize(len, T::default());
    }
}
