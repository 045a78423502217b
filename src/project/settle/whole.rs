use std::path::Path;

use super::indicator;
use super::meeting::{self, Known};
use super::names::Names;
use super::quality;
use super::remarks;
use super::roles::Roles;
use super::scale::Scales;
use super::settings::{self, WHOLE_FILE};
use super::source;
use super::weighing;
use crate::diagnostics::Code;
use crate::domain::{Project, Readers, Round, RoundId, phrase};
use crate::project::draft::ProjectDraft;
use crate::project::faults::{Fault, Faults};
use crate::project::to_fill_in;
use crate::project::written::Written;

/// The project that a draft describes; `None` if part of it is missing or wrong, which has then been reported.
pub(in crate::project) fn settle(
    draft: &ProjectDraft,
    file: &str,
    folder: &Path,
    faults: &mut Faults,
) -> Option<Project> {
    let partnership = settings::partnership(draft, faults);
    let minimums = settings::minimums(draft.privacy.as_ref(), faults);
    let noticeable = settings::noticeable(draft.noticeable.as_ref(), faults);
    let level = settings::level(draft, faults);
    let limits = settings::limits(draft.limits.as_ref(), faults);
    let remarks = remarks::rules(draft, faults);
    let open_answers = draft.remarks.is_some() || faults.lost(&WHOLE_FILE, "remarks");
    let (round_names, rounds) = rounds(draft, faults);
    let roles = Roles::gather(draft, faults);
    let scales = Scales::gather(draft, faults);
    let drafts = not_empty(&draft.source, "source", faults);
    let sources = all(drafts, |source| source::settle(source, &round_names, open_answers, faults));
    let groupings = groupings(draft, faults);
    let weigh_by = weighing::settle(draft, &groupings, faults);

    let drafts = draft.indicator.as_deref().unwrap_or_default();
    let criteria = draft.criterion.as_deref().unwrap_or_default();
    let complete = !faults.lost(&WHOLE_FILE, "indicator");
    let indicator_names = indicator::names(drafts, criteria, complete, faults);
    let indicators = all(drafts, |draft| indicator::settle(draft, &scales, &roles, &groupings, faults));
    let criteria = all(criteria, |draft| indicator::criterion(draft, faults));
    let absent = indicators.as_ref().is_none_or(|own| quality::absent_columns(draft, own, faults));

    let drafts = draft.meeting.as_deref().unwrap_or_default();
    let ids = drafts.iter().map(|meeting| meeting.value.id.as_ref());
    Names::gather(phrase!("gesprek", "meeting"), ids.clone(), true, faults);
    Names::apart_in_links(phrase!("gesprek", "meeting"), ids, faults);
    let known = Known { groupings: &groupings, roles: &roles.names, indicators: &indicator_names };
    let mut meetings = all(drafts, |draft| meeting::settle(draft, &known, faults))?;
    meetings.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));

    if !absent {
        return None;
    }
    Some(Project {
        folder: folder.to_owned(),
        file: file.to_owned(),
        partnership: partnership?,
        minimums: minimums?,
        readers: Readers::default(),
        privacy: minimums?.of(Readers::default()),
        noticeable: noticeable?,
        response_norm: draft
            .response
            .as_ref()
            .and_then(|response| response.value.norm.as_ref())
            .map(|norm| norm.value),
        weigh_by: weigh_by?,
        level: level?,
        limits: limits?,
        remarks: remarks?,
        roles: roles.into_titles(),
        rounds: rounds?,
        sources: sources?,
        scales: scales.own,
        indicators: indicators?,
        criteria: criteria?,
        meetings,
    })
}

/// Settles each of a list, also after one that does not; `None` if any does not.
fn all<D, T>(drafts: &[D], settle: impl FnMut(&D) -> Option<T>) -> Option<Vec<T>> {
    let settled: Vec<Option<T>> = drafts.iter().map(settle).collect();
    settled.into_iter().collect()
}

/// A list that must hold something. Absent altogether, the walk over the shape has said so.
fn not_empty<'a, T>(list: &'a Option<Vec<T>>, key: &str, faults: &mut Faults) -> &'a [T] {
    if list.as_ref().is_some_and(Vec::is_empty) && !faults.lost(&WHOLE_FILE, key) {
        faults.error(Fault {
            code: Code::MissingKey,
            span: WHOLE_FILE,
            headline: phrase!("Er is geen enkele `[[{key}]]`.", "There is not one `[[{key}]]`."),
            label: phrase!("verwacht: een of meer", "expected: one or more"),
            help: Some(phrase!("Voeg toe: `[[{key}]]`", "Add: `[[{key}]]`")),
        });
    }
    list.as_deref().unwrap_or_default()
}

/// The names of the rounds, and the rounds from old to new.
fn rounds(draft: &ProjectDraft, faults: &mut Faults) -> (Names, Option<Vec<Round>>) {
    let drafts = not_empty(&draft.round, "round", faults);
    let complete = draft.round.is_some() && !faults.lost(&WHOLE_FILE, "round");
    let ids = drafts.iter().map(|round| round.value.id.as_ref());
    let names = Names::gather(phrase!("ronde", "round"), ids, complete, faults);
    let mut seen: Vec<jiff::civil::Date> = Vec::new();
    for date in drafts.iter().filter_map(|round| round.value.date.as_ref()) {
        let day = date.value.0;
        if day == to_fill_in::DAY {
            settings::still_to_fill_in(&date.span, faults);
        }
        if seen.contains(&day) {
            same_day(&date.with(day), faults);
        }
        seen.push(day);
    }
    let rounds = all(drafts, |round| {
        let id = RoundId::new(&round.value.id.as_ref()?.value);
        Some(Round { id, date: round.value.date.as_ref()?.value.0 })
    });
    let sorted = rounds.map(|mut rounds| {
        rounds.sort_by(|a, b| (a.date, &a.id).cmp(&(b.date, &b.id)));
        rounds
    });
    (names, sorted)
}

fn same_day(date: &Written<jiff::civil::Date>, faults: &mut Faults) {
    let day = date.value;
    faults.warning(Fault {
        code: Code::BadValue,
        span: date.span.clone(),
        headline: phrase!(
            "Twee rondes hebben dezelfde datum, {day}.",
            "Two rounds have the same date, {day}."
        ),
        label: phrase!("welke was het eerst?", "which one came first?"),
        help: Some(phrase!(
            "Rondes worden op datum gezet; geef elke haar eigen dag.",
            "Rounds are put in order by date; give each its own day."
        )),
    });
}

/// What the respondents of any source are grouped by.
fn groupings(draft: &ProjectDraft, faults: &Faults) -> Names {
    let complete = !faults.lost(&WHOLE_FILE, "source");
    let mut names = Names::new(phrase!("indeling", "grouping"), complete);
    for source in draft.source.iter().flatten() {
        if faults.lost(&source.span, "groups") {
            names.leave_open();
        }
        for (key, _) in source.value.groups.iter().flat_map(|groups| &groups.value.0) {
            names.add(&key.value);
        }
    }
    names
}
