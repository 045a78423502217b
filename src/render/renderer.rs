use super::RenderError;
use crate::dialogue::Dialogue;
use crate::domain::Artifact;

/// A form in which a dialogue can be read. Renderers return bytes; one function elsewhere writes them,
/// so a half-written report cannot exist.
pub trait Renderer {
    /// The files of this form: the same dialogue gives the same bytes.
    ///
    /// # Errors
    /// When a chart cannot be drawn or a value has no place in the form; never because of a reader's text.
    fn render(&self, dialogue: &Dialogue) -> Result<Vec<Artifact>, RenderError>;
}
