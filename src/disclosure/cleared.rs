use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer};

use super::{Nearly, Reason};
use crate::domain::{IndicatorId, Missing, Patterns, RoundId, Slice};
use crate::tally::Sums;

/// The proof that what a figure rests on may be shown. Only this room can make one; of a figure that was published
/// before and is shown as it was then, it tells of which day it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clearance {
    as_of: Option<Date>,
}

impl Clearance {
    pub(super) fn granted() -> Self {
        Self { as_of: None }
    }

    /// The day a figure was first published, where it is shown as it was then; `None`: it is of today.
    pub fn as_of(self) -> Option<Date> {
        self.as_of
    }

    /// The proof of a figure that was published before: showing the same figure again tells nothing new. Such a
    /// figure is read with the day of its publication, which only the ledger knows; what a results file holds of a
    /// figure lacks that day and cannot be read.
    ///
    /// # Errors
    /// Where there is no date.
    pub(crate) fn of_published<'de, D: Deserializer<'de>>(day: D) -> Result<Self, D::Error> {
        Ok(Self { as_of: Some(Date::deserialize(day)?) })
    }

    /// A proof for tests that make figures of their own.
    #[cfg(test)]
    pub fn for_tests() -> Self {
        Self::granted()
    }
}

/// What may be known of an indicator in a slice.
#[derive(Clone, Debug, PartialEq)]
pub enum Access {
    /// Its figures may be shown.
    Shown(Cleared),
    /// Only that (nearly) everyone answered alike may be shown.
    NearlyAll(Nearly),
    /// There are no answers.
    NoData,
    /// Nothing of it may be shown.
    Withheld(Reason),
}

/// The sums of one indicator in one slice whose figures may be shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Cleared {
    pub(super) sums: Sums,
    pub(super) distribution: Option<Reason>,
    /// Per item what may be said of it where (nearly) everyone answered it alike.
    pub(super) alike: Vec<Option<Nearly>>,
}

/// A number of respondents that may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClearedCount {
    /// The respondents, n.
    pub n: u64,
    /// The proof that it may be shown.
    pub clearance: Clearance,
}

/// What is needed for an item's figures without its distribution.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ItemTotals {
    /// Valid answers.
    pub n: u64,
    /// The sum of their categories.
    pub sum: u64,
    /// The sum of the squares of their categories.
    pub sum_of_squares: u64,
    /// Those in a favourable category.
    pub favourable: u64,
    /// Those in an unfavourable category.
    pub unfavourable: u64,
    /// 'Weet niet' and 'n.v.t.'.
    pub dont_know: u64,
}

impl Cleared {
    pub(super) fn new(sums: Sums, distribution: Option<Reason>) -> Self {
        Self { sums, distribution, alike: Vec::new() }
    }

    /// The same sums, with no distribution to be shown.
    pub(super) fn without_distribution(cleared: &Self) -> Self {
        let reason = cleared.distribution.unwrap_or(Reason::MinimumDistribution);
        Self { sums: cleared.sums.clone(), distribution: Some(reason), alike: Vec::new() }
    }

    /// The same sums, with what may be said per item of which (nearly) everyone answered alike.
    pub(super) fn with_alike(self, alike: Vec<Option<Nearly>>) -> Self {
        Self { alike, ..self }
    }

    /// What may be said of an item (0-based) that (nearly) everyone answered alike; `None` of any other.
    pub fn nearly(&self, item: usize) -> Option<&Nearly> {
        self.alike.get(item).and_then(Option::as_ref)
    }

    /// The proof that goes with every figure made of these sums.
    pub fn clearance(&self) -> Clearance {
        Clearance::granted()
    }

    /// How many respondents answered in which pattern.
    pub fn patterns(&self) -> &Patterns {
        &self.sums.patterns
    }

    /// Whether which answers are one person's is known; if not, only sums over all answers mean anything.
    pub fn is_linked(&self) -> bool {
        !self.sums.unlinked
    }

