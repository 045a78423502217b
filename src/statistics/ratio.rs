use super::Share;
use super::proportion::{correction, share_of};
use crate::domain::{Pattern, Patterns};

/// Which answers a share counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Those in the favourable categories.
    Favourable,
    /// Those in the unfavourable categories.
    Unfavourable,
}

impl Side {
    /// How many of the respondent's answers count, a; never more than the valid ones.
    pub(super) fn counted(self, pattern: &Pattern) -> u16 {
        let counted = match self {
            Side::Favourable => pattern.favourable,
            Side::Unfavourable => pattern.unfavourable,
        };
        counted.min(pattern.valid)
    }
}

/// The share of favourable (or unfavourable) answers among all valid answers to the items of an indicator.
///
/// A respondent i gave a_i such answers out of m_i; p = sum a / sum m, 0 to 1. One person's answers hang together, so
/// plain Wilson on all answers would be too narrow. The linearised variance over the n respondents with m_i > 0 is
/// v = sum (a_i - p m_i)^2 / (sum m)^2, and the effective size n_e = min(p(1 - p)/v, sum m) x (N - 1)/(N - n), without
/// the last factor where the number asked, N, is not known. Wilson's interval is taken on n_e.
///
/// - One item: v = p(1 - p)/n, so n_e is exactly n(N - 1)/(N - n), as for [`item_share`](super::item_share). That is why
///   the cap comes before the correction for the group: after it, it would undo the correction.
/// - p at 0 or 1: v is 0 and says nothing; n_e = n x (N - 1)/(N - n), as if each respondent gave one answer.
/// - n = N: a point. n > N: the share without size and interval. No valid answers: `None`.
///
/// Source: linearised variance of a ratio, Cochran (1977), Sampling Techniques, 3rd edition, 6.4 and 9A.1 (clusters of
/// unequal size); effective size into Wilson: Korn and Graubard (1998), Survey Methodology 24, 193-201, and Dean and
/// Pagano (2015), doi 10.1093/jssam/smv024.
pub fn ratio_share(patterns: &Patterns, side: Side, population: Option<u64>, level: f64) -> Option<Share> {
    let answering = || patterns.iter().filter(|(pattern, count)| pattern.valid > 0 && **count > 0);
    let (mut respondents, mut counted, mut answers) = (0u64, 0u64, 0u64);
    for (pattern, &count) in answering() {
        respondents = respondents.saturating_add(count);
        counted = counted.saturating_add(count.saturating_mul(u64::from(side.counted(pattern))));
        answers = answers.saturating_add(count.saturating_mul(u64::from(pattern.valid)));
    }
    let size = correction(respondents, population).map(|group| {
        let squares: f64 = answering()
            .map(|(pattern, &count)| {
                // (sum m) a_i - (sum a) m_i: the residual a_i - p m_i times sum m, as a whole number
                let own = i128::from(answers) * i128::from(side.counted(pattern));
                let expected = i128::from(counted) * i128::from(pattern.valid);
                count as f64 * ((own - expected) as f64).powi(2)
            })
            .sum();
        sample_size(counted, answers, respondents, squares) * group
    });
    share_of(counted, answers, respondents, size, level)
}

