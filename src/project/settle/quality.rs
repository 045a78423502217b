use std::collections::BTreeSet;

use super::checks::{at_least, bad_value, filled};
use super::source::twice;
use crate::diagnostics::{Code, nearest};
use crate::domain::{Flaw, Indicator, Quality, phrase};
use crate::project::draft::{ProjectDraft, SourceDraft};
use crate::project::faults::{Fault, Faults};
use crate::project::written::Written;

/// Which responses of a source are left out, and by what bounds.
pub(super) fn settle(source: &Written<SourceDraft>, faults: &mut Faults) -> Option<Quality> {
    let draft = &source.value;
    let fastest_seconds = match &draft.fastest_seconds {
        Some(seconds) => at_least(seconds, 1, "fastest-seconds", faults).map(Some),
        None => Some(None),
    };
    let (from, until) =
        (draft.from.as_ref().map(|day| day.value.0), draft.until.as_ref().map(|day| day.value.0));
    let in_order = match (from, until, &draft.until) {
        (Some(first), Some(last), Some(written)) if last < first => {
            bad_value(
                faults,
                &written.span,
                phrase!(
                    "`until` is {last}, en dat ligt vóór `from` ({first}).",
                    "`until` is {last}, which lies before `from` ({first})."
                ),
                phrase!("verwacht: {first} of later", "expected: {first} or later"),
                Some(phrase!(
                    "Draai de twee om, of verbeter een van beide.",
                    "Swap the two, or mend one of them."
                )),
            );
            false
        }
        _ => true,
    };
    let leave_out = leave_out(source, faults);
    let quality = Quality { leave_out: leave_out?, fastest_seconds: fastest_seconds?, from, until };
    in_order.then_some(quality)
}

fn leave_out(source: &Written<SourceDraft>, faults: &mut Faults) -> Option<BTreeSet<Flaw>> {
    let draft = &source.value;
    let Some(written) = &draft.leave_out else { return Some(Quality::default().leave_out) };
    let mut flaws = BTreeSet::new();
    let mut sound = true;
    for flaw in &written.value {
        if !flaws.insert(flaw.value) {
            twice(&flaw.with(flaw.value.key().to_owned()), faults);
            sound = false;
        }
        let (bound, is_there, line) = match flaw.value {
            Flaw::TooFast => ("fastest-seconds", draft.fastest_seconds.is_some(), "fastest-seconds = 90"),
            Flaw::OutsideDates => {
                ("from", draft.from.is_some() || draft.until.is_some(), "from = 2026-03-01")
            }
            _ => continue,
        };
        if is_there || ["fastest-seconds", "from", "until"].iter().any(|key| faults.lost(&source.span, key)) {
            continue;
        }
        let key = flaw.value.key();
        sound = false;
        faults.error(Fault {
            code: Code::MissingKey,
            span: flaw.span.clone(),
            headline: phrase!(
                "`{key}` weglaten kan pas als de bron zegt waar de grens ligt: `{bound}` ontbreekt.",
                "`{key}` can be left out only if the source says where the bound lies: `{bound}` is missing."
            ),
            label: phrase!("hier hoort `{bound}` bij", "`{bound}` belongs with this"),
            help: Some(phrase!(
                "Voeg aan de bron toe, met uw eigen waarde: `{line}`",
                "Add to the source, with a value of your own: `{line}`"
            )),
        });
    }
    sound.then_some(flaws)
}

/// A list of columns, none of them empty or named twice. The outer `None` means that it is there and wrong.
pub(super) fn columns(
    written: &Option<Written<Vec<Written<String>>>>,
    key: &str,
    faults: &mut Faults,
) -> Option<Option<Vec<String>>> {
    let Some(written) = written else { return Some(None) };
    let mut columns: Vec<String> = Vec::new();
    let mut sound = true;
    for column in &written.value {
        match filled(column, key, faults) {
            Some(name) if columns.contains(&name) => {
                sound = false;
                twice(column, faults);
            }
            Some(name) => columns.push(name),
            None => sound = false,
        }
    }
    sound.then_some(Some(columns))
}

/// Whether every column that a source says is absent is one that an indicator asks of; each that is not is reported.
pub(super) fn absent_columns(draft: &ProjectDraft, indicators: &[Indicator], faults: &mut Faults) -> bool {
    let items = indicators.iter().flat_map(|indicator| &indicator.items);
    let asked: BTreeSet<&str> =
        items.flat_map(|item| item.columns.values()).map(|column| column.trim()).collect();
    let mut sound = true;
    let sources = draft.source.iter().flatten();
    for column in sources.filter_map(|source| source.value.absent.as_ref()).flat_map(|absent| &absent.value) {
        let name = column.value.trim();
        if name.is_empty() || asked.contains(name) {
            continue;
        }
        sound = false;
        let near = nearest(name, asked.iter().copied());
        faults.error(Fault {
            code: Code::UnknownName,
            span: column.span.clone(),
            headline: phrase!(
                "`{name}` staat bij `absent`, maar geen enkele indicator vraagt die kolom.",
                "`{name}` stands at `absent`, but no indicator asks for that column."
            ),
            label: match near {
                Some(near) => phrase!("bedoelt u `{near}`?", "do you mean `{near}`?"),
                None => phrase!("geen kolom van een indicator", "no column of an indicator"),
            },
            help: Some(phrase!(
                "Noem de kolom precies zoals de indicator haar noemt, of haal haar hier weg.",
                "Name the column exactly as the indicator does, or remove it here."
            )),
        });
    }
    sound
}
