//! The conversation that the sample leads to: every finding is in it, the table gets what its minutes allow, and no
//! question is asked twice.

use std::collections::BTreeSet;
use std::path::Path;

use datadialoog::chart::{BarContent, EstimateContent, Plot};
use datadialoog::dialogue::{Dialogue, Finding, FindingKind, FindingPlace, choose, notice};
use datadialoog::domain::{Format, IndicatorId, Lang, Meeting, MeetingId, Phase, Readers};
use datadialoog::pipeline::{Examined, NoProgress, Order, examine, report};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 21);

fn sample_on(as_of: Date) -> Examined {
    sample(&Order::on(as_of))
}

fn sample(order: &Order) -> Examined {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    examine(&folder, order, &NoProgress).unwrap_or_else(|faults| panic!("{faults:?}")).value
}

fn findings(examined: &Examined) -> Vec<Finding> {
    notice(examined.setting(), examined.results.rounds.last().expect("a round"), None)
}

fn dialogue(examined: &Examined, meeting: &str, lang: Lang) -> Dialogue {
    let id = MeetingId::new(meeting);
    let made = report(examined, TODAY, Some(&id), lang, &[Format::Json], &NoProgress);
    made.unwrap_or_else(|faults| panic!("{faults:?}")).dialogue
}

fn meeting(examined: &Examined, minutes: u32, focus: &[&str]) -> Meeting {
    let focus = focus.iter().map(|id| IndicatorId::new(*id)).collect();
    let first = examined.project.meetings.first().expect("a meeting").clone();
    Meeting { minutes, focus, ..first }
}

