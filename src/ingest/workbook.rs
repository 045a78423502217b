use std::io::Cursor;
use std::path::Path;
use std::sync::Arc;

use calamine::{
    Dimensions, Ods, OdsError, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsb, XlsbError, Xlsx,
    XlsxCellReader, XlsxError,
};
use memchr::memmem;

use super::fault::IngestError;
use super::guard;
use super::head::HeadRow;
use super::magic::Format;
use super::package::Package;
use super::part_watch::Guard;
use super::parts::Parts;
use super::pieces::{Pieces, Sheet};
use super::rows::Rows;
use super::sheet_cells::{Answered, Calculated, held, of_range};
use super::sheet_rows::{Held, Placed, SheetRows, too_many_cells};
use super::{ods_check, xls_check};
use crate::domain::{At, Cell, Limits, Place};

/// An open workbook, read by calamine. What it must not be given was refused before, or is while it unpacks.
pub(super) struct Workbook {
    book: Book,
    path: Arc<Path>,
    guard: Option<Arc<Guard>>,
    parts: Option<Arc<Parts>>,
    /// Whether the program that wrote the workbook left its formulas for Excel to calculate.
    uncalculated: bool,
}

enum Book {
    Xlsx(Box<Xlsx<Package>>),
    Xlsb(Box<Xlsb<Package>>),
    Xls(Box<Xls<Cursor<Vec<u8>>>>),
    Ods(Box<Ods<Package>>),
}

/// A sheet's name and whether a user sees its tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SheetName {
    pub(super) name: String,
    pub(super) visible: bool,
}

/// Runs something of calamine's; if it panics, the workbook is broken. What the guard refused comes before what
/// calamine made of it.
fn watched<T>(
    place: &Place,
    watch: Option<&Guard>,
    work: impl FnOnce() -> Result<T, IngestError>,
) -> Result<T, IngestError> {
    let done =
        guard::guarded(work).unwrap_or_else(|| Err(IngestError::WorkbookBroken { place: place.clone() }));
    done.map_err(|fault| watch.and_then(Guard::refused).unwrap_or(fault))
}

impl Workbook {
    /// Opens a workbook of a format.
    pub(super) fn open(
        path: &Path,
        format: Format,
        place: &Place,
        limits: &Limits,
    ) -> Result<Self, IngestError> {
        if format == Format::Xls {
            let bytes = xls_check::check(path, place, limits)?;
            let book = watched(place, None, || {
                Xls::new(Cursor::new(bytes))
                    .map(|book| Book::Xls(Box::new(book)))
                    .map_err(|error: XlsError| fault(place, matches!(error, XlsError::Password)))
            })?;
            return Ok(Self { book, path: path.into(), guard: None, parts: None, uncalculated: false });
        }
        if format == Format::Ods {
            ods_check::check(path, place, limits)?;
        }
        let package = Package::open(path, place, limits)?;
        let (guard, parts) = (package.guard(), package.parts());
        let book = watched(place, Some(&guard), || match format {
            Format::Xlsb => Xlsb::new(package)
                .map(|book| Book::Xlsb(Box::new(book)))
                .map_err(|error: XlsbError| fault(place, matches!(error, XlsbError::Password))),
            Format::Ods => {
                Ods::new(package).map(|book| Book::Ods(Box::new(book))).map_err(|error| match error {
                    OdsError::CellLimitExceeded { max, .. } => too_many_cells(place, max as u64),
                    error => fault(place, matches!(error, OdsError::Password)),
                })
            }
            Format::Xlsx | Format::Xls => Xlsx::new(package)
                .map(|book| Book::Xlsx(Box::new(book)))
                .map_err(|error: XlsxError| fault(place, matches!(error, XlsxError::Password))),
        })?;
        let uncalculated = format == Format::Xlsx && leaves_formulas(path);
        Ok(Self { book, path: path.into(), guard: Some(guard), parts: Some(parts), uncalculated })
    }

