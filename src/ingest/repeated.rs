use super::heading::{Heading, normalise};
use super::rows::{RawCell, Rows};
use super::table::Table;
use crate::domain::PlatformName;

impl Table {
    /// Whether a row says once more what the headings say: where two exports were put one below the other. All its
    /// filled cells then equal their headings, and at least half of the headings are there.
    ///
    /// The first cell that says something else decides, so this costs an ordinary row one comparison.
    pub(super) fn repeats_headings(&self, row: &dyn Rows) -> bool {
        let (mut named, mut same) = (0, 0);
        for (column, heading) in self.headings.iter().enumerate().filter(|(_, known)| !known.text.is_empty())
        {
            named += 1;
            match row.cell(column) {
                RawCell::Absent | RawCell::Blank => {}
                RawCell::Text(cell) if heading.is_said_by(cell) => same += 1,
                _ => return false,
            }
        }
        // Of a plain table the options of a question may be the headings, and the one that was chosen the cell.
        let enough = if self.platform == PlatformName::Table { same == named } else { same * 2 >= named };
        enough && same > 1
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
