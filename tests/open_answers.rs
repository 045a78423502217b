//! Open answers from export to report: read only where the project file names them, shown only as a person released them.

use std::fs;
use std::path::PathBuf;
use std::process::Output;

use tempfile::TempDir;

const PROJECT: &str = include_str!("made/two_sources.toml");

const ON: &str = "[remarks]\nreleased-by = \"de kwaliteitsgroep\"\n\n[[round]]";
const COLUMNS: &str = "groups = { school = \"School\" }\nremarks = { \"Wat wil je nog kwijt?\" = \"Opm\" }";
const REVIEW: &str = "datadialoog.remarks.2026.csv";

const STUDENTS: [&str; 8] = [
    "Sanne van der Berg gaf mij veel ruimte.",
    "Bel mij op 06-12345678.",
    "Op Weidezicht is geen plek om te overleggen.",
    "De roosters kwamen te laat.",
    "=prima geregeld, en verder niets.",
    "Meer tijd voor nabespreking, graag.",
    "geen",
    "Ik leerde het meest van samen lessen maken.",
];

struct Case {
    folder: TempDir,
}

impl Case {
    fn new(on: bool) -> Self {
        let case = Self { folder: tempfile::tempdir().unwrap() };
        let project = match on {
            true => PROJECT.replacen("[[round]]", ON, 1).replace("groups = { school = \"School\" }", COLUMNS),
            false => PROJECT.to_owned(),
        };
        fs::write(case.path("datadialoog.toml"), project).unwrap();
        let answers = ["eens", "helemaal mee eens", "neutraal", "oneens"];
        let row = |at: usize, remark: &str| {
            let school = ["Noord", "Weidezicht", "Zuid"][at % 3];
            format!("{school};{};\"{remark}\"\n", answers[at % 4])
        };
        let students: String = (0..24).map(|at| row(at, STUDENTS.get(at).unwrap_or(&""))).collect();
        fs::write(case.path("studenten.csv"), format!("School;Q1;Opm\n{students}")).unwrap();
        let mentors: String = (0..12)
            .map(|at| row(at, if at < 4 { ["Uren", "Klem", "Krap", "Vol"][at] } else { "" }))
            .collect();
        fs::write(case.path("begeleiders.csv"), format!("School;Q1;Opm\n{mentors}")).unwrap();
        case
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, command: &str, more: &[&str]) -> Output {
        let mut run = assert_cmd::cargo::cargo_bin_cmd!("datadialoog");
        run.args(["--color", "never"])
            .arg(command)
            .arg(self.folder.path())
            .args(["--as-of", "2026-03-01"])
            .args(more)
            .output()
            .unwrap()
    }

    fn report(&self) -> Output {
        self.run("report", &["--format", "html,md,json"])
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Writes `answer` in front of every line of the review file.
    fn decide(&self, answer: &str) {
        let lines = self.read(REVIEW).replace("\r\n", "\n");
        let decided: Vec<String> = lines
            .lines()
            .enumerate()
            .map(|(at, line)| {
                if at == 0 {
                    line.to_owned()
                } else {
                    format!("{answer}{}", line.trim_start_matches(|c| c != ';'))
                }
            })
            .collect();
        fs::write(self.path(REVIEW), decided.join("\n")).unwrap();
    }
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&[output.stdout.as_slice(), output.stderr.as_slice()].concat()).into_owned()
}

fn told(output: &Output, code: i32) -> String {
    let words = words(output);
    assert_eq!(output.status.code(), Some(code), "{words}");
    words
}

#[test]
fn open_answers_are_off_until_the_project_file_says_otherwise() {
    let case = Case::new(false);
    let words = told(&case.run("remarks", &[]), 3);
    assert!(words.contains("[remarks]") && words.contains("remarks-off"), "{words}");
    assert!(!case.path(REVIEW).exists());
    let words = told(&case.report(), 0);
    assert!(!words.contains("Sanne") && !case.read("verslag/verslag.html").contains("roosters"));
}

#[test]
fn without_a_person_nothing_is_shown() {
    let case = Case::new(true);
    assert!(told(&case.report(), 0).contains("remarks-off"));
    assert!(!case.read("verslag/verslag.html").contains("zelf schreven"));
    let words = told(&case.run("remarks", &[]), 0);
    let file = case.read(REVIEW);
    assert!(file.starts_with("\u{feff}vrijgeven;opmerking;weggehaald;vraag;merk\r\n"));
    for gone in
        ["Sanne", "Berg", "12345678", "Weidezicht", "Noord", "student", "begeleider", "Klem", "geen\r"]
    {
        assert!(!file.contains(gone) && !words.contains(gone), "{gone}");
    }
    assert!(file.contains("[naam] gaf mij veel ruimte.") && file.contains("Op [groep] is geen plek"));
    assert_eq!(file.lines().count(), 8);
    assert!(file.contains(";'=prima"), "nothing in it is a formula");
    assert!(told(&case.report(), 0).contains("verslag"));
    assert!(!case.read("verslag/verslag.html").contains("zelf schreven"), "nothing was released yet");
}

