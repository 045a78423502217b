use std::path::Path;

use jiff::civil::date;
use proptest::prelude::*;

use super::{AnswersOn, Scaffold, ScaffoldItem, ScaffoldScale, ScaffoldSource, scaffold};
use crate::diagnostics::{Code, draw};
use crate::domain::{AnswerOption, Lang, Phrase, PlatformName, Project, RoleId, Scale, ScaleId, ScaleKind};
use crate::project::read;

fn item(column: &str, text: &str, scale: &str) -> ScaffoldItem {
    ScaffoldItem {
        column: column.to_owned(),
        text: text.to_owned(),
        on: AnswersOn::Scale(scale.to_owned()),
        asked: false,
        others: Vec::new(),
        roles: Vec::new(),
        hold: None,
    }
}

fn settled(text: &str) -> Project {
    match read(text, "datadialoog.toml", Path::new("")) {
        Ok(checked) => checked.value,
        Err(faults) => {
            let faults: String = faults.iter().map(|fault| draw(fault, Lang::Nl, false) + "\n\n").collect();
            panic!("{text}\n{faults}")
        }
    }
}

fn own(options: &[&str], neutral: Option<u8>) -> ScaffoldScale {
    let option = |text: &&str| AnswerOption { label: Phrase::new(*text, *text), synonyms: Vec::new() };
    let scale = Scale {
        id: ScaleId::new("lesbezoek"),
        kind: ScaleKind::Ordinal,
        options: options.iter().map(option).collect(),
        favourable: vec![u8::try_from(options.len()).expect("short")],
        unfavourable: vec![1],
        neutral,
    };
    ScaffoldScale { scale, ready: true, note: String::new() }
}

fn two_roles() -> Scaffold {
    let mut students = ScaffoldSource::new("exports/studenten-2026.csv", PlatformName::Limesurvey);
    students.role_guess = Some("student".to_owned());
    students.groups = vec![("School".to_owned(), "Q03".to_owned())];
    students.date = Some(date(2026, 4, 14));
    students.items = vec![
        item("BEG[SQ001]", "Begeleiding op de werkplek [Ik krijg uitleg]", "eens-5"),
        item("BEG[SQ002]", "Begeleiding op de werkplek [Ik krijg tijd]", "eens-5"),
        item("G01Q02", "Welk cijfer geeft u?", "cijfer-10"),
        item("BEZ", "Hoe vaak is er lesbezoek?", "lesbezoek"),
    ];
    students.open = vec!["TIP".to_owned()];
    students.skipped = vec![("email".to_owned(), "persoonsgegevens".to_owned())];
    students.unknown_answers = vec![("weet ik (nog) niet".to_owned(), 12)];
    let mut mentors = ScaffoldSource::new("exports/begeleiders.xlsx", PlatformName::MicrosoftForms);
    mentors.sheet = Some("Antwoorden".to_owned());
    mentors.header_row = Some(3);
    mentors.date = Some(date(2026, 5, 1));
    mentors.items = vec![
        item("BEG[SQ001]", "Ik geef uitleg", "eens-5"),
        item("G01Q02", "Is uw school tevreden over ons?", "cijfer-10"),
        item("Welk cijfer geeft u?", "Welk cijfer geeft u?", "cijfer-10"),
    ];
    Scaffold {
        lang: Lang::Nl,
        partnership: Some("De Waterlijn".to_owned()),
        sources: vec![students, mentors],
        scales: vec![own(&["nooit", "soms", "vaak", "altijd"], None)],
    }
}

