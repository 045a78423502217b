use std::collections::BTreeMap;
use std::path::Path;

use calamine::Dimensions;

use super::fault::IngestError;
use super::faults::Faults;
use super::head::{HeadRow, find_headings};
use super::heading::ColumnUse;
use super::hints::Hints;
use super::limits::Limits;
use super::merged::joined_headings;
use super::platform::{self, Described};
use super::rows::RawCell;
use super::table::{Source, Table, TableKind};
use crate::diagnostics::{Checked, Code, Diagnostic};
use crate::domain::{Lang, Phrase, Place, PlatformName, phrase};
use crate::text::and_list;

/// What the two kinds of file have in common once their head was read.
pub(super) struct Found<'a> {
    pub(super) path: &'a Path,
    pub(super) name: &'a str,
    pub(super) kind: TableKind,
    pub(super) source: Source,
    pub(super) sha256: String,
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
        TableKind::Delimited { .. } | TableKind::Columnar { .. } => Place::file(found.name),
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
    let (mut texts, depth) = joined_headings(header, below, &found.merged);
    let last_header_row = header.start + depth.saturating_sub(1);
    let rows: Vec<&HeadRow> = below.iter().filter(|row| row.start > last_header_row).collect();
    let filled = filled_columns(&rows);
    let last = texts.iter().rposition(|text| !text.is_empty()).map_or(0, |last| last + 1);
    let widest = match found.kind {
        // In a text a value beyond the headings is a row that is too long.
        TableKind::Delimited { .. } | TableKind::Columnar { .. } => texts.len(),
        TableKind::Workbook { .. } => usize::MAX,
    };
    let needed = filled.iter().rposition(Option::is_some).map_or(0, |last| last + 1).min(widest);
    texts.resize(last.max(needed), String::new());

    let mut faults = Faults::default();
    let described = platform::describe(hints.platform, &texts).or_else(|mismatch| {
        let (named, expected) = (mismatch.named, mismatch.expected);
        faults.add(IngestError::PlatformMismatch { place: place.clone(), named, expected });
        platform::describe(Some(PlatformName::Table), &texts)
    });
    let Ok(Described { name: platform, reason, headings, free_texts }) = described else {
        return Err(faults.into_diagnostics(found.name));
    };
    let text = !matches!(found.kind, TableKind::Workbook { .. });
    let table = Table {
        name: found.name.to_owned(),
        platform,
        platform_reason: reason,
        header_row: header.start,
        headings,
        labels: BTreeMap::new(),
        sha256: found.sha256,
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
    note_columns(&table, &mut notes);
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

/// Headings that occur twice or are empty above values. Where the headings are the questions' own texts these
/// are warnings: questions may rightly share a text, and only one that is wanted need be told apart.
fn check_headings(table: &Table, filled: &[Option<u64>], faults: &mut Faults, notes: &mut Vec<Diagnostic>) {
    let mut seen = BTreeMap::new();
    let (mut twins, mut blanks) = (0_u64, 0_u64);
    for (column, heading) in table.headings.iter().enumerate() {
        let place = table.place(table.header_row, column);
        if heading.text.is_empty() {
            if let Some(row) = filled.get(column).copied().flatten() {
                blanks += 1;
                if !table.free_texts {
                    let place = table.place(row, column);
                    faults.add(IngestError::BlankHeading { place, column: column + 1 });
                }
            }
            continue;
        }
        let key = heading.code.as_ref().unwrap_or(&heading.text);
        match seen.get(key) {
            None => {
                seen.insert(key, column);
            }
            Some(&first) => {
                twins += 1;
                if !table.free_texts {
                    let (heading, first) = (key.clone(), table.column_label(first));
                    faults.add(IngestError::DuplicateHeading { place, heading, first });
                }
            }
        }
    }
    if !table.free_texts {
        return;
    }
    let place = table.place(table.header_row, 0);
    let help = Phrase::new(
        "exporteer met vraagcodes als koppen, dan heeft elke kolom een eigen naam",
        "export with question codes as headings, then each column has a name of its own",
    );
    if twins > 0 {
        let headline = phrase!(
            "van {twins} kolommen kwam de kop al eerder voor; die kolommen zijn niet te gebruiken",
            "{twins} columns have a heading that occurred before; those columns cannot be used"
        );
        let note = Diagnostic::warning(Code::DuplicateHeading, headline);
        notes.push(note.at(place.clone()).help(help.clone()));
    }
    if blanks > 0 {
        let headline = phrase!(
            "van {blanks} kolommen met gegevens is de kop leeg; die kolommen zijn niet te gebruiken",
            "{blanks} columns with values have an empty heading; those columns cannot be used"
        );
        notes.push(Diagnostic::warning(Code::BlankHeading, headline).at(place).help(help));
    }
}

/// Which columns are never read, and whether completion can be seen.
fn note_columns(table: &Table, notes: &mut Vec<Diagnostic>) {
    let personal: Vec<String> = table
        .headings
        .iter()
        .filter(|heading| heading.column_use == ColumnUse::Personal)
        .map(|heading| format!("`{}`", heading.text))
        .collect();
    let place = table.place(table.header_row, 0);
    if !personal.is_empty() {
        let headline = Phrase::new(
            format!("persoonsgegevens, niet gelezen: {}", and_list(Lang::Nl, &personal)),
            format!("personal data, not read: {}", and_list(Lang::En, &personal)),
        );
        notes.push(Diagnostic::note(Code::PersonalColumn, headline).at(place.clone()));
    }
    if table.platform == PlatformName::Limesurvey && table.completion().is_none() {
        notes.push(
            Diagnostic::warning(
                Code::CompletionUnknown,
                Phrase::new(
                    "de kolom `submitdate` ontbreekt: niet te zien is welke antwoorden zijn afgerond",
                    "the column `submitdate` is missing: which responses were finished cannot be seen",
                ),
            )
            .at(place)
            .help(Phrase::new(
                "neem bij het exporteren de kolom met de inzenddatum mee",
                "include the column with the date of submission when exporting",
            )),
        );
    }
}
