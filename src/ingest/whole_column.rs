use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::delimited::cell_of;
use super::labels::Labels;
use super::texts::{ABSENT, BLANK, Fresh, OWN};
use crate::domain::{Cell, Column};

/// A text that has no number in its column yet.
const UNKNOWN: u32 = u32::MAX;

/// What one gatherer knows: the texts it met, and the number of each in the whole of a column.
#[derive(Debug)]
pub(super) struct Known {
    shared: Vec<Box<[u8]>>,
    columns: Vec<KnownColumn>,
}

#[derive(Debug)]
struct KnownColumn {
    own: Vec<Box<[u8]>>,
    /// As the gatherer numbers them: absent, blank, the texts that are shared, and then those of this column alone.
    numbers: Vec<u32>,
}

impl Known {
    /// Nothing yet of so many columns.
    pub(super) fn new(columns: usize) -> Self {
        let column = |_| KnownColumn { own: Vec::new(), numbers: vec![UNKNOWN; OWN] };
        Self { shared: Vec::new(), columns: (0..columns).map(column).collect() }
    }

    /// Takes over the texts that the gatherer met for the first time.
    pub(super) fn learn(&mut self, fresh: Fresh) {
        self.shared.extend(fresh.shared);
        for (column, fresh) in self.columns.iter_mut().zip(fresh.own) {
            column.numbers.resize(column.numbers.len() + fresh.len(), UNKNOWN);
            column.own.extend(fresh);
        }
    }

    /// The rows of the gatherer, each text under its number in the whole column.
    pub(super) fn numbered(&mut self, rows: Vec<Vec<u32>>, whole: &mut [WholeColumn]) -> Vec<Column> {
        let columns = rows.into_iter().zip(&mut self.columns).zip(whole);
        columns.map(|((rows, known), whole)| whole.numbered(known, &self.shared, rows)).collect()
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

    fn numbered(&mut self, known: &mut KnownColumn, shared: &[Box<[u8]>], mut rows: Vec<u32>) -> Column {
        for entry in &mut rows {
            let Some(number) = known.numbers.get_mut(*entry as usize) else { continue };
            if *number == UNKNOWN {
                *number = self.number(match *entry {
                    ABSENT => Cell::Absent,
                    BLANK => Cell::Blank,
                    text => {
                        let text = text as usize;
                        let text = match text.checked_sub(OWN) {
                            Some(own) => known.own.get(own),
                            None => shared.get(text - 2),
                        };
                        text.map_or(Cell::Blank, |text| cell_of(text))
                    }
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
