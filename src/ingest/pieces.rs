use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use calamine::{Reader as _, Xlsx, XlsxCellReader};

use super::fault::IngestError;
use super::guard;
use super::package::Package;
use super::part_watch::Guard;
use super::parts::{Parts, Unpacking};
use super::piece::{Piece, Seam, head, seam};
use super::plain_cells::plain_cells;
use super::pointed::Pointed;
use super::sheaf::{Leaves, Sheaf};
use super::sheet_rows::Placed;
use super::workbook::{next_of_xlsx, xlsx_fault};
use crate::domain::{Limits, Place};

/// Of a smaller sheet calamine has read everything before the threads are there.
const WORTH_BYTES: u64 = if cfg!(test) { 1 } else { 4 * 1024 * 1024 };
/// Every thread that reads cells has the shared texts for itself: of more of them than this there is one copy only.
const MOST_SHARED_BYTES: u64 = 32 * 1024 * 1024;
/// In tests they are small, so that every sheet is read by many hands.
const PIECE_BYTES: usize = if cfg!(test) { 2048 } else { 1024 * 1024 };
/// A row that is longer is not waited for.
const LONGEST_PIECE: usize = 16 * 1024 * 1024;
/// How much is unpacked at a time.
const STEP_BYTES: usize = if cfg!(test) { 512 } else { 256 * 1024 };
const MOST_READERS: usize = 8;

/// An .xlsx as calamine reads it, with how its cells are to be taken.
pub(super) struct Sheet<'a> {
    pub(super) path: &'a Path,
    pub(super) name: &'a str,
    pub(super) place: &'a Place,
    pub(super) limits: &'a Limits,
    /// Whether a formula that came to 0 was never calculated.
    pub(super) uncalculated: bool,
}

/// The cells of a large sheet. One thread unpacks it and cuts it between rows, several read a piece each, or have
/// calamine read it as a sheet of its own, and whoever asks for the cells gets them in the order of the sheet. From where it
/// cannot be cut on, calamine reads it here, while it is unpacked there.
pub(super) struct Pieces<'a> {
    sheet: Sheet<'a>,
    book: Option<&'a mut Xlsx<Package>>,
    parts: Arc<Parts>,
    results: Receiver<(u64, Outcome)>,
    tokens: Sender<()>,
    waiting: BTreeMap<u64, Outcome>,
    number: u64,
    leaves: Leaves,
    fault: Option<IngestError>,
    ended: bool,
    rest: Option<XlsxCellReader<'a, Package>>,
}

enum Outcome {
    Sheaf(Sheaf),
    Rest(Piece),
}

struct Job {
    number: u64,
    piece: Piece,
    last: bool,
}

impl<'a> Pieces<'a> {
    /// Begins to read the part that was begun last, which is that of the sheet; `None` if that is not worth the while.
    pub(super) fn begin(
        sheet: Sheet<'a>,
        book: &'a mut Xlsx<Package>,
        parts: &Arc<Parts>,
        guard: &Arc<Guard>,
    ) -> Result<Option<Self>, IngestError> {
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let worth = |(_, size): &(usize, u64)| *size >= WORTH_BYTES && cores > 1;
        let Some((part, _)) = parts.begun().filter(worth) else {
            return Ok(None);
        };
        let io = |error: std::io::Error| IngestError::io(sheet.place, &error);
        let unpacking = parts.unpack(part, guard).map_err(io)?;
        let cuts = parts.shared_text_bytes() <= MOST_SHARED_BYTES;
        let readers = if cuts { cores.min(MOST_READERS) } else { 0 };
        let (tokens, free) = channel();
        for _ in 0..2 * readers + 2 {
            let _ = tokens.send(());
        }
        let (job, jobs) = sync_channel(readers.max(1));
        let (result, results) = channel();
        let jobs = Arc::new(Mutex::new(jobs));
        let pointed = Arc::new(if cuts { Pointed::of(book, parts, sheet.name) } else { Pointed::default() });
        for number in 0..readers {
            let own = Reader::of(&sheet, &pointed);
            let (jobs, result) = (Arc::clone(&jobs), result.clone());
            let reader = thread::Builder::new().name(format!("cells {number}"));
            reader.spawn(move || own.run(&jobs, &result)).map_err(io)?;
        }
        let cutting = Cutting { unpacking, head: Arc::default(), bytes: Vec::new(), number: 0, ended: false };
        let cutter = thread::Builder::new().name("unpack".to_owned());
        cutter.spawn(move || cutting.run(cuts, &free, &job, &result)).map_err(io)?;
        Ok(Some(Self {
            sheet,
            book: Some(book),
            parts: Arc::clone(parts),
            results,
            tokens,
            waiting: BTreeMap::new(),
            number: 0,
            leaves: Leaves::default(),
            fault: None,
            ended: false,
            rest: None,
        }))
    }

