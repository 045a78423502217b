use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::columnar;
use super::fault::IngestError;
use super::faults::Spot;
use super::heading::ColumnUse;
use super::reading::Reading;
use super::sav;
use super::table::{Source, Table, TableKind};
use super::text_reading::TextReading;
use super::workbook::Workbook;
use crate::diagnostics::Diagnostic;
use crate::domain::{Batch, Phrase, Place, phrase};

/// The rows of a table, read on threads of their own while the batches before them are used.
#[derive(Debug)]
pub struct Batches {
    feed: Feed,
    notes: Vec<Diagnostic>,
    spots: Vec<Spot>,
    place: Place,
}

/// Where the batches come from.
#[derive(Debug)]
enum Feed {
    Rows(Receiver<Message>),
    Text(Box<TextReading>),
    Ended,
}

/// What a reading thread hands on; the last one is notes or faults.
pub(super) enum Message {
    Batch(Batch),
    Notes(Vec<Diagnostic>),
    Spots(Vec<Spot>),
    Faults(Vec<Diagnostic>),
}

impl Batches {
    /// What was noticed that is no error; complete once the iterator has ended.
    pub fn notes(&self) -> &[Diagnostic] {
        &self.notes
    }

    /// Every place of the faults, also of those that are only counted; complete once the iterator has ended.
    pub fn spots(&self) -> &[Spot] {
        &self.spots
    }
}

impl Iterator for Batches {
    type Item = Result<Batch, Vec<Diagnostic>>;

    fn next(&mut self) -> Option<Self::Item> {
        let ended = match &mut self.feed {
            Feed::Ended => return None,
            Feed::Text(reading) => match reading.next() {
                Some(batch) => return Some(Ok(batch)),
                None => {
                    self.spots = reading.spots();
                    reading.end()
                }
            },
            Feed::Rows(receiver) => match receiver.recv() {
                Ok(Message::Batch(batch)) => return Some(Ok(batch)),
                Ok(Message::Spots(spots)) => {
                    self.spots = spots;
                    return self.next();
                }
                Ok(Message::Notes(notes)) => Ok(notes),
                Ok(Message::Faults(faults)) => Err(faults),
                Err(_) => Err(vec![IngestError::WorkbookBroken { place: self.place.clone() }.into()]),
            },
        };
        self.feed = Feed::Ended;
        match ended {
            Ok(notes) => {
                self.notes = notes;
                None
            }
            Err(faults) => Some(Err(faults)),
        }
    }
}

impl Table {
    /// Streams the wanted columns, by their index from 0 and each once, in batches of some thousands of rows. Empty
    /// rows at the end are left out; between others they are rows in a text, and nothing in a sheet. The faults of
    /// the whole file come as one `Err` at its end: every place up to twenty of a kind, and how many more; what came
    /// before it is then not to be used.
    ///
    /// # Errors
    /// At once, if a wanted column is personal, bears the same heading as another, or is not there.
    pub fn batches(&self, wanted: &[usize]) -> Result<Batches, Vec<Diagnostic>> {
        self.batches_with(wanted, &[])
    }

    /// As [`Table::batches`], with behind the wanted columns those of [`Table::identifiers`] that are named: of
    /// each filled cell a digest, by which equal ones are found and none is read.
    ///
    /// # Errors
    /// As [`Table::batches`]; and if one of `identifiers` is no identifier.
    pub fn batches_with(&self, wanted: &[usize], identifiers: &[usize]) -> Result<Batches, Vec<Diagnostic>> {
        let known = self.identifiers();
        let strange = identifiers.iter().filter(|column| !known.contains(column));
        let refused: Vec<Diagnostic> = wanted
            .iter()
            .filter_map(|&column| self.refuse(column))
            .chain(strange.map(|&column| IngestError::NoSuchColumn {
                place: self.place(self.header_row, column),
                column: column.saturating_add(1),
            }))
            .map(Diagnostic::from)
            .collect();
        if !refused.is_empty() {
            return Err(refused);
        }
        let place = Place::file(&self.name);
        let table = self.sealing(identifiers);
        let wanted: Vec<usize> = wanted.iter().chain(identifiers).copied().collect();
        if let Source::Text { encoding, delimiter, packed, held_to_utf8 } = self.source {
            let reading = TextReading::begin(&table, &wanted, (packed, held_to_utf8), encoding, delimiter);
            let feed = Feed::Text(Box::new(reading.map_err(|fault| vec![Diagnostic::from(fault)])?));
            return Ok(Batches { feed, notes: Vec::new(), spots: Vec::new(), place });
        }
        let (sender, receiver) = sync_channel(1);
        let reader = thread::Builder::new().name("ingest".to_owned());
        reader
            .spawn(move || table.read(&wanted, &sender))
            .map_err(|error| vec![IngestError::io(&place, &error).into()])?;
        Ok(Batches { feed: Feed::Rows(receiver), notes: Vec::new(), spots: Vec::new(), place })
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
            TableKind::Sav { .. } => {
                let number = column.saturating_add(1);
                phrase!("variabele {number}", "variable {number}")
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
            // A text is read by many hands, a columnar file in its own way.
            Source::Text { .. } | Source::Columnar { .. } => Ok(()),
            Source::Workbook { format } => {
                let TableKind::Workbook { sheet, .. } = &self.kind else { return };
                Workbook::open(&self.path, format, &place, &self.limits).and_then(|mut workbook| {
                    workbook.with_all_rows(sheet, &place, &self.limits, |rows| {
                        rows.keep_to(self.headings.len());
                        reading.run(rows)
                    })
                })
            }
            Source::Sav { encoding } => sav::rows(&self.path, &place, encoding, &self.limits)
                .and_then(|mut rows| reading.run(&mut rows)),
        };
        if let Err(fault) = outcome {
            reading.faults.add(fault);
        }
        let spots = reading.faults.take_spots();
        if !spots.is_empty() {
            let _ = sender.send(Message::Spots(spots));
        }
        // A receiver that is gone wants no more.
        let _ = sender.send(reading.end());
    }
}
