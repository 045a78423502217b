//! The footer of a Parquet file. It is read by our own few lines, which hold every number against the file, and not
//! by polars: that sets memory aside for as many columns as a damaged footer asks for.

use super::meaning::Meaning;
use super::moment::Unit;
use super::thrift::{Malformed, Reader, Wire};
use crate::domain::phrase;

/// How a column's values are stored, by Parquet's own numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stored {
    Boolean,
    Int32,
    Int64,
    /// An old form of moments: nanoseconds of the day, and the Julian day.
    Int96,
    Float,
    Double,
    Bytes,
    /// Bytes of one length.
    Fixed(u32),
}

/// A column at the top of the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) meaning: Meaning,
    pub(super) stored: Stored,
    /// Whether whole numbers have no sign.
    pub(super) unsigned: bool,
    /// Whether a value may be absent.
    pub(super) optional: bool,
    /// The first of its chunks among those of a row group.
    pub(super) leaf: usize,
}

/// The values of one column in one row group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Chunk {
    pub(super) start: u64,
    pub(super) length: u64,
    pub(super) unpacked: u64,
    pub(super) values: u64,
    pub(super) codec: i32,
}

/// Some rows of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowGroup {
    pub(super) rows: u64,
    pub(super) chunks: Vec<Chunk>,
}

/// What the footer says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Footer {
    pub(super) columns: Vec<Column>,
    pub(super) leaves: usize,
    pub(super) groups: Vec<RowGroup>,
    pub(super) encrypted: bool,
    /// The Arrow schema that Arrow's writers put beside Parquet's own, in base64.
    pub(super) arrow: Option<String>,
}

/// One node of the schema, as written.
#[derive(Default)]
struct Element {
    physical: Option<i64>,
    length: i64,
    repetition: i64,
    name: String,
    children: u64,
    converted: Option<i64>,
    scale: i64,
    logical: Option<Logical>,
}

/// The parts of a logical type that matter.
enum Logical {
    Text,
    Decimal(i64),
    Date,
    Time(Unit),
    Moment(Unit, bool),
    Integer { signed: bool },
    Nothing,
    Half,
    Other,
}

/// More than this deep no schema goes.
const DEEPEST: usize = 64;
/// More nodes than this no schema has: a footer of a few bytes must not ask for gigabytes.
const MOST_NODES: usize = 100_000;
/// Bytes of one length are keys, decimals and the like.
const LONGEST: u32 = 65_536;
/// More chunks than this no file has: 2,000 row groups of 1,000 columns.
const MOST_CHUNKS: usize = 2_000_000;

impl Footer {
    /// Reads a footer.
    ///
    /// # Errors
    /// Where it is not Parquet's, or the parts of it do not fit each other.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Malformed> {
        let mut footer = Self::default();
        let (mut elements, mut chunks) = (Vec::new(), 0);
        Reader::new(bytes).fields(|reader, number, wire| match number {
            2 => reader.structs(wire, |reader| {
                elements.push(Element::read(reader)?);
                if elements.len() > MOST_NODES { Err(Malformed) } else { Ok(()) }
            }),
            4 => reader.structs(wire, |reader| {
                let group = RowGroup::read(reader)?;
                // A group without chunks takes room too.
                chunks += group.chunks.len() + 1;
                footer.groups.push(group);
                if chunks > MOST_CHUNKS { Err(Malformed) } else { Ok(()) }
            }),
            5 => reader.structs(wire, |reader| {
                if let Some(schema) = arrow_schema(reader)? {
                    footer.arrow = Some(schema);
                }
                Ok(())
            }),
            8 => {
                footer.encrypted = true;
                reader.skip(wire)
            }
            _ => reader.skip(wire),
        })?;
        let mut rest = elements.into_iter();
        let root = rest.next().ok_or(Malformed)?;
        for _ in 0..root.children {
            let element = rest.next().ok_or(Malformed)?;
            let leaves = count_leaves(&element, &mut rest, 0)?;
            footer.columns.push(element.column(footer.leaves)?);
            footer.leaves += leaves;
        }
        let whole = footer.groups.iter().all(|group| group.chunks.len() == footer.leaves);
        if rest.next().is_some() || !whole { Err(Malformed) } else { Ok(footer) }
    }
}

