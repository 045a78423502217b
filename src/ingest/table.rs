use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use encoding_rs::Encoding;

use super::columnar::ColumnarFormat;
use super::digest::FileDigest;
use super::heading::{ColumnUse, Heading, normalise};
use super::labels::Labels;
use super::magic::Format;
use crate::domain::{Limits, Missing, Phrase, Place, PlatformName};

/// A file that was looked at: what it is, its headings, and how its rows are read.
#[derive(Clone, Debug)]
pub struct Table {
    /// The file's name as the user knows it.
    pub name: String,
    /// Text, workbook, SPSS or columnar file.
    pub kind: TableKind,
    /// The tool it comes from.
    pub platform: PlatformName,
    /// What the tool was recognised by: a clause.
    pub platform_reason: Phrase,
    /// The row (workbook) or line (text) of the headings, from 1; the first of them where there are two. 0 where
    /// headings stand in no row, as in an SPSS or columnar file.
    pub header_row: u64,
    /// The headings, of each column from the first.
    pub headings: Vec<Heading>,
    /// What the values of a column mean, by its index from 0, where the file or one beside it says so.
    pub labels: BTreeMap<usize, Arc<Labels>>,
    /// The file's length in bytes.
    pub bytes: u64,
    pub(super) digest: FileDigest,
    pub(super) path: PathBuf,
    pub(super) source: Source,
    pub(super) limits: Limits,
    /// Rows that start after this one hold answers.
    pub(super) last_header_row: u64,
    pub(super) keeps_absent_apart: bool,
    pub(super) free_texts: bool,
    /// What the columns hold that can never be read, by their index from 0.
    pub(super) refused: BTreeMap<usize, Phrase>,
}

