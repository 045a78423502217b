use std::collections::BTreeMap;

use rayon::prelude::*;

use super::alike::Alike;
use super::audit::{Audit, Band, Form, Question};
use super::joint::{Answers, Joint, MayLose, Numbers, Seen, Shown};
use super::release::{Demand, Withheld};
use super::settled::Settled;
use super::table::Table;
use super::{
    Access, Clearance, Cleared, ClearedCount, ClearedRound, ClearedTally, Common, Merged, Nearly, Reason,
    Rule, Rules, Scoring, skippers,
};
use crate::domain::{IndicatorId, Missing, Population, Privacy, RoundId, Slice};
use crate::tally::{CellTally, ItemCounts, Sums, Tally};

/// What is gone by in deciding what may be shown.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// From how many people on something is shown.
    pub privacy: &'a Privacy,
    /// How each indicator is scored; where it is not given, any answer is a score and none is favourable.
    pub scoring: &'a BTreeMap<IndicatorId, Scoring>,
    /// How many were asked, which the readers know.
    pub population: &'a Population,
    /// The groups that are put together.
    pub merged: &'a Merged,
    /// The rules that hold.
    pub rules: Rules,
}

/// Decides what may be shown of a tally: the rules of disclosure for every table of a round, a table being one
/// indicator, or the response, over the roles or over one grouping.
///
pub fn clear(tally: &Tally, rounds: &[RoundId], terms: Terms<'_>) -> ClearedTally {
    let clear_one =
        |round: &RoundId| clear_round(&Table::new(tally, round, terms.merged, terms.rules), round, terms);
    ClearedTally { rounds: rounds.par_iter().map(|round| (round.clone(), clear_one(round))).collect() }
}

fn clear_round(table: &Table, round: &RoundId, terms: Terms<'_>) -> ClearedRound {
    let Terms { privacy, scoring, population, rules, .. } = terms;
    let mut cleared =
        ClearedRound { slices: table.all_slices().cloned().collect(), ..ClearedRound::default() };
    let respondents = table.measures(&|cell| vec![cell.respondents]);
    let nobody = BTreeMap::new();
    let small = table.small(privacy.minimum, Reason::Minimum, &nobody, &respondents, &|_| false);
    let targets = table.targets(privacy.minimum);
    let audit = table.audit(&targets, privacy.minimum);
    let people = Question::People(Form::all(respondents.people(0)));
    let settled = Settled::new(table, round, population, privacy.minimum);
    let mut demands: Vec<Demand<'_>> = vec![
        Box::new(|withheld| table.completed(privacy.minimum, &respondents, withheld)),
        Box::new(|withheld| audit.withheld(std::slice::from_ref(&people), withheld, &[])),
    ];
    if rules.hold(Rule::Intervals) {
        demands.push(Box::new(|withheld| settled.withheld(withheld)));
    }
    let permissions = table.level(&nobody, demands).withheld(small);
    for slice in &cleared.slices {
        let shown = match permissions.get(slice) {
            Some(reason) => Err(told_reason(*reason, &permissions)),
            None => Ok(ClearedCount { n: table.cell(slice).respondents, clearance: Clearance::granted() }),
        };
        cleared.respondents.insert(slice.clone(), shown);
    }
    let any_answer = Scoring::default();
    let indicators: Vec<&IndicatorId> = table.cell(&Slice::All).indicators.keys().collect();
    // Each by itself: as many at a time as there are cores.
    let decided = indicators.into_par_iter().map(|indicator| {
        let scoring = scoring.get(indicator).unwrap_or(&any_answer);
        let decided = Decided::of(table, &audit, indicator, scoring, privacy, &permissions);
        let slices = cleared.slices.iter().map(|slice| (slice.clone(), decided.access(slice))).collect();
        (indicator.clone(), slices)
    });
    cleared.indicators = decided.collect();
    cleared
}

/// What may be shown of one indicator.
struct Decided<'a> {
    table: &'a Table,
    indicator: &'a IndicatorId,
    alike: Alike<'a>,
    /// Slices of which nothing may be shown.
    nothing: BTreeMap<Slice, Reason>,
    /// Slices of which only may be said that nearly everyone answered alike.
    nearly: BTreeMap<Slice, Nearly>,
    /// Slices of which no exact figures may be shown.
    figures: BTreeMap<Slice, Reason>,
    /// Slices of which no distributions may be shown.
    distributions: BTreeMap<Slice, Reason>,
}

