use proptest::prelude::*;

use crate::case::{Case, EXPORT, PROJECT, text};
use crate::workbooks::{rows, workbook};

/// Bytes of any kind, behind a beginning that promises something or nothing.
fn garbage() -> impl Strategy<Value = Vec<u8>> {
    let beginning = prop::sample::select(vec![
        b"".to_vec(),
        b"PK\x03\x04".to_vec(),
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(),
        b"\xEF\xBB\xBF".to_vec(),
        b"\xFF\xFE".to_vec(),
        b"School;Q1\n".to_vec(),
        b"\"School\",\"Q1\"\r\n\"".to_vec(),
    ]);
    let rest = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..2_000),
        "[a-z0-9;,\"\t\r\n é€-]{0,400}".prop_map(String::into_bytes),
    ];
    (beginning, rest).prop_map(|(beginning, rest)| [beginning, rest].concat())
}

fn config() -> ProptestConfig {
    ProptestConfig { cases: 32, failure_persistence: None, max_shrink_iters: 64, ..ProptestConfig::default() }
}

#[test]
fn garbage_for_an_export_is_refused_and_nothing_is_written() {
    let case = Case::sound();
    proptest!(config(), |(bytes in garbage())| {
        case.write(EXPORT, bytes);
        let before = case.snapshot();
        let output = case.run(&["report", "--as-of", case.day, "--format", "md"]);
        let said = text(&output.stderr);
        prop_assert!(matches!(output.status.code(), Some(4..=6)), "{:?}\n{said}", output.status);
        prop_assert!(said.contains("fout["), "{said}");
        prop_assert_eq!(text(&output.stdout), "");
        prop_assert!(before == case.snapshot());
    });
}

#[test]
fn a_workbook_with_damaged_bytes_is_read_or_refused_and_never_a_fault_of_the_program() {
    let case = Case::sound();
    let whole = workbook(&[("Antwoorden", &rows())]);
    let damage = prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12);
    proptest!(config(), |(damage in damage)| {
        let mut bytes = whole.clone();
        for (at, byte) in damage {
            bytes[at.index(whole.len())] = byte;
        }
        case.write(EXPORT, bytes);
        let output = case.run(&["check", "--as-of", case.day, "--format", "json"]);
        let said = text(&output.stderr);
        prop_assert!(matches!(output.status.code(), Some(0 | 4..=6)), "{:?}\n{said}", output.status);
        prop_assert_eq!(output.status.code() == Some(0), !output.stdout.is_empty());
    });
}

#[test]
fn garbage_for_a_project_file_is_a_fault_of_the_project_file() {
    let case = Case::sound();
    proptest!(config(), |(bytes in garbage())| {
        case.write(PROJECT, bytes);
        let output = case.run(&["check", "--as-of", case.day]);
        let said = text(&output.stderr);
        prop_assert_eq!(output.status.code(), Some(3), "{}", said);
        prop_assert!(said.contains("fout[") && said.contains("datadialoog.toml"), "{said}");
        prop_assert_eq!(text(&output.stdout), "");
    });
}
