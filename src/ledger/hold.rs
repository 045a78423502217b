use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::beside::without_stale_trends;
use super::changed::not_only_additions;
use super::choose::kept_back;
use super::compared::Compared;
use super::edition::{Detail, Edition, Table, is_shown};
use super::jointly::Jointly;
use super::keep::{Standing, Standings, rewritten};
use super::people::{Definition, People};
use super::{Ledger, fault, merged};
use crate::assess::{Comparisons, Published, Results, RoundResults, Setting};
use crate::diagnostics::Diagnostic;
use crate::disclosure::{Rule, Scoring};
use crate::domain::{IndicatorId, Place, Privacy, Project, Readers, Slice};
use crate::tally::Tally;

/// Results that may stand beside everything that was published before.
#[derive(Clone, Debug)]
pub struct Held {
    /// The results: of today where that gives nobody away, and else as they were published before.
    pub results: Results,
    /// What the ledger holds once these are published; `None`: what it holds already.
    pub ledger: Option<Ledger>,
    /// What is to be told of it.
    pub notes: Vec<Diagnostic>,
}

/// Holds the results of today against what was published before (rule 5).
///
/// A figure of today is shown where nothing follows from it, together with all that was published of the round, about
/// a set of fewer people than the minimum. Otherwise the slice keeps the figures that it last had, with their day; one
/// that never had any is withheld. `place` is the ledger's.
pub fn hold(setting: Setting<'_>, tally: &Tally, results: Results, ledger: &Ledger, place: &Place) -> Held {
    let project = setting.project;
    let scaled = |indicator: &crate::domain::Indicator| {
        let scale = setting.scales.get(&indicator.id)?;
        Some((indicator.id.clone(), Definition::of(indicator, scale)))
    };
    let definitions: BTreeMap<IndicatorId, Definition> =
        project.indicators.iter().filter_map(scaled).collect();
    let published = Published::of(&results, setting.rules);
    let (mut next, mut notes, mut added) = (ledger.clone(), Vec::new(), false);
    let mut held = results;
    for (round, published) in held.rounds.iter_mut().zip(&published.results().rounds) {
        let people = People::of(tally, &round.round, &definitions);
        let editions = merged::as_today(ledger.editions(&round.round), &round.merged);
        let merged = merged::slices(&editions, &round.merged);
        let compared = Compared::new(&editions, &people, &definitions, &merged);
        let mut standings = Standings::default();
        if !compared.editions.is_empty() {
            let frozen = not_only_additions(&compared, published);
            standings = decide(setting, &compared, (tally, &people, round), frozen);
            let (earlier, hidden) = standings.count();
            if frozen {
                notes.push(fault::not_only_additions(place.clone(), &round.round));
            } else if earlier + hidden > 0 {
                let minimum = project.privacy.minimum;
                notes.push(fault::kept(place.clone(), &round.round, minimum, earlier, hidden));
            }
            *round = rewritten(round, &compared, &standings, project);
        }
        let new = new_in(&compared, published, round, (project.readers, &standings));
        let has_new = !new.response.is_empty() || !new.indicators.is_empty();
        if has_new {
            let terms = (project.readers, project.privacy);
            let edition = Edition::new(held.as_of, terms, people.clone(), definitions.clone(), new);
            next.add(round.round.clone(), edition);
            added = true;
        }
    }
    without_stale_trends(&mut held.rounds);
    Held { results: held, ledger: added.then_some(next), notes }
}

/// What becomes of every slice that today's rules allow.
fn decide(
    setting: Setting<'_>,
    compared: &Compared<'_>,
    (tally, people, round): (&Tally, &People, &RoundResults),
    frozen: bool,
) -> Standings {
    let mut standings = Standings::default();
    let shown = round.response.iter().filter(|response| response.respondents.is_some());
    let response = shown.map(|response| (response.slice.clone(), Detail::default()));
    let response: BTreeMap<Slice, Detail> = response.collect();
    let indicators = round.indicators.iter().map(|indicator| {
        let shown = indicator.slices.iter().filter(|slice| is_shown(slice));
        let shown = shown.map(|slice| (slice.slice.clone(), Detail::of(slice)));
        (Some(indicator.id.clone()), shown.collect::<BTreeMap<_, _>>())
    });
    let tables: Vec<(Table, BTreeMap<Slice, Detail>)> =
        std::iter::once((None, response)).chain(indicators).collect();
    let mut left = tables.clone();
    if frozen {
        left.iter_mut().for_each(|(_, shown)| shown.clear());
    } else {
        for (privacy, editions) in circles(setting.project, compared.editions) {
            let merged = merged::slices(&editions, &round.merged);
            let read = Compared::new(&editions, people, compared.definitions, &merged);
            // Each table by itself: as many at a time as there are cores.
            left.par_iter_mut().for_each(|(table, shown)| {
                let back = kept_back(&read, table, shown, &privacy);
                shown.retain(|slice, _| !back.contains(slice));
                let fresh = shown.keys().cloned().collect();
                let back = by_interval(setting, (&read, &privacy), (tally, round), table, &fresh);
                shown.retain(|slice, _| !back.contains(slice));
            });
        }
    }
    for ((table, shown), (_, left)) in tables.into_iter().zip(left) {
        for slice in shown.keys().filter(|slice| !left.contains_key(*slice)).cloned() {
            let detail = shown.get(&slice).cloned().unwrap_or_default();
            let found = standing(setting, compared, &table, &slice);
            // With nothing but what was shown then, of the same people, nothing is kept back.
            let is_as_then = |day: usize| {
                let then = compared.editions.get(day).and_then(|edition| edition.shows(&table, &slice));
                !frozen
                    && then.is_some_and(|then| then.tells(&detail))
                    && compared.is_unchanged(&table, &slice, day)
            };
            let standing = match found {
                Standing::Earlier(day) if is_as_then(day) => Standing::Fresh,
                other => other,
            };
            standings.set(&table, slice, standing);
        }
    }
    standings
}

