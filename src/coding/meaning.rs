use std::collections::BTreeMap;

use super::lexicon::{Lexicon, split_code};
use super::missing::missing_kind;
use super::normalise::{normalise, number_in, number_key};
use crate::domain::{Cell, Missing, Source};

/// Errors of a workbook that survive as text in an export, normalised; Excel writes them in its own language.
const ERRORS: &[&str] = &[
    "#n/b",
    "#n/a",
    "#deel/0",
    "#div/0",
    "#waarde",
    "#value",
    "#verw",
    "#ref",
    "#naam",
    "#name",
    "#getal",
    "#num",
    "#leeg",
    "#null",
    "#overlopen",
    "#spill",
];

/// What stands in a cell, ready to be looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    /// No value at all.
    Absent,
    /// An empty text.
    Blank,
    /// An error of a workbook.
    Error,
    /// A value that the file declares missing, as a normalised text.
    Missing(String),
    /// A normalised text; a number as [`number_key`] writes it.
    Text(String),
}

/// What a cell says, whatever scale it may be on.
pub(super) fn written(cell: &Cell) -> Written {
    let text = match cell {
        Cell::Absent => return Written::Absent,
        Cell::Blank => return Written::Blank,
        Cell::Error(_) => return Written::Error,
        Cell::Missing(text) => return Written::Missing(normalise(text)),
        Cell::Number(number) => return Written::Text(number_key(*number)),
        Cell::Text(text) | Cell::Date(text) => normalise(unmasked(text)),
    };
    if text.is_empty() {
        Written::Blank
    } else if ERRORS.contains(&text.as_str()) {
        Written::Error
    } else {
        Written::Text(text)
    }
}

/// A text that begins with `=`, without the `'` that survey tools put before it so that Excel does not reckon with it.
fn unmasked(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| rest.starts_with('=')).unwrap_or(text)
}

/// A cell's own text, for a message: as it stands, without blanks around it.
pub(super) fn as_shown(cell: &Cell) -> String {
    match cell {
        Cell::Absent | Cell::Blank => String::new(),
        Cell::Number(number) => number_key(*number),
        Cell::Text(text) | Cell::Date(text) | Cell::Error(text) | Cell::Missing(text) => {
            text.split_whitespace().collect::<Vec<_>>().join(" ")
        }
    }
}

/// What a cell means as an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// A category of the scale, 1 to K.
    Category(u8),
    /// No valid answer, and why.
    Missing(Missing),
    /// An error of a workbook.
    Error,
    /// A normalised text that is on no scale and no kind of missing.
    Unknown(String),
}

/// The kinds of missing of one table: what its source says, what everybody says, what an absent cell is.
#[derive(Clone, Debug)]
pub(super) struct Gaps {
    declared: BTreeMap<String, Missing>,
    absent: Missing,
}

impl Gaps {
    /// The kinds of missing of a source's table in which an absent cell is of kind `absent`.
    pub(super) fn new(source: Option<&Source>, absent: Missing) -> Self {
        let declared = source.into_iter().flat_map(|source| &source.missing);
        Self { declared: declared.map(|(text, kind)| (key_of(text), *kind)).collect(), absent }
    }

    /// What a cell means on a scale. The source's own word comes first, then the scale, then the usual
    /// words for missing; without a scale every answer is unknown.
    pub(super) fn meaning(&self, cell: &Cell, scale: Option<&Lexicon>) -> Meaning {
        let text = match written(cell) {
            Written::Absent => return Meaning::Missing(self.absent),
            Written::Blank => return Meaning::Missing(Missing::NotAnswered),
            Written::Error => return Meaning::Error,
            Written::Missing(text) => {
                let declared = self.declared.get(&number_in(&text).map_or(text.clone(), number_key)).copied();
                let kind = declared.or_else(|| missing_kind(&text)).unwrap_or(Missing::NotAnswered);
                return Meaning::Missing(kind);
            }
            Written::Text(text) => text,
        };
        if let Some(kind) = self.declared.get(&number_in(&text).map_or(text.clone(), number_key)) {
            return Meaning::Missing(*kind);
        }
        if let Some(category) = scale.and_then(|scale| scale.category(&text)) {
            return Meaning::Category(category);
        }
        match missing_kind(&text).or_else(|| missing_with_code(&text, scale)) {
            Some(kind) => Meaning::Missing(kind),
            None => Meaning::Unknown(text),
        }
    }
}

