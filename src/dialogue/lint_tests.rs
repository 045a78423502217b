use super::*;
use crate::dialogue::{FindingKind, Form, kern};

fn card(phase: Phase, nl: &str, en: &str) -> Card {
    Card {
        id: "a".into(),
        phase,
        findings: Vec::new(),
        roles: Vec::new(),
        guarantee: None,
        form: Form::Round,
        minutes: 5,
        nl: nl.into(),
        en: en.into(),
        idea: "own".into(),
    }
}

fn faults_of(cards: Vec<Card>) -> Vec<(CardRule, Option<Lang>)> {
    let deck = Deck { id: "d".into(), title: Phrase::new("D", "D"), cards };
    lint(&deck).into_iter().map(|fault| (fault.rule, fault.lang)).collect()
}

fn dutch(phase: Phase, nl: &str) -> Vec<CardRule> {
    let faults = faults_of(vec![card(phase, nl, "Which two things do you see?")]);
    faults.into_iter().filter(|(_, lang)| *lang == Some(Lang::Nl)).map(|(rule, _)| rule).collect()
}

fn english(phase: Phase, en: &str) -> Vec<CardRule> {
    let faults = faults_of(vec![card(phase, "Welke twee dingen zie je?", en)]);
    faults.into_iter().filter(|(_, lang)| *lang == Some(Lang::En)).map(|(rule, _)| rule).collect()
}

#[test]
fn the_core_deck_is_clean() {
    let faults = lint(&kern().unwrap());
    let list: Vec<String> =
        faults.iter().map(|f| format!("{} {:?} {:?}: {}", f.card, f.rule, f.lang, f.said.en)).collect();
    assert!(faults.is_empty(), "{}", list.join("\n"));
}

#[test]
fn a_good_card_has_no_faults() {
    assert_eq!(dutch(Phase::Weigh, "Wanneer vinden wij dit goed genoeg, en voor wie?"), []);
    assert_eq!(english(Phase::Agree, "Write down the smallest step. Who begins?"), []);
}

#[test]
fn a_question_that_yes_or_no_would_answer_is_flagged() {
    assert_eq!(dutch(Phase::Weigh, "Is dit goed genoeg?"), [CardRule::NoYesNo, CardRule::Open]);
    assert!(dutch(Phase::Weigh, "Wat zie je? Kunnen we dit aan?").contains(&CardRule::NoYesNo));
    assert!(
        dutch(Phase::Weigh, "Stel: we gaan door. Tweede vraag: weten we waarvan?")
            .contains(&CardRule::NoYesNo)
    );
    assert!(english(Phase::Weigh, "Do we know what it means?").contains(&CardRule::NoYesNo));
}

#[test]
fn a_question_that_offers_a_choice_is_open() {
    assert_eq!(dutch(Phase::Weigh, "Is dit voor jou een begin of een einde?"), []);
    assert_eq!(english(Phase::Weigh, "Is this a beginning or an end to you?"), []);
}

#[test]
fn a_statement_asks_nothing() {
    assert_eq!(dutch(Phase::Agree, "We doen het volgend jaar beter."), [CardRule::Open]);
    assert_eq!(dutch(Phase::Agree, "Dit gaat bij ons goed?"), [CardRule::Open]);
    assert_eq!(dutch(Phase::Agree, "Schrijf in één zin: wij beginnen met …"), []);
}

#[test]
fn twenty_nine_words_fit_and_thirty_do_not() {
    let of = |count: usize| format!("Wat {}?", vec!["nu"; count - 1].join(" "));
    assert_eq!(dutch(Phase::Agree, &of(29)), []);
    assert_eq!(dutch(Phase::Agree, &of(30)), [CardRule::Short]);
}

#[test]
fn a_slot_counts_for_the_words_that_will_be_read() {
    let text = format!("{{purpose}} {}?", vec!["wat"; 26].join(" "));
    assert_eq!(dutch(Phase::Agree, &text), []);
    assert_eq!(dutch(Phase::Agree, &text.replace("wat?", "wat wat?")), [CardRule::Short]);
}

#[test]
fn words_that_blame_explain_or_advise_are_flagged() {
    for text in [
        "Waarom lukt het niet bij ons, en wat nu?",
        "Wat is de fout van de opleiding?",
        "Wat zegt dit, omdat studenten het druk hebben?",
        "Wat zouden begeleiders hier zou moeten doen?",
        "Wiens schuld is dit?",
    ] {
        assert!(dutch(Phase::Agree, text).contains(&CardRule::NoBlame), "{text}");
    }
    for text in ["What should mentors do?", "Whose fault is this?", "Why don’t they answer?"] {
        assert!(english(Phase::Agree, text).contains(&CardRule::NoBlame), "{text}");
    }
}

#[test]
fn a_word_inside_another_is_not_that_word() {
    assert_eq!(dutch(Phase::Agree, "Welke onschuldige stap past bij het slechten van muren?"), []);
    assert_eq!(english(Phase::Agree, "Which default answer would you give?"), []);
}

