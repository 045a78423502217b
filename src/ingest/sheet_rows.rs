use super::fault::IngestError;
use super::rows::{RawCell, Rows};
use super::sheaf::Leaf;
use super::stray::Strays;
use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{Limits, Phrase, Place};

/// What stands in a cell with a formula that was never calculated.
pub(super) const UNCALCULATED: &str = "=";

/// What stands in a cell; a text as calamine gives it, so that none is copied.
#[derive(Debug, PartialEq)]
pub(super) enum Held<'a> {
    Nothing,
    Blank,
    /// A text that the workbook keeps.
    Kept(&'a str),
    Text(String),
    /// A text that another thread read.
    Leaf(Leaf),
    Number(f64),
    Date(String),
    Error(String),
}

impl<'a> Held<'a> {
    /// The cell that a text makes: white space only is blank.
    pub(super) fn kept(text: &'a str) -> Self {
        if is_white(text) { Self::Blank } else { Self::Kept(text) }
    }

    /// As [`Held::kept`], of a text of the cell's own.
    pub(super) fn text(text: String) -> Self {
        if is_white(&text) { Self::Blank } else { Self::Text(text) }
    }

    /// A formula without a value.
    pub(super) fn uncalculated() -> Self {
        Self::Error(UNCALCULATED.to_owned())
    }

    /// The cell, lent out.
    #[inline]
    pub(super) fn lent(&self) -> RawCell<'_> {
        match self {
            Self::Nothing => RawCell::Absent,
            Self::Blank => RawCell::Blank,
            Self::Kept(text) => RawCell::Text(text),
            Self::Text(text) => RawCell::Text(text),
            Self::Leaf(leaf) => RawCell::Text(leaf.text()),
            Self::Number(number) => RawCell::Number(*number),
            Self::Date(date) => RawCell::Date(date),
            Self::Error(error) => RawCell::Error(error),
        }
    }
}

fn is_white(text: &str) -> bool {
    text.chars().all(char::is_whitespace)
}

/// A cell with its row and column, from 0.
pub(super) type Placed<'a> = ((u32, u32), Held<'a>);

/// The rows of a sheet that hold something, put together from its cells: `next` gives them one by one.
pub(super) struct SheetRows<'a, F> {
    next: F,
    place: Place,
    sheet: String,
    limits: Limits,
    cells: Vec<(u32, Held<'a>)>,
    ahead: Option<Placed<'a>>,
    at: Option<u32>,
    read: u64,
    ended: bool,
    totals: Vec<u32>,
    strays: Option<Strays>,
}

impl<'a, F: FnMut() -> Result<Option<Placed<'a>>, IngestError>> SheetRows<'a, F> {
    pub(super) fn new(place: &Place, sheet: &str, limits: &Limits, next: F) -> Self {
        Self {
            next,
            place: place.clone(),
            sheet: sheet.to_owned(),
            limits: limits.clone(),
            cells: Vec::new(),
            ahead: None,
            at: None,
            read: 0,
            ended: false,
            totals: Vec::new(),
            strays: None,
        }
    }

    fn broken(&self) -> IngestError {
        IngestError::WorkbookBroken { place: self.place.clone() }
    }

    /// The next cell in which something stands.
    #[inline]
    fn next_filled(&mut self) -> Result<Option<Placed<'a>>, IngestError> {
        // A cell reader that has come to its end fails when it is asked again.
        while !self.ended {
            let Some((at, held)) = (self.next)()? else {
                self.ended = true;
                break;
            };
            self.read += 1;
            if self.read > self.limits.cells {
                return Err(too_many_cells(&self.place, self.limits.cells));
            }
            if !matches!(held, Held::Nothing) {
                return Ok(Some((at, held)));
            }
        }
        Ok(None)
    }

    /// Gathers the next row and gives its number; `None` when there is none.
    fn gather(&mut self) -> Result<Option<u32>, IngestError> {
        self.cells.clear();
        let first = match self.ahead.take() {
            Some(ahead) => Some(ahead),
            None => self.next_filled()?,
        };
        let Some(((row, column), held)) = first else { return Ok(None) };
        // Rows or cells out of order: what stands above the headings could not be told from what is below.
        if self.at.is_some_and(|before| before >= row) {
            return Err(self.broken());
        }
        self.at = Some(row);
        self.cells.push((column, held));
        let mut last = column;
        while let Some(((next_row, column), held)) = self.next_filled()? {
            if next_row != row {
                self.ahead = Some(((next_row, column), held));
                break;
            }
            if column <= last {
                return Err(self.broken());
            }
            last = column;
            self.cells.push((column, held));
        }
        if last as usize >= self.limits.columns {
            let place = Place::cell(&self.place.file, &self.sheet, self.start(), u64::from(last) + 1);
            return Err(IngestError::many_columns(place, self.limits.columns));
        }
        Ok(Some(row))
    }

    /// Remembers the row if it says of itself that it sums up those above it.
    fn see_totals(&mut self, at: u32) {
        match self.cells.first().map(|(_, held)| held.lent()) {
            Some(RawCell::Text(text)) if sums_up(text) && self.totals.len() < 10 => self.totals.push(at),
            _ if self.totals.is_empty() => {}
            _ => self.totals.clear(),
        }
    }
}

