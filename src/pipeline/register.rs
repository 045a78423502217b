use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::assess::{Results, Setting};
use crate::diagnostics::Diagnostic;
use crate::domain::{Place, Project};
use crate::ledger::{self, Held, Ledger};
use crate::tally::Tally;

/// The register beside the project file, of what was published: as it was found, and as it has to be once the report
/// of this run is written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    /// The file.
    pub path: PathBuf,
    /// What it held; `None`: there was none.
    pub before: Option<Vec<u8>>,
    /// What it has to hold when what is in this run is published; `None`: what it holds.
    pub after: Option<Ledger>,
}

impl Register {
    /// The register of a project: `datadialoog.toml` has `datadialoog.register.json` beside it. It lies with the
    /// exports, and never in the folder of the report, which travels.
    pub fn of(project: &Project) -> PathBuf {
        project.folder.join(Path::new(&project.file).with_extension("register.json"))
    }
}

/// The register of a project and what it holds; without one nothing was published.
///
/// # Errors
/// A register that cannot be read. What was published is then not known.
pub(super) fn open(project: &Project) -> Result<(Register, Ledger), Vec<Diagnostic>> {
    let path = Register::of(project);
    let shown = path.display().to_string();
    let before = match fs::read(&path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(vec![ledger::unreadable(Place::file(shown), error.kind())]),
    };
    let held = before.as_deref().map(|bytes| Ledger::read(bytes, &shown)).transpose()?;
    Ok((Register { path, before, after: None }, held.unwrap_or_default()))
}

/// The results beside everything that was published before, with the register for when they are.
pub(super) fn hold(
    setting: Setting<'_>,
    tally: &Tally,
    results: Results,
    (register, before): (Register, &Ledger),
) -> (Results, Register, Vec<Diagnostic>) {
    let place = Place::file(register.path.display().to_string());
    let Held { results, ledger, notes } = ledger::hold(setting, tally, results, before, &place);
    (results, Register { after: ledger, ..register }, notes)
}
