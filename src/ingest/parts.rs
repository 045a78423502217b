use std::fs::File;
use std::io::{BufReader, ErrorKind, Read, Result, Seek, SeekFrom, Take};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::read::DeflateDecoder;

use super::blocks::read_some;
use super::part_watch::{Guard, PartWatch};

/// No part: none was read yet.
const NONE: usize = usize::MAX;

/// Bytes that somebody gives in the place of a part's own.
pub(super) type Given = Box<dyn Read + Send>;

/// The parts of a workbook that is a zip.
pub(super) struct Parts {
    path: Arc<Path>,
    parts: Vec<Part>,
    /// The part that was begun last.
    begun: AtomicUsize,
    given: Mutex<Option<Given>>,
}

/// A part in what calamine sees: where it stands, and what stands before its bytes.
pub(super) struct Part {
    pub(super) at: u64,
    pub(super) head: Vec<u8>,
    pub(super) packed: Packed,
}

/// Where a part's bytes are in the file.
pub(super) struct Packed {
    /// In small letters.
    pub(super) name: String,
    pub(super) from: u64,
    pub(super) packed: u64,
    /// How many bytes it unpacks to, as it says.
    pub(super) size: u64,
    pub(super) deflated: bool,
}

impl Parts {
    pub(super) fn new(path: &Path, parts: Vec<Part>) -> Self {
        Self { path: path.into(), parts, begun: AtomicUsize::new(NONE), given: Mutex::new(None) }
    }

    pub(super) fn get(&self, index: usize) -> Option<&Part> {
        self.parts.get(index)
    }

    /// The part in which a position lies, of what calamine sees.
    pub(super) fn at(&self, position: u64) -> Option<(usize, &Part)> {
        let index = self.parts.partition_point(|part| part.at <= position).checked_sub(1)?;
        Some((index, self.parts.get(index)?))
    }

    /// The part that was begun last, with how many bytes it unpacks to.
    pub(super) fn begun(&self) -> Option<(usize, u64)> {
        let index = self.begun.load(Ordering::Relaxed);
        Some((index, self.parts.get(index)?.packed.size))
    }

    /// How many bytes the texts unpack to that cells point to.
    pub(super) fn shared_text_bytes(&self) -> u64 {
        let shared = self.parts.iter().filter(|part| PartWatch::is_of_shared_texts(&part.packed.name));
        shared.map(|part| part.packed.size).sum()
    }

    /// Gives these bytes to who begins a part next, in the place of its own.
    pub(super) fn give(&self, bytes: Given) {
        *self.given.lock().unwrap_or_else(PoisonError::into_inner) = Some(bytes);
    }

    /// Notes that a part is begun, and takes what was given in its place.
    pub(super) fn begin(&self, index: usize) -> Option<Given> {
        self.begun.store(index, Ordering::Relaxed);
        self.given.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Begins to unpack a part.
    pub(super) fn unpack(&self, index: usize, guard: &Arc<Guard>) -> Result<Unpacking> {
        let Some(Part { packed: part, .. }) = self.parts.get(index) else {
            return Err(ErrorKind::NotFound.into());
        };
        let mut file = File::open(&self.path)?;
        file.seek(SeekFrom::Start(part.from))?;
        let packed = file.take(part.packed);
        let bytes = if part.deflated {
            Bytes::Deflated(Box::new(DeflateDecoder::new(BufReader::with_capacity(64 * 1024, packed))))
        } else {
            Bytes::Stored(packed)
        };
        guard.rest();
        let watch = PartWatch::of(&part.name);
        Ok(Unpacking { bytes, left: part.size, watch, guard: Arc::clone(guard) })
    }
}

/// A part while it is unpacked, under watch.
pub(super) struct Unpacking {
    bytes: Bytes,
    left: u64,
    watch: PartWatch,
    guard: Arc<Guard>,
}

enum Bytes {
    Stored(Take<File>),
    Deflated(Box<DeflateDecoder<BufReader<Take<File>>>>),
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        match self {
            Self::Stored(bytes) => bytes.read(buffer),
            Self::Deflated(bytes) => bytes.read(buffer),
        }
    }
}

impl Unpacking {
    /// Fills a buffer, or as much of it as is left.
    ///
    /// # Errors
    /// Where the part is larger or smaller than it says, cannot be unpacked, or is refused.
    pub(super) fn fill(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        let room = buffer.get_mut(..most).unwrap_or_default();
        let mut filled = 0;
        while let Some(free) = room.get_mut(filled..).filter(|free| !free.is_empty()) {
            match read_some(&mut self.bytes, free)? {
                0 => return Err(ErrorKind::UnexpectedEof.into()),
                read => filled += read,
            }
        }
        self.left = self.left.saturating_sub(filled as u64);
        // A part that says it is smaller than it is.
        if self.left == 0 && read_some(&mut self.bytes, &mut [0])? > 0 {
            return Err(ErrorKind::InvalidData.into());
        }
        self.watch.see(room, &self.guard)?;
        Ok(filled)
    }
}
