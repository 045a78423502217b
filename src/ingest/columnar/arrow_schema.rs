use std::collections::BTreeMap;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::flatbuffer::Table;
use super::meaning::Meaning;
use super::moment::Unit;
use super::thrift::Malformed;
use crate::domain::phrase;

/// How the values of a column lie in its buffers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// No buffers at all.
    Nothing,
    /// A bit a value.
    Bits,
    /// A number of so many bytes a value.
    Number { width: usize, signed: bool },
    /// So many bytes a value.
    Bytes { width: usize },
    /// Offsets of four or eight bytes into the bytes of all values.
    Offsets { wide: bool },
    /// Sixteen bytes a value: the value itself, or where it stands.
    Views,
    /// Something that is no cell.
    Other,
}

/// Values that stand once, and are pointed at by their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dictionary {
    pub(super) id: i64,
    pub(super) width: usize,
    pub(super) signed: bool,
}

/// A column at the top of the schema. Of a dictionary, meaning and layout are those of its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) meaning: Meaning,
    pub(super) layout: Layout,
    pub(super) dictionary: Option<Dictionary>,
    /// What the columns before it take of a batch.
    pub(super) before: Extent,
}

/// How much of a batch's lists some columns take.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) nodes: usize,
    /// Without those that views have besides.
    pub(super) buffers: usize,
    /// How many columns of views, each of which has its own number of buffers besides.
    pub(super) views: usize,
}

const DEEPEST: u32 = 64;
const MOST_NODES: u32 = 100_000;

/// The columns of a schema.
pub(super) fn fields(schema: Table<'_>) -> Result<Vec<Field>, Malformed> {
    if schema.short(0, 0)? != 0 {
        // The largest byte first: no computer of today writes that.
        return Err(Malformed);
    }
    let (mut before, mut nodes) = (Extent::default(), 0);
    let mut found = Vec::new();
    for table in schema.tables(1)? {
        let (layout, meaning) = kind(table)?;
        let dictionary = dictionary(table)?;
        let here = before;
        extend(table, &mut before, 0, &mut nodes)?;
        found.push(Field { name: table.text(0)?, meaning, layout, dictionary, before: here });
    }
    Ok(found)
}

/// The columns that hold lengths of time, by name, from a schema in base64 as Arrow's writers put it into Parquet.
pub(super) fn durations(schema: &str) -> BTreeMap<String, Unit> {
    let read = || -> Result<Vec<Field>, Malformed> {
        let bytes = STANDARD.decode(schema).map_err(|_| Malformed)?;
        let message = Table::root(message(&bytes).ok_or(Malformed)?)?;
        fields(message.table(2)?.ok_or(Malformed)?)
    };
    // The schema only adds to what Parquet's own says, so one that cannot be read takes nothing away.
    let fields = read().unwrap_or_default();
    let span = |field: Field| match field.meaning {
        Meaning::Span(unit) => Some((field.name, unit)),
        _ => None,
    };
    fields.into_iter().filter_map(span).collect()
}

/// A message without the mark and the length in front of it.
pub(super) fn message(bytes: &[u8]) -> Option<&[u8]> {
    let rest = bytes.strip_prefix(&[0xFF; 4]).unwrap_or(bytes);
    let (length, rest) = rest.split_first_chunk::<4>()?;
    rest.get(..usize::try_from(i32::from_le_bytes(*length)).ok()?)
}

fn dictionary(field: Table<'_>) -> Result<Option<Dictionary>, Malformed> {
    let Some(dictionary) = field.table(4)? else { return Ok(None) };
    let id = dictionary.long(0)?;
    let (width, signed) = match dictionary.table(1)? {
        None => (4, true),
        Some(index) => (width_of(index.int(0)?)?, index.truth(1)?),
    };
    Ok(Some(Dictionary { id, width, signed }))
}

fn width_of(bits: i32) -> Result<usize, Malformed> {
    match bits {
        8 => Ok(1),
        16 => Ok(2),
        32 => Ok(4),
        64 => Ok(8),
        _ => Err(Malformed),
    }
}