#[test]
fn the_sample_has_a_case_of_every_finding() {
    let examined = sample_on(TODAY);
    let kinds: BTreeSet<FindingKind> = findings(&examined).iter().map(|finding| finding.kind).collect();
    let missing: Vec<_> = FindingKind::ALL.into_iter().filter(|kind| !kinds.contains(kind)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_finding_has_a_name_of_its_own() {
    let examined = sample_on(TODAY);
    let findings = findings(&examined);
    let ids: BTreeSet<String> = findings.iter().map(Finding::id).collect();
    assert_eq!(ids.len(), findings.len());
}

#[test]
fn a_table_gets_as_many_matters_as_its_minutes_allow_and_at_least_one_strength() {
    let examined = sample_on(TODAY);
    let findings = findings(&examined);
    for (minutes, matters) in [(15, 1), (40, 1), (54, 1), (55, 2), (60, 2), (240, 2)] {
        let choice = choose(&examined.project, Some(&meeting(&examined, minutes, &[])), &findings);
        assert_eq!(choice.matters.len(), matters, "{minutes} minutes");
        assert_eq!(choice.strengths.len(), 1);
        assert!(choice.strengths.iter().all(|finding| finding.kind.place() == FindingPlace::Strength));
        assert_eq!(choice.taken_up().count() + choice.left.len(), findings.len(), "nothing is lost");
    }
}

#[test]
fn what_was_agreed_on_beforehand_comes_first_and_two_matters_are_two_subjects() {
    let examined = sample_on(TODAY);
    let findings = findings(&examined);
    let choice = choose(&examined.project, Some(&meeting(&examined, 60, &["theorie-praktijk"])), &findings);
    assert_eq!(choice.matters[0].indicator, Some(IndicatorId::new("theorie-praktijk")));
    assert_ne!(choice.matters[0].indicator, choice.matters[1].indicator);
    let free = choose(&examined.project, Some(&meeting(&examined, 60, &[])), &findings);
    assert_eq!(free.matters[0].kind, FindingKind::ClearlyNotYet, "clear before unclear");
}

#[test]
fn the_order_in_which_things_are_noticed_does_not_choose() {
    let examined = sample_on(TODAY);
    let mut findings = findings(&examined);
    let choice = choose(&examined.project, None, &findings);
    findings.reverse();
    assert_eq!(choose(&examined.project, None, &findings), choice);
}

#[test]
fn every_phase_has_its_minutes_and_no_question_is_asked_twice() {
    let examined = sample_on(TODAY);
    for (name, minutes) in [("team-noord-december", 60), ("stuurgroep-december", 90)] {
        for lang in [Lang::Nl, Lang::En] {
            let dialogue = dialogue(&examined, name, lang);
            let phases: Vec<Phase> = dialogue.agenda.iter().map(|step| step.phase).collect();
            assert_eq!(phases, Phase::ALL);
            assert_eq!(dialogue.agenda.iter().map(|step| step.minutes).sum::<u32>(), minutes);
            assert!(dialogue.agenda.iter().all(|step| !step.prompts.is_empty()));
            let on_pages = dialogue.chapters.iter().flat_map(|chapter| &chapter.spreads);
            let mut cards: Vec<&str> =
                on_pages.flat_map(|spread| &spread.prompts).map(|(_, prompt)| prompt.card.as_str()).collect();
            cards.extend(
                dialogue.agenda.iter().flat_map(|step| &step.prompts).map(|prompt| prompt.card.as_str()),
            );
            let distinct: BTreeSet<&str> = cards.iter().copied().collect();
            assert_eq!(distinct.len(), cards.len());
            let texts = dialogue.agenda.iter().flat_map(|step| &step.prompts).map(|prompt| &prompt.text);
            assert!(texts.clone().all(|text| !text.contains(['{', '}'])));
        }
    }
}

#[test]
fn before_the_results_nothing_tells_a_result() {
    let examined = sample_on(TODAY);
    let dialogue = dialogue(&examined, "team-noord-december", Lang::Nl);
    let before = dialogue.agenda.iter().filter(|step| step.phase < Phase::Observe);
    let said: String = before.flat_map(|step| &step.prompts).map(|prompt| prompt.text.as_str()).collect();
    for spread in dialogue.chapters.iter().flat_map(|chapter| &chapter.spreads) {
        assert!(!said.contains(&spread.seen));
    }
    for look in dialogue.matters.iter().chain(&dialogue.strengths) {
        assert!(!said.contains(&look.sentence));
    }
    let verdicts = ["nog niet", "goed genoeg volgens", "waarschijnlijk", "%"];
    assert!(verdicts.iter().all(|verdict| !said.contains(verdict)), "{said}");
}

#[test]
fn a_team_sees_its_own_group_and_no_other() {
    let examined = sample_on(TODAY);
    let own = dialogue(&examined, "team-noord-december", Lang::Nl);
    let text = serde_json::to_string(&own.results).expect("JSON");
    assert!(text.contains("school:Noord"));
    assert!(!text.contains("school:Zuid") && !text.contains("school:De Brug"));
    let all = dialogue(&examined, "stuurgroep-december", Lang::Nl);
    assert!(serde_json::to_string(&all.results).expect("JSON").contains("school:Zuid"));
}

#[test]
fn the_round_before_gets_other_questions_first() {
    let questions = |examined: &Examined| -> Vec<String> {
        let made = report(examined, examined.results.as_of, None, Lang::Nl, &[], &NoProgress);
        let dialogue = made.unwrap_or_else(|faults| panic!("{faults:?}")).dialogue;
        let general = dialogue.agenda.iter().filter(|step| step.phase == Phase::Purpose);
        general.flat_map(|step| &step.prompts).map(|prompt| prompt.card.clone()).collect()
    };
    let mut earlier = sample_on(date(2025, 6, 1));
    earlier.project.meetings.clear();
    let mut now = sample_on(TODAY);
    now.project.meetings.clear();
    assert_ne!(questions(&earlier), questions(&now));
    assert_eq!(questions(&now), questions(&now));
}

#[test]
fn a_team_is_not_told_the_lowest_group_where_only_one_other_is_compared() {
    let mut examined = sample_on(TODAY);
    let lowest = |examined: &Examined, meeting: &str| {
        let dialogue = dialogue(examined, meeting, Lang::Nl);
        let spreads = dialogue.chapters.iter().flat_map(|chapter| &chapter.spreads);
        let lines = spreads.flat_map(|spread| &spread.thresholds);
        let line = lines.into_iter().find(|line| line.words.contains("in elke groep")).expect("the norm");
        line.figure.clone()
    };
    let (team, board) = ("team-noord-december", "stuurgroep-december");
    assert!(lowest(&examined, team).contains("33%") && lowest(&examined, board).contains("33%"));
    let rounds = examined.results.rounds.iter_mut();
    for threshold in rounds.flat_map(|round| &mut round.indicators).flat_map(|found| &mut found.thresholds) {
        threshold.compared = threshold.compared.map(|_| 2);
    }
    let told = lowest(&examined, team);
    assert!(!told.contains(|letter: char| letter.is_ascii_digit()), "{told}");
    assert!(lowest(&examined, board).contains("33%"));
}

#[test]
fn a_spread_says_what_it_was_in_the_round_before_and_among_the_others() {
    let examined = sample_on(TODAY);
    let noticed = |meeting: &str, lang: Lang| -> Vec<String> {
        let dialogue = dialogue(&examined, meeting, lang);
        let spreads = dialogue.chapters.into_iter().flat_map(|chapter| chapter.spreads);
        spreads.filter(|spread| spread.id == "veilig-leren").flat_map(|spread| spread.noticed).collect()
    };
    let own = noticed("team-noord-december", Lang::Nl);
    let says = |said: &[String], words: &str| said.iter().any(|sentence| sentence.starts_with(words));
    assert!(says(&own, "In ronde 2025-voorjaar was het gemiddelde 3,5, nu 3,0."), "{own:?}");
    assert!(says(&own, "Bij Noord is het gemiddelde 3,0, bij alle anderen samen 3,6."), "{own:?}");
    let all = noticed("stuurgroep-december", Lang::En);
    assert!(says(&all, "In round 2025-voorjaar the average was"), "{all:?}");
    assert!(!all.iter().any(|sentence| sentence.contains("all others")), "nobody is ranked: {all:?}");
}

#[test]
fn a_norm_of_one_role_is_drawn_only_where_that_role_is_and_says_whose_it_is() {
    let mut seen = BTreeSet::new();
    for readers in [Readers::OwnTeam, Readers::Public] {
        let examined = sample(&Order::on(TODAY).read_by(readers));
        let spreads = dialogue(&examined, "team-noord-december", Lang::Nl).chapters.into_iter();
        for chart in spreads.flat_map(|chapter| chapter.spreads).flat_map(|spread| spread.charts) {
            let (mark, shown): (_, Vec<String>) = match chart.plot {
                Plot::Diverging(plot) => {
                    let bars =
                        plot.bars.into_iter().filter(|bar| matches!(bar.counts, BarContent::Counts(_)));
                    (plot.threshold, bars.map(|bar| bar.label).collect())
                }
                Plot::Estimates(plot) => {
                    let rows = plot.rows.into_iter();
                    let shown = rows.filter(|row| matches!(row.value, EstimateContent::Shown { .. }));
                    (plot.threshold, shown.map(|row| row.label).collect())
                }
            };
            let label = mark.map(|mark| mark.label).unwrap_or_default();
            if label.contains(", voor studenten: ") {
                assert!(shown.iter().any(|row| row == "Studenten"), "{}: {shown:?}", chart.id);
            }
            seen.insert((readers == Readers::Public, chart.id, label));
        }
    }
    let drawn = |public: bool, chart: &str| {
        let found = seen.iter().find(|(to, id, _)| *to == public && id == chart);
        found.map(|(.., label)| label.as_str())
    };
    let norm = "goed genoeg, voor studenten: minstens 60% gunstige antwoorden";
    assert_eq!(drawn(false, "lesbezoek-rollen"), Some(norm));
    assert_eq!(drawn(true, "lesbezoek-rollen"), Some(""), "students are not shown to everyone");
}