    /// The next cell of the sheet; `None` at its end.
    #[inline]
    pub(super) fn next(&mut self) -> Result<Option<Placed<'a>>, IngestError> {
        match self.leaves.next() {
            Some(placed) => Ok(Some(placed)),
            None => self.next_beyond(),
        }
    }

    /// The next cell, which is not of the piece at hand.
    #[cold]
    fn next_beyond(&mut self) -> Result<Option<Placed<'a>>, IngestError> {
        loop {
            if let Some(rest) = &mut self.rest {
                return next_of_xlsx(rest, &self.sheet);
            }
            if let Some(placed) = self.leaves.next() {
                return Ok(Some(placed));
            }
            if let Some(fault) = self.fault.take() {
                return Err(fault);
            }
            if self.ended {
                return Ok(None);
            }
            match self.outcome()? {
                Outcome::Sheaf(mut sheaf) => {
                    (self.fault, self.ended) = (sheaf.fault.take(), sheaf.last);
                    self.leaves = sheaf.leaves();
                }
                Outcome::Rest(piece) => {
                    self.parts.give(Box::new(piece));
                    let book = self.book.take().ok_or_else(|| self.sheet.broken())?;
                    let cells = book.worksheet_cells_reader(self.sheet.name);
                    self.rest =
                        Some(cells.map_err(|error| xlsx_fault(error, self.sheet.place, self.sheet.name))?);
                }
            }
        }
    }

    fn outcome(&mut self) -> Result<Outcome, IngestError> {
        if self.number > 0 {
            // The piece before it is used up.
            let _ = self.tokens.send(());
        }
        loop {
            if let Some(outcome) = self.waiting.remove(&self.number) {
                self.number += 1;
                return Ok(outcome);
            }
            let (number, outcome) = self.results.recv().map_err(|_| self.sheet.broken())?;
            self.waiting.insert(number, outcome);
        }
    }
}

impl Sheet<'_> {
    fn broken(&self) -> IngestError {
        IngestError::WorkbookBroken { place: self.place.clone() }
    }
}

/// Unpacks a sheet and cuts it.
struct Cutting {
    unpacking: Unpacking,
    head: Arc<[u8]>,
    bytes: Vec<u8>,
    number: u64,
    ended: bool,
}

/// How a piece ends.
enum Ending {
    /// Before a row.
    Cut(usize),
    /// With the sheet, or where it cannot be unpacked any further.
    Sheet,
    /// It is not cut any more.
    Never,
}

impl Cutting {
    fn run(
        mut self,
        cuts: bool,
        free: &Receiver<()>,
        jobs: &SyncSender<Job>,
        results: &Sender<(u64, Outcome)>,
    ) {
        while free.recv().is_ok() {
            let ending = if cuts { self.ending() } else { Ending::Never };
            let number = self.number;
            let (piece, last) = match ending {
                Ending::Cut(at) => {
                    let rest = self.bytes.split_off(at);
                    let rows = std::mem::replace(&mut self.bytes, rest);
                    (self.piece(rows, b"</sheetData></worksheet>"), false)
                }
                Ending::Sheet => {
                    let rows = std::mem::take(&mut self.bytes);
                    (self.piece(rows, b""), true)
                }
                Ending::Never => {
                    let (sender, more) = sync_channel(4);
                    let rows = std::mem::take(&mut self.bytes);
                    let piece = self.piece(rows, b"").and_then_on(more);
                    if results.send((number, Outcome::Rest(piece))).is_ok() {
                        self.pour(&sender);
                    }
                    return;
                }
            };
            if jobs.send(Job { number, piece, last }).is_err() || last {
                return;
            }
            self.number += 1;
        }
    }

    /// Of the sheet the first piece has the head in it.
    fn piece(&self, rows: Vec<u8>, foot: &'static [u8]) -> Piece {
        if self.number == 0 {
            Piece::first(rows, self.head.len(), foot)
        } else {
            Piece::new(&self.head, rows, foot)
        }
    }

