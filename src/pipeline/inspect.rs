use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::companions::{codes_without_labels, with_companion};
use super::far_codes::far_note;
use super::file_report::{ColumnReport, FileReport, stem};
use super::in_rows::{asked, mark};
use super::own_scale::{Candidate, OwnScale, own_scales, texts_of};
use super::part::{Part, asks_role, is_open, part};
use super::pass::{Pass, read_columns};
use crate::coding::{
    ColumnContent, ColumnSight, Days, Described, Doubt, SeenShape, describe_column, far_values, seen_shape,
    strays,
};
use crate::diagnostics::{Checked, Code, Diagnostic, Severity};
use crate::domain::{Cell, ScaleId, SourceShape, phrase};
use crate::ingest::{self, ColumnUse, Hints, Labels, Limits, Table};
use crate::project::shape_lines;

/// Looks at a file without a project file: what would be read of it, and every problem with its place.
///
/// # Errors
/// Every problem that keeps the file from being read at all.
pub fn inspect(file: &Path, hints: &Hints, limits: &Limits) -> Result<FileReport, Vec<Diagnostic>> {
    let name = file.display().to_string();
    let (opened, labels) = with_companion(ingest::open(file, &name, hints, limits)?, file, limits);
    let Checked { value: table, mut notes } = opened;
    table.begin_digest();
    let encoding_guessed =
        notes.iter().any(|note| matches!(note.code, Code::EncodingGuessed | Code::BadEncoding));
    let pass = read_columns(&table, &mut notes)?;
    let mut looking = Looking::new(&table, &pass);
    let own_scales = looking.find_own_scales();
    looking.ask_beside();
    let mut columns = looking.columns();
    notes.extend(codes_without_labels(&table, &columns));
    notes.extend(far_note(&table, &far_codes(&columns)));
    let shape = shape(&table, &pass);
    notes.extend(looks_otherwise(&shape, &table));
    mark(&shape, &mut columns);
    let asked = asked(&table, &shape)?;
    let days = response_days(&columns);
    let mut decimals: BTreeSet<char> = BTreeSet::new();
    for column in &columns {
        decimals.extend(column.described.iter().flat_map(|described| &described.decimals));
    }
    Ok(FileReport {
        platform: table.platform,
        platform_reason: table.platform_reason.clone(),
        encoding_guessed,
        accents: accents(&columns),
        other_sheets: table.other_sheets(),
        heading_rows: table.heading_rows(),
        rows: pass.rows - pass.empty_rows,
        empty_rows: pass.empty_rows,
        without_answers: pass.without_answers,
        finished: pass.finished,
        decimals: decimals.into_iter().collect(),
        sha256: table.sha256().to_owned(),
        bytes: table.bytes,
        labels,
        days,
        own_scales,
        columns,
        shape,
        asked,
        whole: !notes.iter().any(|note| note.severity == Severity::Error),
        kind: table.kind,
        name,
        notes,
    })
}

/// The columns of a table while they are looked at.
struct Looking<'a> {
    table: &'a Table,
    pass: &'a Pass,
    labels: Vec<Vec<String>>,
    described: Vec<Option<Described>>,
    settled_by_others: Vec<bool>,
    own: Vec<Option<usize>>,
}

impl<'a> Looking<'a> {
    fn new(table: &'a Table, pass: &'a Pass) -> Self {
        let columns = table.headings.len();
        let labels = (0..columns).map(|column| {
            let labels = table.labels.get(&column);
            labels.map(|labels| listed(labels)).unwrap_or_default()
        });
        let mut looking = Self {
            table,
            pass,
            labels: labels.collect(),
            described: Vec::new(),
            settled_by_others: vec![false; columns],
            own: vec![None; columns],
        };
        looking.described = (0..columns).map(|column| looking.describe(column, None, &[])).collect();
        looking
    }

    /// What a column looks like, with these options in the place of its own labels.
    fn describe(&self, column: usize, options: Option<&[String]>, beside: &[String]) -> Option<Described> {
        let position = self.pass.position(column)?;
        let own = self.labels.get(column).map(Vec::as_slice).unwrap_or_default();
        let absent = self.table.absent_means();
        Some(describe_column(self.pass.cells(position), options.unwrap_or(own), beside, absent))
    }

