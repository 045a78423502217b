//! Workbooks that are made to break a reader, or came out broken: each ends in a message, soon and in little memory.

use std::time::{Duration, Instant};

use super::fixture::{file, forget_files, headings, rows, text};
use super::made::{
    ROWS, TEXTS, biff, biff_cell, biff_rows, biff_stream, ods, ods_row, ole, record, sheet, wide, xls, xlsb,
    xlsb_cell, xlsb_rows, xlsx, xlsx_parts, zip,
};
use crate::diagnostics::Code;
use crate::domain::Cell;
use crate::ingest::{Hints, Limits, open};

const TABLE: [&[&str]; 3] = [&["school", "les"], &["Noord", "4"], &["Zuid", "5"]];

fn codes(bytes: &[u8]) -> Vec<Code> {
    let start = Instant::now();
    let codes = file("a", bytes).codes();
    assert!(start.elapsed() < Duration::from_secs(5), "{codes:?} took {:?}", start.elapsed());
    codes
}

fn xlsx_with(rows: &str) -> Vec<u8> {
    zip(&xlsx_parts(&sheet(rows), TEXTS))
}

/// The small workbook in every format.
fn small() -> [(&'static str, Vec<u8>); 4] {
    let ods_rows: String = TABLE.iter().map(|row| ods_row(row)).collect();
    [
        ("xlsx", xlsx()),
        ("xlsb", xlsb(&xlsb_rows(&TABLE), &[])),
        ("ods", ods(&ods_rows)),
        ("xls", xls(&[], &biff_rows(&TABLE))),
    ]
}

#[test]
fn the_small_workbook_reads_the_same_in_every_format() {
    for (format, bytes) in small() {
        let table = file("a", &bytes).table();
        assert_eq!(headings(&table), ["school", "les"], "{format}");
        let expected =
            [(2, vec![text("Noord"), Cell::Number(4.0)]), (3, vec![text("Zuid"), Cell::Number(5.0)])];
        assert_eq!(rows(&table).unwrap(), expected, "{format}");
    }
}

#[test]
fn a_workbook_that_is_cut_short_anywhere_is_refused() {
    for (format, bytes) in small() {
        // The stream of the .xls is padded: what is cut off its end is padding.
        let whole = if format == "xls" { 2048 } else { bytes.len() };
        for part in 1..12 {
            let cut = &bytes[..whole * part / 12];
            let codes = codes(cut);
            assert!(!codes.is_empty(), "{format} {part}");
            assert!(cut.len() < 40 || codes == [Code::WorkbookBroken], "{format} {part}: {codes:?}");
        }
    }
}

#[test]
fn entities_are_not_expanded_and_nothing_outside_is_fetched() {
    let laughs = "<!DOCTYPE a [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;\">]>";
    let outside = "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>";
    for start in [laughs, outside] {
        let parts = xlsx_parts(&format!("{start}{}", sheet(ROWS)), TEXTS);
        assert_eq!(codes(&zip(&parts)), [Code::WorkbookBroken]);
        let parts = xlsx_parts(&sheet(ROWS), &format!("{start}{TEXTS}"));
        assert_eq!(codes(&zip(&parts)), [Code::WorkbookBroken]);
    }
    let parts = xlsx_parts(&sheet(ROWS), &TEXTS.replace("Noord", "&lol9;"));
    assert_eq!(codes(&zip(&parts)), [Code::WorkbookBroken]);
    assert_eq!(codes(&ods(&ods_row(&["a", "&b;"]))), [Code::WorkbookBroken]);
}

#[test]
fn what_a_workbook_declares_about_its_size_is_not_believed() {
    let rows =
        format!("<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{ROWS}</sheetData></worksheet>");
    let texts = TEXTS.replace("<sst>", "<sst count=\"99999999999999\" uniqueCount=\"99999999999999\">");
    assert_eq!(codes(&zip(&xlsx_parts(&rows, TEXTS))), []);
    assert_eq!(codes(&zip(&xlsx_parts(&rows, &texts))), [Code::WorkbookBroken]);
    let dimensions = biff(0x0200, &[&[0; 4][..], &[0xFF; 4], &[0, 0, 0xFF, 0xFF, 0, 0]].concat());
    assert_eq!(codes(&xls(&[], &[dimensions, biff_rows(&TABLE)].concat())), [Code::TooLarge]);
    let many = biff(0x00FC, &[0xFF; 8]);
    assert_eq!(codes(&xls(&many, &biff_rows(&TABLE))), []);
    let many = record(0x009F, &[0xFF; 8]);
    assert_eq!(codes(&xlsb(&[many, xlsb_rows(&TABLE)].concat(), &[])), []);
}

#[test]
fn cells_that_stand_nowhere_or_out_of_order_are_refused() {
    let cell = |at: &str| format!("{ROWS}<row r=\"4\"><c r=\"{at}\"><v>1</v></c></row>");
    for at in ["AAAAAAAAAAAAAA4", "4", "A", "", "A99999999999999999999", "A-4"] {
        assert_eq!(codes(&xlsx_with(&cell(at))), [Code::WorkbookBroken], "{at}");
    }
    assert_eq!(codes(&xlsx_with(&cell("XFE4"))), [Code::TooLarge]);
    for rows in [
        "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>",
        "<row r=\"0\"/>",
        "<row r=\"99999999999\"/>",
        "<row r=\"4\"><c r=\"B4\"><v>1</v></c><c r=\"A4\"><v>1</v></c></row>",
        "<row r=\"4\"><c r=\"A4\" t=\"s\"><v>99</v></c></row>",
        "<row r=\"4\"><c r=\"A4\" t=\"b\"><v>x</v></c></row>",
    ] {
        assert_eq!(codes(&xlsx_with(&format!("{ROWS}{rows}"))), [Code::WorkbookBroken], "{rows}");
    }
    let broken = xlsb(&[xlsb_rows(&TABLE), xlsb_cell(0x0007, 0, &[9, 0, 0, 0])].concat(), &[]);
    assert_eq!(codes(&broken), [Code::WorkbookBroken]);
    assert_eq!(codes(&xls(&[], &biff_cell(0x00FD, 0, 0, &[9, 0, 0, 0]))), [Code::EmptyFile]);
}

#[test]
fn a_heading_row_of_a_million_columns_is_refused() {
    let mut row = String::from("<row>");
    (0..40_000).for_each(|_| row.push_str("<c><v>1</v></c>"));
    assert_eq!(codes(&xlsx_with(&(row + "</row>"))), [Code::TooLarge]);
    let cell = "<table:table-cell table:number-columns-repeated=\"999999999\" office:value-type=\"float\" office:value=\"1\"/>";
    assert_eq!(codes(&ods(&format!("<table:table-row>{cell}</table:table-row>"))), [Code::TooLarge]);
    let mut row = record(0, &[0; 4]);
    (0..40_000).for_each(|column| row.extend(xlsb_cell(5, column, &[0; 8])));
    assert_eq!(codes(&xlsb(&row, &[])), [Code::TooLarge]);
}

#[test]
fn elements_within_elements_without_end_do_not_exhaust_the_stack() {
    let deep = "<a>".repeat(300_000);
    assert_eq!(codes(&xlsx_with(&format!("<row><c><is>{deep}"))), [Code::WorkbookBroken]);
    assert_eq!(codes(&ods(&deep)), [Code::EmptyFile]);
}

#[test]
fn parts_that_unpack_to_more_than_they_say_or_than_may_be_are_refused() {
    let spaces = format!("<worksheet>{}<sheetData/></worksheet>", " ".repeat(3 << 20));
    let bytes = zip(&xlsx_parts(&spaces, TEXTS));
    let limits = Limits { ratio_from_bytes: 1 << 20, ..Limits::default() };
    let opened = |bytes: &[u8]| open(&file("a", bytes).path, "a", &Hints::default(), &limits);
    assert_eq!(opened(&bytes).unwrap_err()[0].code, Code::TooLarge);
    // The sizes before the name, and in the list at the end: both say 1.
    let mut lying = bytes.clone();
    let size = (spaces.len() as u32).to_le_bytes();
    let found: Vec<usize> = (0..lying.len() - 4).filter(|&at| lying[at..at + 4] == size).collect();
    assert_eq!(found.len(), 2);
    found.iter().for_each(|&at| lying[at..at + 4].copy_from_slice(&1_u32.to_le_bytes()));
    let code = opened(&lying).unwrap_err()[0].code;
    assert!(matches!(code, Code::TooLarge | Code::WorkbookBroken), "{code:?}");
}

#[test]
fn parts_that_share_a_name_or_their_bytes_are_refused() {
    let mut parts = xlsx_parts(&sheet(ROWS), TEXTS);
    parts.push(("XL\\worksheets\\SHEET1.xml", sheet("").into_bytes()));
    assert_eq!(codes(&zip(&parts)), [Code::WorkbookBroken]);
    let bytes = xlsx();
    // Let the list at the end say that the second part begins where the first does.
    let mut overlapping = bytes.clone();
    let lists: Vec<usize> =
        (0..bytes.len() - 4).filter(|&at| bytes[at..].starts_with(b"PK\x01\x02")).collect();
    overlapping[lists[1] + 42..lists[1] + 46].copy_from_slice(&[0; 4]);
    assert_eq!(codes(&overlapping), [Code::WorkbookBroken]);
}

#[test]
fn names_that_lead_elsewhere_lead_nowhere() {
    let mut parts = xlsx_parts(&sheet(ROWS), TEXTS);
    for name in ["../../outside.xml", "/etc/passwd", "C:\\outside.xml", "xl/externalLinks/externalLink1.xml"]
    {
        parts.push((name, b"<a/>".to_vec()));
    }
    assert_eq!(codes(&zip(&parts)), []);
    let parts: Vec<_> = xlsx_parts(&sheet(ROWS), TEXTS);
    let back: Vec<_> = parts.iter().map(|(name, bytes)| (name.replace('/', "\\"), bytes.clone())).collect();
    let back: Vec<_> = back.iter().map(|(name, bytes)| (name.as_str(), bytes.clone())).collect();
    assert_eq!(codes(&zip(&back)), [], "a workbook with the wrong slashes, as some programs write it");
    let mut away = xlsx_parts(&sheet(ROWS), TEXTS);
    away[2].1 = String::from_utf8(away[2].1.clone()).unwrap().replace("worksheets/", "../../").into_bytes();
    assert_eq!(codes(&zip(&away)), [Code::WorkbookBroken]);
}

#[test]
fn more_parts_than_a_workbook_has_are_not_listed() {
    let mut bytes = xlsx();
    let end = bytes.len() - 22;
    assert_eq!(&bytes[end..end + 4], b"PK\x05\x06");
    bytes[end + 8..end + 12].copy_from_slice(&[0xFF; 4]);
    assert_eq!(codes(&bytes), [Code::TooLarge]);
}

#[test]
fn encrypted_workbooks_of_every_format_are_told_from_broken_ones() {
    let protected = [Code::WorkbookProtected];
    assert_eq!(codes(&xls(&biff(0x002F, &[0, 0, 1, 2, 3, 4]), &biff_rows(&TABLE))), protected);
    assert_eq!(codes(&ole("EncryptedPackage", &[7; 5000])), protected);
    let mut parts = vec![("mimetype", b"application/vnd.oasis.opendocument.spreadsheet".to_vec())];
    parts.push(("content.xml", vec![200; 100]));
    let entry = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>";
    parts.push(("META-INF/manifest.xml", entry.into()));
    assert_eq!(codes(&zip(&parts)), protected);
    assert_eq!(codes(&ole("WordDocument", &[7; 5000])), [Code::NotATable]);
    let mut locked = xlsx();
    for mark in [&b"PK\x03\x04"[..], b"PK\x01\x02"] {
        let flags = if mark[2] == 3 { 6 } else { 8 };
        let found: Vec<usize> = (0..locked.len() - 4).filter(|&at| locked[at..].starts_with(mark)).collect();
        found.into_iter().for_each(|at| locked[at + flags] |= 1);
    }
    assert_eq!(codes(&locked), protected);
}

#[test]
fn chains_of_an_old_workbook_that_bite_their_tail_end() {
    let sound = xls(&[], &biff_rows(&TABLE));
    // Sector 0 is the table of sectors; 1 the folder, 2 and further the stream.
    for (sector, next) in [(1_usize, 1_u32), (2, 2), (3, 2), (2, 0x00FF_FFFF)] {
        let mut bytes = sound.clone();
        bytes[512 + 4 * sector..516 + 4 * sector].copy_from_slice(&next.to_le_bytes());
        assert_eq!(codes(&bytes), [Code::WorkbookBroken], "{sector} {next}");
    }
    let mut bytes = sound.clone();
    bytes[68..72].copy_from_slice(&1_u32.to_le_bytes());
    let _ = codes(&bytes);
    let mut bytes = sound;
    (76..512).for_each(|at| bytes[at] = 0);
    let _ = codes(&bytes);
}

#[test]
fn a_long_text_that_many_cells_share_is_kept_once() {
    // 20,000 letters, 50,000 times: a gigabyte if each cell had its own.
    let long = "a".repeat(20_000);
    let texts = format!("<sst><si><t>{long}</t></si></sst>");
    let mut cells = String::from("<row><c><v>1</v></c></row>");
    (0..50_000).for_each(|_| cells.push_str("<row><c t=\"s\"><v>0</v></c></row>"));
    let table = file("a", &zip(&xlsx_parts(&sheet(&cells), &texts))).table();
    assert_eq!(rows(&table).unwrap().len(), 50_000);
    forget_files();
}

#[test]
fn many_continuations_of_one_record_take_no_longer_than_their_bytes() {
    let mut globals = biff(0x00FC, &[0; 8]);
    (0..200_000).for_each(|_| globals.extend(biff(0x003C, &[])));
    assert_eq!(codes(&xls(&globals, &biff_rows(&TABLE))), [Code::WorkbookBroken]);
}

#[test]
fn an_ods_does_not_fill_the_memory_with_what_is_only_counted() {
    let cell = |repeat: &str, text: &str| {
        format!(
            "<table:table-row table:number-rows-repeated=\"100\"><table:table-cell {repeat} office:value-type=\"string\">\
             <text:p>{text}</text:p></table:table-cell></table:table-row>"
        )
    };
    let long = "a".repeat(100_000);
    assert_eq!(codes(&ods(&cell("table:number-columns-repeated=\"16000\"", &long))), [Code::TooLarge]);
    assert_eq!(codes(&ods(&cell("", "a<text:s text:c=\"4000000000\"/>b"))), [Code::TooLarge]);
    assert_eq!(codes(&ods(&cell("", "a<text:s text:c=\"4\"/>b"))), []);
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

fn spoiled(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(bytes.len());
        match dice.roll(4) {
            0 => bytes[at] = dice.roll(256) as u8,
            1 => bytes[at] ^= 1 << dice.roll(8),
            2 => bytes[at] = [0, 0xFF, 0x7F, 0x80, b'<', b'>', b'"', b'9'][dice.roll(8)],
            _ => {
                let length = dice.roll(4).min(bytes.len() - at);
                bytes[at..at + length].fill([0, 0xFF][dice.roll(2)]);
            }
        }
    }
    if dice.roll(10) == 0 {
        bytes.truncate(1 + dice.roll(bytes.len()));
    }
    bytes
}

#[test]
fn no_change_to_a_small_workbook_makes_it_panic_or_take_long() {
    let times = std::env::var("SPOILED").ok().and_then(|times| times.parse().ok()).unwrap_or(25);
    let mut dice = Dice(7);
    let table: String = TABLE.iter().map(|row| ods_row(row)).collect();
    let stream = biff_stream(&[], &biff_rows(&TABLE));
    let xlsb_sheet = xlsb_rows(&TABLE);
    for _ in 0..times {
        let mut all: Vec<Vec<u8>> = small().iter().map(|(_, bytes)| spoiled(bytes, &mut dice)).collect();
        let mut parts = xlsx_parts(&sheet(ROWS), TEXTS);
        let part = dice.roll(parts.len());
        parts[part].1 = spoiled(&parts[part].1, &mut dice);
        all.push(zip(&parts));
        all.push(ods(&String::from_utf8_lossy(&spoiled(table.as_bytes(), &mut dice))));
        all.push(ole("Workbook", &spoiled(&stream, &mut dice)));
        all.push(xlsb(&spoiled(&xlsb_sheet, &mut dice), &record(0x00B0, &wide("a"))));
        for bytes in all {
            let start = Instant::now();
            let _ = file("a", &bytes).codes();
            assert!(start.elapsed() < Duration::from_secs(1), "{:?}", start.elapsed());
            forget_files();
        }
    }
}
