use std::collections::BTreeSet;

/// Below this a coefficient is a rounding error: all of them are sums and differences of zeros and ones.
const NOUGHT: f64 = 1e-9;

/// The people of a round in the finest cells (a role in one combination of groups), and which cells each slice holds.
///
/// Roles and groupings overlap: a role minus a school, or one grouping minus another, may leave a few people over
/// although every table by itself is safe. All published slices together are a system of linear equations over the
/// cells; what an attacker can work out exactly is what follows from it (rule 4 of the disclosure rules, exact part).
#[derive(Clone, Debug)]
pub(super) struct Linked {
    /// Per slice the cells it holds.
    pub slices: Vec<BTreeSet<usize>>,
    /// Per cell its measures; all lists are equally long.
    pub cells: Vec<Vec<u64>>,
    /// The slice that holds everyone; it is withheld last.
    pub whole: usize,
}

impl Linked {
    /// The slices to withhold beside those that are `given`, so that no set of fewer than `minimum` people follows
    /// exactly from the slices that are shown: no cell, no slice, no part that two slices share, and no part of one
    /// slice that is not in another.
    pub fn withheld(&self, minimum: u64, given: &BTreeSet<usize>) -> BTreeSet<usize> {
        let mut hidden = given.clone();
        let targets = self.targets();
        for measure in 0..self.cells.first().map_or(0, Vec::len) {
            while let Some(next) = self.exposing(measure, minimum, &hidden, &targets) {
                hidden.insert(next);
            }
        }
        hidden
    }

    /// The sets of people that are guarded.
    fn targets(&self) -> BTreeSet<BTreeSet<usize>> {
        let mut targets: BTreeSet<BTreeSet<usize>> =
            (0..self.cells.len()).map(|cell| [cell].into()).collect();
        for a in &self.slices {
            targets.insert(a.clone());
            for b in &self.slices {
                targets.insert(a.intersection(b).copied().collect());
                targets.insert(a.difference(b).copied().collect());
            }
        }
        targets
    }

    /// A shown slice that helps to work out a small set of people in a measure: the smallest that does, the whole last.
    fn exposing(
        &self,
        measure: usize,
        minimum: u64,
        hidden: &BTreeSet<usize>,
        targets: &BTreeSet<BTreeSet<usize>>,
    ) -> Option<usize> {
        // Who has nobody in a measure has nothing to hide in it, and an attacker may know that.
        let people: Vec<usize> =
            (0..self.cells.len()).filter(|&cell| self.count(cell, measure) > 0).collect();
        let row = |set: &BTreeSet<usize>| -> Vec<f64> {
            people.iter().map(|cell| if set.contains(cell) { 1.0 } else { 0.0 }).collect()
        };
        let size = |set: &BTreeSet<usize>| set.iter().map(|&cell| self.count(cell, measure)).sum::<u64>();
        let shown: Vec<usize> = (0..self.slices.len()).filter(|slice| !hidden.contains(slice)).collect();
        let small: Vec<Vec<f64>> =
            targets.iter().filter(|set| (1..minimum).contains(&size(set))).map(row).collect();
        if small.is_empty() {
            return None;
        }
        let system = System::of(shown.iter().filter_map(|&slice| self.slices.get(slice)).map(row).collect());
        let helpers = small.iter().filter_map(|target| system.combination(target)).next()?;
        let slice_size = |slice: usize| self.slices.get(slice).map_or(0, size);
        let candidates = shown.iter().zip(&helpers).filter(|(_, coefficient)| coefficient.abs() > NOUGHT);
        candidates
            .map(|(&slice, _)| slice)
            .min_by_key(|&slice| (slice == self.whole, slice_size(slice), slice))
    }

    fn count(&self, cell: usize, measure: usize) -> u64 {
        self.cells.get(cell).and_then(|cell| cell.get(measure)).copied().unwrap_or(0)
    }
}

/// Rows in echelon form, each with how it was made of the rows given.
struct System {
    rows: Vec<Echelon>,
    given: usize,
}

struct Echelon {
    pivot: usize,
    row: Vec<f64>,
    made_of: Vec<f64>,
}

