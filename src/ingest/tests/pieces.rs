//! A sheet that several threads read, against the same sheet read by one.

use std::path::{Path, PathBuf};

use super::fixture::file;
use super::made::{TEXTS, sheet, xlsx_parts, zip};
use crate::domain::{Limits, Place};
use crate::ingest::IngestError;
use crate::ingest::magic::Format;
use crate::ingest::rows::Rows;
use crate::ingest::workbook::Workbook;

type Read = (Vec<(u64, Vec<String>)>, Option<String>);

/// Every row of the only sheet of a workbook, and what ended the reading.
fn read(sheet: &str, all: bool) -> Read {
    let fixture = file("a", &zip(&xlsx_parts(sheet, TEXTS)));
    read_all(&fixture.path, all).expect("a workbook").remove(0)
}

/// The same of every sheet.
fn read_all(path: &Path, all: bool) -> Result<Vec<Read>, IngestError> {
    let (place, limits) = (Place::file("a"), Limits::default());
    let mut workbook = Workbook::open(path, Format::Xlsx, &place, &limits)?;
    let sheets = workbook.sheets();
    Ok(sheets.iter().map(|sheet| read_one(&mut workbook, &sheet.name, all)).collect())
}

fn read_one(workbook: &mut Workbook, name: &str, all: bool) -> Read {
    let (place, limits) = (Place::file("a"), Limits::default());
    let mut read = Vec::new();
    let mut take = |rows: &mut dyn Rows| -> Result<(), IngestError> {
        while rows.advance()? {
            let cells = (0..rows.width()).map(|column| format!("{:?}", rows.cell(column))).collect();
            read.push((rows.start(), cells));
        }
        Ok(())
    };
    let ended = if all {
        workbook.with_all_rows(name, &place, &limits, &mut take)
    } else {
        workbook.with_rows(name, &place, &limits, &mut take)
    };
    (read, ended.err().map(|fault| format!("{fault:?}")))
}

fn row(number: usize) -> String {
    let cells = [
        format!("<c r=\"A{number}\"><v>{number}</v></c>"),
        format!("<c r=\"B{number}\" t=\"s\"><v>{}</v></c>", number % 2),
        format!("<c r=\"D{number}\" t=\"inlineStr\"><is><t>mee &amp; eens {}</t></is></c>", number % 7),
        format!("<c r=\"E{number}\"><f>1+1</f></c><c r=\"F{number}\" t=\"inlineStr\"><is><t> </t></is></c>"),
    ];
    format!("<row r=\"{number}\">{}</row>", cells.concat())
}

fn rows(from: usize, to: usize) -> String {
    (from..to).map(row).collect()
}

#[test]
fn a_sheet_reads_in_pieces_as_it_does_whole() {
    let unnumbered = |from, to| rows(from, to).replace("<row r=", "<row x=");
    let cases = [
        ("numbered", rows(1, 300)),
        ("with gaps", rows(1, 90) + &rows(200, 300)),
        ("laid out", rows(1, 300).replace("<row", "\n  <row")),
        ("one row", rows(1, 2)),
        ("none", String::new()),
        ("without numbers", unnumbered(1, 300)),
        ("without numbers of cells too", unnumbered(1, 300).replace(" r=", " x=")),
        ("without numbers from somewhere on", rows(1, 100) + &unnumbered(100, 300)),
        ("without numbers for a while", rows(1, 100) + &unnumbered(100, 150) + &rows(150, 300)),
        ("with a comment", rows(1, 100) + "<!-- </row><row r=\"7\"> -->" + &rows(100, 300)),
        (
            "with CDATA",
            rows(1, 100) + &row(100).replace("mee", "<![CDATA[</row><row r=\"9\">]]>") + &rows(101, 300),
        ),
        ("with an instruction", rows(1, 100) + "<?x </row><row r=\"7\"?>" + &rows(100, 300)),
        ("ends early", rows(1, 100) + "</sheetData><x>" + &rows(100, 300) + "</x><sheetData>"),
        ("one wide row", row(1) + &row(2).replace("</row>", &wide()) + &rows(3, 100)),
        ("empty rows", (1..300).map(|at| format!("<row r=\"{at}\"/>")).collect::<String>() + &rows(300, 310)),
    ];
    for (name, xml) in cases {
        let whole = read(&sheet(&xml), false);
        assert_eq!(whole.1, None, "{name}");
        assert_eq!(read(&sheet(&xml), true), whole, "{name}");
    }
}

/// Cells that are longer together than a piece.
fn wide() -> String {
    let cell = |column: u8| format!("<c r=\"{}2\"><v>{column}</v></c>", char::from(column));
    let cells: String = (b'G'..=b'Z').map(cell).collect();
    let long = format!("<c r=\"AA2\" t=\"inlineStr\"><is><t>{}</t></is></c></row>", "lang ".repeat(2000));
    cells + &long
}

#[test]
fn a_sheet_that_is_broken_breaks_at_the_same_row_in_pieces() {
    let cases = [
        (
            "an unknown kind of cell",
            rows(1, 100) + &row(100).replace("t=\"s\"", "t=\"zz\"") + &rows(101, 300),
        ),
        (
            "an unknown error",
            rows(1, 100) + "<row r=\"100\"><c t=\"e\"><v>#SPILL!</v></c></row>" + &rows(101, 300),
        ),
        ("a row above the one before", rows(1, 100) + &rows(50, 300)),
        (
            "a text that is not there",
            rows(1, 200) + "<row r=\"200\"><c t=\"s\"><v>77</v></c></row>" + &rows(201, 300),
        ),
        ("a tag that is cut off", rows(1, 100) + "<row r=\"100\"><c r=\"A"),
    ];
    for (name, xml) in cases {
        let whole = read(&sheet(&xml), false);
        assert!(whole.1.is_some(), "{name}");
        assert_eq!(read(&sheet(&xml), true), whole, "{name}");
    }
    for cut in [1000, 3000, 20_000] {
        let whole = sheet(&rows(1, 300));
        let cut = whole.get(..cut).unwrap();
        assert_eq!(read(cut, true), read(cut, false), "the sheet ends after {cut} bytes");
    }
}

#[test]
fn workbooks_that_other_programs_wrote_read_in_pieces_as_they_do_whole() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data"));
    let (mut folders, mut found): (_, Vec<PathBuf>) = (vec![folder.to_owned()], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|kind| kind == "xlsx" || kind == "xlsm") {
                found.push(path);
            }
        }
    }
    if found.is_empty() {
        println!("skipped: there are no workbooks in {}", folder.display());
    }
    for path in found {
        if let Ok(whole) = read_all(&path, false) {
            let pieces = read_all(&path, true).expect("a workbook");
            for (number, (pieces, whole)) in pieces.iter().zip(&whole).enumerate() {
                assert_eq!(pieces.1, whole.1, "{}, sheet {number}", path.display());
                assert!(pieces.0 == whole.0, "{}, sheet {number}", path.display());
            }
        }
    }
}
