use std::collections::{BTreeMap, BTreeSet};

use super::lint_words::{asking, blaming, choice, closing, explaining, inviting, required};
use super::slot::{Piece, pieces};
use super::{Card, Deck, Slot, Slots};
use crate::diagnostics::nearest;
use crate::domain::{Lang, Phase, Phrase, phrase};

/// A card has fewer words than this, in each language, slots filled with values of usual length.
pub const MOST_WORDS: usize = 30;

/// What a good card keeps to, as far as a program can check it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CardRule {
    /// Its name is used once.
    UniqueId,
    /// Its name is lower-case letters, digits and hyphens.
    PlainId,
    /// It has a text in both languages.
    BothLanguages,
    /// It asks an open question or invites.
    Open,
    /// No question of it can be answered with yes or no.
    NoYesNo,
    /// It has fewer than thirty words.
    Short,
    /// It has no words that blame, explain away or advise.
    NoBlame,
    /// It has no exclamation marks.
    Calm,
    /// Its braces come in pairs, and every slot exists.
    KnownSlots,
    /// Both languages name the same slots.
    SameSlots,
    /// Each slot can be filled by every finding it answers to, or by the meeting.
    FittingSlots,
    /// Before the results it rests on none; observing asks where you see it; interpreting asks for more than one.
    FitsPhase,
}

/// One thing to mend in a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardFault {
    /// The card's name.
    pub card: String,
    /// The rule it does not keep to.
    pub rule: CardRule,
    /// The text it is about; `None` when it is about the card as a whole.
    pub lang: Option<Lang>,
    /// What was found and how to mend it.
    pub said: Phrase,
}

/// Everything in a deck that a good card would not have, in the order of the cards.
///
/// A clean deck is not yet a good one: warmth, fairness and sense are for readers.
pub fn lint(deck: &Deck) -> Vec<CardFault> {
    let mut faults = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for card in &deck.cards {
        let times = seen.entry(card.id.as_str()).or_default();
        *times += 1;
        let mut check = Check { card, faults: Vec::new() };
        check.id(*times);
        check.slots();
        check.before_results();
        for lang in [Lang::Nl, Lang::En] {
            check.text(lang);
        }
        faults.extend(check.faults);
    }
    faults
}

struct Check<'a> {
    card: &'a Card,
    faults: Vec<CardFault>,
}

