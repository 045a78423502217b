use super::personal::is_personal;
use super::recognise::Described;
use crate::domain::{PlatformName, phrase};
use crate::ingest::{ColumnUse, Heading};

/// What Microsoft Forms always exports, for a message.
pub(super) const EXPECTED: &str = "`Start time`, `Completion time` (`Begintijd`, `Tijd van voltooien`)";

/// Start and completion time as Forms writes them: English, Dutch, Spanish. Lower case.
const TIMES: [(&str, &str); 3] = [
    ("start time", "completion time"),
    ("begintijd", "tijd van voltooien"),
    ("hora de inicio", "hora de finalización"),
];
const PERSONAL: [&str; 2] = ["correo electrónico", "nombre"];
const ADMINISTRATIVE: [&str; 8] = [
    "last modified time",
    "tijd van laatste wijziging",
    "hora de la última modificación",
    "total points",
    "totaalpunten",
    "quiz feedback",
    "language",
    "taal",
];
/// The columns of the tool itself come first; a question further on may bear the same word.
const OWN_COLUMNS: usize = 10;
const GRADING: [&str; 4] = ["points - ", "points – ", "feedback - ", "feedback – "];

/// The headings of the start and completion time, as they stand.
pub(super) fn marks(headings: &[String]) -> Option<(&str, &str)> {
    let find = |wanted: &str| headings.iter().find(|heading| heading.to_lowercase() == wanted);
    TIMES.iter().find_map(|(start, completion)| Some((find(start)?.as_str(), find(completion)?.as_str())))
}

/// The headings as Forms means them. Every row is a response that was sent, so nothing tells completion.
pub(super) fn describe(headings: &[String]) -> Described {
    let (start, completion) = marks(headings).unwrap_or_default();
    let heading = |(column, text): (usize, &String)| Heading {
        text: text.clone(),
        code: None,
        column_use: column_use(column, text),
    };
    Described {
        name: PlatformName::MicrosoftForms,
        reason: phrase!(
            "er zijn kolommen `{start}` en `{completion}`",
            "there are columns `{start}` and `{completion}`"
        ),
        headings: headings.iter().enumerate().map(heading).collect(),
        free_texts: false,
    }
}

fn column_use(column: usize, text: &str) -> ColumnUse {
    let lower = text.to_lowercase();
    let own = column < OWN_COLUMNS;
    if is_personal(&lower) || own && PERSONAL.contains(&lower.as_str()) {
        ColumnUse::Personal
    } else if TIMES.iter().any(|(start, _)| lower == *start) {
        ColumnUse::Started
    } else if TIMES.iter().any(|(_, completion)| lower == *completion) {
        ColumnUse::Ended
    } else if own && lower == "id" {
        ColumnUse::Identifier
    } else if text.is_empty()
        || own && ADMINISTRATIVE.contains(&lower.as_str())
        || GRADING.iter().any(|prefix| lower.starts_with(prefix))
    {
        ColumnUse::Administrative
    } else {
        ColumnUse::Answer
    }
}
