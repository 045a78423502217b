use super::fault::IngestError;
use super::marked_sheet::{marked_note, marked_sheet};
use super::workbook::{SheetName, Workbook};
use crate::diagnostics::{Checked, Code, Diagnostic};
use crate::domain::{Lang, Limits, Phrase, Place};
use crate::text::and_list;

/// The sheet that was named, or else the only visible one in which something stands, or the only one of those with
/// the headings of a survey tool. Every other sheet is noted, by its name only.
pub(super) fn choose_sheet(
    workbook: &mut Workbook,
    named: Option<&str>,
    place: &Place,
    limits: &Limits,
) -> Result<Checked<String>, IngestError> {
    let sheets = workbook.sheets();
    let chosen = |chosen: &SheetName| Checked {
        value: chosen.name.clone(),
        notes: passed_over(&sheets, &chosen.name, place),
    };
    if let Some(named) = named {
        let exact = sheets.iter().find(|sheet| sheet.name == named);
        let found = exact.or_else(|| sheets.iter().find(|sheet| sheet.name.trim() == named.trim()));
        let missing = || IngestError::SheetMissing {
            place: place.clone(),
            named: named.to_owned(),
            sheets: sheets.iter().map(|sheet| sheet.name.clone()).collect(),
        };
        return found.map(chosen).ok_or_else(missing);
    }
    let mut filled = Vec::new();
    for sheet in sheets.iter().filter(|sheet| sheet.visible) {
        if workbook.with_rows(&sheet.name, place, limits, |rows| rows.advance())? {
            filled.push(sheet);
        }
    }
    let unclear = |sheets: Vec<String>| IngestError::SheetUnclear { place: place.clone(), sheets };
    let names = |sheets: &[&SheetName]| sheets.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>();
    let hidden: Vec<&SheetName> = sheets.iter().filter(|sheet| !sheet.visible).collect();
    match filled.as_slice() {
        [one] => Ok(chosen(one)),
        [] if hidden.is_empty() => Err(IngestError::Empty { place: place.clone() }),
        [] => Err(unclear(names(&hidden))),
        several => {
            let known: Vec<&str> = several.iter().map(|sheet| sheet.name.as_str()).collect();
            let Some(marked) = marked_sheet(workbook, &known, place, limits)? else {
                return Err(unclear(names(several)));
            };
            let mut notes = passed_over(&sheets, &marked, place);
            notes.retain(|note| note.code != Code::SheetPassedOver);
            notes.push(marked_note(&marked, &known, place));
            Ok(Checked { value: marked, notes })
        }
    }
}

fn passed_over(sheets: &[SheetName], chosen: &str, place: &Place) -> Vec<Diagnostic> {
    let others = |visible: bool| -> Vec<String> {
        let other = |sheet: &&SheetName| sheet.visible == visible && sheet.name != chosen;
        sheets.iter().filter(other).map(|sheet| format!("`{}`", sheet.name)).collect()
    };
    let list = |lang: Lang, names: &[String]| and_list(lang, names);
    let mut notes = Vec::new();
    let hidden = others(false);
    if !hidden.is_empty() {
        let headline = Phrase::new(
            format!("niet gelezen, want verborgen: {}", list(Lang::Nl, &hidden)),
            format!("not read, because hidden: {}", list(Lang::En, &hidden)),
        );
        notes.push(Diagnostic::note(Code::HiddenSheet, headline).at(place.clone()));
    }
    let visible = others(true);
    if !visible.is_empty() {
        let headline = Phrase::new(
            format!("gelezen is `{chosen}`; niet gelezen: {}", list(Lang::Nl, &visible)),
            format!("`{chosen}` is read; not read: {}", list(Lang::En, &visible)),
        );
        notes.push(Diagnostic::note(Code::SheetPassedOver, headline).at(place.clone()));
    }
    notes
}
