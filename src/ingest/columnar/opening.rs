use std::collections::BTreeMap;
use std::path::Path;

use super::coded::Coded;
use super::meaning::Meaning;
use super::source::{ColumnarFormat, Source};
use crate::diagnostics::{Checked, Diagnostic};
use crate::domain::{Cell, Limits, Phrase, Place, phrase};
use crate::ingest::digest::FileDigest;
use crate::ingest::fault::IngestError;
use crate::ingest::head::HeadRow;
use crate::ingest::heading::{ColumnUse, Heading, normalise};
use crate::ingest::hints::Hints;
use crate::ingest::settle::{Found, settle};
use crate::ingest::table::{self, Table, TableKind};

/// How many rows are looked at besides the names of the columns.
const HEAD_ROWS: u64 = 200;
/// What Python's tables call the number of a row when they write it as a column.
const INDEX: &str = "__index_level_";

/// A columnar file before it is looked at.
pub(in crate::ingest) struct Closed<'a> {
    pub(in crate::ingest) path: &'a Path,
    pub(in crate::ingest) name: &'a str,
    pub(in crate::ingest) format: ColumnarFormat,
    pub(in crate::ingest) digest: FileDigest,
    pub(in crate::ingest) bytes: u64,
}

/// Makes a table of a columnar file: its column names are the headings, and stand above row 1.
pub(in crate::ingest) fn open(
    closed: Closed<'_>,
    hints: &Hints,
    limits: &Limits,
) -> Result<Checked<Table>, Vec<Diagnostic>> {
    let place = Place::file(closed.name);
    let single = |fault: IngestError| vec![Diagnostic::from(fault)];
    let source = Source::open(closed.path, closed.format, &place, limits).map_err(single)?;
    if source.columns().is_empty() {
        return Err(single(IngestError::Empty { place }));
    }
    if source.columns().iter().all(|(name, _)| normalise(name).is_empty()) {
        return Err(single(IngestError::BlankHeading { place, column: 1 }));
    }
    let mut refused: BTreeMap<usize, Phrase> = source
        .columns()
        .into_iter()
        .enumerate()
        .filter_map(|(column, (_, meaning))| match meaning {
            Meaning::Refused(what) => Some((column, what.clone())),
            _ => None,
        })
        .collect();
    let found = Found {
        path: closed.path,
        name: closed.name,
        kind: TableKind::Columnar { format: closed.format.title() },
        source: table::Source::Columnar { format: closed.format },
        digest: closed.digest,
        bytes: closed.bytes,
        head: head(&source, &mut refused).map_err(single)?,
        merged: Vec::new(),
    };
    let named = Hints { header_row: hints.header_row.or(Some(0)), ..hints.clone() };
    let mut checked = settle(found, &named, limits, Vec::new())?;
    checked.value.refused = refused;
    checked.value.headings.iter_mut().filter(|heading| is_index(heading)).for_each(|heading| {
        heading.column_use = ColumnUse::Administrative;
    });
    Ok(checked)
}

fn is_index(heading: &Heading) -> bool {
    heading.text.starts_with(INDEX) && heading.text.ends_with("__")
}

/// The names of the columns as row 0, and the first rows. A column that asks for too much is refused, like lists are:
/// the answers beside it can still be read.
fn head(source: &Source, refused: &mut BTreeMap<usize, Phrase>) -> Result<Vec<HeadRow>, IngestError> {
    let columns = source.columns();
    let parts = source.parts();
    let rows = parts.iter().fold(0_u64, |sum, &rows| sum.saturating_add(rows));
    let first = parts.iter().position(|&rows| rows > 0);
    let mut values = Vec::with_capacity(columns.len());
    for (column, (_, meaning)) in columns.iter().enumerate() {
        let mut coded = Coded::new((*meaning).clone(), None);
        if let Some(part) = first {
            match source.head(part, column, HEAD_ROWS, &mut coded) {
                Ok(()) => {}
                Err(IngestError::ColumnNested { what, .. }) => {
                    refused.insert(column, what);
                }
                Err(IngestError::TooLarge { .. }) => {
                    refused.insert(column, phrase!("te lange teksten", "texts that are too long"));
                }
                Err(fault) => return Err(fault),
            }
        }
        values.push(coded.cells());
    }
    let texts = columns.iter().map(|(name, _)| Cell::Text((*name).to_owned())).collect();
    // An empty text that is no absent value shows that the file tells the two apart.
    let blank = values.iter().flatten().any(|cell| *cell == Cell::Blank);
    let mut head = vec![HeadRow { start: 0, cells: texts, all_quoted: blank }];
    let height = first.and_then(|part| parts.get(part)).copied().unwrap_or(0).min(HEAD_ROWS);
    for row in 0..usize::try_from(height).unwrap_or(0) {
        let cells = values.iter().map(|column| column.get(row).cloned().unwrap_or(Cell::Absent)).collect();
        head.push(HeadRow { start: row as u64 + 1, cells, all_quoted: false });
    }
    // Below rows without an answer there may be some with one, and beside them too.
    if (rows > height || !refused.is_empty())
        && head.iter().skip(1).all(HeadRow::is_empty)
        && let Some(cell) = head.get_mut(1).and_then(|row| row.cells.first_mut())
    {
        *cell = Cell::Blank;
    }
    Ok(head)
}
