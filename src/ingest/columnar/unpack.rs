//! Buffers of an Arrow file that were packed with LZ4 or Zstandard.

use std::io::Cursor;

use polars::prelude::{IpcReader, SerReader};

use super::flatbuffer::Value;
use crate::ingest::guard::guarded;

/// The number of Arrow's metadata version 5.
const VERSION: Value = Value::Short(4);

/// Unpacks a buffer as it stands in a file: the length unpacked in eight bytes, and the packed bytes; -1 says that the
/// rest is not packed after all. `None` where it is broken, or more than `limit` bytes unpacked.
pub(super) fn unpack(codec: u8, packed: Vec<u8>, limit: u64) -> Option<Vec<u8>> {
    let (declared, rest) = packed.split_first_chunk::<8>()?;
    let length = match i64::from_le_bytes(*declared) {
        -1 => return Some(rest.to_vec()),
        length => usize::try_from(length).ok().filter(|&length| length as u64 <= limit)?,
    };
    if length == 0 {
        return Some(Vec::new());
    }
    // Polars has both unpackers and lends neither, but reads a whole file: one column of bits, which are our bytes.
    let file = file_of(codec, &packed, length);
    drop(packed);
    guarded(|| {
        let frame = IpcReader::new(Cursor::new(file)).finish().ok()?;
        let bits = frame.columns().first()?.as_materialized_series().bool().ok()?;
        let bits = bits.downcast_iter().next()?.values();
        let (bytes, offset, count) = bits.as_slice();
        (offset == 0 && count == length * 8).then(|| bytes.get(..length).map(<[u8]>::to_vec)).flatten()
    })
    .flatten()
}

const MARK: &[u8] = b"ARROW1";

/// An Arrow file of one column of bits in one packed buffer.
fn file_of(codec: u8, packed: &[u8], length: usize) -> Vec<u8> {
    let signed = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let (rows, body) = (signed(length).saturating_mul(8), packed.len().next_multiple_of(8));
    let bits = Value::Table(vec![
        Some(Value::Text("c")),
        Some(Value::Byte(1)),
        Some(Value::Byte(6)),
        Some(Value::Table(vec![])),
        None,
        Some(Value::Tables(vec![])),
    ]);
    let schema = Value::Table(vec![Some(Value::Short(0)), Some(Value::Tables(vec![bits]))]);
    let batch = Value::Table(vec![
        Some(Value::Long(rows)),
        Some(Value::Structs(1, vec![rows, 0])),
        Some(Value::Structs(2, vec![0, 0, 0, signed(packed.len())])),
        Some(Value::Table(vec![Some(Value::Byte(codec)), Some(Value::Byte(0))])),
    ]);
    let fields = [VERSION, Value::Byte(3), batch, Value::Long(signed(body))];
    let message = Value::Table(fields.into_iter().map(Some).collect()).message();
    let mut file = Vec::with_capacity(body + 1_024);
    file.extend_from_slice(MARK);
    file.resize(8, 0);
    file.extend_from_slice(&[0xFF; 4]);
    file.extend_from_slice(&(message.len() as u32).to_le_bytes());
    file.extend_from_slice(&message);
    file.extend_from_slice(packed);
    file.resize(file.len() + body - packed.len(), 0);
    let block = vec![8, signed(message.len() + 8), signed(body)];
    let lists = [Value::Structs(0, Vec::new()), Value::Structs(1, block)];
    let footer = Value::Table([VERSION, schema].into_iter().chain(lists).map(Some).collect()).message();
    file.extend_from_slice(&footer);
    file.extend_from_slice(&(footer.len() as u32).to_le_bytes());
    file.extend_from_slice(MARK);
    file
}