    fn heading(&self, column: usize) -> &str {
        self.table.headings.get(column).map_or("", |heading| heading.text.as_str())
    }

    fn is_answer(&self, column: usize) -> bool {
        self.table.headings.get(column).is_some_and(|heading| heading.column_use == ColumnUse::Answer)
    }

    fn content(&self, column: usize) -> Option<&ColumnContent> {
        self.described.get(column)?.as_ref().map(|described| &described.content)
    }

    /// Finds the scales that are not built in, and describes their columns by them.
    fn find_own_scales(&mut self) -> Vec<OwnScale> {
        let found = {
            let candidate = |column: usize| {
                let described = self.described.get(column)?.as_ref()?;
                let position = self.pass.position(column)?;
                Some(Candidate {
                    column,
                    heading: self.heading(column),
                    described,
                    labels: self.labels.get(column)?,
                    texts: texts_of(self.pass.cells(position)),
                })
            };
            let answers = (0..self.described.len()).filter(|column| self.is_answer(*column));
            own_scales(&answers.filter_map(candidate).collect::<Vec<_>>())
        };
        let mut scales = Vec::new();
        for (scale, columns) in found {
            for column in columns {
                let described = self.describe(column, Some(&scale.options), &[]);
                if let (Some(mut new), Some(place)) = (described, self.described.get_mut(column)) {
                    if matches!(new.content, ColumnContent::Choices { .. }) {
                        new.order = scale.order;
                    }
                    *place = Some(new);
                }
                if let Some(own) = self.own.get_mut(column) {
                    *own = Some(scales.len());
                }
            }
            scales.push(scale);
        }
        scales
    }

    /// Lets the questions beside it settle the scale of a question with few different answers: those of its block, or
    /// else those of the whole questionnaire where they agree.
    fn ask_beside(&mut self) {
        let mut texts: BTreeMap<(Option<&str>, ScaleId), BTreeSet<String>> = BTreeMap::new();
        let doubtful: Vec<usize> = (0..self.described.len())
            .filter(|column| match self.content(*column) {
                Some(ColumnContent::Scale { doubt, .. }) => {
                    matches!(doubt, Some(Doubt::Several | Doubt::MiddleUnused | Doubt::NoMiddle))
                }
                _ => false,
            })
            .collect();
        let table = self.table;
        let block = |column: usize| {
            let heading = table.headings.get(column)?;
            stem(heading.code.as_deref().unwrap_or(&heading.text))
        };
        for (column, described) in self.described.iter().enumerate() {
            let Some(described) = described else { continue };
            let ColumnContent::Scale { scale, doubt: None, .. } = &described.content else { continue };
            for home in [block(column), None] {
                let pool = texts.entry((home, scale.clone())).or_default();
                pool.extend(described.texts.iter().map(|(text, _)| text.clone()));
            }
        }
        for column in doubtful {
            let own = block(column);
            let settled = [own, None].into_iter().enumerate().find_map(|(turn, home)| {
                if turn == 0 && home.is_none() {
                    return None;
                }
                let beside = texts.iter().filter(|((block, _), _)| *block == home);
                let mut fitting = beside.filter_map(|((_, scale), texts)| {
                    let texts: Vec<String> = texts.iter().cloned().collect();
                    let described = self.describe(column, None, &texts)?;
                    let certain = matches!(
                        &described.content,
                        ColumnContent::Scale { scale: found, doubt: None, .. } if found == scale
                    );
                    certain.then_some(described)
                });
                fitting.next().filter(|_| fitting.next().is_none())
            });
            if let (Some(settled), Some(place)) = (settled, self.described.get_mut(column)) {
                *place = Some(settled);
                if let Some(by_others) = self.settled_by_others.get_mut(column) {
                    *by_others = true;
                }
            }
        }
    }

