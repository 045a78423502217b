use std::collections::BTreeMap;

use super::beside;
use super::compared::Compared;
use super::edition::{Edition, Table};
use super::quality;
use crate::assess::{
    EffectResults, Figure, GapResults, IndicatorResults, ItemResults, ResponseResults, RoundResults,
    SliceResults, ThresholdResults, Verdict, VerdictResults, adjust, judge,
};
use crate::disclosure::Reason;
use crate::domain::{Bound, Project, Readers, Slice, Statistic};

/// What becomes of a slice of a table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Standing {
    /// It is shown as it is today.
    #[default]
    Fresh,
    /// It is shown as in this edition.
    Earlier(usize),
    /// It is not shown.
    Hidden,
}

/// What becomes of the slices of every table; those that are not in it are shown as they are today.
#[derive(Clone, Debug, Default)]
pub(super) struct Standings {
    of: BTreeMap<Table, BTreeMap<Slice, Standing>>,
}

impl Standings {
    pub fn set(&mut self, table: &Table, slice: Slice, standing: Standing) {
        self.of.entry(table.clone()).or_default().insert(slice, standing);
    }

    pub fn get(&self, table: &Table, slice: &Slice) -> Standing {
        self.of.get(table).and_then(|slices| slices.get(slice)).copied().unwrap_or_default()
    }

    /// How many keep earlier figures, and how many are not shown.
    pub fn count(&self) -> (u64, u64) {
        let mut counts = (0, 0);
        for standing in self.of.values().flat_map(|slices| slices.values()) {
            match standing {
                Standing::Fresh => {}
                Standing::Earlier(_) => counts.0 += 1,
                Standing::Hidden => counts.1 += 1,
            }
        }
        counts
    }
}

/// The results of a round with the figures that each slice is to have. What is made of several figures (gaps, figures
/// over groups, verdicts) is made of what is shown, or is not there.
pub(super) fn rewritten(
    round: &RoundResults,
    compared: &Compared<'_>,
    standings: &Standings,
    project: &Project,
) -> RoundResults {
    let editions = compared.editions;
    let response = |response: &ResponseResults| {
        let slice = &response.slice;
        match standings.get(&None, slice) {
            Standing::Fresh => response.clone(),
            Standing::Earlier(day) => {
                let edition = editions.get(day);
                let own = edition.and_then(|own| own.results.response.iter().find(|own| &own.slice == slice));
                let earlier = own
                    .zip(edition)
                    .map(|(own, edition)| ResponseResults { as_of: Some(edition.date), ..own.clone() });
                earlier.unwrap_or_else(|| hidden_response(slice))
            }
            Standing::Hidden => hidden_response(slice),
        }
    };
    let mut indicators: Vec<IndicatorResults> = round
        .indicators
        .iter()
        .map(|own| with_standings(own, compared, (project.readers, standings)))
        .collect();
    let is_other = |(new, old): (&IndicatorResults, &IndicatorResults)| {
        new.gaps != old.gaps || new.comparisons != old.comparisons
    };
    if indicators.iter().zip(&round.indicators).any(is_other) {
        // A p value that was adjusted beside those of figures that are not shown would tell of them.
        adjust(&mut indicators);
    }
    let is_fresh = |slice: &Slice| standings.get(&None, slice) == Standing::Fresh;
    let all_is_fresh = is_fresh(&Slice::All);
    let of_today = round.response.iter().all(|response| is_fresh(&response.slice));
    RoundResults {
        // Composed of responses of different days it would tell of who came in between.
        representation: if of_today { round.representation.clone() } else { Vec::new() },
        round: round.round.clone(),
        date: round.date,
        response: round.response.iter().map(response).collect(),
        indicators,
        quality: quality::held(round, editions, all_is_fresh, (project.readers, project.privacy.minimum)),
        effects: round.effects.iter().map(|effect| effect_held(effect, editions, standings)).collect(),
    }
}

