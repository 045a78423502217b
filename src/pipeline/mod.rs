//! The whole run, from files to files: readable like the picture in the front of the house.
//!
//! [`examine`] goes from the project file to every figure that may be shown; [`report`] goes on to the files of a
//! report. [`inspect`] looks at exports without a project file, and [`scaffold`] makes a project file of what it saw.

mod asked;
mod companions;
mod counted;
mod drift;
mod examine;
mod far_codes;
mod file_report;
mod files;
mod held_against;
mod in_rows;
mod init;
mod init_scales;
mod init_shapes;
#[cfg(test)]
mod init_tests;
mod inspect;
mod inspection;
mod open;
mod own_scale;
mod part;
mod pass;
mod plan;
mod progress;
mod project_file;
mod quality;
mod read;
mod register;
mod rejects;
mod remarks;
mod report;
mod rows;
#[cfg(test)]
mod shapes_tests;
mod told;
mod weighing;

pub use examine::{Examined, Order, examine, examine_noting};
pub use file_report::{ColumnReport, FileReport};
pub use files::expand;
pub use init::{same_twice, scaffold};
pub use inspect::inspect;
pub use inspection::{Inspection, inspection_json, inspection_schema};
pub use own_scale::OwnScale;
pub use part::Part;
pub use progress::{NoProgress, Progress, Stage};
pub use project_file::read_project;
pub use register::Register;
pub use rejects::Rejects;
pub use remarks::{Released, ReviewFile, released, review_file};
pub use report::{Report, meeting_named, report};
pub use told::{answers_together, codes_alike, codes_together};
