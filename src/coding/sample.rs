//! Small invented tables and projects for the tests of this room.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::date;

use super::whence::Whence;
use crate::domain::{
    Batch, Cell, Column, GroupKey, Incomplete, Indicator, IndicatorId, Item, Lang, Limits, Minimums, Missing,
    Noticeable, Partnership, Place, Privacy, Project, Quality, Readers, RoleId, RoleOf, Round, RoundId,
    Scale, ScaleId, Source, SourceShape,
};

pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) headings: Vec<&'static str>,
    pub(super) absent: Missing,
    pub(super) plain: bool,
}

impl Whence for Table {
    fn name(&self) -> &str {
        self.name
    }

    fn place(&self, row_start: u64, column: usize) -> Place {
        Place::cell(self.name, "Blad1", row_start, u64::try_from(column).unwrap_or(0) + 1)
    }

    fn heading(&self, column: usize) -> &str {
        self.headings.get(column).copied().unwrap_or_default()
    }

    fn absent_means(&self) -> Missing {
        self.absent
    }

    fn counts_empty_rows(&self) -> bool {
        !self.plain
    }
}

pub(super) fn table(headings: &[&'static str]) -> Table {
    Table { name: "export.xlsx", headings: headings.to_vec(), absent: Missing::NotAsked, plain: false }
}

/// `""` is blank, `-` absent, a leading `#` an error, `=7` the number 7; else a text.
pub(super) fn cell(text: &str) -> Cell {
    match text {
        "" => Cell::Blank,
        "-" => Cell::Absent,
        error if error.starts_with('#') => Cell::Error(error.to_owned()),
        number if number.starts_with('=') => Cell::Number(number[1..].parse().expect("a number")),
        text => Cell::Text(text.to_owned()),
    }
}

/// Batches of one table, its rows split after `split` of them; the first row is row 2 of the file.
pub(super) fn batches(rows: &[Vec<Cell>], width: usize, split: usize) -> Vec<Batch> {
    let mut distinct: Vec<Vec<Cell>> = vec![Vec::new(); width];
    let mut made = Vec::new();
    let (head, tail) = rows.split_at(split.min(rows.len()));
    let mut start = 2;
    for part in [head, tail] {
        let mut columns = vec![Vec::new(); width];
        for row in part {
            for (at, cell) in row.iter().enumerate() {
                let known = distinct[at].iter().position(|known| known == cell);
                let index = known.unwrap_or_else(|| {
                    distinct[at].push(cell.clone());
                    distinct[at].len() - 1
                });
                columns[at].push(u32::try_from(index).expect("few cells"));
            }
        }
        let starts: Vec<u64> = (start..).take(part.len()).collect();
        start += u64::try_from(part.len()).expect("few rows");
        let columns = columns.into_iter().zip(&distinct);
        let columns = columns.map(|(rows, distinct)| Column { distinct: Arc::new(distinct.clone()), rows });
        made.push(Batch { starts, columns: columns.collect() });
    }
    made
}

/// One batch of rows of texts, each as [`cell`] reads it.
pub(super) fn batch(rows: &[&[&str]]) -> Batch {
    let width = rows.first().map_or(0, |row| row.len());
    let rows: Vec<Vec<Cell>> = rows.iter().map(|row| row.iter().map(|text| cell(text)).collect()).collect();
    batches(&rows, width, rows.len()).remove(0)
}

/// A batch of one column: each text so many times.
pub(super) fn column(answers: &[(&str, usize)]) -> Batch {
    let rows: Vec<Vec<Cell>> =
        answers.iter().flat_map(|(text, count)| vec![vec![cell(text)]; *count]).collect();
    batches(&rows, 1, rows.len()).remove(0)
}

pub(super) fn indicator(id: &str, scale: Option<&str>, reverse: &[bool]) -> Indicator {
    let item = |reverse: &bool| Item {
        text: None,
        columns: BTreeMap::from([(RoleId::new("student"), "Q".to_owned())]),
        reverse: *reverse,
    };
    Indicator {
        id: IndicatorId::new(id),
        title: id.to_owned(),
        guarantee: None,
        view: None,
        goal: None,
        items: reverse.iter().map(item).collect(),
        scale: scale.map(ScaleId::new),
        thresholds: vec![],
        valid_items: 0.5,
    }
}

pub(super) fn source() -> Source {
    Source {
        round: RoundId::new("r1"),
        files: vec![],
        platform: None,
        role: RoleOf::Fixed(RoleId::new("student")),
        groups: BTreeMap::from([(GroupKey::new("school"), "School".to_owned())]),
        asked: None,
        sheet: None,
        header_row: None,
        encoding: None,
        delimiter: None,
        missing: BTreeMap::new(),
        labels: None,
        incomplete: Incomplete::LeaveOut,
        shape: SourceShape::Wide,
        quality: Quality::default(),
        unused: None,
        absent: vec![],
        remarks: BTreeMap::new(),
    }
}

pub(super) fn project(indicators: Vec<Indicator>) -> Project {
    Project {
        folder: ".".into(),
        file: "datadialoog.toml".to_owned(),
        partnership: Partnership { name: "P".into(), purpose: "P".into(), language: Lang::Nl },
        minimums: Minimums::default(),
        readers: Readers::default(),
        privacy: Privacy::default(),
        noticeable: Noticeable::default(),
        response_norm: None,
        weigh_by: None,
        level: 0.95,
        limits: Limits::default(),
        remarks: None,
        roles: BTreeMap::new(),
        rounds: vec![Round { id: RoundId::new("r1"), date: date(2026, 4, 14) }],
        sources: vec![source(), source()],
        scales: BTreeMap::new(),
        indicators,
        criteria: vec![],
        meetings: vec![],
    }
}

/// Every indicator on the built-in scale of that name.
pub(super) fn on(project: &Project, scale: &str) -> BTreeMap<IndicatorId, Scale> {
    let scale = super::scale_named(project, &ScaleId::new(scale)).expect("a built-in scale");
    project.indicators.iter().map(|indicator| (indicator.id.clone(), scale.clone())).collect()
}
