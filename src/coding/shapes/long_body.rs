use std::ops::Range;
use std::sync::Arc;

use super::answers::Codes;
use crate::domain::{Batch, Cell, Column};

/// A file with one answer a row, gathered: a row a respondent, in the order of their first rows.
#[derive(Debug)]
pub(super) struct LongBody {
    /// Per respondent the first line, ascending.
    pub(super) starts: Vec<u64>,
    pub(super) answer: usize,
    pub(super) answers: Vec<OneAnswer>,
    pub(super) contexts: Vec<OneContext>,
}

/// The answers to one question.
#[derive(Debug)]
pub(super) struct OneAnswer {
    pub(super) cells: Arc<Vec<Cell>>,
    /// The line on which each distinct answer stands first.
    pub(super) first: Vec<u64>,
    pub(super) codes: Codes,
}

/// A column about respondents as such.
#[derive(Debug)]
pub(super) struct OneContext {
    pub(super) column: usize,
    pub(super) cells: Arc<Vec<Cell>>,
    pub(super) rows: Vec<u32>,
}

impl LongBody {
    pub(super) fn len(&self) -> u64 {
        u64::try_from(self.starts.len()).unwrap_or(u64::MAX)
    }

    /// Questions first, then what is about respondents as such.
    pub(super) fn batch(&self, rows: Range<u64>) -> Batch {
        let at = |row: u64| usize::try_from(row).unwrap_or(usize::MAX).min(self.starts.len());
        let rows = at(rows.start)..at(rows.end);
        let answers = self.answers.iter().map(|answer| Column {
            distinct: Arc::clone(&answer.cells),
            rows: rows.clone().map(|row| answer.codes.get(row)).collect(),
        });
        let contexts = self.contexts.iter().map(|context| Column {
            distinct: Arc::clone(&context.cells),
            rows: context.rows.get(rows.clone()).unwrap_or_default().to_vec(),
        });
        Batch {
            starts: self.starts.get(rows.clone()).unwrap_or_default().to_vec(),
            columns: answers.chain(contexts).collect(),
        }
    }

    /// The line and the column of the file behind a column of the batches. Of an answer: where it stands first.
    pub(super) fn origin(&self, start: u64, column: usize) -> (u64, usize) {
        let Some(answer) = self.answers.get(column) else {
            let context = column.checked_sub(self.answers.len()).and_then(|at| self.contexts.get(at));
            return (start, context.map_or(self.answer, |context| context.column));
        };
        let respondent = self.starts.partition_point(|other| *other < start);
        let code = usize::try_from(answer.codes.get(respondent)).unwrap_or(0);
        let first = answer.first.get(code).copied().filter(|line| *line > 0);
        (first.unwrap_or(start), self.answer)
    }
}
