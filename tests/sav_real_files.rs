//! SPSS files that other people made, against what pyreadstat says of them, where they are at hand.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use datadialoog::diagnostics::{Checked, Code, Diagnostic};
use datadialoog::domain::Cell;
use datadialoog::ingest::{Hints, Limits, Table, TableKind, open};
use serde_json::Value;

fn real(file: &str) -> Option<PathBuf> {
    let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")).join(file);
    if path.exists() {
        Some(path)
    } else {
        println!("skipped: {} is not here", path.display());
        None
    }
}

fn reference(name: &str) -> Option<Value> {
    let text =
        std::fs::read_to_string(real(&format!("reference/{name}.json"))?).expect("a readable reference");
    Some(serde_json::from_str(&text).expect("JSON"))
}

fn opened(path: &Path) -> Result<Checked<Table>, Vec<Diagnostic>> {
    open(path, &path.file_name().expect("a name").to_string_lossy(), &Hints::default(), &Limits::default())
}

/// Per column its cells, as their labels read them or as they stand.
fn columns(table: &Table, labelled: bool) -> Vec<Vec<Cell>> {
    let mut table = table.clone();
    if !labelled {
        table.labels.clear();
    }
    let wanted: Vec<usize> = (0..table.headings.len()).collect();
    let mut columns = vec![Vec::new(); wanted.len()];
    for batch in table.batches(&wanted).expect("columns") {
        let batch = batch.unwrap_or_else(|faults| panic!("{faults:#?}"));
        for (cells, column) in columns.iter_mut().zip(&batch.columns) {
            cells.extend(column.rows.iter().map(|&row| column.distinct[row as usize].clone()));
        }
    }
    columns
}

fn tables(metadata: &Value) -> Vec<(String, Table, Value)> {
    let mut found = Vec::new();
    for (file, expected) in metadata["files"].as_object().expect("files") {
        if file.ends_with(".por") {
            continue;
        }
        let Some(path) = real(file) else { continue };
        let table = opened(&path).unwrap_or_else(|faults| panic!("{file}: {faults:#?}")).value;
        found.push((file.clone(), table, expected.clone()));
    }
    found
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Absent | Cell::Blank => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) | Cell::Date(text) | Cell::Error(text) | Cell::Missing(text) => {
            text.replace('T', " ")
        }
    }
}

/// A value of the reference as a cell is shown.
fn told(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Number(number) => number.as_f64().expect("a number").to_string(),
        Value::String(text) => text.trim_end_matches(" 00:00:00").replace('T', " "),
        other => panic!("{other}"),
    }
}

#[test]
fn names_labels_encodings_and_row_counts_are_those_of_pyreadstat() {
    let Some(metadata) = reference("sav_metadata") else { return };
    for (file, table, expected) in tables(&metadata) {
        let names: Vec<_> = table.headings.iter().map(|heading| heading.code.as_deref()).collect();
        let expected_names: Vec<_> =
            expected["names"].as_array().expect("names").iter().map(Value::as_str).collect();
        assert_eq!(names, expected_names, "{file}");
        for heading in &table.headings {
            let name = heading.code.as_deref().expect("a name");
            let label = expected["labels"][name].as_str().unwrap_or(name);
            let words: Vec<_> = label.split_whitespace().collect();
            assert_eq!(heading.text, words.join(" "), "{file}");
        }
        let TableKind::Sav { encoding, .. } = table.kind else { panic!("{file}: no SPSS file") };
        let named = expected["encoding"].as_str().expect("an encoding");
        assert!(encoding.eq_ignore_ascii_case(named), "{file}: {encoding}");
        let rows = columns(&table, true).first().map_or(0, Vec::len);
        assert_eq!(Some(rows as u64), expected["rows"].as_u64(), "{file}");
    }
}

