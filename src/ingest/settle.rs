use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use calamine::Dimensions;

use super::digest::FileDigest;
use super::fault::IngestError;
use super::faults::Faults;
use super::head::{HeadRow, find_headings};
use super::heading::{ColumnUse, Heading};
use super::heading_check::{check_headings, note_columns};
use super::hints::Hints;
use super::merged::joined_headings;
use super::platform::{self, Described, PersonalKind, Understood};
use super::rows::RawCell;
use super::stray::table_width;
use super::table::{Source, Table, TableKind};
use crate::diagnostics::{Checked, Code, Diagnostic};
use crate::domain::{Limits, Phrase, Place, PlatformName, phrase};

/// What the two kinds of file have in common once their head was read.
pub(super) struct Found<'a> {
    pub(super) path: &'a Path,
    pub(super) name: &'a str,
    pub(super) kind: TableKind,
    pub(super) source: Source,
    pub(super) digest: FileDigest,
    pub(super) bytes: u64,
    pub(super) head: Vec<HeadRow>,
    pub(super) merged: Vec<Dimensions>,
}

/// Makes a table of what was found, or says all that is wrong with its head.
pub(super) fn settle(
    found: Found<'_>,
    hints: &Hints,
    limits: &Limits,
    mut notes: Vec<Diagnostic>,
) -> Result<Checked<Table>, Vec<Diagnostic>> {
    let place = match &found.kind {
        TableKind::Delimited { .. } | TableKind::Sav { .. } | TableKind::Columnar { .. } => {
            Place::file(found.name)
        }
        TableKind::Workbook { sheet, .. } => {
            Place { file: found.name.to_owned(), at: crate::domain::At::Sheet(sheet.clone()) }
        }
    };
    let Some(index) = find_headings(&found.head, hints.header_row) else {
        let fault = match hints.header_row {
            Some(row) => IngestError::HeaderMissing { place, row },
            None => IngestError::Empty { place },
        };
        return Err(vec![fault.into()]);
    };
    let Some((header, below)) = found.head.get(index..).and_then(<[HeadRow]>::split_first) else {
        return Err(vec![IngestError::Empty { place }.into()]);
    };
    let (heading_rows, merged_depth) = heading_rows(header, below, &found.merged);
    let last_of = |depth: usize| match depth.checked_sub(2) {
        Some(below_first) => below.get(below_first).map_or(header.start, |row| row.start),
        None => header.start,
    };
    let mut faults = Faults::default();
    let understood = platform::describe(hints.platform, &heading_rows).or_else(|mismatch| {
        let (named, expected) = (mismatch.named, mismatch.expected);
        faults.add(IngestError::PlatformMismatch { place: place.clone(), named, expected });
        platform::describe(Some(PlatformName::Table), &heading_rows)
    });
    let Ok(Understood { described, depth, labels }) = understood else {
        return Err(faults.into_diagnostics(found.name));
    };
    let Described { name: platform, reason, mut headings, free_texts } = described;
    let last_header_row = last_of(depth).max(header.start + merged_depth.saturating_sub(1));
    let rows: Vec<&HeadRow> = below.iter().filter(|row| row.start > last_header_row).collect();
    let filled = filled_columns(&rows);
    let last = headings.iter().rposition(|heading| !heading.text.is_empty()).map_or(0, |last| last + 1);
    let widest = match found.kind {
        // In a text a value beyond the headings is a row that is too long.
        TableKind::Delimited { .. } | TableKind::Columnar { .. } => headings.len(),
        TableKind::Workbook { .. } => table_width(&rows, last, header.start, &found.merged),
        TableKind::Sav { .. } => usize::MAX,
    };
    let needed = filled.iter().rposition(Option::is_some).map_or(0, |last| last + 1).min(widest);
    let blank = Heading { text: String::new(), code: None, column_use: ColumnUse::Administrative };
    headings.resize(last.max(needed), blank);
    let by_content = seal_personal_content(&mut headings, &rows);

    let text = matches!(found.kind, TableKind::Delimited { .. } | TableKind::Columnar { .. });
    let table = Table {
        name: found.name.to_owned(),
        platform,
        platform_reason: reason,
        header_row: header.start,
        headings,
        labels: labels.into_iter().map(|(column, labels)| (column, Arc::new(labels))).collect(),
        digest: found.digest,
        bytes: found.bytes,
        path: found.path.to_owned(),
        source: found.source,
        limits: limits.clone(),
        last_header_row,
        keeps_absent_apart: platform == PlatformName::Limesurvey && text && header.all_quoted,
        free_texts,
        refused: BTreeMap::new(),
        kind: found.kind,
    };
    check_headings(&table, &filled, &mut faults, &mut notes);
    if !rows.iter().any(|row| !row.is_empty()) {
        faults.add(IngestError::NoRows { place: table.place(header.start, 0) });
    }
    if !faults.is_empty() {
        let mut all = faults.into_diagnostics(found.name);
        all.append(&mut notes);
        return Err(all);
    }
    let above = found.head.get(..index).unwrap_or_default();
    if above.iter().any(|row| !row.is_empty()) {
        let row = table.header_row;
        let headline = phrase!(
            "de koppen staan op rij {row}; wat erboven staat, is niet gelezen",
            "the headings are at row {row}; what stands above is not read"
        );
        let help = Phrase::new(
            "staan de koppen ergens anders? Noem de rij met `header-row = …`",
            "are the headings elsewhere? Name the row with `header-row = …`",
        );
        let note = Diagnostic::note(Code::HeaderFound, headline);
        notes.push(note.at(table.place(row, 0)).help(help));
    }
    note_columns(&table, &by_content, &mut notes);
    Ok(Checked { value: table, notes })
}

/// Per column the start of the first row that has a value in it.
fn filled_columns(rows: &[&HeadRow]) -> Vec<Option<u64>> {
    let mut filled = Vec::new();
    for row in rows {
        if filled.len() < row.cells.len() {
            filled.resize(row.cells.len(), None);
        }
        for (filled, cell) in filled.iter_mut().zip(&row.cells) {
            if filled.is_none() && RawCell::from(cell).has_value() {
                *filled = Some(row.start);
            }
        }
    }
    filled
}

/// The rows of headings: those joined where cells of a workbook are merged, or else as many as a platform may have. Also how many rows merged headings take.
fn heading_rows(header: &HeadRow, below: &[HeadRow], merged: &[Dimensions]) -> (Vec<Vec<String>>, u64) {
    let (joined, depth) = joined_headings(header, below, merged);
    let mut rows = vec![joined];
    if depth == 1 {
        rows.extend(below.iter().take(platform::DEEPEST - 1).map(HeadRow::headings));
    }
    (rows, depth)
}

/// Makes the columns personal in which personal data stands, and says which.
fn seal_personal_content(headings: &mut [Heading], rows: &[&HeadRow]) -> BTreeMap<usize, PersonalKind> {
    let mut found = BTreeMap::new();
    let answers =
        headings.iter_mut().enumerate().filter(|(_, heading)| heading.column_use == ColumnUse::Answer);
    for (column, heading) in answers {
        let cells = rows.iter().filter_map(|row| row.cells.get(column));
        if let Some(kind) = platform::personal_content(cells) {
            heading.column_use = ColumnUse::Personal;
            found.insert(column, kind);
        }
    }
    found
}
