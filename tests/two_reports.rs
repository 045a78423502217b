//! Two reports with one respondent more between them: every form of the second still holds the figures of the first,
//! with their day; and without a sound register nothing is published.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use serde_json::Value;
use tempfile::TempDir;

const PROJECT: &str = concat!(
    include_str!("made/two_sources.toml"),
    r#"
  [[indicator.threshold]]
  rung = "good-enough"
  statistic = "mean"
  at-least = 3.5
  unit = "points"
  why = "Zo spraken we het af."
  owner = "stuurgroep"
  agreed-on = 2025-09-12

[[indicator]]
id = "les"
title = "Lesbezoek"
scale = "eens-5"
items = [{ text = "Er kwam iemand kijken.", columns = { student = "Q2" } }]
"#
);

const REGISTER: &str = "datadialoog.register.json";

struct Case {
    root: TempDir,
    /// Of the project, below the root.
    folder: PathBuf,
}

/// Answers of a few kinds, one row each; the second question goes the other way.
fn export(noord: usize, zuid: usize) -> String {
    const OPTIONS: [&str; 5] = ["eens", "helemaal mee eens", "neutraal", "oneens", "eens"];
    let row = |school: &str, at: usize| {
        let other = OPTIONS.get((at * 3 + 1) % 5).unwrap_or(&"");
        format!("{school};{};{other}\n", OPTIONS.get(at % 5).unwrap_or(&""))
    };
    let rows = (0..noord).map(|at| row("Noord", at)).chain((0..zuid).map(|at| row("Zuid", at)));
    format!("School;Q1;Q2\n{}", rows.collect::<String>())
}

impl Case {
    fn new() -> Self {
        Self::in_a_folder_of("")
    }

    fn in_a_folder_of(folder: &str) -> Self {
        let case = Self { root: tempfile::tempdir().unwrap(), folder: PathBuf::from(folder) };
        case.fill();
        case
    }

    fn fill(&self) {
        fs::create_dir_all(self.path("")).unwrap();
        self.write("datadialoog.toml", PROJECT);
        self.write("studenten.csv", export(24, 17));
        self.write("begeleiders.csv", export(8, 9).replace(";Q2", ";Q9"));
    }

    fn path(&self, name: &str) -> PathBuf {
        self.root.path().join(&self.folder).join(name)
    }

    fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = assert_cmd::cargo::cargo_bin_cmd!("datadialoog");
        command.current_dir(self.path("")).args(["--color", "never"]).args(args).output().unwrap()
    }

    fn done(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert_eq!(output.status.code(), Some(0), "{args:?}\n{}", text(&output.stderr));
        text(&output.stdout)
    }

    /// A report of this day in all its forms.
    fn reports(&self, day: &str, out: &str) -> BTreeMap<String, Vec<u8>> {
        self.done(&["report", "--as-of", day, "--out", out, "--format", "html,md,json,svg,png", "--quiet"]);
        files(&self.path(out))
    }

    fn results(&self, day: &str) -> Value {
        serde_json::from_str(&self.done(&["check", "--as-of", day, "--format", "json", "--quiet"])).unwrap()
    }

    /// Nothing is published: this exit code, these words on standard error, and everything as it was.
    fn refuses(&self, exit: i32, words: &[&str]) {
        let before = files(&self.path(""));
        for args in [&["report", "--as-of", "2026-03-19"][..], &["check", "--as-of", "2026-03-19"]] {
            let output = self.run(args);
            let said = text(&output.stderr);
            assert_eq!(output.status.code(), Some(exit), "{args:?}\n{said}");
            assert!(output.stdout.is_empty());
            for words in words {
                assert!(said.contains(words), "{words:?} is not in\n{said}");
            }
        }
        assert!(before == files(&self.path("")));
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    let mut pending = vec![folder.to_owned()];
    while let Some(next) = pending.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                pending.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                all.insert(name, fs::read(path).unwrap());
            }
        }
    }
    all
}

