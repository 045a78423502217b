use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{Place, phrase};

/// The name that a project file has unless the user says otherwise.
pub const FILE_NAME: &str = "datadialoog.toml";

/// The project file that a path means: the file itself, or the one in that folder.
///
/// # Errors
/// [`Code::ProjectMissing`] if there is none: no norm and no grouping is made up.
pub fn locate(path: &Path) -> Result<PathBuf, Diagnostic> {
    let file = if path.is_dir() { path.join(FILE_NAME) } else { path.to_owned() };
    if file.is_file() {
        return Ok(file);
    }
    let shown = file.display();
    if file.is_dir() {
        let headline = phrase!(
            "Het projectbestand `{shown}` is een map, geen bestand.",
            "The project file `{shown}` is a folder, not a file."
        );
        let help = phrase!(
            "Hernoem die map, of wijs het projectbestand zelf aan.",
            "Rename that folder, or point at the project file itself."
        );
        return Err(Diagnostic::error(Code::ProjectMissing, headline)
            .at(Place::file(shown.to_string()))
            .help(help));
    }
    Err(Diagnostic::error(
        Code::ProjectMissing,
        phrase!("Er is geen projectbestand `{shown}`.", "There is no project file `{shown}`."),
    )
    .at(Place::file(shown.to_string()))
    .help(phrase!(
        "Maak er een uit uw exports: `datadialoog init BESTAND…`, of wijs een map of bestand aan met een projectbestand.",
        "Make one from your exports: `datadialoog init FILE…`, or point at a folder or file that has one."
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_means_the_project_file_in_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let missing = locate(folder.path()).expect_err("nothing there yet");
        assert_eq!(missing.code, Code::ProjectMissing);
        assert!(missing.help.expect("a remedy").nl.contains("datadialoog init"));
        let file = folder.path().join(FILE_NAME);
        std::fs::write(&file, "").expect("written");
        assert_eq!(locate(folder.path()).expect("found"), file);
        assert_eq!(locate(&file).expect("found"), file);
        assert!(locate(&folder.path().join("other.toml")).is_err());
    }
}