/// Every circle of readers that reads what is published today, with the minimum it was promised and what it has read
/// before: that was published for itself or for a wider circle. A circle for which nothing was published by itself has
/// read what the next wider one has, and was promised less.
fn circles(project: &Project, editions: &[Edition]) -> Vec<(Privacy, Vec<Edition>)> {
    let reads = Readers::ALL.into_iter().filter(|readers| *readers <= project.readers);
    let own = |readers: &Readers| {
        *readers == project.readers || editions.iter().any(|edition| edition.readers == *readers)
    };
    let circles = reads.filter(own).map(|readers| {
        let read = editions.iter().filter(|edition| edition.readers >= readers);
        (project.minimums.of(readers), read.cloned().collect::<Vec<_>>())
    });
    circles.filter(|(_, read)| !read.is_empty()).collect()
}

/// The slices of a table that are to be shown as they are today and may not, for what follows by interval.
fn by_interval(
    setting: Setting<'_>,
    (compared, privacy): (&Compared<'_>, &Privacy),
    (tally, round): (&Tally, &RoundResults),
    table: &Table,
    fresh: &BTreeSet<Slice>,
) -> BTreeSet<Slice> {
    let today = round.indicators.iter().find(|own| Some(&own.id) == table.as_ref());
    let Some(today) = today.filter(|_| setting.rules.hold(Rule::Intervals)) else { return BTreeSet::new() };
    let Some(scale) = setting.scales.get(&today.id) else { return BTreeSet::new() };
    let scoring = Scoring {
        favourable: scale.favourable.clone(),
        unfavourable: scale.unfavourable.clone(),
        ..Scoring::default()
    };
    let jointly = Jointly {
        compared,
        tally,
        round: &round.round,
        scoring: &scoring,
        categories: usize::from(scale.len()),
        privacy,
        of_one_mind: setting.rules.hold(Rule::Unanimity),
    };
    jointly.kept_back(today, fresh)
}

/// The figures a slice keeps: the last that it had for the same or a wider circle of readers, if they are of the same
/// measurement.
fn standing(setting: Setting<'_>, compared: &Compared<'_>, table: &Table, slice: &Slice) -> Standing {
    let (privacy, readers) = (&setting.project.privacy, setting.project.readers);
    let fits = |(day, edition): &(usize, &Edition)| {
        edition.readers >= readers
            && edition.minimum >= privacy.minimum
            && edition.minimum_distribution >= privacy.minimum_distribution
            && compared.is_same(table, *day)
            && edition.shows(table, slice).is_some()
    };
    let found = compared.editions.iter().enumerate().rev().find(fits);
    found.map_or(Standing::Hidden, |(day, _)| Standing::Earlier(day))
}

/// Of the results of a round what was not published before for these readers or a wider circle: what the ledger has to
/// know beside what it knows.
fn new_in(
    compared: &Compared<'_>,
    published: &RoundResults,
    held: &RoundResults,
    (readers, standings): (Readers, &Standings),
) -> RoundResults {
    let is_new = |table: &Table, slice: &Slice, detail: &Detail| {
        let known = |(day, edition): (usize, &Edition)| {
            edition.readers >= readers
                && edition.shows(table, slice).is_some_and(|then| then.tells(detail))
                && compared.is_unchanged(table, slice, day)
        };
        standings.get(table, slice) == Standing::Fresh && !compared.editions.iter().enumerate().any(known)
    };
    let mut new = published.clone();
    new.quality = held.quality.clone();
    new.effects = held.effects.clone();
    new.representation.clear();
    new.response.retain(|response| {
        response.respondents.is_some() && is_new(&None, &response.slice, &Detail::default())
    });
    for (indicator, held) in new.indicators.iter_mut().zip(&held.indicators) {
        let table = Some(indicator.id.clone());
        indicator.slices.retain(|slice| is_shown(slice) && is_new(&table, &slice.slice, &Detail::of(slice)));
        let kept: BTreeSet<Slice> = indicator.slices.iter().map(|slice| slice.slice.clone()).collect();
        for threshold in &mut indicator.thresholds {
            threshold.verdicts.retain(|verdict| kept.contains(&verdict.slice));
        }
        indicator.gaps.clone_from(&held.gaps);
        indicator.comparisons = Comparisons::default();
        indicator.reliability.retain(|own| kept.contains(&own.slice));
    }
    new.indicators.retain(|indicator| !indicator.slices.is_empty());
    new
}
