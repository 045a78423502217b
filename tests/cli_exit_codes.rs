//! A job can tell from the exit code what went wrong; what fails says nothing on standard output.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

fn datadialoog(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("datadialoog").unwrap();
    command.args(args).current_dir(folder).env("NO_COLOR", "1");
    command
}

/// What a run that fails with this code says on standard error; it says nothing on standard output.
fn complaint(folder: &Path, args: &[&str], code: i32) -> String {
    let output = datadialoog(folder, args).assert().code(code).get_output().clone();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(shown.is_empty(), "{args:?} said {shown}");
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_command_line_that_cannot_be_read_ends_with_2_and_the_nearest_thing_there_is() {
    let folder = tempfile::tempdir().unwrap();
    for (args, parts) in [
        (
            &["report", "--fromat", "html"][..],
            &["`--fromat` bestaat niet", "`--format`", "Gebruik: datadialoog report"][..],
        ),
        (&["reprot"], &["`reprot` bestaat niet", "`report`", "Gebruik: datadialoog OPDRACHT"]),
        (&["report", "--format", "htm"], &["`htm` kan niet", "`html`"]),
        (&["report", "--format", "pdf"], &["`pdf` kan niet", "`svg` of `png`"]),
        (&["report", "--out"], &["ontbreekt de waarde"]),
        (&["report", "--as-of", "morgen"], &["`morgen` kan niet", "2026-12-03"]),
        (&["check", "a", "b"], &["`b` is hier te veel"]),
        (&["check", "--gate", "--gate"], &["mag maar een keer"]),
        (&["inspect"], &["ontbreekt nog", "BESTAND"]),
        (&["inspect", "a.csv", "--header-row", "0"], &["`0` kan niet", "de eerste rij is 1"]),
        (&["project", "sho"], &["`sho` bestaat niet", "`show`"]),
        (&["schema"], &["ontbreekt nog"]),
        (&["check", "--lang", "fr"], &["`fr` kan niet", "`nl` of `en`"]),
        (
            &["check", "--lang", "en", "--gat"],
            &["there is no option `--gat`", "`--gate`", "Usage: datadialoog check"],
        ),
    ] {
        let said = complaint(folder.path(), args, 2);
        for part in parts {
            assert!(said.contains(part), "{args:?}: {part:?} is not in\n{said}");
        }
    }
}

#[test]
fn nothing_typed_shows_the_help_as_a_complaint() {
    let folder = tempfile::tempdir().unwrap();
    assert!(complaint(folder.path(), &[], 2).contains("Opdrachten:"));
    assert!(complaint(folder.path(), &["project"], 2).contains("show"));
}

#[test]
fn a_missing_project_ends_with_3_with_its_place_and_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    for args in [
        &["report", "weg"][..],
        &["check", "weg", "--format", "json"],
        &["check", "weg", "--gate"],
        &["project", "show", "weg"],
    ] {
        let said = complaint(folder.path(), args, 3);
        for part in ["fout[project-missing]", "weg", "datadialoog init BESTAND…", "1 fout"] {
            assert!(said.contains(part), "{args:?}: {part:?} is not in\n{said}");
        }
    }
    assert!(complaint(folder.path(), &["report"], 3).contains("er is niets geschreven"));
    assert!(complaint(folder.path(), &["report", "--lang", "en"], 3).contains("nothing was written"));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_wrong_project_ends_with_3_in_the_language_it_names_unless_another_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let text = "[partnership]\nnmae = \"x\"\npurpose = \"y\"\nlanguage = \"en\"\n";
    fs::write(folder.path().join("datadialoog.toml"), text).unwrap();
    let said = complaint(folder.path(), &["check"], 3);
    assert!(said.contains("error[unknown-key]") && said.contains("datadialoog.toml:2:1"), "{said}");
    let said = complaint(folder.path(), &["check", "--lang", "nl"], 3);
    assert!(said.contains("fout[unknown-key]") && said.contains("`name`"), "{said}");
}

