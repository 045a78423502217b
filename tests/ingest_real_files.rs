//! Exports and workbooks that other people made, read where they happen to be at hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use datadialoog::diagnostics::{Checked, Code, Diagnostic};
use datadialoog::domain::{Cell, Missing, PlatformName};
use datadialoog::ingest::{ColumnUse, Hints, Limits, Table, TableKind, open};

/// The path of a real file; `None`, with a word about it, where the folder is absent.
fn real(file: &str) -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")).join(file);
    if path.exists() {
        Some(path)
    } else {
        println!("skipped: {} is not here", path.display());
        None
    }
}

fn opened(path: &Path) -> Result<Checked<Table>, Vec<Diagnostic>> {
    opened_with(path, &Hints::default())
}

fn opened_with(path: &Path, hints: &Hints) -> Result<Checked<Table>, Vec<Diagnostic>> {
    let name = path.file_name().expect("a name").to_string_lossy();
    open(path, &name, hints, &Limits::default())
}

fn table(path: &Path) -> Table {
    opened(path).unwrap_or_else(|faults| panic!("{}: {faults:#?}", path.display())).value
}

/// The rows of some columns.
fn cells(table: &Table, wanted: &[usize]) -> Result<Vec<Vec<Cell>>, Vec<Diagnostic>> {
    let mut rows = Vec::new();
    for batch in table.batches(wanted)? {
        let batch = batch?;
        for row in 0..batch.len() {
            let cell =
                |column: &datadialoog::domain::Column| column.distinct[column.rows[row] as usize].clone();
            rows.push(batch.columns.iter().map(cell).collect());
        }
    }
    Ok(rows)
}

fn all(table: &Table) -> Vec<usize> {
    let readable = |column: &usize| table.headings[*column].column_use != ColumnUse::Personal;
    (0..table.headings.len()).filter(readable).collect()
}

fn codes(faults: &[Diagnostic]) -> Vec<Code> {
    faults.iter().map(|fault| fault.code).collect()
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Absent | Cell::Blank => String::new(),
        Cell::Text(text) | Cell::Date(text) | Cell::Error(text) | Cell::Missing(text) => text.clone(),
        Cell::Number(number) => number.to_string(),
    }
}

#[test]
fn qualtrics_exports_with_three_heading_rows_and_with_two_are_read_below_them() {
    let Some(path) = real("qualtrics/sample.csv") else { return };
    let three = table(&path);
    assert_eq!((three.platform, three.header_row), (PlatformName::Qualtrics, 1));
    assert!(three.platform_reason.en.contains("three heading rows"), "{}", three.platform_reason.en);
    assert_eq!(three.find("This is a multiple choice question."), three.find("Q1"));
    assert_eq!(three.completion(), three.find("Finished"));
    let personal = |table: &Table| {
        let told = table.headings.iter().filter(|heading| heading.column_use == ColumnUse::Personal);
        told.filter_map(|heading| heading.code.clone()).collect::<Vec<_>>()
    };
    let expected = [
        "IPAddress",
        "RecipientLastName",
        "RecipientFirstName",
        "RecipientEmail",
        "ExternalReference",
        "LocationLatitude",
        "LocationLongitude",
    ];
    assert_eq!(personal(&three), expected);
    let answer = three.find("Q1").expect("the question");
    assert_eq!(cells(&three, &[answer]).expect("rows").len(), 1, "heading rows are no respondents");
    let Some(path) = real("qualtrics/sample_legacy.csv") else { return };
    let two = table(&path);
    assert_eq!((two.platform, two.header_row), (PlatformName::Qualtrics, 1));
    assert_eq!(
        personal(&two),
        ["V3", "V4", "V5", "V6", "LocationLatitude", "LocationLongitude", "LocationAccuracy"]
    );
    assert_eq!(two.completion(), two.find("V10"));
    assert_eq!(two.used_as(ColumnUse::Identifier), two.find("V1"));
    assert_eq!(cells(&two, &[two.find("Q1").expect("the question")]).expect("rows").len(), 1);
}

