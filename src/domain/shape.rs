/// What a row of a source's files is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum SourceShape {
    /// A respondent, with a column for each question.
    #[default]
    Wide,
    /// One answer of one respondent.
    Long(LongColumns),
    /// How often each answer was given to a question: no row is a person.
    Counted(CountedColumns),
}

impl SourceShape {
    /// The key of the project file.
    pub fn key(&self) -> &'static str {
        match self {
            SourceShape::Wide => "wide",
            SourceShape::Long(_) => "long",
            SourceShape::Counted(_) => "counted",
        }
    }

    /// Whether it tells counts and nobody's answers together.
    pub fn is_counted(&self) -> bool {
        matches!(self, SourceShape::Counted(_))
    }
}

/// The columns of a file with one answer a row, each by code or heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongColumns {
    /// What tells one respondent from another. Only compared, never kept as text and never shown.
    pub respondent: String,
    /// The question, by the code or text that the statements of the project file name.
    pub question: String,
    /// The answer.
    pub answer: String,
}

/// The columns of a counted table, each by code or heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedColumns {
    /// The question, by the code or text that the statements of the project file name.
    pub question: String,
    /// Where the counts stand.
    pub counts: CountsIn,
    /// The column with the number of people that per cents are of; `None`: the table holds counts.
    pub percent_of: Option<String>,
}

/// Where the counts of a counted table stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CountsIn {
    /// One row a question, a column for each answer.
    Columns(Vec<OptionColumn>),
    /// One row for each question and answer.
    Rows {
        /// The column with the answer.
        answer: String,
        /// The column with its count.
        count: String,
    },
}

/// An answer and the column that holds its counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionColumn {
    /// The answer as respondents saw it: an option of the scale, or a kind of missing such as 'weet niet'.
    pub option: String,
    /// The column, by code or heading.
    pub column: String,
}
