//! What the figures are: pure functions of counts and sums, each with its source.
//!
//! No function here sees a respondent or a row, none panics, and none returns NaN: a figure that does not exist is
//! `None`. Two conventions hold throughout. A level is a share (0.95), above 0 and below 1. A population is the number
//! of people asked, where it is known; when all of them answered (n = N) there is no sampling error, so intervals are
//! points and effective sizes infinite; more answers than people asked (n > N) is a fault of the input, and every
//! figure that leans on N is then `None`.

mod agreement;
mod composed;
mod difference;
mod effect;
mod interval;
mod mean;
mod median;
mod multiplicity;
mod norm;
mod proportion;
mod quantile;
mod ratio;
mod reliability;
mod representative;
mod response;
mod rest;
mod scores;
mod weights;

pub use agreement::{agreement, divided};
pub use composed::{Composed, Part, Uncomposed, composed, on_kish};
pub use difference::{Difference, difference_of_clustered_shares, difference_of_shares, newcombe, welch};
pub use effect::{Dominance, cliffs_delta, hedges_g};
pub use interval::Interval;
pub use mean::{Moments, mean_interval};
pub use median::median_interval;
pub use multiplicity::benjamini_hochberg;
pub use norm::response_norm;
pub use proportion::{Share, effective_n, item_share, wilson};
pub use ratio::{Side, ratio_share};
pub use reliability::{
    Complete, ItemSums, LEAST_FOR_RELIABILITY, Reliability, alpha_if_dropped, cronbach_alpha, feldt,
    reliability, spearman_brown,
};
pub use representative::{Representativeness, Test, representativeness};
pub use response::{no_assumption_bounds, response_rate};
pub use rest::{rest_of_counts, rest_of_patterns, rest_of_people};
pub use scores::{Scores, needed_items, scores};
pub use weights::{Weighted, kish, post_stratified, weighted_mean, weighted_share};
