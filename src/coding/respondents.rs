use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use rustc_hash::FxBuildHasher;

use super::meaning::{Written, as_shown, written};
use super::missing::missing_kind;
use super::normalise::{fold, normalise};
use super::plan::{ColumnPlan, groupings};
use super::sightings::Sightings;
use crate::domain::{
    Batch, Cell, GroupKey, GroupValue, Incomplete, Project, RespondentCell, RoleId, RoleOf, Source,
};

/// The groups met so far, each spelled one way: what differs only in case, blanks or accents is one group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupNames(BTreeMap<(GroupKey, String), GroupValue>);

impl GroupNames {
    /// The groups that the project's meetings name, in the project's spelling.
    pub fn of(project: &Project) -> Self {
        let mut names = Self::default();
        for (key, value) in project.meetings.iter().flat_map(|meeting| &meeting.audience) {
            names.spelled(key, value.as_str());
        }
        names
    }

    /// The group that a text names, in the spelling first met.
    pub fn spelled(&mut self, key: &GroupKey, text: &str) -> GroupValue {
        let shown = || GroupValue::new(text.split_whitespace().collect::<Vec<_>>().join(" "));
        self.0.entry((key.clone(), fold(text))).or_insert_with(shown).clone()
    }

    /// Takes over the groups of another table that are not known here yet.
    pub(super) fn learn(&mut self, other: Self) {
        for (key, value) in other.0 {
            self.0.entry(key).or_insert(value);
        }
    }
}

/// What a row turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// A response that was not finished, and the source leaves those out.
    Incomplete,
    /// No role of the project.
    WithoutRole,
    /// A respondent: the cell, and the role's position among the roles met.
    Used { cell: u32, role: u32 },
}

/// Per row of one table who answered: finished or not, role, groups.
#[derive(Debug)]
pub(super) struct Respondents {
    completion: Option<usize>,
    finished: Vec<bool>,
    pub(super) role_column: Option<usize>,
    pub(super) known_roles: BTreeMap<String, RoleId>,
    /// The roles met, in the order of meeting.
    pub(super) roles: Vec<RoleId>,
    role_of: Vec<Option<u32>>,
    pub(super) role_cells: Arc<Vec<Cell>>,
    pub(super) roles_unknown: Sightings,
    pub(super) groups: Vec<GroupColumn>,
    pub(super) names: GroupNames,
    pub(super) cells: Arc<Vec<RespondentCell>>,
    cell_of: HashMap<Vec<u32>, u32, FxBuildHasher>,
    key: Vec<u32>,
}

/// One grouping's column.
#[derive(Debug)]
pub(super) struct GroupColumn {
    pub(super) key: GroupKey,
    pub(super) column: Option<usize>,
    pub(super) cells: Arc<Vec<Cell>>,
    /// Per distinct cell 0 for no group, else the group's position from 1.
    group_of: Vec<u32>,
    values: Vec<GroupValue>,
    pub(super) sightings: Sightings,
}

impl GroupColumn {
    /// How many distinct groups the respondents were in, and how many respondents were in one.
    pub(super) fn spread(&self) -> (usize, u64) {
        let grouped = self.sightings.met().filter_map(|(index, count, _)| {
            let group = self.group_of.get(index).copied().filter(|group| *group > 0)?;
            Some((group, count))
        });
        let (groups, counts): (BTreeSet<u32>, Vec<u64>) = grouped.unzip();
        (groups.len(), counts.iter().sum())
    }

    fn grow(&mut self, batch: &Batch, names: &mut GroupNames) {
        let Some(column) = self.column.and_then(|column| batch.columns.get(column)) else { return };
        for cell in column.distinct.iter().skip(self.group_of.len()) {
            let position = match written(cell) {
                Written::Text(text) if missing_kind(&text).is_none() => {
                    let value = names.spelled(&self.key, &as_shown(cell));
                    let known = self.values.iter().position(|known| *known == value);
                    let position = known.unwrap_or_else(|| {
                        self.values.push(value);
                        self.values.len() - 1
                    });
                    u32::try_from(position + 1).unwrap_or(0)
                }
                _ => 0,
            };
            self.group_of.push(position);
        }
        self.cells = Arc::clone(&column.distinct);
    }
}

impl Respondents {
    /// Who answers in a table of `source`, its columns by `plan`.
    pub(super) fn new(project: &Project, source: &Source, plan: &ColumnPlan) -> Self {
        let planned = plan.groups.iter().copied().chain(std::iter::repeat(None));
        let groups = groupings(project).into_iter().zip(planned).map(|(key, column)| GroupColumn {
            key,
            column,
            cells: Arc::default(),
            group_of: Vec::new(),
            values: Vec::new(),
            sightings: Sightings::default(),
        });
        let (roles, role_column) = match &source.role {
            RoleOf::Fixed(role) => (vec![role.clone()], None),
            RoleOf::Column { .. } => (Vec::new(), plan.role),
        };
        Self {
            completion: plan.completion.filter(|_| source.incomplete == Incomplete::LeaveOut),
            finished: Vec::new(),
            role_column,
            known_roles: known_roles(project, source),
            roles,
            role_of: Vec::new(),
            role_cells: Arc::default(),
            roles_unknown: Sightings::default(),
            groups: groups.collect(),
            names: GroupNames::of(project),
            cells: Arc::default(),
            cell_of: HashMap::default(),
            key: Vec::new(),
        }
    }

