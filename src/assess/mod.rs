//! Cleared counts against thresholds: figures and verdicts.

mod estimate;
mod figure;
mod gaps;
mod publish;
mod quality;
mod results;
mod rounds;
mod verdict;

pub(crate) use gaps::adjust;

pub use figure::{Estimate, Figure, FigureUnit, Span};
pub use publish::Published;
pub use quality::{EffectResults, QualityResults, add_quality};
pub use results::{
    GapResults, IndicatorResults, ItemResults, ResponseResults, Results, RoundResults, ScaleResults,
    SliceResults, ThresholdResults, VerdictResults,
};
pub use rounds::{RESULTS_SCHEMA, Setting, assess};
pub use verdict::{Verdict, judge};