fn hidden_response(slice: &Slice) -> ResponseResults {
    let rate = Figure::Withheld { reason: Reason::Complement };
    ResponseResults { slice: slice.clone(), as_of: None, respondents: None, norm: None, rate }
}

fn with_standings(
    today: &IndicatorResults,
    compared: &Compared<'_>,
    (readers, standings): (Readers, &Standings),
) -> IndicatorResults {
    let editions = compared.editions;
    let table = Some(today.id.clone());
    let of = |slice: &Slice| standings.get(&table, slice);
    if today.slices.iter().all(|slice| of(&slice.slice) == Standing::Fresh) {
        return today.clone();
    }
    let slice = |slice: &SliceResults| match of(&slice.slice) {
        Standing::Fresh => SliceResults { figures: without_derived(slice), ..slice.clone() },
        Standing::Hidden => hidden_slice(slice),
        Standing::Earlier(day) => {
            let edition = editions.get(day);
            let earlier = edition.and_then(|edition| {
                let own = edition.slice(&today.id, &slice.slice)?;
                Some(SliceResults { as_of: Some(edition.date), ..own.clone() })
            });
            earlier.unwrap_or_else(|| hidden_slice(slice))
        }
    };
    let slices: Vec<SliceResults> = today.slices.iter().map(slice).collect();
    let threshold = |threshold: &ThresholdResults| ThresholdResults {
        verdicts: threshold
            .verdicts
            .iter()
            .map(|verdict| {
                if !beside::is_of_today(today, threshold, &verdict.slice, &of) {
                    return beside::hidden(verdict);
                }
                let earlier = match of(&verdict.slice) {
                    Standing::Earlier(day) => editions.get(day),
                    _ => None,
                };
                let slice = slices.iter().find(|slice| slice.slice == verdict.slice);
                verdict_now(today, threshold, verdict, slice, earlier)
            })
            .collect(),
        ..threshold.clone()
    };
    IndicatorResults {
        thresholds: today.thresholds.iter().map(threshold).collect(),
        gaps: gaps(today, compared, readers, &of),
        comparisons: beside::of_today(&today.comparisons, &of),
        reliability: beside::reliability(today, editions, &of),
        slices,
        // Made last of all, of what is shown.
        weighted: Vec::new(),
        ..today.clone()
    }
}

/// The figures of a slice without those that are made of several slices: where some of these are of another day, the
/// figure would tell of what is not shown.
fn without_derived(slice: &SliceResults) -> BTreeMap<Statistic, Figure> {
    let derived = [Statistic::RoleGap, Statistic::LowestGroupShare, Statistic::Change];
    let figures = slice.figures.iter().map(|(statistic, figure)| {
        let hidden = derived.contains(statistic) && figure.estimate().is_some();
        (*statistic, if hidden { withheld(figure) } else { figure.clone() })
    });
    figures.collect()
}

/// Not shown, unless there is nothing to show.
fn withheld(figure: &Figure) -> Figure {
    match figure {
        Figure::NoData => Figure::NoData,
        _ => Figure::Withheld { reason: Reason::Complement },
    }
}

fn hidden_slice(slice: &SliceResults) -> SliceResults {
    let item = |item: &ItemResults| ItemResults {
        reversed: item.reversed,
        mean: withheld(&item.mean),
        favourable_share: withheld(&item.favourable_share),
        counts: None,
        agreement: None,
        divided: false,
        dont_know_share: None,
    };
    SliceResults {
        slice: slice.slice.clone(),
        as_of: None,
        figures: slice.figures.iter().map(|(statistic, figure)| (*statistic, withheld(figure))).collect(),
        items: slice.items.iter().map(item).collect(),
    }
}

