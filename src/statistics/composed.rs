use super::proportion::score_interval;
use super::quantile::student;
use super::{Interval, kish, post_stratified};

/// A figure of one part of the respondents, as somebody knows it who has nothing but that figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// The respondents it rests on, n.
    pub respondents: u64,
    /// How many were asked, N.
    pub asked: u64,
    /// The answers it rests on; of a mean as many as respondents.
    pub answers: u64,
    /// The mean or the share.
    pub value: f64,
    /// How far the figure may be off for having been rounded, in its unit; 0 for one that was not.
    pub off: f64,
}

/// Why parts make no weighted figure of the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Uncomposed {
    /// People were asked outside the parts, and nobody of them answered: no weight can speak for them.
    NobodyInRest,
    /// Fewer people outside the parts than may stand by themselves.
    FewInRest,
    /// There is one part alone, and nothing to weigh.
    OnePart,
    /// The parts do not fit in the whole: more people, or more answers, than there are.
    Unfit,
}

/// A whole weighed by its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct Composed {
    /// The weighted mean or share.
    pub value: f64,
    /// How far it may be off, at most, because of the rounding of what it is made of.
    pub off: f64,
    /// Kish's effective n.
    pub kish: f64,
    /// The weight of a respondent, per part, and last that of the rest, if anybody is outside the parts; the mean over
    /// the respondents is 1.
    pub weights: Vec<f64>,
    /// Respondents and asked of the rest, if anybody is outside the parts.
    pub rest: Option<(u64, u64)>,
}

/// The figure of a whole in which every part counts as heavily as among the people asked, from the figures of the whole
/// and of some of its parts; who is in none of these is one part, the rest, whose figure follows from them.
///
/// With w_g as [`post_stratified`] and A_g the answers of a part: sum w_g A_g x_g / sum w_g A_g. The rest has
/// x = (A x - sum A_g x_g)/(A - sum A_g), not beyond the `ends` of the scale. `least`: fewer respondents are no rest.
/// Unit: that of the figures. A weighted mean is exactly that of the scores where the figures are exact; likewise a share.
///
/// # Errors
/// Why there is none.
/// Source: as [`post_stratified`] and [`kish`].
pub fn composed(
    whole: &Part,
    parts: &[Part],
    least: u64,
    (low, high): (f64, f64),
) -> Result<Composed, Uncomposed> {
    let left = |of: fn(&Part) -> u64| {
        let shown = parts.iter().try_fold(0_u64, |sum, part| sum.checked_add(of(part)));
        shown.and_then(|shown| of(whole).checked_sub(shown)).ok_or(Uncomposed::Unfit)
    };
    let (respondents, asked, answers) =
        (left(|part| part.respondents)?, left(|part| part.asked)?, left(|part| part.answers)?);
    let rest = match (respondents, asked) {
        (0, 0) => None,
        (0, _) => return Err(Uncomposed::NobodyInRest),
        (some, _) if some < least => return Err(Uncomposed::FewInRest),
        _ => Some((respondents, asked)),
    };
    if parts.len() + usize::from(rest.is_some()) < 2 {
        return Err(Uncomposed::OnePart);
    }
    let sizes: Vec<(u64, u64)> =
        parts.iter().map(|part| (part.respondents, part.asked)).chain(rest).collect();
    let weights = post_stratified(&sizes).ok_or(Uncomposed::Unfit)?;
    let weighed: Vec<(f64, u64)> =
        weights.iter().zip(&sizes).map(|(&weight, size)| (weight, size.0)).collect();
    let kish = kish(&weighed).ok_or(Uncomposed::Unfit)?;

    let masses: Vec<f64> =
        parts.iter().zip(&weights).map(|(part, weight)| weight * part.answers as f64).collect();
    let of_rest = rest.and_then(|_| weights.last()).map(|weight| weight * answers as f64);
    let mass = masses.iter().sum::<f64>() + of_rest.unwrap_or(0.0);
    // How heavily the published figure of a part counts: the more of it the rest has taken off, the less.
    let taken_off = of_rest.map_or(0.0, |rest| rest / answers as f64);
    let sum = |of: fn(&Part) -> f64| parts.iter().map(|part| part.answers as f64 * of(part)).sum::<f64>();
    let rest_value = (whole.answers as f64 * whole.value - sum(|part| part.value)) / answers as f64;
    let rest_value = rest_value.clamp(low, high);
    let value = parts.iter().zip(&masses).map(|(part, mass)| mass * part.value).sum::<f64>()
        + of_rest.map_or(0.0, |rest| rest * rest_value);
    let off = parts
        .iter()
        .zip(&masses)
        .map(|(part, mass)| (mass - taken_off * part.answers as f64).abs() * part.off)
        .sum::<f64>()
        + taken_off * whole.answers as f64 * whole.off;
    let found = Composed { value: (value / mass).clamp(low, high), off: off / mass, kish, weights, rest };
    (found.value.is_finite() && found.off.is_finite()).then_some(found).ok_or(Uncomposed::Unfit)
}

