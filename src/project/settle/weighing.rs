use super::names::Names;
use crate::diagnostics::Code;
use crate::domain::{GroupKey, WeighBy, phrase};
use crate::project::draft::{ProjectDraft, SourceDraft};
use crate::project::faults::{Fault, Faults};
use crate::project::written::Written;

/// What everyone is weighed by; the outer `None` means that it is there and wrong, which has then been reported.
///
/// It takes that sources say how many were asked, in a file with a column for the grouping where it is one. Of a round
/// without, no weighted figure is made, and that is a warning; without any, an error.
pub(super) fn settle(
    draft: &ProjectDraft,
    groupings: &Names,
    faults: &mut Faults,
) -> Option<Option<WeighBy>> {
    let Some(written) = draft.response.as_ref().and_then(|response| response.value.weigh_by.as_ref()) else {
        return Some(None);
    };
    let mut names = Names::new(phrase!("indeling", "grouping"), groupings.is_complete());
    names.add(WeighBy::ROLE);
    groupings.known().iter().for_each(|name| names.add(name));
    if !names.resolve(written, None, faults) {
        return None;
    }
    let by = match written.value.as_str() {
        WeighBy::ROLE => WeighBy::Role,
        grouping => WeighBy::Grouping(GroupKey::new(grouping)),
    };
    let says = |source: &SourceDraft| match by {
        WeighBy::Role => source.asked.is_some() || source.asked_number.is_some(),
        WeighBy::Grouping(_) => source.asked.is_some(),
    };
    let lost = |source: &&Written<SourceDraft>| {
        ["asked", "asked-number"].iter().any(|key| faults.lost(&source.span, key))
    };
    let sources: Vec<&Written<SourceDraft>> = draft.source.iter().flatten().collect();
    let silent: Vec<_> =
        sources.iter().copied().filter(|source| !says(&source.value) && !lost(source)).collect();
    let name = &written.value;
    let help = match by {
        WeighBy::Role => phrase!(
            "Zet bij de bron `asked = \"populatie.csv\"` of `asked-number = 40`, of haal `weigh-by` weg.",
            "Put `asked = \"population.csv\"` or `asked-number = 40` with the source, or take `weigh-by` out."
        ),
        WeighBy::Grouping(_) => phrase!(
            "Zet bij de bron `asked = \"populatie.csv\"`, een bestand met een kolom `{name}` en een kolom `aantal`, of haal `weigh-by` weg.",
            "Put `asked = \"population.csv\"` with the source, a file with a column `{name}` and a column `asked`, or take `weigh-by` out."
        ),
    };
    if !sources.is_empty() && silent.len() == sources.len() {
        faults.error(Fault {
            code: Code::MissingKey,
            span: written.span.clone(),
            headline: phrase!(
                "Wegen naar `{name}` kan niet: geen bron zegt hoeveel mensen per `{name}` gevraagd zijn.",
                "Weighing by `{name}` is not possible: no source says how many people were asked per `{name}`."
            ),
            label: phrase!("hier is `asked` bij een bron voor nodig", "this needs `asked` with a source"),
            help: Some(help),
        });
        return None;
    }
    for source in silent {
        faults.warning(Fault {
            code: Code::MissingKey,
            span: source.span.clone(),
            headline: phrase!(
                "Deze bron zegt niet hoeveel mensen per `{name}` gevraagd zijn; wat erop berust, wordt niet gewogen.",
                "This source does not say how many people were asked per `{name}`; what rests on it is not weighed."
            ),
            label: phrase!("hier hoort `asked` bij", "`asked` belongs with this"),
            help: Some(help.clone()),
        });
    }
    Some(Some(by))
}
