use super::compared;
use super::earlier::labelled;
use super::wording::{answered, between, measure, people, who};
use crate::assess::{Estimate, Figure, Verdict, judge};
use crate::domain::{Bound, Lang, Project, RoleId, Slice, Statistic};

/// A figure that is to be said, with all that its words need.
#[derive(Clone, Copy, Debug)]
pub struct Told<'a> {
    /// What it is.
    pub statistic: Statistic,
    /// The figure.
    pub figure: &'a Estimate,
    /// What it is held against.
    pub bound: Option<Bound>,
    /// What came of that.
    pub verdict: Option<Verdict>,
    /// Over how many groups or roles it is taken, where it compares some.
    pub compared: Option<u64>,
}

/// A figure, how sure we are and whose it is: 'gemiddeld 3,4 (tussen 3,2 en 3,6), bij de 48 studenten'. `roles` are those
/// that were asked.
pub fn said(lang: Lang, project: &Project, slice: &Slice, roles: &[RoleId], told: Told<'_>) -> String {
    let day = told.figure.clearance.as_of();
    labelled(lang, plainly_said(lang, project, slice, roles, told), day)
}

fn plainly_said(lang: Lang, project: &Project, slice: &Slice, roles: &[RoleId], told: Told<'_>) -> String {
    let Told { statistic, figure, bound, compared, .. } = told;
    let said = measure(lang, statistic, figure, bound);
    if statistic == Statistic::ResponseRate {
        let asked = figure.asked();
        let people = people(lang, project, slice, roles, asked);
        return match answered(lang, figure) {
            Some(_) => format!("{said} {people}"),
            None => lang
                .pick(format!("{said} van de {asked} {people}"), format!("{said} of the {asked} {people}")),
        };
    }
    let how: Vec<String> =
        reach(lang, statistic, figure, bound).into_iter().chain(unrounded(lang, told)).collect();
    let range = if how.is_empty() { String::new() } else { format!(" ({})", how.join("; ")) };
    if let Some(compared) = compared {
        return format!("{said}{range}, {}", compared::over(lang, statistic, compared));
    }
    let who = who(lang, project, slice, roles, figure.n);
    lang.pick(format!("{said}{range}, bij {who}"), format!("{said}{range}, among {who}"))
}

/// That a verdict was given on unrounded figures, where it is not the one that these, rounded, would get.
fn unrounded(lang: Lang, told: Told<'_>) -> Option<String> {
    let (bound, verdict) = told.bound.zip(told.verdict)?;
    let of_these = judge(&Figure::Value(told.figure.clone()), bound);
    let words = lang.pick("geoordeeld vóór het afronden", "judged before rounding");
    (of_these != verdict).then(|| words.to_owned())
}

/// How sure we are, as a range; of a change with signs. `None` where no interval can be given.
pub(super) fn reach(
    lang: Lang,
    statistic: Statistic,
    figure: &Estimate,
    bound: Option<Bound>,
) -> Option<String> {
    match statistic {
        Statistic::Change => compared::between(lang, figure, bound),
        _ => between(lang, figure, bound),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialogue::wording::tests::estimate;

    #[test]
    fn a_verdict_that_the_printed_figures_would_not_get_says_when_it_was_given() {
        let said = |figure: Estimate, verdict| {
            let bound = Some(Bound::AtLeast(3.5));
            let told = Told { statistic: Statistic::Mean, figure: &figure, bound, verdict, compared: None };
            unrounded(Lang::Nl, told).is_some()
        };
        let (inside, below) = (estimate(3.6, 3.5, 3.7), estimate(3.4, 3.3, 3.5));
        assert!(!said(inside.clone(), Some(Verdict::Met)));
        assert!(said(inside.clone(), Some(Verdict::ProbablyMet)), "3,49 was rounded to 3,5");
        assert!(!said(inside, None));
        assert!(!said(below.clone(), Some(Verdict::ProbablyNotMet)));
        assert!(said(below, Some(Verdict::NotMet)), "3,49 was rounded to 3,5");
    }
}
