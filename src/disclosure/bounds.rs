use std::collections::{BTreeMap, BTreeSet};

use super::around::{Around, Exchange, place_of};
use super::programme::{NOUGHT, Programme};

/// So many ways to exchange are tried of a class.
const MOST_EXCHANGES: usize = 1_000;

/// Cells that no shown slice tells from each other, and how the sums over them are shown: between which bounds a number
/// of some people lies for someone who has every sum (rule 4 of the disclosure rules, interval part).
///
/// A number is counted per class: people, valid answers, answers in one category. Each number is a system of its own.
#[derive(Clone, Debug)]
pub(super) struct Classes {
    /// The cells of each class.
    cells: Vec<BTreeSet<usize>>,
    class_of: BTreeMap<usize, usize>,
    /// What can be moved so that no sum changes.
    around: Around,
    /// The classes of each shown slice.
    sums: Vec<Vec<usize>>,
    /// The classes of each slice of which only bounds are told.
    told: Vec<Vec<usize>>,
}

/// A number per class, and between which bounds it is told to lie in each of the slices of which bounds are told.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub counts: Vec<u64>,
    pub told: Vec<(u64, u64)>,
}

/// Which classes lie wholly within some people, and which touch them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    inside: Vec<usize>,
    touching: Vec<usize>,
}

impl Classes {
    /// The classes of the `cells` that have anybody, by the slices that are shown, and those of which bounds are told.
    pub fn new(cells: &BTreeSet<usize>, shown: &[&BTreeSet<usize>], told: &[&BTreeSet<usize>]) -> Self {
        let exact = shown.len();
        let shown: Vec<&BTreeSet<usize>> = shown.iter().chain(told).copied().collect();
        let mut of_place: BTreeMap<Vec<u64>, BTreeSet<usize>> = BTreeMap::new();
        for &cell in cells {
            let place = place_of(shown.iter().map(|slice| slice.contains(&cell)));
            of_place.entry(place).or_default().insert(cell);
        }
        let (places, cells): (Vec<_>, Vec<_>) = of_place.into_iter().unzip();
        let lies_in = |place: &Vec<u64>, slice: usize| {
            place.get(slice / 64).is_some_and(|bits| bits & (1 << (slice % 64)) != 0)
        };
        let of_slice = |slice: usize| {
            let classes = places.iter().enumerate().filter(|(_, place)| lies_in(place, slice));
            classes.map(|(class, _)| class).collect()
        };
        let mut sums: Vec<Vec<usize>> = (0..shown.len()).map(of_slice).collect();
        let told = sums.split_off(exact);
        let in_classes = cells.iter().enumerate();
        let class_of =
            in_classes.flat_map(|(class, cells)| cells.iter().map(move |&cell| (cell, class))).collect();
        Self { cells, class_of, around: Around::new(&places, &[], MOST_EXCHANGES), sums, told }
    }

    /// A number per class, from what it is per cell.
    pub fn counts(&self, per_cell: &[u64]) -> Vec<u64> {
        let count = |cells: &BTreeSet<usize>| cells.iter().filter_map(|&cell| per_cell.get(cell)).sum();
        self.cells.iter().map(count).collect()
    }

    /// Where some people lie among the classes.
    pub fn place(&self, people: &BTreeSet<usize>) -> Place {
        let mut met: BTreeMap<usize, usize> = BTreeMap::new();
        for class in people.iter().filter_map(|cell| self.class_of.get(cell)) {
            *met.entry(*class).or_default() += 1;
        }
        let is_whole =
            |class: usize, met: usize| self.cells.get(class).is_some_and(|cells| cells.len() == met);
        let inside = met.iter().filter(|(class, met)| is_whole(**class, **met));
        Place { inside: inside.map(|(class, _)| *class).collect(), touching: met.keys().copied().collect() }
    }

    /// The least that a number of some people can be, as far as that is more than `enough`; else anything up to
    /// `enough`. A whole number.
    pub fn least(&self, number: &Number, of: &Place, enough: u64) -> u64 {
        let witness = self.moved_out(&number.counts, &of.inside, enough);
        if witness <= enough {
            return witness;
        }
        match self.extreme(number, &of.inside, Extreme::Least) {
            Some(least) => ((least - NOUGHT).ceil().max(0.0) as u64).min(witness),
            // Not solved is not safe.
            None => witness,
        }
    }

    /// Whether a number of some people can be at least `wanted`.
    pub fn can_be(&self, number: &Number, of: &Place, wanted: u64) -> bool {
        if self.at_most(&number.counts, &of.touching) < wanted {
            return false;
        }
        if self.moved_in(&number.counts, &of.touching, wanted) >= wanted {
            return true;
        }
        let most = self.extreme(number, &of.touching, Extreme::Most);
        most.is_some_and(|most| most + NOUGHT >= wanted as f64)
    }

