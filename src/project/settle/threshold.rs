use std::collections::BTreeSet;
use std::ops::Range;

use super::checks::{bad_value, filled};
use super::names::Names;
use super::roles::Roles;
use super::scale::Length;
use super::{bound, compared};
use crate::diagnostics::Code;
use crate::domain::{Bound, Phrase, RoleId, Rung, Statistic, Threshold, Unit, phrase};
use crate::project::draft::ThresholdDraft;
use crate::project::faults::{Fault, Faults};
use crate::project::wording::choose_from;
use crate::project::written::Written;

/// What a threshold needs to know of its indicator.
pub(super) struct Home<'a> {
    /// The length of its scale, where it is known.
    pub length: Option<Length>,
    /// The roles that its statements were put to.
    pub asked: &'a BTreeSet<String>,
    /// The roles of the project.
    pub roles: &'a Roles,
    /// What respondents are grouped by.
    pub groupings: &'a Names,
}

/// The thresholds of one indicator, lowest rung first.
pub(super) fn settle(
    drafts: &[Written<ThresholdDraft>],
    home: &Home<'_>,
    faults: &mut Faults,
) -> Option<Vec<Threshold>> {
    let settled: Vec<_> = drafts.iter().map(|draft| one(draft, home, faults)).collect();
    let whole = settled.iter().all(Option::is_some);
    let mut settled: Vec<(Threshold, Range<usize>)> = settled.into_iter().flatten().collect();
    settled.sort_by_key(|(threshold, _)| threshold.rung);
    in_order(&settled, faults);
    whole.then(|| settled.into_iter().map(|(threshold, _)| threshold).collect())
}

fn one(
    threshold: &Written<ThresholdDraft>,
    home: &Home<'_>,
    faults: &mut Faults,
) -> Option<(Threshold, Range<usize>)> {
    let draft = &threshold.value;
    if let (Some(statistic), Some(unit)) = (&draft.statistic, &draft.unit) {
        unit_fits(statistic.value, unit, faults);
    }
    let bound = bound::settle(threshold, home.length, faults);
    let role = role(draft, home, faults);
    let grouping = compared::grouping(threshold, home, faults);
    let sides = compared::has_two_sides(threshold, home, faults);
    let why = draft.why.as_ref().and_then(|why| filled(why, "why", faults));
    let owner = draft.owner.as_ref().and_then(|owner| filled(owner, "owner", faults));
    let review_by = review_by(draft, faults);
    let (bound, span) = bound?;
    let threshold = Threshold {
        rung: draft.rung.as_ref()?.value,
        statistic: draft.statistic.as_ref()?.value,
        bound,
        unit: draft.unit.as_ref()?.value,
        role: role?,
        grouping: grouping.filter(|_| sides)?,
        why: why?,
        owner: owner?,
        agreed_on: draft.agreed_on.as_ref()?.value.0,
        review_by: review_by?,
    };
    Some((threshold, span))
}

fn unit_fits(statistic: Statistic, unit: &Written<Unit>, faults: &mut Faults) {
    let units = statistic.units();
    if units.contains(&unit.value) {
        return;
    }
    let keys: Vec<&str> = units.iter().copied().map(unit_key).collect();
    let (key, found) = (statistic.key(), unit_key(unit.value));
    let list = crate::project::wording::choices(&keys);
    bad_value(
        faults,
        &unit.span,
        phrase!("`{key}` wordt niet gezegd in `{found}`.", "`{key}` is not said in `{found}`."),
        Phrase::new(format!("verwacht: {}", list.nl), format!("expected: {}", list.en)),
        None,
    );
}

/// The key of the project file for a unit.
pub(in crate::project) fn unit_key(unit: Unit) -> &'static str {
    match unit {
        Unit::Points => "points",
        Unit::Percent => "percent",
        Unit::Coefficient => "coefficient",
    }
}

/// The role of a threshold. The inner `None` means everyone's answers.
fn role(draft: &ThresholdDraft, home: &Home<'_>, faults: &mut Faults) -> Option<Option<RoleId>> {
    let Some(role) = &draft.role else { return Some(None) };
    if !home.roles.names.resolve(role, None, faults) {
        return None;
    }
    let name = &role.value;
    let response =
        draft.statistic.as_ref().is_some_and(|statistic| statistic.value == Statistic::ResponseRate);
    if home.asked.is_empty() || home.asked.contains(name) || response || !home.roles.names.knows(name) {
        return Some(Some(RoleId::new(name)));
    }
    let asked: Vec<&String> = home.asked.iter().collect();
    faults.error(Fault {
        code: Code::UnknownName,
        span: role.span.clone(),
        headline: phrase!(
            "Aan de rol `{name}` is voor deze indicator niets gevraagd.",
            "Nothing was asked of the role `{name}` for this indicator."
        ),
        label: phrase!("voor deze rol valt er niets te wegen", "for this role there is nothing to weigh"),
        help: choose_from(&asked),
    });
    None
}

