//! What was decided about every slice, for machines: shown or not, and as much of the why as may be told. It is made of
//! published results alone, so it cannot tell more than they do.

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Figure, ItemResults, Published, ResponseResults, SliceResults};
use crate::disclosure::Reason;
use crate::domain::{IndicatorId, Readers, RoundId, Slice, Statistic};

/// The version of [`Decisions`]; a change that its readers must know of raises it.
pub const DECISIONS_SCHEMA: &str = "datadialoog-decisions-1";

/// What was decided about every slice of every round, the response first and then indicator after indicator.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Decisions {
    /// The version of this form: `datadialoog-decisions-1`.
    pub schema: String,
    /// The date that 'today' was taken to be.
    #[schemars(with = "String")]
    pub as_of: Date,
    /// For whom it was decided.
    pub readers: Readers,
    /// From how many respondents something is shown to them.
    pub minimum: u64,
    /// From how many respondents a whole distribution is shown to them.
    pub minimum_distribution: u64,
    /// The rounds, oldest first.
    pub rounds: Vec<RoundDecisions>,
}

/// What was decided in one round.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct RoundDecisions {
    /// The round.
    pub round: RoundId,
    /// One entry for every slice of the response and of every indicator in the results, in their order.
    pub decisions: Vec<SliceDecision>,
}

/// What was decided about one slice of the response or of an indicator.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct SliceDecision {
    /// The indicator; `null`: it is about the response.
    pub indicator: Option<IndicatorId>,
    /// The slice: `all`, `role:student`, `school:Noord`.
    pub slice: Slice,
    /// Of which day what is shown is; `null` where nothing is.
    #[schemars(with = "Option<String>")]
    pub day: Option<Date>,
    /// Its figures: of the response how many answered, of an indicator what it is as a whole.
    pub figures: Decision,
    /// The distributions of its statements; `null` for the response, which has none.
    pub distribution: Option<Decision>,
}

/// A decision, and as much of the why as may be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Decision {
    /// What was decided.
    pub decision: Outcome,
    /// Why, in the words of the results; `null` where there is nothing to explain.
    pub reason: Option<Reason>,
    /// The protection it belongs to; `null` where none was needed.
    pub protection: Option<Protection>,
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// It is shown, as it is today.
    Shown,
    /// It is shown as an earlier report had it, with its day.
    Kept,
    /// Within bounds only: (nearly) everyone answered alike.
    NearlyAll,
    /// It is not shown.
    Withheld,
    /// There is nothing to decide: nobody answered, or nothing can be worked out from these answers.
    NoData,
}

/// A protection, as far as it may be told which one it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Protection {
    /// No figure of fewer respondents than the minimum of these readers.
    Minimum,
    /// No distribution of fewer respondents than a distribution needs for these readers.
    MinimumDistribution,
    /// Nothing that, with all else that was ever published, tells of a small set of people: within one table, across
    /// tables, by interval, or beside an earlier report. Which of these it is, is not told: that would tell how many
    /// people there are.
    FromTheRest,
    /// No exact figure where (nearly) everyone answered alike.
    Unanimity,
    /// No difference between two reports that is about a few people: the figures stay those of the earlier one.
    OverTime,
}

impl Decisions {
    /// The decisions that published results show.
    pub fn of(published: &Published) -> Self {
        let results = published.results();
        let rounds = results.rounds.iter().map(|round| {
            let response = round.response.iter().map(|own| of_response(own, results.as_of));
            let indicators = round.indicators.iter().flat_map(|indicator| {
                indicator.slices.iter().map(|own| of_slice(&indicator.id, own, results.as_of))
            });
            RoundDecisions { round: round.round.clone(), decisions: response.chain(indicators).collect() }
        });
        Self {
            schema: DECISIONS_SCHEMA.to_owned(),
            as_of: results.as_of,
            readers: results.readers,
            minimum: results.minimum,
            minimum_distribution: results.minimum_distribution,
            rounds: rounds.collect(),
        }
    }
}

fn of_response(response: &ResponseResults, today: Date) -> SliceDecision {
    let figures = match response.respondents {
        Some(_) => Decision::shown(response.as_of),
        None => Decision::without(&[&response.rate]),
    };
    SliceDecision {
        indicator: None,
        slice: response.slice.clone(),
        day: figures.day(response.as_of, today),
        figures,
        distribution: None,
    }
}

fn of_slice(indicator: &IndicatorId, slice: &SliceResults, today: Date) -> SliceDecision {
    // How many of those asked answered is the response's, and what sets slices beside each other is of several.
    let own = |statistic: &Statistic| {
        !matches!(
            statistic,
            Statistic::ResponseRate | Statistic::RoleGap | Statistic::LowestGroupShare | Statistic::Change
        )
    };
    let of_answers = slice.figures.iter().filter(|(statistic, _)| own(statistic));
    let of_answers: Vec<&Figure> = of_answers.map(|(_, figure)| figure).collect();
    let figures = match of_answers.iter().any(|figure| figure.estimate().is_some()) {
        true => Decision::shown(slice.as_of),
        false => Decision::without(&of_answers),
    };
    let is_whole = |item: &ItemResults| item.counts.is_some();
    let distribution = match slice.items.iter().any(is_whole) {
        true => Decision::shown(slice.as_of),
        false => {
            let shares: Vec<&Figure> = slice.items.iter().map(|item| &item.favourable_share).collect();
            Decision::without(&shares)
        }
    };
    SliceDecision {
        indicator: Some(indicator.clone()),
        slice: slice.slice.clone(),
        day: figures.day(slice.as_of, today).or_else(|| distribution.day(slice.as_of, today)),
        figures,
        distribution: Some(distribution),
    }
}

