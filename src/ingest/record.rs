use super::rows::RawCell;

/// One record of a delimited text: its fields one after another, and for each where it ends and whether it
/// was quoted.
#[derive(Debug, Default)]
pub(super) struct Record {
    text: String,
    fields: Vec<Field>,
    line: u64,
}

#[derive(Clone, Copy, Debug)]
struct Field {
    end: usize,
    quoted: bool,
}

impl Record {
    fn clear(&mut self) {
        self.text.clear();
        self.fields.clear();
    }

    /// The line where the record starts, from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// How many fields it has.
    pub(super) fn width(&self) -> usize {
        self.fields.len()
    }

    /// The field's text and whether it was quoted; `None` beyond the last one.
    pub(super) fn field(&self, column: usize) -> Option<(&str, bool)> {
        let field = self.fields.get(column)?;
        let start = match column.checked_sub(1) {
            Some(before) => self.fields.get(before)?.end,
            None => 0,
        };
        Some((self.text.get(start..field.end)?, field.quoted))
    }

    /// The field as a cell: unquoted and empty is [`RawCell::Absent`], empty or white otherwise is
    /// [`RawCell::Blank`].
    pub(super) fn cell(&self, column: usize) -> RawCell<'_> {
        match self.field(column) {
            None | Some(("", false)) => RawCell::Absent,
            Some((text, _)) if text.chars().all(char::is_whitespace) => RawCell::Blank,
            Some((text, _)) => RawCell::Text(text),
        }
    }

    /// Whether every field was quoted.
    pub(super) fn all_quoted(&self) -> bool {
        self.fields.iter().all(|field| field.quoted)
    }

    fn open_field_bytes(&self) -> usize {
        self.text.len() - self.fields.last().map_or(0, |field| field.end)
    }
}

/// Why a text cannot be cut into records any further.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// A quote that opens at this line is never closed, or not within the field limit.
    Unclosed { line: u64 },
    /// The record at this line has a field longer than the limit, without a quote.
    LongField { line: u64 },
    /// The record at this line has more fields than the limit.
    ManyFields { line: u64 },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    RecordStart,
    FieldStart,
    Plain,
    Quoted,
    QuoteInQuoted,
}

/// Cuts decoded text into records, chunk by chunk. As the csv crate does it (a doubled quote is a quote, CR,
/// LF and CRLF each end a record, blank lines are skipped), but a quoted empty field is told apart from an
/// unquoted one and a quote that is never closed is noticed.
#[derive(Debug)]
pub(super) struct Parser {
    delimiter: u8,
    max_field: usize,
    max_fields: usize,
    state: State,
    quoted: bool,
    after_cr: bool,
    line: u64,
    quote_line: u64,
}

impl Parser {
    /// A parser that starts at line `line`. The delimiter is an ASCII byte other than a quote or line end.
    pub(super) fn new(delimiter: u8, line: u64, max_field: usize, max_fields: usize) -> Self {
        Self {
            delimiter,
            max_field,
            max_fields,
            state: State::RecordStart,
            quoted: false,
            after_cr: false,
            line,
            quote_line: line,
        }
    }

