use std::collections::BTreeMap;
use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use super::arrow_buffers::{Buffers, Part, Wanted};
use super::arrow_schema::{Extent, Field, Layout, fields, message};
use super::arrow_values::{indices, scan};
use super::blocks::Blocks;
use super::coded::Coded;
use super::flatbuffer::{Table, long_at};
use super::meaning::Meaning;
use super::parquet::read_at;
use super::thrift::Malformed;
use super::unpack::unpack;
use crate::domain::Limits;
use crate::domain::{Place, phrase};
use crate::ingest::fault::IngestError;

/// A header of thousands of columns stays below this.
const HEADER_BYTES: u64 = 64 * 1024 * 1024;
/// The marks of a file of Arrow's, at both ends.
const MARK: &[u8] = b"ARROW1";
/// More messages than this no file has.
const MOST_BLOCKS: usize = 1_000_000;

/// A message in the file: the header, and the buffers behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Block {
    start: u64,
    header: u64,
    body: u64,
    rows: u64,
    dictionary: Option<Words>,
}

/// Which dictionary a block holds, and whether it goes on where the one before it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Words {
    id: i64,
    more: bool,
}

/// An Arrow file or stream whose headers were read and checked.
#[derive(Debug)]
pub(super) struct Arrow {
    path: PathBuf,
    place: Place,
    limits: Limits,
    pub(super) fields: Vec<Field>,
    blocks: Vec<Block>,
    /// The blocks that hold rows.
    batches: Vec<usize>,
    /// By dictionary the blocks that hold it, and whether each goes on where the one before it ended.
    dictionaries: BTreeMap<i64, Vec<(usize, bool)>>,
    /// The bytes that were unpacked so far.
    unpacked: AtomicU64,
}

impl Arrow {
    /// Opens a file of Arrow's (Feather version 2), or a stream of its messages.
    pub(super) fn open(
        path: &Path,
        place: &Place,
        limits: &Limits,
        stream: bool,
    ) -> Result<Self, IngestError> {
        let io = |error: std::io::Error| IngestError::io(place, &error);
        let mut file = File::open(path).map_err(io)?;
        let length = file.metadata().map_err(io)?.len();
        let mut arrow = Self {
            path: path.to_owned(),
            place: place.clone(),
            limits: limits.clone(),
            fields: Vec::new(),
            blocks: Vec::new(),
            batches: Vec::new(),
            dictionaries: BTreeMap::new(),
            unpacked: AtomicU64::new(0),
        };
        if stream {
            arrow.follow(&mut file, length)?
        } else {
            arrow.read_footer(&mut file, length)?
        }
        for (at, block) in arrow.blocks.iter().enumerate() {
            match block.dictionary {
                None => arrow.batches.push(at),
                Some(Words { id, more }) => arrow.dictionaries.entry(id).or_default().push((at, more)),
            }
        }
        Ok(arrow)
    }

    /// The rows of each batch.
    pub(super) fn parts(&self) -> Vec<u64> {
        self.batches.iter().filter_map(|&at| self.blocks.get(at)).map(|block| block.rows).collect()
    }

    /// Adds some rows of a column in a batch to its codes.
    pub(super) fn read(
        &self,
        part: usize,
        column: usize,
        rows: Range<u64>,
        coded: &mut Coded,
    ) -> Result<(), IngestError> {
        let (Some(field), Some(&at)) = (self.fields.get(column), self.batches.get(part)) else {
            return Err(self.broken());
        };
        if matches!(field.meaning, Meaning::Refused(_)) {
            return Ok(());
        }
        let mut file = File::open(&self.path).map_err(|error| IngestError::io(&self.place, &error))?;
        let Some(dictionary) = field.dictionary else {
            return self.scan(&mut file, at, field.layout, field.before, rows, coded);
        };
        let words = self.words(dictionary.id, at);
        if coded.dictionary.as_ref().is_none_or(|(known, _)| *known != words) {
            let before = std::mem::take(&mut coded.rows);
            for &block in &words {
                let start = Extent::default();
                self.scan(&mut file, block, field.layout, start, 0..u64::MAX, coded)?;
            }
            let codes = std::mem::replace(&mut coded.rows, before);
            coded.dictionary = Some((words, codes.wide(0..codes.len())));
        }
        let layout = Layout::Number { width: dictionary.width, signed: dictionary.signed };
        let (rows, buffers) = self.buffers(&mut file, at, layout, field.before, rows)?;
        let codes = coded.dictionary.take();
        let known = codes.as_ref().map_or(&[][..], |(_, codes)| codes);
        let mut blocks = Blocks::new(coded);
        let read = indices(&buffers, rows, layout, known, &mut blocks);
        blocks.end();
        coded.dictionary = codes;
        read.ok_or_else(|| self.broken())
    }

