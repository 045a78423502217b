use toml::de::Error;

use super::faults::{Fault, Faults};
use crate::diagnostics::Code;
use crate::domain::{Phrase, phrase};

/// Reports where the file is no valid TOML, in plain words; the parser's own English stands in the English sentence.
/// A key that is given twice in one table leaves the rest readable: it counts as a duplicate name.
pub(super) fn report(errors: &[Error], faults: &mut Faults) {
    let mut stuck = None;
    for error in errors {
        let span = error.span().unwrap_or(0..0);
        if is_duplicate(error) {
            let key = faults.text().get(span.clone()).unwrap_or_default().to_owned();
            faults.error(Fault {
                code: Code::DuplicateName,
                span,
                headline: phrase!(
                    "De sleutel `{key}` staat twee keer in hetzelfde blok.",
                    "The key `{key}` stands twice in the same table."
                ),
                label: phrase!("staat hierboven ook al", "is also given above"),
                help: Some(phrase!(
                    "Haal één van de twee weg, of geef het tweede blok een eigen `[[…]]`.",
                    "Remove one of the two, or give the second table its own `[[…]]`."
                )),
            });
            continue;
        }
        // What follows on the same line mostly follows from it.
        let line = faults.text().get(..span.start).unwrap_or_default().matches('\n').count();
        if stuck.replace(line) == Some(line) {
            continue;
        }
        let message = error.message();
        faults.error(Fault {
            code: Code::ProjectSyntax,
            headline: phrase!(
                "Het projectbestand is hier geen geldige TOML.",
                "The project file is not valid TOML here: {message}."
            ),
            label: expectation(message),
            help: Some(advice(faults.text(), span.start)),
            span,
        });
    }
}

/// Whether the error leaves the rest of the file readable.
pub(super) fn is_duplicate(error: &Error) -> bool {
    error.message().starts_with("duplicate key")
}

/// What was expected, in plain words, as far as the parser's message tells it.
fn expectation(message: &str) -> Phrase {
    let said = |part: &str| message.contains(part);
    if said("string values must be quoted") {
        phrase!("tekst hoort tussen aanhalingstekens", "text belongs in quotes")
    } else if said("opening quote") || said("closing") || said("invalid basic string") || said("unclosed") {
        phrase!("iets wordt niet gesloten", "something is not closed")
    } else if said("missing value") {
        phrase!("achter `=` ontbreekt de waarde", "the value after `=` is missing")
    } else if said("key with no value") || said("missing assignment") {
        phrase!("hier ontbreekt `= waarde`", "`= value` is missing here")
    } else if said("missing comma") {
        phrase!("hier ontbreekt een komma", "a comma is missing here")
    } else if said("extra comma") {
        phrase!("hier staat een komma te veel", "there is a comma too many")
    } else if said("escape") {
        phrase!(
            "`\\` heeft tussen aanhalingstekens een eigen betekenis",
            "`\\` has a meaning of its own in quotes"
        )
    } else {
        phrase!("hier loopt het lezen vast", "reading stops here")
    }
}

/// How to mend it: the mistakes that people make, seen from the line itself.
fn advice(text: &str, at: usize) -> Phrase {
    let start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    let line = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default();
    if line.contains(['“', '”', '„', '‘', '’']) && !line.contains('"') {
        return phrase!(
            "Gebruik rechte aanhalingstekens (\"…\"), geen gekrulde uit een tekstverwerker.",
            "Use straight quotes (\"…\"), not curly ones from a word processor."
        );
    }
    let (key, value) = line.split_once('=').unwrap_or((line, ""));
    let value = value.trim();
    if line.contains('=') && (value.is_empty() || value.starts_with('#')) {
        let key = key.trim();
        return phrase!(
            "Vul achter `{key} =` een waarde in, of zet een # voor de regel.",
            "Fill in a value after `{key} =`, or put a # before the line."
        );
    }
    let number = value.split('#').next().unwrap_or_default().trim();
    if let Some(per_cents) = number.strip_suffix('%').map(str::trim)
        && !per_cents.is_empty()
        && per_cents.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
    {
        let (key, per_cents) = (key.trim(), per_cents.replace(',', "."));
        return phrase!(
            "Schrijf het getal zonder %: `{key} = {per_cents}`; dat het procenten zijn, zegt `unit = \"percent\"`.",
            "Write the number without %: `{key} = {per_cents}`; that it is per cents, `unit = \"percent\"` says."
        );
    }
    if let Some((whole, rest)) = value.split_once(',')
        && !whole.is_empty()
        && whole.trim_start_matches('-').chars().all(|c| c.is_ascii_digit())
        && rest.starts_with(|c: char| c.is_ascii_digit())
    {
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        return phrase!(
            "Schrijf een punt in het getal: `{whole}.{digits}`.",
            "Write a point in the number: `{whole}.{digits}`."
        );
    }
    let quoted = value.find('"').and_then(|open| value.get(open..)).unwrap_or_default();
    if quoted.contains('\\') {
        return phrase!(
            "Schrijf mappen met `/`: `\"exports/studenten.csv\"`.",
            "Write folders with `/`: `\"exports/students.csv\"`."
        );
    }
    let mut parts = value.split('-');
    if let (Some(day), Some(month), Some(year), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
        && [day, month, year]
            .iter()
            .all(|part| !part.is_empty() && part.trim().chars().all(|c| c.is_ascii_digit()))
    {
        let (day, month, year) = if day.len() == 4 { (year, month, day) } else { (day, month, year) };
        let (day, month, year) = (day.trim(), month.trim(), year.trim());
        return phrase!(
            "Schrijf een datum die bestaat als jaar-maand-dag: `{year}-{month:0>2}-{day:0>2}`.",
            "Write a date that exists as year-month-day: `{year}-{month:0>2}-{day:0>2}`."
        );
    }
    phrase!(
        "Kijk of er een aanhalingsteken, haakje, komma of `=` ontbreekt of te veel staat, hier of op de regel erboven.",
        "See whether a quote, bracket, comma or `=` is missing or one too many, here or on the line above."
    )
}
