use std::collections::BTreeSet;

use super::identifier::Identifier;
use super::lists::{Known, known};
use super::redact::Hit;
use super::words::{folded, words};

/// The names a project knows itself: its partnership, its groups as the exports write them. They are found exactly, in
/// any case of letters; one that is an ordinary word (`Noord`, `jaar`) only with its capital, and a number never.
#[derive(Clone, Debug, Default)]
pub struct OwnNames {
    /// Each name as its folded words, and whether it needs its capital.
    names: BTreeSet<(Vec<String>, bool)>,
}

impl OwnNames {
    /// The names among some texts: those with a word of three letters or more.
    pub fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let name = |text: &'a str| {
            let parts: Vec<String> = words(text).iter().map(|word| folded(word.text)).collect();
            let letters = |part: &String| part.chars().filter(|letter| letter.is_alphabetic()).count();
            let tells = parts.iter().any(|part| letters(part) > 2);
            let plain = parts.len() == 1 && parts.iter().all(|part| known(part) != Known::Unknown);
            tells.then_some((parts, plain))
        };
        Self { names: texts.into_iter().filter_map(name).collect() }
    }

    /// Where a remark has one of them; the longest first.
    pub(super) fn find(&self, text: &str) -> Vec<Hit> {
        let words = words(text);
        let folded: Vec<String> = words.iter().map(|word| folded(word.text)).collect();
        let mut found = Vec::new();
        let mut at = 0;
        while at < words.len() {
            let fits = |(name, capital): &&(Vec<String>, bool)| {
                let same = folded.get(at..at + name.len()) == Some(name.as_slice());
                let tells = words.get(at).is_some_and(|word| word.is_capital() && !word.begins);
                same && (!capital || tells)
            };
            let longest = self.names.iter().filter(fits).map(|(name, _)| name.len()).max();
            let last = longest.and_then(|length| words.get(at + length - 1));
            if let (Some(first), Some(last)) = (words.get(at), last) {
                found.push(Hit { kind: Identifier::Own, start: first.start, end: last.end });
            }
            at += longest.unwrap_or(1).max(1);
        }
        found
    }
}
