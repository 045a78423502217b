//! Files and columns that are refused, and how that is said.

use polars::prelude::*;

use super::fixture::{arrow, file, frame, parquet, survey, texts};
use crate::diagnostics::Code;
use crate::domain::{Place, PlatformName};
use crate::ingest::{Hints, Limits, open};

const PLAIN: ParquetCompression = ParquetCompression::Uncompressed;

fn plain(rows: usize) -> Vec<u8> {
    parquet(&survey(rows), 1_000, PLAIN)
}

#[test]
fn a_column_of_lists_is_listed_and_refused_only_when_it_is_wanted() {
    let numbers = Series::new("lijst".into(), [Series::new("".into(), [1, 2]), Series::new("".into(), [3])]);
    let frame = frame(vec![numbers.into_column(), texts("V01", &[Some("eens"), None])]);
    for bytes in [
        parquet(&frame, 10, PLAIN),
        arrow(&frame, CompatLevel::newest(), None),
        arrow(&frame, CompatLevel::oldest(), Some(IpcCompression::LZ4)),
    ] {
        let table = file(&bytes).table();
        assert_eq!(table.find("lijst"), Some(0));
        assert!(!table.can_be_read(0) && table.can_be_read(1));
        let fault = table.batches(&[0, 1]).unwrap_err().remove(0);
        assert_eq!(fault.code, Code::ColumnNested);
        assert!(fault.headline.nl.contains("`lijst`"), "{:?}", fault.headline);
        assert!(table.batches(&[1]).unwrap().all(|batch| batch.is_ok()));
    }
}

#[test]
fn bytes_that_are_no_text_are_refused_with_every_row_they_stand_in() {
    let values: Vec<Option<&[u8]>> =
        vec![Some(b"eens"), Some(b"\xFF\xFE"), None, Some(b"\xFF\xFE"), Some(b"\xE9")];
    let frame = frame(vec![Column::new("V01".into(), values)]);
    for bytes in [parquet(&frame, 2, PLAIN), arrow(&frame, CompatLevel::newest(), None)] {
        let faults = file(&bytes).read(&Limits::default()).unwrap_err();
        let found: Vec<_> = faults.into_iter().map(|fault| (fault.code, fault.place)).collect();
        let at = |row| (Code::BadEncoding, Some(Place::line("in.parquet", row)));
        assert_eq!(found, [at(2), at(4), at(5)]);
    }
}

#[test]
fn an_encrypted_file_and_an_older_feather_are_named() {
    let mut encrypted = plain(3);
    let end = encrypted.len();
    encrypted[end - 1] = b'E';
    for bytes in [&encrypted[..], b"PARE....", b"FEA1...."] {
        assert_eq!(file(bytes).codes(&Limits::default()), [Code::NotATable]);
    }
}

#[test]
fn a_file_that_declares_more_than_the_limits_is_refused_before_it_is_read() {
    let limits = Limits::default();
    let bytes = parquet(&survey(100), 100, ParquetCompression::Zstd(None));
    for (limits, fits) in [
        (Limits { row_group_rows: 100, ..limits.clone() }, true),
        (Limits { row_group_rows: 99, ..limits.clone() }, false),
        (Limits { columnar_cells: 500, ..limits.clone() }, true),
        (Limits { columnar_cells: 499, ..limits.clone() }, false),
        (Limits { columns: 5, ..limits.clone() }, true),
        (Limits { columns: 4, ..limits.clone() }, false),
        (Limits { kept_bytes: 20, ..limits.clone() }, false),
        (Limits { text_bytes: bytes.len() as u64, ..limits.clone() }, true),
    ] {
        let codes = file(&bytes).codes(&limits);
        assert_eq!(codes, if fits { vec![] } else { vec![Code::TooLarge] }, "{limits:?}");
    }
    let packed = arrow(&survey(100), CompatLevel::newest(), Some(IpcCompression::LZ4));
    assert_eq!(file(&packed).codes(&Limits { row_group_rows: 99, ..limits }), [Code::TooLarge]);
}

#[test]
fn a_column_that_unpacks_to_too_much_is_refused_and_the_others_are_read() {
    let long: Vec<String> = (0..50).map(|row| format!("{row}: ik vond het ").repeat(100)).collect();
    let long: Vec<Option<&str>> = long.iter().map(|text| Some(text.as_str())).collect();
    let columns = vec![texts("open", &long), texts("V01", &[Some("eens"); 50])];
    let frame = frame(columns);
    for bytes in [
        parquet(&frame, 100, ParquetCompression::Zstd(None)),
        arrow(&frame, CompatLevel::oldest(), Some(IpcCompression::default())),
    ] {
        let of_one = Limits { page_bytes: 1_000, ..Limits::default() };
        let of_all = Limits { text_bytes: 20_000, ..Limits::default() };
        for limits in [of_one, of_all] {
            let fixture = file(&bytes);
            let table = fixture.open_within(&limits).expect("a table").value;
            assert!(!table.can_be_read(0));
            assert_eq!(table.batches(&[0]).unwrap_err()[0].code, Code::ColumnNested);
            assert_eq!(fixture.read(&limits).expect("the other column").len(), 1);
        }
    }
}

#[test]
fn a_personal_column_cannot_be_asked_for() {
    let frame = frame(vec![texts("E-mail", &[Some("a@b.nl")]), texts("V01", &[Some("eens")])]);
    let table = file(&parquet(&frame, 10, PLAIN)).table();
    let codes: Vec<_> = table.batches(&[0, 9]).unwrap_err().into_iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [Code::PersonalColumn, Code::ColumnMissing]);
}

#[test]
fn two_columns_of_one_name_are_refused() {
    let frame = frame(vec![texts("V01", &[Some("eens")]), texts("V01 ", &[Some("oneens")])]);
    assert_eq!(file(&parquet(&frame, 10, PLAIN)).codes(&Limits::default()), [Code::DuplicateHeading]);
}

#[test]
fn a_platform_that_it_does_not_come_from_is_refused() {
    let hints = Hints { platform: Some(PlatformName::Limesurvey), ..Hints::default() };
    let fixture = file(&plain(3));
    let faults = open(&fixture.path, "in.parquet", &hints, &Limits::default()).unwrap_err();
    assert_eq!(faults[0].code, Code::PlatformMismatch);
}
