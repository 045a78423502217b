use super::{Diagnostic, Severity};

/// A stage's value and what it noticed, so that one run lists every problem.
#[derive(Clone, Debug)]
pub struct Checked<T> {
    /// What the stage made.
    pub value: T,
    /// What it noticed, in the order of the input.
    pub notes: Vec<Diagnostic>,
}

impl<T> Checked<T> {
    /// A value about which nothing was noticed.
    pub fn clean(value: T) -> Self {
        Self { value, notes: Vec::new() }
    }

    /// Whether anything noticed is an error.
    pub fn has_errors(&self) -> bool {
        self.notes.iter().any(|note| note.severity == Severity::Error)
    }
}
