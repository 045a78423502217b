//! One realistic export of every survey tool, as that tool writes it; `tests/exports/make.py` makes them.

use std::path::{Path, PathBuf};

use datadialoog::coding::ColumnContent;
use datadialoog::diagnostics::Code;
use datadialoog::domain::PlatformName;
use datadialoog::ingest::{ColumnUse, Hints, Limits, Table, open};
use datadialoog::pipeline::{ColumnReport, FileReport, inspect, scaffold};

fn path(file: &str) -> PathBuf {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/exports")).join(file)
}

fn table(file: &str) -> Table {
    let opened = open(&path(file), file, &Hints::default(), &Limits::default());
    opened.unwrap_or_else(|faults| panic!("{file}: {faults:#?}")).value
}

fn report(file: &str) -> FileReport {
    let report = inspect(&path(file), &Hints::default(), &Limits::default());
    report.unwrap_or_else(|faults| panic!("{file}: {faults:#?}"))
}

/// Every export: its platform, how many respondents, and the names of its six statements.
const EXPORTS: [(&str, PlatformName, u64, [&str; 6]); 9] = [
    (
        "limesurvey/antwoorden.csv",
        PlatformName::Limesurvey,
        30,
        ["BEG[SQ001]", "BEG[SQ002]", "BEG[SQ003]", "BEG[SQ004]", "BEG[SQ005]", "BEG[SQ006]"],
    ),
    ("microsoft-forms/antwoorden.csv", PlatformName::MicrosoftForms, 30, STATEMENTS),
    ("qualtrics/teksten.csv", PlatformName::Qualtrics, 34, ["Q3_1", "Q3_2", "Q3_3", "Q3_4", "Q3_5", "Q3_6"]),
    ("qualtrics/codes.csv", PlatformName::Qualtrics, 34, ["Q3_1", "Q3_2", "Q3_3", "Q3_4", "Q3_5", "Q3_6"]),
    (
        "google-forms/antwoorden.csv",
        PlatformName::GoogleForms,
        30,
        [
            "Begeleiding op de werkplek [Ik krijg genoeg tijd voor de begeleiding]",
            "Begeleiding op de werkplek [De afspraken over de begeleiding zijn duidelijk]",
            "Begeleiding op de werkplek [We bespreken lessen aan de hand van een vraag]",
            "Begeleiding op de werkplek [School en opleiding werken goed samen]",
            "Begeleiding op de werkplek [Ik kan ergens terecht als het niet loopt]",
            "Begeleiding op de werkplek [Ik leer van wat collega’s laten zien]",
        ],
    ),
    (
        "surveymonkey/antwoorden.csv",
        PlatformName::Surveymonkey,
        30,
        [
            "Begeleiding op de werkplek, in hoeverre bent u het eens? [Ik krijg genoeg tijd voor de begeleiding]",
            "Begeleiding op de werkplek, in hoeverre bent u het eens? [De afspraken over de begeleiding zijn duidelijk]",
            "Begeleiding op de werkplek, in hoeverre bent u het eens? [We bespreken lessen aan de hand van een vraag]",
            "Begeleiding op de werkplek, in hoeverre bent u het eens? [School en opleiding werken goed samen]",
            "Begeleiding op de werkplek, in hoeverre bent u het eens? [Ik kan ergens terecht als het niet loopt]",
            "Begeleiding op de werkplek, in hoeverre bent u het eens? [Ik leer van wat collega’s laten zien]",
        ],
    ),
    ("questback/antwoorden.csv", PlatformName::Questback, 30, ["3", "4", "5", "6", "7", "8"]),
    ("questback/antwoorden.xlsx", PlatformName::Questback, 30, ["3", "4", "5", "6", "7", "8"]),
    (
        "tabel/codes.csv",
        PlatformName::Table,
        30,
        ["stage_01", "stage_02", "stage_03", "stage_04", "stage_05", "stage_06"],
    ),
];
const STATEMENTS: [&str; 6] = [
    "Ik krijg genoeg tijd voor de begeleiding",
    "De afspraken over de begeleiding zijn duidelijk",
    "We bespreken lessen aan de hand van een vraag",
    "School en opleiding werken goed samen",
    "Ik kan ergens terecht als het niet loopt",
    "Ik leer van wat collega’s laten zien",
];

#[test]
fn every_tool_is_recognised_and_its_statements_are_found_and_read() {
    for (file, platform, rows, statements) in EXPORTS {
        let report = report(file);
        assert_eq!((report.platform, report.rows), (platform, rows), "{file}");
        let table = table(file);
        for (number, statement) in statements.into_iter().enumerate() {
            let column = table.find(statement).unwrap_or_else(|| panic!("{file} has no {statement}"));
            let seen = &report.columns[column];
            assert_eq!(table.headings[column].column_use, ColumnUse::Answer, "{file} {statement}");
            assert!(
                seen.heading.contains(STATEMENTS[number]) || seen.name() == statement,
                "{file} {statement}"
            );
            let coded = matches!(file, "qualtrics/codes.csv" | "tabel/codes.csv");
            let described = seen.described.as_ref().expect("it is read");
            match &described.content {
                ColumnContent::Scale { scale, .. } if !coded => {
                    assert_eq!(scale.as_str(), "eens-5", "{file} {statement}");
                    let missing = described.missing;
                    assert!(missing.iter().sum::<u64>() > 0, "{file} {statement}: somebody does not know");
                }
                ColumnContent::Codes { min, max, .. } if coded => {
                    assert!(*min >= 1.0 && *max <= 6.0, "{file} {statement}");
                }
                other => panic!("{file} {statement}: {other:?}"),
            }
        }
    }
}

