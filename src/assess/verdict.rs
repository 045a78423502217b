use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Figure;
use crate::domain::{Bound, Phrase};

/// A figure against a threshold: is it good enough, and how sure are we?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The whole interval is good enough.
    Met,
    /// The figure is good enough, its interval is not wholly.
    ProbablyMet,
    /// The figure is not good enough, its interval reaches the bound.
    ProbablyNotMet,
    /// The whole interval falls short.
    NotMet,
    /// Fewer answers than the project's minimum, or none.
    TooFew,
    /// The figure is protected.
    Withheld,
    /// No figure decides; the table does.
    ToBeJudged,
}

impl Verdict {
    /// All verdicts, surest good first.
    pub const ALL: [Verdict; 7] = [
        Verdict::Met,
        Verdict::ProbablyMet,
        Verdict::ProbablyNotMet,
        Verdict::NotMet,
        Verdict::TooFew,
        Verdict::Withheld,
        Verdict::ToBeJudged,
    ];

    /// The words readers get.
    pub fn title(self) -> Phrase {
        match self {
            Verdict::Met => Phrase::new("goed genoeg", "good enough"),
            Verdict::ProbablyMet => Phrase::new("waarschijnlijk goed genoeg", "probably good enough"),
            Verdict::ProbablyNotMet => {
                Phrase::new("waarschijnlijk nog niet goed genoeg", "probably not yet good enough")
            }
            Verdict::NotMet => Phrase::new("nog niet goed genoeg", "not yet good enough"),
            Verdict::TooFew => {
                Phrase::new("te weinig antwoorden om iets te zeggen", "too few answers to say anything")
            }
            Verdict::Withheld => {
                Phrase::new("niet getoond (herleidbaarheid)", "not shown (people could be recognised)")
            }
            Verdict::ToBeJudged => Phrase::new("aan het gesprek", "for the conversation"),
        }
    }

    /// Whether the figure lies on the good side of the bound, surely or not.
    pub fn is_met(self) -> bool {
        matches!(self, Verdict::Met | Verdict::ProbablyMet)
    }
}

/// The verdict on a figure, by its unrounded value and interval. The bound itself is good enough.
/// Where no interval can be given, one cannot be sure: the verdict is one of the two 'probably'.
pub fn judge(figure: &Figure, bound: Bound) -> Verdict {
    let (values, interval) = match figure {
        Figure::Value(estimate) => ((estimate.value, estimate.value), estimate.interval),
        Figure::NearlyAll(nearly) => ((nearly.within.low, nearly.within.high), nearly.interval),
        Figure::TooFew | Figure::NoData | Figure::Undefined | Figure::PopulationUnknown => {
            return Verdict::TooFew;
        }
        Figure::OnlyCounts | Figure::NotComparable { .. } => return Verdict::ToBeJudged,
        Figure::Withheld { .. } => return Verdict::Withheld,
    };
    let good = bound.holds(values.0);
    // Of a group that answered alike, what may be said of it has to decide.
    if good != bound.holds(values.1) {
        return Verdict::Withheld;
    }
    let (worst, best) = match (interval, bound) {
        (None, _) => return if good { Verdict::ProbablyMet } else { Verdict::ProbablyNotMet },
        (Some(span), Bound::AtLeast(_)) => (span.low, span.high),
        (Some(span), Bound::AtMost(_)) => (span.high, span.low),
    };
    match (good, bound.holds(worst), bound.holds(best)) {
        (true, true, _) => Verdict::Met,
        (true, false, _) => Verdict::ProbablyMet,
        (false, _, true) => Verdict::ProbablyNotMet,
        (false, _, false) => Verdict::NotMet,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::{Estimate, FigureUnit, Span};
    use crate::disclosure::{Clearance, Reason};

    fn figure(value: f64, interval: Option<(f64, f64)>) -> Figure {
        Figure::Value(Estimate {
            value,
            interval: interval.map(|(low, high)| Span { low, high }),
            sd: None,
            bounds: None,
            n: 20,
            answers: 20,
            population: None,
            unit: FigureUnit::Points,
            clearance: Clearance::for_tests(),
        })
    }

    #[test]
    fn the_seven_verdicts_follow_from_figure_and_interval() {
        let bound = Bound::AtLeast(3.5);
        assert_eq!(judge(&figure(3.8, Some((3.6, 4.0))), bound), Verdict::Met);
        assert_eq!(judge(&figure(3.6, Some((3.3, 3.9))), bound), Verdict::ProbablyMet);
        assert_eq!(judge(&figure(3.4, Some((3.1, 3.7))), bound), Verdict::ProbablyNotMet);
        assert_eq!(judge(&figure(3.0, Some((2.8, 3.2))), bound), Verdict::NotMet);
        assert_eq!(judge(&Figure::TooFew, bound), Verdict::TooFew);
        assert_eq!(judge(&Figure::NoData, bound), Verdict::TooFew);
        assert_eq!(judge(&Figure::OnlyCounts, bound), Verdict::ToBeJudged);
        assert_eq!(judge(&Figure::Withheld { reason: Reason::Complement }, bound), Verdict::Withheld);
    }

    #[test]
    fn an_end_of_the_interval_exactly_at_the_bound_still_reaches_it() {
        let bound = Bound::AtLeast(3.5);
        assert_eq!(judge(&figure(3.8, Some((3.5, 4.1))), bound), Verdict::Met);
        assert_eq!(judge(&figure(3.2, Some((2.9, 3.5))), bound), Verdict::ProbablyNotMet);
        assert_eq!(judge(&figure(3.5, Some((3.5, 3.5))), bound), Verdict::Met);
    }

    #[test]
    fn lower_is_better_is_the_mirror_image() {
        let bound = Bound::AtMost(0.15);
        assert_eq!(judge(&figure(0.10, Some((0.05, 0.14))), bound), Verdict::Met);
        assert_eq!(judge(&figure(0.10, Some((0.05, 0.20))), bound), Verdict::ProbablyMet);
        assert_eq!(judge(&figure(0.20, Some((0.12, 0.30))), bound), Verdict::ProbablyNotMet);
        assert_eq!(judge(&figure(0.30, Some((0.20, 0.40))), bound), Verdict::NotMet);
    }

    #[test]
    fn without_an_interval_nobody_is_sure() {
        assert_eq!(judge(&figure(5.0, None), Bound::AtLeast(3.5)), Verdict::ProbablyMet);
        assert_eq!(judge(&figure(1.0, None), Bound::AtLeast(3.5)), Verdict::ProbablyNotMet);
    }
}