/// The interval of a weighted figure, from that of the plain one: the plain interval with Kish's n in the place of n.
///
/// Both kinds of interval hold the places q between the `ends` with (p - q)^2 <= r q(1 - q), for a reach r that falls with
/// the number of respondents (see [`wilson`](super::wilson) and [`mean_interval`](super::mean_interval)). So r follows from
/// the plain interval, and n r / n_k is that of the weighted figure; where the spread was `estimated`, as that of scores, times
/// (t(n_k - 1)/t(n - 1))^2. The share of those asked that answered stays in r. A plain interval that is rounded
/// tells r within bounds: its wider side is taken, and a side is never less than `least`, how far an end may be off.
///
/// `None`: a plain interval without width and `least` of 0, at most one respondent, or a figure outside the ends.
/// Source: as [`kish`].
pub fn on_kish(
    (plain, interval): (f64, Interval),
    weighted: f64,
    (n, kish): (u64, f64),
    estimated: Option<f64>,
    least: f64,
    ends: (f64, f64),
) -> Option<Interval> {
    let width = ends.1 - ends.0;
    let place = |value: f64| (value - ends.0) / width;
    let reach = |end: f64| {
        let (end, own) = (place(end), place(plain));
        let room = end * (1.0 - end);
        (room > 0.0).then(|| (own - end).abs().max(least / width).powi(2) / room)
    };
    let widest = [interval.low, interval.high].into_iter().filter_map(reach).reduce(f64::max);
    let mut reach = widest? * n as f64 / kish;
    if let Some(level) = estimated {
        let ratio = student(level, kish - 1.0)? / student(level, n.checked_sub(1)? as f64)?;
        reach *= ratio * ratio;
    }
    let found = (reach > 0.0).then(|| score_interval(place(weighted), 1.0 / reach, 1.0)).flatten()?;
    Some(
        Interval { low: ends.0 + width * found.low, high: ends.0 + width * found.high }
            .clipped(ends)
            .around(weighted),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::{Pattern, Patterns};
    use crate::statistics::{Moments, Side, mean_interval, weighted_share, wilson};

    const FIVE: (f64, f64) = (1.0, 5.0);

    fn part(respondents: u64, asked: u64, value: f64) -> Part {
        Part { respondents, asked, answers: respondents, value, off: 0.0 }
    }

    #[test]
    fn each_part_counts_as_heavily_as_among_the_people_asked() {
        let (one, other) = (part(20, 40, 4.0), part(10, 60, 3.0));
        let whole = part(30, 100, 110.0 / 30.0);
        let found = composed(&whole, &[one, other], 5, FIVE).expect("both parts");
        assert!((found.value - 3.4).abs() < 1e-12, "two fifths of 4 and three fifths of 3: {found:?}");
        assert!((found.kish - 900.0 / 39.6).abs() < 1e-12 && found.rest.is_none() && found.off == 0.0);
        // The second part is not shown: the rest is that part, and the figure is the same.
        let rest = composed(&whole, &[one], 5, FIVE).expect("a rest of ten");
        assert!((rest.value - 3.4).abs() < 1e-12 && rest.rest == Some((10, 60)));
        assert_eq!(rest.weights, found.weights);
    }

    #[test]
    fn a_rest_is_nobody_or_as_many_as_may_stand_by_themselves() {
        let (whole, one) = (part(30, 100, 3.5), part(25, 40, 4.0));
        assert!(composed(&whole, &[one], 5, FIVE).is_ok(), "exactly at it is enough");
        assert_eq!(composed(&whole, &[one], 6, FIVE), Err(Uncomposed::FewInRest));
        assert_eq!(composed(&whole, &[part(30, 40, 3.5)], 5, FIVE), Err(Uncomposed::NobodyInRest));
        assert_eq!(composed(&whole, &[whole], 5, FIVE), Err(Uncomposed::OnePart));
        assert_eq!(composed(&whole, &[], 5, FIVE), Err(Uncomposed::OnePart));
        assert_eq!(composed(&whole, &[part(31, 40, 3.5)], 5, FIVE), Err(Uncomposed::Unfit));
        assert_eq!(composed(&whole, &[part(20, 101, 3.5)], 5, FIVE), Err(Uncomposed::Unfit));
        assert_eq!(composed(&whole, &[part(5, 90, 3.5)], 5, FIVE), Err(Uncomposed::Unfit), "25 of 10");
    }

    #[test]
    fn a_rest_of_rounded_figures_stays_on_the_scale_and_tells_how_far_it_may_be_off() {
        let rounded = |n, asked, value| Part { off: 0.05, ..part(n, asked, value) };
        let found = composed(&rounded(40, 80, 4.9), &[rounded(34, 40, 4.7)], 5, FIVE).expect("six are left");
        assert!(found.value <= 5.0 && found.off > 0.05);
        // whole: 40 x 4.9 is off by 2.0, the part by 1.7; of the six that is 3.7 / 6, and they are half of those asked
        let by_hand = 0.5 * 40.0 / 6.0 * 0.05 + (0.5 * 34.0 / 6.0 - 0.5) * 0.05;
        assert!((found.off - by_hand).abs() < 1e-12, "{found:?}");
    }

    #[test]
    fn equal_weights_leave_the_interval_of_a_mean_and_of_a_share() {
        let moments = Moments { n: 22, mean: 3.7, sd: Some(0.9), population: Some(60) };
        let plain = mean_interval(&moments, 0.95, FIVE).expect("spread");
        let same = on_kish((3.7, plain), 3.7, (22, 22.0), Some(0.95), 0.0, FIVE).expect("width");
        assert!((same.low - plain.low).abs() < 1e-12 && (same.high - plain.high).abs() < 1e-12);
        let plain = wilson(0.0, 20.0, 0.95).expect("a share");
        let same = on_kish((0.0, plain), 0.0, (20, 20.0), None, 0.0, (0.0, 1.0)).expect("width");
        assert!((same.high - plain.high).abs() < 1e-12 && same.low == 0.0);
    }

    #[test]
    fn without_width_there_is_no_reach_unless_rounding_took_it() {
        let point = Interval::point(3.7);
        assert_eq!(on_kish((3.7, point), 3.6, (22, 20.0), Some(0.95), 0.0, FIVE), None);
        assert!(on_kish((3.7, point), 3.6, (22, 20.0), Some(0.95), 0.05, FIVE).is_some());
        assert_eq!(on_kish((3.7, point), 3.6, (1, 1.0), Some(0.95), 0.05, FIVE), None);
        let all = Interval { low: 1.0, high: 5.0 };
        assert_eq!(
            on_kish((3.7, all), 3.6, (22, 20.0), Some(0.95), 0.05, FIVE),
            None,
            "the ends tell no reach"
        );
    }

    proptest! {
        #[test]
        fn one_statement_weighs_as_its_rows_do(
            rows in prop::collection::vec((1u64..30, 0u64..30, 0u64..40), 2..5), level in 0.8..0.99f64,
        ) {
            let cells: Vec<(u64, u64, u64)> = rows.iter().map(|&(yes, no, silent)| (yes, yes + no, yes + no + silent + 1)).collect();
            let of = |yes: u64, n: u64, asked: u64| part(n, asked, yes as f64 / n as f64);
            let parts: Vec<Part> = cells.iter().map(|&(yes, n, asked)| of(yes, n, asked)).collect();
            let sum = |at: fn(&(u64, u64, u64)) -> u64| cells.iter().map(at).sum::<u64>();
            let whole = of(sum(|c| c.0), sum(|c| c.1), sum(|c| c.2));
            let found = composed(&whole, &parts, 1, (0.0, 1.0)).expect("two parts");
            let patterns: Vec<Patterns> = cells.iter().map(|&(yes, n, _)| {
                let one = |favourable| Pattern { valid: 1, favourable, unfavourable: 1 - favourable, ..Pattern::default() };
                Patterns::from([(one(1), yes), (one(0), n - yes)])
            }).collect();
            let weighted: Vec<(f64, &Patterns)> = found.weights.iter().copied().zip(&patterns).collect();
            let of_rows = weighted_share(&weighted, Side::Favourable, Some(whole.asked), level).expect("answers");
            prop_assert!((found.value - of_rows.value).abs() < 1e-12);
            prop_assert!((found.kish - of_rows.kish).abs() < 1e-9);
            let last = composed(&whole, &parts[1..], 1, (0.0, 1.0));
            prop_assert!(last.is_ok_and(|last| (last.value - found.value).abs() < 1e-9), "as the rest");
        }

        #[test]
        fn fewer_that_count_make_an_interval_wider(value in 1.2..4.8f64, n in 5u64..90, part in 0.3..1.0f64, sd in 0.2..1.5f64) {
            let plain = mean_interval(&Moments { n, mean: value, sd: Some(sd), population: None }, 0.95, FIVE).expect("spread");
            let kish = (n as f64 * part).max(2.0);
            let found = on_kish((value, plain), value, (n, kish), Some(0.95), 0.0, FIVE).expect("width");
            prop_assert!(found.low <= plain.low + 1e-9 && found.high >= plain.high - 1e-9);
            prop_assert!(1.0 <= found.low && found.high <= 5.0);
        }
    }
}
