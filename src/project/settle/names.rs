use super::checks::id;
use crate::diagnostics::Code;
use crate::domain::{Phrase, phrase};
use crate::project::faults::{Fault, Faults};
use crate::project::wording::{choose_from, did_you_mean};
use crate::project::written::Written;

/// The names of one kind that the project file gives, to resolve references with.
pub(super) struct Names {
    /// What kind of thing they name, without an article: 'ronde', 'round'.
    kind: Phrase,
    known: Vec<String>,
    complete: bool,
}

impl Names {
    /// No names yet. `complete` is false where some of the names could not be read: then a reference that does not
    /// resolve may well be sound, and is not reported.
    pub fn new(kind: Phrase, complete: bool) -> Self {
        Self { kind, known: Vec::new(), complete }
    }

    /// The names that the blocks of one list give themselves; a name given twice is reported.
    pub fn gather<'a>(
        kind: Phrase,
        ids: impl Iterator<Item = Option<&'a Written<String>>>,
        complete: bool,
        faults: &mut Faults,
    ) -> Self {
        let mut names = Self::new(kind, complete);
        for written in ids {
            match written.and_then(|written| id(written, "id", faults).map(|_| written)) {
                Some(written) => {
                    names.give(written, faults);
                }
                None => names.complete = false,
            }
        }
        names
    }

    /// Adds a name that must be new.
    pub fn give(&mut self, written: &Written<String>, faults: &mut Faults) {
        let name = &written.value;
        if !self.known.contains(name) {
            self.known.push(name.clone());
            return;
        }
        let kind = &self.kind;
        faults.error(Fault {
            code: Code::DuplicateName,
            span: written.span.clone(),
            headline: Phrase::new(
                format!("Er is al een {} `{name}`.", kind.nl),
                format!("`{name}` is already the name of another {}.", kind.en),
            ),
            label: phrase!("deze naam is al gegeven", "this name is given already"),
            help: Some(phrase!("Geef elk een eigen naam.", "Give each a name of its own.")),
        });
    }

    /// Adds a name that may be there already.
    pub fn add(&mut self, name: &str) {
        if !self.knows(name) {
            self.known.push(name.to_owned());
        }
    }

    /// From here on, names that do not resolve are not reported.
    pub fn leave_open(&mut self) {
        self.complete = false;
    }

    /// Whether the name is given.
    pub fn knows(&self, name: &str) -> bool {
        self.known.iter().any(|known| known == name)
    }

    /// All names, in the order in which they were given.
    pub fn known(&self) -> &[String] {
        &self.known
    }

    /// Whether the name may be used; reported if not.
    pub fn resolve(&self, written: &Written<String>, help: Option<Phrase>, faults: &mut Faults) -> bool {
        let name = &written.value;
        if self.knows(name) || !self.complete {
            return true;
        }
        let kind = &self.kind;
        faults.error(Fault {
            code: Code::UnknownName,
            span: written.span.clone(),
            headline: Phrase::new(
                format!("Geen {} heet `{name}`.", kind.nl),
                format!("No {} is called `{name}`.", kind.en),
            ),
            label: did_you_mean(name, &self.known),
            help: help.or_else(|| choose_from(&self.known)),
        });
        false
    }
}
