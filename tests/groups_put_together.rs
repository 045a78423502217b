//! Groups that are too small to be shown are put together where the project file allows it: the binary, from exports to
//! what readers see, once and over two reports.

use std::collections::BTreeMap;
use std::fs;
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

const OPTIONS: [&str; 5] = ["helemaal oneens", "oneens", "neutraal", "eens", "helemaal mee eens"];

const PROJECT: &str = r#"
[partnership]
name = "Kust (verzonnen)"
purpose = "Samen opleiden."

[privacy]
merge = ["school"]

[[role]]
id = "student"
one = "student"
many = "studenten"

[[round]]
id = "2026"
date = 2026-03-12

[[source]]
round = "2026"
files = ["studenten.csv"]
role = "student"
asked = "populatie.csv"
groups = { school = "School" }

[[indicator]]
id = "les"
title = "Lesbezoek"
scale = "eens-5"
items = [
  { text = "Er kwam iemand kijken.", columns = { student = "Q1" } },
  { text = "Het hielp.", columns = { student = "Q2" } },
]

  [[indicator.threshold]]
  rung = "good-enough"
  statistic = "lowest-group-share"
  grouping = "school"
  at-least = 20
  unit = "percent"
  why = "Zo spraken we het af."
  owner = "stuurgroep"
  agreed-on = 2025-09-12

[[meeting]]
id = "team-dal"
title = "Team Dal"
date = 2026-06-01
minutes = 60
audience = { school = "Dal" }
participants = ["student"]
"#;

