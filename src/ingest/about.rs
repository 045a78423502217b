use super::table::{Source, Table, TableKind};
use super::workbook::Workbook;
use crate::domain::Place;

/// A sheet of a workbook that is not the one that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherSheet {
    /// Its name.
    pub name: String,
    /// Whether a user sees its tab.
    pub visible: bool,
}

impl Table {
    /// The first and the last row (workbook) or line (text) of the headings, from 1.
    pub fn heading_rows(&self) -> (u64, u64) {
        (self.header_row, self.last_header_row.max(self.header_row))
    }

    /// The sheets beside the one that is read, in the order of their tabs; none where the file has no sheets, or can no
    /// longer be opened. Opens the workbook once more.
    pub fn other_sheets(&self) -> Vec<OtherSheet> {
        let (Source::Workbook { format }, TableKind::Workbook { sheet: read, .. }) =
            (self.source, &self.kind)
        else {
            return Vec::new();
        };
        let Ok(workbook) = Workbook::open(&self.path, format, &Place::file(&self.name), &self.limits) else {
            return Vec::new();
        };
        let others = workbook.sheets().into_iter().filter(|sheet| sheet.name != *read);
        others.map(|sheet| OtherSheet { name: sheet.name, visible: sheet.visible }).collect()
    }
}