/// min(p(1 - p)/v, sum m), where `squares` is v times (sum m)^4; n at p = 0 and p = 1.
fn sample_size(counted: u64, answers: u64, respondents: u64, squares: f64) -> f64 {
    if counted == 0 || counted == answers {
        return respondents as f64;
    }
    let all = answers as f64;
    if squares <= 0.0 {
        return all;
    }
    (counted as f64 * (answers - counted) as f64 * all * all / squares).min(all)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::{Interval, effective_n, item_share};
    use proptest::prelude::*;

    /// Patterns of respondents given as (answers, favourable, how many).
    fn favoured(rows: &[(u16, u16, u64)]) -> Patterns {
        let mut patterns = Patterns::new();
        for &(valid, favourable, respondents) in rows {
            let pattern =
                Pattern { valid, favourable, unfavourable: valid - favourable, ..Pattern::default() };
            *patterns.entry(pattern).or_default() += respondents;
        }
        patterns
    }

    #[test]
    fn one_item_is_the_share_of_that_item() {
        for population in [None, Some(20), Some(13), Some(12), Some(11)] {
            let ratio = ratio_share(&favoured(&[(1, 1, 9), (1, 0, 3)]), Side::Favourable, population, 0.95);
            let item = item_share(&[3, 9], &[2], population, 0.95);
            let (ratio, item) = (ratio.expect("answers"), item.expect("answers"));
            assert_eq!((ratio.counted, ratio.answers, ratio.respondents), (9, 12, 12));
            match (ratio.effective_n, effective_n(12, population)) {
                (Some(found), Some(expected)) if expected.is_finite() => {
                    assert!((found - expected).abs() < 1e-9)
                }
                (found, expected) => assert_eq!(found, expected),
            }
            assert_eq!(ratio.interval.is_some(), item.interval.is_some());
        }
    }

    #[test]
    fn people_who_answer_every_item_alike_count_once() {
        let alike =
            ratio_share(&favoured(&[(4, 4, 9), (4, 0, 3)]), Side::Favourable, None, 0.95).expect("answers");
        assert_eq!((alike.share, alike.answers), (0.75, 48));
        assert!((alike.effective_n.expect("a sample") - 12.0).abs() < 1e-9);
    }

    #[test]
    fn an_effective_size_is_at_most_all_answers() {
        let same = ratio_share(&favoured(&[(4, 2, 6)]), Side::Favourable, None, 0.95).expect("answers");
        assert_eq!(same.effective_n, Some(24.0));
        let part = ratio_share(&favoured(&[(4, 2, 6)]), Side::Favourable, Some(11), 0.95).expect("answers");
        assert_eq!(part.effective_n, Some(48.0));
    }

    #[test]
    fn a_share_of_none_or_all_rests_on_respondents_not_on_answers() {
        for (favourable, side) in [(4, Side::Favourable), (4, Side::Unfavourable), (0, Side::Favourable)] {
            let all = ratio_share(&favoured(&[(4, favourable, 10)]), side, None, 0.95).expect("answers");
            assert_eq!(all.effective_n, Some(10.0));
            let part = ratio_share(&favoured(&[(4, favourable, 10)]), side, Some(19), 0.95).expect("answers");
            assert_eq!(part.effective_n, Some(20.0));
        }
    }

    #[test]
    fn respondents_without_answers_are_not_in_it() {
        let share = ratio_share(&favoured(&[(0, 0, 5), (2, 1, 4)]), Side::Favourable, Some(4), 0.95)
            .expect("answers");
        assert_eq!((share.respondents, share.answers, share.interval), (4, 8, Some(Interval::point(0.5))));
    }

    #[test]
    fn nobody_and_all_missing_have_no_share() {
        assert_eq!(ratio_share(&Patterns::new(), Side::Favourable, None, 0.95), None);
        assert_eq!(ratio_share(&Patterns::new(), Side::Favourable, Some(0), 0.95), None);
        assert_eq!(ratio_share(&favoured(&[(0, 0, 8)]), Side::Favourable, Some(9), 0.95), None);
    }

    #[test]
    fn one_respondent_with_one_answer_is_a_share() {
        let one = ratio_share(&favoured(&[(1, 0, 1)]), Side::Favourable, None, 0.95).expect("an answer");
        assert_eq!((one.share, one.effective_n), (0.0, Some(1.0)));
    }

    #[test]
    fn numbers_at_the_end_of_their_type_do_not_panic() {
        let rows = favoured(&[(u16::MAX, 7, u64::MAX), (u16::MAX, u16::MAX, u64::MAX)]);
        assert!(ratio_share(&rows, Side::Favourable, Some(u64::MAX), 0.95).is_some());
    }

    fn respondents() -> impl Strategy<Value = Vec<(u16, u16)>> {
        prop::collection::vec((1u16..6).prop_flat_map(|valid| (Just(valid), 0..=valid)), 1..40)
    }

    proptest! {
        #[test]
        fn merged_patterns_say_what_all_rows_together_say(
            rows in respondents(), more in respondents(), absent in 0u64..30,
        ) {
            let one_each = |rows: &[(u16, u16)]| {
                favoured(&rows.iter().map(|&(valid, counted)| (valid, counted, 1)).collect::<Vec<_>>())
            };
            let mut merged = one_each(&rows);
            for (pattern, count) in one_each(&more) {
                *merged.entry(pattern).or_default() += count;
            }
            let all: Vec<_> = rows.iter().chain(&more).copied().collect();
            let asked = all.len() as u64 + absent;
            let found = ratio_share(&merged, Side::Favourable, Some(asked), 0.95).expect("answers");
            let sums = all.iter().fold((0.0, 0.0), |(a, m), row| (a + f64::from(row.1), m + f64::from(row.0)));
            prop_assert!((found.share - sums.0 / sums.1).abs() < 1e-12);
            prop_assert_eq!(found.respondents, all.len() as u64);
            let interval = found.interval.expect("n <= N");
            prop_assert!(interval.contains(found.share));
            prop_assert_eq!(interval.low == interval.high, absent == 0);
        }

        #[test]
        fn favourable_and_unfavourable_mirror_each_other(rows in respondents()) {
            let rows: Vec<_> = rows.iter().map(|&(valid, counted)| (valid, counted, 1)).collect();
            let up = ratio_share(&favoured(&rows), Side::Favourable, None, 0.95).expect("answers");
            let down = ratio_share(&favoured(&rows), Side::Unfavourable, None, 0.95).expect("answers");
            let (over, under) = (up.interval.expect("known"), down.interval.expect("known"));
            prop_assert!((up.share + down.share - 1.0).abs() < 1e-12);
            prop_assert!((over.low + under.high - 1.0).abs() < 1e-12);
        }
    }
}
