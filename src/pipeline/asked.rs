use std::collections::{BTreeMap, BTreeSet};

use super::held_against::held_against;
use crate::coding::{GroupNames, fold, groupings, normalise};
use crate::diagnostics::{Checked, Code, Diagnostic, Severity};
use crate::domain::{
    Asked, AskedRow, At, Batch, Cell, GroupKey, Place, Population, Project, RoleId, RoleOf, Source, phrase,
};
use crate::ingest::{self, Hints, Limits, Table};
use crate::tally::Tally;

const ROLE: [&str; 2] = ["rol", "role"];
const ROUND: [&str; 2] = ["ronde", "round"];
const NUMBER: [&str; 4] = ["aantal", "asked", "gevraagd", "number"];

/// How many were asked, from the files and numbers of the sources; held against who answered if all of that is known.
pub(super) fn population(
    project: &Project,
    tally: &Tally,
    groups: &mut GroupNames,
    answers_known: bool,
    limits: &Limits,
) -> Checked<Population> {
    let mut population = Population::default();
    let mut notes = Vec::new();
    let mut files: BTreeMap<&str, Option<AskedFile>> = BTreeMap::new();
    for source in &project.sources {
        match &source.asked {
            None => {}
            Some(Asked::Number(asked)) => {
                if let RoleOf::Fixed(role) = &source.role {
                    population.rows.push(AskedRow {
                        round: source.round.clone(),
                        role: role.clone(),
                        groups: BTreeMap::new(),
                        asked: *asked,
                        place: Place::file(&project.file),
                    });
                }
            }
            Some(Asked::File(name)) => {
                let file = files.entry(name).or_insert_with(|| match read(project, name, limits) {
                    Ok(Checked { value, notes: own }) => {
                        notes.extend(own);
                        Some(value)
                    }
                    Err(faults) => {
                        notes.extend(faults);
                        None
                    }
                });
                if let Some(file) = file {
                    population.rows.extend(file.rows_of(source, groups));
                }
            }
        }
    }
    let mut known = BTreeSet::new();
    // Several sources may name the same file; a row of it counts once.
    population.rows.retain(|row| {
        row.place.at == At::File
            || known.insert((row.round.clone(), row.role.clone(), row.groups.clone(), row.place.clone()))
    });
    let sound = !notes.iter().any(|note| note.severity == Severity::Error);
    if answers_known && sound {
        notes.extend(held_against(tally, &population));
    }
    Checked { value: population, notes }
}

/// A population file as it stands: each row's texts and number.
struct AskedFile {
    groupings: Vec<GroupKey>,
    rows: Vec<RawRow>,
}

struct RawRow {
    round: Option<String>,
    role: Option<String>,
    groups: Vec<Option<String>>,
    asked: u64,
    place: Place,
}

impl AskedFile {
    /// The rows that are about a source: of its round and of a role it holds.
    fn rows_of(&self, source: &Source, groups: &mut GroupNames) -> Vec<AskedRow> {
        let mut rows = Vec::new();
        for row in &self.rows {
            let same = |text: &str, id: &str| normalise(text) == normalise(id);
            if row.round.as_deref().is_some_and(|round| !same(round, source.round.as_str())) {
                continue;
            }
            let role = match (&row.role, &source.role) {
                (None, RoleOf::Fixed(role)) => Some(role.clone()),
                (Some(text), RoleOf::Fixed(role)) => same(text, role.as_str()).then(|| role.clone()),
                (Some(text), RoleOf::Column { values, .. }) => {
                    let named = values.values().find(|role| same(text, role.as_str())).cloned();
                    named.or_else(|| values.is_empty().then(|| RoleId::new(text.trim())))
                }
                (None, RoleOf::Column { .. }) => None,
            };
            let Some(role) = role else { continue };
            let named = self.groupings.iter().zip(&row.groups).filter_map(|(key, text)| {
                let text = text.as_deref()?;
                Some((key.clone(), groups.spelled(key, text)))
            });
            rows.push(AskedRow {
                round: source.round.clone(),
                role,
                groups: named.collect(),
                asked: row.asked,
                place: row.place.clone(),
            });
        }
        rows
    }
}

