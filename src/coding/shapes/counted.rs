use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::amount::{Amount, amount, whole};
use super::answers::Distinct;
use super::context::Context;
use super::counted_body::{CountedBody, CountedCell, Run};
use super::per_cents;
use super::plan::CountsAt;
use super::questions::{Questions, Said};
use super::wording;
use crate::coding::meaning::{Written, as_shown, written};
use crate::coding::normalise::normalise;
use crate::coding::respondents::distinct_at;
use crate::coding::whence::Whence;
use crate::diagnostics::Diagnostic;
use crate::domain::{Batch, Cell};

/// How many faults of the cells are told.
const MOST_FAULTS: usize = 20;
/// More people than this in one table are a mistake.
const MOST_PEOPLE: u64 = 50_000_000;
/// What a row for everyone is called where rows are groups; normalised.
const EVERYONE: [&str; 11] = [
    "totaal",
    "total",
    "alle",
    "all",
    "iedereen",
    "everyone",
    "eindtotaal",
    "grand total",
    "alle scholen",
    "alle groepen",
    "all schools",
];

/// Gathers a counted table.
pub(super) struct Counted<'a> {
    whence: &'a dyn Whence,
    counts: CountsAt,
    percent_of: Option<usize>,
    pub(super) questions: Questions,
    contexts: Vec<Context>,
    /// Which of the contexts are groupings, whose rows may be totals.
    groups: Vec<usize>,
    answers: Vec<Distinct<String>>,
    cells: Vec<Gathering>,
    cell_of: HashMap<Vec<u32>, usize, FxBuildHasher>,
    faults: Vec<Diagnostic>,
    faults_in_all: u64,
    notes: Vec<Diagnostic>,
}

/// One cell while it is gathered.
struct Gathering {
    line: u64,
    contexts: Vec<u32>,
    questions: BTreeMap<usize, Asked>,
}

/// The answers to one question in one cell.
struct Asked {
    line: u64,
    /// The number of people that per cents are of, where it can be read.
    percent_of: Option<u64>,
    /// Per answer.
    parts: BTreeMap<u32, Part>,
    sound: bool,
}

impl Asked {
    /// How many answers there are.
    fn people(&self) -> u64 {
        self.parts.values().map(|part| part.run.count).sum()
    }
}

struct Part {
    run: Run,
    amount: Amount,
}

impl<'a> Counted<'a> {
    pub(super) fn new(
        whence: &'a dyn Whence,
        questions: Questions,
        counts: CountsAt,
        percent_of: Option<usize>,
        contexts: Vec<usize>,
        groups: Vec<usize>,
    ) -> Self {
        Self {
            whence,
            counts,
            percent_of,
            answers: questions.wanted.iter().map(|_| Distinct::new()).collect(),
            questions,
            contexts: contexts.into_iter().map(Context::new).collect(),
            groups,
            cells: Vec::new(),
            cell_of: HashMap::default(),
            faults: Vec::new(),
            faults_in_all: 0,
            notes: Vec::new(),
        }
    }

    pub(super) fn take(&mut self, batch: &Batch) {
        self.questions.grow(batch);
        for context in &mut self.contexts {
            context.grow(batch);
        }
        for (row, line) in batch.starts.iter().copied().enumerate() {
            if let Said::Wanted(question) = self.questions.read(batch, row) {
                self.take_row(batch, row, line, question);
            }
        }
    }

    fn take_row(&mut self, batch: &Batch, row: usize, line: u64, question: usize) {
        let Some(cell) = self.cell(batch, row, line) else { return };
        let people = self.percent_of.map(|column| whole(at(batch, column, row)).map_err(|no| (no, column)));
        let people = match people.transpose() {
            Ok(people) => people,
            Err((no, column)) => {
                let place = self.whence.place(line, column);
                self.fault(wording::no_people(place, self.whence.heading(column), &no));
                None
            }
        };
        let counts = self.counts.clone();
        let met = self.cells.get(cell).and_then(|cell| cell.questions.get(&question));
        let met = met.map(|asked| (asked.line, asked.percent_of));
        if let Some((first, known)) = met {
            let place = self.whence.place(line, self.questions.column);
            let earlier = self.whence.place(first, self.questions.column);
            let name = self.questions.wanted.get(question).map_or("", String::as_str);
            if matches!(counts, CountsAt::Columns(_)) {
                let fault = wording::counted_twice(place, name, None, &earlier);
                self.fault(fault);
                return;
            }
            if known != people {
                let fault = wording::people_differ(place, name, &earlier);
                self.fault(fault);
            }
        } else if let Some(cell) = self.cells.get_mut(cell) {
            cell.questions
                .insert(question, Asked { line, percent_of: people, parts: BTreeMap::new(), sound: true });
        }
        match counts {
            CountsAt::Columns(options) => {
                for (option, column) in options {
                    self.part(cell, question, Cell::Text(option), at(batch, column, row), line, column);
                }
            }
            CountsAt::Rows { answer, count } => {
                let option = at(batch, answer, row);
                if matches!(written(option), Written::Absent | Written::Blank) {
                    let place = self.whence.place(line, answer);
                    let fault = wording::no_option(place, self.whence.heading(answer));
                    self.fault(fault);
                    self.spoil(cell, question);
                    return;
                }
                self.part(cell, question, option.clone(), at(batch, count, row), line, count);
            }
        }
    }

