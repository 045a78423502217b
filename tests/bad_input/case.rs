//! A small sound project in a folder of its own, with the report of yesterday; a test spoils something in it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use tempfile::TempDir;

pub const PROJECT: &str = "datadialoog.toml";
pub const EXPORT: &str = "studenten.csv";
pub const ASKED: &str = "populatie.csv";

const PROJECT_TEXT: &str = r#"[partnership]
name = "Samen opleiden Testland"
purpose = "Samen kijken hoe het gaat."

[[round]]
id = "2026"
date = 2026-04-14

[[source]]
round = "2026"
files = ["studenten.csv"]
role = "student"
groups = { school = "School" }
asked = "populatie.csv"

[[indicator]]
id = "begeleiding"
title = "Begeleiding"
scale = "eens-5"
items = [{ columns = { student = "Q1" } }]

  [[indicator.threshold]]
  rung = "good-enough"
  statistic = "mean"
  at-least = 3.5
  unit = "points"
  why = "Zo spraken we het af."
  owner = "stuurgroep"
  agreed-on = 2025-09-12

[[meeting]]
id = "team-juni"
title = "Team"
date = 2026-06-03
minutes = 60
question = "Wat pakken we op?"
"#;

/// Twelve respondents of two schools.
pub fn export() -> String {
    format!("School;Q1\n{}", "Noord;eens\nZuid;helemaal mee eens\n".repeat(6))
}

/// One error that is expected. Each pair is what was found and how to mend it.
pub struct Fault<'a> {
    pub code: &'a str,
    pub place: &'a str,
    pub nl: [&'a str; 2],
    pub en: [&'a str; 2],
}

pub struct Case {
    folder: TempDir,
    /// The day that counts as today.
    pub day: &'static str,
}

impl Case {
    /// The project, its files, and the report of an earlier run in `verslag`.
    pub fn sound() -> Self {
        let case = Self { folder: tempfile::tempdir().unwrap(), day: "2026-05-01" };
        case.write(PROJECT, PROJECT_TEXT);
        case.write(EXPORT, export());
        case.write(ASKED, "rol;school;aantal\nstudent;Noord;10\nstudent;Zuid;10\n");
        case.reads();
        assert!(case.path("verslag/verslag.html").is_file());
        case
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    /// Takes the report of yesterday back, with the register in which it is kept.
    pub fn takes_back(&self) {
        self.remove("datadialoog.register.json");
        fs::remove_dir_all(self.path("verslag")).unwrap();
    }

    /// Changes a text in a file; it must be there.
    pub fn swap(&self, name: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(name)).unwrap();
        assert!(text.contains(from), "{from:?} is not in {name}");
        self.write(name, text.replace(from, to));
    }

    /// Everything in the folder: a name and what is there.
    pub fn snapshot(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut all = BTreeMap::new();
        collect(self.folder.path(), &mut all);
        all
    }

    /// Runs a command in the folder.
    pub fn run(&self, args: &[&str]) -> Output {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("datadialoog");
        command.current_dir(self.folder.path()).args(["--color", "never"]).args(args).output().unwrap()
    }

    /// The project is read, and all twelve answers count.
    pub fn reads(&self) {
        let report = self.run(&["report", "--as-of", self.day, "--format", "html,md"]);
        assert_eq!(report.status.code(), Some(0), "{}", text(&report.stderr));
        let check = self.run(&["check", "--as-of", self.day]);
        assert_eq!(check.status.code(), Some(0), "{}", text(&check.stderr));
        assert!(text(&check.stdout).contains("12 van de 20 mensen"), "{}", text(&check.stdout));
    }

    /// `report` and `check` refuse, with these errors and no others.
    pub fn refuses(&self, exit: i32, faults: &[Fault]) {
        self.refuses_to(&["report", "--as-of", self.day, "--format", "html,md"], exit, faults);
        self.refuses_to(&["check", "--as-of", self.day, "--format", "json"], exit, faults);
    }

    /// So does `inspect`, of one file.
    pub fn refuses_the_file_too(&self, file: &str, exit: i32, faults: &[Fault]) {
        self.refuses(exit, faults);
        self.refuses_to(&["inspect", file, "--format", "json"], exit, faults);
    }

    /// One command refuses in both languages, and leaves everything as it was.
    pub fn refuses_to(&self, args: &[&str], exit: i32, faults: &[Fault]) {
        let before = self.snapshot();
        for lang in ["nl", "en"] {
            let language: &[&str] = if lang == "en" { &["--lang", "en"] } else { &[] };
            let output = self.run(&[args, language].concat());
            let said = text(&output.stderr);
            assert_eq!(output.status.code(), Some(exit), "{args:?} {lang}\n{said}");
            assert_eq!(text(&output.stdout), "", "{args:?} {lang}");
            said_of(&said, lang, faults);
            let lost = match (args.first(), lang) {
                (Some(&"report"), "nl") => "er is niets geschreven",
                (Some(&"report"), _) => "nothing was written",
                (Some(&"check"), "nl") => "er zijn geen oordelen",
                (Some(&"check"), _) => "there are no verdicts",
                _ => "datadialoog explain",
            };
            assert!(said.contains(lost), "{lost:?} is not in\n{said}");
            assert!(before == self.snapshot(), "{args:?} {lang} changed something");
        }
    }
}

/// Each error stands there once, with its place, what was found and a remedy, and there are no others.
fn said_of(said: &str, lang: &str, faults: &[Fault]) {
    let (head, remedy) = if lang == "en" { ("error[", "help: ") } else { ("fout[", "zo verder: ") };
    let errors: Vec<&str> = said.split(head).skip(1).collect();
    assert_eq!(errors.len(), faults.len(), "{said}");
    for fault in faults {
        let words = if lang == "en" { fault.en } else { fault.nl };
        let place = format!("--> {}\n", fault.place);
        let is_it = |error: &&&str| {
            error.starts_with(&format!("{}]: ", fault.code))
                && error.contains(&place)
                && words.iter().all(|words| error.contains(words))
        };
        let found = errors.iter().filter(is_it).count();
        assert_eq!(found, 1, "{}, {place}{words:#?} in\n{said}", fault.code);
    }
    for error in errors {
        assert!(error.contains(remedy) || error.contains("^ "), "no remedy: {error}");
    }
    for strange in ["os error", "panicked", "RUST_BACKTRACE"] {
        assert!(!said.contains(strange), "{strange} in\n{said}");
    }
}

fn collect(folder: &Path, all: &mut BTreeMap<PathBuf, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let kind = fs::symlink_metadata(&path).unwrap();
        if kind.is_symlink() {
            all.insert(path.clone(), fs::read_link(&path).unwrap().to_string_lossy().into_owned().into());
        } else if kind.is_dir() {
            all.insert(path.clone(), b"folder".to_vec());
            if fs::read_dir(&path).is_ok() {
                collect(&path, all);
            }
        } else {
            all.insert(path.clone(), fs::read(&path).unwrap_or_default());
        }
    }
}

pub fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Takes rights away from a file or folder; `false` for the superuser, who keeps them anyway.
#[cfg(unix)]
pub fn shut(path: &Path, mode: u32) -> bool {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let open = match path.is_dir() {
        true => tempfile::tempfile_in(path).is_ok(),
        false => fs::File::open(path).is_ok(),
    };
    if open {
        println!("skipped: this user may read and write everything");
    }
    !open
}
