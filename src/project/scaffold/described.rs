use jiff::civil::Date;

use crate::domain::{Lang, PlatformName, Scale, SourceShape};

/// What `init` saw in the exports.
#[derive(Clone, Debug, Default)]
pub struct Scaffold {
    /// The language of the comments, and of the readers.
    pub lang: Lang,
    /// The partnership's name, if known.
    pub partnership: Option<String>,
    /// The exports, in the order in which they were given.
    pub sources: Vec<ScaffoldSource>,
    /// Scales that are not built in.
    pub scales: Vec<Scale>,
}

/// One export.
#[derive(Clone, Debug)]
pub struct ScaffoldSource {
    /// The file, relative to the project file, with `/` between folders.
    pub file: String,
    /// The tool it comes from.
    pub platform: PlatformName,
    /// The file beside it that says what its codes mean, relative to the project file, if there is one.
    pub labels: Option<String>,
    /// The role of its respondents, as far as the file tells.
    pub role_guess: Option<String>,
    /// The sheet, if the file cannot be read without naming it.
    pub sheet: Option<String>,
    /// The row of the headings, from 1, if it has to be named.
    pub header_row: Option<u64>,
    /// The encoding, if it has to be named.
    pub encoding: Option<String>,
    /// The delimiter, if it has to be named.
    pub delimiter: Option<char>,
    /// Columns that look like groupings: a name for the grouping, and the column.
    pub groups: Vec<(String, String)>,
    /// The closed questions, in the order of the file.
    pub items: Vec<ScaffoldItem>,
    /// The columns with open answers, which are not read.
    pub open: Vec<String>,
    /// The columns that were skipped, and why.
    pub skipped: Vec<(String, String)>,
    /// Answers that are on no scale, and how often each occurs.
    pub unknown_answers: Vec<(String, u64)>,
    /// What a row of the file is.
    pub shape: SourceShape,
    /// The day of the last response, if the file tells.
    pub date: Option<Date>,
}

/// One closed question of an export.
#[derive(Clone, Debug)]
pub struct ScaffoldItem {
    /// The column, by code or by heading, as the project file names it.
    pub column: String,
    /// What was asked.
    pub text: String,
    /// The scale that its answers are on, if recognised.
    pub scale: Option<String>,
    /// Whether the scale is only derived from the heading, and has to be asked.
    pub scale_guessed: bool,
}

impl ScaffoldSource {
    /// An export of which nothing is known but its name and tool.
    pub fn new(file: impl Into<String>, platform: PlatformName) -> Self {
        Self {
            file: file.into(),
            platform,
            labels: None,
            role_guess: None,
            sheet: None,
            header_row: None,
            encoding: None,
            delimiter: None,
            groups: Vec::new(),
            items: Vec::new(),
            open: Vec::new(),
            skipped: Vec::new(),
            unknown_answers: Vec::new(),
            shape: SourceShape::Wide,
            date: None,
        }
    }
}
