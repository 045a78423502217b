//! What may be shown: nobody can be read back.
//!
//! [`clear`] decides once, for all figures together. What it clears is the only way on: a figure takes a
//! [`Cleared`], and no other room can make one.

mod alike;
mod around;
mod audit;
mod bounds;
mod clear;
mod cleared;
mod complement;
#[cfg(test)]
mod fixture;
mod follows;
mod joint;
mod linked;
mod programme;
mod reason;
mod release;
mod rest;
mod rules;
mod scoring;
mod settled;
mod skippers;
mod table;
mod told;
mod unanimous;
mod with_all;

pub use clear::{Terms, clear};
pub use cleared::{Access, Clearance, Cleared, ClearedCount, ClearedRound, ClearedTally, ItemTotals};
#[cfg(test)]
pub(crate) use follows::follows;
pub(crate) use follows::{Equations, contradict};
pub(crate) use joint::{Answers, Joint, Known, MayLose, Numbers, Seen, Shown, Unfitting};
pub use reason::Reason;
pub use rules::{Rule, Rules};
pub use scoring::Scoring;
pub use told::{Told, told};
pub use unanimous::{Common, Nearly};
pub use with_all::{WithAll, clear_with_all};

#[cfg(test)]
mod tests;
