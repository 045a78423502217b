//! Where a table stands on an indicator: which of its norms is said first, and what came of it.

use super::VerdictLine;
use super::notice::table_verdict;
use super::view::{Lead, View};
use super::wording::verdict_words;
use crate::assess::{IndicatorResults, Verdict, VerdictResults};
use crate::domain::{Indicator, Rung, Threshold};

/// A norm with the verdict on it for the table.
#[derive(Clone, Copy)]
pub(super) struct Standing<'a> {
    threshold: &'a Threshold,
    held: &'a VerdictResults,
}

impl<'a> Standing<'a> {
    /// The highest rung that is met on the table's slice, or where it stands on good enough (or else the lowest rung).
    pub(super) fn of(
        view: &View<'a>,
        indicator: &'a Indicator,
        results: &'a IndicatorResults,
    ) -> Option<Self> {
        let held = indicator.thresholds.iter().zip(&results.thresholds);
        let held: Vec<Self> = held
            .filter_map(|(threshold, held)| Some(Self { threshold, held: table_verdict(held, view.own)? }))
            .collect();
        let of_rung = |rung: Rung| {
            let of = held.iter().filter(move |held| held.threshold.rung == rung);
            // A figure that is there speaks before one that is not; of several the least good.
            of.max_by_key(|held| (held.held.figure.estimate().is_some(), held.held.verdict)).copied()
        };
        let is_met = |held: &Self| held.held.verdict.is_met();
        let good_enough = of_rung(Rung::GoodEnough);
        let met = || Rung::ALL.into_iter().rev().find_map(|rung| of_rung(rung).filter(is_met));
        let missed = good_enough.filter(|held| !is_met(held));
        missed.or_else(met).or_else(|| Rung::ALL.into_iter().find_map(of_rung))
    }

    /// The figure that was judged, to say before what came of it.
    pub(super) fn lead(&self) -> Option<Lead<'a>> {
        Some(Lead {
            slice: &self.held.slice,
            statistic: self.threshold.statistic,
            figure: self.held.figure.estimate()?,
            bound: Some(self.threshold.bound),
        })
    }

    /// What came of it, in words.
    ///
    /// Where the figure is not there, another one is said before it; so whose norm it is, is said too.
    pub(super) fn line(&self, view: &View<'_>) -> VerdictLine {
        let lang = view.lang;
        let verdict: Verdict = self.held.verdict;
        let words = verdict_words(lang, verdict, &self.held.figure, self.threshold);
        let role = self.threshold.role.as_ref().filter(|_| self.held.figure.estimate().is_none());
        let words = match role.map(|role| view.project().role_title(role).many) {
            Some(many) => {
                lang.pick(format!("norm voor {many}: {words}"), format!("norm for {many}: {words}"))
            }
            None => words,
        };
        VerdictLine { verdict, ambition: self.threshold.rung == Rung::Ambition && verdict.is_met(), words }
    }
}
