use std::io::Write as _;

use super::fixture::{csv, file, headings, line, rows, text};
use crate::diagnostics::Code;
use crate::domain::Cell::{Absent, Blank};
use crate::ingest::{Hints, Limits, Table, TableKind, open};

#[test]
fn the_delimiter_is_the_one_that_cuts_most_evenly() {
    for (delimiter, content) in [
        (';', "naam van school;les;cijfer\nNoord;goed, heel goed;7,5\nZuid;goed;6,5\n"),
        (',', "school,les,cijfer\nNoord,goed; heel goed,7\nZuid,goed,6\n"),
        ('\t', "school\tles, boek\nNoord\tgoed\nZuid\tgoed\n"),
        ('|', "school|les\nNoord|goed\nZuid|goed, heel goed\n"),
    ] {
        let fixture = csv(content);
        let TableKind::Delimited { delimiter: found, .. } = fixture.table().kind else { panic!("no text") };
        assert_eq!(found, delimiter, "{content:?}");
    }
}

#[test]
fn an_unquoted_nothing_is_told_apart_from_a_quoted_one() {
    let table = csv("a;b;c;d\n1;;\"\";\"  \"\n").table();
    assert_eq!(rows(&table).unwrap(), [(2, vec![text("1"), Absent, Blank, Blank])]);
}

#[test]
fn a_quoted_newline_belongs_to_its_field_and_the_next_row_knows_its_line() {
    let table = csv("a;b\r\n1;\"een\r\ntwee \"\"drie\"\"\"\r\n2;vier\r\n\r\n").table();
    assert_eq!(
        rows(&table).unwrap(),
        [(2, vec![text("1"), text("een\r\ntwee \"drie\"")]), (4, vec![text("2"), text("vier")])]
    );
}

#[test]
fn carriage_returns_alone_end_lines() {
    let table = csv("a,b\r1,\"x\ry\"\r3,4").table();
    assert_eq!(rows(&table).unwrap(), [(2, vec![text("1"), text("x\ry")]), (4, vec![text("3"), text("4")])]);
}

#[test]
fn a_sep_line_names_the_delimiter_and_is_no_heading() {
    for content in ["sep=;\r\na,1;b\r\n1;2\r\n", "\u{feff}\"sep=;\"\na,1;b\n1;2\n", "SEP=;;;\na,1;b\n1;2\n"] {
        let table = csv(content).table();
        assert_eq!(headings(&table), ["a,1", "b"], "{content:?}");
        assert_eq!(table.header_row, 2);
        assert_eq!(rows(&table).unwrap(), [(3, vec![text("1"), text("2")])]);
    }
}

#[test]
fn each_encoding_reads_with_its_accents() {
    let content = "school;reden\nNoord;een drieëntwintigste überhaupt €\nZuid;één idee, cafés en oké\n";
    let utf16 = |bytes: fn(u16) -> [u8; 2], mark: bool| {
        let mark = if mark { "\u{feff}" } else { "" };
        format!("{mark}{content}").encode_utf16().flat_map(bytes).collect::<Vec<u8>>()
    };
    let (western, _, _) = encoding_rs::WINDOWS_1252.encode(content);
    for (bytes, label, mark, guessed) in [
        (content.as_bytes().to_vec(), "UTF-8", false, false),
        (format!("\u{feff}{content}").into_bytes(), "UTF-8", true, false),
        (utf16(u16::to_le_bytes, true), "UTF-16LE", true, false),
        (utf16(u16::to_be_bytes, true), "UTF-16BE", true, false),
        (utf16(u16::to_le_bytes, false), "UTF-16LE", false, true),
        (utf16(u16::to_be_bytes, false), "UTF-16BE", false, true),
        (western.into_owned(), "windows-1252", false, true),
    ] {
        let checked = file("in.csv", &bytes).open();
        let checked = checked.unwrap_or_else(|faults| panic!("{label}: {faults:?}"));
        let kind = TableKind::Delimited { encoding: label, bom: mark, delimiter: ';', packed: false };
        assert_eq!(checked.value.kind, kind);
        let noted = checked.notes.iter().any(|note| note.code == Code::EncodingGuessed);
        assert_eq!(noted, guessed, "{label}");
    }
}

