//! The lists by which words are known.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::words::folded;

/// The words of a list: apart by white space, a line of `#` is a remark.
fn list(text: &'static str) -> BTreeSet<&'static str> {
    text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

static FIRST: LazyLock<BTreeSet<&str>> = LazyLock::new(|| list(include_str!("first_names.txt")));
static LAST: LazyLock<BTreeSet<&str>> = LazyLock::new(|| list(include_str!("surnames.txt")));
static BOTH: LazyLock<BTreeSet<&str>> = LazyLock::new(|| list(include_str!("names_that_are_words.txt")));
static WORDS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| list(include_str!("known_words.txt")));
static SHORT: LazyLock<BTreeSet<&str>> = LazyLock::new(|| list(include_str!("acronyms.txt")));
static INSTITUTES: LazyLock<BTreeSet<&str>> = LazyLock::new(|| list(include_str!("institutes.txt")));

/// Small words inside a Dutch or foreign surname.
pub(super) const PARTICLES: [&str; 32] = [
    "van", "de", "der", "den", "het", "'t", "t", "ten", "ter", "te", "op", "in", "aan", "bij", "uit", "el",
    "al", "ait", "ben", "bin", "von", "la", "le", "du", "di", "da", "dos", "el-", "vd", "'s", "tot", "d'",
];

/// The shortest part of a compound that tells it is one.
const PART: usize = 4;

/// What a word can be, by the lists alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// A first name and nothing else.
    Name,
    /// A name that is a word as well.
    Both,
    /// An ordinary word.
    Word,
    /// On no list.
    Unknown,
}

/// What a folded word can be.
pub(super) fn known(folded: &str) -> Known {
    let name = FIRST.contains(folded);
    if BOTH.contains(folded) || name && WORDS.contains(folded) {
        return Known::Both;
    }
    if name {
        return Known::Name;
    }
    if WORDS.contains(folded) || is_compound(folded) {
        return Known::Word;
    }
    // A name with the ending of a possessive without its apostrophe: `Sannes les`.
    match folded.strip_suffix('s') {
        Some(stem) if FIRST.contains(stem) && !BOTH.contains(stem) => Known::Name,
        _ => Known::Unknown,
    }
}

/// Whether a folded word is a frequent surname.
pub(super) fn is_surname(folded: &str) -> bool {
    LAST.contains(folded)
}

/// Whether a word is an abbreviation that names no institute, as it is or in front of `'er`.
pub(super) fn is_acronym(word: &str) -> bool {
    let stem = word.split(['\'', '’']).next().unwrap_or(word);
    let stem = stem.strip_suffix('s').filter(|stem| stem.len() > 1).unwrap_or(stem);
    SHORT.contains(word)
        || SHORT.contains(stem)
        || SHORT.contains(stem.to_uppercase().as_str()) && stem.len() <= 4
}

/// Whether a word, as written, is what an institute is called.
pub(super) fn is_institute(word: &str) -> bool {
    INSTITUTES.contains(word)
}

/// Whether a folded word is an ordinary word of the list itself, not only by its end.
pub(super) fn is_exactly_a_word(folded: &str) -> bool {
    WORDS.contains(folded)
}

/// Whether a folded word is a first name, also where it is a word as well.
pub(super) fn is_first_name(folded: &str) -> bool {
    FIRST.contains(folded)
}

/// Endings of nouns, adjectives and adverbs, which names do not have.
const ENDINGS: [&str; 18] = [
    "heid", "heden", "lijk", "lijke", "atie", "aties", "iteit", "schap", "loos", "loze", "ingen", "eert",
    "eren", "isme", "ische", "matig", "gerichte", "erend",
];

/// Nouns of four letters that end many compounds and no name.
const SHORT_ENDS: [&str; 12] =
    ["klas", "werk", "plek", "uren", "tijd", "punt", "doel", "taak", "week", "boek", "jaar", "druk"];

/// Whether a word ends as only ordinary words do, or is put together with a known word at its end.
pub(super) fn is_compound(folded: &str) -> bool {
    if ENDINGS.iter().any(|ending| folded.len() > ending.len() + 2 && folded.ends_with(ending)) {
        return true;
    }
    // `-ing` ends nouns of verbs and a few surnames.
    if folded.len() > 6 && folded.ends_with("ing") {
        return true;
    }
    if SHORT_ENDS.iter().any(|end| folded.len() > end.len() + 2 && folded.ends_with(end)) {
        return true;
    }
    let cuts = folded.char_indices().map(|(at, _)| at).filter(|at| *at >= 3 && folded.len() - at > PART);
    cuts.filter_map(|at| folded.get(at..)).any(|end| WORDS.contains(end))
}

/// Whether a folded word can stand between the words of a name.
pub(super) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&folded(word).as_str()) || PARTICLES.contains(&word.to_lowercase().as_str())
}
