use super::personal::is_personal;
use super::recognise::Described;
use crate::domain::{PlatformName, phrase};
use crate::ingest::{ColumnUse, Heading};

/// What Google Forms always exports, for a message.
pub(super) const EXPECTED: &str = "`Tijdstempel` / `Timestamp`";

/// The first heading, in Dutch, English, German, French, Spanish, Italian and Portuguese. Lower case.
const STAMP: [&str; 7] = [
    "tijdstempel",
    "timestamp",
    "zeitstempel",
    "horodateur",
    "marca temporal",
    "informazioni cronologiche",
    "carimbo de data/hora",
];
/// Who answered, where the form asks for it: the second column. Lower case.
const WHO: [&str; 14] = [
    "gebruikersnaam",
    "e-mailadres",
    "username",
    "email address",
    "nutzername",
    "e-mail-adresse",
    "nom d'utilisateur",
    "adresse e-mail",
    "nombre de usuario",
    "dirección de correo electrónico",
    "nome utente",
    "indirizzo email",
    "nome de usuário",
    "endereço de e-mail",
];
/// What a quiz adds: the score, and behind a question its points and feedback.
const SCORE: [&str; 6] = ["score", "punkte", "note", "puntuación", "punteggio", "pontuação"];
const QUIZ: [&str; 2] = [" [score]", " [feedback]"];

/// Whether these heading rows are Google's: a time stamp comes first, and below it no words.
pub(super) fn is_marked(rows: &[Vec<String>]) -> bool {
    let first_of = |row: usize| rows.get(row).and_then(|row| row.first());
    let stamped = first_of(0).is_some_and(|heading| STAMP.contains(&heading.to_lowercase().as_str()));
    stamped
        && first_of(1).is_none_or(|cell| cell.is_empty() || cell.bytes().any(|byte| byte.is_ascii_digit()))
}

/// The headings as Google Forms means them: a row of a grid as `Question [Row]`. Every row is a response that was
/// sent, so nothing tells completion.
pub(super) fn describe(headings: &[String]) -> Described {
    let stamp = headings.first().map_or("", String::as_str);
    let heading = |(column, text): (usize, &String)| Heading {
        text: text.clone(),
        code: None,
        column_use: column_use(column, text),
    };
    Described {
        name: PlatformName::GoogleForms,
        reason: phrase!("de eerste kolom is `{stamp}`", "the first column is `{stamp}`"),
        headings: headings.iter().enumerate().map(heading).collect(),
        free_texts: true,
    }
}

fn column_use(column: usize, text: &str) -> ColumnUse {
    let lower = text.to_lowercase();
    let row = text.strip_suffix(']').and_then(|open| open.rsplit_once('[')).map_or("", |(_, row)| row);
    if column == 0 {
        ColumnUse::Ended
    } else if column == 1 && WHO.contains(&lower.as_str()) || is_personal(text) || is_personal(row) {
        ColumnUse::Personal
    } else if text.is_empty()
        || column <= 2 && SCORE.contains(&lower.as_str())
        || QUIZ.iter().any(|end| lower.ends_with(end))
    {
        ColumnUse::Administrative
    } else {
        ColumnUse::Answer
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(headings: &[&str]) -> Vec<String> {
        headings.iter().map(|heading| (*heading).to_owned()).collect()
    }

    #[test]
    fn a_time_stamp_comes_first_in_every_language() {
        for stamp in ["Tijdstempel", "Timestamp", "Zeitstempel", "Horodateur", "Marca temporal"] {
            assert!(is_marked(&[texts(&[stamp, "Vraag"]), texts(&["14-4-2026 9:21:07", "Eens"])]), "{stamp}");
        }
        assert!(is_marked(&[texts(&["Timestamp"])]));
        for other in [&["Vraag", "Timestamp"][..], &["Tijdstempel van de les"], &[]] {
            assert!(!is_marked(&[texts(other)]), "{other:?}");
        }
        let words = [texts(&["Timestamp", "b"]), texts(&["Zoals genoteerd", "c"])];
        assert!(!is_marked(&words), "a column of that name in another table");
    }

    #[test]
    fn who_answered_and_what_a_quiz_adds_are_no_answers() {
        let described = describe(&texts(&[
            "Tijdstempel",
            "E-mailadres",
            "Score",
            "Begeleiding [Ik krijg tijd]",
            "Gegevens [Telefoonnummer]",
            "Vraag 2 [Score]",
            "Score",
            "",
        ]));
        use ColumnUse::{Administrative as A, Answer, Ended, Personal as P};
        let uses: Vec<ColumnUse> = described.headings.iter().map(|heading| heading.column_use).collect();
        assert_eq!(uses, [Ended, P, A, Answer, P, A, Answer, A]);
    }
}