impl<'a> Decided<'a> {
    fn of(
        table: &'a Table,
        audit: &Audit<'_>,
        indicator: &'a IndicatorId,
        scoring: &'a Scoring,
        privacy: &Privacy,
        respondents: &BTreeMap<Slice, Reason>,
    ) -> Self {
        let items = table.cell(&Slice::All).indicators.get(indicator).map_or(0, |sums| sums.items.len());
        let measures =
            table.measures(&|cell| measures(cell.indicators.get(indicator), items, scoring.needed));
        let small = table.small(privacy.minimum, Reason::Minimum, respondents, &measures, &|_| false);
        // Of the first two measures, any answer and a score, numbers of people are shown with the figures.
        let counted = [0, 1].map(|measure| Question::People(Form::all(measures.people(measure))));
        let demands: Vec<Demand<'_>> = vec![
            Box::new(|withheld| table.completed(privacy.minimum, &measures, withheld)),
            Box::new(|withheld| audit.withheld(&counted, withheld, &[])),
        ];
        let nothing = table.level(respondents, demands).withheld(small);
        let slices = table.all_slices().map(|slice| (slice, table.cell(slice)));
        let cells = table.cells.iter().map(|(_, cell)| cell);
        let alike = Alike::new(indicator, scoring, &table.linked, slices, cells);
        let unanimity = table.rules.hold(Rule::Unanimity);
        let nearly = if unanimity { alike.of_indicator() } else { BTreeMap::new() };
        let mut of_one_mind = nothing.clone();
        for slice in nearly.keys() {
            of_one_mind.entry(slice.clone()).or_insert(Reason::Unanimous);
        }
        // To one item of an indicator one person gives one answer; to several at most so many.
        let slack = alike.slack();
        let of_whole = |slice: &Slice| {
            let nearly = nearly.get(slice).filter(|_| !nothing.contains_key(slice))?;
            Some((nearly.common, slack))
        };
        let bands = |item: Option<usize>, told: &dyn Fn(&Slice) -> Option<(Common, u64)>| -> Vec<Band> {
            let told = table.all_slices().enumerate().map(|(position, slice)| (position, told(slice)));
            let told = told.filter_map(|(position, told)| Some((position, told?)));
            told.map(|(position, (common, slack))| alike.band(position, item, common, slack)).collect()
        };
        let asked = |mut questions: Vec<Question>| {
            questions.retain(|question| unanimity || !matches!(question, Question::OneMind(_)));
            questions
        };
        let mut demands: Vec<Demand<'_>> = Vec::new();
        if unanimity {
            demands.push(Box::new(|withheld| alike.withheld_of_indicator(withheld)));
        }
        if alike.items() == 1 {
            // Of one item a share is shown where its distribution is not.
            let (questions, told) = (asked(alike.questions_of_sides(0)), bands(None, &of_whole));
            demands.push(Box::new(move |withheld| audit.withheld(&questions, withheld, &told)));
        }
        let figures = table.level(&nothing, demands).withheld(of_one_mind);
        let tells = |slice: &Slice| {
            let cells = table.cells_of(slice).filter_map(|cell| cell.indicators.get(indicator));
            table.rules.hold(Rule::Skippers)
                && skippers::tells(&cells.collect::<Vec<_>>(), scoring.needed, privacy.minimum)
        };
        let too_small = Reason::MinimumDistribution;
        let small = table.small(privacy.minimum_distribution, too_small, &figures, &measures, &tells);
        let mut demands: Vec<Demand<'_>> =
            vec![Box::new(|withheld| table.completed(privacy.minimum_distribution, &measures, withheld))];
        if unanimity {
            demands.push(Box::new(|withheld| alike.withheld_of_items(withheld)));
        }
        for item in 0..alike.items() {
            let questions = asked(alike.questions(item));
            let (alike, bands, of_whole, nearly) = (&alike, &bands, &of_whole, &nearly);
            demands.push(Box::new(move |withheld: &Withheld| {
                let of_item = |slice: &Slice| {
                    let told = alike.of_items(slice).get(item).copied().flatten();
                    let told = told.filter(|_| withheld.get(slice) == Some(&Reason::Unanimous))?;
                    Some((told.common, 1))
                };
                let told = bands(Some(item), &|slice| match nearly.contains_key(slice) {
                    true => of_whole(slice),
                    false => of_item(slice),
                });
                audit.withheld(&questions, withheld, &told)
            }));
        }
        let distributions = table.level(&figures, demands).withheld(small);
        let decided = Self { table, indicator, alike, nothing, nearly, figures, distributions };
        if table.rules.hold(Rule::Intervals) { decided.jointly(scoring, privacy) } else { decided }
    }

    /// The same with what is withheld beside it, so that nothing follows by interval from all of it together.
    fn jointly(mut self, scoring: &Scoring, privacy: &Privacy) -> Self {
        let cells: Vec<&CellTally> = self.table.cells.iter().map(|(_, cell)| cell).collect();
        let slices = &self.table.linked.slices;
        let (items, categories) = (self.alike.items(), self.alike.categories());
        let numbers = self.table.all_slices().map(|slice| self.numbers(slice));
        let joint = Joint {
            slices,
            cells: cells.iter().map(|cell| answers(cell.indicators.get(self.indicator))).collect(),
            numbers: numbers.collect(),
            scoring,
            minimum: privacy.minimum,
            of_one_mind: self.table.rules.hold(Rule::Unanimity),
            items,
            categories,
            may_lose: vec![MayLose::Distributions; slices.len()],
        };
        let given: Vec<Shown> = self.table.all_slices().map(|slice| self.shown(slice)).collect();
        let shown = joint.withheld(given.clone());
        for ((slice, before), after) in self.table.all_slices().zip(given).zip(shown) {
            if before == after {
                continue;
            }
            let withheld = match (before.seen, after.seen) {
                (Seen::Nearly(_), _) => &mut self.nothing,
                (_, Seen::Nothing) => &mut self.figures,
                _ => &mut self.distributions,
            };
            withheld.entry(slice.clone()).or_insert(Reason::Complement);
        }
        self
    }

    /// Every number of a slice that can be shown.
    fn numbers(&self, slice: &Slice) -> Numbers {
        let Some(sums) = self.table.cell(slice).indicators.get(self.indicator) else {
            return Numbers::default();
        };
        let Answers { people, items, .. } = answers(Some(sums));
        let scoring = self.alike.scoring();
        let among = |side: &dyn Fn(u8) -> f64| -> f64 {
            let weighed =
                |item: &Vec<f64>| (1_u8..).zip(item).map(|(own, count)| side(own) * count).sum::<f64>();
            items.iter().map(weighed).sum()
        };
        let side = |side: &[u8]| {
            let count = among(&|own| if side.contains(&own) { 1.0 } else { 0.0 });
            Some((count, count))
        };
        let answers = among(&|_| 1.0);
        let of_items = self.alike.of_items(slice);
        let complete = items.len() > 1 && answers > 0.0 && answers == people * items.len() as f64;
        Numbers {
            people,
            answers: Some(answers),
            favourable: side(&scoring.favourable),
            unfavourable: side(&scoring.unfavourable),
            mean: complete.then(|| (among(&|own| f64::from(own)) / answers * 10.0).round() / 10.0),
            answered: items.iter().map(|item| Some(item.iter().sum())).collect(),
            counts: items,
            at_least: self.nearly.get(slice).map(|nearly| nearly.at_least),
            at_least_of_items: of_items.iter().map(|nearly| nearly.map(|nearly| nearly.at_least)).collect(),
        }
    }

    /// What is shown of a slice.
    fn shown(&self, slice: &Slice) -> Shown {
        let seen = match (self.nearly.get(slice), self.distributions.get(slice)) {
            _ if self.nothing.contains_key(slice) => Seen::Nothing,
            (Some(nearly), _) => Seen::Nearly(nearly.common),
            _ if self.figures.contains_key(slice) => Seen::Nothing,
            (None, Some(_)) => Seen::Figures,
            (None, None) => Seen::Whole,
        };
        let told = seen == Seen::Figures && self.distributions.get(slice) == Some(&Reason::Unanimous);
        let bands = if told { self.alike.of_items(slice) } else { Vec::new() };
        Shown { seen, bands: bands.into_iter().map(|nearly| nearly.map(|nearly| nearly.common)).collect() }
    }

    fn access(&self, slice: &Slice) -> Access {
        let sums = self.table.cell(slice).indicators.get(self.indicator);
        let Some(sums) = sums.filter(|sums| sums.respondents(1) > 0) else { return Access::NoData };
        match (self.nothing.get(slice), self.nearly.get(slice), self.figures.get(slice)) {
            (Some(reason), _, _) | (None, None, Some(reason)) => {
                Access::Withheld(told_reason(*reason, &self.nothing))
            }
            (None, Some(nearly), _) => Access::NearlyAll(*nearly),
            (None, None, None) => {
                let reason = self.distributions.get(slice).copied();
                let cleared = Cleared::new(sums.clone(), reason);
                Access::Shown(match reason {
                    Some(Reason::Unanimous) => cleared.with_alike(self.alike.of_items(slice)),
                    _ => cleared,
                })
            }
        }
    }
}

