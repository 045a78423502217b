//! What is known by its form: addresses for mail, numbers, dates, links, classes.

use std::sync::LazyLock;

use regex::Regex;

use super::identifier::Identifier;
use super::redact::Hit;

/// The forms, the surest first: what an earlier one has found is no longer looked at by a later one.
const FORMS: [(Identifier, &str); 24] = [
    (
        Identifier::Mail,
        r"(?i)[\w.+%-]+ ?(?:@|\(at\)|\[at\]|\(apenstaartje\)| apenstaartje ) ?[\w-]+(?: ?(?:\.|\(punt\)|\(dot\)| punt ) ?[\w-]+)+",
    ),
    (Identifier::Link, r"(?i)\b(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)\]'’]"),
    (
        Identifier::Link,
        r"(?i)\b[\w-]+(?:\.[\w-]+)*\.(?:nl|com|org|net|eu|be|info|io|edu)\b(?:/[^\s<>]*[^\s<>.,;:!?)\]])?",
    ),
    (Identifier::Link, r"(?:^|[\s(,:])(@\s?[A-Za-z_][\w.]{2,}\w)"),
    (
        Identifier::Link,
        r"(?i)\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|linkedin|facebook|twitter)\s*(?:is|:|=|naam|account|\s)*\s*([A-Za-z]+[._\d][\w.]*\w)",
    ),
    (Identifier::Account, r"(?i)\b[A-Z]{2} ?\d{2} ?[A-Z]{4}(?:[ .]?\d){7,14}\b"),
    (Identifier::Account, r"\b[A-Z]{2}\d{2}(?: ?\d{4}){3,6}\b"),
    (Identifier::Date, r"\b\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?(?:['’]\d{2}|\d{4}|\d{2})\b"),
    (Identifier::Date, r"\b(?:19|20)\d{2}[-/]\d{1,2}[-/]\d{1,2}\b"),
    (
        Identifier::Date,
        r"(?i)\b\d{1,2}(?:e|ste|de|st|nd|rd|th)? ?(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december|jan|feb|mrt|apr|jun|jul|aug|sept?|okt|nov|dec|january|february|march|may|june|july|october)\.? (?:['’]\d{2}|(?:19|20)\d{2})\b",
    ),
    (
        Identifier::Date,
        r"(?i)\b(?:geboren|born|geb\.?)(?: (?:op|in|on|the))* ((?:\d{1,2} ?)?(?:[a-z]{3,9} )?(?:19|20)\d{2}|\d{1,2} [a-z]{3,9})\b",
    ),
    (Identifier::Phone, r"(?:\+|\b00) ?31[ .-]*(?:\(0\))?(?:[ .-]*\d){9}\b"),
    (Identifier::Phone, r"(?:\+|\b00) ?[1-9]\d{0,2}(?:[ .-]?\d){7,12}\b"),
    (Identifier::Phone, r"\(0\d{1,3}\)(?:[ .-]*\d){6,8}\b"),
    (Identifier::Phone, r"\b0(?:[ ./-]{0,3}\d){9}\b"),
    (
        Identifier::Number,
        r"(?i)\b(?:student|studenten|studie|personeels?|medewerkers?|leerling|klant|pas|dossier)?-?(?:nummer|nr|number|no)\b\.?\s*(?:is|was|=|:)?\s*(\w{0,2}[\d.]{3,}\d)\b",
    ),
    (
        Identifier::Number,
        r"(?i)\b(?:bsn|burgerservicenummer|sofinummer|student)\b\.?\s*(?:is|=|:)?\s*(\w{0,2}(?:[. ]?\d){4,9})\b",
    ),
    (Identifier::Number, r"\b\d{3,4}([. ])\d{2,3}[. ]\d{2,3}\b"),
    (Identifier::Address, r"\b[1-9]\d{3} ?[A-Z]{2}\b(?:,? ?(?:nr\.? ?)?\d{1,4}(?: ?[a-z]\b|-\w{1,3}\b)?)?"),
    (Identifier::Address, r"\b[1-9]\d{3} ?[a-z]{2} \d{1,4}\b"),
    (Identifier::Number, r"(?i)\b[a-z]{0,2}\d{5,}[a-z]?\b"),
    (
        Identifier::Class,
        r"\b(?:[1-6](?:[A-Z]|havo|vwo|mavo|vmbo|hv|kb|bb|tl|gl)[A-Za-z]{0,3}\d?|[HVMBKTGA]{1,2}[1-6][A-Za-z]{1,2}\d?|[A-Z]\d[a-z]\d?|[2-6]-[A-Z]|[1-6](?:hv|ha|va|mh|kb|tl|gl)[a-z]?\d?)\b",
    ),
    (
        Identifier::Class,
        r"(?i)\b(?:klas|mentorklas|class|groep) ([1-8] ?[a-d]\d?|[a-z]{1,2}[1-6][a-z]?\d?)\b",
    ),
    (Identifier::Class, r"(?i)\b(?:klas|mentorklas) ([a-z]{1,3}\d{1,2}[a-z]{0,2}\d?|\d[a-z]{1,4}\d?)\b"),
];

static COMPILED: LazyLock<Vec<(Identifier, Regex)>> = LazyLock::new(|| {
    let compiled = |&(kind, form): &(Identifier, &str)| Some((kind, Regex::new(form).ok()?));
    FORMS.iter().filter_map(compiled).collect()
});

/// Two letters behind a year that are a word and no part of a postcode.
const TWO_LETTERS: [&str; 36] = [
    "is", "in", "en", "op", "te", "we", "ik", "al", "of", "er", "om", "de", "nu", "na", "zo", "ze", "me",
    "je", "ga", "zo", "ja", "bij", "uur", "km", "eu", "ec", "to", "at", "on", "or", "it", "my", "no", "so",
    "by", "if",
];

/// What in a remark has a form of [`FORMS`] and overlaps nothing found before.
pub(super) fn find(text: &str, found: &mut Vec<Hit>) {
    for (kind, form) in COMPILED.iter() {
        for captures in form.captures_iter(text) {
            // With a part in brackets that part is what is taken out, without one the whole.
            let part = captures.get(1).filter(|part| part.len() > 1).or_else(|| captures.get(0));
            let Some(part) = part.filter(|part| is_meant(*kind, part.as_str(), text, part.start())) else {
                continue;
            };
            let hit = Hit { kind: *kind, start: part.start(), end: part.end() };
            if !found.iter().any(|other| other.overlaps(&hit)) {
                found.push(hit);
            }
        }
    }
}

/// Whether what has the form is one, and no year with a word, and no part of a longer number.
fn is_meant(kind: Identifier, hit: &str, text: &str, start: usize) -> bool {
    let before = text.get(..start).and_then(|before| before.chars().next_back());
    match kind {
        Identifier::Address => {
            let letters: String = hit.chars().filter(|letter| letter.is_alphabetic()).take(2).collect();
            !TWO_LETTERS.contains(&letters.as_str()) && !["EU", "EC", "KM", "EN"].contains(&letters.as_str())
        }
        Identifier::Link => !["@home", "@school", "@work"].contains(&hit.to_lowercase().as_str()),
        Identifier::Class => !before.is_some_and(|letter| matches!(letter, '.' | ',' | '/')),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_a_form() {
        assert_eq!(COMPILED.len(), FORMS.len());
    }
}
