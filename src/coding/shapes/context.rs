use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::coding::meaning::as_shown;
use crate::coding::normalise::fold;
use crate::coding::respondents::distinct_at;
use crate::domain::{Batch, Cell};

/// A column that is about a whole respondent: role, a grouping, or whether the response was finished.
#[derive(Debug)]
pub(super) struct Context {
    pub(super) column: usize,
    pub(super) cells: Arc<Vec<Cell>>,
    /// Per distinct cell a number that cells share which a reader takes for the same.
    class: Vec<u32>,
    of_text: HashMap<String, u32, FxBuildHasher>,
}

impl Context {
    pub(super) fn new(column: usize) -> Self {
        Self { column, cells: Arc::default(), class: Vec::new(), of_text: HashMap::default() }
    }

    /// Takes in the distinct cells of a batch that were not met before.
    pub(super) fn grow(&mut self, batch: &Batch) {
        let Some(column) = batch.columns.get(self.column) else { return };
        for cell in column.distinct.iter().skip(self.class.len()) {
            let next = u32::try_from(self.of_text.len()).unwrap_or(u32::MAX);
            self.class.push(*self.of_text.entry(fold(&as_shown(cell))).or_insert(next));
        }
        self.cells = Arc::clone(&column.distinct);
    }

    /// The distinct cell of a row.
    pub(super) fn read(&self, batch: &Batch, row: usize) -> u32 {
        distinct_at(batch, self.column, row).and_then(|index| u32::try_from(index).ok()).unwrap_or(0)
    }

    /// What the distinct cell says, as a number.
    pub(super) fn class(&self, index: u32) -> u32 {
        usize::try_from(index).ok().and_then(|index| self.class.get(index)).copied().unwrap_or(u32::MAX)
    }

    /// The distinct cell itself.
    pub(super) fn cell(&self, index: u32) -> Option<&Cell> {
        usize::try_from(index).ok().and_then(|index| self.cells.get(index))
    }
}
