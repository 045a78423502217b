use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};

use super::fixture::{Fixture, file, headings, rows, text};
use crate::diagnostics::Code;
use crate::domain::{Cell, Place};
use crate::ingest::{Hints, Limits, TableKind, open};

fn saved(mut workbook: Workbook) -> Fixture {
    file("antwoorden.csv", &workbook.save_to_buffer().expect("a workbook"))
}

fn small() -> Workbook {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Antwoorden").unwrap();
    sheet.write_row(0, 0, ["school", "les", "cijfer"]).unwrap();
    sheet.write_row(1, 0, ["Noord", "goed"]).unwrap();
    sheet.write(1, 2, 7.5).unwrap();
    sheet.write_row(3, 0, ["Zuid"]).unwrap();
    workbook
}

#[test]
fn a_workbook_is_known_by_its_bytes_and_every_value_names_its_cell() {
    let table = saved(small()).table();
    assert_eq!(table.kind, TableKind::Workbook { format: "xlsx", sheet: "Antwoorden".into() });
    assert_eq!(
        rows(&table).unwrap(),
        [
            (2, vec![text("Noord"), text("goed"), Cell::Number(7.5)]),
            (4, vec![text("Zuid"), Cell::Absent, Cell::Absent])
        ]
    );
    let mut batches = table.batches(&[0]).unwrap();
    batches.by_ref().for_each(drop);
    let notes: Vec<_> = batches.notes().iter().map(|note| (note.code, note.place.clone())).collect();
    assert_eq!(notes, [(Code::EmptyRows, Some(Place::cell("in.csv", "Antwoorden", 3, 1)))]);
    assert_eq!(table.place(2, 2).to_string(), "in.csv, Antwoorden!C2");
}

#[test]
fn dates_become_iso_text_and_errors_stay_errors() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["dag", "moment", "uur", "duur", "ja"]).unwrap();
    let date = |text| ExcelDateTime::parse_from_str(text).unwrap();
    let format = |format| Format::new().set_num_format(format);
    sheet.write_with_format(1, 0, date("2026-04-14"), &format("dd-mm-yyyy")).unwrap();
    sheet.write_with_format(1, 1, date("2026-04-14T09:30:05"), &format("dd-mm-yyyy hh:mm")).unwrap();
    sheet.write_with_format(1, 2, date("13:30"), &format("hh:mm")).unwrap();
    sheet.write_with_format(1, 3, 1.5, &format("[h]:mm")).unwrap();
    sheet.write(1, 4, true).unwrap();
    let date = |text: &str| Cell::Date(text.to_owned());
    let fixture = saved(workbook);
    assert_eq!(
        rows(&fixture.table()).unwrap()[0].1,
        [date("2026-04-14"), date("2026-04-14T09:30:05"), date("13:30:00"), date("PT36H0M0S"), text("TRUE")]
    );
}

#[test]
fn every_error_cell_of_a_wanted_column_is_named() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("Blad1").unwrap();
    sheet.write_row(0, 0, ["school", "les", "toets"]).unwrap();
    for row in 1..4 {
        sheet.write_row(row, 0, ["Noord", "goed"]).unwrap();
        sheet.write_formula(row, 2, Formula::new("1/0").set_result("#DIV/0!")).unwrap();
    }
    let table = saved(workbook).table();
    let faults: Vec<_> = table
        .batches(&[2])
        .unwrap()
        .last()
        .unwrap()
        .unwrap_err()
        .into_iter()
        .map(|f| (f.code, f.place))
        .collect();
    let at = |row| (Code::CellError, Some(Place::cell("in.csv", "Blad1", row, 3)));
    assert_eq!(faults, [at(2), at(3), at(4)]);
    assert!(table.batches(&[0, 1]).unwrap().all(|batch| batch.is_ok()), "an unused column does no harm");
}

#[test]
fn the_only_visible_sheet_with_content_is_read_and_the_hidden_one_noted() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet().set_name("Leeg").unwrap();
    let sheet = workbook.add_worksheet().set_name("Vragen").unwrap();
    sheet.write_row(0, 0, ["a", "b"]).unwrap().write_row(1, 0, ["1", "2"]).unwrap();
    let sheet = workbook.add_worksheet().set_name("Codeboek").unwrap();
    sheet.write_row(0, 0, ["x", "y"]).unwrap().write_row(1, 0, ["3", "4"]).unwrap();
    sheet.set_hidden(true);
    let fixture = saved(workbook);
    let checked = fixture.open().unwrap();
    assert_eq!(headings(&checked.value), ["a", "b"]);
    let note = checked.notes.iter().find(|note| note.code == Code::HiddenSheet).expect("a note");
    assert!(note.headline.nl.contains("Codeboek"));
    let named = |sheet: &str| fixture.open_with(&Hints { sheet: Some(sheet.into()), ..Hints::default() });
    assert_eq!(headings(&named("Codeboek").unwrap().value), ["x", "y"]);
    let missing = named("Vraag").unwrap_err().remove(0);
    assert_eq!(missing.code, Code::SheetMissing);
    assert!(missing.help.unwrap().nl.contains("bedoelt u `Vragen`"));
}

#[test]
fn two_sheets_with_content_are_named_and_not_guessed_from() {
    let mut workbook = small();
    let sheet = workbook.add_worksheet().set_name("Tweede").unwrap();
    sheet.write_row(0, 0, ["x", "y"]).unwrap();
    let faults = saved(workbook).open().unwrap_err();
    assert_eq!(faults[0].code, Code::SheetUnclear);
    assert!(faults[0].headline.nl.contains("`Antwoorden` en `Tweede`"));
}

