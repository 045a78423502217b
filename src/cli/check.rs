use clap::{ArgMatches, Command};
use datadialoog::assess::{
    IndicatorResults, Published, Results, RoundResults, ThresholdResults, Verdict, VerdictResults,
};
use datadialoog::domain::{Lang, Meeting, MeetingId, Rung, Slice};
use datadialoog::pipeline::{self, Examined};
use datadialoog::render::results_json;

use super::check_table::table;
use super::command::Words;
use super::examined::{Outcome, examine, failed};
use super::exit::Exit;
use super::run::Session;
use super::wrap::harmless;
use super::{arguments, command, register_file, rejects};

const NL: Words = Words {
    about: "Leg de cijfers naast de normen en toon de oordelen",
    long: "Leg de cijfers van de laatste ronde naast de normen van het partnerschap en toon de oordelen op het scherm. \
           Er wordt niets geschreven.\n\nMet --gate is de afsluitcode 1 als het cijfer van een norm op de trede basis of \
           goed genoeg daar met zekerheid onder blijft (nog niet goed genoeg). Waarschijnlijk, te weinig antwoorden en \
           niet getoond houden niets tegen: dan is het aan het gesprek.\n\nMet --meeting gaan de oordelen over de eigen \
           groep van die bijeenkomst, waar die getoond wordt; anders over iedereen. De JSON blijft die van het geheel.",
    usage: "datadialoog check [PROJECT] [OPTIES]",
    examples: &[
        ("datadialoog check", "de oordelen van het project in deze map"),
        (
            "datadialoog check waterlijn --gate --quiet",
            "voor een taak: afsluitcode 1 als iets nog niet goed genoeg is",
        ),
        (
            "datadialoog check --format json > uitkomsten.json",
            "alle cijfers die getoond mogen worden, voor een programma",
        ),
    ],
};

const EN: Words = Words {
    about: "Put the figures beside the norms and show the verdicts",
    long: "Put the figures of the last round beside the partnership's norms and show the verdicts on the screen. Nothing \
           is written.\n\nWith --gate the exit code is 1 when the figure of a norm on the rung basis or good enough \
           surely falls short of it (not yet good enough). Probably, too few answers and not shown stop nothing: that \
           is for the conversation.\n\nWith --meeting the verdicts are about that meeting's own group, where it is shown; else \
           about everyone. The JSON stays that of the whole.",
    usage: "datadialoog check [PROJECT] [OPTIONS]",
    examples: &[
        ("datadialoog check", "the verdicts of the project in this folder"),
        (
            "datadialoog check waterlijn --gate --quiet",
            "for a job: exit code 1 when something is not yet good enough",
        ),
        ("datadialoog check --format json > results.json", "every figure that may be shown, for a program"),
    ],
};

pub(crate) fn command(lang: Lang) -> Command {
    command::described(lang, "check", &lang.pick(NL, EN))
        .arg(arguments::project(lang))
        .arg(arguments::text_or_json(lang))
        .arg(arguments::flag(lang, "gate").help(lang.pick(
            "Afsluitcode 1 als iets met zekerheid nog niet goed genoeg is",
            "Exit code 1 when something is surely not yet good enough",
        )))
        .arg(arguments::meeting(lang).help(lang.pick(
            "De bijeenkomst over wier groep het gaat [zonder: iedereen]",
            "The meeting whose group it is about [without: everyone]",
        )))
        .arg(arguments::readers(lang))
        .arg(rejects::argument(lang))
        .arg(arguments::as_of(lang))
}

