//! Names of schools and institutes, and addresses, by the words around them.

use std::sync::LazyLock;

use regex::Regex;

use super::identifier::Identifier;
use super::lists::{Known, is_acronym, is_institute, is_particle, known};
use super::names::follows_title;
use super::redact::Hit;
use super::words::{Word, folded, words};

/// A capitalised word, and a name of such words with small words between them.
const NAME: &str = r"(?:(?:[Dd]e|[Hh]et|['’‘]t|St|Sint|[Vv]an|voor|[Dd]er|[Dd]en|in|op|aan|bij|te|ter|ten)\.?\s+)*['’]?\p{Lu}[\w'’-]*(?:\s+(?:(?:de|het|['’‘]t|van|der|den|en|in|op|aan|bij|te|ter|ten|St\.?)\s+)*['’]?\p{Lu}[\w'’-]*)*";
/// Names of the kinds of schools that are put in front, as abbreviations and in full.
const BEFORE: &str = r"(?:OBS|CBS|RKBS|PCBS|PCB|KBS|RKB|SBO|SBS|SO|VSO|IBS|IKC|KC|ROC|AOC|VO|PI|GSG|OSG|CSG|RSG|SG|KSG|PSG|SSG|ISK|PRO|Obs|Cbs|Rkbs|Sbo|Ikc|obs|cbs|rkbs|pcbs|kbs|ikc|roc)";
/// Kinds of schools and institutes in full.
const KIND: &str = r"(?:\w*[Ss]chool|\w*[Ss]cholengemeenschap|[Ll]yceum|[Cc]ollege|[Gg]ymnasium|[Aa]theneum|\w*[Hh]ogeschool|[Uu]niversiteit|[Uu]niversity|[Aa]cademie|[Pp]abo|PABO|[Ll]erarenopleiding|[Ii]ndcentrum|[Kk]indcentrum)";

static FORMS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let after = r"(?:College|Lyceum|Gymnasium|Atheneum|Academie|Scholengemeenschap|Hogeschool|Universiteit|University|Academy|Vakschool|Mavo|Vmbo|Praktijkschool|Basisschool|School|Kindcentrum|Groep)";
    [
        format!(r"\b{BEFORE}\s+{NAME}"),
        r"(?i)\b(?:obs|cbs|rkbs|pcbs|kbs|ikc)\s+(?:(?:de|het|['’‘]t|st\.?|sint)\s+)?\w+".to_owned(),
        format!(r"\b{KIND}\s+{NAME}"),
        format!(r"\b{NAME}\s+{after}\b(?:\s+(?:van|voor|in)\s+\p{{Lu}}[\w-]*)?"),
        r"\b\p{Lu}[\w'’-]*(?:school|college|lyceum|gymnasium)\b".to_owned(),
    ]
    .iter()
    .filter_map(|form| Regex::new(form).ok())
    .collect()
});

/// Which of [`FORMS`] has the kind of school last.
const TYPE_LAST: usize = 3;

/// Endings of street names.
const STREETS: [&str; 32] = [
    "straat",
    "laan",
    "weg",
    "plein",
    "gracht",
    "kade",
    "singel",
    "dreef",
    "steeg",
    "plantsoen",
    "dijk",
    "hof",
    "pad",
    "park",
    "ring",
    "baan",
    "wal",
    "markt",
    "burg",
    "boulevard",
    "straatje",
    "allee",
    "oever",
    "haven",
    "hoek",
    "veld",
    "akker",
    "poort",
    "bocht",
    "wijk",
    "kamp",
    "weide",
];
/// Those that no other word has, so that a number behind them tells enough.
const SURE: [&str; 11] =
    ["straat", "laan", "weg", "plein", "gracht", "kade", "singel", "dreef", "steeg", "plantsoen", "dijk"];
/// Words that end as street names do.
const NO_STREETS: [&str; 40] = [
    "onderweg",
    "halverweg",
    "uitweg",
    "snelweg",
    "omweg",
    "vandaanweg",
    "leerweg",
    "lesweg",
    "middenweg",
    "schoolplein",
    "speelplein",
    "marktplein",
    "ruimschoots",
    "verandering",
    "ring",
    "vaandel",
    "voorhof",
    "gebied",
    "werkveld",
    "beroepenveld",
    "vakgebied",
    "arbeidsmarkt",
    "onderwijsveld",
    "loopbaan",
    "startbaan",
    "schoolpad",
    "leerpad",
    "terugweg",
    "heenweg",
    "werkhoek",
    "leeshoek",
    "rekenhoek",
    "praktijkveld",
    "slaan",
    "overslaan",
    "opslaan",
    "beroepsveld",
    "bijbaan",
    "invalshoek",
    "weg",
];

/// What in a remark is a school, an institute or an address, and overlaps nothing found before.
pub(super) fn find(text: &str, found: &mut Vec<Hit>) {
    let words = words(text);
    let add = |found: &mut Vec<Hit>, hit: Hit| {
        if !found.iter().any(|other| other.overlaps(&hit)) {
            found.push(hit);
        }
    };
    streets(text, &words).into_iter().for_each(|hit| add(found, hit));
    for (at, form) in FORMS.iter().enumerate() {
        for part in form.find_iter(text) {
            if let Some(hit) = school(&words, part.start(), part.end(), at == TYPE_LAST) {
                add(found, hit);
            }
        }
    }
    articles(text, &words).into_iter().for_each(|hit| add(found, hit));
    let institutes =
        words.iter().filter(|word| is_institute(word.text.split(['\'', '’']).next().unwrap_or_default()));
    institutes
        .for_each(|word| add(found, Hit { kind: Identifier::School, start: word.start, end: word.end }));
}

