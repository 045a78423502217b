use std::io::Read;

use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8};
use memchr::memrchr;

/// How many bytes are read from a file at once.
const READ_BYTES: u64 = 512 * 1024;
/// A record longer than this is no row of a survey.
pub(super) const MOST_RECORD_BYTES: usize = 64 * 1024 * 1024;

/// A piece of a text that ends where a line does.
#[derive(Debug, Default)]
pub(super) struct Block {
    /// UTF-8, except where the file itself is not.
    pub(super) text: Vec<u8>,
    /// Whether the text ends with this block.
    pub(super) last: bool,
}

/// A byte stream as UTF-8 text, cut into blocks at line ends; a byte order mark at its start is left out. A line
/// end within quotes may be such a cut: who reads the records sees that.
pub(super) struct Blocks<R> {
    source: R,
    decoder: Option<Decoder>,
    input: Vec<u8>,
    carry: Vec<u8>,
    block_bytes: usize,
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
            started: false,
            ended: false,
            malformed: false,
        }
    }

    /// Whether bytes that mean nothing in the encoding were met so far; U+FFFD stands in their place.
    pub(super) fn malformed(&self) -> bool {
        self.malformed
    }

    /// The next block, in a buffer that is used again; `None` at the end.
    pub(super) fn next(&mut self, mut text: Vec<u8>) -> std::io::Result<Option<Block>> {
        if self.ended {
            return Ok(None);
        }
        text.clear();
        text.append(&mut self.carry);
        let mut wanted = self.block_bytes;
        loop {
            while text.len() < wanted && !self.ended {
                self.fill(&mut text)?;
                if !self.started && (text.len() >= 3 || self.ended) {
                    self.started = true;
                    if text.starts_with(b"\xEF\xBB\xBF") {
                        text.drain(..3);
                    }
                }
            }
            if self.ended {
                return Ok(Some(Block { text, last: true }));
            }
            if let Some(end) = last_line_end(&text) {
                self.carry.extend_from_slice(text.get(end..).unwrap_or_default());
                text.truncate(end);
                return Ok(Some(Block { text, last: false }));
            }
            if text.len() > MOST_RECORD_BYTES {
                return Ok(Some(Block { text, last: false }));
            }
            wanted = text.len() * 2;
        }
    }

    /// Reads some more to the end of `text`.
    fn fill(&mut self, text: &mut Vec<u8>) -> std::io::Result<()> {
        let Some(decoder) = &mut self.decoder else {
            // Reading to the end of a part does not fill the buffer with zeros first.
            let read = self.source.by_ref().take(READ_BYTES).read_to_end(text)?;
            self.ended = (read as u64) < READ_BYTES;
            return Ok(());
        };
        self.input.clear();
        let read = self.source.by_ref().take(READ_BYTES).read_to_end(&mut self.input)?;
        self.ended = (read as u64) < READ_BYTES;
        let mut input = self.input.as_slice();
        loop {
            let before = text.len();
            let most = decoder.max_utf8_buffer_length(input.len()).unwrap_or(input.len() * 3).max(64);
            text.resize(before + most, 0);
            let room = text.get_mut(before..).unwrap_or_default();
            let (result, used, written, bad) = decoder.decode_to_utf8(input, room, self.ended);
            text.truncate(before + written);
            self.malformed |= bad;
            input = input.get(used..).unwrap_or_default();
            if result == CoderResult::InputEmpty {
                return Ok(());
            }
        }
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
