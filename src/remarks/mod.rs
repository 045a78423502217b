//! What people wrote in their own words. It is read only where the project file says so, apart from everything else, and
//! goes through three types: [`RawRemark`] as it was written, a redacted line that a person looks at, and
//! [`ReleasedRemark`], which is all a report can hold.
//!
//! Redaction is help for that person and no more than that: what is left can still tell who wrote it.

mod candidates;
mod identifier;
mod lists;
mod names;
mod own_names;
mod patterns;
mod raw;
mod redact;
mod review;
mod schools;
#[cfg(test)]
mod tests;
mod words;

pub use candidates::{Candidates, Gathering};
pub use identifier::Identifier;
pub use own_names::OwnNames;
pub use raw::RawRemark;
pub use redact::{Hit, find, redact};
pub use review::{ReleasedRemark, Review, ReviewColumn, ReviewLine, release, review};