    /// The respondents with at least one valid answer.
    pub fn respondents(&self) -> u64 {
        self.sums.respondents(1)
    }

    /// How many items there are.
    pub fn items(&self) -> usize {
        self.sums.items.len()
    }

    /// The totals of an item, 0-based; categories as given count as favourable and unfavourable.
    ///
    /// # Errors
    /// Where no distribution is shown there are none: mean, spread and share of so few answers fix how often each
    /// option was chosen.
    pub fn item(&self, item: usize, favourable: &[u8], unfavourable: &[u8]) -> Result<ItemTotals, Reason> {
        let Some(counts) = self.sums.items.get(item) else { return Ok(ItemTotals::default()) };
        if let Some(reason) = self.distribution.filter(|_| counts.valid() > 0) {
            return Err(reason);
        }
        let mut totals = ItemTotals {
            dont_know: counts.missing(Missing::DontKnow) + counts.missing(Missing::NotApplicable),
            ..ItemTotals::default()
        };
        for (category, &count) in (1_u8..).zip(&counts.categories) {
            totals.n += count;
            totals.sum += count * u64::from(category);
            totals.sum_of_squares += count * u64::from(category).pow(2);
            if favourable.contains(&category) {
                totals.favourable += count;
            }
            if unfavourable.contains(&category) {
                totals.unfavourable += count;
            }
        }
        Ok(totals)
    }

    /// The answers to an item per category, `categories` long, category 1 first; or why they are not shown.
    pub fn distribution(&self, item: usize, categories: u8) -> Result<Vec<u64>, Reason> {
        if let Some(reason) = self.distribution {
            return Err(reason);
        }
        let mut counts =
            self.sums.items.get(item).map(|counts| counts.categories.clone()).unwrap_or_default();
        counts.resize(usize::from(categories), 0);
        Ok(counts)
    }

    /// The answers per item and category of those who answered every item, category 1 first; or why nothing may be made
    /// of them. None where which answers are one person's is not known.
    pub fn complete(&self) -> Result<&[Vec<u64>], Reason> {
        match self.distribution {
            Some(reason) => Err(reason),
            None if self.sums.unlinked => Ok(&[]),
            None => Ok(&self.sums.complete),
        }
    }

    /// Per item, of those who answered every item, the sum of its category times that person's sum over all items; or why
    /// nothing may be made of it. None below 3 items, and where which answers are one person's is not known.
    pub fn with_total(&self) -> Result<&[u64], Reason> {
        match self.distribution {
            Some(reason) => Err(reason),
            None if self.sums.unlinked => Ok(&[]),
            None => Ok(&self.sums.with_total),
        }
    }

    /// Why no distribution is shown, if it is not.
    pub fn distribution_withheld(&self) -> Option<Reason> {
        self.distribution
    }
}

/// One round as it may be shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClearedRound {
    /// Every slice that a report may speak of: everyone, the roles, the groups; in their order.
    pub slices: Vec<Slice>,
    pub(super) respondents: BTreeMap<Slice, Result<ClearedCount, Reason>>,
    pub(super) indicators: BTreeMap<IndicatorId, BTreeMap<Slice, Access>>,
}

impl ClearedRound {
    /// How many respondents of a slice are used, or why that is not shown.
    pub fn respondents(&self, slice: &Slice) -> Result<ClearedCount, Reason> {
        let nobody = ClearedCount { n: 0, clearance: Clearance::granted() };
        self.respondents.get(slice).copied().unwrap_or(Ok(nobody))
    }

    /// What may be known of an indicator in a slice.
    pub fn indicator(&self, indicator: &IndicatorId, slice: &Slice) -> &Access {
        self.indicators.get(indicator).and_then(|slices| slices.get(slice)).unwrap_or(&Access::NoData)
    }
}

/// The tally as it may be shown, per round.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClearedTally {
    /// The rounds that have answers.
    pub rounds: BTreeMap<RoundId, ClearedRound>,
}
