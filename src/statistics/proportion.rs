use super::Interval;
use super::quantile::normal;

/// A share of answers with what it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// The share, 0 to 1: answers that count over all valid answers.
    pub share: f64,
    /// Its numerator: the answers that count.
    pub counted: u64,
    /// Its denominator: all valid answers.
    pub answers: u64,
    /// The respondents those answers came from, n.
    pub respondents: u64,
    /// The number of independent answers that would be as precise, at the level of `interval`; infinite for a census;
    /// `None` for n > N.
    pub effective_n: Option<f64>,
    /// Wilson's interval on `effective_n`; `None` for n > N.
    pub interval: Option<Interval>,
}

/// Wilson's score interval of a share.
///
/// (p + z^2/2n -+ z sqrt(p(1 - p)/n + z^2/4n^2)) / (1 + z^2/n), for a share p of 0 to 1 of `effective_n` answers, which
/// need not be a whole number; an infinite `effective_n` gives the point p. At p = 0 the low end, at p = 1 the high end,
/// is p itself. `None`: p outside 0 to 1, no answers, a level outside 0 to 1.
/// Source: Wilson (1927), doi 10.1080/01621459.1927.10502953.
pub fn wilson(p: f64, effective_n: f64, level: f64) -> Option<Interval> {
    score_interval(p, effective_n, normal(level)?)
}

/// The values q with (p - q)^2 <= c^2 q(1 - q)/n: Wilson's interval for a critical value c, normal or Student's.
pub(super) fn score_interval(p: f64, effective_n: f64, critical: f64) -> Option<Interval> {
    if !(0.0..=1.0).contains(&p) || effective_n.is_nan() || effective_n <= 0.0 {
        return None;
    }
    if effective_n.is_infinite() {
        return Some(Interval::point(p));
    }
    let c2 = critical * critical / effective_n;
    let centre = (p + c2 / 2.0) / (1.0 + c2);
    let half = critical * (p * (1.0 - p) / effective_n + c2 / (4.0 * effective_n)).sqrt() / (1.0 + c2);
    let low = if p == 0.0 { 0.0 } else { centre - half };
    let high = if p == 1.0 { 1.0 } else { centre + half };
    Some(Interval { low, high }.clipped((0.0, 1.0)).around(p))
}

/// The size of an endless sample that is as precise as n of a group of N: n* = n (N - 1)/(N - n).
///
/// Infinite for n = N; n itself where N is not known. `None` for n = 0 and n > N.
/// Source: the finite population correction (N - n)/(N - 1) of the variance of a share, Cochran (1977), Sampling
/// Techniques, 3rd edition, 3.2, taken as a sample size.
pub fn effective_n(n: u64, population: Option<u64>) -> Option<f64> {
    (n > 0).then_some(n as f64 * correction(n, population)?)
}

/// What a finite group multiplies an effective size by: (N - 1)/(N - n), at least 1; infinite for n = N.
pub(super) fn correction(n: u64, population: Option<u64>) -> Option<f64> {
    match population {
        None => Some(1.0),
        Some(asked) if asked < n => None,
        Some(asked) if asked == n => Some(f64::INFINITY),
        Some(asked) => Some((asked - 1) as f64 / (asked - n) as f64),
    }
}

/// The share of answers to one item in the given categories, with Wilson's interval on n*.
///
/// `counts` are the answers per category, category 1 first; `categories` those that count (1 to K; others are ignored,
/// twice is once). Denominator: all valid answers. Unit: 0 to 1. `None` without answers.
pub fn item_share(counts: &[u64], categories: &[u8], population: Option<u64>, level: f64) -> Option<Share> {
    let answers = total(counts);
    let counted = within(counts, categories);
    let size = effective_n(answers, population);
    share_of(counted, answers, answers, size, level)
}

