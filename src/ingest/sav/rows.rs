use std::cell::{Cell, OnceCell};

use encoding_rs::{Encoding, UTF_8};

use super::bytes::Order;
use super::cases::{Cases, Step};
use super::damage::Damage;
use super::dictionary::trimmed;
use super::moment::{Iso, Moment};
use super::variables::{Content, Segment, Variable};
use crate::domain::{Place, phrase};
use crate::ingest::rows::{RawCell, Rows};
use crate::ingest::{IngestError, Labels};

/// The cases of a system file as rows, counted from 1.
pub(in crate::ingest) struct SavRows {
    cases: Cases,
    columns: Vec<Column>,
    order: Order,
    /// The numbers that stand for no answer: the usual one, and the one the file names.
    no_answer: [f64; 2],
    encoding: &'static Encoding,
    promised: Option<u64>,
    place: Place,
    row: u64,
    over: bool,
    /// Whether a column's `made` is filled.
    any_made: Cell<bool>,
    malformed: Cell<bool>,
}

struct Column {
    variable: Variable,
    /// The whole of a text, once its segments are put together.
    text: Segment,
    /// Whether a text without characters has a label.
    blank_has_label: bool,
    /// What had to be made of the bytes of the current row to lend the cell out.
    made: OnceCell<Made>,
}

enum Made {
    Text(String),
    Moment(Option<Iso>),
}

/// What of the header and the dictionary the rows need.
pub(super) struct Reading {
    pub(super) cases: Cases,
    pub(super) columns: Vec<Variable>,
    pub(super) order: Order,
    pub(super) no_answer: [f64; 2],
    pub(super) encoding: &'static Encoding,
    pub(super) promised: Option<u64>,
    pub(super) place: Place,
}

impl SavRows {
    pub(super) fn new(reading: Reading) -> Self {
        let Reading { cases, columns, order, no_answer, encoding, promised, place } = reading;
        Self {
            cases,
            columns: columns.into_iter().map(Column::new).collect(),
            order,
            no_answer,
            encoding,
            promised,
            place,
            row: 0,
            over: false,
            any_made: Cell::new(false),
            malformed: Cell::new(false),
        }
    }

    /// Counts what stands behind the rows that were promised: there should be nothing.
    fn check_end(&mut self) -> Result<(), Damage> {
        if self.cases.is_over()? {
            return Ok(());
        }
        Err(Damage::broken(
            "na de laatste rij staat er nog iets in het bestand",
            "something stands in the file after the last row",
        ))
    }

    fn differ(&self, promised: u64, found: u64) -> IngestError {
        IngestError::CasesDiffer { place: self.place.clone(), promised, found }
    }

    /// Whether there is another row; what is wrong with the end of the file, at its end.
    fn next_row(&mut self) -> Result<bool, IngestError> {
        let place = self.place.clone();
        let mut found = self.row;
        loop {
            let step = self.cases.advance().map_err(|damage| damage.in_row(found + 1).at(&place))?;
            match (step, self.promised) {
                (Step::Case, Some(promised)) if found >= promised => found += 1,
                (Step::Case, _) => {
                    self.row += 1;
                    return Ok(true);
                }
                (_, Some(promised)) if found != promised => return Err(self.differ(promised, found)),
                (Step::End, _) => {
                    return self.check_end().map(|()| false).map_err(|damage| damage.at(&place));
                }
                (Step::Cut, _) => {
                    let row = found + 1;
                    return Err(Damage::Broken(phrase!(
                        "het breekt af midden in rij {row}",
                        "it breaks off in the middle of row {row}"
                    ))
                    .at(&place));
                }
            }
        }
    }

    fn bytes(&self, segment: Segment) -> &[u8] {
        let end = segment.at.saturating_add(segment.width);
        self.cases.words().get(segment.at..end).unwrap_or_default()
    }

    /// The number at a byte; `None` where it stands for no answer.
    fn number(&self, at: usize) -> Option<f64> {
        let word = self.cases.words().get(at..)?.first_chunk()?;
        // Added to zero, a negative zero is none.
        let number = self.order.float(*word) + 0.0;
        (!number.is_nan() && !self.no_answer.contains(&number)).then_some(number)
    }

