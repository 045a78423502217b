use std::fs;

use crate::case::{Case, Fault};

fn refused(case: &Case, out: &str, fault: Fault) {
    case.refuses_to(&["report", "--as-of", case.day, "--out", out, "--format", "md"], 7, &[fault]);
}

fn failed<'a>(place: &'a str, nl: &'a str, en: &'a str) -> Fault<'a> {
    Fault {
        code: "output-failed",
        place,
        nl: [nl, "Kies met `--out` een andere plaats"],
        en: [en, "Choose another place with `--out`"],
    }
}

#[test]
fn a_folder_with_somebody_elses_files() {
    let case = Case::sound();
    fs::create_dir(case.path("notulen")).unwrap();
    case.write("notulen/verslag.md", "van het team");
    case.write("verslag/aantekeningen.txt", "van het team");
    for (out, name) in [("notulen", "`verslag.md`"), ("verslag", "`aantekeningen.txt`")] {
        let place = case.path(out).canonicalize().unwrap();
        refused(
            &case,
            out,
            Fault {
                code: "output-not-ours",
                place: &place.display().to_string(),
                nl: [name, "Verplaats of hernoem dat eerst"],
                en: [name, "Move or rename it first"],
            },
        );
    }
}

#[test]
fn a_file_where_the_folder_belongs() {
    let case = Case::sound();
    case.write("uit", "een bestand");
    let place = case.path("uit").canonicalize().unwrap().display().to_string();
    refused(&case, "uit", failed(&place, "er staat een bestand", "there is a file"));
    let below = format!("{place}/dieper");
    let (nl, en) = ("een deel van het pad is een bestand", "a part of the path is a file");
    refused(&case, "uit/dieper/verslag", failed(&below, nl, en));
}

#[cfg(unix)]
#[test]
fn a_folder_in_which_nothing_may_be_written() {
    let case = Case::sound();
    fs::create_dir(case.path("dicht")).unwrap();
    if !crate::case::shut(&case.path("dicht"), 0o555) {
        return;
    }
    let place = case.path("dicht").canonicalize().unwrap().display().to_string();
    refused(
        &case,
        "dicht/verslag",
        failed(&place, "deze gebruiker mag dat niet", "this user may not do that"),
    );
}

#[cfg(target_os = "linux")]
#[test]
fn an_outcome_that_does_not_all_get_to_standard_output() {
    let case = Case::sound();
    for (lang, why) in [("nl", "niet helemaal geschreven worden"), ("en", "could not be written")] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("datadialoog"));
        command.current_dir(case.path("")).args(["check", "--as-of", case.day, "--lang", lang]).stdout(full);
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(7), "{said}");
        assert!(said.contains("[output-failed]") && said.contains(why), "{said}");
    }
}
