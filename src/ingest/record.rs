use memchr::{memchr, memchr2, memchr3};

/// Why a text cannot be cut into records any further. Lines count from the start of the text that was cut, from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// A quote that opens at this line is never closed, or not within the field limit.
    Unclosed { line: u64 },
    /// The record at this line has a field longer than the limit, without a quote.
    LongField { line: u64 },
    /// The record at this line has more fields than the limit.
    ManyFields { line: u64 },
}

/// What becomes of the records of a text.
pub(super) trait Records {
    /// The next field of the record: its text without its quotes, and whether it had them.
    fn field(&mut self, column: usize, text: &[u8], quoted: bool);
    /// The next fields of the record, none of which had quotes: each of `ends` is where one ends in `text`, and the next one
    /// begins behind it.
    #[inline(always)]
    fn fields(&mut self, first: usize, text: &[u8], ends: &[usize]) {
        let mut from = 0;
        for (column, &end) in (first..).zip(ends) {
            self.field(column, text.get(from..end).unwrap_or_default(), false);
            from = end + 1;
        }
    }
    /// The record is complete; it starts at `line`, counted from 0, and has `width` fields. `false`: enough.
    fn end(&mut self, line: u64, width: usize) -> bool;
    /// The text ends before the record does: the fields given since the last [`Records::end`] are void.
    fn abandon(&mut self);
}

/// How far a text was cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Reached {
    /// Where the first record starts that is not complete; the length of the text if all are.
    pub(super) used: usize,
    /// How many line ends come before it.
    pub(super) lines: u64,
}

/// Cuts text into records as the csv crate does it: a doubled quote is a quote, CR, LF and CRLF each end a record,
/// blank lines are skipped. But a quoted empty field is told apart from an unquoted one, and a quote that is never
/// closed is noticed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cutter {
    /// An ASCII byte other than a quote or a line end.
    pub(super) delimiter: u8,
    /// How many bytes a field may have.
    pub(super) max_field: usize,
    /// How many fields a record may have.
    pub(super) max_fields: usize,
}

/// How many bytes are looked at together.
const BLOCK: usize = 64;

/// What is too long.
enum Long {
    Field,
    Record,
}

/// Where a byte stands in a block, a bit each. Never inline: between other code the compiler makes worse of it.
#[inline(never)]
fn ends(block: &[u8; BLOCK], byte: u8) -> u64 {
    /// Of each eight bytes another bit.
    const BITS: [u8; BLOCK] = {
        let (mut bits, mut at) = ([0; BLOCK], 0);
        while at < BLOCK {
            bits[at] = 1 << (at / 8);
            at += 1;
        }
        bits
    };
    // So plain a loop that the compiler looks at sixteen bytes at a time.
    let mut found = [0; BLOCK];
    for ((found, &own), &bit) in found.iter_mut().zip(block).zip(&BITS) {
        *found = if own == byte { bit } else { 0 };
    }
    let bits = found.as_chunks::<8>().0.iter().fold(0, |all, word| all | u64::from_le_bytes(*word));
    // Bit w of byte b is that of byte b of word w; turned over its diagonal (Warren, Hacker's Delight, 7-3) it stands where
    // the text has it.
    let turn = |bits: u64, by: u32, mask: u64| {
        let swap = (bits ^ (bits >> by)) & mask;
        bits ^ swap ^ (swap << by)
    };
    let bits = turn(bits, 7, 0x00AA_00AA_00AA_00AA);
    turn(turn(bits, 14, 0x0000_CCCC_0000_CCCC), 28, 0x0000_0000_F0F0_F0F0)
}

/// How many ends are noted without asking whether there are so many in a block; there seldom are more.
const AT_ONCE: usize = 8;

/// Where the fields of a line end.
#[derive(Debug, Default)]
struct Ends {
    /// Longer than what is noted in it.
    list: Vec<usize>,
    noted: usize,
}

