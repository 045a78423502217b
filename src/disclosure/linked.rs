use std::collections::BTreeSet;

use super::Equations;

/// The slices of a round, and which of its finest cells (a role in one combination of groups) each of them holds.
///
/// Roles and groupings overlap: a role minus a school, one grouping minus another, or a region minus its schools may
/// leave a few people over although every table by itself is safe. All published slices together are a system of linear
/// equations over the cells; what an attacker can work out exactly is what follows from it (rule 4 of the disclosure
/// rules, exact part).
#[derive(Clone, Debug)]
pub(super) struct Linked {
    /// Per slice the cells it holds.
    pub slices: Vec<BTreeSet<usize>>,
    /// The slice that holds everyone; it is withheld last.
    pub whole: usize,
}

/// What makes a set of people one that may not follow: that it weighs too little.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Guard {
    /// The people of each cell. Who has nobody has nothing to hide, and an attacker may know that.
    pub people: Vec<u64>,
    /// What each cell weighs: its people, or its answers that are not like the others.
    pub weights: Vec<u64>,
    /// A set of people that weighs less may not follow.
    pub least: u64,
    /// Whether what one such set has more than another may follow.
    pub differences: bool,
}

impl Guard {
    /// No set of fewer than `least` people may follow.
    pub fn of_people(people: Vec<u64>, least: u64) -> Self {
        Self { weights: people.clone(), people, least, differences: false }
    }
}

/// Of how many sets of a few small cells together it is looked at what is certain of them.
const MOST_UNIONS: usize = 2_000;

impl Linked {
    /// The sets of people of whom it is looked at between which bounds their numbers lie: each cell, each slice, what two
    /// slices share, what one has that the other has not, and small cells of one slice together, two and three at a
    /// time, in small slices first.
    pub fn targets(&self, people: &[u64], minimum: u64) -> BTreeSet<BTreeSet<usize>> {
        let mut targets: BTreeSet<BTreeSet<usize>> =
            (0..people.len()).map(|cell| BTreeSet::from([cell])).collect();
        for a in &self.slices {
            targets.insert(a.clone());
            for b in &self.slices {
                targets.insert(a.intersection(b).copied().collect());
                targets.insert(a.difference(b).copied().collect());
            }
        }
        let of = |cell: usize| people.get(cell).copied().unwrap_or(0);
        let mut slices: Vec<&BTreeSet<usize>> = self.slices.iter().collect();
        slices.sort_by_key(|slice| slice.iter().map(|&cell| of(cell)).sum::<u64>());
        let mut unions = BTreeSet::new();
        for slice in slices {
            let small: Vec<usize> =
                slice.iter().copied().filter(|&cell| (1..minimum).contains(&of(cell))).collect();
            for (at, &one) in small.iter().enumerate() {
                for (next, &other) in small.iter().enumerate().skip(at + 1) {
                    let thirds =
                        small.iter().skip(next + 1).map(|&third| BTreeSet::from([one, other, third]));
                    for union in [BTreeSet::from([one, other])].into_iter().chain(thirds) {
                        if union.iter().map(|&cell| of(cell)).sum::<u64>() < minimum {
                            unions.insert(union);
                        }
                        if unions.len() >= MOST_UNIONS {
                            return targets.into_iter().chain(unions).collect();
                        }
                    }
                }
            }
        }
        targets.into_iter().chain(unions).collect()
    }

    /// The slices to withhold beside those that are `given`, so that no set of people that a guard is for follows
    /// exactly from the slices that are shown: whatever is added to and subtracted from each other.
    pub fn withheld(&self, guards: &[Guard], given: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut hidden = given.clone();
        // Where everyone answers everything, many guards are the same.
        let mut different: Vec<&Guard> = Vec::new();
        for guard in guards.iter().filter(|guard| guard.weights.iter().any(|weight| *weight < guard.least)) {
            if !different.contains(&guard) {
                different.push(guard);
            }
        }
        for guard in different {
            loop {
                let gone = self.exposing(guard, &hidden);
                if gone.is_empty() {
                    break;
                }
                hidden.extend(gone);
            }
        }
        hidden
    }

