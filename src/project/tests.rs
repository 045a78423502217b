//! The room as a whole: what a project file reads to, and that one run reports everything that is wrong with it.

use std::path::Path;

use super::{effective, read, schema};
use crate::diagnostics::{Code, Diagnostic, draw};
use crate::domain::{At, Bound, Lang, Project, RoleId, RoleOf, Rung, ScaleId};

const SOUND: &str = include_str!("sound.toml");
const SMALLEST: &str = "[partnership]\nname = \"n\"\npurpose = \"p\"\n[[round]]\nid = \"r\"\ndate = 2026-01-01\n\
                        [[source]]\nround = \"r\"\nfiles = [\"f.csv\"]\nrole = \"student\"\n";

fn project(text: &str) -> Project {
    match read(text, "datadialoog.toml", Path::new("map")) {
        Ok(checked) => checked.value,
        Err(faults) => panic!("{}", drawn(&faults)),
    }
}

fn faults(text: &str) -> Vec<Diagnostic> {
    read(text, "datadialoog.toml", Path::new("map")).err().unwrap_or_default()
}

fn drawn(faults: &[Diagnostic]) -> String {
    faults.iter().map(|fault| draw(fault, Lang::Nl, false) + "\n\n").collect()
}

/// Code, line and column of each fault.
fn places(faults: &[Diagnostic]) -> Vec<(Code, u64, u64)> {
    let place = |fault: &Diagnostic| match fault.place.as_ref().map(|place| &place.at) {
        Some(At::LineColumn(line, column)) => (fault.code, *line, *column),
        other => panic!("no line and column: {other:?}"),
    };
    faults.iter().map(place).collect()
}

/// The one fault of the smallest project with `more` after it.
fn only(more: &str) -> Diagnostic {
    let faults = faults(&format!("{SMALLEST}{more}"));
    assert_eq!(faults.len(), 1, "{}", drawn(&faults));
    faults.into_iter().next().expect("one")
}

/// An indicator with one threshold of these lines, on a scale of five.
fn threshold(lines: &str) -> String {
    format!(
        "[[indicator]]\nid = \"i\"\ntitle = \"t\"\nscale = \"eens-5\"\nitems = [{{ columns = {{ student = \"Q\" }} }}]\n\
         [[indicator.threshold]]\nrung = \"basis\"\nwhy = \"w\"\nowner = \"o\"\nagreed-on = 2025-01-02\n{lines}\n"
    )
}

#[test]
fn the_whole_file_settles() {
    let project = project(SOUND);
    assert_eq!(project.folder, Path::new("map"));
    let rounds: Vec<&str> = project.rounds.iter().map(|round| round.id.as_str()).collect();
    assert_eq!(rounds, ["2025-voorjaar", "2026-voorjaar"], "rounds are in order of their dates");
    let begeleiding = project.indicators.first().expect("an indicator");
    let rungs: Vec<Rung> = begeleiding.thresholds.iter().map(|threshold| threshold.rung).collect();
    assert_eq!(rungs, [Rung::Basis, Rung::GoodEnough, Rung::GoodEnough]);
    let last = begeleiding.thresholds.last().expect("a threshold");
    assert_eq!(last.bound, Bound::AtMost(0.15), "per cents become shares");
    let own = project.scales.get(&ScaleId::new("lesbezoek")).expect("declared");
    assert_eq!((&own.favourable[..], &own.unfavourable[..]), (&[3, 4][..], &[1][..]));
    assert_eq!(own.options.first().map(|option| &option.synonyms[..]), Some(&["1".to_owned()][..]));
    let titles = project.roles.get(&RoleId::new("schoolopleider")).expect("used by a role column");
    assert_eq!(titles.many, "schoolopleider");
    let RoleOf::Column { values, .. } = &project.sources.get(1).expect("a source").role else {
        panic!("no column")
    };
    assert!(values.contains_key("Ik ben werkplekbegeleider"), "texts stay as written");
}

#[test]
fn the_effective_file_reads_back_to_the_same_project() {
    for text in [SOUND, SMALLEST] {
        let project = project(text);
        let written = effective(&project);
        let again = read(&written, "datadialoog.toml", Path::new("map"));
        let again = again.unwrap_or_else(|faults| panic!("{written}\n{}", drawn(&faults)));
        assert_eq!(again.value, project);
        assert_eq!(effective(&again.value), written);
    }
}

