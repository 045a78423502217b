/// A text in the form in which answers are compared, always as a whole: [`fold`]ed, without quotes around it,
/// without punctuation at its end, without blanks around a slash.
/// A text of punctuation only keeps it. Normalising twice changes nothing.
pub fn normalise(text: &str) -> String {
    let mut rest = tighten_slashes(&fold(text));
    loop {
        let shorter = shorten(&rest);
        if shorter.is_empty() || shorter.len() == rest.len() {
            return rest;
        }
        rest = shorter.to_owned();
    }
}

/// A text in lower case, without accents, with plain quotes and dashes and single blanks between its words.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase) {
        if letter.is_whitespace() {
            if !folded.is_empty() && !folded.ends_with(' ') {
                folded.push(' ');
            }
        } else if !is_invisible(letter) {
            match spelled_out(letter) {
                Some(plain) => folded.push_str(plain),
                None => folded.push(letter),
            }
        }
    }
    folded.truncate(folded.trim_end().len());
    folded
}

/// The number that a normalised text is, `.` or `,` before its decimals; `None` for every other text.
pub(super) fn number_in(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (whole, decimals) = digits.split_once([',', '.']).unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (all_digits(whole) && all_digits(decimals)).then(|| text.replace(',', ".").parse().ok()).flatten()
}

/// The one way in which a number is written when numbers are compared: `7` for 7.0.
pub(super) fn number_key(number: f64) -> String {
    format!("{}", if number == 0.0 { 0.0 } else { number })
}

fn shorten(text: &str) -> &str {
    let quoted = ['"', '\''].into_iter().find_map(|quote| text.strip_prefix(quote)?.strip_suffix(quote));
    match quoted {
        Some(inner) => inner.trim(),
        None => text.trim_end_matches(['.', ',', ';', ':', '!', '?', ' ']),
    }
}

fn tighten_slashes(text: &str) -> String {
    let mut tight = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '/' => {
                tight.truncate(tight.trim_end().len());
                tight.push('/');
            }
            ' ' if tight.ends_with('/') => {}
            other => tight.push(other),
        }
    }
    tight
}

/// Accents that stand apart, characters without width, and control characters.
fn is_invisible(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{0300}'..='\u{036f}' | '\u{00ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The plain letters of an accented one, by hand for the languages of Europe; input in lower case.
fn spelled_out(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' => "g",
        'ĥ' | 'ħ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' => "i",
        'ĳ' => "ij",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' => "o",
        'œ' => "oe",
        'ŕ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        '‘' | '’' | '‚' | '‛' | '´' | '`' | '′' => "'",
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' => "\"",
        '‐' | '‑' | '‒' | '–' | '—' | '−' => "-",
        '…' => "...",
        '⁄' | '∕' | '／' => "/",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_a_reader_takes_for_the_same_answer_is_the_same_text() {
        for (written, means) in [
            ("  Helemaal\u{a0}mee   EENS. ", "helemaal mee eens"),
            ("Weet niet / n.v.t.", "weet niet/n.v.t"),
            ("weet niet/n.v.t", "weet niet/n.v.t"),
            ("Één keer", "een keer"),
            ("e\u{301}e\u{301}n keer", "een keer"),
            ("\u{feff}Ja!", "ja"),
            ("“Eens”", "eens"),
            ("don’t know", "don't know"),
            ("5 – eens", "5 - eens"),
        ] {
            assert_eq!(normalise(written), means, "{written:?}");
        }
    }

    #[test]
    fn an_empty_or_white_text_is_empty_and_punctuation_alone_stays() {
        assert_eq!(normalise(""), "");
        assert_eq!(normalise(" \u{a0}\t"), "");
        assert_eq!(normalise("?"), "?");
        assert_eq!(normalise("\"\""), "\"\"");
        assert_eq!(normalise("-"), "-");
    }

    #[test]
    fn numbers_are_read_with_a_comma_or_a_point_and_nothing_else_is_a_number() {
        assert_eq!(number_in("7,0").map(number_key).as_deref(), Some("7"));
        assert_eq!(number_in("7.0").map(number_key).as_deref(), Some("7"));
        assert_eq!(number_in("-0").map(number_key).as_deref(), Some("0"));
        assert_eq!(number_in("7,5").map(number_key).as_deref(), Some("7.5"));
        for text in ["", "7,", ",5", "1e3", "inf", "nan", "1-2", "7,0,0", "a1", "٣"] {
            assert_eq!(number_in(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn normalising_twice_changes_nothing(text in ".{0,40}") {
            let once = normalise(&text);
            prop_assert_eq!(normalise(&once), once);
        }
    }
}
