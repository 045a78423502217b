//! Charts of answers: what is meant ([`ChartSpec`]), drawn as SVG and PNG, said in words and laid out as a table.
//!
//! All four come from the same numbers. A row that may not be shown carries words instead of numbers, so nothing
//! of it can reach a coordinate, an attribute or the alt text. Charts show and do not judge: no good and bad
//! zones, no red and green, a threshold is a thin line with its word.
//!
//! Layout is pure arithmetic on measured text and comes before drawing, so tests can look at every box.

mod colour;
mod diverging;
mod draw;
mod error;
mod estimates;
mod key;
mod measure;
mod page;
mod palette;
mod raster;
mod rounded;
mod sides;
mod spec;
mod tidy;
mod words;

#[cfg(test)]
mod layout_tests;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod svg_tests;

pub use draw::svg;
pub use error::ChartError;
pub use raster::png;
pub use spec::{
    Axis, AxisUnit, Bar, BarContent, ChartSpec, Diverging, EstimateContent, EstimateRow, Estimates, Mark,
    NeutralAs, Plot,
};
pub use words::{Table, data_table, describe};
