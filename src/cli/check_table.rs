use datadialoog::assess::{Figure, IndicatorResults, Results, RoundResults, ThresholdResults, Verdict};
use datadialoog::dialogue::{Told, labelled, nearly_all, norm, said, slice_title, verdict_words};
use datadialoog::domain::{Indicator, Lang, Meeting, Project, Readers, RoleId, Slice, Statistic, Threshold};
use datadialoog::text::{Noun, counted, long_date};

use super::check::{last_round, main_verdict, own_slice};
use super::console::{WIDTH, bold, faint};
use super::verdict_sign::sign;
use super::wrap::{harmless, wrap};

/// The verdicts of the last round, calmly: per indicator each norm with its verdict, its figure and whose it is. In the
/// words of the report; with a meeting on the meeting's own group, where that is shown.
pub(crate) fn table(lang: Lang, project: &Project, results: &Results, meeting: Option<&Meeting>) -> String {
    let mut text = format!("{}\n", bold(&harmless(&results.partnership)));
    let Some(round) = last_round(results) else { return text };
    let of = lang.pick("Ronde", "Round");
    let head = format!("{of} {} ({}). {}", round.round, long_date(lang, round.date), response(lang, round));
    text.push_str(&format!("{}\n", wrap(&harmless(&head), WIDTH, 0)));
    text.push_str(&format!("{}\n", wrap(&harmless(&about(lang, project, round, meeting)), WIDTH, 0)));
    if results.readers != Readers::default() {
        let (who, minimum) = (results.readers.title(), results.minimum);
        let said = lang.pick(
            format!("Voor {}: alleen wat over minstens {minimum} mensen gaat.", who.nl),
            format!("For {}: only what is about at least {minimum} people.", who.en),
        );
        text.push_str(&format!("{}\n", wrap(&said, WIDTH, 0)));
    }
    let own = meeting.and_then(|meeting| own_slice(meeting, Some(round)));
    for results in &round.indicators {
        let Some(indicator) = project.indicator(&results.id) else { continue };
        let frame = Frame { lang, project, round, indicator, own: own.as_ref() };
        text.push_str(&format!("\n{}\n", bold(&wrap(&harmless(&results.title), WIDTH, 0))));
        for (threshold, held) in indicator.thresholds.iter().zip(&results.thresholds) {
            text.push_str(&frame.held(threshold, held));
        }
        if indicator.thresholds.is_empty() {
            text.push_str(&frame.without_norm(results));
        }
    }
    if !project.criteria.is_empty() {
        let verdict = Verdict::ToBeJudged;
        let count = u64::try_from(project.criteria.len()).unwrap_or(u64::MAX);
        let noun = lang.pick(
            Noun::new("criterium zonder cijfer", "criteria zonder cijfer"),
            Noun::new("criterion without a figure", "criteria without a figure"),
        );
        let words = verdict.title();
        text.push_str(&format!("\n{} {}: {}\n", sign(verdict), words.get(lang), counted(count, &noun)));
    }
    text.push_str(&withheld(lang, round));
    text
}

/// Whose answers the verdicts are about, a sentence.
fn about(lang: Lang, project: &Project, round: &RoundResults, meeting: Option<&Meeting>) -> String {
    let id = &round.round;
    let everyone = lang.pick(
        format!("De oordelen gaan over iedereen, in ronde {id}; waar een norm een rol noemt, over die rol."),
        format!(
            "The verdicts are about everyone, in round {id}; where a norm names a role, about that role."
        ),
    );
    let Some(meeting) = meeting else { return everyone };
    let (title, date) = (&meeting.title, long_date(lang, meeting.date));
    let head = lang.pick(format!("Voor: {title}, {date}."), format!("For: {title}, {date}."));
    let Some(own) = own_slice(meeting, Some(round)) else { return format!("{head} {everyone}") };
    let group = slice_title(lang, project, &own);
    let about = lang.pick(
        format!(
            "De oordelen gaan over {group}, in ronde {id}; waar {group} niet getoond wordt, over iedereen of over de \
             rol die de norm noemt."
        ),
        format!(
            "The verdicts are about {group}, in round {id}; where {group} is not shown, about everyone or about the \
             role that the norm names."
        ),
    );
    format!("{head} {about}")
}

/// What the lines of one indicator are written from.
struct Frame<'a> {
    lang: Lang,
    project: &'a Project,
    round: &'a RoundResults,
    indicator: &'a Indicator,
    own: Option<&'a Slice>,
}

