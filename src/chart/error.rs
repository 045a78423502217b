use thiserror::Error;

/// Why a chart could not be drawn: a specification that contradicts itself, or a drawing library that gave up.
///
/// Rows are named by their place (1 is the first), never by their content.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum ChartError {
    /// The chart has no id, so its parts cannot refer to each other.
    #[error("the chart has no id; expected a short ascii name such as 'begeleiding'")]
    NoId,
    /// A scale with too few or too many options.
    #[error("a chart of answers needs 2 to 20 options, found {found}")]
    Options {
        /// How many options were given.
        found: usize,
    },
    /// A category that is not on the scale.
    #[error("category {category} is not on a scale of {options} options")]
    Category {
        /// The category as given, 1 for the first option.
        category: u8,
        /// How many options the scale has.
        options: usize,
    },
    /// A row with more or fewer counts than the scale has options.
    #[error("row {row} has {found} counts, expected {options}: one for each option")]
    Counts {
        /// The row, from 1.
        row: usize,
        /// How many counts were given.
        found: usize,
        /// How many options the scale has.
        options: usize,
    },
    /// A value axis that does not run from low to high.
    #[error("the value axis runs from {low} to {high}; expected a finite low below a finite high")]
    Axis {
        /// The low end as given.
        low: f64,
        /// The high end as given.
        high: f64,
    },
    /// A value of a row that does not fit the axis, or an interval without its value.
    #[error("row {row} has a value or interval that does not fit the axis from {low} to {high}")]
    OffAxis {
        /// The row, from 1.
        row: usize,
        /// The low end of the axis.
        low: f64,
        /// The high end of the axis.
        high: f64,
    },
    /// A threshold that does not fit the axis.
    #[error("the threshold {value} lies outside {low} to {high}")]
    OffAxisMark {
        /// The threshold as given.
        value: f64,
        /// The lowest it may be.
        low: f64,
        /// The highest it may be.
        high: f64,
    },
    /// The built-in font could not be read.
    #[error("the built-in font could not be read")]
    Font,
    /// The drawing library failed.
    #[error("the chart could not be drawn: {0}")]
    Draw(String),
    /// The drawn SVG could not be turned into pixels.
    #[error("the picture could not be made from the drawing: {0}")]
    Raster(String),
}
