//! `[response] weigh-by` from outside: a figure of everyone beside the plain one, made of what is published, and absent
//! with its reason where it cannot be made.

use std::fs;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

const PROJECT: &str = include_str!("made/two_sources.toml");
const POPULATION: &str =
    "rol;school;aantal\nstudent;Noord;30\nstudent;Zuid;20\nbegeleider;Noord;60\nbegeleider;Zuid;40\n";
const MEETING: &str = "\n[[meeting]]\nid = \"team\"\ntitle = \"Team Noord\"\ndate = 2026-02-20\nminutes = 60\n\
                       participants = [\"student\"]\naudience = { school = \"Noord\" }\n";

struct Case {
    folder: TempDir,
}

impl Case {
    /// Of the students 3 in 4 agree, of the mentors 1 in 4; of the mentors far fewer answered.
    fn new(by: Option<&str>) -> Self {
        let case = Self { folder: tempfile::tempdir().unwrap() };
        let asked = PROJECT.replace("groups = ", "asked = \"populatie.csv\"\ngroups = ");
        let by = by.map(|by| format!("\n[response]\nweigh-by = \"{by}\"\n")).unwrap_or_default();
        case.write("datadialoog.toml", &format!("{asked}{by}{MEETING}"));
        case.write("populatie.csv", POPULATION);
        case.answers(24, 16, 12, 12);
        case
    }

    fn answers(&self, noord: usize, zuid: usize, mentors_noord: usize, mentors_zuid: usize) {
        let rows = |school: &str, n: usize, usual: &str, other: &str| {
            let answer = |at: usize| if at.is_multiple_of(4) { other } else { usual };
            (0..n).map(|at| format!("{school};{}\n", answer(at))).collect::<String>()
        };
        let of = |noord: usize, zuid: usize, usual: &str, other: &str| {
            format!("School;Q1\n{}{}", rows("Noord", noord, usual, other), rows("Zuid", zuid, usual, other))
        };
        self.write("studenten.csv", &of(noord, zuid, "mee eens", "mee oneens"));
        self.write("begeleiders.csv", &of(mentors_noord, mentors_zuid, "mee oneens", "mee eens"));
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("datadialoog");
        command.current_dir(self.folder.path()).args(["--color", "never"]).args(arguments).output().unwrap()
    }

    fn checked(&self, day: &str) -> Value {
        let output = self.run(&["check", "--format", "json", "--as-of", day]);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let results: Value = serde_json::from_slice(&output.stdout).unwrap();
        results["rounds"][0]["indicators"][0].clone()
    }

    /// The report as a text, and its figures.
    fn report(&self, day: &str, meeting: Option<&str>) -> (String, Value) {
        let out = format!("verslag-{}", meeting.unwrap_or("zonder"));
        let mut arguments = vec!["report", "--as-of", day, "--out", &out, "--format", "md,json"];
        arguments.extend(meeting.iter().flat_map(|meeting| ["--meeting", meeting]));
        let output = self.run(&arguments);
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        let folder = fs::read_dir(self.folder.path().join(&out)).unwrap();
        let paths: Vec<_> = folder.map(|file| file.unwrap().path()).collect();
        let named = |ending: &str| {
            let found = paths.iter().find(|path| path.to_string_lossy().ends_with(ending));
            fs::read_to_string(found.unwrap_or_else(|| panic!("{ending} in {paths:?}"))).unwrap()
        };
        (named(".md"), serde_json::from_str(&named("resultaten.json")).unwrap())
    }

    fn refused(&self) -> String {
        let output = self.run(&["check", "--as-of", "2026-03-01"]);
        assert_eq!(
            output.status.code(),
            Some(2).filter(|_| false).or(output.status.code().filter(|&code| code != 0))
        );
        String::from_utf8_lossy(&output.stderr).into_owned()
    }
}

fn weighted<'v>(indicator: &'v Value, statistic: &str) -> &'v Value {
    let all = indicator["weighted"].as_array().unwrap();
    let own = all.iter().find(|weighted| weighted["statistic"] == statistic);
    own.map(|weighted| &weighted["figure"]).unwrap_or(&Value::Null)
}

fn close(found: &Value, wanted: f64) {
    assert!((found.as_f64().unwrap() - wanted).abs() < 1e-12, "{found} is not {wanted}");
}

#[test]
fn each_role_counts_as_heavily_as_among_the_people_asked_and_the_plain_figure_stays() {
    let (plain, case) = (Case::new(None).checked("2026-03-01"), Case::new(Some("role")));
    let found = case.checked("2026-03-01");
    let share = weighted(&found, "favourable-share");
    // 40 students of 50 with three quarters, 24 mentors of 100 with one quarter
    close(&share["value"], (50.0 * 0.75 + 100.0 * 0.25) / 150.0);
    close(&share["cells"][0]["weight"], (100.0 / 150.0) / (24.0 / 64.0));
    close(&share["cells"][1]["weight"], (50.0 / 150.0) / (40.0 / 64.0));
    let (mentor, student) = ((100.0 / 150.0) / (24.0 / 64.0), (50.0 / 150.0) / (40.0 / 64.0));
    close(&share["kish_n"], 64.0 * 64.0 / (24.0 * mentor * mentor + 40.0 * student * student));
    assert_eq!((&share["n"], &share["rounding"]), (&Value::from(64), &Value::from(0.0)));
    close(&weighted(&found, "mean")["value"], (50.0 * 3.5 + 100.0 * 2.5) / 150.0);
    for key in ["slices", "thresholds", "comparisons", "gaps"] {
        assert_eq!(found[key], plain[key], "{key} is as without weights");
    }
    assert_eq!(plain["weighted"], Value::Array(Vec::new()));
}

