//! From the draft to the project: names resolve, bounds lie where they can lie, units fit. A part that does not
//! settle is reported and left out; the others still settle, so that one run reports every fault.

mod bound;
mod checks;
mod compared;
mod indicator;
mod meeting;
mod names;
mod quality;
mod remarks;
mod roles;
mod scale;
mod settings;
mod source;
mod source_shape;
mod threshold;
mod weighing;
mod whole;

pub(super) use indicator::VALID_ITEMS;
pub(super) use meeting::format_key;
pub(super) use names::in_a_link;
pub use scale::BUILT_IN_SCALES;
pub(super) use settings::LEVEL;
pub(super) use threshold::{rung_key, unit_key};
pub(super) use whole::settle;
