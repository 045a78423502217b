use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;

use crate::coding::{ColumnContent, built_in_scales, describe_column, strays};
use crate::diagnostics::{Checked, Diagnostic};
use crate::domain::{Cell, Missing, Phrase, PlatformName, ScaleId, phrase};
use crate::ingest::{self, ColumnUse, Hints, Limits, TableKind};

/// What would be read of a file. No answer of an open or a personal column is in it.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// The file as the user named it.
    pub name: String,
    /// The tool it comes from.
    pub platform: PlatformName,
    /// What the tool was recognised by: a clause.
    pub platform_reason: Phrase,
    /// Text or workbook, with encoding and delimiter or sheet.
    pub kind: TableKind,
    /// The row of the headings, from 1.
    pub header_row: u64,
    /// The rows below it that hold something.
    pub rows: u64,
    /// SHA-256, in hex.
    pub sha256: String,
    /// The length in bytes.
    pub bytes: u64,
    /// The day of the last response, where a column tells.
    pub last_day: Option<Date>,
    /// The columns, in order.
    pub columns: Vec<ColumnReport>,
    /// What was noticed.
    pub notes: Vec<Diagnostic>,
}

/// What would be read of one column.
#[derive(Clone, Debug)]
pub struct ColumnReport {
    /// The heading.
    pub heading: String,
    /// The code in or behind the heading.
    pub code: Option<String>,
    /// What the column is for.
    pub column_use: ColumnUse,
    /// What stands in it; `None` for a personal column, and for one under the heading of another: they are not read.
    pub content: Option<ColumnContent>,
    /// What it holds where that can never be read, such as lists.
    pub refused: Option<Phrase>,
    /// Short texts of a closed question that are not on its scale and come back, with how often.
    pub strays: Vec<(String, u64)>,
}

impl ColumnReport {
    /// The name the project file uses for it: the code, or else the heading.
    pub fn name(&self) -> &str {
        self.code.as_deref().unwrap_or(&self.heading)
    }

    /// What stands in it, in words.
    pub fn words(&self) -> Phrase {
        if let Some(Phrase { nl, en }) = &self.refused {
            return phrase!("{nl}: niet te lezen", "{en}: cannot be read");
        }
        match (&self.column_use, &self.content) {
            (ColumnUse::Personal, _) => {
                Phrase::new("persoonsgegeven: wordt niet gelezen", "personal: is not read")
            }
            (_, None) => Phrase::new(
                "dezelfde kop als een andere kolom: is niet te lezen",
                "the same heading as another column: cannot be read",
            ),
            (_, Some(content)) => words(content),
        }
    }

    /// The options of its scale with how often each was chosen, and the kinds of missing; empty where there is no scale.
    pub fn answers(&self) -> Vec<(Phrase, u64)> {
        let Some(ColumnContent::Scale { scale, counts, missing, unknown, .. }) = &self.content else {
            return Vec::new();
        };
        let mut answers = Vec::new();
        if let Some(scale) = built_in_scales().iter().find(|known| &known.id == scale) {
            for (option, count) in scale.options.iter().zip(counts) {
                answers.push((option.label.clone(), *count));
            }
        }
        let kinds = [
            Phrase::new("niet ingevuld", "not answered"),
            Phrase::new("weet niet", "don't know"),
            Phrase::new("niet van toepassing", "not applicable"),
            Phrase::new("niet gevraagd", "not asked"),
        ];
        for (kind, words) in Missing::ALL.iter().zip(kinds) {
            let count = missing.get(kind.index()).copied().unwrap_or(0);
            if count > 0 {
                answers.push((words, count));
            }
        }
        if *unknown > 0 {
            answers.push((Phrase::new("staat niet op de schaal", "not on the scale"), *unknown));
        }
        answers
    }
}

