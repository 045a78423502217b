use crate::assess::{
    Estimate, Figure, IndicatorResults, RoundResults, Setting, SliceResults, VerdictResults,
};
use crate::domain::{Bound, Indicator, IndicatorId, Lang, Project, RoleId, Scale, Slice, Statistic};

/// What everything in a report is written from: the setting, the round, the reader, and whose table it is.
#[derive(Clone, Copy)]
pub(super) struct View<'a> {
    pub lang: Lang,
    pub setting: Setting<'a>,
    pub round: &'a RoundResults,
    /// The team's own slice, where the meeting has one.
    pub own: Option<&'a Slice>,
}

/// The figure that speaks first about an indicator, and what it is held against.
#[derive(Clone, Copy)]
pub(super) struct Lead<'a> {
    pub slice: &'a Slice,
    pub statistic: Statistic,
    pub figure: &'a Estimate,
    pub bound: Option<Bound>,
}

impl<'a> View<'a> {
    pub fn project(&self) -> &'a Project {
        self.setting.project
    }

    pub fn indicator(&self, id: &IndicatorId) -> Option<(&'a Indicator, &'a IndicatorResults)> {
        let indicator = self.project().indicator(id)?;
        Some((indicator, self.round.indicators.iter().find(|results| &results.id == id)?))
    }

    pub fn scale(&self, id: &IndicatorId) -> Option<&'a Scale> {
        self.setting.scales.get(id)
    }

    /// The roles an indicator was put to in this round, by name.
    pub fn roles(&self, indicator: &Indicator) -> Vec<RoleId> {
        let surveyed = |role: &&RoleId| self.project().surveys(&self.round.round, role);
        indicator.roles().into_iter().filter(surveyed).cloned().collect()
    }

    pub fn slice(&self, results: &'a IndicatorResults, slice: &Slice) -> Option<&'a SliceResults> {
        results.slices.iter().find(|results| &results.slice == slice)
    }

    pub fn figure(
        &self,
        results: &'a IndicatorResults,
        slice: &Slice,
        statistic: Statistic,
    ) -> Option<&'a Estimate> {
        self.slice(results, slice)?.figures.get(&statistic).and_then(Figure::estimate)
    }

    /// The slices a report for this table speaks of: everyone, the roles, and the team's own; without a team all.
    pub fn spoken_of(&self, slice: &Slice) -> bool {
        match (slice, self.own) {
            (Slice::All | Slice::Role(_), _) | (_, None) => true,
            (slice, Some(own)) => slice == own,
        }
    }

    /// The figure that speaks first: of the first threshold on a level that meets a figure (good enough before the other rungs),
    /// or else the mean, or where the scale has none the favourable share.
    pub fn lead(&self, indicator: &'a Indicator, results: &'a IndicatorResults) -> Option<Lead<'a>> {
        let levels = indicator.thresholds.iter().zip(&results.thresholds);
        let mut held: Vec<_> = levels.filter(|(threshold, _)| threshold.statistic.is_level()).collect();
        held.sort_by_key(|(threshold, _)| threshold.rung != crate::domain::Rung::GoodEnough);
        let of_threshold = held.into_iter().find_map(|(threshold, held)| {
            let own = super::notice::table_verdict(held, self.own);
            // Of a group that answered alike no figure can speak; then that of everyone does.
            let has_figure = |verdict: &&VerdictResults| verdict.figure.estimate().is_some();
            let verdict = own.into_iter().chain(held.verdicts.first()).find(has_figure)?;
            Some(Lead {
                slice: &verdict.slice,
                statistic: threshold.statistic,
                figure: verdict.figure.estimate()?,
                bound: Some(threshold.bound),
            })
        });
        let plain = || {
            let slices = self.own.into_iter().chain([&Slice::All]);
            slices.into_iter().find_map(|slice| {
                [Statistic::Mean, Statistic::FavourableShare].into_iter().find_map(|statistic| {
                    let figure = self.figure(results, slice, statistic)?;
                    Some(Lead { slice, statistic, figure, bound: None })
                })
            })
        };
        of_threshold.or_else(plain)
    }
}
