use std::num::NonZero;
use std::ops::Range;
use std::sync::Mutex;
use std::sync::mpsc::SyncSender;
use std::thread;

use super::coded::Coded;
use super::source::{ColumnarFormat, Source};
use crate::domain::{Batch, Place, phrase};
use crate::ingest::batches::Message;
use crate::ingest::fault::IngestError;
use crate::ingest::faults::Faults;
use crate::ingest::table::Table;

/// How many rows a batch has at most.
const BATCH_ROWS: usize = 65_536;
/// More threads than this would only hold more columns in memory at once.
const THREADS: usize = 4;
/// So many codes are held at once, of all wanted columns together.
const HELD: u64 = 1 << 25;
/// So many rows are read at once at most: of a usual row group all.
const SLICE_ROWS: u64 = 1 << 20;
/// A part with fewer cells than this is read sooner than a thread starts.
const FEW_CELLS: u64 = 50_000;

/// Reads the wanted columns of a columnar file, a part at a time and in it column by column, and hands them on in
/// batches. The outcome is the same however many threads there are.
pub(in crate::ingest) fn read(
    table: &Table,
    format: ColumnarFormat,
    wanted: &[usize],
    sender: &SyncSender<Message>,
) {
    let place = Place::file(&table.name);
    let mut faults = Faults::default();
    match Source::open(&table.path, format, &place, &table.limits) {
        Err(fault) => faults.add(fault),
        Ok(source) => Reading { table, source, wanted, sender, done: 0, row: 0 }.run(&mut faults),
    }
    let last = if faults.is_empty() {
        Message::Notes(Vec::new())
    } else {
        Message::Faults(faults.into_diagnostics(&table.name))
    };
    // A receiver that is gone wants no more.
    let _ = sender.send(last);
}

/// The rows of the parts, some at a time, each with its part and whether it is the last.
fn slices(parts: &[u64], most: u64) -> impl Iterator<Item = (usize, Range<u64>, bool)> {
    let last = parts.iter().rposition(|&rows| rows > 0);
    parts.iter().enumerate().flat_map(move |(part, &rows)| {
        (0..rows).step_by(usize::try_from(most).unwrap_or(usize::MAX)).map(move |start| {
            let end = rows.min(start + most);
            (part, start..end, last == Some(part) && end == rows)
        })
    })
}

struct Reading<'a> {
    table: &'a Table,
    source: Source,
    wanted: &'a [usize],
    sender: &'a SyncSender<Message>,
    /// Rows that were handed on.
    done: u64,
    /// Rows that were read.
    row: u64,
}

