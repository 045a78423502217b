use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::Lexicon;
use super::meaning::{Gaps, Meaning, as_shown};
use super::normalise::number_in;
use super::recognise::{Candidate, Recognition, Texts, candidates, recognise};
use super::scales::scale_named;
use super::turned::turned;
use super::unread::{UnknownAnswer, is_fraction, may_quote};
use super::whence::Whence;
use super::wording;
use crate::diagnostics::{Checked, Diagnostic, nearest};
use crate::domain::{Batch, Cell, Indicator, IndicatorId, Place, Project, Scale, ScaleId};

/// A batch of one table, looked at to see on which scales its answers are.
pub struct FirstLook<'a> {
    /// The source's position in the project.
    pub source: usize,
    /// The table.
    pub whence: &'a dyn Whence,
    /// Which item stands in which column: indicator (position in the project), item (position in the
    /// indicator), column of the batch.
    pub item_columns: Vec<(usize, usize, usize)>,
    /// The rows; the more there are, the surer a scale is recognised.
    pub batch: &'a Batch,
}

/// The scale of every indicator that has answers: the one it names, else the one its answers are on.
///
/// An indicator whose scale cannot be told is left out, and a note says why. A single text that is on no scale
/// does not hide the scale that the others are on; coding then reports that text. So code with what was
/// settled even where there are errors, and one run lists every problem.
pub fn settle_scales(project: &Project, looks: &[FirstLook]) -> Checked<BTreeMap<IndicatorId, Scale>> {
    let lexicons: BTreeMap<ScaleId, Lexicon> =
        project.scales.iter().map(|(id, scale)| (id.clone(), Lexicon::new(scale))).collect();
    let candidates = candidates(&project.scales, &lexicons);
    let mut settled = Checked::clean(BTreeMap::new());
    let mut unclear = Vec::new();
    for (position, indicator) in project.indicators.iter().enumerate() {
        let columns = columns_of(project, looks, position);
        let Some(first) = columns.first() else { continue };
        let scale = match &indicator.scale {
            Some(named) => {
                if scale_named(project, named).is_none() {
                    settled.notes.push(wording::no_such_scale(&project.file, &indicator.id, named));
                }
                Some(named.clone())
            }
            None => match look(indicator, &columns, &candidates, &mut settled.notes) {
                Outcome::Scale(scale) => Some(scale),
                Outcome::Unclear(numbers, fitting) => {
                    let place = columns.iter().find_map(Column::place).unwrap_or_else(|| first.whole());
                    unclear.push((settled.notes.len(), indicator, numbers, fitting, place));
                    None
                }
                Outcome::Said => None,
            },
        };
        if let Some(scale) = scale.and_then(|id| scale_named(project, &id)) {
            settled.notes.extend(turned(scale, &columns));
            settled.value.insert(indicator.id.clone(), scale.clone());
        }
    }
    // What the other indicators are on is the likeliest, so it is offered first.
    let usual: BTreeSet<&ScaleId> = settled.value.values().map(|scale| &scale.id).collect();
    for (at, indicator, numbers, mut fitting, place) in unclear.into_iter().rev() {
        fitting.sort_by_key(|scale| !usual.contains(scale));
        let word = if numbers { wording::numbers_only } else { wording::several_scales };
        settled.notes.insert(at, word(place, &indicator.id, &fitting));
    }
    settled
}

enum Outcome {
    Scale(ScaleId),
    /// More than one scale fits; whether they are numbers only, and which.
    Unclear(bool, Vec<ScaleId>),
    /// None, and a note has said so.
    Said,
}

/// One column of an indicator in one table.
pub(super) struct Column<'a> {
    source: usize,
    whence: &'a dyn Whence,
    column: usize,
    rows: usize,
    pub(super) texts: Texts,
    /// Per text the cell it was first met in, as it stands, and the start of that row.
    met: BTreeMap<String, (Cell, u64)>,
}

impl<'a> Column<'a> {
    /// What is said of its codes: code and label.
    pub(super) fn labels(&self) -> Vec<(&'a str, &'a str)> {
        self.whence.labels(self.column)
    }

