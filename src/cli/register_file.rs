//! The register of what was published takes its place together with the report: neither is there without the other.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use datadialoog::diagnostics::{Code, Diagnostic};
use datadialoog::domain::{Phrase, Place, Readers};
use datadialoog::pipeline::Register;

use super::commit::CommitError;
use super::manifest::Manifest;

/// Puts the register down, synced to the disk, before the report takes its place: should the computer stop in between,
/// the register says more than was published and never less.
///
/// # Errors
/// [`CommitError::Overtaken`] where it is no longer what this run read: another report was made meanwhile.
pub(crate) fn put(register: &Register) -> Result<(), CommitError> {
    let path = &register.path;
    let refused = |source| CommitError::Register { path: path.clone(), source };
    let now = match fs::read(path) {
        Ok(bytes) => Some(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(refused(error)),
    };
    if now != register.before {
        return Err(CommitError::Overtaken { path: path.clone() });
    }
    match &register.after {
        Some(ledger) => {
            let text = ledger.to_text().map_err(|fault| refused(fault.into()))?;
            replace(path, text.as_bytes()).map_err(refused)
        }
        None => Ok(()),
    }
}

/// Takes back what [`put`] did, as the report could not take its place after all.
pub(crate) fn take_back(register: &Register) {
    let done = match (&register.after, &register.before) {
        (None, _) => Ok(()),
        (Some(_), Some(before)) => replace(&register.path, before),
        (Some(_), None) => fs::remove_file(&register.path),
    };
    // Where even that fails, the register says more than was published, which is the safe side.
    let _ = done;
}

/// Writes a file, whole or not at all, in the place of the one that is there; it keeps its rights.
///
/// # Errors
/// What the operating system says; what was there is still there.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new("."));
    let mut file = tempfile::Builder::new().prefix(".register-").tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    // A temporary file is for its owner only; the register has the rights of the one before it, or of any new file.
    let rights = match fs::metadata(path) {
        Ok(found) => Some(found.permissions()),
        Err(_) => new_rights(folder),
    };
    if let Some(rights) = rights {
        file.as_file().set_permissions(rights)?;
    }
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// The rights that a new file gets in a folder.
fn new_rights(folder: &Path) -> Option<fs::Permissions> {
    let probe = tempfile::Builder::new().prefix(".register-").tempdir_in(folder).ok()?;
    let file = fs::File::create(probe.path().join("new")).ok()?;
    file.metadata().ok().map(|found| found.permissions())
}

/// The register as seen from the folder of a report: `../datadialoog.register.json`; its whole path where the two have
/// nothing in common, as on two drives.
pub(crate) fn seen_from(register: &Register, folder: &Path) -> Option<String> {
    // Links are followed first, as `..` goes up from where a link leads.
    let followed = |path: &Path| Some(path.parent()?.canonicalize().ok()?.join(path.file_name()?));
    let path = followed(&std::path::absolute(&register.path).ok()?)?;
    let seen = pathdiff::diff_paths(&path, followed(folder)?).unwrap_or(path);
    let parts: Vec<_> = seen.components().map(|part| part.as_os_str().to_string_lossy()).collect();
    match seen.is_relative() {
        true => Some(parts.join("/")),
        false => Some(seen.to_string_lossy().into_owned()),
    }
}

/// Whether a report was put down in this register, which is gone: see [`folders_near`] for where one is looked for.
pub(crate) fn missing(register: &Register, out: Option<&Path>) -> Option<Diagnostic> {
    if register.before.is_some() {
        return None;
    }
    let own = register.path.file_name()?;
    let mut seen = BTreeSet::new();
    let mut folders = folders_near(register, out);
    folders.retain(|folder| keeps_a_lost(own, folder) && seen.insert(folder.canonicalize().ok()));
    let [folder, others @ ..] = folders.as_slice() else { return None };
    let own = own.to_string_lossy();
    let (folder, path) = (folder.display(), register.path.display());
    let more = match others.len() {
        0 => Phrase::new("", ""),
        more => Phrase::new(format!(" (en in nog {more})"), format!(" (and {more} more)")),
    };
    let headline = Phrase::new(
        format!(
            "het register `{own}` is weg, en in `{folder}`{} staat een verslag dat erin is bijgehouden",
            more.nl
        ),
        format!(
            "the register `{own}` is gone, and `{folder}`{} holds a report that was put down in it",
            more.en
        ),
    );
    let help = Phrase::new(
        "Zet het register terug uit een reservekopie. Is er geen: `datadialoog explain register-missing` zegt wat dan kan.",
        "Put the register back from a backup. If there is none: `datadialoog explain register-missing` says what can be done.",
    );
    Some(Diagnostic::error(Code::RegisterMissing, headline).at(Place::file(path.to_string())).help(help))
}

/// Where reports of a project may stand: in a folder beside the project file, in one within such a folder, and in `out`
/// or a folder beside it. In order of path, `out` last.
fn folders_near(register: &Register, out: Option<&Path>) -> Vec<PathBuf> {
    let project = register.path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let beside = folders_in(project.unwrap_or_else(|| Path::new(".")));
    let within: Vec<PathBuf> = beside.iter().flat_map(|folder| folders_in(folder)).collect();
    let absolute = out.and_then(|out| std::path::absolute(out).ok());
    let beside_out = absolute.as_deref().and_then(Path::parent).map(folders_in).unwrap_or_default();
    [beside, within, beside_out, out.map(Path::to_owned).into_iter().collect()].concat()
}

/// The folders in a folder, in order of name; none where it cannot be read.
fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// Whether `folder` holds a report kept in a register of this name that is no longer where the report left it. One that
/// is still there belongs to another project.
fn keeps_a_lost(own: &OsStr, folder: &Path) -> bool {
    let kept = Manifest::register_of(folder).map(|kept| folder.join(kept));
    kept.is_some_and(|kept| kept.file_name() == Some(own) && !kept.is_file())
}

/// Whether the folder holds a report for other readers, in whose place this one would come.
pub(crate) fn for_others(out: &Path, readers: Readers) -> Option<Diagnostic> {
    let there = Manifest::readers_of(out).filter(|there| *there != readers)?;
    let (there, own, key) = (there.title(), readers.title(), there.key());
    let headline = Phrase::new(
        format!("in deze map staat een verslag voor {}, en dit is voor {}", there.nl, own.nl),
        format!("this folder holds a report for {}, and this one is for {}", there.en, own.en),
    );
    let help = Phrase::new(
        format!("Noem een andere map met `--out`, of maak het voor dezelfde lezers met `--readers {key}`."),
        format!("Name another folder with `--out`, or make it for the same readers with `--readers {key}`."),
    );
    let place = Place::file(out.display().to_string());
    Some(Diagnostic::error(Code::OutputForOthers, headline).at(place).help(help))
}