fn read(project: &Project, name: &str, limits: &Limits) -> Result<Checked<AskedFile>, Vec<Diagnostic>> {
    let path = project.folder.join(name);
    let Checked { value: table, mut notes } = ingest::open(&path, name, &Hints::default(), limits)?;
    let find = |names: &[&str]| {
        let is = |heading: &ingest::Heading| names.iter().any(|name| fold(&heading.text) == fold(name));
        table.headings.iter().position(is)
    };
    let number = find(&NUMBER).ok_or_else(|| {
        let headline = phrase!(
            "het populatiebestand heeft geen kolom `aantal`",
            "the population file has no column `asked`"
        );
        let help = phrase!(
            "Nodig zijn de kolommen `aantal` en zo nodig `ronde`, `rol` en een kolom per groep, zoals `school`.",
            "Needed are a column `asked`, and as needed `round`, `role` and one for each grouping, such as `school`."
        );
        vec![Diagnostic::error(Code::AskedUnreadable, headline).at(table.place(table.header_row, 0)).help(help)]
    })?;
    let known = groupings(project);
    let columns: Vec<Option<usize>> = known.iter().map(|key| find(&[key.as_str()])).collect();
    let (round, role) = (find(&ROUND), find(&ROLE));
    let wanted: Vec<usize> =
        [Some(number), round, role].into_iter().chain(columns.iter().copied()).flatten().collect();
    let position = |column: Option<usize>| wanted.iter().position(|&wanted| Some(wanted) == column);
    let layout = Layout {
        number: 0,
        round: round.and_then(|_| position(round)),
        role: role.and_then(|_| position(role)),
        groups: columns.iter().map(|column| column.and_then(|_| position(*column))).collect(),
    };
    let mut batches = table.batches(&wanted)?;
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for batch in batches.by_ref() {
        read_batch(&table, &layout, &wanted, &batch?, &mut rows, &mut faults);
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    notes.extend(batches.notes().iter().cloned());
    let groupings =
        known.into_iter().zip(&columns).filter(|(_, column)| column.is_some()).map(|(key, _)| key);
    Ok(Checked { value: AskedFile { groupings: groupings.collect(), rows }, notes })
}

struct Layout {
    number: usize,
    round: Option<usize>,
    role: Option<usize>,
    groups: Vec<Option<usize>>,
}

fn read_batch(
    table: &Table,
    layout: &Layout,
    wanted: &[usize],
    batch: &Batch,
    rows: &mut Vec<RawRow>,
    faults: &mut Vec<Diagnostic>,
) {
    for (row, &start) in batch.starts.iter().enumerate() {
        let cell = |column: usize| {
            let column = batch.columns.get(column)?;
            let index = usize::try_from(*column.rows.get(row)?).ok()?;
            column.distinct.get(index)
        };
        let text = |column: Option<usize>| match cell(column?)? {
            Cell::Text(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Cell::Number(number) => Some(number.to_string()),
            _ => None,
        };
        let place = table.place(start, wanted.get(layout.number).copied().unwrap_or(0));
        match cell(layout.number).and_then(whole) {
            Some(asked) => rows.push(RawRow {
                round: text(layout.round),
                role: text(layout.role),
                groups: layout
                    .groups
                    .iter()
                    .filter(|column| column.is_some())
                    .map(|column| text(*column))
                    .collect(),
                asked,
                place,
            }),
            None => {
                let headline = phrase!(
                    "het aantal gevraagde mensen is hier geen geheel getal",
                    "the number of people asked is not a whole number here"
                );
                let help = phrase!(
                    "Vul een geheel getal in, of haal de regel weg; 0 mag.",
                    "Fill in a whole number, or take the row out; 0 is fine."
                );
                faults.push(Diagnostic::error(Code::AskedUnreadable, headline).at(place).help(help));
            }
        }
    }
}

fn whole(cell: &Cell) -> Option<u64> {
    match cell {
        Cell::Number(number) if *number >= 0.0 && number.fract() == 0.0 && *number < 1e9 => {
            Some(*number as u64)
        }
        Cell::Text(text) => text.trim().parse().ok().filter(|number| *number < 1_000_000_000),
        _ => None,
    }
}