#[test]
fn every_fault_is_reported_in_one_run_with_its_place() {
    let text = r#"[partnership]
naem = "De Waterlijn"
purpose = "  "

[privacy]
minimum = 2

[[round]]
id = "2026"
date = "2026-04-14"

[[source]]
round = "2025"
files = "a.csv"
platform = "limesurvy"
role = "student"

[[indicator]]
id = "begeleiding"
title = "Begeleiding"
scale = "eens-55"
items = [
  { columns = { studnet = "Q1" } },
  { columns = { student = 12 } },
]

  [[indicator.threshold]]
  rung = "good-enough"
  statistic = "favourable-share"
  at-least = 0.7
  unit = "percent"
  why = "w"
  owner = "o"

[[meeting]]
id = "m"
title = "t"
date = 2026-12-03
minutes = "60"
participants = ["directeur"]
focus = ["begeleidng"]
"#;
    let faults = faults(text);
    assert_eq!(
        places(&faults),
        [
            (Code::UnknownKey, 2, 1),
            (Code::BadValue, 3, 11),
            (Code::BadValue, 6, 11),
            (Code::WrongType, 10, 8),
            (Code::UnknownName, 13, 9),
            (Code::WrongType, 14, 9),
            (Code::UnknownName, 15, 12),
            (Code::UnknownName, 21, 9),
            (Code::UnknownName, 23, 17),
            (Code::WrongType, 24, 27),
            (Code::MissingKey, 27, 3),
            (Code::BadValue, 30, 14),
            (Code::WrongType, 39, 11),
            (Code::UnknownName, 40, 17),
            (Code::UnknownName, 41, 10),
        ],
        "{}",
        drawn(&faults)
    );
    let drawn = drawn(&faults);
    for part in [
        "bedoelt u `name`?",
        "Schrijf `date = 2026-04-14`.",
        "Schrijf `files = [\"a.csv\"]`.",
        "bedoelt u `limesurvey`?",
        "bedoelt u `eens-5`?",
        "bedoelt u `student`?",
        "Voeg toe: `agreed-on = 2026-04-14`",
        "Schrijf dan `at-least = 70`",
        "Schrijf `minutes = 60`.",
        "bedoelt u `begeleiding`?",
    ] {
        assert!(drawn.contains(part), "{part:?} is not in\n{drawn}");
    }
}

#[test]
fn an_empty_file_misses_its_three_required_parts() {
    let codes = places(&faults(""));
    assert_eq!(codes, [(Code::MissingKey, 1, 1); 3]);
}

#[test]
fn what_is_no_toml_is_said_with_its_place_in_plain_words() {
    for (line, part) in [
        ("minutes = 3,5", "Schrijf een punt in het getal: `3.5`."),
        ("name = “De Waterlijn”", "rechte aanhalingstekens"),
        ("files = \"exports\\studenten.csv\"", "Schrijf mappen met `/`"),
        ("date = 14-04-2026", "`2026-04-14`"),
        ("name = De Waterlijn", "aanhalingstekens"),
    ] {
        let faults = faults(&format!("[partnership]\n{line}\n"));
        let first = faults.first().expect("a fault");
        assert_eq!(first.code, Code::ProjectSyntax);
        assert!(
            matches!(first.place.as_ref().map(|place| &place.at), Some(At::LineColumn(2, _))),
            "{:?}",
            first.place
        );
        assert!(drawn(&faults).contains(part), "{part:?} is not in\n{}", drawn(&faults));
    }
}

#[test]
fn an_unknown_key_names_the_nearest_or_the_block_where_it_belongs() {
    let near = only("[privacy]\nminimun = 5\n");
    assert_eq!(near.code, Code::UnknownKey);
    assert_eq!(near.excerpt.expect("an excerpt").label.nl, "bedoelt u `minimum`?");
    let elsewhere = only("[privacy]\nowner = \"x\"\n");
    assert_eq!(elsewhere.help.expect("help").nl, "`owner` hoort in `[[indicator.threshold]]`.");
}