impl System {
    fn of(given: Vec<Vec<f64>>) -> Self {
        let mut system = Self { rows: Vec::new(), given: given.len() };
        for (index, row) in given.iter().enumerate() {
            let mut made_of = vec![0.0; given.len()];
            if let Some(own) = made_of.get_mut(index) {
                *own = 1.0;
            }
            let (row, made_of) = system.reduced(row.clone(), made_of);
            let pivot = row.iter().position(|value| value.abs() > NOUGHT);
            if let Some(pivot) = pivot
                && let Some(&lead) = row.get(pivot)
            {
                let scaled = |values: Vec<f64>| values.into_iter().map(|value| value / lead).collect();
                system.rows.push(Echelon { pivot, row: scaled(row), made_of: scaled(made_of) });
            }
        }
        system
    }

    /// What is left of a row when the rows so far are taken out of it, and what it is then made of.
    fn reduced(&self, mut row: Vec<f64>, mut made_of: Vec<f64>) -> (Vec<f64>, Vec<f64>) {
        for echelon in &self.rows {
            let factor = row.get(echelon.pivot).copied().unwrap_or(0.0);
            if factor.abs() > NOUGHT {
                row.iter_mut().zip(&echelon.row).for_each(|(value, other)| *value -= factor * other);
                made_of.iter_mut().zip(&echelon.made_of).for_each(|(value, other)| *value -= factor * other);
            }
        }
        (row, made_of)
    }

    /// The coefficients of the given rows that add up to a target; `None` where it does not follow from them.
    fn combination(&self, target: &[f64]) -> Option<Vec<f64>> {
        let (rest, made_of) = self.reduced(target.to_vec(), vec![0.0; self.given]);
        rest.iter().all(|value| value.abs() <= NOUGHT).then(|| made_of.iter().map(|value| -value).collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn linked(slices: &[&[usize]], cells: &[u64]) -> Linked {
        Linked {
            slices: slices.iter().map(|cells| cells.iter().copied().collect()).collect(),
            cells: cells.iter().map(|&n| vec![n]).collect(),
            whole: 0,
        }
    }

    fn withheld(linked: &Linked, given: &[usize]) -> Vec<usize> {
        linked.withheld(5, &given.iter().copied().collect()).into_iter().collect()
    }

    #[test]
    fn a_role_minus_a_school_gives_nobody_away() {
        // Cells: students of A (20), students of C (4), trainers without a school (12).
        // Slices: all, students, trainers, school A, school C (withheld).
        let linked = linked(&[&[0, 1, 2], &[0, 1], &[2], &[0], &[1]], &[20, 4, 12]);
        let hidden = withheld(&linked, &[4]);
        assert!(hidden.contains(&3), "students minus school A are the four of school C: {hidden:?}");
    }

    #[test]
    fn one_grouping_minus_another_gives_nobody_away() {
        // Region 2 holds schools C (4) and D (15); region 1 holds A and B.
        let slices: [&[usize]; 7] = [&[0, 1, 2, 3], &[0, 1], &[2, 3], &[0], &[1], &[2], &[3]];
        let linked = linked(&slices, &[20, 18, 4, 15]);
        let hidden = withheld(&linked, &[5, 4]);
        let shown: Vec<usize> = (0..7).filter(|slice| !hidden.contains(slice)).collect();
        assert!(
            !(shown.contains(&2) && shown.contains(&6)),
            "region 2 minus school D is school C: {shown:?}"
        );
    }

    #[test]
    fn nothing_small_hides_nothing_more() {
        let linked = linked(&[&[0, 1], &[0], &[1]], &[20, 8]);
        assert_eq!(withheld(&linked, &[]), Vec::<usize>::new());
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
            let cells = counts.iter().map(|&n| vec![n]).collect();
            let linked = Linked { slices, cells, whole: 0 };
            let size = |set: &BTreeSet<usize>| set.iter().map(|&cell| counts[cell]).sum::<u64>();
            let given: BTreeSet<usize> =
                (0..6).filter(|&slice| (1..5).contains(&size(&linked.slices[slice]))).collect();
            let hidden = linked.withheld(5, &given);
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
