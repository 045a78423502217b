use super::bytes::{Order, Piece};
use super::dictionary::trimmed;

/// What a record of long texts says of one variable.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OfLongText<'a, T> {
    /// The long name of the variable.
    pub(super) name: &'a [u8],
    pub(super) said: Vec<T>,
}

/// A value and its label.
pub(super) type Labelled<'a> = (&'a [u8], &'a [u8]);

/// Value labels of texts of more than eight bytes (subtype 21): per variable the values and their labels. The
/// second part tells whether the record was read to its end.
pub(super) fn labels(content: &[u8], order: Order) -> (Vec<OfLongText<'_, Labelled<'_>>>, bool) {
    let mut piece = Piece { rest: content, order };
    let mut found = Vec::new();
    while !piece.rest.is_empty() {
        let Some(name) = piece.counted() else { return (found, false) };
        let (Some(_width), Some(count)) = (piece.int(), piece.int()) else { return (found, false) };
        let mut said = Vec::new();
        for _ in 0..count {
            let (Some(value), Some(label)) = (piece.counted(), piece.counted()) else {
                return (found, false);
            };
            said.push((trimmed(value), label));
        }
        found.push(OfLongText { name, said });
    }
    (found, true)
}

/// Values of such texts that are declared missing (subtype 22). Of a value only the first eight bytes stand there;
/// the others are blank.
pub(super) fn missing(content: &[u8], order: Order) -> (Vec<OfLongText<'_, &[u8]>>, bool) {
    let mut piece = Piece { rest: content, order };
    let mut found = Vec::new();
    while !piece.rest.is_empty() {
        let Some(name) = piece.counted() else { return (found, false) };
        let (Some(count), Some(length)) = (piece.byte(), piece.int()) else { return (found, false) };
        let Some(width) = usize::try_from(length).ok().filter(|&width| width > 0) else {
            return (found, false);
        };
        let mut said = Vec::new();
        for at in 0..count {
            // Old versions of PSPP wrote the length before every value, not only before the first.
            let mut ahead = piece;
            if at > 0 && ahead.int() == Some(length) {
                piece = ahead;
            }
            let Some(value) = piece.take(width) else { return (found, false) };
            said.push(trimmed(value));
        }
        found.push(OfLongText { name, said });
    }
    (found, true)
}

/// The pairs of a record of names (subtypes 13 and 14): `NAME=what`, apart by tabs, with a zero before some of them.
pub(super) fn pairs(content: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    content.split(|&byte| byte == b'\t').filter_map(|pair| {
        let at = pair.iter().position(|&byte| byte == b'=')?;
        let (name, rest) = pair.split_at(at);
        Some((trimmed(name), trimmed(rest.get(1..)?)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(bytes: &[u8]) -> Vec<u8> {
        [&i32::try_from(bytes.len()).unwrap().to_be_bytes()[..], bytes].concat()
    }

    #[test]
    fn labels_of_long_texts_are_read_per_variable_and_a_record_that_ends_early_says_so() {
        let whole = [
            counted(b"Toelichting"),
            10_i32.to_be_bytes().to_vec(),
            1_i32.to_be_bytes().to_vec(),
            counted(b"geen      "),
            counted(b"Niets gezegd"),
        ]
        .concat();
        let (found, whole_record) = labels(&whole, Order::Big);
        let said = vec![(&b"geen"[..], &b"Niets gezegd"[..])];
        assert_eq!(found, [OfLongText { name: b"Toelichting", said }]);
        assert!(whole_record);
        for end in 1..whole.len() {
            assert_eq!(labels(&whole[..end], Order::Big), (Vec::new(), false), "{end}");
        }
    }

    #[test]
    fn missing_values_are_read_with_their_length_once_or_before_each() {
        let head = [counted(b"V"), vec![2], 8_i32.to_be_bytes().to_vec()].concat();
        let once = [&head[..], b"nvt     ", b"weetniet"].concat();
        let each = [&head[..], b"nvt     ", &8_i32.to_be_bytes(), b"weetniet"].concat();
        for content in [once, each] {
            let (found, whole) = missing(&content, Order::Big);
            assert_eq!(found, [OfLongText { name: &b"V"[..], said: vec![&b"nvt"[..], b"weetniet"] }]);
            assert!(whole);
        }
    }

    #[test]
    fn names_are_pairs_apart_by_tabs() {
        let found: Vec<_> = pairs(b"V1=Vraag_1\tV2=Vraag=2\t\tV3\tS=00300\0\t").collect();
        let expected: [(&[u8], &[u8]); 3] = [(b"V1", b"Vraag_1"), (b"V2", b"Vraag=2"), (b"S", b"00300")];
        assert_eq!(found, expected);
    }
}
