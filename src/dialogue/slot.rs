use std::collections::BTreeMap;

use super::FindingKind;
use crate::domain::Lang;

macro_rules! slots {
    ($($(#[$doc:meta])* $name:ident = $key:literal, nl: $nl:literal, en: $en:literal;)+) => {
        /// A named gap in a card, filled from the evidence with text that already fits in a sentence.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Slot { $($(#[$doc])* $name,)+ }

        impl Slot {
            /// Every slot there is.
            pub const ALL: &'static [Slot] = &[$(Slot::$name,)+];

            /// Its name between the braces.
            pub fn key(self) -> &'static str {
                match self { $(Slot::$name => $key,)+ }
            }

            /// What a card looks like with it: an invented value of usual length.
            pub fn example(self, lang: Lang) -> &'static str {
                match self { $(Slot::$name => lang.pick($nl, $en),)+ }
            }
        }
    };
}

slots! {
    /// The indicator's title, in quotation marks.
    Indicator = "indicator", nl: "‘Begeleiding op de werkplek’", en: "‘Guidance at the workplace’";
    /// Who answered: with article, plural, no capital.
    Who = "who", nl: "de 48 studenten", en: "the 48 students";
    /// What is seen: a figure with its measure, no verb.
    Seen = "seen", nl: "gemiddeld 3,4 op een schaal van 1 tot 5", en: "an average of 3.4 on a scale of 1 to 5";
    /// The norm: a bound with its measure, no verb.
    Norm = "norm", nl: "gemiddeld minstens 3,5", en: "an average of at least 3.5";
    /// Who agreed on the norm, with article.
    Owner = "owner", nl: "de stuurgroep", en: "the steering group";
    /// When the norm was agreed on.
    AgreedOn = "agreed_on", nl: "12 september 2025", en: "12 September 2025";
    /// When the norm would be looked at again.
    ReviewBy = "review_by", nl: "1 september 2026", en: "1 September 2026";
    /// One statement, in quotation marks.
    Item = "item", nl: "‘Ik voel mij gezien’", en: "‘I feel seen’";
    /// The first role of a role gap: plural, no article.
    RoleA = "role_a", nl: "studenten", en: "students";
    /// What is seen among the first role.
    SeenA = "seen_a", nl: "gemiddeld 3,1", en: "an average of 3.1";
    /// The second role of a role gap: plural, no article.
    RoleB = "role_b", nl: "werkplekbegeleiders", en: "workplace mentors";
    /// What is seen among the second role.
    SeenB = "seen_b", nl: "gemiddeld 4,0", en: "an average of 4.0";
    /// A share in words: a percentage, or a count out of a count.
    Share = "share", nl: "5 van de 16", en: "5 of the 16";
    /// How many places cannot be shown: a figure or word, no names; may be one.
    Number = "number", nl: "3", en: "3";
    /// Who barely answered: plural, no article.
    Voice = "voice", nl: "werkplekbegeleiders", en: "workplace mentors";
    /// The meeting's question, in quotation marks.
    Question = "question", nl: "‘Wie ziet de student?’", en: "‘Who sees the student?’";
    /// The partnership's name.
    Partnership = "partnership", nl: "Opleidingsschool De Brug", en: "Partnership De Brug";
    /// The partnership's purpose, in quotation marks, without a full stop of its own.
    Purpose = "purpose", nl: "‘Samen leraren opleiden’", en: "‘Training teachers together’";
}

impl Slot {
    /// The slot of a name between braces.
    pub fn of_key(key: &str) -> Option<Slot> {
        Slot::ALL.iter().copied().find(|slot| slot.key() == key)
    }

    /// Whether its value is a result; such a slot has no place before the results are seen.
    pub fn tells_result(self) -> bool {
        matches!(
            self,
            Slot::Who
                | Slot::Seen
                | Slot::RoleA
                | Slot::SeenA
                | Slot::RoleB
                | Slot::SeenB
                | Slot::Share
                | Slot::Number
                | Slot::Voice
        )
    }

    /// Whether a finding of this kind can have a value for it.
    pub fn goes_with(self, kind: FindingKind) -> bool {
        use FindingKind as K;
        match self {
            Slot::RoleA | Slot::SeenA | Slot::RoleB | Slot::SeenB => kind == K::RoleGap,
            Slot::Voice => kind == K::ThinVoice,
            Slot::Number => kind == K::Withheld,
            Slot::Share => matches!(kind, K::ManyDontKnow | K::ThinVoice),
            Slot::Norm | Slot::Owner | Slot::AgreedOn => {
                !matches!(kind, K::NoThreshold | K::ThinVoice | K::Withheld | K::RoleGap | K::ManyDontKnow)
            }
            Slot::ReviewBy => kind == K::NormDue,
            Slot::Seen => !matches!(kind, K::NormWithoutData | K::Withheld | K::ThinVoice | K::RoleGap),
            Slot::Who => !matches!(kind, K::NormWithoutData | K::Withheld | K::ThinVoice),
            Slot::Indicator | Slot::Item => !matches!(kind, K::ThinVoice),
            Slot::Question | Slot::Partnership | Slot::Purpose => true,
        }
    }

    /// Whether the meeting as such has a value for it, with no finding at hand.
    pub fn goes_with_meeting(self) -> bool {
        matches!(self, Slot::Question | Slot::Partnership | Slot::Purpose)
    }
}

/// What this evidence can fill, each in the reader's language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Slots(BTreeMap<Slot, String>);

impl Slots {
    /// Nothing filled yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same with one slot filled; a value of nothing but spaces fills nothing.
    pub fn with(mut self, slot: Slot, value: impl Into<String>) -> Self {
        self.set(slot, value);
        self
    }