#[test]
fn an_encoding_that_is_named_is_used() {
    let fixture = file("in.csv", b"a;b\n1;\x80 5\n2;\xA4 5\n");
    for (label, first) in [("windows-1252", "€ 5"), ("iso-8859-15", "\u{80} 5")] {
        let hints = Hints { encoding: Some(label.to_owned()), ..Hints::default() };
        let table = fixture.open_with(&hints).unwrap().value;
        assert_eq!(rows(&table).unwrap()[0].1[1], text(first), "{label}");
    }
}

#[test]
fn one_stray_byte_does_not_turn_a_utf8_file_into_another_encoding() {
    let fixture = file("in.csv", "a;b\ncoöperatie;één\ntwee;dr\u{1}".replace('\u{1}', "ie\n").as_bytes());
    assert!(fixture.open().unwrap().notes.is_empty());
    let mut bytes = "a;b\ncoöperatie;één\ntwee;drie".as_bytes().to_vec();
    bytes.extend_from_slice(b" \xE9\n");
    let checked = file("in.csv", &bytes).open().unwrap();
    let noted: Vec<_> = checked.notes.iter().map(|note| (note.code, note.place.clone())).collect();
    assert_eq!(noted, [(Code::BadEncoding, super::fixture::line(3))]);
    assert_eq!(rows(&checked.value).unwrap()[1].1[1], text("drie \u{fffd}"));
}

#[test]
fn trailing_empty_columns_and_rows_are_no_columns_and_rows() {
    let table = csv("a;b;;\n1;2;;\n3;4\n;;;\n;;;\n\n").table();
    assert_eq!(headings(&table), ["a", "b"]);
    assert_eq!(rows(&table).unwrap(), [(2, vec![text("1"), text("2")]), (3, vec![text("3"), text("4")])]);
}

#[test]
fn an_empty_row_between_answers_is_handed_on_and_noted() {
    let table = csv("a;b\n1;2\n;\n3;4\n;\n").table();
    let mut batches = table.batches(&[0]).unwrap();
    let read: usize = batches.by_ref().map(|batch| batch.unwrap().len()).sum();
    assert_eq!(read, 3);
    let notes: Vec<_> = batches.notes().iter().map(|note| (note.code, note.place.clone())).collect();
    assert_eq!(notes, [(Code::EmptyRows, super::fixture::line(3))]);
}

#[test]
fn title_rows_above_the_headings_are_passed_over() {
    let content = "Resultaten voorjaar;;\n\ngemaakt op;14-04-2026;\nschool;les;sfeer\nN;1;2\nZ;3;4\n";
    let checked = csv(content).open().unwrap();
    let notes: Vec<_> = checked.notes.iter().map(|note| note.code).collect();
    let table = checked.value;
    assert_eq!(headings(&table), ["school", "les", "sfeer"]);
    assert_eq!(table.header_row, 4);
    assert_eq!(notes, [Code::HeaderFound], "passed over, but not in silence");
    assert_eq!(rows(&table).unwrap().len(), 2);
}

#[test]
fn one_answer_in_one_column_is_a_table() {
    let table = csv("les\ngoed\n").table();
    assert_eq!(rows(&table).unwrap(), [(2, vec![text("goed")])]);
}

#[test]
fn a_column_without_any_answer_is_read_as_absent() {
    let table = csv("id;les\n1;\n2;\n").table();
    assert_eq!(rows(&table).unwrap(), [(2, vec![text("1"), Absent]), (3, vec![text("2"), Absent])]);
}

