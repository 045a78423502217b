use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::domain::{GroupKey, GroupValue, Indicator, IndicatorId, Missing, RoleId, RoundId, Scale};
use crate::statistics::needed_items;
use crate::tally::{CellKey, CellTally, ItemCounts, Sums, Tally};

/// The finest cell there is in a round, by its names: a role, and the groups that were given.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CellName {
    /// The role.
    pub role: RoleId,
    /// Per grouping the group; a grouping of which none was given is not in it.
    pub groups: BTreeMap<GroupKey, GroupValue>,
}

impl CellName {
    /// The name of a cell of a tally.
    pub(super) fn of(key: &CellKey) -> Self {
        let groups = key.groups.iter();
        Self {
            role: key.role.clone(),
            groups: groups.filter_map(|(key, value)| Some((key.clone(), value.clone()?))).collect(),
        }
    }

    fn projected(&self, keys: &BTreeSet<GroupKey>) -> Self {
        let groups = self.groups.iter().filter(|(key, _)| keys.contains(key));
        Self {
            role: self.role.clone(),
            groups: groups.map(|(key, value)| (key.clone(), value.clone())).collect(),
        }
    }
}

/// How many people of a cell answered, and never what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The respondents that are used.
    pub respondents: u64,
    /// Per indicator that any of them was asked: who answered any of it, who has a score, and then per statement who
    /// answered it and who was asked it.
    pub indicators: BTreeMap<IndicatorId, Vec<u64>>,
}

/// The people of a round, cell by cell; a cell without any is not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    /// The cells.
    pub cells: BTreeMap<CellName, Head>,
}

/// What makes an indicator of one day the same measurement as that of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// Per statement the columns it is read from, and whether it is turned round.
    pub items: Vec<String>,
    /// From how many valid items on somebody has a score.
    pub needed: u16,
    /// The scale: its options, and which of them count as favourable and as unfavourable.
    pub scale: String,
}

/// One number of respondents that an indicator's figures rest on.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// The respondents as such.
    Respondents,
    /// Who answered any of the indicator.
    Any,
    /// Who has a score.
    Scored,
    /// Who answered the statement of this definition.
    Answered(String),
    /// Who was asked the statement of this definition.
    Asked(String),
}

impl Definition {
    /// The definition of an indicator that is measured on a scale.
    pub fn of(indicator: &Indicator, scale: &Scale) -> Self {
        let items = indicator.items.iter().map(|item| {
            let columns = item.columns.iter().map(|(role, column)| format!("{role}={column}"));
            let turned = item.reverse.then(|| "turned".to_owned());
            columns.chain(turned).collect::<Vec<_>>().join("; ")
        });
        let options: Vec<&str> = scale.options.iter().map(|option| option.label.nl.as_str()).collect();
        let count = u16::try_from(indicator.items.len()).unwrap_or(u16::MAX);
        Self {
            items: items.collect(),
            needed: needed_items(indicator.valid_items, count),
            scale: format!("{}; {:?}; {:?}", options.join(" / "), scale.favourable, scale.unfavourable),
        }
    }

    /// Everything that is measured of the indicator.
    pub fn measures(&self) -> Vec<Measure> {
        let items = self
            .items
            .iter()
            .flat_map(|item| [Measure::Answered(item.clone()), Measure::Asked(item.clone())]);
        [Measure::Any, Measure::Scored].into_iter().chain(items).collect()
    }

    /// Where a measure of another definition stands in the numbers of this one; `None`: it is not the same measure.
    fn position(&self, measure: &Measure, of: &Definition) -> Option<usize> {
        let item = |wanted: &String| {
            let same = self.scale == of.scale;
            self.items.iter().position(|item| same && item == wanted)
        };
        match measure {
            Measure::Respondents => None,
            Measure::Any => (self == of).then_some(0),
            Measure::Scored => (self == of).then_some(1),
            Measure::Answered(wanted) => item(wanted).map(|item| 2 + 2 * item),
            Measure::Asked(wanted) => item(wanted).map(|item| 3 + 2 * item),
        }
    }
}

/// Where a number of a cell is found on one day.
#[derive(Clone, Copy, Debug)]
pub struct Lookup<'a> {
    /// The indicator; `None`: the response as such.
    pub indicator: Option<&'a IndicatorId>,
    /// Where in the indicator's numbers; `None`: the respondents.
    position: Option<usize>,
}

