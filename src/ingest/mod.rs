//! Files to batches of cells: what stands there, with its place; nothing is interpreted.
//!
//! [`open`] looks at a file's bytes and its head and says what it is; [`Table::batches`] then streams the
//! wanted columns. A text file is read twice (its first part to see the encoding, all of it for its cells) and
//! never held in memory; of a workbook only its shared texts are, of a columnar file one column of one part.

mod about;
mod accents;
mod aside;
mod batches;
mod beside;
mod blocks;
mod columnar;
mod companion;
mod delimited;
mod digest;
mod empty_run;
mod encoding;
mod fault;
mod faults;
mod gathered;
mod guard;
mod head;
mod heading;
mod heading_check;
mod hints;
mod intern;
mod labels;
mod magic;
mod marked_sheet;
mod merged;
mod ods_check;
mod ole;
mod open;
mod own_columns;
mod package;
mod packed;
mod part_watch;
mod parts;
mod piece;
mod pieces;
mod plain_cells;
mod plain_text;
mod platform;
mod pointed;
mod reading;
mod record;
mod repeated;
mod rows;
mod sav;
mod settle;
mod sheaf;
mod sheet;
mod sheet_cells;
mod sheet_rows;
mod sniff;
mod stray;
mod table;
mod table_as_csv;
mod text_reading;
mod texts;
mod utf8;
mod whole_column;
mod workbook;
mod xls_check;
mod xlsb_walk;
mod zip_check;

#[cfg(test)]
mod tests;

pub use crate::domain::Limits;
pub use about::OtherSheet;
pub use aside::{Aside, where_it_may_be};
pub use batches::Batches;
pub use companion::{Companion, companion_of, labelled};
pub use digest::{FileDigest, sha256};
pub use fault::IngestError;
pub use faults::Spot;
pub use guard::reads_guarded;
pub use heading::{ColumnUse, Heading};
pub use hints::Hints;
pub use labels::Labels;
pub use open::open;
pub use own_columns::Standing;
pub use table::{Table, TableKind};
pub use table_as_csv::table_as_csv;