#[test]
fn the_wrong_number_of_brackets_is_said_and_the_inside_still_read() {
    let fault = only("[meeting]\nid = \"m\"\ntitle = \"t\"\ndate = 2026-01-01\nminutes = 60\n");
    assert_eq!(
        (fault.code, fault.headline.nl.as_str()),
        (Code::WrongType, "`[meeting]` moet `[[meeting]]` zijn.")
    );
    let fault = only("[[privacy]]\nminimum = 5\n");
    assert_eq!(fault.headline.nl, "`[[privacy]]` moet `[privacy]` zijn.");
}

#[test]
fn the_same_name_twice_is_reported_at_the_second() {
    let fault = only("[[round]]\nid = \"r\"\ndate = 2026-02-01\n");
    assert_eq!(places(&[fault]), [(Code::DuplicateName, 12, 6)]);
    let fault = only("[privacy]\nminimum = 5\nminimum = 6\n");
    assert_eq!(places(&[fault]), [(Code::DuplicateName, 13, 1)]);
}

#[test]
fn a_minimum_of_three_is_the_floor() {
    assert_eq!(project(&format!("{SMALLEST}[privacy]\nminimum = 3\n")).privacy.minimum, 3);
    assert_eq!(only("[privacy]\nminimum = 2\n").code, Code::BadValue);
    assert_eq!(only("[privacy]\nminimum = 5\nminimum-distribution = 4\n").code, Code::BadValue);
    assert_eq!(project(&format!("{SMALLEST}[privacy]\nminimum = 12\n")).privacy.minimum_distribution, 12);
}

#[test]
fn bounds_lie_where_they_can_lie_and_the_ends_belong_to_it() {
    for sound in [
        "statistic = \"mean\"\nat-least = 1\nunit = \"points\"",
        "statistic = \"mean\"\nat-least = 5\nunit = \"points\"",
        "statistic = \"favourable-share\"\nat-most = 100\nunit = \"percent\"",
        "statistic = \"favourable-share\"\nat-most = 1\nunit = \"percent\"",
        "statistic = \"response-rate\"\nat-least = 0\nunit = \"percent\"",
    ] {
        project(&format!("{SMALLEST}{}", threshold(sound)));
    }
    for off in [
        "statistic = \"mean\"\nat-least = 5.1\nunit = \"points\"",
        "statistic = \"mean\"\nat-least = 0.9\nunit = \"points\"",
        "statistic = \"favourable-share\"\nat-most = 101\nunit = \"percent\"",
        "statistic = \"favourable-share\"\nat-least = 0.7\nunit = \"percent\"",
        "statistic = \"mean\"\nat-least = 70\nunit = \"percent\"",
        "statistic = \"mean\"\nat-least = 3\nat-most = 4\nunit = \"points\"",
        "statistic = \"mean\"\nat-least = 3\nunit = \"points\"\nreview-by = 2025-01-02",
    ] {
        let fault = only(&threshold(off));
        assert_eq!(fault.code, Code::BadValue, "{off}: {}", drawn(&[fault.clone()]));
    }
    assert_eq!(only(&threshold("statistic = \"mean\"\nunit = \"points\"")).code, Code::MissingKey);
    let bipolar =
        threshold("statistic = \"mean\"\nat-least = 3\nunit = \"points\"").replace("eens-5", "hoogte-5");
    assert_eq!(only(&bipolar).code, Code::BadValue);
}

#[test]
fn a_statistic_that_is_not_computed_yet_is_refused() {
    for (key, rest) in [
        ("agreement", "at-least = 0.4\nunit = \"coefficient\""),
        ("role-gap", "at-most = 0.5\nunit = \"points\""),
        ("lowest-group-share", "at-least = 60\nunit = \"percent\""),
        ("change", "at-least = -5\nunit = \"percent\""),
    ] {
        let fault = only(&threshold(&format!("statistic = \"{key}\"\n{rest}")));
        assert_eq!(fault.code, Code::StatisticNotYet, "{key}");
    }
    let text =
        format!("{SMALLEST}{}", threshold("statistic = \"agreement\"\nat-least = 2\nunit = \"coefficient\""));
    assert_eq!(faults(&text).len(), 2, "its bound is checked all the same");
}

