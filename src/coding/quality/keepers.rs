use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

use super::identity::{cell_at, identities};
use super::status::is_preview;
use crate::coding::empty_rows::EmptyRows;
use crate::coding::plan::{ColumnPlan, ResponseColumns};
use crate::coding::respondents::{Respondents, Row};
use crate::coding::whence::Whence;
use crate::domain::{Batch, Flaw, Project, Source};

/// Of each identifier of a source its last response that counts: the one that is kept where duplicates are left out.
#[derive(Clone, Debug, Default)]
pub struct Keepers {
    last: HashMap<u64, (u32, u64), FxBuildHasher>,
    tables: u32,
}

impl Keepers {
    /// Whether another response is kept in the place of this one.
    pub(super) fn keep_another(&self, identities: &[u64], table: u32, start: u64) -> bool {
        identities.iter().any(|id| self.last.get(id).is_some_and(|kept| *kept != (table, start)))
    }

    /// Looks at the tables of a source in the order in which they are coded; the batches of one after another.
    pub fn scan<'k>(
        &'k mut self,
        project: &Project,
        source: &Source,
        whence: &dyn Whence,
        plan: &ColumnPlan,
    ) -> Scan<'k> {
        let table = self.tables;
        self.tables += 1;
        Scan {
            keepers: self,
            table,
            columns: plan.response.clone(),
            leaves_out_previews: source.quality.leave_out.contains(&Flaw::Preview),
            respondents: Respondents::new(project, source, plan),
            empty: (!whence.counts_empty_rows()).then(|| EmptyRows::beside(&plan.response)),
            found: Vec::new(),
        }
    }
}

/// One table being looked at.
pub struct Scan<'k> {
    keepers: &'k mut Keepers,
    table: u32,
    columns: ResponseColumns,
    leaves_out_previews: bool,
    respondents: Respondents,
    empty: Option<EmptyRows>,
    found: Vec<u64>,
}

impl Scan<'_> {
    /// Looks at the next batch of the table.
    pub fn see(&mut self, batch: &Batch) {
        self.respondents.grow(batch);
        if let Some(empty) = &mut self.empty {
            empty.grow(batch);
        }
        for (row, start) in batch.starts.iter().copied().enumerate() {
            let is_empty = self.empty.as_ref().is_some_and(|empty| empty.has(batch, row));
            let status = cell_at(batch, self.columns.status, row);
            let is_preview = self.leaves_out_previews && status.is_some_and(is_preview);
            if is_empty || is_preview || !matches!(self.respondents.read(batch, row, start), Row::Used { .. })
            {
                continue;
            }
            identities(batch, row, &self.columns, self.table, &mut self.found);
            for identity in &self.found {
                self.keepers.last.insert(*identity, (self.table, start));
            }
        }
    }
}
