/// A record is never longer: the longest holds a text of 32,767 letters.
const LONGEST: u32 = 4 * 1024 * 1024;
/// The error that a formula came to (`BrtFmlaError`), and an error that was typed in (`BrtCellError`). Both begin
/// alike; calamine reads the second and passes over the first.
const FORMULA_ERROR: u8 = 0x0B;
const TYPED_ERROR: u8 = 0x03;
/// Walks along the records of an .xlsb as its bytes pass by.
#[derive(Debug, Default)]
pub(super) struct XlsbWalk {
    at: At,
    length: u32,
    steps: u32,
}

#[derive(Debug, Default)]
enum At {
    #[default]
    Kind,
    SecondOfKind,
    Length,
    Content(u32),
}

impl XlsbWalk {
    /// Sees the bytes that come next. An error that a formula came to is made one that was typed in.
    ///
    /// # Errors
    /// If a record is longer than any.
    pub(super) fn see(&mut self, bytes: &mut [u8]) -> Result<(), ()> {
        let mut at = 0;
        while let Some(byte) = bytes.get_mut(at) {
            match self.at {
                At::Kind => {
                    if *byte == FORMULA_ERROR {
                        *byte = TYPED_ERROR;
                    }
                    (self.length, self.steps) = (0, 0);
                    self.at = if *byte & 0x80 == 0 { At::Length } else { At::SecondOfKind };
                }
                At::SecondOfKind => self.at = At::Length,
                At::Length => {
                    self.length |= u32::from(*byte & 0x7F) << (7 * self.steps);
                    self.steps += 1;
                    if *byte & 0x80 == 0 || self.steps == 4 {
                        self.at = if self.length == 0 { At::Kind } else { At::Content(self.length) };
                    }
                    if self.length > LONGEST {
                        return Err(());
                    }
                }
                At::Content(left) => {
                    let here = u32::try_from(bytes.len() - at).unwrap_or(u32::MAX).min(left);
                    self.at = if here == left { At::Kind } else { At::Content(left - here) };
                    at += here as usize;
                    continue;
                }
            }
            at += 1;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RECORDS: &[u8] = b"\x0B\x03\x0B\x0B\x0B\x9C\x01\x01\x0B\x91\x01\x00\x0B\x00";

    #[test]
    fn only_the_kind_of_a_record_is_changed_however_the_bytes_are_cut() {
        for cut in 1..RECORDS.len() {
            let (mut walk, mut bytes) = (XlsbWalk::default(), RECORDS.to_vec());
            for piece in bytes.chunks_mut(cut) {
                assert_eq!(walk.see(piece), Ok(()));
            }
            assert_eq!(bytes, b"\x03\x03\x0B\x0B\x0B\x9C\x01\x01\x0B\x91\x01\x00\x03\x00", "{cut}");
        }
    }

    #[test]
    fn a_record_longer_than_any_is_refused() {
        let see = |bytes: &[u8]| XlsbWalk::default().see(&mut bytes.to_vec());
        assert_eq!(see(b"\x01\xFF\xFF\xFF\x7F"), Err(()));
        assert_eq!(see(b"\x01\x7Fa"), Ok(()));
    }
}
