//! Where the buffers of an Arrow column stand, and what of them is needed.

use std::ops::Range;

use super::arrow_schema::{Extent, Layout};
use super::flatbuffer::{Table, long_at};
use super::thrift::Malformed;

/// The bytes of a buffer from one of them on; those before it were not needed.
pub(super) struct Part {
    pub(super) first: usize,
    pub(super) bytes: Vec<u8>,
}

/// A bit a row, from those of the byte `first` on.
#[derive(Clone, Copy)]
pub(super) struct Bits<'a> {
    first: usize,
    bytes: &'a [u8],
}

/// The unpacked buffers of one column: which values are there, and the values.
pub(super) struct Buffers {
    /// Whether some are absent.
    pub(super) nulls: bool,
    pub(super) parts: Vec<Part>,
}

impl Buffers {
    /// Some bytes of a buffer, where they are there.
    pub(super) fn bytes(&self, part: usize, range: Range<usize>) -> Option<&[u8]> {
        if range.start == range.end {
            return Some(&[]);
        }
        let part = self.parts.get(part)?;
        part.bytes.get(range.start.checked_sub(part.first)?..range.end.checked_sub(part.first)?)
    }

    /// The bits of some rows.
    pub(super) fn bits(&self, part: usize, rows: &Range<usize>) -> Option<Bits<'_>> {
        let first = rows.start / 8;
        Some(Bits { first, bytes: self.bytes(part, first..rows.end.div_ceil(8))? })
    }

    /// The bits that say which values are there, where not all are; `None` where there are too few.
    pub(super) fn there(&self, rows: &Range<usize>) -> Option<Option<Bits<'_>>> {
        if self.nulls { self.bits(0, rows).map(Some) } else { Some(None) }
    }

    /// The bytes of values of so many bytes each, with the number of its row.
    pub(super) fn values(
        &self,
        rows: Range<usize>,
        width: usize,
    ) -> Option<impl Iterator<Item = (usize, &[u8])>> {
        let bytes = self.bytes(1, rows.start.checked_mul(width)?..rows.end.checked_mul(width)?)?;
        let at = move |row: usize| bytes.get(row * width..(row + 1) * width).unwrap_or_default();
        let start = rows.start;
        Some(rows.map(move |row| (row, at(row - start))))
    }

    /// The bytes of a buffer that some rows need, once those before it were read; `None` where that is not known.
    pub(super) fn wanted(&self, part: usize, layout: Layout, rows: &Range<usize>) -> Option<Range<u64>> {
        let long = |number: usize| u64::try_from(number).ok();
        let bits = rows.start / 8..rows.end.div_ceil(8);
        let of_width = |width: usize, more: usize| {
            Some(rows.start.checked_mul(width)?..rows.end.checked_add(more)?.checked_mul(width)?)
        };
        let range = match (part, layout) {
            (0, _) | (1, Layout::Bits) => bits,
            (1, Layout::Number { width, .. } | Layout::Bytes { width }) => of_width(width, 0)?,
            (1, Layout::Views) => of_width(16, 0)?,
            (1, Layout::Offsets { wide }) => of_width(if wide { 8 } else { 4 }, 1)?,
            (2, Layout::Offsets { wide }) => {
                let width = if wide { 8 } else { 4 };
                let place = |row: usize| {
                    let (_, offset) = self.values(row..row.checked_add(1)?, width)?.next()?;
                    usize::try_from(number(offset, true)).ok()
                };
                place(rows.start)?..place(rows.end)?
            }
            _ => return None,
        };
        Some(long(range.start)?..long(range.end)?)
    }
}

/// Whether a row has a value, where not all need have.
pub(super) fn is_there(there: Option<Bits<'_>>, row: usize) -> bool {
    there.is_none_or(|bits| bit(bits, row))
}

/// The bit of a row.
pub(super) fn bit(bits: Bits<'_>, row: usize) -> bool {
    let byte = (row / 8).checked_sub(bits.first).and_then(|at| bits.bytes.get(at));
    byte.is_some_and(|byte| byte >> (row % 8) & 1 == 1)
}

/// A number of up to sixteen bytes, the smallest first.
pub(super) fn number(bytes: &[u8], signed: bool) -> i128 {
    let negative = signed && bytes.last().is_some_and(|&last| last >= 0x80);
    let start = if negative { -1 } else { 0 };
    bytes.iter().rev().fold(start, |number, &byte| number << 8 | i128::from(byte))
}

/// Where the buffers of one column stand in a batch.
pub(super) struct Wanted {
    pub(super) nulls: bool,
    pub(super) codec: Option<u8>,
    pub(super) buffers: Vec<(u64, u64)>,
}

impl Wanted {
    pub(super) fn find(batch: Table<'_>, layout: Layout, before: Extent) -> Result<Self, Malformed> {
        let counted = |number: i64| u64::try_from(number).map_err(|_| Malformed);
        let nodes = batch.structs::<16>(1)?;
        let node = nodes.get(before.nodes).ok_or(Malformed)?;
        let (rows, nulls) = (counted(long_at(node, 0)?)?, long_at(node, 8)? != 0);
        if rows != batch.count(0)? {
            return Err(Malformed);
        }
        let more = batch.structs::<8>(4)?;
        let more =
            |at: usize| more.get(at).map_or(Err(Malformed), |count| counted(i64::from_le_bytes(*count)));
        let mut first = before.buffers;
        for at in 0..before.views {
            first =
                usize::try_from(more(at)?).ok().and_then(|more| first.checked_add(more)).ok_or(Malformed)?;
        }
        let number = match layout {
            Layout::Nothing | Layout::Other => 0,
            Layout::Bits | Layout::Number { .. } | Layout::Bytes { .. } => 2,
            Layout::Offsets { .. } => 3,
            Layout::Views => usize::try_from(more(before.views)?).map_err(|_| Malformed)?.saturating_add(2),
        };
        let all = batch.structs::<16>(2)?;
        let last = first.checked_add(number).ok_or(Malformed)?;
        let mut buffers = Vec::new();
        for buffer in all.get(first..last).ok_or(Malformed)? {
            buffers.push((counted(long_at(buffer, 0)?)?, counted(long_at(buffer, 8)?)?));
        }
        let codec = match batch.table(3)? {
            None => None,
            Some(compression) if compression.byte(0)? <= 1 && compression.byte(1)? == 0 => {
                Some(compression.byte(0)?)
            }
            Some(_) => return Err(Malformed),
        };
        Ok(Self { nulls, codec, buffers })
    }
}
