use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use rust_xlsxwriter::Workbook;

use crate::case::{Case, Fault, PROJECT};

const BOOK: &str = "studenten.xlsx";

/// A workbook of sheets, each a name and its rows.
pub fn workbook(sheets: &[(&str, &[&[&str]])]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, rows) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(*name).unwrap();
        for (row, cells) in (0..).zip(*rows) {
            for (column, cell) in (0..).zip(*cells).filter(|(_, cell)| !cell.is_empty()) {
                sheet.write(row, column, *cell).unwrap();
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// Headings and twelve answers.
pub fn rows() -> Vec<&'static [&'static str]> {
    let mut rows: Vec<&[&str]> = vec![&["School", "Q1"]];
    rows.extend([["Noord", "eens"], ["Zuid", "oneens"]].iter().cycle().take(12).map(|row| row.as_slice()));
    rows
}

fn case_of(bytes: &[u8]) -> Case {
    let case = Case::sound();
    case.swap(PROJECT, "studenten.csv", BOOK);
    case.write(BOOK, bytes);
    case
}

fn refuses(bytes: &[u8], exit: i32, fault: Fault) {
    case_of(bytes).refuses_the_file_too(BOOK, exit, &[fault]);
}

const PROTECTED: Fault = Fault {
    code: "workbook-protected",
    place: BOOK,
    nl: ["deze werkmap heeft een wachtwoord", "sla een kopie zonder wachtwoord op"],
    en: ["this workbook has a password", "save a copy without a password"],
};

const BROKEN: Fault = Fault {
    code: "workbook-broken",
    place: BOOK,
    nl: ["deze werkmap is beschadigd of afgebroken", "exporteer opnieuw"],
    en: ["this workbook is damaged or cut short", "export again"],
};

#[test]
fn a_sound_workbook_is_read() {
    case_of(&workbook(&[("Antwoorden", &rows())])).reads();
}

#[test]
fn a_workbook_that_is_cut_short() {
    let whole = workbook(&[("Antwoorden", &rows())]);
    for part in [whole.len() - 1, whole.len() / 2, 30] {
        refuses(&whole[..part], 4, BROKEN);
    }
}

/// The head of an OLE2 container, and its folder with one stream.
fn container(stream: &str) -> Vec<u8> {
    let mut bytes = vec![0_u8; 3 * 512];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let name: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[1024..1024 + name.len()].copy_from_slice(&name);
    bytes
}

#[test]
fn a_workbook_with_a_password() {
    refuses(&container("EncryptedPackage"), 4, PROTECTED);
    refuses(&container("Something"), 4, BROKEN);
}

#[test]
fn workbooks_that_excel_and_libreoffice_put_a_password_on() {
    for file in ["pass_protected.xlsx", "pass_protected.xlsb", "pass_protected.ods"] {
        let path = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/workbooks/calamine"));
        match fs::read(path.join(file)) {
            Ok(bytes) => refuses(&bytes, 4, PROTECTED),
            Err(_) => println!("skipped: {} is not here", path.join(file).display()),
        }
    }
}

#[test]
fn a_zip_that_is_no_workbook() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("studenten.csv", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(b"School;Q1\nNoord;eens\n").unwrap();
    let fault = Fault {
        code: "not-a-table",
        place: BOOK,
        nl: ["een zipbestand; pak het eerst uit", "exporteer de antwoorden als CSV"],
        en: ["a zip file; unpack it first", "export the answers as CSV"],
    };
    refuses(&zip.finish().unwrap().into_inner(), 4, fault);
}

#[test]
fn headings_only_on_the_sheet() {
    let fault = Fault {
        code: "no-rows",
        place: "studenten.xlsx, Antwoorden!A1",
        nl: ["onder de kopregel staan geen antwoorden", "exporteer opnieuw"],
        en: ["there are no answers below the headings", "export again"],
    };
    refuses(&workbook(&[("Antwoorden", &rows()[..1])]), 4, fault);
}

#[test]
fn two_headings_of_a_sheet_that_are_the_same_are_named_by_their_cells() {
    let mut rows = rows();
    rows[0] = &["School", "Q1", "Q1"];
    let fault = Fault {
        code: "duplicate-heading",
        place: "studenten.xlsx, Antwoorden!C1",
        nl: ["de eerste keer in studenten.xlsx, Antwoorden!B1", "geef elke kolom een eigen kop"],
        en: ["the first time in studenten.xlsx, Antwoorden!B1", "give each column a heading of its own"],
    };
    refuses(&workbook(&[("Antwoorden", &rows)]), 4, fault);
}

#[test]
fn values_below_an_empty_heading_are_named_by_their_cell() {
    let mut rows = rows();
    rows.iter_mut().skip(4).for_each(|row| *row = &["Zuid", "eens", "opmerking"]);
    let fault = Fault {
        code: "blank-heading",
        place: "studenten.xlsx, Antwoorden!C5",
        nl: ["kolom 3 heeft gegevens, maar geen kop", "geef de kolom een kop"],
        en: ["column 3 has values, but no heading", "give the column a heading"],
    };
    refuses(&workbook(&[("Antwoorden", &rows)]), 4, fault);
}

#[test]
fn two_sheets_that_could_both_be_meant() {
    let fault = Fault {
        code: "sheet-unclear",
        place: BOOK,
        nl: ["welk blad bedoeld is, is niet te zien: `Een` en `Twee`", "noem het blad: `sheet = \"…\"`"],
        en: ["which sheet is meant cannot be told: `Een` and `Twee`", "name the sheet: `sheet = \"…\"`"],
    };
    refuses(&workbook(&[("Een", &rows()), ("Twee", &rows())]), 4, fault);
}

#[test]
fn a_sheet_that_is_named_and_absent() {
    let case = case_of(&workbook(&[("Antwoorden", &rows())]));
    case.swap(PROJECT, "role = \"student\"", "role = \"student\"\nsheet = \"Antworden\"");
    let fault = Fault {
        code: "sheet-missing",
        place: BOOK,
        nl: ["er is geen blad `Antworden`", "bedoelt u `Antwoorden`?"],
        en: ["there is no sheet `Antworden`", "do you mean `Antwoorden`?"],
    };
    case.refuses(5, &[fault]);
}

#[test]
fn an_answer_off_the_scale_is_named_by_its_cell() {
    let mut rows = rows();
    rows[6] = &["Zuid", "helemal eens"];
    let fault = Fault {
        code: "unknown-answer",
        place: "studenten.xlsx, Antwoorden!B7",
        nl: ["‘helemal eens’ staat niet op de schaal `eens-5`: 1 keer in ‘Q1’", "het lijkt op ‘helemaal"],
        en: ["‘helemal eens’ is not on the scale `eens-5`: once in ‘Q1’", "it resembles ‘helemaal"],
    };
    case_of(&workbook(&[("Antwoorden", &rows)])).refuses(5, &[fault]);
}
