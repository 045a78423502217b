//! Responses that are left out, cells that cannot be read, and files that have changed.

use std::fs;

use crate::case::{Case, EXPORT, Fault, PROJECT, text};

/// The twelve respondents as LimeSurvey writes them, with what tells of the response itself.
fn limesurvey(rows: &[&str]) -> String {
    let head = "\"id\",\"submitdate\",\"lastpage\",\"startlanguage\",\"startdate\",\"datestamp\",\"School\",\"Q1\"\n";
    let usual = |id: usize| {
        let school = if id.is_multiple_of(2) { "Noord" } else { "Zuid" };
        let answer = if id.is_multiple_of(3) { "Oneens" } else { "Eens" };
        format!(
            "\"{id}\",\"2026-03-10 10:05:00\",\"2\",\"nl\",\"2026-03-10 10:00:00\",\"2026-03-10 10:05:00\",\"{school}\",\"{answer}\"\n"
        )
    };
    let usual: String = (1..=12).map(usual).collect();
    format!("{head}{usual}{}", rows.concat())
}

const AGAIN: &str = "\"3\",\"2026-03-10 10:05:00\",\"2\",\"nl\",\"2026-03-10 10:00:00\",\"2026-03-10 10:05:00\",\"Zuid\",\"Oneens\"\n";
const LATE: &str = "\"13\",\"2026-05-10 10:05:00\",\"2\",\"nl\",\"2026-05-10 10:00:00\",\"2026-05-10 10:05:00\",\"Zuid\",\"Oneens\"\n";

#[test]
fn a_response_that_is_there_twice_is_loud_and_leaving_it_out_keeps_the_last() {
    let case = Case::sound();
    case.takes_back();
    case.write(EXPORT, limesurvey(&[AGAIN]));
    let check = case.run(&["check", "--as-of", case.day]);
    let said = text(&check.stderr);
    assert_eq!(check.status.code(), Some(0), "{said}");
    assert!(said.contains("let op[quality-noticed]: 1 vragenlijst heeft hetzelfde kenmerk"), "{said}");
    assert!(text(&check.stdout).contains("13 van de 20 mensen"));
    case.swap(PROJECT, "role = \"student\"\n", "role = \"student\"\nleave-out = [\"duplicate\"]\n");
    let check = case.run(&["check", "--as-of", case.day]);
    assert!(text(&check.stdout).contains("12 van de 20 mensen"), "{}", text(&check.stdout));
    assert!(text(&check.stderr).contains("quality-left-out"), "{}", text(&check.stderr));
}

#[test]
fn what_leaving_out_a_few_did_to_the_figures_is_not_told() {
    let case = Case::sound();
    case.takes_back();
    case.write(EXPORT, limesurvey(&[LATE]));
    let quality = "role = \"student\"\nuntil = 2026-04-15\nleave-out = [\"outside-dates\"]\n";
    case.swap(PROJECT, "role = \"student\"\n", quality);
    case.reads();
    let json = |case: &Case| -> serde_json::Value {
        let check = case.run(&["check", "--as-of", case.day, "--format", "json"]);
        serde_json::from_slice(&check.stdout).unwrap()
    };
    let round = &json(&case)["rounds"][0];
    assert_eq!(round["quality"][0]["sign"], "outside-dates");
    assert_eq!(round["quality"][0]["responses"]["state"], "few");
    assert_eq!(round["effects"][0]["with"], serde_json::Value::Null);
    let report = fs::read_to_string(case.path("verslag/verslag.md")).unwrap();
    assert!(report.contains("enkele vragenlijsten buiten de dagen"), "{report}");
    assert!(report.contains("niet overal te tonen"), "{report}");

    let late = |id: usize| {
        let late = LATE.replace("\"13\"", &format!("\"{id}\""));
        if id.is_multiple_of(2) { late.replace("Oneens", "Eens") } else { late }
    };
    let late: Vec<String> = (13..18).map(late).collect();
    let late: Vec<&str> = late.iter().map(String::as_str).collect();
    case.takes_back();
    case.write(EXPORT, limesurvey(&late));
    case.reads();
    let round = &json(&case)["rounds"][0];
    assert_eq!(round["quality"][0]["responses"]["count"], 5);
    let effect = &round["effects"][0];
    assert_eq!((effect["without"].as_f64(), effect["with"].as_f64()), (Some(0.67), Some(0.59)));
    let report = fs::read_to_string(case.path("verslag/verslag.md")).unwrap();
    assert!(
        report.contains("van iedereen is 67%; met de weggelaten vragenlijsten erbij was het 59%"),
        "{report}"
    );
}

