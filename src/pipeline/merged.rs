use crate::assess::{MergedResults, Results, RoundResults};
use crate::diagnostics::{Code, Diagnostic};
use crate::dialogue::slice_title;
use crate::domain::{GroupKey, GroupValue, Lang, Phrase, Place, Project, Slice, phrase};
use crate::text::and_list;

/// Which groups of the last round were put together, or could not be, for who answers for the report.
pub(super) fn notes(project: &Project, results: &Results) -> Vec<Diagnostic> {
    let Some(round) = results.rounds.last() else { return Vec::new() };
    let note = |merged: &MergedResults| {
        let headline = |lang: Lang| {
            let (groups, as_one) =
                (and_list(lang, &merged.groups), slice_title(lang, project, &merged.slice));
            lang.pick(
                format!("ronde {}: samengenomen als ‘{as_one}’: {groups}", round.round),
                format!("round {}: put together as ‘{as_one}’: {groups}", round.round),
            )
        };
        let minimum = project.privacy.minimum;
        let help = phrase!(
            "Groepen met minder dan {minimum} antwoorden, en soms een groep die net groot genoeg is: anders is van een kleine groep uit te rekenen hoeveel mensen antwoordden. In latere verslagen van deze ronde blijven ze samen. Liever niet getoond? Haal de indeling uit `merge` onder `[privacy]`, voor het eerste verslag van een ronde.",
            "Groups with fewer than {minimum} answers, and sometimes one that is just large enough: else it could be worked out how many people answered in a small group. In later reports of this round they stay together. Rather not shown? Take the grouping out of `merge` under `[privacy]`, before the first report of a round."
        );
        let headline = Phrase::new(headline(Lang::Nl), headline(Lang::En));
        Diagnostic::note(Code::GroupsMerged, headline).at(Place::file(&project.file)).help(help)
    };
    let apart = project.merge.iter().filter_map(|grouping| apart(project, round, grouping));
    round.merged.iter().map(note).chain(apart).collect()
}

/// That the project file allows groups to be put together, and that it could not be done while some are left out.
fn apart(project: &Project, round: &RoundResults, grouping: &GroupKey) -> Option<Diagnostic> {
    if round.merged.iter().any(|merged| &merged.grouping == grouping) {
        return None;
    }
    let left_out = round.response.iter().filter(|response| response.respondents.is_none());
    let groups = left_out.filter_map(|response| match &response.slice {
        Slice::Group { key, value } if key == grouping => Some(value),
        _ => None,
    });
    let groups: Vec<&GroupValue> = groups.collect();
    if groups.is_empty() {
        return None;
    }
    let headline = |lang: Lang| {
        let names = and_list(lang, &groups);
        lang.pick(
            format!("ronde {}: van ‘{grouping}’ konden geen groepen worden samengenomen (`datadialoog explain groups-merged` zegt waarom dat zo kan zijn); niet getoond: {names}", round.round),
            format!("round {}: of ‘{grouping}’ no groups could be put together (`datadialoog explain groups-merged` says why that may be); not shown: {names}", round.round),
        )
    };
    let help = phrase!(
        "`merge` staat het toe, maar groepen gaan alleen samen als uit het aantal van allemaal samen niet volgt hoeveel mensen er in één groep antwoordden, en als ze niet al in een eerder verslag van deze ronde apart bleven.",
        "`merge` allows it, but groups are put together only where the number of all of them does not tell how many people answered in one, and where they were not kept apart in an earlier report of this round."
    );
    let headline = Phrase::new(headline(Lang::Nl), headline(Lang::En));
    Some(Diagnostic::note(Code::GroupsMerged, headline).at(Place::file(&project.file)).help(help))
}