    /// Fills one slot; a value of nothing but spaces fills nothing.
    pub fn set(&mut self, slot: Slot, value: impl Into<String>) {
        let value = value.into();
        if value.trim().is_empty() {
            self.0.remove(&slot);
        } else {
            self.0.insert(slot, value.trim().to_owned());
        }
    }

    /// The value of a slot.
    pub fn get(&self, slot: Slot) -> Option<&str> {
        self.0.get(&slot).map(String::as_str)
    }

    /// Every slot with its invented value, to see how a card reads.
    pub fn examples(lang: Lang) -> Self {
        Self(Slot::ALL.iter().map(|&slot| (slot, slot.example(lang).to_owned())).collect())
    }
}

/// A piece of a card's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Words as they stand.
    Words(&'a str),
    /// What stands between a pair of braces.
    Gap(&'a str),
    /// A brace without its partner.
    StrayBrace,
}

/// The pieces of a card's text, in order.
pub(super) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, from)) = rest.find(['{', '}']).map(|at| rest.split_at(at)) {
        if !before.is_empty() {
            pieces.push(Piece::Words(before));
        }
        let gap = from.strip_prefix('{').and_then(|inner| inner.split_once('}'));
        match gap {
            Some((name, after)) if !name.contains('{') => {
                pieces.push(Piece::Gap(name));
                rest = after;
            }
            _ => {
                pieces.push(Piece::StrayBrace);
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    if !rest.is_empty() {
        pieces.push(Piece::Words(rest));
    }
    pieces
}

/// The card's text with its slots filled; a value that opens a sentence gets its capital.
///
/// `None` when the text names a slot that this evidence cannot fill, or its braces are broken.
pub fn fill(text: &str, slots: &Slots) -> Option<String> {
    let mut filled = String::with_capacity(text.len() + 32);
    for piece in pieces(text) {
        match piece {
            Piece::Words(words) => {
                // A value that ends as a sentence does needs no full stop after it.
                let ended = ["?", "!", "?’", "!’"].iter().any(|end| filled.ends_with(end));
                filled.push_str(words.strip_prefix('.').filter(|_| ended).unwrap_or(words));
            }
            Piece::Gap(name) => {
                let value = slots.get(Slot::of_key(name)?)?;
                if opens_a_sentence(&filled) {
                    filled.push_str(&capitalised(value));
                } else {
                    filled.push_str(value);
                }
            }
            Piece::StrayBrace => return None,
        }
    }
    Some(filled)
}

/// Whether what follows this text is the first word of a sentence; the point of `n.v.t.` ends none.
fn opens_a_sentence(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches(['’', '”', '"', '\'', ')']);
    let Some(last) = before.split_whitespace().next_back() else { return true };
    match last.strip_suffix('.') {
        Some(word) => !word.contains('.'),
        None => last.ends_with(['?', '!', '…']),
    }
}

/// The text with a capital first letter; Dutch `ij` is one letter.
fn capitalised(text: &str) -> String {
    if let Some(rest) = text.strip_prefix("ij") {
        return format!("IJ{rest}");
    }
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn slots() -> Slots {
        Slots::new().with(Slot::Who, "de 48 studenten").with(Slot::Seen, "54% gunstig")
    }

    #[test]
    fn a_value_at_the_start_of_a_sentence_gets_its_capital_and_elsewhere_not() {
        assert_eq!(
            fill("{who} kozen. {who}? Bij {who}: {seen}.", &slots()).as_deref(),
            Some("De 48 studenten kozen. De 48 studenten? Bij de 48 studenten: 54% gunstig.")
        );
        assert_eq!(fill("n.v.t. {who}", &slots()).as_deref(), Some("n.v.t. de 48 studenten"));
        assert_eq!(
            fill("{owner}", &Slots::new().with(Slot::Owner, "ijverige leraren")).as_deref(),
            Some("IJverige leraren")
        );
    }

    #[test]
    fn a_value_that_ends_with_a_question_mark_gets_no_full_stop() {
        let slots = Slots::new().with(Slot::Item, "‘Hoe vaak is er lesbezoek?’");
        assert_eq!(
            fill("De stelling: {item}. Wat zie je?", &slots).as_deref(),
            Some("De stelling: ‘Hoe vaak is er lesbezoek?’ Wat zie je?")
        );
    }

    #[test]
    fn a_slot_without_evidence_gives_no_card() {
        assert_eq!(fill("Zie {norm}.", &slots()), None);
        assert_eq!(fill("Zie {seen}.", &slots().with(Slot::Seen, "  ")), None);
        assert_eq!(fill("Zie {unknown}.", &slots()), None);
    }

    #[test]
    fn a_broken_brace_gives_no_card() {
        for text in ["Zie {seen", "Zie seen}", "Zie {{seen}}", "{", "}"] {
            assert_eq!(fill(text, &slots()), None, "{text}");
        }
    }

    #[test]
    fn a_card_without_slots_stays_as_it_is() {
        assert_eq!(fill("Wat zien we?", &Slots::new()).as_deref(), Some("Wat zien we?"));
        assert_eq!(fill("", &Slots::new()).as_deref(), Some(""));
    }

    proptest! {
        #[test]
        fn any_text_is_taken_apart_without_loss(text in "[a-z{}. ?]{0,40}") {
            let whole: String = pieces(&text)
                .into_iter()
                .map(|piece| match piece {
                    Piece::Words(words) => words.to_owned(),
                    Piece::Gap(name) => format!("{{{name}}}"),
                    Piece::StrayBrace => "#".to_owned(),
                })
                .collect();
            prop_assert_eq!(whole.chars().count(), text.chars().count());
            let _ = fill(&text, &slots());
        }
    }
}
