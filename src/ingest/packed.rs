use std::fs::File;
use std::io::{Error, Read, Result};
use std::path::Path;

use flate2::read::MultiGzDecoder;

/// The bytes of a text file, unpacked if it is packed with gzip.
pub(super) enum Bytes {
    Plain(File),
    Gzip(Box<Unpacked>),
}

/// What comes out of a gzip file, and how much may.
pub(super) struct Unpacked {
    decoder: MultiGzDecoder<File>,
    unpacked: u64,
    most: u64,
}

/// The bytes of a text file. What a packed one unpacks to is bounded by [`Limits::text_bytes`] and [`Limits::ratio`].
pub(super) fn open_bytes(path: &Path, packed: bool, limits: &Limits) -> Result<Bytes> {
    let file = File::open(path)?;
    if !packed {
        return Ok(Bytes::Plain(file));
    }
    let length = file.metadata()?.len();
    let most = limits.text_bytes.min(length.saturating_mul(limits.ratio).max(limits.ratio_from_bytes));
    let unpacked = Unpacked { decoder: MultiGzDecoder::new(file), unpacked: 0, most };
    Ok(Bytes::Gzip(Box::new(unpacked)))
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> Result<usize> {
        let packed = match self {
            Bytes::Plain(file) => return file.read(buffer),
            Bytes::Gzip(packed) => packed,
        };
        let read = packed.decoder.read(buffer)?;
        packed.unpacked += read as u64;
        if packed.unpacked > packed.most {
            return Err(Error::other(TooMuch { most: packed.most }));
        }
        Ok(read)
    }
}

/// A packed file that unpacks to more than its limits allow.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("unpacks to more than {most} bytes")]
pub(super) struct TooMuch {
    /// How many bytes it may unpack to.
    pub(super) most: u64,
}
use crate::domain::Limits;
