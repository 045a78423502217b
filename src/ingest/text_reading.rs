use std::collections::{BTreeMap, VecDeque};
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use encoding_rs::Encoding;

use super::blocks::{Block, Blocks, MOST_RECORD_BYTES};
use super::delimited::fault;
use super::empty_run::EmptyRun;
use super::fault::IngestError;
use super::faults::{Faults, Spot};
use super::gathered::{Columns, Gatherer, Misfit, Rows};
use super::packed::open_bytes;
use super::reading::{empty_rows, malformed};
use super::record::Cutter;
use super::table::Table;
use super::texts::Fresh;
use super::whole_column::{Known, WholeColumn};
use crate::diagnostics::Diagnostic;
use crate::domain::{Batch, Place};

/// How much text there is at first: scales are recognised by its answers.
const FIRST_BYTES: usize = 8 * 1024 * 1024;
/// How much text one thread then takes at a time: what is in hand on all of them fits in a near cache.
const BLOCK_BYTES: usize = 2 * 1024 * 1024;
/// More threads than this wait for the disk or for whoever uses the rows.
const MOST_WORKERS: usize = 8;
/// A run of empty rows is handed on in batches of at most this many.
const EMPTY_BATCH: usize = 65_536;

/// The answers of a text: one thread cuts it into blocks at line ends, several gather the rows of a block each, and
/// whoever asks for the batches gets them in the order of the file, each text under the number it has in the whole
/// column. A block that turns out to begin within a quoted field is gathered again, behind the one before it.
#[derive(Debug)]
pub(super) struct TextReading {
    table: Table,
    encoding: &'static Encoding,
    columns: Arc<Columns>,
    cutter: Cutter,
    results: Option<Receiver<Result<Gathered, io::Error>>>,
    buffers: Sender<Vec<u8>>,
    malformed: Arc<AtomicBool>,
    waiting: BTreeMap<u64, Gathered>,
    number: u64,
    /// Per gatherer the texts it numbered and their numbers in the whole columns.
    known: Vec<Known>,
    whole: Vec<WholeColumn>,
    again: Gatherer,
    carry: Vec<u8>,
    lines: u64,
    trailing: Vec<EmptyRun>,
    ready: VecDeque<Batch>,
    kept: u64,
    faults: Faults,
    rows: u64,
    empty: u64,
    first_empty: Option<u64>,
    ended: bool,
}

/// A block and the rows one of the gatherers found in it.
#[derive(Debug)]
struct Gathered {
    number: u64,
    gatherer: usize,
    block: Block,
    rows: Rows,
}

impl TextReading {
    /// Begins to read the wanted columns of a text.
    pub(super) fn begin(
        table: &Table,
        wanted: &[usize],
        (packed, held_to_utf8): (bool, bool),
        encoding: &'static Encoding,
        delimiter: u8,
    ) -> Result<Self, IngestError> {
        let place = Place::file(&table.name);
        let io = |error: io::Error| IngestError::io(&place, &error);
        let bytes = open_bytes(&table.path, packed, &table.limits).map_err(io)?;
        let columns = Arc::new(Columns::new(table, wanted, held_to_utf8));
        let cutter =
            Cutter { delimiter, max_field: table.limits.field_bytes, max_fields: table.limits.columns };
        let blocks = Blocks::new(bytes, encoding, FIRST_BYTES).later(BLOCK_BYTES);
        let fit = usize::try_from(table.bytes).unwrap_or(usize::MAX) / FIRST_BYTES + 1;
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let workers = if packed { cores } else { cores.min(fit) }.min(MOST_WORKERS);

        let (buffers, used) = channel();
        for _ in 0..2 * workers + 2 {
            let _ = buffers.send(Vec::new());
        }
        let (job, jobs) = sync_channel(workers);
        let (result, results) = channel();
        let jobs = Arc::new(Mutex::new(jobs));
        let malformed = Arc::new(AtomicBool::new(false));
        for gatherer in 0..workers {
            let (jobs, result) = (Arc::clone(&jobs), result.clone());
            let own = Gatherer::new(&columns, cutter);
            let name = format!("gather {gatherer}");
            let worker = thread::Builder::new().name(name);
            worker.spawn(move || gather(gatherer, own, &jobs, &result)).map_err(io)?;
        }
        let shared = Arc::clone(&malformed);
        let reader = thread::Builder::new().name("read".to_owned());
        reader.spawn(move || hand_out(blocks, &used, &job, &result, &shared)).map_err(io)?;

        let column = |wanted: &usize| WholeColumn::labelled(table.labels.get(wanted).cloned());
        Ok(Self {
            table: table.clone(),
            encoding,
            again: Gatherer::new(&columns, cutter),
            columns,
            cutter,
            results: Some(results),
            buffers,
            malformed,
            waiting: BTreeMap::new(),
            number: 0,
            known: (0..=workers).map(|_| Known::new(wanted.len())).collect(),
            whole: wanted.iter().map(column).collect(),
            carry: Vec::new(),
            lines: 0,
            trailing: Vec::new(),
            ready: VecDeque::new(),
            kept: 0,
            faults: Faults::default(),
            rows: 0,
            empty: 0,
            first_empty: None,
            ended: false,
        })
    }