impl Frame<'_> {
    fn held(&self, threshold: &Threshold, held: &ThresholdResults) -> String {
        let lang = self.lang;
        let main = main_verdict(held, self.own);
        let none = (Verdict::TooFew, &Figure::NoData);
        let (verdict, figure) = main.map_or(none, |main| (main.verdict, &main.figure));
        let words = verdict_words(lang, verdict, figure, threshold);
        let said = match figure {
            Figure::NearlyAll(nearly) => Some(nearly_all(lang, nearly)),
            figure => figure.estimate().zip(main).map(|(figure, main)| {
                let (statistic, bound) = (threshold.statistic, Some(threshold.bound));
                let verdict = Some(verdict);
                self.said(&main.slice, Told { statistic, figure, bound, verdict, compared: held.compared })
            }),
        };
        let whose = threshold.role.as_ref().map(|role| format!(" ({})", self.project.role_title(role).many));
        let norm = format!(
            "{}: {}{}; {}",
            threshold.rung.title().get(lang),
            norm(lang, threshold),
            whose.unwrap_or_default(),
            threshold.owner,
        );
        lines(&format!("{} {words}", sign(verdict)), said.as_deref(), &norm)
    }

    /// An indicator about which nothing was agreed: its mean, or else its favourable share.
    fn without_norm(&self, results: &IndicatorResults) -> String {
        let lang = self.lang;
        let found = self.own.into_iter().chain([&Slice::All]).find_map(|wanted| {
            let slice = results.slices.iter().find(|slice| &slice.slice == wanted)?;
            [Statistic::Mean, Statistic::FavourableShare].into_iter().find_map(|statistic| {
                let figure = slice.figures.get(&statistic)?.estimate()?;
                Some(
                    self.said(wanted, Told { statistic, figure, bound: None, verdict: None, compared: None }),
                )
            })
        });
        let head = lang.pick("  zonder norm", "  without a norm");
        let none = lang.pick(
            "nog geen norm afgesproken; wanneer vinden we dit goed genoeg?",
            "no norm agreed yet; when do we find it good enough?",
        );
        lines(head, found.as_deref(), none)
    }

    /// A figure, how sure we are and whose it is: 'gemiddeld 3,4 (tussen 3,2 en 3,6), bij de 48 studenten'.
    fn said(&self, slice: &Slice, told: Told<'_>) -> String {
        let roles = self.indicator.roles().into_iter();
        let roles: Vec<RoleId> =
            roles.filter(|role| self.project.surveys(&self.round.round, role)).cloned().collect();
        said(self.lang, self.project, slice, &roles, told)
    }
}

fn lines(head: &str, said: Option<&str>, norm: &str) -> String {
    let line = |words: &str| format!("{}\n", wrap(&harmless(words), WIDTH, 4));
    let head = format!("  {}\n", line(head).trim());
    let said = said.map(line).unwrap_or_default();
    format!("{head}{said}{}\n", faint(line(norm).trim_end_matches('\n')))
}

fn response(lang: Lang, round: &RoundResults) -> String {
    let Some(all) = round.response.iter().find(|response| response.slice == Slice::All) else {
        return String::new();
    };
    let asked = all.rate.estimate().and_then(|rate| rate.population);
    let said = match (all.respondents, asked) {
        (Some(n), Some(asked)) => lang.pick(
            format!("{n} van de {asked} mensen vulden de vragenlijst in"),
            format!("{n} of the {asked} people filled in the survey"),
        ),
        (Some(n), None) => lang
            .pick(format!("{n} mensen vulden de vragenlijst in"), format!("{n} people filled in the survey")),
        (None, _) => return String::new(),
    };
    format!("{}.", labelled(lang, said, all.as_of))
}

/// How many groups are not shown, in one line; empty where there are none.
fn withheld(lang: Lang, round: &RoundResults) -> String {
    let hidden = round.response.iter().filter(|response| response.respondents.is_none()).count();
    if hidden == 0 {
        return String::new();
    }
    let hidden = u64::try_from(hidden).unwrap_or(u64::MAX);
    let groups = counted(hidden, &lang.pick(Noun::new("groep", "groepen"), Noun::new("group", "groups")));
    let words = lang.pick(
        format!("Niet getoond: {groups}, om mensen niet herkenbaar te maken."),
        format!("Not shown: {groups}, so that people cannot be recognised."),
    );
    format!("\n{} {words}\n", sign(Verdict::Withheld))
}

#[cfg(test)]
mod tests {
    use datadialoog::assess::{Comparisons, Results, VerdictResults};
    use datadialoog::domain::{IndicatorId, RoundId, Rung, Unit};
    use datadialoog::project;
    use jiff::civil::date;

    use super::*;

    const PROJECT: &str = r#"
[partnership]
name = "Naam"
purpose = "Doel"
[[round]]
id = "nu"
date = 2026-04-14
[[source]]
round = "nu"
files = ["a.csv"]
role = "student"
[[indicator]]
id = "begeleiding"
title = "Begeleiding"
items = [{ columns = { student = "A" } }]
[[indicator.threshold]]
rung = "ambition"
statistic = "mean"
at-least = 4.0
unit = "points"
why = "Daarom."
owner = "stuurgroep"
agreed-on = 2025-09-12
"#;

    #[test]
    fn a_norm_without_answers_says_so_and_not_that_there_are_too_few() {
        let folder = tempfile::tempdir().unwrap();
        let project = project::read(PROJECT, project::FILE_NAME, folder.path()).unwrap().value;
        let held = |verdicts| ThresholdResults {
            rung: Rung::Ambition,
            statistic: Statistic::Mean,
            role: None,
            grouping: None,
            compared: None,
            at_least: Some(4.0),
            at_most: None,
            unit: Unit::Points,
            why: String::new(),
            owner: "stuurgroep".to_owned(),
            agreed_on: date(2025, 9, 12),
            review_by: None,
            verdicts,
        };
        let nobody = VerdictResults { slice: Slice::All, figure: Figure::NoData, verdict: Verdict::TooFew };
        for verdicts in [Vec::new(), vec![nobody]] {
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
                thresholds: vec![held(verdicts)],
            };
            let round = RoundResults {
                round: RoundId::new("nu"),
                date: date(2026, 4, 14),
                response: Vec::new(),
                representation: Vec::new(),
                indicators: vec![indicator],
                quality: Vec::new(),
                merged: Vec::new(),
                effects: Vec::new(),
            };
            let results = Results {
                schema: String::new(),
                partnership: "Naam".to_owned(),
                language: Lang::Nl,
                as_of: date(2026, 12, 3),
                level: 0.95,
                readers: Readers::default(),
                minimum: 5,
                minimum_distribution: 10,
                rounds: vec![round],
            };
            let text = table(Lang::Nl, &project, &results, None);
            assert!(text.contains("◌ geen antwoorden in deze ronde\n"), "{text}");
            assert!(!text.contains("te weinig") && text.contains("ambitie: gemiddeld minstens 4;"), "{text}");
        }
    }
}