#[test]
fn what_is_released_is_in_the_page_and_the_markdown_and_in_no_figure() {
    let case = Case::new(true);
    told(&case.report(), 0);
    let before = case.read("verslag/resultaten.json");
    told(&case.run("remarks", &[]), 0);
    case.decide("ja");
    told(&case.report(), 0);
    let (page, text) = (case.read("verslag/verslag.html"), case.read("verslag/verslag.md"));
    for form in [&page, &text] {
        assert!(form.contains("Wat mensen zelf schreven") && form.contains("de kwaliteitsgroep"));
        assert!(form.contains("De roosters kwamen te laat.") && form.contains("=prima geregeld"));
        for gone in ["Sanne", "12345678", "Klem", "'=prima", "Op Weidezicht"] {
            assert!(!form.contains(gone), "{gone}");
        }
    }
    assert_eq!(case.read("verslag/resultaten.json"), before);
    let twice = case.read("verslag/verslag.html");
    told(&case.report(), 0);
    assert_eq!(case.read("verslag/verslag.html"), twice, "the same remarks in the same order");
}

#[test]
fn a_file_that_excel_saved_in_its_own_way_is_read() {
    let case = Case::new(true);
    told(&case.run("remarks", &[]), 0);
    case.decide("JA");
    let text = case.read(REVIEW).trim_start_matches('\u{feff}').replace("te laat", "v\u{e9}\u{e9}l te laat");
    let bytes: Vec<u8> = text.chars().map(|letter| u8::try_from(u32::from(letter)).unwrap_or(b'?')).collect();
    fs::write(case.path(REVIEW), bytes).unwrap();
    told(&case.report(), 0);
    assert!(case.read("verslag/verslag.md").contains("De roosters kwamen véél te laat."));
}

#[test]
fn a_line_that_is_not_as_it_should_be_stops_the_report_and_says_where() {
    let case = Case::new(true);
    told(&case.run("remarks", &[]), 0);
    case.decide("misschien");
    let words = told(&case.report(), 4);
    assert!(words.contains("remark-release") && words.contains(&format!("{REVIEW}:2")), "{words}");
    assert!(!case.path("verslag").exists() && !case.path("datadialoog.register.json").exists());
    case.decide("ja");
    let students = case.read("studenten.csv").replace("te laat", "veel te laat");
    fs::write(case.path("studenten.csv"), students).unwrap();
    let words = told(&case.report(), 5);
    assert!(words.contains("remark-changed") && !words.contains("roosters"), "{words}");
    let words = told(&case.run("remarks", &[]), 0);
    assert!(words.contains("weg zijn: 1"), "{words}");
}

#[test]
fn what_was_released_for_the_own_team_is_left_out_for_a_wider_circle_of_which_too_few_wrote() {
    let case = Case::new(true);
    told(&case.run("remarks", &[]), 0);
    case.decide("ja");
    told(&case.report(), 0);
    assert!(case.read("verslag/verslag.md").contains("De roosters kwamen te laat."));
    let output = case.run("report", &["--format", "html,md,json", "--readers", "partnership"]);
    let words = told(&output, 0);
    assert!(words.contains("[too-few-remarks]") && words.contains("minder dan 10 mensen"), "{words}");
    for form in ["html", "md"] {
        assert!(!case.read(&format!("verslag-partnerschap/verslag.{form}")).contains("roosters"));
    }
}

#[test]
fn a_school_that_somebody_put_back_is_refused_and_what_may_be_a_name_is_told_with_its_line() {
    let case = Case::new(true);
    told(&case.run("remarks", &[]), 0);
    case.decide("ja");
    let released = case.read(REVIEW);
    let line = |words: &str| 1 + released.lines().position(|line| line.contains(words)).unwrap();
    let (school, name) = (line("Op [groep] is geen plek"), line("[naam] gaf mij veel ruimte."));
    fs::write(case.path(REVIEW), released.replace("Op [groep] is", "Op Weidezicht is")).unwrap();
    let words = told(&case.report(), 4);
    assert!(words.contains(&format!("{REVIEW}:{school}")) && words.contains("remark-release"), "{words}");
    assert!(!words.contains("Weidezicht") && !case.path("verslag").exists(), "{words}");
    fs::write(case.path(REVIEW), released.replace("[naam] gaf mij", "Sanne gaf mij")).unwrap();
    let words = told(&case.report(), 0);
    assert!(words.contains(&format!("{REVIEW}:{name}")) && words.contains("een naam kan zijn"), "{words}");
    assert!(case.read("verslag/verslag.md").contains("Sanne gaf mij veel ruimte."));
}