    /// The next batch; `None` at the end, and after a fault that nothing can be read behind.
    pub(super) fn next(&mut self) -> Option<Batch> {
        loop {
            if let Some(batch) = self.ready.pop_front() {
                return Some(batch);
            }
            if self.ended {
                self.results = None;
                return None;
            }
            if let Err(fault) = self.advance() {
                self.faults.add(fault);
                self.ended = true;
            }
        }
    }

    /// The places of everything that did not fit, once there is no next batch.
    pub(super) fn spots(&mut self) -> Vec<Spot> {
        self.faults.take_spots()
    }

    /// What is to be said of the whole text, once there is no next batch: notes, or else faults.
    pub(super) fn end(&mut self) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        let (table, mut faults) = (&self.table, std::mem::take(&mut self.faults));
        if self.rows == 0 && faults.is_empty() {
            faults.add(IngestError::NoRows { place: Place::file(&table.name) });
        }
        if !faults.is_empty() {
            return Err(faults.into_diagnostics(&table.name));
        }
        let mut notes = Vec::new();
        if self.malformed.load(Ordering::Relaxed) {
            notes.push(malformed(table, self.encoding));
        }
        notes.extend(empty_rows(table, self.empty, self.first_empty));
        Ok(notes)
    }

    /// Takes in the next block.
    fn advance(&mut self) -> Result<(), IngestError> {
        let Gathered { gatherer, block, rows, .. } = self.next_gathered()?;
        if self.carry.is_empty() {
            return self.accept(gatherer, block, rows);
        }
        self.learn(gatherer, rows.fresh);
        let mut text = std::mem::take(&mut self.carry);
        text.extend_from_slice(block.text());
        let rows = self.again.gather(&text, block.last);
        let last = block.last;
        let _ = self.buffers.send(block.buffer);
        let again = self.known.len() - 1;
        self.accept(again, Block::whole(text, last), rows)
    }

    fn next_gathered(&mut self) -> Result<Gathered, IngestError> {
        let place = || Place::file(&self.table.name);
        loop {
            if let Some(gathered) = self.waiting.remove(&self.number) {
                self.number += 1;
                return Ok(gathered);
            }
            match self.results.as_ref().and_then(|results| results.recv().ok()) {
                Some(Ok(gathered)) => {
                    self.waiting.insert(gathered.number, gathered);
                }
                Some(Err(error)) => return Err(IngestError::io(&place(), &error)),
                None => return Err(IngestError::io(&place(), &io::ErrorKind::BrokenPipe.into())),
            }
        }
    }

    /// Takes over the texts that a gatherer met for the first time.
    fn learn(&mut self, gatherer: usize, fresh: Fresh) {
        for text in fresh.own.iter().flatten() {
            // The text here and at its gatherer, and the entries that lead to it.
            self.kept += 2 * text.len() as u64 + 96;
        }
        if let Some(known) = self.known.get_mut(gatherer) {
            known.learn(fresh);
        }
    }

    fn accept(&mut self, gatherer: usize, block: Block, rows: Rows) -> Result<(), IngestError> {
        let Rows { mut starts, mut columns, fresh, empty, trailing, faults, not_utf8, reached } = rows;
        self.learn(gatherer, fresh);
        // Lines count from 1, and the first one of this block is the one after those before it.
        let first = self.lines + 1;
        let header = self.table.last_header_row;
        for start in &mut starts {
            *start += first;
        }
        let above = starts.iter().take_while(|&&start| start <= header).count();
        starts.drain(..above);
        for column in &mut columns {
            column.drain(..above.min(column.len()));
        }
        if !starts.is_empty() {
            self.hand_on_empty();
        }
        for run in empty {
            self.count_empty(run.after(first));
        }
        if let Some(line) = not_utf8 {
            self.faults.add(IngestError::NotUtf8 { place: Place::line(&self.table.name, first + line) });
        }
        for fault in faults.into_iter().filter(|fault| first + fault.line > header) {
            self.misfit(first + fault.line, fault.misfit);
        }
        for run in trailing {
            let mut runs = run.after(first).starts().filter(|&start| start > header);
            runs.by_ref().for_each(|start| EmptyRun::add(&mut self.trailing, start, run.width));
        }
        if self.trailing.len() as u64 > self.table.limits.cells {
            return Err(self.too_many_rows(first));
        }
        if !starts.is_empty() {
            self.rows += starts.len() as u64;
            let columns = match self.known.get_mut(gatherer) {
                Some(known) => known.numbered(columns, &mut self.whole),
                None => Vec::new(),
            };
            let limit = self.table.limits.kept_bytes;
            if self.kept > limit {
                let place = Place::line(&self.table.name, starts.first().copied().unwrap_or(first));
                return Err(IngestError::many_distinct(place, limit));
            }
            self.ready.push_back(Batch { starts, columns });
        }
        let reached = reached.map_err(|cut| fault(cut, &self.table.name, first, &self.cutter))?;
        self.lines += reached.lines;
        self.ended = block.last;
        self.carry.extend_from_slice(block.text().get(reached.used..).unwrap_or_default());
        if self.carry.len() > MOST_RECORD_BYTES {
            let place = Place::line(&self.table.name, self.lines + 1);
            return Err(IngestError::long_field(place, self.cutter.max_field));
        }
        let _ = self.buffers.send(block.buffer);
        Ok(())
    }

    /// Empty rows that another row follows are rows.
    fn hand_on_empty(&mut self) {
        for run in std::mem::take(&mut self.trailing) {
            if run.width < self.columns.least {
                run.starts().for_each(|start| self.misfit(start, Misfit::Width(run.width)));
                continue;
            }
            self.count_empty(run);
            let mut starts = run.starts().peekable();
            while starts.peek().is_some() {
                let starts: Vec<u64> = starts.by_ref().take(EMPTY_BATCH).collect();
                self.rows += starts.len() as u64;
                let columns = self.whole.iter_mut().map(|whole| whole.absent(starts.len())).collect();
                self.ready.push_back(Batch { starts, columns });
            }
        }
    }

    fn count_empty(&mut self, run: EmptyRun) {
        for start in run.starts().filter(|&start| start > self.table.last_header_row) {
            self.empty += 1;
            self.first_empty.get_or_insert(start);
        }
    }

    fn misfit(&mut self, line: u64, misfit: Misfit) {
        let place = Place::line(&self.table.name, line);
        self.faults.add(match misfit {
            Misfit::Width(found) => {
                IngestError::RaggedRow { place, found: found as u64, expected: self.columns.width() as u64 }
            }
            Misfit::Headings => IngestError::RepeatedHeadings { place },
            Misfit::Nameless(column) => IngestError::BlankHeading { place, column: column + 1 },
        });
    }

    fn too_many_rows(&self, line: u64) -> IngestError {
        IngestError::many_empty(Place::line(&self.table.name, line), self.table.limits.cells)
    }
}

