//! What people wrote in their own words: kept apart from everything else, and with what tells who somebody is taken out.

mod identifier;
mod lists;
mod names;
mod own_names;
mod patterns;
mod redact;
mod schools;
mod words;

pub use identifier::Identifier;
pub use own_names::OwnNames;
pub use redact::{Hit, find, redact};
