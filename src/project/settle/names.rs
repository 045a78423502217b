use std::collections::BTreeMap;

use super::checks::id;
use crate::diagnostics::Code;
use crate::domain::{Phrase, phrase};
use crate::project::faults::{Fault, Faults};
use crate::project::wording::{choose_from, did_you_mean};
use crate::project::written::Written;

/// A name as it stands in the name of a file or in a link: lower case, and a hyphen for all but letters and digits.
pub(in crate::project) fn in_a_link(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect()
}

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

    /// Reports names that are no longer told apart in the names of files and in links, such as `team_1` and `team-1`.
    pub fn apart_in_links<'a>(
        kind: Phrase,
        ids: impl Iterator<Item = Option<&'a Written<String>>>,
        faults: &mut Faults,
    ) {
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for written in ids.flatten() {
            let name = &written.value;
            let link = in_a_link(name);
            let Some(first) = seen.get(&link).filter(|first| *first != name) else {
                seen.entry(link).or_insert(name);
                continue;
            };
            faults.error(Fault {
                code: Code::DuplicateName,
                span: written.span.clone(),
                headline: Phrase::new(
                    format!("`{name}` en `{first}` zijn als {} niet uit elkaar te houden.", kind.nl),
                    format!("`{name}` and `{first}` cannot be told apart as a {}.", kind.en),
                ),
                label: phrase!("wordt in een bestandsnaam `{link}`", "becomes `{link}` in the name of a file"),
                help: Some(phrase!(
                    "Pagina's, grafieken en verwijzingen heten naar deze naam, met kleine letters, cijfers en streepjes. Kies een naam die ook dan anders is.",
                    "Pages, charts and links are named by it, in small letters, digits and hyphens. Choose a name that is different even then."
                )),
            });
        }
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

    /// Whether all names could be read.
    pub fn is_complete(&self) -> bool {
        self.complete
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
