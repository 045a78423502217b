//! Batches of cells to batches of codes: one byte an answer, every cell accounted for.
//!
//! A survey column has a dozen distinct texts. Each is translated once, against the whole normalised text and
//! never against a part of it; what is on no scale is reported, not dropped.

mod account;
mod codebook;
#[cfg(test)]
mod codebook_tests;
mod days;
mod describe;
#[cfg(test)]
mod describe_tests;
mod drift;
mod empty_rows;
mod far;
mod kind;
mod lexicon;
mod meaning;
mod missing;
mod normalise;
mod plan;
mod quality;
mod recognise;
mod rejects;
mod respondents;
#[cfg(test)]
mod sample;
mod scales;
mod settle;
#[cfg(test)]
mod settle_tests;
mod several;
mod shapes;
mod sightings;
mod turned;
mod unread;
mod whence;
mod wording;

pub use account::{Coded, ItemCount};
pub use codebook::{Codebook, Sifted};
pub use days::{Days, days};
pub use describe::{ColumnContent, Described, Doubt, Order, describe_column, is_on_scale, strays};
pub use drift::{OtherScale, other_scales};
pub use far::far_values;
pub use missing::missing_kind;
pub use normalise::{fold, normalise};
pub use plan::{ColumnPlan, Identifier, ResponseColumns, groupings};
pub use quality::{Keepers, Met, QualityCount, Scan};
pub use recognise::WhyNot;
pub use rejects::{Reject, Unreadable};
pub use respondents::{GroupNames, is_finished, known_roles};
pub use scales::{built_in_scales, scale_named};
pub use settle::{FirstLook, settle_scales};
pub use shapes::{AnswersAt, ColumnSight, CountsAt, GatherPlan, Gathered, Gatherer, SeenShape, seen_shape};
pub use whence::Whence;
