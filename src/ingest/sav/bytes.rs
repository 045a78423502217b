use std::io::{BufReader, Read, Seek, SeekFrom};

use super::damage::Damage;

/// How much is read from the file at once.
const BUFFER: usize = 256 * 1024;

/// What a system file can be read from: a file, or bytes in a test.
pub(in crate::ingest) trait Stream: Read + Seek + Send {}

impl<T: Read + Seek + Send> Stream for T {}

/// A stream that is read in large pieces.
pub(super) type Reader = BufReader<Box<dyn Stream>>;

/// The order of the bytes of a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    Little,
    Big,
}

impl Order {
    pub(super) fn int(self, bytes: [u8; 4]) -> i32 {
        match self {
            Self::Little => i32::from_le_bytes(bytes),
            Self::Big => i32::from_be_bytes(bytes),
        }
    }

    pub(super) fn long(self, bytes: [u8; 8]) -> i64 {
        match self {
            Self::Little => i64::from_le_bytes(bytes),
            Self::Big => i64::from_be_bytes(bytes),
        }
    }

    pub(super) fn float(self, bytes: [u8; 8]) -> f64 {
        match self {
            Self::Little => f64::from_le_bytes(bytes),
            Self::Big => f64::from_be_bytes(bytes),
        }
    }

    pub(super) fn word(self, number: f64) -> [u8; 8] {
        match self {
            Self::Little => number.to_le_bytes(),
            Self::Big => number.to_be_bytes(),
        }
    }
}

/// A file from its beginning to its end. Nothing is set aside for bytes that it does not have.
pub(super) struct Bytes {
    reader: Reader,
    pub(super) order: Order,
    at: u64,
    length: u64,
}

impl Bytes {
    pub(super) fn new(mut stream: Box<dyn Stream>) -> Result<Self, Damage> {
        let length = stream.seek(SeekFrom::End(0))?;
        stream.rewind()?;
        Ok(Self { reader: BufReader::with_capacity(BUFFER, stream), order: Order::Little, at: 0, length })
    }

    /// Where the next byte stands.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// How many bytes the file has.
    pub(super) fn length(&self) -> u64 {
        self.length
    }

    fn left(&self) -> u64 {
        self.length.saturating_sub(self.at)
    }

    pub(super) fn array<const N: usize>(&mut self) -> Result<[u8; N], Damage> {
        let mut bytes = [0; N];
        self.reader.read_exact(&mut bytes)?;
        self.at += N as u64;
        Ok(bytes)
    }

    pub(super) fn int(&mut self) -> Result<i32, Damage> {
        Ok(self.order.int(self.array()?))
    }

    pub(super) fn long(&mut self) -> Result<i64, Damage> {
        Ok(self.order.long(self.array()?))
    }

    /// A whole number that counts something.
    pub(super) fn count(&mut self) -> Result<usize, Damage> {
        usize::try_from(self.int()?).map_err(|_| {
            Damage::broken(
                "een aantal in de beschrijving is negatief",
                "a number in the description is negative",
            )
        })
    }

    /// So many bytes, if the file has them.
    pub(super) fn take(&mut self, count: usize) -> Result<Vec<u8>, Damage> {
        if count as u64 > self.left() {
            return Err(Damage::cut_short());
        }
        let mut bytes = vec![0; count];
        self.reader.read_exact(&mut bytes)?;
        self.at += count as u64;
        Ok(bytes)
    }

    /// Goes on beyond so many bytes, if the file has them.
    pub(super) fn skip(&mut self, count: u64) -> Result<(), Damage> {
        let further = i64::try_from(count).ok().filter(|_| count <= self.left());
        self.reader.seek_relative(further.ok_or_else(Damage::cut_short)?)?;
        self.at += count;
        Ok(())
    }

    /// Goes to a place counted from the beginning of the file.
    pub(super) fn seek(&mut self, at: u64) -> Result<(), Damage> {
        self.reader.seek(SeekFrom::Start(at))?;
        self.at = at;
        Ok(())
    }

    /// The rest of the file, from the next byte on.
    pub(super) fn into_reader(self) -> Reader {
        self.reader
    }
}

/// A piece of the file that is read already.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) rest: &'a [u8],
    pub(super) order: Order,
}

impl<'a> Piece<'a> {
    pub(super) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(count)?;
        self.rest = rest;
        Some(taken)
    }

    pub(super) fn byte(&mut self) -> Option<u8> {
        self.take(1)?.first().copied()
    }

    pub(super) fn int(&mut self) -> Option<i32> {
        let (bytes, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(self.order.int(*bytes))
    }

    /// Bytes behind the number of them.
    pub(super) fn counted(&mut self) -> Option<&'a [u8]> {
        let count = usize::try_from(self.int()?).ok()?;
        self.take(count)
    }
}