#[test]
fn keys_about_the_quality_of_responses_that_cannot_be() {
    let case = Case::sound();
    let lines = "role = \"student\"\nleave-out = [\"too-fast\", \"dubbel\"]\nfastest-second = 90\nuntil = 2026-03-01\nfrom = 2026-03-02\n";
    case.swap(PROJECT, "role = \"student\"\n", lines);
    case.refuses(
        3,
        &[
            Fault {
                code: "unknown-name",
                place: "datadialoog.toml:13:26",
                nl: ["`dubbel` is geen keuze voor `leave-out`", "straight-lining"],
                en: ["`dubbel` is no choice for `leave-out`", "straight-lining"],
            },
            Fault {
                code: "unknown-key",
                place: "datadialoog.toml:14:1",
                nl: ["`fastest-second`", "`fastest-seconds`"],
                en: ["`fastest-second`", "`fastest-seconds`"],
            },
            Fault {
                code: "bad-value",
                place: "datadialoog.toml:15:9",
                nl: ["`until` is 2026-03-01", "2026-03-02 of later"],
                en: ["`until` is 2026-03-01", "2026-03-02 or later"],
            },
        ],
    );
}

#[test]
fn every_cell_that_cannot_be_read_is_in_the_file_of_rejects() {
    let case = Case::sound();
    let rows = "Noord;eens\nZuid;beetje\nNoord;=1+1\nZuid;beetje\nNoord;eens;te veel\n";
    case.write(EXPORT, format!("School;Q1\n{rows}{}", "Noord;eens\nZuid;eens\n".repeat(6)));
    for (command, lang, head) in [
        ("check", "nl", "\u{feff}bestand;blad;rij;kolom;kop;reden;wat er staat\r\n"),
        ("report", "en", "\u{feff}file;sheet;row;column;heading;reason;what stands there\r\n"),
    ] {
        let output =
            case.run(&[command, "--as-of", case.day, "--lang", lang, "--rejects", "niet-gelezen.csv"]);
        assert_eq!(output.status.code(), Some(4), "{}", text(&output.stderr));
        let found = fs::read_to_string(case.path("niet-gelezen.csv")).unwrap();
        let lines: Vec<&str> = found.lines().collect();
        assert_eq!(format!("{}\r\n", lines[0]), head);
        assert_eq!(lines.len(), 5, "{found}");
        assert!(lines[1].starts_with("studenten.csv;;3;;Q1;") && lines[1].ends_with(";beetje"), "{found}");
        assert!(lines[2].ends_with(";'=1+1") && lines[3].contains(";5;"), "{found}");
        assert!(lines[4].starts_with("studenten.csv;;6;;;"), "{found}");
    }
    case.write("niet-gelezen.csv", "iets anders");
    let output = case.run(&["check", "--as-of", case.day, "--rejects", "niet-gelezen.csv"]);
    assert_eq!(output.status.code(), Some(4));
    assert!(text(&output.stderr).contains("output-not-ours"), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(case.path("niet-gelezen.csv")).unwrap(), "iets anders");
}