#[test]
fn a_file_of_somebody_else_is_not_overwritten() {
    let case = Case::new(true);
    fs::write(case.path(REVIEW), "student;cijfer\nx;8\n").unwrap();
    assert!(told(&case.run("remarks", &[]), 4).contains("merk"));
    assert_eq!(case.read(REVIEW), "student;cijfer\nx;8\n");
}

#[test]
fn a_question_that_is_not_in_the_export_is_told() {
    let case = Case::new(true);
    let students = case.read("studenten.csv").replacen("Opm", "Opmerking", 1);
    fs::write(case.path("studenten.csv"), students).unwrap();
    let words = told(&case.run("remarks", &[]), 5);
    assert!(words.contains("column-missing") && words.contains("`Opmerking`"), "{words}");
}

#[test]
fn columns_of_open_answers_without_anybody_to_release_them_are_an_error() {
    let case = Case::new(false);
    let project = case.read("datadialoog.toml").replace("groups = { school = \"School\" }", COLUMNS);
    fs::write(case.path("datadialoog.toml"), project).unwrap();
    let words = told(&case.report(), 3);
    assert!(words.contains("released-by"), "{words}");
}

/// The students as Microsoft Forms exports them, with a number and a moment; five wrote in time, of whom one twice, and one
/// wrote before the field work began.
fn with_moments(leave_out: &str) -> Case {
    let case = Case::new(true);
    let rules = format!("role = \"student\"\nplatform = \"microsoft-forms\"\ndelimiter = \";\"\n{leave_out}");
    let project = case.read("datadialoog.toml").replacen("role = \"student\"\n", &rules, 1);
    fs::write(case.path("datadialoog.toml"), project).unwrap();
    let remarks =
        ["Te druk.", "Fijn team.", "Meer rust graag.", "Goede lessen.", "Nog eens dan.", "Een proefje."];
    let row = |at: usize, id: usize| {
        let day = if at == 5 { "2026-01-05" } else { "2026-02-10" };
        let remark = remarks.get(at).unwrap_or(&"");
        format!(
            "{id};{day} 10:00:00;{day} 10:08:00;Noord;{};\"{remark}\"\n",
            ["eens", "neutraal", "oneens"][at % 3]
        )
    };
    // Whoever wrote that there are good lessons answered once more.
    let rows: String = (0..24).map(|at| row(at, if at == 4 { 4 } else { at + 1 })).collect();
    let head = "ID;Start time;Completion time;School;Q1;Opm";
    fs::write(case.path("studenten.csv"), format!("{head}\n{rows}")).unwrap();
    case
}

#[test]
fn what_is_left_out_of_the_figures_writes_no_remark_either() {
    let all = with_moments("");
    told(&all.run("remarks", &[]), 0);
    let file = all.read(REVIEW);
    assert!(file.contains("Goede lessen.") && file.contains("Een proefje."), "left in, they count: {file}");
    let rules = "leave-out = [\"duplicate\", \"outside-dates\"]\nfrom = 2026-02-01\n";
    let words = told(&with_moments(rules).run("remarks", &[]), 6);
    assert!(words.contains("too-few-remarks"), "four writers are left of six: {words}");
    let dates = with_moments("leave-out = [\"outside-dates\"]\nfrom = 2026-02-01\n");
    told(&dates.run("remarks", &[]), 0);
    let file = dates.read(REVIEW);
    assert!(file.contains("Goede lessen.") && !file.contains("Een proefje."), "{file}");
    let twice = with_moments("leave-out = [\"duplicate\"]\n");
    told(&twice.run("remarks", &[]), 0);
    let file = twice.read(REVIEW);
    assert!(
        !file.contains("Goede lessen.") && file.contains("Nog eens dan."),
        "the last one is kept: {file}"
    );
}

#[test]
fn what_was_released_is_gone_again_once_it_is_left_out() {
    let case = with_moments("");
    told(&case.run("remarks", &[]), 0);
    case.decide("ja");
    told(&case.report(), 0);
    assert!(case.read("verslag/verslag.html").contains("Een proefje."));
    let project = case.read("datadialoog.toml");
    let rules = "delimiter = \";\"\nleave-out = [\"outside-dates\"]\nfrom = 2026-02-01\n";
    fs::write(case.path("datadialoog.toml"), project.replacen("delimiter = \";\"\n", rules, 1)).unwrap();
    let output = case.report();
    let shown = fs::read_to_string(case.path("verslag/verslag.html")).unwrap();
    assert!(!output.status.success() || !shown.contains("Een proefje."), "{}", words(&output));
}
