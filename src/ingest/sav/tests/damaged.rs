use super::reading::survey;
use super::writer::{Sav, Value, number, text};
use crate::diagnostics::{Code, Diagnostic};
use crate::ingest::sav::bytes::Order;
use crate::ingest::tests::fixture::{file, rows};
use crate::ingest::{Hints, Limits, open};

fn fault(bytes: &[u8]) -> Diagnostic {
    let fixture = file("antwoorden.sav", bytes);
    let mut faults = match fixture.open() {
        Err(faults) => faults,
        Ok(checked) => rows(&checked.value).expect_err("a fault"),
    };
    assert_eq!(faults.len(), 1, "{faults:#?}");
    faults.remove(0)
}

fn refused(bytes: &[u8], code: Code, words: &str) {
    let fault = fault(bytes);
    assert_eq!(fault.code, code, "{}", fault.headline.nl);
    assert!(fault.headline.nl.contains(words), "{} has no {words}", fault.headline.nl);
    assert!(fault.help.is_some());
}

#[test]
fn a_file_with_fewer_or_more_rows_than_it_promises_is_refused_with_both_numbers() {
    for packing in 0..3 {
        for order in [Order::Little, Order::Big] {
            for (promised, words) in
                [(5, "belooft 5 rijen en heeft er 4"), (1, "belooft 1 rij en heeft er 4")]
            {
                let sav = Sav { packing, order, promised: Some(promised), ..survey() };
                refused(&sav.bytes(), Code::FileBroken, words);
            }
        }
    }
}

#[test]
fn a_file_that_breaks_off_in_its_rows_is_refused_wherever_it_breaks_off() {
    for packing in 0..2 {
        let sav = Sav { packing, ..survey() };
        let (whole, start) = (sav.bytes(), sav.dictionary().len());
        let unknown = Sav { promised: Some(-1), ..sav }.bytes();
        for end in start..whole.len() {
            let found = fault(&whole[..end]);
            assert_eq!(found.code, Code::FileBroken, "{packing} {end}");
            let file = file("antwoorden.sav", &unknown[..end]);
            match file.open() {
                // A file that does not know how many rows it has may end after any of them.
                Ok(checked) => match rows(&checked.value) {
                    Ok(rows) => assert!(rows.len() < 4 && !rows.is_empty(), "{packing} {end}"),
                    Err(faults) => {
                        assert!(matches!(faults[0].code, Code::FileBroken | Code::NoRows), "{packing} {end}");
                    }
                },
                Err(faults) => panic!("{faults:#?}"),
            }
        }
    }
}

#[test]
fn a_file_that_breaks_off_before_its_rows_is_refused_wherever_it_breaks_off() {
    let sav = survey();
    let whole = sav.dictionary();
    for end in 4..whole.len() {
        let fault = fault(&whole[..end]);
        assert_eq!(fault.code, Code::FileBroken, "{end}: {}", fault.headline.nl);
    }
}

#[test]
fn what_stands_behind_the_end_is_not_passed_over() {
    let mut bytes = Sav { says_end: true, ..survey() }.bytes();
    bytes.extend([0; 40]);
    assert!(rows(&file("a.sav", &bytes).table()).is_ok(), "zeros fill a file up");
    bytes.push(1);
    refused(&bytes, Code::FileBroken, "na de laatste rij");
    let mut plain = Sav { packing: 0, ..survey() }.bytes();
    plain.extend([7; 5]);
    refused(&plain, Code::FileBroken, "breekt af midden in rij 5");
}

#[test]
fn a_file_without_rows_or_without_variables_says_so() {
    for promised in [Some(0), Some(-1)] {
        for packing in 0..3 {
            let sav = Sav { packing, promised, ..Sav::new(vec![number("V")], Vec::new()) };
            refused(&sav.bytes(), Code::NoRows, "geen rijen met antwoorden");
        }
    }
    refused(&Sav::new(Vec::new(), Vec::new()).bytes(), Code::EmptyFile, "leeg");
}

#[test]
fn a_text_in_the_place_of_a_number_is_named_with_its_row() {
    let sav = Sav::new(vec![number("V"), text("T", 8)], vec![vec![1.0.into(), "".into()]; 3]);
    let start = sav.dictionary().len();
    for (at, code) in [(2, 254), (5, 255), (3, 103), (0, 254)] {
        let mut bytes = sav.bytes();
        bytes[start + at] = code;
        let row = at / 2 + 1;
        refused(&bytes, Code::FileBroken, &format!("in rij {row}: tekst en getallen"));
    }
    // Zero in the place of blanks: eight zero bytes, which is nothing too.
    let mut bytes = sav.bytes();
    bytes[start + 1] = 100;
    let found = rows(&file("a.sav", &bytes).table()).unwrap();
    assert_eq!(found[0].1[1], crate::domain::Cell::Absent);
}

/// A file with one number of its bytes changed.
fn with_int(sav: &Sav, at: usize, number: i32) -> Vec<u8> {
    let mut bytes = sav.bytes();
    bytes[at..at + 4].copy_from_slice(&number.to_le_bytes());
    bytes
}

#[test]
fn a_header_that_makes_no_sense_is_refused() {
    let sav = survey();
    refused(&with_int(&sav, 64, 9), Code::FileBroken, "indeling");
    refused(&with_int(&sav, 72, 2), Code::FileBroken, "onbekende manier ingepakt te zijn (2)");
    refused(&with_int(&sav, 72, 7), Code::FileBroken, "onbekende manier ingepakt te zijn (7)");
    // One hundred as a mainframe writes it.
    let mut bytes = sav.bytes();
    bytes[84..92].copy_from_slice(&0x4264_0000_0000_0000_u64.to_le_bytes());
    refused(&bytes, Code::FileBroken, "mainframe");
}

