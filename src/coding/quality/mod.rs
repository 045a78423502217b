//! The quality of responses: what can be noticed of each is counted, and what the source asks to leave out is left
//! out. Nothing is dropped in silence.

mod answers;
mod counts;
mod identity;
mod keepers;
mod moment;
mod notes;
mod status;
mod watch;

#[cfg(test)]
mod tests;

pub use counts::QualityCount;
pub use identity::Met;
pub use keepers::{Keepers, Scan};
pub(super) use notes::notes;
pub(super) use watch::Watch;
