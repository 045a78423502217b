//! The pages of a column chunk. Their headers are read and checked here, and written again from what was read, so
//! that polars gets no header that was not ours.

use super::delta::{SHARED_TEXTS, STEPS};
use super::footer::{Chunk, Column, Stored};
use super::meaning::Meaning;
use super::thrift::{Malformed, Reader, Wire, Writer};
use crate::domain::Limits;

/// More pages than this no chunk has.
const MOST_PAGES: usize = 1_000_000;

/// What is wrong with a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageFault {
    /// It is no page, or does not fit its chunk.
    Broken,
    /// Unpacked it would be larger than the limit.
    TooLarge,
    /// Its texts share their beginnings, and polars sets aside whatever they say they share.
    SharedTexts,
}

impl From<Malformed> for PageFault {
    fn from(_: Malformed) -> Self {
        Self::Broken
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Dictionary,
    First { definition: i64, repetition: i64 },
    Second { nulls: i64, rows: i64, definition: i64, repetition: i64, packed: bool },
}

#[derive(Clone, Copy, Debug)]
struct Header {
    sort: Sort,
    unpacked: u64,
    packed: u64,
    values: u64,
    encoding: i64,
}

/// One page: its header as it was read, and its bytes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page<'a> {
    header: Header,
    body: &'a [u8],
}

impl Page<'_> {
    /// How many bytes it takes unpacked.
    pub(super) fn unpacked(&self) -> u64 {
        self.header.unpacked
    }

    /// How many rows it has; a dictionary has none.
    pub(super) fn rows(&self) -> u64 {
        if self.is_dictionary() { 0 } else { self.header.values }
    }

    pub(super) fn is_dictionary(&self) -> bool {
        self.header.sort == Sort::Dictionary
    }
}

/// The pages of a chunk, in order, as far as `bytes` go. A chunk that is whole ends with its last value; of one that
/// was cut off, the last page that is whole is the last.
///
/// # Errors
/// Where a header is broken, or asks for more than the chunk declares or the limits allow.
pub(super) fn pages<'a>(
    bytes: &'a [u8],
    chunk: &Chunk,
    column: &Column,
    limits: &Limits,
    whole: bool,
) -> Result<Vec<Page<'a>>, PageFault> {
    let mut rest = bytes;
    let (mut pages, mut values, mut unpacked) = (Vec::new(), 0_u64, 0_u64);
    while values < chunk.values {
        let mut reader = Reader::new(rest);
        let header = match Header::read(&mut reader) {
            Err(_) if !whole => break,
            header => header?,
        };
        let left = rest.get(rest.len() - reader.left()..).unwrap_or_default();
        let body = usize::try_from(header.packed).ok().and_then(|packed| left.split_at_checked(packed));
        let Some((body, after)) = body else {
            if whole {
                return Err(PageFault::Broken);
            }
            break;
        };
        let page = Page { header, body };
        unpacked = unpacked.saturating_add(header.unpacked);
        page.check(column, limits.page_bytes, pages.is_empty())?;
        if unpacked > limits.unpacked_bytes {
            return Err(PageFault::TooLarge);
        }
        values = values.saturating_add(page.rows());
        pages.push(page);
        if pages.len() > MOST_PAGES {
            return Err(PageFault::TooLarge);
        }
        rest = after;
    }
    if values > chunk.values || whole && values < chunk.values { Err(PageFault::Broken) } else { Ok(pages) }
}

impl Header {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let (mut kind, mut unpacked, mut packed) = (None, None, None);
        let (mut first, mut dictionary, mut second) = (None, None, None);
        reader.fields(|reader, number, wire| {
            match number {
                1 => kind = Some(reader.integer(wire)?),
                2 => unpacked = Some(small(reader, wire)?),
                3 => packed = Some(small(reader, wire)?),
                5 => first = Some(numbers::<4>(reader, wire)?),
                7 => dictionary = Some(numbers::<2>(reader, wire)?),
                8 => second = Some(numbers::<7>(reader, wire)?),
                _ => reader.skip(wire)?,
            }
            Ok(())
        })?;
        let (sort, values, encoding) = match (kind, first, dictionary, second) {
            (Some(0), Some([values, encoding, definition, repetition]), ..) => {
                (Sort::First { definition, repetition }, values, encoding)
            }
            (Some(2), _, Some([values, encoding]), _) => (Sort::Dictionary, values, encoding),
            (Some(3), _, _, Some([values, nulls, rows, encoding, definition, repetition, packed])) => {
                let packed = packed != 0;
                (Sort::Second { nulls, rows, definition, repetition, packed }, values, encoding)
            }
            _ => return Err(Malformed),
        };
        Ok(Self {
            sort,
            unpacked: unpacked.ok_or(Malformed)?,
            packed: packed.ok_or(Malformed)?,
            values: u64::try_from(values).map_err(|_| Malformed)?,
            encoding,
        })
    }
}

