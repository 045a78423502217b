//! The same table in every format that is read.

use polars::prelude::{Column, CompatLevel, DataFrame, IpcWriter, ParquetWriter, SerWriter as _};

use crate::made;

/// Headings and rows to the bytes of a file.
type Write = fn(&[&str], &[Vec<String>]) -> Vec<u8>;

/// Every format, by the name of a file of it; text comes first.
pub(super) const FORMATS: [(&str, Write); 10] = [
    ("t.csv", csv),
    ("t.tsv", tsv),
    ("t.xlsx", xlsx),
    ("t.xlsb", xlsb),
    ("t.xls", xls),
    ("t.ods", ods),
    ("t.sav", sav),
    ("t.parquet", parquet),
    ("t.arrow", arrow),
    ("t.arrows", arrow_stream),
];

pub(super) fn csv(headings: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    delimited(headings, rows, ";")
}

fn tsv(headings: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    delimited(headings, rows, "\t")
}

fn delimited(headings: &[&str], rows: &[Vec<String>], delimiter: &str) -> Vec<u8> {
    let line = |cells: &[&str]| {
        let cells: Vec<String> =
            cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
        cells.join(delimiter) + "\n"
    };
    table(headings, rows).iter().map(|cells| line(cells)).collect::<String>().into_bytes()
}

/// The headings and the rows below them.
fn table<'a>(headings: &[&'a str], rows: &'a [Vec<String>]) -> Vec<Vec<&'a str>> {
    let rows = rows.iter().map(|row| row.iter().map(String::as_str).collect());
    [headings.to_vec()].into_iter().chain(rows).collect()
}

fn xlsx(headings: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (at, row) in (0..).zip(table(headings, rows)) {
        for (column, cell) in (0..).zip(row).filter(|(_, cell)| !cell.is_empty()) {
            match cell.parse::<f64>() {
                Ok(number) => sheet.write_number(at, column, number).expect("a cell"),
                Err(_) => sheet.write_string(at, column, cell).expect("a cell"),
            };
        }
    }
    book.save_to_buffer().expect("a workbook")
}

fn xlsb(headings: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let table = table(headings, rows);
    let rows: Vec<&[&str]> = table.iter().map(Vec::as_slice).collect();
    made::xlsb(&made::xlsb_rows(&rows), &[])
}

fn xls(headings: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let table = table(headings, rows);
    let rows: Vec<&[&str]> = table.iter().map(Vec::as_slice).collect();
    made::xls(&[], &made::biff_rows(&rows))
}

fn ods(headings: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    made::ods(&table(headings, rows).iter().map(|row| made::ods_row(row)).collect::<String>())
}

/// An SPSS system file of text variables, not packed; the headings are their labels.
fn sav(headings: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    const WORDS: usize = 3;
    let int = |number: usize| i32::try_from(number).expect("a small number").to_le_bytes();
    let mut out = format!("$FL2{:60}", "@(#) SPSS DATA FILE made for a test").into_bytes();
    for number in [2, headings.len() * WORDS, 0, 0, rows.len()] {
        out.extend(int(number));
    }
    out.extend(100.0_f64.to_le_bytes());
    out.extend(format!("{:84}", "14 Apr 2609:30:00").as_bytes());
    for (at, heading) in headings.iter().enumerate() {
        let format = int(1 << 16 | (WORDS * 8) << 8);
        out.extend([int(2), int(WORDS * 8), int(1), int(0), format, format].concat());
        out.extend(format!("{:8}{}", format!("V{at}"), "").as_bytes());
        out.extend(int(heading.len()));
        out.extend(format!("{heading:0$}", heading.len().next_multiple_of(4)).as_bytes());
        for _ in 1..WORDS {
            out.extend([2_i32, -1, 0, 0, 0, 0].map(i32::to_le_bytes).concat());
            out.extend([b' '; 8]);
        }
    }
    out.extend([int(7), int(20), int(1), int(5)].concat());
    out.extend(b"UTF-8");
    out.extend([int(999), int(0)].concat());
    for cell in rows.iter().flatten() {
        out.extend(format!("{cell:0$}", WORDS * 8).as_bytes());
    }
    out
}

/// A column a heading; an empty cell is absent, as a program writes what was not answered.
fn frame(headings: &[&str], rows: &[Vec<String>]) -> DataFrame {
    let columns = headings.iter().enumerate().map(|(column, heading)| {
        let cells: Vec<Option<&str>> = rows
            .iter()
            .map(|row| row.get(column).map(String::as_str).filter(|cell| !cell.is_empty()))
            .collect();
        Column::new((*heading).into(), cells)
    });
    DataFrame::new_infer_height(columns.collect()).expect("columns of one length")
}

fn parquet(headings: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    ParquetWriter::new(&mut bytes).finish(&mut frame(headings, rows)).expect("a Parquet file");
    bytes
}

fn arrow(headings: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = IpcWriter::new(&mut bytes).with_compat_level(CompatLevel::oldest());
    writer.finish(&mut frame(headings, rows)).expect("an Arrow file");
    bytes
}

/// An Arrow file is a stream between a magic word and a footer.
fn arrow_stream(headings: &[&str], rows: &[Vec<String>]) -> Vec<u8> {
    let file = arrow(headings, rows);
    let (file, _magic) = file.split_last_chunk::<6>().expect("a magic word");
    let (file, footer) = file.split_last_chunk::<4>().expect("the length of the footer");
    file[8..file.len() - u32::from_le_bytes(*footer) as usize].to_vec()
}
