use std::path::{Path, PathBuf};

use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{Phrase, Place, phrase};

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
    let mut help = phrase!(
        "Maak er een uit uw exports: `datadialoog init BESTAND…`, of wijs een map of bestand aan met een projectbestand.",
        "Make one from your exports: `datadialoog init FILE…`, or point at a folder or file that has one."
    );
    if let Some(hint) = elsewhere(&file) {
        help = hint;
    }
    Err(Diagnostic::error(
        Code::ProjectMissing,
        phrase!("Er is geen projectbestand `{shown}`.", "There is no project file `{shown}`."),
    )
    .at(Place::file(shown.to_string()))
    .help(help))
}

/// Where the project file is instead: under a name to which Notepad added `.txt`, or one folder higher.
fn elsewhere(file: &Path) -> Option<Phrase> {
    let mut with_txt = file.as_os_str().to_owned();
    with_txt.push(".txt");
    let with_txt = PathBuf::from(with_txt);
    let name = file.file_name()?.to_string_lossy();
    if with_txt.is_file() {
        let found = with_txt.display();
        return Some(phrase!(
            "Er is wel een `{found}`: Kladblok zet er `.txt` achter. Geef het bestand de naam `{name}`.",
            "There is a `{found}`: Notepad adds `.txt`. Rename the file to `{name}`."
        ));
    }
    let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let above = std::path::absolute(folder).ok()?.parent()?.join(FILE_NAME);
    if !above.is_file() {
        return None;
    }
    let found = folder.join("..").join(FILE_NAME);
    let found = found.display();
    Some(phrase!(
        "Er is wel een projectbestand één map hoger: `{found}`. Wijs dat aan, of ga naar die map.",
        "There is a project file one folder higher: `{found}`. Point at it, or go to that folder."
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_file_under_another_name_or_one_folder_higher_is_pointed_at() {
        let folder = tempfile::tempdir().expect("a folder");
        let help = |path: &Path| locate(path).expect_err("missing").help.expect("help").nl;
        let below = folder.path().join("exports");
        std::fs::create_dir(&below).expect("a folder");
        assert!(help(&below).contains("datadialoog init"));
        std::fs::write(folder.path().join(FILE_NAME), "").expect("written");
        assert!(help(&below).contains("één map hoger"), "{}", help(&below));
        std::fs::write(below.join("datadialoog.toml.txt"), "").expect("written");
        assert!(help(&below).contains("Kladblok"), "{}", help(&below));
    }

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
