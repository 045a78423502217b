use std::io::Read;

use encoding_rs::{CoderResult, Decoder, Encoding};

const INPUT_BYTES: usize = 64 * 1024;
/// UTF-16 and Windows-1252 grow at most threefold; larger only means fewer calls.
const TEXT_BYTES: usize = 256 * 1024;

/// A byte stream as UTF-8 text, a chunk at a time; bytes that mean nothing become U+FFFD.
pub(super) struct Decoded<R> {
    source: R,
    decoder: Decoder,
    input: Vec<u8>,
    used: usize,
    filled: usize,
    text: String,
    ended: bool,
    finished: bool,
    malformed: bool,
}

impl<R: Read> Decoded<R> {
    /// The stream in an encoding; a byte order mark at its start is left out.
    pub(super) fn new(source: R, encoding: &'static Encoding) -> Self {
        Self {
            source,
            decoder: encoding.new_decoder_with_bom_removal(),
            input: vec![0; INPUT_BYTES],
            used: 0,
            filled: 0,
            text: String::with_capacity(TEXT_BYTES),
            ended: false,
            finished: false,
            malformed: false,
        }
    }

    /// The chunk that was read last.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Whether bytes that mean nothing were met so far.
    pub(super) fn malformed(&self) -> bool {
        self.malformed
    }

    /// Reads the next chunk; `false` at the end.
    pub(super) fn advance(&mut self) -> std::io::Result<bool> {
        self.text.clear();
        // A finished decoder panics when it is called again.
        while !self.finished {
            if self.used == self.filled && !self.ended {
                self.used = 0;
                self.filled = read_some(&mut self.source, &mut self.input)?;
                self.ended = self.filled == 0;
            }
            let input = self.input.get(self.used..self.filled).unwrap_or_default();
            let (result, read, bad) = self.decoder.decode_to_string(input, &mut self.text, self.ended);
            self.used += read;
            self.malformed |= bad;
            match result {
                CoderResult::OutputFull => return Ok(true),
                CoderResult::InputEmpty => self.finished = self.ended,
            }
        }
        Ok(!self.text.is_empty())
    }
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
