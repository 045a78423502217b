use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use rustc_hash::FxBuildHasher;

use super::answers::{Codes, Distinct};
use super::context::Context;
use super::long_body::{LongBody, OneAnswer, OneContext};
use super::questions::{Questions, Said};
use super::wording;
use crate::coding::meaning::{Written, as_shown, written};
use crate::coding::normalise::fold;
use crate::coding::respondents::distinct_at;
use crate::coding::whence::Whence;
use crate::diagnostics::Diagnostic;
use crate::domain::{Batch, Cell};

/// How many places of one kind of fault are told.
const MOST_PLACES: usize = 20;
/// No respondent stands in the cell.
const NOBODY: u32 = u32::MAX;

/// Gathers a file with one answer a row. Rows of one respondent need not stand together. Kept per respondent: a byte
/// a question, the roles and groups as numbers, the first line, and a hash of what tells respondents apart.
pub(super) struct Long {
    respondent: usize,
    answer: usize,
    pub(super) questions: Questions,
    people: People,
    starts: Vec<u64>,
    contexts: Vec<(Context, Vec<u32>)>,
    answers: Vec<(Distinct<u32>, Codes)>,
    empty: Places,
    nobody: Places,
    nothing_asked: Places,
    differing: Vec<Differing>,
    repeated: Places,
    twice: Vec<Twice>,
    twice_in_all: u64,
}

/// Lines of one kind of fault: the first of them, and how many there are.
#[derive(Debug, Default)]
pub(super) struct Places {
    pub(super) lines: Vec<u64>,
    pub(super) count: u64,
}

impl Places {
    fn add(&mut self, line: u64) {
        self.count += 1;
        if self.lines.len() < MOST_PLACES {
            self.lines.push(line);
        }
    }
}

/// A respondent of whom two rows say different things.
#[derive(Debug)]
struct Differing {
    context: usize,
    first: u64,
    second: u64,
}

/// A question that one respondent answered in two ways.
#[derive(Debug)]
struct Twice {
    person: u32,
    question: usize,
    first: Option<u64>,
    second: u64,
}

impl Long {
    pub(super) fn new(
        questions: Questions,
        respondent: usize,
        answer: usize,
        contexts: impl Iterator<Item = usize>,
    ) -> Self {
        let answers = questions.wanted.iter().map(|_| (Distinct::new(), Codes::Narrow(Vec::new()))).collect();
        Self {
            respondent,
            answer,
            questions,
            people: People::default(),
            starts: Vec::new(),
            contexts: contexts.map(|column| (Context::new(column), Vec::new())).collect(),
            answers,
            empty: Places::default(),
            nobody: Places::default(),
            nothing_asked: Places::default(),
            differing: Vec::new(),
            repeated: Places::default(),
            twice: Vec::new(),
            twice_in_all: 0,
        }
    }

    pub(super) fn take(&mut self, batch: &Batch) {
        self.people.grow(batch, self.respondent);
        self.questions.grow(batch);
        for (context, _) in &mut self.contexts {
            context.grow(batch);
        }
        for (row, line) in batch.starts.iter().copied().enumerate() {
            self.take_row(batch, row, line);
        }
    }

    fn take_row(&mut self, batch: &Batch, row: usize, line: u64) {
        let person = self.people.read(batch, self.respondent, row);
        let question = self.questions.read(batch, row);
        if person == NOBODY {
            let answer = cell_at(batch, self.answer, row);
            let blank = answer.is_none_or(|cell| matches!(written(cell), Written::Absent | Written::Blank));
            let empty = blank && question == Said::Nothing;
            if empty {
                self.empty.add(line)
            } else {
                self.nobody.add(line)
            }
            return;
        }
        self.meet(batch, row, line, person);
        match question {
            Said::Nothing => self.nothing_asked.add(line),
            Said::Other => {}
            Said::Wanted(question) => self.answer(batch, row, line, person, question),
        }
    }

    /// What a row says of the respondent as such: taken over from the first row, and held against it after that.
    fn meet(&mut self, batch: &Batch, row: usize, line: u64, person: u32) {
        let at = usize::try_from(person).unwrap_or(usize::MAX);
        let Some(first) = self.starts.get(at).copied() else {
            self.starts.push(line);
            for (context, rows) in &mut self.contexts {
                rows.push(context.read(batch, row));
            }
            return;
        };
        for (position, (context, rows)) in self.contexts.iter().enumerate() {
            let Some(known) = rows.get(at).copied() else { continue };
            let here = context.read(batch, row);
            if known != here && context.class(known) != context.class(here) {
                self.differing.push(Differing { context: position, first, second: line });
                // Enough to tell; one file may have a contradiction on every row.
                self.differing.truncate(10 * MOST_PLACES);
            }
        }
    }

    fn answer(&mut self, batch: &Batch, row: usize, line: u64, person: u32, question: usize) {
        let (Some((distinct, codes)), Some(index)) =
            (self.answers.get_mut(question), distinct_at(batch, self.answer, row))
        else {
            return;
        };
        let cell = || cell_at(batch, self.answer, row).cloned().unwrap_or(Cell::Absent);
        let code = distinct.number(u32::try_from(index).unwrap_or(u32::MAX), cell, line);
        let at = usize::try_from(person).unwrap_or(usize::MAX);
        let known = codes.get(at);
        if known == 0 {
            codes.set(at, code);
            return;
        }
        let text = |code: u32| {
            let cell = usize::try_from(code).ok().and_then(|code| distinct.cells.get(code));
            cell.map(|cell| fold(&as_shown(cell)))
        };
        if known == code || text(known) == text(code) {
            self.repeated.add(line);
            return;
        }
        self.twice_in_all += 1;
        if self.twice.len() < MOST_PLACES {
            self.twice.push(Twice { person, question, first: None, second: line });
        }
    }

