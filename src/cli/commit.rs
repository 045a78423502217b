use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use datadialoog::diagnostics::{Code, Diagnostic};
use datadialoog::domain::{Artifact, Lang, Phrase, Place, Readers};
use datadialoog::pipeline::Register;
use tempfile::TempDir;

use super::manifest::{MANIFEST, Manifest, is_sound};
use super::register_file;
use super::wording::{names, refusal};

/// Why an outcome was not written. What was there is still there, unless said otherwise.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CommitError {
    /// The name of a file would lead out of the folder, or stands for two files.
    #[error("{name}: not a name inside the output folder")]
    UnsoundName {
        /// The name.
        name: String,
    },
    /// At the place of the folder there is something else, or a folder that cannot be replaced.
    #[error("{}: not a folder that can be replaced", path.display())]
    NotAFolder {
        /// The place.
        path: PathBuf,
    },
    /// The folder holds files that we did not make, or that were changed since.
    #[error("{}: holds what is not ours: {}", path.display(), names.join(", "))]
    NotOurs {
        /// The folder.
        path: PathBuf,
        /// What is not ours.
        names: Vec<String>,
    },
    /// The file is there already.
    #[error("{}: exists", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The operating system refused.
    #[error("{}: {source}", path.display())]
    Refused {
        /// What could not be written.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The register of what was published could not be written.
    #[error("{}: {source}", path.display())]
    Register {
        /// The register.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Another report was made since this run read the register.
    #[error("{}: changed since it was read", path.display())]
    Overtaken {
        /// The register.
        path: PathBuf,
    },
    /// The new report could not take its place, and the earlier one not be put back.
    #[error("{}: {source}; the earlier report is in {}", path.display(), earlier.display())]
    Stranded {
        /// Where the report belongs.
        path: PathBuf,
        /// Where the earlier report is now.
        earlier: PathBuf,
        /// Why.
        source: io::Error,
    },
}

/// Writes all files of a report as the folder `target`, or none: they are staged beside it, synced to the disk and
/// put in its place by renaming. A report of ours that was there is replaced whole.
///
/// The register, where there is one, is written with it or not at all; with it goes for whom the report is.
///
/// Between the two renames there is an instant without a report; no reader ever meets half of one.
///
/// # Errors
/// See [`CommitError`]. On each the folder is as it was, but for [`CommitError::Stranded`].
pub(crate) fn commit(
    target: &Path,
    artifacts: &[Artifact],
    register: Option<(&Register, Readers)>,
) -> Result<(), CommitError> {
    check_names(artifacts)?;
    let target = resolved(target)?;
    let refused = |path: &Path| {
        let path = path.to_owned();
        move |source| CommitError::Refused { path, source }
    };
    let occupied = fs::symlink_metadata(&target).is_ok();
    if occupied {
        check_replaceable(&target)?;
    }
    let (Some(parent), Some(base)) = (target.parent(), target.file_name()) else {
        return Err(CommitError::NotAFolder { path: target });
    };
    fs::create_dir_all(parent).map_err(refused(parent))?;
    let prefix = format!(".{}-", base.to_string_lossy());
    let staging = tempfile::Builder::new().prefix(&prefix).tempdir_in(parent).map_err(refused(parent))?;
    // A temporary folder is for its owner only; the folder inside it gets the rights that any new folder gets.
    let fresh = staging.path().join("new");
    let (register, readers) = register.unzip();
    let kept_in = register.and_then(|register| register_file::seen_from(register, &target));
    stage(&fresh, &Manifest::of(artifacts, kept_in, readers.unwrap_or_default()), artifacts)?;
    register.map_or(Ok(()), register_file::put)?;
    if let Err(error) = swap(&target, &fresh, occupied, staging) {
        if let Some(register) = register {
            register_file::take_back(register);
        }
        return Err(error);
    }
    sync_folder(parent);
    Ok(())
}

/// Writes a file that is not there yet, whole or not at all; its folder is made if need be.
///
/// # Errors
/// [`CommitError::Exists`] if there is one already, whatever it holds; [`CommitError::Refused`].
pub(crate) fn new_file(path: &Path, text: &str) -> Result<(), CommitError> {
    let refused = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => CommitError::Exists { path: path.to_owned() },
        _ => CommitError::Refused { path: path.to_owned(), source },
    };
    if let Some(parent) = path.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        fs::create_dir_all(parent).map_err(refused)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path).map_err(refused)?;
    let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
    written.map_err(|source| {
        drop(file);
        let _ = fs::remove_file(path);
        refused(source)
    })
}

