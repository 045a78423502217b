use super::personal::is_personal;
use super::recognise::Described;
use crate::domain::{PlatformName, phrase};
use crate::ingest::{ColumnUse, Heading};

/// What Microsoft Forms always exports, for a message.
pub(super) const EXPECTED: &str = "`Start time`, `Completion time` (`Begintijd`, `Tijd van voltooien`)";

/// Start and completion time as Forms writes them: English, Dutch, Spanish, German, French. Lower case.
const TIMES: [(&str, &str); 5] = [
    ("start time", "completion time"),
    ("begintijd", "tijd van voltooien"),
    ("hora de inicio", "hora de finalización"),
    ("startzeit", "fertigstellungszeit"),
    ("heure de début", "heure de fin"),
];
const PERSONAL: [&str; 4] = ["correo electrónico", "nombre", "adresse de messagerie", "nom"];
const ADMINISTRATIVE: [&str; 11] = [
    "last modified time",
    "tijd van laatste wijziging",
    "hora de la última modificación",
    "heure de la dernière modification",
    "total points",
    "totaal aantal punten",
    "totaalpunten",
    "quiz feedback",
    "grade posted time",
    "language",
    "taal",
];
/// The columns of the tool itself come first; a question further on may bear the same word.
const OWN_COLUMNS: usize = 10;
/// What a quiz puts before a question's text above its points and its feedback.
const GRADING: [&str; 6] = ["points - ", "points – ", "feedback - ", "feedback – ", "punten - ", "punten – "];

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
        column_use: column_use(column, text, headings),
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

fn column_use(column: usize, text: &str, headings: &[String]) -> ColumnUse {
    let lower = text.to_lowercase();
    let own = column < OWN_COLUMNS;
    // A text that is there already gets a number behind it: `Naam2`.
    let unnumbered = lower.trim_end_matches(|c: char| c.is_ascii_digit()).trim_end();
    let grades = GRADING.iter().find_map(|prefix| lower.strip_prefix(prefix));
    if is_personal(&lower) || is_personal(unnumbered) || own && PERSONAL.contains(&lower.as_str()) {
        ColumnUse::Personal
    } else if TIMES.iter().any(|(start, _)| lower == *start) {
        ColumnUse::Started
    } else if TIMES.iter().any(|(_, completion)| lower == *completion) {
        ColumnUse::Ended
    } else if own && lower == "id" {
        ColumnUse::Identifier
    } else if text.is_empty()
        || own && ADMINISTRATIVE.contains(&lower.as_str())
        || grades.is_some_and(|question| is_asked(question, column, headings))
    {
        ColumnUse::Administrative
    } else {
        ColumnUse::Answer
    }
}

/// Whether a question of that text stands in another column: points and feedback are given to questions that are there.
fn is_asked(question: &str, column: usize, headings: &[String]) -> bool {
    let asks = |(other, heading): (usize, &String)| other != column && heading.to_lowercase() == question;
    headings.iter().enumerate().any(asks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uses(headings: &[&str]) -> Vec<ColumnUse> {
        let headings: Vec<String> = headings.iter().map(|heading| (*heading).to_owned()).collect();
        describe(&headings).headings.iter().map(|heading| heading.column_use).collect()
    }

    #[test]
    fn the_tool_is_known_by_its_times_in_five_languages() {
        for (start, end) in [
            ("Start time", "Completion time"),
            ("Begintijd", "Tijd van voltooien"),
            ("Hora de inicio", "Hora de finalización"),
            ("Startzeit", "Fertigstellungszeit"),
            ("Heure de début", "Heure de fin"),
        ] {
            let headings = ["Id", start, end].map(str::to_owned);
            assert_eq!(marks(&headings), Some((start, end)));
            assert_eq!(marks(&headings[..2]), None, "{start} alone");
        }
    }

    #[test]
    fn what_tells_who_somebody_is_is_personal_also_where_it_was_asked_once_more() {
        use ColumnUse::{Answer, Ended, Identifier, Personal as P, Started};
        let found =
            uses(&["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam", "Naam2", "Naam school"]);
        assert_eq!(found, [Identifier, Started, Ended, P, P, P, Answer]);
        let found =
            uses(&["ID", "Heure de début", "Heure de fin", "Adresse de messagerie", "Nom", "Votre nom?"]);
        assert_eq!(found, [Identifier, Started, Ended, P, P, Answer]);
    }

    #[test]
    fn points_and_feedback_of_a_quiz_are_no_answers_unless_no_question_is_graded() {
        use ColumnUse::{Administrative as A, Answer};
        let own = [
            "ID",
            "Begintijd",
            "Tijd van voltooien",
            "E-mail",
            "Naam",
            "Totaal aantal punten",
            "Quiz feedback",
        ];
        let asked = ["Wat is X?", "Punten - Wat is X?", "Feedback - Wat is X?", "Punten - hoe vindt u ze?"];
        let found = uses(&[&own[..], &asked[..]].concat());
        assert_eq!(found.get(5..), Some(&[A, A, Answer, A, A, Answer][..]));
    }
}
