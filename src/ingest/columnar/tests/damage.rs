//! Damaged files: whatever the bytes, the outcome is cells or a message.

use polars::prelude::*;
use proptest::prelude::*;

use super::super::footer::Chunk;
use super::super::pages::{Page, PageFault, pages};
use super::super::parquet::Parquet;
use super::fixture::{Fixture, arrow, file, parquet, survey};
use crate::diagnostics::Code;
use crate::domain::Place;
use crate::ingest::Limits;

/// Files of every form, small ones.
fn files() -> Vec<Vec<u8>> {
    let (old, new) = (CompatLevel::oldest(), CompatLevel::newest());
    vec![
        parquet(&survey(40), 16, ParquetCompression::Uncompressed),
        parquet(&survey(40), 40, ParquetCompression::Zstd(None)),
        parquet(&survey(40), 40, ParquetCompression::Snappy),
        include_bytes!("kinds.parquet").to_vec(),
        include_bytes!("encodings-none.parquet").to_vec(),
        include_bytes!("encodings-zstd.parquet").to_vec(),
        arrow(&survey(40), new, None),
        arrow(&survey(40), old, Some(IpcCompression::LZ4)),
        include_bytes!("kinds.arrow").to_vec(),
        include_bytes!("kinds.arrows").to_vec(),
    ]
}

/// Limits that small files keep within and a damaged one runs into before it asks for much.
fn limits() -> Limits {
    const MIB: u64 = 1024 * 1024;
    Limits {
        row_group_rows: 100_000,
        page_bytes: 16 * MIB,
        unpacked_bytes: 32 * MIB,
        kept_bytes: 16 * MIB,
        columnar_cells: 1_000_000,
        ..Limits::default()
    }
}

/// What a damaged file can be told to be, once its first bytes still say what it is.
const TOLD: [Code; 13] = [
    Code::DataFileBroken,
    Code::NotATable,
    Code::TooLarge,
    Code::NoRows,
    Code::EmptyFile,
    Code::BlankHeading,
    Code::DuplicateHeading,
    Code::BadEncoding,
    Code::RaggedRow,
    Code::PlatformMismatch,
    Code::UnclosedQuote,
    // The first bytes may become those of a packed file.
    Code::FileUnreadable,
    Code::ColumnNested,
];

fn is_told(fixture: &Fixture) {
    let codes = fixture.codes(&limits());
    assert!(codes.iter().all(|code| TOLD.contains(code)), "{codes:?}");
}

#[test]
fn a_file_cut_short_anywhere_is_broken() {
    for whole in files() {
        for length in (12..whole.len()).step_by(whole.len() / 40) {
            let codes = file(&whole[..length]).codes(&limits());
            // A stream may end after any message.
            let stream = whole.starts_with(&[0xFF; 4]);
            assert!(codes == [Code::DataFileBroken] || stream && codes.is_empty(), "{length}: {codes:?}");
        }
    }
}

#[test]
fn pages_are_held_against_what_their_chunk_declares() {
    let whole = parquet(&survey(300), 300, ParquetCompression::Zstd(None));
    let parquet =
        Parquet::open(&file(&whole).path, &Place::file("in"), &Limits::default()).expect("a footer");
    let (column, chunk) = (&parquet.footer.columns[2], parquet.footer.groups[0].chunks[2]);
    let bytes = &whole[chunk.start as usize..][..chunk.length as usize];
    let limits = Limits::default();
    let rows = |chunk: &Chunk, bytes: &[u8], limits: &Limits, complete| {
        pages(bytes, chunk, column, limits, complete).map(|pages| pages.iter().map(Page::rows).sum::<u64>())
    };
    assert_eq!(rows(&chunk, bytes, &limits, true), Ok(300));
    for values in [299, 301] {
        assert_eq!(rows(&Chunk { values, ..chunk }, bytes, &limits, true), Err(PageFault::Broken));
    }
    let cut = &bytes[..bytes.len() - 1];
    assert_eq!(rows(&chunk, cut, &limits, true), Err(PageFault::Broken));
    assert_eq!(rows(&chunk, cut, &limits, false), Ok(0), "the beginning of a chunk may end within a page");
    for limits in [Limits { page_bytes: 9, ..limits.clone() }, Limits { unpacked_bytes: 9, ..limits }] {
        assert_eq!(rows(&chunk, bytes, &limits, true), Err(PageFault::TooLarge));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_byte_makes_it_panic(which in 0_usize..10, changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6)) {
        let mut bytes = files().swap_remove(which);
        let length = bytes.len();
        for (at, byte) in changes {
            bytes[at.index(length)] = byte;
        }
        is_told(&file(&bytes));
    }

    #[test]
    fn no_footer_makes_it_panic(which in 0_usize..10, changes in prop::collection::vec((0_usize..600, 0_u8..8), 1..4)) {
        let mut bytes = files().swap_remove(which);
        let length = bytes.len();
        for (from_end, bit) in changes {
            bytes[length.saturating_sub(from_end + 1)] ^= 1 << bit;
        }
        is_told(&file(&bytes));
    }

    #[test]
    fn nothing_behind_a_mark_makes_it_panic(which in 0_usize..4, mut bytes in prop::collection::vec(any::<u8>(), 12..400)) {
        let mark = [&b"PAR1"[..], b"ARROW1\0\0", b"\xFF\xFF\xFF\xFF\x10\0\0\0\x08\0\0\0", b"PAR1"][which];
        bytes.splice(..0, mark.iter().copied());
        if which != 3 {
            bytes.extend(if which == 0 { &b"\x40\0\0\0PAR1"[..] } else { b"\x40\0\0\0ARROW1" });
        }
        is_told(&file(&bytes));
    }
}
