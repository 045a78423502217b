use std::ops::Range;
use std::sync::Arc;

use crate::domain::{Batch, Cell, Column};

/// A counted table, gathered: as many rows as people, in which each question has the right number of each answer.
///
/// Which answers to two questions are one person's is not known: they stand beside each other in the order of the
/// options. What is counted of one question is exact; what rests on several answers of one person must not be
/// computed from it ([`Tally::unlink`](crate::tally::Tally::unlink)). In a cell (a role in one combination of groups)
/// there are as many people as its largest question has, answers that are kinds of missing included: so many took
/// part at least, and nobody says that more did. In the rows beyond a smaller question it was not asked.
#[derive(Debug)]
pub(super) struct CountedBody {
    pub(super) cells: Vec<CountedCell>,
    /// Per question its distinct answers; the first stands for no answer.
    pub(super) answers: Vec<Arc<Vec<Cell>>>,
    /// Per column about people as such: the column of the file, and its distinct cells.
    pub(super) contexts: Vec<(usize, Arc<Vec<Cell>>)>,
}

/// The people of one role in one combination of groups.
#[derive(Debug)]
pub(super) struct CountedCell {
    /// The row after its last one; its first is where the cell before it ends.
    pub(super) end: u64,
    /// The line it is met on first.
    pub(super) line: u64,
    /// Per context the distinct cell.
    pub(super) contexts: Vec<u32>,
    /// Per question the answers.
    pub(super) runs: Vec<Vec<Run>>,
}

/// So many people gave one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) answer: u32,
    pub(super) count: u64,
    pub(super) line: u64,
    pub(super) column: usize,
}

impl CountedBody {
    pub(super) fn len(&self) -> u64 {
        self.cells.last().map_or(0, |cell| cell.end)
    }

    /// The cells that hold some of the rows, each with those rows counted from the first of the cell.
    fn within(&self, rows: &Range<u64>) -> impl Iterator<Item = (&CountedCell, Range<u64>)> {
        let first = self.cells.partition_point(|cell| cell.end <= rows.start);
        let begin = |at: usize| {
            at.checked_sub(1).and_then(|before| self.cells.get(before)).map_or(0, |before| before.end)
        };
        let rows = rows.clone();
        let cells = self.cells.iter().enumerate().skip(first);
        cells.map(move |(at, cell)| (cell, begin(at))).take_while(move |(_, begin)| *begin < rows.end).map(
            move |(cell, begin)| {
                (cell, rows.start.saturating_sub(begin)..rows.end.min(cell.end).saturating_sub(begin))
            },
        )
    }

    /// Questions first, then what is about people as such. Rows start at 1: they have no lines of their own.
    pub(super) fn batch(&self, rows: Range<u64>) -> Batch {
        let rows = rows.start..rows.end.min(self.len());
        let mut columns: Vec<Vec<u32>> = vec![Vec::new(); self.answers.len() + self.contexts.len()];
        for (cell, part) in self.within(&rows) {
            let (answers, contexts) = columns.split_at_mut(self.answers.len());
            for (column, runs) in answers.iter_mut().zip(&cell.runs) {
                expand(column, runs, &part);
            }
            let people = usize::try_from(part.end - part.start).unwrap_or(0);
            for (column, index) in contexts.iter_mut().zip(&cell.contexts) {
                column.extend(std::iter::repeat_n(*index, people));
            }
        }
        let distinct = self.answers.iter().chain(self.contexts.iter().map(|(_, cells)| cells));
        let columns = distinct.zip(columns).map(|(cells, rows)| Column { distinct: Arc::clone(cells), rows });
        Batch { starts: rows.map(|row| row + 1).collect(), columns: columns.collect() }
    }

    /// The line and the column of the file behind a column of the batches.
    pub(super) fn origin(&self, start: u64, column: usize) -> (u64, usize) {
        let row = start.saturating_sub(1);
        let Some((cell, part)) = self.within(&(row..start)).next() else { return (0, 0) };
        let Some(runs) = cell.runs.get(column) else {
            let context = column.checked_sub(self.answers.len()).and_then(|at| self.contexts.get(at));
            return (cell.line, context.map_or(0, |(column, _)| *column));
        };
        let mut end = 0;
        for run in runs {
            end += run.count;
            if part.start < end {
                return (run.line, run.column);
            }
        }
        runs.first().map_or((cell.line, 0), |run| (run.line, run.column))
    }
}

/// Writes out the runs for some rows of a cell, and nothing where they have come to their end.
fn expand(column: &mut Vec<u32>, runs: &[Run], rows: &Range<u64>) {
    let mut begin = 0;
    let nothing = Run { answer: 0, count: u64::MAX, line: 0, column: 0 };
    for run in runs.iter().copied().chain([nothing]) {
        let end = run.count.saturating_add(begin);
        let people = end.min(rows.end).saturating_sub(begin.max(rows.start));
        column.extend(std::iter::repeat_n(run.answer, usize::try_from(people).unwrap_or(0)));
        begin = end;
    }
}
