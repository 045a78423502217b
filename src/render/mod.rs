//! A dialogue as files: a page, Markdown, JSON, charts; nothing is added here but fixed headings.

mod artifact_name;
mod charts;
mod error;
mod html;
mod json;
mod markdown;
mod outline;
mod renderer;
mod shape;
mod words;

#[cfg(test)]
mod fixture;

pub use charts::Charts;
pub use error::RenderError;
pub use html::Html;
pub use json::{Json, decisions_json, decisions_schema, results_json, results_schema};
pub use markdown::Markdown;
pub use renderer::Renderer;
