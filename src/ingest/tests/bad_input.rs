use std::io;

use super::fixture::{csv, file, line, rows};
use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{Place, PlatformName};
use crate::ingest::{Hints, IngestError, Limits, open};

#[test]
fn a_missing_file_is_said_to_be_missing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("weg.csv");
    let faults = open(&path, "weg.csv", &Hints::default(), &Limits::default()).unwrap_err();
    assert_eq!(faults[0].code, Code::FileMissing);
    assert_eq!(faults[0].place, Some(Place::file("weg.csv")));
    let faults = open(folder.path(), "map", &Hints::default(), &Limits::default()).unwrap_err();
    assert_eq!(faults[0].code, Code::NotAFile);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_refused_and_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("in.csv");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    let fault = open(&path, "in.csv", &Hints::default(), &Limits::default()).unwrap_err().remove(0);
    assert_eq!(fault.code, Code::NotAFile);
    assert!(fault.help.expect("help").nl.contains("bewaar de export als bestand"));
}

#[test]
fn a_missing_file_names_the_nearest_there_is_and_no_project_file() {
    let fixture = csv("a;b\n1;2\n");
    let path = fixture.path.with_file_name("inn.csv");
    let faults = open(&path, "inn.csv", &Hints::default(), &Limits::default()).unwrap_err();
    let help = faults[0].help.clone().expect("help");
    assert!(help.nl.contains("`in.csv`") && !help.nl.contains("projectbestand"), "{}", help.nl);
}

#[test]
fn a_lock_file_named_outright_is_refused_and_says_what_to_do() {
    for name in ["~$in.xlsx", ".~lock.in.xlsx#", ".in.csv"] {
        let fixture = file(name, b"a;b\n1;2\n");
        assert_eq!(fixture.codes(), [Code::LockFile], "{name}");
    }
    let fault = file("~$in.xlsx", b"\x03abc").open().unwrap_err().remove(0);
    assert!(fault.help.expect("help").nl.contains("sluit het bestand in Excel"));
}

#[test]
fn what_the_operating_system_says_is_told_apart() {
    let place = Place::file("in.csv");
    for (kind, code) in [
        (io::ErrorKind::PermissionDenied, Code::NoPermission),
        (io::ErrorKind::NotFound, Code::FileMissing),
        (io::ErrorKind::IsADirectory, Code::NotAFile),
        (io::ErrorKind::TimedOut, Code::FileUnreadable),
    ] {
        assert_eq!(IngestError::io(&place, &io::Error::from(kind)).code(), code);
    }
}

#[test]
fn an_empty_file_and_one_with_only_headings_are_two_things() {
    for content in ["", "\n\n", "\u{feff}", "\u{feff}\r\n", ";;\n", "sep=;\n"] {
        assert_eq!(csv(content).codes(), [Code::EmptyFile], "{content:?}");
    }
    for content in ["a;b", "a;b\n", "a;b\r\n\r\n", "a;b\n;\n;\n"] {
        assert_eq!(csv(content).codes(), [Code::NoRows], "{content:?}");
    }
}

#[test]
fn what_is_no_table_is_refused_by_its_bytes_and_not_by_its_name() {
    for bytes in [
        &b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..],
        b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n",
        b"  <!DOCTYPE html>\n<html><table><tr><td>a</td></tr></table></html>",
        b"<HTML><body>",
        b"\xEF\xBB\xBF<?xml version=\"1.0\"?><a/>",
        b"PARE\0\0",
        b"FEA1\0\0",
        &[7; 100],
        &[0; 100],
    ] {
        let fixture = file("antwoorden.xls", bytes);
        assert_eq!(fixture.codes(), [Code::NotATable], "{bytes:?}");
    }
}

#[test]
fn every_ragged_row_is_named_with_its_line() {
    let fixture = csv("a;b;c\n1;2;3\n1;2\n1;2;3;4\n\"x\ny\";2;3\n1;2;3;\n1\n");
    let ragged = |at| (Code::RaggedRow, line(at));
    assert_eq!(fixture.faults(), [ragged(3), ragged(4), ragged(8)]);
}

#[test]
fn twenty_places_are_listed_and_the_rest_is_counted() {
    let content = format!("a;b\n1;2\n1;2\n1;2\n{}", "1;2;3\n".repeat(25));
    let table = csv(&content).table();
    let faults = rows(&table).unwrap_err();
    assert_eq!(faults.len(), 21);
    assert!(faults[20].headline.en.contains("5 more"), "{:?}", faults[20].headline);
    let exactly = format!("a;b\n1;2\n1;2\n1;2\n{}", "1;2;3\n".repeat(20));
    assert_eq!(rows(&csv(&exactly).table()).unwrap_err().len(), 20);
}

