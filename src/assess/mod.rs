//! Cleared counts against thresholds: figures and verdicts.

mod beside;
#[cfg(test)]
mod beside_tests;
mod compare;
mod decisions;
mod estimate;
mod figure;
mod gaps;
mod held;
mod nearly;
mod publish;
mod quality;
mod reliability;
mod representation;
mod results;
mod rounds;
mod verdict;
mod weighted;

pub(crate) use beside::adjust;
pub use compare::{Comparisons, Difference, RestDifference, RoleDifference, TrendDifference};
pub use decisions::{
    DECISIONS_SCHEMA, Decision, Decisions, Outcome, Protection, RoundDecisions, SliceDecision,
};
pub use figure::{Estimate, Figure, FigureUnit, Incomparable, Span};
pub use nearly::{CommonAnswer, NearlyAll};
pub use publish::Published;
pub use quality::{EffectResults, QualityResults, add_quality};
pub use reliability::ReliabilityResults;
pub use representation::{PartResults, RepresentationResults};
pub use results::{
    GapResults, IndicatorResults, ItemResults, ResponseResults, Results, RoundResults, ScaleResults,
    SliceResults, ThresholdResults, VerdictResults,
};
pub use rounds::{RESULTS_SCHEMA, Setting, assess};
pub use verdict::{Verdict, judge};
pub use weighted::{WeightedCell, WeightedEstimate, WeightedFigure, WeightedResults, weigh};