fn count_leaves(
    element: &Element,
    rest: &mut std::vec::IntoIter<Element>,
    depth: usize,
) -> Result<usize, Malformed> {
    if depth > DEEPEST {
        return Err(Malformed);
    }
    if element.children == 0 {
        return Ok(1);
    }
    let mut leaves = 0;
    for _ in 0..element.children {
        let child = rest.next().ok_or(Malformed)?;
        leaves += count_leaves(&child, rest, depth + 1)?;
    }
    Ok(leaves)
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn arrow_schema(reader: &mut Reader<'_>) -> Result<Option<String>, Malformed> {
    let (mut key, mut value) = (&b""[..], None);
    reader.fields(|reader, number, wire| {
        match number {
            1 => key = reader.binary(wire)?,
            2 => value = Some(reader.binary(wire)?),
            _ => reader.skip(wire)?,
        }
        Ok(())
    })?;
    Ok(value.filter(|_| key == b"ARROW:schema").map(text))
}

impl Element {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let mut element = Self::default();
        reader.fields(|reader, number, wire| {
            match number {
                1 => element.physical = Some(reader.integer(wire)?),
                2 => element.length = reader.integer(wire)?,
                3 => element.repetition = reader.integer(wire)?,
                4 => element.name = text(reader.binary(wire)?),
                5 => element.children = reader.count(wire)?,
                6 => element.converted = Some(reader.integer(wire)?),
                7 => element.scale = reader.integer(wire)?,
                10 => element.logical = Some(Logical::read(reader, wire)?),
                _ => reader.skip(wire)?,
            }
            Ok(())
        })?;
        Ok(element)
    }

    fn column(self, leaf: usize) -> Result<Column, Malformed> {
        let nested = self.children > 0 || self.repetition == 2;
        let stored = match self.physical {
            _ if nested => Stored::Bytes,
            Some(0) => Stored::Boolean,
            Some(1) => Stored::Int32,
            Some(2) => Stored::Int64,
            Some(3) => Stored::Int96,
            Some(4) => Stored::Float,
            Some(5) => Stored::Double,
            Some(6) => Stored::Bytes,
            Some(7) => match u32::try_from(self.length) {
                Ok(length @ 1..=LONGEST) => Stored::Fixed(length),
                _ => return Err(Malformed),
            },
            _ => return Err(Malformed),
        };
        let unsigned = match &self.logical {
            Some(Logical::Integer { signed }) => !signed,
            _ => matches!(self.converted, Some(11..=14)),
        };
        let meaning = if nested { Meaning::nested() } else { self.meaning(stored) };
        Ok(Column { name: self.name, meaning, stored, unsigned, optional: self.repetition == 1, leaf })
    }

    fn meaning(&self, stored: Stored) -> Meaning {
        let plain = match stored {
            Stored::Boolean => return Meaning::Truth,
            Stored::Int96 => return Meaning::Moment(Unit::Nanoseconds, false),
            Stored::Float => return Meaning::Single,
            Stored::Double => return Meaning::Real,
            Stored::Int32 | Stored::Int64 => Meaning::Whole,
            Stored::Bytes | Stored::Fixed(_) => Meaning::Text,
        };
        let whole = plain == Meaning::Whole;
        match (&self.logical, self.converted) {
            (Some(Logical::Nothing), _) => Meaning::Nothing,
            (Some(Logical::Decimal(scale)), _) => Meaning::decimal(*scale),
            (Some(Logical::Half), _) if stored == Stored::Fixed(2) => Meaning::Half,
            (Some(Logical::Date), _) if whole => Meaning::Day,
            (Some(Logical::Time(unit)), _) if whole => Meaning::Time(*unit),
            (Some(Logical::Moment(unit, utc)), _) if whole => Meaning::Moment(*unit, *utc),
            (Some(Logical::Text | Logical::Integer { .. } | Logical::Other), _) => plain,
            (_, Some(5)) => Meaning::decimal(self.scale),
            (_, Some(6)) if whole => Meaning::Day,
            (_, Some(7)) if whole => Meaning::Time(Unit::Milliseconds),
            (_, Some(8)) if whole => Meaning::Time(Unit::Microseconds),
            (_, Some(9)) if whole => Meaning::Moment(Unit::Milliseconds, true),
            (_, Some(10)) if whole => Meaning::Moment(Unit::Microseconds, true),
            (_, Some(21)) => Meaning::Refused(phrase!("tijdsduren in maanden", "intervals in months")),
            _ => plain,
        }
    }
}

