use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

/// A day after every answer.
pub const DAY: &str = "2030-01-01";

/// A folder with exports, and the project file that `init` writes beside them.
pub struct Project {
    folder: TempDir,
}

impl Project {
    /// A folder with these files.
    pub fn of(files: &[(&str, Vec<u8>)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, bytes) in files {
            fs::write(folder.path().join(name), bytes).expect("a file");
        }
        Self { folder }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn run(&self, args: &[&str]) -> Output {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("datadialoog");
        command
            .current_dir(self.folder.path())
            .args(["--color", "never"])
            .args(args)
            .output()
            .expect("it runs")
    }

    /// Runs `init` on files of the folder; it must succeed.
    pub fn init(&self, files: &[&str]) -> String {
        let output = self.run(&[&["init"], files, &["--out", "datadialoog.toml"]].concat());
        assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
        self.written()
    }

    pub fn written(&self) -> String {
        fs::read_to_string(self.path("datadialoog.toml")).expect("a project file")
    }

    pub fn write(&self, text: &str) {
        fs::write(self.path("datadialoog.toml"), text).expect("a file");
    }

    /// Runs `check` on the project file as it stands; it must succeed.
    pub fn check(&self) -> Value {
        let output = self.run(&["check", "--as-of", DAY, "--format", "json"]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{said}\n{}", self.written());
        serde_json::from_slice(&output.stdout).expect("JSON")
    }

    /// The answers per category of each statement of everyone in the last round, by the column it names.
    pub fn counted(&self) -> BTreeMap<String, Vec<u64>> {
        let results = self.check();
        let project: toml::Table = self.written().parse().expect("TOML");
        let rounds = results["rounds"].as_array().expect("rounds");
        let mut counted = BTreeMap::new();
        for indicator in project.get("indicator").and_then(toml::Value::as_array).into_iter().flatten() {
            let id = indicator["id"].as_str().expect("an id");
            let indicators = rounds.last().expect("a round")["indicators"].as_array().expect("indicators");
            let found = indicators.iter().find(|found| found["id"] == id).expect("the indicator");
            let slices = found["slices"].as_array().expect("slices");
            let all = slices.iter().find(|slice| slice["slice"] == "all").expect("everyone");
            let items = indicator["items"].as_array().expect("items");
            for (item, figures) in items.iter().zip(all["items"].as_array().expect("items")) {
                let columns = item["columns"].as_table().expect("columns");
                let Some(counts) = figures["counts"].as_array() else { continue };
                let counts = counts.iter().map(|count| count.as_u64().expect("a number")).collect();
                let column = columns.values().next().and_then(toml::Value::as_str).expect("a column");
                counted.insert(column.to_owned(), counts);
            }
        }
        counted
    }

    /// How many respondents count, of everyone or of a role, in the last round.
    pub fn respondents(&self, slice: &str) -> Option<u64> {
        let results = self.check();
        let round = results["rounds"].as_array().expect("rounds").last().expect("a round").clone();
        let response = round["response"].as_array().expect("response").clone();
        response.iter().find(|response| response["slice"] == slice)?["respondents"].as_u64()
    }
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The files below a folder, in order; none where it is absent.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.expect("an entry").path();
        if path.is_dir() { found.extend(files_below(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}