fn check_names(artifacts: &[Artifact]) -> Result<(), CommitError> {
    let mut taken = BTreeSet::new();
    for artifact in artifacts {
        // Two names that differ in capitals only are one file on Windows and macOS.
        if !is_sound(&artifact.name) || !taken.insert(artifact.name.to_lowercase()) {
            return Err(CommitError::UnsoundName { name: artifact.name.clone() });
        }
    }
    Ok(())
}

/// The folder itself: where a link points to, and an absolute path, so that it has a parent.
fn resolved(target: &Path) -> Result<PathBuf, CommitError> {
    let refused = |source| CommitError::Refused { path: target.to_owned(), source };
    if fs::symlink_metadata(target).is_ok() {
        return target.canonicalize().map_err(refused);
    }
    std::path::absolute(target).map_err(refused)
}

fn check_replaceable(target: &Path) -> Result<(), CommitError> {
    let not_a_folder = || CommitError::NotAFolder { path: target.to_owned() };
    if !target.is_dir() {
        return Err(not_a_folder());
    }
    let refused = |source| CommitError::Refused { path: target.to_owned(), source };
    let names = Manifest::not_ours(target).map_err(refused)?;
    if !names.is_empty() {
        return Err(CommitError::NotOurs { path: target.to_owned(), names });
    }
    // Whoever works in the folder would be left standing in one that is gone.
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    match here {
        Ok(here) if here.starts_with(target) => Err(not_a_folder()),
        _ => Ok(()),
    }
}

/// Writes every file and the manifest into `fresh`, through to the disk.
fn stage(fresh: &Path, manifest: &Manifest, artifacts: &[Artifact]) -> Result<(), CommitError> {
    let mut folders = BTreeSet::from([fresh.to_owned()]);
    let manifest = manifest.to_text();
    let files = artifacts.iter().map(|artifact| (artifact.name.as_str(), artifact.bytes.as_slice()));
    for (name, bytes) in files.chain([(MANIFEST, manifest.as_bytes())]) {
        let path = name.split('/').fold(fresh.to_owned(), |path, part| path.join(part));
        let refused = |source| CommitError::Refused { path: path.clone(), source };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(refused)?;
            folders
                .extend(folder.ancestors().take_while(|above| above.starts_with(fresh)).map(Path::to_owned));
        }
        let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(refused)?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(refused)?;
    }
    folders.iter().rev().for_each(|folder| sync_folder(folder));
    Ok(())
}

/// Puts `fresh` in the place of `target`. What was there goes into the staging folder, which is removed last. Whatever
/// was put into it since it was looked at is found there before it is too late, and all of it goes back.
fn swap(target: &Path, fresh: &Path, occupied: bool, staging: TempDir) -> Result<(), CommitError> {
    let refused = |source| CommitError::Refused { path: target.to_owned(), source };
    if !occupied {
        return fs::rename(fresh, target).map_err(refused);
    }
    let earlier = staging.path().join("earlier");
    // A folder cannot be renamed over one that holds files, on Windows over none at all.
    fs::rename(target, &earlier).map_err(refused)?;
    let fault = match Manifest::not_ours(&earlier) {
        Err(source) => refused(source),
        Ok(names) if !names.is_empty() => CommitError::NotOurs { path: target.to_owned(), names },
        Ok(_) => match fs::rename(fresh, target) {
            Ok(()) => return Ok(()),
            Err(source) => refused(source),
        },
    };
    match fs::rename(&earlier, target) {
        Ok(()) => Err(fault),
        Err(source) => {
            let earlier = staging.keep().join("earlier");
            Err(CommitError::Stranded { path: target.to_owned(), earlier, source })
        }
    }
}

/// Asks for the names in a folder to reach the disk too. Not every system can; then it is as safe as it gets.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}

impl CommitError {
    /// The error for the quality officer.
    pub(crate) fn diagnostic(&self) -> Diagnostic {
        let (code, path) = match self {
            CommitError::UnsoundName { name } => (Code::ProgramFault, PathBuf::from(name)),
            CommitError::NotOurs { path, .. } | CommitError::Exists { path } => {
                (Code::OutputNotOurs, path.clone())
            }
            CommitError::NotAFolder { path }
            | CommitError::Register { path, .. }
            | CommitError::Overtaken { path }
            | CommitError::Refused { path, .. }
            | CommitError::Stranded { path, .. } => (Code::OutputFailed, path.clone()),
        };
        let place = Place::file(path.display().to_string());
        Diagnostic::error(code, self.headline()).at(place).help(self.remedy())
    }

