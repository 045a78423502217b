use std::io::{self, Read, Take};

use flate2::bufread::ZlibDecoder;

use super::bytes::{Bytes, Reader};
use super::damage::Damage;
use crate::domain::phrase;
use crate::ingest::Limits;

/// What a block unpacks to and how long it is packed, in bytes.
#[derive(Clone, Copy, Debug)]
struct Block {
    unpacked: u64,
    packed: u64,
}

/// The zlib blocks of a .zsav one after the other, unpacked; never more than each says it holds.
pub(super) struct Blocks {
    blocks: std::vec::IntoIter<Block>,
    state: State,
    /// What the current block still owes.
    left: u64,
}

enum State {
    Between(Reader),
    Inside(ZlibDecoder<Take<Reader>>),
    Over,
}

impl Blocks {
    /// Reads where the blocks are. The next byte is the first behind the dictionary.
    pub(super) fn open(mut bytes: Bytes, limits: &Limits) -> Result<Self, Damage> {
        let odd = || {
            Damage::broken(
                "de lijst van ingepakte blokken past niet bij het bestand",
                "the list of packed blocks does not fit the file",
            )
        };
        let unsigned = |number: i64| u64::try_from(number).map_err(|_| odd());
        let start = bytes.at();
        let (header_at, list_at, list_length) =
            (unsigned(bytes.long()?)?, unsigned(bytes.long()?)?, unsigned(bytes.long()?)?);
        let first = bytes.at();
        let ends = list_at.checked_add(list_length).is_some_and(|end| end == bytes.length());
        if header_at != start || list_at < first || list_length < 24 || list_length % 24 != 0 || !ends {
            return Err(odd());
        }
        bytes.seek(list_at)?;
        bytes.skip(20)?;
        let count = bytes.count()?;
        if count as u64 != list_length / 24 - 1 {
            return Err(odd());
        }
        let mut blocks = Vec::new();
        let (mut unpacked_at, mut packed_at) = (start, first);
        for _ in 0..count {
            let at = (unsigned(bytes.long()?)?, unsigned(bytes.long()?)?);
            let block = Block { unpacked: bytes.count()? as u64, packed: bytes.count()? as u64 };
            if at != (unpacked_at, packed_at) {
                return Err(odd());
            }
            unpacked_at = unpacked_at.saturating_add(block.unpacked);
            packed_at = packed_at.saturating_add(block.packed);
            blocks.push(block);
        }
        if packed_at != list_at {
            return Err(odd());
        }
        bearable(unpacked_at - start, packed_at - first, limits)?;
        bytes.seek(first)?;
        Ok(Self { blocks: blocks.into_iter(), state: State::Between(bytes.into_reader()), left: 0 })
    }
}

fn bearable(unpacked: u64, packed: u64, limits: &Limits) -> Result<(), Damage> {
    let far = unpacked > limits.ratio_from_bytes && unpacked / limits.ratio.max(1) > packed;
    if unpacked <= limits.unpacked_bytes && !far {
        return Ok(());
    }
    let (size, most) = (unpacked >> 20, limits.unpacked_bytes >> 20);
    Err(Damage::TooLarge(if far {
        phrase!(
            "uitgepakt {size} MiB, en ingepakt bijna niets",
            "unpacked {size} MiB, and packed next to nothing"
        )
    } else {
        phrase!(
            "uitgepakt {size} MiB, en de grens is {most} MiB",
            "unpacked {size} MiB, and the limit is {most} MiB"
        )
    }))
}

impl Read for Blocks {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let odd = || io::Error::from(io::ErrorKind::InvalidData);
        while !buffer.is_empty() {
            match std::mem::replace(&mut self.state, State::Over) {
                State::Over => return Ok(0),
                State::Between(reader) => {
                    let Some(block) = self.blocks.next() else { return Ok(0) };
                    self.left = block.unpacked;
                    self.state = State::Inside(ZlibDecoder::new(reader.take(block.packed)));
                }
                State::Inside(mut decoder) => {
                    let read = decoder.read(buffer)?;
                    if read > 0 {
                        self.left = self.left.checked_sub(read as u64).ok_or_else(odd)?;
                        self.state = State::Inside(decoder);
                        return Ok(read);
                    }
                    let packed = decoder.into_inner();
                    if self.left > 0 || packed.limit() > 0 {
                        return Err(odd());
                    }
                    self.state = State::Between(packed.into_inner());
                }
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_may_unpack_to_the_limits_and_not_beyond() {
        let limits = Limits { unpacked_bytes: 1000, ratio: 10, ratio_from_bytes: 500, ..Limits::default() };
        for (unpacked, packed, fits) in
            [(1000, 100, true), (1001, 1000, false), (1000, 99, false), (500, 1, true), (501, 49, false)]
        {
            assert_eq!(bearable(unpacked, packed, &limits).is_ok(), fits, "{unpacked} from {packed}");
        }
    }
}
