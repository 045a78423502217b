//! Thrift's compact protocol, as far as Parquet uses it: read with every length held against the bytes there are,
//! and written again from what was read.

/// How deep structures may lie in each other; Parquet's own go six deep.
const DEEPEST: u32 = 32;

/// The bytes are not what they should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Malformed;

/// The kind of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wire {
    True,
    False,
    Byte,
    Integer,
    Double,
    Binary,
    List,
    Struct,
}

impl Wire {
    fn of(bits: u8) -> Result<Self, Malformed> {
        Ok(match bits {
            1 => Self::True,
            2 => Self::False,
            3 => Self::Byte,
            4..=6 => Self::Integer,
            7 => Self::Double,
            8 => Self::Binary,
            9 => Self::List,
            12 => Self::Struct,
            _ => return Err(Malformed),
        })
    }
}

/// A place in some bytes, from which values are read.
#[derive(Clone, Debug)]
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    depth: u32,
}

impl<'a> Reader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, depth: 0 }
    }

    /// How many bytes are left.
    pub(super) fn left(&self) -> usize {
        self.bytes.len()
    }

    fn byte(&mut self) -> Result<u8, Malformed> {
        let (&first, rest) = self.bytes.split_first().ok_or(Malformed)?;
        self.bytes = rest;
        Ok(first)
    }

    fn take(&mut self, length: usize) -> Result<&'a [u8], Malformed> {
        let (taken, rest) = self.bytes.split_at_checked(length).ok_or(Malformed)?;
        self.bytes = rest;
        Ok(taken)
    }

    fn varint(&mut self) -> Result<u64, Malformed> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Ok(value);
            }
        }
        Err(Malformed)
    }

    /// A whole number of 16, 32 or 64 bits.
    pub(super) fn integer(&mut self, wire: Wire) -> Result<i64, Malformed> {
        if wire != Wire::Integer {
            return Err(Malformed);
        }
        let value = self.varint()?;
        Ok((value >> 1).cast_signed() ^ -(value & 1).cast_signed())
    }

    /// A whole number that is not negative.
    pub(super) fn count(&mut self, wire: Wire) -> Result<u64, Malformed> {
        u64::try_from(self.integer(wire)?).map_err(|_| Malformed)
    }

    /// Some bytes, or a text.
    pub(super) fn binary(&mut self, wire: Wire) -> Result<&'a [u8], Malformed> {
        if wire != Wire::Binary {
            return Err(Malformed);
        }
        let length = self.varint()?;
        self.take(usize::try_from(length).map_err(|_| Malformed)?)
    }

    /// Yes or no, which stands in the kind itself.
    pub(super) fn truth(wire: Wire) -> Result<bool, Malformed> {
        match wire {
            Wire::True => Ok(true),
            Wire::False => Ok(false),
            _ => Err(Malformed),
        }
    }

    /// The elements of a list of structures, one after the other.
    pub(super) fn structs(
        &mut self,
        wire: Wire,
        mut element: impl FnMut(&mut Self) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        let (of, length) = self.list(wire)?;
        if length > 0 && of != Wire::Struct {
            return Err(Malformed);
        }
        (0..length).try_for_each(|_| element(self))
    }

    /// The kind and number of a list's elements; each takes a byte at least, so there are no more than bytes.
    fn list(&mut self, wire: Wire) -> Result<(Wire, usize), Malformed> {
        if wire != Wire::List {
            return Err(Malformed);
        }
        let header = self.byte()?;
        let length = match header >> 4 {
            15 => usize::try_from(self.varint()?).map_err(|_| Malformed)?,
            length => usize::from(length),
        };
        if length > self.left() {
            return Err(Malformed);
        }
        // Some writers leave the kind of an empty list open.
        let of = if length == 0 { Wire::Byte } else { Wire::of(header & 0x0F)? };
        Ok((of, length))
    }

    /// The fields of a structure, each by its number; `field` reads or skips its value.
    pub(super) fn fields(
        &mut self,
        mut field: impl FnMut(&mut Self, i16, Wire) -> Result<(), Malformed>,
    ) -> Result<(), Malformed> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Malformed);
        }
        let mut last = 0_i16;
        loop {
            let header = self.byte()?;
            if header == 0 {
                self.depth -= 1;
                return Ok(());
            }
            let number = match header >> 4 {
                0 => {
                    let number = self.integer(Wire::Integer)?;
                    i16::try_from(number).map_err(|_| Malformed)?
                }
                step => last.checked_add(i16::from(step)).ok_or(Malformed)?,
            };
            last = number;
            field(self, number, Wire::of(header & 0x0F)?)?;
        }
    }

    /// Passes over a value.
    pub(super) fn skip(&mut self, wire: Wire) -> Result<(), Malformed> {
        match wire {
            Wire::True | Wire::False => Ok(()),
            Wire::Byte => self.byte().map(drop),
            Wire::Integer => self.varint().map(drop),
            Wire::Double => self.take(8).map(drop),
            Wire::Binary => self.binary(wire).map(drop),
            Wire::Struct => self.fields(|reader, _, wire| reader.skip(wire)),
            Wire::List => {
                self.depth += 1;
                if self.depth > DEEPEST {
                    return Err(Malformed);
                }
                let (of, length) = self.list(wire)?;
                for _ in 0..length {
                    match of {
                        // In a list a truth takes a byte of its own.
                        Wire::True | Wire::False => self.byte().map(drop)?,
                        of => self.skip(of)?,
                    }
                }
                self.depth -= 1;
                Ok(())
            }
        }
    }
}

