use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use crate::domain::Pattern;

/// Of so many patterns that there could be, each has its own place in a list; of more, only those that are met.
const MOST_LISTED: u64 = 1 << 16;
/// The place of a pattern that was not met yet.
const UNMET: u32 = u32::MAX;

/// A pattern as its four counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts {
    pub(super) valid: u64,
    pub(super) sum: u64,
    pub(super) favourable: u64,
    pub(super) unfavourable: u64,
}

/// How the pattern of an indicator is one number, so that each answer adds one to it: its counts are the digits, that
/// of the valid answers first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Radix {
    /// How many values a count of answers has, none included.
    counts: u64,
    sums: u64,
    all: u64,
}

impl Radix {
    /// That of so many items on a scale of so many categories; `None` if the numbers grow too large.
    pub(super) fn of(items: usize, categories: usize) -> Option<Self> {
        let (items, categories) = (u64::try_from(items).ok()?, u64::try_from(categories).ok()?);
        let counts = items.checked_add(1)?;
        let sums = items.checked_mul(categories)?.checked_add(1)?;
        let all = counts.checked_pow(3)?.checked_mul(sums)?;
        Some(Self { counts, sums, all })
    }

    pub(super) fn number(self, parts: Parts) -> u64 {
        let Parts { valid, sum, favourable, unfavourable } = parts;
        ((valid * self.sums + sum) * self.counts + favourable) * self.counts + unfavourable
    }

    /// The least number of those who answered all items.
    pub(super) fn complete(self, items: usize) -> u64 {
        let valid = u64::try_from(items).unwrap_or(u64::MAX).min(self.counts - 1);
        self.number(Parts { valid, sum: 0, favourable: 0, unfavourable: 0 })
    }

    /// The sum of the categories of a pattern.
    pub(super) fn total(self, number: u64) -> u64 {
        number / (self.counts * self.counts) % self.sums
    }

    pub(super) fn pattern(self, number: u64) -> Pattern {
        let small = |count: u64| u16::try_from(count).unwrap_or(u16::MAX);
        let (rest, unfavourable) = (number / self.counts, number % self.counts);
        let (rest, favourable) = (rest / self.counts, rest % self.counts);
        let (valid, sum) = (rest / self.sums, rest % self.sums);
        Pattern {
            valid: small(valid),
            sum: u32::try_from(sum).unwrap_or(u32::MAX),
            favourable: small(favourable),
            unfavourable: small(unfavourable),
        }
    }
}

/// The patterns met, in the order in which they were.
#[derive(Clone, Debug)]
pub(super) struct Met {
    pub(super) met: Vec<u64>,
    listed: Vec<u32>,
    others: HashMap<u64, u32, FxBuildHasher>,
}

impl Met {
    pub(super) fn of(radix: Option<Radix>) -> Self {
        let all = radix.map(|radix| radix.all).filter(|all| *all <= MOST_LISTED);
        let listed = all.and_then(|all| usize::try_from(all).ok()).unwrap_or_default();
        Self { met: Vec::new(), listed: vec![UNMET; listed], others: HashMap::default() }
    }

    /// The position of a pattern among those met; of a new one that behind them.
    pub(super) fn position(&mut self, number: u64) -> u32 {
        let listed = usize::try_from(number).ok().and_then(|number| self.listed.get_mut(number));
        let place = match listed {
            Some(place) => place,
            None => self.others.entry(number).or_insert(UNMET),
        };
        if *place == UNMET {
            // Fewer patterns than respondents, and those are counted in a u32.
            *place = u32::try_from(self.met.len()).unwrap_or(UNMET - 1);
            self.met.push(number);
        }
        *place
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_has_a_number_of_its_own_and_comes_back_from_it() {
        let (items, categories) = (3, 5);
        let radix = Radix::of(items, categories).unwrap();
        let mut met = Met::of(Some(radix));
        let mut seen = 0;
        for valid in 0..=3 {
            for sum in 0..=15 {
                for favourable in 0..=valid {
                    for unfavourable in 0..=valid {
                        let parts = Parts { valid, sum, favourable, unfavourable };
                        let number = radix.number(parts);
                        assert_eq!(number >= radix.complete(items), valid == 3);
                        assert_eq!(radix.total(number), sum);
                        let Pattern { valid: v, sum: s, favourable: f, unfavourable: u } =
                            radix.pattern(number);
                        assert_eq!(
                            (v.into(), s.into(), f.into(), u.into()),
                            (valid, sum, favourable, unfavourable)
                        );
                        assert_eq!(met.position(number), seen);
                        assert_eq!(met.position(number), seen);
                        seen += 1;
                    }
                }
            }
        }
        assert_eq!(met.met.len(), seen as usize);
    }

    #[test]
    fn patterns_of_many_items_are_met_without_a_list_of_all() {
        let radix = Radix::of(500, 7).unwrap();
        let mut met = Met::of(Some(radix));
        assert!(met.listed.is_empty());
        let number = radix.number(Parts { valid: 500, sum: 3500, favourable: 500, unfavourable: 0 });
        assert_eq!((met.position(number), met.position(0), met.position(number)), (0, 1, 0));
        assert_eq!(radix.pattern(number).sum, 3500);
        assert!(Radix::of(usize::MAX, 5).is_none());
        assert!(Radix::of(10_000, 251).is_some());
    }
}
