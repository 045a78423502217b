use std::path::Path;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::blocks::read_some;
use super::packed::open_bytes;
use super::utf8::hold_to_utf8;
use crate::domain::Limits;

/// What is read at once is looked at while it is in a near cache.
const CHUNK: usize = 128 * 1024;
const HEAD: usize = 64 * 1024;
const BAD_LINES: usize = 20;
/// A guess does not get better from more.
const GUESS_BYTES: usize = 8 * 1024 * 1024;

/// What looking at a file's bytes tells.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The first bytes, at most 64 KiB.
    pub(super) head: Vec<u8>,
    /// How the bytes do as UTF-8.
    pub(super) utf8: Utf8Check,
    /// Whether all of them were looked at.
    pub(super) whole: bool,
}

/// Looks at a text, up to [`Limits::surveyed_bytes`] of it as long as it is UTF-8; where it is not, at all of it.
pub(super) fn survey(path: &Path, packed: bool, limits: &Limits) -> std::io::Result<Survey> {
    let mut survey = Survey { whole: true, ..Survey::default() };
    let (mut carry, mut seen, mut clean) = (Vec::new(), 0, true);
    each_chunk(path, packed, limits, |chunk| {
        let wanted = HEAD.saturating_sub(survey.head.len()).min(chunk.len());
        survey.head.extend_from_slice(chunk.get(..wanted).unwrap_or_default());
        if seen >= limits.surveyed_bytes {
            survey.whole = false;
            return false;
        }
        seen += chunk.len() as u64;
        clean = stays_utf8(&mut carry, chunk);
        clean
    })?;
    if !clean || survey.whole && !carry.is_empty() {
        survey.whole = true;
        each_chunk(path, packed, limits, |chunk| {
            survey.utf8.feed(chunk);
            true
        })?;
        survey.utf8.finish();
    }
    Ok(survey)
}

/// Calls `each` with every chunk of a text for as long as it says so.
fn each_chunk(
    path: &Path,
    packed: bool,
    limits: &Limits,
    mut each: impl FnMut(&[u8]) -> bool,
) -> std::io::Result<()> {
    let mut bytes = open_bytes(path, packed, limits)?;
    let mut buffer = vec![0; CHUNK];
    loop {
        let read = read_some(&mut bytes, &mut buffer)?;
        if read == 0 {
            return Ok(());
        }
        if !each(buffer.get(..read).unwrap_or_default()) {
            return Ok(());
        }
    }
}

/// Whether a chunk goes on as UTF-8; what its end leaves open is carried to the next.
fn stays_utf8(carry: &mut Vec<u8>, chunk: &[u8]) -> bool {
    let mut rest = chunk;
    if !carry.is_empty() {
        // The character that was cut, completed by at most three bytes.
        let missing = (1..=3.min(chunk.len())).find(|&more| {
            let whole = [carry.as_slice(), chunk.get(..more).unwrap_or_default()].concat();
            std::str::from_utf8(&whole).is_ok()
        });
        let Some(missing) = missing else { return false };
        rest = chunk.get(missing..).unwrap_or_default();
        carry.clear();
    }
    match hold_to_utf8(rest) {
        Ok(()) => true,
        Err(fault) if fault.open => {
            carry.extend_from_slice(rest.get(fault.at..).unwrap_or_default());
            true
        }
        Err(_) => false,
    }
}

/// How a byte stream does as UTF-8.
#[derive(Debug)]
pub(super) struct Utf8Check {
    /// Characters of more than one byte.
    pub(super) multibyte: u64,
    /// Sequences that are not UTF-8.
    pub(super) bad: u64,
    /// The lines of the first twenty of them.
    pub(super) bad_lines: Vec<u64>,
    line: u64,
    after_cr: bool,
    carry: Vec<u8>,
}

impl Default for Utf8Check {
    fn default() -> Self {
        Self { multibyte: 0, bad: 0, bad_lines: Vec::new(), line: 1, after_cr: false, carry: Vec::new() }
    }
}

