use std::collections::BTreeMap;

use super::fault::IngestError;
use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{At, Place, phrase};

const LISTED: u64 = 20;
/// So many places are kept beside; each takes a few words of memory.
const PLACES: usize = 1_000_000;

/// A cell, or the start of a row, that could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    /// What is wrong there.
    pub code: Code,
    /// The row (workbook) or line (text), from 1.
    pub row: u64,
    /// The column, from 1, where it is about one cell.
    pub column: Option<u64>,
}

/// The faults of a file as they are met: twenty of each code with their places, the rest counted.
#[derive(Debug, Default)]
pub(super) struct Faults {
    listed: Vec<Diagnostic>,
    counts: BTreeMap<Code, u64>,
    spots: Vec<Spot>,
}

impl Faults {
    /// Notes a fault.
    pub(super) fn add(&mut self, fault: IngestError) {
        let spot = match fault.place().at {
            At::Line(row) => Some((row, None)),
            At::SheetCell { row, column, .. } => Some((row, Some(column))),
            _ => None,
        };
        if let Some((row, column)) = spot.filter(|_| self.spots.len() < PLACES) {
            let column = column.filter(|_| fault.code() != Code::RaggedRow);
            self.spots.push(Spot { code: fault.code(), row, column });
        }
        let count = self.counts.entry(fault.code()).or_default();
        *count += 1;
        if *count <= LISTED {
            self.listed.push(fault.into());
        }
    }

    /// The places of all of them, up to a million.
    pub(super) fn take_spots(&mut self) -> Vec<Spot> {
        std::mem::take(&mut self.spots)
    }

    /// How many there are.
    pub(super) fn count(&self) -> u64 {
        self.counts.values().sum()
    }

    /// Whether there is none.
    pub(super) fn is_empty(&self) -> bool {
        self.listed.is_empty()
    }

    /// The faults in the order of the file, then per code how many more there are.
    pub(super) fn into_diagnostics(self, file: &str) -> Vec<Diagnostic> {
        let mut all = self.listed;
        for (code, count) in self.counts {
            if let Some(more) = count.checked_sub(LISTED).filter(|&more| more > 0) {
                let id = code.id();
                all.push(
                    Diagnostic::error(
                        code,
                        phrase!("en nog {more} keer `{id}`", "and {more} more times `{id}`"),
                    )
                    .at(Place::file(file)),
                );
            }
        }
        all
    }
}