    /// Between which numbers a number of some people lies; `None` where the solver gave up.
    pub fn range(&self, number: &Number, of: &Place) -> Option<(u64, u64)> {
        let least = self.extreme(number, &of.inside, Extreme::Least)?;
        let most = self.extreme(number, &of.touching, Extreme::Most)?;
        Some(((least - NOUGHT).ceil().max(0.0) as u64, (most + NOUGHT).floor().max(0.0) as u64))
    }

    /// The smallest sum shown that has all of these classes: they hold no more.
    fn at_most(&self, counts: &[u64], within: &[usize]) -> u64 {
        let has_all = |sum: &&Vec<usize>| within.iter().all(|class| sum.binary_search(class).is_ok());
        self.sums.iter().filter(has_all).map(|sum| total(counts, sum)).min().unwrap_or(u64::MAX)
    }

    /// What is left of a number within some classes when it is moved out of them, one by one, so that every sum that is
    /// shown stays as it is: a solution that an attacker cannot rule out.
    fn moved_out(&self, counts: &[u64], within: &[usize], enough: u64) -> u64 {
        let mut now = counts.to_vec();
        let mut left = total(&now, within);
        for &class in within {
            while left > enough
                && count(&now, class) > 0
                && let Some([one, other, with]) =
                    self.exchange(class, within, &|_, _, with| count(&now, with) > 0)
            {
                [class, with].into_iter().for_each(|from| lower(&mut now, from));
                [one, other].into_iter().for_each(|to| raise(&mut now, to));
                left -= 1;
            }
        }
        left
    }

    /// What a number within some classes becomes when it is moved into them in the same way, up to `wanted`.
    fn moved_in(&self, counts: &[u64], within: &[usize], wanted: u64) -> u64 {
        let mut now = counts.to_vec();
        let mut there = total(&now, within);
        for &class in within {
            while there < wanted
                && let Some([one, other, with]) = self.exchange(class, within, &|one, other, _| {
                    count(&now, one) > 0 && count(&now, other) > u64::from(one == other)
                })
            {
                [one, other].into_iter().for_each(|from| lower(&mut now, from));
                [class, with].into_iter().for_each(|to| raise(&mut now, to));
                there += 1;
            }
        }
        there
    }

    /// Three classes outside, of which the first two lie together in the same shown slices as `class` and the third: what
    /// is moved from the ones to the others changes no sum. `fits` says whether they will do.
    fn exchange(
        &self,
        class: usize,
        within: &[usize],
        fits: &dyn Fn(usize, usize, usize) -> bool,
    ) -> Option<[usize; 3]> {
        self.around.of(class).iter().find_map(|exchange| {
            // No two classes lie in the same slices, so there is always a third.
            let Exchange::Between { third, others: [one, other] } = *exchange else { return None };
            let outside = ![one, other, third].iter().any(|class| within.contains(class));
            (outside && fits(one, other, third)).then_some([one, other, third])
        })
    }

