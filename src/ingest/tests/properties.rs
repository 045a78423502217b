use std::io::{Cursor, Read as _, Write as _};
use std::sync::LazyLock;

use proptest::prelude::*;
use rust_xlsxwriter::Workbook;
use zip::write::SimpleFileOptions;

use super::fixture::{file, forget_files, rows};
use crate::ingest::record::{Cutter, Records};

static XLSX: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.write_row(0, 0, ["school", "les", "cijfer"]).expect("headings");
    for row in 1..4 {
        sheet.write_row(row, 0, ["Noord", "goed", "7"]).expect("a row");
    }
    workbook.save_to_buffer().expect("a workbook")
});

/// A part of the workbook and the workbook with that part changed, its checksums right again.
fn with_part_changed(part: prop::sample::Index, change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(XLSX.as_slice())).expect("a zip");
    let chosen = part.index(archive.len());
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).expect("a part");
        let mut bytes = Vec::new();
        part.read_to_end(&mut bytes).expect("its bytes");
        let bytes = if index == chosen { change(&bytes) } else { bytes };
        writer.start_file(part.name(), SimpleFileOptions::default()).expect("a part");
        writer.write_all(&bytes).expect("its bytes");
    }
    writer.finish().expect("a zip").into_inner()
}

const CSV: &str = "\u{feff}\"id\";\"submitdate\";\"lastpage\";\"Q1\"\r\n\"1\";\"2025-01-01\";\"3\";\"a \"\"b\"\"\r\nc\"\r\n\"2\";;;\"\"\r\n";

fn mutated(bytes: &[u8], changes: &[(prop::sample::Index, u8)], cut: Option<prop::sample::Index>) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for (at, byte) in changes {
        let at = at.index(bytes.len());
        bytes[at] = *byte;
    }
    if let Some(cut) = cut {
        bytes.truncate(cut.index(bytes.len()));
    }
    bytes
}

fn only_returns(bytes: &[u8]) {
    if let Ok(checked) = file("in", bytes).open() {
        let _ = rows(&checked.value);
    }
    forget_files();
}

/// The records of a text: per field its text and whether it is absent.
#[derive(Default)]
struct Fields {
    records: Vec<Vec<(String, bool)>>,
    open: Vec<(String, bool)>,
    lines: Vec<u64>,
}

impl Records for Fields {
    fn field(&mut self, column: usize, text: &[u8], quoted: bool) {
        assert_eq!(column, self.open.len());
        self.open.push((String::from_utf8(text.to_vec()).expect("text"), !quoted && text.is_empty()));
    }

    fn end(&mut self, line: u64, width: usize) -> bool {
        assert_eq!(width, self.open.len());
        self.records.push(std::mem::take(&mut self.open));
        self.lines.push(line);
        true
    }

    fn abandon(&mut self) {
        self.open.clear();
    }
}

const CUTTER: Cutter = Cutter { delimiter: b';', max_field: 1_000, max_fields: 1_000 };

/// The records of a text that comes in two pieces, the first cut where no character is halved.
fn cut(text: &str, at: prop::sample::Index) -> Option<Fields> {
    let mut at = at.index(text.len() + 1);
    while !text.is_char_boundary(at) || text[..at].ends_with('\r') {
        at -= 1;
    }
    let mut fields = Fields::default();
    let reached = CUTTER.cut(&text.as_bytes()[..at], at == text.len(), &mut fields).ok()?;
    if at < text.len() {
        let before = fields.lines.len();
        CUTTER.cut(&text.as_bytes()[reached.used..], true, &mut fields).ok()?;
        fields.lines.iter_mut().skip(before).for_each(|line| *line += reached.lines);
    }
    Some(fields)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_change_to_a_csv_makes_it_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        end in any::<Option<prop::sample::Index>>(),
    ) {
        only_returns(&mutated(CSV.as_bytes(), &changes, end));
    }

    #[test]
    fn no_change_to_a_workbook_makes_it_panic(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        end in any::<Option<prop::sample::Index>>(),
    ) {
        only_returns(&mutated(&XLSX, &changes, end));
    }

    #[test]
    fn no_change_inside_a_workbook_makes_it_panic(
        part in any::<prop::sample::Index>(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), "[0-9A-Za-z<>/\"= ]"), 0..6),
        end in prop::option::weighted(0.2, any::<prop::sample::Index>()),
    ) {
        let changes: Vec<_> = changes.into_iter().map(|(at, c)| (at, c.as_bytes()[0])).collect();
        only_returns(&with_part_changed(part, |bytes| mutated(bytes, &changes, end)));
    }

    #[test]
    fn no_bytes_at_all_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        only_returns(&bytes);
    }

    #[test]
    fn records_are_the_same_however_the_text_comes_in_and_as_the_csv_crate_has_them(
        text in "[a;\"\r\né]{0,40}",
        at in any::<prop::sample::Index>(),
    ) {
        let mut whole = Fields::default();
        let reached = CUTTER.cut(text.as_bytes(), true, &mut whole);
        let pieces = cut(&text, at);
        prop_assert_eq!(reached.is_ok(), pieces.is_some());
        if let (Ok(_), Some(pieces)) = (reached, pieces) {
            prop_assert_eq!(&whole.records, &pieces.records);
            prop_assert_eq!(&whole.lines, &pieces.lines);
            let records = whole.records;
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false).flexible(true).delimiter(b';').from_reader(text.as_bytes());
            let expected: Vec<Vec<String>> = reader
                .records()
                .map(|record| record.expect("text").iter().map(str::to_owned).collect())
                .collect();
            let found: Vec<Vec<String>> =
                records.into_iter().map(|record| record.into_iter().map(|(text, _)| text).collect()).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
