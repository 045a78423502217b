use super::moment::{Unit, day, duration, moment, time};
use crate::domain::{Cell, Phrase};

/// What the stored values of a column stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Nothing: every value is absent.
    Nothing,
    /// A text; bytes without a type count as one where they are UTF-8.
    Text,
    /// 1 is true, 0 is false.
    Truth,
    /// A whole number.
    Whole,
    /// The bits of a number of 64 bits.
    Real,
    /// The bits of a number of 32 bits.
    Single,
    /// The bits of a number of 16 bits.
    Half,
    /// A whole number of which so many digits stand behind the point.
    Decimal(u32),
    /// Days since 1970.
    Day,
    /// The time since midnight.
    Time(Unit),
    /// The time since 1970; whether that is counted in UTC.
    Moment(Unit, bool),
    /// A length of time.
    Span(Unit),
    /// Something that is no cell: what the column holds, for a message.
    Refused(Phrase),
}

/// Above this a number no longer holds every whole number: 2 to the power 53.
const EXACT: u128 = 1 << 53;
/// A number of 64 bits holds decimals of so many digits exactly.
const DIGITS: usize = 15;

impl Meaning {
    /// Lists, structures and the like.
    pub(super) fn nested() -> Self {
        Self::Refused(Phrase::new("lijsten of samengestelde waarden", "lists or composite values"))
    }

    /// Decimals of which so many digits stand behind the point, if that can be.
    pub(super) fn decimal(scale: i64) -> Self {
        match u32::try_from(scale) {
            Ok(scale @ 0..=76) => Self::Decimal(scale),
            _ => {
                Self::Refused(Phrase::new("decimalen met een vreemde schaal", "decimals of a strange scale"))
            }
        }
    }

    /// The cell of a value that is not a text, from its whole number or its bits.
    pub(super) fn cell(&self, raw: i128) -> Cell {
        match self {
            Self::Nothing | Self::Text | Self::Refused(_) => Cell::Absent,
            Self::Truth => Cell::Text(if raw == 0 { "FALSE" } else { "TRUE" }.to_owned()),
            Self::Whole if raw.unsigned_abs() > EXACT => Cell::Text(raw.to_string()),
            Self::Whole => Cell::Number(raw as f64),
            Self::Real => number(f64::from_bits(raw as u64)),
            Self::Single => number(widened(f32::from_bits(raw as u32))),
            Self::Half => number(f64::from(half(raw as u16))),
            Self::Decimal(scale) => decimal(raw, *scale),
            Self::Day => Cell::Date(day(raw)),
            Self::Time(unit) => Cell::Date(time(raw, *unit)),
            Self::Moment(unit, utc) => Cell::Date(moment(raw, *unit, *utc)),
            Self::Span(unit) => Cell::Date(duration(raw, *unit)),
        }
    }
}

/// Not a number is how Python's tables write that there is none.
fn number(value: f64) -> Cell {
    if value.is_nan() { Cell::Absent } else { Cell::Number(value) }
}

/// The number of 64 bits that a reader would write as this one: 7.3 and not 7.300000190734863.
fn widened(value: f32) -> f64 {
    value.to_string().parse().unwrap_or(f64::NAN)
}

/// A number of 16 bits (IEEE 754 binary16).
fn half(bits: u16) -> f32 {
    let sign = if bits >> 15 == 1 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 0x1F), f32::from(bits & 0x3FF));
    sign * match exponent {
        0 => fraction * 2_f32.powi(-24),
        31 if fraction == 0.0 => f32::INFINITY,
        31 => f32::NAN,
        exponent => (1.0 + fraction / 1024.0) * 2_f32.powi(exponent - 15),
    }
}

fn decimal(raw: i128, scale: u32) -> Cell {
    let digits = raw.unsigned_abs().to_string();
    let behind = scale as usize;
    let padded = format!("{digits:0>width$}", width = behind.saturating_add(1));
    let (whole, fraction) = padded.split_at(padded.len().saturating_sub(behind));
    let fraction = fraction.trim_end_matches('0');
    let sign = if raw < 0 { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    let written = format!("{sign}{whole}{point}{fraction}");
    match written.parse() {
        Ok(number) if whole.trim_start_matches('0').len() + fraction.len() <= DIGITS => Cell::Number(number),
        _ => Cell::Text(written),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn a_number_is_what_a_reader_would_write() {
        assert_eq!(Meaning::Whole.cell(-3), Cell::Number(-3.0));
        assert_eq!(Meaning::Real.cell(i128::from(3.5_f64.to_bits())), Cell::Number(3.5));
        assert_eq!(Meaning::Single.cell(i128::from(7.3_f32.to_bits())), Cell::Number(7.3));
        assert_eq!(Meaning::Half.cell(0x4248), Cell::Number(3.140_625));
        assert_eq!(Meaning::Half.cell(0xC000), Cell::Number(-2.0));
        assert_eq!(Meaning::Half.cell(0x0001), Cell::Number(2.0_f64.powi(-24)));
    }

    #[test]
    fn a_whole_number_too_large_to_be_exact_stays_a_text() {
        let largest = 9_007_199_254_740_992;
        assert_eq!(Meaning::Whole.cell(largest), Cell::Number(9_007_199_254_740_992.0));
        assert_eq!(Meaning::Whole.cell(largest + 1), text("9007199254740993"));
        assert_eq!(Meaning::Whole.cell(i128::from(i64::MIN)), text("-9223372036854775808"));
    }

    #[test]
    fn a_number_that_is_none_is_absent() {
        assert_eq!(Meaning::Real.cell(i128::from(f64::NAN.to_bits())), Cell::Absent);
        assert_eq!(Meaning::Single.cell(i128::from(f32::NAN.to_bits())), Cell::Absent);
        assert_eq!(Meaning::Half.cell(0x7E00), Cell::Absent);
        assert_eq!(Meaning::Real.cell(i128::from(f64::INFINITY.to_bits())), Cell::Number(f64::INFINITY));
    }

    #[test]
    fn a_decimal_keeps_its_digits() {
        assert_eq!(Meaning::Decimal(2).cell(350), Cell::Number(3.5));
        assert_eq!(Meaning::Decimal(2).cell(-5), Cell::Number(-0.05));
        assert_eq!(Meaning::Decimal(0).cell(0), Cell::Number(0.0));
        assert_eq!(Meaning::Decimal(4).cell(1_234_567_890_123_456_789), text("123456789012345.6789"));
        assert_eq!(Meaning::decimal(2), Meaning::Decimal(2));
        assert!(matches!(Meaning::decimal(-1), Meaning::Refused(_)));
        assert!(matches!(Meaning::decimal(i64::MAX), Meaning::Refused(_)));
    }
}
