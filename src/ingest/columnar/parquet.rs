use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use polars::prelude::{ParallelStrategy, ParquetReader, SerReader};

use super::arrow_schema::durations;
use super::coded::Coded;
use super::delta::is_sound;
use super::footer::{Chunk, Column, Footer, Stored};
use super::meaning::Meaning;
use super::pages::{Page, PageFault, bits, file_of, pages};
use super::scan::scan;
use crate::domain::Limits;
use crate::domain::{Place, phrase};
use crate::ingest::fault::IngestError;
use crate::ingest::guard::guarded;

/// The length of the footer and the mark, at the very end.
const TAIL: u64 = 8;
/// A footer of thousands of columns in hundreds of row groups stays below this.
const FOOTER_BYTES: u64 = 64 * 1024 * 1024;
/// Pages that are unpacked together have about so many rows and bytes at most.
const RUN_ROWS: u64 = 1 << 20;
const RUN_BYTES: u64 = 64 * 1024 * 1024;
/// The first rows of a column stand within so many bytes.
const HEAD_BYTES: u64 = 4 * 1024 * 1024;

/// A Parquet file whose footer was read and checked. Its values are unpacked by polars, a run of pages of one column
/// at a time, each as a small file that we wrote ourselves.
#[derive(Debug)]
pub(super) struct Parquet {
    path: PathBuf,
    place: Place,
    limits: Limits,
    pub(super) footer: Footer,
    /// The bytes that were unpacked so far.
    unpacked: AtomicU64,
}

impl Parquet {
    pub(super) fn open(path: &Path, place: &Place, limits: &Limits) -> Result<Self, IngestError> {
        let broken = || IngestError::DataFileBroken { place: place.clone() };
        let io = |error: std::io::Error| IngestError::io(place, &error);
        let mut file = File::open(path).map_err(io)?;
        let length = file.metadata().map_err(io)?.len();
        let tail = read_at(&mut file, length.saturating_sub(TAIL), TAIL, place)?;
        let (size, mark) = tail.split_first_chunk::<4>().ok_or_else(broken)?;
        if mark == b"PARE" {
            return Err(encrypted(place));
        }
        let size = u64::from(u32::from_le_bytes(*size));
        if mark != b"PAR1" || size + TAIL + 4 > length {
            return Err(broken());
        }
        if size > FOOTER_BYTES {
            let mib = size / (1024 * 1024);
            let what = phrase!("een voettekst van {mib} MiB", "a footer of {mib} MiB");
            return Err(IngestError::TooLarge { place: place.clone(), what });
        }
        let bytes = read_at(&mut file, length - TAIL - size, size, place)?;
        let mut footer = Footer::read(&bytes).map_err(|_| broken())?;
        if footer.encrypted {
            return Err(encrypted(place));
        }
        let spans = footer.arrow.take().map(|schema| durations(&schema)).unwrap_or_default();
        for column in &mut footer.columns {
            if let (Stored::Int64, Meaning::Whole, Some(unit)) =
                (column.stored, &column.meaning, spans.get(&column.name))
            {
                column.meaning = Meaning::Span(*unit);
            }
        }
        let parquet = Self {
            path: path.to_owned(),
            place: place.clone(),
            limits: limits.clone(),
            footer,
            unpacked: AtomicU64::new(0),
        };
        if parquet.fits(length) { Ok(parquet) } else { Err(broken()) }
    }

    /// Whether every chunk lies inside the file, and has a value for every row.
    fn fits(&self, length: u64) -> bool {
        self.footer.groups.iter().all(|group| {
            let inside =
                |chunk: &Chunk| chunk.start.checked_add(chunk.length).is_some_and(|end| end <= length);
            group.chunks.iter().all(inside)
                && self.footer.columns.iter().all(|column| {
                    let chunk = group.chunks.get(column.leaf);
                    matches!(column.meaning, Meaning::Refused(_))
                        || chunk.is_some_and(|chunk| chunk.values == group.rows)
                })
        })
    }

    /// The rows of each row group.
    pub(super) fn parts(&self) -> Vec<u64> {
        self.footer.groups.iter().map(|group| group.rows).collect()
    }

