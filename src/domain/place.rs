use std::fmt;

/// Where something stands in a file of the user's own: shown as `export.csv:12` or `forms.xlsx, Blad1!C7`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file's name as the user knows it.
    pub file: String,
    /// Where in the file.
    pub at: At,
}

/// A position inside a file; rows, lines and columns count from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum At {
    /// The file as a whole.
    File,
    /// A line of a text file.
    Line(u64),
    /// A line and a column of a text file, both counted in characters from 1.
    LineColumn(u64, u64),
    /// A sheet of a workbook.
    Sheet(String),
    /// A cell of a workbook's sheet.
    SheetCell {
        /// The sheet's name.
        sheet: String,
        /// The row, from 1.
        row: u64,
        /// The column, from 1.
        column: u64,
    },
}

impl Place {
    /// The whole of a file.
    pub fn file(file: impl Into<String>) -> Self {
        Self { file: file.into(), at: At::File }
    }

    /// A line of a text file, from 1.
    pub fn line(file: impl Into<String>, line: u64) -> Self {
        Self { file: file.into(), at: At::Line(line) }
    }

    /// A line and column of a text file, from 1.
    pub fn line_column(file: impl Into<String>, line: u64, column: u64) -> Self {
        Self { file: file.into(), at: At::LineColumn(line, column) }
    }

    /// A cell of a sheet; row and column from 1.
    pub fn cell(file: impl Into<String>, sheet: impl Into<String>, row: u64, column: u64) -> Self {
        Self { file: file.into(), at: At::SheetCell { sheet: sheet.into(), row, column } }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let file = &self.file;
        match &self.at {
            At::File => write!(out, "{file}"),
            At::Line(line) => write!(out, "{file}:{line}"),
            At::LineColumn(line, column) => write!(out, "{file}:{line}:{column}"),
            At::Sheet(sheet) => write!(out, "{file}, {sheet}"),
            At::SheetCell { sheet, row, column } => {
                write!(out, "{file}, {sheet}!{}{row}", column_letters(*column))
            }
        }
    }
}

/// A spreadsheet's letters for a column counted from 1: 1 is `A`, 27 is `AA`.
fn column_letters(mut column: u64) -> String {
    let mut letters = Vec::new();
    while column > 0 {
        column -= 1;
        letters.push(b'A' + u8::try_from(column % 26).unwrap_or(0));
        column /= 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_shown_as_a_spreadsheet_shows_it() {
        assert_eq!(Place::cell("a.xlsx", "Blad1", 7, 3).to_string(), "a.xlsx, Blad1!C7");
        assert_eq!(Place::cell("a.xlsx", "S", 1, 26).to_string(), "a.xlsx, S!Z1");
        assert_eq!(Place::cell("a.xlsx", "S", 1, 27).to_string(), "a.xlsx, S!AA1");
        assert_eq!(Place::cell("a.xlsx", "S", 1, 16_384).to_string(), "a.xlsx, S!XFD1");
    }
}