#[test]
fn a_higher_rung_may_not_ask_less() {
    let higher = |line: &str| {
        let more = threshold("statistic = \"mean\"\nat-least = 3.5\nunit = \"points\"");
        format!(
            "{more}[[indicator.threshold]]\nrung = \"ambition\"\nstatistic = \"mean\"\n{line}\nunit = \"points\"\n\
             why = \"w\"\nowner = \"o\"\nagreed-on = 2025-01-02\n"
        )
    };
    project(&format!("{SMALLEST}{}", higher("at-least = 3.5")));
    assert_eq!(only(&higher("at-least = 3.4")).code, Code::RungsOutOfOrder);
    assert_eq!(only(&higher("at-most = 4")).code, Code::RungsOutOfOrder);
    assert_eq!(only(&higher("at-least = 3.4").replace("ambition", "basis")).code, Code::DuplicateName);
    project(&format!("{SMALLEST}{}", higher("at-least = 3.4\nrole = \"student\"")));
}

#[test]
fn a_scale_of_odd_length_says_which_option_is_neutral() {
    let scale = |rest: &str| format!("[[scale]]\nid = \"s\"\noptions = [\"a\", \"b\", \"c\"]\n{rest}");
    let settled = project(&format!("{SMALLEST}{}", scale("neutral = \"b\"\n")));
    let own = settled.scales.get(&ScaleId::new("s")).expect("declared");
    assert_eq!((&own.favourable[..], &own.unfavourable[..], own.neutral), (&[3][..], &[1][..], Some(2)));
    assert_eq!(only(&scale("")).code, Code::MissingKey);
    assert_eq!(only(&scale("neutral = \"a\"\n")).code, Code::BadValue);
    assert_eq!(only(&scale("neutral = \"d\"\n")).code, Code::UnknownName);
    assert_eq!(only(&scale("neutral = \"b\"\nfavourable = [\"b\"]\n")).code, Code::BadValue);
    assert_eq!(only(&scale("neutral = \"b\"\ncodes = [\"1\", \"2\"]\n")).code, Code::BadValue);
    assert_eq!(only(&scale("neutral = \"b\"\nfavourable = [\"x\"]\n")).code, Code::UnknownName);
    assert_eq!(
        only(
            &scale("kind = \"bipolar\"\nid = \"t\"\n")
                .replacen("id = \"s\"\n", "", 1)
                .replace("\"t\"", "\"eens-5\"")
        )
        .code,
        Code::DuplicateName
    );
    assert_eq!(only("[[scale]]\nid = \"s\"\noptions = [\"a\"]\n").code, Code::BadValue);
    assert_eq!(only("[[scale]]\nid = \"s\"\noptions = [\"a\", \"A\"]\n").code, Code::DuplicateName);
}

#[test]
fn a_source_says_once_whose_answers_it_holds() {
    let role = |line: &str| faults(&SMALLEST.replace("role = \"student\"\n", line));
    assert_eq!(places(&role("")), [(Code::MissingKey, 7, 1)]);
    assert_eq!(places(&role("role = \"student\"\nrole-column = \"Rol\"\n")), [(Code::BadValue, 11, 15)]);
    assert_eq!(
        places(&role("role = 3\n")),
        [(Code::WrongType, 10, 8)],
        "no second complaint about the same thing"
    );
    assert_eq!(places(&role("rol = \"student\"\n")), [(Code::UnknownKey, 10, 1)]);
}

#[test]
fn a_role_without_answers_cannot_be_asked_of() {
    let more = "[[role]]\nid = \"bestuurder\"\n[[indicator]]\nid = \"i\"\ntitle = \"t\"\n\
                items = [{ columns = { bestuurder = \"Q\" } }]\n";
    let fault = only(more);
    assert_eq!(fault.code, Code::UnknownName);
    assert!(fault.headline.nl.contains("Geen bron"), "{}", fault.headline.nl);
    assert_eq!(only("[[indicator]]\nid = \"i\"\ntitle = \"t\"\nitems = []\n").code, Code::BadValue);
}