#[test]
fn the_report_says_both_figures_and_how_and_nothing_of_it_without_weights() {
    let (text, _) = Case::new(Some("role")).report("2026-03-01", None);
    assert!(text.contains("Gewogen naar rol (zo telt elke rol even zwaar als onder de mensen die gevraagd zijn): gemiddeld 2,8; ongewogen 3,1."), "{text}");
    assert!(text.contains("Kish") && text.contains("poststratificatie"), "{text}");
    let (text, _) = Case::new(None).report("2026-03-01", None);
    assert!(!text.contains("ewogen") && !text.contains("Kish"), "{text}");
}

#[test]
fn parts_that_are_not_shown_are_taken_together_and_the_document_says_which() {
    let case = Case::new(Some("school"));
    case.write("populatie.csv", &format!("{POPULATION}student;Oost;9\nstudent;West;11\n"));
    let students = fs::read_to_string(case.folder.path().join("studenten.csv")).unwrap();
    let more =
        "Oost;mee eens\nOost;mee oneens\nOost;neutraal\nWest;mee eens\nWest;mee oneens\nWest;neutraal\n";
    case.write("studenten.csv", &format!("{students}{more}"));
    let found = case.checked("2026-03-01");
    let mean = weighted(&found, "mean");
    assert_eq!(mean["state"], "value", "{mean}");
    let rest = mean["cells"].as_array().unwrap().last().unwrap();
    // Beside the two that are too few, Zuid goes for their sake.
    assert_eq!(rest["parts"], serde_json::json!(["school:Oost", "school:West", "school:Zuid"]));
    assert_eq!((&rest["rest"], &rest["asked"]), (&Value::from(true), &Value::from(80)));
    assert_eq!(rest["respondents"], Value::from(34));
    // Agree and disagree: Noord 18 + 3 and 6 + 9; Zuid 12 + 3 and 4 + 9; in Oost and West as many of each.
    let (noord, rest) = (3.0 + (21.0 - 15.0) / 36.0, 3.0 + (15.0 - 13.0) / 34.0);
    let by_hand = (90.0 * noord + 80.0 * rest) / 170.0;
    let off = mean["rounding"].as_f64().unwrap();
    assert!((mean["value"].as_f64().unwrap() - by_hand).abs() <= off + 1e-12, "{mean} is not {by_hand}");
}

#[test]
fn a_part_in_which_nobody_answered_is_said_by_its_name_and_never_counts_as_nought() {
    let case = Case::new(Some("school"));
    case.write("populatie.csv", &format!("{POPULATION}begeleider;Oost;12\n"));
    let found = case.checked("2026-03-01");
    let wanted = serde_json::json!({ "state": "nobody-answered", "parts": ["school:Oost"] });
    assert_eq!(weighted(&found, "mean"), &wanted);
    let (text, _) = case.report("2026-03-01", None);
    assert!(
        text.contains("Een naar school gewogen cijfer is hier niet te maken: niemand antwoordde van: Oost."),
        "{text}"
    );
    case.write("populatie.csv", &format!("{POPULATION}begeleider;Oost;0\n"));
    assert_eq!(weighted(&case.checked("2026-03-01"), "mean")["state"], "value", "nobody was asked there");
}

#[test]
fn figures_of_different_days_make_no_weighted_figure() {
    let case = Case::new(Some("role"));
    case.report("2026-03-01", None);
    case.answers(25, 16, 12, 12);
    let found = case.checked("2026-03-08");
    let mixed = found["slices"].as_array().unwrap().iter().any(|slice| !slice["as_of"].is_null());
    assert!(mixed, "one newcomer keeps figures back");
    assert_eq!(weighted(&found, "mean")["state"], "mixed-days");
    case.answers(30, 20, 24, 24);
    assert_eq!(weighted(&case.checked("2026-03-08"), "mean")["state"], "value");
}

#[test]
fn a_team_gets_no_figure_made_of_all_groups() {
    let by_school = Case::new(Some("school"));
    let (text, json) = by_school.report("2026-03-01", Some("team"));
    assert!(!text.contains("Gewogen naar") && !text.contains("poststratificatie"), "{text}");
    assert!(!json.to_string().contains("kish_n"));
    let (_, json) = by_school.report("2026-03-01", None);
    assert!(json.to_string().contains("kish_n"));
    let (_, json) = Case::new(Some("role")).report("2026-03-01", Some("team"));
    assert!(json.to_string().contains("kish_n"), "the roles a team sees as well");
}

#[test]
fn what_cannot_be_weighed_is_refused_with_its_place_and_how_to_mend_it() {
    let unknown = Case::new(Some("schol")).refused();
    assert!(
        unknown.contains("datadialoog.toml:") && unknown.contains("schol") && unknown.contains("`school`"),
        "{unknown}"
    );
    let silent = Case::new(Some("school"));
    let text = fs::read_to_string(silent.folder.path().join("datadialoog.toml")).unwrap();
    silent.write("datadialoog.toml", &text.replace("asked = \"populatie.csv\"\n", ""));
    let found = silent.refused();
    assert!(found.contains("datadialoog.toml:") && found.contains("asked = "), "{found}");
    let without = Case::new(Some("school"));
    without.write("populatie.csv", "rol;aantal\nstudent;50\nbegeleider;100\n");
    let found = without.refused();
    assert!(found.contains("populatie.csv") && found.contains("kolom `school`"), "{found}");
}
