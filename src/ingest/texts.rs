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

/// The first sixteen bytes of a text and, if it has so many, the last sixteen; zeros where it is shorter.
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

/// A text as it is looked for.
#[derive(Clone, Copy)]
struct Key {
    ends: Ends,
    length: u32,
    mixed: u64,
}

impl Key {
    fn of(text: &[u8]) -> Self {
        let length = text.len();
        if let Some(key) = Self::within(text, 0, length) {
            return key;
        }
        let ends = match (text.first_chunk(), text.last_chunk()) {
            (Some(head), Some(tail)) => {
                // What overlaps is there once.
                let overlap = u32::try_from(16 - length).unwrap_or(0);
                let rest = u64::from_le_bytes(*tail).checked_shr(8 * overlap).unwrap_or(0);
                [u64::from_le_bytes(*head), rest, 0, 0]
            }
            _ => {
                let mut head = [0; 8];
                head.iter_mut().zip(text).for_each(|(to, from)| *to = *from);
                [u64::from_le_bytes(head), 0, 0, 0]
            }
        };
        Self::new(ends, length)
    }

    /// The same of a part of a text; `None` where the text has no sixteen bytes from the part's beginning on and up to its
    /// end. Without a branch on its length: which answer comes next cannot be foreseen.
    #[inline(always)]
    fn within(text: &[u8], from: usize, end: usize) -> Option<Self> {
        /// Per length, from 16 on all the same, what of the ends is the text's own.
        const OWN: [Ends; 17] = {
            let (mut own, mut length) = ([[0; 4]; 17], 0);
            while length < 16 {
                own[length] = match length {
                    0..8 => [(1 << (8 * length)) - 1, 0, 0, 0],
                    _ => [u64::MAX, (1 << (8 * (length - 8))) - 1, 0, 0],
                };
                length += 1;
            }
            own[16] = [u64::MAX; 4];
            own
        };
        let head: &[u8; 16] = text.get(from..)?.first_chunk()?;
        let tail: &[u8; 16] = text.get(..end)?.last_chunk()?;
        let length = end.checked_sub(from)?;
        let own = &OWN[length.min(16)];
        let ends =
            [word(head, 0) & own[0], word(head, 8) & own[1], word(tail, 0) & own[2], word(tail, 8) & own[3]];
        Some(Self::new(ends, length))
    }

    #[inline(always)]
    fn new(ends: Ends, length: usize) -> Self {
        let length = u32::try_from(length).unwrap_or(u32::MAX);
        let [first, second, _, last] = ends;
        let mixed = first ^ second.rotate_left(11) ^ last.rotate_left(23) ^ u64::from(length);
        Self { ends, length, mixed: mixed.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15) }
    }

    fn is(&self, near: &Near) -> bool {
        let differ = near.ends.iter().zip(self.ends).fold(0, |differ, (known, own)| differ | (known ^ own));
        differ | u64::from(near.length ^ self.length) == 0
    }
}

/// How many texts that stand in many columns have one number in all of them.
const SHARED: usize = 256;
/// How many places there are for those, a power of two: so many that few fall on one.
const PLACES: usize = 1024;
/// A text of no more bytes is wholly in its ends.
const WHOLE: usize = 32;
/// The first number of the texts of a column alone.
pub(super) const OWN: usize = 2 + SHARED;

/// The distinct texts of some columns. The answers of a survey are the same in most of its columns: a text that was met
/// again in one has a number that all columns share, from 2 on, so that looking for it stays in the nearest cache however
/// many columns there are. The others have a number in their column, from [`OWN`] on; a text may have one of each kind.
#[derive(Debug)]
pub(super) struct ManyTexts {
    /// Where the empty text has its place there is none: like all that are free it says [`ABSENT`].
    shared: Box<[Near; PLACES]>,
    texts: Vec<Box<[u8]>>,
    told: usize,
    columns: Vec<Texts>,
}

/// Texts in the order of their numbers: those that are shared, and per column its own.
#[derive(Debug)]
pub(super) struct Fresh {
    pub(super) shared: Vec<Box<[u8]>>,
    pub(super) own: Vec<Vec<Box<[u8]>>>,
}

impl ManyTexts {
    pub(super) fn new(columns: usize) -> Self {
        Self {
            shared: Box::new([Near::default(); PLACES]),
            texts: Vec::new(),
            told: 0,
            columns: (0..columns).map(|_| Texts::default()).collect(),
        }
    }

    /// The number of a field's text in a column; there must be such a column.
    #[inline(always)]
    pub(super) fn entry(&mut self, column: usize, text: &[u8], quoted: bool) -> u32 {
        if text.is_empty() {
            return if quoted { BLANK } else { ABSENT };
        }
        let key = Key::of(text);
        let near = &self.shared[Self::place(&key)];
        if key.is(near) { near.entry } else { self.look_up(column, text) }
    }

    /// The same of an unquoted field that is a part of a text.
    #[inline(always)]
    pub(super) fn entry_within(&mut self, column: usize, text: &[u8], from: usize, end: usize) -> u32 {
        if let Some(key) = Key::within(text, from, end) {
            let near = &self.shared[Self::place(&key)];
            if key.is(near) {
                return near.entry;
            }
        }
        match text.get(from..end).unwrap_or_default() {
            [] => ABSENT,
            text => self.look_up(column, text),
        }
    }

