use crate::coding::meaning::{Written, written};
use crate::domain::Cell;

/// Qualtrics' numbers for a preview (1), a test (2), a preview that looks like spam (9) and an offline preview (17).
const PREVIEW_NUMBERS: [&str; 4] = ["1", "2", "9", "17"];
/// What platforms call a response that is none, normalised.
const PREVIEW_WORDS: [&str; 8] = [
    "survey preview",
    "survey test",
    "preview",
    "spam preview",
    "offline preview",
    "test",
    "voorbeeld",
    "enquêtevoorbeeld",
];

/// Whether a cell of the platform's status column says that the response is a preview or a test.
pub(super) fn is_preview(cell: &Cell) -> bool {
    let (Written::Text(text) | Written::Missing(text)) = written(cell) else { return false };
    PREVIEW_NUMBERS.contains(&text.as_str()) || PREVIEW_WORDS.contains(&text.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_is_one_by_word_and_by_number_and_nothing_else_is() {
        for text in ["Survey Preview", "survey test", "1", "2", "17"] {
            assert!(is_preview(&Cell::Text(text.to_owned())), "{text}");
        }
        for text in ["IP Address", "0", "Imported", "4", "Spam", "8", "16", "", "complete"] {
            assert!(!is_preview(&Cell::Text(text.to_owned())), "{text}");
        }
        assert!(is_preview(&Cell::Number(1.0)) && !is_preview(&Cell::Number(0.0)));
    }
}
