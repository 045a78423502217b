use std::collections::{BTreeMap, BTreeSet};

use super::edition::{Edition, Table};
use super::people::{CellName, Definition, Lookup, Measure, People};
use crate::domain::{GroupKey, IndicatorId, Slice};

/// The people of a round on every day that something of it was published, and today, cell by cell.
#[derive(Clone, Debug)]
pub(super) struct Compared<'a> {
    pub editions: &'a [Edition],
    /// How each indicator is measured today.
    pub definitions: &'a BTreeMap<IndicatorId, Definition>,
    /// Per edition its people, in the cells that they can be compared in.
    before: Vec<People>,
    today: People,
    cells: Vec<CellName>,
    /// Per slice its cells.
    slices: BTreeMap<Slice, Vec<usize>>,
    /// Per table everything that its figures rest on; without atoms where somewhere there are fewer people than before.
    tables: BTreeMap<Table, Vec<(Measure, Option<Atoms>)>>,
    /// The groupings that both then and now have; `None`: all of today's can be compared.
    common: Option<BTreeSet<GroupKey>>,
}

/// The people of one measure as atoms: those of a cell who came between two days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Atoms {
    /// How many each holds: cell after cell, and in each the days in order.
    pub sizes: Vec<u64>,
    /// The editions in which it was measured; today comes after them.
    days: Vec<usize>,
}

impl Atoms {
    /// How many there are, those that hold nobody among them.
    pub fn len(&self) -> usize {
        self.sizes.len()
    }

    /// The editions in which it was measured, and today behind them.
    pub fn days(&self) -> &[usize] {
        &self.days
    }

    /// Whether nobody came to these cells between two days on which they were counted.
    fn nobody_came(&self, cells: &[usize], one: usize, other: usize) -> bool {
        let at = |day: usize| self.days.iter().position(|own| *own == day);
        let (Some(one), Some(other)) = (at(one), at(other)) else { return false };
        let wide = self.days.len();
        let between = || one.min(other) + 1..=one.max(other);
        let mut atoms = cells.iter().flat_map(|cell| between().map(move |epoch| cell * wide + epoch));
        atoms.all(|atom| self.sizes.get(atom).is_none_or(|size| *size == 0))
    }
}

impl<'a> Compared<'a> {
    pub fn new(
        editions: &'a [Edition],
        people: &People,
        definitions: &'a BTreeMap<IndicatorId, Definition>,
        merged: &BTreeSet<Slice>,
    ) -> Self {
        let today_has = people.groupings();
        let then_had: Vec<BTreeSet<GroupKey>> =
            editions.iter().map(|edition| edition.people.groupings()).collect();
        let mut before: Vec<People> = editions.iter().map(|edition| edition.people.clone()).collect();
        let mut today = people.clone();
        let mut common = None;
        if then_had.iter().any(|had| *had != today_has) {
            let shared: BTreeSet<GroupKey> = today_has
                .iter()
                .filter(|key| then_had.iter().all(|had| had.contains(key)))
                .cloned()
                .collect();
            let only_more = then_had.iter().all(|had| had.is_subset(&today_has));
            let projected = people.projected(&shared);
            before = before.iter().map(|people| people.projected(&shared)).collect();
            // Nobody came or left: those of then are those of now, in finer cells.
            if only_more && before.iter().all(|before| *before == projected) {
                before = vec![people.clone(); before.len()];
            } else {
                today = projected;
                common = Some(shared);
            }
        }
        let days = before.iter().chain([&today]);
        let cells: BTreeSet<CellName> = days.flat_map(|people| people.cells.keys().cloned()).collect();
        let cells: Vec<CellName> = cells.into_iter().collect();
        let slices = slices(&cells, merged);
        let tables = BTreeMap::new();
        let mut compared = Self { editions, definitions, before, today, cells, slices, tables, common };
        for table in std::iter::once(None).chain(definitions.keys().cloned().map(Some)) {
            let measures = compared.all_measures(&table).into_iter();
            let with_atoms = measures.map(|measure| {
                let atoms = compared.counted(&table, &measure);
                (measure, atoms)
            });
            let with_atoms = with_atoms.collect();
            compared.tables.insert(table, with_atoms);
        }
        compared
    }

    /// The finest cells of today, in the order of the atoms; `None`: those of another day are coarser.
    pub fn cells(&self) -> Option<&[CellName]> {
        self.common.is_none().then_some(self.cells.as_slice())
    }

    /// Whether the people of a slice can be told from those of the others on every day.
    pub fn is_comparable(&self, slice: &Slice) -> bool {
        match (slice, &self.common) {
            (slice, Some(common)) => slice.grouping().is_none_or(|key| common.contains(key)),
            _ => true,
        }
    }

    /// How an indicator was measured on a day, today after the editions.
    fn definition(&self, table: &Table, day: usize) -> Option<&Definition> {
        let indicator = table.as_ref()?;
        match self.editions.get(day) {
            Some(edition) => edition.definitions.get(indicator),
            None => self.definitions.get(indicator),
        }
    }

