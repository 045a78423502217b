use std::sync::mpsc::SyncSender;

use encoding_rs::Encoding;

use super::batches::Message;
use super::fault::IngestError;
use super::faults::Faults;
use super::intern::Interner;
use super::rows::{RawCell, Rows};
use super::sheet_rows::UNCALCULATED;
use super::table::{Source, Table, TableKind};
use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{Batch, Place, PlatformName, phrase};
use crate::text::Noun;

/// How many rows a batch has at most.
const BATCH_ROWS: usize = 65_536;
/// The same of a workbook, which has few rows and takes long: the first of them are coded while the next are read.
const SHEET_BATCH_ROWS: usize = 16_384;

/// One pass over the rows below the headings.
pub(super) struct Reading<'a> {
    table: &'a Table,
    wanted: &'a [usize],
    sender: &'a SyncSender<Message>,
    columns: Vec<Interner>,
    batch_rows: usize,
    starts: Vec<u64>,
    kept: u64,
    rows: u64,
    empty: u64,
    first_empty: Option<u64>,
    pub(super) faults: Faults,
    notes: Vec<Diagnostic>,
    blank_headings: Vec<usize>,
}

impl<'a> Reading<'a> {
    pub(super) fn new(table: &'a Table, wanted: &'a [usize], sender: &'a SyncSender<Message>) -> Self {
        let blank = |heading: &super::Heading| heading.text.is_empty();
        Self {
            table,
            wanted,
            sender,
            columns: wanted
                .iter()
                .map(|column| Interner::labelled(table.labels.get(column).cloned()))
                .collect(),
            batch_rows: match table.source {
                Source::Workbook { .. } => SHEET_BATCH_ROWS,
                _ => BATCH_ROWS,
            },
            starts: Vec::new(),
            kept: 0,
            rows: 0,
            empty: 0,
            first_empty: None,
            faults: Faults::default(),
            notes: Vec::new(),
            blank_headings: table
                .headings
                .iter()
                .enumerate()
                .filter(|(_, heading)| blank(heading) && !table.free_texts)
                .map(|(column, _)| column)
                .collect(),
        }
    }

    pub(super) fn run(&mut self, rows: &mut dyn Rows) -> Result<(), IngestError> {
        let mut before = self.table.last_header_row;
        while rows.advance()? {
            let start = rows.start();
            if start <= self.table.last_header_row {
                continue;
            }
            if self.rows > 0 && start > before + 1 {
                self.empty += start - before - 1;
                self.first_empty.get_or_insert(before + 1);
            }
            before = start;
            let is_case = matches!(self.table.kind, TableKind::Sav { .. });
            if is_case && (0..rows.width()).all(|column| rows.cell(column) == RawCell::Absent) {
                // A case without a single answer is one all the same.
                self.empty += 1;
                self.first_empty.get_or_insert(start);
            }
            if !self.take(rows)? {
                return Ok(());
            }
        }
        self.notes.append(&mut rows.notes());
        if rows.malformed()
            && let Source::Sav { encoding } = self.table.source
        {
            self.notes.push(malformed(self.table, encoding));
        }
        Ok(())
    }

    /// Takes a row in, if it fits; `false` if nobody wants rows any more.
    fn take(&mut self, rows: &dyn Rows) -> Result<bool, IngestError> {
        let start = rows.start();
        if self.fits(rows, start) {
            self.keep(rows, start)?;
        }
        Ok(self.starts.len() < self.batch_rows || self.send())
    }

    /// Whether the row fits below the headings; if not, that is noted.
    fn fits(&mut self, rows: &dyn Rows, start: u64) -> bool {
        let headings = self.table.headings.len();
        let before = self.faults.count();
        let beyond = (headings..rows.width()).find(|&column| rows.cell(column).has_value());
        if let Some(column) = beyond {
            self.faults.add(IngestError::BlankHeading {
                place: self.table.place(start, column),
                column: column + 1,
            });
        }
        if self.faults.count() == before
            && let Some(&column) = self.blank_headings.iter().find(|&&column| rows.cell(column).has_value())
        {
            self.faults.add(IngestError::BlankHeading {
                place: self.table.place(start, column),
                column: column + 1,
            });
        }
        if self.table.repeats_headings(rows) {
            self.faults.add(IngestError::RepeatedHeadings { place: self.table.place(start, 0) });
        }
        self.faults.count() == before
    }

    fn keep(&mut self, rows: &dyn Rows, start: u64) -> Result<(), IngestError> {
        self.rows += 1;
        self.starts.push(start);
        for (&column, interner) in self.wanted.iter().zip(&mut self.columns) {
            let cell = rows.cell(column);
            if let RawCell::Error(error) = cell {
                let place = self.table.place(start, column);
                self.faults.add(if error == UNCALCULATED {
                    IngestError::FormulaWithoutValue { place }
                } else {
                    IngestError::CellError { place, found: error.to_owned() }
                });
            }
            self.kept = self.kept.saturating_add(interner.push(cell));
        }
        let limit = self.table.limits.kept_bytes;
        if self.kept > limit {
            return Err(IngestError::many_distinct(self.table.place(start, 0), limit));
        }
        Ok(())
    }

    /// Hands on the rows gathered so far; `false` if nobody wants them any more.
    fn send(&mut self) -> bool {
        let batch = Batch {
            starts: std::mem::take(&mut self.starts),
            columns: self.columns.iter_mut().map(Interner::take).collect(),
        };
        batch.is_empty() || self.sender.send(Message::Batch(batch)).is_ok()
    }

    pub(super) fn end(mut self) -> Message {
        let name = &self.table.name;
        if self.rows == 0 && self.faults.is_empty() {
            let place = Place::file(name);
            self.faults.add(match self.table.kind {
                TableKind::Sav { .. } => IngestError::NoCases { place },
                _ => IngestError::NoRows { place },
            });
        }
        if !self.faults.is_empty() {
            // What could be read is looked at all the same, so that one run finds every problem.
            if !self.starts.is_empty() {
                self.send();
            }
            return Message::Faults(std::mem::take(&mut self.faults).into_diagnostics(name));
        }
        if !self.starts.is_empty() && !self.send() {
            return Message::Notes(Vec::new());
        }
        self.notes.extend(empty_rows(self.table, self.empty, self.first_empty));
        Message::Notes(self.notes)
    }
}

/// Says that there were bytes that mean nothing in the encoding.
pub(super) fn malformed(table: &Table, encoding: &'static Encoding) -> Diagnostic {
    let label = encoding.name();
    let headline = phrase!(
        "sommige bytes betekenen niets in {label}; er staat een � voor in de plaats",
        "some bytes mean nothing in {label}; a � stands in their place"
    );
    Diagnostic::warning(Code::BadEncoding, headline).at(Place::file(&table.name))
}

/// Says that there were empty rows between the others, and what became of them.
pub(super) fn empty_rows(table: &Table, count: u64, first: Option<u64>) -> Option<Diagnostic> {
    let place = table.place(first?, 0);
    let rows = Noun::new("rij", "rijen").of(count).to_owned();
    let headline = match table.kind {
        TableKind::Delimited { .. } | TableKind::Sav { .. } if table.platform != PlatformName::Table => {
            phrase!(
                "{count} lege {rows} tussen de antwoorden, geteld als respondent zonder antwoorden",
                "empty rows between the answers: {count}, counted as respondents without answers"
            )
        }
        _ => phrase!(
            "{count} lege {rows} tussen de antwoorden, niet geteld als respondent",
            "empty rows between the answers: {count}, not counted as respondents"
        ),
    };
    Some(Diagnostic::note(Code::EmptyRows, headline).at(place))
}