    /// The blocks of a dictionary that hold at a batch.
    fn words(&self, id: i64, batch: usize) -> Vec<usize> {
        let all = self.dictionaries.get(&id).map_or(&[][..], Vec::as_slice);
        let before = all.partition_point(|(at, _)| *at < batch);
        let before = all.get(..before).unwrap_or_default();
        let first = before.iter().rposition(|(_, more)| !more).unwrap_or(0);
        before.iter().skip(first).map(|(at, _)| *at).collect()
    }

    fn scan(
        &self,
        file: &mut File,
        block: usize,
        layout: Layout,
        before: Extent,
        rows: Range<u64>,
        coded: &mut Coded,
    ) -> Result<(), IngestError> {
        let (rows, buffers) = self.buffers(file, block, layout, before, rows)?;
        let mut blocks = Blocks::new(coded);
        let read = scan(&buffers, rows, layout, &mut blocks);
        blocks.end();
        read.ok_or_else(|| self.broken())
    }

    /// Which of some rows a block has, and the buffers of one column in it, unpacked.
    fn buffers(
        &self,
        file: &mut File,
        block: usize,
        layout: Layout,
        before: Extent,
        rows: Range<u64>,
    ) -> Result<(Range<usize>, Buffers), IngestError> {
        let broken = |_: Malformed| self.broken();
        let block = self.blocks.get(block).copied().ok_or_else(|| self.broken())?;
        let header = read_at(file, block.start, block.header, &self.place)?;
        let root = Table::root(message(&header).ok_or_else(|| self.broken())?).map_err(broken)?;
        let batch = record_batch(root).map_err(broken)?;
        let wanted = Wanted::find(batch, layout, before).map_err(broken)?;
        let row = |row: u64| usize::try_from(row.min(block.rows)).map_err(|_| self.broken());
        let rows = row(rows.start)?..row(rows.end)?;
        let mut buffers = Buffers { nulls: wanted.nulls, parts: Vec::new() };
        for (at, (offset, length)) in wanted.buffers.into_iter().enumerate() {
            if offset.checked_add(length).is_none_or(|end| end > block.body) {
                return Err(self.broken());
            }
            let start = block.start + block.header + offset;
            buffers.parts.push(match wanted.codec {
                Some(codec) if length > 0 => {
                    let bytes = read_at(file, start, self.bearable(length)?, &self.place)?;
                    let declared = bytes.first_chunk::<8>().map(|bytes| i64::from_le_bytes(*bytes));
                    self.account(declared.map_or(0, i64::unsigned_abs))?;
                    let bytes = unpack(codec, bytes, self.limits.page_bytes).ok_or_else(|| self.broken())?;
                    Part { first: 0, bytes }
                }
                // What lies as it is meant is read as far as these rows need it.
                _ => {
                    let wanted = buffers.wanted(at, layout, &rows).unwrap_or(0..length);
                    let (first, end) = (wanted.start.min(length), wanted.end.min(length));
                    let length = self.bearable(end.saturating_sub(first))?;
                    let bytes = read_at(file, start + first, length, &self.place)?;
                    Part { first: usize::try_from(first).map_err(|_| self.broken())?, bytes }
                }
            });
        }
        Ok((rows, buffers))
    }

    fn bearable(&self, length: u64) -> Result<u64, IngestError> {
        if length > self.limits.unpacked_bytes { Err(self.too_large()) } else { Ok(length) }
    }

    /// Keeps the account of what is unpacked, which a small file could make endless.
    fn account(&self, bytes: u64) -> Result<(), IngestError> {
        let before = self.unpacked.fetch_add(bytes, Ordering::Relaxed);
        if bytes <= self.limits.page_bytes && before.saturating_add(bytes) <= self.limits.text_bytes {
            return Ok(());
        }
        self.unpacked.fetch_sub(bytes, Ordering::Relaxed);
        Err(self.too_large())
    }

    fn read_footer(&mut self, file: &mut File, length: u64) -> Result<(), IngestError> {
        let place = self.place.clone();
        let broken = |_: Malformed| IngestError::DataFileBroken { place: place.clone() };
        let tail_length = 4 + MARK.len() as u64;
        let tail = read_at(file, length.saturating_sub(tail_length), tail_length, &self.place)?;
        let size = tail.strip_suffix(MARK).and_then(|size| size.first_chunk::<4>());
        let size = size.and_then(|size| u64::try_from(i32::from_le_bytes(*size)).ok());
        let size = size.filter(|size| size + tail_length <= length).ok_or_else(|| self.broken())?;
        if size > HEADER_BYTES {
            return Err(self.too_large());
        }
        let footer = read_at(file, length - tail_length - size, size, &self.place)?;
        let footer = Table::root(&footer).map_err(broken)?;
        let schema = footer.table(1).map_err(broken)?.ok_or_else(|| self.broken())?;
        self.fields = fields(schema).map_err(broken)?;
        for list in [2, 3] {
            for block in footer.structs::<24>(list).map_err(broken)? {
                let number =
                    |at| long_at(&block, at).and_then(|long| u64::try_from(long).map_err(|_| Malformed));
                let start = number(0).map_err(broken)?;
                // The length of the header is a short number, with nothing behind it.
                let header = number(8).map_err(broken)? & 0xFFFF_FFFF;
                let body = number(16).map_err(broken)?;
                self.add(file, length, start, header, body)?;
            }
        }
        Ok(())
    }

