use crate::coding::meaning::as_shown;
use crate::coding::normalise::{fold, number_in};
use crate::domain::Cell;

/// A number of a counted table, as precisely as it is written.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Amount {
    pub(super) value: f64,
    /// How many decimals are written.
    pub(super) decimals: i32,
    /// A number of a workbook, which keeps no zeros at its end and may be a fraction shown as per cents.
    pub(super) of_workbook: bool,
}

/// Why a cell holds no amount.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum NoAmount {
    /// Nothing stands there.
    Blank,
    /// Something else; as it stands, where it holds no words.
    Other(Option<String>),
}

/// The number in a cell; a per cent sign behind it is allowed where per cents are expected.
pub(super) fn amount(cell: &Cell, per_cents: bool) -> Result<Amount, NoAmount> {
    let text = match cell {
        Cell::Absent | Cell::Blank => return Err(NoAmount::Blank),
        Cell::Number(value) if value.is_finite() && *value >= 0.0 => {
            let decimals = decimals(&format!("{value}"));
            return Ok(Amount { value: *value, decimals, of_workbook: true });
        }
        cell => as_shown(cell),
    };
    let folded = fold(&text);
    if folded.is_empty() {
        return Err(NoAmount::Blank);
    }
    let digits = if per_cents { folded.trim_end_matches('%').trim_end() } else { &folded };
    match number_in(digits).filter(|value| value.is_finite() && *value >= 0.0) {
        Some(value) => Ok(Amount { value, decimals: decimals(digits), of_workbook: false }),
        None => Err(NoAmount::Other(quotable(&text))),
    }
}

/// A whole number, of people.
pub(super) fn whole(cell: &Cell) -> Result<u64, NoAmount> {
    /// More people than any table is about.
    const MOST: f64 = 1e9;
    let found = amount(cell, false)?;
    if found.value.fract() == 0.0 && found.value <= MOST {
        // Whole, not negative and small: exact.
        Ok(found.value as u64)
    } else {
        Err(NoAmount::Other(quotable(&as_shown(cell))))
    }
}

fn decimals(digits: &str) -> i32 {
    let behind = digits.split_once(['.', ',']).map_or(0, |(_, behind)| behind.len());
    i32::try_from(behind).unwrap_or(i32::MAX)
}

/// A short text without letters may be told: `<5`, `*`, `1.234`. Anything else may be what somebody wrote.
fn quotable(text: &str) -> Option<String> {
    const LONGEST: usize = 12;
    let short = text.chars().count() <= LONGEST;
    (short && !text.chars().any(char::is_alphabetic)).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn a_count_is_a_whole_number_and_nothing_else() {
        assert_eq!(whole(&text(" 12 ")), Ok(12));
        assert_eq!(whole(&Cell::Number(12.0)), Ok(12));
        assert_eq!(whole(&text("0")), Ok(0));
        assert_eq!(whole(&text("12,0")), Ok(12));
        assert_eq!(whole(&Cell::Absent), Err(NoAmount::Blank));
        assert_eq!(whole(&text("1.234")), Err(NoAmount::Other(Some("1.234".to_owned()))));
        assert_eq!(whole(&text("12%")), Err(NoAmount::Other(Some("12%".to_owned()))));
        assert_eq!(whole(&text("<5")), Err(NoAmount::Other(Some("<5".to_owned()))));
        assert_eq!(whole(&text("-3")), Err(NoAmount::Other(Some("-3".to_owned()))));
        assert_eq!(whole(&Cell::Number(-3.0)), Err(NoAmount::Other(Some("-3".to_owned()))));
        assert_eq!(whole(&Cell::Number(2.5)), Err(NoAmount::Other(Some("2.5".to_owned()))));
    }

    #[test]
    fn what_somebody_wrote_is_not_quoted() {
        assert_eq!(whole(&text("Jan")), Err(NoAmount::Other(None)));
    }

    #[test]
    fn per_cents_keep_the_precision_they_are_written_in() {
        let read = |written: &str| amount(&text(written), true).map(|found| (found.value, found.decimals));
        assert_eq!(read("35%"), Ok((35.0, 0)));
        assert_eq!(read("35,0 %"), Ok((35.0, 1)));
        assert_eq!(read("12.25"), Ok((12.25, 2)));
    }
}