#[test]
fn records_that_make_no_sense_are_refused() {
    let sav = survey();
    // The first record of a variable: its kind, its label, its missing values.
    refused(&with_int(&sav, 176, 5), Code::FileBroken, "onbekend soort record (5)");
    for (at, number) in [(180, 256), (180, -2), (184, 2), (188, 4), (188, -1)] {
        refused(&with_int(&sav, at, number), Code::FileBroken, "onbekend soort");
    }
    refused(&with_int(&sav, 180, 20), Code::FileBroken, "ruimte");
    refused(&with_int(&sav, 180, -1), Code::FileBroken, "ruimte");
    refused(&with_int(&sav, 208, -1), Code::FileBroken, "negatief");
    refused(&with_int(&sav, 208, i32::MAX), Code::TooLarge, "MiB aan namen en labels");
    refused(&with_int(&sav, 208, 60_000_000), Code::FileBroken, "houdt op");
}

#[test]
fn blocks_that_do_not_fit_the_file_are_refused() {
    let sav = Sav { packing: 2, ..survey() };
    let (whole, start) = (sav.bytes(), sav.dictionary().len());
    let list = usize::try_from(i64::from_le_bytes(whole[start + 8..start + 16].try_into().unwrap())).unwrap();
    for (at, words) in [
        (start, "lijst"),
        (start + 8, "lijst"),
        (start + 16, "lijst"),
        (start + 24 + 9, "uit te pakken"),
        (list + 20, "lijst"),
        (list + 24, "lijst"),
        (list + 32, "lijst"),
        (list + 40, "lijst"),
        (list + 44, "lijst"),
    ] {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x15;
        refused(&bytes, Code::FileBroken, words);
    }
    refused(&whole[..whole.len() - 1], Code::FileBroken, "lijst");
    // The last block says to hold one byte more than it does.
    let mut bytes = whole.clone();
    let last = whole.len() - 8;
    bytes[last] += 1;
    refused(&bytes, Code::FileBroken, "uit te pakken");
}

#[test]
fn what_a_zsav_unpacks_to_is_held_to_the_limit() {
    let answers = vec![vec![Value::from(1.5)]; 2_000];
    let sav = Sav { packing: 2, block: 4_096, ..Sav::new(vec![number("V")], answers) };
    let fixture = file("a.zsav", &sav.bytes());
    // A byte and a word of eight for each row.
    for (unpacked_bytes, ratio, fits) in [(18_000, 200, true), (17_999, 200, false), (18_000, 10, false)] {
        let limits = Limits { unpacked_bytes, ratio, ratio_from_bytes: 1_000, ..Limits::default() };
        let table = open(&fixture.path, "a.zsav", &Hints::default(), &limits).unwrap().value;
        match rows(&table) {
            Ok(rows) => assert!(fits && rows.len() == 2_000),
            Err(faults) => assert!(!fits && faults[0].code == Code::TooLarge, "{faults:#?}"),
        }
    }
}

#[test]
fn more_columns_than_the_limit_are_refused_and_as_many_are_not() {
    let names = ["A", "B", "C"];
    let sav = Sav::new(names.map(number).to_vec(), vec![vec![1.0.into(); 3]]);
    let fixture = file("a.sav", &sav.bytes());
    let with = |columns| {
        let limits = Limits { columns, ..Limits::default() };
        open(&fixture.path, "a.sav", &Hints::default(), &limits).map_err(|faults| faults[0].code).map(|_| ())
    };
    assert_eq!((with(3), with(2)), (Ok(()), Err(Code::TooLarge)));
}

#[test]
fn few_labels_for_many_variables_do_not_fill_the_memory() {
    let label = |value: i32| (Value::from(f64::from(value)), "x");
    let mut sav = Sav::new(vec![number("V")], vec![vec![1.0.into()]]);
    sav.labels = vec![((0..5_000).map(label).collect(), vec![0; 5_000])];
    refused(&sav.bytes(), Code::TooLarge, "labels");
}

#[test]
fn files_of_other_programs_are_named_with_how_to_save_them() {
    let portable = |line_end: &str| {
        let mut lines = vec![format!("{:80}", "ASCII SPSS PORT FILE")];
        lines.extend(vec!["0".repeat(80); 4]);
        lines.push(format!("{}SPSSPORTA8/20260414", "0".repeat(56)));
        lines.join(line_end).into_bytes()
    };
    let sas = [&[0; 12][..], b"\xC2\xEA\x81\x60\xB3\x14\x11\xCF\xBD\x92"].concat();
    let locked = [&[28, 0, 0, 0, 0, 0, 0, 0][..], b"ENCRYPTEDSAV\x15\0\0\0"].concat();
    for (bytes, words, way_out) in [
        (portable("\r\n"), "(.por)", "als .sav"),
        (portable("\n"), "(.por)", "als .sav"),
        (b"\x5B\xC6\xD3\xF2\x40".to_vec(), "mainframe", "als .sav"),
        (locked, "wachtwoord", "kopie zonder wachtwoord"),
        (sas, "SAS", "als CSV"),
        (b"HEADER RECORD*******LIBRARY HEADER RECORD!!!!!!!0000".to_vec(), "SAS", "als CSV"),
        (b"<stata_dta><header><release>118</release>".to_vec(), "Stata", "als CSV"),
        (b"\x72\x02\x01\x00\x05\x00".to_vec(), "Stata", "als CSV"),
    ] {
        refused(&bytes, Code::NotATable, words);
        refused(&bytes, Code::NotATable, way_out);
    }
}
