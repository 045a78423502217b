//! Workbooks that other people made, held against what other programs found in them; read where they happen to be at
//! hand.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use datadialoog::diagnostics::{Code, Diagnostic};
use datadialoog::domain::Cell;
use datadialoog::ingest::{Hints, Limits, Table, open};
use serde_json::Value;

/// The folder of real files; `None`, with a word about it, where it is absent.
fn folder() -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data"));
    if path.is_dir() {
        return Some(path.to_owned());
    }
    println!("skipped: {} is not here", path.display());
    None
}

fn reference(folder: &Path, name: &str) -> Value {
    let text = std::fs::read(folder.join("reference").join(name)).expect("a reference");
    serde_json::from_slice(&text).expect("JSON")
}

fn opened(path: &Path, hints: &Hints) -> Result<Table, Vec<Diagnostic>> {
    open(path, &path.file_name().unwrap_or_default().to_string_lossy(), hints, &Limits::default())
        .map(|checked| checked.value)
}

/// Every column that may be read, by its number.
fn columns(table: &Table) -> BTreeMap<usize, Vec<Cell>> {
    let readable: Vec<usize> = (0..table.headings.len()).filter(|&at| table.can_be_read(at)).collect();
    let mut columns: BTreeMap<usize, Vec<Cell>> = BTreeMap::new();
    for batch in table.batches(&readable).expect("readable columns") {
        let batch = batch.expect("sound rows");
        for (&at, read) in readable.iter().zip(&batch.columns) {
            let cells = read.rows.iter().map(|&row| read.distinct[row as usize].clone());
            columns.entry(at).or_default().extend(cells);
        }
    }
    columns
}

/// How often each code of a reference stands in a column, by what the reference says the codes are.
fn counts(cells: &[Cell], codes: &BTreeMap<String, String>) -> BTreeMap<String, u64> {
    let mut counts = BTreeMap::new();
    for cell in cells {
        let written = match cell {
            Cell::Text(text) => text.trim().to_owned(),
            Cell::Number(number) => number.to_string(),
            _ => continue,
        };
        let code = if codes.is_empty() { Some(&written) } else { codes.get(&written) };
        if let Some(code) = code {
            *counts.entry(code.clone()).or_default() += 1;
        }
    }
    counts
}

fn expected_counts(item: &Value) -> BTreeMap<String, u64> {
    let counts = item["counts"].as_object().expect("counts");
    counts
        .iter()
        .map(|(code, count)| (code.clone(), count.as_u64().unwrap_or_default()))
        .filter(|(_, n)| *n > 0)
        .collect()
}

fn codes(texts: &Value) -> BTreeMap<String, String> {
    texts
        .as_object()
        .into_iter()
        .flatten()
        .map(|(text, code)| (text.trim().to_owned(), code.to_string()))
        .collect()
}

#[test]
fn the_answers_of_the_french_survey_are_counted_as_elsewhere_in_each_format() {
    let Some(folder) = folder() else { return };
    let reference = reference(&folder, "limesurvey_fr.json");
    for format in ["xlsx", "xls", "ods"] {
        let path = folder.join("limesurvey/fr/results-survey4914").with_extension(format);
        let table = opened(&path, &Hints::default()).expect("a table");
        let columns = columns(&table);
        for (item, answers) in reference["answer_codes"].as_object().expect("items") {
            let (codes, expected) = (codes(answers), expected_counts(&reference["items"][item]));
            let found = columns.values().any(|cells| counts(cells, &codes) == expected);
            assert!(found, "{format}: no column with the answers of `{item}`");
        }
    }
}

#[test]
fn the_answers_of_the_course_evaluations_are_counted_as_elsewhere() {
    let Some(folder) = folder() else { return };
    let reference = reference(&folder, "turkiye.json");
    let path = folder.join("likert/turkiye-student-evaluation_generic.xlsx");
    let table = opened(&path, &Hints::default()).expect("a table");
    let columns: Vec<_> = columns(&table).values().map(|cells| counts(cells, &BTreeMap::new())).collect();
    for (item, figures) in reference["items"].as_object().expect("items") {
        assert!(columns.contains(&expected_counts(figures)), "no column counts as `{item}`");
    }
}

#[test]
fn the_answers_of_the_spanish_form_are_counted_as_elsewhere_in_each_format() {
    let Some(folder) = folder() else { return };
    let reference = reference(&folder, "msforms_es.json");
    let codes = codes(&reference["answer_codes"]);
    for format in ["xlsx", "xls", "ods"] {
        let path = folder.join("msforms/uso_R_UMAI").with_extension(format);
        let table = opened(&path, &Hints::default()).expect("a table");
        let columns = columns(&table);
        for (item, text) in reference["item_texts"].as_object().expect("items") {
            let text = text.as_str().unwrap_or_default();
            let at = table.find(text).unwrap_or_else(|| panic!("{format}: `{item}` is not there"));
            assert_eq!(
                counts(&columns[&at], &codes),
                expected_counts(&reference["items"][item]),
                "{format}: {item}"
            );
        }
    }
}

#[test]
fn every_workbook_made_to_break_readers_is_read_or_refused_as_it_should_be() {
    let Some(folder) = folder() else { return };
    let folder = folder.join("workbooks/calamine");
    let outcome = |file: &str| -> Result<usize, Code> {
        let first = |faults: Vec<Diagnostic>| faults[0].code;
        let table = opened(&folder.join(file), &Hints::default()).map_err(first)?;
        let readable: Vec<usize> = (0..table.headings.len()).filter(|&at| table.can_be_read(at)).collect();
        let mut rows = 0;
        for batch in table.batches(&readable).map_err(first)? {
            rows += batch.map_err(first)?.len();
        }
        Ok(rows)
    };
    let mut wrong = Vec::new();
    for (file, expected) in [
        ("OOM_alloc.xls", Err(Code::BlankHeading)),
        ("any_sheets.ods", Ok(3)),
        ("any_sheets.xls", Ok(3)),
        ("any_sheets.xlsb", Ok(3)),
        ("any_sheets.xlsx", Ok(3)),
        ("date.ods", Ok(3)),
        ("date_1904.xlsx", Ok(2)),
        ("empty_sheet.xlsx", Err(Code::EmptyFile)),
        ("encoded_entities.xlsx", Ok(1)),
        ("errors.xlsx", Err(Code::BlankHeading)),
        ("has_x000D_.xlsx", Err(Code::NoRows)),
        ("header-row.xlsx", Ok(1)),
        ("issue_594_dos.ods", Err(Code::TooLarge)),
        ("malformed_format.xls", Err(Code::BlankHeading)),
        ("merged_range.xlsx", Err(Code::SheetUnclear)),
        ("pass_protected.ods", Err(Code::WorkbookProtected)),
        ("pass_protected.xlsb", Err(Code::WorkbookProtected)),
        ("pass_protected.xlsx", Err(Code::WorkbookProtected)),
        ("special_cells.ods", Ok(4)),
        ("strict_iso_paths.xlsx", Ok(75)),
        ("too_small.xls", Err(Code::NoRows)),
        ("with-annotation.ods", Err(Code::NoRows)),
        ("../../csv/csvkit/test_skip_lines.xlsx", Ok(5)),
        ("../../csv/csvkit/dummy.xls", Ok(1)),
    ] {
        let found = outcome(file);
        if found != expected {
            wrong.push(format!("{file}: {found:?} and not {expected:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
