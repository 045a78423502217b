//! What `check --format json` prints fits what `schema results` says, and the sample project fits `schema project`.

use assert_cmd::Command;
use boon::{Compiler, Draft, Schemas};
use serde_json::Value;

fn datadialoog(arguments: &[&str]) -> Vec<u8> {
    let mut command = Command::cargo_bin("datadialoog").expect("the program");
    let output = command.current_dir(env!("CARGO_MANIFEST_DIR")).args(arguments).output().expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

fn json(arguments: &[&str]) -> Value {
    serde_json::from_slice(&datadialoog(arguments)).expect("JSON and nothing else")
}

fn faults(schema: Value, instance: &Value) -> Option<String> {
    let (mut schemas, mut compiler) = (Schemas::new(), Compiler::new());
    compiler.set_default_draft(Draft::V2020_12);
    compiler.add_resource("schema.json", schema).expect("a schema");
    let index = compiler.compile("schema.json", &mut schemas).expect("a schema that compiles");
    schemas.validate(instance, index).err().map(|error| error.to_string())
}

#[test]
fn the_results_of_the_sample_fit_their_schema() {
    let results = json(&["check", "sample-data", "--as-of", "2026-11-21", "--format", "json"]);
    assert_eq!(faults(json(&["schema", "results"]), &results), None);
    assert_eq!(results["schema"], "datadialoog-results-1");
}

#[test]
fn results_that_were_tampered_with_do_not_fit() {
    let mut results = json(&["check", "sample-data", "--as-of", "2026-11-21", "--format", "json"]);
    results["rounds"][0]["response"][0]["rate"]["state"] = Value::from("guessed");
    assert!(faults(json(&["schema", "results"]), &results).is_some());
}

#[test]
fn the_project_file_of_the_sample_fits_its_schema() {
    let text = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/datadialoog.toml"));
    let project: toml::Value = toml::from_str(&text.expect("the sample")).expect("TOML");
    let project = without_dates(project);
    assert_eq!(faults(json(&["schema", "project"]), &project), None);
}

/// TOML knows dates and JSON does not; the schema asks for a text in their place.
fn without_dates(value: toml::Value) -> Value {
    match value {
        toml::Value::Datetime(date) => Value::from(date.to_string()),
        toml::Value::Array(values) => values.into_iter().map(without_dates).collect(),
        toml::Value::Table(table) => {
            table.into_iter().map(|(key, value)| (key, without_dates(value))).collect()
        }
        toml::Value::String(text) => Value::from(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(truth) => Value::from(truth),
    }
}

#[test]
fn a_rerun_gives_the_same_bytes() {
    let report = |folder: &std::path::Path| {
        let out = folder.join("report");
        let out_text = out.to_string_lossy().into_owned();
        datadialoog(&[
            "report",
            "sample-data",
            "--as-of",
            "2026-11-21",
            "--format",
            "html,md,json,svg,png",
            "--out",
            &out_text,
        ]);
        let mut files = Vec::new();
        for folder in [out.clone(), out.join("grafieken")] {
            for entry in std::fs::read_dir(folder).expect("a folder") {
                let path = entry.expect("an entry").path();
                if path.is_file() {
                    let bytes = std::fs::read(&path).expect("a file");
                    files.push((path.strip_prefix(&out).expect("below").to_owned(), bytes));
                }
            }
        }
        files.sort();
        files
    };
    let (one, two) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let (one, two) = (report(one.path()), report(two.path()));
    assert!(one.len() > 60, "{} files", one.len());
    assert!(one == two, "a file differs");
}
