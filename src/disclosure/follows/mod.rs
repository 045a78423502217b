mod lightest;
mod system;

use std::collections::BTreeSet;

use self::lightest::Lightest;
use self::system::{Basis, PRIME, System, is_difference};

/// So many combinations are looked at before a table is called unsafe without looking further.
const MOST_TRIED: usize = 200_000;

/// Everything that is published of one number, as sums over atoms: people of whom nothing published ever tells one from
/// another, such as those of one cell who came between two publications.
#[derive(Clone, Debug, Default)]
pub(crate) struct Equations {
    /// How many people each atom holds. Atoms of nobody have nothing to hide.
    pub people: Vec<u64>,
    /// How much each atom adds to what makes a set of people safe: its people, or its answers that differ.
    pub weights: Vec<u64>,
    /// Whether what one set has more than another may follow: of two sets of one mind that tells neither mind.
    pub differences: bool,
    /// The atoms of each sum that was published before.
    pub before: Vec<BTreeSet<usize>>,
    /// The atoms of each sum that is to be published now.
    pub now: Vec<BTreeSet<usize>>,
}

impl Equations {
    /// The sums of now over people who are to be kept from anyone who knows how many there are of each.
    pub fn of_people(people: Vec<u64>, before: Vec<BTreeSet<usize>>, now: Vec<BTreeSet<usize>>) -> Self {
        Self { weights: people.clone(), people, differences: false, before, now }
    }

    /// What gives something that weighs less than `least` away, together with what was published before: each time
    /// the sums of now that it takes. One of each has to go; with none there is nothing like that. What follows from
    /// the earlier publications alone is no matter of now.
    ///
    /// Everybody in something that follows has to be in an atom that weighs less than `least`. So what follows is
    /// reduced to what has no heavier atom in it (Gaussian elimination, heavier atoms first). In there every set that
    /// weighs less than `least` is looked for: it takes at most pivots of that weight. Differences between such sets
    /// count as well.
    pub fn telling(&self, least: u64) -> Vec<BTreeSet<usize>> {
        let (mut large, mut small) = (Vec::new(), Vec::new());
        let atoms = self.people.iter().zip(&self.weights).enumerate();
        for (atom, (_, &weight)) in atoms.filter(|(_, (people, _))| **people > 0) {
            if weight < least { small.push(atom) } else { large.push(atom) }
        }
        if small.is_empty() || self.now.iter().all(|row| self.before.contains(row)) {
            return Vec::new();
        }
        let columns: Vec<usize> = large.iter().chain(&small).copied().collect();
        let weights: Vec<u64> =
            columns.iter().map(|&atom| self.weights.get(atom).copied().unwrap_or(0)).collect();
        let vector = |row: &BTreeSet<usize>| -> Vec<u64> {
            columns.iter().map(|atom| u64::from(row.contains(atom))).collect()
        };
        let mut system = System::default();
        let known: BTreeSet<&BTreeSet<usize>> = self.before.iter().collect();
        for row in &known {
            system.add(vector(row), vec![0; self.now.len()]);
        }
        for (position, row) in self.now.iter().enumerate().filter(|(_, row)| !known.contains(row)) {
            let mut made_of = vec![0; self.now.len()];
            if let Some(own) = made_of.get_mut(position) {
                *own = 1;
            }
            system.add(vector(row), made_of);
        }
        let mut left: Vec<&Basis> = system.rows.iter().filter(|basis| basis.pivot >= large.len()).collect();
        // Without one that needs a sum of now, nothing is a matter of now: those come first.
        let of_now = |basis: &&Basis| basis.made_of.iter().any(|&factor| factor != 0);
        left.sort_by_key(|basis| !of_now(basis));
        let firsts = left.iter().filter(|basis| of_now(basis)).count();
        let of = |made_of: &[u64]| -> BTreeSet<usize> {
            (0..self.now.len()).filter(|&row| made_of.get(row).is_some_and(|&factor| factor != 0)).collect()
        };
        let involved = |row: &[u64]| -> u64 {
            row.iter().zip(&weights).filter(|(value, _)| **value != 0).map(|(_, weight)| weight).sum()
        };
        let counts = |basis: &&&Basis| {
            involved(&basis.row) < least && !(self.differences && is_difference(&basis.row))
        };
        let alone = left.iter().take(firsts).filter(counts);
        let alone: Vec<BTreeSet<usize>> = alone.map(|basis| of(&basis.made_of)).collect();
        if !alone.is_empty() {
            return alone;
        }
        // What is left has no larger atom in it.
        let small_part = |row: &[u64]| row.get(large.len()..).unwrap_or_default().to_vec();
        let left: Vec<Basis> = left
            .into_iter()
            .map(|basis| Basis {
                pivot: basis.pivot - large.len(),
                row: small_part(&basis.row),
                made_of: basis.made_of.clone(),
            })
            .collect();
        let weights = weights.get(large.len()..).unwrap_or_default();
        let search = |differences: bool, most: usize| -> (Option<BTreeSet<usize>>, bool) {
            let mut lightest = Lightest::new(&left, firsts, weights, (least, differences), most);
            let found = lightest.found();
            (found.map(|made_of| of(&made_of)), lightest.is_complete())
        };
        let (found, _) = search(false, MOST_TRIED);
        if !self.differences || found.is_none() {
            return found.into_iter().collect();
        }
        match search(true, MOST_TRIED / small.len()) {
            (set, true) => set.into_iter().collect(),
            // So many differences that not all were looked at: they count, as a set may be among them.
            (_, false) => found.into_iter().collect(),
        }
    }
}

