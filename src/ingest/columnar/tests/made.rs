//! Files that are in order, and what is read of them.

use polars::prelude::*;

use super::super::coded::Coded;
use super::super::source::{ColumnarFormat, Source};
use super::fixture::{arrow, file, frame, parquet, survey, survey_cells, text, texts};
use crate::diagnostics::Code;
use crate::domain::{Cell, Missing, Place, PlatformName};
use crate::ingest::{ColumnUse, Limits, TableKind};

const PLAIN: ParquetCompression = ParquetCompression::Uncompressed;

#[test]
fn a_parquet_file_reads_the_same_however_it_is_packed() {
    let expected = survey_cells(500);
    for compression in [
        PLAIN,
        ParquetCompression::Snappy,
        ParquetCompression::Gzip(None),
        ParquetCompression::Brotli(None),
        ParquetCompression::Zstd(None),
        ParquetCompression::Lz4Raw,
    ] {
        for rows in [64, 500, 10_000] {
            let bytes = parquet(&survey(500), rows, compression);
            assert!(file(&bytes).columns() == expected, "{compression:?} in groups of {rows}");
        }
    }
}

#[test]
fn an_arrow_file_reads_the_same_however_it_is_packed() {
    let expected = survey_cells(500);
    for level in [CompatLevel::oldest(), CompatLevel::newest()] {
        for compression in [None, Some(IpcCompression::LZ4), Some(IpcCompression::default())] {
            let bytes = arrow(&survey(500), level, compression);
            assert!(file(&bytes).columns() == expected, "{compression:?}");
        }
    }
}

#[test]
fn rows_keep_their_order_over_groups_batches_and_threads() {
    let rows = 150_000;
    let expected = survey_cells(rows);
    for group in [rows, 70_000, 65_536] {
        assert!(file(&parquet(&survey(rows), group, PLAIN)).columns() == expected, "groups of {group}");
    }
    let bytes = arrow(&survey(rows), CompatLevel::newest(), None);
    assert!(file(&bytes).columns() == expected);
}

#[test]
fn rows_from_the_middle_of_a_part_are_those_and_no_others() {
    let place = Place::file("in");
    let expected = survey_cells(900);
    let mut pages = Vec::new();
    let writer = ParquetWriter::new(&mut pages).with_data_page_size(Some(300)).set_parallel(false);
    writer.finish(&mut survey(900)).expect("a Parquet file");
    for (bytes, format) in [
        (pages, ColumnarFormat::Parquet),
        (arrow(&survey(900), CompatLevel::oldest(), None), ColumnarFormat::Arrow),
        (arrow(&survey(900), CompatLevel::newest(), Some(IpcCompression::LZ4)), ColumnarFormat::Arrow),
    ] {
        let source = Source::open(&file(&bytes).path, format, &place, &Limits::default()).expect("a file");
        for (column, cells) in expected.iter().enumerate() {
            for rows in [0..1, 0..900, 1..2, 7..8, 8..16, 13..600, 599..899, 899..900, 900..900] {
                let mut coded = Coded::new(source.columns()[column].1.clone(), None);
                source.read(0, column, rows.start as u64..rows.end as u64, &mut coded).expect("some rows");
                assert!(coded.cells() == cells[rows.clone()], "{format:?}, column {column}, {rows:?}");
            }
        }
    }
}

#[test]
fn column_names_are_the_headings_and_row_1_is_the_first_answer() {
    let table = file(&parquet(&survey(3), 10, PLAIN)).table();
    let headings: Vec<&str> = table.headings.iter().map(|heading| heading.text.as_str()).collect();
    assert_eq!(headings, ["nummer", "V01", "V02", "cijfer", "ja"]);
    assert_eq!(table.kind, TableKind::Columnar { format: "Parquet" });
    assert_eq!((table.header_row, table.platform), (0, PlatformName::Table));
    assert_eq!(table.place(12, 1), Place::line("in.parquet", 12));
    assert_eq!(table.place(0, 1), Place::file("in.parquet"));
}