/// The figures of a slice of the first indicator, without their day.
fn figures(results: &Value, slice: &str) -> (Value, Value) {
    let slices = results["rounds"][0]["indicators"][0]["slices"].as_array().unwrap();
    let mut own = slices.iter().find(|own| own["slice"] == slice).unwrap().clone();
    let day = own["as_of"].take();
    (own, day)
}

#[test]
fn one_more_respondent_leaves_every_form_with_the_figures_of_the_first_report_and_their_day() {
    let case = Case::new();
    case.reports("2026-03-12", "een");
    let first = case.results("2026-03-12");
    case.write("studenten.csv", export(25, 17));
    let second = case.results("2026-03-19");
    for slice in ["all", "role:student", "school:Noord"] {
        assert_eq!(figures(&second, slice).0, figures(&first, slice).0, "{slice}");
        assert_eq!(figures(&second, slice).1, "2026-03-12", "{slice}");
        assert_eq!(figures(&first, slice).1, Value::Null);
    }
    assert_eq!(figures(&second, "role:begeleider"), figures(&first, "role:begeleider"));
    let before = case.path(REGISTER);
    let before = fs::read(before).unwrap();
    let report = case.reports("2026-03-19", "twee");
    assert_eq!(before, fs::read(case.path(REGISTER)).unwrap(), "nothing new was published");
    let one = |name: &str| text(&report[name]);
    for (name, day) in [
        ("verslag.html", "stand van 12 maart 2026"),
        ("verslag.md", "stand van 12 maart 2026"),
        ("resultaten.json", "2026-03-12"),
    ] {
        assert!(one(name).contains(day), "{day} is not in {name}");
        // 41 and 17 of then; 42 and 25 would be those of now.
        for number in ["42 mensen", "42 studenten", "59 mensen", "\"n\": 42", "\"respondents\": 59"] {
            assert!(!one(name).contains(number), "{number} is in {name}");
        }
    }
    assert!(one("verslag.md").contains("58 mensen"));
    let svg = report.iter().filter(|(name, _)| name.ends_with(".svg")).map(|(_, bytes)| text(bytes));
    assert!(
        svg.clone().count() > 2 && svg.clone().all(|svg| svg.contains("stand van")),
        "each shows its day"
    );
    let table = case.done(&["check", "--as-of", "2026-03-19", "--quiet"]);
    let table = table.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(table.contains("bij de 58 mensen die meededen (stand van 12 maart 2026)"), "{table}");
    assert!(table.contains("58 mensen vulden de vragenlijst in (stand van 12 maart 2026)."), "{table}");
    let english = case.done(&["check", "--as-of", "2026-03-19", "--lang", "en", "--quiet"]);
    assert!(english.split_whitespace().collect::<Vec<_>>().join(" ").contains("(as of 12 March 2026)"));
}

#[test]
fn enough_more_respondents_bring_figures_of_today_and_a_line_in_the_register() {
    let case = Case::new();
    case.reports("2026-03-12", "een");
    case.write("studenten.csv", export(34, 17));
    let second = case.reports("2026-03-19", "twee");
    assert!(!text(&second["verslag.md"]).contains("stand van 12"));
    assert!(text(&second["verslag.md"]).contains("68 mensen"));
    let register = fs::read(case.path(REGISTER)).unwrap();
    let again = case.reports("2026-03-19", "drie");
    assert!(again == second && register == fs::read(case.path(REGISTER)).unwrap());
    let value: Value = serde_json::from_slice(&register).unwrap();
    assert_eq!(value["rounds"]["2026"].as_array().map(Vec::len), Some(2));
    // A third report is held against both.
    case.write("studenten.csv", export(35, 17));
    assert_eq!(figures(&case.results("2026-03-26"), "all").1, "2026-03-19");
}