#[test]
fn two_rounds_on_one_day_are_a_warning() {
    let text = format!("{SMALLEST}[[round]]\nid = \"r2\"\ndate = 2026-01-01\n");
    let checked = read(&text, "f", Path::new("")).expect("a project");
    assert_eq!(places(&checked.notes), [(Code::BadValue, 13, 8)]);
    assert!(!checked.has_errors());
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_change_nothing() {
    let windows = format!("\u{feff}{}", SOUND.replace('\n', "\r\n"));
    assert_eq!(project(&windows), project(SOUND));
    let fault = faults("\u{feff}x = 1\r\n");
    assert_eq!(
        places(&fault).iter().find(|(code, ..)| *code == Code::UnknownKey),
        Some(&(Code::UnknownKey, 1, 1))
    );
}

#[test]
fn the_schema_accepts_the_example_and_refuses_an_unknown_key() {
    let mut schemas = boon::Schemas::new();
    let mut compiler = boon::Compiler::new();
    compiler.add_resource("project.json", schema()).expect("a resource");
    let index = compiler.compile("project.json", &mut schemas).expect("a valid schema");
    for (text, sound) in [(SOUND, true), (SMALLEST, true), ("[partnership]\nnaam = \"x\"", false)] {
        let table: toml::Table = text.parse().expect("TOML");
        let instance = json(toml::Value::Table(table));
        assert_eq!(schemas.validate(&instance, index).is_ok(), sound);
    }
    let text = serde_json::to_string(&schema()).expect("text");
    assert!(!text.contains("\"null\""), "no key takes null");
    assert!(text.contains("urn:datadialoog:project-file:1"));
}

/// TOML as the JSON that an editor checks: dates are texts.
fn json(value: toml::Value) -> serde_json::Value {
    match value {
        toml::Value::Datetime(moment) => serde_json::Value::String(moment.to_string()),
        toml::Value::Array(parts) => parts.into_iter().map(json).collect(),
        toml::Value::Table(table) => table.into_iter().map(|(key, value)| (key, json(value))).collect(),
        simple => serde_json::to_value(simple).expect("a simple value"),
    }
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    fn pieces() -> impl Strategy<Value = String> {
        prop::sample::select(vec![
            "",
            "\"",
            "[",
            "]]",
            "{",
            "}",
            "=",
            "0.7",
            "-1",
            "1e999",
            "99999999999999999999",
            "nan",
            "true",
            "2026-02-30",
            "[]",
            "{}",
            "\"\"",
            "[[round]]\n",
            "id = \"x\"\n",
            "é“",
            "\u{0}",
            "\r",
            "\n",
            "#",
            "[[indicator.threshold]]\n",
            "a.b.c = 1\n",
        ])
        .prop_map(str::to_owned)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(400))]

        #[test]
        fn no_mutilated_file_makes_reading_fall_over(
            cuts in prop::collection::vec((0..SOUND.len(), 0_usize..40, pieces()), 1..6),
        ) {
            let mut text = SOUND.to_owned();
            for (start, length, piece) in cuts {
                let start = (0..=start.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
                let end = (start + length).min(text.len());
                let end = (start..=end).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(start);
                text.replace_range(start..end, &piece);
            }
            match read(&text, "f.toml", Path::new("")) {
                Ok(checked) => prop_assert!(!checked.has_errors()),
                Err(faults) => {
                    prop_assert!(faults.iter().any(|fault| fault.severity == crate::diagnostics::Severity::Error));
                    for fault in &faults {
                        prop_assert!(!draw(fault, Lang::Nl, false).is_empty());
                    }
                }
            }
        }

        #[test]
        fn a_settled_file_survives_being_written_out(
            at_least in 0_u32..=100_000, minimum in 3_u64..30, level in 800_u32..=999,
        ) {
            let share = f64::from(at_least) / 1000.0;
            prop_assume!(share == 0.0 || share >= 1.0);
            let bound = format!("statistic = \"favourable-share\"\nat-least = {share}\nunit = \"percent\"");
            let text = format!(
                "{SMALLEST}[privacy]\nminimum = {minimum}\n[uncertainty]\nlevel = {}\n{}",
                f64::from(level) / 10.0,
                threshold(&bound)
            );
            let first = project(&text);
            prop_assert_eq!(project(&effective(&first)), first);
        }
    }
}

#[test]
#[ignore]
fn show() {
    let text = SOUND
        .replace("name = \"Op", "naem = \"Op")
        .replace("at-least = 3.5", "at-least = 0.7")
        .replace("minutes = 60", "minutes = \"60\"")
        .replace("round = \"2026", "round = \"2024")
        .replace("unit = \"percent\"", "unit = \"points\"");
    println!("{}", drawn(&faults(&text)));
    println!("{}", drawn(&faults("[partnership]\nname = 3\n[round]\nid = 3")));
    println!("{}", serde_json::to_string_pretty(&schema()).unwrap());
}
