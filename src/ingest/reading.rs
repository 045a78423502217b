use std::sync::mpsc::SyncSender;

use super::batches::Message;
use super::fault::IngestError;
use super::faults::Faults;
use super::intern::Interner;
use super::rows::{RawCell, Rows};
use super::table::{Source, Table, TableKind};
use super::workbook::UNCALCULATED;
use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{Batch, Place, PlatformName, phrase};
use crate::text::Noun;

/// How many rows a batch has at most.
const BATCH_ROWS: usize = 65_536;

/// A row of a text in which nothing stands between its delimiters.
struct EmptyRow {
    start: u64,
    width: usize,
}

impl Rows for EmptyRow {
    fn advance(&mut self) -> Result<bool, IngestError> {
        Ok(false)
    }

    fn start(&self) -> u64 {
        self.start
    }

    fn width(&self) -> usize {
        self.width
    }

    fn cell(&self, _column: usize) -> RawCell<'_> {
        RawCell::Absent
    }
}

/// Empty rows of one width at equal distances, which take no more room than one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct EmptyRun {
    first: u64,
    /// How many lines further the next one starts.
    step: u64,
    count: u64,
    width: usize,
}

impl EmptyRun {
    /// Adds a row that starts at `start`, if it goes on where the run ends.
    fn takes(&mut self, start: u64, width: usize) -> bool {
        let step = if self.count == 1 { start.saturating_sub(self.first) } else { self.step };
        let goes_on = width == self.width && start == self.first + step * self.count;
        if goes_on {
            (self.step, self.count) = (step, self.count + 1);
        }
        goes_on
    }

    fn rows(self) -> impl Iterator<Item = EmptyRow> {
        (0..self.count).map(move |row| EmptyRow { start: self.first + row * self.step, width: self.width })
    }
}

/// One pass over the rows below the headings.
pub(super) struct Reading<'a> {
    table: &'a Table,
    wanted: &'a [usize],
    sender: &'a SyncSender<Message>,
    columns: Vec<Interner>,
    starts: Vec<u64>,
    kept: u64,
    rows: u64,
    empty: u64,
    first_empty: Option<u64>,
    pub(super) faults: Faults,
    notes: Vec<Diagnostic>,
    blank_headings: Vec<usize>,
    least: usize,
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

    pub(super) fn run(&mut self, rows: &mut dyn Rows) -> Result<(), IngestError> {
        // Empty rows at the very end are how spreadsheets end a text; between others each is a respondent.
        let mut pending: Vec<EmptyRun> = Vec::new();
        let mut before = self.table.last_header_row;
        while rows.advance()? {
            let start = rows.start();
            if start <= self.table.last_header_row {
                continue;
            }
            if matches!(self.table.kind, TableKind::Workbook { .. }) && self.rows > 0 && start > before + 1 {
                self.empty += start - before - 1;
                self.first_empty.get_or_insert(before + 1);
            }
            before = start;
            if (0..rows.width()).all(|column| rows.cell(column) == RawCell::Absent) {
                let width = rows.width();
                if !pending.last_mut().is_some_and(|run| run.takes(start, width)) {
                    pending.push(EmptyRun { first: start, step: 1, count: 1, width });
                }
                if pending.len() as u64 > self.table.limits.cells {
                    return Err(self.too_many_rows(start));
                }
                continue;
            }
            for empty in pending.drain(..).flat_map(EmptyRun::rows) {
                self.empty += 1;
                self.first_empty.get_or_insert(empty.start);
                if !self.take(&empty)? {
                    return Ok(());
                }
            }
            if !self.take(rows)? {
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

    /// Takes a row in, if it fits; `false` if nobody wants rows any more.
    fn take(&mut self, rows: &dyn Rows) -> Result<bool, IngestError> {
        let start = rows.start();
        if self.fits(rows, start) {
            self.keep(rows, start)?;
        }
        Ok(self.starts.len() < BATCH_ROWS || self.send())
    }

    fn too_many_rows(&self, start: u64) -> IngestError {
        let limit = self.table.limits.cells;
        let what = phrase!("meer dan {limit} lege rijen", "more than {limit} empty rows");
        IngestError::TooLarge { place: self.table.place(start, 0), what }
    }

    /// Whether the row fits below the headings; if not, that is noted.
    fn fits(&mut self, rows: &dyn Rows, start: u64) -> bool {
        let headings = self.table.headings.len();
        let before = self.faults.count();
        let beyond = (headings..rows.width()).find(|&column| rows.cell(column).has_value());
        match self.table.kind {
            TableKind::Delimited { .. } | TableKind::Columnar { .. } => {
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

    pub(super) fn end(mut self) -> Message {
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
            let rows = Noun::new("rij", "rijen").of(count).to_owned();
            let headline = match self.table.kind {
                TableKind::Delimited { .. } if self.table.platform != PlatformName::Table => phrase!(
                    "{count} lege {rows} tussen de antwoorden, geteld als respondent zonder antwoorden",
                    "empty rows between the answers: {count}, counted as respondents without answers"
                ),
                _ => phrase!(
                    "{count} lege {rows} tussen de antwoorden, niet geteld als respondent",
                    "empty rows between the answers: {count}, not counted as respondents"
                ),
            };
            self.notes.push(Diagnostic::note(Code::EmptyRows, headline).at(self.table.place(first, 0)));
        }
        Message::Notes(self.notes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_of_empty_rows_takes_the_room_of_one_and_gives_every_row_back() {
        for (starts, runs) in
            [(vec![3, 4, 5, 6], 1), (vec![3, 5, 7, 9], 1), (vec![3, 4, 6, 8, 10], 2), (vec![3], 1)]
        {
            let mut pending: Vec<EmptyRun> = Vec::new();
            for &start in &starts {
                if !pending.last_mut().is_some_and(|run| run.takes(start, 2)) {
                    pending.push(EmptyRun { first: start, step: 1, count: 1, width: 2 });
                }
            }
            assert_eq!(pending.len(), runs, "{starts:?}");
            let back: Vec<u64> = pending.into_iter().flat_map(EmptyRun::rows).map(|row| row.start).collect();
            assert_eq!(back, starts);
        }
        let mut run = EmptyRun { first: 3, step: 1, count: 1, width: 2 };
        assert!(!run.takes(4, 3), "another width may be a row that is too long");
    }
}
