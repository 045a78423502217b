use std::ops::Range;
use std::sync::Arc;

use super::Code;
use crate::domain::{Phrase, Place};

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing; nothing has to be done.
    Note,
    /// Probably not meant; the run goes on.
    Warning,
    /// The run cannot give what was asked.
    Error,
}

/// The piece of the user's own text that a diagnostic is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The whole text.
    pub text: Arc<str>,
    /// The bytes the caret goes under.
    pub span: Range<usize>,
    /// What is said beside the caret: what was expected.
    pub label: Phrase,
}

/// One thing noticed about the input: what was found, where, what was expected, how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its stable name; `explain` tells more.
    pub code: Code,
    /// How bad it is.
    pub severity: Severity,
    /// What was found.
    pub headline: Phrase,
    /// Where.
    pub place: Option<Place>,
    /// The text around it, for the project file.
    pub excerpt: Option<Box<Excerpt>>,
    /// How to mend it.
    pub help: Option<Phrase>,
}

impl Diagnostic {
    /// Something the run cannot go on with.
    pub fn error(code: Code, headline: Phrase) -> Self {
        Self::new(Severity::Error, code, headline)
    }

    /// Something that was probably not meant.
    pub fn warning(code: Code, headline: Phrase) -> Self {
        Self::new(Severity::Warning, code, headline)
    }

    /// Something worth knowing.
    pub fn note(code: Code, headline: Phrase) -> Self {
        Self::new(Severity::Note, code, headline)
    }

    fn new(severity: Severity, code: Code, headline: Phrase) -> Self {
        Self { code, severity, headline, place: None, excerpt: None, help: None }
    }

    /// The same, at a place.
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The same, with the text it is about.
    pub fn excerpt(mut self, excerpt: Excerpt) -> Self {
        self.excerpt = Some(Box::new(excerpt));
        self
    }

    /// The same, with how to mend it.
    pub fn help(mut self, help: Phrase) -> Self {
        self.help = Some(help);
        self
    }
}