impl Ends {
    /// Notes where a byte stands in a text.
    fn find(&mut self, byte: u8, text: &[u8]) {
        self.noted = 0;
        let (blocks, rest) = text.as_chunks::<BLOCK>();
        for (number, block) in blocks.iter().enumerate() {
            self.note(number * BLOCK, ends(block, byte));
        }
        let mut last = [0; BLOCK];
        // Zeros behind it: no delimiter is one.
        last.iter_mut().zip(rest).for_each(|(to, from)| *to = *from);
        self.note(text.len() - rest.len(), ends(&last, byte));
    }

    #[inline(always)]
    fn note(&mut self, from: usize, mut bits: u64) {
        if self.list.len() < self.noted + BLOCK {
            self.list.resize(2 * self.noted + BLOCK, 0);
        }
        let count = bits.count_ones() as usize;
        let mut places = self.list.get_mut(self.noted..).unwrap_or_default();
        self.noted += count;
        // How many there are cannot be foreseen, and a loop that ends now here, now there, costs more than some ends too many.
        while let Some((few, more)) = places.split_first_chunk_mut::<AT_ONCE>() {
            for place in few {
                *place = from + bits.trailing_zeros() as usize;
                bits &= bits.wrapping_sub(1);
            }
            if bits == 0 {
                return;
            }
            places = more;
        }
    }

    fn noted(&self) -> &[usize] {
        self.list.get(..self.noted).unwrap_or_default()
    }
}

/// What ends a field.
enum End {
    Delimiter,
    Line,
    Text,
}

impl Cutter {
    /// Cuts a text that starts where a record does. `last` says that nothing follows: a record without a line
    /// end is then complete.
    pub(super) fn cut(&self, text: &[u8], last: bool, records: &mut impl Records) -> Result<Reached, Cut> {
        let mut at = 0;
        let mut line = 0;
        let mut quoted_field = Vec::new();
        let mut ends = Ends::default();
        loop {
            while let Some(&byte) = text.get(at)
                && (byte == b'\n' || byte == b'\r')
            {
                at = after_line_end(text, at);
                line += 1;
            }
            if at >= text.len() {
                return Ok(Reached { used: text.len(), lines: line });
            }
            let (start, first_line) = (at, line);
            let mut width = 0;
            loop {
                self.plain(text, &mut at, &mut width, &mut ends, records).map_err(|long| match long {
                    Long::Field => Cut::LongField { line: first_line },
                    Long::Record => Cut::ManyFields { line: first_line },
                })?;
                if width >= self.max_fields {
                    return Err(Cut::ManyFields { line: first_line });
                }
                let end = if text.get(at) == Some(&b'"') {
                    let Some(end) =
                        self.quoted(text, &mut at, &mut line, last, &mut quoted_field, |field| {
                            records.field(width, field, true);
                        })?
                    else {
                        records.abandon();
                        return Ok(Reached { used: start, lines: first_line });
                    };
                    end
                } else {
                    let rest = text.get(at..).unwrap_or_default();
                    let length = memchr3(self.delimiter, b'\n', b'\r', rest).unwrap_or(rest.len());
                    if length > self.max_field {
                        return Err(Cut::LongField { line: first_line });
                    }
                    records.field(width, rest.get(..length).unwrap_or_default(), false);
                    at += length;
                    self.end(text, &mut at)
                };
                width += 1;
                match end {
                    End::Delimiter => {}
                    End::Line => {
                        line += 1;
                        break;
                    }
                    End::Text if last => break,
                    End::Text => {
                        records.abandon();
                        return Ok(Reached { used: start, lines: first_line });
                    }
                }
            }
            if !records.end(first_line, width) {
                return Ok(Reached { used: at, lines: line });
            }
        }
    }

