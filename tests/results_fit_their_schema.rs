//! What `check --format json` prints fits what `schema results` says, the sample project fits `schema project`, and the log
//! of decisions of a report fits `schema decisions` and the results beside it.

use std::collections::BTreeMap;

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
fn the_results_that_a_report_for_everyone_writes_are_those_of_check() {
    let (written, _) = report(&["--meeting", "stuurgroep-december"]);
    let checked = json(&["check", "sample-data", "--as-of", "2026-11-21", "--format", "json"]);
    assert!(written == checked);
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

/// The results of a report of the sample, ordered like this, and its log of decisions.
fn report(order: &[&str]) -> (Value, Value) {
    let folder = tempfile::tempdir().expect("a folder");
    let project = folder.path().join("project");
    copy(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data"), &project);
    let (out, path) = (folder.path().join("verslag"), project.to_string_lossy().into_owned());
    let out_text = out.to_string_lossy().into_owned();
    let always = ["report", &path, "--as-of", "2026-11-21", "--format", "json", "--out", &out_text];
    datadialoog(&[&always[..], order].concat());
    let read = |name: &str| std::fs::read(out.join(name)).expect("a file of the report");
    let json = |name: &str| serde_json::from_slice(&read(name)).expect("JSON");
    (json("resultaten.json"), json("besluiten.json"))
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_owned();
        // A register of somebody who tried the sample is none of this.
        if name.to_string_lossy().ends_with(".register.json") {
            continue;
        }
        match path.is_dir() {
            true => copy(&path, &to.join(name)),
            false => drop(std::fs::copy(&path, to.join(name)).expect("a copy")),
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().expect("a list")
}

/// What the results say of one slice of the response, or of an indicator: the decision about its figures, and about its
/// distributions.
fn decided(row: &Value) -> (String, Option<String>) {
    let shown = if row["as_of"].is_null() { "shown" } else { "kept" };
    let of = |figures: &[&Value]| {
        let state = |wanted: &str| figures.iter().find(|figure| figure["state"] == wanted);
        match (state("nearly-all"), state("withheld"), state("too-few")) {
            (Some(_), ..) => "nearly-all, unanimous".to_owned(),
            (_, Some(figure), _) => format!("withheld, {}", figure["reason"].as_str().expect("a reason")),
            (_, _, Some(_)) => "withheld, minimum".to_owned(),
            _ => "no-data".to_owned(),
        }
    };
    if row.get("rate").is_some() {
        let of_response = if row["respondents"].is_null() { of(&[&row["rate"]]) } else { shown.to_owned() };
        return (of_response, None);
    }
    let other = ["response-rate", "role-gap", "lowest-group-share", "change"];
    let figures = row["figures"].as_object().expect("figures").iter();
    let figures: Vec<&Value> =
        figures.filter(|(key, _)| !other.contains(&key.as_str())).map(|(_, figure)| figure).collect();
    let is_value = figures.iter().any(|figure| figure["state"] == "value");
    let items = list(&row["items"]);
    let whole = items.iter().any(|item| !item["counts"].is_null());
    let shares: Vec<&Value> = items.iter().map(|item| &item["favourable_share"]).collect();
    let of_figures = if is_value { shown.to_owned() } else { of(&figures) };
    (of_figures, Some(if whole { shown.to_owned() } else { of(&shares) }))
}

#[test]
fn every_slice_of_the_results_has_one_decision_that_says_what_they_say() {
    let schema = json(&["schema", "decisions"]);
    let mut met: BTreeMap<String, usize> = BTreeMap::new();
    for readers in ["own-team", "partnership", "public"] {
        let (results, log) = report(&["--readers", readers]);
        assert_eq!(faults(schema.clone(), &log), None);
        assert_eq!(log["schema"], "datadialoog-decisions-1");
        for key in ["as_of", "readers", "minimum", "minimum_distribution"] {
            assert_eq!(log[key], results[key], "{key}");
        }
        assert_eq!(log["readers"], readers);
        let mut wanted = Vec::new();
        for round in list(&results["rounds"]) {
            let response = list(&round["response"]).iter().map(|row| (Value::Null, row));
            let indicators = list(&round["indicators"]).iter();
            let of_indicators = indicators.flat_map(|indicator| {
                list(&indicator["slices"]).iter().map(|row| (indicator["id"].clone(), row))
            });
            for (indicator, row) in response.chain(of_indicators) {
                let at = (round["round"].clone(), indicator, row["slice"].clone());
                let (figures, distribution) = decided(row);
                let nothing = ["withheld", "no-data"].iter().any(|word| figures.starts_with(word));
                let day = if row["as_of"].is_null() { &results["as_of"] } else { &row["as_of"] };
                wanted.push((at, figures, distribution, if nothing { Value::Null } else { day.clone() }));
            }
        }
        let mut found = Vec::new();
        for round in list(&log["rounds"]) {
            for entry in list(&round["decisions"]) {
                let said = |decision: &Value| match decision["reason"].as_str() {
                    Some(reason) => {
                        format!("{}, {reason}", decision["decision"].as_str().expect("a decision"))
                    }
                    None => decision["decision"].as_str().expect("a decision").to_owned(),
                };
                let at = (round["round"].clone(), entry["indicator"].clone(), entry["slice"].clone());
                let distribution = Some(&entry["distribution"]).filter(|one| !one.is_null()).map(said);
                for (decision, key) in [
                    (said(&entry["figures"]), "figures"),
                    (distribution.clone().unwrap_or_default(), "distribution"),
                ] {
                    *met.entry(format!("{key} {decision}")).or_default() += 1;
                }
                found.push((at, said(&entry["figures"]), distribution, entry["day"].clone()));
            }
        }
        assert!(wanted.len() > 80, "only {} slices", wanted.len());
        assert_eq!(found, wanted);
    }
    for decision in [
        "figures shown",
        "figures withheld, complement",
        "distribution shown",
        "distribution withheld, complement",
    ] {
        assert!(met.contains_key(decision), "{decision} is not among {met:?}");
    }
}

#[test]
fn decisions_that_were_tampered_with_do_not_fit() {
    let (_, mut log) = report(&[]);
    log["rounds"][0]["decisions"][0]["figures"]["decision"] = Value::from("guessed");
    assert!(faults(json(&["schema", "decisions"]), &log).is_some());
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
