use std::collections::HashMap;

use rustc_hash::FxBuildHasher;

/// The entry of an unquoted nothing.
pub(super) const ABSENT: u32 = 0;
/// The entry of a quoted nothing.
pub(super) const BLANK: u32 = 1;
/// How many of the texts met last are found without asking the index; a power of two.
const NEAR: usize = 64;

/// The distinct texts of one column as one thread meets them, numbered from 2 on; a text costs a look-up that most
/// often ends in a small table which one multiplication addresses.
#[derive(Debug)]
pub(super) struct Texts {
    near: Box<[Near; NEAR]>,
    index: HashMap<Box<[u8]>, u32, FxBuildHasher>,
    texts: Vec<Box<[u8]>>,
    /// How many of the texts were handed on.
    told: usize,
}

/// A text by its ends and its length; what is no longer than its ends together is wholly in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Near {
    ends: Ends,
    length: u32,
    entry: u32,
}

/// The first and the last eight bytes of a text, and the eight next to each.
type Ends = [u64; 4];

impl Default for Texts {
    fn default() -> Self {
        Self {
            near: Box::new([Near::default(); NEAR]),
            index: HashMap::default(),
            texts: Vec::new(),
            told: 0,
        }
    }
}

impl Texts {
    /// The number of a field's text.
    pub(super) fn entry(&mut self, text: &[u8], quoted: bool) -> u32 {
        if text.is_empty() {
            return if quoted { BLANK } else { ABSENT };
        }
        let ends = ends(text);
        let length = u32::try_from(text.len()).unwrap_or(u32::MAX);
        let [head, tail, ..] = ends;
        let mixed = (head ^ tail.rotate_left(23) ^ u64::from(length)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let slot = (mixed >> 58) as usize % NEAR;
        // Two places for a text: the answers of a question that fall on one would drive each other out of it.
        for place in [slot, slot ^ 1] {
            let near = &self.near[place];
            let differ = near.ends.iter().zip(ends).fold(0, |differ, (known, own)| differ | (known ^ own));
            if differ | u64::from(near.length ^ length) == 0
                && (text.len() <= 32 || self.text(near.entry) == Some(text))
            {
                return near.entry;
            }
        }
        let entry = self.look_up(text);
        self.near[slot ^ 1] = self.near[slot];
        self.near[slot] = Near { ends, length, entry };
        entry
    }

    fn look_up(&mut self, text: &[u8]) -> u32 {
        if let Some(&entry) = self.index.get(text) {
            return entry;
        }
        // More distinct texts than a u32 counts do not fit in memory, and the limit on kept bytes comes first.
        let entry = u32::try_from(self.texts.len() + 2).unwrap_or(u32::MAX);
        self.texts.push(text.into());
        self.index.insert(text.into(), entry);
        entry
    }

    fn text(&self, entry: u32) -> Option<&[u8]> {
        self.texts.get((entry as usize).checked_sub(2)?).map(AsRef::as_ref)
    }

    /// The texts met since the last call, in the order of their numbers.
    pub(super) fn fresh(&mut self) -> Vec<Box<[u8]>> {
        let fresh = self.texts.get(self.told..).unwrap_or_default().to_vec();
        self.told = self.texts.len();
        fresh
    }
}

/// The ends of a text, which are all of one of at most 32 bytes.
fn ends(text: &[u8]) -> Ends {
    let (Some(head), Some(tail)) = (text.first_chunk(), text.last_chunk()) else {
        let mut head = [0; 8];
        for (to, from) in head.iter_mut().zip(text) {
            *to = *from;
        }
        return [u64::from_le_bytes(head), 0, 0, 0];
    };
    // What overlaps is there twice, and the length tells how much that is. Without a branch on the length: which answer
    // comes next cannot be foreseen.
    let last = text.len() - 8;
    let eight = |from: usize| {
        let chunk = text.get(from..).and_then(<[u8]>::first_chunk);
        chunk.map_or(0, |chunk| u64::from_le_bytes(*chunk))
    };
    [u64::from_le_bytes(*head), u64::from_le_bytes(*tail), eight(last.min(8)), eight(last.saturating_sub(8))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_share_both_ends_and_their_length_are_told_apart() {
        let mut texts = Texts::default();
        let long = |middle: char| format!("Helemaal mee {middle} maar niet altijd").into_bytes();
        let all: Vec<Vec<u8>> = ('a'..='z').map(long).collect();
        let entries: Vec<u32> = all.iter().map(|text| texts.entry(text, false)).collect();
        assert_eq!(entries, (2..28).collect::<Vec<u32>>());
        for (text, entry) in all.iter().zip(&entries).rev() {
            assert_eq!(texts.entry(text, true), *entry, "quoted or not");
        }
        assert_eq!(texts.fresh().len(), 26);
        assert!(texts.fresh().is_empty());
    }

    #[test]
    fn nothing_is_absent_unless_it_was_quoted() {
        let mut texts = Texts::default();
        assert_eq!((texts.entry(b"", false), texts.entry(b"", true)), (ABSENT, BLANK));
        assert_eq!(texts.entry(b"\0", false), 2);
        assert_eq!(texts.entry(b"\0\0", false), 3, "zeros count as much as other bytes");
        assert_eq!(texts.entry(b"\0", false), 2);
    }
}
