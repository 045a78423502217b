//! The values of one Arrow column in its buffers, as codes.

use std::ops::Range;

use super::arrow_buffers::{Bits, Buffers, bit, is_there, number};
use super::arrow_schema::Layout;
use super::blocks::Blocks;

/// Texts up to this length are their own key.
const SHORT: usize = 15;
/// Texts up to this length stand in their view.
const INLINE: usize = 12;

/// Adds the values of a dictionary that are pointed at, by the code of each; `None` where one points at nothing.
pub(super) fn indices(
    buffers: &Buffers,
    rows: Range<usize>,
    layout: Layout,
    codes: &[u32],
    blocks: &mut Blocks<'_>,
) -> Option<()> {
    let Layout::Number { width, signed } = layout else { return None };
    let there = buffers.there(&rows)?;
    for (row, value) in buffers.values(rows, width)? {
        if is_there(there, row) {
            let index = usize::try_from(number(value, signed)).ok()?;
            blocks.push(*codes.get(index)?);
        } else {
            blocks.absent();
        }
    }
    Some(())
}

/// Adds some rows of a column to its codes; `None` where the buffers do not hold what they should.
pub(super) fn scan(
    buffers: &Buffers,
    rows: Range<usize>,
    layout: Layout,
    blocks: &mut Blocks<'_>,
) -> Option<()> {
    if let Layout::Nothing = layout {
        rows.for_each(|_| blocks.absent());
        return Some(());
    }
    let there = buffers.there(&rows)?;
    match layout {
        Layout::Nothing | Layout::Other => return None,
        Layout::Bits => {
            let values = buffers.bits(1, &rows)?;
            for row in rows {
                if is_there(there, row) {
                    blocks.number(i128::from(bit(values, row)));
                } else {
                    blocks.absent();
                }
            }
        }
        Layout::Number { width, signed } => {
            for (row, value) in buffers.values(rows, width)? {
                if is_there(there, row) {
                    blocks.number(number(value, signed));
                } else {
                    blocks.absent();
                }
            }
        }
        Layout::Bytes { width } => {
            for (row, value) in buffers.values(rows, width)? {
                if is_there(there, row) {
                    text(blocks, value);
                } else {
                    blocks.absent();
                }
            }
        }
        Layout::Offsets { wide } => offsets(buffers, rows, there, if wide { 8 } else { 4 }, blocks)?,
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
    rows: Range<usize>,
    there: Option<Bits<'_>>,
    width: usize,
    blocks: &mut Blocks<'_>,
) -> Option<()> {
    if rows.is_empty() {
        return Some(());
    }
    // One offset more than there are values: where the last of them ends.
    let mut ends = buffers.values(rows.start..rows.end.checked_add(1)?, width)?;
    let place = |bytes: &[u8]| usize::try_from(number(bytes, true)).ok();
    let (_, first) = ends.next()?;
    let mut start = place(first)?;
    for (after, end) in ends {
        let end = place(end)?;
        if is_there(there, after - 1) {
            text(blocks, buffers.bytes(2, start..end)?);
        } else {
            blocks.absent();
        }
        start = end;
    }
    Some(())
}

fn views(
    buffers: &Buffers,
    rows: Range<usize>,
    there: Option<Bits<'_>>,
    blocks: &mut Blocks<'_>,
) -> Option<()> {
    for (row, view) in buffers.values(rows, 16)? {
        let view = view.first_chunk::<16>()?;
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
            buffers.bytes(buffer, start..start.checked_add(length)?)?
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
