use std::collections::BTreeSet;

use super::Reason;
use super::bounds::{Classes, Number};
use super::release::Withheld;
use super::table::Table;
use crate::domain::{AskedRow, GroupValue, Population, RoundId, Slice};

/// Of people of whom it is not known how many were asked there could be any number; to a solver a large one is enough.
const ANY_NUMBER: u64 = 1_000_000;

/// What the response says beside its numbers: that somebody answered in each slice that is withheld, which of those are
/// small where everyone is withheld too, and how many were asked. With the numbers that may settle how many answered in a
/// small slice (rule 4, of the reasons).
pub(super) struct Settled<'a> {
    table: &'a Table,
    minimum: u64,
    /// Respondents per cell.
    respondents: Vec<u64>,
    /// Cells with people, and how many were asked there.
    asked: Vec<(BTreeSet<usize>, u64)>,
    /// The cells of each group that was put together with others: readers know that somebody answered in it, and may know
    /// whether it is small.
    together: Vec<BTreeSet<usize>>,
}

/// What someone sees of the respondents.
struct View {
    classes: Classes,
    respondents: Number,
}

impl View {
    /// Between which numbers those of some cells lie.
    fn range(&self, own: &BTreeSet<usize>) -> Option<(u64, u64)> {
        self.classes.range(&self.respondents, &self.classes.place(own))
    }
}

/// Some cells, and between which numbers it is told that their respondents lie.
type Told<'a> = (&'a BTreeSet<usize>, (u64, u64));

impl<'a> Settled<'a> {
    pub fn new(table: &'a Table, round: &RoundId, population: &Population, minimum: u64) -> Self {
        let of_row = |row: &AskedRow| -> BTreeSet<usize> {
            let cells = table.cells.iter().enumerate().filter(|(_, (key, _))| {
                let mut groups = row.groups.iter();
                key.role == row.role
                    && groups.all(|(own, value)| {
                        key.groups.get(own).is_some_and(|own| own.as_ref() == Some(value))
                    })
            });
            cells.map(|(cell, _)| cell).collect()
        };
        let rows = population.rows.iter().filter(|row| &row.round == round);
        // Where people are not told apart by the groups of a number, it is of no cells.
        let asked = rows.map(|row| (of_row(row), row.asked)).filter(|(cells, _)| !cells.is_empty());
        let respondents = table.cells.iter().map(|(_, cell)| cell.respondents).collect();
        Self { table, minimum, respondents, asked: asked.collect(), together: together(table) }
    }

    /// What is withheld beside what is `given`, so that no number of a small slice is settled.
    pub fn withheld(&self, given: &Withheld) -> Withheld {
        let mut withheld = given.clone();
        loop {
            let view = self.view(&withheld);
            let hidden = self.slices().filter(|(slice, _)| withheld.contains_key(*slice));
            let mut hidden = hidden.map(|(_, own)| own).chain(&self.together);
            let settled = hidden.find(|own| self.is_settled(own, &view));
            let Some(slice) = settled.and_then(|settled| self.to_withhold(settled, &withheld)) else {
                return withheld;
            };
            withheld.insert(slice.clone(), Reason::Complement);
        }
    }

    fn slices(&self) -> impl Iterator<Item = (&Slice, &BTreeSet<usize>)> {
        self.table.all_slices().zip(&self.table.linked.slices)
    }

    fn number(&self, cells: &BTreeSet<usize>) -> u64 {
        cells.iter().filter_map(|&cell| self.respondents.get(cell)).sum()
    }

    /// Whether a group that is not shown is small, and so many it must be for who knows what is shown, though not for who
    /// knows only how many were asked.
    fn is_settled(&self, own: &BTreeSet<usize>, view: &View) -> bool {
        let n = self.number(own);
        if !(1..self.minimum).contains(&n) || view.range(own) != Some((n, n)) {
            return false;
        }
        let of_slices = self.slices().map(|(_, own)| own).chain(&self.together);
        let anybody = of_slices.filter(|own| self.number(own) > 0);
        let without = self.seen(&[], anybody.map(|own| (own, (1, ANY_NUMBER))));
        without.range(own).is_none_or(|(_, most)| most > n)
    }

    /// For who has what is not withheld.
    fn view(&self, withheld: &Withheld) -> View {
        let shown: Vec<&BTreeSet<usize>> =
            self.slices().filter(|(slice, _)| !withheld.contains_key(*slice)).map(|(_, own)| own).collect();
        let hidden = self.slices().filter_map(|(slice, own)| {
            let told = self.told(*withheld.get(slice)?, withheld.contains_key(&Slice::All));
            (self.number(own) > 0).then_some((own, told))
        });
        self.seen(&shown, hidden.chain(self.together.iter().map(|own| (own, self.told_of_one(own)))))
    }

    /// What is told of the respondents of a group that was put together with others, at the worst for its people.
    fn told_of_one(&self, own: &BTreeSet<usize>) -> (u64, u64) {
        match self.number(own) {
            n if n < self.minimum => (1, self.minimum.saturating_sub(1)),
            _ => (self.minimum, ANY_NUMBER),
        }
    }

    /// What a reason tells of the number of respondents.
    fn told(&self, reason: Reason, is_everyone_withheld: bool) -> (u64, u64) {
        match reason {
            _ if !is_everyone_withheld => (1, ANY_NUMBER),
            Reason::Minimum => (1, self.minimum.saturating_sub(1)),
            _ => (self.minimum, ANY_NUMBER),
        }
    }

