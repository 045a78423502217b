#![forbid(unsafe_code)]
//! datadialoog: survey exports in, an honest conversation about quality out.

pub mod assess;
pub mod chart;
pub mod coding;
pub mod diagnostics;
pub mod dialogue;
pub mod disclosure;
pub mod domain;
pub mod ingest;
pub mod ledger;
pub mod pipeline;
pub mod project;
pub mod remarks;
pub mod render;
pub mod statistics;
pub mod tally;
pub mod text;
