//! The house rules that can be read off the source: rooms import downwards only, heavy crates have one home, and no
//! file is crowded.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the ground up: a room may use those before it, and none after it.
const ROOMS: [&str; 17] = [
    "domain",
    "diagnostics",
    "text",
    "project",
    "ingest",
    "coding",
    "tally",
    "disclosure",
    "remarks",
    "statistics",
    "assess",
    "ledger",
    "chart",
    "dialogue",
    "render",
    "pipeline",
    "cli",
];

/// Rooms side by side that do not know each other.
const STRANGERS: [(&str, &str); 1] = [("ingest", "project")];

/// Crates that have one home, or a few.
const HOMES: [(&str, &[&str]); 22] = [
    ("askama", &["render"]),
    ("annotate_snippets", &["diagnostics"]),
    ("anstream", &["cli"]),
    ("base64", &["ingest", "render"]),
    ("calamine", &["ingest"]),
    ("chardetng", &["ingest"]),
    ("clap", &["cli"]),
    ("clap_complete", &["cli"]),
    ("clap_mangen", &["cli"]),
    ("csv", &["ingest"]),
    ("encoding_rs", &["ingest"]),
    ("flate2", &["ingest"]),
    ("indicatif", &["cli"]),
    ("memchr", &["ingest"]),
    ("microlp", &["disclosure"]),
    ("plotters", &["chart"]),
    ("polars", &["ingest"]),
    ("quick_xml", &["ingest"]),
    ("regex", &["remarks"]),
    ("resvg", &["chart"]),
    ("statrs", &["statistics"]),
    // The project file is read in `project`; a deck of cards is a TOML file of its own.
    ("toml", &["project", "dialogue"]),
    ("zip", &["ingest"]),
];

/// What the library never does: print, leave, read a clock or the environment.
const FORBIDDEN: [&str; 9] = [
    "println!",
    "eprintln!",
    "print!(",
    "process::exit",
    "SystemTime::now",
    "Instant::now",
    "Zoned::now",
    "env::var",
    "dbg!(",
];

const CROWDED: usize = 600;

fn sources() -> Vec<(PathBuf, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a readable folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    walk(&root, &mut found);
    found.sort();
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a readable source");
        (path.strip_prefix(&root).expect("below src").to_owned(), text)
    };
    found.into_iter().map(read).collect()
}

/// The room of a file: its first folder. Files at the top belong to none.
fn room(path: &Path) -> Option<&str> {
    let first = path.components().next()?.as_os_str().to_str()?;
    (path.components().count() > 1).then_some(first)
}

/// The code of a file without comments and without what only tests see.
fn code(text: &str) -> String {
    let before_tests = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    before_tests.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn is_test_file(path: &Path) -> bool {
    let name = path.to_string_lossy().replace('\\', "/");
    name.contains("tests") || name.contains("fixture") || name.contains("sample")
}

/// Every path of the code that starts with one of `starts`, up to the next room or crate name.
fn mentions<'a>(code: &'a str, start: &str) -> Vec<&'a str> {
    let after = |(at, _): (usize, &str)| code.get(at + start.len()..);
    let name = |rest: &'a str| rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next();
    code.match_indices(start).filter_map(after).filter_map(name).collect()
}