/// The reason as it may be told. Where the total is shown, it is not told which groups are too small and which only hide
/// those: of eight people in two groups below five each, both would be four.
fn told_reason(reason: Reason, withheld: &BTreeMap<Slice, Reason>) -> Reason {
    match reason {
        Reason::Minimum if !withheld.contains_key(&Slice::All) => Reason::Complement,
        reason => reason,
    }
}

/// The answers of some people to an indicator.
fn answers(sums: Option<&Sums>) -> Answers {
    let Some(sums) = sums else { return Answers::default() };
    let asked =
        |item: &ItemCounts| item.valid() + item.missing.iter().sum::<u64>() > item.missing(Missing::NotAsked);
    Answers {
        asked: sums.items.iter().any(asked),
        people: sums.respondents(1) as f64,
        items: sums
            .items
            .iter()
            .map(|item| item.categories.iter().map(|&count| count as f64).collect())
            .collect(),
    }
}

/// Every number of respondents that figures of an indicator of so many items rest on: with any answer, with a score, and
/// per item. `needed` says from how many valid items on a respondent has a score.
pub(super) fn measures(sums: Option<&Sums>, items: usize, needed: u16) -> Vec<u64> {
    let from = |valid| sums.map_or(0, |sums| sums.respondents(valid));
    let item = |item: usize| sums.and_then(|sums| sums.items.get(item)).map_or(0, ItemCounts::valid);
    [from(1), from(needed.max(1))].into_iter().chain((0..items).map(item)).collect()
}