#[test]
fn nothing_of_a_person_is_read_or_said() {
    let of_people = ["verzonnen", "bedacht", "fictief", "nergens.", "@", "192.0.2.", "5.8528"];
    for (file, ..) in EXPORTS {
        let report = report(file);
        let text = format!("{report:?}").to_lowercase();
        let scaffold = scaffold(&[report], datadialoog::domain::Lang::Nl).to_lowercase();
        for word in of_people {
            assert!(!text.contains(word), "{file}: {word} in the report");
            assert!(!scaffold.contains(word), "{file}: {word} in the project file");
        }
        let table = table(file);
        for (column, heading) in table.headings.iter().enumerate() {
            if heading.column_use == ColumnUse::Personal {
                assert!(table.batches(&[column]).is_err(), "{file} {}", heading.text);
            }
        }
    }
}

#[test]
fn the_columns_of_the_tool_itself_are_told_apart() {
    use ColumnUse::{Completion, Duration, Ended, Identifier, Started, Status};
    for (file, expected) in [
        ("limesurvey/antwoorden.csv", &[Identifier, Completion, Started, Ended, Duration][..]),
        ("microsoft-forms/antwoorden.csv", &[Identifier, Started, Ended]),
        ("qualtrics/teksten.csv", &[Started, Ended, Status, Duration, Completion, Identifier]),
        ("google-forms/antwoorden.csv", &[Ended]),
        ("surveymonkey/antwoorden.csv", &[Identifier, Started, Ended]),
        ("questback/antwoorden.xlsx", &[Identifier]),
        ("tabel/codes.csv", &[]),
    ] {
        let table = table(file);
        let own = [Identifier, Status, Started, Ended, Duration, Completion];
        let found: Vec<ColumnUse> = table.headings.iter().map(|heading| heading.column_use).collect();
        let found: Vec<ColumnUse> = found.into_iter().filter(|column_use| own.contains(column_use)).collect();
        assert_eq!(found, expected, "{file}");
    }
}

#[test]
fn several_choices_in_a_cell_are_no_question_on_a_scale() {
    for (file, column) in [
        ("microsoft-forms/antwoorden.csv", "Welke hulp kreeg je?"),
        ("google-forms/antwoorden.csv", "Welke hulp kreeg u?"),
        ("qualtrics/teksten.csv", "Q4"),
    ] {
        let column = table(file).find(column).expect("the question");
        let report = report(file);
        let content = report.columns[column].content();
        assert_eq!(content, Some(&ColumnContent::MultipleChoice { options: 4 }), "{file}");
    }
}

#[test]
fn a_code_that_says_there_is_no_answer_is_noticed() {
    let qualtrics = report("qualtrics/codes.csv");
    let far: Vec<&str> = qualtrics
        .notes
        .iter()
        .filter(|note| note.code == Code::FarCode)
        .map(|note| note.headline.nl.as_str())
        .collect();
    assert_eq!(far.len(), 1, "{far:?}");
    assert!(far[0].starts_with("-99 ligt ver van de andere codes in `Q3_1`"), "{far:?}");
    let table = report("tabel/codes.csv");
    let far = table.notes.iter().filter(|note| note.code == Code::FarCode).count();
    assert_eq!(far, 2, "9 and 99");
    let strays =
        |column: &ColumnReport| column.strays.iter().map(|(text, _)| text.clone()).collect::<Vec<_>>();
    let column = table.columns.iter().find(|column| column.name() == "cijfer").expect("a mark");
    assert!(strays(column).is_empty(), "a 9 is a mark among marks");
}

#[test]
fn a_tool_that_is_named_and_is_not_this_one_is_refused() {
    let platforms = [
        PlatformName::Limesurvey,
        PlatformName::MicrosoftForms,
        PlatformName::Qualtrics,
        PlatformName::GoogleForms,
        PlatformName::Surveymonkey,
        PlatformName::Questback,
    ];
    for (file, platform, ..) in EXPORTS {
        for named in platforms {
            let hints = Hints { platform: Some(named), ..Hints::default() };
            let opened = open(&path(file), file, &hints, &Limits::default());
            if named == platform {
                assert!(opened.is_ok(), "{file}");
            } else {
                let faults = opened.expect_err(file);
                assert_eq!(faults[0].code, Code::PlatformMismatch, "{file} as {}", named.key());
            }
        }
    }
}

#[test]
fn of_a_questback_workbook_the_sheet_with_the_answers_is_read_and_that_is_said() {
    let report = report("questback/antwoorden.xlsx");
    let note = report.notes.iter().find(|note| note.code == Code::SheetFound).expect("a note");
    assert!(note.headline.nl.contains("`Data`") && note.headline.nl.contains("`Vraaggroepen` en `Info`"));
}
