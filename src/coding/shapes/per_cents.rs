use super::amount::Amount;

/// What is wrong with the per cents of one question.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Impossible {
    /// They do not add up to 100, not even for how they are rounded; their sum.
    Sum(f64),
    /// No whole number of `n` people is that share, not even for how it is rounded: its position.
    Share(usize),
    /// Each is the share of a whole number, but the whole numbers together are not `n`: their sum.
    People(u64),
}

/// The counts behind per cents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Counts {
    /// One for each of the per cents.
    pub(super) counts: Vec<u64>,
    /// Whether more than one whole number has one of the shares as it is written.
    pub(super) about: bool,
    /// Whether they were read as the fractions that a workbook keeps of per cents.
    pub(super) fractions: bool,
}

/// The numbers of people behind the per cents that were written for one question of `n` people: p x n / 100,
/// rounded, as long as that share is p again in the decimals written.
pub(super) fn counts(shares: &[Amount], n: u64) -> Result<Counts, Impossible> {
    let fractions = are_fractions(shares);
    let of_workbook = shares.iter().filter(|share| share.of_workbook).map(|share| share.decimals).max();
    // A workbook keeps no zeros at the end: 35 beside 12.5 is 35.0.
    let decimals = |share: &Amount| if share.of_workbook { of_workbook.unwrap_or(0) } else { share.decimals };
    let scaled = |share: &Amount| {
        let (value, decimals) = (share.value, decimals(share));
        if fractions { (100.0 * value, (decimals - 2).max(0)) } else { (value, decimals) }
    };
    let scaled: Vec<(f64, i32)> = shares.iter().map(scaled).collect();
    let sum: f64 = scaled.iter().map(|(value, _)| value).sum();
    let nobody = n == 0 && sum == 0.0;
    let off: f64 = scaled.iter().map(|(_, decimals)| half(*decimals)).sum();
    if !nobody && (sum - 100.0).abs() > off + NOISE {
        return Err(Impossible::Sum(sum));
    }
    let mut counted = Counts { counts: Vec::new(), about: false, fractions };
    for (position, (value, decimals)) in scaled.iter().enumerate() {
        let people = (value * n as f64 / 100.0).round();
        let share = if n == 0 { 0.0 } else { 100.0 * people / n as f64 };
        if (share - value).abs() > half(*decimals) + NOISE {
            return Err(Impossible::Share(position));
        }
        // Half a unit on either side holds more than one whole number of people.
        counted.about |= n as f64 * 2.0 * half(*decimals) / 100.0 > 1.0 + NOISE;
        counted.counts.push(people as u64);
    }
    let people: u64 = counted.counts.iter().sum();
    if !counted.about && people != n {
        return Err(Impossible::People(people));
    }
    Ok(counted)
}

/// What binary arithmetic may be off, in per cents.
const NOISE: f64 = 1e-6;

/// Half a unit of the last decimal, in per cents.
fn half(decimals: i32) -> f64 {
    0.5 * 10.0_f64.powi(-decimals.min(12))
}

/// A workbook keeps 35% as 0.35. Per cents of whole numbers that add up to 1 are nothing else.
fn are_fractions(shares: &[Amount]) -> bool {
    let sum: f64 = shares.iter().map(|share| share.value).sum();
    let off = 0.005 * shares.len() as f64;
    shares.iter().all(|share| share.of_workbook && share.value <= 1.0) && (sum - 1.0).abs() <= off
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn written(texts: &[(f64, i32)]) -> Vec<Amount> {
        texts.iter().map(|&(value, decimals)| Amount { value, decimals, of_workbook: false }).collect()
    }

    #[test]
    fn per_cents_of_few_people_are_their_counts() {
        let found = counts(&written(&[(33.0, 0), (33.0, 0), (33.0, 0)]), 12).expect("they can be");
        assert_eq!((found.counts, found.about), (vec![4, 4, 4], false));
        let found = counts(&written(&[(8.3, 1), (91.7, 1)]), 12).expect("they can be");
        assert_eq!(found.counts, [1, 11]);
    }

    #[test]
    fn a_share_that_no_whole_number_of_people_has_is_impossible() {
        assert_eq!(counts(&written(&[(40.0, 0), (60.0, 0)]), 12), Err(Impossible::Share(0)));
        assert_eq!(counts(&written(&[(42.0, 0), (58.0, 0)]), 12).expect("5 and 7").counts, [5, 7]);
    }

    #[test]
    fn the_sum_may_be_off_by_what_rounding_does_and_no_more() {
        let thirds = [(33.0, 0), (33.0, 0), (33.0, 0)];
        assert!(counts(&written(&thirds), 3).is_ok());
        assert_eq!(counts(&written(&[(33.0, 0), (33.0, 0)]), 3), Err(Impossible::Sum(66.0)));
        assert!(counts(&written(&[(50.0, 0), (51.0, 0)]), 1000).expect("exactly at the bound").about);
        assert_eq!(counts(&written(&[(50.0, 0), (52.0, 0)]), 1000), Err(Impossible::Sum(102.0)));
    }

    #[test]
    fn counts_that_are_certain_must_add_up_to_the_people() {
        // 14 of 100 each is 1 of 7; six of them are not seven, though 16 may be added to rounding.
        let six = [(14.3, 1); 6];
        assert_eq!(counts(&written(&six), 7), Err(Impossible::Sum(six.iter().map(|(p, _)| p).sum())));
        let shares = [(67.0, 0), (33.0, 0), (0.4, 1)];
        assert!(matches!(counts(&written(&shares), 3), Err(Impossible::Share(2))));
    }

    #[test]
    fn nobody_is_nobody() {
        assert_eq!(counts(&written(&[(0.0, 0), (0.0, 0)]), 0).expect("nobody").counts, [0, 0]);
        assert!(matches!(counts(&written(&[(100.0, 0), (0.0, 0)]), 0), Err(Impossible::Share(0))));
        assert!(matches!(counts(&[], 12), Err(Impossible::Sum(_))));
    }

    #[test]
    fn a_workbook_that_keeps_per_cents_as_fractions_is_read_as_such() {
        let cells = |values: &[(f64, i32)]| -> Vec<Amount> {
            values.iter().map(|&(value, decimals)| Amount { value, decimals, of_workbook: true }).collect()
        };
        let found = counts(&cells(&[(0.35, 2), (0.6, 1), (0.05, 2)]), 20).expect("they can be");
        assert_eq!((found.counts, found.fractions), (vec![7, 12, 1], true));
        let exact = counts(&cells(&[(1.0 / 3.0, 16), (2.0 / 3.0, 16)]), 3).expect("they can be");
        assert_eq!((exact.counts, exact.about), (vec![1, 2], false));
    }

    proptest! {
        #[test]
        fn rounded_shares_of_whole_numbers_are_those_whole_numbers_again(
            people in proptest::collection::vec(0_u64..40, 2..7),
            decimals in 0_i32..3,
        ) {
            let n: u64 = people.iter().sum();
            prop_assume!(n > 0 && (n as f64) < 100.0 * 10.0_f64.powi(decimals));
            let unit = 10.0_f64.powi(decimals);
            let share = |&count: &u64| {
                let value = (100.0 * count as f64 / n as f64 * unit).round() / unit;
                Amount { value, decimals, of_workbook: false }
            };
            let shares: Vec<Amount> = people.iter().map(share).collect();
            prop_assert_eq!(counts(&shares, n).expect("they can be").counts, people);
        }
    }
}
