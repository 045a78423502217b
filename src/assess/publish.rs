use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::held::{change, furthest_apart, size_of};
use super::{Estimate, Figure, FigureUnit, IndicatorResults, Results, SliceResults, Span};
use crate::disclosure::{Rule, Rules};
use crate::domain::{Slice, Statistic};

/// Results as precisely as they may leave the house. What is published for machines is this and nothing else.
///
/// Two figures that are both shown can tell more than either. The mean of the scores, exactly, and the sums of the
/// statements, exactly, leave a remainder that holds nothing but the answers of those who skipped a statement: often
/// one person. And of fewer people than a distribution needs, exact mean, spread and share fix the distribution.
/// So the figures of scores over several statements, and all figures of so few people, are rounded as readers see
/// them (points to 1 decimal, shares to whole per cents) and come without a standard deviation. All others are exact.
/// Verdicts were given before, on the exact values.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Published(Results);

impl Published {
    /// The results to publish, as far as `rules` hold.
    pub fn of(results: &Results, rules: Rules) -> Self {
        let mut results = results.clone();
        if !rules.hold(Rule::Rounding) {
            return Self(results);
        }
        for indicator in results.rounds.iter_mut().flat_map(|round| &mut round.indicators) {
            publish(indicator);
        }
        Self(results)
    }

    /// What is left of it, which was published already.
    pub fn reduced(&self, to: impl FnOnce(&Results) -> Results) -> Self {
        Self(to(&self.0))
    }

    /// The published results.
    pub fn results(&self) -> &Results {
        &self.0
    }
}

fn publish(indicator: &mut IndicatorResults) {
    let cares: BTreeMap<Slice, Care> =
        indicator.slices.iter().map(|slice| (slice.slice.clone(), care_of(indicator, slice))).collect();
    let usual = if indicator.items.len() > 1 { Care::Scores } else { Care::None };
    let care = |slice: &Slice| cares.get(slice).copied().unwrap_or(usual);
    // Which pair of roles is furthest apart was decided on the exact differences, as the verdict was.
    let roles = &indicator.comparisons.roles;
    let pairs: Vec<Option<usize>> =
        indicator.thresholds.iter().map(|held| furthest_apart(roles, held.role.as_ref())).collect();
    publish_differences(indicator);
    for slice in &mut indicator.slices {
        let care = care(&slice.slice);
        for (statistic, figure) in &mut slice.figures {
            round(figure, *statistic, care);
        }
    }
    for (threshold, pair) in indicator.thresholds.iter_mut().zip(pairs) {
        let statistic = threshold.statistic;
        for verdict in threshold.verdicts.iter_mut().filter(|verdict| verdict.figure.estimate().is_some()) {
            match statistic {
                Statistic::Change => {
                    verdict.figure = change(&indicator.comparisons, &verdict.slice, threshold.unit);
                }
                Statistic::RoleGap => {
                    if let Some(pair) = pair.and_then(|pair| indicator.comparisons.roles.get(pair)) {
                        verdict.figure = size_of(&pair.difference.figure);
                    }
                }
                // Whose it is, is not told; it may be one of few people.
                Statistic::LowestGroupShare => round(&mut verdict.figure, statistic, Care::AllFigures),
                _ => round(&mut verdict.figure, statistic, care(&verdict.slice)),
            }
        }
    }
}

/// Differences and reliability, as precisely as they may leave the house.
fn publish_differences(indicator: &mut IndicatorResults) {
    let comparisons = &mut indicator.comparisons;
    for rest in &mut comparisons.rests {
        let care = if rest.difference.rounded { Care::AllFigures } else { Care::None };
        round(&mut rest.rest, rest.statistic, care);
    }
    for trend in &mut comparisons.trends {
        let care = if trend.before_rounded { Care::AllFigures } else { Care::None };
        round(&mut trend.before, trend.statistic, care);
    }
    comparisons.publish();
    indicator.reliability.iter_mut().for_each(super::ReliabilityResults::publish);
}

/// How much of a slice is to be rounded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    None,
    Scores,
    AllFigures,
}

impl Care {
    fn rounds(self, statistic: Statistic) -> bool {
        let of_scores = matches!(statistic, Statistic::Mean | Statistic::Median);
        statistic != Statistic::ResponseRate
            && (self == Care::AllFigures || self == Care::Scores && of_scores)
    }
}

/// How much of a slice of an indicator is to be rounded; that it was changes nothing about it.
fn care_of(indicator: &IndicatorResults, slice: &SliceResults) -> Care {
    if is_of_few(slice) {
        Care::AllFigures
    } else if indicator.items.len() > 1 {
        Care::Scores
    } else {
        Care::None
    }
}

/// Whether a figure of an indicator is rounded as it is published.
pub(super) fn is_rounded(indicator: &IndicatorResults, slice: &Slice, statistic: Statistic) -> bool {
    let slice = indicator.slices.iter().find(|own| &own.slice == slice);
    slice.is_some_and(|slice| care_of(indicator, slice).rounds(statistic))
}

/// Whether a slice shows figures and no distribution.
fn is_of_few(slice: &SliceResults) -> bool {
    slice
        .items
        .iter()
        .any(|item| matches!(item.favourable_share, Figure::Withheld { .. } | Figure::NearlyAll(_)))
}

fn round(figure: &mut Figure, statistic: Statistic, care: Care) {
    let Figure::Value(estimate) = figure else { return };
    if care.rounds(statistic) {
        *estimate = rounded(estimate);
    }
}

/// A value as readers see it: points to 1 decimal, shares to whole per cents.
pub(super) fn to_readers(value: f64, unit: FigureUnit) -> f64 {
    // As `text::decimal` rounds: half away from zero, a hair above the binary value.
    (value * steps(unit) * (1.0 + 1e-12)).round() / steps(unit)
}

/// A sum of values that readers see, without the dust that adding leaves.
pub(super) fn rounded_to(value: f64, unit: FigureUnit) -> f64 {
    let whole = (value * steps(unit)).round();
    if whole == 0.0 { 0.0 } else { whole / steps(unit) }
}

/// A size, no smaller, in whole steps that readers see.
pub(super) fn rounded_up(value: f64, unit: FigureUnit) -> f64 {
    // A hair of a step is dust of the arithmetic.
    (value * steps(unit) - 1e-9).ceil() / steps(unit)
}

/// The smallest step that readers see.
pub(super) fn step(unit: FigureUnit) -> f64 {
    1.0 / steps(unit)
}

/// How many of the smallest steps that readers see make one.
fn steps(unit: FigureUnit) -> f64 {
    match unit {
        FigureUnit::Points => 10.0,
        FigureUnit::Share | FigureUnit::Coefficient => 100.0,
    }
}

fn rounded(estimate: &Estimate) -> Estimate {
    let to = |value: f64| to_readers(value, estimate.unit);
    let span = |span: Span| Span { low: to(span.low), high: to(span.high) };
    Estimate {
        value: to(estimate.value),
        interval: estimate.interval.map(span),
        bounds: estimate.bounds.map(span),
        sd: None,
        ..estimate.clone()
    }
}
