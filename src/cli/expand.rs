use std::path::{Path, PathBuf};

use datadialoog::diagnostics::{Code, Diagnostic};
use datadialoog::domain::Phrase;

/// The files that a name on the command line means: the file itself, or every file that a pattern with `*` and `?`
/// finds, by name. Where the shell did that already (not PowerShell, not cmd) there is nothing left to do.
///
/// # Errors
/// [`Code::FileMissing`] if a pattern finds no file.
pub(crate) fn expand(pattern: &str) -> Result<Vec<PathBuf>, Diagnostic> {
    if !pattern.contains(['*', '?']) || Path::new(pattern).exists() {
        return Ok(vec![PathBuf::from(pattern)]);
    }
    // Only `*` and `?` are special here: a bracket in a file's name stands for itself.
    let found = glob::glob(&pattern.replace('[', "[[]")).ok();
    let mut files: Vec<PathBuf> = found.into_iter().flatten().filter_map(Result::ok).collect();
    files.retain(|path| path.is_file());
    files.sort();
    if files.is_empty() {
        let headline = Phrase::new(
            format!("geen enkel bestand past bij `{pattern}`"),
            format!("no file matches `{pattern}`"),
        );
        let help = Phrase::new(
            "Het patroon telt vanaf de map waarin u nu staat. Staat de export daar, en klopt de naam?",
            "The pattern counts from the folder you are in. Is the export there, and is its name right?",
        );
        return Err(Diagnostic::error(Code::FileMissing, headline).help(help));
    }
    Ok(files)
}
