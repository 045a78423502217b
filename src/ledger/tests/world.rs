//! A round of invented people that is published again and again.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};

use crate::assess::{Published, Results, RoundResults, Setting, SliceResults, assess};
use crate::coding::built_in_scales;
use crate::diagnostics::{Code, Diagnostic};
use crate::disclosure::{Merged, Rule, Rules, Terms, clear};
use crate::domain::{
    GroupKey, GroupValue, IndicatorId, Pattern, Place, Population, Project, Readers, RoleId, RoundId, Scale,
    Slice,
};
use crate::ledger::{Ledger, hold};
use crate::project;
use crate::tally::{CellKey, CellTally, ItemCounts, Sums, Tally};

pub const TEXT: &str = r#"
[partnership]
name = "Naam"
purpose = "Doel"
[[round]]
id = "nu"
date = 2026-01-10
[[source]]
round = "nu"
files = ["a.csv"]
role = "student"
[[source]]
round = "nu"
files = ["b.csv"]
role = "mentor"
[[indicator]]
id = "twee"
title = "Twee"
scale = "eens-5"
items = [{ columns = { student = "A", mentor = "A" } }, { columns = { student = "B", mentor = "B" } }]
[[indicator.threshold]]
rung = "good-enough"
statistic = "mean"
at-least = 3.5
unit = "points"
why = "Daarom."
owner = "stuurgroep"
agreed-on = 2025-09-12
"#;

/// Somebody: who, where, and what they answered (1 to 5, or nothing). Whoever changes an answer is another version of
/// the same person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub id: u32,
    pub role: &'static str,
    pub school: Option<&'static str>,
    pub answers: [Option<u8>; 2],
}

pub fn person(id: u32, role: &'static str, school: &'static str, answer: u8) -> Person {
    Person { id, role, school: Some(school), answers: [Some(answer), Some(answer)] }
}

/// So many people of one cell, with answers that differ.
pub fn people(from: u32, n: u32, role: &'static str, school: &'static str) -> Vec<Person> {
    (from..from + n).map(|id| person(id, role, school, u8::try_from(1 + id % 5).unwrap())).collect()
}

impl Person {
    pub fn is_in(&self, slice: &Slice) -> bool {
        match slice {
            Slice::All => true,
            Slice::Role(role) => role.as_str() == self.role,
            Slice::Group { key, .. } | Slice::Merged { key, .. } => {
                self.school.is_some_and(|school| slice.holds(key, &GroupValue::new(school)))
            }
        }
    }
}

pub fn school(name: &str) -> Slice {
    Slice::Group { key: GroupKey::new("school"), value: GroupValue::new(name) }
}

pub fn role(name: &str) -> Slice {
    Slice::Role(RoleId::new(name))
}

/// A project that is published week after week.
pub struct World {
    pub project: Project,
    scales: BTreeMap<IndicatorId, Scale>,
    pub ledger: Ledger,
    week: i8,
}

/// What was published in one week, and who had answered by then.
#[derive(Clone, Debug)]
pub struct Week {
    pub results: RoundResults,
    pub people: Vec<Person>,
    pub readers: Readers,
    pub notes: Vec<Diagnostic>,
    /// Whether the ledger holds more than before.
    pub added: bool,
}

impl World {
    pub fn new() -> Self {
        Self::of(TEXT)
    }

    pub fn of(text: &str) -> Self {
        let folder = std::path::Path::new(".");
        let project = project::read(text, project::FILE_NAME, folder).expect("a project").value;
        Self { scales: scales(&project), project, ledger: Ledger::default(), week: 0 }
    }

    /// Another project file for the same round.
    pub fn changes_to(&mut self, text: &str) {
        let other = Self::of(text);
        (self.project, self.scales) = (other.project, other.scales);
    }

    /// What comes next is for these readers.
    pub fn is_for(&mut self, readers: Readers) -> &mut Self {
        self.project = self.project.clone().made_for(readers);
        self
    }

    pub fn day(week: i8) -> Date {
        date(2026, 2 + week / 20, 1 + week % 20)
    }

    /// Publishes what these people answered; the ledger is written and read again.
    pub fn publishes(&mut self, people: &[Person]) -> Week {
        let (week, ledger) = self.checks(people);
        self.week += 1;
        if let Some(ledger) = ledger {
            let text = ledger.to_text().expect("a text");
            self.ledger = Ledger::read(text.as_bytes(), "r.json").expect("a ledger");
            assert_eq!(self.ledger.to_text().expect("a text"), text);
        }
        week
    }

