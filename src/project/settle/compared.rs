use super::checks::bad_value;
use super::threshold::Home;
use crate::diagnostics::Code;
use crate::domain::{GroupKey, Statistic, phrase};
use crate::project::draft::ThresholdDraft;
use crate::project::faults::{Fault, Faults};
use crate::project::wording::choose_from;
use crate::project::written::Written;

/// Whose groups a threshold on the lowest share of a group compares: the grouping it names, or the only one there is.
/// The inner `None`: it compares no groups.
pub(super) fn grouping(
    threshold: &Written<ThresholdDraft>,
    home: &Home<'_>,
    faults: &mut Faults,
) -> Option<Option<GroupKey>> {
    let draft = &threshold.value;
    let statistic = draft.statistic.as_ref()?;
    if statistic.value != Statistic::LowestGroupShare {
        let Some(grouping) = &draft.grouping else { return Some(None) };
        let key = statistic.value.key();
        bad_value(
            faults,
            &grouping.span,
            phrase!("`{key}` vergelijkt geen groepen.", "`{key}` compares no groups."),
            phrase!("hoort alleen bij `lowest-group-share`", "belongs with `lowest-group-share` only"),
            Some(phrase!("Haal `grouping` hier weg.", "Remove `grouping` here.")),
        );
        return None;
    }
    if let Some(grouping) = &draft.grouping {
        let known = home.groupings.resolve(grouping, None, faults);
        return known.then(|| Some(GroupKey::new(&grouping.value)));
    }
    match home.groupings.known() {
        [only] => Some(Some(GroupKey::new(only))),
        [] if home.groupings.is_complete() => {
            bad_value(
                faults,
                &statistic.span,
                phrase!(
                    "Geen bron zegt in welke groep iemand zit.",
                    "No source says which group somebody belongs to."
                ),
                phrase!("er zijn geen groepen om te vergelijken", "there are no groups to compare"),
                Some(phrase!(
                    "Noem bij de bronnen de kolom: `groups = {{ school = \"…\" }}`.",
                    "Name the column at the sources: `groups = {{ school = \"…\" }}`."
                )),
            );
            None
        }
        [] => None,
        several => {
            faults.error(Fault {
                code: Code::MissingKey,
                span: threshold.span.clone(),
                headline: phrase!(
                    "Deze drempel zegt niet welke groepen hij vergelijkt.",
                    "This threshold does not say which groups it compares."
                ),
                label: phrase!("hier hoort `grouping` bij", "`grouping` belongs with this"),
                help: choose_from(several),
            });
            None
        }
    }
}

/// Whether what a threshold compares can be there: a gap between roles needs two roles, and the groups of one role
/// alone are not counted apart. Reported if not.
pub(super) fn has_two_sides(
    threshold: &Written<ThresholdDraft>,
    home: &Home<'_>,
    faults: &mut Faults,
) -> bool {
    let draft = &threshold.value;
    let Some(statistic) = &draft.statistic else { return true };
    match (statistic.value, &draft.role) {
        (Statistic::RoleGap, _) if home.asked.len() == 1 => {
            bad_value(
                faults,
                &statistic.span,
                phrase!(
                    "Deze indicator is aan één rol gevraagd; een verschil tussen rollen is er dan niet.",
                    "This indicator was put to one role; so there is no gap between roles."
                ),
                phrase!("verwacht: twee rollen of meer", "expected: two roles or more"),
                Some(phrase!(
                    "Neem een ander cijfer, of noem bij de stellingen ook de kolom van een andere rol.",
                    "Take another figure, or name the column of another role at the statements too."
                )),
            );
            false
        }
        (Statistic::LowestGroupShare, Some(role)) if home.asked.iter().any(|asked| asked != &role.value) => {
            bad_value(
                faults,
                &role.span,
                phrase!(
                    "De groepen worden vergeleken over iedereen die antwoordde, niet over één rol.",
                    "The groups are compared over everyone who answered, not over one role."
                ),
                phrase!("kan hier niet", "cannot be here"),
                Some(phrase!(
                    "Haal `role` weg, of maak een indicator die alleen aan deze rol gevraagd is.",
                    "Remove `role`, or make an indicator that was put to this role only."
                )),
            );
            false
        }
        _ => true,
    }
}
