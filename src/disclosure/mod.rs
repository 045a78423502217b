//! What may be shown: nobody can be read back.
//!
//! [`clear`] decides once, for all figures together. What it clears is the only way on: a figure takes a
//! [`Cleared`], and no other room can make one.

mod clear;
mod cleared;
mod complement;
mod linked;
mod reason;
mod rules;
mod told;
mod with_all;

pub use clear::clear;
pub use cleared::{Access, Clearance, Cleared, ClearedCount, ClearedRound, ClearedTally, ItemTotals};
pub use reason::Reason;
pub use rules::{Rule, Rules};
pub use told::{Told, told};
pub use with_all::{WithAll, clear_with_all};

#[cfg(test)]
mod tests;
