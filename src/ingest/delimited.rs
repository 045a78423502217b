use std::collections::VecDeque;
use std::path::Path;

use encoding_rs::Encoding;

use super::blocks::{Blocks, MOST_RECORD_BYTES};
use super::fault::IngestError;
use super::packed::{Bytes, open_bytes};
use super::record::{Cut, Cutter, Records};
use super::rows::{RawCell, Rows};
use super::sniff;
use crate::domain::{Cell, Limits, Place};

/// The head of a text fits in the first of these, nearly always.
const BLOCK_BYTES: usize = 256 * 1024;

/// The records of a text, one at a time: for its head. Its answers are read by many hands, see `text_reading`.
pub(super) struct DelimitedRows {
    place: Place,
    blocks: Blocks<Bytes>,
    cutter: Cutter,
    carry: Vec<u8>,
    lines: u64,
    skipped: u64,
    waiting: VecDeque<OwnRecord>,
    record: OwnRecord,
}

#[derive(Debug, Default)]
struct OwnRecord {
    line: u64,
    cells: Vec<Cell>,
    all_quoted: bool,
}

impl DelimitedRows {
    /// Opens a text file. With `delimiter` the records are cut by it, else by what a `sep=` line names, else
    /// by the delimiter that fits best; which one it became is given too.
    pub(super) fn open(
        path: &Path,
        name: &str,
        packed: bool,
        encoding: &'static Encoding,
        delimiter: Option<u8>,
        limits: &Limits,
    ) -> Result<(Self, u8), IngestError> {
        let place = Place::file(name);
        let io = |error| IngestError::io(&place, &error);
        let mut blocks = Blocks::new(open_bytes(path, packed, limits).map_err(io)?, encoding, BLOCK_BYTES);
        let first = blocks.next(Vec::new()).map_err(io)?.unwrap_or_default();
        let text = String::from_utf8_lossy(first.text());
        let (mut skipped, mut named) = (0, None);
        let mut rest = text.as_ref();
        if let Some((separator, length)) = sniff::sep_line(&text) {
            skipped = 1;
            named = u8::try_from(separator).ok().filter(|&byte| can_delimit(byte));
            rest = text.get(length..).unwrap_or_default();
        }
        let delimiter =
            delimiter.or(named).unwrap_or_else(|| sniff::delimiter(rest.as_bytes(), first.last, limits));
        let cutter = Cutter { delimiter, max_field: limits.field_bytes, max_fields: limits.columns };
        let mut rows = Self {
            place,
            blocks,
            cutter,
            carry: Vec::new(),
            lines: 0,
            skipped,
            waiting: VecDeque::new(),
            record: OwnRecord::default(),
        };
        rows.cut(first.text(), first.last)?;
        Ok((rows, delimiter))
    }

    /// Cuts a block that follows on what is left of the one before.
    fn cut(&mut self, block: &[u8], last: bool) -> Result<(), IngestError> {
        let mut text = std::mem::take(&mut self.carry);
        text.extend_from_slice(block);
        let mut head =
            Head { first_line: self.lines + 1, cells: Vec::new(), plain: false, waiting: &mut self.waiting };
        let reached = self.cutter.cut(&text, last, &mut head);
        let reached = reached.map_err(|cut| fault(cut, &self.place.file, self.lines + 1, &self.cutter))?;
        self.lines += reached.lines;
        self.carry = text.get(reached.used..).unwrap_or_default().to_vec();
        if self.carry.len() > MOST_RECORD_BYTES {
            return Err(IngestError::long_field(
                Place::line(&self.place.file, self.lines + 1),
                self.cutter.max_field,
            ));
        }
        Ok(())
    }
}

/// A cut that went wrong, in a text whose first line is line `first` of the file.
pub(super) fn fault(cut: Cut, file: &str, first: u64, cutter: &Cutter) -> IngestError {
    let at = |line| Place::line(file, first + line);
    match cut {
        Cut::Unclosed { line } => IngestError::UnclosedQuote { place: at(line) },
        Cut::LongField { line } => IngestError::long_field(at(line), cutter.max_field),
        Cut::ManyFields { line } => IngestError::many_columns(at(line), cutter.max_fields),
    }
}

/// Whether a byte can separate fields: ASCII, and no quote, line end or NUL.
pub(super) fn can_delimit(byte: u8) -> bool {
    byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n' | 0)
}

/// A field's text as a cell; `None` is a field without quotes in which nothing stands.
pub(super) fn cell_of(text: &[u8]) -> Cell {
    let text = String::from_utf8_lossy(text);
    if text.chars().all(char::is_whitespace) { Cell::Blank } else { Cell::Text(text.into_owned()) }
}

/// Keeps every record whole.
struct Head<'a> {
    first_line: u64,
    cells: Vec<Cell>,
    plain: bool,
    waiting: &'a mut VecDeque<OwnRecord>,
}

impl Records for Head<'_> {
    fn field(&mut self, _column: usize, text: &[u8], quoted: bool) {
        self.plain |= !quoted;
        self.cells.push(if text.is_empty() && !quoted { Cell::Absent } else { cell_of(text) });
    }

    fn end(&mut self, line: u64, _width: usize) -> bool {
        let (cells, plain) = (std::mem::take(&mut self.cells), std::mem::take(&mut self.plain));
        self.waiting.push_back(OwnRecord { line: self.first_line + line, cells, all_quoted: !plain });
        true
    }

    fn abandon(&mut self) {
        self.cells.clear();
        self.plain = false;
    }
}

impl Rows for DelimitedRows {
    fn advance(&mut self) -> Result<bool, IngestError> {
        loop {
            while let Some(record) = self.waiting.pop_front() {
                if record.line > self.skipped {
                    self.record = record;
                    return Ok(true);
                }
            }
            let next = self.blocks.next(Vec::new()).map_err(|error| IngestError::io(&self.place, &error))?;
            let Some(block) = next else { return Ok(false) };
            self.cut(block.text(), block.last)?;
        }
    }

    fn start(&self) -> u64 {
        self.record.line
    }

    fn width(&self) -> usize {
        self.record.cells.len()
    }

    fn cell(&self, column: usize) -> RawCell<'_> {
        self.record.cells.get(column).map_or(RawCell::Absent, RawCell::from)
    }

    fn all_quoted(&self) -> bool {
        self.record.all_quoted
    }
}
