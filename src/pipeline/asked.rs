use std::collections::{BTreeMap, BTreeSet};

use super::held_against::held_against;
use crate::coding::{GroupNames, fold, groupings, normalise};
use crate::diagnostics::{Checked, Code, Diagnostic, Severity, nearest};
use crate::domain::{
    Asked, AskedRow, At, Batch, Cell, GroupKey, Place, Population, Project, RoleId, RoleOf, RoleTitle,
    RoundId, Source, phrase,
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
                        notes.extend(value.faults(project, name));
                        Some(value)
                    }
                    Err(faults) => {
                        notes.extend(faults);
                        None
                    }
                });
                if let Some(file) = file {
                    population.rows.extend(file.rows_of(project, source, groups));
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
    notes.extend(totals_beside_parts(&population.rows));
    for (round, role) in half_known(project) {
        population.rows.retain(|row| row.round != round || row.role != role);
        let headline = phrase!(
            "niet elke bron van de rol `{role}` in {round} zegt hoeveel mensen gevraagd zijn; dan is het niet bekend",
            "not every source of the role `{role}` in {round} says how many were asked; then it is not known"
        );
        let help = phrase!(
            "Zet `asked` of `asked-number` bij elke bron van die rol.",
            "Put `asked` or `asked-number` with every source of that role."
        );
        notes.push(
            Diagnostic::warning(Code::AskedUnreadable, headline).at(Place::file(&project.file)).help(help),
        );
    }
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
    fn rows_of(&self, project: &Project, source: &Source, groups: &mut GroupNames) -> Vec<AskedRow> {
        let mut rows = Vec::new();
        for row in &self.rows {
            if row.round.as_deref().is_some_and(|round| !same(round, source.round.as_str())) {
                continue;
            }
            let role = match (&row.role, &source.role) {
                (None, RoleOf::Fixed(role)) => Some(role.clone()),
                (None, RoleOf::Column { .. }) => None,
                (Some(text), _) => role_named(project, text).filter(|role| source.may_hold(role)),
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

    /// Rows that name a round or role the project does not have, and rows without a role where that is not clear:
    /// none of them may be lost in silence.
    fn faults(&self, project: &Project, name: &str) -> Vec<Diagnostic> {
        let mut faults = Vec::new();
        for row in &self.rows {
            if let Some(round) = &row.round
                && !project.rounds.iter().any(|known| same(round, known.id.as_str()))
            {
                let known = project.rounds.iter().map(|round| round.id.as_str());
                faults.push(unknown_name("ronde", "round", round, known, &row.place));
            }
            if let Some(role) = &row.role
                && role_named(project, role).is_none()
            {
                let known = project.roles.keys().map(RoleId::as_str);
                faults.push(unknown_name("rol", "role", role, known, &row.place));
            }
        }
        let named = |source: &&Source| source.asked == Some(Asked::File(name.to_owned()));
        let without_role = self.rows.iter().find(|row| row.role.is_none());
        let sources: Vec<&Source> = project.sources.iter().filter(named).collect();
        let several = sources.iter().any(|source| {
            matches!(source.role, RoleOf::Column { .. })
                || sources.iter().any(|other| other.round == source.round && other.role != source.role)
        });
        if let Some(row) = without_role.filter(|_| several) {
            let headline = phrase!(
                "het populatiebestand zegt niet van welke rol deze mensen zijn, en er zijn meer rollen",
                "the population file does not say which role these people have, and there are several"
            );
            let help = phrase!("Geef het een kolom `rol`.", "Give it a column `role`.");
            faults.push(Diagnostic::error(Code::AskedUnreadable, headline).at(row.place.clone()).help(help));
        }
        faults
    }
}

fn same(text: &str, name: &str) -> bool {
    normalise(text) == normalise(name)
}

/// The role that a text names: by its id, or by what readers call one or more of its people.
fn role_named(project: &Project, text: &str) -> Option<RoleId> {
    let is = |(role, title): &(&RoleId, &RoleTitle)| {
        [role.as_str(), &title.one, &title.many].into_iter().any(|name| same(text, name))
    };
    project.roles.iter().find(is).map(|(role, _)| role.clone())
}

fn unknown_name<'a>(
    nl: &str,
    en: &str,
    found: &str,
    known: impl Iterator<Item = &'a str> + Clone,
    place: &Place,
) -> Diagnostic {
    let headline = phrase!(
        "de {nl} `{found}` in het populatiebestand is er geen van het project",
        "the {en} `{found}` in the population file is none of the project's"
    );
    let help = match nearest(found, known.clone()) {
        Some(near) => phrase!("Bedoelt u `{near}`?", "Do you mean `{near}`?"),
        None => {
            let known = known.collect::<Vec<_>>().join(", ");
            phrase!("Het projectbestand kent: {known}.", "The project file knows: {known}.")
        }
    };
    Diagnostic::error(Code::AskedUnreadable, headline).at(place.clone()).help(help)
}

/// A total beside its parts would count everyone twice.
fn totals_beside_parts(rows: &[AskedRow]) -> Vec<Diagnostic> {
    let of_same = |row: &AskedRow, other: &AskedRow| row.round == other.round && row.role == other.role;
    let is_total = |row: &&AskedRow| {
        let finer = |other: &AskedRow| row.groups.keys().all(|key| other.groups.contains_key(key));
        rows.iter().any(|other| of_same(row, other) && other.groups.len() > row.groups.len() && finer(other))
    };
    let fault = |row: &AskedRow| {
        let role = &row.role;
        let headline = phrase!(
            "dit aantal is een totaal van de rol `{role}`, en daarnaast staan de groepen: samen telt iedereen dubbel",
            "this number is a total of the role `{role}`, and the groups stand beside it: everyone would count twice"
        );
        let help = phrase!("Haal de regel met het totaal weg.", "Take the row with the total out.");
        Diagnostic::error(Code::AskedUnreadable, headline).at(row.place.clone()).help(help)
    };
    rows.iter().filter(is_total).map(fault).collect()
}

/// The rounds and roles of which some sources say how many were asked and others do not: there it is not known.
fn half_known(project: &Project) -> BTreeSet<(RoundId, RoleId)> {
    let mut half = BTreeSet::new();
    for source in project.sources.iter().filter(|source| source.asked.is_none()) {
        let told =
            project.sources.iter().filter(|other| other.round == source.round && other.asked.is_some());
        for other in told {
            let roles = project.roles.keys().filter(|role| source.may_hold(role) && other.may_hold(role));
            half.extend(roles.map(|role| (source.round.clone(), role.clone())));
        }
    }
    half
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
