use std::fmt;

use serde::{Deserialize, Serialize};

use super::FindingKind;
use crate::domain::{Guarantee, Lang, Phase, Phrase};

/// How the table takes up a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Form {
    /// Everyone writes for themselves first, then the table speaks.
    #[serde(rename = "eerst-schrijven")]
    WriteFirst,
    /// In pairs, preferably of two roles.
    #[serde(rename = "tweetallen")]
    Pairs,
    /// Each in turn, nobody reacts yet.
    #[serde(rename = "rondje")]
    Round,
    /// Each in a corner of one sheet, what is shared in the middle.
    #[serde(rename = "placemat")]
    Placemat,
    /// Stand where you stand on the matter, and tell from there.
    #[serde(rename = "stemmen-met-de-voeten")]
    VoteWithFeet,
    /// A few talk in the middle, the others listen.
    #[serde(rename = "vissenkom")]
    Fishbowl,
    /// With the whole table.
    #[serde(rename = "plenair")]
    Plenary,
}

impl Form {
    /// All forms.
    pub const ALL: [Form; 7] = [
        Form::WriteFirst,
        Form::Pairs,
        Form::Round,
        Form::Placemat,
        Form::VoteWithFeet,
        Form::Fishbowl,
        Form::Plenary,
    ];

    /// The form's name for readers.
    pub fn title(self) -> Phrase {
        match self {
            Form::WriteFirst => Phrase::new("Eerst schrijven", "Write first"),
            Form::Pairs => Phrase::new("Tweetallen", "Pairs"),
            Form::Round => Phrase::new("Rondje", "Round"),
            Form::Placemat => Phrase::new("Placemat", "Placemat"),
            Form::VoteWithFeet => Phrase::new("Stemmen met de voeten", "Vote with your feet"),
            Form::Fishbowl => Phrase::new("Vissenkom", "Fishbowl"),
            Form::Plenary => Phrase::new("Plenair", "Whole table"),
        }
    }

    /// How it goes, one or two sentences for who leads the conversation.
    pub fn instruction(self) -> Phrase {
        match self {
            Form::WriteFirst => Phrase::new(
                "Ieder schrijft eerst een paar minuten voor zichzelf. Pas daarna praten we.",
                "Everyone writes for themselves for a few minutes first. Only then do we talk.",
            ),
            Form::Pairs => Phrase::new(
                "Praat in tweetallen, het liefst van twee verschillende rollen. Daarna noemt elk tweetal één ding.",
                "Talk in pairs, preferably of two different roles. Then each pair mentions one thing.",
            ),
            Form::Round => Phrase::new(
                "Ieder komt één keer aan het woord. De anderen luisteren en reageren nog niet.",
                "Everyone speaks once. The others listen and do not react yet.",
            ),
            Form::Placemat => Phrase::new(
                "Ieder schrijft in een eigen hoek van één groot vel. Wat we delen, komt in het midden.",
                "Everyone writes in their own corner of one large sheet. What we share goes in the middle.",
            ),
            Form::VoteWithFeet => Phrase::new(
                "Kies een plek in de ruimte die past bij wat je vindt. Vertel van daaruit; van plek wisselen mag.",
                "Choose a spot in the room that fits what you think. Speak from there; changing spots is fine.",
            ),
            Form::Fishbowl => Phrase::new(
                "Een paar mensen praten in het midden, de anderen luisteren eromheen. Daarna wisselen we.",
                "A few people talk in the middle, the others listen around them. Then we swap.",
            ),
            Form::Plenary => Phrase::new(
                "We praten met de hele tafel. Geef eerst het woord aan wie nog niets zei.",
                "We talk with the whole table. Let those who have not spoken yet go first.",
            ),
        }
    }
}

