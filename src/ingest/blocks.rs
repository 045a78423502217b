use std::io::Read;

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8};
use memchr::memrchr;

/// How many bytes are read from a file at once.
const READ_BYTES: usize = 512 * 1024;
/// A record longer than this is no row of a survey.
pub(super) const MOST_RECORD_BYTES: usize = 64 * 1024 * 1024;

/// A piece of a text that ends where a line does.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// A buffer that is used again and keeps its length, so that it is filled with zeros only once.
    pub(super) buffer: Vec<u8>,
    length: usize,
    /// Whether the text ends with this block.
    pub(super) last: bool,
}

impl Block {
    /// The whole of a text that is at hand.
    pub(super) fn whole(text: Vec<u8>, last: bool) -> Self {
        Self { length: text.len(), buffer: text, last }
    }

    /// UTF-8, except where the file itself is not.
    pub(super) fn text(&self) -> &[u8] {
        self.buffer.get(..self.length).unwrap_or_default()
    }
}

/// A byte stream as UTF-8 text, cut into blocks at line ends; a byte order mark at its start is left out. A line
/// end within quotes may be such a cut: who reads the records sees that.
pub(super) struct Blocks<R> {
    source: R,
    decoder: Option<Decoder>,
    input: Vec<u8>,
    carry: Vec<u8>,
    block_bytes: usize,
    later_bytes: usize,
    started: bool,
    ended: bool,
    malformed: bool,
}

impl<R: Read> Blocks<R> {
    /// The stream in an encoding, in blocks of about `block_bytes`. UTF-8 is passed on as it is.
    pub(super) fn new(source: R, encoding: &'static Encoding, block_bytes: usize) -> Self {
        Self {
            source,
            decoder: (encoding != UTF_8).then(|| encoding.new_decoder_with_bom_removal()),
            input: Vec::new(),
            carry: Vec::new(),
            block_bytes,
            later_bytes: block_bytes,
            started: false,
            ended: false,
            malformed: false,
        }
    }

    /// The same, with blocks of another size from the second on.
    pub(super) fn later(self, bytes: usize) -> Self {
        Self { later_bytes: bytes, ..self }
    }

    /// Whether bytes that mean nothing in the encoding were met so far; U+FFFD stands in their place.
    pub(super) fn malformed(&self) -> bool {
        self.malformed
    }

    /// The next block, in a buffer that is used again; `None` at the end.
    pub(super) fn next(&mut self, mut buffer: Vec<u8>) -> std::io::Result<Option<Block>> {
        if self.ended {
            return Ok(None);
        }
        let mut length = self.carry.len();
        grow(&mut buffer, length);
        if let Some(start) = buffer.get_mut(..length) {
            start.copy_from_slice(&self.carry);
        }
        self.carry.clear();
        let mut wanted = std::mem::replace(&mut self.block_bytes, self.later_bytes);
        loop {
            while length < wanted && !self.ended {
                self.fill(&mut buffer, &mut length)?;
                if !self.started && (length >= 3 || self.ended) {
                    self.started = true;
                    if buffer.starts_with(b"\xEF\xBB\xBF") && length >= 3 {
                        buffer.copy_within(3..length, 0);
                        length -= 3;
                    }
                }
            }
            if self.ended {
                return Ok(Some(Block { buffer, length, last: true }));
            }
            let text = buffer.get(..length).unwrap_or_default();
            if let Some(end) = last_line_end(text) {
                self.carry.extend_from_slice(text.get(end..).unwrap_or_default());
                return Ok(Some(Block { buffer, length: end, last: false }));
            }
            if length > MOST_RECORD_BYTES {
                return Ok(Some(Block { buffer, length, last: false }));
            }
            wanted = length * 2;
        }
    }

    /// Reads some more behind the first `length` bytes of the buffer.
    fn fill(&mut self, buffer: &mut Vec<u8>, length: &mut usize) -> std::io::Result<()> {
        let Some(decoder) = &mut self.decoder else {
            grow(buffer, *length + READ_BYTES);
            let read = read_some(&mut self.source, buffer.get_mut(*length..).unwrap_or_default())?;
            *length += read;
            self.ended = read == 0;
            return Ok(());
        };
        grow(&mut self.input, READ_BYTES);
        let read = read_some(&mut self.source, &mut self.input)?;
        self.ended = read == 0;
        let mut input = self.input.get(..read).unwrap_or_default();
        loop {
            let most = decoder.max_utf8_buffer_length(input.len()).unwrap_or(input.len() * 3).max(64);
            grow(buffer, *length + most);
            let room = buffer.get_mut(*length..).unwrap_or_default();
            let (result, used, written, bad) = decoder.decode_to_utf8(input, room, self.ended);
            *length += written;
            self.malformed |= bad;
            input = input.get(used..).unwrap_or_default();
            if result == CoderResult::InputEmpty {
                return Ok(());
            }
        }
    }
}

/// Makes a buffer at least so long.
fn grow(buffer: &mut Vec<u8>, length: usize) {
    if buffer.len() < length {
        buffer.resize(length, 0);
    }
}

/// The position after the last line end; a CR at the very end may be half of one, unless no LF ends lines here.
fn last_line_end(text: &[u8]) -> Option<usize> {
    if let Some(found) = memrchr(b'\n', text) {
        return Some(found + 1);
    }
    let whole = text.split_last().map_or(text, |(_, before)| before);
    memrchr(b'\r', whole).map(|found| found + 1)
}

/// Reads into a buffer, again when interrupted.
pub(super) fn read_some(source: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    loop {
        match source.read(buffer) {
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            other => return other,
        }
    }
}