    /// Unpacks until the piece at hand can be cut.
    fn ending(&mut self) -> Ending {
        loop {
            let wanted = (self.bytes.len() + 1).next_multiple_of(PIECE_BYTES);
            while self.bytes.len() < wanted && !self.ended {
                self.unpack();
            }
            let mut from = 0;
            if self.number == 0 {
                match head(&self.bytes) {
                    Some(head) => self.head = head.into(),
                    None if self.ended => return Ending::Sheet,
                    None => return Ending::Never,
                }
                from = self.head.len();
            }
            match seam(self.bytes.get(from..).unwrap_or_default()) {
                _ if self.ended => return Ending::Sheet,
                Seam::At(at) => return Ending::Cut(from + at),
                Seam::End => return Ending::Sheet,
                Seam::Nowhere => return Ending::Never,
                Seam::NotHere if self.bytes.len() > LONGEST_PIECE => return Ending::Never,
                Seam::NotHere => {}
            }
        }
    }

    /// Unpacks a step further; what cannot be unpacked ends the sheet, and calamine sees that its end is missing.
    fn unpack(&mut self) {
        let length = self.bytes.len();
        self.bytes.resize(length + STEP_BYTES, 0);
        let read = self.unpacking.fill(self.bytes.get_mut(length..).unwrap_or_default()).unwrap_or(0);
        self.bytes.truncate(length + read);
        self.ended |= read < STEP_BYTES;
    }

    /// Hands on everything that is still to be unpacked.
    fn pour(&mut self, more: &SyncSender<Vec<u8>>) {
        while !self.ended {
            self.bytes = Vec::with_capacity(STEP_BYTES);
            self.unpack();
            if more.send(std::mem::take(&mut self.bytes)).is_err() {
                return;
            }
        }
    }
}

/// Reads pieces, or has calamine read them, on a thread of its own.
struct Reader {
    path: PathBuf,
    name: String,
    place: Place,
    limits: Limits,
    uncalculated: bool,
    pointed: Arc<Pointed>,
}

type Book = (Xlsx<Package>, Arc<Parts>);

impl Reader {
    fn of(sheet: &Sheet<'_>, pointed: &Arc<Pointed>) -> Self {
        Self {
            pointed: Arc::clone(pointed),
            path: sheet.path.to_owned(),
            name: sheet.name.to_owned(),
            place: sheet.place.clone(),
            limits: sheet.limits.clone(),
            uncalculated: sheet.uncalculated,
        }
    }

    fn run(&self, jobs: &Mutex<Receiver<Job>>, results: &Sender<(u64, Outcome)>) {
        let mut book = None;
        loop {
            let job = jobs.lock().unwrap_or_else(PoisonError::into_inner).recv();
            let Ok(Job { number, piece, last }) = job else { return };
            let mut sheaf = Sheaf::of(piece.rows().len());
            sheaf.last = last;
            let read = guard::guarded(|| self.read(&mut book, piece, &mut sheaf));
            if read.is_none() {
                book = None;
            }
            let broken = || IngestError::WorkbookBroken { place: self.place.clone() };
            sheaf.fault = read.unwrap_or_else(|| Err(broken())).err();
            if results.send((number, Outcome::Sheaf(sheaf))).is_err() {
                return;
            }
        }
    }

    fn read(&self, book: &mut Option<Book>, piece: Piece, sheaf: &mut Sheaf) -> Result<(), IngestError> {
        let last = sheaf.last;
        if plain_cells(piece.rows(), last, &self.pointed, |placed| sheaf.add(placed)).is_some() {
            return Ok(());
        }
        sheaf.clear();
        let (place, limits) = (&self.place, &self.limits);
        let sheet =
            Sheet { path: &self.path, name: &self.name, place, limits, uncalculated: self.uncalculated };
        let (book, parts) = match book {
            Some(book) => book,
            None => {
                let package = Package::open(&self.path, place, limits)?;
                let parts = package.parts();
                let opened = Xlsx::new(package).map_err(|_| sheet.broken())?;
                book.insert((opened, parts))
            }
        };
        parts.give(Box::new(piece));
        let cells = book.worksheet_cells_reader(&self.name);
        let mut cells = cells.map_err(|error| xlsx_fault(error, place, &self.name))?;
        while let Some(placed) = next_of_xlsx(&mut cells, &sheet)? {
            sheaf.add(placed);
        }
        Ok(())
    }
}
