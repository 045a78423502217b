use std::sync::Arc;

use super::empty_run::EmptyRun;
use super::heading::Heading;
use super::record::{Cut, Cutter, Reached, Records, line_ends};
use super::repeated::Repetition;
use super::table::Table;
use super::texts::{ABSENT, Fresh, ManyTexts};
use super::utf8::hold_to_utf8;
use crate::domain::PlatformName;

/// What is done with each column of a text.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    columns: Vec<Purpose>,
    headings: Vec<Heading>,
    platform: PlatformName,
    /// Whether one of them has an empty heading, below which a value is a fault.
    has_nameless: bool,
    /// Whether the bytes were not seen to be UTF-8 before.
    held_to_utf8: bool,
    /// How many fields a row must have: up to the last heading that is not empty.
    pub(super) least: usize,
}

#[derive(Clone, Copy, Debug)]
struct Purpose {
    /// Its position among the wanted.
    wanted: Option<usize>,
    /// Whether its heading is empty, so that a value below it is a fault.
    nameless: bool,
}

impl Columns {
    /// The columns of a table, of which some are wanted.
    pub(super) fn new(table: &Table, wanted: &[usize], held_to_utf8: bool) -> Self {
        let (headings, free_texts) = (&table.headings, table.free_texts);
        let purpose = |(column, heading): (usize, &Heading)| Purpose {
            wanted: wanted.iter().position(|&wanted| wanted == column),
            nameless: heading.text.is_empty() && !free_texts,
        };
        let columns: Vec<Purpose> = headings.iter().enumerate().map(purpose).collect();
        Self {
            has_nameless: columns.iter().any(|column| column.nameless),
            columns,
            headings: headings.clone(),
            platform: table.platform,
            held_to_utf8,
            least: headings.iter().rposition(|heading| !heading.text.is_empty()).map_or(0, |last| last + 1),
        }
    }

    /// How many headings there are.
    pub(super) fn width(&self) -> usize {
        self.columns.len()
    }

    fn is_repeated(&self, row: Repetition) -> bool {
        row.is(self.headings.iter().filter(|known| !known.text.is_empty()).count(), self.platform)
    }

    fn wanted(&self) -> usize {
        self.columns.iter().filter(|column| column.wanted.is_some()).count()
    }
}

/// A row that does not fit below the headings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RowFault {
    /// Where it starts, as its text counts lines.
    pub(super) line: u64,
    /// What is wrong.
    pub(super) misfit: Misfit,
}

/// Why a row does not fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Misfit {
    /// Too many fields or too few.
    Width(usize),
    /// A value below an empty heading.
    Nameless(usize),
    /// It says what the headings say.
    Headings,
}

/// The rows of one piece of a text. Lines count from the piece's start, from 0.
#[derive(Debug)]
pub(super) struct Rows {
    /// Where each row starts.
    pub(super) starts: Vec<u64>,
    /// Per wanted column the number of the text in each row, as the gatherer's own [`ManyTexts`] number it.
    pub(super) columns: Vec<Vec<u32>>,
    /// The texts that the gatherer met for the first time.
    pub(super) fresh: Fresh,
    /// Those of the rows that are empty.
    pub(super) empty: Vec<EmptyRun>,
    /// Empty rows at the end, which are no rows unless another follows.
    pub(super) trailing: Vec<EmptyRun>,
    /// Rows that do not fit; they are not among the others.
    pub(super) faults: Vec<RowFault>,
    /// The line with the first bytes that are not UTF-8, where that is asked.
    pub(super) not_utf8: Option<u64>,
    /// How far the text was cut, or why no further.
    pub(super) reached: Result<Reached, Cut>,
}

/// Gathers the rows of one piece of text after another, on one thread.
#[derive(Debug)]
pub(super) struct Gatherer {
    columns: Arc<Columns>,
    cutter: Cutter,
    texts: ManyTexts,
    numbers: Vec<Vec<u32>>,
    starts: Vec<u64>,
    empty: Vec<EmptyRun>,
    trailing: Vec<EmptyRun>,
    faults: Vec<RowFault>,
    filled: bool,
    beyond: bool,
    nameless: Option<usize>,
    repetition: Repetition,
}

impl Gatherer {
    pub(super) fn new(columns: &Arc<Columns>, cutter: Cutter) -> Self {
        let wanted = columns.wanted();
        Self {
            columns: Arc::clone(columns),
            cutter,
            texts: ManyTexts::new(wanted),
            numbers: vec![Vec::new(); wanted],
            starts: Vec::new(),
            empty: Vec::new(),
            trailing: Vec::new(),
            faults: Vec::new(),
            filled: false,
            beyond: false,
            nameless: None,
            repetition: Repetition::NEW,
        }
    }

    /// The rows of a piece that starts where a row does; `last` says that the text ends with it.
    pub(super) fn gather(&mut self, text: &[u8], last: bool) -> Rows {
        let cutter = self.cutter;
        let reached = cutter.cut(text, last, self);
        let not_utf8 = self.columns.held_to_utf8.then(|| not_utf8(text)).flatten();
        let capacity = self.starts.len() + self.starts.len() / 8;
        let taken = |numbers: &mut Vec<u32>| std::mem::replace(numbers, Vec::with_capacity(capacity));
        Rows {
            starts: std::mem::take(&mut self.starts),
            columns: self.numbers.iter_mut().map(taken).collect(),
            fresh: self.texts.fresh(),
            empty: std::mem::take(&mut self.empty),
            trailing: std::mem::take(&mut self.trailing),
            faults: std::mem::take(&mut self.faults),
            not_utf8,
            reached,
        }
    }

