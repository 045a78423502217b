use std::collections::BTreeSet;

use crate::domain::Missing;
use crate::tally::{ItemCounts, Sums};

/// How many values must at least be left for what one person answered, where there are so many.
const LEFT_OPEN: usize = 3;

/// A score is published in tenths of a point: so far the exact mean may lie from the published one.
const HALF_A_TENTH: f64 = 0.05;

/// One who answered some statements and not all that were asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Skipper {
    /// How many statements were asked.
    asked: u64,
    /// How many were answered.
    valid: u64,
    /// Whether that is enough for a score.
    scored: bool,
}

impl Skipper {
    /// What the mean of the scores, times their number, holds more of this person's answers than the sums of the
    /// statements do, per point of those answers.
    fn factor(self) -> f64 {
        let (valid, asked) = (self.valid as f64, self.asked as f64);
        if self.scored { 1.0 / valid - 1.0 / asked } else { -1.0 / asked }
    }
}

/// Whether the rounded mean of the scores beside the exact sums of the statements tells what one of a few people
/// answered, who skipped a statement: the sums count every answer alike, the mean every person, and what is between the
/// two holds the answers of those people only. `cells` are the people of a slice, those of one cell all asked the same;
/// `needed` says from how many valid items on a respondent has a score.
///
/// Of `minimum` and more people it tells nothing of one. Of fewer it is worked out what each can have answered between
/// the lowest and the highest category that anybody chose, as someone would who knows the sums of every cell.
pub(super) fn tells(cells: &[&Sums], needed: u16, minimum: u64) -> bool {
    // Where nobody's answers are known together there are no scores to hold beside the sums.
    if cells.iter().any(|sums| sums.unlinked) {
        return false;
    }
    let how_many: u64 = skipping(cells, needed).map(|(_, people)| people).sum();
    if how_many == 0 || how_many >= minimum {
        return false;
    }
    let one_by_one = skipping(cells, needed).flat_map(|(skipper, people)| (0..people).map(move |_| skipper));
    let skippers: Vec<Skipper> = one_by_one.collect();
    let scored =
        cells.iter().flat_map(|sums| &sums.patterns).filter(|(pattern, _)| pattern.valid >= needed.max(1));
    let (mut n, mut scores) = (0_u64, 0.0);
    for (pattern, &count) in scored {
        n += count;
        scores += count as f64 * f64::from(pattern.sum) / f64::from(pattern.valid);
    }
    if n == 0 {
        return false;
    }
    let of_all: f64 = cells.iter().map(|sums| sum(sums) / asked(sums).max(1) as f64).sum();
    let mean = scores / n as f64;
    let published = (mean * 10.0).round() / 10.0;
    let within = [-HALF_A_TENTH, HALF_A_TENTH].map(|off| (published + off) * n as f64 - of_all);
    let chosen: BTreeSet<u64> = cells.iter().flat_map(|sums| &sums.items).flat_map(categories).collect();
    let (Some(&lowest), Some(&highest)) = (chosen.first(), chosen.last()) else { return false };
    // One of them knows the own answers: what all of them answered together is to be as open as what each did.
    let of_all_of_them = attainable(skippers.iter().copied(), lowest, highest);
    let asked_for = LEFT_OPEN.min(of_all_of_them.len());
    let is_open = |sum: &&Millionths| (within[0] - 1e-9..=within[1] + 1e-9).contains(&sum.value());
    if of_all_of_them.iter().filter(is_open).count() < asked_for {
        return true;
    }
    skippers.iter().enumerate().any(|(position, own)| {
        let others =
            skippers.iter().enumerate().filter(|(other, _)| *other != position).map(|(_, other)| *other);
        let values = (own.valid * lowest)..=(own.valid * highest);
        let asked_for = LEFT_OPEN.min(values.clone().count());
        let others = attainable(others, lowest, highest);
        let open = values.filter(|&value| {
            let rest = within.map(|end| end - value as f64 * own.factor());
            others.iter().any(|&other| rest[0] - 1e-9 <= other.value() && other.value() <= rest[1] + 1e-9)
        });
        open.count() < asked_for
    })
}

/// A sum in millionths, so that equal sums are counted once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Millionths(i64);

impl Millionths {
    fn of(value: f64) -> Self {
        Self((value * 1e6).round() as i64)
    }

    fn value(self) -> f64 {
        self.0 as f64 / 1e6
    }
}

/// Everything that some people's answers can add up to.
fn attainable(people: impl Iterator<Item = Skipper>, lowest: u64, highest: u64) -> BTreeSet<Millionths> {
    let mut sums = BTreeSet::from([Millionths(0)]);
    for person in people {
        let values: Vec<f64> = ((person.valid * lowest)..=(person.valid * highest))
            .map(|value| value as f64 * person.factor())
            .collect();
        sums = sums
            .iter()
            .flat_map(|sum| values.iter().map(|value| Millionths::of(sum.value() + value)))
            .collect();
    }
    sums
}