impl Utf8Check {
    fn feed(&mut self, chunk: &[u8]) {
        let mut bytes = std::mem::take(&mut self.carry);
        bytes.extend_from_slice(chunk);
        let mut rest = bytes.as_slice();
        while let Err(error) = std::str::from_utf8(rest) {
            let (good, after) = rest.split_at(error.valid_up_to());
            self.count(good);
            let Some(length) = error.error_len() else {
                self.carry = after.to_vec();
                return;
            };
            self.mark();
            rest = after.get(length..).unwrap_or_default();
        }
        self.count(rest);
    }

    fn finish(&mut self) {
        if !std::mem::take(&mut self.carry).is_empty() {
            self.mark();
        }
    }

    fn count(&mut self, good: &[u8]) {
        for &byte in good {
            match byte {
                b'\n' if self.after_cr => {}
                b'\n' | b'\r' => self.line += 1,
                0xC0.. => self.multibyte += 1,
                _ => {}
            }
            self.after_cr = byte == b'\r';
        }
    }

    fn mark(&mut self) {
        self.bad += 1;
        self.after_cr = false;
        if self.bad_lines.len() < BAD_LINES && self.bad_lines.last() != Some(&self.line) {
            self.bad_lines.push(self.line);
        }
    }
}

/// The encoding of a text file and how it is known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    pub(super) encoding: &'static Encoding,
    pub(super) bom: bool,
    pub(super) known: Known,
}

/// How an encoding is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// A byte order mark, strictly valid UTF-8, or the project file says so.
    Certain,
    /// A guess from the bytes.
    Guessed,
    /// UTF-8 by far, with some bytes that are not.
    MostlyUtf8,
}

/// The encoding of a surveyed file. A byte order mark wins over `named`, `named` over the bytes; what those say is
/// a last resort.
pub(super) fn choose(
    survey: &Survey,
    named: Option<&'static Encoding>,
    guess: impl FnOnce() -> std::io::Result<&'static Encoding>,
) -> std::io::Result<Choice> {
    let utf8 = |bom| {
        let known = if survey.utf8.bad == 0 { Known::Certain } else { Known::MostlyUtf8 };
        Choice { encoding: UTF_8, bom, known }
    };
    if let Some((encoding, _)) = Encoding::for_bom(&survey.head) {
        return Ok(if encoding == UTF_8 {
            utf8(true)
        } else {
            Choice { encoding, bom: true, known: Known::Certain }
        });
    }
    if let Some(encoding) = named {
        return Ok(if encoding == UTF_8 {
            utf8(false)
        } else {
            Choice { encoding, bom: false, known: Known::Certain }
        });
    }
    if let Some(encoding) = utf16_by_zeros(&survey.head) {
        return Ok(Choice { encoding, bom: false, known: Known::Guessed });
    }
    if survey.utf8.bad == 0 || survey.utf8.multibyte > survey.utf8.bad {
        return Ok(utf8(false));
    }
    Ok(Choice { encoding: guess()?, bom: false, known: Known::Guessed })
}

/// UTF-16 without a mark: of Western text nearly every other byte is zero.
fn utf16_by_zeros(head: &[u8]) -> Option<&'static Encoding> {
    let (mut even, mut odd) = (0, 0);
    for pair in head.chunks_exact(2) {
        even += usize::from(pair.first() == Some(&0));
        odd += usize::from(pair.last() == Some(&0));
    }
    let pairs = head.len() / 2;
    let most = |zeros: usize, other: usize| pairs >= 4 && zeros * 10 >= pairs * 7 && other * 20 <= pairs;
    if most(odd, even) {
        Some(UTF_16LE)
    } else if most(even, odd) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding that the bytes of a text look like.
pub(super) fn guess(path: &Path, packed: bool, limits: &Limits) -> std::io::Result<&'static Encoding> {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let mut total = 0;
    each_chunk(path, packed, limits, |chunk| {
        detector.feed(chunk, false);
        total += chunk.len();
        total < GUESS_BYTES
    })?;
    detector.feed(&[], true);
    // Where nothing tells more, Western European, as Dutch Excel writes it.
    Ok(detector.guess(Some(b"nl"), Utf8Detection::Deny))
}