    /// Adds some rows of a column in a row group to its codes.
    pub(super) fn read(
        &self,
        part: usize,
        column: usize,
        rows: Range<u64>,
        coded: &mut Coded,
    ) -> Result<(), IngestError> {
        let Some((column, chunk, _)) = self.chunk(part, column) else { return Err(self.broken()) };
        if matches!(column.meaning, Meaning::Nothing) {
            return self.nothing(rows.end.saturating_sub(rows.start), coded);
        }
        let bytes = self.bytes(column, &chunk, chunk.length)?;
        let pages =
            pages(&bytes, &chunk, column, &self.limits, true).map_err(|fault| self.fault(fault, column))?;
        let (dictionary, pages) = match pages.split_first() {
            Some((first, rest)) if first.is_dictionary() => (Some(*first), rest),
            _ => (None, pages.as_slice()),
        };
        let mut run: Vec<Page<'_>> = Vec::new();
        let (mut start, mut end, mut unpacked) = (0, 0, 0);
        for page in pages {
            if run.is_empty() {
                (start, unpacked) = (end, 0);
            }
            end += page.rows();
            if end <= rows.start {
                continue;
            }
            if run.is_empty() {
                run.extend(dictionary);
            }
            run.push(*page);
            unpacked += page.unpacked();
            if end >= rows.end || end - start >= RUN_ROWS || unpacked >= RUN_BYTES {
                let first = rows.start.max(start);
                let wanted = first - start..rows.end.min(end) - start;
                self.unpack(&run, column, chunk.codec, wanted, coded)?;
                run.clear();
            }
            if end >= rows.end {
                break;
            }
        }
        Ok(())
    }

    /// Adds the first values of a column, up to `rows`, to its codes; of one whose first page is very long, none.
    pub(super) fn head(
        &self,
        part: usize,
        column: usize,
        rows: u64,
        coded: &mut Coded,
    ) -> Result<(), IngestError> {
        let Some((column, chunk, all)) = self.chunk(part, column) else { return Ok(()) };
        match column.meaning {
            Meaning::Refused(_) => return Ok(()),
            Meaning::Nothing => return self.nothing(rows.min(all), coded),
            _ => {}
        }
        let length = chunk.length.min(HEAD_BYTES);
        let bytes = self.bytes(column, &chunk, length)?;
        let whole = length == chunk.length;
        let mut pages =
            pages(&bytes, &chunk, column, &self.limits, whole).map_err(|fault| self.fault(fault, column))?;
        let mut gathered = 0;
        let enough = pages.iter().position(|page| {
            gathered += page.rows();
            gathered >= rows
        });
        pages.truncate(enough.map_or(usize::MAX, |last| last + 1));
        let rows = rows.min(gathered);
        if rows == 0 { Ok(()) } else { self.unpack(&pages, column, chunk.codec, 0..rows, coded) }
    }

    fn chunk(&self, part: usize, column: usize) -> Option<(&Column, Chunk, u64)> {
        let (column, group) = (self.footer.columns.get(column)?, self.footer.groups.get(part)?);
        Some((column, *group.chunks.get(column.leaf)?, group.rows))
    }

    fn bytes(&self, column: &Column, chunk: &Chunk, length: u64) -> Result<Vec<u8>, IngestError> {
        if length > self.limits.unpacked_bytes {
            return Err(self.too_large(column));
        }
        let mut file = File::open(&self.path).map_err(|error| IngestError::io(&self.place, &error))?;
        read_at(&mut file, chunk.start, length, &self.place)
    }

    fn nothing(&self, rows: u64, coded: &mut Coded) -> Result<(), IngestError> {
        let rows = usize::try_from(rows).map_err(|_| self.broken())?;
        let absent = coded.absent();
        coded.rows.extend(&vec![absent; rows]);
        Ok(())
    }

