use std::collections::BTreeMap;

use super::digest::sha256;
use crate::domain::Cell;

/// What the values of one column mean, where the file says so itself (SPSS), or a file beside it does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    texts: BTreeMap<String, String>,
    missing: Vec<Declared>,
    sealed: bool,
}

/// A value, or a range of numbers, that the file declares missing; numbers as bits, so that they compare.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Declared {
    Value(String),
    Range(u64, u64),
}

impl Labels {
    /// Labels that put a digest in the place of every value: equal ones stay equal, and none can be read.
    pub(super) fn sealing() -> Self {
        Self { sealed: true, ..Self::default() }
    }

    /// Says what a value means: the value as its file shows it, a whole number without decimals.
    pub fn label(&mut self, value: impl Into<String>, text: impl Into<String>) {
        self.texts.insert(value.into(), text.into());
    }

    /// Declares a value missing.
    pub fn missing(&mut self, value: impl Into<String>) {
        self.missing.push(Declared::Value(value.into()));
    }

    /// Declares the numbers from `low` to `high`, both included, missing.
    pub fn missing_range(&mut self, low: f64, high: f64) {
        self.missing.push(Declared::Range(low.to_bits(), high.to_bits()));
    }

    /// The values that have a label, and the label, by value.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(value, text)| (value.as_str(), text.as_str()))
    }

    /// Whether nothing is said of any value.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty() && self.missing.is_empty() && !self.sealed
    }

    /// Whether a number has a label or is declared missing.
    pub fn speaks_of(&self, number: f64) -> bool {
        let value = number.to_string();
        self.texts.contains_key(&value) || self.declares_missing(&value, Some(number))
    }

    fn declares_missing(&self, value: &str, number: Option<f64>) -> bool {
        self.missing.iter().any(|declared| match declared {
            Declared::Value(missing) => missing == value,
            Declared::Range(low, high) => {
                number.is_some_and(|number| (f64::from_bits(*low)..=f64::from_bits(*high)).contains(&number))
            }
        })
    }

    /// A cell as its labels read it: the label in the place of the value; what is declared missing as
    /// [`Cell::Missing`]; any other cell as it is.
    pub fn read(&self, cell: Cell) -> Cell {
        if self.sealed {
            return seal(&cell);
        }
        let (value, number) = match &cell {
            Cell::Text(text) => (text.trim_end().to_owned(), None),
            Cell::Number(number) => (number.to_string(), Some(*number)),
            // An empty text may be an answer as well: an option that was not ticked.
            Cell::Blank => return self.texts.get("").map_or(cell, |label| Cell::Text(label.clone())),
            Cell::Absent | Cell::Date(_) | Cell::Error(_) | Cell::Missing(_) => return cell,
        };
        if self.sealed {
            let blank = value.trim().is_empty();
            return if blank { Cell::Blank } else { Cell::Text(digest(value.trim())) };
        }
        // A `'` before `=` is how an export keeps Excel from reckoning with a text.
        let unmasked = value.strip_prefix('\'').filter(|rest| rest.starts_with('='));
        let label = self
            .texts
            .get(&value)
            .or_else(|| self.texts.get(unmasked?))
            .filter(|label| !label.trim().is_empty());
        match (self.declares_missing(&value, number), label) {
            (true, label) => Cell::Missing(label.cloned().unwrap_or(value)),
            (false, Some(label)) => Cell::Text(label.clone()),
            (false, None) => cell,
        }
    }
}

/// A digest in the place of whatever stands in a cell.
fn seal(cell: &Cell) -> Cell {
    let value = match cell {
        Cell::Absent => return Cell::Absent,
        Cell::Blank => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) | Cell::Date(text) | Cell::Error(text) | Cell::Missing(text) => {
            text.trim().to_owned()
        }
    };
    if value.is_empty() { Cell::Blank } else { Cell::Text(digest(&value)) }
}

/// Enough of a digest that two values never share it.
fn digest(value: &str) -> String {
    const LENGTH: usize = 32;
    let mut digest = sha256(value.as_bytes());
    digest.truncate(LENGTH);
    digest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_text_has_a_meaning_only_where_one_is_given() {
        let mut ticked = Labels::default();
        ticked.label("Y", "Ja");
        assert_eq!(ticked.read(Cell::Blank), Cell::Blank);
        ticked.label("", "Nee");
        assert_eq!(ticked.read(Cell::Blank), Cell::Text("Nee".to_owned()));
        assert_eq!(ticked.read(Cell::Absent), Cell::Absent);
    }

    fn labels() -> Labels {
        let mut labels = Labels::default();
        labels.label("1", "Helemaal mee oneens");
        labels.label("A4", "Mee eens");
        labels.label("99", "Weet niet");
        labels.label("2", "  ");
        labels.missing("99");
        labels.missing_range(-9.0, -1.0);
        labels
    }

    #[test]
    fn a_value_reads_as_its_label_and_one_without_stays_itself() {
        let labels = labels();
        let text = |text: &str| Cell::Text(text.to_owned());
        assert_eq!(labels.read(Cell::Number(1.0)), text("Helemaal mee oneens"));
        assert_eq!(labels.read(text("A4")), text("Mee eens"));
        assert_eq!(labels.read(Cell::Number(2.0)), Cell::Number(2.0));
        assert_eq!(labels.read(Cell::Number(3.0)), Cell::Number(3.0));
        assert_eq!(labels.read(Cell::Blank), Cell::Blank);
    }

    #[test]
    fn what_is_sealed_can_be_compared_and_not_read() {
        let sealed = Labels::sealing();
        let text = |text: &str| sealed.read(Cell::Text(text.to_owned()));
        assert_eq!(text("kX3v "), text("kX3v"));
        assert_ne!(text("kX3v"), text("kX3w"));
        for cell in
            [Cell::Text("kX3v".to_owned()), Cell::Date("kX3v".to_owned()), Cell::Missing("kX3v".to_owned())]
        {
            assert_eq!(sealed.read(cell), text("kX3v"));
        }
        assert!(!format!("{:?}", text("kX3v")).contains("kX3v"));
        assert_eq!((text(" "), sealed.read(Cell::Absent)), (Cell::Blank, Cell::Absent));
        assert!(!sealed.is_empty());
    }

    #[test]
    fn of_which_numbers_something_is_said_is_known() {
        let labels = labels();
        for (number, said) in [(1.0, true), (99.0, true), (-1.0, true), (-9.5, false), (3.0, false)] {
            assert_eq!(labels.speaks_of(number), said, "{number}");
        }
        assert!(!labels.speaks_of(f64::NAN));
    }

    #[test]
    fn what_is_declared_missing_is_missing_by_its_label_or_its_value() {
        let labels = labels();
        let missing = |text: &str| Cell::Missing(text.to_owned());
        assert_eq!(labels.read(Cell::Number(99.0)), missing("Weet niet"));
        assert_eq!(labels.read(Cell::Number(-9.0)), missing("-9"));
        assert_eq!(labels.read(Cell::Number(-1.5)), missing("-1.5"));
        assert_eq!(labels.read(Cell::Number(-0.5)), Cell::Number(-0.5));
    }
}