#[test]
fn batches_come_in_the_order_of_the_file_and_their_distinct_cells_only_grow() {
    let remark = "lang ".repeat(30);
    let mut content = String::from("id;les;open\n");
    for row in 0..60_000 {
        let les = ["goed", "slecht", "", "\"\"", "gaat wel; soms"][row % 5];
        let les = if les.contains(';') { format!("\"{les}\"") } else { les.to_owned() };
        content.push_str(&format!("{row};{les};\"regel een\nregel \"\"twee\"\"\n{remark}\"\n"));
    }
    content.push_str("60000;anders;\n");
    let batches: Vec<_> = csv(&content).table().batches(&[1, 0]).unwrap().map(Result::unwrap).collect();
    assert!(batches.len() > 1, "{}", batches.len());
    let mut expected = (0..=60_000_u64).map(|row| 2 + 3 * row);
    let mut row = 0;
    let mut before = 0;
    for batch in &batches {
        let distinct = &batch.columns[0].distinct;
        assert!(distinct.len() >= before && distinct[..before] == batches[0].columns[0].distinct[..before]);
        before = distinct.len();
        for (at, start) in batch.starts.iter().enumerate() {
            assert_eq!(Some(*start), expected.next());
            let cell = &distinct[batch.columns[0].rows[at] as usize];
            let wanted =
                [text("goed"), text("slecht"), Absent, Blank, text("gaat wel; soms")][row % 5].clone();
            assert_eq!(*cell, if row == 60_000 { text("anders") } else { wanted });
            let id = &batch.columns[1].distinct[batch.columns[1].rows[at] as usize];
            assert_eq!(*id, text(&row.to_string()));
            row += 1;
        }
    }
    assert_eq!((expected.next(), before), (None, 6));
}

#[test]
fn a_packed_text_reads_as_the_text_in_it() {
    let content = "les;cijfer\ngoed;7,5\n\"\";\n";
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(content.as_bytes()).unwrap();
    let table = file("in.csv.gz", &packed.finish().unwrap()).table();
    assert_eq!(rows(&table).unwrap(), rows(&csv(content).table()).unwrap());
    assert!(matches!(table.kind, TableKind::Delimited { packed: true, .. }));
}

#[test]
fn what_was_not_looked_at_before_is_held_to_utf8_as_it_is_read() {
    let mut content = "les\ngoed\n".repeat(200_000).into_bytes();
    content.extend_from_slice(b"caf\xE9\n");
    let fixture = file("in.csv", &content);
    let open = |hints: &Hints, surveyed_bytes: u64| {
        let limits = Limits { surveyed_bytes, ..Limits::default() };
        open(&fixture.path, "in.csv", hints, &limits).unwrap().value
    };
    let last = |table: &Table| rows(table).map(|rows| rows.last().cloned());
    let faults = last(&open(&Hints::default(), 1024)).unwrap_err();
    let found: Vec<_> = faults.iter().map(|fault| (fault.code, fault.place.clone())).collect();
    assert_eq!(found, [(Code::BadEncoding, line(400_001))]);
    let named = Hints { encoding: Some("windows-1252".to_owned()), ..Hints::default() };
    for table in [open(&named, 1024), open(&Hints::default(), 64 << 20)] {
        assert_eq!(last(&table).unwrap(), Some((400_001, vec![text("café")])));
    }
}

#[test]
fn a_packed_text_that_is_cut_off_or_too_large_is_refused() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(b"les;cijfer\n").unwrap();
    let row = b"goed;7,5\n".repeat(10_000);
    for _ in 0..2_000 {
        packed.write_all(&row).unwrap();
    }
    let bomb = packed.finish().unwrap();
    assert!(bomb.len() < 800_000, "{}", bomb.len());
    assert_eq!(file("in.csv.gz", &bomb).codes(), [Code::TooLarge]);
    assert_eq!(file("in.csv.gz", &bomb[..bomb.len() / 20]).codes(), [Code::FileUnreadable]);
}

#[test]
fn the_digest_is_that_of_the_bytes() {
    let table = csv("a;b\n1;2\n").table();
    assert_eq!(table.bytes, 8);
    assert_eq!(table.sha256(), "403bea5152c251c5bc7ef420d824d191605723f99392e83a0549ad58c6d46291");
}

#[test]
fn an_unread_rest_does_not_hang_the_reader() {
    let content = format!("a;b\n{}", "1;2\n".repeat(300_000));
    let table = csv(&content).table();
    let mut batches = table.batches(&[0]).unwrap();
    assert!(batches.next().is_some());
    drop(batches);
}