#[test]
fn an_unknown_topic_is_wrong_use_and_names_the_nearest() {
    let folder = tempfile::tempdir().unwrap();
    let said = complaint(folder.path(), &["explain", "unknwon-key"], 2);
    assert!(said.contains("fout[unknown-topic]") && said.contains("`unknown-key`"), "{said}");
    assert!(complaint(folder.path(), &["explain", "eens-55"], 2).contains("`eens-5`"));
}

#[test]
fn a_file_that_is_not_there_ends_with_4_and_no_half_outcome_for_a_program() {
    let folder = tempfile::tempdir().unwrap();
    assert!(complaint(folder.path(), &["inspect", "weg.csv"], 4).contains("weg.csv"));
    assert!(complaint(folder.path(), &["init", "weg.csv"], 4).contains("er is niets geschreven"));
    fs::write(folder.path().join("er.csv"), "a;b\nx;1\ny;2\n").unwrap();
    complaint(folder.path(), &["inspect", "er.csv", "weg.csv", "--format", "json"], 4);
}

#[test]
fn a_pattern_that_the_shell_left_as_it_is_means_every_file_it_finds() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("exports [2026]")).unwrap();
    let export = "Stelling een;Stelling twee\neens;oneens\nhelemaal eens;eens\nneutraal;helemaal oneens\n";
    for name in ["b.csv", "a.csv"] {
        fs::write(folder.path().join("exports [2026]").join(name), export).unwrap();
    }
    let args = ["inspect", "exports [2026]/*.csv", "exports [2026]/b.csv", "--format", "json"];
    let output = datadialoog(folder.path(), &args).assert().success().get_output().clone();
    let seen: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let names: Vec<&str> =
        seen["files"].as_array().unwrap().iter().filter_map(|file| file["file"].as_str()).collect();
    let names: Vec<String> = names.iter().map(|name| name.replace('\\', "/")).collect();
    assert_eq!(names, ["exports [2026]/a.csv", "exports [2026]/b.csv"]);
    datadialoog(folder.path(), &["init", "exports [2026]/?.csv"]).assert().success();
    assert!(folder.path().join("exports [2026]/datadialoog.toml").is_file());
    let said = complaint(folder.path(), &["inspect", "exports [2026]/*.xlsx"], 4);
    assert!(said.contains("fout[file-missing]") && said.contains("`exports [2026]/*.xlsx`"), "{said}");
}

#[test]
fn init_writes_a_project_file_once_and_never_over_another() {
    let folder = tempfile::tempdir().unwrap();
    let export = "Stelling een;Stelling twee\neens;oneens\nhelemaal eens;eens\nneutraal;helemaal oneens\n";
    fs::write(folder.path().join("studenten.csv"), export).unwrap();
    let shown = datadialoog(folder.path(), &["init", "studenten.csv", "--out", "-"]).assert().success();
    let shown = String::from_utf8(shown.get_output().stdout.clone()).unwrap();
    assert!(shown.contains("files = [\"studenten.csv\"]"), "{shown}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    let file = folder.path().join("datadialoog.toml");
    let written = datadialoog(folder.path(), &["init", "studenten.csv"]).assert().success();
    assert!(String::from_utf8_lossy(&written.get_output().stdout).contains("datadialoog.toml"));
    assert_eq!(fs::read_to_string(&file).unwrap(), shown);
    fs::write(&file, "van ons").unwrap();
    let said = complaint(folder.path(), &["init", "studenten.csv"], 7);
    assert!(said.contains("fout[output-not-ours]") && said.contains("--out -"), "{said}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "van ons");
}

#[cfg(target_os = "linux")]
#[test]
fn an_outcome_that_nobody_can_take_ends_with_7_and_a_reader_that_had_enough_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let status = std::process::Command::new(assert_cmd::cargo::cargo_bin("datadialoog"))
        .args(["schema", "project"])
        .current_dir(folder.path())
        .stdout(full)
        .status()
        .unwrap();
    assert_eq!(status.code(), Some(7));
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("datadialoog"))
        .args(["schema", "results"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
