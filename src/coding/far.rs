use std::collections::BTreeMap;

use super::meaning::{Written, written};
use super::normalise::number_in;
use crate::domain::Cell;

/// The numbers of a column of codes that lie far from the others and come as the sign that there is no answer: 99
/// beside 1 to 5, -1 beside 0 to 10. Empty where the numbers are no codes.
pub(super) fn far_codes(numbers: &[f64]) -> Vec<f64> {
    const LARGEST_CODE: f64 = 10.0;
    const LEAST_CODES: usize = 2;
    /// The last digits of 99, 999 and 9999, and of 77 and 88: what survey programs and their users write.
    const SIGNS: [f64; 14] =
        [77.0, 88.0, 96.0, 97.0, 98.0, 99.0, 777.0, 888.0, 997.0, 998.0, 999.0, 9997.0, 9998.0, 9999.0];
    let is_sign = |number: f64| SIGNS.contains(&number.abs()) || (-9.0..=-1.0).contains(&number);
    let is_code = |number: f64| (0.0..=LARGEST_CODE).contains(&number);
    let whole = numbers.iter().all(|number| number.fract() == 0.0);
    if !whole || !numbers.iter().all(|&number| is_code(number) || is_sign(number)) {
        return Vec::new();
    }
    let mut codes: Vec<f64> = numbers.iter().copied().filter(|&number| is_code(number)).collect();
    let mut far: Vec<f64> = numbers.iter().copied().filter(|&number| !is_code(number)).collect();
    codes.sort_by(f64::total_cmp);
    // A 9 beside 1 to 5 is a sign, beside 1 to 7 it may be a mark.
    if let [first, .., highest, 9.0] = codes.as_slice()
        && *first <= 2.0
        && (3.0..=6.0).contains(highest)
        && codes.len() > 3
    {
        far.push(9.0);
        codes.pop();
    }
    far.sort_by(f64::total_cmp);
    if codes.len() < LEAST_CODES { Vec::new() } else { far }
}

/// The numbers of a column of codes that probably say that there is no answer, as the project file writes them, with
/// how often each stands there.
pub fn far_values<'c>(cells: impl Iterator<Item = (&'c Cell, u64)>) -> Vec<(String, u64)> {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    for (cell, count) in cells.filter(|(_, count)| *count > 0) {
        if let Written::Text(text) = written(cell) {
            *counts.entry(text).or_default() += count;
        }
    }
    let numbers: Option<Vec<f64>> = counts.keys().map(|text| number_in(text)).collect();
    let far = far_codes(&numbers.unwrap_or_default());
    let count_of = |number: f64| {
        counts.iter().filter(|(text, _)| number_in(text) == Some(number)).map(|(_, count)| count).sum()
    };
    far.into_iter().map(|number| (number.to_string(), count_of(number))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_says_there_is_no_answer_lies_far_from_the_codes() {
        let far = |texts: &[&str]| {
            let cells: Vec<(Cell, u64)> =
                texts.iter().map(|text| (Cell::Text((*text).to_owned()), 2)).collect();
            let far = far_values(cells.iter().map(|(cell, count)| (cell, *count)));
            far.into_iter().map(|(text, _)| text).collect::<Vec<_>>()
        };
        assert_eq!(far(&["1", "2", "5", "99"]), ["99"]);
        assert_eq!(far(&["1", "2", "3", "4", "5", "9"]), ["9"]);
        assert_eq!(far(&["0", "4", "10", "-1", "999"]), ["-1", "999"]);
        assert_eq!(far(&["1", "2", "-99"]), ["-99"]);
        for none in [
            &["1", "2", "5"][..],
            &["5", "6", "7", "9"],
            &["1", "2", "3", "7", "9"],
            &["2023", "2024", "99"],
            &["19", "21", "99"],
            &["1", "99"],
            &["98", "99"],
            &["1,5", "2", "99"],
            &["eens", "99"],
            &[],
        ] {
            assert!(far(none).is_empty(), "{none:?}");
        }
        let numbers = [(Cell::Number(1.0), 3), (Cell::Number(4.0), 2), (Cell::Number(99.0), 7)];
        let far = far_values(numbers.iter().map(|(cell, count)| (cell, *count)));
        assert_eq!(far, [("99".to_owned(), 7)]);
    }
}