    /// The worksheets in the order of their tabs, without chart and macro sheets.
    pub(super) fn sheets(&self) -> Vec<SheetName> {
        let sheets = match &self.book {
            Book::Xlsx(book) => book.sheets_metadata(),
            Book::Xlsb(book) => book.sheets_metadata(),
            Book::Xls(book) => book.sheets_metadata(),
            Book::Ods(book) => book.sheets_metadata(),
        };
        sheets
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| SheetName {
                name: sheet.name.clone(),
                visible: sheet.visible == SheetVisible::Visible,
            })
            .collect()
    }

    /// Does something with the rows of a sheet. Of an .xlsx and .xlsb the cells are streamed: as a range, one
    /// far cell would ask for more memory than there is.
    pub(super) fn with_rows<T>(
        &mut self,
        sheet: &str,
        place: &Place,
        limits: &Limits,
        work: impl FnOnce(&mut dyn Rows) -> Result<T, IngestError>,
    ) -> Result<T, IngestError> {
        let broken = || IngestError::WorkbookBroken { place: place.clone() };
        let (guard, uncalculated, path) = (self.guard.clone(), self.uncalculated, Arc::clone(&self.path));
        let mut rested = rests(guard);
        watched(place, self.guard.as_deref(), || match &mut self.book {
            Book::Xlsx(book) => {
                let mut cells =
                    book.worksheet_cells_reader(sheet).map_err(|error| xlsx_fault(error, place, sheet))?;
                let of = Sheet { path: &path, name: sheet, place, limits, uncalculated };
                work(&mut SheetRows::new(place, sheet, limits, || {
                    let next = next_of_xlsx(&mut cells, &of)?;
                    next.iter().for_each(|(at, _)| rested(at.0));
                    Ok(next)
                }))
            }
            Book::Xlsb(book) => {
                let mut cells = book.worksheet_cells_reader(sheet).map_err(|_| broken())?;
                work(&mut SheetRows::new(place, sheet, limits, || {
                    let Some(next) = cells.next_cell().map_err(|_| broken())? else { return Ok(None) };
                    rested(next.get_position().0);
                    Ok(Some((next.get_position(), held(next.get_value().clone()))))
                }))
            }
            Book::Xls(book) => {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "this format has no stream; its size was checked"
                )]
                let range = book.worksheet_range(sheet).map_err(|_| broken())?;
                let formulas = book.worksheet_formula(sheet).map_err(|_| broken())?;
                let answered = Answered::of(&range, &formulas, Calculated::Unless);
                work(&mut SheetRows::new(place, sheet, limits, of_range(&range, &answered)))
            }
            Book::Ods(book) => {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "this format has no stream; its size was checked"
                )]
                let range = book.worksheet_range(sheet).map_err(|_| broken())?;
                let formulas = book.worksheet_formula(sheet).map_err(|_| broken())?;
                let answered = Answered::of(&range, &formulas, Calculated::Always);
                work(&mut SheetRows::new(place, sheet, limits, of_range(&range, &answered)))
            }
        })
    }

    /// As [`Workbook::with_rows`], for who wants all of them: a large sheet of an .xlsx is read by several threads.
    pub(super) fn with_all_rows<T>(
        &mut self,
        sheet: &str,
        place: &Place,
        limits: &Limits,
        work: impl FnOnce(&mut dyn Rows) -> Result<T, IngestError>,
    ) -> Result<T, IngestError> {
        let (guard, path, uncalculated) = (self.guard.clone(), Arc::clone(&self.path), self.uncalculated);
        if let (Book::Xlsx(book), Some(parts), Some(own)) = (&mut self.book, &self.parts, &guard) {
            // calamine alone knows in which part a sheet is.
            watched(place, Some(own), || match book.worksheet_cells_reader(sheet) {
                Ok(_) => Ok(()),
                Err(error) => Err(xlsx_fault(error, place, sheet)),
            })?;
            let of = Sheet { path: &path, name: sheet, place, limits, uncalculated };
            if let Some(mut pieces) = Pieces::begin(of, book, parts, own)? {
                let mut rested = rests(guard.clone());
                return watched(place, Some(own), || {
                    work(&mut SheetRows::new(place, sheet, limits, || {
                        let next = pieces.next()?;
                        next.iter().for_each(|(at, _)| rested(at.0));
                        Ok(next)
                    }))
                });
            }
        }
        self.with_rows(sheet, place, limits, work)
    }

    /// Whether headings that begin as `head` does may be merged cells that this format does not tell of.
    pub(super) fn hides_merged(&self, head: &[HeadRow]) -> bool {
        let Some((first, rest)) = head.split_first() else { return false };
        let widest = rest.iter().map(|row| row.cells.len()).max().unwrap_or_default();
        let has_gap = first.cells.iter().any(|cell| matches!(cell, Cell::Absent | Cell::Blank));
        matches!(self.book, Book::Xlsb(_) | Book::Ods(_)) && (has_gap || widest > first.cells.len())
    }

    /// The merged areas of a sheet that could matter to headings which begin as `head` does; none where the format
    /// does not tell.
    pub(super) fn merged(
        &mut self,
        sheet: &str,
        head: &[HeadRow],
        place: &Place,
    ) -> Result<Vec<Dimensions>, IngestError> {
        let broken = || IngestError::WorkbookBroken { place: place.clone() };
        watched(place, self.guard.as_deref(), || match &mut self.book {
            // They stand behind all cells: the sheet would be unpacked once more for nothing.
            Book::Xlsx(_) if is_plainly_one_row(head) => Ok(Vec::new()),
            Book::Xlsx(book) => {
                self.guard.iter().for_each(|guard| guard.without_rows(true));
                let merged = book.merge_cells_by_sheet_name(sheet).map_err(|_| broken());
                self.guard.iter().for_each(|guard| guard.without_rows(false));
                merged
            }
            Book::Xls(book) => book.merge_cells_by_sheet_name(sheet).map_err(|_| broken()),
            Book::Xlsb(_) | Book::Ods(_) => Ok(Vec::new()),
        })
    }
}

