use super::fault::IngestError;
use super::head::{find_mark, read_head};
use super::workbook::Workbook;
use crate::diagnostics::{Code, Diagnostic};
use crate::domain::Limits;
use crate::domain::{At, Lang, Phrase, Place};
use crate::text::and_list;

/// The only one of some sheets whose headings bear the mark of a platform: the sheet with the answers, beside those
/// with an explanation, groups of questions or somebody's own sums. `None` where none does, or several do.
pub(super) fn marked_sheet(
    workbook: &mut Workbook,
    sheets: &[&str],
    place: &Place,
    limits: &Limits,
) -> Result<Option<String>, IngestError> {
    let mut marked = Vec::new();
    for &sheet in sheets {
        let head = workbook.with_rows(sheet, place, limits, |rows| read_head(rows, None))?;
        if find_mark(&head).is_some() {
            marked.push(sheet);
        }
    }
    Ok(match marked.as_slice() {
        [one] => Some((*one).to_owned()),
        _ => None,
    })
}

/// That one sheet is read and the others are not.
pub(super) fn marked_note(chosen: &str, sheets: &[&str], place: &Place) -> Diagnostic {
    let others: Vec<String> =
        sheets.iter().filter(|sheet| **sheet != chosen).map(|sheet| format!("`{sheet}`")).collect();
    let headline = Phrase::new(
        format!(
            "blad `{chosen}` is gelezen, want alleen dat draagt de koppen van een enquêteprogramma; niet gelezen: {}",
            and_list(Lang::Nl, &others)
        ),
        format!(
            "sheet `{chosen}` is read, for it alone has the headings of a survey tool; not read: {}",
            and_list(Lang::En, &others)
        ),
    );
    let help = Phrase::new(
        "is een ander blad bedoeld? Noem het met `sheet = \"…\"`",
        "is another sheet meant? Name it with `sheet = \"…\"`",
    );
    let at = Place { file: place.file.clone(), at: At::Sheet(chosen.to_owned()) };
    Diagnostic::note(Code::SheetFound, headline).at(at).help(help)
}
