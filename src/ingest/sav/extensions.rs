use super::bytes::{Bytes, Order};
use super::damage::Damage;
use super::dictionary::Room;

/// The extension records that matter here, as they stand; of others (sets of multiple responses, how columns are
/// displayed, attributes) nothing is needed.
#[derive(Debug, Default)]
pub(super) struct Extensions {
    /// Subtype 3: the code page of all texts.
    pub(super) code_page: Option<i32>,
    /// Subtype 4: the number that stands for no answer.
    pub(super) sysmis: Option<f64>,
    /// Subtype 13: short names and long names.
    pub(super) long_names: Vec<u8>,
    /// Subtype 14: short names and widths of texts of more than 255 bytes.
    pub(super) very_long: Vec<u8>,
    /// Subtype 16: how many cases there are.
    pub(super) cases: Option<u64>,
    /// Subtype 20: the name of the encoding of all texts.
    pub(super) encoding: Option<Vec<u8>>,
    /// Subtype 21: value labels of texts of more than 8 bytes.
    pub(super) long_labels: Vec<Vec<u8>>,
    /// Subtype 22: values of such texts that are declared missing.
    pub(super) long_missing: Vec<Vec<u8>>,
}

/// Reads one extension record behind its type.
pub(super) fn read(bytes: &mut Bytes, found: &mut Extensions, room: &mut Room) -> Result<(), Damage> {
    let subtype = bytes.int()?;
    let size = bytes.count()?;
    let count = bytes.count()?;
    let length = size.checked_mul(count).ok_or_else(Damage::cut_short)?;
    if !matches!(subtype, 3 | 4 | 13 | 14 | 16 | 20 | 21 | 22) {
        return bytes.skip(length as u64);
    }
    let order = bytes.order;
    let content = room.take(bytes, length)?;
    match subtype {
        3 => found.code_page = nth(&content, 7).map(|bytes| order.int(bytes)),
        4 => found.sysmis = nth(&content, 0).map(|bytes| order.float(bytes)),
        13 => found.long_names = content,
        14 => found.very_long = content,
        16 => found.cases = cases(&content, order),
        20 => found.encoding = Some(content),
        21 => found.long_labels.push(content),
        _ => found.long_missing.push(content),
    }
    Ok(())
}

fn cases(content: &[u8], order: Order) -> Option<u64> {
    nth(content, 1).and_then(|bytes| u64::try_from(order.long(bytes)).ok())
}

/// The nth element of a record of elements of one size, from 0.
fn nth<const N: usize>(content: &[u8], index: usize) -> Option<[u8; N]> {
    content.get(index.checked_mul(N)?..)?.first_chunk().copied()
}
