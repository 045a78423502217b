use encoding_rs::{UTF_8, WINDOWS_1252};

use super::table::Table;
use crate::diagnostics::{Code, Diagnostic};
use crate::domain::phrase;

/// How many headings are told of.
const NAMED: usize = 3;

/// Notices headings whose accents were broken before the file came here: UTF-8 that was once opened as Windows-1252 and
/// saved (`Ã©`), which can be told for certain, and letters that are lost (`�`). Nothing is mended: the headings are
/// names in the project file, and the answers below them are broken as well.
pub(super) fn broken_accents(table: &Table) -> Vec<Diagnostic> {
    let place = || table.place(table.header_row, 0);
    let mut notes = Vec::new();
    let texts = || table.headings.iter().map(|heading| heading.text.as_str());
    let twice: Vec<String> =
        texts().filter_map(|text| Some(format!("`{}`", around_accent(&mended(text)?)))).collect();
    let first = twice.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if !twice.is_empty() {
        let count = twice.len();
        let headline = phrase!(
            "in {count} van de koppen zijn letters met accenten verminkt; bedoeld is {first}",
            "letters with accents are broken in {count} of the headings; meant is {first}"
        );
        let help = phrase!(
            "De CSV is ooit als Windows-1252 geopend en opgeslagen. Exporteer opnieuw en sla de CSV niet op vanuit Excel; een werkmap (.xlsx) kan wel.",
            "The CSV was once opened as Windows-1252 and saved. Export again and do not save the CSV from Excel; a workbook (.xlsx) is fine."
        );
        notes.push(Diagnostic::warning(Code::BrokenAccents, headline).at(place()).help(help));
    }
    let lost = texts().filter(|text| text.contains('\u{fffd}')).count();
    if lost > 0 {
        let headline = phrase!(
            "in {lost} van de koppen staat � waar een letter met een accent stond",
            "in {lost} of the headings a � stands where a letter with an accent stood"
        );
        let help = phrase!(
            "Die letters zijn verloren. Exporteer opnieuw en sla de CSV niet op vanuit Excel; een werkmap (.xlsx) kan wel.",
            "Those letters are lost. Export again and do not save the CSV from Excel; a workbook (.xlsx) is fine."
        );
        notes.push(Diagnostic::warning(Code::BrokenAccents, headline).at(place()).help(help));
    }
    notes
}

/// A text as it was before UTF-8 was taken for Windows-1252; `None` where that did not happen. Hardly any other text
/// passes: every letter with an accent would have to stand where UTF-8 puts the next part of one.
fn mended(text: &str) -> Option<String> {
    if text.is_ascii() {
        return None;
    }
    let (bytes, _, unknown) = WINDOWS_1252.encode(text);
    let mended =
        if unknown { None } else { UTF_8.decode_without_bom_handling_and_without_replacement(&bytes) }?;
    Some(mended.into_owned()).filter(|mended| mended != text)
}

/// The word with the first accent, so that a message stays short.
fn around_accent(text: &str) -> &str {
    text.split_whitespace().find(|word| !word.is_ascii()).unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_text_that_was_encoded_twice_is_mended() {
        for (text, meant) in [
            ("MÃ©ning over coÃ«ducatie", Some("Méning over coëducatie")),
            ("â€œbegeleidingâ€\u{9d}", Some("“begeleiding”")),
            ("Méning over coëducatie", None),
            ("Ã is een letter", None),
            ("begeleiding", None),
            ("Begeleiding ✓", None),
            ("", None),
        ] {
            assert_eq!(mended(text).as_deref(), meant, "{text}");
        }
    }
}
