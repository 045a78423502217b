//! The tools that exports come from: how each is recognised, and what its columns are for.

mod limesurvey;
mod microsoft_forms;
mod personal;
mod recognise;
mod table;

pub(super) use personal::is_personal;
pub(super) use recognise::{Described, describe, fingerprint};
