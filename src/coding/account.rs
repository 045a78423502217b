use std::collections::BTreeSet;

use super::quality::{Met, QualityCount};
use super::rejects::Reject;
use super::respondents::GroupNames;
use crate::domain::Missing;

/// What was read of one item, over the respondents that were used or left out for their quality (but no previews);
/// every one of them is in exactly one count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemCount {
    /// Answers on the scale.
    pub valid: u64,
    /// No valid answer, per kind in the order of [`Missing::ALL`].
    pub missing: [u64; 4],
    /// Cells that are neither, each reported; in the batch they stand as not answered.
    pub rejected: u64,
}

impl ItemCount {
    /// How many cells were read: valid, missing and rejected together.
    pub fn read(&self) -> u64 {
        self.valid + self.missing.iter().sum::<u64>() + self.rejected
    }

    /// How many of one kind of missing.
    pub fn missing(&self, kind: Missing) -> u64 {
        self.missing.get(kind.index()).copied().unwrap_or(0)
    }

    pub(super) fn add_missing(&mut self, kind: Missing, count: u64) {
        if let Some(sum) = self.missing.get_mut(kind.index()) {
            *sum += count;
        }
    }
}

/// The account of one table: where every row and every cell of it went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coded {
    /// Rows read: `empty + incomplete + without_role + quality.all_left_out() + used`.
    pub read: u64,
    /// Rows of a plain table left out because nothing stands in any column that is read.
    pub empty: u64,
    /// Rows left out because the response was not finished.
    pub incomplete: u64,
    /// Rows left out because the role column names no role of the project.
    pub without_role: u64,
    /// What was noticed of the responses, and how many were left out for it.
    pub quality: QualityCount,
    /// Rows handed on as respondents.
    pub used: u64,
    /// Of those used, how many gave no valid answer to any item.
    pub without_answer: u64,
    /// Per item of the project what was read of it.
    pub items: Vec<ItemCount>,
    /// The groups met so far, to hand to the next table so that a group is spelled one way.
    pub groups: GroupNames,
    /// The responses met so far, to hand to the next table of the same source.
    pub met: Met,
    /// Where the rows begin that are left out for their quality.
    pub rows_left_out: BTreeSet<u64>,
    /// Every cell that could not be read, in the order of the file; only if they were asked for.
    pub rejects: Vec<Reject>,
}