    /// Takes the fields of the current row out again.
    fn undo(&mut self) -> Vec<Option<u32>> {
        let rows = self.starts.len();
        self.numbers
            .iter_mut()
            .map(|numbers| if numbers.len() > rows { numbers.pop() } else { None })
            .collect()
    }

    /// Notes what a field says of its row's place below the headings.
    #[inline(never)]
    fn hold_against_heading(&mut self, column: usize, nameless: bool, text: &[u8]) {
        if nameless && self.nameless.is_none() && has_value(text) {
            self.nameless = Some(column);
        }
        if self.repetition.may_be()
            && let Some(heading) = self.columns.headings.get(column).filter(|known| !known.text.is_empty())
            && has_value(text)
        {
            self.repetition.see(heading, &String::from_utf8_lossy(text));
        }
    }

    /// The empty rows before the current one turn out to be rows.
    fn take_empty(&mut self) {
        let current = self.undo();
        for run in std::mem::take(&mut self.trailing) {
            for start in run.starts() {
                if run.width < self.columns.least {
                    self.faults.push(RowFault { line: start, misfit: Misfit::Width(run.width) });
                    continue;
                }
                EmptyRun::add(&mut self.empty, start, run.width);
                self.starts.push(start);
                for numbers in &mut self.numbers {
                    numbers.push(ABSENT);
                }
            }
        }
        for (numbers, current) in self.numbers.iter_mut().zip(current) {
            numbers.extend(current);
        }
    }
}

impl Records for Gatherer {
    #[inline(always)]
    fn field(&mut self, column: usize, text: &[u8], quoted: bool) {
        self.filled |= quoted || !text.is_empty();
        let Some(&Purpose { wanted, nameless }) = self.columns.columns.get(column) else {
            self.beyond |= has_value(text);
            return;
        };
        if let Some(position) = wanted
            && let Some(numbers) = self.numbers.get_mut(position)
        {
            numbers.push(self.texts.entry(position, text, quoted));
        }
        if nameless || self.repetition.may_be() {
            self.hold_against_heading(column, nameless, text);
        }
    }

    #[inline(never)]
    fn fields(&mut self, first: usize, text: &[u8], ends: &[usize]) {
        let mut fields = (first..first + ends.len()).zip(ends.iter().copied());
        let mut from = 0;
        // Each field is held against its heading until one says something else.
        let is_looked_at = |own: &Self| own.columns.has_nameless || own.repetition.may_be();
        while is_looked_at(self)
            && let Some((column, end)) = fields.next()
        {
            self.field(column, text.get(from..end).unwrap_or_default(), false);
            from = end + 1;
        }
        let Self { columns, numbers, texts, .. } = self;
        let mut filled = false;
        let known = columns.columns.get(first + ends.len() - fields.len()..).unwrap_or_default();
        for (purpose, (_, end)) in known.iter().zip(fields.by_ref()) {
            if let Some(position) = purpose.wanted
                && let Some(numbers) = numbers.get_mut(position)
            {
                numbers.push(texts.entry_within(position, text, from, end));
            }
            filled |= from < end;
            from = end + 1;
        }
        for (_, end) in fields {
            self.beyond |= has_value(text.get(from..end).unwrap_or_default());
            filled |= from < end;
            from = end + 1;
        }
        self.filled |= filled;
    }

    fn end(&mut self, line: u64, width: usize) -> bool {
        if !self.filled {
            self.undo();
            EmptyRun::add(&mut self.trailing, line, width);
            return true;
        }
        if !self.trailing.is_empty() {
            self.take_empty();
        }
        let misfit = if self.beyond || width < self.columns.least {
            Some(Misfit::Width(width))
        } else if self.repetition.may_be() && self.columns.is_repeated(self.repetition) {
            Some(Misfit::Headings)
        } else {
            self.nameless.map(Misfit::Nameless)
        };
        (self.filled, self.beyond, self.nameless) = (false, false, None);
        self.repetition = Repetition::NEW;
        if let Some(misfit) = misfit {
            self.undo();
            self.faults.push(RowFault { line, misfit });
            return true;
        }
        self.starts.push(line);
        if width < self.columns.width() {
            for numbers in &mut self.numbers {
                numbers.resize(self.starts.len(), ABSENT);
            }
        }
        true
    }

    fn abandon(&mut self) {
        self.undo();
        (self.filled, self.beyond, self.nameless) = (false, false, None);
        self.repetition = Repetition::NEW;
    }
}

/// The line of the first bytes that are not UTF-8, from 0.
fn not_utf8(text: &[u8]) -> Option<u64> {
    let fault = hold_to_utf8(text).err()?;
    Some(line_ends(text.get(..fault.at).unwrap_or_default()))
}

/// Whether something other than white space stands in a field.
fn has_value(text: &[u8]) -> bool {
    String::from_utf8_lossy(text).chars().any(|c| !c.is_whitespace())
}
