use std::collections::HashMap;
use std::sync::Arc;

use super::labels::Labels;
use super::rows::RawCell;
use crate::domain::{Cell, Column};

/// The distinct cells of one column, numbered in the order in which they are met.
#[derive(Debug, Default)]
pub(super) struct Interner {
    labels: Option<Arc<Labels>>,
    distinct: Arc<Vec<Cell>>,
    rows: Vec<u32>,
    absent: Option<u32>,
    blank: Option<u32>,
    texts: HashMap<Box<str>, u32>,
    dates: HashMap<Box<str>, u32>,
    errors: HashMap<Box<str>, u32>,
    numbers: HashMap<u64, u32>,
    last: Option<u32>,
}

impl Interner {
    /// The cells of a column whose values mean what `labels` say.
    pub(super) fn labelled(labels: Option<Arc<Labels>>) -> Self {
        Self { labels, ..Self::default() }
    }

    /// Adds the cell of the next row. Gives how many bytes it makes the column keep: 0 for a cell met before.
    pub(super) fn push(&mut self, cell: RawCell<'_>) -> u64 {
        let repeated = self.last.filter(|&last| self.stands_at(last, cell));
        let known = repeated.or_else(|| match cell {
            RawCell::Absent => self.absent,
            RawCell::Blank => self.blank,
            RawCell::Text(text) => self.texts.get(text).copied(),
            RawCell::Date(date) => self.dates.get(date).copied(),
            RawCell::Error(error) => self.errors.get(error).copied(),
            RawCell::Number(number) => self.numbers.get(&number.to_bits()).copied(),
        });
        let (code, kept) = match known {
            Some(code) => (code, 0),
            None => self.add(cell),
        };
        // What a label stands for is no longer what the next row is compared with.
        self.last = self.labels.is_none().then_some(code);
        self.rows.push(code);
        kept
    }

    fn stands_at(&self, code: u32, cell: RawCell<'_>) -> bool {
        let stored = usize::try_from(code).ok().and_then(|code| self.distinct.get(code));
        match (stored, cell) {
            (Some(Cell::Number(stored)), RawCell::Number(number)) => stored.to_bits() == number.to_bits(),
            (Some(stored), cell) => RawCell::from(stored) == cell,
            (None, _) => false,
        }
    }

    fn add(&mut self, cell: RawCell<'_>) -> (u32, u64) {
        // More distinct cells than a u32 counts do not fit in memory, and the limit on kept bytes comes first.
        let code = u32::try_from(self.distinct.len()).unwrap_or(u32::MAX);
        Arc::make_mut(&mut self.distinct).push(match &self.labels {
            Some(labels) => labels.read(cell.to_cell()),
            None => cell.to_cell(),
        });
        let text = match cell {
            RawCell::Absent => {
                self.absent = Some(code);
                ""
            }
            RawCell::Blank => {
                self.blank = Some(code);
                ""
            }
            RawCell::Number(number) => {
                self.numbers.insert(number.to_bits(), code);
                ""
            }
            RawCell::Text(text) => {
                self.texts.insert(text.into(), code);
                text
            }
            RawCell::Date(date) => {
                self.dates.insert(date.into(), code);
                date
            }
            RawCell::Error(error) => {
                self.errors.insert(error.into(), code);
                error
            }
        };
        // Twice the text (list and index), and about what the two entries take.
        (code, 2 * text.len() as u64 + 96)
    }

    /// The rows pushed since the last call, with all distinct cells so far.
    pub(super) fn take(&mut self) -> Column {
        Column { distinct: Arc::clone(&self.distinct), rows: std::mem::take(&mut self.rows) }
    }
}