/// The kind of file a table is in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// A text with a delimiter.
    Delimited {
        /// The encoding's name: `UTF-8`, `windows-1252`.
        encoding: &'static str,
        /// Whether it starts with a byte order mark.
        bom: bool,
        /// The character between two fields.
        delimiter: char,
        /// Whether the text is packed with gzip.
        packed: bool,
    },
    /// A sheet of a workbook.
    Workbook {
        /// `xlsx`, `xlsb`, `xls` or `ods`.
        format: &'static str,
        /// The sheet's name.
        sheet: String,
    },
    /// An SPSS system file.
    Sav {
        /// The encoding's name: `UTF-8`, `windows-1252`.
        encoding: &'static str,
        /// How its cases are packed: `none`, `bytecode` or `zlib`.
        packing: &'static str,
    },
    /// A file of named columns.
    Columnar {
        /// `Parquet`, `Arrow` or `Arrow (stream)`.
        format: &'static str,
    },
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Source {
    Text { encoding: &'static Encoding, delimiter: u8, packed: bool, held_to_utf8: bool },
    Workbook { format: Format },
    Sav { encoding: &'static Encoding },
    Columnar { format: ColumnarFormat },
}

impl Table {
    /// SHA-256 of the file, lower-case hexadecimal; empty if it could not be read any more. Asking waits for it.
    pub fn sha256(&self) -> &str {
        self.digest.get()
    }

    /// Begins to compute [`Table::sha256`], beside whatever happens until it is asked for.
    pub fn begin_digest(&self) {
        self.digest.begin();
    }

    /// The same, for who asks when the table is gone.
    pub fn digest(&self) -> FileDigest {
        self.digest.clone()
    }

    /// The column with this code, or else this heading, or else this code and heading together, white space
    /// aside; `None` if there is none, or if columns with codes of their own share the heading. Of two columns
    /// that nothing tells apart the first: [`Table::batches`] refuses both.
    pub fn find(&self, column: &str) -> Option<usize> {
        let wanted = normalise(column);
        if wanted.is_empty() {
            return None;
        }
        let by_code = |heading: &Heading| heading.code.as_deref() == Some(&wanted);
        self.headings
            .iter()
            .position(by_code)
            .or_else(|| {
                let first = self.headings.iter().position(|heading| heading.text == wanted)?;
                (!self.shares_text(first)).then_some(first)
            })
            .or_else(|| self.headings.iter().position(|heading| heading.is_written(&wanted)))
            .or_else(|| {
                // An export in which `_` stands for every space has got its spaces back.
                let spaced = wanted.replace('_', " ");
                let alike = |heading: &Heading| heading.text == spaced.trim();
                let first = self.headings.iter().position(alike).filter(|_| wanted.contains('_'))?;
                (!self.shares_text(first)).then_some(first)
            })
    }

    /// The codes of the columns that bear this heading; more than one means that only the code tells them apart.
    pub fn codes_of(&self, heading: &str) -> Vec<&str> {
        let wanted = normalise(heading);
        let bears = |heading: &&Heading| heading.text == wanted;
        self.headings.iter().filter(bears).filter_map(|heading| heading.code.as_deref()).collect()
    }

    /// Whether columns that have codes of their own bear the same heading as this one.
    fn shares_text(&self, column: usize) -> bool {
        let Some(heading) = self.headings.get(column) else { return false };
        heading.code.is_some()
            && self.headings.iter().filter(|other| other.code.is_some() && other.text == heading.text).count()
                > 1
    }

    /// Whether [`Table::batches`] gives this column: it is there, not personal, holds cells, and is told apart from
    /// every other.
    pub fn can_be_read(&self, column: usize) -> bool {
        let known = self.headings.get(column);
        known.is_some_and(|heading| heading.column_use != ColumnUse::Personal)
            && self.twin(column).is_none()
            && !self.refused.contains_key(&column)
    }

    /// What a column holds that can never be read, such as lists; `None` where it holds cells.
    pub fn refused(&self, column: usize) -> Option<&Phrase> {
        self.refused.get(&column)
    }

    /// The names a column can be found by: its code, if it has one, and its heading.
    pub fn column_names(&self) -> impl Iterator<Item = &str> {
        self.headings.iter().enumerate().flat_map(|(column, heading)| {
            let text = Some(heading.text.as_str()).filter(|text| !text.is_empty());
            let text = text.filter(|_| !self.shares_text(column));
            let code = heading.code.as_deref().filter(|code| Some(*code) != text);
            code.into_iter().chain(text)
        })
    }

    /// The place of a row's cell: the line of a text, the cell of a workbook, the row of an SPSS or columnar file.
    /// `row_start` as in [`Batch::starts`](crate::domain::Batch::starts), `column` from 0 as [`Table::find`] gives it.
    pub fn place(&self, row_start: u64, column: usize) -> Place {
        match &self.kind {
            // Headings that are names stand in no row.
            TableKind::Sav { .. } | TableKind::Columnar { .. } if row_start == 0 => Place::file(&self.name),
            TableKind::Delimited { .. } | TableKind::Sav { .. } | TableKind::Columnar { .. } => {
                Place::line(&self.name, row_start)
            }
            TableKind::Workbook { sheet, .. } => {
                Place::cell(&self.name, sheet, row_start, (column as u64).saturating_add(1))
            }
        }
    }

    /// The column that is filled when a response was finished; `None` where the platform has none.
    pub fn completion(&self) -> Option<usize> {
        self.headings.iter().position(|heading| heading.column_use == ColumnUse::Completion)
    }

    /// What [`Cell::Absent`](crate::domain::Cell::Absent) says. LimeSurvey writes an unquoted nothing in its
    /// CSV for a question that was not put to the respondent. A workbook, or a CSV that was saved again without
    /// quotes, has lost that difference: there an empty cell is a question without an answer, as everywhere.
    pub fn absent_means(&self) -> Missing {
        if self.keeps_absent_apart { Missing::NotAsked } else { Missing::NotAnswered }
    }

    /// The column with the same code or heading as an earlier or later one, and where the other stands.
    pub(super) fn twin(&self, column: usize) -> Option<usize> {
        let heading = self.headings.get(column)?;
        let same = |other: &Heading| match (&heading.code, &other.code) {
            (Some(a), Some(b)) => a == b,
            _ => !heading.text.is_empty() && heading.text == other.text,
        };
        self.headings
            .iter()
            .enumerate()
            .find(|(index, other)| *index != column && same(other))
            .map(|(index, _)| index)
    }
}