/// Whether numbers that are published as sums contradict each other: then not the same people stand behind the same
/// atoms. Each sum has its atoms and its numbers; all lists of numbers are equally long.
pub(crate) fn contradict(atoms: usize, sums: &[(BTreeSet<usize>, Vec<u64>)]) -> bool {
    let mut system = System::default();
    for (row, numbers) in sums {
        let vector: Vec<u64> = (0..atoms).map(|atom| u64::from(row.contains(&atom))).collect();
        let numbers = numbers.iter().map(|number| number % PRIME).collect();
        if system.add(vector, numbers).is_some_and(|rest| rest.iter().any(|&number| number != 0)) {
            return true;
        }
    }
    false
}

/// Whether a sum with these factors follows from others.
#[cfg(test)]
pub(crate) fn follows(from: &[Vec<i32>], target: &[i32]) -> bool {
    let whole = |row: &[i32]| row.iter().map(|&f| i64::from(f).rem_euclid(PRIME as i64) as u64).collect();
    let mut system = System::default();
    for row in from {
        system.add(whole(row), Vec::new());
    }
    system.add(whole(target), Vec::new()).is_some()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sums(people: &[u64], before: &[&[usize]], now: &[&[usize]]) -> Equations {
        let rows = |rows: &[&[usize]]| rows.iter().map(|row| row.iter().copied().collect()).collect();
        Equations::of_people(people.to_vec(), rows(before), rows(now))
    }

    fn telling(sums: &Equations) -> Option<Vec<usize>> {
        sums.telling(5).into_iter().next().map(|found| found.into_iter().collect())
    }

    #[test]
    fn one_newcomer_follows_from_two_totals() {
        assert_eq!(telling(&sums(&[20, 1], &[&[0]], &[&[0, 1]])), Some(vec![0]));
        assert_eq!(telling(&sums(&[20, 4], &[&[0]], &[&[0, 1]])), Some(vec![0]));
        assert_eq!(telling(&sums(&[20, 5], &[&[0]], &[&[0, 1]])), None);
        assert_eq!(telling(&sums(&[20, 0], &[&[0]], &[&[0, 1]])), None, "nobody came");
    }

    #[test]
    fn what_follows_from_earlier_publications_alone_is_no_matter_of_now() {
        assert_eq!(telling(&sums(&[20, 4, 9], &[&[0], &[0, 1]], &[&[0, 1, 2]])), None);
    }

    #[test]
    fn a_newcomer_of_one_role_is_all_minus_the_other() {
        // Students 20 and 6 more, mentors 12 and 1 more; the mentors themselves are not shown anew.
        let sums = sums(&[20, 6, 12, 1], &[&[0], &[2], &[0, 2]], &[&[0, 1], &[0, 1, 2, 3]]);
        assert_eq!(telling(&sums), Some(vec![0, 1]));
    }

    #[test]
    fn two_small_sets_whose_difference_follows_give_each_other_away() {
        let sums = sums(&[20, 1, 2, 30], &[&[0, 1], &[3]], &[&[0, 2]]);
        assert_eq!(telling(&sums), Some(vec![0]));
    }

    #[test]
    fn what_one_set_has_more_than_another_may_follow_where_only_sets_tell() {
        let mut sums = sums(&[20, 1, 2], &[], &[&[0, 1], &[0, 2]]);
        assert!(telling(&sums).is_some());
        sums.differences = true;
        assert_eq!(telling(&sums), None);
        sums.now.push([0].into());
        assert!(telling(&sums).is_some(), "either of the two is a set");
    }

    #[test]
    fn a_set_that_no_two_slices_make_is_found_as_well() {
        // Atom 3 is the first plus the second minus the third, halved.
        let sums = sums(&[9, 9, 9, 3], &[&[0, 1, 3], &[0, 2, 3], &[1, 2]], &[&[0, 1, 2]]);
        assert!(telling(&sums).is_some());
    }

    #[test]
    fn numbers_that_do_not_add_up_are_noticed() {
        let row = |atoms: &[usize], number: u64| (atoms.iter().copied().collect(), vec![number]);
        assert!(!contradict(2, &[row(&[0], 4), row(&[1], 5), row(&[0, 1], 9)]));
        assert!(contradict(2, &[row(&[0], 4), row(&[1], 5), row(&[0, 1], 8)]));
        assert!(contradict(1, &[row(&[0], 4), row(&[0], 3)]));
        assert!(!contradict(0, &[]));
    }

    proptest! {
        #[test]
        fn no_set_that_brute_force_finds_stays(
            people in prop::collection::vec(0_u64..9, 5),
            before in prop::collection::vec(prop::collection::btree_set(0_usize..5, 1..5), 0..4),
            now in prop::collection::vec(prop::collection::btree_set(0_usize..5, 1..5), 0..4),
        ) {
            let mut sums = Equations::of_people(people, before, now);
            while let Some(found) = sums.telling(5).into_iter().next() {
                let last = found.into_iter().next_back();
                sums.now.remove(last.expect("something to keep back"));
            }
            // Every combination with factors -1 to 1 of everything that is published.
            let rows: Vec<_> = sums.before.iter().chain(&sums.now).collect();
            let mut factors = vec![-1_i64; rows.len()];
            loop {
                let held: Vec<i64> = (0..5)
                    .map(|atom| rows.iter().zip(&factors).filter(|(row, _)| row.contains(&atom)).map(|(_, f)| f).sum())
                    .collect();
                let of_now = factors.iter().skip(sums.before.len()).any(|factor| *factor != 0);
                let people: u64 = held.iter().zip(&sums.people).filter(|(held, _)| **held != 0).map(|(_, n)| n).sum();
                let is_set = held.iter().all(|held| (-1..=1).contains(held));
                if of_now && is_set && (1..5).contains(&people) {
                    // Unless it follows from what was published before.
                    let only_before = Equations { now: vec![], ..sums.clone() };
                    let vector: Vec<u64> = held.iter().map(|&held| if held < 0 { PRIME - 1 } else { held as u64 }).collect();
                    let mut system = System::default();
                    for row in &only_before.before {
                        system.add((0..5).map(|atom| u64::from(row.contains(&atom))).collect(), vec![]);
                    }
                    // Atoms of nobody are no matter.
                    for (atom, _) in sums.people.iter().enumerate().filter(|(_, size)| **size == 0) {
                        system.add((0..5).map(|other| u64::from(other == atom)).collect(), vec![]);
                    }
                    prop_assert!(system.add(vector, vec![]).is_some(), "{held:?} of {sums:?}");
                }
                let Some(place) = factors.iter().position(|factor| *factor < 1) else { break };
                factors.iter_mut().take(place).for_each(|factor| *factor = -1);
                factors[place] += 1;
            }
        }
    }
}
