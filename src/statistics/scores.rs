use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::Moments;
use crate::domain::Patterns;

/// How many of `items` items a respondent must have answered to get a score: ceil(share x items), at least 1.
///
/// The share, 0 to 1, is the project file's `valid-items`. A product that is whole but for its rounding is whole.
pub fn needed_items(share: f64, items: u16) -> u16 {
    let product = share.clamp(0.0, 1.0) * f64::from(items);
    ((product - 1e-9).ceil() as u16).max(1)
}

/// A score as it is, a fraction in lowest terms: sum of categories over number of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Score {
    sum: u32,
    of: u16,
}

impl Score {
    fn new(sum: u32, of: u16) -> Self {
        let common = gcd(u128::from(sum), u128::from(of)).max(1);
        Self { sum: (u128::from(sum) / common) as u32, of: (u128::from(of) / common) as u16 }
    }

    fn value(self) -> f64 {
        f64::from(self.sum) / f64::from(self.of)
    }
}

impl Ord for Score {
    fn cmp(&self, other: &Self) -> Ordering {
        (u64::from(self.sum) * u64::from(other.of)).cmp(&(u64::from(other.sum) * u64::from(self.of)))
    }
}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The scores of the respondents of one slice on one indicator, in order and exact.
///
/// Unit: scale points, 1 to K. Denominator of every figure: `n`, the respondents with a score.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scores {
    /// How many respondents have a score.
    pub n: u64,
    /// How many respondents answered too few of the items to have one.
    pub without: u64,
    /// Distinct scores ascending, each with its number of respondents.
    ordered: Vec<(Score, u64)>,
}

/// The scores behind the patterns of an indicator: sum / valid for who has at least `needed` valid answers (at least
/// 1), none for the others.
pub fn scores(patterns: &Patterns, needed: u16) -> Scores {
    let mut counts: BTreeMap<Score, u64> = BTreeMap::new();
    let mut without = 0u64;
    for (pattern, &respondents) in patterns {
        if respondents == 0 {
            continue;
        }
        if pattern.valid < needed.max(1) {
            without = without.saturating_add(respondents);
            continue;
        }
        let count = counts.entry(Score::new(pattern.sum, pattern.valid)).or_default();
        *count = count.saturating_add(respondents);
    }
    let n = counts.values().fold(0u64, |sum, &count| sum.saturating_add(count));
    Scores { n, without, ordered: counts.into_iter().collect() }
}

impl Scores {
    /// The mean of the scores; `None` without scores.
    ///
    /// The sum is one exact fraction, divided once: a mean that is 3.5 on paper is 3.5 here, so that a threshold is met
    /// at its bound.
    pub fn mean(&self) -> Option<f64> {
        (self.n > 0).then(|| self.exact_mean().unwrap_or_else(|| self.rounded_mean()))
    }

    /// The standard deviation of the scores, with n - 1; 0 when all are the same; `None` below 2 scores.
    pub fn sd(&self) -> Option<f64> {
        if self.n < 2 {
            return None;
        }
        if self.ordered.len() == 1 {
            return Some(0.0);
        }
        let mean = self.mean()?;
        let squares: f64 =
            self.ordered.iter().map(|&(score, count)| count as f64 * (score.value() - mean).powi(2)).sum();
        Some((squares / (self.n - 1) as f64).sqrt())
    }

    /// The median: the middle score, or the mean of the two in the middle; `None` without scores.
    pub fn median(&self) -> Option<f64> {
        let low = self.at(self.n.div_ceil(2))?;
        let high = self.at(self.n / 2 + 1)?;
        let sum = u64::from(low.sum) * u64::from(high.of) + u64::from(high.sum) * u64::from(low.of);
        Some(sum as f64 / (2 * u64::from(low.of) * u64::from(high.of)) as f64)
    }

    /// The quantile at `below`, 0 to 1: linear between order statistics at (n - 1) x `below`; `None` without scores.
    ///
    /// Type 7 of Hyndman and Fan (1996), doi 10.1080/00031305.1996.10473566, as R and numpy have it by default.
    pub fn quantile(&self, below: f64) -> Option<f64> {
        if self.n == 0 || !(0.0..=1.0).contains(&below) {
            return None;
        }
        let position = (self.n - 1) as f64 * below;
        let rank = position.floor() as u64 + 1;
        let low = self.at(rank.min(self.n))?.value();
        let high = self.at(rank.saturating_add(1).min(self.n))?.value();
        Some(low + (high - low) * position.fract())
    }

    /// The lowest score; `None` without scores.
    pub fn min(&self) -> Option<f64> {
        self.ordered.first().map(|(score, _)| score.value())
    }

    /// The highest score; `None` without scores.
    pub fn max(&self) -> Option<f64> {
        self.ordered.last().map(|(score, _)| score.value())
    }

    /// The score at a rank, 1 to n, counted from the lowest; `None` outside that.
    pub fn at_rank(&self, rank: u64) -> Option<f64> {
        self.at(rank).map(Score::value)
    }

    /// The distinct scores ascending, each with its number of respondents.
    pub(super) fn each(&self) -> impl Iterator<Item = (f64, u64)> {
        self.ordered.iter().map(|&(score, count)| (score.value(), count))
    }

    /// What intervals and tests of the mean need; `population` is the number of people asked, where known.
    pub fn moments(&self, population: Option<u64>) -> Option<Moments> {
        Some(Moments { n: self.n, mean: self.mean()?, sd: self.sd(), population })
    }

    fn at(&self, rank: u64) -> Option<Score> {
        let mut seen = 0u64;
        if rank == 0 {
            return None;
        }
        for &(score, count) in &self.ordered {
            seen = seen.saturating_add(count);
            if rank <= seen {
                return Some(score);
            }
        }
        None
    }

