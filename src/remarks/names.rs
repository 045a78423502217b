//! Names of people: by a list, by what stands around them, and every capitalised word that is no known word.

use super::identifier::Identifier;
use super::lists::{
    Known, is_acronym, is_compound, is_exactly_a_word, is_first_name, is_particle, is_surname, known,
};
use super::redact::Hit;
use super::words::{Word, folded, words};

/// Words before a name, after which it needs no capital and is on no list.
const TITLES: [&str; 17] = [
    "mevrouw",
    "mevr",
    "mw",
    "mvr",
    "meneer",
    "mijnheer",
    "meneertje",
    "dhr",
    "heer",
    "mr",
    "mrs",
    "ms",
    "miss",
    "drs",
    "juffrouw",
    "dr",
    "prof",
];
/// Words before a name, after which one of the list needs no capital.
const CALLINGS: [&str; 20] = [
    "juf",
    "meester",
    "begeleider",
    "begeleidster",
    "werkplekbegeleider",
    "mentor",
    "coach",
    "docent",
    "docente",
    "collega",
    "heet",
    "heette",
    "directeur",
    "opleider",
    "schoolopleider",
    "instituutsopleider",
    "slber",
    "slb'er",
    "duo",
    "maatje",
];
/// What somebody does: a name that is also a word, at the head of a sentence, is a name in front of these.
const DOES: [&str; 60] = [
    "is",
    "was",
    "gaf",
    "geeft",
    "heeft",
    "had",
    "liet",
    "laat",
    "nam",
    "neemt",
    "hielp",
    "helpt",
    "kwam",
    "komt",
    "kan",
    "kon",
    "wil",
    "wilde",
    "zei",
    "zegt",
    "vond",
    "vindt",
    "weet",
    "wist",
    "denkt",
    "doet",
    "deed",
    "gaat",
    "ging",
    "luistert",
    "luisterde",
    "begeleidt",
    "begeleidde",
    "werd",
    "wordt",
    "stelt",
    "stelde",
    "maakt",
    "maakte",
    "ziet",
    "zag",
    "kent",
    "kende",
    "bood",
    "biedt",
    "stond",
    "staat",
    "zorgt",
    "zorgde",
    "legt",
    "legde",
    "denkt",
    "uit",
    "van",
    "en",
    "has",
    "gave",
    "helped",
    "always",
    "reageert",
];
/// Words before a subject that is taught.
const SUBJECT: [&str; 8] = ["vak", "schoolvak", "les", "lessen", "uur", "toets", "sectie", "vakken"];
/// Names that are months as well: a capital tells nothing, as many write the months with one.
const MONTHS: [&str; 7] = ["mei", "april", "june", "may", "juni", "juli", "augustus"];

/// Whether the word before a place, small words of a surname aside, is a title: `mevrouw van Dijkhof` is no street.
pub(super) fn follows_title(words: &[Word<'_>], at: usize) -> bool {
    let before = words.get(..at).unwrap_or_default().iter().rev();
    let before = before.map(|word| folded(word.text)).find(|word| !is_particle(word));
    before.is_some_and(|before| TITLES.contains(&before.as_str()))
}

/// What in a remark is a name, or may be one, and overlaps nothing found before.
pub(super) fn find(text: &str, found: &mut Vec<Hit>) {
    // What is a school or an address already is no word any more.
    let free = |word: &Word<'_>| !found.iter().any(|hit| hit.start < word.end && word.start < hit.end);
    let words: Vec<Word<'_>> = words(text).into_iter().filter(free).collect();
    let letters = || text.chars().filter(|letter| letter.is_alphabetic());
    let capitals = letters().filter(|letter| letter.is_uppercase()).count();
    let remark = Remark { text, words: &words, shouted: words.len() > 2 && 2 * capitals > letters().count() };
    let mut at = 0;
    while at < words.len() {
        let Some((first, last)) = remark.name_at(at) else {
            at += 1;
            continue;
        };
        if let (Some(first), Some(last)) = (words.get(first), words.get(last)) {
            found.push(Hit { kind: Identifier::Name, start: first.start, end: last.end });
        }
        at = last + 1;
    }
}

struct Remark<'a> {
    text: &'a str,
    words: &'a [Word<'a>],
    shouted: bool,
}

