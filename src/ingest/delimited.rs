use std::fs::File;
use std::path::Path;

use encoding_rs::Encoding;

use super::decode::Decoded;
use super::fault::IngestError;
use super::limits::Limits;
use super::record::{Cut, Parser, Record};
use super::rows::{RawCell, Rows};
use super::sniff;
use crate::domain::Place;

/// The records of a delimited text file.
pub(super) struct DelimitedRows {
    name: String,
    decoded: Decoded<File>,
    used: usize,
    parser: Parser,
    record: Record,
    limits: Limits,
    ended: bool,
}

impl DelimitedRows {
    /// Opens a text file. With `delimiter` the records are cut by it, else by what a `sep=` line names, else
    /// by the delimiter that fits best; which one it became is given too.
    pub(super) fn open(
        path: &Path,
        name: &str,
        encoding: &'static Encoding,
        delimiter: Option<u8>,
        limits: &Limits,
    ) -> Result<(Self, u8), IngestError> {
        let place = Place::file(name);
        let file = File::open(path).map_err(|error| IngestError::io(&place, &error))?;
        let mut decoded = Decoded::new(file, encoding);
        let more = decoded.advance().map_err(|error| IngestError::io(&place, &error))?;
        let (mut used, mut line, mut named) = (0, 1, None);
        if let Some((separator, length)) = sniff::sep_line(decoded.text()) {
            (used, line) = (length, 2);
            named = u8::try_from(separator).ok().filter(|&byte| can_delimit(byte));
        }
        let delimiter = delimiter.or(named).unwrap_or_else(|| {
            // A chunk that is cut off ends in half a record, which tells nothing.
            let whole = decoded.text().len() < 128 * 1024;
            sniff::delimiter(decoded.text().get(used..).unwrap_or_default(), whole, limits)
        });
        let rows = Self {
            name: name.to_owned(),
            decoded,
            used,
            parser: Parser::new(delimiter, line, limits.field_bytes, limits.columns),
            record: Record::default(),
            limits: limits.clone(),
            ended: !more,
        };
        Ok((rows, delimiter))
    }

    fn cut(&self, cut: Cut) -> IngestError {
        let at = |line| Place::line(&self.name, line);
        match cut {
            Cut::Unclosed { line } => IngestError::UnclosedQuote { place: at(line) },
            Cut::LongField { line } => IngestError::long_field(at(line), self.limits.field_bytes),
            Cut::ManyFields { line } => IngestError::many_columns(at(line), self.limits.columns),
        }
    }
}

/// Whether a byte can separate fields: ASCII, and no quote, line end or NUL.
pub(super) fn can_delimit(byte: u8) -> bool {
    byte.is_ascii() && !matches!(byte, b'"' | b'\r' | b'\n' | 0)
}

impl Rows for DelimitedRows {
    fn advance(&mut self) -> Result<bool, IngestError> {
        loop {
            if self.ended {
                return self.parser.finish(&mut self.record).map_err(|cut| self.cut(cut));
            }
            let rest = self.decoded.text().get(self.used..).unwrap_or_default();
            match self.parser.feed(rest, &mut self.record) {
                Ok((used, true)) => {
                    self.used += used;
                    return Ok(true);
                }
                Ok((_, false)) => {
                    self.used = 0;
                    let place = Place::file(&self.name);
                    self.ended = !self.decoded.advance().map_err(|error| IngestError::io(&place, &error))?;
                }
                Err(cut) => return Err(self.cut(cut)),
            }
        }
    }

    fn start(&self) -> u64 {
        self.record.line()
    }

    fn width(&self) -> usize {
        self.record.width()
    }

    fn cell(&self, column: usize) -> RawCell<'_> {
        self.record.cell(column)
    }

    fn all_quoted(&self) -> bool {
        self.record.all_quoted()
    }

    fn malformed(&self) -> bool {
        self.decoded.malformed()
    }
}