/// How many slices of all indicators are shown, and how many of those as an earlier report had them.
fn shown(results: &Value) -> (usize, usize) {
    let indicators = results["rounds"][0]["indicators"].as_array().unwrap().iter();
    let slices: Vec<&Value> = indicators.flat_map(|own| own["slices"].as_array().unwrap()).collect();
    let is_shown = |slice: &&&Value| {
        slice["figures"].as_object().unwrap().values().any(|figure| figure["state"] == "value")
    };
    let kept = slices.iter().filter(|slice| !slice["as_of"].is_null());
    (slices.iter().filter(is_shown).count(), kept.count())
}

#[test]
fn the_partnership_and_the_own_team_read_of_the_same_people_what_each_would_read_alone() {
    let report = |case: &Case, day: &str, readers: &str| -> Value {
        let args = ["report", "--as-of", day, "--out", readers, "--format", "json", "--quiet"];
        case.done(&[&args[..], &["--readers", readers]].concat());
        serde_json::from_slice(&fs::read(case.path(readers).join("resultaten.json")).unwrap()).unwrap()
    };
    let circles = ["own-team", "partnership", "public"];
    let alone = circles.map(|readers| (readers, report(&Case::new(), "2026-03-12", readers)));
    let alone: BTreeMap<&str, Value> = alone.into_iter().collect();
    assert_eq!(circles.map(|readers| alone[readers]["minimum"].as_u64()), [5, 10, 20].map(Some));
    let [own, public] = ["own-team", "public"].map(|readers| shown(&alone[readers]).0);
    assert!(own > public && public > 0, "{own} and {public}");
    for order in [["own-team", "partnership", "public"], ["public", "partnership", "own-team"]] {
        let case = Case::new();
        for readers in order {
            let now = report(&case, "2026-03-12", readers);
            assert_eq!(now["rounds"], alone[readers]["rounds"], "{readers} in {order:?}");
        }
        // One respondent more. Whoever read something keeps it, each what was theirs.
        case.write("studenten.csv", export(25, 17));
        for readers in order {
            let now = report(&case, "2026-03-19", readers);
            assert_eq!(figures(&now, "all").0, figures(&alone[readers], "all").0);
            assert_eq!(shown(&now).0, shown(&alone[readers]).0, "{readers} in {order:?}");
            assert!(shown(&now).1 > 0, "{readers} in {order:?}");
        }
    }
    // What the own team has read is nothing that everyone could keep, and today's would tell the own team of the newcomer.
    let case = Case::new();
    report(&case, "2026-03-12", "own-team");
    case.write("studenten.csv", export(25, 17));
    let output = case.run(&["report", "--as-of", "2026-03-19", "--out", "public", "--readers", "public"]);
    assert_eq!(output.status.code(), Some(6), "{}", text(&output.stderr));
    let said = text(&output.stderr);
    assert!(said.contains("is nu niets te tonen") && !said.contains("respondenten:"), "{said}");
    assert!(!case.path("public").exists());
}

#[test]
fn a_report_says_for_whom_it_is_in_every_form_that_is_read() {
    let case = Case::new();
    let args = ["report", "--as-of", "2026-03-12", "--out", "uit", "--format", "html,md,json"];
    let said = case.done(&[&args[..], &["--readers", "partnership"]].concat());
    assert!(said.contains("Dit verslag is voor het partnerschap."), "{said}");
    for (name, words) in [
        (
            "verslag.html",
            "Dit verslag is gemaakt voor het partnerschap. Er staat geen cijfer in over minder dan 10 mensen",
        ),
        (
            "verslag.md",
            "Dit verslag is gemaakt voor het partnerschap. Er staat geen cijfer in over minder dan 10 mensen",
        ),
        ("resultaten.json", "\"readers\": \"partnership\",\n  \"minimum\": 10,"),
        ("besluiten.json", "\"readers\": \"partnership\",\n  \"minimum\": 10,"),
    ] {
        let page = text(&fs::read(case.path("uit").join(name)).unwrap());
        assert!(page.contains(words), "{words:?} is not in {name}");
    }
    let check = case.done(&["check", "--as-of", "2026-03-12", "--readers", "public"]);
    assert!(check.contains("Voor iedereen (openbaar): alleen wat over minstens 20 mensen gaat."), "{check}");
    let wrong = case.run(&["check", "--readers", "team"]);
    assert_eq!(wrong.status.code(), Some(2), "{}", text(&wrong.stderr));
}

