//! What the figures are: pure functions of counts and sums, each with its source.
//!
//! No function here sees a respondent or a row, none panics, and none returns NaN: a figure that does not exist is
//! `None`. Two conventions hold throughout. A level is a share (0.95), above 0 and below 1. A population is the number
//! of people asked, where it is known; when all of them answered (n = N) there is no sampling error, so intervals are
//! points and effective sizes infinite; more answers than people asked (n > N) is a fault of the input, and every
//! figure that leans on N is then `None`.

mod agreement;
mod difference;
mod effect;
mod interval;
mod mean;
mod median;
mod multiplicity;
mod proportion;
mod quantile;
mod ratio;
mod reliability;
mod response;
mod scores;

pub use agreement::{agreement, divided};
pub use difference::{Difference, difference_of_shares, newcombe, welch};
pub use effect::{Dominance, cliffs_delta, hedges_g};
pub use interval::Interval;
pub use mean::{Moments, mean_interval};
pub use median::median_interval;
pub use multiplicity::benjamini_hochberg;
pub use proportion::{Share, effective_n, item_share, wilson};
pub use ratio::{Side, ratio_share};
pub use reliability::{
    Complete, ItemSums, LEAST_FOR_RELIABILITY, Reliability, cronbach_alpha, feldt, reliability,
    spearman_brown,
};
pub use response::{no_assumption_bounds, response_rate};
pub use scores::{Scores, needed_items, scores};
