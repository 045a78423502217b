//! Files in which a row is not a respondent: one answer a row, and counted tables.
//!
//! Both are gathered into ordinary batches, one row a respondent and one column a question, so that everything from
//! [`Codebook`](super::Codebook) on is the same for every shape of file.

mod amount;
mod answers;
mod context;
mod counted;
mod counted_body;
mod gathered;
mod gatherer;
mod long;
mod long_body;
mod per_cents;
mod plan;
mod questions;
mod recognise;
mod wording;

pub use gathered::Gathered;
pub use gatherer::Gatherer;
pub use plan::{AnswersAt, CountsAt, GatherPlan};
pub use recognise::{ColumnSight, SeenShape, seen_shape};