#[test]
fn rooms_import_downwards_only() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let Some(own) = room(&path).filter(|room| *room != "assets") else { continue };
        let level = ROOMS.iter().position(|room| *room == own);
        let Some(level) = level else {
            faults.push(format!("{}: `{own}` is no room of the house", path.display()));
            continue;
        };
        for other in
            mentions(&code(&text), "crate::").into_iter().chain(mentions(&code(&text), "datadialoog::"))
        {
            let known = ROOMS.iter().position(|room| *room == other);
            let strange = STRANGERS.iter().any(|pair| [(own, other), (other, own)].contains(pair));
            if known.is_some_and(|other| other > level) || strange {
                faults.push(format!("{}: `{own}` uses `{other}`", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn figures_come_from_cleared_counts_only() {
    for (path, text) in sources() {
        if matches!(room(&path), Some("assess" | "dialogue" | "chart" | "render")) {
            let code = code(&text);
            let found = mentions(&code, "crate::");
            assert!(!found.contains(&"tally"), "{} reaches behind the disclosure room", path.display());
        }
    }
}

#[test]
fn only_the_ledger_reads_figures_back() {
    for (path, text) in sources() {
        let code = code(&text);
        let name = path.to_string_lossy().replace('\\', "/");
        // The figure itself is read with its clearance, which takes the day that only the ledger puts beside it.
        if code.contains("of_published") {
            let may = ["disclosure/cleared.rs", "assess/figure.rs"].contains(&name.as_str());
            assert!(may, "{name} makes a clearance of its own");
        }
        if code.contains("serde_json::from_") && !is_test_file(&path) {
            assert_eq!(room(&path), Some("ledger"), "{name} reads figures back");
        }
    }
}

/// What people wrote themselves is in the hands of its own room, and of the one place where it is read out of the exports.
#[test]
fn what_people_wrote_stays_in_its_room_until_it_is_released() {
    for (path, text) in sources() {
        let code = code(&text);
        let name = path.to_string_lossy().replace('\\', "/");
        let own = room(&path) == Some("remarks");
        let reads = name == "pipeline/remarks.rs";
        for (word, may) in [
            ("RawRemark", own || reads),
            ("Candidates", own || reads),
            ("ReviewLine", own || reads),
            ("Redacted", own),
            ("ReleasedRemark {", name == "remarks/review.rs"),
        ] {
            assert!(may || !code.contains(word), "{name} names {word}");
        }
        let printed = code.split("struct RawRemark").next().unwrap_or_default().lines().rev().take(2);
        let derived = name == "remarks/raw.rs" && printed.into_iter().any(|line| line.contains("derive"));
        assert!(!derived, "a raw remark can be printed, copied or written");
    }
}

#[test]
fn no_protection_is_switched_off_in_the_program() {
    for (path, text) in sources() {
        let code = if is_test_file(&path) { String::new() } else { code(&text) };
        let off = code.contains("Rules::without") || code.contains("Rules {") && !path.ends_with("rules.rs");
        assert!(!off, "{} switches a protection off", path.display());
    }
}

#[test]
fn heavy_crates_have_one_home() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        let code = code(&text);
        let own = room(&path).unwrap_or("");
        for (name, homes) in HOMES {
            let used = code.lines().map(str::trim_start).any(|line| {
                line.starts_with(&format!("use {name}::"))
                    || line.contains(&format!(" {name}::")) && !line.contains(&format!("crate::{name}"))
            });
            if used && !homes.contains(&own) {
                faults.push(format!("{}: `{name}` lives in {homes:?}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn the_library_does_not_print_leave_or_look_at_the_clock() {
    let mut faults = Vec::new();
    for (path, text) in sources() {
        if matches!(room(&path), Some("cli") | None) || is_test_file(&path) {
            continue;
        }
        let code = code(&text);
        for forbidden in FORBIDDEN {
            if code.contains(forbidden) {
                faults.push(format!("{}: {forbidden}", path.display()));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_room_is_crowded() {
    let mut lengths: BTreeMap<PathBuf, usize> = BTreeMap::new();
    for (path, text) in sources() {
        lengths.insert(path, text.lines().count());
    }
    lengths.retain(|_, lines| *lines > CROWDED);
    assert!(lengths.is_empty(), "over {CROWDED} lines: {lengths:?}");
}

#[test]
fn the_scales_the_project_file_knows_are_the_scales_answers_are_coded_with() {
    let known = datadialoog::project::BUILT_IN_SCALES;
    let coded = datadialoog::coding::built_in_scales();
    assert_eq!(known.len(), coded.len());
    for (name, length, kind) in known {
        let scale = coded.iter().find(|scale| scale.id.as_str() == name);
        let scale = scale.unwrap_or_else(|| panic!("{name} is not coded"));
        assert_eq!((scale.len(), scale.kind), (length, kind), "{name}");
    }
}
