use std::ops::Range;

/// A code a row, in as few bytes as the largest of them takes: most columns of a survey have a dozen distinct cells.
#[derive(Debug)]
pub(super) enum Codes {
    Narrow(Vec<u8>),
    Middle(Vec<u16>),
    Wide(Vec<u32>),
}

impl Default for Codes {
    fn default() -> Self {
        Self::Narrow(Vec::new())
    }
}

impl Codes {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Narrow(codes) => codes.len(),
            Self::Middle(codes) => codes.len(),
            Self::Wide(codes) => codes.len(),
        }
    }

    /// Adds the codes of the next rows.
    pub(super) fn extend(&mut self, more: &[u32]) {
        let largest = more.iter().copied().max().unwrap_or(0);
        match self {
            Self::Narrow(codes) if largest > u32::from(u8::MAX) => {
                let wider = codes.iter().copied().map(u16::from).collect();
                *self = Self::Middle(wider);
                self.extend(more);
            }
            Self::Middle(codes) if largest > u32::from(u16::MAX) => {
                let wider = codes.iter().copied().map(u32::from).collect();
                *self = Self::Wide(wider);
                self.extend(more);
            }
            // The arms above saw to it that nothing is cut off.
            Self::Narrow(codes) => codes.extend(more.iter().map(|&code| code as u8)),
            Self::Middle(codes) => codes.extend(more.iter().map(|&code| code as u16)),
            Self::Wide(codes) => codes.extend_from_slice(more),
        }
    }

    /// The codes of some rows; none beyond the last.
    pub(super) fn wide(&self, rows: Range<usize>) -> Vec<u32> {
        match self {
            Self::Narrow(codes) => {
                codes.get(rows).unwrap_or_default().iter().copied().map(u32::from).collect()
            }
            Self::Middle(codes) => {
                codes.get(rows).unwrap_or_default().iter().copied().map(u32::from).collect()
            }
            Self::Wide(codes) => codes.get(rows).unwrap_or_default().to_vec(),
        }
    }

    /// Forgets the first rows.
    pub(super) fn forget(&mut self, rows: usize) {
        match self {
            Self::Narrow(codes) => drop(codes.drain(..rows.min(codes.len()))),
            Self::Middle(codes) => drop(codes.drain(..rows.min(codes.len()))),
            Self::Wide(codes) => drop(codes.drain(..rows.min(codes.len()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_read_back_as_they_came_however_large_they_grow() {
        let mut codes = Codes::default();
        let mut all = Vec::new();
        for more in [vec![0, 255], vec![256, 3], vec![65_535], vec![65_536, 1], vec![]] {
            codes.extend(&more);
            all.extend(more);
            assert_eq!(codes.wide(0..codes.len()), all);
        }
        codes.forget(3);
        assert_eq!(codes.wide(0..codes.len()), [3, 65_535, 65_536, 1]);
        assert_eq!(codes.wide(2..9), [] as [u32; 0]);
        codes.forget(9);
        assert_eq!(codes.len(), 0);
    }
}