    /// Whether an indicator is the same measurement as in an edition; the response always is.
    pub fn is_same(&self, table: &Table, edition: usize) -> bool {
        match table {
            None => true,
            Some(indicator) => self.definition(table, edition) == self.definitions.get(indicator),
        }
    }

    /// Everything that the figures of a table rest on today. Where the indicator was once another measurement, the
    /// respondents as such as well: of those it is the same people whatever was asked.
    fn all_measures(&self, table: &Table) -> Vec<Measure> {
        let today = self.editions.len();
        let own = self.definition(table, today).map(Definition::measures);
        let otherwise =
            (0..today).any(|day| !self.is_same(table, day) && self.definition(table, day).is_some());
        let respondents = (table.is_none() || otherwise).then_some(Measure::Respondents);
        own.unwrap_or_default().into_iter().chain(respondents).collect()
    }

    /// The numbers of a measure on a day, cell after cell; `None`: it was not measured then.
    fn numbers(&self, table: &Table, measure: &Measure, day: usize) -> Option<Vec<u64>> {
        let today = self.definition(table, self.editions.len());
        let lookup = Lookup::of(measure, table.as_ref(), self.definition(table, day), today)?;
        let people = self.before.get(day).unwrap_or(&self.today);
        Some(self.cells.iter().map(|cell| lookup.number(people.cells.get(cell))).collect())
    }

    /// Every measure of a table with its atoms; without them where somewhere there are fewer people than before.
    pub fn measures(&self, table: &Table) -> &[(Measure, Option<Atoms>)] {
        self.tables.get(table).map_or(&[], Vec::as_slice)
    }

    /// The atoms of a measure of today; `None`: somewhere there are fewer people than on an earlier day.
    pub fn atoms(&self, table: &Table, measure: &Measure) -> Option<&Atoms> {
        self.measures(table).iter().find(|(own, _)| own == measure)?.1.as_ref()
    }

    fn counted(&self, table: &Table, measure: &Measure) -> Option<Atoms> {
        let mut atoms = Atoms { sizes: Vec::new(), days: Vec::new() };
        let mut by_day: Vec<Vec<u64>> = Vec::new();
        for day in 0..=self.editions.len() {
            if let Some(numbers) = self.numbers(table, measure, day) {
                by_day.push(numbers);
                atoms.days.push(day);
            }
        }
        for cell in 0..self.cells.len() {
            let mut before = 0;
            for numbers in &by_day {
                let number = numbers.get(cell).copied().unwrap_or(0);
                atoms.sizes.push(number.checked_sub(before)?);
                before = number;
            }
        }
        Some(atoms)
    }

    /// The atoms of a slice on a day: all who had come by then. `None`: it cannot be said.
    pub fn row(&self, atoms: &Atoms, slice: &Slice, day: usize) -> Option<BTreeSet<usize>> {
        let until = atoms.days.iter().position(|own| *own == day)?;
        if !self.is_comparable(slice) {
            return None;
        }
        let own = self.slices.get(slice).map_or(&[][..], Vec::as_slice).iter();
        let wide = atoms.days.len();
        let all = own.flat_map(|cell| (0..=until).map(move |epoch| cell * wide + epoch));
        Some(all.filter(|atom| atoms.sizes.get(*atom).is_some_and(|size| *size > 0)).collect())
    }

    /// Every slice that has had anybody, on whatever day.
    pub fn slices(&self) -> impl Iterator<Item = &Slice> {
        self.slices.keys()
    }

    /// The day after all editions: today.
    pub fn today(&self) -> usize {
        self.editions.len()
    }

    /// Whether exactly the same people stand behind a slice of a table as in an edition, by all numbers there are.
    pub fn is_unchanged(&self, table: &Table, slice: &Slice, edition: usize) -> bool {
        self.is_alike(table, slice, edition, self.today())
    }

    /// The same of two days.
    pub fn is_alike(&self, table: &Table, slice: &Slice, one: usize, other: usize) -> bool {
        let measured = |day: usize| day == self.today() || self.is_same(table, day);
        let own = self.slices.get(slice).map_or(&[][..], Vec::as_slice);
        self.is_comparable(slice)
            && measured(one)
            && measured(other)
            && self
                .measures(table)
                .iter()
                .all(|(_, atoms)| atoms.as_ref().is_some_and(|atoms| atoms.nobody_came(own, one, other)))
    }
}

/// Every slice of some cells, with the cells that belong to it; `merged` are those of groups that were put together.
fn slices(cells: &[CellName], merged: &BTreeSet<Slice>) -> BTreeMap<Slice, Vec<usize>> {
    let mut slices: BTreeMap<Slice, Vec<usize>> = BTreeMap::new();
    for (position, cell) in cells.iter().enumerate() {
        let groups =
            cell.groups.iter().map(|(key, value)| Slice::Group { key: key.clone(), value: value.clone() });
        let holds = |slice: &&Slice| cell.groups.iter().any(|(key, value)| slice.holds(key, value));
        let together = merged.iter().filter(holds).cloned();
        let own = [Slice::All, Slice::Role(cell.role.clone())].into_iter().chain(groups).chain(together);
        own.for_each(|slice| slices.entry(slice).or_default().push(position));
    }
    slices
}
