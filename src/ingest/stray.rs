use std::collections::BTreeMap;

use calamine::Dimensions;

use super::head::HeadRow;
use super::rows::RawCell;
use super::sheet_rows::Held;
use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{Place, phrase};

/// How many columns a table of a sheet has whose headings end at column `last`, from the first rows below them.
/// What stands further to the right belongs to the table if a heading is merged over it, or if it fills half of the
/// rows of its column: then a heading is missing. Less than that is a remark beside the table.
pub(super) fn table_width(rows: &[&HeadRow], last: usize, header: u64, merged: &[Dimensions]) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for row in rows {
        let filled =
            row.cells.iter().enumerate().skip(last).filter(|(_, cell)| RawCell::from(*cell).has_value());
        for (column, _) in filled {
            *counts.entry(column).or_default() += 1;
        }
    }
    let of_heading = |column: usize| {
        merged.iter().any(|area| {
            u64::from(area.start.0) < header
                && header <= u64::from(area.end.0) + 1
                && (area.start.1 as usize..=area.end.1 as usize).contains(&column)
        })
    };
    let counted = rows.iter().filter(|row| !row.is_empty()).count();
    let belongs = |(column, count): (usize, usize)| count * 2 >= counted || of_heading(column);
    let outermost = counts.into_iter().filter(|&entry| belongs(entry)).map(|(column, _)| column).max();
    outermost.map_or(last, |column| column + 1)
}

/// The cells that stand to the right of a table.
#[derive(Debug)]
pub(super) struct Strays {
    width: u32,
    rows: u64,
    /// Per column the row of its first cell, and how many it has.
    columns: BTreeMap<u32, (u32, u64)>,
}

impl Strays {
    pub(super) fn beyond(width: usize) -> Self {
        Self { width: u32::try_from(width).unwrap_or(u32::MAX), rows: 0, columns: BTreeMap::new() }
    }

    /// Takes them out of a row.
    pub(super) fn take_from(&mut self, at: u32, cells: &mut Vec<(u32, Held<'_>)>) {
        self.rows += 1;
        while let Some((column, held)) = cells.pop_if(|(column, _)| *column >= self.width) {
            if !matches!(held, Held::Blank) {
                self.columns.entry(column).or_insert((at, 0)).1 += 1;
            }
        }
    }

    /// The row and column of the first cell of a column that is filled as columns of a table are.
    pub(super) fn are_a_column(&self) -> Option<(u32, u32)> {
        let filled = |(_, (_, count)): &(&u32, &(u32, u64))| *count * 2 >= self.rows && *count > 1;
        self.columns.iter().find(filled).map(|(column, (row, _))| (*row, *column))
    }

    /// That they were not read.
    pub(super) fn note(&self, file: &str, sheet: &str) -> Option<Diagnostic> {
        let count: u64 = self.columns.values().map(|(_, count)| count).sum();
        let (column, (row, _)) = self.columns.iter().min_by_key(|(_, (row, _))| *row)?;
        let headline = phrase!(
            "rechts van de tabel staat iets zonder kop erboven; niet gelezen: {count} cellen, dit is de eerste",
            "something stands to the right of the table without a heading; cells not read: {count}, this is the first"
        );
        let help = phrase!(
            "hoort het bij de antwoorden, geef de kolom dan een kop",
            "if it belongs to the answers, give the column a heading"
        );
        let place = Place::cell(file, sheet, u64::from(*row) + 1, u64::from(*column) + 1);
        Some(Diagnostic::warning(Code::BlankHeading, headline).at(place).help(help))
    }
}