impl Check<'_> {
    fn say(&mut self, rule: CardRule, lang: Option<Lang>, said: Phrase) {
        self.faults.push(CardFault { card: self.card.id.clone(), rule, lang, said });
    }

    fn id(&mut self, times: usize) {
        let id = &self.card.id;
        if times > 1 {
            self.say(
                CardRule::UniqueId,
                None,
                phrase!(
                    "De naam ‘{id}’ komt vaker voor. Geef elke kaart een eigen naam.",
                    "The name ‘{id}’ occurs more than once. Give each card its own."
                ),
            );
        }
        let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
        if id.is_empty() || !id.chars().all(plain) {
            self.say(
                CardRule::PlainId,
                None,
                phrase!(
                    "De naam ‘{id}’ heeft andere tekens dan kleine letters, cijfers en streepjes.",
                    "The name ‘{id}’ has characters other than lower-case letters, digits and hyphens."
                ),
            );
        }
    }

    fn slots(&mut self) {
        let mut named = BTreeSet::new();
        let mut per_language = Vec::new();
        for lang in [Lang::Nl, Lang::En] {
            let text = self.card.text(lang);
            let mut here = BTreeSet::new();
            for piece in pieces(text) {
                match piece {
                    Piece::Words(_) => {}
                    Piece::Gap(name) => {
                        here.insert(name.to_owned());
                        match Slot::of_key(name) {
                            Some(slot) => {
                                named.insert(slot);
                            }
                            None => self.unknown_slot(lang, name),
                        }
                    }
                    Piece::StrayBrace => self.say(
                        CardRule::KnownSlots,
                        Some(lang),
                        phrase!(
                            "Een accolade staat alleen: een vak schrijft u als {{indicator}}.",
                            "A brace stands alone: write a slot as {{indicator}}."
                        ),
                    ),
                }
            }
            per_language.push(here);
        }
        if let [nl, en] = per_language.as_slice() {
            let only: Vec<&str> = nl.symmetric_difference(en).map(String::as_str).collect();
            if !only.is_empty() {
                let only = only.join(", ");
                self.say(
                    CardRule::SameSlots,
                    None,
                    phrase!(
                        "Dit vak staat maar in één van beide talen: {only}.",
                        "This slot stands in one of the two languages only: {only}."
                    ),
                );
            }
        }
        for slot in named {
            self.fitting(slot);
        }
    }

    fn unknown_slot(&mut self, lang: Lang, name: &str) {
        let keys = Slot::ALL.iter().map(|slot| slot.key());
        let meant =
            nearest(name, keys.clone()).map_or_else(|| keys.collect::<Vec<_>>().join(", "), str::to_owned);
        self.say(
            CardRule::KnownSlots,
            Some(lang),
            phrase!(
                "Het vak {{{name}}} bestaat niet. Wel: {meant}.",
                "The slot {{{name}}} does not exist. These do: {meant}."
            ),
        );
    }

    /// A slot that a card's finding never fills would keep the card in the box for ever.
    fn fitting(&mut self, slot: Slot) {
        let key = slot.key();
        for kind in self.card.findings.iter().filter(|kind| !slot.goes_with(**kind)) {
            let finding = kind.key();
            self.say(
                CardRule::FittingSlots,
                None,
                phrase!(
                    "Het vak {{{key}}} is bij ‘{finding}’ nooit te vullen.",
                    "The slot {{{key}}} can never be filled for ‘{finding}’."
                ),
            );
        }
        let expected =
            matches!(slot, Slot::Indicator | Slot::Item | Slot::Norm | Slot::Owner | Slot::AgreedOn);
        let fits = slot.goes_with_meeting() || (self.card.phase == Phase::Expect && expected);
        if self.card.findings.is_empty() && !fits {
            self.say(
                CardRule::FittingSlots,
                None,
                phrase!(
                    "Deze kaart hoort bij geen bevinding, en dan is het vak {{{key}}} niet te vullen.",
                    "This card belongs to no finding, and then the slot {{{key}}} cannot be filled."
                ),
            );
        }
    }

    /// Before the results are seen even the choice of a card may not give one away.
    fn before_results(&mut self) {
        let phase = self.card.phase;
        if !matches!(phase, Phase::Purpose | Phase::Expect) {
            return;
        }
        for kind in self.card.findings.iter().filter(|kind| phase == Phase::Expect || kind.needs_answers()) {
            let finding = kind.key();
            self.say(
                CardRule::FitsPhase,
                None,
                phrase!(
                    "In deze fase verraadt een kaart bij ‘{finding}’ een uitkomst.",
                    "In this phase a card for ‘{finding}’ gives a result away."
                ),
            );
        }
        for piece in pieces(&self.card.nl).into_iter().chain(pieces(&self.card.en)) {
            let Piece::Gap(key) = piece else { continue };
            if Slot::of_key(key).is_some_and(Slot::tells_result) {
                self.say(
                    CardRule::FitsPhase,
                    None,
                    phrase!(
                        "In deze fase verraadt het vak {{{key}}} een uitkomst.",
                        "In this phase the slot {{{key}}} gives a result away."
                    ),
                );
            }
        }
    }

    fn text(&mut self, lang: Lang) {
        let text = self.card.text(lang);
        if text.trim().is_empty() {
            let said =
                Phrase::new("De tekst in deze taal ontbreekt.", "The text in this language is missing.");
            self.say(CardRule::BothLanguages, Some(lang), said);
            return;
        }
        let count =
            shown(text, lang).split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        if count >= MOST_WORDS {
            self.say(
                CardRule::Short,
                Some(lang),
                phrase!(
                    "De tekst telt {count} woorden; houd het onder de {MOST_WORDS}.",
                    "The text has {count} words; keep it under {MOST_WORDS}."
                ),
            );
        }
        if text.contains('!') {
            let said = Phrase::new(
                "Er staat een uitroepteken. Het kan rustiger.",
                "There is an exclamation mark. Calmer will do.",
            );
            self.say(CardRule::Calm, Some(lang), said);
        }
        self.openness(lang, text);
        self.wording(lang, text);
    }

    fn openness(&mut self, lang: Lang, text: &str) {
        let sentences = sentences(text);
        let invites = sentences.iter().any(|sentence| {
            words(sentence.words).first().is_some_and(|word| inviting(lang).contains(&word.as_str()))
        });
        let mut asks = false;
        for sentence in sentences.iter().filter(|sentence| sentence.asks) {
            // After a colon the question proper begins.
            let question = sentence.words.rsplit(": ").next().unwrap_or(sentence.words);
            let said = words(question);
            let first = said.first().map(String::as_str).unwrap_or_default();
            let chooses = said.iter().any(|word| word == choice(lang));
            if closing(lang).contains(&first) && !chooses {
                self.say(
                    CardRule::NoYesNo,
                    Some(lang),
                    phrase!("Op een vraag die begint met ‘{first}’ is ja of nee genoeg. Begin met wat, hoe, wie of welke.", "Yes or no will do for a question that begins with ‘{first}’. Begin with what, how, who or which."),
                );
            }
            asks |= chooses || words(sentence.words).iter().any(|word| asking(lang).contains(&word.as_str()));
        }
        if !asks && !invites {
            let said = Phrase::new(
                "Hier staat geen open vraag en geen uitnodiging, zoals ‘Wat …?’ of ‘Schrijf op …’.",
                "There is no open question and no invitation, such as ‘What …?’ or ‘Write …’.",
            );
            self.say(CardRule::Open, Some(lang), said);
        }
    }

    fn wording(&mut self, lang: Lang, text: &str) {
        let phase = self.card.phase;
        let said = format!(" {} ", words(text).join(" "));
        let has = |phrase: &&&str| said.contains(&format!(" {phrase} "));
        for found in blaming(lang).iter().filter(has) {
            self.say(
                CardRule::NoBlame,
                Some(lang),
                phrase!(
                    "‘{found}’ wijst aan, verklaart of adviseert. Vraag wat iemand ziet of wil.",
                    "‘{found}’ blames, explains or advises. Ask what someone sees or wants."
                ),
            );
        }
        if phase == Phase::Observe {
            for found in explaining(lang).iter().filter(has) {
                self.say(
                    CardRule::FitsPhase,
                    Some(lang),
                    phrase!(
                        "‘{found}’ verklaart of oordeelt; bij waarnemen zeggen we alleen wat er staat.",
                        "‘{found}’ explains or judges; observing says only what is there."
                    ),
                );
            }
        }
        if required(phase, lang).is_some_and(|needed| !needed.iter().any(|word| has(&word))) {
            let said = match phase {
                Phase::Observe => Phrase::new(
                    "Vraag waar je het ziet: ‘Wat zie je …?’, ‘Wijs aan …’.",
                    "Ask where you see it: ‘What do you see …?’, ‘Point at …’.",
                ),
                _ => Phrase::new(
                    "Vraag naar meer dan één verklaring, wat ertegen spreekt, wie meer weet, of wat de cijfers niet zeggen.",
                    "Ask for more than one explanation, what speaks against it, who knows more, or what the figures do not say.",
                ),
            };
            self.say(CardRule::FitsPhase, Some(lang), said);
        }
    }
}