/// Tells a guard when another row begins.
fn rests(guard: Option<Arc<Guard>>) -> impl FnMut(u32) {
    let mut row = u32::MAX;
    move |at| {
        if at != row {
            row = at;
            guard.iter().for_each(|guard| guard.rest());
        }
    }
}

/// The next cell of a sheet of an .xlsx.
pub(super) fn next_of_xlsx<'a>(
    cells: &mut XlsxCellReader<'a, Package>,
    sheet: &Sheet<'_>,
) -> Result<Option<Placed<'a>>, IngestError> {
    let next = cells.next_cell_with_formula_metadata();
    let Some(next) = next.map_err(|error| xlsx_fault(error, sheet.place, sheet.name))? else {
        return Ok(None);
    };
    let held = match (held(next.value), next.formula) {
        (held, None) => held,
        (Held::Nothing, Some(_)) => Held::uncalculated(),
        // Programs that cannot calculate write 0 and ask Excel to.
        (Held::Number(0.0), Some(_)) if sheet.uncalculated => Held::uncalculated(),
        (held, Some(_)) => held,
    };
    Ok(Some((next.pos, held)))
}

/// Whether an .xlsx asks Excel to calculate all its formulas when it is opened.
fn leaves_formulas(path: &Path) -> bool {
    let book = Package::start_of(path, "xl/workbook.xml", 4 * 1024 * 1024);
    let finder = |yes: &str| memmem::find(&book, format!("fullCalcOnLoad=\"{yes}\"").as_bytes()).is_some();
    finder("1") || finder("true")
}

fn fault(place: &Place, password: bool) -> IngestError {
    let place = place.clone();
    if password { IngestError::WorkbookProtected { place } } else { IngestError::WorkbookBroken { place } }
}

/// calamine knows the errors of Excel 2007; one that came later, such as `#SPILL!`, ends its reading.
pub(super) fn xlsx_fault(error: XlsxError, place: &Place, sheet: &str) -> IngestError {
    match error {
        XlsxError::CellError(found) => IngestError::CellError {
            place: Place { file: place.file.clone(), at: At::Sheet(sheet.to_owned()) },
            found: found.chars().take(20).collect(),
        },
        _ => IngestError::WorkbookBroken { place: place.clone() },
    }
}

/// Whether the first row is one of headings that cannot be merged with the row below it: it has no gap, and in that
/// row either every cell holds something, or the first one a number or date, as a response's own number is.
fn is_plainly_one_row(head: &[HeadRow]) -> bool {
    let [first, second, rest @ ..] = head else { return false };
    let is_filled = |cell: &Cell| !matches!(cell, Cell::Absent | Cell::Blank);
    let width = first.cells.len();
    let gapless = first.cells.iter().all(|cell| matches!(cell, Cell::Text(_)));
    let widest = rest.iter().map(|row| row.cells.len()).max().unwrap_or_default().max(second.cells.len());
    let below = &second.cells;
    let is_response = below.len() == width && below.iter().all(is_filled)
        || matches!(below.first(), Some(Cell::Number(_) | Cell::Date(_)));
    gapless && widest <= width && second.start == first.start + 1 && is_response
}
