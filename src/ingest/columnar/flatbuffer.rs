//! Flatbuffers, as far as Arrow's headers use them: read with every offset held against the bytes there are.

use super::thrift::Malformed;

/// More elements than this no list of tables has.
const MOST: usize = 100_000;
/// A name is not longer than this.
const LONGEST: usize = 64 * 1024;

/// A table: fields by their number, any of which may not be there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Table<'a> {
    bytes: &'a [u8],
    at: usize,
    fields: usize,
    fields_length: usize,
}

fn bytes_at<const N: usize>(bytes: &[u8], at: usize) -> Result<[u8; N], Malformed> {
    bytes.get(at..).and_then(|rest| rest.first_chunk::<N>()).copied().ok_or(Malformed)
}

fn u32_at(bytes: &[u8], at: usize) -> Result<usize, Malformed> {
    usize::try_from(u32::from_le_bytes(bytes_at(bytes, at)?)).map_err(|_| Malformed)
}

impl<'a> Table<'a> {
    /// The table that some bytes begin with.
    pub(super) fn root(bytes: &'a [u8]) -> Result<Self, Malformed> {
        Self::at(bytes, u32_at(bytes, 0)?)
    }

    fn at(bytes: &'a [u8], at: usize) -> Result<Self, Malformed> {
        let back = i64::from(i32::from_le_bytes(bytes_at(bytes, at)?));
        let fields = i64::try_from(at).map_err(|_| Malformed)?.checked_sub(back).ok_or(Malformed)?;
        let fields = usize::try_from(fields).map_err(|_| Malformed)?;
        let fields_length = usize::from(u16::from_le_bytes(bytes_at(bytes, fields)?));
        Ok(Self { bytes, at, fields, fields_length })
    }

    /// Where a field's value stands.
    fn field(&self, number: usize) -> Result<Option<usize>, Malformed> {
        let slot = 4 + 2 * number;
        if slot + 2 > self.fields_length {
            return Ok(None);
        }
        let offset = u16::from_le_bytes(bytes_at(self.bytes, self.fields + slot)?);
        Ok((offset > 0).then(|| self.at + usize::from(offset)))
    }

    fn scalar<const N: usize>(&self, number: usize) -> Result<[u8; N], Malformed> {
        self.field(number)?.map_or(Ok([0; N]), |at| bytes_at(self.bytes, at))
    }

    pub(super) fn byte(&self, number: usize) -> Result<u8, Malformed> {
        Ok(u8::from_le_bytes(self.scalar(number)?))
    }

    /// A short number, or what it is where it is not there.
    pub(super) fn short(&self, number: usize, or: i16) -> Result<i16, Malformed> {
        self.field(number)?.map_or(Ok(or), |at| bytes_at(self.bytes, at).map(i16::from_le_bytes))
    }

    pub(super) fn int(&self, number: usize) -> Result<i32, Malformed> {
        Ok(i32::from_le_bytes(self.scalar(number)?))
    }

    pub(super) fn long(&self, number: usize) -> Result<i64, Malformed> {
        Ok(i64::from_le_bytes(self.scalar(number)?))
    }

    /// A number that is not negative.
    pub(super) fn count(&self, number: usize) -> Result<u64, Malformed> {
        u64::try_from(self.long(number)?).map_err(|_| Malformed)
    }

    pub(super) fn truth(&self, number: usize) -> Result<bool, Malformed> {
        Ok(self.byte(number)? != 0)
    }

    fn target(&self, at: usize) -> Result<usize, Malformed> {
        at.checked_add(u32_at(self.bytes, at)?).ok_or(Malformed)
    }

    pub(super) fn table(&self, number: usize) -> Result<Option<Self>, Malformed> {
        let Some(at) = self.field(number)? else { return Ok(None) };
        Self::at(self.bytes, self.target(at)?).map(Some)
    }