fn unit(number: i16) -> Result<Unit, Malformed> {
    Ok(match number {
        0 => Unit::Seconds,
        1 => Unit::Milliseconds,
        2 => Unit::Microseconds,
        3 => Unit::Nanoseconds,
        _ => return Err(Malformed),
    })
}

/// How a column's values lie, and what they mean. Source: Schema.fbs of the Apache Arrow project.
fn kind(field: Table<'_>) -> Result<(Layout, Meaning), Malformed> {
    let whole = |width, signed| Layout::Number { width, signed };
    let of = field.table(3)?;
    let of = || of.ok_or(Malformed);
    Ok(match field.byte(2)? {
        1 => (Layout::Nothing, Meaning::Nothing),
        2 => (whole(width_of(of()?.int(0)?)?, of()?.truth(1)?), Meaning::Whole),
        3 => match of()?.short(0, 0)? {
            0 => (whole(2, false), Meaning::Half),
            1 => (whole(4, false), Meaning::Single),
            2 => (whole(8, false), Meaning::Real),
            _ => return Err(Malformed),
        },
        4 | 5 => (Layout::Offsets { wide: false }, Meaning::Text),
        6 => (Layout::Bits, Meaning::Truth),
        7 => {
            let bits = of()?.int(2)?;
            let meaning = Meaning::decimal(i64::from(of()?.int(1)?));
            match bits {
                0 | 128 => (whole(16, true), meaning),
                32 => (whole(4, true), meaning),
                64 => (whole(8, true), meaning),
                _ => {
                    let refused = phrase!("decimalen van 256 bits", "decimals of 256 bits");
                    (Layout::Bytes { width: 32 }, Meaning::Refused(refused))
                }
            }
        }
        8 => match of()?.short(0, 1)? {
            0 => (whole(4, true), Meaning::Day),
            1 => (whole(8, true), Meaning::Moment(Unit::Milliseconds, false)),
            _ => return Err(Malformed),
        },
        9 => {
            let unit = unit(of()?.short(0, 1)?)?;
            let width = if matches!(unit, Unit::Seconds | Unit::Milliseconds) { 4 } else { 8 };
            (whole(width, true), Meaning::Time(unit))
        }
        10 => {
            let zoned = !of()?.text(1)?.is_empty();
            (whole(8, true), Meaning::Moment(unit(of()?.short(0, 0)?)?, zoned))
        }
        18 => (whole(8, true), Meaning::Span(unit(of()?.short(0, 1)?)?)),
        15 => {
            let width = usize::try_from(of()?.int(0)?).map_err(|_| Malformed)?;
            (Layout::Bytes { width }, Meaning::Text)
        }
        19 | 20 => (Layout::Offsets { wide: true }, Meaning::Text),
        23 | 24 => (Layout::Views, Meaning::Text),
        11 => (Layout::Other, Meaning::Refused(phrase!("tijdsduren in maanden", "intervals in months"))),
        12..=14 | 16 | 17 | 21 | 22 | 25 | 26 => (Layout::Other, Meaning::nested()),
        _ => return Err(Malformed),
    })
}

/// Adds what a column takes of a batch.
fn extend(field: Table<'_>, extent: &mut Extent, depth: u32, nodes: &mut u32) -> Result<(), Malformed> {
    *nodes += 1;
    if depth > DEEPEST || *nodes > MOST_NODES {
        return Err(Malformed);
    }
    extent.nodes += 1;
    if dictionary(field)?.is_some() {
        extent.buffers += 2;
        return Ok(());
    }
    extent.buffers += match field.byte(2)? {
        // Nothing, and runs.
        1 | 22 => 0,
        // Structures and lists of one length: whether each is there.
        13 | 16 => 1,
        // Texts and bytes; lists by offset and size.
        4 | 5 | 19 | 20 | 25 | 26 => 3,
        14 => {
            let dense = field.table(3)?.map_or(Ok(0), |union| union.short(0, 0))? == 1;
            if dense { 2 } else { 1 }
        }
        _ => 2,
    };
    extent.views += usize::from(matches!(field.byte(2)?, 23 | 24));
    for child in field.tables(5)? {
        extend(child, extent, depth + 1, nodes)?;
    }
    Ok(())
}
