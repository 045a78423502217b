//! The file with every cell that could not be read.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches};
use datadialoog::diagnostics::Diagnostic;
use datadialoog::domain::{Lang, Phrase};
use datadialoog::ingest::table_as_csv;
use datadialoog::pipeline::Rejects;

use super::arguments;
use super::commit::CommitError;

const REJECTS: &str = "rejects";

/// `--rejects FILE.csv`.
pub(crate) fn argument(lang: Lang) -> Arg {
    arguments::option(lang, REJECTS, lang.pick("BESTAND.csv", "FILE.csv"))
        .value_parser(clap::value_parser!(PathBuf))
        .help(lang.pick(
            "Schrijf elke cel die niet te lezen was naar dit bestand, ook als de opdracht daarop stukloopt",
            "Write every cell that could not be read to this file, also when the command fails over it",
        ))
}

/// Where the rejects are to go, if they are asked for; a command without the option never asks.
pub(crate) fn wanted(matches: &ArgMatches) -> Option<PathBuf> {
    matches.try_get_one::<PathBuf>(REJECTS).ok().flatten().cloned()
}

/// Writes the rejects, whole or not at all. An earlier file of rejects is replaced; anything else is left alone.
///
/// # Errors
/// Why it could not be written; what was there is still there.
pub(crate) fn write(path: &Path, rejects: &Rejects, lang: Lang) -> Result<(), Box<Diagnostic>> {
    if !rejects.read {
        return Ok(());
    }
    put(path, &rejects.csv(lang)).map_err(|error| {
        let help = Phrase::new(
            "Kies met `--rejects` een andere naam. Wat er stond, staat er nog.",
            "Choose another name with `--rejects`. What was there is still there.",
        );
        Box::new(error.diagnostic().help(help))
    })
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), CommitError> {
    let refused = |source: io::Error| CommitError::Refused { path: path.to_owned(), source };
    if fs::symlink_metadata(path).is_ok() && !is_ours(path).map_err(refused)? {
        return Err(CommitError::Exists { path: path.to_owned() });
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or_else(|| Path::new("."));
    fs::create_dir_all(folder).map_err(refused)?;
    let mut file = tempfile::Builder::new().prefix(".rejects-").tempfile_in(folder).map_err(refused)?;
    file.write_all(bytes).and_then(|()| file.as_file().sync_all()).map_err(refused)?;
    file.persist(path).map(drop).map_err(|error| refused(error.error))
}

/// Whether a file begins as one of rejects does, in either language.
fn is_ours(path: &Path) -> io::Result<bool> {
    if !fs::metadata(path)?.is_file() {
        return Ok(false);
    }
    let found = fs::read(path)?;
    let heads = [Lang::Nl, Lang::En].map(|lang| table_as_csv([Rejects::head(lang).map(str::to_owned)]));
    Ok(heads.iter().any(|head| found.starts_with(head)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_file_of_rejects_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/niet-gelezen.csv");
        let mut rejects = Rejects::default();
        rejects.read = true;
        write(&path, &rejects, Lang::Nl).unwrap();
        assert!(fs::read_to_string(&path).unwrap().starts_with("\u{feff}bestand;blad;rij;kolom;kop;reden;"));
        write(&path, &rejects, Lang::En).unwrap();
        assert!(fs::read_to_string(&path).unwrap().starts_with("\u{feff}file;sheet;row;"));
        fs::write(&path, "student;cijfer\r\n").unwrap();
        assert!(write(&path, &rejects, Lang::Nl).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "student;cijfer\r\n");
        assert!(write(folder.path(), &rejects, Lang::Nl).is_err());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left behind");
    }

    #[test]
    fn nothing_is_written_when_nothing_was_read() {
        let folder = tempfile::tempdir().unwrap();
        write(&folder.path().join("a.csv"), &Rejects::default(), Lang::Nl).unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }
}
