//! What follows by interval from all that was published of an indicator and what is to be published of it today, together.
//!
//! People who came between two reports are cells of their own here, and a slice of an earlier day is a slice beside those of
//! today. How earlier answers fall among them is not kept anywhere, so the search begins with answers that fit everything
//! that is known; where there are too many of them to find any, it is not looked for.

use std::collections::{BTreeMap, BTreeSet};

use super::compared::{Atoms, Compared};
use super::edition::{Detail, has_distribution, is_shown, told_by_share};
use super::people::{CellName, Measure};
use crate::assess::{CommonAnswer, Figure, IndicatorResults, NearlyAll, SliceResults};
use crate::disclosure::{Answers, Common, Joint, Known, MayLose, Numbers, Scoring, Seen, Shown, Unfitting};
use crate::domain::{IndicatorId, Privacy, RoundId, Slice, Statistic};
use crate::tally::Tally;

/// What is looked at.
pub(super) struct Jointly<'a> {
    pub compared: &'a Compared<'a>,
    pub tally: &'a Tally,
    pub round: &'a RoundId,
    pub scoring: &'a Scoring,
    pub categories: usize,
    pub privacy: &'a Privacy,
    /// Whether it is looked at who is of one mind.
    pub of_one_mind: bool,
}

/// A slice on one day.
struct OfADay<'a> {
    slice: &'a Slice,
    atoms: BTreeSet<usize>,
    shown: Shown,
    numbers: Numbers,
    may_lose: MayLose,
}

impl<'a> OfADay<'a> {
    /// Of which nothing is shown.
    fn unseen(slice: &'a Slice) -> Self {
        Self {
            slice,
            atoms: BTreeSet::new(),
            shown: Shown::nothing(),
            numbers: Numbers::default(),
            may_lose: MayLose::Nothing,
        }
    }
}

