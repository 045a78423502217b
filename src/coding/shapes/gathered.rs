use super::counted_body::CountedBody;
use super::long_body::LongBody;
use crate::coding::plan::ColumnPlan;
use crate::diagnostics::nearest;
use crate::domain::Batch;

/// How many rows a batch has at most, as many as those of a file.
const BATCH_ROWS: u64 = 65_536;

/// A file in which a row was not a respondent, gathered into rows that are.
#[derive(Debug)]
pub struct Gathered {
    pub(super) plan: ColumnPlan,
    pub(super) headings: Vec<String>,
    pub(super) unused: Vec<String>,
    pub(super) absent: Vec<String>,
    pub(super) question: usize,
    pub(super) body: Body,
}

#[derive(Debug)]
pub(super) enum Body {
    Long(LongBody),
    Counted(CountedBody),
}

impl Gathered {
    /// Which column of the batches holds what.
    pub fn plan(&self) -> &ColumnPlan {
        &self.plan
    }

    /// The heading of a column of the batches: of an item's column the question.
    pub fn heading(&self, column: usize) -> &str {
        self.headings.get(column).map_or("", String::as_str)
    }

    /// The questions that no statement of the project names; none where they may be something else than questions.
    pub fn unused(&self) -> &[String] {
        &self.unused
    }

    /// The questions that statements name and no row has.
    pub fn absent(&self) -> &[String] {
        &self.absent
    }

    /// The question among the unused ones that is written nearest to `question`.
    pub fn nearest(&self, question: &str) -> Option<&str> {
        nearest(question, self.unused.iter().map(String::as_str))
    }

    /// The column of the file's batches with the question.
    pub fn question(&self) -> usize {
        self.question
    }

    /// Where a cell of a batch comes from: the line of the file, and the column of the file's batches.
    pub fn origin(&self, row_start: u64, column: usize) -> (u64, usize) {
        match &self.body {
            Body::Long(body) => body.origin(row_start, column),
            Body::Counted(body) => body.origin(row_start, column),
        }
    }

    /// How many rows all batches have together: respondents.
    pub fn rows(&self) -> u64 {
        match &self.body {
            Body::Long(body) => body.len(),
            Body::Counted(body) => body.len(),
        }
    }

    /// The batch of at most 65,536 rows from row `first` on, from 0; without rows at the end.
    pub fn batch(&self, first: u64) -> Batch {
        let end = self.rows().min(first.saturating_add(BATCH_ROWS));
        let rows = first.min(end)..end;
        match &self.body {
            Body::Long(body) => body.batch(rows),
            Body::Counted(body) => body.batch(rows),
        }
    }
}
