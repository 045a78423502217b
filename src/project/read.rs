use std::path::Path;

use serde::Deserialize;
use toml::de::DeTable;

use super::draft::ProjectDraft;
use super::faults::{Fault, Faults};
use super::schema::schema;
use super::settle::settle;
use super::shape::{Shape, check};
use super::syntax;
use crate::diagnostics::{Checked, Code, Diagnostic};
use crate::domain::{Project, phrase};

/// Reads the text of a project file. `file` is its name as the user knows it, `folder` where it lies.
///
/// # Errors
/// Everything that is wrong with it, in the order of the file: what is no TOML, or else every unknown or missing key,
/// every value of the wrong kind and everything that cannot be meant, together. Warnings stand among them; a file
/// with warnings only is a project, and they are its notes.
pub fn read(text: &str, file: &str, folder: &Path) -> Result<Checked<Project>, Vec<Diagnostic>> {
    let mut faults = Faults::new(file, text);
    let project = project(text, file, folder, &mut faults);
    match project {
        Some(value) if !faults.has_errors() => Ok(Checked { value, notes: faults.into_diagnostics() }),
        _ => {
            if !faults.has_errors() {
                faults.error(unreadable("nothing was settled"));
            }
            Err(faults.into_diagnostics())
        }
    }
}

fn project(text: &str, file: &str, folder: &Path, faults: &mut Faults) -> Option<Project> {
    let (document, errors) = DeTable::parse_recoverable(text);
    syntax::report(&errors, faults);
    if errors.iter().any(|error| !syntax::is_duplicate(error)) {
        return None;
    }
    let document = check(document, &Shape::of(&schema()), faults);
    match ProjectDraft::deserialize(toml::Deserializer::from(document)) {
        Ok(draft) => settle(&draft, file, folder, faults),
        Err(error) => {
            let fault = unreadable(error.message());
            faults.error(Fault { span: error.span().unwrap_or(0..0), ..fault });
            None
        }
    }
}

/// What the walk over the shape should have reported and did not.
fn unreadable(message: &str) -> Fault {
    Fault {
        code: Code::WrongType,
        span: 0..0,
        headline: phrase!(
            "Het projectbestand kan hier niet gelezen worden ({message}).",
            "The project file cannot be read here ({message})."
        ),
        label: phrase!("hier loopt het lezen vast", "reading stops here"),
        help: None,
    }
}