pub(crate) fn run(matches: &ArgMatches, session: &Session) -> Exit {
    let Outcome { examined, lang, .. } = match examine(matches, session, no_outcome) {
        Ok(outcome) => outcome,
        Err(exit) => return exit,
    };
    if let Some(fault) = register_file::missing(&examined.register, None) {
        let fault = [fault];
        session.console.show(lang, &fault, Some(no_outcome(lang)));
        return failed(&fault);
    }
    let meeting = match meeting(matches, session, &examined, lang) {
        Ok(meeting) => meeting,
        Err(exit) => return exit,
    };
    let results = &examined.results;
    let published = Published::of(results, examined.rules);
    if arguments::wants_json(matches) {
        match results_json(&published) {
            Ok(json) => session.console.say(&json),
            Err(_) => return Exit::Fault,
        }
    } else {
        session.console.say(&table(lang, &examined.project, published.results(), meeting));
    }
    if !matches.get_flag("gate") {
        return Exit::Done;
    }
    let own = meeting.and_then(|meeting| own_slice(meeting, last_round(results)));
    let failing = not_met(results, own.as_ref());
    if failing.is_empty() {
        return Exit::Done;
    }
    let titles = failing.iter().map(|title| format!("‘{}’", harmless(title))).collect::<Vec<_>>().join(", ");
    session.console.insist(&lang.pick(
        format!("Nog niet goed genoeg: {titles} (afsluitcode 1, door --gate)"),
        format!("Not yet good enough: {titles} (exit code 1, because of --gate)"),
    ));
    Exit::NotGoodEnough
}

fn no_outcome(lang: Lang) -> &'static str {
    lang.pick("er zijn geen oordelen", "there are no verdicts")
}

/// The meeting that was named, if one was.
fn meeting<'e>(
    matches: &ArgMatches,
    session: &Session,
    examined: &'e Examined,
    lang: Lang,
) -> Result<Option<&'e Meeting>, Exit> {
    let Some(id) = matches.get_one::<String>("meeting").map(MeetingId::new) else { return Ok(None) };
    pipeline::meeting_named(examined, &id).map(Some).map_err(|faults| {
        session.console.show(lang, &faults, Some(no_outcome(lang)));
        failed(&faults)
    })
}

/// The group whose own verdicts a meeting is about, if it has one; in a round in which it was put together with others, all
/// of those.
pub(crate) fn own_slice(meeting: &Meeting, round: Option<&RoundResults>) -> Option<Slice> {
    let (key, value) = meeting.audience.iter().next()?;
    let found = round.and_then(|round| round.slice_of(key, value)).cloned();
    Some(found.unwrap_or_else(|| Slice::Group { key: key.clone(), value: value.clone() }))
}

/// The round that is checked: the last one.
pub(crate) fn last_round(results: &Results) -> Option<&RoundResults> {
    results.rounds.last()
}

/// The verdict on a threshold: on the meeting's own group where its figure is shown, else on the role the threshold is
/// about, else on everyone.
pub(crate) fn main_verdict<'r>(
    threshold: &'r ThresholdResults,
    own: Option<&Slice>,
) -> Option<&'r VerdictResults> {
    let of = |slice: &Slice| threshold.verdicts.iter().find(|verdict| &verdict.slice == slice);
    let of_own = own.and_then(of).filter(|verdict| verdict.figure.respondents().is_some());
    let role = threshold.role.clone().map(Slice::Role);
    of_own
        .or_else(|| role.and_then(|role| of(&role)))
        .or_else(|| of(&Slice::All))
        .or(threshold.verdicts.first())
}