    /// Reads on in `text`. Gives how many bytes were used, and whether `record` is complete; if it is not,
    /// all of `text` was used. The next call after a complete record begins a new one.
    pub(super) fn feed(&mut self, text: &str, record: &mut Record) -> Result<(usize, bool), Cut> {
        let bytes = text.as_bytes();
        let mut at = 0;
        while let Some(&byte) = bytes.get(at) {
            match self.state {
                State::RecordStart => {
                    if byte == b'\n' || byte == b'\r' {
                        self.newline(byte);
                        at += 1;
                    } else {
                        record.clear();
                        record.line = self.line;
                        self.state = State::FieldStart;
                    }
                }
                State::FieldStart => {
                    self.quoted = byte == b'"';
                    if self.quoted {
                        self.quote_line = self.line;
                        self.state = State::Quoted;
                        at += 1;
                    } else {
                        self.state = State::Plain;
                    }
                }
                State::Plain => {
                    let rest = bytes.get(at..).unwrap_or_default();
                    let ends = |&b: &u8| b == self.delimiter || b == b'\n' || b == b'\r';
                    let run = rest.iter().position(ends).unwrap_or(rest.len());
                    self.copy(text, at, run, record)?;
                    at += run;
                    if let Some(&end) = bytes.get(at) {
                        at += 1;
                        if self.end_field(end, record)? {
                            return Ok((at, true));
                        }
                    }
                }
                State::Quoted => {
                    let rest = bytes.get(at..).unwrap_or_default();
                    let ends = |&b: &u8| b == b'"' || b == b'\n' || b == b'\r';
                    let run = rest.iter().position(ends).unwrap_or(rest.len());
                    match rest.get(run) {
                        Some(b'"') => {
                            self.copy(text, at, run, record)?;
                            self.state = State::QuoteInQuoted;
                            self.after_cr = false;
                            at += run + 1;
                        }
                        Some(&end) => {
                            self.copy(text, at, run + 1, record)?;
                            if run > 0 {
                                self.after_cr = false;
                            }
                            self.newline(end);
                            at += run + 1;
                        }
                        None => {
                            self.copy(text, at, run, record)?;
                            self.after_cr = false;
                            at += run;
                        }
                    }
                }
                State::QuoteInQuoted => {
                    if byte == b'"' {
                        self.copy(text, at, 1, record)?;
                        self.state = State::Quoted;
                        at += 1;
                    } else if byte == self.delimiter || byte == b'\n' || byte == b'\r' {
                        at += 1;
                        if self.end_field(byte, record)? {
                            return Ok((at, true));
                        }
                    } else {
                        self.state = State::Plain;
                    }
                }
            }
        }
        Ok((at, false))
    }

    /// Says that there is no more text; `true` if that completes a last record without a line end.
    pub(super) fn finish(&mut self, record: &mut Record) -> Result<bool, Cut> {
        match self.state {
            State::RecordStart => Ok(false),
            State::Quoted => Err(Cut::Unclosed { line: self.quote_line }),
            State::FieldStart | State::Plain | State::QuoteInQuoted => {
                if self.state == State::FieldStart {
                    self.quoted = false;
                }
                self.close_field(record)?;
                self.state = State::RecordStart;
                Ok(true)
            }
        }
    }

    fn copy(&self, text: &str, at: usize, run: usize, record: &mut Record) -> Result<(), Cut> {
        record.text.push_str(text.get(at..at + run).unwrap_or_default());
        if record.open_field_bytes() <= self.max_field {
            Ok(())
        } else if self.state == State::Plain {
            Err(Cut::LongField { line: record.line })
        } else {
            Err(Cut::Unclosed { line: self.quote_line })
        }
    }

    fn close_field(&mut self, record: &mut Record) -> Result<(), Cut> {
        if record.fields.len() >= self.max_fields {
            return Err(Cut::ManyFields { line: record.line });
        }
        record.fields.push(Field { end: record.text.len(), quoted: self.quoted });
        Ok(())
    }

    /// Ends a field at `byte`, the delimiter or a line end; `true` if the record ends too.
    fn end_field(&mut self, byte: u8, record: &mut Record) -> Result<bool, Cut> {
        self.close_field(record)?;
        if byte == self.delimiter {
            self.state = State::FieldStart;
            self.after_cr = false;
            return Ok(false);
        }
        self.after_cr = false;
        self.newline(byte);
        self.state = State::RecordStart;
        Ok(true)
    }

    /// Counts a line end, CRLF once.
    fn newline(&mut self, byte: u8) {
        if byte == b'\r' || !self.after_cr {
            self.line += 1;
        }
        self.after_cr = byte == b'\r';
    }
}
