use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::estimate::{Frame, slice_figure};
use super::publish::{rounded_to, rounded_up, step, to_readers};
use super::{Estimate, Figure, FigureUnit, Span};
use crate::disclosure::Access;
use crate::domain::{Noticeable, RoleId, RoundId, Slice, Statistic};
use crate::statistics::{self, Moments, Side};

/// What is compared: the mean of scores, and the favourable share.
pub(super) const COMPARED: [Statistic; 2] = [Statistic::Mean, Statistic::FavourableShare];

/// The differences between figures of one indicator that are both shown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Comparisons {
    /// Each two roles that were asked the same statements: their means of scores, the first minus the second.
    pub roles: Vec<RoleDifference>,
    /// Each group against everyone who is not in it.
    pub rests: Vec<RestDifference>,
    /// Each slice against itself in the round before; empty where there is none.
    pub trends: Vec<TrendDifference>,
}

impl Comparisons {
    /// The differences as precisely as they may leave the house.
    pub(super) fn publish(&mut self) {
        self.roles.iter_mut().for_each(|one| one.difference.publish());
        self.rests.iter_mut().for_each(|one| one.difference.publish());
        self.trends.iter_mut().for_each(|one| one.difference.publish());
    }
}

/// Two roles on the same indicator; its `n` is that of both together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RoleDifference {
    /// The first role, by name.
    pub one: RoleId,
    /// The second role.
    pub other: RoleId,
    /// The mean of the first minus that of the second.
    pub difference: Difference,
}

impl RoleDifference {
    /// Whether a role is one of the two; without a role every pair will do.
    pub(super) fn is_about(&self, role: Option<&RoleId>) -> bool {
        role.is_none_or(|role| role == &self.one || role == &self.other)
    }
}

/// A group and everyone else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RestDifference {
    /// The group.
    pub slice: Slice,
    /// The mean, or the favourable share.
    pub statistic: Statistic,
    /// The figure of everyone who is not in the group.
    pub rest: Figure,
    /// The figure of the group minus that of the rest.
    pub difference: Difference,
}

/// A slice in this round and in the round before. Rounds count as independent samples.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TrendDifference {
    /// The slice.
    pub slice: Slice,
    /// The mean, or the favourable share.
    pub statistic: Statistic,
    /// The round before.
    pub since: RoundId,
    /// The figure of the round before.
    pub before: Figure,
    /// The figure of this round minus that of the round before.
    pub difference: Difference,
    /// Whether the figure of the round before is published rounded.
    #[serde(skip)]
    pub(super) before_rounded: bool,
}

/// A difference between two figures, the first minus the second, and whether it stands out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Difference {
    /// The difference, in scale points or as a share of -1 to 1, with its interval: Welch's of two means, Newcombe's of
    /// two shares (on effective sizes over several statements). Or why there is none.
    pub figure: Figure,
    /// How often chance alone would give a difference this large, either way; Welch's test or the pooled score test.
    pub p_value: Option<f64>,
    /// The p value after Benjamini and Hochberg over all differences of the round.
    pub adjusted_p_value: Option<f64>,
    /// Whether the difference, as it is published, is at least what the project calls noticeable.
    pub large: bool,
    /// Whether it is larger than chance explains: the adjusted p value is below 0.05.
    pub discernible: bool,
    /// Whether its numbers are those of the figures as readers see them: the difference that of two rounded figures,
    /// the ends of the interval as far from it as they truly are, rounded up, and a step more, so that the interval holds
    /// the exact one; p values rounded up to 0.001, 0.01, 0.05, 0.1 or 1. It is so where a figure is published rounded,
    /// since an exact difference would undo that.
    pub rounded: bool,
    /// The difference of the two figures as readers see them; taken when it is published.
    #[serde(skip)]
    pub(super) as_read: Option<f64>,
}

/// A figure of a slice, with what a comparison needs of it.
pub(super) struct Measured {
    pub figure: Figure,
    sample: Option<Sample>,
    /// Whether all its figures are published rounded, being of so few people.
    pub few: bool,
}

enum Sample {
    Mean(Moments),
    Share(f64, Option<f64>),
}

/// What differences of one indicator are judged by.
#[derive(Clone, Copy)]
pub(super) struct Ground {
    pub level: f64,
    pub noticeable: Noticeable,
    /// Whether the indicator has several statements, so that its scores are published rounded.
    pub several: bool,
}