    /// Adds how often one answer was given.
    fn part(&mut self, cell: usize, question: usize, option: Cell, count: &Cell, line: u64, column: usize) {
        let per_cents = self.percent_of.is_some();
        let read = if per_cents {
            amount(count, true)
        } else {
            whole(count).map(|count| Amount { value: count as f64, decimals: 0, of_workbook: false })
        };
        let amount = match read {
            Ok(amount) => amount,
            Err(no) => {
                let place = self.whence.place(line, column);
                let fault = wording::no_count(place, self.whence.heading(column), &no, per_cents);
                self.fault(fault);
                self.spoil(cell, question);
                return;
            }
        };
        let Some(distinct) = self.answers.get_mut(question) else { return };
        let shown = as_shown(&option);
        let answer = distinct.number(normalise(&shown), || option, line);
        let asked = self.cells.get_mut(cell).and_then(|cell| cell.questions.get_mut(&question));
        let Some(asked) = asked else { return };
        if let Some(earlier) = asked.parts.get(&answer) {
            let earlier = self.whence.place(earlier.run.line, earlier.run.column);
            let name = self.questions.wanted.get(question).map_or("", String::as_str);
            let fault = wording::counted_twice(self.whence.place(line, column), name, Some(&shown), &earlier);
            self.fault(fault);
            return;
        }
        let run = Run { answer, count: amount.value as u64, line, column };
        asked.parts.insert(answer, Part { run, amount });
    }

    /// The cell of a row; `None` where the row is about everyone, which would count twice.
    fn cell(&mut self, batch: &Batch, row: usize, line: u64) -> Option<usize> {
        let read: Vec<u32> = self.contexts.iter().map(|context| context.read(batch, row)).collect();
        let total = self.groups.iter().find_map(|&group| {
            let (context, index) = (self.contexts.get(group)?, *read.get(group)?);
            let text = as_shown(context.cell(index)?);
            EVERYONE.contains(&normalise(&text).as_str()).then_some((context.column, text))
        });
        if let Some((column, text)) = total {
            let fault = wording::row_of_everyone(self.whence.place(line, column), &text);
            self.fault(fault);
            return None;
        }
        let classes: Vec<u32> =
            self.contexts.iter().zip(&read).map(|(context, index)| context.class(*index)).collect();
        let next = self.cells.len();
        let at = *self.cell_of.entry(classes).or_insert(next);
        if at == next {
            self.cells.push(Gathering { line, contexts: read, questions: BTreeMap::new() });
        }
        Some(at)
    }

    fn spoil(&mut self, cell: usize, question: usize) {
        let asked = self.cells.get_mut(cell).and_then(|cell| cell.questions.get_mut(&question));
        if let Some(asked) = asked {
            asked.sound = false;
        }
    }

    fn fault(&mut self, fault: Diagnostic) {
        self.faults_in_all += 1;
        if self.faults.len() < MOST_FAULTS {
            self.faults.push(fault);
        }
    }