    /// Where a text of it was first met.
    pub(super) fn place_of(&self, text: &str) -> Place {
        let met = self.met.get(text).map(|(_, start)| self.whence.place(*start, self.column));
        met.unwrap_or_else(|| self.whole())
    }

    fn place(&self) -> Option<Place> {
        let first = self.met.values().map(|(_, start)| *start).min();
        first.map(|start| self.whence.place(start, self.column))
    }

    pub(super) fn heading(&self) -> &'a str {
        self.whence.heading(self.column)
    }

    fn whole(&self) -> Place {
        Place::file(self.whence.name())
    }

    fn has_words(&self) -> bool {
        has_words(&self.texts)
    }

    fn title(&self) -> String {
        format!("‘{}’ ({})", self.whence.heading(self.column), self.whence.name())
    }
}

fn has_words(texts: &Texts) -> bool {
    texts.keys().any(|text| number_in(text).is_none())
}

pub(super) fn columns_of<'a>(
    project: &Project,
    looks: &[FirstLook<'a>],
    indicator: usize,
) -> Vec<Column<'a>> {
    let mut columns = Vec::new();
    for look in looks {
        let gaps = Gaps::new(project.sources.get(look.source), look.whence.absent_means());
        let own = look.item_columns.iter().filter(|(of, ..)| *of == indicator);
        let own: BTreeSet<usize> = own.map(|(_, _, column)| *column).collect();
        for column in own {
            let Some(cells) = look.batch.columns.get(column) else { continue };
            let mut counts = vec![(0_u64, u64::MAX); cells.distinct.len()];
            for (index, start) in cells.rows.iter().zip(&look.batch.starts) {
                if let Some((count, first)) = usize::try_from(*index).ok().and_then(|at| counts.get_mut(at)) {
                    *count += 1;
                    *first = (*first).min(*start);
                }
            }
            let (mut texts, mut met) = (Texts::new(), BTreeMap::new());
            for (cell, (count, first)) in cells.distinct.iter().zip(counts).filter(|(_, (n, _))| *n > 0) {
                if let Meaning::Unknown(text) = gaps.meaning(cell, None) {
                    *texts.entry(text.clone()).or_default() += count;
                    let (known, start) = met.entry(text).or_insert_with(|| (cell.clone(), first));
                    if first < *start {
                        (*known, *start) = (cell.clone(), first);
                    }
                }
            }
            columns.push(Column {
                source: look.source,
                whence: look.whence,
                column,
                rows: cells.rows.len(),
                texts,
                met,
            });
        }
    }
    columns
}

fn look(
    indicator: &Indicator,
    columns: &[Column],
    candidates: &[Candidate],
    notes: &mut Vec<Diagnostic>,
) -> Outcome {
    let id = &indicator.id;
    let mut pools: BTreeMap<usize, Texts> = BTreeMap::new();
    for column in columns {
        let pool = pools.entry(column.source).or_default();
        for (text, count) in &column.texts {
            *pool.entry(text.clone()).or_default() += count;
        }
    }
    let worded: Vec<&Texts> = pools.values().filter(|pool| has_words(pool)).collect();
    let all: Vec<&Texts> = pools.values().collect();
    let place = || columns.iter().find_map(Column::place).unwrap_or_else(|| Place::file(""));
    let recognition = recognise(if worded.is_empty() { &all } else { &worded }, candidates);
    if let Some(found) = differing(&recognition, columns, &pools, candidates) {
        notes.push(wording::scale_differs(place(), id, &found));
        return Outcome::Said;
    }
    let scale = match recognition {
        Recognition::One { scale, unused_neutral } => {
            if unused_neutral {
                notes.push(wording::taken_for_even(place(), id, &scale));
            }
            scale
        }
        Recognition::Mostly(scale) => scale,
        Recognition::NumbersOnly(fitting) => return Outcome::Unclear(true, fitting),
        Recognition::Several(fitting) => {
            notes.extend(on_none_of(&fitting, columns, candidates));
            return Outcome::Unclear(false, fitting);
        }
        Recognition::NeutralUnused(scale) => {
            notes.push(wording::neutral_unused(place(), id, &scale));
            return Outcome::Said;
        }
        Recognition::Foreign => {
            let texts: BTreeSet<String> = worded.iter().flat_map(|pool| pool.keys().cloned()).collect();
            let quotable = worded.iter().all(|pool| may_quote(pool.iter().map(|(t, n)| (t.as_str(), *n)), 0));
            let texts: Vec<String> = texts.into_iter().collect();
            notes.push(wording::foreign(place(), id, quotable.then_some(texts.as_slice())));
            return Outcome::Said;
        }
        Recognition::NoAnswers => {
            // A table without rows is said elsewhere, once.
            if let Some(column) = columns.iter().find(|column| column.rows > 0) {
                notes.push(wording::no_answers(column.whole(), id));
            }
            return Outcome::Said;
        }
    };
    let numeric: Vec<&Column> =
        columns.iter().filter(|column| !column.texts.is_empty() && !column.has_words()).collect();
    if let Some(first) = numeric.iter().find_map(|column| column.place()) {
        let headings: Vec<&str> = numeric.iter().map(|column| column.whence.heading(column.column)).collect();
        notes.push(wording::numbers_adopt(first, &headings, id, &scale));
    }
    Outcome::Scale(scale)
}