    fn columns(self) -> Vec<ColumnReport> {
        let Self { table, pass, mut described, settled_by_others, own, .. } = self;
        let role = role_column(table);
        let mut columns = Vec::new();
        for (column, heading) in table.headings.iter().enumerate() {
            let name = heading.code.as_deref().unwrap_or(&heading.text);
            let mut described = described.get_mut(column).and_then(Option::take);
            let own_scale = own.get(column).copied().flatten();
            let content = described.as_ref().map(|described| &described.content);
            let numeric = described.as_ref().is_some_and(|described| {
                let number = |(text, _): &(String, u64)| text.parse::<f64>().is_ok();
                !described.texts.is_empty() && described.texts.iter().all(number)
            });
            let (text, shared) = (&heading.text, own_scale.is_some());
            let mut part = part(text, name, heading.column_use, content, shared, numeric);
            if part == Part::Role && role != Some(column) {
                part = Part::Choice;
            }
            if let Some(described) = described.as_mut().filter(|_| !part.tells_texts()) {
                described.texts.clear();
                described.untold = 0;
            }
            let position = pass.position(column);
            let strays = match (described.as_ref().map(|described| &described.content), position) {
                (Some(ColumnContent::Scale { scale, unknown: 1.., .. }), Some(position)) => {
                    strays(scale, pass.cells(position))
                }
                (Some(ColumnContent::Codes { .. }), Some(position)) => far_values(pass.cells(position)),
                _ => Vec::new(),
            };
            let finds = |name: &&str| table.find(name) == Some(column);
            let names = heading.code.as_deref().into_iter().chain([heading.text.as_str()]);
            let found_as = position.and_then(|_| names.into_iter().find(finds).map(str::to_owned));
            let is_role = part == Part::Role;
            columns.push(ColumnReport {
                heading: heading.text.clone(),
                code: heading.code.clone(),
                found_as,
                part,
                described,
                settled_by_others: settled_by_others.get(column).copied().unwrap_or(false),
                own_scale,
                strays,
                answered_by: if is_role {
                    BTreeMap::new()
                } else {
                    position.map(|position| pass.answered_by(position)).unwrap_or_default()
                },
            });
        }
        if !columns.iter().any(|column| column.part == Part::Role) {
            columns.iter_mut().for_each(|column| column.answered_by.clear());
        }
        columns
    }
}

/// The columns of codes with the numbers that lie far from the others.
fn far_codes(columns: &[ColumnReport]) -> Vec<(usize, Vec<(String, u64)>)> {
    let is_far = |column: &ColumnReport| {
        matches!(column.content(), Some(ColumnContent::Codes { .. })) && !column.strays.is_empty()
    };
    let far = columns.iter().enumerate().filter(|(_, column)| is_far(column));
    far.map(|(at, column)| (at, column.strays.clone())).collect()
}

/// What a row of a table looks to be.
fn shape(table: &Table, pass: &Pass) -> SeenShape {
    let sights: Vec<ColumnSight> = table
        .headings
        .iter()
        .enumerate()
        .filter_map(|(column, heading)| {
            let name = heading.code.as_deref().unwrap_or(&heading.text);
            Some(ColumnSight::of(name, &heading.text, pass.cells(pass.position(column)?)))
        })
        .collect();
    seen_shape(&sights)
}

/// Says that a row looks to be no respondent, with the lines that a source then needs.
fn looks_otherwise(seen: &SeenShape, table: &Table) -> Option<Diagnostic> {
    let lines = shape_lines(&seen.shape).join("; ");
    let headline = match seen.shape {
        SourceShape::Wide => return None,
        SourceShape::Counted(_) if seen.of_unknown => {
            let headline = phrase!(
                "dit lijkt een tabel met percentages, en nergens staat van hoeveel mensen: zo is hij niet te gebruiken",
                "this looks like a table of per cents, and nothing says of how many people: it cannot be used like this"
            );
            let help = phrase!(
                "voeg een kolom `n` toe met hoeveel mensen er antwoordden, of neem de export met een antwoord per persoon",
                "add a column `n` with how many people answered, or take the export with the answers of each person"
            );
            let place = table.place(table.header_row, 0);
            return Some(Diagnostic::warning(Code::LooksLong, headline).at(place).help(help));
        }
        SourceShape::Long(_) => phrase!(
            "dit lijkt een bestand met één antwoord per rij; zeg dan bij de bron: {lines}",
            "this looks like a file with one answer a row; then say at the source: {lines}"
        ),
        SourceShape::Counted(_) => phrase!(
            "dit lijkt een getelde tabel; zeg dan bij de bron: {lines}",
            "this looks like a counted table; then say at the source: {lines}"
        ),
    };
    let place = table.place(table.header_row, 0);
    Some(Diagnostic::note(Code::LooksLong, headline).at(place))
}