/// Values written one after the other: fields in the order of their numbers.
#[derive(Debug, Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    last: Vec<i16>,
}

impl Writer {
    /// A structure by itself.
    pub(super) fn structure(fill: impl FnOnce(&mut Self)) -> Vec<u8> {
        let mut writer = Self::default();
        writer.element(fill);
        writer.bytes
    }

    /// A structure where a list or a field has opened for it.
    pub(super) fn element(&mut self, fill: impl FnOnce(&mut Self)) {
        self.last.push(0);
        fill(self);
        self.last.pop();
        self.bytes.push(0);
    }

    fn varint(&mut self, mut value: u64) {
        while value >= 0x80 {
            self.bytes.push((value & 0x7F) as u8 | 0x80);
            value >>= 7;
        }
        self.bytes.push(value as u8);
    }

    fn zigzag(&mut self, value: i64) {
        self.varint((value << 1 ^ value >> 63).cast_unsigned());
    }

    fn field(&mut self, number: i16, wire: u8) {
        let last = self.last.last().copied().unwrap_or(0);
        match u8::try_from(number - last) {
            Ok(step @ 1..=15) => self.bytes.push(step << 4 | wire),
            _ => {
                self.bytes.push(wire);
                self.zigzag(i64::from(number));
            }
        }
        if let Some(last) = self.last.last_mut() {
            *last = number;
        }
    }

    pub(super) fn truth(&mut self, number: i16, value: bool) {
        self.field(number, if value { 1 } else { 2 });
    }

    pub(super) fn small(&mut self, number: i16, value: i32) {
        self.field(number, 5);
        self.zigzag(i64::from(value));
    }

    pub(super) fn large(&mut self, number: i16, value: i64) {
        self.field(number, 6);
        self.zigzag(value);
    }

    pub(super) fn text(&mut self, number: i16, value: &str) {
        self.field(number, 8);
        self.varint(value.len() as u64);
        self.bytes.extend_from_slice(value.as_bytes());
    }

    /// A list of one text.
    pub(super) fn one_text(&mut self, number: i16, value: &str) {
        self.field(number, 9);
        self.bytes.push(1 << 4 | 8);
        self.varint(value.len() as u64);
        self.bytes.extend_from_slice(value.as_bytes());
    }

    /// A list of one number.
    pub(super) fn one_small(&mut self, number: i16, value: i32) {
        self.field(number, 9);
        self.bytes.push(1 << 4 | 5);
        self.zigzag(i64::from(value));
    }

    /// Opens a list of at most 14 structures; [`Writer::element`] writes each.
    pub(super) fn list(&mut self, number: i16, length: u8) {
        self.field(number, 9);
        self.bytes.push(length << 4 | 12);
    }

    pub(super) fn nested(&mut self, number: i16, fill: impl FnOnce(&mut Self)) {
        self.field(number, 12);
        self.element(fill);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        Writer::structure(|writer| {
            writer.small(1, -7);
            writer.large(3, i64::MAX);
            writer.text(4, "Mee eens");
            writer.list(20, 2);
            writer.element(|writer| writer.truth(1, true));
            writer.element(|writer| writer.truth(1, false));
            writer.nested(21, |writer| writer.small(2, 5));
        })
    }

    fn read(bytes: &[u8]) -> Result<Vec<i64>, Malformed> {
        let mut seen = Vec::new();
        Reader::new(bytes).fields(|reader, number, wire| {
            match number {
                1 | 3 => seen.push(reader.integer(wire)?),
                4 => seen.push(i64::try_from(reader.binary(wire)?.len()).unwrap()),
                20 => reader.structs(wire, |reader| {
                    reader.fields(|_, _, wire| {
                        seen.push(i64::from(Reader::truth(wire)?));
                        Ok(())
                    })
                })?,
                _ => reader.skip(wire)?,
            }
            Ok(())
        })?;
        Ok(seen)
    }

    #[test]
    fn what_is_written_reads_back() {
        assert_eq!(read(&sample()), Ok(vec![-7, i64::MAX, 8, 1, 0]));
    }

    #[test]
    fn bytes_cut_short_are_malformed_at_every_length() {
        let whole = sample();
        for length in 0..whole.len() {
            assert_eq!(read(&whole[..length]), Err(Malformed), "{length}");
        }
    }

    #[test]
    fn a_list_longer_than_its_bytes_and_a_nest_without_end_are_malformed() {
        // Field 20 as a list of 2^28 structures.
        assert_eq!(read(&[0x09, 0x28, 0xFC, 0x80, 0x80, 0x80, 0x80, 0x01, 0]), Err(Malformed));
        // Field 5 as a structure in a structure in a structure …
        assert_eq!(read(&[0x5C; 1_000]), Err(Malformed));
        // Field 5 as a list of a list of a list …
        let mut lists = vec![0x59];
        lists.extend([0x19; 1_000]);
        assert_eq!(read(&lists), Err(Malformed));
    }
}