#[test]
fn no_column_no_row_one_answer_and_nothing_but_gaps_are_told_apart() {
    let limits = Limits::default();
    let nothing: Vec<Option<&str>> = Vec::new();
    let made = |values: &[Option<&str>]| {
        let frame = frame(vec![texts("V01", values), texts("V02", values)]);
        [parquet(&frame, 10, PLAIN), arrow(&frame, CompatLevel::newest(), None)]
    };
    for bytes in made(&nothing) {
        assert_eq!(file(&bytes).codes(&limits), [Code::NoRows]);
    }
    for bytes in made(&[None, None]) {
        assert_eq!(file(&bytes).codes(&limits), [Code::NoRows], "as in a sheet");
    }
    for bytes in made(&[Some("eens")]) {
        assert_eq!(file(&bytes).columns(), [[text("eens")], [text("eens")]]);
    }
    for bytes in made(&[Some(""), None, Some(" ")]) {
        let gaps = [Cell::Blank, Cell::Absent, Cell::Blank];
        assert_eq!(file(&bytes).columns(), [gaps.clone(), gaps]);
    }
    let bytes = parquet(&DataFrame::empty(), 10, PLAIN);
    assert_eq!(file(&bytes).codes(&limits), [Code::EmptyFile]);
}

#[test]
fn an_answer_below_many_rows_without_one_is_found() {
    let mut values = vec![None; 300];
    values.push(Some("eens"));
    let bytes = parquet(&frame(vec![texts("V01", &values)]), 1_000, PLAIN);
    assert_eq!(file(&bytes).columns()[0][300], text("eens"));
}

#[test]
fn categories_read_as_their_texts() {
    let options = FrozenCategories::new(["oneens", "eens"]).expect("categories");
    let values = texts("V01", &[Some("eens"), None, Some("oneens"), Some("eens")]);
    let dtype = DataType::from_frozen_categories(options);
    let frame = frame(vec![values.cast(&dtype).expect("categories")]);
    let expected = [text("eens"), Cell::Absent, text("oneens"), text("eens")];
    for bytes in [
        parquet(&frame, 3, PLAIN),
        arrow(&frame, CompatLevel::newest(), None),
        arrow(&frame, CompatLevel::oldest(), Some(IpcCompression::LZ4)),
    ] {
        assert!(file(&bytes).columns() == std::slice::from_ref(&expected));
    }
}

#[test]
fn a_limesurvey_export_is_one_as_parquet_too() {
    let answers = |blank| {
        frame(vec![
            texts("id", &[Some("1"), Some("2"), Some("3")]),
            texts("submitdate", &[Some("2026-04-14 09:30:00"), None, Some("2026-04-14 10:00:00")]),
            texts("lastpage", &[Some("3"), Some("1"), Some("3")]),
            texts("startlanguage", &[Some("nl"); 3]),
            texts("token", &[Some("geheim"); 3]),
            texts("BEG[SQ001]", &[Some("A4"), None, blank]),
        ])
    };
    for (blank, means) in [(Some(""), Missing::NotAsked), (None, Missing::NotAnswered)] {
        let table = file(&parquet(&answers(blank), 10, PLAIN)).table();
        assert_eq!(table.platform, PlatformName::Limesurvey);
        assert_eq!(table.completion(), Some(1));
        assert_eq!(table.headings[4].column_use, ColumnUse::Personal);
        assert_eq!(table.find("BEG[SQ001]"), Some(5));
        assert_eq!(table.absent_means(), means, "an empty text shows that absent is something else");
    }
}

#[test]
fn the_number_of_a_row_that_python_adds_is_no_question() {
    let bytes = parquet(
        &frame(vec![texts("V01", &[Some("eens")]), texts("__index_level_0__", &[Some("7")])]),
        9,
        PLAIN,
    );
    let uses: Vec<ColumnUse> =
        file(&bytes).table().headings.iter().map(|heading| heading.column_use).collect();
    assert_eq!(uses, [ColumnUse::Answer, ColumnUse::Administrative]);
}

#[test]
fn labels_are_read_in_the_place_of_values() {
    let mut table = file(&parquet(&survey(4), 9, PLAIN)).table();
    let mut labels = crate::ingest::Labels::default();
    labels.label("2", "twee");
    labels.missing("3");
    table.labels.insert(0, Arc::new(labels));
    let batch = table.batches(&[0]).expect("a column").next().expect("a batch").expect("no faults");
    let read: Vec<Cell> =
        batch.columns[0].rows.iter().map(|&code| batch.columns[0].distinct[code as usize].clone()).collect();
    assert_eq!(read, [Cell::Number(0.0), Cell::Number(1.0), text("twee"), Cell::Missing("3".to_owned())]);
}