/// A size or number, which Parquet keeps in 31 bits.
fn small(reader: &mut Reader<'_>, wire: Wire) -> Result<u64, Malformed> {
    let count = reader.count(wire)?;
    if i32::try_from(count).is_ok() { Ok(count) } else { Err(Malformed) }
}

/// The first fields of a structure of numbers; a truth is 1 or 0, and 1 where it is not there.
fn numbers<const N: usize>(reader: &mut Reader<'_>, wire: Wire) -> Result<[i64; N], Malformed> {
    if wire != Wire::Struct {
        return Err(Malformed);
    }
    let mut found = [1; N];
    reader.fields(|reader, number, wire| {
        let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        match (at.and_then(|at| found.get_mut(at)), wire) {
            (Some(slot), Wire::True) => *slot = 1,
            (Some(slot), Wire::False) => *slot = 0,
            (Some(slot), Wire::Integer) => {
                *slot = reader.integer(wire)?;
                if i32::try_from(*slot).is_err() {
                    return Err(Malformed);
                }
            }
            (_, wire) => reader.skip(wire)?,
        }
        Ok(())
    })?;
    Ok(found)
}

impl Page<'_> {
    fn check(&self, column: &Column, limit: u64, first: bool) -> Result<(), PageFault> {
        let Header { sort, unpacked, values, encoding, .. } = self.header;
        let fits = match sort {
            Sort::Dictionary => {
                let least = match column.stored {
                    Stored::Boolean => return Err(PageFault::Broken),
                    Stored::Fixed(length) => u64::from(length),
                    Stored::Bytes | Stored::Int32 | Stored::Float => 4,
                    Stored::Int64 | Stored::Double => 8,
                    Stored::Int96 => 12,
                };
                first && values.saturating_mul(least) <= unpacked
            }
            Sort::First { .. } => true,
            Sort::Second { nulls, rows, definition, repetition, .. } => {
                let levels = definition.checked_add(repetition).and_then(|sum| u64::try_from(sum).ok());
                let within = |number: i64| u64::try_from(number).is_ok_and(|number| number <= values);
                let fit = levels.is_some_and(|levels| levels <= unpacked && levels <= self.header.packed);
                definition >= 0 && repetition >= 0 && fit && within(nulls) && within(rows)
            }
        };
        if !fits {
            return Err(PageFault::Broken);
        }
        let most = match column.stored {
            // A short text of a dictionary takes four times as much when it is unpacked as when it is written.
            _ if sort == Sort::Dictionary => unpacked.saturating_mul(4),
            Stored::Fixed(length) => values.saturating_mul(u64::from(length)),
            _ => unpacked,
        };
        if most.max(unpacked) > limit {
            Err(PageFault::TooLarge)
        } else if encoding == SHARED_TEXTS {
            Err(PageFault::SharedTexts)
        } else {
            Ok(())
        }
    }

    /// Whether its values are written by steps, and the header in front of them must be looked at.
    pub(super) fn has_steps(&self) -> bool {
        !self.is_dictionary() && STEPS.contains(&self.header.encoding)
    }

    /// The part of the page that is packed and holds its values, as a page of bits by itself; `None` where it stands
    /// unpacked already, or has more bits than a page can have.
    pub(super) fn as_bits(&self, codec: i32) -> Option<Page<'_>> {
        let (levels, packed) = match self.header.sort {
            Sort::Second { definition, repetition, packed, .. } => (definition + repetition, packed),
            Sort::First { .. } | Sort::Dictionary => (0, true),
        };
        let levels = u64::try_from(levels).ok()?;
        let unpacked = self.header.unpacked.checked_sub(levels)?;
        let values = unpacked.checked_mul(8).filter(|&bits| i32::try_from(bits).is_ok())?;
        let body = self.body.get(usize::try_from(levels).ok()?..)?;
        // Levels are written as runs of bits.
        let sort = Sort::First { definition: 3, repetition: 3 };
        let header = Header { sort, unpacked, packed: body.len() as u64, values, encoding: 0 };
        (packed && codec != 0).then_some(Page { header, body })
    }

    /// The values of a page, once its packed part was unpacked: what stands behind the levels.
    pub(super) fn values<'a>(&'a self, unpacked: Option<&'a [u8]>, column: &Column) -> Option<&'a [u8]> {
        match self.header.sort {
            Sort::Second { definition, repetition, .. } => match unpacked {
                Some(values) => Some(values),
                None => self.body.get(usize::try_from(definition + repetition).ok()?..),
            },
            Sort::First { .. } | Sort::Dictionary => {
                let bytes = unpacked.unwrap_or(self.body);
                if !column.optional {
                    return Some(bytes);
                }
                let (length, rest) = bytes.split_first_chunk::<4>()?;
                rest.get(usize::try_from(u32::from_le_bytes(*length)).ok()?..)
            }
        }
    }

    /// The header and the bytes, the header as we write it.
    fn write(&self, file: &mut Vec<u8>) {
        let Header { sort, unpacked, packed, values, encoding } = self.header;
        // `read` saw to it that each fits.
        let number = |number: i64| i32::try_from(number).unwrap_or(i32::MAX);
        let count = |count: u64| i32::try_from(count).unwrap_or(i32::MAX);
        let kind = match sort {
            Sort::First { .. } => 0,
            Sort::Dictionary => 2,
            Sort::Second { .. } => 3,
        };
        let header = Writer::structure(|writer| {
            writer.small(1, kind);
            writer.small(2, count(unpacked));
            writer.small(3, count(packed));
            match sort {
                Sort::First { definition, repetition } => writer.nested(5, |writer| {
                    writer.small(1, count(values));
                    writer.small(2, number(encoding));
                    writer.small(3, number(definition));
                    writer.small(4, number(repetition));
                }),
                Sort::Dictionary => writer.nested(7, |writer| {
                    writer.small(1, count(values));
                    writer.small(2, number(encoding));
                }),
                Sort::Second { nulls, rows, definition, repetition, packed } => writer.nested(8, |writer| {
                    writer.small(1, count(values));
                    writer.small(2, number(nulls));
                    writer.small(3, number(rows));
                    writer.small(4, number(encoding));
                    writer.small(5, number(definition));
                    writer.small(6, number(repetition));
                    writer.truth(7, packed);
                }),
            }
        });
        file.extend_from_slice(&header);
        file.extend_from_slice(self.body);
    }
}

