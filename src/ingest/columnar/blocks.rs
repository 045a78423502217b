use super::coded::Coded;

/// Rows that are coded in one go.
const BLOCK: usize = 4_096;
/// Slots of the little table in front of the index: well above the dozen values of a survey's column.
const SLOTS: usize = 256;

/// Values on their way to their codes. Most have stood in the same column just before.
pub(super) struct Blocks<'a> {
    coded: &'a mut Coded,
    block: Vec<u32>,
    slots: Vec<Option<(u128, u32)>>,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(coded: &'a mut Coded) -> Self {
        Self { coded, block: Vec::with_capacity(BLOCK), slots: vec![None; SLOTS] }
    }

    /// No value.
    pub(super) fn absent(&mut self) {
        let code = self.coded.absent();
        self.push(code);
    }

    /// A whole number, or the bits of a value.
    pub(super) fn number(&mut self, raw: i128) {
        self.viewed(raw.cast_unsigned(), |coded| coded.number(raw));
    }

    /// A text.
    pub(super) fn text(&mut self, bytes: &[u8]) {
        let code = self.coded.text(bytes);
        self.push(code);
    }

    /// A value by a key that no other value among these has; `code` is asked where the key was not met lately.
    pub(super) fn viewed(&mut self, key: u128, code: impl FnOnce(&mut Coded) -> u32) {
        // The golden ratio spreads keys that differ little; the top byte is the slot.
        let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(32);
        let slot = (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as usize;
        let code = match self.slots.get(slot) {
            Some(Some((known, code))) if *known == key => *code,
            _ => {
                let code = code(self.coded);
                if let Some(slot) = self.slots.get_mut(slot) {
                    *slot = Some((key, code));
                }
                code
            }
        };
        self.push(code);
    }

    /// A value by its code.
    pub(super) fn push(&mut self, code: u32) {
        self.block.push(code);
        if self.block.len() == BLOCK {
            self.coded.rows.extend(&self.block);
            self.block.clear();
        }
    }

    /// Hands on what was gathered.
    pub(super) fn end(self) {
        self.coded.rows.extend(&self.block);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Cell;
    use crate::ingest::columnar::meaning::Meaning;

    #[test]
    fn every_value_keeps_its_place_whether_it_was_met_lately_or_not() {
        let mut coded = Coded::new(Meaning::Whole, None);
        let values: Vec<i128> =
            (0..10_000).map(|row| i128::from(row * row % 1_009) << (row % 3 * 40)).collect();
        let mut blocks = Blocks::new(&mut coded);
        values.iter().for_each(|&value| blocks.number(value));
        blocks.absent();
        blocks.end();
        let cells = coded.cells();
        assert_eq!(cells.len(), 10_001);
        for (value, cell) in values.iter().zip(&cells) {
            assert_eq!(*cell, Meaning::Whole.cell(*value));
        }
        assert_eq!(cells.last(), Some(&Cell::Absent));
    }
}
