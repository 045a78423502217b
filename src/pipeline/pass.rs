use std::collections::BTreeMap;
use std::sync::Arc;

use super::inspect::role_column;
use crate::coding::is_finished;
use crate::diagnostics::Diagnostic;
use crate::domain::{Batch, Cell};
use crate::ingest::{ColumnUse, Table};

/// A column of more different texts than this is no role column, whatever its heading says.
const MOST_ROLES: usize = 30;

/// One pass over a table: how often each distinct cell stands in each column, and what kind of rows there are.
pub(super) struct Pass {
    wanted: Vec<usize>,
    columns: Vec<Met>,
    /// Rows, empty ones included.
    pub rows: u64,
    /// Rows in which nothing stands.
    pub empty_rows: u64,
    /// Rows in which something stands, and in no column of answers.
    pub without_answers: u64,
    /// Rows whose response was finished, where a column tells.
    pub finished: Option<u64>,
    /// The position of the role column, and the distinct cells of it.
    role: Option<usize>,
}

#[derive(Clone, Default)]
struct Met {
    distinct: Arc<Vec<Cell>>,
    counts: Vec<u64>,
    /// Whether something stands in a distinct cell.
    filled: Vec<bool>,
    /// Per distinct cell of the role column how many answered here.
    by_role: Vec<u64>,
}

/// Reads every column that may be read; what is noticed, also what is wrong further down, goes into `notes`.
pub(super) fn read_columns(table: &Table, notes: &mut Vec<Diagnostic>) -> Result<Pass, Vec<Diagnostic>> {
    let wanted: Vec<usize> = (0..table.headings.len()).filter(|&column| table.can_be_read(column)).collect();
    let at =
        |column: Option<usize>| column.and_then(|column| wanted.iter().position(|known| *known == column));
    let completion = at(table.completion());
    let is_answer = |column: &usize| {
        table.headings.get(*column).is_some_and(|heading| heading.column_use == ColumnUse::Answer)
    };
    let answers: Vec<bool> = wanted.iter().map(is_answer).collect();
    let mut pass = Pass {
        columns: vec![Met::default(); wanted.len()],
        rows: 0,
        empty_rows: 0,
        without_answers: 0,
        finished: completion.map(|_| 0),
        role: at(role_column(table)),
        wanted,
    };
    let mut batches = table.batches(&pass.wanted)?;
    for batch in batches.by_ref() {
        match batch {
            Ok(batch) => pass.take(&batch, &answers, completion),
            Err(faults) => notes.extend(faults),
        }
    }
    notes.extend(batches.notes().iter().cloned());
    Ok(pass)
}

impl Pass {
    fn take(&mut self, batch: &Batch, answers: &[bool], completion: Option<usize>) {
        let length = batch.len();
        self.rows += length as u64;
        let (mut any, mut answered) = (vec![false; length], vec![false; length]);
        let role: Option<Vec<u32>> =
            self.role.and_then(|role| batch.columns.get(role)).map(|column| column.rows.clone());
        for ((column, met), is_answer) in batch.columns.iter().zip(&mut self.columns).zip(answers) {
            let new = column.distinct.iter().skip(met.filled.len());
            met.filled.extend(new.map(holds));
            met.counts.resize(column.distinct.len(), 0);
            met.distinct = Arc::clone(&column.distinct);
            for (row, index) in column.rows.iter().enumerate() {
                let Ok(index) = usize::try_from(*index) else { continue };
                if let Some(count) = met.counts.get_mut(index) {
                    *count += 1;
                }
                if !met.filled.get(index).copied().unwrap_or(false) {
                    continue;
                }
                if let Some(any) = any.get_mut(row) {
                    *any = true;
                }
                if !is_answer {
                    continue;
                }
                if let Some(answered) = answered.get_mut(row) {
                    *answered = true;
                }
                let who = role.as_ref().and_then(|role| role.get(row)).copied();
                let who = who.and_then(|who| usize::try_from(who).ok()).filter(|who| *who <= MOST_ROLES);
                if let Some(who) = who {
                    if met.by_role.len() <= who {
                        met.by_role.resize(who + 1, 0);
                    }
                    if let Some(count) = met.by_role.get_mut(who) {
                        *count += 1;
                    }
                }
            }
        }
        self.empty_rows += any.iter().filter(|any| !**any).count() as u64;
        let without = any.iter().zip(&answered).filter(|(any, answered)| **any && !**answered);
        self.without_answers += without.count() as u64;
        if let (Some(finished), Some(column)) =
            (&mut self.finished, completion.and_then(|completion| batch.columns.get(completion)))
        {
            let done: Vec<bool> = column.distinct.iter().map(is_finished).collect();
            let is_done = |index: &&u32| {
                usize::try_from(**index).ok().and_then(|index| done.get(index)).copied().unwrap_or(false)
            };
            *finished += column.rows.iter().filter(is_done).count() as u64;
        }
    }

    /// Where a column of the table stands in this pass; `None` for one that is not read.
    pub fn position(&self, column: usize) -> Option<usize> {
        self.wanted.binary_search(&column).ok()
    }

    /// The distinct cells of a column with how often each stands there.
    pub fn cells(&self, position: usize) -> impl Iterator<Item = (&Cell, u64)> {
        let met = self.columns.get(position).into_iter();
        met.flat_map(|met| met.distinct.iter().zip(met.counts.iter().copied()))
            .filter(|(_, count)| *count > 0)
    }

    /// How many of each role answered in a column, by the role's text; empty where no column says the role.
    pub fn answered_by(&self, position: usize) -> BTreeMap<String, u64> {
        let Some(roles) = self.role.and_then(|role| self.columns.get(role)) else { return BTreeMap::new() };
        let counts = self.columns.get(position).map(|met| met.by_role.as_slice()).unwrap_or_default();
        let mut by = BTreeMap::new();
        for (cell, count) in roles.distinct.iter().zip(counts).filter(|(_, count)| **count > 0) {
            if let Cell::Text(text) = cell {
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                *by.entry(text).or_default() += *count;
            }
        }
        by
    }
}

/// Whether something stands in a cell.
fn holds(cell: &Cell) -> bool {
    match cell {
        Cell::Absent | Cell::Blank => false,
        Cell::Text(text) => text.chars().any(|c| !c.is_whitespace()),
        Cell::Missing(_) | Cell::Number(_) | Cell::Date(_) | Cell::Error(_) => true,
    }
}