/// A stretch that looks like a school, without the words of the sentence before it; none if it holds only known words.
/// `typed`: the kind of school comes last, and a capitalised word before it tells enough (`Stedelijk Gymnasium`).
fn school(words: &[Word<'_>], start: usize, end: usize, typed: bool) -> Option<Hit> {
    let within: Vec<&Word<'_>> = words.iter().filter(|word| word.start >= start && word.end <= end).collect();
    let plain = |word: &Word<'_>| known(&folded(word.text)) == Known::Word;
    let small = |word: &&&Word<'_>| word.begins && plain(word) && !is_kind(word.text);
    let within = within.get(within.iter().take_while(small).count()..)?;
    let tells = |word: &&Word<'_>| !plain(word) && !is_acronym(word.text) && !is_kind(word.text);
    let adjective = |word: &&Word<'_>| word.is_capital() && !is_particle(word.text) && !is_kind(word.text);
    let named = within.iter().any(tells) || typed && within.iter().any(adjective);
    let ends = within.first().zip(within.last()).filter(|_| named)?;
    Some(Hit { kind: Identifier::School, start: ends.0.start, end: ends.1.end })
}

/// Whether a word is a kind of school or institute, which tells nothing by itself.
fn is_kind(word: &str) -> bool {
    let folded = folded(word);
    let kinds = [
        "basisschool",
        "school",
        "college",
        "lyceum",
        "gymnasium",
        "hogeschool",
        "universiteit",
        "academie",
        "pabo",
        "atheneum",
    ];
    kinds.contains(&folded.as_str())
}

/// `De Regenboog` in the middle of a sentence, `'t Kompas` anywhere, and `basisschool het kompas`.
fn articles(text: &str, words: &[Word<'_>]) -> Vec<Hit> {
    let mut found = Vec::new();
    for (at, pair) in words.windows(2).enumerate() {
        let [article, name] = pair else { continue };
        if !is_space(text, article, name) {
            continue;
        }
        let the = ["De", "Het", "Den", "'T"].contains(&article.text) && !article.begins;
        let short = article.text == "t"
            && text.get(..article.start).is_some_and(|before| before.ends_with(['\'', '’', '‘']));
        let unknown = !matches!(known(&folded(name.text)), Known::Word) && !is_acronym(name.text);
        let capital = (the || short) && name.is_capital() && unknown;
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let kind = before.is_some_and(|before| {
            folded(before.text).ends_with("school")
                && before.end < article.start
                && text.get(before.end..article.start).is_some_and(|between| between.trim().len() <= 1)
        });
        let article_first = at.checked_sub(2).and_then(|at| words.get(at)).is_some_and(|word| {
            ["de", "een", "deze", "die", "onze", "mijn", "elke", "iedere", "hun", "the"]
                .contains(&word.text.to_lowercase().as_str())
        });
        let small = ["de", "het", "t"].contains(&article.text.to_lowercase().as_str());
        let lower = small && kind && !article_first && !matches!(known(&folded(name.text)), Known::Word);
        if capital || lower {
            let mut end = name.end;
            let mut last = name;
            for next in words.get(at + 2..).unwrap_or_default() {
                if !(next.is_capital()
                    && is_space(text, last, next)
                    && known(&folded(next.text)) != Known::Word)
                {
                    break;
                }
                end = next.end;
                last = next;
            }
            let start = before.filter(|_| kind).map_or(article.start, |before| before.start);
            found.push(Hit { kind: Identifier::School, start, end });
        }
    }
    found
}

/// Streets: by the end of their name, or by a number behind a capitalised name after `aan de`.
fn streets(text: &str, words: &[Word<'_>]) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let name = folded(word.text);
        let number =
            words.get(at + 1).filter(|next| is_space(text, word, next) && is_house_number(next.text));
        let has = |endings: &[&str]| {
            endings.iter().any(|ending| name.len() > ending.len() && name.ends_with(ending))
        };
        let by_end = has(&STREETS) && !NO_STREETS.contains(&name.as_str()) && word.is_capital();
        let unknown = matches!(known(&name), Known::Unknown) || has(&SURE);
        let ordinary = NO_STREETS.contains(&name.as_str());
        let street = by_end && unknown && (!word.begins || has(&SURE) || number.is_some())
            || has(&SURE) && !ordinary && number.is_some();
        let behind_the = word.is_capital() && !word.begins && number.is_some() && after_the(words, at);
        if !(street || behind_the) || follows_title(words, at) {
            continue;
        }
        let mut first = word;
        for before in words.get(..at).unwrap_or_default().iter().rev() {
            let joins = before.is_capital() && !before.begins && is_space(text, before, first);
            if !joins {
                break;
            }
            first = before;
        }
        let end = number.map_or(word.end, |number| number.end);
        found.push(Hit { kind: Identifier::Address, start: first.start, end });
    }
    found
}

/// Whether the capitalised words up to here stand behind `aan de` or `aan het`.
fn after_the(words: &[Word<'_>], at: usize) -> bool {
    let before: Vec<&Word<'_>> = words
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .skip_while(|word| word.is_capital() && !word.begins)
        .take(2)
        .collect();
    let [article, preposition] = before.as_slice() else { return false };
    ["de", "het"].contains(&article.text) && ["aan", "Aan", "op", "in"].contains(&preposition.text)
}

fn is_house_number(word: &str) -> bool {
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    let rest = word.get(digits..).unwrap_or_default();
    (1..=4).contains(&digits) && (rest.len() <= 1 || rest.starts_with('-') && rest.len() <= 4)
}

/// Whether nothing but white space stands between two words.
fn is_space(text: &str, first: &Word<'_>, second: &Word<'_>) -> bool {
    text.get(first.end..second.start).is_some_and(|between| between.chars().all(char::is_whitespace))
}