/// The verdict on the figure that a slice now has. On an earlier figure against the bound of then it is the verdict of
/// then, which was given on the unrounded figure; a bound that is new is held against what was published.
fn verdict_now(
    today: &IndicatorResults,
    threshold: &ThresholdResults,
    verdict: &VerdictResults,
    slice: Option<&SliceResults>,
    earlier: Option<&Edition>,
) -> VerdictResults {
    let figure = slice.and_then(|slice| slice.figures.get(&threshold.statistic));
    let Some(figure) = figure.filter(|figure| earlier.is_some() || **figure != verdict.figure) else {
        return verdict.clone();
    };
    let is_same = |then: &&ThresholdResults| {
        (then.statistic, &then.role, then.at_least, then.at_most)
            == (threshold.statistic, &threshold.role, threshold.at_least, threshold.at_most)
    };
    let then = earlier.and_then(|edition| {
        let indicator = edition.results.indicators.iter().find(|own| own.id == today.id)?;
        let then = indicator.thresholds.iter().find(is_same)?;
        then.verdicts.iter().find(|own| own.slice == verdict.slice).map(|own| own.verdict)
    });
    let anew = || match (threshold.at_least, threshold.at_most) {
        (Some(value), _) => judge(figure, Bound::AtLeast(value)),
        (None, Some(value)) => judge(figure, Bound::AtMost(value)),
        (None, None) => Verdict::Withheld,
    };
    VerdictResults {
        slice: verdict.slice.clone(),
        figure: figure.clone(),
        verdict: then.unwrap_or_else(anew),
    }
}

/// The gaps of which both sides are of one day; a side of today on which nobody came in is of the earlier day as well.
fn gaps(
    today: &IndicatorResults,
    compared: &Compared<'_>,
    readers: Readers,
    of: &dyn Fn(&Slice) -> Standing,
) -> Vec<GapResults> {
    let table = Some(today.id.clone());
    // The last day that these readers have read of, on which both sides had the figures that they have now.
    let day_of_both = |gap: &GapResults| {
        let sides = [&gap.higher, &gap.lower].map(|role| Slice::Role(role.clone()));
        let is_of = |side: &Slice, day: usize| match of(side) {
            Standing::Fresh => compared.is_unchanged(&table, side, day),
            Standing::Earlier(own) => own == day || compared.is_alike(&table, side, own, day),
            Standing::Hidden => false,
        };
        let days = compared.editions.iter().enumerate().rev();
        let mut read = days.filter(|(_, edition)| edition.readers >= readers).map(|(day, _)| day);
        read.find(|&day| sides.iter().all(|side| is_of(side, day)))
    };
    let gap = |gap: &GapResults| {
        let fresh = [&gap.higher, &gap.lower].map(|role| of(&Slice::Role(role.clone())) == Standing::Fresh);
        if fresh == [true, true] {
            return Some(gap.clone());
        }
        let then = &compared.editions.get(day_of_both(gap)?)?.results;
        let then = then.indicators.iter().find(|own| own.id == today.id)?;
        then.gaps.iter().find(|own| is_of_the_same(own, gap)).cloned()
    };
    today.gaps.iter().filter_map(gap).collect()
}

fn is_of_the_same(one: &GapResults, other: &GapResults) -> bool {
    let turned = (&other.lower, &other.higher);
    let roles = (&one.higher, &one.lower);
    one.item == other.item && (roles == turned || roles == (&other.higher, &other.lower))
}

/// What leaving out did to the figure of everyone: told of today as long as nothing of it was told before, or the same
/// was. Two such figures of different days would tell of the few in between.
fn effect_held(effect: &EffectResults, editions: &[Edition], standings: &Standings) -> EffectResults {
    let of_indicator = |own: &&EffectResults| own.indicator == effect.indicator;
    let mut earlier = editions.iter().filter_map(|edition| edition.results.effects.iter().find(of_indicator));
    let fresh = standings.get(&Some(effect.indicator.clone()), &Slice::All) == Standing::Fresh;
    if fresh && earlier.all(|own| own == effect || own.withheld.is_some()) {
        return effect.clone();
    }
    EffectResults {
        indicator: effect.indicator.clone(),
        statistic: None,
        without: None,
        with: None,
        withheld: Some(Reason::Complement),
    }
}
