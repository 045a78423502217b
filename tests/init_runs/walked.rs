use std::fs;
use std::path::Path;

use crate::project::{DAY, Project, files_below, text};

/// What an export may be called.
const ENDINGS: [&str; 15] = [
    "csv", "tsv", "txt", "tab", "gz", "xlsx", "xlsm", "xlsb", "xls", "ods", "sav", "zsav", "parquet",
    "arrow", "feather",
];

/// Runs `init` and `check` on every export in a folder that reads; gives how many that were.
fn run_all(folder: &Path) -> usize {
    let mut faults = Vec::new();
    let mut read = 0;
    for path in files_below(folder) {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        if !ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str())) {
            continue;
        }
        // The whole folder goes along: a file beside an export may say what its codes mean.
        let home = path.parent().expect("a folder");
        let beside: Vec<(String, Vec<u8>)> = fs::read_dir(home)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.is_file())
            .map(|path| {
                let name = path.file_name().expect("a name").to_string_lossy().into_owned();
                (name, fs::read(path).expect("a file"))
            })
            .collect();
        let files: Vec<(&str, Vec<u8>)> =
            beside.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
        let project = Project::of(&files);
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        let output = project.run(&["init", &name, "--out", "datadialoog.toml"]);
        match output.status.code() {
            Some(0) => read += 1,
            // A file that cannot be read is none that a project file can be made of.
            Some(4) => continue,
            _ => {
                faults.push(format!("{}: init: {}", path.display(), text(&output.stderr)));
                continue;
            }
        }
        let output = project.run(&["check", "--as-of", DAY, "--format", "json"]);
        let said = text(&output.stderr);
        // Of too few people nothing may be shown, whatever the project file says.
        let too_few = said.contains("[nothing-to-show]") && said.matches("fout[").count() == 1;
        if output.status.code() != Some(0) && !too_few {
            faults.push(format!("{}: check: {said}", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
    read
}

#[test]
fn every_export_of_the_tests_runs_as_init_writes_it() {
    run_all(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exports")));
    assert!(run_all(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/exports"))) > 5);
}

#[test]
fn every_file_that_other_people_made_runs_as_init_writes_it() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data"));
    if !folder.exists() {
        println!("skipped: {} is not here", folder.display());
        return;
    }
    assert!(run_all(folder) > 10);
}
