//! What a report says is what its figures say: the binary, from an export to words.

use std::fs;

use tempfile::TempDir;

const OPTIONS: [&str; 5] = ["helemaal oneens", "oneens", "neutraal", "eens", "helemaal mee eens"];

const PROJECT: &str = r#"
[partnership]
name = "Kust (verzonnen)"
purpose = "Samen opleiden."

[[role]]
id = "student"
one = "student"
many = "studenten"

[[role]]
id = "mentor"
one = "mentor"
many = "mentoren"

[[round]]
id = "2026"
date = 2026-03-12

[[source]]
round = "2026"
files = ["antwoorden.csv"]
role-column = "Rol"
asked = "populatie.csv"
groups = { school = "School" }

[source.role-values]
student = "student"
mentor = "mentor"

[[indicator]]
id = "les"
title = "Lesbezoek"
scale = "eens-5"
items = [
  { text = "Er kwam iemand kijken.", columns = { student = "Q1", mentor = "Q1" } },
  { text = "Het hielp.", columns = { student = "Q2", mentor = "Q2" } },
  { text = "Het was veilig.", columns = { student = "Q3", mentor = "Q3" } },
]

  [[indicator.threshold]]
  rung = "basis"
  statistic = "agreement"
  at-least = -0.9
  unit = "coefficient"
  why = "Geen twee kampen."
  owner = "stuurgroep"
  agreed-on = 2025-09-12

  [[indicator.threshold]]
  rung = "basis"
  statistic = "response-rate"
  at-least = 50
  unit = "percent"
  why = "Onder de helft leiden we niets af."
  owner = "stuurgroep"
  agreed-on = 2025-10-01

[[meeting]]
id = "team-berg"
title = "Team Berg"
date = 2026-06-01
minutes = 60
audience = { school = "Berg" }
participants = ["student", "mentor"]
"#;

/// The report of a team of 14 out of 40: all mentors answered the third statement favourably; else answers go all ways.
fn report() -> (String, String) {
    let folder = TempDir::new().unwrap();
    let mut text = "Rol;School;Q1;Q2;Q3\n".to_owned();
    for (school, people) in [("Aa", 26), ("Berg", 14)] {
        for number in 0..people {
            let role = if number % 2 == 0 { "student" } else { "mentor" };
            let [one, other] = [OPTIONS[number % 5], OPTIONS[number * 3 % 5]];
            let third = if role == "mentor" { 3 + number / 2 % 2 } else { number / 2 % 5 };
            text.push_str(&format!("{role};{school};{one};{other};{}\n", OPTIONS[third]));
        }
    }
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("datadialoog.toml", PROJECT);
    write("antwoorden.csv", &text);
    let rows = ["student;Aa;30", "mentor;Aa;30", "student;Berg;20", "mentor;Berg;20"];
    write("populatie.csv", &format!("rol;school;aantal\n{}\n", rows.join("\n")));
    let run = |args: &[&str]| {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("datadialoog");
        let output =
            command.current_dir(folder.path()).args(["--color", "never"]).args(args).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    run(&["report", "--as-of", "2026-03-19", "--meeting", "team-berg", "--out", "berg", "--format", "md"]);
    let table = run(&["check", "--as-of", "2026-03-19", "--meeting", "team-berg"]);
    (fs::read_to_string(folder.path().join("berg/verslag.md")).unwrap(), table.replace("\n    ", " "))
}

#[test]
fn of_one_statement_that_everyone_answered_alike_nothing_is_said_about_all_of_them() {
    let (report, _) = report();
    let of_all = "op een of meer vragen gaf vrijwel iedereen hetzelfde antwoord";
    assert!(report.contains(&format!("| Mentoren (verdeling niet getoond: {of_all}) | – | –")), "{report}");
    assert!(!report.contains("Mentoren: vrijwel iedereen gunstig"), "{report}");
}

#[test]
fn a_response_of_few_people_is_counted_among_those_who_were_asked() {
    let (report, table) = report();
    assert!(report.contains("Van de 40 mensen die gevraagd zijn, hebben er 14 geantwoord."), "{report}");
    let said = "een respons van 14 van de 40 mensen van Berg";
    assert!(report.contains(said) && table.contains(said), "{report}\n{table}");
}

#[test]
fn a_sentence_and_the_verdict_below_it_are_of_the_same_norm() {
    let (report, _) = report();
    let after = report.split("hebben er 14 geantwoord.").last().unwrap();
    let verdict = after.lines().find(|line| line.starts_with("Oordeel:")).unwrap();
    assert!(verdict.contains("basis nog niet gehaald volgens onze afspraak van 1 oktober 2025"), "{verdict}");
}