impl<'a, F: FnMut() -> Result<Option<Placed<'a>>, IngestError>> Rows for SheetRows<'a, F> {
    fn advance(&mut self) -> Result<bool, IngestError> {
        loop {
            let Some(at) = self.gather()? else {
                let strays = self.strays.as_ref().and_then(Strays::are_a_column);
                return strays.map_or(Ok(false), |(row, column)| {
                    let place =
                        Place::cell(&self.place.file, &self.sheet, u64::from(row) + 1, u64::from(column) + 1);
                    Err(IngestError::BlankHeading { place, column: column as usize + 1 })
                });
            };
            if let Some(strays) = &mut self.strays {
                strays.take_from(at, &mut self.cells);
                if self.cells.is_empty() {
                    continue;
                }
            }
            self.see_totals(at);
            return Ok(true);
        }
    }

    fn start(&self) -> u64 {
        u64::from(self.at.unwrap_or_default()) + 1
    }

    fn width(&self) -> usize {
        self.cells.last().map_or(0, |(column, _)| *column as usize + 1)
    }

    fn cell(&self, column: usize) -> RawCell<'_> {
        // Where no cell was left out, a cell stands at the number of its column.
        let found = match self.cells.get(column) {
            Some((found, held)) if *found as usize == column => Some(held),
            _ => {
                let at = self.cells.binary_search_by_key(&column, |(column, _)| *column as usize).ok();
                at.and_then(|at| self.cells.get(at)).map(|(_, held)| held)
            }
        };
        found.map_or(RawCell::Absent, Held::lent)
    }

    fn keep_to(&mut self, width: usize) {
        self.strays = Some(Strays::beyond(width));
    }

    fn notes(&mut self) -> Vec<Diagnostic> {
        let mut notes = Vec::new();
        if let Some(strays) = &self.strays {
            notes.extend(strays.note(&self.place.file, &self.sheet));
        }
        let headline = Phrase::new(
            "deze rij onderaan lijkt een totaal of gemiddelde en telt nu mee als respondent",
            "this row at the bottom looks like a total or average, and now counts as a respondent",
        );
        let help = Phrase::new(
            "verwijder de rij uit het blad, of laat haar staan als het een antwoord is",
            "remove the row from the sheet, or leave it if it is an answer",
        );
        let note = |at: u32| {
            let place = Place::cell(&self.place.file, &self.sheet, u64::from(at) + 1, 1);
            Diagnostic::warning(Code::TotalsRow, headline.clone()).at(place).help(help.clone())
        };
        notes.extend(std::mem::take(&mut self.totals).into_iter().map(note));
        notes
    }
}

/// Whether a text is what stands before a row of totals or averages.
fn sums_up(text: &str) -> bool {
    let text = text.trim().trim_end_matches([':', '.']).trim_end();
    const WORDS: [&str; 16] = [
        "totaal",
        "eindtotaal",
        "subtotaal",
        "gemiddelde",
        "gemiddeld",
        "mediaan",
        "som",
        "standaarddeviatie",
        "total",
        "grand total",
        "subtotal",
        "average",
        "mean",
        "median",
        "sum",
        "standard deviation",
    ];
    text.len() <= 20 && WORDS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// That a sheet has more cells than a limit.
pub(super) fn too_many_cells(place: &Place, max: u64) -> IngestError {
    let what = Phrase::new(format!("meer dan {max} cellen"), format!("more than {max} cells"));
    IngestError::TooLarge { place: place.clone(), what }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_word_that_sums_up_makes_a_row_of_totals() {
        for text in ["Totaal", "gemiddelde:", " TOTAL ", "Grand total", "som"] {
            assert!(sums_up(text), "{text}");
        }
        for text in ["totaal oneens", "sommige", "", "gemiddelde leerling op onze school", "7"] {
            assert!(!sums_up(text), "{text}");
        }
    }
}
