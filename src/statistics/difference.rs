use super::quantile::{normal_p, student, student_p};
use super::{Interval, Moments, Share, wilson};

/// A difference between two groups, first minus second.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The difference: scale points for means, -1 to 1 for shares.
    pub difference: f64,
    /// Where it may well lie, at the level asked for.
    pub interval: Interval,
    /// How often chance alone would give a difference this large or larger, either way; before any adjustment.
    pub p_value: f64,
    /// The degrees of freedom of the test; infinite where it is normal or no sampling error is left.
    pub df: f64,
}

impl Difference {
    /// A difference between two groups of which everyone asked answered: it is what it is.
    fn known(difference: f64) -> Self {
        let p_value = if difference == 0.0 { 1.0 } else { 0.0 };
        Self { difference, interval: Interval::point(difference), p_value, df: f64::INFINITY }
    }
}

/// Welch's interval and test of the difference between two means, a minus b.
///
/// With e = sd^2/n (1 - n/N) per group (no last factor where N is not known): difference +- t(df) sqrt(e_a + e_b),
/// df = (e_a + e_b)^2 / (e_a^2/(n_a - 1) + e_b^2/(n_b - 1)). Unit: scale points. The groups are independent and share no
/// respondents; a group is compared with the others, not with a total that holds it. Two censuses give a point.
/// `None`: below 2 scores (no census), n > N, or no spread in either group while one is a sample.
/// Source: Welch (1947), doi 10.1093/biomet/34.1-2.28; the factor as [`Moments::squared_error`].
pub fn welch(a: &Moments, b: &Moments, level: f64) -> Option<Difference> {
    let (error_a, error_b) = (a.squared_error()?, b.squared_error()?);
    let difference = a.mean - b.mean;
    if !difference.is_finite() {
        return None;
    }
    if a.is_census() && b.is_census() {
        return Some(Difference::known(difference));
    }
    let squared = error_a + error_b;
    if squared <= 0.0 {
        return None;
    }
    let share = |error: f64, n: u64| if error > 0.0 { error * error / (n - 1) as f64 } else { 0.0 };
    let df = squared * squared / (share(error_a, a.n) + share(error_b, b.n));
    let error = squared.sqrt();
    let half = student(level, df)? * error;
    Some(Difference {
        difference,
        interval: Interval { low: difference - half, high: difference + half },
        p_value: student_p(difference / error, df)?,
        df,
    })
}

/// Newcombe's hybrid score interval of the difference between two shares, p1 - p2.
///
/// With Wilson's [l, u] of each: [d - sqrt((p1 - l1)^2 + (u2 - p2)^2), d + sqrt((u1 - p1)^2 + (p2 - l2)^2)]. `n1` and
/// `n2` are effective sizes, infinite for a census. Unit: -1 to 1. `None` where Wilson's interval of either is.
/// Source: Newcombe (1998), method 10, doi 10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I.
pub fn newcombe(p1: f64, n1: f64, p2: f64, n2: f64, level: f64) -> Option<Interval> {
    let (first, second) = (wilson(p1, n1, level)?, wilson(p2, n2, level)?);
    let difference = p1 - p2;
    let low = difference - (p1 - first.low).hypot(second.high - p2);
    let high = difference + (first.high - p1).hypot(p2 - second.low);
    Some(Interval { low, high }.clipped((-1.0, 1.0)).around(difference))
}

/// The difference between two shares with Newcombe's interval and the p value of the pooled score test.
///
/// z = (p1 - p2) / sqrt(q(1 - q)(1/n1 + 1/n2)) with q = (n1 p1 + n2 p2)/(n1 + n2), on effective sizes. Near 1 - level the
/// test and the interval may disagree: they rest on different approximations. Two censuses give a point.
/// Unit: -1 to 1. `None` as [`newcombe`].
/// Source: Agresti (2013), Categorical Data Analysis, 3rd edition, chapter 3; statsmodels' `proportions_ztest`.
pub fn difference_of_shares(p1: f64, n1: f64, p2: f64, n2: f64, level: f64) -> Option<Difference> {
    let interval = newcombe(p1, n1, p2, n2, level)?;
    let difference = p1 - p2;
    if n1.is_infinite() && n2.is_infinite() {
        return Some(Difference::known(difference));
    }
    let first = if n1.is_infinite() {
        1.0
    } else if n2.is_infinite() {
        0.0
    } else {
        n1 / (n1 + n2)
    };
    let pooled = first * p1 + (1.0 - first) * p2;
    let squared = pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2);
    let p_value = match (difference == 0.0, squared > 0.0) {
        (true, _) => 1.0,
        (false, true) => normal_p(difference / squared.sqrt()),
        (false, false) => 0.0,
    };
    Some(Difference { difference, interval, p_value, df: f64::INFINITY })
}

