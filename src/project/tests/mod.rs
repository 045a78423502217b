//! The room as a whole: what a project file reads to, and that one run reports everything that is wrong with it.

use std::path::Path;

use super::{effective, read, schema};
use crate::diagnostics::{Code, Diagnostic, draw};
use crate::domain::{At, Bound, Lang, Project, RoleId, RoleOf, Rung, ScaleId};

mod properties;
mod settling;
mod shapes;

const SOUND: &str = include_str!("../sound.toml");
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
        ("files = [\"a.csv\", \"exports\\studenten.csv\"]", "Schrijf mappen met `/`"),
        ("at-least = 70%", "`at-least = 70`"),
        ("at-least = 62,5 %  # norm", "`at-least = 62.5`"),
        ("date = 14-04-2026", "`2026-04-14`"),
        ("name = De Waterlijn", "tekst hoort tussen aanhalingstekens"),
        ("at-least =           # het getal", "Vul achter `at-least =` een waarde in"),
        ("name", "hier ontbreekt `= waarde`"),
        ("name = \"De Waterlijn", "iets wordt niet gesloten"),
        ("files = [\"a\" \"b\"]", "hier ontbreekt een komma"),
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
