use schemars::JsonSchema;
use serde::Serialize;

use super::{Estimate, Figure, FigureUnit, Results, SliceResults, Span};
use crate::disclosure::{Rule, Rules};
use crate::domain::Statistic;

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
            let several = indicator.items.len() > 1;
            let few: Vec<_> =
                indicator.slices.iter().filter(|slice| is_of_few(slice)).map(|s| s.slice.clone()).collect();
            let care = |slice: &_| {
                if few.contains(slice) {
                    Care::AllFigures
                } else if several {
                    Care::Scores
                } else {
                    Care::None
                }
            };
            for slice in &mut indicator.slices {
                let care = care(&slice.slice);
                for (statistic, figure) in &mut slice.figures {
                    round(figure, *statistic, care);
                }
            }
            for threshold in &mut indicator.thresholds {
                for verdict in &mut threshold.verdicts {
                    round(&mut verdict.figure, threshold.statistic, care(&verdict.slice));
                }
            }
        }
        Self(results)
    }

    /// The published results.
    pub fn results(&self) -> &Results {
        &self.0
    }
}

/// How much of a slice is to be rounded.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Care {
    None,
    Scores,
    AllFigures,
}

/// Whether a slice shows figures and no distribution.
fn is_of_few(slice: &SliceResults) -> bool {
    slice.items.iter().any(|item| matches!(item.favourable_share, Figure::Withheld { .. }))
}

fn round(figure: &mut Figure, statistic: Statistic, care: Care) {
    let of_scores = matches!(statistic, Statistic::Mean | Statistic::Median);
    let Figure::Value(estimate) = figure else { return };
    if statistic != Statistic::ResponseRate && (care == Care::AllFigures || care == Care::Scores && of_scores)
    {
        *estimate = rounded(estimate);
    }
}

/// A value as readers see it: points to 1 decimal, shares to whole per cents.
pub(super) fn to_readers(value: f64, unit: FigureUnit) -> f64 {
    let steps = match unit {
        FigureUnit::Points => 10.0,
        FigureUnit::Share => 100.0,
    };
    // As `text::decimal` rounds: half away from zero, a hair above the binary value.
    (value * steps * (1.0 + 1e-12)).round() / steps
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
