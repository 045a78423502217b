//! What Parquet's delta encodings say of themselves, held against the page before polars believes it.

/// DELTA_BINARY_PACKED and DELTA_LENGTH_BYTE_ARRAY: numbers, or the lengths of texts, by the step from one to the next.
pub(super) const STEPS: [i64; 2] = [5, 6];
/// DELTA_BYTE_ARRAY: each text is written as what it shares with the one before it, and the rest.
pub(super) const SHARED_TEXTS: i64 = 7;

/// A block has hundreds of values; one writer takes 2,048.
const MOST_VALUES: u64 = 65_536;

/// Whether the header in front of delta-packed values asks for no more values than the page has, in blocks as writers
/// make them. Nothing at all is sound: so a page without values can be written.
pub(super) fn is_sound(values: &[u8], rows: u64) -> bool {
    if values.is_empty() {
        return true;
    }
    let mut rest = values;
    let header = (varint(&mut rest), varint(&mut rest), varint(&mut rest));
    let (Some(block), Some(parts), Some(total)) = header else { return false };
    let even = |number: u64, by: u64| number.checked_rem(by) == Some(0);
    (1..=MOST_VALUES).contains(&block)
        && even(block, 128)
        && even(block, parts)
        && even(block / parts, 32)
        && total <= rows
}

fn varint(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0_u64;
    for shift in (0..63).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(value);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blocks of 128 values in 4 parts, 3 values, the first of them 1.
    const HEADER: [u8; 5] = [0x80, 0x01, 4, 3, 2];

    #[test]
    fn a_header_may_ask_for_as_many_values_as_there_are_rows_and_no_more() {
        assert!(is_sound(&HEADER, 3) && is_sound(&HEADER, 9) && is_sound(&[], 0));
        assert!(!is_sound(&HEADER, 2));
    }

    #[test]
    fn blocks_that_no_writer_makes_are_not_sound() {
        for header in [
            &[0x00, 4, 3, 2][..],
            &[0x80, 0x01, 0, 3, 2],
            &[0x80, 0x01, 3, 3, 2],
            &[0x80, 0x01, 8, 3, 2],
            &[0x81, 0x01, 1, 3, 2],
            &[0x80, 0x80, 0x80, 0x80, 0x01, 4, 3, 2],
            &[0x80, 0x01, 4, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F, 2],
            &[0xFF; 12],
            &[0x80, 0x01],
        ] {
            assert!(!is_sound(header, 1_000), "{header:?}");
        }
    }
}