    /// Looks up what the distinct cells of a batch that were not met before mean.
    pub(super) fn grow(&mut self, batch: &Batch) {
        if let Some(column) = self.completion.and_then(|column| batch.columns.get(column)) {
            self.finished.extend(column.distinct.iter().skip(self.finished.len()).map(is_finished));
        }
        if let Some(column) = self.role_column.and_then(|column| batch.columns.get(column)) {
            for cell in column.distinct.iter().skip(self.role_of.len()) {
                let role = match written(cell) {
                    Written::Text(text) => self.known_roles.get(&text),
                    _ => None,
                };
                let position = role.map(|role| {
                    self.roles.iter().position(|known| known == role).unwrap_or_else(|| {
                        self.roles.push(role.clone());
                        self.roles.len() - 1
                    })
                });
                self.role_of.push(position.and_then(|position| u32::try_from(position).ok()));
            }
            self.role_cells = Arc::clone(&column.distinct);
        }
        for group in &mut self.groups {
            group.grow(batch, &mut self.names);
        }
    }

    /// Who answered in a row of a batch that [`Respondents::grow`] has seen.
    pub(super) fn read(&mut self, batch: &Batch, row: usize, start: u64) -> Row {
        let at = |column: Option<usize>| distinct_at(batch, column?, row);
        if let Some(index) = at(self.completion)
            && !self.finished.get(index).copied().unwrap_or(true)
        {
            return Row::Incomplete;
        }
        let role = match self.role_column {
            None => (!self.roles.is_empty()).then_some(0),
            column => at(column).and_then(|index| {
                let role = self.role_of.get(index).copied().flatten();
                if role.is_none() {
                    self.roles_unknown.see(index, start);
                }
                role
            }),
        };
        let Some(role) = role else { return Row::WithoutRole };
        self.key.clear();
        self.key.push(role);
        for group in &mut self.groups {
            let index = at(group.column);
            if let Some(index) = index {
                group.sightings.see(index, start);
            }
            self.key.push(index.and_then(|index| group.group_of.get(index).copied()).unwrap_or(0));
        }
        let cell = match self.cell_of.get(self.key.as_slice()) {
            Some(cell) => *cell,
            None => self.new_cell(role),
        };
        Row::Used { cell, role }
    }

    fn new_cell(&mut self, role: u32) -> u32 {
        let group = |(group, position): (&GroupColumn, &u32)| {
            let index = usize::try_from(*position).ok()?.checked_sub(1)?;
            group.values.get(index).cloned()
        };
        let role = usize::try_from(role).ok().and_then(|role| self.roles.get(role));
        let cell = u32::try_from(self.cells.len()).unwrap_or(u32::MAX);
        Arc::make_mut(&mut self.cells).push(RespondentCell {
            role: role.cloned().unwrap_or_else(|| RoleId::new("")),
            groups: self.groups.iter().zip(self.key.iter().skip(1)).map(group).collect(),
        });
        self.cell_of.insert(self.key.clone(), cell);
        cell
    }
}

/// Which distinct cell stands in a row of a column.
pub(super) fn distinct_at(batch: &Batch, column: usize, row: usize) -> Option<usize> {
    batch.columns.get(column)?.rows.get(row).and_then(|index| usize::try_from(*index).ok())
}

/// Whether a cell of a completion column says that the response was finished. Platforms leave it empty where it was not,
/// or write that it is not so.
pub fn is_finished(cell: &Cell) -> bool {
    match written(cell) {
        Written::Absent | Written::Blank | Written::Missing(_) => false,
        Written::Error => true,
        Written::Text(text) => {
            !["0", "nee", "no", "false", "onwaar", "n", "falsch", "nein", "faux", "non", "falso"]
                .contains(&text.as_str())
        }
    }
}

/// Every text that names a role, normalised: what the source says, the ids, and what readers call them.
pub fn known_roles(project: &Project, source: &Source) -> BTreeMap<String, RoleId> {
    let items = project.indicators.iter().flat_map(|indicator| &indicator.items);
    let fixed = project.sources.iter().filter_map(|source| match &source.role {
        RoleOf::Fixed(role) => Some(role),
        RoleOf::Column { .. } => None,
    });
    let ids = project.roles.keys().chain(items.flat_map(|item| item.columns.keys())).chain(fixed);
    let mut known: BTreeMap<String, RoleId> =
        ids.map(|role| (normalise(role.as_str()), role.clone())).collect();
    for (role, title) in &project.roles {
        for text in [&title.one, &title.many] {
            known.entry(normalise(text)).or_insert_with(|| role.clone());
        }
    }
    if let RoleOf::Column { values, .. } = &source.role {
        known.extend(values.values().map(|role| (normalise(role.as_str()), role.clone())));
        known.extend(values.iter().map(|(text, role)| (normalise(text), role.clone())));
    }
    known
}