#[test]
fn title_rows_above_the_headings_are_passed_over_or_the_row_is_named() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write(0, 0, "Tevredenheid 2026").unwrap().write_row(1, 0, ["gemaakt", "vandaag"]).unwrap();
    sheet.write_row(4, 1, ["school", "les", "sfeer", "cijfer"]).unwrap();
    sheet.write_row(5, 1, ["Noord", "1", "2", "3"]).unwrap().write_row(6, 1, ["Zuid", "1"]).unwrap();
    let fixture = saved(workbook);
    let table = fixture.table();
    assert_eq!((table.header_row, headings(&table)), (5, vec!["", "school", "les", "sfeer", "cijfer"]));
    assert_eq!(rows(&table).unwrap().len(), 2);
    let hints = Hints { header_row: Some(6), ..Hints::default() };
    assert_eq!(headings(&fixture.open_with(&hints).unwrap().value), ["", "Noord", "1", "2", "3"]);
    let hints = Hints { header_row: Some(4), ..Hints::default() };
    assert_eq!(fixture.open_with(&hints).unwrap_err()[0].code, Code::HeaderMissing);
}

#[test]
fn headings_merged_over_columns_and_rows_are_joined() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let plain = Format::new();
    sheet.merge_range(0, 0, 1, 0, "school", &plain).unwrap();
    sheet.merge_range(0, 1, 0, 2, "Begeleiding", &plain).unwrap();
    sheet.merge_range(0, 3, 1, 3, "cijfer", &plain).unwrap();
    sheet.write_row(1, 1, ["tijd", "inhoud"]).unwrap();
    sheet.write_row(2, 0, ["Noord", "goed", "matig", "7"]).unwrap();
    let table = saved(workbook).table();
    assert_eq!(headings(&table), ["school", "Begeleiding [tijd]", "Begeleiding [inhoud]", "cijfer"]);
    assert_eq!(rows(&table).unwrap().iter().map(|(row, _)| *row).collect::<Vec<_>>(), [3]);
}

#[test]
fn a_heading_merged_over_columns_with_values_is_refused_with_its_cell() {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet().set_name("S").unwrap();
    sheet.write(0, 0, "school").unwrap().merge_range(0, 1, 0, 2, "Begeleiding", &Format::new()).unwrap();
    sheet.write_row(1, 0, ["Noord", "goed", "matig"]).unwrap();
    let faults = saved(workbook).faults();
    assert_eq!(faults, [(Code::BlankHeading, Some(Place::cell("in.csv", "S", 2, 3)))]);
}

#[test]
fn a_far_cell_does_not_ask_for_a_whole_sheet_of_memory() {
    let mut workbook = small();
    workbook.worksheet_from_index(0).unwrap().write(1_048_575, 16_383, "ver weg").unwrap();
    let table = saved(workbook).table();
    let mut batches = table.batches(&[0]).unwrap();
    assert_eq!(batches.by_ref().map(|batch| batch.unwrap().len()).sum::<usize>(), 2);
    let notes: Vec<_> = batches.notes().iter().map(|note| (note.code, note.place.clone())).collect();
    let far = (Code::BlankHeading, Some(Place::cell("in.csv", "Antwoorden", 1_048_576, 16_384)));
    assert!(notes.contains(&far), "{notes:?}");
}

#[test]
fn a_workbook_without_rows_or_without_anything_says_so() {
    let mut workbook = Workbook::new();
    workbook.add_worksheet();
    assert_eq!(saved(workbook).codes(), [Code::EmptyFile]);
    let mut workbook = Workbook::new();
    workbook.add_worksheet().write_row(0, 0, ["a", "b"]).unwrap();
    assert_eq!(saved(workbook).codes(), [Code::NoRows]);
}

#[test]
fn a_workbook_that_is_cut_short_is_broken() {
    let bytes = small().save_to_buffer().unwrap();
    for length in [4, 100, bytes.len() / 2, bytes.len() - 1] {
        assert_eq!(file("a.xlsx", &bytes[..length]).codes(), [Code::WorkbookBroken], "{length}");
    }
    assert_eq!(file("a.xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1").codes(), [Code::WorkbookBroken]);
}

#[test]
fn an_encrypted_workbook_is_refused_with_the_remedy() {
    let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
    bytes.resize(2048, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    assert_eq!(file("a.xlsx", &bytes).codes(), [Code::WorkbookProtected]);
}

#[test]
fn a_workbook_that_unpacks_to_more_than_the_limit_is_refused_before_it_is_read() {
    let fixture = saved(small());
    let opened = |limits: Limits| open(&fixture.path, "in.xlsx", &Hints::default(), &limits);
    let faults = opened(Limits { unpacked_bytes: 1_000, ..Limits::default() }).unwrap_err();
    assert_eq!(faults[0].code, Code::TooLarge);
    let faults = opened(Limits { ratio: 1, ratio_from_bytes: 100, ..Limits::default() }).unwrap_err();
    assert_eq!(faults[0].code, Code::TooLarge);
    let faults = opened(Limits { cells: 6, ..Limits::default() }).unwrap_err();
    assert_eq!(faults[0].code, Code::TooLarge);
    assert!(opened(Limits { cells: 7, ..Limits::default() }).is_ok());
}

#[test]
fn a_zip_that_is_no_workbook_is_no_table() {
    use std::io::{Cursor, Write as _};
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    zip.write_all(b"<w/>").unwrap();
    assert_eq!(file("a.xlsx", zip.finish().unwrap().get_ref()).codes(), [Code::NotATable]);
}
