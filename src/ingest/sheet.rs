use super::fault::IngestError;
use super::marked_sheet::{marked_note, marked_sheet};
use super::workbook::{SheetName, Workbook};
use crate::diagnostics::{Checked, Code, Diagnostic};
use crate::domain::{Lang, Limits, Phrase, Place};
use crate::text::and_list;

/// The sheet that was named, or else the only visible one in which something stands, or the only one of those with
/// the headings of a survey tool. Hidden sheets that were
/// passed over are noted.
pub(super) fn choose_sheet(
    workbook: &mut Workbook,
    named: Option<&str>,
    place: &Place,
    limits: &Limits,
) -> Result<Checked<String>, IngestError> {
    let sheets = workbook.sheets();
    let names = |sheets: &[&SheetName]| sheets.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>();
    let (visible, hidden): (Vec<&SheetName>, Vec<&SheetName>) =
        sheets.iter().partition(|sheet| sheet.visible);
    let unclear = |sheets: Vec<String>| IngestError::SheetUnclear { place: place.clone(), sheets };
    if let Some(named) = named {
        let found = sheets.iter().find(|sheet| sheet.name.trim() == named.trim());
        let missing = || IngestError::SheetMissing {
            place: place.clone(),
            named: named.to_owned(),
            sheets: sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        };
        return found.map(|sheet| Checked::clean(sheet.name.clone())).ok_or_else(missing);
    }
    let mut filled = Vec::new();
    for sheet in &visible {
        if workbook.with_rows(&sheet.name, place, limits, |rows| rows.advance())? {
            filled.push(*sheet);
        }
    }
    let hidden = names(&hidden);
    match filled.as_slice() {
        [one] => Ok(Checked { value: one.name.clone(), notes: hidden_note(&hidden, place) }),
        [] if hidden.is_empty() => Err(IngestError::Empty { place: place.clone() }),
        [] => Err(unclear(hidden)),
        several => {
            let several = names(several);
            let known: Vec<&str> = several.iter().map(String::as_str).collect();
            let Some(chosen) = marked_sheet(workbook, &known, place, limits)? else {
                return Err(unclear(several));
            };
            let mut notes = hidden_note(&hidden, place);
            notes.push(marked_note(&chosen, &known, place));
            Ok(Checked { value: chosen, notes })
        }
    }
}

fn hidden_note(hidden: &[String], place: &Place) -> Vec<Diagnostic> {
    if hidden.is_empty() {
        return Vec::new();
    }
    let headline = Phrase::new(
        format!("niet gelezen, want verborgen: {}", and_list(Lang::Nl, hidden)),
        format!("not read, because hidden: {}", and_list(Lang::En, hidden)),
    );
    vec![Diagnostic::note(Code::HiddenSheet, headline).at(place.clone())]
}
