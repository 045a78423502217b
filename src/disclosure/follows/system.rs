use std::collections::BTreeSet;

/// Arithmetic is done modulo this prime (2^31 - 1): exact, without rounding. The rows hold zeros and ones, so what
/// follows modulo the prime and not in whole numbers would need a determinant that the prime divides.
pub(super) const PRIME: u64 = 2_147_483_647;

/// Rows in reduced echelon form, each with what goes along with it.
#[derive(Clone, Debug, Default)]
pub(super) struct System {
    pub rows: Vec<Basis>,
}

impl System {
    /// Adds a row. Of a row that follows from those that are there: what is left of what goes along with it.
    pub fn add(&mut self, mut row: Vec<u64>, mut made_of: Vec<u64>) -> Option<Vec<u64>> {
        for basis in &self.rows {
            let factor = row.get(basis.pivot).copied().unwrap_or(0);
            subtract(&mut row, factor, &basis.row);
            subtract(&mut made_of, factor, &basis.made_of);
        }
        let Some(pivot) = row.iter().position(|&value| value != 0) else { return Some(made_of) };
        let lead = inverse(row.get(pivot).copied().unwrap_or(1));
        let scale =
            |values: &mut Vec<u64>| values.iter_mut().for_each(|value| *value = reduced(*value * lead));
        scale(&mut row);
        scale(&mut made_of);
        for basis in &mut self.rows {
            let factor = basis.row.get(pivot).copied().unwrap_or(0);
            subtract(&mut basis.row, factor, &row);
            subtract(&mut basis.made_of, factor, &made_of);
        }
        self.rows.push(Basis { pivot, row, made_of });
        None
    }
}

/// A sum that follows from what is published.
#[derive(Clone, Debug)]
pub(super) struct Basis {
    /// The atom by which it is told from the others.
    pub pivot: usize,
    pub row: Vec<u64>,
    /// With what factor each of the sums of now is in it.
    pub made_of: Vec<u64>,
}

/// Whether some in a row are counted and others taken off again as often.
pub(super) fn is_difference(row: &[u64]) -> bool {
    let factors: BTreeSet<u64> = row.iter().copied().filter(|factor| *factor != 0).collect();
    factors.iter().any(|factor| factors.contains(&(PRIME - factor)))
}

/// `row - factor * other`, modulo the prime.
pub(super) fn subtract(row: &mut [u64], factor: u64, other: &[u64]) {
    if factor != 0 {
        let turned = PRIME - factor;
        row.iter_mut().zip(other).for_each(|(value, other)| *value = reduced(*value + turned * other));
    }
}

/// A number modulo the prime: 2^31 counts as 1, which is quicker than dividing.
fn reduced(number: u64) -> u64 {
    let once = (number & PRIME) + (number >> 31);
    let twice = (once & PRIME) + (once >> 31);
    if twice >= PRIME { twice - PRIME } else { twice }
}

/// What a number is to be multiplied by to give 1: its power of the prime minus 2.
fn inverse(number: u64) -> u64 {
    let (mut result, mut base, mut power) = (1, number % PRIME, PRIME - 2);
    while power > 0 {
        if power & 1 == 1 {
            result = reduced(result * base);
        }
        base = reduced(base * base);
        power >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_number_is_reduced_as_by_division(number in any::<u64>()) {
            prop_assert_eq!(reduced(number), number % PRIME);
        }

        #[test]
        fn a_number_times_its_inverse_is_one(number in 1..PRIME) {
            prop_assert_eq!(reduced(number * inverse(number)), 1);
        }
    }
}
