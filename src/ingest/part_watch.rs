use std::io::{Error, ErrorKind, Result};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use memchr::{memchr2, memmem, memrchr2};

use super::fault::IngestError;
use super::xlsb_walk::XlsbWalk;
use crate::domain::{Limits, Place, phrase};

/// A tag or text is never longer; what cell holds more than 32,767 characters?
const LONGEST: usize = 8 * 1024 * 1024;
/// From one row to the next never more unpacks; a million formatted rows with nothing in them take less.
const BETWEEN_ROWS: u64 = 256 * 1024 * 1024;

/// What all parts of a workbook together are held to, and what was refused.
pub(super) struct Guard {
    place: Place,
    kept_bytes: u64,
    since_row: AtomicU64,
    /// Whether a part is read for something else than its rows.
    without_rows: AtomicBool,
    refused: Mutex<Option<IngestError>>,
}

impl Guard {
    pub(super) fn new(place: &Place, limits: &Limits) -> Self {
        let (place, kept_bytes) = (place.clone(), limits.kept_bytes);
        let without_rows = AtomicBool::new(false);
        Self { place, kept_bytes, since_row: AtomicU64::new(0), without_rows, refused: Mutex::new(None) }
    }

    /// Says whether a part is read for something else than its rows from now on.
    pub(super) fn without_rows(&self, without: bool) {
        self.without_rows.store(without, Ordering::Relaxed);
    }

    /// A row was handed on, or a part begun.
    pub(super) fn rest(&self) {
        self.since_row.store(0, Ordering::Relaxed);
    }

    /// Why nothing more was unpacked, once.
    pub(super) fn refused(&self) -> Option<IngestError> {
        self.refused.lock().ok()?.take()
    }

    fn refuse(&self, fault: IngestError) -> Error {
        if let Ok(mut refused) = self.refused.lock() {
            refused.get_or_insert(fault);
        }
        ErrorKind::InvalidData.into()
    }

    fn broken(&self) -> Error {
        self.refuse(IngestError::WorkbookBroken { place: self.place.clone() })
    }

    fn too_large(&self, bytes: u64) -> Error {
        let mib = bytes / (1024 * 1024);
        let what =
            phrase!("een stuk van meer dan {mib} MiB in de werkmap", "a piece of more than {mib} MiB within");
        self.refuse(IngestError::TooLarge { place: self.place.clone(), what })
    }
}

/// Looks at what a part unpacks to, before calamine does.
pub(super) struct PartWatch {
    kind: Kind,
    is_shared_texts: bool,
    /// Whether the part is read whole, and how large it is was looked at.
    is_whole: bool,
    first: bool,
    /// The bytes since the last mark of XML.
    unmarked: usize,
}

enum Kind {
    Xml,
    Records(XlsbWalk),
    Other,
}

impl PartWatch {
    /// By the part's name, in small letters.
    pub(super) fn of(name: &str) -> Self {
        let kind = match name.rsplit('.').next() {
            Some("xml" | "rels") => Kind::Xml,
            Some("bin") => Kind::Records(XlsbWalk::default()),
            _ => Kind::Other,
        };
        let is_shared_texts = Self::is_of_shared_texts(name);
        Self { kind, is_shared_texts, is_whole: name == "content.xml", first: true, unmarked: 0 }
    }

    /// Whether a part of that name holds the texts that cells point to.
    pub(super) fn is_of_shared_texts(name: &str) -> bool {
        name.rsplit(['/', '\\']).next().is_some_and(|file| file.starts_with("sharedstrings."))
    }

    /// # Errors
    /// If the part is no part of an honest workbook; the guard keeps why.
    pub(super) fn see(&mut self, bytes: &mut [u8], guard: &Guard) -> Result<()> {
        let most = match self.is_shared_texts {
            true => guard.kept_bytes,
            false if self.is_whole || guard.without_rows.load(Ordering::Relaxed) => u64::MAX,
            false => BETWEEN_ROWS,
        };
        let before = guard.since_row.load(Ordering::Relaxed);
        let since = before.saturating_add(bytes.len() as u64);
        guard.since_row.store(since, Ordering::Relaxed);
        if since > most {
            return Err(guard.too_large(most));
        }
        let first = std::mem::take(&mut self.first);
        match &mut self.kind {
            Kind::Xml => {
                if first {
                    self.head(bytes, guard)?;
                }
                match memrchr2(b'<', b'>', bytes) {
                    Some(last) => {
                        let start = memchr2(b'<', b'>', bytes).unwrap_or_default();
                        self.longest(self.unmarked + start, guard)?;
                        self.unmarked = bytes.len() - last;
                    }
                    None => self.unmarked += bytes.len(),
                }
                self.longest(self.unmarked, guard)
            }
            Kind::Records(walk) => walk.see(bytes).map_err(|()| guard.broken()),
            Kind::Other => Ok(()),
        }
    }

    fn longest(&self, length: usize, guard: &Guard) -> Result<()> {
        if length > LONGEST { Err(guard.too_large(LONGEST as u64)) } else { Ok(()) }
    }

    /// What only the beginning of a part can say: that it has a document type, which no workbook has, or how many
    /// texts it holds, for which calamine makes room.
    fn head(&self, bytes: &[u8], guard: &Guard) -> Result<()> {
        if memmem::find(bytes, b"<!DOCTYPE").is_some() {
            return Err(guard.broken());
        }
        if !self.is_shared_texts {
            return Ok(());
        }
        let Some(at) = memmem::find(bytes, b"sst") else { return Err(guard.broken()) };
        let tag = bytes.get(at..).unwrap_or_default();
        let Some(end) = memchr::memchr(b'>', tag) else { return Err(guard.broken()) };
        let tag = tag.get(..end).unwrap_or_default();
        let Some(count) = memmem::find(tag, b"uniqueCount") else { return Ok(()) };
        let digits = tag.iter().skip(count + 11).skip_while(|byte| !byte.is_ascii_digit());
        let count = digits
            .take_while(|byte| byte.is_ascii_digit())
            .fold(0_u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')));
        // Each takes 24 bytes of room.
        if count.saturating_mul(24) > guard.kept_bytes { Err(guard.broken()) } else { Ok(()) }
    }
}
