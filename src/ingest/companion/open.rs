use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::rows::Broken;
use super::survey::Survey;
use super::{lss, r_syntax};
use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{Phrase, Place, phrase};
use crate::ingest::Limits;
use crate::ingest::fault::IngestError;

/// What a companion file says, by what stands in it and not by its name: XML is a survey's structure, any other text is
/// looked at as R syntax.
pub(super) fn survey(path: &Path, name: &str, limits: &Limits) -> Result<Survey, Diagnostic> {
    let place = Place::file(name);
    let io = |error: &std::io::Error| Diagnostic::from(IngestError::io_at(path, &place, error));
    IngestError::about_ordinary(path, &place)?;
    let file = File::open(path).map_err(|error| io(&error))?;
    let mut bytes = Vec::new();
    let most = limits.companion_bytes;
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|error| io(&error))?;
    if bytes.len() as u64 > most {
        return Err(unreadable(Broken::TooMuch).at(place));
    }
    read(&bytes).map_err(|broken| unreadable(broken).at(place))
}

/// What the bytes of a companion file say.
pub(super) fn read(bytes: &[u8]) -> Result<Survey, Broken> {
    let (text, _, _) = encoding_rs::UTF_8.decode(bytes);
    let text = text.trim_start();
    if text.starts_with('<') { lss::survey(text) } else { r_syntax::survey(text) }
}

fn unreadable(broken: Broken) -> Diagnostic {
    let (headline, help) = match broken {
        Broken::Xml => (
            phrase!(
                "dit bestand met vragen en antwoorden is beschadigd of afgebroken",
                "this file of questions and answers is damaged or cut short"
            ),
            again(),
        ),
        Broken::Other => (
            phrase!(
                "in dit bestand staan geen vragen en antwoorden van een enquête",
                "this file holds no questions and answers of a survey"
            ),
            again(),
        ),
        Broken::TooMuch => (
            phrase!(
                "dit bestand met vragen en antwoorden vraagt meer dan de grens toelaat",
                "this file of questions and answers asks for more than the limit allows"
            ),
            phrase!(
                "De structuur van een gewone enquête komt hier niet aan; controleer het bestand.",
                "The structure of an ordinary survey does not get here; check the file."
            ),
        ),
    };
    Diagnostic::error(Code::LabelsUnreadable, headline).help(help)
}

fn again() -> Phrase {
    phrase!(
        "Exporteer in LimeSurvey de structuur van de enquête (.lss) opnieuw, of laat `labels` weg.",
        "Export the survey's structure (.lss) from LimeSurvey again, or leave `labels` out."
    )
}