/// The texts that are on none of the scales between which the project file has to choose.
fn on_none_of(fitting: &[ScaleId], columns: &[Column], candidates: &[Candidate]) -> Vec<Diagnostic> {
    let among = candidates.iter().filter(|candidate| fitting.contains(&candidate.scale.id));
    let among: Vec<&Candidate> = among.collect();
    let Some(first) = among.first() else { return Vec::new() };
    let mut unknown: BTreeMap<&str, UnknownAnswer> = BTreeMap::new();
    for column in columns {
        for (text, (cell, start)) in &column.met {
            if among.iter().any(|candidate| candidate.lexicon.category(text).is_some()) {
                continue;
            }
            let entry = unknown.entry(text).or_insert_with(|| UnknownAnswer {
                shown: as_shown(cell),
                is_date: matches!(cell, Cell::Date(_)),
                is_fraction: is_fraction(text),
                scale: &first.scale.id,
                count: 0,
                columns: Vec::new(),
                place: column.whence.place(*start, column.column),
                nearest: nearest(text, first.lexicon.words()).map(str::to_owned),
            });
            entry.count += column.texts.get(text).copied().unwrap_or(0);
            let heading = column.whence.heading(column.column).to_owned();
            if !entry.columns.contains(&heading) {
                entry.columns.push(heading);
            }
        }
    }
    let answers: u64 = columns.iter().flat_map(|column| column.texts.values()).sum();
    let strays: u64 = unknown.values().map(|answer| answer.count).sum();
    let quotable =
        may_quote(unknown.iter().map(|(text, answer)| (*text, answer.count)), answers.saturating_sub(strays));
    if quotable { unknown.values().map(wording::unknown_answer).collect() } else { Vec::new() }
}

/// Where sources, or else columns, are each on a scale of their own: whose, and which scale.
fn differing(
    together: &Recognition,
    columns: &[Column],
    pools: &BTreeMap<usize, Texts>,
    candidates: &[Candidate],
) -> Option<Vec<(String, ScaleId)>> {
    let own = |texts: &Texts| match recognise(&[texts], candidates) {
        Recognition::One { scale, .. } | Recognition::NeutralUnused(scale) => Some(scale),
        _ => None,
    };
    let several = |found: &[(String, ScaleId)]| {
        let chosen = match together {
            Recognition::One { scale, .. } => Some(scale),
            _ => None,
        };
        found.iter().map(|(_, scale)| scale).chain(chosen).collect::<BTreeSet<_>>().len() > 1
    };
    let of_sources = pools.iter().filter_map(|(source, texts)| {
        let table = columns.iter().find(|column| column.source == *source)?;
        Some((table.whence.name().to_owned(), own(texts)?))
    });
    let of_sources: Vec<(String, ScaleId)> = of_sources.collect();
    if several(&of_sources) {
        return Some(of_sources);
    }
    if matches!(together, Recognition::One { .. }) {
        return None;
    }
    let of_columns = columns.iter().filter_map(|column| Some((column.title(), own(&column.texts)?)));
    let of_columns: Vec<(String, ScaleId)> = of_columns.collect();
    several(&of_columns).then_some(of_columns)
}