    /// Whether the file has to be read once more, to find where questions that were answered twice stand first.
    pub(super) fn looks_again(&self) -> bool {
        !self.twice.is_empty()
    }

    /// Takes a batch of the second reading; the batches are those of the first.
    pub(super) fn look_again(&mut self, batch: &Batch) {
        for (row, line) in batch.starts.iter().copied().enumerate() {
            let person = self.people.read(batch, self.respondent, row);
            let Said::Wanted(question) = self.questions.read(batch, row) else { continue };
            for twice in &mut self.twice {
                if twice.first.is_none() && twice.person == person && twice.question == question {
                    twice.first = Some(line);
                }
            }
        }
    }

    /// Everything that has to be said of the rows.
    pub(super) fn notes(&self, whence: &dyn Whence) -> Vec<Diagnostic> {
        let mut notes = Vec::new();
        let place = |line: u64, column: usize| whence.place(line, column);
        let respondent = |line: u64| place(line, self.respondent);
        notes.extend(wording::without_respondent(whence, &self.nobody, self.respondent, &respondent));
        let question = |line: u64| place(line, self.questions.column);
        notes.extend(wording::without_question(whence, &self.nothing_asked, &question));
        for (position, (context, _)) in self.contexts.iter().enumerate() {
            let own = self.differing.iter().filter(|differing| differing.context == position);
            let pairs: Vec<_> = own
                .map(|differing| {
                    (place(differing.first, context.column), place(differing.second, context.column))
                })
                .collect();
            notes.extend(wording::respondent_differs(whence, context.column, &pairs, MOST_PLACES));
        }
        for twice in &self.twice {
            let question = self.questions.wanted.get(twice.question).map_or("", String::as_str);
            let first = twice.first.map(|line| place(line, self.answer));
            notes.push(wording::answered_twice(question, first, place(twice.second, self.answer)));
        }
        let told = u64::try_from(self.twice.len()).unwrap_or(u64::MAX);
        if let Some(more) = self.twice_in_all.checked_sub(told).filter(|more| *more > 0) {
            notes.push(wording::more_answered_twice(whence.name(), more));
        }
        if let Some(first) = self.repeated.lines.first() {
            notes.push(wording::repeated(place(*first, self.answer), self.repeated.count));
        }
        if let Some(first) = self.empty.lines.first() {
            notes.push(wording::empty_rows(place(*first, self.respondent), self.empty.count));
        }
        notes
    }

    pub(super) fn finish(self) -> (Questions, LongBody) {
        let answers = self.answers.into_iter().map(|(distinct, codes)| {
            let first = distinct.first.clone();
            OneAnswer { first, cells: distinct.into_cells(), codes }
        });
        let contexts = self.contexts.into_iter().map(|(context, rows)| OneContext {
            column: context.column,
            cells: context.cells,
            rows,
        });
        let body = LongBody {
            starts: self.starts,
            answer: self.answer,
            answers: answers.collect(),
            contexts: contexts.collect(),
        };
        (self.questions, body)
    }
}

fn cell_at(batch: &Batch, column: usize, row: usize) -> Option<&Cell> {
    batch.columns.get(column)?.distinct.get(distinct_at(batch, column, row)?)
}

/// Who is who: numbers from 0 in the order of the rows. The texts themselves are not kept.
#[derive(Debug, Default)]
struct People {
    /// Per distinct cell a number that cells of one text share, in no order that means anything.
    of_cell: Vec<u32>,
    of_hash: HashMap<u128, u32, FxBuildHasher>,
    /// Per such number the respondent, once a row had it.
    of_number: Vec<u32>,
    met: u32,
}

impl People {
    fn grow(&mut self, batch: &Batch, column: usize) {
        let Some(column) = batch.columns.get(column) else { return };
        for cell in column.distinct.iter().skip(self.of_cell.len()) {
            let number = match written(cell) {
                Written::Absent | Written::Blank | Written::Error => NOBODY,
                Written::Text(_) | Written::Missing(_) => {
                    let next = u32::try_from(self.of_hash.len()).unwrap_or(NOBODY);
                    *self.of_hash.entry(hash(&as_shown(cell))).or_insert(next)
                }
            };
            self.of_cell.push(number);
        }
        self.of_number.resize(self.of_hash.len(), NOBODY);
    }

    fn read(&mut self, batch: &Batch, column: usize, row: usize) -> u32 {
        let index = distinct_at(batch, column, row);
        let number = index.and_then(|index| self.of_cell.get(index)).copied().unwrap_or(NOBODY);
        let slot = usize::try_from(number).ok().and_then(|number| self.of_number.get_mut(number));
        let Some(person) = slot else { return NOBODY };
        if *person == NOBODY {
            *person = self.met;
            self.met += 1;
        }
        *person
    }
}

/// 128 bits, so that two of even a billion respondents practically never share them. The keys are fixed: the same
/// file gives the same numbers.
fn hash(text: &str) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        text.hash(&mut hasher);
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}