    fn place(key: &Key) -> usize {
        (key.mixed >> 54) as usize % PLACES
    }

    /// The number of a text that was not seen in its place among those that are shared.
    #[inline(never)]
    fn look_up(&mut self, column: usize, text: &[u8]) -> u32 {
        // Made again, so that where it is not needed it is never put into memory.
        let key = Key::of(text);
        let places = [Self::place(&key), Self::place(&key) ^ 1];
        let of_nothing = Self::place(&Key::of(b""));
        let [first, second] = places;
        if key.is(&self.shared[first]) {
            return self.shared[first].entry;
        }
        if key.is(&self.shared[second]) {
            let entry = self.shared[second].entry;
            if first != of_nothing {
                // What was met last stands where it is looked for first.
                self.shared.swap(first, second);
            }
            return entry;
        }
        let Some(own) = self.columns.get_mut(column) else { return BLANK };
        let known = own.texts.len();
        let entry = own.find(&key, text).saturating_add(SHARED as u32);
        // Only what is met again: texts that each stand once would take all places.
        let again = own.texts.len() == known;
        let is_free = |place: &usize| *place != of_nothing && self.shared[*place].length == 0;
        let shares = again && text.len() <= WHOLE && self.texts.len() < SHARED;
        let free = places.into_iter().find(is_free).filter(|_| shares);
        let Some(place) = free else { return entry };
        self.texts.push(text.into());
        let shared = self.texts.len() as u32 + 1;
        self.shared[place] = Near { ends: key.ends, length: key.length, entry: shared };
        shared
    }

    /// The texts met since the last call.
    pub(super) fn fresh(&mut self) -> Fresh {
        let shared = self.texts.get(self.told..).unwrap_or_default().to_vec();
        self.told = self.texts.len();
        Fresh { shared, own: self.columns.iter_mut().map(Texts::fresh).collect() }
    }
}

impl Texts {
    /// The number of a field's text.
    pub(super) fn entry(&mut self, text: &[u8], quoted: bool) -> u32 {
        if text.is_empty() {
            return if quoted { BLANK } else { ABSENT };
        }
        self.find(&Key::of(text), text)
    }

    fn find(&mut self, key: &Key, text: &[u8]) -> u32 {
        let &Key { ends, length, mixed } = key;
        let slot = (mixed >> 58) as usize % NEAR;
        // Two places for a text: the answers of a question that fall on one would drive each other out of it.
        for place in [slot, slot ^ 1] {
            let near = &self.near[place];
            if key.is(near) && (text.len() <= WHOLE || self.text(near.entry) == Some(text)) {
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

/// Eight of sixteen bytes.
#[inline(always)]
fn word(bytes: &[u8; 16], from: usize) -> u64 {
    let word = bytes.get(from..).and_then(<[u8]>::first_chunk);
    word.map_or(0, |word| u64::from_le_bytes(*word))
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
    fn each_number_stands_for_its_text_whatever_the_other_columns_hold() {
        let mut many = ManyTexts::new(3);
        let (mut shared, mut own) = (Vec::new(), vec![Vec::new(); 3]);
        let texts: Vec<String> = (0..600).map(|n| format!("{}{n}", "tekst".repeat(n % 9))).collect();
        for round in 0..4 {
            let mut met = Vec::new();
            for (at, text) in texts.iter().enumerate() {
                for column in (0..3).filter(|column| (at + round) % (column + 1) == 0) {
                    let text = if at % 50 == 7 { "" } else { text.as_str() };
                    let quoted = at % 100 == 7;
                    met.push((column, text, quoted, many.entry(column, text.as_bytes(), quoted)));
                }
            }
            let fresh = many.fresh();
            shared.extend(fresh.shared);
            own.iter_mut().zip(fresh.own).for_each(|(own, fresh): (&mut Vec<_>, _)| own.extend(fresh));
            for (column, text, quoted, entry) in met {
                let entry = entry as usize;
                let known: &[u8] = match (entry.checked_sub(2), entry.checked_sub(OWN)) {
                    (_, Some(own_number)) => &own[column][own_number],
                    (Some(number), None) => &shared[number],
                    (None, None) => {
                        assert_eq!(entry as u32, if quoted { BLANK } else { ABSENT });
                        b""
                    }
                };
                assert_eq!(known, text.as_bytes(), "column {column}");
            }
        }
        assert!(shared.len() > 100, "places are shared: {}", shared.len());
    }

    #[test]
    fn a_part_of_a_text_has_the_number_that_it_has_alone() {
        let whole = b"Mee eens;Niet mee eens, niet mee oneens;Helemaal mee oneens;Nee;;Weet ik niet";
        for from in 0..whole.len() {
            let mut many = ManyTexts::new(1);
            for end in from..whole.len() {
                // From the second time on a text can have a number that it keeps.
                let [.., alone] = [0; 3].map(|_| many.entry(0, &whole[from..end], false));
                assert_eq!(many.entry_within(0, whole, from, end), alone, "{from} {end}");
                assert_eq!(alone == ABSENT, from == end);
            }
        }
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
