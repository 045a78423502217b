use std::ops::Range;
use std::path::Path;

use super::arrow::Arrow;
use super::coded::Coded;
use super::meaning::Meaning;
use super::parquet::Parquet;
use crate::domain::Limits;
use crate::domain::{Place, phrase};
use crate::ingest::fault::IngestError;

/// The kind of columnar file a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) enum ColumnarFormat {
    Parquet,
    Arrow,
    ArrowStream,
}

impl ColumnarFormat {
    pub(in crate::ingest) fn title(self) -> &'static str {
        match self {
            Self::Parquet => "Parquet",
            Self::Arrow => "Arrow",
            Self::ArrowStream => "Arrow (stream)",
        }
    }
}

/// An open columnar file: columns, and parts (row groups or batches) of some rows each.
#[derive(Debug)]
pub(super) enum Source {
    Parquet(Parquet),
    Arrow(Arrow),
}

impl Source {
    /// Opens a file, once what it declares is seen to be bearable.
    pub(super) fn open(
        path: &Path,
        format: ColumnarFormat,
        place: &Place,
        limits: &Limits,
    ) -> Result<Self, IngestError> {
        let source = match format {
            ColumnarFormat::Parquet => Self::Parquet(Parquet::open(path, place, limits)?),
            ColumnarFormat::Arrow => Self::Arrow(Arrow::open(path, place, limits, false)?),
            ColumnarFormat::ArrowStream => Self::Arrow(Arrow::open(path, place, limits, true)?),
        };
        source.bearable(place, limits)?;
        Ok(source)
    }

    fn bearable(&self, place: &Place, limits: &Limits) -> Result<(), IngestError> {
        let columns = self.columns().len();
        if columns > limits.columns {
            return Err(IngestError::many_columns(place.clone(), limits.columns));
        }
        let parts = self.parts();
        let too_large = |what| Err(IngestError::TooLarge { place: place.clone(), what });
        let most = limits.row_group_rows;
        if let Some(rows) = parts.iter().copied().find(|&rows| rows > most) {
            return too_large(phrase!(
                "een rijgroep van {rows} rijen, en de grens is {most}; sla het op met kleinere rijgroepen",
                "a row group of {rows} rows, and the limit is {most}; save it with smaller row groups"
            ));
        }
        let rows = parts.iter().fold(0_u64, |sum, &rows| sum.saturating_add(rows));
        let (cells, most) = (rows.saturating_mul(columns as u64), limits.columnar_cells);
        if cells > most {
            return too_large(phrase!(
                "{cells} cellen, en de grens is {most}",
                "{cells} cells, and the limit is {most}"
            ));
        }
        Ok(())
    }

    /// The name of each column and what it holds.
    pub(super) fn columns(&self) -> Vec<(&str, &Meaning)> {
        match self {
            Self::Parquet(file) => {
                let columns = file.footer.columns.iter();
                columns.map(|column| (column.name.as_str(), &column.meaning)).collect()
            }
            Self::Arrow(file) => {
                file.fields.iter().map(|field| (field.name.as_str(), &field.meaning)).collect()
            }
        }
    }

    /// The rows of each part.
    pub(super) fn parts(&self) -> Vec<u64> {
        match self {
            Self::Parquet(file) => file.parts(),
            Self::Arrow(file) => file.parts(),
        }
    }

    /// Adds some rows of a column in a part to its codes.
    pub(super) fn read(
        &self,
        part: usize,
        column: usize,
        rows: Range<u64>,
        coded: &mut Coded,
    ) -> Result<(), IngestError> {
        match self {
            Self::Parquet(file) => file.read(part, column, rows, coded),
            Self::Arrow(file) => file.read(part, column, rows, coded),
        }
    }

    /// Adds the first values of a column to its codes, as far as they are cheaply had.
    pub(super) fn head(
        &self,
        part: usize,
        column: usize,
        rows: u64,
        coded: &mut Coded,
    ) -> Result<(), IngestError> {
        match self {
            Self::Parquet(file) => file.head(part, column, rows, coded),
            Self::Arrow(file) => file.read(part, column, 0..rows, coded),
        }
    }
}
