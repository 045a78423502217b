use std::collections::BTreeMap;

use super::own_scale::OwnScale;
use super::part::Part;
use crate::coding::{ColumnContent, Days, Described, Doubt, SeenShape};
use crate::diagnostics::Diagnostic;
use crate::domain::{Missing, Phrase, PlatformName, ScaleId};
use crate::ingest::{OtherSheet, TableKind};

/// What would be read of a file. No answer of an open or a personal column is in it.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// The file as the user named it.
    pub name: String,
    /// The tool it comes from.
    pub platform: PlatformName,
    /// What the tool was recognised by: a clause.
    pub platform_reason: Phrase,
    /// Text, workbook or SPSS file, with encoding and delimiter or sheet.
    pub kind: TableKind,
    /// Whether the encoding of a text file is only a guess.
    pub encoding_guessed: bool,
    /// Up to three words with accents, by which a reader sees whether the encoding is right: of headings and of options
    /// of closed questions only.
    pub accents: Vec<String>,
    /// The sheets that are not read.
    pub other_sheets: Vec<OtherSheet>,
    /// The first and the last row of the headings, from 1; 0 where they stand in no row.
    pub heading_rows: (u64, u64),
    /// The rows below it in which something stands.
    pub rows: u64,
    /// The rows in which nothing stands.
    pub empty_rows: u64,
    /// Of the rows in which something stands, those without an answer to any question.
    pub without_answers: u64,
    /// How many responses were finished, where the file tells.
    pub finished: Option<u64>,
    /// The signs before decimals that were seen.
    pub decimals: Vec<char>,
    /// SHA-256, in hex.
    pub sha256: String,
    /// The length in bytes.
    pub bytes: u64,
    /// The file beside it that says what its codes mean, as `name` names the export; what it says is in `columns`.
    pub labels: Option<String>,
    /// The days between which the responses came in, where a column tells.
    pub days: Option<Days>,
    /// The scales that are not built in.
    pub own_scales: Vec<OwnScale>,
    /// The columns, in order.
    pub columns: Vec<ColumnReport>,
    /// What a row of it looks to be, and the questions where they stand in rows.
    pub shape: SeenShape,
    /// Whether the file was read to its end without a fault; if not, the numbers are of a part of it.
    pub whole: bool,
    /// What was noticed.
    pub notes: Vec<Diagnostic>,
}

impl FileReport {
    /// The column that says who answers, if there is one.
    pub fn role_column(&self) -> Option<&ColumnReport> {
        self.columns.iter().find(|column| column.part == Part::Role)
    }
}

/// What would be read of one column.
#[derive(Clone, Debug)]
pub struct ColumnReport {
    /// The heading.
    pub heading: String,
    /// The code in or behind the heading.
    pub code: Option<String>,
    /// What a project file can call it, the code if it has one; `None` where no name finds it.
    pub found_as: Option<String>,
    /// What it is for.
    pub part: Part,
    /// What stands in it; `None` for a personal column, and for one under the heading of another: they are not read.
    pub described: Option<Described>,
    /// Whether the answers to the questions beside it settled its scale.
    pub settled_by_others: bool,
    /// Its scale among [`FileReport::own_scales`].
    pub own_scale: Option<usize>,
    /// Short texts of a closed question that are not on its scale and come back, or numbers far from its codes, with
    /// how often.
    pub strays: Vec<(String, u64)>,
    /// Where a column says who answers: how many of each role answered here, by the role's text.
    pub answered_by: BTreeMap<String, u64>,
}

impl ColumnReport {
    /// The name it is called by here: the code, or else the heading.
    pub fn name(&self) -> &str {
        self.code.as_deref().unwrap_or(&self.heading)
    }

    /// What the names of the questions of its block begin with.
    pub fn stem(&self) -> Option<&str> {
        stem(self.name())
    }

    /// What stands in it, if it was read.
    pub fn content(&self) -> Option<&ColumnContent> {
        self.described.as_ref().map(|described| &described.content)
    }

    /// Its built-in scale.
    pub fn scale(&self) -> Option<&ScaleId> {
        match self.content() {
            Some(ColumnContent::Scale { scale, .. }) => Some(scale),
            _ => None,
        }
    }

    /// Why its scale has to be asked, where it has.
    pub fn doubt(&self) -> Option<Doubt> {
        match self.content() {
            Some(ColumnContent::Scale { doubt, .. }) => *doubt,
            _ => None,
        }
    }
}

/// What the names of a block of questions begin with: `BEG` of `BEG[SQ001]` and `BEG_1`, `Begeleiding` of
/// `Begeleiding [Ik krijg uitleg]`.
pub(super) fn stem(name: &str) -> Option<&str> {
    if let Some((stem, _)) = name.split_once('[') {
        return Some(stem.trim()).filter(|stem| !stem.is_empty());
    }
    let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let stem = bare.trim_end_matches(['_', '-', '.']);
    (bare.len() < name.len() && !stem.is_empty() && !stem.contains(' ')).then_some(stem)
}

/// The kinds of missing, in words.
pub(super) fn missing_titles() -> [(Missing, Phrase); 4] {
    let title = |kind: Missing| match kind {
        Missing::NotAnswered => Phrase::new("niet ingevuld", "not answered"),
        Missing::DontKnow => Phrase::new("weet niet", "don't know"),
        Missing::NotApplicable => Phrase::new("niet van toepassing", "not applicable"),
        Missing::NotAsked => Phrase::new("niet gevraagd", "not asked"),
    };
    Missing::ALL.map(|kind| (kind, title(kind)))
}
