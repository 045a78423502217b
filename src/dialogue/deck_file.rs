use serde::Serialize;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Card, Deck, DeckFault, FindingKind, Form};
use crate::diagnostics::nearest;
use crate::domain::{Guarantee, Phase, Phrase, phrase};

const DECK_KEYS: [&str; 3] = ["id", "title", "card"];
const CARD_KEYS: [&str; 10] =
    ["id", "phase", "findings", "roles", "guarantee", "form", "minutes", "nl", "en", "idea"];

/// Reads a deck file: TOML with `id`, `title = { nl, en }` and `[[card]]` tables.
///
/// Reading says whether it is a deck; whether the questions are good ones is for the linter.
///
/// # Errors
/// Every fault of the file at once: broken TOML, unknown or missing keys, values of another kind, no cards.
pub fn read(text: &str) -> Result<Deck, Vec<DeckFault>> {
    let (document, broken) = DeTable::parse_recoverable(text.strip_prefix('\u{feff}').unwrap_or(text));
    let mut reading = Reading { text: text.strip_prefix('\u{feff}').unwrap_or(text), faults: Vec::new() };
    if !broken.is_empty() {
        for error in broken {
            let at = error.span().map_or(0, |span| span.start);
            let said = error.message();
            reading.fault(
                at,
                phrase!("Dit is geen geldige TOML: {said}.", "This is not valid TOML: {said}."),
                None,
            );
        }
        return Err(reading.faults);
    }
    let deck = reading.deck(&Table { at: 0, entries: document.get_ref() });
    match deck {
        Some(deck) if reading.faults.is_empty() => Ok(deck),
        _ => {
            reading.faults.sort_by_key(|fault| (fault.line, fault.column));
            Err(reading.faults)
        }
    }
}

/// A table with the byte where it starts.
struct Table<'a> {
    at: usize,
    entries: &'a DeTable<'a>,
}

struct Reading<'a> {
    text: &'a str,
    faults: Vec<DeckFault>,
}