#[test]
fn a_quote_that_is_never_closed_is_named_by_the_line_where_it_opens() {
    let rest = "4;5\n".repeat(100_000);
    let fixture = csv(&format!("a;b\n1;2\n3;\"vier\n{rest}"));
    assert_eq!(fixture.faults(), [(Code::UnclosedQuote, line(3))]);
    let far = csv(&format!("a;b\n{}1;\"vier\n", "4;5\n".repeat(1_000)));
    assert_eq!(far.faults(), [(Code::UnclosedQuote, line(1_002))]);
}

#[test]
fn a_quoted_field_beyond_the_limit_is_an_unclosed_quote() {
    let fixture = csv("a;b\n1;\"12345678\"\n1;\"123456789\"\n");
    let limits = Limits { field_bytes: 8, ..Limits::default() };
    let faults = open(&fixture.path, "in.csv", &Hints::default(), &limits).unwrap_err();
    let found: Vec<_> = faults.into_iter().map(|fault| (fault.code, fault.place)).collect();
    assert_eq!(found, [(Code::UnclosedQuote, line(3))]);
}

#[test]
fn headings_that_occur_twice_or_not_at_all_are_all_named() {
    let fixture = csv("les; les\u{a0};;sfeer;sfeer\n1;2;3;4;5\n");
    let codes = fixture.codes();
    assert_eq!(codes, [Code::DuplicateHeading, Code::BlankHeading, Code::DuplicateHeading]);
    let blank = csv("a;;c\n1;;3\n4;;6\n");
    assert!(rows(&blank.table()).is_ok(), "an empty column needs no heading");
}

#[test]
fn a_value_far_below_an_empty_heading_is_found_too() {
    let fixture = csv(&format!("a;;c\n{}1;2;3\n", "1;;3\n".repeat(500)));
    assert_eq!(fixture.faults(), [(Code::BlankHeading, line(502))]);
}

#[test]
fn hints_that_make_no_sense_are_all_named() {
    let hints = Hints { encoding: Some("utf-80".into()), delimiter: Some('"'), ..Hints::default() };
    let faults = csv("a;b\n1;2\n").open_with(&hints).unwrap_err();
    assert_eq!(
        faults.iter().map(|fault| fault.code).collect::<Vec<_>>(),
        [Code::BadEncoding, Code::BadValue]
    );
    let hints = Hints { header_row: Some(9), ..Hints::default() };
    let faults = csv("a;b\n1;2\n").open_with(&hints).unwrap_err();
    assert_eq!(faults[0].code, Code::HeaderMissing);
    let hints = Hints { platform: Some(PlatformName::Limesurvey), ..Hints::default() };
    let faults = csv("a;a\n1;2\n").open_with(&hints).unwrap_err();
    let codes: Vec<_> = faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [Code::PlatformMismatch, Code::DuplicateHeading]);
}

#[test]
fn a_personal_column_cannot_be_asked_for() {
    let table = csv("E-mail;les\na@b.nl;goed\n").table();
    let faults = table.batches(&[0, 1, 7]).unwrap_err();
    let codes: Vec<_> = faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, [Code::PersonalColumn, Code::ColumnMissing]);
    assert!(!format!("{faults:?}").contains("a@b.nl"));
}

#[test]
fn what_is_kept_stays_below_its_limit() {
    let content: String = (0..1_000).map(|row| format!("{row};goed\n")).collect();
    let fixture = csv(&format!("open;les\n{content}"));
    let limits = Limits { kept_bytes: 10_000, ..Limits::default() };
    let table = open(&fixture.path, "in.csv", &Hints::default(), &limits).unwrap().value;
    let end = |column| table.batches(&[column]).unwrap().last().unwrap().map_err(|faults| faults[0].code);
    assert_eq!(end(0).unwrap_err(), Code::TooLarge);
    assert_eq!(end(1).unwrap().len(), 1_000);
}

#[test]
fn every_fault_says_in_both_languages_how_to_mend_it() {
    let folder = tempfile::tempdir().unwrap();
    let fault = open(folder.path(), "map", &Hints::default(), &Limits::default()).unwrap_err().remove(0);
    let Diagnostic { headline, help: Some(help), .. } = fault else { panic!("no help") };
    assert!(![headline.nl, headline.en, help.nl, help.en].iter().any(String::is_empty));
}