#[test]
fn csv_spectrum_is_read_as_its_authors_expect() {
    let Some(folder) = real("csv/csv-spectrum/csvs") else { return };
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_string_lossy().into_owned();
        let expected = std::fs::read(folder.join(format!("../json/{stem}.json"))).unwrap();
        let expected = String::from_utf8_lossy(&expected);
        let expected: Vec<BTreeMap<String, String>> = serde_json::from_str(&expected)
            .or_else(|_| serde_json::from_str(&expected).map(|one| vec![one]))
            .unwrap();
        let table = table(&path);
        let wanted: Vec<usize> = all(&table);
        let found: Vec<BTreeMap<String, String>> = cells(&table, &wanted)
            .unwrap_or_else(|faults| panic!("{stem}: {faults:#?}"))
            .iter()
            .map(|row| {
                let named = wanted.iter().map(|&column| table.headings[column].text.clone());
                named.zip(row.iter().map(shown)).collect()
            })
            .collect();
        assert_eq!(found.len(), expected.len(), "{stem}");
        if stem == "location_coordinates" {
            // Its JSON tells of another telephone number than its CSV.
            continue;
        }
        for (found, expected) in found.iter().zip(&expected) {
            for (heading, value) in found {
                let value = value.replace("\r\n", "\n");
                assert_eq!(
                    Some(&value),
                    expected.get(heading).map(|text| text.replace("\r\n", "\n")).as_ref(),
                    "{stem}"
                );
            }
        }
    }
}

#[test]
fn csvkits_awkward_files_are_read_or_refused_with_the_reason() {
    let Some(folder) = real("csv/csvkit") else { return };
    let outcome = |file: &str| {
        opened(&folder.join(file)).and_then(|checked| cells(&checked.value, &all(&checked.value)))
    };
    for (file, rows) in [
        ("test_utf16_big.csv", 2),
        ("test_utf16_little.csv", 2),
        ("test_utf8_bom.csv", 2),
        ("test_latin1.csv", 2),
        ("mac_newlines.csv", 2),
        ("null_byte.csv", 1),
        ("sniff_limit.csv", 1),
        ("test_locale.csv", 1),
        ("test_header_newline.csv", 1),
        ("test_skip_lines.csv", 1),
        ("test_no_leading_zeroes.csv", 1),
        ("optional_quote_characters.csv", 1),
        ("date_like_number.csv", 1),
        ("blanks.csv", 1),
        ("FY09_EDU_Recipients_by_State.csv", 52),
        ("test_empty_columns.csv", 2),
        ("dummy.xls", 1),
    ] {
        let found = outcome(file).unwrap_or_else(|faults| panic!("{file}: {faults:#?}"));
        assert_eq!(found.len(), rows, "{file}");
    }
    for (file, code) in [
        ("bad.csv", Code::RaggedRow),
        ("test_extra_header.csv", Code::RaggedRow),
        ("empty.csv", Code::EmptyFile),
        ("test_empty_columns_long_row.csv", Code::NoRows),
        ("test_empty_columns_short_row.csv", Code::NoRows),
    ] {
        assert_eq!(codes(&outcome(file).unwrap_err())[0], code, "{file}");
    }
    let text = |file: &str| shown(outcome(file).unwrap().last().unwrap().last().unwrap());
    assert_eq!(text("test_latin1.csv"), "©");
    assert_eq!(text("test_utf16_big.csv"), "ʤ");
    assert_eq!(text("test_utf16_little.csv"), "ʤ");
}

#[test]
fn real_limesurvey_exports_are_recognised_with_their_completion_and_timings() {
    for (file, columns, responses) in [("survey_100001", 646, 3), ("survey_998192", 71, 7)] {
        let Some(path) = real(&format!("limesurvey/limonaid/{file}_R_data_file.csv")) else { return };
        let table = table(&path);
        assert_eq!(table.platform, PlatformName::Limesurvey);
        assert_eq!(table.headings.len(), columns);
        assert_eq!(table.completion(), Some(1));
        assert_eq!(table.absent_means(), Missing::NotAsked);
        assert!(table.headings.iter().any(|heading| heading.column_use == ColumnUse::Timing));
        let last = table.headings.last().unwrap();
        assert_eq!(last.column_use, ColumnUse::Timing);
        assert_eq!(cells(&table, &[0, 1]).unwrap().len(), responses);
    }
}

#[test]
fn a_hand_trimmed_limesurvey_export_is_a_plain_table_in_each_of_its_formats() {
    let Some(path) = real("limesurvey/fr/results-survey4914.tsv") else { return };
    let tsv = table(&path);
    assert_eq!(tsv.platform, PlatformName::Table);
    assert_eq!(cells(&tsv, &all(&tsv)).unwrap().len(), 348);
    for format in ["xlsx", "xls", "ods"] {
        let table = table(&path.with_extension(format));
        assert_eq!(table.headings.len(), 22, "{format}");
        assert_eq!(cells(&table, &all(&table)).unwrap().len(), 348, "{format}");
        let transport = "Quel moyen de transport avez-vous utilisé pour vous rendre sur place?";
        assert_eq!(table.find(transport), Some(13), "{format}: the no-break space in the heading");
        assert!(matches!(&table.kind, TableKind::Workbook { format: found, .. } if *found == format));
    }
}