    /// The least or the most that a number of some classes can be; `None` where the solver gave up.
    fn extreme(&self, number: &Number, of: &[usize], which: Extreme) -> Option<f64> {
        let factor = if which == Extreme::Least { 1.0 } else { -1.0 };
        let goal: Vec<(usize, f64)> = of.iter().map(|&class| (class, factor)).collect();
        let start: Vec<f64> = number.counts.iter().map(|&count| count as f64).collect();
        let mut programme = Programme::new(start, &goal, |_| true);
        let terms = |sum: &[usize]| -> Vec<_> { sum.iter().map(|&class| (class, 1.0)).collect() };
        for sum in &self.sums {
            let total = total(&number.counts, sum) as f64;
            programme.holds(&terms(sum), total, total);
        }
        for (sum, (low, high)) in self.told.iter().zip(&number.told) {
            programme.holds(&terms(sum), *low as f64, *high as f64);
        }
        let point = programme.solved()?.point();
        Some(of.iter().filter_map(|&class| point.get(class)).sum())
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extreme {
    Least,
    Most,
}

fn count(counts: &[u64], class: usize) -> u64 {
    counts.get(class).copied().unwrap_or(0)
}

fn total(counts: &[u64], classes: &[usize]) -> u64 {
    classes.iter().map(|&class| count(counts, class)).sum()
}

fn lower(counts: &mut [u64], class: usize) {
    if let Some(count) = counts.get_mut(class) {
        *count = count.saturating_sub(1);
    }
}

fn raise(counts: &mut [u64], class: usize) {
    if let Some(count) = counts.get_mut(class) {
        *count += 1;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A table of rows and columns, all of whose totals are shown; and the whole.
    fn table(rows: usize, columns: usize) -> (BTreeSet<usize>, Vec<BTreeSet<usize>>) {
        let cells: BTreeSet<usize> = (0..rows * columns).collect();
        let row = |row: usize| cells.iter().copied().filter(|cell| cell / columns == row).collect();
        let column = |column: usize| cells.iter().copied().filter(|cell| cell % columns == column).collect();
        let sums = (0..rows).map(row).chain((0..columns).map(column)).chain([cells.clone()]).collect();
        (cells, sums)
    }

    fn classes(cells: &BTreeSet<usize>, sums: &[BTreeSet<usize>]) -> Classes {
        Classes::new(cells, &sums.iter().collect::<Vec<_>>(), &[])
    }

    fn number(classes: &Classes, per_cell: &[u64]) -> Number {
        Number { counts: classes.counts(per_cell), told: Vec::new() }
    }

    #[test]
    fn the_bounds_of_a_cell_are_those_of_frechet() {
        let (cells, sums) = table(3, 3);
        let classes = classes(&cells, &sums);
        // Rows 20, 6, 4; columns 22, 5, 3; the first cell is at least 20 + 22 - 30.
        let counts = number(&classes, &[14, 4, 2, 5, 1, 0, 3, 0, 1]);
        let first = classes.place(&[0].into());
        assert_eq!(classes.least(&counts, &first, 0), 12);
        assert!(classes.can_be(&counts, &first, 20) && !classes.can_be(&counts, &first, 21));
        let small = classes.place(&[4].into());
        assert_eq!(classes.least(&counts, &small, 0), 0);
        assert!(classes.can_be(&counts, &small, 5) && !classes.can_be(&counts, &small, 6));
    }

    #[test]
    fn people_whom_nothing_tells_apart_may_all_be_elsewhere() {
        let cells: BTreeSet<usize> = (0..3).collect();
        let classes = classes(&cells, &[cells.clone(), [2].into()]);
        let counts = number(&classes, &[3, 4, 9]);
        assert_eq!(classes.least(&counts, &classes.place(&[0].into()), 0), 0);
        assert!(classes.can_be(&counts, &classes.place(&[0].into()), 7));
        assert_eq!(classes.least(&counts, &classes.place(&[0, 1].into()), 0), 7);
    }

    #[test]
    fn bands_beside_the_sum_of_two_groups_settle_which_of_both_it_is() {
        // Together 3 of 19 are unfavourable; of one group of 4 at least 3 are, of the other of 15 at most 1.
        let cells: BTreeSet<usize> = (0..2).collect();
        let (one, other): (BTreeSet<usize>, BTreeSet<usize>) = ([0].into(), [1].into());
        let classes = Classes::new(&cells, &[&cells], &[&one, &other]);
        let unfavourable = Number { counts: classes.counts(&[3, 0]), told: vec![(3, 4), (0, 1)] };
        let others = classes.place(&other);
        assert!(!classes.can_be(&unfavourable, &others, 1), "the other group is all favourable");
        let open = Number { counts: classes.counts(&[3, 1]), told: vec![(3, 4), (0, 1)] };
        assert_eq!(classes.least(&open, &others, 0), 0);
    }

    proptest! {
        #[test]
        fn moving_and_the_programme_never_contradict_each_other(
            counts in prop::collection::vec(0_u64..9, 12),
            target in prop::collection::btree_set(0_usize..12, 1..4),
            hidden in prop::collection::btree_set(0_usize..7, 0..3),
        ) {
            let (cells, sums) = table(3, 4);
            let shown: Vec<&BTreeSet<usize>> =
                sums.iter().enumerate().filter(|(sum, _)| !hidden.contains(sum)).map(|(_, sum)| sum).collect();
            let classes = Classes::new(&cells, &shown, &[]);
            let (counts, place) = (number(&classes, &counts), classes.place(&target));
            let least = classes.extreme(&counts, &place.inside, Extreme::Least).expect("solved");
            let most = classes.extreme(&counts, &place.touching, Extreme::Most).expect("solved");
            prop_assert!(classes.moved_out(&counts.counts, &place.inside, 0) as f64 >= least - NOUGHT);
            prop_assert!(classes.moved_in(&counts.counts, &place.touching, 1000) as f64 <= most + NOUGHT);
            prop_assert_eq!(classes.least(&counts, &place, 0) as f64, least.round());
            prop_assert!(classes.can_be(&counts, &place, most.round() as u64));
            prop_assert!(!classes.can_be(&counts, &place, most.round() as u64 + 1));
        }
    }
}
