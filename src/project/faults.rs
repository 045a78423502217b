use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostics::{Code, Diagnostic, Excerpt, Severity};
use crate::domain::{Phrase, Place};

/// One thing wrong with the project file: what was found, where, what was expected, how to mend it.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    /// Its stable name.
    pub code: Code,
    /// The bytes of the file it is about.
    pub span: Range<usize>,
    /// What was found.
    pub headline: Phrase,
    /// What was expected, said beside the caret.
    pub label: Phrase,
    /// How to mend it.
    pub help: Option<Phrase>,
}

/// Everything noticed about one project file, collected so that one run lists it all.
#[derive(Debug)]
pub(super) struct Faults {
    file: String,
    text: Arc<str>,
    found: Vec<(usize, Diagnostic)>,
    lost: BTreeSet<(usize, String)>,
}

impl Faults {
    /// Nothing noticed yet about the file of that name and text.
    pub fn new(file: &str, text: &str) -> Self {
        Self { file: file.to_owned(), text: text.into(), found: Vec::new(), lost: BTreeSet::new() }
    }

    /// The text of the file.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Something the run cannot go on with.
    pub fn error(&mut self, fault: Fault) {
        self.add(Severity::Error, fault);
    }

    /// Something that was probably not meant.
    pub fn warning(&mut self, fault: Fault) {
        self.add(Severity::Warning, fault);
    }

    fn add(&mut self, severity: Severity, fault: Fault) {
        let span = self.on_one_line(fault.span);
        let diagnostic = Diagnostic {
            code: fault.code,
            severity,
            headline: fault.headline,
            place: Some(self.place(span.start)),
            excerpt: Some(Box::new(Excerpt {
                text: Arc::clone(&self.text),
                span: span.clone(),
                label: fault.label,
            })),
            help: fault.help,
        };
        self.found.push((span.start, diagnostic));
    }

    /// Remembers that the table at `table` did have the key `key`, with a value that was reported and dropped;
    /// so nobody reports it missing as well.
    pub fn lose(&mut self, table: &Range<usize>, key: &str) {
        self.lost.insert((table.start, key.to_owned()));
    }

    /// Whether the table at `table` had the key `key` with a value, or part of one, that was reported and dropped.
    pub fn lost(&self, table: &Range<usize>, key: &str) -> bool {
        self.lost.contains(&(table.start, key.to_owned()))
    }

    /// Whether anything noticed is an error.
    pub fn has_errors(&self) -> bool {
        self.found.iter().any(|(_, diagnostic)| diagnostic.severity == Severity::Error)
    }

    /// Everything noticed, in the order of the file.
    pub fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        self.found.sort_by_key(|(start, _)| *start);
        let mut diagnostics: Vec<Diagnostic> = Vec::new();
        for (_, diagnostic) in self.found {
            let again = diagnostics.iter().rev().take_while(|other| other.place == diagnostic.place);
            if !again.into_iter().any(|other| other.headline == diagnostic.headline) {
                diagnostics.push(diagnostic);
            }
        }
        diagnostics
    }

    /// The caret goes under one line: a list over many lines is shown by its first.
    fn on_one_line(&self, span: Range<usize>) -> Range<usize> {
        let start = floor(&self.text, span.start);
        let end = floor(&self.text, span.end).max(start);
        let shown = self.text.get(start..end).unwrap_or_default();
        let first = shown.lines().next().unwrap_or_default();
        start..start + first.len()
    }

    fn place(&self, start: usize) -> Place {
        let before = self.text.get(..start).unwrap_or_default().trim_start_matches('\u{feff}');
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Place::line_column(&*self.file, line as u64, column as u64)
    }
}

/// The nearest boundary of a character at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}
