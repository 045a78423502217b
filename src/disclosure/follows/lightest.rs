use super::system::{Basis, PRIME, is_difference, subtract};

/// Looks for something light among what follows: sums of rows of small atoms, each row taken, turned round or left out.
///
/// Rows are in reduced form, so a sum keeps the pivots of what it is made of: it takes few of them. A sum that is too heavy
/// gets light only by what takes away some of its other atoms, and of these enough have to go. So one that has any of
/// those atoms has to be taken next, and no other needs to be tried.
pub(super) struct Lightest<'a> {
    rows: &'a [Basis],
    /// One of the first so many has to be taken.
    firsts: usize,
    weights: &'a [u64],
    /// What weighs less is light.
    least: u64,
    /// Whether what one set has more than another is passed over.
    differences: bool,
    /// Per atom the rows that have it beside their pivot.
    having: Vec<Vec<usize>>,
    /// Whether a row is taken, or was tried before with all that is taken.
    used: Vec<bool>,
    tried: usize,
    most: usize,
}

impl<'a> Lightest<'a> {
    pub(super) fn new(
        rows: &'a [Basis],
        firsts: usize,
        weights: &'a [u64],
        (least, differences): (u64, bool),
        most: usize,
    ) -> Self {
        let mut having = vec![Vec::new(); weights.len()];
        for (number, basis) in rows.iter().enumerate() {
            for (atom, own) in having.iter_mut().enumerate() {
                if atom != basis.pivot && basis.row.get(atom).is_some_and(|factor| *factor != 0) {
                    own.push(number);
                }
            }
        }
        let used = vec![false; rows.len()];
        Self { rows, firsts, weights, least, differences, having, used, tried: 0, most }
    }

    /// With what factor each of the sums of now is in something light; `None`: nothing light needs any of them. Where there
    /// is too much to look at, what was looked at last.
    pub(super) fn found(&mut self) -> Option<Vec<u64>> {
        let nothing = vec![0; self.weights.len()];
        let found = (0..self.firsts).find_map(|first| {
            // The first one may be taken as it is: turned round, everything is.
            self.with(first, &[PRIME - 1], 0, &nothing, &mut Vec::new())
        });
        self.used.fill(false);
        found
    }

    /// Whether everything was looked at that could be light.
    pub(super) fn is_complete(&self) -> bool {
        self.tried <= self.most
    }

    /// Takes one more row. It stays used: what holds it has been tried after this.
    fn with(
        &mut self,
        next: usize,
        factors: &[u64],
        pivots: u64,
        sum: &[u64],
        taken: &mut Vec<(usize, u64)>,
    ) -> Option<Vec<u64>> {
        let rows = self.rows;
        let basis = rows.get(next)?;
        let pivots = pivots + self.weight(basis.pivot);
        if pivots >= self.least {
            return None;
        }
        if let Some(used) = self.used.get_mut(next) {
            *used = true;
        }
        for &factor in factors {
            self.tried += 1;
            let mut row = sum.to_vec();
            subtract(&mut row, factor, &basis.row);
            taken.push((next, factor));
            let found = self.from(pivots, &row, taken);
            taken.pop();
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The same for a sum of rows, whose pivots weigh so much.
    fn from(&mut self, pivots: u64, sum: &[u64], taken: &mut Vec<(usize, u64)>) -> Option<Vec<u64>> {
        let others = self.others(sum, taken);
        let is_light = pivots + others.iter().map(|&atom| self.weight(atom)).sum::<u64>() < self.least;
        let counts = is_light && !(self.differences && is_difference(sum));
        if counts || !self.is_complete() {
            let found = self.made_of(taken);
            if found.is_some() {
                return found;
            }
        }
        let has_to_go = if is_light { &others[..] } else { self.too_much(pivots, &others) };
        let mut candidates: Vec<usize> =
            has_to_go.iter().filter_map(|&atom| self.having.get(atom)).flatten().copied().collect();
        candidates.sort_unstable();
        candidates.dedup();
        candidates.retain(|&row| self.used.get(row) == Some(&false));
        let mut found = None;
        for &next in &candidates {
            found = self.with(next, &[PRIME - 1, 1], pivots, sum, taken);
            if found.is_some() {
                break;
            }
        }
        for row in candidates {
            if let Some(used) = self.used.get_mut(row) {
                *used = false;
            }
        }
        found
    }

    /// The atoms in a sum that are not the pivot of a row in it; those that few rows have for their weight come first.
    fn others(&self, sum: &[u64], taken: &[(usize, u64)]) -> Vec<usize> {
        let is_pivot = |atom: usize| {
            taken.iter().any(|&(row, _)| self.rows.get(row).is_some_and(|row| row.pivot == atom))
        };
        let has = sum.iter().enumerate().filter(|(_, factor)| **factor != 0).map(|(atom, _)| atom);
        let mut others: Vec<usize> = has.filter(|&atom| !is_pivot(atom)).collect();
        others.sort_by_key(|&atom| {
            let rows = self.having.get(atom).map_or(0, Vec::len) as u64;
            (rows * 1_000 / self.weight(atom).max(1), atom)
        });
        others
    }

    /// The first of these atoms that together with the pivots are too heavy: one of them has to go.
    fn too_much<'b>(&self, pivots: u64, others: &'b [usize]) -> &'b [usize] {
        let mut weight = pivots;
        let enough = others.iter().position(|&atom| {
            weight += self.weight(atom);
            weight >= self.least
        });
        enough.and_then(|last| others.get(..=last)).unwrap_or(others)
    }

