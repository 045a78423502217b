//! The values of one Arrow column in its buffers, as codes.

use super::arrow_schema::Layout;
use super::blocks::Blocks;

/// Texts up to this length are their own key.
const SHORT: usize = 15;
/// Texts up to this length stand in their view.
const INLINE: usize = 12;

/// The unpacked buffers of one column: which values are there, and the values.
pub(super) struct Buffers {
    /// Whether some are absent.
    pub(super) nulls: bool,
    pub(super) parts: Vec<Vec<u8>>,
}

impl Buffers {
    fn part(&self, at: usize) -> &[u8] {
        self.parts.get(at).map_or(&[], Vec::as_slice)
    }

    /// The bits that say which values are there, where not all are; `None` where there are too few.
    fn there(&self, rows: usize) -> Option<Option<&[u8]>> {
        if self.nulls { self.part(0).get(..rows.div_ceil(8)).map(Some) } else { Some(None) }
    }

    /// Adds the values of a dictionary that are pointed at, by the code of each; `None` where one points at nothing.
    pub(super) fn indices(
        &self,
        rows: u64,
        layout: Layout,
        codes: &[u32],
        blocks: &mut Blocks<'_>,
    ) -> Option<()> {
        let Layout::Number { width, signed } = layout else { return None };
        let rows = usize::try_from(rows).ok()?;
        let there = self.there(rows)?;
        let values = self.part(1).get(..rows.checked_mul(width)?)?;
        for (row, value) in values.chunks_exact(width).enumerate() {
            if is_there(there, row) {
                let index = usize::try_from(number(value, signed)).ok()?;
                blocks.push(*codes.get(index)?);
            } else {
                blocks.absent();
            }
        }
        Some(())
    }
}

fn is_there(there: Option<&[u8]>, row: usize) -> bool {
    there.is_none_or(|bits| bit(bits, row))
}

fn bit(bits: &[u8], row: usize) -> bool {
    bits.get(row / 8).is_some_and(|byte| byte >> (row % 8) & 1 == 1)
}

/// A number of up to sixteen bytes, the smallest first.
fn number(bytes: &[u8], signed: bool) -> i128 {
    let negative = signed && bytes.last().is_some_and(|&last| last >= 0x80);
    let start = if negative { -1 } else { 0 };
    bytes.iter().rev().fold(start, |number, &byte| number << 8 | i128::from(byte))
}

/// Adds the values of a column to its codes; `None` where the buffers do not hold what they should.
pub(super) fn scan(buffers: &Buffers, rows: u64, layout: Layout, blocks: &mut Blocks<'_>) -> Option<()> {
    let rows = usize::try_from(rows).ok()?;
    if let Layout::Nothing = layout {
        (0..rows).for_each(|_| blocks.absent());
        return Some(());
    }
    let there = buffers.there(rows)?;
    let values = buffers.part(1);
    match layout {
        Layout::Nothing | Layout::Other => return None,
        Layout::Bits => {
            let values = values.get(..rows.div_ceil(8))?;
            for row in 0..rows {
                if is_there(there, row) {
                    blocks.number(i128::from(bit(values, row)));
                } else {
                    blocks.absent();
                }
            }
        }
        Layout::Number { width, signed } => {
            for (row, value) in values.get(..rows.checked_mul(width)?)?.chunks_exact(width).enumerate() {
                if is_there(there, row) {
                    blocks.number(number(value, signed));
                } else {
                    blocks.absent();
                }
            }
        }
        Layout::Bytes { width } => {
            for row in 0..rows {
                if is_there(there, row) {
                    text(blocks, values.get(row.checked_mul(width)?..)?.get(..width)?);
                } else {
                    blocks.absent();
                }
            }
        }
        Layout::Offsets { wide } => offsets(buffers, rows, there, wide, blocks)?,
        Layout::Views => views(buffers, rows, there, blocks)?,
    }
    Some(())
}

fn text(blocks: &mut Blocks<'_>, bytes: &[u8]) {
    if bytes.len() > SHORT {
        blocks.text(bytes);
        return;
    }
    let key = bytes.iter().fold(bytes.len() as u128, |key, &byte| key << 8 | u128::from(byte));
    blocks.viewed(key, |coded| coded.text(bytes));
}

fn offsets(
    buffers: &Buffers,
    rows: usize,
    there: Option<&[u8]>,
    wide: bool,
    blocks: &mut Blocks<'_>,
) -> Option<()> {
    let width = if wide { 8 } else { 4 };
    let (ends, bytes) = (buffers.part(1), buffers.part(2));
    if rows == 0 {
        return Some(());
    }
    let mut ends = ends.get(..rows.checked_add(1)?.checked_mul(width)?)?.chunks_exact(width);
    let place = |bytes: &[u8]| usize::try_from(number(bytes, true)).ok();
    let mut start = place(ends.next()?)?;
    for (row, end) in ends.enumerate() {
        let end = place(end)?;
        if is_there(there, row) {
            text(blocks, bytes.get(start..end)?);
        } else {
            blocks.absent();
        }
        start = end;
    }
    Some(())
}

fn views(buffers: &Buffers, rows: usize, there: Option<&[u8]>, blocks: &mut Blocks<'_>) -> Option<()> {
    let (views, _) = buffers.part(1).get(..rows.checked_mul(16)?)?.as_chunks::<16>();
    for (row, view) in views.iter().enumerate() {
        if !is_there(there, row) {
            blocks.absent();
            continue;
        }
        let place = |at: usize| usize::try_from(number(view.get(at..at + 4)?, true)).ok();
        let length = place(0)?;
        let bytes = if length <= INLINE {
            view.get(4..4 + length)?
        } else {
            let (buffer, start) = (place(8)?.checked_add(2)?, place(12)?);
            buffers.parts.get(buffer)?.get(start..start.checked_add(length)?)?
        };
        // What stands behind a short text in its view need not be zero.
        if length <= INLINE {
            text(blocks, bytes);
        } else {
            // The topmost bit is free, and tells a place from a short text.
            blocks.viewed(u128::from_le_bytes(*view) | 1 << 127, |coded| coded.text(bytes));
        }
    }
    Some(())
}
