use std::io::Cursor;

use super::reading::survey;
use super::writer::{Sav, Value, number};
use crate::domain::Place;
use crate::ingest::Limits;
use crate::ingest::rows::Rows as _;
use crate::ingest::sav::bytes::Order;
use crate::ingest::sav::opening::SavFile;

/// Numbers that tempt a reader: counts, lengths, places.
const TEMPTING: [u32; 9] = [0, 1, 2, 7, 255, 999, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF];

/// A sequence of numbers that is the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }
}

/// Reads a file to its end, every cell of it; what matters is that it comes back. Gives how many rows it had.
fn read_all(bytes: Vec<u8>, limits: &Limits) -> Option<u64> {
    let place = Place::file("in.sav");
    let sav = SavFile::read(Box::new(Cursor::new(bytes)), None, limits).ok()?;
    let mut rows = sav.into_rows(place, limits).ok()?;
    while rows.advance().ok()? {
        for column in 0..rows.width() {
            let _ = rows.cell(column).has_value();
        }
    }
    Some(rows.start())
}

fn changed(originals: &[Vec<u8>], chance: &mut Chance) -> Vec<u8> {
    let mut bytes = originals[chance.below(originals.len())].clone();
    for _ in 0..=chance.below(4) {
        let at = chance.below(bytes.len());
        match chance.below(6) {
            0 => bytes.truncate(at),
            1 => {
                let other = &originals[chance.below(originals.len())];
                let from = chance.below(other.len());
                let piece = &other[from..other.len().min(from + chance.below(400))];
                bytes.splice(at..bytes.len().min(at + chance.below(400)), piece.iter().copied());
            }
            2 => {
                let number = TEMPTING[chance.below(TEMPTING.len())].to_le_bytes();
                // Most numbers of a dictionary stand at a multiple of four.
                let at = at / 4 * 4;
                bytes.iter_mut().skip(at).zip(number).for_each(|(byte, new)| *byte = new);
            }
            3 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = !*byte),
            _ => {
                let new = chance.below(256) as u8;
                bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = new);
            }
        }
        if bytes.is_empty() {
            break;
        }
    }
    bytes
}

fn made() -> Vec<Vec<u8>> {
    let mut all = Vec::new();
    for order in [Order::Little, Order::Big] {
        for packing in 0..3 {
            for promised in [None, Some(-1)] {
                all.push(Sav { order, packing, promised, ..survey() }.bytes());
            }
        }
    }
    all
}

/// Real files, where they are at hand.
fn real() -> Vec<Vec<u8>> {
    let folder = std::path::Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/sav"));
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut paths: Vec<_> =
        entries.filter(|path| path.extension().is_some_and(|ending| ending != "por")).collect();
    paths.sort();
    let small = |bytes: &Vec<u8>| bytes.len() < 8_000;
    paths.iter().filter_map(|path| std::fs::read(path).ok()).filter(small).collect()
}

#[test]
fn no_change_to_a_system_file_makes_it_panic_or_go_on_for_ever() {
    let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    let originals = [made(), real()].concat();
    assert!(originals.iter().all(|bytes| read_all(bytes.clone(), &limits).is_some()));
    let mut chance = Chance(0x9E37_79B9_7F4A_7C15);
    let mut read = 0;
    for _ in 0..20_000 {
        read += usize::from(read_all(changed(&originals, &mut chance), &limits).is_some());
    }
    // Some changes are in the answers themselves; most are seen.
    assert!((500..15_000).contains(&read), "{read} of 20,000 were read to their end");
}

#[test]
fn a_header_that_promises_the_world_costs_nothing() {
    let sav = Sav { promised: Some(i32::MAX), ..Sav::new(vec![number("V")], vec![vec![Value::Nothing]]) };
    assert_eq!(read_all(sav.bytes(), &Limits::default()), None);
}
