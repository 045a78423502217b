use std::sync::Arc;

use super::{Answer, GroupValue, RoleId};

/// What stands in a cell, as it stands: nothing is interpreted.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// No value at all: an unquoted empty field, an empty cell of a workbook.
    Absent,
    /// An empty or white text that was written on purpose: `""`.
    Blank,
    /// A text.
    Text(String),
    /// A number of a workbook.
    Number(f64),
    /// A date or time of a workbook, as ISO text.
    Date(String),
    /// An error of a workbook, as its sheet shows it: `#DIV/0!`.
    Error(String),
    /// A value that the file itself declares missing, by its label, or else as it stands: SPSS's user-missing.
    Missing(String),
}

/// One column of a batch: its distinct cells, and which of them stands in each row.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The distinct cells met in this column so far; it only grows from batch to batch of one file.
    pub distinct: Arc<Vec<Cell>>,
    /// Per row the index into `distinct`.
    pub rows: Vec<u32>,
}

/// Some rows of one table: the wanted columns, uninterpreted.
#[derive(Clone, Debug, PartialEq)]
pub struct Batch {
    /// The row of the file (workbook) or the line (text) where each row of the batch starts, from 1.
    pub starts: Vec<u64>,
    /// The wanted columns, in the order in which they were wanted; all as long as `starts`.
    pub columns: Vec<Column>,
}

impl Batch {
    /// How many rows.
    pub fn len(&self) -> usize {
        self.starts.len()
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.starts.is_empty()
    }
}

/// Some respondents of one round, coded: a byte an answer, an index a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodedBatch {
    /// The distinct cells (role and groups) met in the table so far, that `cell` points into; they only grow.
    pub cells: Arc<Vec<RespondentCell>>,
    /// Per respondent the index into `cells`.
    pub cell: Vec<u32>,
    /// Per item (indicators in the project's order, items in theirs) a byte per respondent; see [`Answer::byte`].
    pub items: Vec<Vec<u8>>,
}

/// The finest group a respondent belongs to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RespondentCell {
    /// The role.
    pub role: RoleId,
    /// Per grouping of the project (in order of their names) the group, `None` where the respondent gave none.
    pub groups: Vec<Option<GroupValue>>,
}

impl CodedBatch {
    /// How many respondents.
    pub fn len(&self) -> usize {
        self.cell.len()
    }

    /// Whether there are no respondents.
    pub fn is_empty(&self) -> bool {
        self.cell.is_empty()
    }

    /// The answer of a respondent to an item; `None` outside the batch.
    pub fn answer(&self, item: usize, respondent: usize) -> Option<Answer> {
        self.items.get(item)?.get(respondent).copied().and_then(Answer::from_byte)
    }
}