impl Reading<'_> {
    fn deck(&mut self, table: &Table<'_>) -> Option<Deck> {
        self.known_keys(table, &DECK_KEYS);
        let id = self.text(table, "id");
        let title = self.title(table);
        let mut cards = Vec::new();
        let tables = table.entries.get("card").map(|found| (found.span().start, found.get_ref()));
        match tables {
            Some((_, DeValue::Array(list))) if !list.is_empty() => {
                for entry in list.iter() {
                    match entry.get_ref() {
                        DeValue::Table(entries) => {
                            let card = self.card(&Table { at: entry.span().start, entries });
                            cards.extend(card);
                        }
                        other => self.wrong_type("card", entry.span().start, other, "[[card]]"),
                    }
                }
            }
            Some((at, other)) if !matches!(other, DeValue::Array(_)) => {
                self.wrong_type("card", at, other, "[[card]]");
            }
            _ => self.fault(
                table.at,
                phrase!("Er staat geen enkele kaart in dit bestand.", "There is not one card in this file."),
                Some(phrase!("Begin een kaart met [[card]].", "Begin a card with [[card]].")),
            ),
        }
        Some(Deck { id: id?, title: title?, cards })
    }

    fn title(&mut self, table: &Table<'_>) -> Option<Phrase> {
        let found = self.required(table, "title")?;
        match found.get_ref() {
            DeValue::Table(entries) => {
                let inner = Table { at: found.span().start, entries };
                self.known_keys(&inner, &["nl", "en"]);
                let (nl, en) = (self.text(&inner, "nl"), self.text(&inner, "en"));
                Some(Phrase::new(nl?, en?))
            }
            other => {
                self.wrong_type("title", found.span().start, other, "{ nl = \"…\", en = \"…\" }");
                None
            }
        }
    }

    fn card(&mut self, table: &Table<'_>) -> Option<Card> {
        self.known_keys(table, &CARD_KEYS);
        let id = self.text(table, "id");
        let phase = self.keyword(table, "phase", &Phase::ALL);
        let findings = self.texts(table, "findings").map(|texts| {
            let known = texts.iter().map(|(at, text)| self.one_of("findings", *at, text, &FindingKind::ALL));
            known.collect::<Vec<_>>().into_iter().collect::<Option<Vec<_>>>()
        });
        let roles = self.texts(table, "roles");
        let guarantee = match table.entries.contains_key("guarantee") {
            true => self.keyword(table, "guarantee", &Guarantee::ALL).map(Some),
            false => Some(None),
        };
        let form = self.keyword(table, "form", &Form::ALL);
        let minutes = self.minutes(table);
        let (nl, en) = (self.text(table, "nl"), self.text(table, "en"));
        let idea = self.text(table, "idea");
        Some(Card {
            id: id?,
            phase: phase?,
            findings: findings??,
            roles: roles?.into_iter().map(|(_, role)| role).collect(),
            guarantee: guarantee?,
            form: form?,
            minutes: minutes?,
            nl: nl?,
            en: en?,
            idea: idea?,
        })
    }

    fn minutes(&mut self, table: &Table<'_>) -> Option<u32> {
        let found = self.required(table, "minutes")?;
        let at = found.span().start;
        let DeValue::Integer(written) = found.get_ref() else {
            self.wrong_type("minutes", at, found.get_ref(), "5");
            return None;
        };
        let minutes = u32::from_str_radix(written.as_str(), written.radix());
        let fitting = minutes.ok().filter(|minutes| (1..=60).contains(minutes));
        if fitting.is_none() {
            self.fault(
                at,
                phrase!("Een kaart duurt geen {written} minuten.", "A card does not take {written} minutes."),
                Some(phrase!(
                    "Kies een heel getal van 1 tot en met 60.",
                    "Choose a whole number from 1 to 60."
                )),
            );
        }
        fitting
    }

    /// A text that has to be there; an empty one is a fault.
    fn text(&mut self, table: &Table<'_>, key: &str) -> Option<String> {
        let found = self.required(table, key)?;
        let at = found.span().start;
        match found.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                self.fault(at, phrase!("‘{key}’ is leeg.", "‘{key}’ is empty."), None);
                None
            }
            DeValue::String(text) => Some(text.trim().to_owned()),
            other => {
                self.wrong_type(key, at, other, "\"…\"");
                None
            }
        }
    }

    /// A list of texts with the byte each starts at; left out, it is empty.
    fn texts(&mut self, table: &Table<'_>, key: &str) -> Option<Vec<(usize, String)>> {
        let Some(found) = table.entries.get(key) else { return Some(Vec::new()) };
        let DeValue::Array(list) = found.get_ref() else {
            self.wrong_type(key, found.span().start, found.get_ref(), "[\"…\"]");
            return None;
        };
        let mut texts = Vec::new();
        for entry in list.iter() {
            match entry.get_ref() {
                DeValue::String(text) => texts.push((entry.span().start, text.trim().to_owned())),
                other => self.wrong_type(key, entry.span().start, other, "\"…\""),
            }
        }
        (texts.len() == list.len()).then_some(texts)
    }

    fn keyword<T: Serialize + Copy>(&mut self, table: &Table<'_>, key: &str, all: &[T]) -> Option<T> {
        let at = self.required(table, key)?.span().start;
        let text = self.text(table, key)?;
        self.one_of(key, at, &text, all)
    }

    /// The value whose written name this is.
    fn one_of<T: Serialize + Copy>(&mut self, key: &str, at: usize, found: &str, all: &[T]) -> Option<T> {
        let names: Vec<String> = all.iter().map(written_name).collect();
        let known = all.iter().zip(&names).find(|(_, name)| *name == found).map(|(value, _)| *value);
        if known.is_none() {
            let list = names.join(", ");
            let help = match nearest(found, names.iter().map(String::as_str)) {
                Some(near) => phrase!(
                    "Bedoelt u ‘{near}’? Het kan zijn: {list}.",
                    "Do you mean ‘{near}’? It can be: {list}."
                ),
                None => phrase!("Het kan zijn: {list}.", "It can be: {list}."),
            };
            let headline =
                phrase!("‘{found}’ bestaat niet bij ‘{key}’.", "‘{found}’ does not exist for ‘{key}’.");
            self.fault(at, headline, Some(help));
        }
        known
    }

    fn required<'t>(&mut self, table: &Table<'t>, key: &str) -> Option<&'t Spanned<DeValue<'t>>> {
        let found = table.entries.get(key);
        if found.is_none() {
            self.fault(table.at, phrase!("Hier ontbreekt ‘{key}’.", "Here ‘{key}’ is missing."), None);
        }
        found
    }

    fn known_keys(&mut self, table: &Table<'_>, known: &[&str]) {
        for key in table.entries.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let name = key.get_ref();
            let list = known.join(", ");
            let help = match nearest(name, known.iter().copied()) {
                Some(near) => phrase!("Bedoelt u ‘{near}’?", "Do you mean ‘{near}’?"),
                None => phrase!("Hier kan staan: {list}.", "Here can stand: {list}."),
            };
            let headline =
                phrase!("De sleutel ‘{name}’ bestaat hier niet.", "The key ‘{name}’ does not exist here.");
            self.fault(key.span().start, headline, Some(help));
        }
    }

    fn wrong_type(&mut self, key: &str, at: usize, found: &DeValue<'_>, like: &str) {
        let kind = match found {
            DeValue::String(_) => Phrase::new("een tekst", "a text"),
            DeValue::Integer(_) | DeValue::Float(_) => Phrase::new("een getal", "a number"),
            DeValue::Boolean(_) => Phrase::new("waar of onwaar", "true or false"),
            DeValue::Datetime(_) => Phrase::new("een datum", "a date"),
            DeValue::Array(_) => Phrase::new("een lijst", "a list"),
            DeValue::Table(_) => Phrase::new("een tabel", "a table"),
        };
        self.fault(
            at,
            Phrase::new(format!("Bij ‘{key}’ staat {}.", kind.nl), format!("‘{key}’ holds {}.", kind.en)),
            Some(phrase!("Schrijf het als {like}.", "Write it as {like}.")),
        );
    }

    fn fault(&mut self, at: usize, headline: Phrase, help: Option<Phrase>) {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() as u64 + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
        self.faults.push(DeckFault { line, column, headline, help });
    }
}