#[test]
fn blocks_become_indicators_and_the_same_statement_of_two_roles_one_item() {
    let text = scaffold(&two_roles());
    let project = settled(&text);
    assert_eq!(project.rounds.len(), 1, "April and May are one round");
    assert_eq!(project.rounds.first().map(|round| round.date), Some(date(2026, 5, 1)));
    let ids: Vec<&str> = project.indicators.iter().map(|indicator| indicator.id.as_str()).collect();
    assert_eq!(ids, ["beg", "blok-2", "blok-3"]);
    let beg = project.indicators.first().expect("an indicator");
    assert_eq!(beg.title, "Begeleiding op de werkplek");
    let first = beg.items.first().expect("an item");
    assert_eq!(first.columns.len(), 2, "the same code put to two roles is one statement");
    assert_eq!(first.text.as_deref(), Some("Ik krijg uitleg"), "the wording of the first file");
    let marks = project.indicators.get(1).expect("marks");
    assert_eq!(marks.items.len(), 2, "the tool's own code `G01Q02` proves nothing");
    let same = marks.items.first().expect("an item");
    let mentor = same.columns.get(&RoleId::new("begeleider"));
    assert_eq!(
        mentor.map(String::as_str),
        Some("Welk cijfer geeft u?"),
        "the same heading is the same question"
    );
    assert!(
        project.indicators.iter().all(|indicator| indicator.thresholds.is_empty()),
        "no norm is invented"
    );
    for part in
        ["# Wanneer is dit voor jullie goed genoeg?", "12 keer", "#   TIP", "#   email: persoonsgegevens"]
    {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
}

#[test]
fn a_threshold_that_is_filled_in_where_the_question_stands_settles() {
    let text = scaffold(&two_roles());
    let filled = text
        .replacen("  # [[indicator.threshold]]", "[[indicator.threshold]]", 1)
        .replacen("  # rung = \"\"", "rung = \"basis\"", 1)
        .replacen("  # statistic = \"\"", "statistic = \"mean\"", 1)
        .replacen("  # at-least = ", "at-least = 3.5", 1)
        .replacen("  # unit = \"\"", "unit = \"points\"", 1)
        .replacen("  # why = \"\"", "why = \"w\"", 1)
        .replacen("  # owner = \"\"", "owner = \"o\"", 1)
        .replacen("  # agreed-on = ", "agreed-on = 2025-09-12", 1);
    let project = settled(&filled);
    assert_eq!(project.indicators.first().map(|indicator| indicator.thresholds.len()), Some(1));
    assert_eq!(project.sources.first().map(|source| source.missing.len()), Some(1));
}

#[test]
fn every_shape_of_description_reads_back() {
    settled(&scaffold(&Scaffold::default()));
    let bare = ScaffoldSource::new("a.csv", PlatformName::Table);
    for lang in [Lang::Nl, Lang::En] {
        settled(&scaffold(&Scaffold {
            lang,
            sources: vec![bare.clone(), bare.clone()],
            ..Scaffold::default()
        }));
    }
    let mut two = two_roles();
    two.lang = Lang::En;
    two.scales = vec![own(&["nooit", "soms", "vaak"], None)];
    let text = scaffold(&two);
    assert!(text.contains("# scale = \"lesbezoek\""), "a scale that does not settle is not used:\n{text}");
    settled(&text);
}

#[test]
fn the_same_questionnaire_of_two_rounds_is_written_once() {
    let mut two = two_roles();
    let mut before = two.sources.first().expect("a source").clone();
    before.date = Some(date(2025, 4, 2));
    before.file = "exports/studenten-2025.csv".to_owned();
    two.sources.push(before);
    let project = settled(&scaffold(&two));
    assert_eq!(project.rounds.len(), 2);
    assert_eq!(project.indicators.len(), 3);
    assert_eq!(project.indicators.first().map(|indicator| indicator.items.len()), Some(2));
}

fn any_source() -> impl Strategy<Value = ScaffoldSource> {
    let scale = prop::option::of(prop::sample::select(vec!["eens-5", "cijfer-10", "eigen", ""]));
    let text = prop_oneof!["\\PC{0,12}", "[A-C]{1,3}(\\[SQ00[12]\\])?", any::<String>()];
    let on = prop_oneof![
        scale.prop_map(|scale| scale.map_or(AnswersOn::Codes, |scale| AnswersOn::Scale(scale.to_owned()))),
        (-9_i64..9, 0_i64..400).prop_map(|(low, more)| {
            let fitting = if more > 9 { Vec::new() } else { vec!["eens-5".to_owned()] };
            AnswersOn::Numbers { low, high: low + more, fitting }
        }),
    ];
    let roles = prop::collection::vec(any::<String>(), 0..2);
    let question = (text, any::<String>(), on, prop::option::of(any::<String>()), roles).prop_map(
        |(column, text, on, hold, roles)| ScaffoldItem {
            column,
            text,
            on,
            asked: hold.is_some(),
            others: hold.iter().cloned().collect(),
            roles,
            hold,
        },
    );
    let answers = prop::collection::vec((any::<String>(), any::<u64>()), 0..3);
    let pairs = || prop::collection::vec((any::<String>(), any::<String>()), 0..3);
    let reading =
        (prop::option::of(any::<String>()), prop::option::of(any::<u64>()), prop::option::of(any::<char>()));
    let questions = prop::collection::vec(question, 0..6);
    (
        any::<String>(),
        prop::option::of(any::<String>()),
        reading,
        pairs(),
        pairs(),
        questions,
        answers,
        1_i8..=12,
    )
        .prop_map(
            |(
                file,
                role_guess,
                (sheet, header_row, delimiter),
                groups,
                skipped,
                items,
                unknown_answers,
                month,
            )| ScaffoldSource {
                role_guess,
                encoding: sheet.clone(),
                sheet,
                header_row,
                delimiter,
                role_column: (month > 8).then(|| ("Rol".to_owned(), groups.clone())),
                groups,
                items,
                open: skipped.iter().map(|(column, _)| column.clone()).collect(),
                skipped,
                unknown_answers,
                year: (month < 4).then_some(2025),
                none_finished: month == 5,
                date: (month > 3).then(|| date(2026, month, 1)),
                ..ScaffoldSource::new(file, PlatformName::Table)
            },
        )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn whatever_was_seen_the_written_file_reads_back(
        sources in prop::collection::vec(any_source(), 0..4), name in prop::option::of(any::<String>()),
    ) {
        let described = Scaffold { lang: Lang::Nl, partnership: name, sources, scales: Vec::new() };
        settled(&scaffold(&described));
    }
}

#[test]
fn a_role_that_no_text_names_is_asked_nothing() {
    let pairs = [("Student", "student"), (" ", "mentor"), ("STUDENT", "docent")];
    let pairs = pairs.map(|(text, role)| (text.to_owned(), role.to_owned())).to_vec();
    let source = ScaffoldSource {
        role_column: Some(("Rol".to_owned(), pairs)),
        items: two_roles().sources[0].items.clone(),
        ..ScaffoldSource::new("export.csv", PlatformName::Table)
    };
    let project = settled(&scaffold(&Scaffold { sources: vec![source], ..Scaffold::default() }));
    assert_eq!(project.roles.keys().map(|role| role.as_str()).collect::<Vec<_>>(), ["student"]);
}

#[test]
fn what_only_the_partnership_knows_is_asked_for_until_it_is_filled_in() {
    let notes = |described: &Scaffold| {
        let checked = read(&scaffold(described), "f", Path::new("")).expect("a project");
        checked.notes.iter().filter(|note| note.code == Code::ToFillIn).count()
    };
    assert_eq!(notes(&Scaffold::default()), 3, "name, purpose and day");
    assert_eq!(notes(&two_roles()), 1, "the purpose is never known");
}