impl Logical {
    fn read(reader: &mut Reader<'_>, wire: Wire) -> Result<Self, Malformed> {
        if wire != Wire::Struct {
            return Err(Malformed);
        }
        let mut found = Self::Other;
        reader.fields(|reader, number, wire| {
            found = match number {
                1 => Self::Text,
                5 => Self::Decimal(0),
                6 => Self::Date,
                7 => Self::Time(Unit::Milliseconds),
                8 => Self::Moment(Unit::Milliseconds, false),
                10 => Self::Integer { signed: true },
                11 => Self::Nothing,
                15 => Self::Half,
                _ => return reader.skip(wire),
            };
            if wire != Wire::Struct {
                return Err(Malformed);
            }
            reader.fields(|reader, number, wire| match (&mut found, number) {
                (Self::Decimal(scale), 1) => {
                    *scale = reader.integer(wire)?;
                    Ok(())
                }
                (Self::Time(unit) | Self::Moment(unit, _), 2) => {
                    *unit = read_unit(reader, wire)?;
                    Ok(())
                }
                (Self::Moment(_, utc), 1) => {
                    *utc = Reader::truth(wire)?;
                    Ok(())
                }
                (Self::Integer { signed }, 2) => {
                    *signed = Reader::truth(wire)?;
                    Ok(())
                }
                _ => reader.skip(wire),
            })
        })?;
        Ok(found)
    }
}

fn read_unit(reader: &mut Reader<'_>, wire: Wire) -> Result<Unit, Malformed> {
    if wire != Wire::Struct {
        return Err(Malformed);
    }
    let mut unit = Unit::Milliseconds;
    reader.fields(|reader, number, wire| {
        unit = match number {
            1 => Unit::Milliseconds,
            2 => Unit::Microseconds,
            3 => Unit::Nanoseconds,
            _ => return Err(Malformed),
        };
        reader.skip(wire)
    })?;
    Ok(unit)
}

impl RowGroup {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let mut group = Self { rows: 0, chunks: Vec::new() };
        reader.fields(|reader, number, wire| match number {
            1 => reader.structs(wire, |reader| {
                group.chunks.push(Chunk::read(reader)?);
                if group.chunks.len() > MOST_NODES { Err(Malformed) } else { Ok(()) }
            }),
            3 => {
                group.rows = reader.count(wire)?;
                Ok(())
            }
            _ => reader.skip(wire),
        })?;
        Ok(group)
    }
}

impl Chunk {
    fn read(reader: &mut Reader<'_>) -> Result<Self, Malformed> {
        let mut chunk = Self { start: 0, length: 0, unpacked: 0, values: 0, codec: 0 };
        let mut dictionary = None;
        reader.fields(|reader, number, wire| match (number, wire) {
            (3, Wire::Struct) => reader.fields(|reader, number, wire| {
                match number {
                    4 => chunk.codec = i32::try_from(reader.integer(wire)?).map_err(|_| Malformed)?,
                    5 => chunk.values = reader.count(wire)?,
                    6 => chunk.unpacked = reader.count(wire)?,
                    7 => chunk.length = reader.count(wire)?,
                    9 => chunk.start = reader.count(wire)?,
                    11 => dictionary = u64::try_from(reader.integer(wire)?).ok(),
                    _ => reader.skip(wire)?,
                }
                Ok(())
            }),
            (_, wire) => reader.skip(wire),
        })?;
        // Some writers set the dictionary's place to 0 where there is none.
        if let Some(dictionary) = dictionary.filter(|&at| at > 0 && at < chunk.start) {
            chunk.start = dictionary;
        }
        Ok(chunk)
    }
}
