use crate::assess::{MergedResults, Results};
use crate::diagnostics::{Code, Diagnostic};
use crate::dialogue::slice_title;
use crate::domain::{GroupValue, Lang, Phrase, Place, Project, phrase};
use crate::text::and_list;

/// Which groups of the last round were put together, for who answers for the report.
pub(super) fn notes(project: &Project, results: &Results) -> Vec<Diagnostic> {
    let Some(round) = results.rounds.last() else { return Vec::new() };
    let note = |merged: &MergedResults| {
        let groups: Vec<String> = merged.groups.iter().map(GroupValue::to_string).collect();
        let headline = |lang: Lang| {
            let (groups, as_one) = (and_list(lang, &groups), slice_title(lang, project, &merged.slice));
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
    round.merged.iter().map(note).collect()
}
