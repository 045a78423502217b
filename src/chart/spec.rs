use super::error::ChartError;
use crate::domain::Lang;

/// A chart as it is meant: the words around it and the numbers in it. The same specification gives the same bytes.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartSpec {
    /// Stem of file names and of ids inside the SVG; ascii, and different for every chart of one page.
    pub id: String,
    /// The reader's language, for the words the chart adds itself and for numbers.
    pub lang: Lang,
    /// A sentence of what is seen, without judgement.
    pub title: String,
    /// Who, when, n and scale; may be empty.
    pub subtitle: String,
    /// Where the numbers come from; may be empty.
    pub source: String,
    /// The numbers.
    pub plot: Plot,
}

/// The kinds of chart.
#[derive(Clone, Debug, PartialEq)]
pub enum Plot {
    /// Stacked bars around the middle of a scale.
    Diverging(Diverging),
    /// A dot with an interval per row.
    Estimates(Estimates),
}

/// Stacked bars around the middle: items of an indicator, or one indicator per role.
///
/// All bars of all charts have the same axis: 100% of a bar is the same length, whatever the answers.
/// The denominator of every share is the sum of the bar's counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Diverging {
    /// The options in the reader's language, category 1 first; 2 to 20.
    pub options: Vec<String>,
    /// The favourable categories (1 to K); they stand at the right. Empty when the scale has no better end.
    pub favourable: Vec<u8>,
    /// The category that is neither favourable nor unfavourable.
    pub neutral: Option<u8>,
    /// Where the neutral category is drawn.
    pub neutral_as: NeutralAs,
    /// The bars, top to bottom in this order.
    pub bars: Vec<Bar>,
    /// A threshold on the favourable share, 0 to 1.
    ///
    /// It is drawn in every bar, measured from where the favourable part of that bar begins. With a neutral part
    /// split over the middle that beginning differs from bar to bar, and one line through all bars would make a
    /// bar with many neutral answers look nearer to the threshold than it is. So the favourable part reaches its
    /// stroke if and only if the favourable share reaches the threshold. With the neutral part aside, all
    /// strokes stand in one line. When the favourable categories are not one end of the scale, no stroke is
    /// drawn and the words say so.
    pub threshold: Option<Mark>,
}

/// Where the neutral category is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeutralAs {
    /// Half of it at each side of the middle.
    Split,
    /// Apart, at the right of the bars.
    Aside,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What the bar is about: a question, or the people of a role.
    pub label: String,
    /// How many people stand behind it, shown at the right; left out when not given or not shown.
    pub n: Option<u64>,
    /// The answers.
    pub counts: BarContent,
}

/// The answers of a bar, or the words that stand in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BarContent {
    /// How often each option was chosen, category 1 first, one number per option.
    Counts(Vec<u64>),
    /// Why there is no bar, such as 'niet getoond (te weinig antwoorden)'. Nothing else is drawn, `n` included.
    NotShown(String),
}

/// A threshold with its word.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Where it lies: a share of 0 to 1 for [`Diverging`], a value on the axis for [`Estimates`].
    pub value: f64,
    /// Its word, such as 'afgesproken: 70% of meer'.
    pub label: String,
}

/// A dot with an interval per row.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimates {
    /// The value axis.
    pub axis: Axis,
    /// The rows, top to bottom in this order.
    pub rows: Vec<EstimateRow>,
    /// A threshold, a line through all rows.
    pub threshold: Option<Mark>,
    /// What the bar around a dot is called, such as 'zo zeker zijn we'.
    pub interval_words: String,
}

/// The value axis of [`Estimates`].
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// Its low end, in axis values.
    pub low: f64,
    /// Its high end, in axis values.
    pub high: f64,
    /// What its values are.
    pub unit: AxisUnit,
    /// Where it has a line and a number, in axis values; ticks outside the axis are left out.
    pub ticks: Vec<f64>,
}

/// What the values of an axis are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AxisUnit {
    /// Points of a scale, such as 1 to 5.
    Points,
    /// Shares of 0 to 1, written as whole per cents.
    Percent,
}

/// One row of [`Estimates`].
#[derive(Clone, Debug, PartialEq)]
pub struct EstimateRow {
    /// What the row is about.
    pub label: String,
    /// How many people stand behind it; left out when not given or not shown.
    pub n: Option<u64>,
    /// The figure.
    pub value: EstimateContent,
}

/// The figure of a row, or the words that stand in its place.
#[derive(Clone, Debug, PartialEq)]
pub enum EstimateContent {
    /// A figure.
    Shown {
        /// The value on the axis.
        value: f64,
        /// The low end of its interval; where it lies below the axis the bar stops at the axis' end.
        low: Option<f64>,
        /// The high end of its interval; likewise. An interval is drawn when both ends are given.
        high: Option<f64>,
        /// The value as readers see it: `3,4`.
        text: String,
    },
    /// Why there is no figure. Nothing else is drawn, `n` included.
    NotShown(String),
}

impl ChartSpec {
    /// Whether the specification can be drawn.
    pub(super) fn check(&self) -> Result<(), ChartError> {
        if self.id.trim().is_empty() {
            return Err(ChartError::NoId);
        }
        match &self.plot {
            Plot::Diverging(plot) => plot.check(),
            Plot::Estimates(plot) => plot.check(),
        }
    }
}

impl Diverging {
    fn check(&self) -> Result<(), ChartError> {
        let options = self.options.len();
        if !(2..=20).contains(&options) {
            return Err(ChartError::Options { found: options });
        }
        for &category in self.favourable.iter().chain(&self.neutral) {
            if category == 0 || usize::from(category) > options {
                return Err(ChartError::Category { category, options });
            }
        }
        for (index, bar) in self.bars.iter().enumerate() {
            if let BarContent::Counts(counts) = &bar.counts
                && counts.len() != options
            {
                return Err(ChartError::Counts { row: index + 1, found: counts.len(), options });
            }
        }
        check_mark(self.threshold.as_ref(), 0.0, 1.0)
    }
}

impl Estimates {
    fn check(&self) -> Result<(), ChartError> {
        let Axis { low, high, .. } = self.axis;
        if !(low.is_finite() && high.is_finite() && low < high) {
            return Err(ChartError::Axis { low, high });
        }
        for (index, row) in self.rows.iter().enumerate() {
            if let EstimateContent::Shown { value, low: from, high: to, .. } = &row.value {
                let around = from.is_none_or(|from| from <= *value) && to.is_none_or(|to| to >= *value);
                if !(low..=high).contains(value) || !around {
                    return Err(ChartError::OffAxis { row: index + 1, low, high });
                }
            }
        }
        check_mark(self.threshold.as_ref(), low, high)
    }
}

fn check_mark(mark: Option<&Mark>, low: f64, high: f64) -> Result<(), ChartError> {
    match mark {
        Some(mark) if !(low..=high).contains(&mark.value) => {
            Err(ChartError::OffAxisMark { value: mark.value, low, high })
        }
        _ => Ok(()),
    }
}

/// The sum of a bar's counts: the denominator of all its shares.
pub(super) fn total(counts: &[u64]) -> u64 {
    counts.iter().fold(0, |sum, &count| sum.saturating_add(count))
}