    /// The shown slices that help to work out what is guarded: of each set that follows the smallest, the whole last.
    /// Where one of those is gone already, the set no longer follows that way.
    fn exposing(&self, guard: &Guard, hidden: &BTreeSet<usize>) -> BTreeSet<usize> {
        let shown: Vec<usize> = (0..self.slices.len()).filter(|slice| !hidden.contains(slice)).collect();
        let now = shown.iter().filter_map(|&slice| self.slices.get(slice).cloned()).collect();
        let (people, weights) = (guard.people.clone(), guard.weights.clone());
        let differences = guard.differences;
        let equations = Equations { people, weights, differences, before: Vec::new(), now };
        let size = |slice: usize| -> u64 {
            let cells = self.slices.get(slice).into_iter().flatten();
            cells.filter_map(|&cell| guard.people.get(cell)).sum()
        };
        let mut gone = BTreeSet::new();
        for telling in equations.telling(guard.least) {
            let of: Vec<usize> = telling.iter().filter_map(|&row| shown.get(row).copied()).collect();
            if !of.iter().any(|slice| gone.contains(slice)) {
                let smallest = of.into_iter().min_by_key(|&slice| (slice == self.whole, size(slice), slice));
                gone.extend(smallest);
            }
        }
        gone
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn linked(slices: &[&[usize]]) -> Linked {
        Linked { slices: slices.iter().map(|cells| cells.iter().copied().collect()).collect(), whole: 0 }
    }

    fn withheld(linked: &Linked, cells: &[u64], given: &[usize]) -> Vec<usize> {
        let guard = Guard::of_people(cells.to_vec(), 5);
        linked.withheld(&[guard], &given.iter().copied().collect()).into_iter().collect()
    }

    #[test]
    fn a_role_minus_a_school_gives_nobody_away() {
        // Cells: students of A (20), students of C (4), trainers without a school (12).
        // Slices: all, students, trainers, school A, school C (withheld).
        let linked = linked(&[&[0, 1, 2], &[0, 1], &[2], &[0], &[1]]);
        let hidden = withheld(&linked, &[20, 4, 12], &[4]);
        assert!(hidden.contains(&3), "students minus school A are the four of school C: {hidden:?}");
    }

    #[test]
    fn one_grouping_minus_another_gives_nobody_away() {
        // Region 2 holds schools C (4) and D (15); region 1 holds A and B.
        let slices: [&[usize]; 7] = [&[0, 1, 2, 3], &[0, 1], &[2, 3], &[0], &[1], &[2], &[3]];
        let linked = linked(&slices);
        let hidden = withheld(&linked, &[20, 18, 4, 15], &[5, 4]);
        let shown: Vec<usize> = (0..7).filter(|slice| !hidden.contains(slice)).collect();
        assert!(
            !(shown.contains(&2) && shown.contains(&6)),
            "region 2 minus school D is school C: {shown:?}"
        );
    }

    #[test]
    fn nothing_small_hides_nothing_more() {
        let linked = linked(&[&[0, 1], &[0], &[1]]);
        assert_eq!(withheld(&linked, &[20, 8], &[]), Vec::<usize>::new());
    }

    #[test]
    fn a_region_minus_its_schools_gives_nobody_away() {
        // Region 1: schools A (12), B (16) and C and D (2 and 2, withheld); region 2: school E (20) and 5 without a school.
        let slices: [&[usize]; 8] =
            [&[0, 1, 2, 3, 4, 5], &[0, 1, 2, 3], &[4, 5], &[0], &[1], &[2], &[3], &[4]];
        let hidden = withheld(&linked(&slices), &[12, 16, 2, 2, 20, 5], &[5, 6]);
        assert!([1, 3, 4].iter().any(|slice| hidden.contains(slice)), "{hidden:?}");
    }

    #[test]
    fn those_of_one_mind_do_not_follow_however_many_they_are() {
        // All (0), A (1) and B (2): those of B, 20 people, differ in one answer only.
        let linked = linked(&[&[0, 1], &[0], &[1]]);
        let guard = |weights: [u64; 2]| Guard {
            people: vec![30, 20],
            weights: weights.to_vec(),
            least: 2,
            differences: true,
        };
        let hidden = |weights| linked.withheld(&[guard(weights)], &[2].into());
        assert_eq!(hidden([9, 1]), [1, 2].into());
        assert_eq!(hidden([9, 2]), [2].into());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn no_small_cell_follows_from_what_is_shown(
            counts in proptest::collection::vec(0_u64..12, 8),
            groups in proptest::collection::vec(0_usize..3, 8),
        ) {
            // Eight cells: two roles (even, odd) in one grouping of three.
            let mut slices: Vec<BTreeSet<usize>> = vec![(0..8).collect()];
            slices.extend((0..2).map(|role| (0..8).filter(|cell| cell % 2 == role).collect()));
            slices.extend((0..3).map(|group| (0..8).filter(|&cell| groups[cell] == group).collect()));
            let linked = Linked { slices, whole: 0 };
            let size = |set: &BTreeSet<usize>| set.iter().map(|&cell| counts[cell]).sum::<u64>();
            let given: BTreeSet<usize> =
                (0..6).filter(|&slice| (1..5).contains(&size(&linked.slices[slice]))).collect();
            let hidden = linked.withheld(&[Guard::of_people(counts.clone(), 5)], &given);
            // Plain differences of two shown slices, one inside the other, are the attack everybody can do.
            let shown: Vec<&BTreeSet<usize>> =
                (0..6).filter(|slice| !hidden.contains(slice)).map(|slice| &linked.slices[slice]).collect();
            for a in &shown {
                for b in &shown {
                    if b.is_subset(a) {
                        let left = size(a) - size(b);
                        prop_assert!(left == 0 || left >= 5, "{left} people are left over");
                    }
                }
            }
        }
    }
}
