mod escape;
mod report;

use super::{RenderError, Renderer, artifact_name};
use crate::dialogue::Dialogue;
use crate::domain::Artifact;

/// The report as Markdown that also reads as plain text: `verslag.md`, `report.md`.
/// It refers to the charts as [`super::Charts`] names their SVG files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Markdown;

impl Renderer for Markdown {
    fn render(&self, dialogue: &Dialogue) -> Result<Vec<Artifact>, RenderError> {
        Ok(vec![Artifact {
            name: artifact_name::report(dialogue.lang, "md"),
            media_type: "text/markdown",
            bytes: report::write(dialogue).into_bytes(),
        }])
    }
}
