use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::exact;
use super::people::{CellName, Definition, Head, People};
use crate::assess::{Figure, RoundResults, SliceResults};
use crate::domain::{GroupKey, GroupValue, IndicatorId, Privacy, Readers, Slice, Statistic};

/// What was published of a round on one day and was new then.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    /// The day.
    pub date: Date,
    /// For whom it was published; who stands nearer reads it too.
    pub readers: Readers,
    /// From how many respondents something was shown.
    pub minimum: u64,
    /// From how many respondents a whole distribution was shown.
    pub minimum_distribution: u64,
    /// Who had answered by then.
    pub people: People,
    /// How each indicator was measured.
    pub definitions: BTreeMap<IndicatorId, Definition>,
    /// The figures that were published then and had not been before, as they were published.
    pub results: RoundResults,
    /// The results as they stand in the file; `None`: they are in none yet.
    pub(super) kept: Option<Value>,
}

/// An edition as it stands in the file: of the people only the cells that differ from the edition before.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionEntry {
    pub date: Date,
    #[serde(default)]
    pub readers: Readers,
    pub minimum: u64,
    pub minimum_distribution: u64,
    pub people: Vec<CellEntry>,
    pub definitions: BTreeMap<IndicatorId, Definition>,
    pub results: Value,
}

/// A cell as it stands in the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CellEntry {
    pub cell: CellName,
    pub answered: Head,
}

/// What a table is of: the response, or an indicator.
pub type Table = Option<IndicatorId>;

impl Edition {
    /// An edition of what is published now.
    pub(super) fn new(
        date: Date,
        (readers, Privacy { minimum, minimum_distribution }): (Readers, Privacy),
        people: People,
        definitions: BTreeMap<IndicatorId, Definition>,
        results: RoundResults,
    ) -> Self {
        Self { date, readers, minimum, minimum_distribution, people, definitions, results, kept: None }
    }

    /// An edition as it stands in the file, after the one before it.
    pub(super) fn read(entry: EditionEntry, before: Option<&Edition>) -> Result<Self, String> {
        let mut changed = BTreeMap::new();
        for cell in entry.people {
            if changed.insert(cell.cell, cell.answered).is_some() {
                return Err("a cell stands twice".to_owned());
            }
        }
        let people = before.map(|before| before.people.clone()).unwrap_or_default().with(&changed);
        let mut value =
            exact::restored(entry.results.clone()).ok_or("a number of the results is not ours")?;
        let mut slices = slices(&people, before);
        slices.extend(merged(&value).into_iter().map(|slice| (slice.id(), slice)));
        prepare(&mut value, entry.date, &slices)?;
        let results: RoundResults = serde_json::from_value(value).map_err(|fault| fault.to_string())?;
        Ok(Self {
            date: entry.date,
            readers: entry.readers,
            minimum: entry.minimum,
            minimum_distribution: entry.minimum_distribution,
            people,
            definitions: entry.definitions,
            results,
            kept: Some(entry.results),
        })
    }

    /// The edition as it stands in the file, after the one before it.
    ///
    /// # Errors
    /// Where JSON cannot hold its results, which never is.
    pub(super) fn entry(&self, before: Option<&Edition>) -> Result<EditionEntry, serde_json::Error> {
        let nobody = People::default();
        let changed = self.people.changed_since(before.map_or(&nobody, |before| &before.people));
        let results = match &self.kept {
            Some(kept) => kept.clone(),
            None => exact::kept(serde_json::to_value(&self.results)?),
        };
        Ok(EditionEntry {
            date: self.date,
            readers: self.readers,
            minimum: self.minimum,
            minimum_distribution: self.minimum_distribution,
            people: changed.into_iter().map(|(cell, answered)| CellEntry { cell, answered }).collect(),
            definitions: self.definitions.clone(),
            results,
        })
    }

    /// The figures of an indicator in a slice, if they were new in this edition.
    pub fn slice(&self, indicator: &IndicatorId, slice: &Slice) -> Option<&SliceResults> {
        let of = self.results.indicators.iter().find(|results| &results.id == indicator)?;
        of.slices.iter().find(|results| &results.slice == slice)
    }

    /// What was new of a slice of a table in this edition; `None`: nothing.
    pub(super) fn shows(&self, table: &Table, slice: &Slice) -> Option<Detail> {
        match table {
            None => {
                let mut response = self.results.response.iter();
                response.any(|response| &response.slice == slice).then_some(Detail::default())
            }
            Some(indicator) => self.slice(indicator, slice).map(Detail::of),
        }
    }

    /// Every slice that was new in this edition in any table.
    pub(super) fn all_slices(&self) -> impl Iterator<Item = Slice> {
        let tables = std::iter::once(None)
            .chain(self.results.indicators.iter().map(|indicator| Some(indicator.id.clone())));
        tables.flat_map(|table| self.slices(&table))
    }

    /// Every slice that was new in this edition in a table.
    pub fn slices(&self, table: &Table) -> Vec<Slice> {
        match table {
            None => self.results.response.iter().map(|response| response.slice.clone()).collect(),
            Some(indicator) => {
                let of = self.results.indicators.iter().filter(|results| &results.id == indicator);
                of.flat_map(|results| results.slices.iter().map(|slice| slice.slice.clone())).collect()
            }
        }
    }
}