/// The mean or the favourable share of a slice.
pub(super) fn measured(frame: &Frame<'_>, access: &Access, statistic: Statistic) -> Measured {
    let figure = slice_figure(frame, access, statistic);
    let (Figure::Value(estimate), Access::Shown(cleared)) = (&figure, access) else {
        return Measured { figure, sample: None, few: false };
    };
    let sample = match statistic {
        Statistic::Mean => Some(Sample::Mean(Moments {
            n: estimate.n,
            mean: estimate.value,
            sd: estimate.sd,
            population: estimate.population,
        })),
        _ => {
            let side = Side::Favourable;
            let share = statistics::ratio_share(cleared.patterns(), side, frame.population, frame.level);
            let size = share.and_then(|share| share.effective_n).filter(|_| cleared.is_linked());
            Some(Sample::Share(estimate.value, size))
        }
    };
    Measured { sample, few: cleared.distribution_withheld().is_some(), figure }
}

/// The first figure minus the second. Where either is not there: why, the first's reason before the second's.
pub(super) fn difference(ground: Ground, one: &Measured, other: &Measured) -> Difference {
    let (Figure::Value(a), Figure::Value(b)) = (&one.figure, &other.figure) else {
        let absent = [&one.figure, &other.figure].into_iter().find(|figure| figure.estimate().is_none());
        return Difference::none(absent.map_or(Figure::Undefined, Figure::beside_others));
    };
    let (tested, of_scores) = match (&one.sample, &other.sample) {
        (Some(Sample::Mean(a)), Some(Sample::Mean(b))) => (statistics::welch(a, b, ground.level), true),
        (Some(Sample::Share(p1, Some(n1))), Some(Sample::Share(p2, Some(n2)))) => {
            (statistics::difference_of_shares(*p1, *n1, *p2, *n2, ground.level), false)
        }
        _ => (None, false),
    };
    let of_scores = of_scores || a.unit == FigureUnit::Points;
    let value = a.value - b.value;
    let noticeable = if of_scores { ground.noticeable.points } else { ground.noticeable.share };
    let as_read = rounded_to(to_readers(a.value, a.unit) - to_readers(b.value, b.unit), a.unit);
    let rounded = one.few || other.few || (ground.several && of_scores);
    let shown: f64 = if rounded { as_read } else { value };
    let estimate = Estimate {
        value,
        interval: tested.map(|tested| Span { low: tested.interval.low, high: tested.interval.high }),
        sd: None,
        bounds: None,
        n: a.n,
        answers: a.answers,
        population: None,
        unit: a.unit,
        clearance: a.clearance,
    };
    Difference {
        p_value: tested.map(|tested| tested.p_value),
        large: shown.abs() >= noticeable - 1e-9,
        rounded,
        as_read: Some(as_read),
        figure: Figure::Value(estimate),
        ..Difference::none(Figure::Undefined)
    }
}

impl Difference {
    /// No difference, and why.
    pub(super) fn none(figure: Figure) -> Self {
        Self {
            figure,
            p_value: None,
            adjusted_p_value: None,
            large: false,
            discernible: false,
            rounded: false,
            as_read: None,
        }
    }

    /// The difference as precisely as it may leave the house.
    pub(super) fn publish(&mut self) {
        if !self.rounded {
            return;
        }
        let (Some(value), Figure::Value(exact)) = (self.as_read.take(), &mut self.figure) else { return };
        // Each of the two figures may be half a step off, so the difference a whole one.
        let reach = |number: f64| rounded_up(number, exact.unit) + step(exact.unit);
        exact.interval = exact.interval.map(|span| Span {
            low: rounded_to(value - reach(exact.value - span.low), exact.unit),
            high: rounded_to(value + reach(span.high - exact.value), exact.unit),
        });
        exact.value = value;
        self.p_value = self.p_value.map(stepped);
        self.adjusted_p_value = self.adjusted_p_value.map(stepped);
    }
}

