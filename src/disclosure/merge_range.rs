use std::collections::BTreeSet;

/// A group that is to be put together with others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Member {
    /// How many were asked; `None`: it is not known.
    pub asked: Option<u64>,
    /// How many answered.
    pub respondents: u64,
}

impl Member {
    /// The most respondents that it can have, for all that is known of how many were asked.
    fn most(self) -> u64 {
        self.asked.unwrap_or(u64::MAX).max(self.respondents)
    }
}

/// Groups that are to be put together, and what a reader knows of each of them: whether the number of respondents of all
/// of them leaves open how many there are in a small one.
///
/// Small groups have 1 to minimum - 1 respondents, and no more than were asked there; c is the most that a group can have.
/// Of k small groups with n respondents together, one has at least n minus the most that the others can have, and at most
/// n - (k - 1). Every number from 1 to c has to be possible for each of them.
pub(super) struct Range {
    minimum: u64,
    groups: usize,
    /// The respondents of all of them.
    respondents: u64,
    /// How many small groups there are.
    small: u64,
    /// The most respondents that a small group can have, each number once: groups that are alike in it are alike in all.
    most: BTreeSet<u64>,
    /// The most respondents that all small groups together can have.
    most_of_all: u64,
    /// The numbers of respondents with which the small groups alone leave not everything open.
    closed_alone: Vec<u64>,
    /// The most that each added group can have, smallest group first.
    added: Vec<u64>,
}

impl Range {
    /// The `small` groups, and groups that are large enough and are `added` for the sake of those, smallest first. No added
    /// group is larger than `least_shown`, the smallest that stays on its own; `None`: there is none, or its number was
    /// known before.
    pub fn new(minimum: u64, small: &[Member], added: &[Member], least_shown: Option<u64>) -> Self {
        let most = |member: &Member| member.most().min(minimum.saturating_sub(1));
        let mut range = Self {
            minimum,
            groups: small.len() + added.len(),
            respondents: small.iter().chain(added).map(|member| member.respondents).sum(),
            small: u64::try_from(small.len()).unwrap_or(u64::MAX),
            most: small.iter().map(most).collect(),
            most_of_all: small.iter().map(most).sum(),
            closed_alone: Vec::new(),
            added: added.iter().map(|one| one.most().min(least_shown.unwrap_or(u64::MAX))).collect(),
        };
        range.closed_alone = (range.small..=range.most_of_all).filter(|n| !range.is_open_alone(*n)).collect();
        range
    }

    /// Whether they are enough people to be shown at all, and more than one group: what would do if nobody reckoned.
    pub fn is_enough(&self) -> bool {
        self.groups > 1 && self.respondents >= self.minimum
    }

    /// Whether each small group can still have every number of respondents that it can have by itself.
    pub fn is_open(&self) -> bool {
        let n = self.respondents;
        self.is_enough()
            && match self.added.as_slice() {
                [] => self.is_open_alone(n),
                [most] => self.is_open_with_one(n, *most),
                [one, other] => self.is_open_with_two(n, *one, *other),
                _ => false,
            }
    }

    /// Whether each small group can have every number when all small ones together have one of these numbers.
    fn is_open_for(&self, together: &[u64]) -> bool {
        self.most.iter().all(|&most| {
            let range = |n: &u64| {
                let least = n.saturating_sub(self.most_of_all - most).max(1);
                (least, most.min((n + 1).saturating_sub(self.small)))
            };
            (1..=most).all(|own| together.iter().map(range).any(|(low, high)| (low..=high).contains(&own)))
        })
    }

    /// Whether the small groups alone, `n` people, leave everything open.
    fn is_open_alone(&self, n: u64) -> bool {
        self.small > 1 && n >= self.minimum && self.is_open_for(&[n])
    }

    /// Whether together with one group that is large enough and has no more than `most` people, `n` people leave it open.
    /// It is known that the small ones alone did not.
    fn is_open_with_one(&self, n: u64, most: u64) -> bool {
        let fits =
            |small: &&u64| n.checked_sub(**small).is_some_and(|one| (self.minimum..=most).contains(&one));
        self.is_open_for(&self.closed_alone.iter().filter(fits).copied().collect::<Vec<_>>())
    }

