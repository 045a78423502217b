use std::collections::BTreeMap;

use super::codebook::{Ask, Codebook};
use super::meaning::{Written, as_shown, written};
use super::respondents::distinct_at;
use super::unread::{is_quotable, may_quote};
use crate::domain::{Answer, Batch, Cell, Place};

/// A cell of a table that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// Where it stands.
    pub place: Place,
    /// The heading of its column.
    pub heading: String,
    /// Why it could not be read.
    pub why: Unreadable,
    /// What stands there; `None` where it may be what somebody wrote, or tells who somebody is.
    pub value: Option<String>,
}

/// Why a cell could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unreadable {
    /// The answer is not on the scale of its question.
    UnknownAnswer,
    /// It is not known on which scale the answers to the question are.
    NoScale,
    /// An error of a workbook.
    CellError,
    /// A text that is no role of the project.
    UnknownRole,
    /// No role at all; the whole row does not count.
    NoRole,
}

/// Where the cells stand that could not be read: a distinct cell of a column, and the start of its row.
#[derive(Clone, Debug, Default)]
pub(super) struct Rejected {
    answers: Vec<(u32, u32, u64)>,
    groups: Vec<(u32, u32, u64)>,
    roles: Vec<(Option<u32>, u64)>,
}

impl Rejected {
    /// Notes a row without a role of the project.
    pub(super) fn role(&mut self, batch: &Batch, column: Option<usize>, row: usize, start: u64) {
        let index = column.and_then(|column| distinct_at(batch, column, row));
        self.roles.push((index.and_then(|index| u32::try_from(index).ok()), start));
    }

    /// Notes what could not be read in the answers of one item in one column, to respondents in these rows.
    pub(super) fn answers(
        &mut self,
        at: usize,
        ask: &Ask,
        batch: &Batch,
        rows: impl Iterator<Item = (usize, u64)>,
    ) {
        let is_read = |index: usize| ask.bytes.get(index).copied().and_then(Answer::from_byte).is_some();
        if (0..ask.bytes.len()).all(is_read) {
            return;
        }
        for (row, start) in rows {
            let index = distinct_at(batch, ask.column, row).filter(|index| !is_read(*index));
            if let (Some(index), Ok(at)) =
                (index.and_then(|index| u32::try_from(index).ok()), u32::try_from(at))
            {
                self.answers.push((at, index, start));
            }
        }
    }

    /// Notes the errors of a workbook in a grouping's column.
    pub(super) fn groups(
        &mut self,
        at: usize,
        column: usize,
        batch: &Batch,
        rows: impl Iterator<Item = (usize, u64)>,
    ) {
        let Some(cells) = batch.columns.get(column) else { return };
        let errors: Vec<bool> = cells.distinct.iter().map(|cell| written(cell) == Written::Error).collect();
        if !errors.contains(&true) {
            return;
        }
        for (row, start) in rows {
            let index = distinct_at(batch, column, row);
            let index = index.filter(|index| errors.get(*index).copied().unwrap_or(false));
            if let (Some(index), Ok(at)) =
                (index.and_then(|index| u32::try_from(index).ok()), u32::try_from(at))
            {
                self.groups.push((at, index, start));
            }
        }
    }
}

/// Every cell of the table that was noted, in the order of the file.
pub(super) fn rejects(book: &Codebook) -> Vec<Reject> {
    let Some(rejected) = &book.rejected else { return Vec::new() };
    let mut found: Vec<(u64, usize, Reject)> = Vec::new();
    let mut add = |start: u64, column: usize, why: Unreadable, value: Option<String>| {
        let heading = book.whence.heading(column).to_owned();
        found.push((start, column, Reject { place: book.whence.place(start, column), heading, why, value }));
    };
    let quotable: Vec<bool> = book.asks.iter().map(is_quotable).collect();
    for &(at, index, start) in &rejected.answers {
        let Some(ask) = book.asks.get(at as usize) else { continue };
        let has_scale = book.items.get(ask.item).is_some_and(|item| item.scale.is_some());
        let cell = ask.cells.get(index as usize);
        let is_error = cell.is_some_and(|cell| written(cell) == Written::Error);
        let why = match (is_error, has_scale) {
            (true, _) => Unreadable::CellError,
            (false, true) => Unreadable::UnknownAnswer,
            (false, false) => Unreadable::NoScale,
        };
        let may = is_error || quotable.get(at as usize).copied().unwrap_or(false);
        add(start, ask.column, why, cell.filter(|_| may).map(as_shown));
    }
    for &(at, _, start) in &rejected.groups {
        let column = book.respondents.groups.get(at as usize).and_then(|group| group.column);
        if let Some(column) = column {
            add(start, column, Unreadable::CellError, None);
        }
    }
    let role_cell = |index: u32| book.respondents.role_cells.get(index as usize);
    let quotes_roles = quotes_roles(book, rejected);
    for &(index, start) in &rejected.roles {
        let column = book.respondents.role_column.unwrap_or(0);
        match index.and_then(role_cell).map(|cell| (written(cell), cell)) {
            Some((Written::Text(_), cell)) => {
                add(start, column, Unreadable::UnknownRole, quotes_roles.then(|| as_shown(cell)));
            }
            Some((Written::Error, cell)) => add(start, column, Unreadable::CellError, Some(as_shown(cell))),
            _ => add(start, column, Unreadable::NoRole, None),
        }
    }
    found.sort_by_key(|(start, column, _)| (*start, *column));
    found.into_iter().map(|(_, _, reject)| reject).collect()
}

/// Whether the texts that are no role look like roles, and not like what people wrote.
fn quotes_roles(book: &Codebook, rejected: &Rejected) -> bool {
    let mut texts: BTreeMap<String, u64> = BTreeMap::new();
    for index in rejected.roles.iter().filter_map(|(index, _)| *index) {
        let cell: Option<&Cell> = book.respondents.role_cells.get(index as usize);
        if let Some(Written::Text(text)) = cell.map(written) {
            *texts.entry(text).or_default() += 1;
        }
    }
    may_quote(texts.iter().map(|(text, count)| (text.as_str(), *count)), book.account.used)
}