/// A p value rounded up to a step that tells how small it is and not what the difference was.
fn stepped(p_value: f64) -> f64 {
    [0.001, 0.01, 0.05, 0.1].into_iter().find(|step| p_value <= *step).unwrap_or(1.0)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::disclosure::Clearance;

    fn mean(value: f64, few: bool) -> Measured {
        let figure = Figure::Value(Estimate {
            value,
            interval: None,
            sd: Some(0.8),
            bounds: None,
            n: 30,
            answers: 30,
            population: None,
            unit: FigureUnit::Points,
            clearance: Clearance::for_tests(),
        });
        let moments = Moments { n: 30, mean: value, sd: Some(0.8), population: None };
        Measured { figure, sample: Some(Sample::Mean(moments)), few }
    }

    fn ground(several: bool) -> Ground {
        Ground { level: 0.95, noticeable: Noticeable::default(), several }
    }

    #[test]
    fn a_difference_of_rounded_figures_tells_no_more_than_those_figures() {
        let mut differences: Vec<Difference> = [(3.449, 3.251), (3.351, 3.349), (3.36, 3.34)]
            .into_iter()
            .map(|(a, b)| difference(ground(true), &mean(a, false), &mean(b, false)))
            .collect();
        differences.iter_mut().for_each(Difference::publish);
        let value = |at: usize| differences[at].figure.estimate().map(|estimate| estimate.value);
        assert_eq!((value(0), value(1), value(2)), (Some(0.1), Some(0.1), Some(0.1)));
        let shown = differences[0].figure.estimate().and_then(|estimate| estimate.interval);
        assert_eq!(
            shown,
            Some(Span { low: -0.5, high: 0.7 }),
            "0.41 either way, rounded up, and 0.1 as the difference itself may be off"
        );
        assert_eq!(differences[0].p_value, Some(1.0), "an exact p value is an exact difference");
        let once = differences.clone();
        differences.iter_mut().for_each(Difference::publish);
        assert_eq!(differences, once, "to publish twice is to publish once");
    }

    proptest! {
        #[test]
        fn a_published_interval_holds_the_exact_one(a in 1.0..5.0, b in 1.0..5.0) {
            let exact = difference(ground(true), &mean(a, false), &mean(b, false));
            let mut published = exact.clone();
            published.publish();
            let span = |found: &Difference| found.figure.estimate().and_then(|estimate| estimate.interval);
            let (inner, outer) = (span(&exact).unwrap(), span(&published).unwrap());
            prop_assert!(outer.low <= inner.low + 1e-9 && inner.high <= outer.high + 1e-9);
            prop_assert!(inner.low - outer.low <= 0.3 && outer.high - inner.high <= 0.3, "no wider than it has to be");
        }
    }

    #[test]
    fn the_difference_of_exact_figures_is_exact() {
        let mut exact = difference(ground(false), &mean(3.75, false), &mean(3.5, false));
        let before = exact.clone();
        exact.publish();
        assert_eq!((&exact, exact.rounded), (&before, false));
        assert!(difference(ground(false), &mean(3.75, true), &mean(3.5, false)).rounded);
    }

    #[test]
    fn exactly_noticeable_is_large() {
        let large = |a, b| difference(ground(false), &mean(a, false), &mean(b, false)).large;
        assert!(large(3.8, 3.5) && large(3.5, 3.8) && !large(3.79, 3.5));
    }

    #[test]
    fn a_figure_that_is_not_there_leaves_no_number() {
        let hidden = Measured { figure: Figure::TooFew, sample: None, few: false };
        for found in [
            difference(ground(true), &hidden, &mean(3.0, false)),
            difference(ground(true), &mean(3.0, false), &hidden),
        ] {
            assert_eq!((found.figure, found.p_value, found.as_read), (Figure::TooFew, None, None));
        }
    }

    #[test]
    fn without_spread_there_is_a_difference_and_no_interval() {
        let flat = |value: f64| {
            let moments = Moments { n: 12, mean: value, sd: Some(0.0), population: None };
            Measured { sample: Some(Sample::Mean(moments)), ..mean(value, false) }
        };
        let found = difference(ground(false), &flat(4.0), &flat(3.0));
        let estimate = found.figure.estimate().expect("a difference");
        assert_eq!((estimate.value, estimate.interval, found.p_value), (1.0, None, None));
        assert!(found.large && !found.discernible);
    }

    #[test]
    fn p_values_are_rounded_up_and_never_down() {
        for (p_value, step) in
            [(0.0, 0.001), (0.001, 0.001), (0.0011, 0.01), (0.05, 0.05), (0.2, 1.0), (1.0, 1.0)]
        {
            assert_eq!(stepped(p_value), step);
        }
    }
}
