//! The same invented answers in every form in which LimeSurvey exports them: every form reads as the same.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use datadialoog::diagnostics::{Code, Diagnostic, Severity};
use datadialoog::domain::{Lang, PlatformName};
use datadialoog::ingest::{Hints, Limits};
use datadialoog::pipeline::{
    ColumnReport, Examined, FileReport, NoProgress, Order, Part, examine, inspect, scaffold,
};

const STATEMENTS: [&str; 4] = [
    "Mijn begeleider heeft genoeg tijd voor mij",
    "Ik krijg bruikbare feedback op mijn lessen",
    "Ik durf in de school vragen te stellen",
    "Wat ik op de opleiding leer, herken ik op school",
];

fn export(file: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exports")).join(file)
}

fn report(file: &str) -> FileReport {
    inspect(&export(file), &Hints::default(), &Limits::default())
        .unwrap_or_else(|faults| panic!("{file}: {faults:#?}"))
}

/// The report of an export that lies alone in a folder, with nothing that says what its codes mean.
fn alone(file: &str) -> FileReport {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("los.csv");
    std::fs::copy(export(file), &path).unwrap();
    inspect(&path, &Hints::default(), &Limits::default()).unwrap()
}

fn statement<'r>(report: &'r FileReport, statement: &str) -> &'r ColumnReport {
    let number = STATEMENTS.iter().position(|known| *known == statement).map_or(0, |place| place + 1);
    let code = format!("BEG[SQ00{number}]");
    let asks = |column: &&ColumnReport| column.heading.contains(statement) || column.name() == code;
    report.columns.iter().find(asks).unwrap_or_else(|| panic!("{}: {statement} is not there", report.name))
}

fn answers(column: &ColumnReport) -> BTreeMap<String, u64> {
    column.answers().into_iter().map(|(option, count)| (option.nl, count)).collect()
}

const FORMS: [&str; 11] = [
    "limesurvey/codes-en-antwoorden.csv",
    "limesurvey/results-survey123456.csv",
    "limesurvey/results-survey123456.xlsx",
    "limesurvey/volledige-tekst.csv",
    "limesurvey/volledige-tekst.xlsx",
    "limesurvey/code-en-tekst.csv",
    "limesurvey/em-survey-123456.csv",
    "limesurvey/verkort-survey-123456.csv",
    "limesurvey/liggend-streepje.csv",
    "limesurvey/oud/enquete.csv",
    "limesurvey/r/survey_123456_R_data_file.csv",
];

#[test]
fn every_form_of_an_export_holds_the_same_answers() {
    let expected = report("limesurvey/volledige-tekst.csv");
    for file in FORMS {
        let report = report(file);
        assert_eq!(report.platform, PlatformName::Limesurvey, "{file}");
        assert_eq!(report.rows, 30, "{file}");
        for text in STATEMENTS {
            let (found, expected) = (statement(&report, text), statement(&expected, text));
            let (mut found, mut expected) = (answers(found), answers(expected));
            assert!(found.len() > 4 && found.contains_key("weet niet"), "{file}: {found:?}");
            // A workbook and a text without quotes do not tell what was not asked from what was not answered.
            let gaps = |answers: &mut BTreeMap<String, u64>| {
                ["niet ingevuld", "niet gevraagd"]
                    .map(|gap| answers.remove(gap).unwrap_or(0))
                    .iter()
                    .sum::<u64>()
            };
            assert_eq!(gaps(&mut found), gaps(&mut expected), "{file}: {text}");
            assert_eq!(found, expected, "{file}: {text}");
        }
    }
}

#[test]
fn every_form_tells_completion_and_skips_what_tells_who_somebody_is() {
    for file in FORMS {
        let report = report(file);
        let used = |wanted: Part| report.columns.iter().filter(|column| column.part == wanted).count();
        assert_eq!(used(Part::Completion), 1, "{file}");
        assert_eq!(used(Part::Identifier), 1, "{file}");
        assert_eq!(used(Part::Started), 1, "{file}");
        assert_eq!(used(Part::Ended), 1, "{file}");
        if !file.contains("codes-en-antwoorden") {
            assert_eq!(used(Part::Personal), 1, "{file}: the question for an address");
        }
        let shown = format!("{report:?}");
        assert!(!shown.contains("example.org"), "{file}");
    }
}

#[test]
fn a_companion_is_used_aloud_and_stands_in_the_project_file() {
    let mut report = report("limesurvey/results-survey123456.csv");
    assert!(report.labels.as_ref().is_some_and(|labels| labels.ends_with("limesurvey_survey_123456.lss")));
    let note = report.notes.iter().find(|note| note.code == Code::LabelsUsed).expect("a note");
    assert!(note.headline.nl.contains("limesurvey_survey_123456.lss"), "{}", note.headline.nl);
    report.labels = Some("limesurvey_survey_123456.lss".to_owned());
    let project = scaffold(&[report], Lang::Nl);
    for part in [
        "labels = \"limesurvey_survey_123456.lss\"",
        "scale = \"eens-5\"",
        "= \"BEG[SQ001]\"",
        "\"Mijn begeleider heeft genoeg tijd voor mij\"",
    ] {
        assert!(project.contains(part), "{part} is not in\n{project}");
    }
}