/// Puts a share and its interval together; `None` without answers.
pub(super) fn share_of(
    counted: u64,
    answers: u64,
    respondents: u64,
    effective_n: Option<f64>,
    level: f64,
) -> Option<Share> {
    if answers == 0 {
        return None;
    }
    let share = counted as f64 / answers as f64;
    let interval = effective_n.and_then(|size| wilson(share, size, level));
    Some(Share { share, counted, answers, respondents, effective_n, interval })
}

/// All answers in counts per category.
pub(super) fn total(counts: &[u64]) -> u64 {
    counts.iter().fold(0, |sum, &count| sum.saturating_add(count))
}

/// The answers in some of the categories, category 1 first.
pub(super) fn within(counts: &[u64], categories: &[u8]) -> u64 {
    let among = |index: usize| u8::try_from(index + 1).is_ok_and(|category| categories.contains(&category));
    let chosen = counts.iter().enumerate().filter(|&(index, _)| among(index));
    chosen.fold(0, |sum, (_, &count)| sum.saturating_add(count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(found: Option<Interval>, low: f64, high: f64, within: f64) {
        let found = found.expect("defined");
        assert!((found.low - low).abs() < within && (found.high - high).abs() < within, "{found:?}");
    }

    #[test]
    fn wilson_is_that_of_prop_test() {
        for (x, n, low, high) in [
            (7.0, 50.0, 0.06950833, 0.2618619),
            (9.0, 12.0, 0.4676947, 0.9110583),
            (12.0, 12.0, 0.757506, 1.0),
            (0.0, 12.0, 0.0, 0.242494),
            (14.0, 20.0, 0.4810272, 0.8545228),
            (35.0, 50.0, 0.5624965, 0.8089645),
        ] {
            close(wilson(x / n, n, 0.95), low, high, 1e-6);
        }
    }

    #[test]
    fn nine_of_twelve_in_a_group_of_twenty() {
        let size = effective_n(12, Some(20)).expect("a part of the group");
        close(wilson(0.75, size, 0.95), 0.5681, 0.8725, 5e-5);
        let share = item_share(&[1, 2, 0, 4, 5], &[4, 5], Some(20), 0.95).expect("answers");
        assert_eq!((share.share, share.counted, share.answers, share.respondents), (0.75, 9, 12, 12));
        close(share.interval, 0.5681, 0.8725, 5e-5);
    }

    #[test]
    fn all_answers_favourable_or_none_ends_exactly_at_the_end() {
        assert_eq!(wilson(0.0, 12.0, 0.95).map(|found| found.low), Some(0.0));
        assert_eq!(wilson(1.0, 12.0, 0.95).map(|found| found.high), Some(1.0));
    }

    #[test]
    fn an_effective_size_knows_its_group() {
        assert_eq!(effective_n(0, None), None);
        assert_eq!(effective_n(0, Some(0)), None);
        assert_eq!(effective_n(1, None), Some(1.0));
        assert_eq!(effective_n(1, Some(1)), Some(f64::INFINITY));
        assert_eq!(effective_n(1, Some(9)), Some(1.0));
        assert_eq!(effective_n(12, Some(12)), Some(f64::INFINITY));
        assert_eq!(effective_n(12, Some(11)), None);
        assert_eq!(effective_n(12, Some(20)), Some(12.0 * 19.0 / 8.0));
    }

    #[test]
    fn no_answers_is_no_share() {
        assert_eq!(item_share(&[], &[4, 5], None, 0.95), None);
        assert_eq!(item_share(&[0; 5], &[4, 5], Some(20), 0.95), None);
    }

    #[test]
    fn one_answer_is_a_share_that_says_little() {
        let one = item_share(&[0, 0, 0, 1, 0], &[4, 5], None, 0.95).expect("an answer");
        assert_eq!((one.share, one.effective_n), (1.0, Some(1.0)));
        close(one.interval, 0.2065, 1.0, 1e-4);
    }

    #[test]
    fn more_answers_than_people_keeps_the_share_and_drops_the_interval() {
        let share = item_share(&[1, 2, 0, 4, 5], &[4, 5], Some(11), 0.95).expect("answers");
        assert_eq!((share.share, share.effective_n, share.interval), (0.75, None, None));
    }

    #[test]
    fn categories_off_the_scale_and_said_twice_change_nothing() {
        let plain = item_share(&[3, 4], &[2], None, 0.95);
        assert_eq!(item_share(&[3, 4], &[2, 2, 0, 9], None, 0.95), plain);
    }

    #[test]
    fn what_is_no_share_has_no_interval() {
        assert_eq!(wilson(-0.1, 10.0, 0.95), None);
        assert_eq!(wilson(1.1, 10.0, 0.95), None);
        assert_eq!(wilson(f64::NAN, 10.0, 0.95), None);
        assert_eq!(wilson(0.5, 0.0, 0.95), None);
        assert_eq!(wilson(0.5, f64::NAN, 0.95), None);
        assert_eq!(wilson(0.5, 10.0, 95.0), None);
    }

    proptest! {
        #[test]
        fn wilson_holds_its_share_within_zero_and_one(p in 0.0..=1.0f64, n in 0.5..1e6f64, level in 0.5..0.999f64) {
            let found = wilson(p, n, level).expect("defined");
            prop_assert!(0.0 <= found.low && found.high <= 1.0 && found.contains(p));
            prop_assert!(found.low < found.high);
        }

        #[test]
        fn more_answers_narrow_it_and_a_higher_level_widens_it(
            p in 0.0..=1.0f64, n in 1.0..1e4f64, more in 0.1..1e4f64, level in 0.5..0.99f64, surer in 0.001..0.009f64,
        ) {
            let found = wilson(p, n, level).expect("defined");
            let narrower = wilson(p, n + more, level).expect("defined");
            let wider = wilson(p, n, level + surer).expect("defined");
            prop_assert!(found.low <= narrower.low && narrower.high <= found.high);
            prop_assert!(wider.low <= found.low && found.high <= wider.high);
        }

        #[test]
        fn both_ends_grow_with_the_share(n in 1.0..1e4f64, p in 0.0..0.99f64, step in 0.001..0.01f64) {
            let (one, other) = (wilson(p, n, 0.95).expect("defined"), wilson(p + step, n, 0.95).expect("defined"));
            prop_assert!(one.low <= other.low && one.high <= other.high);
        }

        #[test]
        fn an_effective_size_grows_with_answers_and_shrinks_with_the_group(n in 1u64..500, absent in 1u64..500) {
            let (size, group) = (effective_n(n, Some(n + absent)), effective_n(n, Some(n + absent + 1)));
            prop_assert!(size >= group && group >= Some(n as f64));
            prop_assert!(effective_n(n + 1, Some(n + absent)) > size);
            prop_assert_eq!(effective_n(n, Some(n)), Some(f64::INFINITY));
        }

        #[test]
        fn a_share_of_the_whole_group_is_a_point(counts in prop::collection::vec(0u64..40, 5)) {
            let answers = total(&counts);
            prop_assume!(answers > 0);
            let share = item_share(&counts, &[4, 5], Some(answers), 0.95).expect("answers");
            prop_assert_eq!(share.interval, Some(Interval::point(share.share)));
        }

        #[test]
        fn knowing_the_group_never_widens(counts in prop::collection::vec(0u64..40, 5), more in 1u64..100) {
            let answers = total(&counts);
            prop_assume!(answers > 0);
            let endless = item_share(&counts, &[4, 5], None, 0.95).and_then(|share| share.interval).expect("answers");
            let known = item_share(&counts, &[4, 5], Some(answers + more), 0.95).and_then(|share| share.interval);
            let known = known.expect("answers");
            prop_assert!(known.low >= endless.low - 1e-12 && known.high <= endless.high + 1e-12);
        }
    }
}
