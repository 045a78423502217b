//! The command line explains itself, in both languages.

use assert_cmd::Command;

const COMMANDS: [&[&str]; 10] = [
    &["inspect"],
    &["init"],
    &["check"],
    &["report"],
    &["explain"],
    &["project"],
    &["project", "show"],
    &["schema"],
    &["completions"],
    &["man"],
];

fn datadialoog(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("datadialoog").unwrap();
    command.args(args).env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE");
    command
}

/// What a run that goes well says; it complains about nothing.
fn said(args: &[&str]) -> String {
    let output = datadialoog(args).assert().success().get_output().clone();
    assert!(output.stderr.is_empty(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_command_has_help_with_examples_in_both_languages() {
    for command in COMMANDS {
        for (lang, usage, examples) in
            [("nl", "Gebruik: datadialoog ", "Voorbeelden:"), ("en", "Usage: datadialoog ", "Examples:")]
        {
            let help = said(&[command, &["--help", "--lang", lang]].concat());
            assert!(help.contains(usage), "{command:?} {lang}: {help}");
            let (_, worked) =
                help.split_once(examples).unwrap_or_else(|| panic!("{command:?} {lang}: {help}"));
            let typed = worked.lines().filter(|line| line.starts_with("  datadialoog ")).count();
            assert!((2..=3).contains(&typed), "{command:?} {lang} has {typed} examples");
            let brief = said(&[command, &["-h", "--lang", lang]].concat());
            assert!(brief.len() < help.len() && !brief.contains(examples), "{command:?} {lang}: {brief}");
        }
    }
}

#[test]
fn the_help_is_dutch_unless_english_is_asked_for_wherever_it_is_said() {
    assert!(said(&["--help"]).contains("Opdrachten:"));
    assert!(said(&["--lang", "en", "--help"]).contains("Commands:"));
    assert!(said(&["report", "--help", "--lang=en"]).contains("Options:"));
}

#[test]
fn the_main_help_lists_every_command_and_every_exit_code() {
    // Each line such as `NotGoodEnough = 1,` of the list itself.
    let codes: Vec<&str> = include_str!("../src/cli/exit.rs")
        .lines()
        .filter_map(|line| line.trim().strip_suffix(',')?.split_once(" = "))
        .filter(|(name, code)| {
            name.chars().all(char::is_alphanumeric) && code.chars().all(|digit| digit.is_ascii_digit())
        })
        .map(|(_, code)| code)
        .collect();
    assert_eq!(codes, ["0", "1", "2", "3", "4", "5", "6", "7", "70"]);
    for (lang, heading) in [("nl", "Afsluitcodes:"), ("en", "Exit codes:")] {
        for flag in ["-h", "--help"] {
            let help = said(&[flag, "--lang", lang]);
            let (before, exits) = help.split_once(heading).unwrap();
            for code in &codes {
                let line = |line: &&str| line.trim_start().starts_with(&format!("{code}  "));
                assert_eq!(exits.lines().filter(line).count(), 1, "{code} in {exits}");
            }
            for command in COMMANDS.iter().filter(|command| command.len() == 1) {
                assert!(before.contains(&format!("\n  {} ", command[0])), "{command:?} in {before}");
            }
        }
    }
}

#[test]
fn the_version_is_that_of_the_package() {
    assert_eq!(said(&["--version"]), concat!("datadialoog ", env!("CARGO_PKG_VERSION"), "\n"));
    assert_eq!(said(&["-V"]), said(&["--version"]));
}

#[test]
fn a_message_is_explained_with_its_exit_code() {
    let nl = said(&["explain", "unknown-key"]);
    assert!(nl.contains("tikfout") && nl.contains("afsluitcode 3"), "{nl}");
    let en = said(&["explain", "unknown-key", "--lang", "en"]);
    assert!(en.contains("exit code 3"), "{en}");
    assert!(said(&["explain"]).contains("unknown-key"));
    for reason in ["minimum", "complement", "minimum-distribution", "unanimous"] {
        assert!(said(&["explain", reason]).starts_with(reason), "each reason of the results");
    }
}

#[test]
fn the_schemas_are_json_schemas() {
    for which in ["project", "results", "decisions", "inspect"] {
        let schema: serde_json::Value = serde_json::from_str(&said(&["schema", which])).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema", "{which}");
    }
}

#[test]
fn every_shell_gets_its_completions_and_man_its_page() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = said(&["completions", shell]);
        assert!(script.contains("datadialoog") && script.contains("as-of"), "{shell}");
    }
    let page = said(&["man"]);
    assert!(page.contains(".TH datadialoog 1") && page.contains(".SH GEBRUIK"), "{page}");
    let page = said(&["man", "report", "--lang", "en"]);
    assert!(page.contains(".SH SYNOPSIS") && page.contains("meeting"), "{page}");
    assert!(!page.contains('\u{1b}'));
}

#[test]
fn colour_is_for_those_who_want_it() {
    let help = |args: &[&str], env: &[(&str, &str)]| {
        let output = datadialoog(&[args, &["--help"]].concat()).envs(env.iter().copied()).output().unwrap();
        String::from_utf8(output.stdout).unwrap().contains('\u{1b}')
    };
    assert!(!help(&[], &[]), "a pipe gets no colour");
    assert!(help(&["--color", "always"], &[]));
    assert!(help(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!help(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), "NO_COLOR goes first");
    assert!(!help(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
    assert!(help(&["--color", "always"], &[("NO_COLOR", "1")]), "what is typed goes before what is set");
}
