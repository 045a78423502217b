use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::codes::Codes;
use super::meaning::Meaning;
use crate::domain::{Cell, Column};
use crate::ingest::labels::Labels;

/// The distinct cells of one column, numbered as they are met, and the rows that were not handed on yet.
#[derive(Debug)]
pub(super) struct Coded {
    meaning: Meaning,
    labels: Option<Arc<Labels>>,
    distinct: Arc<Vec<Cell>>,
    texts: FxHashMap<Box<[u8]>, u32>,
    numbers: FxHashMap<i128, u32>,
    absent: Option<u32>,
    blank: Option<u32>,
    /// The codes of values that are no text, each larger than the one before.
    pub(super) not_text: Vec<u32>,
    pub(super) rows: Codes,
    /// The bytes that the distinct cells take.
    pub(super) kept: u64,
    /// The dictionary that was used last, and the code of each of its values.
    pub(super) dictionary: Option<(Vec<usize>, Vec<u32>)>,
}

impl Coded {
    pub(super) fn new(meaning: Meaning, labels: Option<Arc<Labels>>) -> Self {
        Self {
            meaning,
            labels,
            distinct: Arc::default(),
            texts: FxHashMap::default(),
            numbers: FxHashMap::default(),
            absent: None,
            blank: None,
            not_text: Vec::new(),
            rows: Codes::default(),
            kept: 0,
            dictionary: None,
        }
    }

    /// The code of no value.
    pub(super) fn absent(&mut self) -> u32 {
        match self.absent {
            Some(code) => code,
            None => {
                let code = self.add(Cell::Absent, 0);
                self.absent = Some(code);
                code
            }
        }
    }

    /// The code of a text; white space alone is blank.
    pub(super) fn text(&mut self, bytes: &[u8]) -> u32 {
        if let Some(&code) = self.texts.get(bytes) {
            return code;
        }
        let length = bytes.len() as u64;
        let code = match std::str::from_utf8(bytes) {
            Ok(text) if text.chars().all(char::is_whitespace) => match self.blank {
                Some(code) => code,
                None => {
                    let code = self.add(Cell::Blank, 0);
                    self.blank = Some(code);
                    code
                }
            },
            Ok(text) => self.add(Cell::Text(text.to_owned()), 2 * length),
            Err(_) => {
                let code = self.add(Cell::Absent, length);
                self.not_text.push(code);
                code
            }
        };
        self.texts.insert(bytes.into(), code);
        code
    }

    /// The code of a whole number, or of a value's bits.
    pub(super) fn number(&mut self, raw: i128) -> u32 {
        if let Some(&code) = self.numbers.get(&raw) {
            return code;
        }
        let code = match self.meaning.cell(raw) {
            Cell::Absent => self.absent(),
            cell => self.add(cell, 32),
        };
        self.numbers.insert(raw, code);
        code
    }

    /// Whether a code is that of a value that is no text.
    pub(super) fn is_not_text(&self, code: u32) -> bool {
        self.not_text.binary_search(&code).is_ok()
    }

    fn add(&mut self, cell: Cell, bytes: u64) -> u32 {
        // More distinct cells than a u32 counts do not fit in memory, and the limit on kept bytes comes first.
        let code = u32::try_from(self.distinct.len()).unwrap_or(u32::MAX);
        // About what the entries in the list and the index take.
        self.kept = self.kept.saturating_add(bytes + 96);
        Arc::make_mut(&mut self.distinct).push(match &self.labels {
            Some(labels) => labels.read(cell),
            None => cell,
        });
        code
    }

    /// Some of the rows that were not handed on yet, as a column of a batch.
    pub(super) fn column(&self, rows: std::ops::Range<usize>) -> Column {
        Column { distinct: Arc::clone(&self.distinct), rows: self.rows.wide(rows) }
    }

    /// The first rows as cells.
    pub(super) fn cells(&self) -> Vec<Cell> {
        let codes = self.rows.wide(0..self.rows.len());
        let cell = |code: u32| self.distinct.get(code as usize).cloned().unwrap_or(Cell::Absent);
        codes.into_iter().map(cell).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_met_before_has_the_code_it_had() {
        let mut coded = Coded::new(Meaning::Text, None);
        let codes: Vec<u32> = [&b"goed"[..], b"", b"slecht", b"goed", b" \xC2\xA0", b"\xFF"]
            .into_iter()
            .map(|bytes| coded.text(bytes))
            .collect();
        assert_eq!(codes, [0, 1, 2, 0, 1, 3]);
        assert_eq!([coded.absent(), coded.absent()], [4, 4]);
        assert_eq!(coded.not_text, [3]);
        coded.rows.extend(&codes);
        let text = |text: &str| Cell::Text(text.to_owned());
        let cells = [text("goed"), Cell::Blank, text("slecht"), text("goed"), Cell::Blank, Cell::Absent];
        assert_eq!(coded.cells(), cells);
    }

    #[test]
    fn a_label_stands_in_the_place_of_its_value() {
        let mut labels = Labels::default();
        labels.label("1", "Mee eens");
        let mut coded = Coded::new(Meaning::Whole, Some(Arc::new(labels)));
        let codes = [coded.number(1), coded.number(2), coded.number(1)];
        coded.rows.extend(&codes);
        let agree = Cell::Text("Mee eens".to_owned());
        assert_eq!(coded.cells(), [agree.clone(), Cell::Number(2.0), agree]);
    }

    #[test]
    fn a_number_that_is_none_and_no_value_are_one_cell() {
        let mut coded = Coded::new(Meaning::Real, None);
        let none = coded.absent();
        assert_eq!(coded.number(i128::from(f64::NAN.to_bits())), none);
    }
}
