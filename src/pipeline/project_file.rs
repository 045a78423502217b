use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::diagnostics::{Checked, Code, Diagnostic};
use crate::domain::{Phrase, Place, Project, phrase};
use crate::ingest;
use crate::project;

/// Reads a project file, or the one in that folder, without the files it names; with the SHA-256 of its bytes.
///
/// # Errors
/// Every problem of the project file.
pub fn read_project(path: &Path) -> Result<Checked<(Project, String)>, Vec<Diagnostic>> {
    let file = project::locate(path).map_err(|fault| vec![fault])?;
    let shown = file.display().to_string();
    let bytes = fs::read(&file).map_err(|error| vec![unreadable(&shown, error.kind())])?;
    let sha256 = ingest::sha256(&bytes);
    let text = std::str::from_utf8(&bytes).map_err(|error| {
        let sound = bytes.get(..error.valid_up_to()).unwrap_or_default();
        vec![not_utf8(&shown, 1 + sound.iter().filter(|&&byte| byte == b'\n').count())]
    })?;
    let name = file.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let folder = file.parent().unwrap_or(Path::new("."));
    let Checked { value, notes } = project::read(text.trim_start_matches('\u{feff}'), &name, folder)?;
    Ok(Checked { value: (value, sha256), notes })
}

fn unreadable(file: &str, kind: ErrorKind) -> Diagnostic {
    let (headline, help) = match kind {
        ErrorKind::PermissionDenied => (
            Phrase::new("u mag het projectbestand niet lezen", "you may not read the project file"),
            Phrase::new(
                "Vraag toegang aan de eigenaar, of zet een kopie in uw eigen map.",
                "Ask its owner for access, or put a copy in a folder of your own.",
            ),
        ),
        kind => (
            phrase!(
                "het projectbestand laat zich niet lezen ({kind})",
                "the project file cannot be read ({kind})"
            ),
            Phrase::new(
                "Sluit het in andere programma's, of kopieer het naar deze computer en probeer het opnieuw.",
                "Close it in other programs, or copy it to this computer and try again.",
            ),
        ),
    };
    Diagnostic::error(Code::ProjectUnreadable, headline).at(Place::file(file)).help(help)
}

fn not_utf8(file: &str, line: usize) -> Diagnostic {
    let headline = Phrase::new(
        "het projectbestand is geen UTF-8: hier staat een teken in een andere codering",
        "the project file is not UTF-8: here is a character in another encoding",
    );
    let help = Phrase::new(
        "Sla het op als UTF-8: in Kladblok via Opslaan als, Codering.",
        "Save it as UTF-8: in Notepad with Save as, Encoding.",
    );
    let line = u64::try_from(line).unwrap_or(u64::MAX);
    Diagnostic::error(Code::ProjectSyntax, headline).at(Place::line(file, line)).help(help)
}
