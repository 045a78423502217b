use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::estimate::Frame;
use super::{Figure, FigureUnit, Span};
use crate::disclosure::{Common, Nearly, Reason};
use crate::domain::{Scale, Statistic};
use crate::statistics;

/// What nearly everyone answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CommonAnswer {
    /// A favourable answer.
    Favourable,
    /// An unfavourable answer.
    Unfavourable,
    /// One and the same answer, which is neither.
    Same,
}

/// A figure of a group that answered (nearly) alike, as far as it may be told: the bounds hold whether it was all of
/// them or all but one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NearlyAll {
    /// What nearly everyone answered.
    pub common: CommonAnswer,
    /// The least share of the answers that is so, 0 to 1, rounded down to 5 in 100.
    pub at_least: f64,
    /// Where the figure lies, rounded outwards, in its unit.
    pub within: Span,
    /// Where the value for everyone who was asked lies wherever the figure lies within those bounds, at the project's
    /// level, rounded outwards; `null` where it cannot be said.
    pub interval: Option<Span>,
    /// The unit of the bounds.
    pub unit: FigureUnit,
    /// The respondents it rests on.
    pub n: u64,
}

/// A figure of a group of which only may be said that nearly everyone answered alike. Shares and positions on the
/// scale have bounds; anything else is withheld.
pub(super) fn nearly_figure(frame: &Frame<'_>, nearly: &Nearly, statistic: Statistic) -> Figure {
    let scale = frame.scale;
    let (common, own) = answers(scale, nearly.common);
    let bounds = match statistic {
        Statistic::FavourableShare if !scale.favourable.is_empty() => {
            share_within(&scale.favourable, &own, nearly).map(|within| (within, FigureUnit::Share))
        }
        Statistic::UnfavourableShare if !scale.unfavourable.is_empty() => {
            share_within(&scale.unfavourable, &own, nearly).map(|within| (within, FigureUnit::Share))
        }
        Statistic::Mean if scale.has_mean() => {
            mean_within(scale, &own, nearly.at_least).map(|within| (within, FigureUnit::Points))
        }
        _ => None,
    };
    let Some((within, unit)) = bounds else { return Figure::Withheld { reason: Reason::Unanimous } };
    let interval = interval(frame, within, unit, nearly.n);
    let Nearly { at_least, n, .. } = *nearly;
    Figure::NearlyAll(NearlyAll { common, at_least, within, interval, unit, n })
}

/// Where the value for everyone lies, from the lower end for the lowest value within the bounds to the upper end for the
/// highest: Wilson's interval, rounded outwards to 5 in 100 and to tenths of a point. Of a mean it is that of its position
/// between the ends of the scale, as if everyone had chosen one of those ends: no answers spread wider
/// (Bhatia and Davis 2000).
fn interval(frame: &Frame<'_>, within: Span, unit: FigureUnit, n: u64) -> Option<Span> {
    let size = statistics::effective_n(n, frame.population)?;
    let steps = f64::from(frame.scale.len()) - 1.0;
    let position = |value: f64| if unit == FigureUnit::Points { (value - 1.0) / steps } else { value };
    let wilson = |value: f64| statistics::wilson(position(value), size, frame.level);
    let (low, high) = (wilson(within.low)?.low, wilson(within.high)?.high);
    Some(if unit == FigureUnit::Points {
        outwards(1.0 + low * steps, 1.0 + high * steps, 10.0)
    } else {
        outwards(low, high, 20.0)
    })
}

/// Both ends in so many parts of one, rounded outwards.
fn outwards(low: f64, high: f64, parts: f64) -> Span {
    Span { low: (low * parts + 1e-9).floor() / parts, high: (high * parts - 1e-9).ceil() / parts }
}

