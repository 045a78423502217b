//! Files that lie beside an export and say what its codes mean: the structure of a LimeSurvey survey (`.lss`), or the
//! R syntax that LimeSurvey exports with its data.

mod fit;
mod lss;
mod matching;
mod near;
mod open;
mod questions;
mod r_syntax;
mod rows;
mod survey;

#[cfg(test)]
mod tests;

pub use fit::labelled;
pub use near::{Companion, companion_of};