    /// The same with two groups; it is known that the smaller of them did not do either, the other being the smallest that
    /// was shown then.
    fn is_open_with_two(&self, n: u64, most_of_one: u64, most_of_other: u64) -> bool {
        let fits = |small: &&u64| {
            let Some(both) = n.checked_sub(**small) else { return false };
            (self.minimum..=(both / 2).min(most_of_one)).any(|one| {
                let other = both - one;
                other <= most_of_other && !self.is_open_with_one(*small + one, most_of_one.min(other))
            })
        };
        self.is_open_for(&self.closed_alone.iter().filter(fits).copied().collect::<Vec<_>>())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn groups(sizes: &[u64]) -> Vec<Member> {
        sizes.iter().map(|&respondents| Member { asked: None, respondents }).collect()
    }

    fn is_open(small: &[u64], added: &[u64], least_shown: Option<u64>) -> bool {
        Range::new(5, &groups(small), &groups(added), least_shown).is_open()
    }

    #[test]
    fn the_sum_of_small_groups_may_not_tell_how_many_are_in_one() {
        assert!(!is_open(&[4, 4], &[], None), "eight in two groups of four at most");
        assert!(!is_open(&[4, 3], &[], None), "neither has one or two");
        assert!(is_open(&[4, 1], &[], None) && is_open(&[2, 3], &[], None), "five: 1 and 4 to 4 and 1");
        assert!(!is_open(&[1, 1, 3], &[], None), "none of three has four when they are five");
        assert!(is_open(&[2, 1, 3], &[], None) && is_open(&[3, 3, 3], &[], None));
        assert!(!is_open(&[4, 3, 3], &[], None), "none has one");
        assert!(!is_open(&[4], &[], None), "one is itself");
        assert!(!is_open(&[1, 1, 1], &[], None), "too few to be shown");
    }

    #[test]
    fn a_group_that_is_large_enough_hides_the_number_of_the_small_ones() {
        assert!(is_open(&[3], &[7], Some(20)), "of ten, the small one has 1 to 4 and the other 9 to 6");
        assert!(!is_open(&[3], &[5], Some(20)), "of eight the small one cannot have four");
        assert!(
            !is_open(&[3], &[7], Some(8)),
            "the other has eight at most, so the small one has two at least"
        );
        assert!(!is_open(&[3], &[5], Some(5)), "the other has exactly five");
        assert!(is_open(&[3], &[5, 6], Some(20)));
        assert!(is_open(&[4, 4], &[9], Some(20)));
    }

    #[test]
    fn how_many_were_asked_narrows_what_a_group_can_have() {
        let of = |asked: u64, other: u64| {
            let two = [
                Member { asked: Some(asked), respondents: 1 },
                Member { asked: Some(other), respondents: 4 },
            ];
            Range::new(5, &two, &[], None).is_open()
        };
        assert!(of(4, 4) && of(30, 30));
        assert!(!of(2, 30), "the other has three at least");
        assert!(!of(1, 30), "the other has exactly four");
    }

    /// Every way in which these groups can have so many people, as a reader reckons.
    fn fits(small: usize, added: usize, n: u64, least_shown: u64) -> Vec<Vec<u64>> {
        let mut ways: Vec<Vec<u64>> = vec![Vec::new()];
        for _ in 0..small {
            ways = ways.iter().flat_map(|way| (1..5).map(|own| [&way[..], &[own]].concat())).collect();
        }
        for _ in 0..added {
            ways = ways
                .iter()
                .flat_map(|way| {
                    let least = if way.len() > small { way[way.len() - 1] } else { 5 };
                    (least..=least_shown).map(move |own| [&way[..], &[own]].concat())
                })
                .collect();
        }
        // The rule did not stop before.
        let stopped = |way: &Vec<u64>| {
            (0..added)
                .any(|fewer| is_open(&way[..small], &way[small..small + fewer], Some(way[small + fewer])))
        };
        ways.retain(|way| way.iter().sum::<u64>() == n && !stopped(way));
        ways
    }

    proptest! {
        #[test]
        fn whoever_tries_every_way_finds_each_number_possible_and_nothing_else_is_refused(
            small in prop::collection::vec(1_u64..5, 1..4),
            added in prop::collection::vec(5_u64..9, 0..3),
            more in 0_u64..9,
        ) {
            let mut added = added;
            added.sort();
            let least_shown = added.last().copied().unwrap_or(5) + more;
            let n = small.iter().chain(&added).sum();
            let ways = fits(small.len(), added.len(), n, least_shown);
            let possible = |group: usize, own: u64| ways.iter().any(|way| way[group] == own);
            let all = (0..small.len()).all(|group| (1..5).all(|own| possible(group, own)));
            let expected = all && n >= 5 && small.len() + added.len() > 1;
            prop_assert_eq!(is_open(&small, &added, Some(least_shown)), expected);
        }
    }
}
