//! How long the program takes as its users run it: whole processes, from start to files on disk.
//!
//! `cargo bench` builds the release binary and prints per command the fastest, the middle and the slowest of its runs.
//! It judges nothing: a busy machine is not a fault. Named words choose: `cargo bench -- version`.

use std::env;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const RUNS: usize = 11;

struct Case {
    name: &'static str,
    arguments: &'static [&'static str],
}

const CASES: [Case; 4] = [
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
];

fn main() {
    let wanted: Vec<String> = env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    println!("{:<34}{:>12}{:>12}{:>12}   of {RUNS} runs", "command", "fastest", "middle", "slowest");
    for case in &CASES {
        if wanted.is_empty() || wanted.iter().any(|word| case.name.contains(word.as_str())) {
            let mut times: Vec<Duration> = (0..=RUNS).map(|_| run(case)).skip(1).collect();
            times.sort();
            let at = |index: usize| format!("{:.1} ms", times[index].as_secs_f64() * 1000.0);
            println!("{:<34}{:>12}{:>12}{:>12}", case.name, at(0), at(RUNS / 2), at(RUNS - 1));
        }
    }
}

/// One run; a report is written to a folder of its own each time.
fn run(case: &Case) -> Duration {
    let folder = tempfile::tempdir().expect("a folder to write to");
    let mut command = Command::new(env!("CARGO_BIN_EXE_datadialoog"));
    command.args(case.arguments).current_dir(env!("CARGO_MANIFEST_DIR"));
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
