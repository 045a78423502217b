use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::delimited::DelimitedRows;
use super::fault::IngestError;
use super::faults::Faults;
use super::heading::ColumnUse;
use super::intern::Interner;
use super::rows::{RawCell, Rows};
use super::table::{Source, Table, TableKind};
use super::workbook::{UNCALCULATED, Workbook};
use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{Batch, Phrase, Place, phrase};

/// How many rows a batch has at most.
const BATCH_ROWS: usize = 65_536;

/// The rows of a table, read on a thread of their own while the batches before them are used.
#[derive(Debug)]
pub struct Batches {
    receiver: Option<Receiver<Message>>,
    notes: Vec<Diagnostic>,
    place: Place,
}

enum Message {
    Batch(Batch),
    Notes(Vec<Diagnostic>),
    Faults(Vec<Diagnostic>),
}

impl Batches {
    /// What was noticed that is no error; complete once the iterator has ended.
    pub fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }
}

impl Iterator for Batches {
    type Item = Result<Batch, Vec<Diagnostic>>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.receiver.as_ref()?.recv() {
            Ok(Message::Batch(batch)) => return Some(Ok(batch)),
            Ok(Message::Notes(notes)) => self.notes = notes,
            Ok(Message::Faults(faults)) => {
                self.receiver = None;
                return Some(Err(faults));
            }
            Err(_) => {
                self.receiver = None;
                let broken = IngestError::WorkbookBroken { place: self.place.clone() };
                return Some(Err(vec![broken.into()]));
            }
        }
        self.receiver = None;
        None
    }
}

impl Table {
    /// Streams the wanted columns, by their index from 0, in batches of at most 65,536 rows. Rows in which
    /// nothing stands are left out. The faults of the whole file come as one `Err` at its end: every place up
    /// to twenty of a kind, and how many more; what came before it is then not to be used.
    ///
    /// # Errors
    /// At once, if a wanted column is personal, bears the same heading as another, or is not there.
    pub fn batches(&self, wanted: &[usize]) -> Result<Batches, Vec<Diagnostic>> {
        let refused: Vec<Diagnostic> =
            wanted.iter().filter_map(|&column| self.refuse(column)).map(Diagnostic::from).collect();
        if !refused.is_empty() {
            return Err(refused);
        }
        let (sender, receiver) = sync_channel(1);
        let (table, wanted) = (self.clone(), wanted.to_vec());
        let place = Place::file(&self.name);
        let reader = thread::Builder::new().name("ingest".to_owned());
        reader
            .spawn(move || table.read(&wanted, &sender))
            .map_err(|error| vec![IngestError::io(&place, &error).into()])?;
        Ok(Batches { receiver: Some(receiver), notes: Vec::new(), place })
    }

    fn refuse(&self, column: usize) -> Option<IngestError> {
        let place = self.place(self.header_row, column);
        let Some(heading) = self.headings.get(column) else {
            return Some(IngestError::NoSuchColumn { place, column: column.saturating_add(1) });
        };
        if heading.column_use == ColumnUse::Personal {
            return Some(IngestError::PersonalColumn { place, heading: heading.text.clone() });
        }
        let first = self.column_label(self.twin(column)?);
        Some(IngestError::DuplicateHeading { place, heading: heading.text.clone(), first })
    }

    /// A column as a message points at it: `kolom 7`, or the cell of its heading.
    pub(super) fn column_label(&self, column: usize) -> String {
        match &self.kind {
            TableKind::Delimited { .. } => format!("#{}", column.saturating_add(1)),
            TableKind::Workbook { .. } => self.place(self.header_row, column).to_string(),
        }
    }

    fn read(&self, wanted: &[usize], sender: &SyncSender<Message>) {
        let place = Place::file(&self.name);
        let mut reading = Reading::new(self, wanted, sender);
        let outcome = match self.source {
            Source::Text { encoding, delimiter } => {
                DelimitedRows::open(&self.path, &self.name, encoding, Some(delimiter), &self.limits)
                    .and_then(|(mut rows, _)| reading.run(&mut rows))
            }
            Source::Workbook { format } => {
                let TableKind::Workbook { sheet, .. } = &self.kind else { return };
                Workbook::open(&self.path, format, &place).and_then(|mut workbook| {
                    workbook.with_rows(sheet, &place, &self.limits, |rows| reading.run(rows))
                })
            }
        };
        if let Err(fault) = outcome {
            reading.faults.add(fault);
        }
        // A receiver that is gone wants no more.
        let _ = sender.send(reading.end());
    }
}