/// The difference between two shares of which one respondent may have given several answers, first minus second.
///
/// Newcombe's interval and the pooled test, as [`difference_of_shares`], on the effective sizes of both shares: they hold
/// how the answers of one person hang together, and the sizes of the groups asked. The two hold different people: a group
/// is compared with the rest ([`rest_of_patterns`](super::rest_of_patterns)), never with a total it is in. Unit: -1 to 1.
/// `None` where a share has no effective size (n > N). Source: the hybrid takes any pair of intervals, Zou and Donner
/// (2008), doi 10.1002/sim.3095; the effective size as [`ratio_share`](super::ratio_share).
pub fn difference_of_clustered_shares(a: &Share, b: &Share, level: f64) -> Option<Difference> {
    difference_of_shares(a.share, a.effective_n?, b.share, b.effective_n?, level)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn group(n: u64, mean: f64, sd: f64, population: Option<u64>) -> Moments {
        Moments { n, mean, sd: (n > 1).then_some(sd), population }
    }

    #[test]
    fn newcombe_is_that_of_his_own_example() {
        let found = newcombe(56.0 / 70.0, 70.0, 48.0 / 80.0, 80.0, 0.95).expect("defined");
        assert!((found.low - 0.0524).abs() < 5e-5 && (found.high - 0.3339).abs() < 5e-5, "{found:?}");
    }

    #[test]
    fn a_group_of_one_or_none_has_no_interval() {
        let many = group(10, 3.5, 0.8, None);
        assert_eq!(welch(&group(1, 3.0, 0.0, None), &many, 0.95), None);
        assert_eq!(welch(&many, &group(0, 0.0, 0.0, None), 0.95), None);
        assert_eq!(newcombe(0.5, 0.0, 0.5, 10.0, 0.95), None);
    }

    #[test]
    fn two_whole_groups_differ_by_what_they_differ() {
        let found =
            welch(&group(5, 3.5, 0.8, Some(5)), &group(1, 3.0, 0.0, Some(1)), 0.95).expect("censuses");
        assert_eq!((found.difference, found.interval, found.p_value), (0.5, Interval::point(0.5), 0.0));
        let shares = difference_of_shares(0.5, f64::INFINITY, 0.25, f64::INFINITY, 0.95).expect("censuses");
        assert_eq!((shares.interval, shares.p_value), (Interval::point(0.25), 0.0));
        let same = difference_of_shares(0.5, f64::INFINITY, 0.5, f64::INFINITY, 0.95).expect("censuses");
        assert_eq!(same.p_value, 1.0);
    }

    #[test]
    fn a_whole_group_against_a_sample_has_the_error_of_the_sample_alone() {
        let sample = group(10, 3.0, 0.8, None);
        let found = welch(&group(8, 3.5, 0.9, Some(8)), &sample, 0.95).expect("a sample");
        assert!((found.df - 9.0).abs() < 1e-9);
        let single = difference_of_shares(0.5, f64::INFINITY, 0.25, 12.0, 0.95).expect("a sample");
        assert!(single.interval.contains(0.25) && single.p_value > 0.0 && single.p_value < 1.0);
    }

    #[test]
    fn two_groups_without_spread_have_no_interval() {
        assert_eq!(welch(&group(8, 4.0, 0.0, None), &group(8, 3.0, 0.0, None), 0.95), None);
        assert_eq!(welch(&group(8, 4.0, 0.0, Some(8)), &group(8, 3.0, 0.0, Some(9)), 0.95), None);
    }

    #[test]
    fn more_answers_than_people_is_no_difference() {
        assert_eq!(welch(&group(8, 4.0, 0.5, Some(7)), &group(8, 3.0, 0.5, None), 0.95), None);
    }

    #[test]
    fn all_against_none_is_a_difference_and_none_against_none_is_not() {
        let found = difference_of_shares(1.0, 10.0, 0.0, 10.0, 0.95).expect("defined");
        assert!(found.interval.high == 1.0 && found.interval.low > 0.5 && found.p_value < 0.001);
        let none = difference_of_shares(0.0, 10.0, 0.0, 10.0, 0.95).expect("defined");
        assert!(none.p_value == 1.0 && none.interval.contains(0.0));
    }

    proptest! {
        #[test]
        fn who_comes_first_only_turns_the_sign(
            n1 in 2u64..60, n2 in 2u64..60, m1 in 1.0..5.0f64, m2 in 1.0..5.0f64, s1 in 0.1..2.0f64, s2 in 0.1..2.0f64,
        ) {
            let (a, b) = (group(n1, m1, s1, None), group(n2, m2, s2, Some(n2 + 3)));
            let (one, other) = (welch(&a, &b, 0.95).expect("spread"), welch(&b, &a, 0.95).expect("spread"));
            prop_assert!((one.interval.low + other.interval.high).abs() < 1e-12);
            prop_assert!((one.p_value - other.p_value).abs() < 1e-12);
            prop_assert_eq!(one.p_value < 0.05, !one.interval.contains(0.0));
        }

        #[test]
        fn newcombe_holds_the_difference(p1 in 0.0..=1.0f64, p2 in 0.0..=1.0f64, n1 in 1.0..500.0f64, n2 in 1.0..500.0f64) {
            let found = newcombe(p1, n1, p2, n2, 0.95).expect("defined");
            prop_assert!(found.contains(p1 - p2) && -1.0 <= found.low && found.high <= 1.0);
            let other = newcombe(p2, n2, p1, n1, 0.95).expect("defined");
            prop_assert!((found.low + other.high).abs() < 1e-12);
        }
    }
}