impl Jointly<'_> {
    /// The slices that may not be shown as they are today, of those that are to be.
    pub fn kept_back(&self, today: &IndicatorResults, fresh: &BTreeSet<Slice>) -> BTreeSet<Slice> {
        self.looked_at(today, fresh).unwrap_or_default()
    }

    /// `None`: it cannot be looked at.
    fn looked_at(&self, today: &IndicatorResults, fresh: &BTreeSet<Slice>) -> Option<BTreeSet<Slice>> {
        let (compared, table) = (self.compared, Some(today.id.clone()));
        let definition = compared.definitions.get(&today.id)?;
        let people = compared.atoms(&table, &Measure::Any)?;
        let answered = definition.items.iter().map(|item| {
            let atoms = compared.atoms(&table, &Measure::Answered(item.clone()))?;
            (atoms.days() == people.days()).then_some(atoms)
        });
        let answered: Vec<&Atoms> = answered.collect::<Option<_>>()?;
        let all = self.of_all_days(today, fresh, people)?;
        let mut new = all.iter().filter(|one| one.may_lose == MayLose::Everything).peekable();
        if new.peek().is_none() {
            return Some(BTreeSet::new());
        }
        let slices: Vec<BTreeSet<usize>> = all.iter().map(|one| one.atoms.clone()).collect();
        let asked = |size: &u64| Answers { asked: *size > 0, ..Answers::default() };
        let mut joint = Joint {
            slices: &slices,
            cells: people.sizes.iter().map(asked).collect(),
            numbers: all.iter().map(|one| one.numbers.clone()).collect(),
            scoring: self.scoring,
            minimum: self.privacy.minimum,
            of_one_mind: self.of_one_mind,
            items: answered.len(),
            categories: self.categories,
            may_lose: all.iter().map(|one| one.may_lose).collect(),
        };
        let given: Vec<Shown> = all.iter().map(|one| one.shown.clone()).collect();
        joint.cells = match joint.fitting(&given, &self.known(&today.id, people, &answered)?) {
            Ok(cells) => cells,
            Err(Unfitting::TooLarge) => return None,
            // Answers of then are others now, so nobody can tell what follows from both.
            Err(Unfitting::Contradiction) => return Some(new.map(|one| one.slice.clone()).collect()),
        };
        let mut shown = given.clone();
        // What was published for a lower minimum may be all too certain for a higher one, and is still to be no more certain.
        for minimum in self.minima() {
            joint.minimum = minimum;
            shown = joint.withheld(shown);
        }
        let changed = all.iter().zip(given.iter().zip(&shown)).filter(|(_, (before, after))| before != after);
        Some(changed.map(|(one, _)| one.slice.clone()).collect())
    }

    /// The minimum of today, and then lower ones of earlier days.
    fn minima(&self) -> Vec<u64> {
        let today = self.privacy.minimum;
        let earlier = self.compared.editions.iter().map(|edition| edition.minimum);
        let lower: BTreeSet<u64> = earlier.filter(|minimum| *minimum < today).collect();
        std::iter::once(today).chain(lower.into_iter().rev()).collect()
    }

    /// Everyone today, then every slice as it is shown today or was on an earlier day.
    fn of_all_days<'b>(
        &'b self,
        today: &'b IndicatorResults,
        fresh: &BTreeSet<Slice>,
        people: &Atoms,
    ) -> Option<Vec<OfADay<'b>>> {
        let (compared, table) = (self.compared, Some(today.id.clone()));
        let of = |slice: &'b SliceResults, day: usize, may_lose: MayLose| {
            let (shown, numbers) = self.read(slice);
            let atoms = compared.row(people, &slice.slice, day)?;
            Some(OfADay { slice: &slice.slice, atoms, shown, numbers, may_lose })
        };
        let everyone = compared.row(people, &Slice::All, compared.today())?;
        let mut all = vec![OfADay { atoms: everyone, ..OfADay::unseen(&Slice::All) }];
        let mut add = |own: OfADay<'b>| match all.first_mut().filter(|_| own.slice == &Slice::All) {
            Some(everyone) => *everyone = own,
            None => all.push(own),
        };
        for slice in today.slices.iter().filter(|slice| is_shown(slice) && fresh.contains(&slice.slice)) {
            let known = (0..compared.editions.len()).any(|day| {
                let then = compared.editions.get(day).and_then(|edition| edition.shows(&table, &slice.slice));
                then.is_some_and(|then| then.tells(&Detail::of(slice)))
                    && compared.is_unchanged(&table, &slice.slice, day)
            });
            add(of(slice, compared.today(), if known { MayLose::Nothing } else { MayLose::Everything })?);
        }
        for (day, edition) in compared.editions.iter().enumerate() {
            if compared.is_same(&table, day) {
                let results = edition.results.indicators.iter().filter(|results| results.id == today.id);
                for slice in results.flat_map(|results| &results.slices).filter(|slice| is_shown(slice)) {
                    all.push(of(slice, day, MayLose::Nothing)?);
                }
            }
        }
        // What is not shown is no line, but its people are looked at too.
        for day in 0..=compared.today() {
            for slice in compared.slices() {
                if let Some(atoms) = compared.row(people, slice, day)
                    && all.iter().all(|own| own.atoms != atoms)
                {
                    all.push(OfADay { atoms, ..OfADay::unseen(slice) });
                }
            }
        }
        Some(all)
    }

    /// What a slice shows, and its numbers as they can be read.
    fn read(&self, slice: &SliceResults) -> (Shown, Numbers) {
        let estimate = |statistic: Statistic| slice.figures.get(&statistic).and_then(Figure::estimate);
        let share = estimate(Statistic::FavourableShare).or(estimate(Statistic::UnfavourableShare));
        let mean = estimate(Statistic::Mean);
        let count = |statistic: Statistic| {
            told_by_share(slice, statistic).map(|(low, high)| (low as f64, high as f64))
        };
        let counts = |item: &Option<Vec<u64>>| -> Vec<f64> {
            item.iter().flatten().map(|&count| count as f64).collect()
        };
        let nearly = slice.figures.values().find_map(|figure| match figure {
            Figure::NearlyAll(nearly) => Some(nearly),
            _ => None,
        });
        let answers = share.map(|share| share.answers);
        let people = share.or(mean).map(|figure| figure.n).or(nearly.map(|nearly| nearly.n)).unwrap_or(0);
        let complete = slice.items.len() > 1 && answers == Some(people * slice.items.len() as u64);
        let nearly_of = |figure: &Figure| match figure {
            Figure::NearlyAll(nearly) => Some((nearly.n, self.common(nearly)?, nearly.at_least)),
            _ => None,
        };
        let of_items: Vec<Option<(u64, Common, f64)>> =
            slice.items.iter().map(|item| nearly_of(&item.mean)).collect();
        let numbers = Numbers {
            people: people as f64,
            answers: answers.map(|answers| answers as f64),
            favourable: count(Statistic::FavourableShare),
            unfavourable: count(Statistic::UnfavourableShare),
            mean: mean.filter(|_| complete).map(|mean| (mean.value * 10.0).round() / 10.0),
            counts: slice.items.iter().map(|item| counts(&item.counts)).collect(),
            answered: of_items.iter().map(|nearly| nearly.map(|(n, ..)| n as f64)).collect(),
            at_least: nearly.map(|nearly| nearly.at_least),
            at_least_of_items: of_items.iter().map(|nearly| nearly.map(|(.., least)| least)).collect(),
        };
        let seen = match nearly.map(|nearly| self.common(nearly)) {
            Some(Some(common)) => Seen::Nearly(common),
            None if has_distribution(slice) => Seen::Whole,
            _ => Seen::Figures,
        };
        let bands = of_items.into_iter().map(|nearly| nearly.map(|(_, common, _)| common));
        (Shown { seen, bands: if seen == Seen::Figures { bands.collect() } else { Vec::new() } }, numbers)
    }

    /// What nearly everyone had in common. The one answer that is neither favourable nor unfavourable is not named, but the
    /// bounds of a mean are its own.
    fn common(&self, nearly: &NearlyAll) -> Option<Common> {
        let low = |category: u8| {
            let low = nearly.at_least * f64::from(category) + 1.0 - nearly.at_least;
            (low * 10.0 + 1e-9).floor() / 10.0
        };
        match nearly.common {
            CommonAnswer::Favourable => Some(Common::Favourable),
            CommonAnswer::Unfavourable => Some(Common::Unfavourable),
            CommonAnswer::Same => {
                let fits = |category: &u8| (low(*category) - nearly.within.low).abs() < 1e-9;
                let mut fitting = (1_u8..).take(self.categories).filter(fits);
                fitting.next().filter(|_| fitting.next().is_none()).map(Common::Category)
            }
        }
    }

    /// How many of each atom answered, and how those of each cell do today.
    fn known(&self, indicator: &IndicatorId, people: &Atoms, answered: &[&Atoms]) -> Option<Vec<Known>> {
        let size = |atoms: &Atoms, atom: usize| atoms.sizes.get(atom).map(|&size| size as f64);
        let mut known = Vec::new();
        for atom in 0..people.len() {
            known.push(Known {
                cells: vec![atom],
                people: size(people, atom),
                answered: answered.iter().map(|atoms| size(atoms, atom)).collect::<Option<_>>()?,
                counts: Vec::new(),
            });
        }
        let wide = people.days().len();
        let of_today = self.of_today(indicator, answered.len());
        for (cell, name) in self.compared.cells()?.iter().enumerate() {
            let counts = of_today.get(name).cloned().unwrap_or_default();
            known.push(Known {
                cells: (cell * wide..(cell + 1) * wide).collect(),
                counts,
                ..Known::default()
            });
        }
        Some(known)
    }

    /// Per cell and item the answers of today, category 1 first.
    fn of_today(&self, indicator: &IndicatorId, items: usize) -> BTreeMap<CellName, Vec<Vec<f64>>> {
        let mut cells: BTreeMap<CellName, Vec<Vec<f64>>> = BTreeMap::new();
        for (key, cell) in self.tally.cells.iter().filter(|(key, _)| &key.round == self.round) {
            let Some(sums) = cell.indicators.get(indicator) else { continue };
            let own =
                cells.entry(CellName::of(key)).or_insert_with(|| vec![vec![0.0; self.categories]; items]);
            for (own, item) in own.iter_mut().zip(&sums.items) {
                own.iter_mut().zip(&item.categories).for_each(|(own, count)| *own += *count as f64);
            }
        }
        cells
    }
}
