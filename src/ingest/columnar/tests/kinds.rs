//! Every kind of column, in files that Arrow's own writer made (see `kinds.py` beside this file).

use super::fixture::{Fixture, file, text};
use crate::diagnostics::Code;
use crate::domain::Cell;
use crate::ingest::Limits;

const FILES: [(&str, &[u8]); 3] = [
    ("Parquet", include_bytes!("kinds.parquet")),
    ("Arrow", include_bytes!("kinds.arrow")),
    ("Arrow stream", include_bytes!("kinds.arrows")),
];

fn date(date: &str) -> Cell {
    Cell::Date(date.to_owned())
}

/// Of each column that can be read, the first value and the second.
fn expected() -> Vec<(&'static str, Cell, Cell)> {
    let number = Cell::Number;
    let texts = || (text("Niet mee eens, niet mee oneens"), text("één"));
    let of = |name, (first, second)| (name, first, second);
    vec![
        of("string", texts()),
        of("large string", texts()),
        of("dictionary", texts()),
        ("int8", number(-128.0), number(127.0)),
        ("int16", number(-3.0), number(300.0)),
        ("int32", number(-3.0), number(70_000.0)),
        ("int64", number(-3.0), text("9007199254740993")),
        ("uint8", number(0.0), number(255.0)),
        ("uint32", number(0.0), number(4_294_967_295.0)),
        ("uint64", number(0.0), text("18446744073709551615")),
        ("half", number(3.5), number(-2.0)),
        ("float", number(7.3), number(-2.0)),
        ("double", number(7.3), Cell::Absent),
        ("bool", text("TRUE"), text("FALSE")),
        ("date32", date("2026-04-14"), date("1969-12-31")),
        ("date64", date("2026-04-14"), date("1969-12-31")),
        ("time32", date("09:30:00"), date("00:00:01.500")),
        ("time64", date("09:30:00"), date("00:00:00.000005")),
        ("timestamp ms", date("2026-04-14T09:30:00"), date("1969-12-31")),
        ("timestamp ns", date("2026-04-14T09:30:00"), date("1969-12-31")),
        ("timestamp utc", date("2026-04-14T09:30:00Z"), date("1969-12-31T00:00:00Z")),
        ("duration", date("PT15H10M10S"), date("-PT0H0M1S")),
        ("decimal9", number(3.5), number(-0.05)),
        ("decimal38", number(3.5), number(-0.05)),
        of("binary", texts()),
        ("fixed", text("eens"), Cell::Blank),
        ("null", Cell::Absent, Cell::Absent),
        of("last", texts()),
    ]
}

#[test]
fn every_kind_of_column_reads_as_a_workbook_would_show_it() {
    for (kind, bytes) in FILES {
        let fixture: Fixture = file(bytes);
        let table = fixture.table();
        let columns = fixture.columns();
        let names = table.headings.iter().map(|heading| heading.text.as_str());
        let names: Vec<&str> = names.filter(|name| !["list", "struct"].contains(name)).collect();
        assert_eq!(names.len(), columns.len(), "{kind}");
        for ((name, first, second), (found, cells)) in
            expected().into_iter().zip(names.into_iter().zip(columns))
        {
            assert_eq!(name, found, "{kind}");
            let rows = [first.clone(), second.clone(), Cell::Absent, second, first];
            assert_eq!(cells, rows, "{kind}: {name}");
        }
    }
}

const ENCODINGS: [&[u8]; 2] =
    [include_bytes!("encodings-none.parquet"), include_bytes!("encodings-zstd.parquet")];

#[test]
fn every_encoding_is_read_or_refused_by_its_column() {
    let texts = || (text("Niet mee eens, niet mee oneens"), text("één"));
    let numbers = |first, second| (Cell::Number(first), Cell::Number(second));
    for bytes in ENCODINGS {
        let columns = file(bytes).columns();
        let expected = [numbers(3.0, -70_000.0), texts(), numbers(3.5, -2.0), texts()];
        for (cells, (first, second)) in columns.into_iter().zip(expected) {
            assert_eq!(cells, [first.clone(), second.clone(), Cell::Absent, second, first]);
        }
        let fault = file(bytes).table().batches(&[2]).unwrap_err().remove(0);
        assert_eq!(fault.code, Code::ColumnNested);
        assert!(fault.headline.nl.contains("`shared`") && fault.headline.nl.contains("DELTA_BYTE_ARRAY"));
    }
}

#[test]
fn steps_that_ask_for_more_values_than_there_are_rows_are_broken() {
    let [whole, _] = ENCODINGS;
    // Blocks of 256 numbers or 128 lengths in 4 parts, 4 values in all.
    for header in [[0x80, 0x02, 4, 4], [0x80, 0x01, 4, 4]] {
        let at = whole.windows(4).position(|bytes| bytes == header).expect("a column by steps");
        for (offset, byte) in [(3, 0x7F), (2, 0), (1, 0x7F), (0, 0xFF)] {
            let mut bytes = whole.to_vec();
            bytes[at + offset] = byte;
            assert_eq!(file(&bytes).codes(&Limits::default()), [Code::DataFileBroken], "{at} {offset}");
        }
    }
}
