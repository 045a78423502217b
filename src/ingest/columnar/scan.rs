//! The values that polars unpacked, as codes.

use polars::prelude::{
    BinaryType, BooleanType, Column, Float32Type, Float64Type, Int32Type, Int64Type, PolarsDataType,
};

use super::blocks::Blocks;
use super::coded::Coded;
use super::footer::Stored;
use super::meaning::Meaning;

/// Polars' own name for an array is not to be had, but its type is.
type Array<T> = <T as PolarsDataType>::Array;

/// Adds the values of a column to its codes; gives how many there were, or nothing where they are of another kind
/// than the footer said.
pub(super) fn scan(
    values: &Column,
    stored: Stored,
    unsigned: bool,
    meaning: &Meaning,
    coded: &mut Coded,
) -> Option<usize> {
    let mut rows = 0;
    for chunk in values.as_materialized_series().chunks() {
        let (any, mut blocks) = (chunk.as_any(), Blocks::new(coded));
        macro_rules! numbers {
            ($kind:ty, $raw:expr) => {{
                let array = any.downcast_ref::<Array<$kind>>()?;
                let raw = $raw;
                match array.validity() {
                    None => array.values().iter().for_each(|&value| blocks.number(raw(value))),
                    Some(valid) => array.values().iter().zip(valid.iter()).for_each(|(&value, there)| {
                        if there { blocks.number(raw(value)) } else { blocks.absent() }
                    }),
                }
            }};
        }
        match stored {
            Stored::Int32 if unsigned => numbers!(Int32Type, |value: i32| i128::from(value.cast_unsigned())),
            Stored::Int32 => numbers!(Int32Type, i128::from),
            Stored::Int64 if unsigned => numbers!(Int64Type, |value: i64| i128::from(value.cast_unsigned())),
            Stored::Int64 => numbers!(Int64Type, i128::from),
            Stored::Float => numbers!(Float32Type, |value: f32| i128::from(value.to_bits())),
            Stored::Double => numbers!(Float64Type, |value: f64| i128::from(value.to_bits())),
            Stored::Boolean => {
                let array = any.downcast_ref::<Array<BooleanType>>()?;
                for row in 0..array.len() {
                    if array.validity().is_some_and(|valid| !valid.get_bit(row)) {
                        blocks.absent();
                    } else {
                        blocks.number(i128::from(array.value(row)));
                    }
                }
            }
            Stored::Bytes | Stored::Fixed(_) | Stored::Int96 => {
                let array = any.downcast_ref::<Array<BinaryType>>()?;
                let valid = chunk.validity();
                for (row, view) in array.views().iter().enumerate() {
                    if valid.is_some_and(|valid| !valid.get_bit(row)) {
                        blocks.absent();
                    } else {
                        // The same view is the same text: a dictionary's texts are looked up once.
                        blocks.viewed(view.as_u128(), |coded| {
                            let bytes = array.value(row);
                            match (stored, meaning) {
                                (Stored::Int96, _) => coded.number(julian(bytes)),
                                (_, Meaning::Text) => coded.text(bytes),
                                (_, Meaning::Half) => coded.number(little(bytes)),
                                _ => coded.number(big(bytes)),
                            }
                        });
                    }
                }
            }
        }
        blocks.end();
        rows += chunk.len();
    }
    Some(rows)
}

/// Nanoseconds since 1970 of an INT96: eight bytes of nanoseconds, four of the Julian day.
fn julian(bytes: &[u8]) -> i128 {
    /// The Julian day of 1 January 1970.
    const EPOCH: i128 = 2_440_588;
    let (nanos, day) = bytes.split_at_checked(8).unwrap_or_default();
    (little(day) - EPOCH) * 86_400_000_000_000 + little(nanos)
}

/// A number without a sign, the smallest byte first.
fn little(bytes: &[u8]) -> i128 {
    bytes.iter().rev().take(15).fold(0, |number, &byte| number << 8 | i128::from(byte))
}

/// A number with a sign, the largest byte first; what is beyond sixteen bytes is sign only.
fn big(bytes: &[u8]) -> i128 {
    let sign = if bytes.first().is_some_and(|&first| first >= 0x80) { -1 } else { 0 };
    bytes.iter().fold(sign, |number, &byte| number << 8 | i128::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_numbers_in_the_order_of_their_kind() {
        assert_eq!(big(&[0x01, 0x5E]), 350);
        assert_eq!(big(&[0xFF, 0xFE]), -2);
        assert_eq!(big(&[]), 0);
        assert_eq!(little(&[0x48, 0x42]), 0x4248);
        let mut moment = 34_200_000_000_000_u64.to_le_bytes().to_vec();
        moment.extend(2_440_589_u32.to_le_bytes());
        assert_eq!(julian(&moment), 86_400_000_000_000 + 34_200_000_000_000);
    }
}