/// The name a value has in files.
fn written_name<T: Serialize>(value: &T) -> String {
    serde_json::to_value(value).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "id = \"eigen\"\ntitle = { nl = \"Eigen\", en = \"Own\" }\n";
    const CARD: &str = "[[card]]\nid = \"a\"\nphase = \"observe\"\nform = \"rondje\"\nminutes = 5\nnl = \"Wat zie je?\"\nen = \"What do you see?\"\nidea = \"own\"\n";

    fn faults(text: &str) -> Vec<(u64, String)> {
        read(text).unwrap_err().into_iter().map(|fault| (fault.line, fault.headline.en)).collect()
    }

    #[test]
    fn a_small_deck_reads_and_what_is_left_out_is_for_everyone() {
        let deck = read(&format!("{HEAD}{CARD}")).unwrap();
        let [card] = deck.cards.as_slice() else { panic!("one card") };
        assert_eq!((card.phase, card.form, card.minutes), (Phase::Observe, Form::Round, 5));
        assert!(card.findings.is_empty() && card.roles.is_empty() && card.guarantee.is_none());
    }

    #[test]
    fn an_empty_file_and_one_without_cards_say_what_is_missing() {
        assert_eq!(faults("").len(), 3);
        assert_eq!(faults(HEAD), [(1, "There is not one card in this file.".to_owned())]);
        assert_eq!(faults(&format!("{HEAD}card = []\n")).len(), 1);
    }

    #[test]
    fn every_fault_is_named_with_its_line_in_one_run() {
        let text = format!(
            "{HEAD}{}",
            CARD.replace("observe", "obzerve").replace("5", "0").replace("idea", "ideas")
        );
        let found = faults(&text);
        assert_eq!(found.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [3, 5, 7, 10]);
    }

    #[test]
    fn a_typing_error_in_a_key_is_loud_and_names_the_key_that_was_meant() {
        let found = read(&format!("{HEAD}{CARD}finding = []\n")).unwrap_err();
        assert_eq!(found[0].help.as_ref().unwrap().nl, "Bedoelt u ‘findings’?");
    }

    #[test]
    fn a_value_of_another_kind_is_not_guessed_at() {
        for (was, now) in [
            ("minutes = 5", "minutes = \"5\""),
            ("minutes = 5", "minutes = -5"),
            ("nl = \"Wat zie je?\"", "nl = 3"),
            ("idea = \"own\"", "idea = \" \""),
            ("idea = \"own\"", "idea = \"own\"\nfindings = [\"divded\"]"),
            ("idea = \"own\"", "idea = \"own\"\nfindings = \"divided\""),
            ("idea = \"own\"", "idea = \"own\"\nroles = [1]"),
            ("idea = \"own\"", "idea = \"own\"\nguarantee = 2"),
        ] {
            assert_eq!(faults(&format!("{HEAD}{}", CARD.replace(was, now))).len(), 1, "{now}");
        }
    }

    #[test]
    fn broken_toml_is_said_with_its_line() {
        assert_eq!(faults("id = \"a\ntitle = 3")[0].0, 1);
    }
}
