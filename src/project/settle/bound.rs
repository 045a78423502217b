use std::ops::Range;

use super::checks::{bad_value, percent, within};
use super::scale::Length;
use crate::diagnostics::Code;
use crate::domain::{Answer, Bound, ScaleKind, Statistic, Unit, phrase};
use crate::project::draft::ThresholdDraft;
use crate::project::faults::{Fault, Faults};
use crate::project::written::Written;

/// The bound of a threshold, in the figure's own unit (shares 0 to 1), and where it is written.
/// `length` is that of the indicator's scale, where it is known.
pub(super) fn settle(
    threshold: &Written<ThresholdDraft>,
    length: Option<Length>,
    faults: &mut Faults,
) -> Option<(Bound, Range<usize>)> {
    let draft = &threshold.value;
    let (written, key) = match (&draft.at_least, &draft.at_most) {
        (Some(value), None) => (value, "at-least"),
        (None, Some(value)) => (value, "at-most"),
        (Some(_), Some(at_most)) => {
            bad_value(
                faults,
                &at_most.span,
                phrase!(
                    "Een drempel heeft óf `at-least` óf `at-most`, niet allebei.",
                    "A threshold has either `at-least` or `at-most`, not both."
                ),
                phrase!("verwacht: één van de twee", "expected: one of the two"),
                Some(phrase!(
                    "Maak er twee drempels van als beide kanten tellen.",
                    "Make two thresholds of it if both sides count."
                )),
            );
            return None;
        }
        (None, None) => {
            if !["at-least", "at-most"].iter().any(|key| faults.lost(&threshold.span, key)) {
                no_bound(&threshold.span, faults);
            }
            return None;
        }
    };
    let (statistic, unit) = (draft.statistic.as_ref()?.value, draft.unit.as_ref()?);
    if !statistic.units().contains(&unit.value) {
        return None;
    }
    let value = match unit.value {
        Unit::Percent => {
            let low = if statistic == Statistic::Change { -100.0 } else { 0.0 };
            percent(written, key, (low, 100.0), faults)
        }
        Unit::Coefficient => within(written, key, (-1.0, 1.0), faults),
        Unit::Points => points(written, key, statistic, length, faults),
    }?;
    let bound = if key == "at-least" { Bound::AtLeast(value) } else { Bound::AtMost(value) };
    Some((bound, written.span.clone()))
}

/// A bound in scale points: between the ends of the scale, and differences between minus and plus its width.
fn points(
    written: &Written<f64>,
    key: &str,
    statistic: Statistic,
    length: Option<Length>,
    faults: &mut Faults,
) -> Option<f64> {
    if length.is_some_and(|length| length.kind == ScaleKind::Bipolar) {
        bad_value(
            faults,
            &written.span,
            phrase!(
                "Op een schaal met het beste in het midden heeft een gemiddelde geen betekenis.",
                "On a scale with its best in the middle a mean has no meaning."
            ),
            phrase!("verwacht: een aandeel in procenten", "expected: a share in per cents"),
            Some(phrase!(
                "Neem `statistic = \"favourable-share\"` met `unit = \"percent\"`.",
                "Take `statistic = \"favourable-share\"` with `unit = \"percent\"`."
            )),
        );
        return None;
    }
    let options = length.map_or(Answer::MAX_CATEGORY, |length| length.options);
    let range = statistic.range_in_points(options);
    within(written, key, range, faults)
}

fn no_bound(span: &Range<usize>, faults: &mut Faults) {
    faults.error(Fault {
        code: Code::MissingKey,
        span: span.clone(),
        headline: phrase!("Deze drempel noemt geen grens.", "This threshold names no bound."),
        label: phrase!("hier hoort `at-least` of `at-most` bij", "`at-least` or `at-most` belongs with this"),
        help: Some(phrase!(
            "Voeg toe: `at-least = …` (goed genoeg vanaf) of `at-most = …` (goed genoeg tot en met).",
            "Add: `at-least = …` (good enough from) or `at-most = …` (good enough up to)."
        )),
    });
}
