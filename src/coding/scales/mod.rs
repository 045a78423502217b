//! The answer scales that need no declaring, in Dutch and English, a file per family.

mod agreement;
mod apart;
mod built_in;
mod judgement;
mod wording;

pub(super) use apart::told_apart;
pub(super) use built_in::built_in_lexicons;
pub use built_in::{built_in_scales, scale_named};