/// A project of the coded export with these lines in its source.
fn examined(lines: &str) -> Result<Examined, Vec<Diagnostic>> {
    let folder = tempfile::tempdir().unwrap();
    for file in ["results-survey123456.csv", "limesurvey_survey_123456.lss"] {
        std::fs::copy(export(&format!("limesurvey/{file}")), folder.path().join(file)).unwrap();
    }
    let project = format!(
        "[partnership]\nname = \"n\"\npurpose = \"p\"\n[[round]]\nid = \"r\"\ndate = 2026-04-01\n\
         [[source]]\nround = \"r\"\nrole = \"student\"\nfiles = [\"results-survey123456.csv\"]\n{lines}\n\
         [[indicator]]\nid = \"beg\"\ntitle = \"Begeleiding\"\nitems = [{{ columns = {{ student = \"BEG[SQ001]\" }} }}]\n"
    );
    let path = folder.path().join("datadialoog.toml");
    std::fs::write(&path, project).unwrap();
    let order = Order::on("2026-05-01".parse().unwrap());
    examine(&path, &order, &NoProgress).map(|examined| examined.value)
}

#[test]
fn the_project_file_names_the_companion_and_nothing_is_used_that_it_does_not_name() {
    let results = examined("labels = \"limesurvey_survey_123456.lss\"").unwrap().results;
    let indicator = &results.rounds[0].indicators[0];
    assert_eq!(indicator.scale.as_ref().map(|scale| scale.id.as_str()), Some("eens-5"));
    let counts = indicator.slices[0].items[0].counts.clone().expect("a distribution");
    // Three of the thirty did not finish and are left out.
    assert_eq!(counts.iter().sum::<u64>(), 24);
    let codes = |lines: &str| {
        let faults = examined(lines).expect_err("not readable");
        faults
            .iter()
            .filter(|fault| fault.severity == Severity::Error)
            .map(|fault| fault.code)
            .collect::<Vec<_>>()
    };
    assert!(codes("labels = \"weg.lss\"").contains(&Code::FileMissing));
    assert!(codes("labels = \"results-survey123456.csv\"").contains(&Code::LabelsUnreadable));
    assert!(codes("labels = \"\"").contains(&Code::BadValue));
    assert!(!codes("").is_empty(), "codes alone are on no scale");
}

#[test]
fn codes_without_a_companion_are_told_with_what_to_do() {
    let report = alone("limesurvey/results-survey123456.csv");
    let note = report.notes.iter().find(|note| note.code == Code::CodesWithoutLabels).expect("a warning");
    assert!(note.headline.nl.contains("`BEG[SQ001]`"), "{}", note.headline.nl);
    let help = &note.help.as_ref().expect("help").nl;
    assert!(help.contains(".lss") && help.contains("codes = ["), "{help}");
    let project = scaffold(&[report], Lang::Nl);
    let held = project.lines().find(|line| line.contains("= \"BEG[SQ001]\"")).expect("the question");
    assert!(held.starts_with('#') && project.contains("(LimeSurvey: .lss)"), "{project}");
}

#[test]
fn a_companion_that_is_damaged_is_a_warning_of_inspect_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("enquete.csv");
    std::fs::copy(export("limesurvey/oud/enquete.csv"), &path).unwrap();
    let whole = std::fs::read(export("limesurvey/oud/enquete.lss")).unwrap();
    std::fs::write(folder.path().join("enquete.lss"), &whole[..whole.len() / 2]).unwrap();
    let report = inspect(&path, &Hints::default(), &Limits::default()).unwrap();
    let note = report.notes.iter().find(|note| note.code == Code::LabelsUnreadable).expect("a warning");
    assert_eq!(note.severity, Severity::Warning);
    assert_eq!(report.labels, None);
    assert!(
        report.columns.iter().any(|column| column.name() == "BEG[SQ001]" && column.heading == "BEG[SQ001]")
    );
}

#[test]
fn an_export_of_forms_is_read_without_what_tells_who_somebody_is() {
    let report = report("microsoft-forms/begeleiders.xlsx");
    assert_eq!((report.platform, report.rows), (PlatformName::MicrosoftForms, 30));
    for text in STATEMENTS {
        assert_eq!(answers(statement(&report, text)).values().sum::<u64>(), 30, "{text}");
    }
    assert!(!format!("{report:?}").contains("example.org"));
    let quiz = self::report("microsoft-forms/toets.csv");
    let own =
        [Part::Personal, Part::Administrative, Part::Identifier, Part::Started, Part::Ended, Part::Duration];
    let asked = quiz.columns.iter().filter(|column| !own.contains(&column.part));
    assert_eq!(asked.map(ColumnReport::name).collect::<Vec<_>>(), ["Wat is een leervraag?"]);
}

#[test]
fn broken_accents_are_noticed_with_the_way_to_mend_them() {
    let report = report("microsoft-forms/verminkt.csv");
    let note = report.notes.iter().find(|note| note.code == Code::BrokenAccents).expect("a warning");
    assert!(note.headline.nl.contains("`Coördinatie`"), "{}", note.headline.nl);
    assert!(note.help.as_ref().is_some_and(|help| help.nl.contains("Exporteer opnieuw")));
    assert!(
        !self::report("microsoft-forms/toets.csv").notes.iter().any(|note| note.code == Code::BrokenAccents)
    );
}
