use super::heading::{Heading, normalise};
use super::rows::{RawCell, Rows};
use super::table::Table;
use crate::domain::PlatformName;

/// Whether a row says once more what the headings say: where two exports were put one below the other. All its
/// filled cells then equal their headings, and at least half of the headings are there.
///
/// The first cell that says something else decides, so this costs an ordinary row one comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Repetition {
    same: usize,
    other: bool,
}

impl Repetition {
    /// A row of which no cell was seen.
    pub(super) const NEW: Self = Self { same: 0, other: false };

    /// Whether no cell of the row said something else so far.
    pub(super) fn may_be(self) -> bool {
        !self.other
    }

    /// Sees a filled cell below a heading.
    pub(super) fn see(&mut self, heading: &Heading, cell: &str) {
        if heading.is_said_by(cell) {
            self.same += 1;
        } else {
            self.other = true;
        }
    }

    /// Whether the row, now that all its cells were seen, repeats headings of which so many are not empty.
    pub(super) fn is(self, named: usize, platform: PlatformName) -> bool {
        // Of a plain table the options of a question may be the headings, and the one that was chosen the cell.
        let enough =
            if platform == PlatformName::Table { self.same == named } else { self.same * 2 >= named };
        !self.other && enough && self.same > 1
    }
}

impl Table {
    /// Whether a row repeats the headings.
    pub(super) fn repeats_headings(&self, row: &dyn Rows) -> bool {
        let mut repetition = Repetition::NEW;
        let named = self.headings.iter().enumerate().filter(|(_, known)| !known.text.is_empty());
        for (column, heading) in named.clone() {
            match row.cell(column) {
                RawCell::Absent | RawCell::Blank => {}
                RawCell::Text(cell) => repetition.see(heading, cell),
                _ => return false,
            }
            if !repetition.may_be() {
                return false;
            }
        }
        repetition.is(named.count(), self.platform)
    }
}

impl Heading {
    /// Whether a cell holds what the heading row holds above this column.
    fn is_said_by(&self, cell: &str) -> bool {
        let code = self.code.as_deref();
        let first = |text: &str| text.chars().find(|c| !c.is_whitespace() && *c != '\u{feff}');
        let start = first(cell);
        if start != first(&self.text) && start != code.and_then(first) {
            return false;
        }
        let cell = normalise(cell);
        let block = self.text.strip_prefix(cell.as_str());
        code == Some(cell.as_str())
            || block.is_some_and(|rest| rest.is_empty() || rest.starts_with(" ["))
            || self.is_written(&cell)
    }
}
