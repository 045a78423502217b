//! Cleared counts against thresholds: figures and verdicts.

mod assess;
mod estimate;
mod figure;
mod gaps;
mod results;
mod verdict;

pub use assess::{RESULTS_SCHEMA, Setting, assess};
pub use figure::{Estimate, Figure, FigureUnit, Span};
pub use results::{
    GapResults, IndicatorResults, ItemResults, ResponseResults, Results, RoundResults, ScaleResults,
    SliceResults, ThresholdResults, VerdictResults,
};
pub use verdict::{Verdict, judge};
