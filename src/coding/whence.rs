use crate::domain::{Missing, Place};

/// What coding needs to know of the table that a batch comes from. Columns count as in the batch, from 0.
pub trait Whence {
    /// The table as the user knows it: `export.csv`, or `forms.xlsx, Blad1`.
    fn name(&self) -> &str;
    /// Where a column's cell stands in the row that starts at `row_start`.
    fn place(&self, row_start: u64, column: usize) -> Place;
    /// The column's heading; empty for a column that is not there.
    fn heading(&self, column: usize) -> &str;
    /// What an absent cell of this table means: not asked, where the export keeps that apart from a blank.
    fn absent_means(&self) -> Missing;
    /// Whether a row without anything in the columns that are read is a response all the same: a survey tool writes
    /// a row for each response, a plain table may just have empty ones.
    fn counts_empty_rows(&self) -> bool {
        true
    }
    /// What the file itself, or one beside it, says that the codes of a column mean: code and label.
    fn labels(&self, _column: usize) -> Vec<(&str, &str)> {
        Vec::new()
    }
}
