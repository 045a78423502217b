use std::path::Path;

use super::ColumnReport;
use crate::coding::ColumnContent;
use crate::diagnostics::{Checked, Code, Diagnostic, Severity};
use crate::domain::{Lang, Phrase, Place, PlatformName};
use crate::ingest::{self, Companion, Limits, Table};
use crate::text::and_list;

/// Which columns hold codes that nothing gives a meaning, and what to do about it.
pub(super) fn codes_without_labels(table: &Table, columns: &[ColumnReport]) -> Option<Diagnostic> {
    const NAMED: usize = 6;
    let holds_codes =
        |column: &&ColumnReport| matches!(column.content(), Some(ColumnContent::AnswerCodes { .. }));
    let mut names: Vec<String> =
        columns.iter().filter(holds_codes).map(|column| format!("`{}`", column.name())).collect();
    if names.is_empty() {
        return None;
    }
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let list = |lang: Lang| match more {
        0 => and_list(lang, &names),
        more => lang.pick(
            format!("{} en nog {more}", names.join(", ")),
            format!("{} and {more} more", names.join(", ")),
        ),
    };
    let headline = Phrase::new(
        format!("antwoordcodes zoals A1, waarvan niets zegt wat ze betekenen: {}", list(Lang::Nl)),
        format!("answer codes such as A1, of which nothing says what they mean: {}", list(Lang::En)),
    );
    let help = Phrase::new(
        "leg de structuur van de enquête (LimeSurvey: exporteren als .lss) naast de export, met dezelfde naam; of exporteer met volledige antwoorden; of maak een eigen [[scale]] met `codes = [\"A1\", …]`",
        "put the survey's structure (LimeSurvey: export as .lss) beside the export, under the same name; or export with full answers; or make a [[scale]] of your own with `codes = [\"A1\", …]`",
    );
    let place = Place::file(&table.name);
    Some(Diagnostic::warning(Code::CodesWithoutLabels, headline).at(place).help(help))
}

/// A LimeSurvey export with what the file beside it says of its codes, and that file; of two that fit equally well
/// none is used.
pub(super) fn with_companion(
    opened: Checked<Table>,
    file: &Path,
    limits: &Limits,
) -> (Checked<Table>, Option<String>) {
    if opened.value.platform != PlatformName::Limesurvey {
        return (opened, None);
    }
    match ingest::companion_of(file) {
        None => (opened, None),
        Some(Companion::One(path)) => {
            let name = path.display().to_string();
            let mut labelled = ingest::labelled(opened, &path, &name, limits);
            let unreadable = |note: &&mut Diagnostic| note.severity == Severity::Error;
            let mut read = true;
            // Without a project file nobody asked for it, so that it cannot be read stops nothing.
            for note in labelled.notes.iter_mut().filter(unreadable) {
                note.severity = Severity::Warning;
                read = false;
            }
            let fits = !labelled.value.labels.is_empty();
            (labelled, Some(name).filter(|_| read && fits))
        }
        Some(Companion::Several(names)) => {
            let mut opened = opened;
            let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
            let headline = Phrase::new(
                format!(
                    "meer bestanden kunnen zeggen wat de codes betekenen: {}",
                    and_list(Lang::Nl, &quoted)
                ),
                format!("several files may say what the codes mean: {}", and_list(Lang::En, &quoted)),
            );
            let help = Phrase::new(
                "er is er geen gebruikt; noem het goede in het projectbestand met `labels = \"…\"`",
                "none was used; name the right one in the project file with `labels = \"…\"`",
            );
            let place = Place::file(&opened.value.name);
            opened.notes.push(Diagnostic::warning(Code::LabelsUnclear, headline).at(place).help(help));
            (opened, None)
        }
    }
}