impl Decision {
    /// Shown, as of today or as of an earlier day.
    fn shown(as_of: Option<Date>) -> Self {
        match as_of {
            None => Self { decision: Outcome::Shown, reason: None, protection: None },
            Some(_) => Self { decision: Outcome::Kept, reason: None, protection: Some(Protection::OverTime) },
        }
    }

    /// What was decided where none of these is shown as it is: bounds before nothing at all, and nothing at all before
    /// nothing to show.
    fn without(figures: &[&Figure]) -> Self {
        let nearly = figures.iter().any(|figure| matches!(figure, Figure::NearlyAll(_)));
        let reason = figures.iter().find_map(|figure| match figure {
            Figure::TooFew => Some(Reason::Minimum),
            Figure::Withheld { reason } => Some(*reason),
            _ => None,
        });
        match (nearly, reason) {
            (true, _) => Self::because(Outcome::NearlyAll, Reason::Unanimous),
            (false, Some(reason)) => Self::because(Outcome::Withheld, reason),
            (false, None) => Self { decision: Outcome::NoData, reason: None, protection: None },
        }
    }

    fn because(decision: Outcome, reason: Reason) -> Self {
        let protection = match reason {
            Reason::Minimum => Protection::Minimum,
            Reason::MinimumDistribution => Protection::MinimumDistribution,
            Reason::Complement => Protection::FromTheRest,
            Reason::Unanimous => Protection::Unanimity,
        };
        Self { decision, reason: Some(reason), protection: Some(protection) }
    }

    /// Of which day what is shown is.
    fn day(self, as_of: Option<Date>, today: Date) -> Option<Date> {
        let shown = matches!(self.decision, Outcome::Shown | Outcome::Kept | Outcome::NearlyAll);
        shown.then(|| as_of.unwrap_or(today))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TODAY: Date = jiff::civil::date(2026, 12, 3);

    fn withheld(reason: Reason) -> Figure {
        Figure::Withheld { reason }
    }

    fn item(favourable_share: Figure) -> ItemResults {
        ItemResults {
            reversed: false,
            mean: favourable_share.clone(),
            favourable_share,
            counts: None,
            agreement: None,
            divided: false,
            dont_know_share: None,
        }
    }

    fn decided(mean: Figure, items: Vec<ItemResults>) -> SliceDecision {
        let figures = [(Statistic::Mean, mean), (Statistic::Change, Figure::NoData)].into();
        let slice = SliceResults { slice: Slice::All, as_of: None, figures, items };
        of_slice(&IndicatorId::new("een"), &slice, TODAY)
    }

    #[test]
    fn each_reason_of_the_results_is_told_as_it_is_and_has_one_protection() {
        for (figure, reason, protection) in [
            (Figure::TooFew, Reason::Minimum, Protection::Minimum),
            (withheld(Reason::Minimum), Reason::Minimum, Protection::Minimum),
            (withheld(Reason::Complement), Reason::Complement, Protection::FromTheRest),
            (
                withheld(Reason::MinimumDistribution),
                Reason::MinimumDistribution,
                Protection::MinimumDistribution,
            ),
            (withheld(Reason::Unanimous), Reason::Unanimous, Protection::Unanimity),
        ] {
            let found = decided(figure.clone(), vec![item(figure)]);
            assert_eq!(found.figures, Decision::because(Outcome::Withheld, reason));
            assert_eq!(found.figures.protection, Some(protection));
            assert_eq!((found.distribution, found.day), (Some(found.figures), None));
        }
    }

    #[test]
    fn where_there_is_nothing_to_show_nothing_is_withheld() {
        for nothing in [Figure::NoData, Figure::Undefined, Figure::OnlyCounts] {
            for items in [Vec::new(), vec![item(nothing.clone())]] {
                let found = decided(nothing.clone(), items);
                assert_eq!(
                    found.figures,
                    Decision { decision: Outcome::NoData, reason: None, protection: None }
                );
                assert_eq!((found.distribution, found.day), (Some(found.figures), None));
            }
        }
    }

    #[test]
    fn a_figure_of_an_earlier_day_is_kept_and_a_withheld_one_has_no_day() {
        let day = jiff::civil::date(2026, 3, 12);
        let response = |as_of, respondents, rate| {
            let own = ResponseResults { slice: Slice::All, as_of, respondents, norm: None, rate };
            of_response(&own, TODAY)
        };
        let kept = response(Some(day), Some(30), Figure::PopulationUnknown);
        assert_eq!((kept.figures.decision, kept.day), (Outcome::Kept, Some(day)));
        assert_eq!(kept.figures.protection, Some(Protection::OverTime));
        let fresh = response(None, Some(30), Figure::PopulationUnknown);
        assert_eq!((fresh.figures.decision, fresh.day), (Outcome::Shown, Some(TODAY)));
        let few = response(None, None, Figure::TooFew);
        assert_eq!((few.figures.reason, few.day, few.distribution), (Some(Reason::Minimum), None, None));
    }
}
