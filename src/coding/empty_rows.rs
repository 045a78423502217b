use super::meaning::{Written, written};
use super::respondents::distinct_at;
use crate::domain::Batch;

/// Which distinct cells of each column hold nothing, to see rows in which nothing stands at all.
#[derive(Clone, Debug, Default)]
pub(super) struct EmptyRows {
    columns: Vec<Vec<bool>>,
}

impl EmptyRows {
    /// Looks at the distinct cells of a batch that were not met before.
    pub(super) fn grow(&mut self, batch: &Batch) {
        if self.columns.len() < batch.columns.len() {
            self.columns.resize(batch.columns.len(), Vec::new());
        }
        for (known, column) in self.columns.iter_mut().zip(&batch.columns) {
            let new = column.distinct.iter().skip(known.len());
            known.extend(new.map(|cell| matches!(written(cell), Written::Absent | Written::Blank)));
        }
    }

    /// Whether nothing stands in any column of a row; a batch without columns has no such row.
    pub(super) fn has(&self, batch: &Batch, row: usize) -> bool {
        let is_empty = |(column, known): (usize, &Vec<bool>)| {
            distinct_at(batch, column, row).and_then(|index| known.get(index)).copied().unwrap_or(false)
        };
        !batch.columns.is_empty() && self.columns.iter().enumerate().all(is_empty)
    }
}