/// Reads block after block and hands them out, as long as there are buffers and takers.
fn hand_out(
    mut blocks: Blocks<super::packed::Bytes>,
    buffers: &Receiver<Vec<u8>>,
    jobs: &SyncSender<(u64, Block)>,
    results: &Sender<Result<Gathered, io::Error>>,
    malformed: &AtomicBool,
) {
    let mut number = 0;
    while let Ok(buffer) = buffers.recv() {
        match blocks.next(buffer) {
            Ok(Some(block)) => {
                malformed.fetch_or(blocks.malformed(), Ordering::Relaxed);
                if jobs.send((number, block)).is_err() {
                    return;
                }
                number += 1;
            }
            Ok(None) => return,
            Err(error) => {
                let _ = results.send(Err(error));
                return;
            }
        }
    }
}

/// Gathers the rows of block after block, until there are none.
fn gather(
    number_of_gatherer: usize,
    mut own: Gatherer,
    jobs: &Mutex<Receiver<(u64, Block)>>,
    results: &Sender<Result<Gathered, io::Error>>,
) {
    loop {
        let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok((number, block)) = job else { return };
        let rows = own.gather(block.text(), block.last);
        if results.send(Ok(Gathered { number, gatherer: number_of_gatherer, block, rows })).is_err() {
            return;
        }
    }
}
