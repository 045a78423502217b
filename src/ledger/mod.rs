//! What was published before, and what may be shown beside it: two reports give nobody away together.
//!
//! [`Ledger`] is the register beside the project file. It holds what was published and how many people stood behind
//! it, cell by cell, and never an answer that was not published. [`hold`] is the only way from results to results that
//! may leave the house: a figure of today is shown where nothing follows from it and all earlier ones about fewer
//! people than the minimum, and else stays as it was published, with its day.

mod beside;
mod book;
mod changed;
mod choose;
mod compared;
mod edition;
mod exact;
mod fault;
mod hold;
mod jointly;
mod keep;
mod merged;
mod people;
mod quality;

pub use book::{LEDGER_SCHEMA, Ledger};
pub use edition::{Edition, Table};
pub use fault::unreadable;
pub use hold::{Held, hold};
pub use people::{CellName, Definition, Head, People};

#[cfg(test)]
mod tests;
