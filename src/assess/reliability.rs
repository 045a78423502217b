use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::estimate::Frame;
use super::publish::to_readers;
use super::{Estimate, Figure, FigureUnit, Span};
use crate::disclosure::Access;
use crate::domain::Slice;
use crate::statistics::{self, Complete, ItemSums};

/// How far the answers to the statements of an indicator hang together in one slice: whether they make one score. It
/// says nothing of the education.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReliabilityResults {
    /// The slice: everyone or a role.
    pub slice: Slice,
    /// Cronbach's alpha with Feldt's interval, rounded to 2 decimals; it rests on the people who answered every
    /// statement.
    pub alpha: Figure,
    /// Of two statements: the Spearman-Brown coefficient, rounded to 2 decimals; there it is the better measure.
    pub spearman_brown: Option<f64>,
    /// Of three statements or more: per statement the alpha of the others, on the same people, rounded to 2 decimals;
    /// `null` where the others' totals do not vary. A reason to read the statement again, not to drop it.
    pub without: Vec<Option<f64>>,
}

/// The reliability in a slice, where its distributions may be shown and at least 10 people answered every statement.
///
/// Groups have none: of few people it would say little of the statements and much of the people.
pub(super) fn reliability(frame: &Frame<'_>, access: &Access, slice: &Slice) -> Option<ReliabilityResults> {
    let Access::Shown(cleared) = access else { return None };
    if slice.grouping().is_some() || !frame.scale.has_mean() {
        return None;
    }
    let counts = cleared.complete().ok()?;
    let all = u16::try_from(counts.len()).ok().filter(|items| *items > 1)?;
    let complete = cleared.patterns().iter().filter(|(pattern, _)| pattern.valid == all);
    let mut sums =
        Complete { items: counts.iter().map(|counts| sums(counts)).collect(), ..Complete::default() };
    for (pattern, count) in complete {
        sums.n = sums.n.saturating_add(*count);
        let square = u64::from(pattern.sum).saturating_mul(u64::from(pattern.sum));
        sums.total_squares = sums.total_squares.saturating_add(count.saturating_mul(square));
    }
    let found = statistics::reliability(&sums, frame.level)?;
    let alpha = Figure::Value(Estimate {
        value: found.alpha,
        interval: found.interval.map(|interval| Span { low: interval.low, high: interval.high }),
        sd: None,
        bounds: None,
        n: found.n,
        answers: found.n.saturating_mul(u64::from(all)),
        population: frame.population,
        unit: FigureUnit::Coefficient,
        clearance: cleared.clearance(),
    });
    let with_total = cleared.with_total().ok()?;
    Some(ReliabilityResults {
        slice: slice.clone(),
        alpha,
        spearman_brown: found.spearman_brown,
        without: statistics::alpha_if_dropped(&sums, with_total).unwrap_or_default(),
    })
}

/// The sums of one statement from its counts per category.
fn sums(counts: &[u64]) -> ItemSums {
    (1_u64..).zip(counts).fold(ItemSums::default(), |sums, (category, count)| ItemSums {
        sum: sums.sum.saturating_add(count.saturating_mul(category)),
        squares: sums.squares.saturating_add(count.saturating_mul(category.saturating_mul(category))),
    })
}

impl ReliabilityResults {
    /// As precisely as it may leave the house: beside the exact counts of the statements an exact alpha would tell the
    /// answers of the few who left one open.
    pub(super) fn publish(&mut self) {
        let to = |value: f64| to_readers(value, FigureUnit::Coefficient);
        self.spearman_brown = self.spearman_brown.map(to);
        self.without.iter_mut().for_each(|alpha| *alpha = alpha.map(to));
        if let Figure::Value(alpha) = &mut self.alpha {
            alpha.value = to(alpha.value);
            alpha.interval = alpha.interval.map(|span| Span { low: to(span.low), high: to(span.high) });
        }
    }
}
