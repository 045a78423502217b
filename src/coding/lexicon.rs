use std::collections::BTreeMap;

use super::normalise::{normalise, number_in, number_key};
use crate::domain::Scale;

/// In whose exports 1 is as often 'ja' as 'nee': its numbers are not guessed at.
const NUMBERLESS: &str = "nee-ja-2";

/// What each normalised text means on one scale: words, codes, and words with their own code.
#[derive(Clone, Debug)]
pub(super) struct Lexicon {
    words: BTreeMap<String, u8>,
    codes: BTreeMap<String, u8>,
    with_code: BTreeMap<(String, String), u8>,
}

impl Lexicon {
    /// The lexicon of a scale. Its codes are the numbers among its labels and synonyms, and 1 to K where it
    /// has none. A text given to two options means neither.
    pub(super) fn new(scale: &Scale) -> Self {
        let mut all: BTreeMap<String, Option<u8>> = BTreeMap::new();
        for (option, category) in scale.options.iter().zip(1..=u8::MAX) {
            for text in [&option.label.nl, &option.label.en].into_iter().chain(&option.synonyms) {
                let meaning = all.entry(normalise(text)).or_insert(Some(category));
                *meaning = meaning.filter(|known| *known == category);
            }
        }
        let mut lexicon = Self { words: BTreeMap::new(), codes: BTreeMap::new(), with_code: BTreeMap::new() };
        for (text, meaning) in all {
            let Some(category) = meaning else { continue };
            if let Some((code, words)) = split_code(&text) {
                lexicon.with_code.insert((code, words), category);
            }
            match number_in(&text) {
                Some(number) => lexicon.codes.insert(number_key(number), category),
                None => lexicon.words.insert(text, category),
            };
        }
        if lexicon.codes.is_empty() && scale.id.as_str() != NUMBERLESS {
            lexicon.codes = (1..=scale.len()).map(|category| (category.to_string(), category)).collect();
        }
        lexicon
    }

    /// The category, 1 to K, that a normalised text means; `None` when the text is not on the scale.
    pub(super) fn category(&self, normalised: &str) -> Option<u8> {
        self.word(normalised).or_else(|| self.code(normalised))
    }

    /// The category of a text that is more than a number, with or without its code.
    pub(super) fn word(&self, normalised: &str) -> Option<u8> {
        if let Some(&category) = self.words.get(normalised) {
            return Some(category);
        }
        let (code, words) = split_code(normalised)?;
        let category = self.codes.get(&code).copied().filter(|code| self.words.get(&words) == Some(code));
        category.or_else(|| self.with_code.get(&(code, words)).copied())
    }

    /// The category of a number.
    pub(super) fn code(&self, normalised: &str) -> Option<u8> {
        self.codes.get(&number_key(number_in(normalised)?)).copied()
    }

    /// Every text that is more than a number, in order.
    pub(super) fn words(&self) -> impl Iterator<Item = &str> {
        self.words.keys().map(String::as_str)
    }
}

/// A normalised text as its code, in front or behind, and its words: `5 - eens`, `(5) eens`, `eens (5)`.
/// `None` where there is no code, or nothing but numbers.
pub(super) fn split_code(normalised: &str) -> Option<(String, String)> {
    let (code, words) = code_in_front(normalised).or_else(|| code_behind(normalised))?;
    let words = words.trim_matches(is_joint);
    let words = words.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')).unwrap_or(words);
    let words = normalise(words);
    (!words.is_empty() && number_in(&words).is_none()).then(|| (number_key(code), words))
}

fn is_joint(letter: char) -> bool {
    matches!(letter, ' ' | '.' | ':' | '=' | '-' | '|' | ',')
}

fn code_in_front(text: &str) -> Option<(f64, &str)> {
    let (code, words) = match text.strip_prefix(['(', '[']) {
        Some(inside) => inside.split_once([')', ']'])?,
        None => {
            let end = text.find(|letter: char| !letter.is_ascii_digit())?;
            let (code, rest) = text.split_at_checked(end)?;
            let rest = rest.strip_prefix(')').unwrap_or(rest);
            (code, rest.starts_with(|letter| is_joint(letter) || letter == '(').then_some(rest)?)
        }
    };
    Some((number_in(code)?, words))
}

fn code_behind(text: &str) -> Option<(f64, &str)> {
    if let Some(inside) = text.strip_suffix([')', ']']) {
        let (words, code) = inside.rsplit_once(['(', '['])?;
        return Some((number_in(code)?, words));
    }
    let (words, code) = text.rsplit_once([' ', '=', ':', '-'])?;
    let joined = !text.get(words.len()..)?.starts_with(' ') || words.trim_end().ends_with(is_joint);
    Some((number_in(code)?, joined.then_some(words)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{AnswerOption, Phrase, ScaleId, ScaleKind};

    fn scale(options: &[(&str, &[&str])]) -> Scale {
        let option = |&(label, synonyms): &(&str, &[&str])| AnswerOption {
            label: Phrase::new(label, label),
            synonyms: synonyms.iter().map(|&text| text.to_owned()).collect(),
        };
        Scale {
            id: ScaleId::new("eigen"),
            kind: ScaleKind::Ordinal,
            options: options.iter().map(option).collect(),
            favourable: vec![],
            unfavourable: vec![],
            neutral: None,
        }
    }

    #[test]
    fn declared_codes_take_the_place_of_one_to_k() {
        let declared = Lexicon::new(&scale(&[("nooit", &["0"]), ("soms", &["25"]), ("vaak", &["100"])]));
        assert_eq!(declared.category("25"), Some(2));
        assert_eq!(declared.category("25,0"), Some(2));
        assert_eq!(declared.category("1"), None);
        assert_eq!(declared.category("100 - vaak"), Some(3));
        let plain = Lexicon::new(&scale(&[("nooit", &[]), ("soms", &[])]));
        assert_eq!(plain.category("2"), Some(2));
        assert_eq!(plain.category("3"), None);
        let letters = Lexicon::new(&scale(&[("nooit", &["A1"]), ("soms", &["A2"])]));
        assert_eq!(letters.category("a2"), Some(2));
    }

    #[test]
    fn a_text_of_two_options_means_neither() {
        let torn = Lexicon::new(&scale(&[("laag", &["anders"]), ("hoog", &["Anders."])]));
        assert_eq!(torn.category("anders"), None);
        assert_eq!(torn.category("laag"), Some(1));
    }

    #[test]
    fn a_code_is_split_off_only_where_there_are_words_too() {
        let split = |text: &str| split_code(text);
        let five = |words: &str| Some(("5".to_owned(), words.to_owned()));
        for text in
            ["5 - eens", "5. eens", "5 eens", "(5) eens", "[5] eens", "eens (5)", "eens = 5", "eens: 5"]
        {
            assert_eq!(split(text), five("eens"), "{text}");
        }
        assert_eq!(split("5 (zeer slecht)"), five("zeer slecht"));
        for text in ["5", "5 - 6", "eens", "a5", "5a", "school 5", "", "()", "5 -"] {
            assert_eq!(split(text), None, "{text}");
        }
    }
}