    /// Follows the messages of a stream from its beginning.
    fn follow(&mut self, file: &mut File, length: u64) -> Result<(), IngestError> {
        let mut start = 0;
        // A stream may end without a word, and between two messages only.
        while start < length {
            let mark = read_at(file, start, 8, &self.place)?;
            let size = mark.strip_prefix(&[0xFF; 4]).and_then(|size| size.first_chunk::<4>());
            let size = size.ok_or_else(|| self.broken())?;
            let header = match u64::try_from(i32::from_le_bytes(*size)) {
                Ok(0) => return Ok(()),
                Ok(size) => size + 8,
                Err(_) => return Err(self.broken()),
            };
            let body = if self.fields.is_empty() && start == 0 {
                self.begin(file, header)?
            } else {
                self.add(file, length, start, header, u64::MAX)?
            };
            start = start.saturating_add(header).saturating_add(body);
        }
        if self.fields.is_empty() { Err(self.broken()) } else { Ok(()) }
    }

    /// Reads the schema that a stream begins with.
    fn begin(&mut self, file: &mut File, header: u64) -> Result<u64, IngestError> {
        let place = self.place.clone();
        let broken = |_: Malformed| IngestError::DataFileBroken { place: place.clone() };
        if header > HEADER_BYTES {
            return Err(self.too_large());
        }
        let bytes = read_at(file, 0, header, &self.place)?;
        let root = Table::root(message(&bytes).ok_or_else(|| self.broken())?).map_err(broken)?;
        if root.byte(1).map_err(broken)? != 1 {
            return Err(self.broken());
        }
        let schema = root.table(2).map_err(broken)?.ok_or_else(|| self.broken())?;
        self.fields = fields(schema).map_err(broken)?;
        root.count(3).map_err(broken)
    }

    /// Adds a block once its header was read; gives the length of its body. A body of `u64::MAX` is as the header
    /// says.
    fn add(
        &mut self,
        file: &mut File,
        length: u64,
        start: u64,
        header: u64,
        body: u64,
    ) -> Result<u64, IngestError> {
        let place = self.place.clone();
        let broken = |_: Malformed| IngestError::DataFileBroken { place: place.clone() };
        if header > HEADER_BYTES || self.blocks.len() >= MOST_BLOCKS {
            return Err(self.too_large());
        }
        let bytes = read_at(file, start, header, &self.place)?;
        let root = Table::root(message(&bytes).ok_or_else(|| self.broken())?).map_err(broken)?;
        let declared = root.count(3).map_err(broken)?;
        let body = if body == u64::MAX { declared } else { body };
        let end = start.checked_add(header).and_then(|end| end.checked_add(body));
        let dictionary = match root.byte(1).map_err(broken)? {
            2 => {
                let header = root.table(2).map_err(broken)?.ok_or_else(|| self.broken())?;
                let (id, more) = (header.long(0).map_err(broken)?, header.truth(2).map_err(broken)?);
                Some(Words { id, more })
            }
            3 => None,
            _ => return Err(self.broken()),
        };
        let rows = record_batch(root).and_then(|batch| batch.count(0)).map_err(broken)?;
        if end.is_none_or(|end| end > length) || rows > self.limits.row_group_rows {
            return Err(if rows > self.limits.row_group_rows { self.too_large() } else { self.broken() });
        }
        self.blocks.push(Block { start, header, body, rows, dictionary });
        Ok(body)
    }

    fn broken(&self) -> IngestError {
        IngestError::DataFileBroken { place: self.place.clone() }
    }

    fn too_large(&self) -> IngestError {
        let what = phrase!(
            "een deel van het bestand vraagt meer dan gewone bestanden doen",
            "a part of the file asks for more than ordinary files do"
        );
        IngestError::TooLarge { place: self.place.clone(), what }
    }
}

/// The batch of a message, or the one inside a dictionary's.
fn record_batch(root: Table<'_>) -> Result<Table<'_>, Malformed> {
    let header = root.table(2)?.ok_or(Malformed)?;
    match root.byte(1)? {
        2 => header.table(1)?.ok_or(Malformed),
        3 => Ok(header),
        _ => Err(Malformed),
    }
}