    /// All scores over their least common denominator; `None` where that outgrows 128 bits.
    fn exact_mean(&self) -> Option<f64> {
        let mut common = 1u128;
        for (score, _) in &self.ordered {
            let of = u128::from(score.of);
            common = (common / gcd(common, of).max(1)).checked_mul(of)?;
        }
        let mut total = 0u128;
        for &(score, count) in &self.ordered {
            let scaled = u128::from(score.sum).checked_mul(common / u128::from(score.of))?;
            total = total.checked_add(scaled.checked_mul(u128::from(count))?)?;
        }
        let of = common.checked_mul(u128::from(self.n))?;
        let shared = gcd(total, of).max(1);
        Some((total / shared) as f64 / (of / shared) as f64)
    }

    fn rounded_mean(&self) -> f64 {
        let total: f64 = self.ordered.iter().map(|&(score, count)| score.value() * count as f64).sum();
        total / self.n as f64
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::domain::Pattern;

    /// Patterns of respondents given as (valid, sum, how many).
    pub(crate) fn answered(rows: &[(u16, u32, u64)]) -> Patterns {
        let mut patterns = Patterns::new();
        for &(valid, sum, respondents) in rows {
            *patterns.entry(Pattern { valid, sum, ..Pattern::default() }).or_default() += respondents;
        }
        patterns
    }

    #[test]
    fn the_mean_and_sd_are_those_of_the_published_example() {
        let scores = scores(&answered(&[(1, 1, 2), (1, 2, 2), (1, 3, 5), (1, 4, 9), (1, 5, 4)]), 1);
        assert_eq!(scores.n, 22);
        assert_eq!(scores.mean(), Some(3.5));
        assert!((scores.sd().expect("two or more") - 1.185227).abs() < 1e-6);
        assert_eq!(scores.median(), Some(4.0));
        assert_eq!((scores.min(), scores.max()), (Some(1.0), Some(5.0)));
    }

    #[test]
    fn no_respondents_is_no_figure_at_all() {
        let none = scores(&Patterns::new(), 1);
        assert_eq!((none.n, none.without), (0, 0));
        assert_eq!((none.mean(), none.sd(), none.median()), (None, None, None));
        assert_eq!((none.min(), none.max(), none.quantile(0.25)), (None, None, None));
        assert_eq!(none.moments(None), None);
    }

    #[test]
    fn respondents_who_answered_nothing_have_no_score() {
        let all_missing = scores(&answered(&[(0, 0, 7)]), 0);
        assert_eq!((all_missing.n, all_missing.without, all_missing.mean()), (0, 7, None));
    }

    #[test]
    fn one_answer_has_a_mean_and_no_spread() {
        let one = scores(&answered(&[(2, 7, 1)]), 1);
        assert_eq!((one.mean(), one.sd(), one.median()), (Some(3.5), None, Some(3.5)));
        assert_eq!(one.quantile(0.75), Some(3.5));
    }

    #[test]
    fn exactly_the_needed_number_of_answers_gives_a_score() {
        let at_the_bound = scores(&answered(&[(2, 8, 1), (1, 1, 3)]), 2);
        assert_eq!((at_the_bound.n, at_the_bound.without, at_the_bound.mean()), (1, 3, Some(4.0)));
    }

    #[test]
    fn half_of_five_items_is_three() {
        assert_eq!(needed_items(0.5, 5), 3);
        assert_eq!(needed_items(0.5, 4), 2);
        assert_eq!(needed_items(0.07, 100), 7);
        assert_eq!(needed_items(0.6, 5), 3);
        assert_eq!(needed_items(1.0, 3), 3);
        assert_eq!(needed_items(0.01, 3), 1);
        assert_eq!(needed_items(0.5, 0), 1);
    }

    #[test]
    fn thirds_and_sixths_that_make_a_half_are_exactly_a_half() {
        let thirds =
            scores(&answered(&[(3, 10, 1), (3, 11, 1), (6, 20, 1), (6, 22, 1), (7, 23, 1), (7, 26, 1)]), 1);
        assert_eq!(thirds.mean(), Some(3.5));
        let tenths = scores(&answered(&[(3, 10, 3), (1, 3, 1), (5, 16, 5), (1, 4, 1)]), 1);
        assert_eq!(tenths.mean(), Some(3.3));
    }

    #[test]
    fn equal_fractions_are_one_score() {
        let same = scores(&answered(&[(2, 7, 1), (4, 14, 2)]), 1);
        assert_eq!(same.ordered.len(), 1);
        assert_eq!(same.sd(), Some(0.0));
    }

    #[test]
    fn very_many_different_denominators_still_have_a_mean() {
        let rows: Vec<_> =
            (1..=400u16).map(|of| (of, u32::from(of) * 3, 1)).chain([(65_521, 262_084, 1)]).collect();
        let mixed: Vec<_> = rows.iter().map(|&(of, sum, n)| (of, sum + 1, n)).collect();
        assert!(scores(&answered(&rows), 1).mean().is_some_and(|mean| (3.0..3.01).contains(&mean)));
        assert!(scores(&answered(&mixed), 1).mean().is_some_and(|mean| (3.0..3.1).contains(&mean)));
    }

    #[test]
    fn numbers_at_the_end_of_their_type_do_not_panic() {
        let many = scores(&answered(&[(1, 1, u64::MAX), (1, u32::MAX, u64::MAX)]), 1);
        assert!(many.mean().is_some() && many.sd().is_some());
        assert!(many.quantile(0.5).is_some());
    }
}
