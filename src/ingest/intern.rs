use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::labels::Labels;
use super::rows::RawCell;
use super::texts::Texts;
use crate::domain::{Cell, Column};

/// No code: the place of a cell that was not met yet.
const NONE: u32 = u32::MAX;
/// Whole numbers below this are found without asking the index.
const SMALL: usize = 256;

/// The distinct cells of one column, numbered in the order in which they are met.
#[derive(Debug)]
pub(super) struct Interner {
    labels: Option<Arc<Labels>>,
    distinct: Arc<Vec<Cell>>,
    rows: Vec<u32>,
    absent: u32,
    blank: u32,
    texts: Coded,
    dates: Coded,
    errors: Coded,
    small: Vec<u32>,
    numbers: HashMap<u64, u32, FxBuildHasher>,
}

/// Distinct texts, and the codes of the cells that hold them.
#[derive(Debug, Default)]
struct Coded {
    texts: Texts,
    codes: Vec<u32>,
}

impl Coded {
    /// The place of the code of a text.
    fn slot(&mut self, text: &str) -> &mut u32 {
        // An empty text is a text too here, as one in quotes.
        let entry = self.texts.entry(text.as_bytes(), true) as usize;
        if entry >= self.codes.len() {
            self.codes.resize(entry + 1, NONE);
        }
        &mut self.codes[entry]
    }
}

impl Interner {
    /// The cells of a column whose values mean what `labels` say.
    pub(super) fn labelled(labels: Option<Arc<Labels>>) -> Self {
        Self {
            labels,
            distinct: Arc::default(),
            rows: Vec::new(),
            absent: NONE,
            blank: NONE,
            texts: Coded::default(),
            dates: Coded::default(),
            errors: Coded::default(),
            small: vec![NONE; SMALL],
            numbers: HashMap::default(),
        }
    }

    /// Adds the cell of the next row. Gives how many bytes it makes the column keep: 0 for a cell met before.
    pub(super) fn push(&mut self, cell: RawCell<'_>) -> u64 {
        let slot = match cell {
            RawCell::Absent => &mut self.absent,
            RawCell::Blank => &mut self.blank,
            RawCell::Text(text) => self.texts.slot(text),
            RawCell::Date(date) => self.dates.slot(date),
            RawCell::Error(error) => self.errors.slot(error),
            RawCell::Number(number) => match small(number).and_then(|at| self.small.get_mut(at)) {
                Some(slot) => slot,
                None => self.numbers.entry(number.to_bits()).or_insert(NONE),
            },
        };
        if *slot != NONE {
            self.rows.push(*slot);
            return 0;
        }
        // More distinct cells than a u32 counts do not fit in memory, and the limit on kept bytes comes first.
        let code = u32::try_from(self.distinct.len()).unwrap_or(NONE);
        *slot = code;
        self.rows.push(code);
        self.add(cell)
    }

    fn add(&mut self, cell: RawCell<'_>) -> u64 {
        Arc::make_mut(&mut self.distinct).push(match &self.labels {
            Some(labels) => labels.read(cell.to_cell()),
            None => cell.to_cell(),
        });
        let length = match cell {
            RawCell::Text(text) | RawCell::Date(text) | RawCell::Error(text) => text.len() as u64,
            RawCell::Absent | RawCell::Blank | RawCell::Number(_) => 0,
        };
        // Thrice the text (list and index), and about what the entries take.
        3 * length + 96
    }

    /// The rows pushed since the last call, with all distinct cells so far.
    pub(super) fn take(&mut self) -> Column {
        let next = Vec::with_capacity(self.rows.len());
        Column { distinct: Arc::clone(&self.distinct), rows: std::mem::replace(&mut self.rows, next) }
    }
}

/// A whole number that is small; -0 is another than 0.
fn small(number: f64) -> Option<usize> {
    // A float as `as` saturates, and is then another number.
    let whole = number as usize;
    (whole < SMALL && (whole as f64).to_bits() == number.to_bits()).then_some(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_distinct_cell_has_one_code_whatever_its_kind() {
        let mut interner = Interner::labelled(None);
        let cells = [
            RawCell::Text("4"),
            RawCell::Number(4.0),
            RawCell::Number(4.5),
            RawCell::Date("4"),
            RawCell::Error("4"),
            RawCell::Absent,
            RawCell::Blank,
            RawCell::Text(""),
            RawCell::Number(0.0),
            RawCell::Number(-0.0),
            RawCell::Number(255.0),
            RawCell::Number(256.0),
            RawCell::Number(1e300),
        ];
        for cell in cells.into_iter().chain(cells) {
            interner.push(cell);
        }
        let column = interner.take();
        let each: Vec<u32> = (0..cells.len() as u32).collect();
        assert_eq!(column.rows, [each.clone(), each].concat());
        assert_eq!(*column.distinct, cells.map(RawCell::to_cell));
        assert!(interner.take().rows.is_empty());
    }
}