/// The text as it will be read, with invented values of usual length in its slots.
fn shown(text: &str, lang: Lang) -> String {
    let examples = Slots::examples(lang);
    let parts = pieces(text).into_iter().map(|piece| match piece {
        Piece::Words(words) => words.to_owned(),
        Piece::Gap(name) => Slot::of_key(name).and_then(|slot| examples.get(slot)).unwrap_or(name).to_owned(),
        Piece::StrayBrace => String::new(),
    });
    parts.collect()
}

struct Sentence<'a> {
    words: &'a str,
    asks: bool,
}

/// The sentences of a text: up to a point, question mark or ellipsis that a space or the end follows.
fn sentences(text: &str) -> Vec<Sentence<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    for (at, mark) in text.char_indices().filter(|(_, letter)| matches!(letter, '.' | '?' | '!' | '…')) {
        let end = at + mark.len_utf8();
        let rest = text.get(end..).unwrap_or_default();
        let closes = rest.trim_start_matches(['’', '”', '"', '\'', ')']);
        if closes.is_empty() || closes.starts_with(char::is_whitespace) {
            let quoted = text.get(from..at).unwrap_or_default().trim();
            found.push(Sentence { words: quoted, asks: mark == '?' });
            from = end;
        }
    }
    let rest = text.get(from..).unwrap_or_default().trim();
    if rest.contains(char::is_alphanumeric) {
        found.push(Sentence { words: rest, asks: false });
    }
    found
}

/// The words of a text in lower case, without marks; a slot is a word in braces.
fn words(text: &str) -> Vec<String> {
    let inside = |letter: char| letter.is_alphanumeric() || matches!(letter, '{' | '}' | '_' | '-');
    text.to_lowercase()
        .replace('’', "'")
        .split_whitespace()
        .map(|word| word.trim_matches(|letter: char| !inside(letter)).to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

#[cfg(test)]
#[path = "lint_tests.rs"]
mod tests;
