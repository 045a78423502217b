use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Reason;
use crate::domain::Slice;

/// What is withheld, and why.
pub(super) type Withheld = BTreeMap<Slice, Reason>;

/// Withholds what it asks for beside what it gets; where that is nothing, its rule holds.
pub(super) type Demand<'a> = Box<dyn Fn(&Withheld) -> Withheld + 'a>;

/// So much work goes into looking at choices, in slices x cells x demands of each: a hundred choices of a table that people
/// can oversee, and one or none of one so large that a single look takes a while.
const MOST_WORK: usize = 200_000;

/// Everything that has to hold for one kind of figures, in the order in which it withholds.
pub(super) struct Level<'a> {
    /// Everyone, and the slices, with how many respondents each has.
    pub slices: Vec<(&'a Slice, u64)>,
    /// What may not be shown anyway.
    pub given: &'a Withheld,
    pub demands: Vec<Demand<'a>>,
    /// How many of the finest cells there are.
    pub cells: usize,
}

impl Level<'_> {
    /// What is withheld so that every demand holds, beginning with what is `small` or of one mind by itself.
    ///
    /// Each demand takes the smallest slice that helps it, without a look at the others. So what is withheld for the
    /// sake of others is looked at once more: what is no longer needed is shown again, and so is what another slice
    /// can stand in for, where that withholds fewer slices.
    pub fn withheld(&self, small: Withheld) -> Withheld {
        let work = self.slices.len() * self.cells * self.demands.len();
        let mut tries = Tries { left: MOST_WORK / work.max(1) };
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
            if !tries.one_more() {
                break;
            }
            let Some(reason) = withheld.remove(slice) else { continue };
            if !self.holds(&withheld) {
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
            && tries.left > 0
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::RoleId;

    fn role(name: &str) -> Slice {
        Slice::Role(RoleId::new(name))
    }

    fn withheld(names: &[&str]) -> Withheld {
        names.iter().map(|name| (role(name), Reason::Complement)).collect()
    }

    /// One of these has to be withheld: the first is, where none is.
    fn one_of(names: &'static [&'static str]) -> Demand<'static> {
        Box::new(move |given| {
            let mut withheld = given.clone();
            if !names.iter().any(|name| given.contains_key(&role(name))) {
                withheld.insert(role(names[0]), Reason::Complement);
            }
            withheld
        })
    }

    fn settled(demands: Vec<Demand<'_>>, given: &Withheld, small: Withheld, cells: usize) -> Withheld {
        let slices = [Slice::All, role("a"), role("b"), role("c"), role("d")];
        let slices = slices.iter().zip([90, 10, 20, 30, 30]).collect();
        Level { slices, given, demands, cells }.withheld(small)
    }

    #[test]
    fn what_a_later_demand_makes_superfluous_is_shown_again() {
        let demands = || vec![one_of(&["a", "b"]), one_of(&["b"])];
        assert_eq!(settled(demands(), &Withheld::new(), Withheld::new(), 5), withheld(&["b"]));
        // Unless it may not be shown anyway, or is withheld for what it is.
        assert_eq!(settled(demands(), &withheld(&["a"]), withheld(&["a"]), 5), withheld(&["a", "b"]));
        let small = BTreeMap::from([(role("a"), Reason::Minimum)]);
        assert_eq!(settled(demands(), &Withheld::new(), small, 5).len(), 2);
    }

    #[test]
    fn one_stands_in_for_two() {
        let demands = vec![one_of(&["a", "c"]), one_of(&["b", "c"])];
        assert_eq!(settled(demands, &Withheld::new(), Withheld::new(), 5), withheld(&["c"]));
    }

    #[test]
    fn one_does_not_stand_in_for_one() {
        assert_eq!(
            settled(vec![one_of(&["b", "a"])], &Withheld::new(), Withheld::new(), 5),
            withheld(&["b"])
        );
    }

    #[test]
    fn of_a_table_that_takes_too_long_everything_stays_withheld() {
        let demands = vec![one_of(&["a", "b"]), one_of(&["b"])];
        assert_eq!(settled(demands, &Withheld::new(), Withheld::new(), 1_000_000), withheld(&["a", "b"]));
    }

    #[test]
    fn without_demands_nothing_is_withheld_but_what_is_small() {
        assert_eq!(settled(Vec::new(), &Withheld::new(), Withheld::new(), 0), Withheld::new());
        let small = BTreeMap::from([(role("a"), Reason::Minimum)]);
        assert_eq!(settled(Vec::new(), &Withheld::new(), small.clone(), 0), small);
    }
}
