use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::delimited::cell_of;
use super::labels::Labels;
use super::texts::{ABSENT, BLANK};
use crate::domain::{Cell, Column};

/// A text that has no number in its column yet.
const UNKNOWN: u32 = u32::MAX;

/// What one gatherer knows of one column: the texts it met, and the number of each in the whole column.
#[derive(Debug)]
pub(super) struct Known {
    texts: Vec<Box<[u8]>>,
    /// As the gatherer numbers them: absent, blank, and then the texts.
    numbers: Vec<u32>,
}

impl Known {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self { texts: Vec::new(), numbers: vec![UNKNOWN; 2] }
    }

    /// Takes over the texts that the gatherer met for the first time.
    pub(super) fn learn(&mut self, fresh: &mut Vec<Box<[u8]>>) {
        self.numbers.resize(self.numbers.len() + fresh.len(), UNKNOWN);
        self.texts.append(fresh);
    }
}

/// The distinct cells of a column, over all gatherers.
#[derive(Debug)]
pub(super) struct WholeColumn {
    distinct: Arc<Vec<Cell>>,
    numbers: HashMap<(u8, String), u32, FxBuildHasher>,
    labels: Option<Arc<Labels>>,
}

impl WholeColumn {
    /// A column whose values mean what `labels` say.
    pub(super) fn labelled(labels: Option<Arc<Labels>>) -> Self {
        Self { distinct: Arc::default(), numbers: HashMap::default(), labels }
    }

    /// The rows of one gatherer, each text under its number in the whole column.
    pub(super) fn numbered(&mut self, known: &mut Known, mut rows: Vec<u32>) -> Column {
        for entry in &mut rows {
            let Some(number) = known.numbers.get_mut(*entry as usize) else { continue };
            if *number == UNKNOWN {
                *number = self.number(match *entry {
                    ABSENT => Cell::Absent,
                    BLANK => Cell::Blank,
                    text => known.texts.get(text as usize - 2).map_or(Cell::Blank, |text| cell_of(text)),
                });
            }
            *entry = *number;
        }
        Column { distinct: Arc::clone(&self.distinct), rows }
    }

    /// So many rows in which nothing stands.
    pub(super) fn absent(&mut self, rows: usize) -> Column {
        let absent = self.number(Cell::Absent);
        Column { distinct: Arc::clone(&self.distinct), rows: vec![absent; rows] }
    }

    /// The number of a cell, as its labels read it.
    fn number(&mut self, cell: Cell) -> u32 {
        let cell = match &self.labels {
            Some(labels) => labels.read(cell),
            None => cell,
        };
        let key = match &cell {
            Cell::Absent => (0, String::new()),
            Cell::Blank => (1, String::new()),
            Cell::Missing(text) => (2, text.clone()),
            Cell::Text(text) => (3, text.clone()),
            Cell::Date(text) => (4, text.clone()),
            Cell::Error(text) => (5, text.clone()),
            Cell::Number(number) => (6, number.to_bits().to_string()),
        };
        *self.numbers.entry(key).or_insert_with(|| {
            let distinct = Arc::make_mut(&mut self.distinct);
            distinct.push(cell);
            // Fewer than a u32 counts: the limit on kept bytes comes first.
            u32::try_from(distinct.len() - 1).unwrap_or(UNKNOWN - 1)
        })
    }
}