/// One question, and where it fits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its name within the deck.
    pub id: String,
    /// The phase it belongs to.
    pub phase: Phase,
    /// The findings it answers to; empty: it fits the phase as such.
    pub findings: Vec<FindingKind>,
    /// The roles it is meant for, by id; empty: everyone.
    pub roles: Vec<String>,
    /// The guarantee it belongs to, if it belongs to one.
    pub guarantee: Option<Guarantee>,
    /// How the table takes it up.
    pub form: Form,
    /// How long it takes, in minutes, 1 to 60.
    pub minutes: u32,
    /// The Dutch question, with slots in braces.
    pub nl: String,
    /// The English question, with the same slots.
    pub en: String,
    /// Where the idea comes from.
    pub idea: String,
}

impl Card {
    /// The question in one language, slots not yet filled.
    pub fn text(&self, lang: Lang) -> &str {
        lang.pick(&self.nl, &self.en)
    }

    /// Whether it fits a finding of this kind; a card without findings fits a phase, not a finding.
    pub fn answers_to(&self, kind: FindingKind) -> bool {
        self.findings.contains(&kind)
    }
}

/// A set of cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deck {
    /// Its name in files.
    pub id: String,
    /// Its title for readers.
    pub title: Phrase,
    /// Its cards, in the order of the file.
    pub cards: Vec<Card>,
}

/// One thing wrong in a deck file: what was found, where, and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeckFault {
    /// The line in the file, from 1.
    pub line: u64,
    /// The column in the line, in characters from 1.
    pub column: u64,
    /// What was found.
    pub headline: Phrase,
    /// What was expected, or how to mend it.
    pub help: Option<Phrase>,
}

impl fmt::Display for DeckFault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:{}: {}", self.line, self.column, self.headline.en)
    }
}

/// A built-in deck that does not read; a fault of the program, never of a user.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("the built-in deck '{deck}' does not read: {} faults, first at line {}", .faults.len(), .faults.first().map_or(0, |fault| fault.line))]
pub struct DeckError {
    /// The deck's name.
    pub deck: &'static str,
    /// Everything wrong with it.
    pub faults: Vec<DeckFault>,
}

/// The core deck: questions for every phase and every kind of finding.
///
/// # Errors
/// When the deck in the binary does not read; a test holds that it does.
pub fn kern() -> Result<Deck, DeckError> {
    super::read(include_str!("decks/kern.toml")).map_err(|faults| DeckError { deck: "kern", faults })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::dialogue::{FindingKind, Slot, Slots, fill};

    #[test]
    fn the_core_deck_reads() {
        let deck = kern().unwrap();
        assert_eq!(deck.id, "kern");
        assert!(deck.cards.len() >= 120, "{}", deck.cards.len());
    }

    #[test]
    fn every_card_can_be_filled_from_a_finding_it_answers_to() {
        for card in kern().unwrap().cards {
            for lang in [Lang::Nl, Lang::En] {
                for &kind in &card.findings {
                    let mut slots = Slots::new();
                    for &slot in Slot::ALL.iter().filter(|slot| slot.goes_with(kind)) {
                        slots.set(slot, slot.example(lang));
                    }
                    assert!(fill(card.text(lang), &slots).is_some(), "{} for {}", card.id, kind.key());
                }
            }
        }
    }

    #[test]
    fn all_forms_and_the_five_roles_are_used() {
        let cards = kern().unwrap().cards;
        let forms: BTreeSet<Form> = cards.iter().map(|card| card.form).collect();
        assert_eq!(forms.len(), Form::ALL.len());
        let roles: BTreeSet<&str> = cards.iter().flat_map(|card| &card.roles).map(String::as_str).collect();
        for role in
            ["student", "werkplekbegeleider", "schoolopleider", "instituutsopleider", "leidinggevende"]
        {
            assert!(roles.contains(role), "{role}");
        }
    }

    #[test]
    fn a_card_without_findings_answers_to_none() {
        let cards = kern().unwrap().cards;
        let general = cards.iter().find(|card| card.findings.is_empty()).unwrap();
        assert!(FindingKind::ALL.iter().all(|&kind| !general.answers_to(kind)));
    }
}