impl<'a> Lookup<'a> {
    /// How a measure of the definition `of` is found on a day on which `own` was the definition; `None`: it was not
    /// measured then.
    pub fn of(
        measure: &Measure,
        indicator: Option<&'a IndicatorId>,
        own: Option<&Definition>,
        of: Option<&Definition>,
    ) -> Option<Self> {
        match measure {
            Measure::Respondents => Some(Self { indicator, position: None }),
            other => Some(Self { indicator, position: Some(own?.position(other, of?)?) }),
        }
    }

    /// The number of a cell.
    pub fn number(self, head: Option<&Head>) -> u64 {
        let Some(head) = head else { return 0 };
        match (self.indicator, self.position) {
            (Some(indicator), Some(position)) => {
                head.indicators.get(indicator).and_then(|numbers| numbers.get(position)).copied().unwrap_or(0)
            }
            _ => head.respondents,
        }
    }
}

impl People {
    /// The people of a round of a tally; `definitions` are those of the indicators that have a scale.
    pub fn of(tally: &Tally, round: &RoundId, definitions: &BTreeMap<IndicatorId, Definition>) -> Self {
        let mut people = Self::default();
        for (key, cell) in tally.cells.iter().filter(|(key, _)| &key.round == round) {
            people.cells.entry(CellName::of(key)).or_default().add(&head(cell, definitions));
        }
        people
    }

    /// The groupings that anybody is in.
    pub fn groupings(&self) -> BTreeSet<GroupKey> {
        self.cells.keys().flat_map(|cell| cell.groups.keys().cloned()).collect()
    }

    /// The same people in the cells of fewer groupings.
    pub fn projected(&self, keys: &BTreeSet<GroupKey>) -> Self {
        let mut people = Self::default();
        for (name, head) in &self.cells {
            people.cells.entry(name.projected(keys)).or_default().add(head);
        }
        people
    }

    /// The cells that differ from those of an earlier day; who is gone is in it with nothing.
    pub fn changed_since(&self, earlier: &People) -> BTreeMap<CellName, Head> {
        let gone = earlier.cells.keys().filter(|name| !self.cells.contains_key(name));
        let differs = |(name, head): &(&CellName, &Head)| earlier.cells.get(name) != Some(head);
        let new = self.cells.iter().filter(differs).map(|(name, head)| (name.clone(), head.clone()));
        gone.map(|name| (name.clone(), Head::default())).chain(new).collect()
    }

    /// These people with some cells as they were on a later day.
    pub fn with(&self, changed: &BTreeMap<CellName, Head>) -> Self {
        let mut people = self.clone();
        for (name, head) in changed {
            people.cells.insert(name.clone(), head.clone());
        }
        people.cells.retain(|_, head| *head != Head::default());
        people
    }
}

impl Head {
    fn add(&mut self, other: &Head) {
        self.respondents = self.respondents.saturating_add(other.respondents);
        for (indicator, numbers) in &other.indicators {
            let own = self.indicators.entry(indicator.clone()).or_default();
            own.resize(own.len().max(numbers.len()), 0);
            own.iter_mut().zip(numbers).for_each(|(own, number)| *own = own.saturating_add(*number));
        }
    }
}

fn head(cell: &CellTally, definitions: &BTreeMap<IndicatorId, Definition>) -> Head {
    let numbers = |(indicator, definition): (&IndicatorId, &Definition)| {
        let sums = cell.indicators.get(indicator)?;
        let items = (0..definition.items.len()).flat_map(|item| of_item(sums, item));
        let numbers: Vec<u64> =
            [sums.respondents(1), sums.respondents(definition.needed)].into_iter().chain(items).collect();
        numbers.iter().any(|&number| number > 0).then(|| (indicator.clone(), numbers))
    };
    Head { respondents: cell.respondents, indicators: definitions.iter().filter_map(numbers).collect() }
}

/// Who answered an item, and who was asked it.
fn of_item(sums: &Sums, item: usize) -> [u64; 2] {
    let nothing = ItemCounts::default();
    let counts = sums.items.get(item).unwrap_or(&nothing);
    let missing = counts.missing.iter().sum::<u64>() - counts.missing(Missing::NotAsked);
    [counts.valid(), counts.valid() + missing]
}