#[test]
fn the_register_stays_beside_the_project_and_does_not_travel_with_the_report() {
    let case = Case::new();
    let said = case.done(&["report", "--as-of", "2026-03-12", "--format", "md"]);
    assert!(
        said.split_whitespace().collect::<Vec<_>>().join(" ").contains("Bewaar het bij de exports"),
        "{said}"
    );
    assert!(case.path(REGISTER).is_file() && !case.path("verslag").join(REGISTER).exists());
    let said = case.done(&["report", "--as-of", "2026-03-12", "--format", "md"]);
    assert!(!said.contains("Bewaar het"), "it is told once");
    case.done(&["check", "--as-of", "2026-03-12"]);
    let register = text(&fs::read(case.path(REGISTER)).unwrap());
    assert!(register.lines().nth(3).is_some_and(|line| line.contains("register")), "it says what it is");
}

#[test]
fn a_check_puts_nothing_down() {
    let case = Case::new();
    case.done(&["check", "--as-of", "2026-03-12"]);
    assert!(!case.path(REGISTER).exists());
}

#[test]
fn who_is_gone_is_told_and_the_round_stays_as_it_was() {
    let case = Case::new();
    case.reports("2026-03-12", "een");
    case.write("studenten.csv", export(23, 17));
    let output = case.run(&["report", "--as-of", "2026-03-19", "--out", "twee", "--format", "json"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stderr).contains("not-only-additions"), "{}", text(&output.stderr));
    let results: Value = serde_json::from_slice(&files(&case.path("twee"))["resultaten.json"]).unwrap();
    assert_eq!(results["rounds"][0]["response"][0]["respondents"], 58);
    assert_eq!(results["rounds"][0]["response"][0]["as_of"], "2026-03-12");
}

#[test]
fn without_a_sound_register_nothing_is_published() {
    let case = Case::new();
    case.done(&["report", "--as-of", "2026-03-12"]);
    let sound = fs::read(case.path(REGISTER)).unwrap();
    case.write(REGISTER, &sound[..sound.len() / 2]);
    case.refuses(6, &["fout[register-damaged]", REGISTER, "reservekopie"]);
    case.write(REGISTER, text(&sound).replacen("\"respondents\":", "\"respondents\":1", 1));
    case.refuses(6, &["fout[register-damaged]", "is veranderd sinds datadialoog het schreef"]);
    case.write(REGISTER, text(&sound).replacen("register-1", "register-9", 1));
    case.refuses(6, &["fout[register-damaged]", "datadialoog-register-9"]);
    fs::remove_file(case.path(REGISTER)).unwrap();
    case.refuses(6, &["fout[register-missing]", "verslag", "reservekopie"]);
    case.write(REGISTER, &sound);
    case.done(&["check", "--as-of", "2026-03-19"]);
    // Whoever moves report and register away begins anew.
    fs::remove_file(case.path(REGISTER)).unwrap();
    fs::remove_dir_all(case.path("verslag")).unwrap();
    case.done(&["report", "--as-of", "2026-03-19"]);
}

#[test]
fn without_the_register_nothing_is_published_beside_any_earlier_report() {
    for (first, second) in [
        ("een", "twee"),
        ("uit/een", "uit/twee"),
        ("uit/een", "verslag"),
        ("verslag/een", "twee"),
        ("../elders/een", "../elders/twee"),
        ("../elders/een", "../elders/een"),
    ] {
        let case = Case::in_a_folder_of("projecten/2026");
        case.reports("2026-03-12", first);
        fs::remove_file(case.path(REGISTER)).unwrap();
        // One person fewer: both reports together would tell what that person answered.
        case.write("studenten.csv", export(23, 17));
        let before = files(case.root.path());
        let output = case.run(&["report", "--as-of", "2026-03-19", "--out", second]);
        let said = text(&output.stderr);
        assert_eq!(output.status.code(), Some(6), "{first} {second}\n{said}");
        assert!(said.contains("fout[register-missing]") && said.contains("een"), "{said}");
        assert!(!said.contains("en in nog"), "one report is one: {said}");
        assert!(before == files(case.root.path()), "{first} {second}");
    }
}

