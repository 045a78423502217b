use std::collections::BTreeSet;
use std::path::Path;

use super::fault::IngestError;
use super::ole::Ole;
use super::sheet_rows::too_many_cells;
use crate::domain::{Limits, Phrase, Place};

/// No record is continued by more: with these it is larger than any list of texts.
const CONTINUATIONS: usize = 20_000;
const CONTINUE: u16 = 0x003C;
const BEGIN: u16 = 0x0809;
const END: u16 = 0x000A;

/// The bytes of an .xls, once nothing in them makes calamine ask for more memory or time than there is: the chains of
/// its container end, and its sheets do not reach further than the limit. The file was seen to be small enough.
pub(super) fn check(path: &Path, place: &Place, limits: &Limits) -> Result<Vec<u8>, IngestError> {
    let broken = || IngestError::WorkbookBroken { place: place.clone() };
    let bytes = std::fs::read(path).map_err(|error| IngestError::io(place, &error))?;
    let ole = Ole::open(&bytes).ok_or_else(broken)?;
    if ole.has("EncryptedPackage") {
        return Err(IngestError::WorkbookProtected { place: place.clone() });
    }
    let Some(stream) = ole.stream("Workbook").or_else(|| ole.stream("Book")) else {
        let found = match [ole.has("WordDocument"), ole.has("PowerPoint Document")] {
            [true, _] => Phrase::new("een tekstdocument (Word)", "a text document (Word)"),
            [_, true] => Phrase::new("een presentatie (PowerPoint)", "a presentation (PowerPoint)"),
            _ => return Err(broken()),
        };
        return Err(IngestError::NotATable { place: place.clone(), found });
    };
    let mut sheets = BTreeSet::new();
    let mut continued = 0;
    for (kind, bytes) in Records::new(&stream, 0) {
        continued = if kind == CONTINUE { continued + 1 } else { 0 };
        match kind {
            CONTINUE if continued > CONTINUATIONS => return Err(broken()),
            0x002F => return Err(IngestError::WorkbookProtected { place: place.clone() }),
            // A sheet that stands in the list twice is read twice, and so on.
            0x0085 if !sheets.insert(whole(bytes, 0).ok_or_else(broken)?) => return Err(broken()),
            END => break,
            _ => {}
        }
    }
    let mut cells = 0_u64;
    for at in sheets {
        cells = cells.saturating_add(extent(&stream, at as usize).ok_or_else(broken)?);
        if cells > limits.whole_cells {
            return Err(too_many_cells(place, limits.whole_cells));
        }
    }
    drop(ole);
    Ok(bytes)
}

/// For how many cells a sheet makes calamine ask room: those from its first to its last, or as many as it says it has.
fn extent(stream: &[u8], at: usize) -> Option<u64> {
    let (mut rows, mut columns) = ((u32::MAX, 0), (u32::MAX, 0));
    let mut said = 0_u64;
    let (mut depth, mut continued) = (0_u32, 0_usize);
    for (kind, bytes) in Records::new(stream, at) {
        continued = if kind == CONTINUE { continued + 1 } else { 0 };
        if continued > CONTINUATIONS {
            return None;
        }
        match kind {
            BEGIN => depth += 1,
            END if depth <= 1 => break,
            END => depth -= 1,
            0x0200 if depth <= 1 => said = said.max(dimensions(bytes)?),
            // Cells of each kind, and formulas.
            0x0203 | 0x0204 | 0x0205 | 0x00D6 | 0x027E | 0x00FD | 0x00BD | 0x0006 if depth <= 1 => {
                let (row, column) = (u32::from(half(bytes, 0)?), u32::from(half(bytes, 2)?));
                // A record of many numbers ends with the column of the last.
                let last = if kind == 0x00BD {
                    u32::from(half(bytes, bytes.len().checked_sub(2)?)?)
                } else {
                    column
                };
                rows = (rows.0.min(row), rows.1.max(row));
                columns = (columns.0.min(column), columns.1.max(last.max(column)));
            }
            _ => {}
        }
    }
    let reach = |(first, last): (u32, u32)| u64::from(last.saturating_sub(first)) + 1;
    Some(said.max(reach(rows).saturating_mul(reach(columns))))
}

/// How many cells a sheet says it has, as calamine reckons.
fn dimensions(bytes: &[u8]) -> Option<u64> {
    let half = |at: usize| half(bytes, at).map(u32::from);
    let (first_row, last_row, first, last) = match bytes.len() {
        10 => (half(0)?, half(2)?, half(4)?, half(6)?),
        14 | 16 => (whole(bytes, 0)?, whole(bytes, 4)?, half(8)?, half(10)?),
        _ => return None,
    };
    let first = if first > 0xFF || last < first { 0 } else { first };
    if last_row == 0 || last == 0 {
        return Some(1);
    }
    let reach = |first: u32, last: u32| u64::from(last.wrapping_sub(first));
    Some(reach(first_row, last_row).saturating_mul(reach(first, last)))
}

/// The records of a stream (MS-XLS 2.1.4) from a place in it: kind and bytes.
struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Records<'a> {
    fn new(stream: &'a [u8], at: usize) -> Self {
        Self { rest: stream.get(at..).unwrap_or_default() }
    }
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (kind, length) = (half(self.rest, 0)?, usize::from(half(self.rest, 2)?));
        let (bytes, behind) = self.rest.get(4..)?.split_at_checked(length)?;
        self.rest = behind;
        Some((kind, bytes))
    }
}

fn half(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

fn whole(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}
