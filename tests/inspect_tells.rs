//! `inspect`: the document for programs fits its schema, nothing of an open or personal column is told, every problem of
//! every file is said in one run, and a wide table stays readable.

use std::fs;
use std::process::Output;

use boon::{Compiler, Draft, Schemas};
use serde_json::Value;
use tempfile::TempDir;

const AGREE: [&str; 5] = ["helemaal oneens", "oneens", "neutraal", "eens", "helemaal eens"];

struct Folder(TempDir);

impl Folder {
    fn of(files: &[(&str, &[u8])]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, bytes) in files {
            fs::write(folder.path().join(name), bytes).expect("a file");
        }
        Self(folder)
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("datadialoog");
        command.current_dir(self.0.path()).args(["--color", "never"]).args(args).output().expect("it runs")
    }

    fn said(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        text(&output.stdout)
    }

    fn json(&self, files: &[&str]) -> Value {
        let said = self.said(&[&["inspect"], files, &["--format", "json"]].concat());
        serde_json::from_str(&said).expect("JSON and nothing else")
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn faults(schema: &Value, instance: &Value) -> Option<String> {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.set_default_draft(Draft::V2020_12);
    compiler.add_resource("schema.json", schema.clone()).expect("a schema");
    let index = compiler.compile("schema.json", &mut schemas).expect("a schema that compiles");
    schemas.validate(instance, index).err().map(|error| error.to_string())
}

/// Sixty statements of two blocks, a school, a role, a remark, a name, an age, and a date.
fn wide() -> String {
    let mut lines = Vec::new();
    let codes: Vec<String> =
        (1..=60).map(|code| if code <= 24 { format!("V{code:02}") } else { format!("W{code:02}") }).collect();
    lines.push(format!("Naam;Rol;School;Datum;Leeftijd;{};Toelichting", codes.join(";")));
    for row in 0..40_usize {
        let answers: Vec<&str> = (0..60).map(|code| AGREE[(row * 7 + code * 3 + row / 4) % 5]).collect();
        let remark = ["geheime opmerking", "geheime opmerking", "geheim", "geheim"][row % 4];
        let (role, school) = (["student", "begeleider"][row % 2], ["Noord", "Zuid", "Één"][row % 3]);
        let (day, age) = (1 + row % 14, 20 + row % 3);
        lines.push(format!("Geheim{row};{role};{school};{day}-04-2026;{age};{};{remark}", answers.join(";")));
    }
    lines.join("\n")
}

#[test]
fn the_document_fits_its_schema_and_holds_several_files() {
    let folder = Folder::of(&[("a.csv", wide().as_bytes()), ("b.csv", b"A;B\neens;1\noneens;2\n")]);
    let schema: Value = serde_json::from_str(&folder.said(&["schema", "inspect"])).expect("a schema");
    let mut document = folder.json(&["a.csv", "b.csv"]);
    assert_eq!(faults(&schema, &document), None);
    assert_eq!(document["schema"], "datadialoog-inspect-1");
    assert_eq!(document["files"].as_array().map(Vec::len), Some(2));
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/exports/*");
    assert_eq!(faults(&schema, &folder.json(&[sample])), None);
    document["files"][0]["rows"] = Value::from("veel");
    assert!(faults(&schema, &document).is_some());
}

#[test]
fn the_document_tells_what_was_made_of_each_column() {
    let folder = Folder::of(&[("a.csv", wide().as_bytes())]);
    let file = folder.json(&["a.csv"])["files"][0].clone();
    let of = |name: &str| {
        let columns = file["columns"].as_array().expect("columns");
        columns.iter().find(|column| column["heading"] == name).unwrap_or_else(|| panic!("{name}")).clone()
    };
    for (name, column_use) in [
        ("Naam", "personal"),
        ("Rol", "role"),
        ("School", "group"),
        ("Datum", "dates"),
        ("Leeftijd", "numbers"),
        ("V01", "scale"),
        ("Toelichting", "open"),
    ] {
        assert_eq!(of(name)["use"], column_use, "{name}");
    }
    assert_eq!((file["rows"].as_u64(), file["encoding"].as_str()), (Some(40), Some("UTF-8")));
    assert_eq!(
        (file["first_day"].as_str(), file["last_day"].as_str()),
        (Some("2026-04-01"), Some("2026-04-14"))
    );
    let first = of("V01");
    assert_eq!(first["scale"], "eens-5");
    let counts = first["options"].as_array().expect("options");
    let expected =
        (0..5).map(|option| (0..40).filter(|row| (row * 7 + row / 4) % 5 == option).count() as u64);
    let found: Vec<u64> = counts.iter().map(|option| option["count"].as_u64().expect("a number")).collect();
    assert_eq!(found, expected.collect::<Vec<u64>>());
    assert!(
        first["not"].as_array().is_some_and(|not| not.iter().any(|not| not["scale"] == "eens-4")),
        "{first}"
    );
    assert_eq!(of("School")["options"].as_array().map(Vec::len), Some(3));
    assert_eq!(file["accents"], serde_json::json!(["Één"]));
}

#[test]
fn nothing_of_an_open_or_personal_column_is_told() {
    let folder = Folder::of(&[("a.csv", wide().as_bytes())]);
    for args in [
        &["inspect", "a.csv"][..],
        &["inspect", "a.csv", "--format", "json"],
        &["inspect", "a.csv", "--lang", "en"],
        &["init", "a.csv", "--out", "-"],
    ] {
        let output = folder.run(args);
        assert_eq!(output.status.code(), Some(0));
        for stream in [text(&output.stdout), text(&output.stderr)] {
            assert!(!stream.to_lowercase().contains("geheim"), "{args:?}\n{stream}");
        }
    }
}

#[test]
fn a_wide_table_stays_readable() {
    let folder = Folder::of(&[("a.csv", wide().as_bytes())]);
    let said = folder.said(&["inspect", "a.csv"]);
    assert!(said.contains("V01 … V24 (24 vragen): eens-5"), "{said}");
    assert!(said.contains("W25 … W60 (36 vragen): eens-5"), "{said}");
    assert!(said.lines().count() < 45, "{} lines\n{said}", said.lines().count());
    assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
    let (next, init) = (said.find("En nu"), said.find("datadialoog init a.csv"));
    assert!(next.is_some() && next < init, "what to do next stands at the end:\n{said}");
    let english = folder.said(&["inspect", "a.csv", "--lang", "en"]);
    assert!(english.contains("(24 questions): eens-5") && english.contains("What next"), "{english}");
    for dutch in ["vragen", "rijen", "tot en met", "niet gelezen", "schaal"] {
        assert!(!english.contains(dutch), "{dutch} is in\n{english}");
    }
}

#[test]
fn every_problem_of_every_file_is_said_in_one_run() {
    let folder = Folder::of(&[
        ("a.csv", b"A;B\neens;1\noneens\neens;1;2\n"),
        ("b.csv", b"A;A\neens;1\n"),
        ("c.csv", b""),
        ("d.csv", b"A;B\neens;1\noneens;2\n"),
    ]);
    let output = folder.run(&["inspect", "a.csv", "b.csv", "c.csv", "d.csv", "weg.csv"]);
    assert_eq!(output.status.code(), Some(4));
    let said = text(&output.stderr);
    for place in ["a.csv:3", "a.csv:4", "b.csv:1", "--> c.csv", "--> weg.csv"] {
        assert!(said.contains(place), "{place} is not in\n{said}");
    }
    let shown = text(&output.stdout);
    assert!(shown.contains("d.csv") && shown.contains("niet helemaal te lezen"), "{shown}");
}

#[test]
fn a_guessed_encoding_shows_words_by_which_it_can_be_judged_and_sheets_are_named() {
    let latin = b"Co\xF6rdinatie;Toelichting\neens;pri\xE9\noneens;pri\xE9\neens;pri\xE9\noneens;x\n";
    let folder = Folder::of(&[("a.csv", latin)]);
    let said = folder.said(&["inspect", "a.csv"]);
    assert!(said.contains("(geraden)") && said.contains("‘Coördinatie’") && !said.contains("prié"), "{said}");
    let mut book = rust_xlsxwriter::Workbook::new();
    for (name, hidden) in [("Antwoorden", false), ("Oud", true)] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        sheet.write_string(0, 0, "Stelling").expect("a cell");
        sheet.write_string(1, 0, "eens").expect("a cell");
        sheet.set_hidden(hidden);
    }
    let folder = Folder::of(&[("a.xlsx", &book.save_to_buffer().expect("a workbook"))]);
    assert!(folder.said(&["inspect", "a.xlsx"]).contains("niet gelezen: ‘Oud’ (verborgen)"));
    let sheets = folder.json(&["a.xlsx"])["files"][0]["other_sheets"].clone();
    assert_eq!(sheets, serde_json::json!([{ "name": "Oud", "hidden": true }]));
}
