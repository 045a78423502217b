use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::Sums;
use crate::domain::{GroupKey, GroupValue, IndicatorId, RoleId, RoundId, Slice};

/// Counts and sums per (round, role, groups) and indicator.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// The finest cells; a cell without respondents is not in it.
    pub cells: BTreeMap<CellKey, CellTally>,
}

/// The finest cell there is: one round, one role, one combination of groups.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CellKey {
    /// The round.
    pub round: RoundId,
    /// The role.
    pub role: RoleId,
    /// Per grouping the group, `None` where the respondent gave none.
    pub groups: BTreeMap<GroupKey, Option<GroupValue>>,
}

/// What is counted of one cell, or of several together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellTally {
    /// The respondents that are used.
    pub respondents: u64,
    /// The sums of each indicator that has a scale.
    pub indicators: BTreeMap<IndicatorId, Sums>,
}

impl CellTally {
    /// Adds another cell to this one.
    pub fn merge(&mut self, other: &CellTally) {
        self.respondents += other.respondents;
        for (indicator, sums) in &other.indicators {
            self.indicators.entry(indicator.clone()).or_default().merge(sums);
        }
    }
}

impl Tally {
    /// The tally of both inputs.
    pub fn merge(&mut self, other: Tally) {
        for (key, cell) in other.cells {
            match self.cells.entry(key) {
                Entry::Occupied(mut known) => known.get_mut().merge(&cell),
                Entry::Vacant(place) => {
                    place.insert(cell);
                }
            }
        }
    }

    /// Forgets which answers are one person's, for a table that never told: where an indicator has answers to more
    /// than one statement. Of a single one every answer is a person's, so nothing is lost.
    pub fn unlink(&mut self) {
        for sums in self.cells.values_mut().flat_map(|cell| cell.indicators.values_mut()) {
            if sums.items.iter().filter(|item| item.valid() > 0).count() > 1 {
                sums.unlinked = true;
                sums.complete.clear();
                sums.with_total.clear();
            }
        }
    }

    /// Everyone of a round who belongs to a slice, added up.
    pub fn slice(&self, round: &RoundId, slice: &Slice) -> CellTally {
        self.sum(|key| &key.round == round && key.belongs_to(slice))
    }

    /// The respondents of a round who gave no group in one grouping, added up.
    pub fn ungrouped(&self, round: &RoundId, grouping: &GroupKey) -> CellTally {
        self.sum(|key| &key.round == round && key.groups.get(grouping).is_none_or(Option::is_none))
    }

    fn sum(&self, wanted: impl Fn(&CellKey) -> bool) -> CellTally {
        let cells: Vec<&CellTally> =
            self.cells.iter().filter(|(key, _)| wanted(key)).map(|(_, cell)| cell).collect();
        let mut sums: BTreeMap<&IndicatorId, Vec<&Sums>> = BTreeMap::new();
        for (indicator, own) in cells.iter().flat_map(|cell| &cell.indicators) {
            sums.entry(indicator).or_default().push(own);
        }
        CellTally {
            respondents: cells.iter().map(|cell| cell.respondents).sum(),
            indicators: sums
                .into_iter()
                .map(|(indicator, sums)| (indicator.clone(), Sums::of(&sums)))
                .collect(),
        }
    }

    /// The roles of a round that have respondents, by name.
    pub fn roles(&self, round: &RoundId) -> Vec<RoleId> {
        let mut roles: Vec<RoleId> =
            self.cells.keys().filter(|key| &key.round == round).map(|key| key.role.clone()).collect();
        roles.sort();
        roles.dedup();
        roles
    }

    /// The groupings of a round and their groups that have respondents, by name.
    pub fn groupings(&self, round: &RoundId) -> BTreeMap<GroupKey, Vec<GroupValue>> {
        let mut groupings: BTreeMap<GroupKey, Vec<GroupValue>> = BTreeMap::new();
        for key in self.cells.keys().filter(|key| &key.round == round) {
            for (grouping, group) in &key.groups {
                let groups = groupings.entry(grouping.clone()).or_default();
                groups.extend(group.clone());
            }
        }
        for groups in groupings.values_mut() {
            groups.sort();
            groups.dedup();
        }
        groupings
    }
}

impl CellKey {
    /// Whether the people of this cell belong to a slice.
    pub fn belongs_to(&self, slice: &Slice) -> bool {
        match slice {
            Slice::All => true,
            Slice::Role(role) => &self.role == role,
            Slice::Group { key, .. } | Slice::Merged { key, .. } => {
                self.groups.get(key).is_some_and(|own| own.as_ref().is_some_and(|own| slice.holds(key, own)))
            }
        }
    }
}