/// Who answered some and not all of what was asked, and how many they are.
fn skipping(cells: &[&Sums], needed: u16) -> impl Iterator<Item = (Skipper, u64)> {
    cells.iter().flat_map(move |sums| {
        let asked = asked(sums);
        sums.patterns.iter().filter_map(move |(pattern, &people)| {
            let valid = u64::from(pattern.valid);
            let scored = pattern.valid >= needed.max(1);
            (valid > 0 && valid < asked).then_some((Skipper { asked, valid, scored }, people))
        })
    })
}

/// How many statements the people of a cell were asked.
fn asked(sums: &Sums) -> u64 {
    let asked = |item: &&ItemCounts| {
        item.valid() + item.missing.iter().sum::<u64>() > item.missing(Missing::NotAsked)
    };
    sums.items.iter().filter(asked).count() as u64
}

/// The sum of all answers.
fn sum(sums: &Sums) -> f64 {
    sums.patterns.iter().map(|(pattern, &count)| f64::from(pattern.sum) * count as f64).sum()
}

/// The categories that anybody chose.
fn categories(item: &ItemCounts) -> impl Iterator<Item = u64> + '_ {
    (1..).zip(&item.categories).filter(|(_, count)| **count > 0).map(|(category, _)| category)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::fixture::{Person, mixed, sums};
    use super::*;

    /// The values of one skipper's answer that someone finds who tries them all.
    fn left_open(people: &[Person], answer: u8) -> usize {
        let mean = |answer: u8| {
            let scores = people.iter().map(|answers| match answers {
                [Some(one), Some(other)] => f64::from(one + other) / 2.0,
                _ => f64::from(answer),
            });
            (scores.sum::<f64>() / people.len() as f64 * 10.0).round()
        };
        // Where the sum of the statements stays the same, the others' answers make room.
        let shift = |other: u8| (f64::from(other) - f64::from(answer)) / 2.0 / people.len() as f64 * 10.0;
        let exact = people.iter().map(|answers| match answers {
            [Some(one), Some(other)] => f64::from(one + other) / 2.0,
            _ => f64::from(answer),
        });
        let exact = exact.sum::<f64>() / people.len() as f64 * 10.0;
        (1..=5).filter(|&other| (exact + shift(other)).round() == mean(answer)).count()
    }

    #[test]
    fn one_who_skipped_among_few_is_told_and_nobody_is_where_all_answered() {
        let mut people = mixed(6);
        assert!(!tells(&[&sums(&people)], 1, 5));
        people.push([Some(3), None]);
        assert!(tells(&[&sums(&people)], 1, 5));
        assert!(!tells(&[&sums(&[])], 1, 5));
    }

    #[test]
    fn at_the_end_of_the_scale_more_people_are_needed_to_hide_one() {
        let told = |answer: u8, count: usize| {
            let mut people = mixed(count);
            people.push([Some(answer), None]);
            tells(&[&sums(&people)], 1, 5)
        };
        assert!((20..60).any(|count| told(5, count) && !told(3, count)));
        assert!(!told(5, 120));
    }

    #[test]
    fn two_who_skipped_may_not_be_known_together_for_one_of_them_knows_the_other() {
        // Scores of 13, 13.5 or 14 over nine people, and 1.5 is shown: the two answered 1 and 2, and only who is open.
        let of = |one: u8, other: Option<u8>, people: usize| vec![[Some(one), other]; people];
        let two = [of(1, None, 1), of(2, None, 1)];
        let others = [of(1, Some(1), 1), of(1, Some(2), 2), of(2, Some(1), 3), of(2, Some(2), 1)];
        assert!(tells(&[&sums(&[two.concat(), others.concat()].concat())], 1, 5));
    }

    #[test]
    fn as_many_as_the_minimum_hide_each_other() {
        let with = |skippers: usize| {
            let mut people = mixed(6);
            people.extend(vec![[Some(4), None]; skippers]);
            tells(&[&sums(&people)], 1, 5)
        };
        assert!(with(1));
        assert!(!with(5));
    }

    proptest! {
        #[test]
        fn where_it_tells_nothing_trying_all_answers_leaves_several(count in 1_usize..60, answer in 1_u8..6) {
            let mut people = mixed(count.max(5));
            people.push([Some(answer), None]);
            if !tells(&[&sums(&people)], 1, 5) {
                prop_assert!(left_open(&people, answer) >= 2, "{count} {answer}");
            }
        }
    }
}