    /// The elements of a list, `width` bytes each; none where the list is not there.
    fn list(&self, number: usize, width: usize) -> Result<(usize, &'a [u8]), Malformed> {
        let Some(at) = self.field(number)? else { return Ok((0, &[])) };
        let start = self.target(at)?;
        let length = u32_at(self.bytes, start)?.checked_mul(width).ok_or(Malformed)?;
        let elements = self.bytes.get(start + 4..).and_then(|rest| rest.get(..length)).ok_or(Malformed)?;
        Ok((start + 4, elements))
    }

    pub(super) fn text(&self, number: usize) -> Result<String, Malformed> {
        let (_, bytes) = self.list(number, 1)?;
        if bytes.len() > LONGEST {
            return Err(Malformed);
        }
        Ok(String::from_utf8_lossy(bytes).into_owned())
    }

    pub(super) fn tables(&self, number: usize) -> Result<Vec<Self>, Malformed> {
        let (start, elements) = self.list(number, 4)?;
        let length = elements.len() / 4;
        if length > MOST {
            return Err(Malformed);
        }
        (0..length).map(|index| Self::at(self.bytes, self.target(start + 4 * index)?)).collect()
    }

    /// A list of structures of N bytes.
    pub(super) fn structs<const N: usize>(&self, number: usize) -> Result<Vec<[u8; N]>, Malformed> {
        let (_, elements) = self.list(number, N)?;
        Ok(elements.as_chunks::<N>().0.to_vec())
    }
}

/// The whole number that stands in a structure's bytes from `at` on.
pub(super) fn long_at(bytes: &[u8], at: usize) -> Result<i64, Malformed> {
    Ok(i64::from_le_bytes(bytes_at(bytes, at)?))
}

/// A value to be written: what Arrow's headers are made of.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Byte(u8),
    Short(i16),
    Long(i64),
    Text(&'static str),
    /// Fields by their number.
    Table(Vec<Option<Value>>),
    Tables(Vec<Value>),
    /// So many structures, and the numbers in them.
    Structs(u32, Vec<i64>),
}

impl Value {
    /// The value as a message that stands by itself.
    pub(super) fn message(&self) -> Vec<u8> {
        let mut out = vec![0; 4];
        let at = self.write(&mut out);
        patch(&mut out, 0, at);
        pad(&mut out, 8, 0);
        out
    }

    /// How many bytes the value takes in its table; a larger one takes an offset to where it stands.
    fn inline(&self) -> usize {
        match self {
            Self::Byte(_) => 1,
            Self::Short(_) => 2,
            Self::Long(_) => 8,
            Self::Text(_) | Self::Table(_) | Self::Tables(_) | Self::Structs(..) => 4,
        }
    }

    /// Writes the value at the end, and says where it begins.
    fn write(&self, out: &mut Vec<u8>) -> usize {
        match self {
            Self::Table(fields) => write_table(fields, out),
            Self::Text(text) => {
                pad(out, 4, 0);
                let at = out.len();
                out.extend_from_slice(&(text.len() as u32).to_le_bytes());
                out.extend_from_slice(text.as_bytes());
                out.push(0);
                at
            }
            Self::Tables(tables) => {
                pad(out, 4, 0);
                let at = out.len();
                out.extend_from_slice(&(tables.len() as u32).to_le_bytes());
                out.resize(out.len() + 4 * tables.len(), 0);
                for (index, table) in tables.iter().enumerate() {
                    let target = table.write(out);
                    patch(out, at + 4 + 4 * index, target);
                }
                at
            }
            Self::Structs(count, numbers) => {
                pad(out, 8, 4);
                let at = out.len();
                out.extend_from_slice(&count.to_le_bytes());
                numbers.iter().for_each(|number| out.extend_from_slice(&number.to_le_bytes()));
                at
            }
            Self::Byte(byte) => {
                out.push(*byte);
                out.len() - 1
            }
            Self::Short(number) => {
                out.extend_from_slice(&number.to_le_bytes());
                out.len() - 2
            }
            Self::Long(number) => {
                out.extend_from_slice(&number.to_le_bytes());
                out.len() - 8
            }
        }
    }
}

