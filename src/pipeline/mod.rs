//! The whole run, from files to files: readable like the picture in the front of the house.

mod progress;

pub use progress::{NoProgress, Progress, Stage};
