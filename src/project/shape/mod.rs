//! The shape of the project file: which keys there are and what kind of value each takes, straight from the schema.

mod check;
mod expected;
mod kind;

pub(super) use check::check;
pub(super) use kind::Shape;