fn write_table(fields: &[Option<Value>], out: &mut Vec<u8>) -> usize {
    let mut places = Vec::with_capacity(fields.len());
    let mut length = 4_usize;
    for field in fields {
        let width = field.as_ref().map_or(0, Value::inline);
        let place = length.next_multiple_of(width.max(1));
        places.push(if width == 0 { 0 } else { place });
        length = if width == 0 { length } else { place + width };
    }
    let directory = 4 + 2 * fields.len();
    // The table itself begins at a multiple of 8.
    while !(out.len() + directory).is_multiple_of(8) {
        out.push(0);
    }
    for number in [directory, length].into_iter().chain(places.iter().copied()) {
        out.extend_from_slice(&(number as u16).to_le_bytes());
    }
    let at = out.len();
    out.extend_from_slice(&(directory as u32).to_le_bytes());
    out.resize(at + length, 0);
    for (field, &place) in fields.iter().zip(&places) {
        match field {
            None => {}
            Some(value @ (Value::Byte(_) | Value::Short(_) | Value::Long(_))) => {
                let mut bytes = Vec::new();
                value.write(&mut bytes);
                out.iter_mut().skip(at + place).zip(bytes).for_each(|(slot, byte)| *slot = byte);
            }
            Some(value) => {
                let target = value.write(out);
                patch(out, at + place, target);
            }
        }
    }
    at
}

/// Fills up until the length leaves `rest` when divided by `of`.
fn pad(out: &mut Vec<u8>, of: usize, rest: usize) {
    while out.len() % of != rest {
        out.push(0);
    }
}

/// Writes at a place how far the target is from it.
fn patch(out: &mut [u8], at: usize, target: usize) {
    let bytes = ((target - at) as u32).to_le_bytes();
    out.iter_mut().skip(at).zip(bytes).for_each(|(slot, byte)| *slot = byte);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let inner = Value::Table(vec![Some(Value::Text("goed")), None, Some(Value::Short(-3))]);
        Value::Table(vec![
            Some(Value::Byte(7)),
            Some(Value::Long(i64::MIN)),
            Some(Value::Tables(vec![inner.clone(), inner])),
            None,
            Some(Value::Structs(2, vec![1, 2, 3, 4])),
        ])
        .message()
    }

    type Read = (u8, i64, Vec<String>, i16, Vec<i64>, (i64, i16));

    fn read(bytes: &[u8]) -> Result<Read, Malformed> {
        let root = Table::root(bytes)?;
        let tables = root.tables(2)?;
        let texts = tables.iter().map(|table| table.text(0)).collect::<Result<_, _>>()?;
        let short = tables.first().ok_or(Malformed)?.short(2, 0)?;
        let pairs = root.structs::<16>(4)?;
        let seconds = pairs.iter().map(|pair| long_at(pair, 8)).collect::<Result<_, _>>()?;
        let not_there = (root.long(3)?, root.short(9, 5)?);
        Ok((root.byte(0)?, root.long(1)?, texts, short, seconds, not_there))
    }

    #[test]
    fn what_is_written_reads_back() {
        let texts = vec!["goed".to_owned(), "goed".to_owned()];
        assert_eq!(read(&sample()), Ok((7, i64::MIN, texts, -3, vec![2, 4], (0, 5))));
    }

    #[test]
    fn any_byte_may_be_wrong_without_a_panic() {
        let whole = sample();
        for at in 0..whole.len() {
            let _ = read(&whole[..at]);
            for byte in [0, 1, 0x7F, 0x80, 0xFF] {
                let mut damaged = whole.clone();
                damaged[at] = byte;
                let _ = read(&damaged);
            }
        }
    }
}
