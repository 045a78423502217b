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
    pub scales: Vec<ScaffoldScale>,
}

/// A scale that is not built in.
#[derive(Clone, Debug)]
pub struct ScaffoldScale {
    /// The scale, its options from low to high as far as that is known.
    pub scale: Scale,
    /// Whether the order and the options are known, so that it can be used as it stands.
    pub ready: bool,
    /// What has to be said about it: a sentence.
    pub note: String,
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
    /// The role of its respondents, as far as the file's name tells.
    pub role_guess: Option<String>,
    /// The column that says the role of each respondent, and what its texts mean: text and role.
    pub role_column: Option<(String, Vec<(String, String)>)>,
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
    /// The columns in which nothing stands; a question in another file may stand there all the same.
    pub empty: Vec<String>,
    /// The columns that were skipped, and why.
    pub skipped: Vec<(String, String)>,
    /// Answers that are on no scale, and how often each occurs; until somebody says what they mean they count as not
    /// answered.
    pub unknown_answers: Vec<(String, u64)>,
    /// What a row of the file is.
    pub shape: SourceShape,
    /// The day of the last response, if the file tells.
    pub date: Option<Date>,
    /// The year in the file's name.
    pub year: Option<i16>,
    /// Whether no response was finished, so that only unfinished ones can count.
    pub none_finished: bool,
}

/// One closed question of an export.
#[derive(Clone, Debug)]
pub struct ScaffoldItem {
    /// The column, by code or by heading, as the project file names it.
    pub column: String,
    /// What was asked.
    pub text: String,
    /// What its answers are on.
    pub on: AnswersOn,
    /// Whether the scale has to be asked: it is derived from the heading, or other scales fit as well.
    pub asked: bool,
    /// The other scales that fit.
    pub others: Vec<String>,
    /// Where a column says the role: the roles that answered; empty for every role of the source.
    pub roles: Vec<String>,
    /// Why it cannot be used as it stands, if it cannot: a clause.
    pub hold: Option<String>,
}

/// What the answers to a question are on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswersOn {
    /// A scale: built in, or one of [`Scaffold::scales`].
    Scale(String),
    /// Whole numbers of which nothing says what they mean.
    Numbers {
        /// The lowest.
        low: i64,
        /// The highest.
        high: i64,
        /// The built-in scales that have them all as codes.
        fitting: Vec<String>,
    },
    /// A tool's codes without their texts.
    Codes,
}

impl AnswersOn {
    /// The scale, if it is one.
    pub fn scale(&self) -> Option<&str> {
        match self {
            AnswersOn::Scale(scale) => Some(scale),
            AnswersOn::Numbers { .. } | AnswersOn::Codes => None,
        }
    }
}

impl ScaffoldItem {
    /// A question of which nothing is known but its column and what its answers are on.
    pub fn new(column: impl Into<String>, on: AnswersOn) -> Self {
        Self {
            column: column.into(),
            text: String::new(),
            on,
            asked: false,
            others: Vec::new(),
            roles: Vec::new(),
            hold: None,
        }
    }
}

impl ScaffoldSource {
    /// An export of which nothing is known but its name and tool.
    pub fn new(file: impl Into<String>, platform: PlatformName) -> Self {
        Self {
            file: file.into(),
            platform,
            labels: None,
            role_guess: None,
            role_column: None,
            sheet: None,
            header_row: None,
            encoding: None,
            delimiter: None,
            groups: Vec::new(),
            items: Vec::new(),
            open: Vec::new(),
            empty: Vec::new(),
            skipped: Vec::new(),
            unknown_answers: Vec::new(),
            shape: SourceShape::Wide,
            date: None,
            year: None,
            none_finished: false,
        }
    }
}
