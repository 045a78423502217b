//! One cell explained: what is shown of an indicator in one slice, and why not more.

use clap::ArgMatches;
use datadialoog::assess::{Decision, Decisions, Outcome as Decided, Published, SliceDecision};
use datadialoog::diagnostics::{Code, Diagnostic, nearest};
use datadialoog::dialogue::slice_title;
use datadialoog::domain::{GroupKey, GroupValue, IndicatorId, Lang, Phrase, Project, Slice};
use datadialoog::text::{and_list, long_date};

use super::check::last_round;
use super::console::{WIDTH, bold};
use super::examined::{Outcome, examine, failed};
use super::exit::Exit;
use super::run::Session;
use super::wrap::{harmless, wrap};

/// Says what was decided about an indicator in the slice of that name, in the last round.
pub(super) fn cell(matches: &ArgMatches, session: &Session, topic: &str, name: &str) -> Exit {
    let Outcome { examined, lang, .. } = match examine(matches, session, nothing_explained) {
        Ok(outcome) => outcome,
        Err(exit) => return exit,
    };
    let published = Published::of(&examined.results, examined.rules);
    let decisions = Decisions::of(&published);
    let id = IndicatorId::new(topic);
    let round = last_round(published.results());
    let of_round = decisions.rounds.iter().find(|own| round.is_some_and(|round| round.round == own.round));
    let all: Vec<&SliceDecision> = of_round.into_iter().flat_map(|round| &round.decisions).collect();
    let own: Vec<&SliceDecision> =
        all.iter().copied().filter(|decision| decision.indicator.as_ref() == Some(&id)).collect();
    let Some(found) = own.iter().find(|decision| is_called(&decision.slice, name)) else {
        let fault = [unknown(&examined.project, topic, name, &own)];
        session.console.show(lang, &fault, Some(nothing_explained(lang)));
        return failed(&fault);
    };
    let response = all.iter().find(|other| other.indicator.is_none() && other.slice == found.slice);
    let round = round.map(|round| round.round.to_string()).unwrap_or_default();
    session.console.say(&text(lang, &examined.project, &round, found, response.copied()));
    Exit::Done
}

fn nothing_explained(lang: Lang) -> &'static str {
    lang.pick("er is niets uitgelegd", "nothing was explained")
}

/// Whether a slice is meant by a name as results have it, or by the name of one of the groups that were put together in it.
fn is_called(slice: &Slice, name: &str) -> bool {
    let holds = |(key, value): (&str, &str)| slice.holds(&GroupKey::new(key), &GroupValue::new(value));
    slice.id() == name || slice.is_merged() && name.split_once(':').is_some_and(holds)
}

fn text(
    lang: Lang,
    project: &Project,
    round: &str,
    found: &SliceDecision,
    response: Option<&SliceDecision>,
) -> String {
    let indicator = found.indicator.as_ref().and_then(|id| project.indicator(id));
    let title = indicator.map_or("", |indicator| indicator.title.as_str());
    let slice = slice_title(lang, project, &found.slice);
    let readers = project.readers.title();
    let head = lang.pick(
        format!("{title}: {slice}, ronde {round}, voor {}", readers.nl),
        format!("{title}: {slice}, round {round}, for {}", readers.en),
    );
    let mut text = format!("{}\n", bold(&harmless(&head)));
    if let Slice::Merged { values, .. } = &found.slice {
        let groups = and_list(lang, &values.iter().collect::<Vec<_>>());
        let words = lang.pick(
            format!("Samengenomen: {groups}. Elk apart is niet te tonen."),
            format!("Put together: {groups}. One by one they cannot be shown."),
        );
        text.push_str(&format!("{}\n", wrap(&harmless(&words), WIDTH, 0)));
    }
    let parts = [
        (lang.pick("Cijfers", "Figures"), Some(found), Some(found.figures)),
        (lang.pick("Verdeling per stelling", "Distribution per statement"), Some(found), found.distribution),
        (lang.pick("Hoeveel er antwoordden", "How many answered"), response, response.map(|own| own.figures)),
    ];
    let mut explained = Vec::new();
    for (label, of, decision) in parts {
        let Some((of, decision)) = of.zip(decision) else { continue };
        text.push_str(&format!("\n{}: {}\n", bold(label), said(lang, of, decision)));
        // What was explained above needs no second time.
        if let Some(reason) = decision.reason.filter(|reason| !explained.contains(reason)) {
            text.push_str(&format!("{}\n", wrap(reason.explanation().get(lang), WIDTH, 2)));
            explained.push(reason);
        }
    }
    text
}

fn said(lang: Lang, of: &SliceDecision, decision: Decision) -> String {
    let reason = decision.reason.map(|reason| format!(" ({})", reason.id())).unwrap_or_default();
    let words = match decision.decision {
        Decided::Shown => lang.pick("getoond", "shown"),
        Decided::NearlyAll => lang.pick("alleen grenzen getoond", "only bounds shown"),
        Decided::Withheld => lang.pick("niet getoond", "not shown"),
        Decided::NoData => lang.pick("er is niets te tonen", "there is nothing to show"),
        Decided::Kept => {
            let day = of.day.map(|day| long_date(lang, day)).unwrap_or_default();
            return lang.pick(
                format!("getoond, stand van {day}: wat er sindsdien bij kwam, zou naast die van toen verraden wat een paar mensen antwoordden"),
                format!("shown as of {day}: what came in since would, beside that, give away what a few people answered"),
            );
        }
    };
    format!("{words}{reason}")
}

fn unknown(project: &Project, topic: &str, name: &str, own: &[&SliceDecision]) -> Diagnostic {
    let (topic, name) = (harmless(topic), harmless(name));
    let names: Vec<String> = own.iter().map(|decision| decision.slice.id()).collect();
    let headline = match names.is_empty() {
        true => Phrase::new(
            format!("in de laatste ronde is er geen indicator `{topic}`"),
            format!("the last round has no indicator `{topic}`"),
        ),
        false => Phrase::new(
            format!("bij indicator `{topic}` is er geen deel `{name}`"),
            format!("indicator `{topic}` has no slice `{name}`"),
        ),
    };
    let near = match names.is_empty() {
        true => nearest(&topic, project.indicators.iter().map(|indicator| indicator.id.as_str())),
        false => nearest(&name, names.iter().map(String::as_str)),
    };
    let help = match near {
        Some(near) => Phrase::new(format!("Bedoelt u `{near}`?"), format!("Do you mean `{near}`?")),
        None => Phrase::new(
            "Een deel heet zoals in de uitkomsten: `all`, `role:student` of `school:Noord`.",
            "A slice is called as in the results: `all`, `role:student` or `school:Noord`.",
        ),
    };
    let place = datadialoog::domain::Place::file(&project.file);
    Diagnostic::error(Code::UnknownTopic, headline).at(place).help(help)
}
