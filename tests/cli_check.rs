//! What `check` says on the terminal is what the report says: the same words, about the same people.

use assert_cmd::Command;

/// What a run of `check` on the sample project says on standard output, on one line and with single spaces.
fn said(args: &[&str]) -> String {
    let output = Command::cargo_bin("datadialoog")
        .unwrap()
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env("NO_COLOR", "1")
        .args(["check", "sample-data", "--as-of", "2026-11-21", "--quiet"])
        .args(args)
        .assert()
        .success()
        .get_output()
        .clone();
    let shown = String::from_utf8(output.stdout).unwrap();
    assert!(shown.lines().all(|line| line.chars().count() <= 80), "{shown}");
    shown.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn each_rung_has_its_own_words_and_the_day_it_was_agreed() {
    let shown = said(&[]);
    for words in [
        "◇ ambitie nog niet bereikt volgens onze afspraak van 12 september 2025",
        "● ambitie bereikt volgens onze afspraak van 20 juni 2025",
        "● basis gehaald volgens onze afspraak van 12 september 2025",
        "● goed genoeg volgens onze afspraak van 12 september 2025",
    ] {
        assert!(shown.contains(words), "{words} is not in\n{shown}");
    }
}

#[test]
fn it_says_whose_answers_the_verdicts_are_about() {
    let shown = said(&[]);
    assert!(shown.contains("De oordelen gaan over iedereen, in ronde 2026-voorjaar"), "{shown}");
    assert!(
        shown.contains("bij de 134 mensen die meededen") && shown.contains("bij de 92 studenten"),
        "{shown}"
    );
    assert!(!shown.contains("van Noord"), "{shown}");
}

#[test]
fn a_meeting_gets_the_verdicts_on_its_own_group_as_its_report_gives_them() {
    let shown = said(&["--meeting", "team-noord-december"]);
    assert!(shown.contains("Voor: Opleidingsteam locatie Noord, 3 december 2026."), "{shown}");
    assert!(shown.contains("De oordelen gaan over Noord, in ronde 2026-voorjaar"), "{shown}");
    assert!(shown.contains("mensen van Noord"), "{shown}");
}

#[test]
fn a_meeting_that_is_not_there_is_said_as_the_report_says_it() {
    let output = |command: &str| {
        let run = Command::cargo_bin("datadialoog")
            .unwrap()
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .args([command, "sample-data", "--as-of", "2026-11-21", "--quiet"])
            .args(["--meeting", "team-noord-decembr"])
            .assert()
            .code(3)
            .get_output()
            .clone();
        assert!(run.stdout.is_empty());
        String::from_utf8(run.stderr).unwrap()
    };
    let said = output("check");
    assert!(said.contains("`team-noord-december`"), "{said}");
    let headline = |text: &str| text.lines().find(|line| line.contains("unknown-name")).map(str::to_owned);
    assert_eq!(headline(&said), headline(&output("report")));
}

#[test]
fn a_figure_that_meets_its_norm_is_rounded_as_in_the_report() {
    let shown = said(&[]);
    assert!(shown.contains("gemiddeld 3,5 (tussen 3,4 en 3,7), bij de 92 studenten"), "{shown}");
    assert!(!shown.contains("3,55") && !shown.contains("3,51"), "{shown}");
}
