//! The partnership's own document: draft as written, then settled, every fault in one run.

mod draft;
mod effective;
mod faults;
mod line;
mod locate;
mod options;
mod read;
mod scaffold;
mod schema;
mod settle;
mod shape;
mod syntax;
#[cfg(test)]
mod tests;
mod to_fill_in;
mod wording;
mod written;

pub use effective::{effective, shape_lines};
pub use locate::{FILE_NAME, locate};
pub use read::read;
pub use scaffold::{AnswersOn, Scaffold, ScaffoldItem, ScaffoldScale, ScaffoldSource, scaffold, unused_line};
pub use schema::schema;
pub use settle::BUILT_IN_SCALES;
