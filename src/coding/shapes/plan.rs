/// Which column of the batches of a file holds what, where a row is not a respondent; columns count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GatherPlan {
    /// The question.
    pub question: usize,
    /// The answers or their counts.
    pub answers: AnswersAt,
    /// The role, where a column says it.
    pub role: Option<usize>,
    /// Per grouping of [`groupings`](crate::coding::groupings) its column.
    pub groups: Vec<Option<usize>>,
    /// The column that is empty for a response that was not finished.
    pub completion: Option<usize>,
}

/// Where the answers stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswersAt {
    /// One answer of one respondent a row.
    OneARow {
        /// What tells respondents apart.
        respondent: usize,
        /// The answer.
        answer: usize,
    },
    /// How often each answer was given.
    Counted {
        /// The counts, or per cents.
        counts: CountsAt,
        /// The number of people that the per cents are of; `None`: they are counts.
        percent_of: Option<usize>,
    },
}

/// Where counts stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CountsAt {
    /// One row a question: each answer with its column.
    Columns(Vec<(String, usize)>),
    /// One row for each question and answer.
    Rows {
        /// The answer.
        answer: usize,
        /// Its count.
        count: usize,
    },
}