/// What is shown of a slice beside its figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Detail {
    /// Its distributions.
    pub distribution: bool,
    /// The items of which it is told that nearly everyone answered alike.
    bands: BTreeSet<usize>,
}

impl Detail {
    pub fn of(slice: &SliceResults) -> Self {
        let bands = slice.items.iter().enumerate();
        let bands = bands.filter(|(_, item)| matches!(item.mean, Figure::NearlyAll(_)));
        Self { distribution: has_distribution(slice), bands: bands.map(|(item, _)| item).collect() }
    }

    /// Whether this of the same people tells all that the other does.
    pub fn tells(&self, other: &Self) -> bool {
        self.distribution || !other.distribution && other.bands.is_subset(&self.bands)
    }
}

/// Whether anything of a slice is shown.
pub(super) fn is_shown(slice: &SliceResults) -> bool {
    let shown =
        |figure: &Figure| !matches!(figure, Figure::TooFew | Figure::NoData | Figure::Withheld { .. });
    slice.figures.values().any(shown)
}

/// Whether a slice is shown with its distribution.
pub(super) fn has_distribution(slice: &SliceResults) -> bool {
    slice.items.iter().any(|item| item.counts.is_some())
}

/// Between which whole numbers the answers lie that a published share is of.
pub(super) fn told_by_share(slice: &SliceResults, statistic: Statistic) -> Option<(u64, u64)> {
    let share = slice.figures.get(&statistic)?.estimate()?;
    Some(whole_numbers(share.value, share.answers, has_distribution(slice)))
}

/// The same of a value and the answers it is of. One that is not `exact` stands in whole per cents: of few answers that tells
/// the number, of more it does not.
fn whole_numbers(value: f64, answers: u64, exact: bool) -> (u64, u64) {
    const DUST: f64 = 1e-6;
    let (answers, half) = (answers as f64, if exact { 0.0 } else { 0.005 });
    let low = ((value - half) * answers - DUST).ceil().max(0.0);
    let high = ((value + half) * answers + DUST).floor().max(low);
    (low as u64, high as u64)
}

/// Every slice that there was by then, by its id.
fn slices(people: &People, before: Option<&Edition>) -> BTreeMap<String, Slice> {
    let earlier = before.map(|before| &before.people);
    let cells = people.cells.keys().chain(earlier.iter().flat_map(|people| people.cells.keys()));
    let mut slices = BTreeSet::from([Slice::All]);
    for cell in cells {
        slices.insert(Slice::Role(cell.role.clone()));
        for (key, value) in &cell.groups {
            slices.insert(Slice::Group { key: key.clone(), value: value.clone() });
        }
    }
    slices.into_iter().map(|slice| (slice.id(), slice)).collect()
}

/// The groups that were put together, as results that are not read yet tell them.
fn merged(results: &Value) -> Vec<Slice> {
    let of = |entry: &Value| {
        let key = GroupKey::new(entry.get("grouping")?.as_str()?);
        let values = entry.get("groups")?.as_array()?.iter().map(|group| group.as_str().map(GroupValue::new));
        Some(Slice::Merged { key, values: values.collect::<Option<_>>()? })
    };
    let entries = results.get("merged").and_then(Value::as_array);
    entries.into_iter().flatten().filter_map(of).collect()
}

/// Gives every figure the day it is of, and every slice the form it is read in.
fn prepare(value: &mut Value, date: Date, slices: &BTreeMap<String, Slice>) -> Result<(), String> {
    match value {
        Value::Array(values) => values.iter_mut().try_for_each(|value| prepare(value, date, slices)),
        Value::Object(fields) => {
            if fields.get("state").is_some_and(|state| state == "value") {
                fields.insert("as_of".to_owned(), date.to_string().into());
            }
            for (key, value) in fields.iter_mut() {
                match value {
                    Value::String(id) if key == "slice" => {
                        let slice = slices.get(id).ok_or_else(|| format!("`{id}` is nobody of the round"))?;
                        *value = form(slice);
                    }
                    other => prepare(other, date, slices)?,
                }
            }
            Ok(())
        }
        _ => Ok(()),
    }
}

fn form(slice: &Slice) -> Value {
    match slice {
        Slice::All => "all".into(),
        Slice::Role(role) => serde_json::json!({ "role": role }),
        Slice::Group { key, value } => serde_json::json!({ "group": { "key": key, "value": value } }),
        Slice::Merged { key, values } => serde_json::json!({ "merged": { "key": key, "values": values } }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_in_whole_per_cents_tells_the_number_of_few_answers_and_never_rules_the_true_one_out() {
        for answers in 1..=300_u64 {
            for count in 0..=answers {
                let share = count as f64 / answers as f64;
                let (low, high) = whole_numbers((share * 100.0).round() / 100.0, answers, false);
                assert!((low..=high).contains(&count), "{count} of {answers}: {low} to {high}");
                assert!(low == high || answers >= 50, "{count} of {answers}: {low} to {high}");
                assert_eq!(whole_numbers(share, answers, true), (count, count));
            }
        }
        assert_eq!(whole_numbers(0.5, 200, false), (99, 101));
    }
}