/// The titles of the indicators that surely fall short of basis or of good enough, in the order of the project file.
fn not_met<'r>(results: &'r Results, own: Option<&Slice>) -> Vec<&'r str> {
    let falls_short = |indicator: &&IndicatorResults| {
        indicator.thresholds.iter().filter(|threshold| threshold.rung <= Rung::GoodEnough).any(|threshold| {
            main_verdict(threshold, own).is_some_and(|verdict| verdict.verdict == Verdict::NotMet)
        })
    };
    let indicators = last_round(results).into_iter().flat_map(|round| &round.indicators);
    indicators.filter(falls_short).map(|indicator| indicator.title.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use datadialoog::assess::{Comparisons, Figure};
    use datadialoog::domain::{IndicatorId, Readers, RoleId, RoundId, Statistic, Unit};
    use jiff::civil::date;

    use super::*;

    fn threshold(rung: Rung, role: Option<&str>, verdicts: &[(Slice, Verdict)]) -> ThresholdResults {
        ThresholdResults {
            rung,
            statistic: Statistic::Mean,
            role: role.map(RoleId::new),
            grouping: None,
            compared: None,
            at_least: Some(3.5),
            at_most: None,
            unit: Unit::Points,
            why: String::new(),
            owner: String::new(),
            agreed_on: date(2025, 9, 12),
            review_by: None,
            verdicts: verdicts
                .iter()
                .map(|(slice, verdict)| VerdictResults {
                    slice: slice.clone(),
                    figure: Figure::TooFew,
                    verdict: *verdict,
                })
                .collect(),
        }
    }

    fn round(thresholds: Vec<ThresholdResults>) -> RoundResults {
        let indicator = IndicatorResults {
            id: IndicatorId::new("begeleiding"),
            title: "Begeleiding".to_owned(),
            guarantee: None,
            scale: None,
            items: Vec::new(),
            slices: Vec::new(),
            gaps: Vec::new(),
            comparisons: Comparisons::default(),
            weighted: Vec::new(),
            reliability: Vec::new(),
            thresholds,
        };
        RoundResults {
            round: RoundId::new("nu"),
            date: date(2026, 4, 14),
            response: Vec::new(),
            representation: Vec::new(),
            indicators: vec![indicator],
            quality: Vec::new(),
            merged: Vec::new(),
            effects: Vec::new(),
        }
    }

    fn results(rounds: Vec<RoundResults>) -> Results {
        Results {
            schema: String::new(),
            partnership: String::new(),
            language: Lang::Nl,
            as_of: date(2026, 12, 3),
            level: 0.95,
            readers: Readers::default(),
            minimum: 5,
            minimum_distribution: 10,
            rounds,
        }
    }

    fn stops(rung: Rung, verdict: Verdict) -> bool {
        !not_met(&results(vec![round(vec![threshold(rung, None, &[(Slice::All, verdict)])])]), None)
            .is_empty()
    }

    #[test]
    fn only_what_surely_falls_short_of_basis_or_good_enough_stops_at_the_gate() {
        assert!(stops(Rung::GoodEnough, Verdict::NotMet) && stops(Rung::Basis, Verdict::NotMet));
        assert!(!stops(Rung::Ambition, Verdict::NotMet));
        for verdict in Verdict::ALL.into_iter().filter(|verdict| *verdict != Verdict::NotMet) {
            assert!(!stops(Rung::GoodEnough, verdict), "{verdict:?}");
        }
    }

    #[test]
    fn a_threshold_about_a_role_is_judged_on_that_role() {
        let student = Slice::Role(RoleId::new("student"));
        let verdicts = [(Slice::All, Verdict::NotMet), (student.clone(), Verdict::Met)];
        let about_students = threshold(Rung::Basis, Some("student"), &verdicts);
        assert_eq!(main_verdict(&about_students, None).unwrap().slice, student);
        assert_eq!(main_verdict(&threshold(Rung::Basis, None, &verdicts), None).unwrap().slice, Slice::All);
        assert_eq!(main_verdict(&threshold(Rung::Basis, None, &[]), None), None);
    }

    #[test]
    fn an_earlier_round_and_a_smaller_group_stop_nothing() {
        let school = Slice::Group {
            key: datadialoog::domain::GroupKey::new("school"),
            value: datadialoog::domain::GroupValue::new("Noord"),
        };
        let earlier = round(vec![threshold(Rung::Basis, None, &[(Slice::All, Verdict::NotMet)])]);
        let last = round(vec![threshold(
            Rung::Basis,
            None,
            &[(Slice::All, Verdict::Met), (school, Verdict::NotMet)],
        )]);
        assert!(not_met(&results(vec![earlier, last]), None).is_empty());
        assert!(not_met(&results(Vec::new()), None).is_empty());
    }
}