/// One pass over the rows below the headings.
struct Reading<'a> {
    table: &'a Table,
    wanted: &'a [usize],
    sender: &'a SyncSender<Message>,
    columns: Vec<Interner>,
    starts: Vec<u64>,
    kept: u64,
    rows: u64,
    empty: u64,
    first_empty: Option<u64>,
    faults: Faults,
    notes: Vec<Diagnostic>,
    blank_headings: Vec<usize>,
    least: usize,
}

impl<'a> Reading<'a> {
    fn new(table: &'a Table, wanted: &'a [usize], sender: &'a SyncSender<Message>) -> Self {
        let blank = |heading: &super::Heading| heading.text.is_empty();
        Self {
            table,
            wanted,
            sender,
            columns: wanted.iter().map(|_| Interner::default()).collect(),
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
            least: table.headings.iter().rposition(|heading| !blank(heading)).map_or(0, |last| last + 1),
        }
    }

    fn run(&mut self, rows: &mut dyn Rows) -> Result<(), IngestError> {
        let (mut pending, mut first) = (0, None);
        while rows.advance()? {
            let start = rows.start();
            if start <= self.table.last_header_row {
                continue;
            }
            if (0..rows.width()).all(|column| rows.cell(column) == RawCell::Absent) {
                pending += 1;
                first.get_or_insert(start);
                continue;
            }
            // Empty rows at the very end are how spreadsheets end a text; between rows they are worth a word.
            self.empty += std::mem::take(&mut pending);
            self.first_empty = self.first_empty.or(first.take());
            if self.fits(rows, start) {
                self.keep(rows, start)?;
            }
            if self.starts.len() >= BATCH_ROWS && !self.send() {
                return Ok(());
            }
        }
        if rows.malformed()
            && let Source::Text { encoding, .. } = self.table.source
            && encoding != encoding_rs::UTF_8
        {
            let label = encoding.name();
            self.notes.push(
                Diagnostic::warning(
                    Code::BadEncoding,
                    phrase!(
                        "sommige bytes betekenen niets in {label}; er staat een � voor in de plaats",
                        "some bytes mean nothing in {label}; a � stands in their place"
                    ),
                )
                .at(Place::file(&self.table.name)),
            );
        }
        Ok(())
    }

    /// Whether the row fits below the headings; if not, that is noted.
    fn fits(&mut self, rows: &dyn Rows, start: u64) -> bool {
        let headings = self.table.headings.len();
        let before = self.faults.count();
        let beyond = (headings..rows.width()).find(|&column| rows.cell(column).has_value());
        match self.table.kind {
            TableKind::Delimited { .. } => {
                if beyond.is_some() || rows.width() < self.least {
                    self.faults.add(IngestError::RaggedRow {
                        place: self.table.place(start, 0),
                        found: rows.width() as u64,
                        expected: headings as u64,
                    });
                }
            }
            TableKind::Workbook { .. } => {
                if let Some(column) = beyond {
                    self.faults.add(IngestError::BlankHeading {
                        place: self.table.place(start, column),
                        column: column + 1,
                    });
                }
            }
        }
        if self.faults.count() == before
            && let Some(&column) = self.blank_headings.iter().find(|&&column| rows.cell(column).has_value())
        {
            self.faults.add(IngestError::BlankHeading {
                place: self.table.place(start, column),
                column: column + 1,
            });
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
            let mib = limit / (1024 * 1024);
            let what = phrase!(
                "de verschillende antwoorden vragen samen meer dan {mib} MiB",
                "the distinct answers together ask for more than {mib} MiB"
            );
            return Err(IngestError::TooLarge { place: self.table.place(start, 0), what });
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

    fn end(mut self) -> Message {
        let name = &self.table.name;
        if self.rows == 0 && self.faults.is_empty() {
            self.faults.add(IngestError::NoRows { place: Place::file(name) });
        }
        if !self.faults.is_empty() {
            return Message::Faults(std::mem::take(&mut self.faults).into_diagnostics(name));
        }
        if !self.starts.is_empty() && !self.send() {
            return Message::Notes(Vec::new());
        }
        if let Some(first) = self.first_empty {
            let count = self.empty;
            let headline = if count == 1 {
                Phrase::new("één rij is leeg en telt niet mee", "one row is empty and does not count")
            } else {
                phrase!(
                    "{count} rijen zijn leeg en tellen niet mee",
                    "{count} rows are empty and do not count"
                )
            };
            self.notes.push(Diagnostic::note(Code::EmptyRows, headline).at(self.table.place(first, 0)));
        }
        Message::Notes(self.notes)
    }
}
