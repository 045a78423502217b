use std::collections::HashSet;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use rustc_hash::FxBuildHasher;

use crate::coding::meaning::{Written, as_shown, written};
use crate::coding::missing::missing_kind;
use crate::coding::plan::ResponseColumns;
use crate::coding::respondents::distinct_at;
use crate::domain::{Batch, Cell};

/// The responses of a source met so far, each as a number made of what identifies it: 8 bytes, and no way back.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Met {
    pub(super) identities: HashSet<u64, FxBuildHasher>,
    /// Of what was answered; after each table sorted, and each number once.
    pub(super) answers: Vec<u64>,
    pub(super) tables: u32,
}

impl fmt::Debug for Met {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Met").field("identities", &self.identities.len()).finish_non_exhaustive()
    }
}

/// Everything by which the response in a row can be met again: for each of its identifiers a number. One that only
/// counts holds within its own table, and across tables together with when the response began and ended.
pub(super) fn identities(
    batch: &Batch,
    row: usize,
    columns: &ResponseColumns,
    table: u32,
    found: &mut Vec<u64>,
) {
    found.clear();
    for (kind, identifier) in (0_u8..).zip(&columns.identifiers) {
        let Some(text) = text_at(batch, Some(identifier.column), row) else { continue };
        if !identifier.counts {
            found.push(hash(&(0_u8, &text)));
            continue;
        }
        found.push(hash(&(1_u8, kind, table, &text)));
        let moments = [columns.started, columns.ended].map(|column| text_at(batch, column, row));
        if moments.iter().any(Option::is_some) {
            found.push(hash(&(2_u8, kind, &text, &moments)));
        }
    }
}

fn text_at(batch: &Batch, column: Option<usize>, row: usize) -> Option<String> {
    let column = column?;
    let cell = batch.columns.get(column)?.distinct.get(distinct_at(batch, column, row)?)?;
    // As it stands: of two identifiers that differ in capitals only each is its own.
    match written(cell) {
        Written::Text(text) if missing_kind(&text).is_none() => Some(as_shown(cell)),
        _ => None,
    }
}

pub(super) fn cell_at(batch: &Batch, column: Option<usize>, row: usize) -> Option<&Cell> {
    let column = column?;
    batch.columns.get(column)?.distinct.get(distinct_at(batch, column, row)?)
}

pub(super) fn hash(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}