    fn unpack(
        &self,
        pages: &[Page<'_>],
        column: &Column,
        codec: i32,
        rows: Range<u64>,
        coded: &mut Coded,
    ) -> Result<(), IngestError> {
        let index = |row: u64| usize::try_from(row).map_err(|_| self.broken());
        // A page that many slices share is unpacked for each, and a small file can hold many large pages.
        let bytes = pages.iter().map(Page::unpacked).sum();
        let before = self.unpacked.fetch_add(bytes, Ordering::Relaxed);
        if before.saturating_add(bytes) > self.limits.text_bytes {
            self.unpacked.fetch_sub(bytes, Ordering::Relaxed);
            return Err(self.endless());
        }
        for page in pages.iter().filter(|page| page.has_steps()) {
            if !self.has_sound_steps(page, column, codec) {
                return Err(self.broken());
            }
        }
        let (start, rows) = (index(rows.start)?, index(rows.end - rows.start)?);
        let read = read_column(file_of(pages, column, codec), start, rows, |values| {
            scan(values, column.stored, column.unsigned, &column.meaning, coded)
        });
        if read == Some(rows) { Ok(()) } else { Err(self.broken()) }
    }

    fn has_sound_steps(&self, page: &Page<'_>, column: &Column, codec: i32) -> bool {
        let unpacked = match page.as_bits(codec) {
            None => None,
            Some(bits) => match self.bits(&bits, codec) {
                None => return false,
                unpacked => unpacked,
            },
        };
        page.values(unpacked.as_deref(), column).is_some_and(|values| is_sound(values, page.rows()))
    }

    /// The unpacked bytes of a page of bits.
    fn bits(&self, page: &Page<'_>, codec: i32) -> Option<Vec<u8>> {
        let rows = usize::try_from(page.rows()).ok()?;
        read_column(file_of(&[*page], &bits(), codec), 0, rows, |values| {
            let series = values.as_materialized_series();
            let (bytes, offset, count) = series.bool().ok()?.downcast_iter().next()?.values().as_slice();
            (offset == 0 && count == rows).then(|| bytes.to_vec())
        })
    }

    fn broken(&self) -> IngestError {
        IngestError::DataFileBroken { place: self.place.clone() }
    }

    fn too_large(&self, column: &Column) -> IngestError {
        let (mib, name) = (self.limits.page_bytes / (1024 * 1024), &column.name);
        let what = phrase!(
            "de kolom `{name}` is uitgepakt meer dan een gewone kolom van deze lengte (een blok tot {mib} MiB)",
            "unpacked, the column `{name}` is more than an ordinary column of this length (a block up to {mib} MiB)"
        );
        IngestError::TooLarge { place: self.place.clone(), what }
    }

    /// Whichever column met the end of the account, it is the file that asks for too much.
    fn endless(&self) -> IngestError {
        let mib = self.limits.text_bytes / (1024 * 1024);
        let what = phrase!("uitgepakt meer dan {mib} MiB", "more than {mib} MiB unpacked");
        IngestError::TooLarge { place: self.place.clone(), what }
    }

    fn fault(&self, fault: PageFault, column: &Column) -> IngestError {
        match fault {
            PageFault::Broken => self.broken(),
            PageFault::TooLarge => self.too_large(column),
            PageFault::SharedTexts => IngestError::ColumnNested {
                place: self.place.clone(),
                heading: column.name.clone(),
                what: phrase!(
                    "teksten in de codering DELTA_BYTE_ARRAY",
                    "texts in the encoding DELTA_BYTE_ARRAY"
                ),
            },
        }
    }
}

/// Does something with some rows of the column that a small Parquet file of ours has; `None` where polars cannot read
/// it, or `work` gives nothing.
fn read_column<T>(
    file: Vec<u8>,
    start: usize,
    rows: usize,
    work: impl FnOnce(&polars::prelude::Column) -> Option<T>,
) -> Option<T> {
    guarded(|| {
        let reader = ParquetReader::new(Cursor::new(file)).read_parallel(ParallelStrategy::None);
        let frame = reader.with_slice(Some((start, rows))).finish().ok()?;
        work(frame.columns().first()?)
    })
    .flatten()
}

fn encrypted(place: &Place) -> IngestError {
    let found = phrase!(
        "een versleuteld Parquet-bestand; sla het op zonder versleuteling",
        "an encrypted Parquet file; save it without encryption"
    );
    IngestError::NotATable { place: place.clone(), found }
}

/// Some bytes of a file, all of them or a fault.
pub(super) fn read_at(
    file: &mut File,
    start: u64,
    length: u64,
    place: &Place,
) -> Result<Vec<u8>, IngestError> {
    let broken = || IngestError::DataFileBroken { place: place.clone() };
    let mut bytes = Vec::new();
    let mut read = || {
        file.seek(SeekFrom::Start(start))?;
        file.take(length).read_to_end(&mut bytes)
    };
    match read() {
        Ok(_) if bytes.len() as u64 == length => Ok(bytes),
        Ok(_) => Err(broken()),
        // A place that no file could have.
        Err(error) if error.kind() == std::io::ErrorKind::InvalidInput => Err(broken()),
        Err(error) => Err(IngestError::io(place, &error)),
    }
}
