use crate::domain::PlatformName;

/// What the project file says about how to read a file; whatever is `None` is found out from the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The row (workbook) or line (text) of the headings, from 1.
    pub header_row: Option<u64>,
    /// The encoding's label, for text files: `windows-1252`.
    pub encoding: Option<String>,
    /// The delimiter, for text files: one ASCII character.
    pub delimiter: Option<char>,
    /// The tool the file comes from.
    pub platform: Option<PlatformName>,
}
