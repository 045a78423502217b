use std::io::Cursor;
use std::ops::Range;
use std::sync::Arc;

use calamine::{DataRef, ExcelDateTimeType, Xlsx};

use super::package::Package;
use super::parts::Parts;

/// How many styles are asked for; a sheet with more of them is a work of art.
const STYLES: usize = 1024;
/// How many bytes of a sheet of our making one cell takes at most, and all that is around the cells.
const CELL_BYTES: usize = 64;

/// What the cells of a sheet point to, as calamine reads it. It keeps that for itself, so it is given sheets that point
/// to everything there is.
#[derive(Debug, Default)]
pub(super) struct Pointed {
    /// The shared texts, one behind the other, and where each ends.
    texts: String,
    ends: Vec<u32>,
    /// What a number is in a cell of a style, if it is no number.
    pub(super) styles: Vec<Option<ExcelDateTimeType>>,
    /// Whether days are counted from 1904.
    pub(super) is_1904: bool,
}

impl Pointed {
    /// What a sheet can point to; where that cannot be learnt, less than that.
    pub(super) fn of(book: &mut Xlsx<Package>, parts: &Arc<Parts>, sheet: &str) -> Self {
        let is_1904 = book.has_1904_epoch();
        let mut known = Self { is_1904, ..Self::default() };
        let mut asked = Asked { book, parts, sheet };
        let of_text = |number| format!("<c t=\"s\"><v>{number}</v></c>");
        asked.each(usize::MAX, of_text, |value| {
            if let DataRef::SharedString(text) = value {
                known.texts.push_str(text);
            }
            // Far fewer bytes than a u32 counts: a workbook with many shared texts is not cut.
            known.ends.push(u32::try_from(known.texts.len()).unwrap_or(u32::MAX));
        });
        let of_style = |number| format!("<c s=\"{number}\"><v>1</v></c>");
        asked.each(STYLES, of_style, |value| {
            known.styles.push(match value {
                DataRef::DateTime(date) if date.is_duration() => Some(ExcelDateTimeType::TimeDelta),
                DataRef::DateTime(_) => Some(ExcelDateTimeType::DateTime),
                _ => None,
            });
        });
        known
    }

    /// A shared text, by its number.
    pub(super) fn text(&self, number: u32) -> Option<&str> {
        let at = number as usize;
        let from = at.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.texts.get(from as usize..*self.ends.get(at)? as usize)
    }
}

struct Asked<'a> {
    book: &'a mut Xlsx<Package>,
    parts: &'a Arc<Parts>,
    sheet: &'a str,
}

impl Asked<'_> {
    /// Reads the cells with the numbers from 0 to below `end`, or to the first that cannot be read.
    fn each(&mut self, end: usize, cell: impl Fn(usize) -> String, mut take: impl FnMut(DataRef<'_>)) {
        // What is given in the place of a part must be no larger.
        let size = self.parts.begun().map_or(0, |(_, size)| usize::try_from(size).unwrap_or(usize::MAX));
        let step = (size / CELL_BYTES).min(STYLES).saturating_sub(1);
        let mut from = 0;
        while from < end && self.some(from..end.min(from + step), &cell, &mut take) {
            from += step;
        }
    }

    /// Whether all of some cells could be read, and there were any.
    fn some(
        &mut self,
        numbers: Range<usize>,
        cell: impl Fn(usize) -> String,
        take: &mut impl FnMut(DataRef<'_>),
    ) -> bool {
        let mut xml = "<a><sheetData><row>".to_owned();
        numbers.clone().for_each(|number| xml.push_str(&cell(number)));
        xml.push_str("</row></sheetData></a>");
        self.parts.give(Box::new(Cursor::new(xml.into_bytes())));
        let Ok(mut cells) = self.book.worksheet_cells_reader(self.sheet) else { return false };
        let mut read = 0;
        while let Ok(Some(next)) = cells.next_cell() {
            take(next.get_value().clone());
            read += 1;
        }
        read > 0 && read == numbers.len()
    }
}
