use std::fs::File;
use std::io::BufReader;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Xls,
    XlsError, Xlsb, XlsbError, Xlsx, XlsxError, open_workbook,
};

use super::fault::IngestError;
use super::magic::Format;
use super::rows::{RawCell, Rows};
use crate::domain::{Cell, Limits, Phrase, Place};

type Source = BufReader<File>;

/// An open workbook. Its sizes were looked at before.
pub(super) enum Workbook {
    Xlsx(Box<Xlsx<Source>>),
    Xlsb(Box<Xlsb<Source>>),
    Xls(Box<Xls<Source>>),
    Ods(Box<Ods<Source>>),
}

/// A sheet's name and whether a user sees its tab.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct SheetName {
    pub(super) name: String,
    pub(super) visible: bool,
}

/// Runs something of calamine's; if it panics, the workbook is broken.
pub(super) fn guarded<T>(
    place: &Place,
    work: impl FnOnce() -> Result<T, IngestError>,
) -> Result<T, IngestError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(IngestError::WorkbookBroken { place: place.clone() }))
}

impl Workbook {
    /// Opens a workbook of a format.
    pub(super) fn open(path: &Path, format: Format, place: &Place) -> Result<Self, IngestError> {
        guarded(place, || match format {
            Format::Xlsx => open_workbook(path)
                .map(|book| Self::Xlsx(Box::new(book)))
                .map_err(|error: XlsxError| fault(place, matches!(error, XlsxError::Password))),
            Format::Xlsb => open_workbook(path)
                .map(|book| Self::Xlsb(Box::new(book)))
                .map_err(|error: XlsbError| fault(place, matches!(error, XlsbError::Password))),
            Format::Xls => open_workbook(path)
                .map(|book| Self::Xls(Box::new(book)))
                .map_err(|error: XlsError| fault(place, matches!(error, XlsError::Password))),
            Format::Ods => {
                open_workbook(path).map(|book| Self::Ods(Box::new(book))).map_err(|error: OdsError| {
                    match error {
                        OdsError::CellLimitExceeded { max, .. } => too_many_cells(place, max as u64),
                        error => fault(place, matches!(error, OdsError::Password)),
                    }
                })
            }
        })
    }

    /// The worksheets in the order of their tabs, without chart and macro sheets.
    pub(super) fn sheets(&self) -> Vec<SheetName> {
        let sheets = match self {
            Self::Xlsx(book) => book.sheets_metadata(),
            Self::Xlsb(book) => book.sheets_metadata(),
            Self::Xls(book) => book.sheets_metadata(),
            Self::Ods(book) => book.sheets_metadata(),
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
        guarded(place, || match self {
            Self::Xlsx(book) => {
                let mut cells = book.worksheet_cells_reader(sheet).map_err(|_| broken())?;
                work(&mut SheetRows::new(
                    &place.file,
                    sheet,
                    limits,
                    Box::new(move || {
                        Ok(cells.next_cell_with_formula_metadata().map_err(|_| broken())?.map(|record| {
                            let cell = match (cell(record.value), record.formula) {
                                (Cell::Absent, Some(_)) => Cell::Error(UNCALCULATED.to_owned()),
                                (cell, _) => cell,
                            };
                            (record.pos, cell)
                        }))
                    }),
                ))
            }
            Self::Xlsb(book) => {
                let mut cells = book.worksheet_cells_reader(sheet).map_err(|_| broken())?;
                work(&mut SheetRows::new(
                    &place.file,
                    sheet,
                    limits,
                    Box::new(move || {
                        let next = cells.next_cell().map_err(|_| broken())?;
                        Ok(next.map(|next| (next.get_position(), cell(next.get_value().clone()))))
                    }),
                ))
            }
            Self::Xls(book) => {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "this format has no stream; its size was checked"
                )]
                let range = book.worksheet_range(sheet).map_err(|_| broken())?;
                work(&mut SheetRows::new(&place.file, sheet, limits, of_range(&range)))
            }
            Self::Ods(book) => {
                #[expect(
                    clippy::disallowed_methods,
                    reason = "this format has no stream; its size was checked"
                )]
                let range = book.worksheet_range(sheet).map_err(|_| broken())?;
                work(&mut SheetRows::new(&place.file, sheet, limits, of_range(&range)))
            }
        })
    }

    /// The merged areas of a sheet; none where the format does not tell.
    pub(super) fn merged(&mut self, sheet: &str, place: &Place) -> Vec<Dimensions> {
        let read = guarded(place, || {
            Ok(match self {
                Self::Xlsx(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
                Self::Xls(book) => book.merge_cells_by_sheet_name(sheet).unwrap_or_default(),
                Self::Xlsb(_) | Self::Ods(_) => Vec::new(),
            })
        });
        read.unwrap_or_default()
    }
}

fn fault(place: &Place, password: bool) -> IngestError {
    let place = place.clone();
    if password { IngestError::WorkbookProtected { place } } else { IngestError::WorkbookBroken { place } }
}

fn too_many_cells(place: &Place, max: u64) -> IngestError {
    let what = Phrase::new(format!("meer dan {max} cellen"), format!("more than {max} cells"));
    IngestError::TooLarge { place: place.clone(), what }
}

/// What stands in a cell with a formula that was never calculated.
pub(super) const UNCALCULATED: &str = "=";

/// A cell with its row and column, from 0.
type PlacedCell = ((u32, u32), Cell);
type NextCell<'a> = Box<dyn FnMut() -> Result<Option<PlacedCell>, IngestError> + 'a>;

