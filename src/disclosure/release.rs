use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Reason;
use crate::domain::Slice;

/// What is withheld, and why.
pub(super) type Withheld = BTreeMap<Slice, Reason>;

/// Withholds what it asks for beside what it gets; where that is nothing, its rule holds.
pub(super) type Demand<'a> = Box<dyn Fn(&Withheld) -> Withheld + 'a>;

/// So many choices are looked at, one for each slice of a table of a hundred slices and fewer of a larger one: a table
/// that people can oversee is worth the search, and the time of a report stays bounded.
const MOST_TRIED: usize = 10_000;

/// Everything that has to hold for one kind of figures, in the order in which it withholds.
pub(super) struct Level<'a> {
    /// Everyone, and the slices, with how many respondents each has.
    pub slices: Vec<(&'a Slice, u64)>,
    /// What may not be shown anyway.
    pub given: &'a Withheld,
    pub demands: Vec<Demand<'a>>,
}

impl Level<'_> {
    /// What is withheld so that every demand holds, beginning with what is `small` or of one mind by itself.
    ///
    /// Each demand takes the smallest slice that helps it, without a look at the others. So what is withheld for the
    /// sake of others is looked at once more: what is no longer needed is shown again, and so is what another slice
    /// can stand in for, where that withholds fewer slices.
    pub fn withheld(&self, small: Withheld) -> Withheld {
        let mut tries = Tries { left: MOST_TRIED / self.slices.len().max(1) };
        let settled = self.demands.iter().fold(small, |withheld, demand| demand(&withheld));
        let withheld = self.released(settled, None, &mut tries);
        self.exchanged(withheld, &mut tries)
    }

    fn holds(&self, withheld: &Withheld) -> bool {
        self.demands.iter().all(|demand| demand(withheld).len() == withheld.len())
    }

    /// Shows again what need not be withheld for the sake of others, the largest first; but not what is `kept`.
    fn released(&self, mut withheld: Withheld, kept: Option<&Slice>, tries: &mut Tries) -> Withheld {
        for slice in self.for_others(&withheld).into_iter().filter(|slice| Some(*slice) != kept) {
            let Some(reason) = withheld.remove(slice) else { continue };
            if !tries.one_more() || !self.holds(&withheld) {
                withheld.insert(slice.clone(), reason);
            }
        }
        withheld
    }

    /// Withholds one slice more where at least two others can be shown for it; everyone is not taken for that.
    fn exchanged(&self, mut withheld: Withheld, tries: &mut Tries) -> Withheld {
        let mut candidates: Vec<(&Slice, u64)> =
            self.slices.iter().copied().filter(|(slice, _)| **slice != Slice::All).collect();
        candidates.sort_by_key(|(_, size)| *size);
        let mut next = 0;
        while let Some((slice, _)) = candidates.get(next)
            && self.for_others(&withheld).len() > 1
        {
            next += 1;
            if withheld.contains_key(*slice) {
                continue;
            }
            let mut with = withheld.clone();
            with.insert((*slice).clone(), Reason::Complement);
            let fewer = self.released(with, Some(slice), tries);
            if fewer.len() < withheld.len() {
                withheld = fewer;
                next = 0;
            }
        }
        withheld
    }

    /// What is withheld for the sake of others only, the largest first.
    fn for_others(&self, withheld: &Withheld) -> Vec<&Slice> {
        let helps = |slice: &Slice| {
            withheld.get(slice) == Some(&Reason::Complement) && !self.given.contains_key(slice)
        };
        let mut helping: Vec<&(&Slice, u64)> = self.slices.iter().filter(|(slice, _)| helps(slice)).collect();
        helping.sort_by_key(|(_, size)| Reverse(*size));
        helping.into_iter().map(|(slice, _)| *slice).collect()
    }
}

/// How many choices may still be looked at.
struct Tries {
    left: usize,
}

impl Tries {
    fn one_more(&mut self) -> bool {
        let more = self.left > 0;
        self.left = self.left.saturating_sub(1);
        more
    }
}