impl Remark<'_> {
    /// The name that begins at a word: its first and last word.
    fn name_at(&self, at: usize) -> Option<(usize, usize)> {
        let word = self.words.get(at)?;
        if let Some(found) = self.after_title(at) {
            return Some(found);
        }
        if let Some(last) = self.after_initials(at) {
            return Some((at, self.extended(last)));
        }
        let is_name = if !word.is_capital() {
            self.is_lower_name(at)
        } else if self.shouted {
            self.is_shouted_name(word)
        } else if word.begins {
            self.is_name_at_head(at)
        } else {
            is_name_within(word) && !self.is_subject(at)
        };
        is_name.then(|| (self.first(at), self.extended(at)))
    }

    /// `mevrouw de Vries`, `dhr. jansen`: the words after the title.
    fn after_title(&self, at: usize) -> Option<(usize, usize)> {
        let before = at.checked_sub(1).and_then(|before| self.words.get(before))?;
        if !TITLES.contains(&folded(before.text).as_str()) || !self.joined(before, self.words.get(at)?) {
            return None;
        }
        let mut last = at;
        while self.words.get(last).is_some_and(|word| is_particle(word.text) || word.is_initial()) {
            let next = self.words.get(last + 1)?;
            if !self.joined(self.words.get(last)?, next) {
                return None;
            }
            last += 1;
        }
        let name = self.words.get(last)?;
        let plain = folded(name.text);
        let told = name.is_capital() && !TITLES.contains(&plain.as_str())
            || !is_exactly_a_word(&plain)
                && !plain.chars().any(|letter| letter.is_ascii_digit())
                && !is_compound(&plain);
        told.then(|| (at, self.extended(last)))
    }

    /// `J. de Boer`, `P.J. van Loon`: the last word.
    fn after_initials(&self, at: usize) -> Option<usize> {
        let stop = |word: &Word<'_>| self.text.get(word.end..).is_some_and(|after| after.starts_with('.'));
        let mut last = at;
        while self.words.get(last).is_some_and(|word| word.is_initial() && stop(word)) {
            last += 1;
        }
        if last == at {
            return None;
        }
        while self.words.get(last).is_some_and(|word| is_particle(word.text)) {
            last += 1;
        }
        let (before, name) = (self.words.get(last.checked_sub(1)?)?, self.words.get(last)?);
        let near = self.text.get(before.end..name.start)?.len() <= 2;
        let named = name.is_capital() && near && (!is_exactly_a_word(&folded(name.text)) || last > at + 1);
        named.then_some(last)
    }

    /// A name of the list without its capital, or one that is a word as well behind `juf` or `mijn begeleider`.
    fn is_lower_name(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        let plain = folded(word.text);
        let hyphened = plain.split_once('-').is_some_and(|(first, second)| {
            known(first) == Known::Name && matches!(known(second), Known::Name | Known::Both)
        });
        if hyphened || known(&plain) == Known::Name && plain.len() > 2 {
            return true;
        }
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        let called = before.is_some_and(|before| {
            CALLINGS.contains(&folded(before.text).as_str()) && self.joined(before, word)
        });
        // Behind `mijn begeleider` stands what somebody does as often as a name.
        let does = ["t", "d", "de", "te", "en"].iter().any(|ending| plain.ends_with(ending));
        let unknown = known(&plain) == Known::Unknown && plain.len() > 2 && !does && !word.begins;
        called && (is_first_name(&plain) && !is_exactly_a_word(&plain) || unknown)
    }

    /// `Frans`, where it is the subject that is taught.
    fn is_subject(&self, at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| self.words.get(before));
        let taught = before.is_some_and(|word| SUBJECT.contains(&folded(word.text).as_str()));
        taught && self.words.get(at).is_some_and(|word| is_exactly_a_word(&folded(word.text)))
    }

    fn is_shouted_name(&self, word: &Word<'_>) -> bool {
        let plain = folded(word.text);
        match known(&plain) {
            Known::Name => true,
            Known::Unknown => {
                !is_acronym(word.text) && plain.chars().count() > 1 && !self.parts_are_known(word)
            }
            Known::Both | Known::Word => false,
        }
    }

    /// At the head of a sentence every word has its capital.
    fn is_name_at_head(&self, at: usize) -> bool {
        let Some(word) = self.words.get(at) else { return false };
        let plain = folded(word.text);
        if plain.chars().count() < 2 {
            return false;
        }
        match known(&plain) {
            Known::Name => true,
            Known::Both => self.tells_of_somebody(at),
            Known::Word => false,
            Known::Unknown => !is_acronym(word.text) && !self.parts_are_known(word),
        }
    }

    /// Whether what follows a word makes it a name: what somebody does, a surname, a comma after the first word.
    fn tells_of_somebody(&self, at: usize) -> bool {
        let Some((word, next)) = self.words.get(at).zip(self.words.get(at + 1)) else { return false };
        let between = self.text.get(word.end..next.start).unwrap_or_default();
        let surname = self.extended(at) > at;
        let does = self.joined(word, next) && DOES.contains(&folded(next.text).as_str());
        let called = between.trim() == ","
            && is_first_name(&folded(word.text))
            && !is_exactly_a_word(&folded(word.text));
        surname || does || called
    }

    fn parts_are_known(&self, word: &Word<'_>) -> bool {
        parts_are_known(word.text)
    }

    /// The first word of a name: with the particles in front of it that are no other word.
    fn first(&self, at: usize) -> usize {
        let particle = |at: usize| self.words.get(at).filter(|word| is_particle(word.text));
        let mut first = at;
        while let Some(before) = first.checked_sub(1) {
            let (Some(word), Some(next)) = (particle(before), self.words.get(first)) else { break };
            let plain = folded(word.text);
            // `van` by itself is far more often `of` than a part of a name; `van der` never is.
            let of_name =
                ["der", "den", "ten", "ter", "el", "al", "ait", "vd", "von"].contains(&plain.as_str());
            let capital = word.is_capital() && !word.begins;
            let goes_on = first < at && ["van", "op", "uit", "in", "aan", "bij"].contains(&plain.as_str());
            if !self.joined(word, next) || !(of_name || capital || goes_on) {
                break;
            }
            first = before;
        }
        first
    }

    /// The last word of a name that begins here: with initials, particles and surnames after it.
    fn extended(&self, at: usize) -> usize {
        let mut last = at;
        loop {
            let mut next = last + 1;
            let joined = |next: usize| {
                let pair = self.words.get(next - 1).zip(self.words.get(next));
                pair.is_some_and(|(before, word)| self.joined(before, word))
            };
            while joined(next) && self.words.get(next).is_some_and(|word| is_particle(word.text)) {
                next += 1;
            }
            let particles = next > last + 1;
            let Some(word) = self.words.get(next).filter(|_| joined(next)) else { return last };
            let plain = folded(word.text);
            let lower = self.words.get(at).is_some_and(|word| !word.is_capital());
            let surname = if word.is_capital() && !self.shouted {
                !word.begins
                    && (is_name_within(word) || particles && !is_exactly_a_word(&plain) || word.is_initial())
            } else {
                (lower || self.shouted) && is_surname(&plain) && (particles || !is_exactly_a_word(&plain))
            };
            if !surname {
                return last;
            }
            last = next;
        }
    }

    /// Whether only white space and a full stop of a shortening stand between two words.
    fn joined(&self, first: &Word<'_>, second: &Word<'_>) -> bool {
        let between = self.text.get(first.end..second.start).unwrap_or(",");
        between
            .chars()
            .all(|letter| letter.is_whitespace() || letter == '.' || letter == '\'' || letter == '’')
            && (!between.contains('.') || !second.begins)
    }
}

