use super::compared;
use super::earlier::labelled;
use super::wording::{between, measure, people, who};
use crate::assess::Estimate;
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
    let Told { statistic, figure, bound, compared } = told;
    let said = measure(lang, statistic, figure, bound);
    if statistic == Statistic::ResponseRate {
        let asked = figure.population.unwrap_or(figure.n);
        let people = people(lang, project, slice, roles, asked);
        return lang
            .pick(format!("{said} van de {asked} {people}"), format!("{said} of the {asked} {people}"));
    }
    let range = reach(lang, statistic, figure, bound).map(|range| format!(" ({range})")).unwrap_or_default();
    if let Some(compared) = compared {
        return format!("{said}{range}, {}", compared::over(lang, statistic, compared));
    }
    let who = who(lang, project, slice, roles, figure.n);
    lang.pick(format!("{said}{range}, bij {who}"), format!("{said}{range}, among {who}"))
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
