//! The tools that exports come from: how each is recognised, and what its columns are for.

mod blocks;
mod content;
mod google_forms;
mod limesurvey;
mod microsoft_forms;
mod own;
mod personal;
mod qualtrics;
mod questback;
mod recognise;
mod surveymonkey;
mod table;

pub(super) use content::{PersonalKind, personal_content};
pub(super) use limesurvey::asks_who;
pub(super) use personal::is_personal;
pub(super) use recognise::{DEEPEST, Described, Understood, describe, fingerprint};