#[test]
fn what_people_wrote_is_not_in_the_file_of_rejects() {
    let case = Case::sound();
    let open: String = (0..12).map(|n| format!("Noord;mijn begeleider zei nummer {n}\n")).collect();
    case.write(EXPORT, format!("School;Q1\n{open}"));
    let output = case.run(&["check", "--as-of", case.day, "--rejects", "r.csv"]);
    assert_eq!(output.status.code(), Some(5), "{}", text(&output.stderr));
    let found = fs::read_to_string(case.path("r.csv")).unwrap();
    assert_eq!(found.lines().count(), 13);
    assert!(!found.contains("begeleider zei"), "{found}");
}

#[test]
fn a_sound_export_has_no_rejects_and_a_broken_project_file_no_file_of_them() {
    let case = Case::sound();
    let output = case.run(&["check", "--as-of", case.day, "--rejects", "r.csv"]);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    assert_eq!(fs::read_to_string(case.path("r.csv")).unwrap().lines().count(), 1);
    case.remove("r.csv");
    case.write(PROJECT, "");
    case.run(&["check", "--rejects", "r.csv"]);
    assert!(!case.path("r.csv").exists());
}

#[test]
fn a_file_that_changed_is_told_in_one_message() {
    let case = Case::sound();
    case.swap(
        PROJECT,
        "role = \"student\"\n",
        "role = \"student\"\nplatform = \"table\"\nunused = [\"Oud\"]\n",
    );
    case.write(EXPORT, format!("School;Oud;Q1\n{}", "Noord;x;eens\nZuid;y;helemaal mee eens\n".repeat(6)));
    case.reads();
    case.write(EXPORT, format!("Opleiding;Oud;Q1a;Nieuw\n{}", "Noord;x;eens;ja\n".repeat(12)));
    case.refuses(
        5,
        &[Fault {
            code: "source-drifted",
            place: "studenten.csv:1",
            nl: ["`studenten.csv` past niet meer bij het projectbestand", "heet die nu `Q1a`?"],
            en: ["`studenten.csv` no longer fits the project file", "is it called `Q1a` now?"],
        }],
    );
    let said = text(&case.run(&["check", "--as-of", case.day]).stderr);
    for part in ["weg: `School`", "nieuw: `Nieuw`", "nieuw: `Q1a`", "`absent = [", "`unused`"] {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
    assert!(!said.contains("nieuw: `Oud`"), "{said}");
}

#[test]
fn answers_on_another_scale_than_before_are_told_with_the_scale() {
    let case = Case::sound();
    case.swap(PROJECT, "role = \"student\"\n", "role = \"student\"\nplatform = \"table\"\n");
    let rows = "Noord;tevreden\nZuid;zeer tevreden\nNoord;neutraal\nZuid;zeer ontevreden\n".repeat(3);
    case.write(EXPORT, format!("School;Q1\n{rows}"));
    let said = text(&case.run(&["check", "--as-of", case.day]).stderr);
    assert!(
        said.contains("andere schaal: ‘Q1’ staat op `tevreden-5`, en `begeleiding` noemt `eens-5`"),
        "{said}"
    );
}

#[test]
fn a_question_that_was_not_put_is_absent_and_loud_when_it_was() {
    let case = Case::sound();
    case.swap(
        PROJECT,
        "{ student = \"Q1\" } }]",
        "{ student = \"Q1\" } }, { columns = { student = \"Q2\" } }]",
    );
    case.refuses(
        5,
        &[Fault {
            code: "column-missing",
            place: "studenten.csv:1",
            nl: ["de kolom `Q2`", "laat de kolommen zien"],
            en: ["the column `Q2`", "shows the columns"],
        }],
    );
    case.swap(PROJECT, "role = \"student\"\n", "role = \"student\"\nabsent = [\"Q2\"]\n");
    case.reads();
    case.write(EXPORT, format!("School;Q1;Q2\n{}", "Noord;eens;eens\nZuid;eens;eens\n".repeat(6)));
    case.refuses(
        5,
        &[Fault {
            code: "column-there",
            place: "studenten.csv:1",
            nl: ["`absent` zegt dat de vraag toen niet gesteld is", "Haal `Q2` weg uit `absent`"],
            en: ["`absent` says that the question was not put then", "Remove `Q2` from `absent`"],
        }],
    );
}
