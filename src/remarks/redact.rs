use std::collections::BTreeMap;

use super::identifier::Identifier;
use super::own_names::OwnNames;
use super::{names, patterns, schools};
use crate::domain::Lang;

/// A piece of a remark that tells who or where: bytes from `start` up to `end`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What it is.
    pub kind: Identifier,
    /// Its first byte.
    pub start: usize,
    /// The byte after its last.
    pub end: usize,
}

impl Hit {
    /// Whether two pieces share a byte.
    pub(super) fn overlaps(&self, other: &Hit) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Everything in a remark that tells who or where, in its order and without overlap. Source: domain knowledge of how
/// Dutch and English remarks are written; what it finds and misses is measured in `tests/redaction.rs`.
pub fn find(text: &str, own: &OwnNames) -> Vec<Hit> {
    let mut found = own.find(text);
    patterns::find(text, &mut found);
    schools::find(text, &mut found);
    names::find(text, &mut found);
    found.sort_by_key(|hit| hit.start);
    found
}

/// A remark in which a labelled blank stands for everything [`find`] found, and how often of each kind.
pub fn redact(text: &str, own: &OwnNames, lang: Lang) -> (String, BTreeMap<Identifier, u32>) {
    let mut clean = String::with_capacity(text.len());
    let mut counts = BTreeMap::new();
    let mut done = 0;
    for hit in find(text, own) {
        clean.push_str(text.get(done..hit.start).unwrap_or_default());
        clean.push('[');
        clean.push_str(hit.kind.label(lang));
        clean.push(']');
        *counts.entry(hit.kind).or_default() += 1;
        done = hit.end;
    }
    clean.push_str(text.get(done..).unwrap_or_default());
    (clean, counts)
}