    /// For who has the numbers of some cells, and is told between which others lie.
    fn seen<'b>(&'b self, shown: &[&BTreeSet<usize>], told: impl Iterator<Item = Told<'b>>) -> View {
        let asked = self.asked.iter().map(|(cells, asked)| (cells, (0, *asked)));
        let (sets, told): (Vec<_>, Vec<_>) = told.chain(asked).unzip();
        let cells = (0..self.respondents.len()).collect();
        let classes = Classes::new(&cells, shown, &sets);
        let respondents = Number { counts: classes.counts(&self.respondents), told };
        View { classes, respondents }
    }

    /// The smallest shown slice that leaves it open when it is withheld too, or else the smallest of all; everyone last.
    fn to_withhold(&self, own: &BTreeSet<usize>, withheld: &Withheld) -> Option<&Slice> {
        let shown =
            self.slices().filter(|(slice, own)| !withheld.contains_key(*slice) && self.number(own) > 0);
        let mut candidates: Vec<&Slice> = shown.map(|(slice, _)| slice).collect();
        candidates.sort_by_key(|slice| (**slice == Slice::All, self.table.cell(slice).respondents));
        let mends = |candidate: &&&Slice| {
            let mut with = withheld.clone();
            with.insert((**candidate).clone(), Reason::Complement);
            !self.is_settled(own, &self.view(&with))
        };
        candidates.iter().find(mends).or(candidates.first()).copied()
    }
}

/// The cells of each group that was put together with others.
fn together(table: &Table) -> Vec<BTreeSet<usize>> {
    let groups = table.slices.keys().flat_map(|slice| match slice {
        Slice::Merged { key, values } => {
            let group = |value: &GroupValue| Slice::Group { key: key.clone(), value: value.clone() };
            values.iter().map(group).collect::<Vec<_>>()
        }
        _ => Vec::new(),
    });
    let cells = groups.map(|group| {
        let own = table.cells.iter().enumerate().filter(|(_, (key, _))| key.belongs_to(&group));
        own.map(|(cell, _)| cell).collect::<BTreeSet<usize>>()
    });
    cells.filter(|cells| !cells.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::disclosure::{Merged, Rules};
    use crate::domain::{GroupKey, Place, RoleId};
    use crate::tally::{CellKey, CellTally, Tally};

    fn round() -> RoundId {
        RoundId::new("r")
    }

    fn school(name: &str) -> Slice {
        Slice::Group { key: GroupKey::new("school"), value: GroupValue::new(name) }
    }

    /// Who is asked in a school: the role, how many answered, and how many were asked.
    type Asked = (&'static str, &'static str, u64, Option<u64>);

    const fn students(name: &'static str, respondents: u64, asked: Option<u64>) -> Asked {
        ("student", name, respondents, asked)
    }

    fn withheld(people: &[Asked], given: &[(Slice, Reason)]) -> Withheld {
        let mut tally = Tally::default();
        let mut population = Population::default();
        for (role, name, respondents, asked) in people {
            let (role, school) = (RoleId::new(*role), (GroupKey::new("school"), GroupValue::new(*name)));
            let groups = BTreeMap::from([(school.0.clone(), Some(school.1.clone()))]);
            let key = CellKey { round: round(), role: role.clone(), groups };
            tally.cells.insert(key, CellTally { respondents: *respondents, ..CellTally::default() });
            let (groups, place) = (BTreeMap::from([school]), Place::file("populatie.csv"));
            population.rows.extend(asked.map(|asked| AskedRow {
                round: round(),
                role,
                groups,
                asked,
                place,
            }));
        }
        let table = Table::new(&tally, &round(), &Merged::default(), Rules::all());
        Settled::new(&table, &round(), &population, 5).withheld(&given.iter().cloned().collect())
    }

    /// Two schools that are too small.
    fn b_and_c() -> [(Slice, Reason); 2] {
        [school("B"), school("C")].map(|school| (school, Reason::Minimum))
    }

    #[test]
    fn how_many_were_asked_settles_how_many_answered_in_a_withheld_school() {
        let of = |b, asked_b, c| {
            let people =
                [students("A", 26, Some(40)), students("B", b, Some(asked_b)), students("C", c, Some(10))];
            withheld(&people, &b_and_c()).len()
        };
        assert!(of(1, 1, 4) > 2, "of five together one at most is in B, and one at least");
        assert_eq!(of(2, 2, 2), 2, "it could be one and three");
    }

    #[test]
    fn what_is_known_without_the_report_is_not_of_the_report() {
        let people = [students("A", 26, Some(40)), students("B", 1, Some(1)), students("C", 1, Some(1))];
        assert_eq!(withheld(&people, &b_and_c()).len(), 2);
    }

    #[test]
    fn somebody_is_in_each_slice_that_is_withheld() {
        let of = |c| {
            withheld(&[students("A", 20, None), students("B", 1, None), students("C", c, None)], &b_and_c())
        };
        assert!(of(1).len() > 2, "two in two schools is one in each");
        assert_eq!(of(2).len(), 2);
    }

    #[test]
    fn where_everyone_is_withheld_it_is_told_who_is_small() {
        let mentors = ("mentor", "D", 20, None);
        let people = [students("A", 4, Some(10)), students("B", 5, Some(5)), mentors];
        let role = |name: &str| Slice::Role(RoleId::new(name));
        let mut given = vec![
            (role("mentor"), Reason::Complement),
            (school("D"), Reason::Complement),
            (school("A"), Reason::Minimum),
            (school("B"), Reason::Complement),
        ];
        assert_eq!(withheld(&people, &given).len(), 4, "of nine students 4 to 8 are in A");
        given.push((Slice::All, Reason::Complement));
        // B is not small, so five are in B, and four in A.
        assert!(withheld(&people, &given).len() > 5);
    }
}