/// `6 - weet niet`, as long as 6 is not itself an answer on the scale.
fn missing_with_code(text: &str, scale: Option<&Lexicon>) -> Option<Missing> {
    let (code, words) = split_code(text)?;
    let kind = missing_kind(&words)?;
    scale.is_none_or(|scale| scale.code(&code).is_none()).then_some(kind)
}

/// A text of the project file as a cell with that text is looked up.
fn key_of(text: &str) -> String {
    let text = normalise(text);
    number_in(&text).map_or(text, number_key)
}

#[cfg(test)]
mod tests {
    use super::super::scales::built_in_lexicons;
    use super::*;

    fn on_five(cell: Cell) -> Meaning {
        let five = built_in_lexicons().iter().find(|(scale, _)| scale.id.as_str() == "eens-5");
        Gaps::new(None, Missing::NotAsked).meaning(&cell, five.map(|(_, lexicon)| lexicon))
    }

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn a_blank_cell_is_not_a_zero_and_an_absent_one_is_not_blank() {
        assert_eq!(on_five(Cell::Blank), Meaning::Missing(Missing::NotAnswered));
        assert_eq!(on_five(text(" \u{a0} ")), Meaning::Missing(Missing::NotAnswered));
        assert_eq!(on_five(Cell::Absent), Meaning::Missing(Missing::NotAsked));
        assert_eq!(on_five(Cell::Number(0.0)), Meaning::Unknown("0".to_owned()));
    }

    #[test]
    fn a_quote_before_an_equals_sign_is_no_part_of_the_answer() {
        assert_eq!(on_five(text("'= eens")), on_five(text("= eens")));
        assert_ne!(on_five(text("'eens")), on_five(text("= eens")));
    }

    #[test]
    fn codes_count_as_well_as_texts() {
        assert_eq!(on_five(Cell::Number(4.0)), Meaning::Category(4));
        assert_eq!(on_five(text("4")), Meaning::Category(4));
        assert_eq!(on_five(text("4,0")), Meaning::Category(4));
        assert_eq!(on_five(Cell::Number(4.5)), Meaning::Unknown("4.5".to_owned()));
        assert_eq!(on_five(Cell::Number(6.0)), Meaning::Unknown("6".to_owned()));
        assert_eq!(on_five(Cell::Number(f64::NAN)), Meaning::Unknown("NaN".to_owned()));
    }

    #[test]
    fn not_knowing_is_not_an_answer_even_with_a_code_of_its_own() {
        assert_eq!(on_five(text("Weet niet / n.v.t.")), Meaning::Missing(Missing::DontKnow));
        assert_eq!(on_five(text("6 - weet niet")), Meaning::Missing(Missing::DontKnow));
        assert_eq!(on_five(text("5 - weet niet")), Meaning::Unknown("5 - weet niet".to_owned()));
        assert_eq!(on_five(text("N.V.T.")), Meaning::Missing(Missing::NotApplicable));
    }

    #[test]
    fn an_error_is_an_error_in_a_workbook_and_as_text() {
        assert_eq!(on_five(Cell::Error("#DIV/0!".to_owned())), Meaning::Error);
        assert_eq!(on_five(text("#DEEL/0!")), Meaning::Error);
        assert_eq!(on_five(text("#N/B")), Meaning::Error);
    }

    #[test]
    fn an_excel_date_in_place_of_a_score_is_no_answer() {
        assert_eq!(on_five(Cell::Date("2025-05-03".to_owned())), Meaning::Unknown("2025-05-03".to_owned()));
    }
}
