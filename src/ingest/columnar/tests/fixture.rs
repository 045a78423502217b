use std::cell::RefCell;
use std::path::PathBuf;

use polars::prelude::*;

use crate::diagnostics::{Checked, Code, Diagnostic};
use crate::domain::Cell;
use crate::ingest::{Hints, Limits, Table, open};

thread_local! {
    /// The folders of one test; they go when its thread ends.
    static FOLDERS: RefCell<Vec<tempfile::TempDir>> = const { RefCell::new(Vec::new()) };
}

/// A file in a folder that is gone after the test.
pub(super) struct Fixture {
    pub(super) path: PathBuf,
}

pub(super) fn file(bytes: &[u8]) -> Fixture {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("in");
    std::fs::write(&path, bytes).expect("a file");
    FOLDERS.with_borrow_mut(|folders| folders.push(folder));
    Fixture { path }
}

impl Fixture {
    pub(super) fn open_within(&self, limits: &Limits) -> Result<Checked<Table>, Vec<Diagnostic>> {
        open(&self.path, "in.parquet", &Hints::default(), limits)
    }

    pub(super) fn table(&self) -> Table {
        self.open_within(&Limits::default()).unwrap_or_else(|faults| panic!("{faults:#?}")).value
    }

    /// Of every column that can be read its cells.
    pub(super) fn columns(&self) -> Vec<Vec<Cell>> {
        self.read(&Limits::default()).unwrap_or_else(|faults| panic!("{faults:#?}"))
    }

    pub(super) fn read(&self, limits: &Limits) -> Result<Vec<Vec<Cell>>, Vec<Diagnostic>> {
        let table = self.open_within(limits)?.value;
        let wanted: Vec<usize> =
            (0..table.headings.len()).filter(|&column| table.can_be_read(column)).collect();
        let mut columns = vec![Vec::new(); wanted.len()];
        let mut next = table.last_header_row + 1;
        for batch in table.batches(&wanted)? {
            let batch = batch?;
            for &start in &batch.starts {
                assert_eq!(start, next, "every row has its number");
                next += 1;
            }
            assert!(!batch.is_empty() && batch.len() <= 65_536);
            for (cells, column) in columns.iter_mut().zip(&batch.columns) {
                assert_eq!(column.rows.len(), batch.len());
                cells.extend(column.rows.iter().map(|&code| column.distinct[code as usize].clone()));
            }
        }
        Ok(columns)
    }

    /// The codes of what is wrong, at opening or else in the rows.
    pub(super) fn codes(&self, limits: &Limits) -> Vec<Code> {
        self.read(limits).err().unwrap_or_default().into_iter().map(|fault| fault.code).collect()
    }
}

/// A file that polars writes, as Parquet.
pub(super) fn parquet(frame: &DataFrame, rows: usize, compression: ParquetCompression) -> Vec<u8> {
    let mut bytes = Vec::new();
    let writer = ParquetWriter::new(&mut bytes).with_compression(compression).set_parallel(false);
    writer.with_row_group_size(Some(rows)).finish(&mut frame.clone()).expect("a Parquet file");
    bytes
}

/// A file that polars writes, as Arrow.
pub(super) fn arrow(frame: &DataFrame, level: CompatLevel, compression: Option<IpcCompression>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = IpcWriter::new(&mut bytes).with_compression(compression).with_compat_level(level);
    writer.finish(&mut frame.clone()).expect("an Arrow file");
    bytes
}

pub(super) fn frame(columns: Vec<Column>) -> DataFrame {
    DataFrame::new_infer_height(columns).expect("columns of one length")
}

pub(super) fn texts(name: &str, values: &[Option<&str>]) -> Column {
    Column::new(name.into(), values)
}

/// Answers as a survey has them: a row number, a short text, a long one, a number, a truth, and gaps.
pub(super) fn survey(rows: usize) -> DataFrame {
    let options = ["Oneens", "Niet mee eens, niet mee oneens", "Helemaal mee eens", "", "Één ☂"];
    let answer = |step: usize| {
        (0..rows).map(|row| (row % 7 != step).then(|| options[row * step % 5])).collect::<Vec<_>>()
    };
    frame(vec![
        Column::new("nummer".into(), (0..rows as i64).collect::<Vec<_>>()),
        texts("V01", &answer(1)),
        texts("V02", &answer(3)),
        Column::new(
            "cijfer".into(),
            (0..rows).map(|row| (row % 5 > 0).then_some(row as f64 / 2.0)).collect::<Vec<_>>(),
        ),
        Column::new(
            "ja".into(),
            (0..rows).map(|row| (row % 3 > 0).then_some(row % 2 == 0)).collect::<Vec<_>>(),
        ),
    ])
}

/// What the columns of [`survey`] read as.
pub(super) fn survey_cells(rows: usize) -> Vec<Vec<Cell>> {
    let frame = survey(rows);
    frame
        .columns()
        .iter()
        .map(|column| {
            let cell = |row| match column.get(row).expect("a value") {
                AnyValue::Int64(number) => Cell::Number(number as f64),
                AnyValue::Float64(number) => Cell::Number(number),
                AnyValue::Boolean(yes) => text(if yes { "TRUE" } else { "FALSE" }),
                AnyValue::String("") => Cell::Blank,
                AnyValue::String(answer) => text(answer),
                _ => Cell::Absent,
            };
            (0..rows).map(cell).collect()
        })
        .collect()
}

pub(super) fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}
