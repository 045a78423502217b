use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use zip::ZipArchive;

use super::fault::IngestError;
use crate::domain::{Limits, Place, phrase};

/// A tag is never longer; a longer one is counted as it then stands.
const TAG_BYTES: u64 = 64 * 1024;

/// Refuses an .ods that repeats its cells into more than the limit. A line of XML can stand for all the cells
/// of a sheet, and calamine spells them out before anything can be asked of it.
pub(super) fn check(path: &Path, place: &Place, limits: &Limits) -> Result<(), IngestError> {
    let broken = || IngestError::WorkbookBroken { place: place.clone() };
    let file = File::open(path).map_err(|error| IngestError::io(place, &error))?;
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(|_| broken())?;
    let Ok(content) = archive.by_name("content.xml") else { return Ok(()) };
    let mut content = BufReader::new(content);
    let mut extent = Extent::default();
    let mut tag = Vec::new();
    loop {
        let passed = content.skip_until(b'<').map_err(|_| broken())?;
        if passed == 0 {
            return Ok(());
        }
        extent.cell_bytes = extent.cell_bytes.saturating_add(passed as u64);
        tag.clear();
        (&mut content).take(TAG_BYTES).read_until(b'>', &mut tag).map_err(|_| broken())?;
        extent.tag(&tag);
        if extent.spelled.max(extent.rows.saturating_mul(extent.width)) > limits.whole_cells {
            let limit = limits.whole_cells;
            let what = phrase!("meer dan {limit} cellen", "more than {limit} cells");
            return Err(IngestError::TooLarge { place: place.clone(), what });
        }
        if extent.bytes.saturating_add(extent.row_bytes).saturating_add(extent.cell_bytes) > limits.kept_bytes
        {
            return Err(IngestError::many_distinct(place.clone(), limits.kept_bytes));
        }
    }
}

/// How far the cells of a sheet reach that hold something.
#[derive(Debug, Default)]
struct Extent {
    spelled: u64,
    rows: u64,
    width: u64,
    empty_rows: u64,
    row: u64,
    empty_cells: u64,
    repeat: u64,
    /// The bytes of the cell at hand, of the row and of the whole, each as often as it is repeated.
    cell_bytes: u64,
    cell_repeat: u64,
    row_bytes: u64,
    bytes: u64,
}

impl Extent {
    fn tag(&mut self, tag: &[u8]) {
        if tag.starts_with(b"table:table-row") {
            (self.row, self.empty_cells, self.row_bytes) = (0, 0, 0);
            self.repeat = repeated(tag, b"number-rows-repeated=");
        } else if tag.starts_with(b"table:table-cell") || tag.starts_with(b"table:covered-table-cell") {
            let cells = repeated(tag, b"number-columns-repeated=");
            (self.cell_bytes, self.cell_repeat) = (tag.len() as u64, cells);
            let holds = |what: &[u8]| tag.windows(what.len()).any(|part| part == what);
            if tag.ends_with(b"/>") && !holds(b"office:") && !holds(b"formula") {
                self.empty_cells = self.empty_cells.saturating_add(cells);
            } else {
                let more = self.empty_cells.saturating_add(cells);
                self.row = self.row.saturating_add(more);
                self.spelled = self.spelled.saturating_add(more);
                self.empty_cells = 0;
                if tag.ends_with(b"/>") {
                    self.end_cell();
                }
            }
        } else if tag.starts_with(b"/table:table-cell") || tag.starts_with(b"/table:covered-table-cell") {
            self.end_cell();
        } else if tag.starts_with(b"text:s ") {
            // Spaces that are only counted.
            self.cell_bytes = self.cell_bytes.saturating_add(repeated(tag, b"text:c="));
        } else if tag.starts_with(b"/table:table-row") {
            self.bytes = self.bytes.saturating_add(self.row_bytes.saturating_mul(self.repeat));
            self.row_bytes = 0;
            if self.row == 0 {
                self.empty_rows = self.empty_rows.saturating_add(self.repeat);
            } else {
                self.rows = self.rows.saturating_add(self.empty_rows).saturating_add(self.repeat);
                self.width = self.width.max(self.row);
                self.empty_rows = 0;
            }
        } else if tag.starts_with(b"/table:table>") {
            (self.rows, self.width, self.empty_rows) = (0, 0, 0);
        }
    }

    fn end_cell(&mut self) {
        self.row_bytes = self.row_bytes.saturating_add(self.cell_bytes.saturating_mul(self.cell_repeat));
        self.cell_bytes = 0;
    }
}

/// The number an attribute repeats by; 1 without it.
fn repeated(tag: &[u8], attribute: &[u8]) -> u64 {
    let Some(at) = tag.windows(attribute.len()).position(|part| part == attribute) else { return 1 };
    let value = tag.get(at + attribute.len() + 1..).unwrap_or_default();
    let digits = value.iter().take_while(|byte| byte.is_ascii_digit());
    digits.fold(0_u64, |number, digit| number.saturating_mul(10).saturating_add(u64::from(digit - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn extent(tags: &[&str]) -> (u64, u64) {
        let mut extent = Extent::default();
        tags.iter().for_each(|tag| extent.tag(tag.as_bytes()));
        (extent.rows, extent.width)
    }

    #[test]
    fn repeated_cells_count_up_to_the_last_one_that_holds_something() {
        let row = [
            "table:table-row table:number-rows-repeated=\"3\">",
            "table:table-cell table:number-columns-repeated=\"4\"/>",
            "table:table-cell office:value=\"1\"/>",
            "table:table-cell table:number-columns-repeated='16000'/>",
            "/table:table-row>",
        ];
        assert_eq!(extent(&row), (3, 5));
        let trailing =
            ["table:table-row table:number-rows-repeated=\"1048000\">", row[1], "/table:table-row>"];
        assert_eq!(extent(&[&row[..], &trailing].concat()), (3, 5), "an empty rest of the sheet is no cell");
    }
}