/// A capitalised word within a sentence is a name, unless it is a known word or an abbreviation.
fn is_name_within(word: &Word<'_>) -> bool {
    let plain = folded(word.text);
    if plain.chars().count() < 2 || plain.chars().all(|letter| !letter.is_alphabetic()) {
        return false;
    }
    if MONTHS.contains(&plain.as_str()) {
        return false;
    }
    match known(&plain) {
        Known::Name | Known::Both => true,
        Known::Word if is_exactly_a_word(&plain) => false,
        Known::Word | Known::Unknown => !is_acronym(word.text) && !parts_are_known(word.text),
    }
}

/// Whether the parts of a word with a hyphen or a digit are known words or abbreviations each.
fn parts_are_known(word: &str) -> bool {
    if word.chars().any(|letter| letter.is_ascii_digit()) {
        let letters: String = word.chars().filter(|letter| letter.is_alphabetic()).collect();
        return letters.chars().count() <= 3;
    }
    word.contains('-')
        && word.split('-').filter(|part| !part.is_empty()).all(|part| {
            let plain = folded(part);
            let capital = part.chars().next().is_some_and(char::is_uppercase);
            let both = known(&plain) == Known::Both && !is_first_name(&plain);
            is_acronym(part)
                || both
                || known(&plain) == Known::Word
                || !capital && known(&plain) != Known::Name
        })
}