    fn make<'a>(&'a self, column: &'a Column, make: impl FnOnce() -> Made) -> &'a Made {
        self.any_made.set(true);
        column.made.get_or_init(make)
    }

    fn moment<'a>(&'a self, column: &'a Column, number: f64, moment: Moment) -> RawCell<'a> {
        if column.variable.labels.as_ref().is_some_and(|labels| labels.speaks_of(number)) {
            return RawCell::Number(number);
        }
        match self.make(column, || Made::Moment(moment.iso(number))) {
            Made::Moment(Some(iso)) => RawCell::Date(iso.as_str()),
            _ => RawCell::Number(number),
        }
    }

    fn text<'a>(&'a self, column: &'a Column) -> RawCell<'a> {
        let bytes = trimmed(self.bytes(column.text));
        if bytes.is_empty() {
            // A text cannot be system-missing: to leave it empty is how a file says that nothing was answered.
            return if column.blank_has_label { RawCell::Text("") } else { RawCell::Absent };
        }
        let as_it_is = std::str::from_utf8(bytes).ok();
        let text = match as_it_is.filter(|text| self.encoding == UTF_8 || text.is_ascii()) {
            Some(text) => text,
            None => {
                let decode = || {
                    let (text, malformed) = self.encoding.decode_without_bom_handling(bytes);
                    self.malformed.set(self.malformed.get() || malformed);
                    Made::Text(text.into_owned())
                };
                match self.make(column, decode) {
                    Made::Text(text) => text,
                    Made::Moment(_) => "",
                }
            }
        };
        if text.trim().is_empty() { RawCell::Blank } else { RawCell::Text(text) }
    }
}

impl Column {
    fn new(variable: Variable) -> Self {
        let text = match &variable.content {
            Content::Text(segments) => Segment {
                at: segments.first().map_or(0, |first| first.at),
                width: segments.iter().map(|segment| segment.width).sum(),
            },
            Content::Number(_) | Content::Moment(..) => Segment { at: 0, width: 0 },
        };
        let labels: Option<&Labels> = variable.labels.as_deref();
        let blank_has_label = labels.is_some_and(|labels| {
            labels.texts().any(|(value, label)| value.is_empty() && !label.trim().is_empty())
        });
        Self { variable, text, blank_has_label, made: OnceCell::new() }
    }

    /// Puts the segments of a text one behind the other, where its first one is.
    fn put_together(&self, words: &mut [u8]) {
        let Content::Text(segments) = &self.variable.content else { return };
        let mut end = self.text.at;
        for segment in segments {
            let from = segment.at..segment.at.saturating_add(segment.width);
            if segment.at != end && from.end <= words.len() && end <= segment.at {
                words.copy_within(from, end);
            }
            end += segment.width;
        }
    }
}

impl Rows for SavRows {
    fn advance(&mut self) -> Result<bool, IngestError> {
        if self.any_made.replace(false) {
            for column in &mut self.columns {
                column.made.take();
            }
        }
        if self.over {
            return Ok(false);
        }
        let next = self.next_row();
        self.over = !matches!(next, Ok(true));
        if !self.over {
            for column in &self.columns {
                column.put_together(self.cases.words_mut());
            }
        }
        next
    }

    fn start(&self) -> u64 {
        self.row
    }

    fn width(&self) -> usize {
        self.columns.len()
    }

    fn cell(&self, column: usize) -> RawCell<'_> {
        let Some(column) = self.columns.get(column) else { return RawCell::Absent };
        match column.variable.content {
            Content::Number(at) => self.number(at).map_or(RawCell::Absent, RawCell::Number),
            Content::Moment(at, moment) => {
                self.number(at).map_or(RawCell::Absent, |number| self.moment(column, number, moment))
            }
            Content::Text(_) => self.text(column),
        }
    }

    fn malformed(&self) -> bool {
        self.malformed.get()
    }
}
