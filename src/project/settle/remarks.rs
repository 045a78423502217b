//! Open answers: off unless the file says who looks at them, and then only the columns it names.

use std::collections::BTreeMap;

use super::checks::{bad_value, filled};
use super::source::twice;
use crate::domain::{OpenAnswers, phrase};
use crate::project::draft::{ProjectDraft, ShapeWord, SourceDraft};
use crate::project::faults::Faults;
use crate::project::written::Written;

/// Who looks at open answers before anything of them is shown; the outer `None` means that it is there and wrong.
pub(super) fn rules(draft: &ProjectDraft, faults: &mut Faults) -> Option<Option<OpenAnswers>> {
    let Some(remarks) = &draft.remarks else { return Some(None) };
    let released_by = remarks.value.released_by.as_ref()?;
    Some(Some(OpenAnswers { released_by: filled(released_by, "released-by", faults)? }))
}

/// The open questions of a source: question to column.
pub(super) fn columns(
    source: &Written<SourceDraft>,
    allowed: bool,
    faults: &mut Faults,
) -> Option<BTreeMap<String, String>> {
    let Some(remarks) = &source.value.remarks else { return Some(BTreeMap::new()) };
    let mut sound = true;
    if !allowed {
        sound = false;
        bad_value(
            faults,
            &remarks.span,
            phrase!(
                "Hier staan kolommen met open antwoorden, maar het projectbestand zegt niet wie ze bekijkt.",
                "These are columns of open answers, but the project file does not say who looks at them."
            ),
            phrase!("verwacht: ook een blok `[remarks]`", "expected: a block `[remarks]` as well"),
            Some(phrase!(
                "Zet `[remarks]` met `released-by = \"wie de opmerkingen vrijgeeft\"` in het bestand, of haal `remarks` hier weg: dan worden open antwoorden niet gelezen.",
                "Put `[remarks]` with `released-by = \"who releases the remarks\"` in the file, or take `remarks` away here: open answers are not read then."
            )),
        );
    }
    if source.value.shape.as_ref().is_some_and(|shape| shape.value != ShapeWord::Wide) {
        sound = false;
        bad_value(
            faults,
            &remarks.span,
            phrase!(
                "In deze bron is een rij geen respondent; daar zijn open antwoorden niet te lezen.",
                "In this source a row is no respondent; open answers cannot be read there."
            ),
            phrase!("verwacht: alleen bij `shape = \"wide\"`", "expected: only with `shape = \"wide\"`"),
            None,
        );
    }
    let mut columns: BTreeMap<String, String> = BTreeMap::new();
    for (question, column) in &remarks.value.0 {
        let (Some(name), Some(from)) =
            (filled(question, "remarks", faults), filled(column, "remarks", faults))
        else {
            sound = false;
            continue;
        };
        if columns.values().any(|known| known.trim() == from.trim()) {
            sound = false;
            twice(column, faults);
        }
        columns.insert(name, from);
    }
    sound.then_some(columns)
}
