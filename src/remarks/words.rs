//! A remark as words with their places, and which of them begin a sentence.

/// A word of a remark: a run of letters and digits, with apostrophes and hyphens inside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    /// The word as written.
    pub text: &'a str,
    /// Where it begins, in bytes.
    pub start: usize,
    /// Where it ends, in bytes; exclusive.
    pub end: usize,
    /// Whether a sentence begins with it, so that its capital tells nothing.
    pub begins: bool,
}

impl Word<'_> {
    /// Whether its first letter is a capital.
    pub fn is_capital(&self) -> bool {
        self.text.chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is a capital by itself, as an initial is.
    pub fn is_initial(&self) -> bool {
        self.text.chars().count() == 1 && self.is_capital()
    }
}

/// What a full stop after it does not end a sentence.
const SHORTENED: [&str; 24] = [
    "dhr", "mw", "mevr", "mr", "mrs", "ms", "dr", "drs", "prof", "ing", "ir", "st", "nr", "tel", "bijv",
    "bv", "o.a", "oa", "incl", "resp", "ca", "evt", "vd", "v.d",
];

/// The words of a remark, in order.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut found: Vec<Word<'_>> = Vec::new();
    let mut letters = text.char_indices().peekable();
    while let Some((start, letter)) = letters.next() {
        if !letter.is_alphanumeric() {
            continue;
        }
        let mut end = start + letter.len_utf8();
        while let Some(&(at, next)) = letters.peek() {
            let joins = matches!(next, '\'' | '’' | '‘' | '`' | '-' | '‑')
                && text
                    .get(at + next.len_utf8()..)
                    .unwrap_or_default()
                    .chars()
                    .next()
                    .is_some_and(char::is_alphabetic);
            // Combining accents belong to the letter before them.
            if !(next.is_alphanumeric() || joins || ('\u{300}'..'\u{370}').contains(&next)) {
                break;
            }
            end = at + next.len_utf8();
            letters.next();
        }
        let previous = found.last().map_or(0, |word: &Word<'_>| word.end);
        let begins = match found.last() {
            None => true,
            Some(word) => ends_sentence(text.get(previous..start).unwrap_or_default(), word),
        };
        found.push(Word { text: text.get(start..end).unwrap_or_default(), start, end, begins });
    }
    found
}

/// Whether what stands between two words ends a sentence.
fn ends_sentence(between: &str, before: &Word<'_>) -> bool {
    if between.contains(['!', '?', '\n', '\r', ':', '…', '•', '*', '"', '“', '„']) {
        return true;
    }
    // A list that is written in one line: `- dit - dat`.
    if between.contains(" - ") || between.contains(" – ") {
        return true;
    }
    let shortened = SHORTENED.contains(&before.text.to_lowercase().as_str()) || before.is_initial();
    between.contains('.') && !shortened
}

/// A word for looking up: lower-case, without accents, without the ending of a possessive.
pub(super) fn folded(word: &str) -> String {
    let mut plain = String::with_capacity(word.len());
    for letter in word.chars().flat_map(char::to_lowercase) {
        match letter {
            'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'ą' | 'ă' => plain.push('a'),
            'ç' | 'ć' | 'č' => plain.push('c'),
            'è' | 'é' | 'ê' | 'ë' | 'ę' | 'ě' => plain.push('e'),
            'ğ' => plain.push('g'),
            'ì' | 'í' | 'î' | 'ï' | 'ı' => plain.push('i'),
            'ł' => plain.push('l'),
            'ñ' | 'ń' => plain.push('n'),
            'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'ø' => plain.push('o'),
            'ś' | 'ş' | 'š' | 'ș' => plain.push('s'),
            'ß' => plain.push_str("ss"),
            'ù' | 'ú' | 'û' | 'ü' | 'ů' => plain.push('u'),
            'ý' | 'ÿ' => plain.push('y'),
            'ź' | 'ż' | 'ž' => plain.push('z'),
            '’' | '‘' | '`' => plain.push('\''),
            '‑' => plain.push('-'),
            '\u{300}'..'\u{370}' => {}
            letter => plain.push(letter),
        }
    }
    for ending in ["'s", "'er", "'ers", "'"] {
        if let Some(stem) = plain.strip_suffix(ending).filter(|stem| stem.len() > 1) {
            return stem.to_owned();
        }
    }
    plain
}
