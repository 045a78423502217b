use super::meaning::{Written, written};
use super::plan::ResponseColumns;
use super::respondents::distinct_at;
use crate::domain::Batch;

/// Which distinct cells of each column hold nothing, to see rows in which nothing stands at all.
#[derive(Clone, Debug, Default)]
pub(super) struct EmptyRows {
    columns: Vec<Vec<bool>>,
    /// Columns that are not looked at: a row that only says which response it would be holds nothing.
    beside: Vec<usize>,
}

impl EmptyRows {
    /// The same, whatever stands in the columns that tell of the response itself.
    pub(super) fn beside(response: &ResponseColumns) -> Self {
        Self { columns: Vec::new(), beside: response.all().collect() }
    }

    /// Looks at the distinct cells of a batch that were not met before.
    pub(super) fn grow(&mut self, batch: &Batch) {
        if self.columns.len() < batch.columns.len() {
            self.columns.resize(batch.columns.len(), Vec::new());
        }
        let looked_at = self.columns.iter_mut().zip(&batch.columns).enumerate();
        for (_, (known, column)) in looked_at.filter(|(at, _)| !self.beside.contains(at)) {
            let new = column.distinct.iter().skip(known.len());
            known.extend(new.map(|cell| matches!(written(cell), Written::Absent | Written::Blank)));
        }
    }

    /// Whether nothing stands in any column of a row; a batch without columns has no such row.
    pub(super) fn has(&self, batch: &Batch, row: usize) -> bool {
        let is_empty = |(column, known): (usize, &Vec<bool>)| {
            distinct_at(batch, column, row).and_then(|index| known.get(index)).copied().unwrap_or(false)
        };
        let looked_at = self.columns.iter().enumerate().filter(|(at, _)| !self.beside.contains(at));
        batch.columns.len() > self.beside.len() && looked_at.into_iter().all(is_empty)
    }
}
