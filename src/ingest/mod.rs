//! Files to batches of cells: what stands there, with its place; nothing is interpreted.
//!
//! [`open`] looks at a file's bytes and its head and says what it is; [`Table::batches`] then streams the
//! wanted columns. A text file is read twice (once to see its encoding and digest, once for its cells) and
//! never held in memory; of a workbook only its shared texts are, of a columnar file one column of one part.

mod aside;
mod batches;
mod columnar;
mod decode;
mod delimited;
mod digest;
mod encoding;
mod fault;
mod faults;
mod guard;
mod head;
mod heading;
mod hints;
mod intern;
mod labels;
mod limits;
mod magic;
mod merged;
mod ods_check;
mod open;
mod platform;
mod reading;
mod record;
mod rows;
mod settle;
mod sheet;
mod sniff;
mod table;
mod workbook;
mod zip_check;

#[cfg(test)]
mod tests;

pub use aside::{Aside, where_it_may_be};
pub use batches::Batches;
pub use digest::sha256;
pub use fault::IngestError;
pub use guard::reads_guarded;
pub use heading::{ColumnUse, Heading};
pub use hints::Hints;
pub use labels::Labels;
pub use limits::Limits;
pub use open::open;
pub use table::{Table, TableKind};