/// A column of bits, as which any packed bytes can be unpacked.
pub(super) fn bits() -> Column {
    Column {
        name: String::new(),
        meaning: Meaning::Truth,
        stored: Stored::Boolean,
        unsigned: false,
        optional: false,
        leaf: 0,
    }
}

const MARK: &[u8] = b"PAR1";
const NAME: &str = "c";

/// A Parquet file of one column and one row group that holds these pages.
pub(super) fn file_of(pages: &[Page<'_>], column: &Column, codec: i32) -> Vec<u8> {
    let bodies: usize = pages.iter().map(|page| page.body.len() + 64).sum();
    let mut file = Vec::with_capacity(bodies + 256);
    file.extend_from_slice(MARK);
    pages.iter().for_each(|page| page.write(&mut file));
    let signed = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let length = signed((file.len() - MARK.len()) as u64);
    let unpacked = signed(pages.iter().map(|page| page.header.unpacked + 64).sum());
    let rows = signed(pages.iter().map(Page::rows).sum());
    let (physical, width) = match column.stored {
        Stored::Boolean => (0, None),
        Stored::Int32 => (1, None),
        Stored::Int64 => (2, None),
        // Twelve bytes, which we read ourselves.
        Stored::Int96 => (7, Some(12)),
        Stored::Float => (4, None),
        Stored::Double => (5, None),
        Stored::Bytes => (6, None),
        Stored::Fixed(width) => (7, i32::try_from(width).ok()),
    };
    let footer = Writer::structure(|writer| {
        writer.small(1, 1);
        writer.list(2, 2);
        writer.element(|writer| {
            writer.text(4, "schema");
            writer.small(5, 1);
        });
        writer.element(|writer| {
            writer.small(1, physical);
            if let Some(width) = width {
                writer.small(2, width);
            }
            writer.small(3, i32::from(column.optional));
            writer.text(4, NAME);
        });
        writer.large(3, rows);
        writer.list(4, 1);
        writer.element(|writer| {
            writer.list(1, 1);
            writer.element(|writer| {
                writer.large(2, 0);
                writer.nested(3, |writer| {
                    writer.small(1, physical);
                    writer.one_small(2, 0);
                    writer.one_text(3, NAME);
                    writer.small(4, codec);
                    writer.large(5, rows);
                    writer.large(6, unpacked);
                    writer.large(7, length);
                    writer.large(9, signed(MARK.len() as u64));
                });
            });
            writer.large(2, unpacked);
            writer.large(3, rows);
        });
    });
    file.extend_from_slice(&footer);
    file.extend_from_slice(&(footer.len() as u32).to_le_bytes());
    file.extend_from_slice(MARK);
    file
}