impl Reading<'_> {
    fn run(&mut self, faults: &mut Faults) {
        let meanings = self.source.columns();
        let mut columns: Vec<Coded> = Vec::with_capacity(self.wanted.len());
        for &column in self.wanted {
            let Some((_, meaning)) = meanings.get(column) else {
                faults.add(IngestError::NoSuchColumn { place: self.place(0), column: column + 1 });
                return;
            };
            columns.push(Coded::new((*meaning).clone(), self.table.labels.get(&column).cloned()));
        }
        let parts = self.source.parts();
        let skipped = self.table.last_header_row;
        if parts.iter().fold(0_u64, |sum, &rows| sum.saturating_add(rows)) <= skipped {
            faults.add(IngestError::NoRows { place: self.place(0) });
            return;
        }
        let most = (HELD / (self.wanted.len() as u64).max(1)).clamp(BATCH_ROWS as u64, SLICE_ROWS);
        for (part, rows, last) in slices(&parts, most) {
            if let Err(fault) = self.part(part, rows.clone(), &mut columns) {
                faults.add(fault);
                return;
            }
            self.not_texts(&mut columns, faults);
            self.row += rows.end - rows.start;
            if self.kept(&columns, faults) || !self.send(&mut columns, last, faults) {
                return;
            }
        }
    }

    /// Reads some rows of a part, as many columns at a time as there are threads.
    fn part(&self, part: usize, rows: Range<u64>, columns: &mut [Coded]) -> Result<(), IngestError> {
        let height = rows.end - rows.start;
        let read = |column: usize, coded: &mut Coded| -> Result<(), IngestError> {
            let before = coded.rows.len() as u64;
            self.source.read(part, column, rows.clone(), coded)?;
            if coded.rows.len() as u64 == before + height { Ok(()) } else { Err(self.broken()) }
        };
        let threads = thread::available_parallelism().map_or(1, NonZero::get).min(THREADS);
        if threads < 2 || height.saturating_mul(self.wanted.len() as u64) < FEW_CELLS {
            return self.wanted.iter().zip(columns).try_for_each(|(&column, coded)| read(column, coded));
        }
        let queue = Mutex::new(self.wanted.iter().zip(columns).enumerate());
        let work = || {
            let mut found: Vec<(usize, IngestError)> = Vec::new();
            loop {
                // A thread that panicked leaves nothing half done in the queue.
                let next = queue.lock().unwrap_or_else(std::sync::PoisonError::into_inner).next();
                let Some((at, (&column, coded))) = next else { return found };
                if let Err(fault) = read(column, coded) {
                    found.push((at, fault));
                    return found;
                }
            }
        };
        let found = thread::scope(|scope| {
            // Where no thread is to be had, this one does the work.
            let start = |_| thread::Builder::new().spawn_scoped(scope, work).ok();
            let others: Vec<_> = (1..threads).filter_map(start).collect();
            let mut found = work();
            for other in others {
                found.extend(other.join().unwrap_or_else(|_| vec![(usize::MAX, self.broken())]));
            }
            found
        });
        // The first column's fault, whichever thread met it first.
        found.into_iter().min_by_key(|(at, _)| *at).map_or(Ok(()), |(_, fault)| Err(fault))
    }

    /// Notes each row in which the value of a column is no text.
    fn not_texts(&self, columns: &mut [Coded], faults: &mut Faults) {
        for coded in columns.iter().filter(|coded| !coded.not_text.is_empty()) {
            let waiting = coded.rows.len();
            let codes = coded.rows.wide(0..waiting);
            let new = usize::try_from(self.row - self.done).unwrap_or(usize::MAX);
            for (at, _) in codes.iter().enumerate().skip(new).filter(|(_, code)| coded.is_not_text(**code)) {
                faults.add(IngestError::NotText { place: self.place(self.done + at as u64 + 1) });
            }
        }
    }

    /// Whether the distinct cells ask for more than the limit, which is then noted.
    fn kept(&self, columns: &[Coded], faults: &mut Faults) -> bool {
        let limit = self.table.limits.kept_bytes;
        let beyond = columns.iter().map(|coded| coded.kept).sum::<u64>() > limit;
        if beyond {
            let mib = limit / (1024 * 1024);
            let what = phrase!(
                "de verschillende antwoorden vragen samen meer dan {mib} MiB",
                "the distinct answers together ask for more than {mib} MiB"
            );
            faults.add(IngestError::TooLarge { place: self.place(self.row), what });
        }
        beyond
    }

    /// Hands on whole batches, and the rest once there is no more to come; `false` if nobody wants them any more.
    fn send(&mut self, columns: &mut [Coded], last: bool, faults: &Faults) -> bool {
        let waiting = usize::try_from(self.row - self.done).unwrap_or(usize::MAX);
        let mut start = 0;
        while start < waiting && (last || waiting - start >= BATCH_ROWS) {
            let end = waiting.min(start + BATCH_ROWS);
            let from = start
                .max(usize::try_from(self.table.last_header_row.saturating_sub(self.done)).unwrap_or(end));
            let from = from.min(end);
            let first = self.done + from as u64 + 1;
            let batch = Batch {
                starts: (first..first + (end - from) as u64).collect(),
                columns: columns.iter().map(|coded| coded.column(from..end)).collect(),
            };
            // What comes before a fault is not used.
            let wanted = faults.is_empty() && !batch.is_empty();
            if wanted && self.sender.send(Message::Batch(batch)).is_err() {
                return false;
            }
            start = end;
        }
        columns.iter_mut().for_each(|coded| coded.rows.forget(start));
        self.done += start as u64;
        true
    }

    fn place(&self, row: u64) -> Place {
        self.table.place(row, 0)
    }

    fn broken(&self) -> IngestError {
        IngestError::DataFileBroken { place: Place::file(&self.table.name) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_in_one_slice_and_the_last_is_known() {
        let of = |parts: &[u64], most| slices(parts, most).collect::<Vec<_>>();
        assert_eq!(of(&[3, 0, 5, 0], 4), [(0, 0..3, false), (2, 0..4, false), (2, 4..5, true)]);
        assert_eq!(of(&[4], 4), [(0, 0..4, true)]);
        assert_eq!(of(&[0, 0], 4), []);
    }
}
