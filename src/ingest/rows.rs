use super::IngestError;
use crate::diagnostics::Diagnostic;
use crate::domain::Cell;

/// A cell as a reader lends it out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum RawCell<'a> {
    Absent,
    Blank,
    Text(&'a str),
    Number(f64),
    Date(&'a str),
    Error(&'a str),
}

impl<'a> RawCell<'a> {
    /// The owned form of the cell.
    pub(super) fn to_cell(self) -> Cell {
        match self {
            RawCell::Absent => Cell::Absent,
            RawCell::Blank => Cell::Blank,
            RawCell::Text(text) => Cell::Text(text.to_owned()),
            RawCell::Number(number) => Cell::Number(number),
            RawCell::Date(date) => Cell::Date(date.to_owned()),
            RawCell::Error(error) => Cell::Error(error.to_owned()),
        }
    }

    /// Whether something stands in the cell.
    pub(super) fn has_value(self) -> bool {
        !matches!(self, RawCell::Absent | RawCell::Blank)
    }
}

impl<'a> From<&'a Cell> for RawCell<'a> {
    fn from(cell: &'a Cell) -> Self {
        match cell {
            Cell::Absent => RawCell::Absent,
            Cell::Blank => RawCell::Blank,
            Cell::Text(text) => RawCell::Text(text),
            Cell::Number(number) => RawCell::Number(*number),
            Cell::Date(date) => RawCell::Date(date),
            Cell::Error(error) => RawCell::Error(error),
            Cell::Missing(text) => RawCell::Text(text),
        }
    }
}

/// The rows of a text file or a sheet, one at a time, without blank lines and rows in which no cell is written.
pub(super) trait Rows {
    /// Goes to the next row; `false` when there is none.
    fn advance(&mut self) -> Result<bool, IngestError>;
    /// The line (text) or row (workbook) where the current row starts, from 1.
    fn start(&self) -> u64;
    /// How many cells the current row has: of a text the fields, of a sheet up to the last one filled.
    fn width(&self) -> usize;
    /// A cell of the current row; `Absent` beyond its width.
    fn cell(&self, column: usize) -> RawCell<'_>;
    /// Whether every heading of the current row was quoted; only a text can have that.
    fn all_quoted(&self) -> bool {
        false
    }
    /// Whether bytes were met so far that mean nothing in the encoding.
    fn malformed(&self) -> bool {
        false
    }
    /// Leaves out what stands to the right of a table of `width` columns; where that is more than a stray cell or
    /// two, going on to the end of the rows fails.
    fn keep_to(&mut self, _width: usize) {}
    /// What is to be said of the rows once they have all been read.
    fn notes(&mut self) -> Vec<Diagnostic> {
        Vec::new()
    }
}