/// What they have in common, and the categories that are so.
fn answers(scale: &Scale, common: Common) -> (CommonAnswer, Vec<u8>) {
    match common {
        Common::Favourable => (CommonAnswer::Favourable, scale.favourable.clone()),
        Common::Unfavourable => (CommonAnswer::Unfavourable, scale.unfavourable.clone()),
        Common::Category(category) => (CommonAnswer::Same, vec![category]),
    }
}

/// Where the share of answers in `wanted` lies when at least that share is in `own`.
fn share_within(wanted: &[u8], own: &[u8], nearly: &Nearly) -> Option<Span> {
    let inside = own.iter().filter(|category| wanted.contains(category)).count();
    if inside == own.len() {
        Some(Span { low: nearly.at_least, high: 1.0 })
    } else if inside == 0 {
        // From whole steps of 5 in 100, so that no rounding error is left.
        Some(Span { low: 0.0, high: ((1.0 - nearly.at_least) * 20.0).round() / 20.0 })
    } else {
        None
    }
}

/// Where the mean lies when at least that share of the answers is in `own`, rounded outwards to tenths.
fn mean_within(scale: &Scale, own: &[u8], at_least: f64) -> Option<Span> {
    let (lowest, highest) = (*own.iter().min()?, *own.iter().max()?);
    let rest = 1.0 - at_least;
    let low = at_least * f64::from(lowest) + rest;
    let high = at_least * f64::from(highest) + rest * f64::from(scale.len());
    Some(outwards(low, high, 10.0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::{Verdict, judge};
    use crate::disclosure::Clearance;
    use crate::domain::Bound;

    #[test]
    fn the_bounds_hold_for_all_and_for_all_but_one() {
        let nearly =
            Nearly { common: Common::Favourable, at_least: 0.9, n: 12, clearance: Clearance::for_tests() };
        let within = share_within(&[4, 5], &[4, 5], &nearly);
        assert_eq!(within, Some(Span { low: 0.9, high: 1.0 }));
        let unfavourable = share_within(&[1, 2], &[4, 5], &nearly);
        assert_eq!(unfavourable, Some(Span { low: 0.0, high: 0.1 }));
        assert_eq!(share_within(&[4, 5], &[3, 4], &nearly), None);
    }

    #[test]
    fn a_verdict_is_given_only_where_both_ends_agree_and_is_sure_only_where_the_interval_is() {
        let figure = |low, high, interval: Option<(f64, f64)>| {
            Figure::NearlyAll(NearlyAll {
                common: CommonAnswer::Favourable,
                at_least: 0.9,
                within: Span { low, high },
                interval: interval.map(|(low, high)| Span { low, high }),
                unit: FigureUnit::Share,
                n: 12,
            })
        };
        let high = figure(0.9, 1.0, Some((0.65, 1.0)));
        assert_eq!(judge(&high, Bound::AtLeast(0.6)), Verdict::Met);
        assert_eq!(judge(&high, Bound::AtLeast(0.7)), Verdict::ProbablyMet);
        assert_eq!(judge(&high, Bound::AtLeast(0.95)), Verdict::Withheld);
        assert_eq!(judge(&figure(0.9, 1.0, None), Bound::AtLeast(0.6)), Verdict::ProbablyMet);
        let low = figure(0.0, 0.1, Some((0.0, 0.35)));
        assert_eq!(judge(&low, Bound::AtLeast(0.7)), Verdict::NotMet);
        assert_eq!(judge(&low, Bound::AtLeast(0.3)), Verdict::ProbablyNotMet);
        assert_eq!(judge(&low, Bound::AtMost(0.4)), Verdict::Met);
        assert_eq!(judge(&low, Bound::AtMost(0.2)), Verdict::ProbablyMet);
    }

    #[test]
    fn bounds_are_rounded_outwards_and_never_past_themselves() {
        assert_eq!(outwards(0.61, 0.99, 20.0), Span { low: 0.6, high: 1.0 });
        assert_eq!(outwards(3.7, 5.0, 10.0), Span { low: 3.7, high: 5.0 });
    }
}
