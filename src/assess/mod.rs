//! Cleared counts against thresholds: figures and verdicts.

mod figure;
mod results;
mod verdict;

pub use figure::{Estimate, Figure, FigureUnit, Span};
pub use results::{
    IndicatorResults, ItemResults, ResponseResults, Results, RoundResults, ScaleResults, SliceResults,
    ThresholdResults, VerdictResults,
};
pub use verdict::{Verdict, judge};