    /// Makes counts of the per cents, one question in one cell at a time.
    fn count_per_cents(&mut self) {
        let mut cells = std::mem::take(&mut self.cells);
        let (mut about, mut fractions) = (None, None);
        for (question, asked) in cells.iter_mut().flat_map(|cell| &mut cell.questions) {
            let (Some(people), true) = (asked.percent_of, asked.sound) else { continue };
            let amounts: Vec<Amount> = asked.parts.values().map(|part| part.amount).collect();
            match per_cents::counts(&amounts, people) {
                Ok(counted) => {
                    for (part, count) in asked.parts.values_mut().zip(&counted.counts) {
                        part.run.count = *count;
                    }
                    about = about.or(counted.about.then_some(asked.line));
                    fractions = fractions.or(counted.fractions.then_some(asked.line));
                }
                Err(wrong) => {
                    let position = match wrong {
                        per_cents::Impossible::Share(position) => position,
                        _ => 0,
                    };
                    let run = asked.parts.values().nth(position).map(|part| part.run);
                    let (line, column) = run.map_or((asked.line, 0), |run| (run.line, run.column));
                    let written = amounts.get(position).map_or(0.0, |share| share.value);
                    let name = self.questions.wanted.get(*question).map_or("", String::as_str);
                    let place = self.whence.place(line, column);
                    self.fault(wording::per_cents_impossible(place, name, &wrong, written, people));
                }
            }
        }
        let column = self.questions.column;
        if let Some(line) = fractions {
            self.notes.push(wording::fractions(self.whence.place(line, column)));
        }
        if let Some(line) = about {
            self.notes.push(wording::about(self.whence.place(line, column)));
        }
        self.cells = cells;
    }

    /// A row whose counts are those of all other rows of the question together: a total without a name.
    fn look_for_totals(&mut self) {
        if self.groups.is_empty() {
            return;
        }
        let mut totals = Vec::new();
        for question in 0..self.answers.len() {
            let rows: Vec<&Asked> =
                self.cells.iter().filter_map(|cell| cell.questions.get(&question)).collect();
            if rows.len() < 3 {
                continue;
            }
            let mut total: BTreeMap<u32, u64> = BTreeMap::new();
            for (answer, part) in rows.iter().flat_map(|asked| &asked.parts) {
                *total.entry(*answer).or_default() += part.run.count;
            }
            let everyone: u64 = total.values().sum();
            // Half of each answer, and half of all: then the other rows are the other half.
            let is_rest = |asked: &Asked| {
                let half = |(answer, part): (&u32, &Part)| total.get(answer) == Some(&(2 * part.run.count));
                everyone > 0 && 2 * asked.people() == everyone && asked.parts.iter().all(half)
            };
            if let Some(asked) = rows.iter().find(|asked| is_rest(asked)) {
                totals.push(asked.line);
            }
        }
        totals.sort_unstable();
        totals.dedup();
        if let Some(first) = totals.first() {
            let place = self.whence.place(*first, self.questions.column);
            self.notes.push(wording::looks_like_total(place));
        }
    }

    pub(super) fn finish(mut self) -> (Questions, CountedBody, Vec<Diagnostic>) {
        if self.percent_of.is_some() {
            self.count_per_cents();
        }
        self.look_for_totals();
        let questions = self.answers.len();
        let mut end = 0_u64;
        let mut cells = Vec::new();
        for cell in &self.cells {
            let mut runs = vec![Vec::new(); questions];
            for (question, asked) in &cell.questions {
                if let Some(own) = runs.get_mut(*question) {
                    *own = asked.parts.values().map(|part| part.run).filter(|run| run.count > 0).collect();
                }
            }
            let people = cell.questions.values().map(Asked::people).max().unwrap_or(0);
            end = end.saturating_add(people);
            cells.push(CountedCell { end, line: cell.line, contexts: cell.contexts.clone(), runs });
        }
        if end > MOST_PEOPLE {
            let fault = wording::too_many_people(self.whence.name(), end, MOST_PEOPLE);
            self.fault(fault);
            cells.clear();
        }
        let told = u64::try_from(self.faults.len()).unwrap_or(u64::MAX);
        let mut notes = self.faults;
        if let Some(more) = self.faults_in_all.checked_sub(told).filter(|more| *more > 0) {
            notes.push(wording::more_faults(self.whence.name(), more));
        }
        notes.extend(self.notes);
        let body = CountedBody {
            cells,
            answers: self.answers.into_iter().map(Distinct::into_cells).collect(),
            contexts: self
                .contexts
                .into_iter()
                .map(|context| (context.column, Arc::clone(&context.cells)))
                .collect(),
        };
        (self.questions, body, notes)
    }
}

/// The cell of a row; absent where the batch has none.
fn at(batch: &Batch, column: usize, row: usize) -> &Cell {
    static NOTHING: Cell = Cell::Absent;
    let cells = batch.columns.get(column).map(|column| &column.distinct);
    cells.zip(distinct_at(batch, column, row)).and_then(|(cells, index)| cells.get(index)).unwrap_or(&NOTHING)
}