#[cfg(unix)]
#[test]
fn a_report_put_down_through_a_link_knows_where_its_register_is() {
    let mut case = Case::in_a_folder_of("ver/weg/2025");
    std::os::unix::fs::symlink(case.root.path().join("ver/weg"), case.root.path().join("kort")).unwrap();
    let folder = case.root.path().join("kort/2025/verslag");
    case.reports("2026-03-05", folder.to_str().unwrap());
    case.folder = PathBuf::from("ver/weg/2026");
    case.fill();
    case.reports("2026-03-12", "../2025/anders");
}

#[test]
fn a_check_without_the_register_tells_nothing_either() {
    let case = Case::new();
    case.reports("2026-03-12", "uit/een");
    fs::remove_file(case.path(REGISTER)).unwrap();
    case.refuses(6, &["fout[register-missing]", "uit/een"]);
}

#[test]
fn a_report_of_another_project_is_no_reason_to_refuse() {
    let mut case = Case::in_a_folder_of("projecten/2025");
    case.reports("2026-03-05", "../../verslagen/2025");
    let earlier = case.path(REGISTER);
    case.folder = PathBuf::from("projecten/2026");
    case.fill();
    // Its register is where it left it, so this first report of the next year is no second one of that.
    case.reports("2026-03-12", "../../verslagen/2026");
    fs::remove_file(earlier).unwrap();
    fs::remove_file(case.path(REGISTER)).unwrap();
    let said = text(&case.run(&["report", "--out", "../../verslagen/2026"]).stderr);
    assert!(said.contains("(en in nog 1)"), "{said}");
}

#[test]
fn a_report_for_other_readers_takes_nobody_elses_place() {
    let case = Case::new();
    case.done(&["report", "--as-of", "2026-03-12"]);
    case.done(&["report", "--as-of", "2026-03-12", "--readers", "partnership"]);
    case.done(&["report", "--as-of", "2026-03-12", "--readers", "public"]);
    let reports = ["verslag", "verslag-partnerschap", "verslag-openbaar"];
    let before = reports.map(|folder| files(&case.path(folder)));
    assert!(before.iter().all(|files| !files.is_empty()));
    for (readers, out) in
        [("own-team", "verslag-openbaar"), ("public", "verslag"), ("own-team", "verslag-partnerschap")]
    {
        let output = case.run(&["report", "--as-of", "2026-03-12", "--readers", readers, "--out", out]);
        assert_eq!(output.status.code(), Some(7));
        assert!(text(&output.stderr).contains("fout[output-for-others]"), "{}", text(&output.stderr));
    }
    assert!(before == reports.map(|folder| files(&case.path(folder))));
}

#[test]
fn a_report_that_cannot_take_its_place_leaves_the_register_as_it_was() {
    let case = Case::new();
    case.reports("2026-03-12", "een");
    let register = fs::read(case.path(REGISTER)).unwrap();
    case.write("studenten.csv", export(34, 17));
    fs::create_dir(case.path("vol")).unwrap();
    case.write("vol/brief.txt", "van ons");
    let output = case.run(&["report", "--as-of", "2026-03-19", "--out", "vol"]);
    assert_eq!(output.status.code(), Some(7));
    assert_eq!(register, fs::read(case.path(REGISTER)).unwrap());
    assert_eq!(files(&case.path("vol")).len(), 1);
}

#[test]
fn a_register_that_cannot_be_written_keeps_the_report_from_being_published() {
    let case = Case::new();
    fs::create_dir(case.path(REGISTER)).unwrap();
    let output = case.run(&["report", "--as-of", "2026-03-12"]);
    assert_eq!(output.status.code(), Some(6), "{}", text(&output.stderr));
    assert!(!case.path("verslag").exists());
}
