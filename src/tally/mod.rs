//! Coded batches to counts and sums that add up.
//!
//! A [`Tally`] is a monoid: [`Tally::default`] is the tally of nothing, and [`Tally::merge`] of two tallies is the
//! tally of both inputs. Everything in it is a whole number, so neither the order of rows, batches and files nor
//! the number of threads can change a digit.

mod cells;
mod counter;
mod order;
mod patterns;
mod plan;
mod sums;

pub use cells::{CellKey, CellTally, Tally};
pub use counter::{Counter, TallyError};
pub use plan::{IndicatorPlan, TallyPlan};
pub use sums::{ItemCounts, Sums};

#[cfg(test)]
mod tests;