/// Who answered, school by school.
type Schools<'a> = &'a [(&'a str, usize)];

/// Three schools are small: 4, 3 and 2 people.
const FIRST: Schools<'_> = &[("Aa", 20), ("Berg", 12), ("Dal", 4), ("Eik", 3), ("Zee", 2)];
const TOGETHER: &str = "school:Dal  +  Eik  +  Zee";

/// What the person of this number in a school answers to both statements, categories 1 to 5.
fn answers(school: &str, number: usize) -> [usize; 2] {
    let seed = number * 7 + school.len() * 3 + usize::from(school.as_bytes()[0]);
    [1 + seed % 5, 1 + (seed / 2 + number) % 5]
}

fn export(schools: Schools<'_>) -> String {
    let mut text = "School;Q1;Q2\n".to_owned();
    for (school, people) in schools {
        for number in 0..*people {
            let [one, other] = answers(school, number).map(|category| OPTIONS[category - 1]);
            text.push_str(&format!("{school};{one};{other}\n"));
        }
    }
    text
}

struct Case {
    folder: TempDir,
}

impl Case {
    fn new(schools: Schools<'_>) -> Self {
        let case = Self { folder: tempfile::tempdir().unwrap() };
        case.write("datadialoog.toml", PROJECT);
        case.holds(schools);
        case
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    /// The exports now hold these people; thirty were asked in every school.
    fn holds(&self, schools: Schools<'_>) {
        self.write("studenten.csv", &export(schools));
        let rows = schools.iter().map(|(school, _)| format!("{school};30\n"));
        self.write("populatie.csv", &format!("school;aantal\n{}", rows.collect::<String>()));
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("datadialoog");
        command.current_dir(self.folder.path()).args(["--color", "never"]).args(args).output().unwrap()
    }

    fn done(&self, args: &[&str]) -> (String, String) {
        let output = self.run(args);
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(output.status.code(), Some(0), "{args:?}\n{}", text(&output.stderr));
        (text(&output.stdout), text(&output.stderr))
    }

    fn round(&self, day: &str) -> Value {
        let (json, _) = self.done(&["check", "--as-of", day, "--format", "json", "--quiet"]);
        serde_json::from_str::<Value>(&json).unwrap()["rounds"][0].take()
    }

    fn publish(&self, day: &str) -> BTreeMap<String, String> {
        let out = format!("verslag-{day}");
        self.done(&["report", "--as-of", day, "--out", &out, "--format", "html,md,json", "--quiet"]);
        let files = fs::read_dir(self.folder.path().join(out)).unwrap().map(|entry| entry.unwrap().path());
        let text = |path: &std::path::PathBuf| fs::read_to_string(path).ok();
        files.filter_map(|path| Some((path.file_name()?.to_str()?.to_owned(), text(&path)?))).collect()
    }
}

/// The respondents of a slice, and the day they are of where that is not today; `None`: the slice is not there.
fn respondents(round: &Value, slice: &str) -> Option<(Option<u64>, Option<String>)> {
    let rows = round["response"].as_array().unwrap();
    let row = rows.iter().find(|row| row["slice"] == slice)?;
    Some((row["respondents"].as_u64(), row["as_of"].as_str().map(str::to_owned)))
}

fn slices(round: &Value) -> Vec<&str> {
    round["response"].as_array().unwrap().iter().filter_map(|row| row["slice"].as_str()).collect()
}

fn fresh(n: u64) -> Option<(Option<u64>, Option<String>)> {
    Some((Some(n), None))
}

fn of_day(n: u64, day: &str) -> Option<(Option<u64>, Option<String>)> {
    Some((Some(n), Some(day.to_owned())))
}

#[test]
fn a_norm_for_every_group_holds_for_groups_put_together() {
    let case = Case::new(FIRST);
    let round = case.round("2026-03-19");
    let indicator = &round["indicators"][0];
    let rows = indicator["slices"].as_array().unwrap().iter();
    let shares = rows.filter(|row| row["slice"].as_str().unwrap().starts_with("school:"));
    let shares: Vec<f64> =
        shares.filter_map(|row| row["figures"]["favourable-share"]["value"].as_f64()).collect();
    let lowest = shares.iter().copied().fold(f64::INFINITY, f64::min);
    let norm = &indicator["thresholds"][0];
    assert_eq!((shares.len(), &norm["compared"]), (3, &Value::from(3)));
    let found = norm["verdicts"][0]["figure"]["value"].as_f64().unwrap();
    assert!((found - lowest).abs() < 0.0051, "{found} and {shares:?}");
}

#[test]
fn one_cell_is_explained_as_it_was_decided() {
    let case = Case::new(&[("Aa", 20), ("Berg", 12), ("Dal", 4)]);
    let day = ["--as-of", "2026-03-19", "--quiet"];
    let explained = |slice: &str| case.done(&[&["explain", "les", "--slice", slice][..], &day].concat()).0;
    let all = explained("all");
    assert!(all.starts_with("Lesbezoek: Iedereen, ronde 2026, voor het eigen team"), "{all}");
    assert!(all.contains("Cijfers: getoond\n"), "{all}");
    let round = case.round("2026-03-19");
    for row in round["response"].as_array().unwrap() {
        let text = explained(row["slice"].as_str().unwrap());
        let is_shown = !row["respondents"].is_null();
        assert_eq!(text.contains("Hoeveel er antwoordden: getoond"), is_shown, "{row}\n{text}");
        assert!(is_shown || text.contains("niet getoond (complement)"), "{text}");
    }
    let together = Case::new(FIRST);
    let (text, _) = together.done(&[&["explain", "les", "--slice", "school:Dal"][..], &day].concat());
    assert!(text.contains("Samengenomen: Dal, Eik en Zee."), "{text}");
    let output = case.run(&[&["explain", "les", "--slice", "school:Aaa"][..], &day].concat());
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!((output.status.code(), said.contains("Bedoelt u `school:Aa`?")), (Some(2), true), "{said}");
}

#[test]
fn a_team_reads_first_with_whom_its_figures_were_put_together_and_for_whom_the_report_is() {
    let case = Case::new(FIRST);
    let args =
        ["report", "--as-of", "2026-03-19", "--meeting", "team-dal", "--out", "dal", "--format", "html,md"];
    case.done(&args);
    for file in ["verslag.md", "verslag.html"] {
        let text = fs::read_to_string(case.folder.path().join("dal").join(file)).unwrap();
        let place = |words: &str| text.find(words).unwrap_or_else(|| panic!("{words} in {file}"));
        let first = place("De cijfers van Dal zijn in dit verslag die van Dal, Eik en Zee samen");
        assert!(place("voor het eigen team") < first.max(place("Om over te praten")), "{file}");
    }
}

#[test]
fn figures_of_groups_put_together_are_those_of_their_rows() {
    let case = Case::new(FIRST);
    let round = case.round("2026-03-19");
    assert_eq!(slices(&round), ["all", "role:student", "school:Aa", "school:Berg", TOGETHER]);
    let rows: Vec<[usize; 2]> = FIRST[2..]
        .iter()
        .flat_map(|(school, people)| (0..*people).map(|number| answers(school, number)))
        .collect();
    assert_eq!(respondents(&round, TOGETHER), fresh(9));
    let close = |value: &Value, expected: f64| {
        let value = value["value"].as_f64().unwrap_or_else(|| panic!("{value} for {expected}"));
        assert!((value - expected).abs() < 1e-9, "{value} for {expected}");
    };
    let response = round["response"].as_array().unwrap().last().unwrap();
    assert_eq!(response["rate"]["population"], 90);
    close(&response["rate"], 9.0 / 90.0);
    let own = round["indicators"][0]["slices"].as_array().unwrap();
    let own = own.iter().find(|own| own["slice"] == TOGETHER).unwrap();
    let favourable = rows.iter().flatten().filter(|category| **category > 3).count();
    // Of so few people shares are told in whole per cents.
    close(&own["figures"]["favourable-share"], (favourable as f64 / 18.0 * 100.0).round() / 100.0);
    let mean = rows.iter().map(|row| (row[0] + row[1]) as f64 / 2.0).sum::<f64>() / 9.0;
    close(&own["figures"]["mean"], (mean * 10.0).round() / 10.0);
    // The group where it is lowest may be that of the groups that were put together.
    let share = |school: &str, people: usize| {
        let all = (0..people).flat_map(|number| answers(school, number));
        all.filter(|category| *category > 3).count() as f64 / (2 * people) as f64
    };
    let threshold = &round["indicators"][0]["thresholds"][0];
    let together = favourable as f64 / 18.0;
    let lowest = share("Aa", 20).min(share("Berg", 12)).min(together);
    close(&threshold["verdicts"][0]["figure"], (lowest * 100.0).round() / 100.0);
    assert_eq!(threshold["compared"], 3);
}

#[test]
fn readers_and_the_quality_officer_are_told_which_groups_were_put_together() {
    let case = Case::new(FIRST);
    let (table, notes) = case.done(&["check", "--as-of", "2026-03-19"]);
    assert!(notes.contains("‘school: overige (3)’: Dal, Eik en Zee [groups-merged]"), "{notes}");
    assert!(!table.contains("Niet getoond"), "{table}");
    let (_, notes) = case.done(&["check", "--as-of", "2026-03-19", "--lang", "en"]);
    assert!(notes.contains("‘school: other (3)’: Dal, Eik and Zee"), "{notes}");
    let (project, _) = case.done(&["project", "show"]);
    let project = project.split_whitespace().collect::<Vec<_>>().join(" ");
    for told in ["samengenomen, per school.", "studenten.csv (gevraagd: volgens populatie.csv)"] {
        assert!(project.contains(told), "{project}");
    }
    let (verdicts, _) = case.done(&["check", "--as-of", "2026-03-19", "--meeting", "team-dal"]);
    assert!(verdicts.contains("De oordelen gaan over school: overige (3)"), "{verdicts}");
    let report = case.publish("2026-03-19");
    let told = "Samengenomen als ‘school: overige (3)’";
    let forms: Vec<&String> =
        report.iter().filter(|(_, text)| text.contains(told)).map(|(name, _)| name).collect();
    assert!(forms.len() >= 2, "{forms:?} of {:?}", report.keys());
    for alone in ["school:Dal\"", "school:Eik\"", "school:Zee\""] {
        assert!(report.values().all(|text| !text.contains(alone)));
    }
}

#[test]
fn without_leave_nothing_is_put_together_and_a_grouping_that_is_not_there_is_an_error() {
    let case = Case::new(FIRST);
    case.write("datadialoog.toml", &PROJECT.replace("merge = [\"school\"]", ""));
    let round = case.round("2026-03-19");
    assert_eq!(slices(&round).len(), 7);
    assert!(
        ["Dal", "Eik", "Zee"]
            .iter()
            .all(|school| { respondents(&round, &format!("school:{school}")) == Some((None, None)) })
    );
    case.write("datadialoog.toml", &PROJECT.replace("merge = [\"school\"]", "merge = [\"schol\"]"));
    let output = case.run(&["check", "--as-of", "2026-03-19"]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.contains("schol") && said.contains("`school`"), "{said}");
}

#[test]
fn two_small_groups_of_which_the_sum_tells_the_size_take_a_larger_one_along() {
    let case = Case::new(&[("Aa", 20), ("Berg", 15), ("Cent", 9), ("Dal", 4), ("Eik", 4)]);
    let round = case.round("2026-03-19");
    assert_eq!(
        slices(&round),
        ["all", "role:student", "school:Aa", "school:Berg", "school:Cent  +  Dal  +  Eik"]
    );
    let case = Case::new(&[("Aa", 20), ("Dal", 4), ("Eik", 4)]);
    let round = case.round("2026-03-19");
    assert!(slices(&round).contains(&"school:Dal"), "with the only other one nothing would be left");
    assert!(round["merged"].as_array().unwrap().is_empty());
    let (_, notes) = case.done(&["check", "--as-of", "2026-03-19"]);
    assert!(notes.contains("van ‘school’ konden geen groepen worden samengenomen"), "{notes}");
}

#[test]
fn a_group_that_grows_between_two_reports_stays_where_it_was() {
    let case = Case::new(FIRST);
    case.publish("2026-03-19");
    case.holds(&[("Aa", 20), ("Berg", 12), ("Dal", 8), ("Eik", 3), ("Zee", 2)]);
    let round = case.round("2026-03-26");
    assert_eq!(slices(&round), ["all", "role:student", "school:Aa", "school:Berg", TOGETHER]);
    assert_eq!(respondents(&round, TOGETHER), of_day(9, "2026-03-19"), "four came in");
    assert_eq!(respondents(&round, "all"), of_day(41, "2026-03-19"));
    case.publish("2026-03-26");
    case.holds(&[("Aa", 20), ("Berg", 12), ("Dal", 9), ("Eik", 3), ("Zee", 2)]);
    let round = case.round("2026-04-02");
    assert_eq!(respondents(&round, TOGETHER), fresh(14), "five came in");
    assert_eq!(respondents(&round, "school:Dal"), None);
    // Taking the leave back does not take them apart.
    case.publish("2026-04-02");
    case.write("datadialoog.toml", &PROJECT.replace("merge = [\"school\"]", ""));
    assert_eq!(respondents(&case.round("2026-04-03"), TOGETHER), fresh(14));
}

#[test]
fn a_small_group_that_is_new_joins_those_that_were_put_together() {
    const ALL: &str = "school:Dal  +  Eik  +  Fort  +  Zee";
    let case = Case::new(FIRST);
    case.publish("2026-03-19");
    case.holds(&[FIRST, &[("Fort", 2)]].concat());
    let round = case.round("2026-03-26");
    assert_eq!(respondents(&round, ALL), of_day(9, "2026-03-19"), "two came in");
    assert_eq!(respondents(&round, TOGETHER), None);
    case.publish("2026-03-26");
    case.holds(&[FIRST, &[("Fort", 4), ("Gaal", 1)]].concat());
    let round = case.round("2026-04-02");
    assert_eq!(
        respondents(&round, "school:Dal  +  Eik  +  Fort  +  Gaal  +  Zee"),
        fresh(14),
        "five came in"
    );
    case.publish("2026-04-02");
    case.publish("2026-04-03");
}

#[test]
fn a_group_that_was_shown_before_is_not_put_together_with_small_ones() {
    let case = Case::new(&[("Aa", 20), ("Berg", 15), ("Cent", 9)]);
    case.write("datadialoog.toml", &PROJECT.replace("school = \"Dal\"", "school = \"Aa\""));
    case.publish("2026-03-19");
    case.holds(&[("Aa", 20), ("Berg", 15), ("Cent", 9), ("Dal", 4), ("Eik", 4)]);
    let round = case.round("2026-03-26");
    assert!(round["merged"].as_array().unwrap().is_empty());
    assert_eq!(respondents(&round, "school:Dal"), Some((None, None)));
    assert_eq!(respondents(&round, "school:Cent"), fresh(9));
}

#[test]
fn groups_put_together_are_one_part_in_weighing() {
    let case = Case::new(FIRST);
    case.write("datadialoog.toml", &format!("{PROJECT}\n[response]\nweigh-by = \"school\"\n"));
    let round = case.round("2026-03-19");
    let weighted = round["indicators"][0]["weighted"].as_array().unwrap();
    let share = weighted.iter().find(|one| one["statistic"] == "favourable-share").unwrap();
    let cells = share["figure"]["cells"].as_array().unwrap_or_else(|| panic!("{share}"));
    let parts: Vec<(&str, u64)> = cells
        .iter()
        .map(|cell| (cell["parts"][0].as_str().unwrap(), cell["asked"].as_u64().unwrap()))
        .collect();
    assert_eq!(parts, [("school:Aa", 30), ("school:Berg", 30), (TOGETHER, 90)]);
}

#[test]
fn what_a_wider_circle_read_together_the_own_team_does_not_read_apart() {
    let together = "school:Bos  +  Dal  +  Eik  +  Zee";
    // Bos has enough people for the own team, and not for the partnership.
    let case = Case::new(&[("Aa", 20), ("Berg", 12), ("Bos", 8), ("Dal", 4), ("Eik", 3), ("Zee", 2)]);
    let shown = |readers: &str, day: &str| {
        let (json, _) =
            case.done(&["check", "--readers", readers, "--as-of", day, "--format", "json", "--quiet"]);
        let round = serde_json::from_str::<Value>(&json).unwrap()["rounds"][0].take();
        slices(&round).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let apart = ["all", "role:student", "school:Aa", "school:Berg", "school:Bos", TOGETHER];
    let all_together = ["all", "role:student", "school:Aa", "school:Berg", together];
    assert_eq!(shown("own-team", "2026-03-19"), apart);
    assert_eq!(shown("partnership", "2026-03-19"), all_together);
    case.done(&["report", "--readers", "partnership", "--as-of", "2026-03-19", "--out", "breed", "--quiet"]);
    assert_eq!(shown("own-team", "2026-03-20"), all_together);
}
