//! How long the program takes as its users run it: whole processes, from start to files on disk.
//!
//! `cargo bench` builds the release binary and prints per command the fastest, the middle and the slowest of its runs.
//! It judges nothing: a busy machine is not a fault. Named words choose: `cargo bench -- version`.

use std::env;
use std::ffi::OsStr;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 11;

struct Case {
    name: &'static str,
    /// `SIXTY` stands for the folder of the project with sixty schools.
    arguments: &'static [&'static str],
}

const CASES: [Case; 5] = [
    Case { name: "version", arguments: &["--version"] },
    Case {
        name: "check sample-data, json",
        arguments: &["check", "sample-data", "--as-of", "2026-11-21", "--format", "json"],
    },
    Case {
        name: "report sample-data, html",
        arguments: &["report", "sample-data", "--as-of", "2026-11-21", "--format", "html"],
    },
    Case {
        name: "report sample-data, all formats",
        arguments: &["report", "sample-data", "--as-of", "2026-11-21", "--format", "html,md,json,svg,png"],
    },
    Case {
        name: "check 60 schools, 5 roles, 40 items",
        arguments: &["check", "SIXTY", "--as-of", "2026-05-01", "--format", "json"],
    },
];

/// A made partnership of sixty schools and five roles, in which forty statements were answered: what disclosure control
/// has most to do with.
fn sixty_schools(folder: &Path) -> std::io::Result<()> {
    const ROLES: [(&str, usize); 5] =
        [("student", 12), ("mentor", 8), ("opleider", 3), ("instituut", 2), ("leider", 1)];
    let mut project = "[partnership]\nname = \"Zestig scholen (verzonnen)\"\npurpose = \"Meten.\"\n\
        [[round]]\nid = \"2026\"\ndate = 2026-04-14\n\
        [[source]]\nround = \"2026\"\nfiles = [\"antwoorden.csv\"]\nrole-column = \"rol\"\n\
        groups = { school = \"school\" }\n"
        .to_owned();
    let mut rows = "rol;school".to_owned();
    for indicator in 0..8 {
        let head =
            format!("id = \"i{indicator}\"\ntitle = \"I{indicator}\"\nscale = \"eens-5\"\nitems = [\n");
        project.push_str(&format!("[[indicator]]\n{head}"));
        for item in 0..5 {
            let column = format!("q{indicator}_{item}");
            let columns = ROLES.map(|(role, _)| format!("{role} = \"{column}\"")).join(", ");
            project.push_str(&format!("{{ columns = {{ {columns} }} }},\n"));
            rows.push_str(&format!(";{column}"));
        }
        project.push_str("]\n");
    }
    // Numbers that look drawn and are the same each time (Knuth's multiplier).
    let mut drawn = 1_u64;
    let mut draw = |below: u64| {
        drawn = drawn.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (drawn >> 33) % below
    };
    let texts = ["helemaal mee oneens", "mee oneens", "neutraal", "mee eens", "helemaal mee eens"];
    // How often each is chosen of 17 times; once nothing is.
    let chosen = [0, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 3, 3, 4, 4, 4];
    for school in 0..60 {
        for (role, usual) in ROLES {
            for _ in 0..usual.saturating_sub(2) + draw(6) as usize {
                rows.push_str(&format!("\n{role};School {school}"));
                for _ in 0..40 {
                    let answer =
                        chosen.get(draw(17) as usize).map_or("", |&category: &usize| texts[category]);
                    rows.push_str(&format!(";{answer}"));
                }
            }
        }
    }
    fs::write(folder.join("datadialoog.toml"), project)?;
    fs::write(folder.join("antwoorden.csv"), rows)
}

fn main() {
    let wanted: Vec<String> = env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let sixty = tempfile::tempdir().expect("a folder for a project");
    sixty_schools(sixty.path()).expect("the project is written");
    println!("{:<38}{:>12}{:>12}{:>12}   of {RUNS} runs", "command", "fastest", "middle", "slowest");
    for case in &CASES {
        if wanted.is_empty() || wanted.iter().any(|word| case.name.contains(word.as_str())) {
            let mut times: Vec<Duration> = (0..=RUNS).map(|_| run(case, sixty.path())).skip(1).collect();
            times.sort();
            let at = |index: usize| format!("{:.1} ms", times[index].as_secs_f64() * 1000.0);
            println!("{:<38}{:>12}{:>12}{:>12}", case.name, at(0), at(RUNS / 2), at(RUNS - 1));
        }
    }
}

/// One run; a report is written to a folder of its own each time.
fn run(case: &Case, sixty: &Path) -> Duration {
    let folder = tempfile::tempdir().expect("a folder to write to");
    let mut command = Command::new(env!("CARGO_BIN_EXE_datadialoog"));
    let argument = |name: &&'static str| if *name == "SIXTY" { sixty.as_os_str() } else { OsStr::new(*name) };
    command.args(case.arguments.iter().map(argument)).current_dir(env!("CARGO_MANIFEST_DIR"));
    if case.arguments.contains(&"report") {
        command.arg("--out").arg(folder.path().join("report"));
    }
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let start = Instant::now();
    let status = command.status().expect("the program runs");
    let time = start.elapsed();
    assert!(status.success(), "{} ended with {status}", case.name);
    time
}