    fn headline(&self) -> Phrase {
        match self {
            CommitError::UnsoundName { name } => Phrase::new(
                format!("de bestandsnaam `{name}` kan niet in de uitvoermap staan"),
                format!("the file name `{name}` cannot stand in the output folder"),
            ),
            CommitError::NotAFolder { .. } => Phrase::new(
                "hier kan geen uitvoermap komen: er staat een bestand, of u werkt nu in deze map",
                "no output folder can be made here: there is a file, or you are working in this folder",
            ),
            CommitError::NotOurs { names: found, .. } => {
                let (nl, en) = (names(Lang::Nl, found, 5), names(Lang::En, found, 5));
                Phrase::new(
                    format!(
                        "in de uitvoermap staat iets dat datadialoog niet maakte of dat sindsdien veranderd is: {nl}"
                    ),
                    format!(
                        "the output folder holds something that datadialoog did not make or that was changed since: {en}"
                    ),
                )
            }
            CommitError::Exists { .. } => Phrase::new("dit bestand bestaat al", "this file exists already"),
            CommitError::Refused { source, .. } => {
                let why = refusal(source);
                Phrase::new(
                    format!("hier kan niet geschreven worden: {}", why.nl),
                    format!("this cannot be written: {}", why.en),
                )
            }
            CommitError::Register { source, .. } => {
                let why = refusal(source);
                Phrase::new(
                    format!("het register van wat gepubliceerd is, kan niet geschreven worden: {}", why.nl),
                    format!("the register of what was published cannot be written: {}", why.en),
                )
            }
            CommitError::Overtaken { .. } => Phrase::new(
                "het register is veranderd terwijl dit verslag gemaakt werd: er is intussen een ander verslag gemaakt",
                "the register changed while this report was made: another report was made meanwhile",
            ),
            CommitError::Stranded { source, .. } => {
                let why = refusal(source);
                Phrase::new(
                    format!("het nieuwe verslag kon niet op zijn plaats gezet worden: {}", why.nl),
                    format!("the new report could not be put in its place: {}", why.en),
                )
            }
        }
    }

    fn remedy(&self) -> Phrase {
        match self {
            CommitError::UnsoundName { .. } => Phrase::new(
                "Dit is een fout van het programma zelf; meld ons deze naam.",
                "This is a fault of the program itself; please report this name.",
            ),
            CommitError::NotAFolder { .. } | CommitError::Refused { .. } => Phrase::new(
                "Kies met `--out` een andere plaats. Wat er stond, staat er nog.",
                "Choose another place with `--out`. What was there is still there.",
            ),
            CommitError::Register { .. } => Phrase::new(
                "Zorg dat u in de map van het projectbestand mag schrijven. Zonder register wordt er niets gepubliceerd: een volgend verslag zou mensen kunnen verraden.",
                "Make sure that you may write in the folder of the project file. Without the register nothing is published: a next report might give people away.",
            ),
            CommitError::Overtaken { .. } => Phrase::new(
                "Maak het verslag opnieuw, niet twee tegelijk.",
                "Make the report again, not two at a time.",
            ),
            CommitError::NotOurs { .. } => Phrase::new(
                "Verplaats of hernoem dat eerst, of kies met `--out` een andere map. Er is niets overschreven.",
                "Move or rename it first, or choose another folder with `--out`. Nothing was overwritten.",
            ),
            CommitError::Exists { .. } => Phrase::new(
                "Er wordt niets overschreven. Kies met `--out` een andere naam, of `--out -` om het op het scherm te zien.",
                "Nothing is overwritten. Choose another name with `--out`, or `--out -` to see it on the screen.",
            ),
            CommitError::Stranded { earlier, .. } => {
                let earlier = earlier.display();
                Phrase::new(
                    format!("Het vorige verslag staat ongeschonden in `{earlier}`; zet die map terug."),
                    format!("The earlier report is unharmed in `{earlier}`; move that folder back."),
                )
            }
        }
    }
}

#[cfg(test)]
#[path = "commit_tests.rs"]
mod tests;
