use std::collections::HashMap;
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use crate::domain::Cell;

/// The answers to one question, a number per respondent: 0 for who has no row, else a distinct answer.
///
/// Takes a byte a respondent as long as the question has no more different answers than a byte counts.
#[derive(Debug)]
pub(super) enum Codes {
    Narrow(Vec<u8>),
    Wide(Vec<u32>),
}

impl Codes {
    pub(super) fn get(&self, respondent: usize) -> u32 {
        match self {
            Codes::Narrow(codes) => codes.get(respondent).copied().map_or(0, u32::from),
            Codes::Wide(codes) => codes.get(respondent).copied().unwrap_or(0),
        }
    }

    pub(super) fn set(&mut self, respondent: usize, code: u32) {
        if let (Codes::Narrow(codes), Err(_)) = (&*self, u8::try_from(code)) {
            *self = Codes::Wide(codes.iter().copied().map(u32::from).collect());
        }
        match self {
            Codes::Narrow(codes) => put(codes, respondent, u8::try_from(code).unwrap_or(0)),
            Codes::Wide(codes) => put(codes, respondent, code),
        }
    }
}

fn put<T: Clone + Default>(codes: &mut Vec<T>, at: usize, code: T) {
    if codes.len() <= at {
        codes.resize(at + 1, T::default());
    }
    if let Some(slot) = codes.get_mut(at) {
        *slot = code;
    }
}

/// The different answers to one question. The first stands for no answer at all.
#[derive(Debug)]
pub(super) struct Distinct<K> {
    pub(super) cells: Vec<Cell>,
    /// The line on which each was met first; 0 for the first of them.
    pub(super) first: Vec<u64>,
    number: HashMap<K, u32, FxBuildHasher>,
}

impl<K: Eq + std::hash::Hash> Distinct<K> {
    pub(super) fn new() -> Self {
        Self { cells: vec![Cell::Absent], first: vec![0], number: HashMap::default() }
    }

    /// The number of an answer, from 1. Somebody was asked, so an answer that is not there is a blank one.
    pub(super) fn number(&mut self, key: K, cell: impl FnOnce() -> Cell, line: u64) -> u32 {
        *self.number.entry(key).or_insert_with(|| {
            let number = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
            self.cells.push(match cell() {
                Cell::Absent => Cell::Blank,
                cell => cell,
            });
            self.first.push(line);
            number
        })
    }

    pub(super) fn into_cells(self) -> Arc<Vec<Cell>> {
        Arc::new(self.cells)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_answers_than_a_byte_counts_widen_the_codes_and_lose_none() {
        let mut codes = Codes::Narrow(Vec::new());
        for code in [1, 255, 256, 70_000] {
            codes.set(usize::try_from(code).expect("small"), code);
        }
        for code in [1, 255, 256, 70_000] {
            assert_eq!(codes.get(usize::try_from(code).expect("small")), code);
        }
        assert_eq!((codes.get(0), codes.get(1_000_000)), (0, 0));
    }
}