    /// Hands on the fields before the next quote and the last one of the line: those that only a delimiter can end.
    fn plain(
        &self,
        text: &[u8],
        at: &mut usize,
        width: &mut usize,
        ends: &mut Ends,
        records: &mut impl Records,
    ) -> Result<(), Long> {
        let rest = text.get(*at..).unwrap_or_default();
        if rest.first() == Some(&b'"') {
            return Ok(());
        }
        let stop = memchr3(b'\n', b'\r', b'"', rest).unwrap_or(rest.len());
        ends.find(self.delimiter, rest.get(..stop).unwrap_or_default());
        let ends = ends.noted();
        if stop > self.max_field || *width + ends.len() > self.max_fields {
            self.fit(ends, *width)?;
        }
        records.fields(*width, rest, ends);
        *width += ends.len();
        *at += ends.last().map_or(0, |end| end + 1);
        Ok(())
    }

    /// Whether fields that end there are neither too long nor, behind `width` others, too many.
    #[cold]
    fn fit(&self, ends: &[usize], width: usize) -> Result<(), Long> {
        let mut field = 0;
        for (width, end) in (width..).zip(ends) {
            if end - field > self.max_field {
                return Err(Long::Field);
            }
            if width >= self.max_fields {
                return Err(Long::Record);
            }
            field = end + 1;
        }
        Ok(())
    }

    /// A field that opens with a quote at `at`. `None`: the text ends before it is known where the field does.
    fn quoted(
        &self,
        text: &[u8],
        at: &mut usize,
        line: &mut u64,
        last: bool,
        joined: &mut Vec<u8>,
        field: impl FnOnce(&[u8]),
    ) -> Result<Option<End>, Cut> {
        let opened = *line;
        let unclosed = Cut::Unclosed { line: opened };
        *at += 1;
        let start = *at;
        joined.clear();
        loop {
            let rest = text.get(*at..).unwrap_or_default();
            let Some(length) = memchr(b'"', rest) else {
                // Before more is read the field may yet be closed, unless it is too long already.
                let open = joined.len() + rest.len();
                return if last || open > self.max_field { Err(unclosed) } else { Ok(None) };
            };
            let part = rest.get(..length).unwrap_or_default();
            *line += line_ends(part);
            *at += length + 1;
            if joined.len() + length > self.max_field {
                return Err(unclosed);
            }
            match text.get(*at) {
                Some(b'"') => {
                    joined.extend_from_slice(part);
                    joined.push(b'"');
                    *at += 1;
                }
                None if !last => return Ok(None),
                next => {
                    let closes = next.is_none_or(|&next| self.ends_field(next));
                    if closes && joined.is_empty() {
                        field(text.get(start..start + length).unwrap_or_default());
                    } else {
                        joined.extend_from_slice(part);
                        if !closes {
                            // Text behind the closing quote belongs to the field, as it stands.
                            let rest = text.get(*at..).unwrap_or_default();
                            let more = memchr3(self.delimiter, b'\n', b'\r', rest).unwrap_or(rest.len());
                            if joined.len() + more > self.max_field {
                                return Err(Cut::LongField { line: opened });
                            }
                            joined.extend_from_slice(rest.get(..more).unwrap_or_default());
                            *at += more;
                        }
                        field(joined);
                    }
                    return Ok(Some(self.end(text, at)));
                }
            }
        }
    }

    fn ends_field(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }

    /// Goes past what ends a field.
    fn end(&self, text: &[u8], at: &mut usize) -> End {
        match text.get(*at) {
            None => End::Text,
            Some(&byte) if byte == self.delimiter => {
                *at += 1;
                End::Delimiter
            }
            Some(_) => {
                *at = after_line_end(text, *at);
                End::Line
            }
        }
    }
}

/// The position after the line end at `at`, CRLF being one.
fn after_line_end(text: &[u8], at: usize) -> usize {
    let pair = text.get(at) == Some(&b'\r') && text.get(at + 1) == Some(&b'\n');
    at + 1 + usize::from(pair)
}

/// How many line ends a text has, CRLF being one.
pub(super) fn line_ends(text: &[u8]) -> u64 {
    let mut rest = text;
    let mut count = 0;
    while let Some(found) = memchr2(b'\n', b'\r', rest) {
        count += 1;
        rest = rest.get(after_line_end(rest, found)..).unwrap_or_default();
    }
    count
}