fn of_range(range: &Range<Data>) -> NextCell<'_> {
    let (first_row, first_column) = range.start().unwrap_or_default();
    let mut cells = range.used_cells();
    Box::new(move || {
        Ok(cells.next().map(|(row, column, data)| {
            let at =
                |first: u32, offset: usize| first.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
            ((at(first_row, row), at(first_column, column)), cell(lent(data)))
        }))
    })
}

/// The rows of a sheet, put together from its cells.
struct SheetRows<'a> {
    place: Place,
    sheet: String,
    limits: Limits,
    next: NextCell<'a>,
    ahead: Option<PlacedCell>,
    row: Option<u32>,
    cells: Vec<(usize, Cell)>,
    read: u64,
    ended: bool,
}

impl<'a> SheetRows<'a> {
    fn new(file: &str, sheet: &str, limits: &Limits, next: NextCell<'a>) -> Self {
        Self {
            place: Place::file(file),
            sheet: sheet.to_owned(),
            limits: limits.clone(),
            next,
            ahead: None,
            row: None,
            cells: Vec::new(),
            read: 0,
            ended: false,
        }
    }

    /// The next cell in which something stands.
    fn next_filled(&mut self) -> Result<Option<PlacedCell>, IngestError> {
        // A cell reader that has come to its end fails when it is asked again.
        while !self.ended {
            let Some((at, cell)) = (self.next)()? else {
                self.ended = true;
                break;
            };
            self.read += 1;
            if self.read > self.limits.cells {
                return Err(too_many_cells(&self.place, self.limits.cells));
            }
            if cell != Cell::Absent {
                return Ok(Some((at, cell)));
            }
        }
        Ok(None)
    }
}

impl Rows for SheetRows<'_> {
    fn advance(&mut self) -> Result<bool, IngestError> {
        self.cells.clear();
        let first = match self.ahead.take() {
            Some(ahead) => Some(ahead),
            None => self.next_filled()?,
        };
        let Some(((row, column), cell)) = first else { return Ok(false) };
        if self.row.is_some_and(|before| before >= row) {
            // Rows out of order: what stands above the headings could no longer be told from what is below.
            return Err(IngestError::WorkbookBroken { place: self.place.clone() });
        }
        self.row = Some(row);
        let mut last = column;
        self.cells.push((column as usize, cell));
        while let Some(((next_row, column), cell)) = self.next_filled()? {
            if next_row != row {
                self.ahead = Some(((next_row, column), cell));
                break;
            }
            if column <= last {
                return Err(IngestError::WorkbookBroken { place: self.place.clone() });
            }
            last = column;
            self.cells.push((column as usize, cell));
        }
        if last as usize >= self.limits.columns {
            let place = Place::cell(&self.place.file, &self.sheet, self.start(), u64::from(last) + 1);
            return Err(IngestError::many_columns(place, self.limits.columns));
        }
        Ok(true)
    }

    fn start(&self) -> u64 {
        u64::from(self.row.unwrap_or_default()) + 1
    }

    fn width(&self) -> usize {
        self.cells.last().map_or(0, |(column, _)| column + 1)
    }

    fn cell(&self, column: usize) -> RawCell<'_> {
        let found = self.cells.binary_search_by_key(&column, |(column, _)| *column).ok();
        found.and_then(|at| self.cells.get(at)).map_or(RawCell::Absent, |(_, cell)| RawCell::from(cell))
    }
}

fn lent(data: &Data) -> DataRef<'_> {
    match data {
        Data::Empty => DataRef::Empty,
        Data::Int(number) => DataRef::Int(*number),
        Data::Float(number) => DataRef::Float(*number),
        Data::String(text) => DataRef::SharedString(text),
        Data::Bool(yes) => DataRef::Bool(*yes),
        Data::DateTime(date) => DataRef::DateTime(*date),
        Data::DateTimeIso(date) => DataRef::DateTimeIso(date.clone()),
        Data::DurationIso(duration) => DataRef::DurationIso(duration.clone()),
        Data::Error(error) => DataRef::Error(error.clone()),
    }
}

fn cell(data: DataRef<'_>) -> Cell {
    let text = |text: &str| {
        if text.chars().all(char::is_whitespace) { Cell::Blank } else { Cell::Text(text.to_owned()) }
    };
    match data {
        DataRef::Empty => Cell::Absent,
        DataRef::Int(number) => Cell::Number(number as f64),
        DataRef::Float(number) => Cell::Number(number),
        DataRef::String(written) => text(&written),
        DataRef::SharedString(written) => text(written),
        DataRef::Bool(yes) => Cell::Text(if yes { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::DateTime(date) => Cell::Date(iso(date)),
        DataRef::DateTimeIso(date) | DataRef::DurationIso(date) => Cell::Date(date),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

/// A serial date as ISO text: `2026-04-14`, `2026-04-14T09:30:00`, a time alone `09:30:00`, a duration
/// `PT15H10M10S`.
fn iso(date: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, milli) = date.to_ymd_hms_milli();
    // A float as `as` saturates; a duration in a sheet is never that long.
    let seconds = (date.as_f64() * 86_400.0).round().max(0.0) as u64;
    if date.is_duration() {
        return format!("PT{}H{}M{}S", seconds / 3600, seconds / 60 % 60, seconds % 60);
    }
    let fraction = if milli == 0 { String::new() } else { format!(".{milli:03}") };
    let time = format!("{hour:02}:{minute:02}:{second:02}{fraction}");
    if (0.0..1.0).contains(&date.as_f64()) {
        time
    } else if (hour, minute, second, milli) == (0, 0, 0, 0) {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{time}")
    }
}