#[test]
fn value_labels_and_values_declared_missing_are_those_of_pyreadstat() {
    let Some(metadata) = reference("sav_metadata") else { return };
    for (file, table, expected) in tables(&metadata) {
        let (read, raw) = (columns(&table, true), columns(&table, false));
        for (column, heading) in table.headings.iter().enumerate() {
            let name = heading.code.as_deref().expect("a name");
            let found: BTreeMap<&str, &str> =
                table.labels.get(&column).into_iter().flat_map(|labels| labels.texts()).collect();
            let labels: BTreeMap<&str, &str> = expected["value_labels"][name]
                .as_object()
                .into_iter()
                .flatten()
                .map(|(value, label)| (value.as_str(), label.as_str().expect("a label").trim_end()))
                .collect();
            assert_eq!(found, labels, "{file}, {name}");
            let valid = |cells: &[Cell]| {
                cells.iter().filter(|cell| !matches!(cell, Cell::Absent | Cell::Missing(_))).count()
            };
            let declared = read[column].iter().filter(|cell| matches!(cell, Cell::Missing(_))).count();
            // Of a text pyreadstat counts an empty one as an answer.
            let empty = raw[column].iter().filter(|cell| **cell == Cell::Absent).count();
            let format = expected["formats"][name].as_str().unwrap_or_default();
            let is_text = format.strip_prefix('A').is_some_and(|width| width.parse::<u32>().is_ok());
            let (with, without) = (
                &expected["n_valid_incl_user_missing"][name],
                &expected["n_valid_without_user_missing"][name],
            );
            let counted = |cells: &[Cell]| Some((valid(cells) + if is_text { empty } else { 0 }) as u64);
            assert_eq!(counted(&raw[column]), with.as_u64(), "{file}, {name}");
            assert_eq!(counted(&read[column]), without.as_u64(), "{file}, {name}");
            assert_eq!(valid(&raw[column]) - valid(&read[column]), declared, "{file}, {name}");
        }
    }
}

#[test]
fn the_cells_of_the_small_files_are_those_of_pyreadstat() {
    let Some(metadata) = reference("sav_metadata") else { return };
    let mut compared = 0;
    for (file, table, expected) in tables(&metadata) {
        let Some(rows) = expected["values"].as_array() else { continue };
        let found = columns(&table, false);
        for (row, values) in rows.iter().enumerate() {
            for (column, value) in values.as_array().expect("a row").iter().enumerate() {
                let name = table.headings[column].code.as_deref().expect("a name");
                // The quarter of a year, which pyreadstat leaves in seconds, is its first day here.
                if expected["formats"][name].as_str().is_some_and(|format| format.starts_with("QYR")) {
                    continue;
                }
                // Where a writer cut a text in the middle of a letter, pyreadstat drops what is left of it.
                let found = shown(&found[column][row]);
                assert_eq!(found.trim_end_matches('\u{fffd}'), told(value), "{file}, {name}, {row}");
                compared += 1;
            }
        }
    }
    assert!(compared > 200, "{compared}");
}

#[test]
fn items_of_real_surveys_have_the_counts_and_means_of_pandas() {
    for name in ["sav_efc", "sav_hotel"] {
        let (Some(expected), Some(path)) = (reference(name), real(&format!("sav/{}.sav", &name[4..]))) else {
            return;
        };
        let table = opened(&path).unwrap().value;
        let (codes, read) = (columns(&table, false), columns(&table, true));
        for (item, figures) in expected["items"].as_object().expect("items") {
            let column = table.find(item).expect("the item");
            let numbers: Vec<f64> = codes[column]
                .iter()
                .filter_map(|cell| match cell {
                    Cell::Number(number) => Some(*number),
                    _ => None,
                })
                .collect();
            assert_eq!(Some(numbers.len() as u64), figures["n"].as_u64(), "{item}");
            let mean = numbers.iter().sum::<f64>() / numbers.len() as f64;
            assert!((mean - figures["mean"].as_f64().expect("a mean")).abs() < 1e-12, "{item}");
            let mut counts: BTreeMap<String, u64> = BTreeMap::new();
            for number in &numbers {
                *counts.entry(number.to_string()).or_default() += 1;
            }
            for (value, count) in figures["counts"].as_object().expect("counts") {
                assert_eq!(
                    counts.get(value).copied().unwrap_or(0),
                    count.as_u64().expect("a count"),
                    "{item}"
                );
            }
            let labels: BTreeSet<&str> = table.labels[&column].texts().map(|(_, label)| label).collect();
            let texts: BTreeSet<String> =
                read[column].iter().map(shown).filter(|text| !text.is_empty()).collect();
            assert!(texts.iter().all(|text| labels.contains(text.as_str())), "{item}: {texts:?}");
        }
    }
}

#[test]
fn a_portable_file_is_named_with_how_to_save_it() {
    let Some(path) = real("sav/sample.por") else { return };
    let faults = opened(&path).unwrap_err();
    assert_eq!(faults[0].code, Code::NotATable);
    assert!(faults[0].headline.nl.contains(".por"), "{}", faults[0].headline.nl);
}