    /// What would be published.
    pub fn checks(&self, people: &[Person]) -> (Week, Option<Ledger>) {
        let rounds = [RoundId::new("nu")];
        let population = Population::default();
        let setting = Setting {
            project: &self.project,
            scales: &self.scales,
            population: &population,
            as_of: Self::day(self.week),
            rules: Rules::all(),
        };
        let tally = tally(people, &self.project);
        // Who answers alike is the business of one report; here more is shown, and the ledger has to hold it.
        let rules = Rules::without(&[Rule::Unanimity]);
        let scoring = BTreeMap::new();
        let terms = Terms {
            privacy: &self.project.privacy,
            scoring: &scoring,
            population: &population,
            merged: &Merged::default(),
            rules,
        };
        let cleared = clear(&tally, &rounds, terms);
        let results: Results = assess(setting, &cleared);
        let held = hold(setting, &tally, results, &self.ledger, &Place::file("r.json"));
        let mut published = Published::of(&held.results, Rules::all()).results().clone();
        let week = Week {
            results: published.rounds.remove(0),
            people: people.to_vec(),
            readers: self.project.readers,
            notes: held.notes,
            added: held.ledger.is_some(),
        };
        (week, held.ledger)
    }
}

impl Week {
    pub fn slice(&self, slice: &Slice) -> &SliceResults {
        self.results.indicators[0].slices.iter().find(|own| &own.slice == slice).expect("the slice")
    }

    pub fn respondents(&self, slice: &Slice) -> Option<u64> {
        self.results.response.iter().find(|own| &own.slice == slice).expect("the slice").respondents
    }

    /// The slices that keep earlier figures of the indicator.
    pub fn kept(&self) -> BTreeSet<String> {
        let slices = self.results.indicators[0].slices.iter();
        slices.filter(|slice| slice.as_of.is_some()).map(|slice| slice.slice.id()).collect()
    }

    pub fn noted(&self, code: Code) -> bool {
        self.notes.iter().any(|note| note.code == code)
    }
}

fn scales(project: &Project) -> BTreeMap<IndicatorId, Scale> {
    let known = built_in_scales();
    let of = |indicator: &crate::domain::Indicator| {
        let scale = known.iter().find(|scale| Some(&scale.id) == indicator.scale.as_ref())?;
        Some((indicator.id.clone(), scale.clone()))
    };
    project.indicators.iter().filter_map(of).collect()
}

fn tally(people: &[Person], project: &Project) -> Tally {
    let mut tally = Tally::default();
    let items = project.indicators[0].items.len();
    for person in people {
        let key = CellKey {
            round: RoundId::new("nu"),
            role: RoleId::new(person.role),
            groups: BTreeMap::from([(GroupKey::new("school"), person.school.map(GroupValue::new))]),
        };
        let turned = |item: usize, answer: u8| {
            if project.indicators[0].items[item].reverse { 6 - answer } else { answer }
        };
        let answers: Vec<Option<u8>> =
            (0..items).map(|item| person.answers[item].map(|answer| turned(item, answer))).collect();
        let valid: Vec<u8> = answers.iter().flatten().copied().collect();
        let count = |matches: fn(&u8) -> bool| {
            u16::try_from(valid.iter().filter(|answer| matches(answer)).count()).unwrap()
        };
        let pattern = Pattern {
            valid: count(|_| true),
            sum: valid.iter().map(|&answer| u32::from(answer)).sum(),
            favourable: count(|&answer| answer > 3),
            unfavourable: count(|&answer| answer < 3),
        };
        let item = |answer: &Option<u8>| {
            let mut counts = ItemCounts { categories: vec![0; 5], missing: [0; 4] };
            match answer {
                Some(answer) => counts.categories[usize::from(*answer) - 1] = 1,
                None => counts.missing[0] = 1,
            }
            counts
        };
        let sums = Sums {
            patterns: BTreeMap::from([(pattern, 1)]),
            items: answers.iter().map(item).collect(),
            complete: Vec::new(),
            with_total: Vec::new(),
            unlinked: false,
        };
        let indicators = BTreeMap::from([(IndicatorId::new("twee"), sums)]);
        tally.cells.entry(key).or_default().merge(&CellTally { respondents: 1, indicators });
    }
    tally
}