fn words(content: &ColumnContent) -> Phrase {
    let and_others = |others: &[ScaleId]| {
        let names: Vec<&str> = others.iter().map(ScaleId::as_str).collect();
        if names.is_empty() { String::new() } else { format!(" ({})", names.join(", ")) }
    };
    match content {
        ColumnContent::Empty => Phrase::new("leeg", "empty"),
        ColumnContent::Scale { scale, others, .. } if others.is_empty() => {
            Phrase::new(format!("schaal {scale}"), format!("scale {scale}"))
        }
        ColumnContent::Scale { scale, others, .. } => {
            let others = and_others(others);
            Phrase::new(
                format!("schaal {scale}, of een andere die past{others}"),
                format!("scale {scale}, or another that fits{others}"),
            )
        }
        ColumnContent::Codes { min, max, distinct } => Phrase::new(
            format!("codes {min} tot {max} ({distinct} verschillende); noem de schaal in het projectbestand"),
            format!("codes {min} to {max} ({distinct} distinct); name the scale in the project file"),
        ),
        ColumnContent::Numbers { min, max } => {
            Phrase::new(format!("getallen van {min} tot {max}"), format!("numbers from {min} to {max}"))
        }
        ColumnContent::Constant => Phrase::new("overal hetzelfde", "the same everywhere"),
        ColumnContent::Groups { distinct } => {
            Phrase::new(format!("groepen ({distinct})"), format!("groups ({distinct})"))
        }
        ColumnContent::Dates => Phrase::new("datums of tijden", "dates or times"),
        ColumnContent::MultipleChoice { options } => Phrase::new(
            format!("meer keuzes in een cel ({options} opties)"),
            format!("several choices in a cell ({options} options)"),
        ),
        ColumnContent::FreeText { distinct } => Phrase::new(
            format!("open tekst ({distinct} verschillende)"),
            format!("open text ({distinct} distinct)"),
        ),
        ColumnContent::Errors => Phrase::new("alleen fouten van Excel", "only errors of Excel"),
    }
}

/// Looks at a file without a project file: what would be read of it, and every problem with its place.
///
/// # Errors
/// Every problem that keeps the file from being read at all.
pub fn inspect(file: &Path, hints: &Hints, limits: &Limits) -> Result<FileReport, Vec<Diagnostic>> {
    let name = file.display().to_string();
    let Checked { value: table, mut notes } = ingest::open(file, &name, hints, limits)?;
    let wanted: Vec<usize> = (0..table.headings.len()).filter(|&column| table.can_be_read(column)).collect();
    let mut batches = table.batches(&wanted)?;
    let mut rows = 0;
    let mut counts: Vec<BTreeMap<u32, u64>> = vec![BTreeMap::new(); wanted.len()];
    let mut distinct = vec![None; wanted.len()];
    for batch in batches.by_ref() {
        match batch {
            Ok(batch) => {
                rows += batch.len() as u64;
                for ((column, counts), distinct) in batch.columns.iter().zip(&mut counts).zip(&mut distinct) {
                    for index in &column.rows {
                        *counts.entry(*index).or_default() += 1;
                    }
                    *distinct = Some(std::sync::Arc::clone(&column.distinct));
                }
            }
            Err(faults) => notes.extend(faults),
        }
    }
    notes.extend(batches.notes().iter().cloned());
    let cells = |position: usize| {
        let met = counts.get(position).into_iter().flatten();
        let cells: Option<&std::sync::Arc<Vec<Cell>>> = distinct.get(position).and_then(Option::as_ref);
        met.filter_map(move |(&index, &count)| Some((cells?.get(usize::try_from(index).ok()?)?, count)))
    };
    let columns = table.headings.iter().enumerate().map(|(column, heading)| {
        let position = wanted.iter().position(|&wanted| wanted == column);
        let content = position.map(|position| describe_column(cells(position)));
        let strays = match (&content, position) {
            (Some(ColumnContent::Scale { scale, unknown: 1.., .. }), Some(position)) => {
                strays(scale, cells(position))
            }
            _ => Vec::new(),
        };
        let (heading, code, column_use) = (heading.text.clone(), heading.code.clone(), heading.column_use);
        let refused = table.refused(column).cloned();
        ColumnReport { heading, code, column_use, content, refused, strays }
    });
    let last_day = (0..wanted.len()).filter_map(|position| last_day(cells(position))).max();
    Ok(FileReport {
        platform: table.platform,
        platform_reason: table.platform_reason.clone(),
        kind: table.kind.clone(),
        header_row: table.header_row,
        rows,
        sha256: table.sha256.clone(),
        bytes: table.bytes,
        last_day,
        columns: columns.collect(),
        name,
        notes,
    })
}

/// The last day in a column of nothing but days.
fn last_day<'c>(cells: impl Iterator<Item = (&'c Cell, u64)>) -> Option<Date> {
    let mut last = None;
    for (cell, _) in cells {
        let text = match cell {
            Cell::Date(text) | Cell::Text(text) => text,
            Cell::Absent | Cell::Blank | Cell::Missing(_) => continue,
            Cell::Number(_) | Cell::Error(_) => return None,
        };
        let day: Date = text.get(..10)?.parse().ok()?;
        last = last.max(Some(day));
    }
    last
}