fn review_by(draft: &ThresholdDraft, faults: &mut Faults) -> Option<Option<jiff::civil::Date>> {
    let Some(review) = &draft.review_by else { return Some(None) };
    let day = review.value.0;
    if let Some(agreed) =
        draft.agreed_on.as_ref().map(|agreed| agreed.value.0).filter(|agreed| *agreed >= day)
    {
        bad_value(
            faults,
            &review.span,
            phrase!(
                "`review-by` ({day}) ligt niet na `agreed-on` ({agreed}).",
                "`review-by` ({day}) is not after `agreed-on` ({agreed})."
            ),
            phrase!("verwacht: een dag na {agreed}", "expected: a day after {agreed}"),
            None,
        );
        return None;
    }
    Some(Some(day))
}

/// Reports rungs of the same figure that are given twice, that look different ways, or of which the higher asks less.
/// `thresholds` are sorted by rung.
fn in_order(thresholds: &[(Threshold, Range<usize>)], faults: &mut Faults) {
    let same = |a: &Threshold, b: &Threshold| {
        (a.statistic, &a.role, &a.grouping, a.unit) == (b.statistic, &b.role, &b.grouping, b.unit)
    };
    for (place, (higher, span)) in thresholds.iter().enumerate() {
        let mut below = thresholds.iter().take(place).filter(|(lower, _)| same(lower, higher));
        let Some((lower, _)) = below.next_back() else { continue };
        if lower.rung == higher.rung {
            twice(higher, span, faults);
            continue;
        }
        let fault = match (lower.bound, higher.bound) {
            (Bound::AtLeast(low), Bound::AtLeast(high)) => high < low,
            (Bound::AtMost(low), Bound::AtMost(high)) => high > low,
            _ => true,
        };
        if fault {
            out_of_order(lower, higher, span, faults);
        }
    }
}

fn twice(threshold: &Threshold, span: &Range<usize>, faults: &mut Faults) {
    let (rung, key) = (rung_key(threshold.rung), threshold.statistic.key());
    faults.error(Fault {
        code: Code::DuplicateName,
        span: span.clone(),
        headline: phrase!(
            "De trede `{rung}` heeft twee drempels voor `{key}`.",
            "The rung `{rung}` has two thresholds for `{key}`."
        ),
        label: phrase!("één trede, één grens", "one rung, one bound"),
        help: Some(phrase!(
            "Haal er één weg, of zeg met `role` voor wie elk geldt.",
            "Remove one of them, or say with `role` for whom each holds."
        )),
    });
}

fn out_of_order(lower: &Threshold, higher: &Threshold, span: &Range<usize>, faults: &mut Faults) {
    let (low, high) = (rung_key(lower.rung), rung_key(higher.rung));
    let (below, above) = (written(lower), written(higher));
    faults.error(Fault {
        code: Code::RungsOutOfOrder,
        span: span.clone(),
        headline: phrase!(
            "`{high}` ({above}) vraagt niet meer dan `{low}` ({below}).",
            "`{high}` ({above}) does not ask more than `{low}` ({below})."
        ),
        label: phrase!("hoort strenger te zijn dan `{low}`", "should be stricter than `{low}`"),
        help: Some(phrase!(
            "De volgorde is basis, good-enough, ambition; alle drie met `at-least`, of alle drie met `at-most`.",
            "The order is basis, good-enough, ambition; all three with `at-least`, or all three with `at-most`."
        )),
    });
}

/// The bound as the file writes it: `at-least = 70`.
fn written(threshold: &Threshold) -> String {
    let (key, value) = match threshold.bound {
        Bound::AtLeast(value) => ("at-least", value),
        Bound::AtMost(value) => ("at-most", value),
    };
    let value = if threshold.unit == Unit::Percent { value * 100.0 } else { value };
    format!("{key} = {}", super::checks::tidy(value))
}

/// The key of the project file for a rung.
pub(in crate::project) fn rung_key(rung: Rung) -> &'static str {
    match rung {
        Rung::Basis => "basis",
        Rung::GoodEnough => "good-enough",
        Rung::Ambition => "ambition",
    }
}
