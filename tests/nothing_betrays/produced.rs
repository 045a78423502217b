//! The files that one would have who got everything the program writes.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use assert_cmd::Command;
use serde_json::Value;

/// Everything written, and the documents among it that are for machines.
pub struct Produced {
    /// Name, with the meeting before it, and bytes; what was said on the screen is among them.
    pub files: Vec<(String, Vec<u8>)>,
    /// Every document of results, by the name of its file.
    pub documents: Vec<(String, Value)>,
    /// Every log of decisions, by the name of its file.
    pub decisions: Vec<(String, Value)>,
}

impl Produced {
    /// The document with every slice.
    pub fn check(&self) -> Value {
        let (_, document) = self.documents.first().expect("a document");
        document.clone()
    }
}

/// The sample project.
pub fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data")
}

/// What is really in the exports.
pub fn truth() -> &'static Value {
    static TRUTH: OnceLock<Value> = OnceLock::new();
    TRUTH.get_or_init(|| {
        serde_json::from_str(include_str!("../attack/truth.json")).expect("truth.json is a document")
    })
}

/// Runs the program as a partnership does: the figures, and the report of every meeting in every format.
pub fn produced() -> &'static Produced {
    static PRODUCED: OnceLock<Produced> = OnceLock::new();
    PRODUCED.get_or_init(|| {
        let mut produced = Produced { files: Vec::new(), documents: Vec::new(), decisions: Vec::new() };
        let check = said(&mut produced, "check.json", &["check", "--format", "json"]);
        said(&mut produced, "check.txt", &["check"]);
        let check = serde_json::from_slice(&check).expect("the figures are a document");
        produced.documents.push(("check.json".to_owned(), check));
        for meeting in truth()["meetings"].as_array().expect("meetings") {
            report(&mut produced, meeting.as_str().expect("a name"));
        }
        produced
    })
}

fn report(produced: &mut Produced, meeting: &str) {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("verslag");
    let out = out.to_str().expect("a path");
    let order = ["report", "--meeting", meeting, "--format", "html,md,json,svg,png", "--out", out];
    said(produced, &format!("{meeting}/screen.txt"), &order);
    let mut folders = vec![PathBuf::from(out)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder of the report") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).expect("a file of the report");
            let file = path.strip_prefix(out).expect("inside").to_string_lossy().into_owned();
            let name = format!("{meeting}/{file}");
            if name.ends_with(".json") {
                let document: Value = serde_json::from_slice(&bytes).expect("a document");
                match document["schema"].as_str() {
                    Some("datadialoog-decisions-1") => produced.decisions.push((name.clone(), document)),
                    Some("datadialoog-results-1") => produced.documents.push((name.clone(), document)),
                    _ => {}
                }
            }
            produced.files.push((name, bytes));
        }
    }
}

/// Runs one command and keeps what it says; its standard output.
fn said(produced: &mut Produced, name: &str, order: &[&str]) -> Vec<u8> {
    let mut command = Command::cargo_bin("datadialoog").expect("the program");
    let (first, others) = order.split_first().expect("an order");
    let done =
        command.arg(first).arg(sample()).args(others).args(["--as-of", "2026-11-21"]).assert().success();
    let output = done.get_output();
    produced.files.push((name.to_owned(), output.stdout.clone()));
    produced.files.push((format!("{name}.stderr"), output.stderr.clone()));
    output.stdout.clone()
}