    fn weight(&self, atom: usize) -> u64 {
        self.weights.get(atom).copied().unwrap_or(0)
    }

    /// With what factors the sums of now are in what was taken; `None`: with none.
    fn made_of(&self, taken: &[(usize, u64)]) -> Option<Vec<u64>> {
        let mut made_of = vec![0; self.rows.first()?.made_of.len()];
        for &(row, factor) in taken {
            subtract(&mut made_of, factor, &self.rows.get(row)?.made_of);
        }
        made_of.iter().any(|&factor| factor != 0).then_some(made_of)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::system::System;
    use super::*;

    /// Every sum of the rows, each taken, turned round or left out: is one light, and does it need a sum of now?
    fn is_any_light(rows: &[Basis], weights: &[u64], least: u64, differences: bool) -> bool {
        let sums = 3_usize.pow(rows.len() as u32);
        (0..sums).any(|number| {
            let (mut sum, mut made_of) =
                (vec![0; weights.len()], vec![0; rows.first().map_or(0, |row| row.made_of.len())]);
            for (place, row) in rows.iter().enumerate() {
                let factor = [0, 1, PRIME - 1][number / 3_usize.pow(place as u32) % 3];
                subtract(&mut sum, factor, &row.row);
                subtract(&mut made_of, factor, &row.made_of);
            }
            let weight: u64 =
                sum.iter().zip(weights).filter(|(value, _)| **value != 0).map(|(_, weight)| weight).sum();
            made_of.iter().any(|&factor| factor != 0)
                && weight < least
                && !(differences && is_difference(&sum))
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn it_is_found_where_trying_everything_finds_it(
            weights in prop::collection::vec(0_u64..7, 12),
            sums in prop::collection::vec((prop::collection::vec(any::<bool>(), 12), any::<bool>()), 1..8),
            least in 2_u64..9,
            differences in any::<bool>(),
        ) {
            let mut system = System::default();
            for (number, (sum, is_of_now)) in sums.iter().enumerate() {
                let row = sum.iter().map(|has| u64::from(*has)).collect();
                let made_of = (0..sums.len()).map(|other| u64::from(*is_of_now && other == number)).collect();
                system.add(row, made_of);
            }
            let mut rows = system.rows;
            let of_now = |row: &Basis| row.made_of.iter().any(|&factor| factor != 0);
            rows.sort_by_key(|row| !of_now(row));
            let firsts = rows.iter().filter(|row| of_now(row)).count();
            let mut lightest = Lightest::new(&rows, firsts, &weights, (least, differences), 200_000);
            let found = lightest.found();
            prop_assert!(lightest.is_complete());
            prop_assert_eq!(found.is_some(), is_any_light(&rows, &weights, least, differences));
        }
    }
}
