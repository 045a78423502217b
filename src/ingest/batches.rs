use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::columnar;
use super::delimited::DelimitedRows;
use super::fault::IngestError;
use super::heading::ColumnUse;
use super::reading::Reading;
use super::table::{Source, Table, TableKind};
use super::workbook::Workbook;
use crate::diagnostics::Diagnostic;
use crate::domain::{Batch, Phrase, Place, phrase};

/// The rows of a table, read on a thread of their own while the batches before them are used.
#[derive(Debug)]
pub struct Batches {
    receiver: Option<Receiver<Message>>,
    notes: Vec<Diagnostic>,
    place: Place,
}

/// What the reading thread hands on; the last one is notes or faults.
pub(super) enum Message {
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
    /// Streams the wanted columns, by their index from 0, in batches of at most 65,536 rows. Empty rows at
    /// the end are left out; between others they are rows in a text, and nothing in a sheet. The faults of the whole file come as one `Err` at its end: every place up
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
        if let Some(what) = self.refused.get(&column) {
            let (heading, what) = (heading.text.clone(), what.clone());
            return Some(IngestError::ColumnNested { place, heading, what });
        }
        let first = self.column_label(self.twin(column)?);
        Some(IngestError::DuplicateHeading { place, heading: heading.text.clone(), first })
    }

    /// A column as a message points at it: `kolom 7`, or the cell of its heading.
    pub(super) fn column_label(&self, column: usize) -> Phrase {
        match &self.kind {
            TableKind::Delimited { .. } | TableKind::Columnar { .. } => {
                let number = column.saturating_add(1);
                phrase!("kolom {number}", "column {number}")
            }
            TableKind::Workbook { .. } => {
                let cell = self.place(self.header_row, column);
                phrase!("{cell}", "{cell}")
            }
        }
    }

    fn read(&self, wanted: &[usize], sender: &SyncSender<Message>) {
        if let Source::Columnar { format } = self.source {
            return columnar::read(self, format, wanted, sender);
        }
        let place = Place::file(&self.name);
        let mut reading = Reading::new(self, wanted, sender);
        let outcome = match self.source {
            Source::Text { encoding, delimiter } => {
                DelimitedRows::open(&self.path, &self.name, encoding, Some(delimiter), &self.limits)
                    .and_then(|(mut rows, _)| reading.run(&mut rows))
            }
            Source::Columnar { .. } => Ok(()),
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