#[test]
fn a_real_microsoft_forms_export_is_recognised_in_each_of_its_formats() {
    let mut answers = Vec::new();
    for format in ["xlsx", "xls", "ods"] {
        let Some(path) = real(&format!("msforms/uso_R_UMAI.{format}")) else { return };
        let checked = opened(&path).unwrap();
        let table = checked.value;
        assert_eq!(table.platform, PlatformName::MicrosoftForms, "{format}");
        assert_eq!(table.headings.len(), 35);
        use ColumnUse::{Administrative, Ended, Identifier, Personal, Started};
        let uses: Vec<_> = table.headings.iter().take(6).map(|heading| heading.column_use).collect();
        assert_eq!(uses, [Identifier, Started, Ended, Personal, Personal, Administrative]);
        assert!(codes(&checked.notes).contains(&Code::PersonalColumn));
        let moment = &cells(&table, &[1]).unwrap()[0][0];
        assert!(matches!(moment, Cell::Date(date) if date.starts_with("2025-04-1")), "{format}: {moment:?}");
        let wanted: Vec<usize> = (6..35).collect();
        answers.push(cells(&table, &wanted).unwrap());
    }
    assert!(answers.iter().all(|rows| rows.len() == 18));
    for other in &answers[1..] {
        for (a, b) in answers[0].iter().flatten().zip(other.iter().flatten()) {
            assert_eq!(shown(a).trim(), shown(b).trim());
        }
    }
}

#[test]
fn real_tables_of_answers_are_read_whole() {
    for (file, rows, columns) in [
        ("likert/mass.csv", 20, 15),
        ("likert/bfi.csv", 2_800, 29),
        ("likert/gap.csv", 68, 11),
        ("likert/sasr.csv", 860, 63),
        ("likert/turkiye-student-evaluation_generic.csv", 5_820, 33),
        ("likert/turkiye-student-evaluation_generic.xlsx", 5_820, 33),
    ] {
        let Some(path) = real(file) else { return };
        let table = table(&path);
        let read = cells(&table, &all(&table)).unwrap_or_else(|faults| panic!("{file}: {faults:#?}"));
        assert_eq!((read.len(), table.headings.len()), (rows, columns), "{file}");
    }
}

#[test]
fn workbooks_made_to_break_readers_end_in_a_message() {
    let Some(folder) = real("workbooks/calamine") else { return };
    let outcome = |file: &str| {
        opened(&folder.join(file))
            .and_then(|checked| cells(&checked.value, &all(&checked.value)).map(|rows| rows.len()))
    };
    let code = |file: &str| codes(&outcome(file).expect_err(file))[0];
    for file in ["pass_protected.xlsx", "pass_protected.xlsb", "pass_protected.ods"] {
        assert_eq!(code(file), Code::WorkbookProtected, "{file}");
    }
    assert_eq!(code("too_small.xls"), Code::NoRows, "a line of text, whatever its name says");
    assert_eq!(code("empty_sheet.xlsx"), Code::EmptyFile);
    assert_eq!(code("issue_594_dos.ods"), Code::TooLarge);
    for file in ["OOM_alloc.xls", "malformed_format.xls"] {
        assert_eq!(code(file), Code::BlankHeading, "{file}: a report laid out for the eye");
    }
    assert_eq!(outcome("strict_iso_paths.xlsx").unwrap(), 75);
    for format in ["xlsx", "xlsb", "xls", "ods"] {
        let checked = opened(&folder.join(format!("any_sheets.{format}"))).unwrap();
        assert!(codes(&checked.notes).contains(&Code::HiddenSheet), "{format}");
        let TableKind::Workbook { sheet, .. } = checked.value.kind else { panic!("no workbook") };
        assert_eq!(sheet, "Visible", "{format}");
    }
}

#[test]
fn the_calendar_that_starts_in_1904_is_read_by_its_own_count() {
    let Some(folder) = real("workbooks/calamine") else { return };
    let hints = Hints { header_row: Some(1), ..Hints::default() };
    for (file, second) in [("date_1904.xlsx", "2021-01-02"), ("date.ods", "2021-01-01T10:10:10")] {
        let table = opened_with(&folder.join(file), &hints).unwrap().value;
        assert_eq!(cells(&table, &[0]).unwrap()[0][0], Cell::Date(second.to_owned()), "{file}");
    }
}
