use std::collections::VecDeque;

use super::fault::IngestError;
use super::heading::normalise;
use super::platform;
use super::rows::{RawCell, Rows};
use crate::domain::{Cell, PlatformName};

/// How many rows are looked at to find the headings and to see which columns hold values.
const HEAD_ROWS: u64 = 200;
/// A title or explanation above the headings is not longer than this.
const TITLE_ROWS: usize = 50;

/// A row of the beginning of a file.
#[derive(Clone, Debug)]
pub(super) struct HeadRow {
    /// The line or row where it starts, from 1.
    pub(super) start: u64,
    /// Its cells.
    pub(super) cells: Vec<Cell>,
    /// Whether each of them was quoted.
    pub(super) all_quoted: bool,
}

impl HeadRow {
    fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| RawCell::from(*cell).has_value()).count()
    }

    /// Whether nothing at all stands in the row.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(|cell| *cell == Cell::Absent)
    }

    fn words(&self) -> usize {
        let word = |cell: &&Cell| matches!(cell, Cell::Text(text) if text.chars().any(char::is_alphabetic));
        self.cells.iter().filter(word).count()
    }

    /// The row's texts as headings; a number or date as it would be written.
    pub(super) fn headings(&self) -> Vec<String> {
        self.cells
            .iter()
            .map(|cell| match cell {
                Cell::Text(text) | Cell::Date(text) => normalise(text),
                Cell::Number(number) => number.to_string(),
                Cell::Absent | Cell::Blank | Cell::Error(_) | Cell::Missing(_) => String::new(),
            })
            .collect()
    }
}

/// The first rows of a file: enough to see `header_row`, if it is named, and the rows below it.
pub(super) fn read_head(rows: &mut dyn Rows, header_row: Option<u64>) -> Result<Vec<HeadRow>, IngestError> {
    let mut head: Vec<HeadRow> = Vec::new();
    let mut below = 0;
    while below < HEAD_ROWS && rows.advance()? {
        let start = rows.start();
        let named = header_row.unwrap_or(0);
        if start < named {
            continue;
        }
        let cells = (0..rows.width()).map(|column| rows.cell(column).to_cell()).collect();
        head.push(HeadRow { start, cells, all_quoted: rows.all_quoted() });
        below += 1;
    }
    Ok(head)
}

/// The position in `head` of the row with the headings; `None` where none can be one.
///
/// It is the row that was named; or the first that bears the mark of a platform; or the first that fills at
/// least three quarters of the columns that rows fill (a title above the headings fills one or two) with words
/// rather than numbers; or, where no row does, the first in which something stands.
pub(super) fn find_headings(head: &[HeadRow], header_row: Option<u64>) -> Option<usize> {
    if let Some(named) = header_row {
        return head.iter().position(|row| row.start == named && row.filled() > 0);
    }
    let titled = head.get(..TITLE_ROWS).unwrap_or(head);
    if let Some((found, _)) = find_mark(head) {
        return Some(found);
    }
    let mut filled: Vec<usize> = head.iter().map(HeadRow::filled).filter(|&filled| filled > 0).collect();
    filled.sort_unstable_by(|a, b| b.cmp(a));
    // The second widest: one row that a lost quote made too wide must not decide.
    let usual = filled.get(1).or(filled.first()).copied()?;
    let wide = |row: &HeadRow| row.filled() * 4 >= usual * 3 && (usual == 1 || row.filled() > 1);
    let first = head.iter().position(|row| row.filled() > 0);
    let Some(found) = titled.iter().position(|row| wide(row) && row.words() * 2 >= row.filled()) else {
        return first;
    };
    let (above, rest) = head.split_at(found);
    match rest.split_first() {
        Some((row, below)) if is_repeated(row, below) => {
            above.iter().rposition(|row| row.filled() > 0).or(Some(found))
        }
        _ => Some(found),
    }
}

/// The first row that bears the mark of a platform, by its position in `head`, and the platform.
pub(super) fn find_mark(head: &[HeadRow]) -> Option<(usize, PlatformName)> {
    let mut ahead: VecDeque<Vec<String>> = VecDeque::new();
    let mut next = head.iter();
    for at in 0..head.len().min(TITLE_ROWS) {
        ahead.extend(next.by_ref().take(platform::DEEPEST - ahead.len()).map(HeadRow::headings));
        if let Some(platform) = platform::fingerprint(ahead.make_contiguous()) {
            return Some((at, platform));
        }
        ahead.pop_front();
    }
    None
}

/// Whether at least half of a row's cells stand again somewhere below, each in its own column: answers do, headings
/// do not. The headings are then the row above, however few they are. The whole row once more is no answer, as long as
/// it is not there more often than in one row of five.
fn is_repeated(row: &HeadRow, below: &[HeadRow]) -> bool {
    let same = below.iter().filter(|other| other.cells == row.cells).count();
    let others: Vec<&HeadRow> =
        below.iter().filter(|other| same > 1 && same * 5 > below.len() || other.cells != row.cells).collect();
    let again = |(column, cell): &(usize, &Cell)| {
        RawCell::from(*cell).has_value() && others.iter().any(|row| row.cells.get(*column) == Some(*cell))
    };
    row.cells.iter().enumerate().filter(again).count() * 2 >= row.filled()
}
