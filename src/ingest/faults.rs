use std::collections::BTreeMap;

use super::fault::IngestError;
use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{Place, phrase};

const LISTED: u64 = 20;

/// The faults of a file as they are met: twenty of each code with their places, the rest counted.
#[derive(Debug, Default)]
pub(super) struct Faults {
    listed: Vec<Diagnostic>,
    counts: BTreeMap<Code, u64>,
}

impl Faults {
    /// Notes a fault.
    pub(super) fn add(&mut self, fault: IngestError) {
        let count = self.counts.entry(fault.code()).or_default();
        *count += 1;
        if *count <= LISTED {
            self.listed.push(fault.into());
        }
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
