use std::collections::BTreeMap;

use super::checks::{at_least, bad_value, filled, filled_if_any};
use super::names::Names;
use super::source::twice;
use crate::domain::{Format, GroupKey, GroupValue, IndicatorId, Meeting, MeetingId, RoleId, phrase};
use crate::project::draft::MeetingDraft;
use crate::project::faults::Faults;
use crate::project::written::Written;

/// The names that a meeting may refer to.
pub(super) struct Known<'a> {
    /// What respondents are grouped by.
    pub groupings: &'a Names,
    /// The roles.
    pub roles: &'a Names,
    /// The indicators.
    pub indicators: &'a Names,
}

/// A conversation that the report is made for. That its name is not taken is checked before.
pub(super) fn settle(
    meeting: &Written<MeetingDraft>,
    known: &Known<'_>,
    faults: &mut Faults,
) -> Option<Meeting> {
    let draft = &meeting.value;
    let title = draft.title.as_ref().and_then(|title| filled(title, "title", faults));
    let minutes = draft.minutes.as_ref().and_then(|minutes| self::minutes(minutes, faults));
    let question = filled_if_any(&draft.question, "question", faults);
    let audience = audience(draft, known, faults);
    let role = phrase!(
        "Een rol die geen vragenlijst invult, meldt u zo aan: `[[role]]` met `id = \"…\"`.",
        "Declare a role that fills in no survey like this: `[[role]]` with `id = \"…\"`."
    );
    let participants = list(&draft.participants, faults, |written, faults| {
        known.roles.resolve(written, Some(role.clone()), faults)
    });
    let focus = list(&draft.focus, faults, |written, faults| known.indicators.resolve(written, None, faults));
    let formats = formats(draft, faults);
    Some(Meeting {
        id: MeetingId::new(&draft.id.as_ref()?.value),
        title: title?,
        date: draft.date.as_ref()?.value.0,
        minutes: minutes?,
        question: question?,
        audience: audience?,
        participants: participants?.into_iter().map(RoleId::new).collect(),
        focus: focus?.into_iter().map(IndicatorId::new).collect(),
        formats: formats?,
    })
}

fn minutes(written: &Written<i64>, faults: &mut Faults) -> Option<u32> {
    let minutes = at_least(written, 1, "minutes", faults)?;
    let fits = u32::try_from(minutes).ok().filter(|minutes| *minutes <= 24 * 60);
    if fits.is_none() {
        bad_value(
            faults,
            &written.span,
            phrase!(
                "Een gesprek van {minutes} minuten duurt langer dan een dag.",
                "A conversation of {minutes} minutes lasts longer than a day."
            ),
            phrase!("verwacht: minuten", "expected: minutes"),
            None,
        );
    }
    fits
}

fn audience(
    draft: &MeetingDraft,
    known: &Known<'_>,
    faults: &mut Faults,
) -> Option<BTreeMap<GroupKey, GroupValue>> {
    let mut settled = Some(BTreeMap::new());
    for (key, value) in draft.audience.iter().flat_map(|audience| &audience.value.0) {
        let help = known.groupings.known().is_empty().then(|| {
            phrase!(
                "Zeg eerst bij een bron waar de groepen staan: `groups = {{ school = \"Q03\" }}`.",
                "First say with a source where the groups are: `groups = {{ school = \"Q03\" }}`."
            )
        });
        let resolves = known.groupings.resolve(key, help, faults);
        match (filled(value, &key.value, faults), resolves, &mut settled) {
            (Some(value), true, Some(settled)) => {
                settled.insert(GroupKey::new(&key.value), GroupValue::new(value));
            }
            (Some(_), true, None) => {}
            _ => settled = None,
        }
    }
    settled
}

fn list(
    written: &Option<Written<Vec<Written<String>>>>,
    faults: &mut Faults,
    resolves: impl Fn(&Written<String>, &mut Faults) -> bool,
) -> Option<Vec<String>> {
    let mut settled: Vec<String> = Vec::new();
    let mut sound = true;
    for name in written.iter().flat_map(|names| &names.value) {
        if !resolves(name, faults) {
            sound = false;
        } else if settled.contains(&name.value) {
            sound = false;
            twice(name, faults);
        } else {
            settled.push(name.value.clone());
        }
    }
    sound.then_some(settled)
}

fn formats(draft: &MeetingDraft, faults: &mut Faults) -> Option<Vec<Format>> {
    let mut settled: Vec<Format> = Vec::new();
    let mut sound = true;
    for format in draft.formats.iter().flat_map(|formats| &formats.value) {
        if settled.contains(&format.value) {
            sound = false;
            twice(&format.with(format_key(format.value).to_owned()), faults);
        }
        settled.push(format.value);
    }
    sound.then_some(settled)
}

/// The key of the project file for a form of the report.
pub(in crate::project) fn format_key(format: Format) -> &'static str {
    match format {
        Format::Html => "html",
        Format::Md => "md",
        Format::Json => "json",
        Format::Svg => "svg",
        Format::Png => "png",
    }
}
