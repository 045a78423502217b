use std::cell::RefCell;
use std::path::PathBuf;

use crate::diagnostics::{Checked, Code, Diagnostic};
use crate::domain::{Cell, Place};
use crate::ingest::{Hints, Limits, Table, open};

thread_local! {
    /// The folders of one test; they go when its thread ends.
    static FOLDERS: RefCell<Vec<tempfile::TempDir>> = const { RefCell::new(Vec::new()) };
}

/// A file of bytes in a folder that is gone after the test.
pub(in crate::ingest) struct Fixture {
    pub(in crate::ingest) path: PathBuf,
}

pub(in crate::ingest) fn file(name: &str, bytes: &[u8]) -> Fixture {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("a file");
    FOLDERS.with_borrow_mut(|folders| folders.push(folder));
    Fixture { path }
}

/// Removes the files of this test so far.
pub(in crate::ingest) fn forget_files() {
    FOLDERS.with_borrow_mut(Vec::clear);
}

impl Fixture {
    pub(in crate::ingest) fn open_with(&self, hints: &Hints) -> Result<Checked<Table>, Vec<Diagnostic>> {
        open(&self.path, "in.csv", hints, &Limits::default())
    }

    pub(in crate::ingest) fn open(&self) -> Result<Checked<Table>, Vec<Diagnostic>> {
        self.open_with(&Hints::default())
    }

    pub(in crate::ingest) fn table(&self) -> Table {
        self.open().unwrap_or_else(|faults| panic!("{faults:#?}")).value
    }

    /// The codes of what is wrong, at opening or else in the rows.
    pub(in crate::ingest) fn faults(&self) -> Vec<(Code, Option<Place>)> {
        let found = match self.open() {
            Err(faults) => faults,
            Ok(checked) => rows(&checked.value).err().unwrap_or_default(),
        };
        found.into_iter().map(|fault| (fault.code, fault.place)).collect()
    }

    pub(in crate::ingest) fn codes(&self) -> Vec<Code> {
        self.faults().into_iter().map(|(code, _)| code).collect()
    }
}

pub(in crate::ingest) fn csv(text: &str) -> Fixture {
    file("in.csv", text.as_bytes())
}

/// Where each row starts, and its cells.
pub(in crate::ingest) type Row = (u64, Vec<Cell>);

/// All rows of all columns that may be read.
pub(in crate::ingest) fn rows(table: &Table) -> Result<Vec<Row>, Vec<Diagnostic>> {
    use crate::ingest::ColumnUse::Personal;
    let wanted: Vec<usize> = (0..table.headings.len())
        .filter(|&column| table.headings[column].column_use != Personal && table.twin(column).is_none())
        .collect();
    let mut all = Vec::new();
    for batch in table.batches(&wanted)? {
        let batch = batch?;
        for (row, &start) in batch.starts.iter().enumerate() {
            let cells = batch.columns.iter().map(|column| column.distinct[column.rows[row] as usize].clone());
            all.push((start, cells.collect()));
        }
    }
    Ok(all)
}

pub(in crate::ingest) fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

pub(in crate::ingest) fn line(line: u64) -> Option<Place> {
    Some(Place::line("in.csv", line))
}

pub(in crate::ingest) fn headings(table: &Table) -> Vec<&str> {
    table.headings.iter().map(|heading| heading.text.as_str()).collect()
}