#[test]
fn observing_does_not_explain_and_asks_where_you_see_it() {
    assert_eq!(dutch(Phase::Observe, "Wat zie je, en wat betekent dat dus?"), [CardRule::FitsPhase]);
    assert_eq!(dutch(Phase::Weigh, "Wat zie je, en wat betekent dat dus?"), []);
    assert_eq!(dutch(Phase::Observe, "Wat vind je ervan?"), [CardRule::FitsPhase]);
}

#[test]
fn interpreting_asks_for_more_than_one_explanation() {
    assert_eq!(dutch(Phase::Interpret, "Welke verklaring heb je hiervoor?"), [CardRule::FitsPhase]);
    assert_eq!(dutch(Phase::Interpret, "Welke verklaringen zijn er?"), []);
}

#[test]
fn before_the_results_a_card_gives_none_away() {
    let leaking = card(Phase::Expect, "Wat vind je van {seen}?", "What do you make of {seen}?");
    assert!(faults_of(vec![leaking]).contains(&(CardRule::FitsPhase, None)));
    let mut choosing = card(Phase::Expect, "Wat verwacht je?", "What do you expect?");
    choosing.findings = vec![FindingKind::ClearlyNotYet];
    assert_eq!(faults_of(vec![choosing.clone()]), [(CardRule::FitsPhase, None)]);
    choosing.phase = Phase::Purpose;
    choosing.findings = vec![FindingKind::NormDue];
    assert_eq!(faults_of(vec![choosing]), []);
}

#[test]
fn an_exclamation_mark_is_flagged() {
    assert_eq!(dutch(Phase::Agree, "Wat goed! Wat nu?"), [CardRule::Calm]);
}

#[test]
fn slots_are_known_paired_and_the_same_in_both_languages() {
    let mut unknown = card(Phase::Agree, "Wat wil {indicater}?", "What about {indicater}?");
    unknown.findings = vec![FindingKind::Divided];
    assert_eq!(
        faults_of(vec![unknown]),
        [(CardRule::KnownSlots, Some(Lang::Nl)), (CardRule::KnownSlots, Some(Lang::En))]
    );
    let broken = card(Phase::Agree, "Wat wil {question?", "What about {question}?");
    let found = faults_of(vec![broken]);
    assert_eq!(found, [(CardRule::KnownSlots, Some(Lang::Nl)), (CardRule::SameSlots, None)]);
}

#[test]
fn a_slot_its_finding_never_fills_is_flagged() {
    let mut stuck = card(Phase::Agree, "Wat zegt {voice}?", "What about {voice}?");
    assert_eq!(faults_of(vec![stuck.clone()]), [(CardRule::FittingSlots, None)]);
    stuck.findings = vec![FindingKind::Divided];
    assert_eq!(faults_of(vec![stuck.clone()]), [(CardRule::FittingSlots, None)]);
    stuck.findings = vec![FindingKind::ThinVoice];
    assert_eq!(faults_of(vec![stuck]), []);
}

#[test]
fn a_missing_language_and_a_name_used_twice_are_flagged() {
    let half = card(Phase::Agree, "Wat nu?", " ");
    assert_eq!(faults_of(vec![half]), [(CardRule::BothLanguages, Some(Lang::En))]);
    let good = card(Phase::Agree, "Wat nu?", "What now?");
    assert_eq!(faults_of(vec![good.clone(), good]), [(CardRule::UniqueId, None)]);
    let mut odd = card(Phase::Agree, "Wat nu?", "What now?");
    odd.id = "Kaart 1".into();
    assert_eq!(faults_of(vec![odd]), [(CardRule::PlainId, None)]);
}

#[test]
fn an_empty_deck_has_nothing_to_flag() {
    assert_eq!(faults_of(Vec::new()), []);
}

#[test]
fn every_finding_has_cards_in_every_phase_that_can_speak_of_it() {
    use FindingKind as K;
    let cards = kern().unwrap().cards;
    let count =
        |phase, kind| cards.iter().filter(|card| card.phase == phase && card.answers_to(kind)).count();
    for kind in K::ALL {
        // There is nothing to look at or explain in a norm nobody answered to, or in a date.
        let seen = !matches!(kind, K::NormWithoutData | K::NormDue);
        for (phase, least) in [
            (Phase::Observe, if seen { 3 } else { 0 }),
            (Phase::Interpret, if seen { 3 } else { 0 }),
            (Phase::Weigh, 3),
            (Phase::Agree, 3),
            (Phase::Return, 1),
        ] {
            assert!(count(phase, kind) >= least, "{} in {phase:?}: {}", kind.key(), count(phase, kind));
        }
    }
}

#[test]
fn every_phase_has_cards_that_need_no_finding_and_no_role() {
    let cards = kern().unwrap().cards;
    for phase in Phase::ALL {
        let general = cards
            .iter()
            .filter(|card| card.phase == phase && card.findings.is_empty() && card.roles.is_empty());
        assert!(general.count() >= 4, "{phase:?}");
    }
}

#[test]
fn every_finding_can_be_asked_about_by_everyone() {
    let cards = kern().unwrap().cards;
    for kind in FindingKind::ALL {
        for phase in [Phase::Weigh, Phase::Agree] {
            let open = cards.iter().filter(|c| c.phase == phase && c.answers_to(kind) && c.roles.is_empty());
            assert!(open.count() >= 3, "{} in {phase:?}", kind.key());
        }
    }
}