/// The options that the labels of a column list, by their values from low to high, without what is declared missing.
fn listed(labels: &Labels) -> Vec<String> {
    let number = |value: &str| {
        let digits = value.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        digits.parse::<f64>().ok().filter(|number| number.is_finite())
    };
    let is_option = |value: &str| !matches!(labels.read(Cell::Text(value.to_owned())), Cell::Missing(_));
    let mut options: Vec<(f64, &str, &str)> = labels
        .texts()
        .filter(|(value, text)| is_option(value) && !text.trim().is_empty())
        .map(|(value, text)| (number(value).unwrap_or(f64::INFINITY), value, text))
        .collect();
    options.sort_by(|(a, one, _), (b, other, _)| a.total_cmp(b).then_with(|| one.cmp(other)));
    options.into_iter().map(|(_, _, text)| text.to_owned()).collect()
}

/// The days between which the responses came in: by the tool's own columns, or else by a column that is called so.
fn response_days(columns: &[ColumnReport]) -> Option<Days> {
    const WORDS: [&str; 10] = [
        "datum",
        "date",
        "tijdstempel",
        "timestamp",
        "time",
        "tijd",
        "ingevuld",
        "submitted",
        "recorded",
        "afgerond",
    ];
    let days = |column: &ColumnReport| column.described.as_ref().and_then(|described| described.days);
    let span = |days: Vec<Days>| {
        let first = days.iter().map(|days| days.first).min()?;
        Some(Days { first, last: days.iter().map(|days| days.last).max()? })
    };
    let of = |wanted: &dyn Fn(&ColumnReport) -> bool| {
        span(columns.iter().filter(|column| wanted(column)).filter_map(days).collect())
    };
    let called_so = |column: &ColumnReport| {
        let heading = column.heading.to_lowercase();
        column.part == Part::Dates
            && WORDS.iter().any(|word| heading.contains(word))
            && !heading.contains("geboorte")
    };
    // An export of LimeSurvey gives 1980-01-01 for a time that was not kept.
    let kept = |days: &Days| days.first.year() > 1980;
    of(&|column| matches!(column.part, Part::Completion | Part::Ended))
        .filter(kept)
        .or_else(|| of(&|column| matches!(column.part, Part::Started | Part::Administrative)).filter(kept))
        .or_else(|| of(&called_so).filter(kept))
}

/// Up to three words with letters that an encoding can get wrong, each once, of headings and of closed questions.
fn accents(columns: &[ColumnReport]) -> Vec<String> {
    const MOST: usize = 3;
    let headings = columns.iter().map(|column| column.heading.as_str());
    let options = columns.iter().filter(|column| column.part.tells_texts());
    let options =
        options.filter_map(|column| column.described.as_ref()).flat_map(|described| &described.texts);
    let mut words: Vec<String> = Vec::new();
    for text in headings.chain(options.map(|(text, _)| text.as_str())) {
        for word in text.split(|c: char| !c.is_alphabetic() && c != '\u{fffd}' && c != '€') {
            let odd = !word.is_ascii();
            if odd && words.len() < MOST && !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
    }
    words
}

/// Which column, by its heading, says who answers.
pub(super) fn role_column(table: &Table) -> Option<usize> {
    table.headings.iter().enumerate().position(|(column, heading)| {
        heading.column_use == ColumnUse::Answer
            && asks_role(&heading.text)
            && !is_open(&heading.text)
            && !heading.code.as_deref().is_some_and(is_open)
            && table.can_be_read(column)
    })
}
