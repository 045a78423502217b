use super::Interval;

/// The response rate: n respondents over N people asked, 0 to 1.
///
/// `None` where nobody was asked and where more answered than were asked.
/// Source: RR2 of AAPOR, Standard Definitions, 10th edition (2023), where everyone asked is eligible and `respondents`
/// holds the partial answers that are used.
pub fn response_rate(respondents: u64, asked: u64) -> Option<f64> {
    (asked > 0 && respondents <= asked).then(|| respondents as f64 / asked as f64)
}

/// Where a share p of n respondents would lie if everyone of the N asked had answered: [p r, p r + 1 - r] at response
/// rate r = n/N, whatever the others think.
///
/// Not an interval of chance: the low end holds if all others were negative, the high end if all were positive. For a
/// share over several items it takes the others to answer as many items each. Unit: 0 to 1. With nobody asked, n > N
/// or p outside 0 to 1: `None`. Source: Manski (1989), Anatomy of the Selection Problem, J. Human Resources 24, 343-360.
pub fn no_assumption_bounds(p: f64, respondents: u64, asked: u64) -> Option<Interval> {
    let rate = response_rate(respondents, asked)?;
    if !(0.0..=1.0).contains(&p) {
        return None;
    }
    let silent = (asked - respondents) as f64 / asked as f64;
    Some(Interval { low: p * rate, high: p * rate + silent }.clipped((0.0, 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_rate_is_respondents_over_people_asked() {
        assert_eq!(response_rate(12, 48), Some(0.25));
        assert_eq!(response_rate(0, 48), Some(0.0));
        assert_eq!(response_rate(48, 48), Some(1.0));
    }

    #[test]
    fn nobody_asked_or_more_answers_than_people_is_no_rate() {
        assert_eq!(response_rate(0, 0), None);
        assert_eq!(response_rate(1, 0), None);
        assert_eq!(response_rate(49, 48), None);
        assert_eq!(no_assumption_bounds(0.5, 0, 0), None);
        assert_eq!(no_assumption_bounds(0.5, 49, 48), None);
    }

    #[test]
    fn those_who_kept_silent_may_all_disagree_or_all_agree() {
        assert_eq!(no_assumption_bounds(0.75, 12, 16), Some(Interval { low: 0.5625, high: 0.8125 }));
        assert_eq!(no_assumption_bounds(0.75, 16, 16), Some(Interval::point(0.75)));
        assert_eq!(no_assumption_bounds(0.0, 0, 16), Some(Interval { low: 0.0, high: 1.0 }));
        assert_eq!(no_assumption_bounds(1.5, 12, 16), None);
        assert_eq!(no_assumption_bounds(f64::NAN, 12, 16), None);
    }

    proptest! {
        #[test]
        fn the_bounds_hold_the_share_of_everyone(yes in 0u64..50, no in 0u64..50, late_yes in 0u64..50, late_no in 0u64..50) {
            let (answered, asked) = (yes + no, yes + no + late_yes + late_no);
            prop_assume!(answered > 0);
            let bounds = no_assumption_bounds(yes as f64 / answered as f64, answered, asked).expect("asked");
            let everyone = (yes + late_yes) as f64 / asked as f64;
            prop_assert!(bounds.low - 1e-12 <= everyone && everyone <= bounds.high + 1e-12);
        }
    }
}
