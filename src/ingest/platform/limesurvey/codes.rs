/// What can stand between a code and the question's text where nothing shows what does.
const SEPARATORS: [&str; 4] = [". ", ": ", " - ", " | "];

/// The question code a heading is, or begins with: `BEG`, `BEG_SQ001`, `BEG[SQ001]`, `DUAL[SQ001][1]`, `ROL[other]`;
/// before a question's text the separator stands behind it.
pub(super) fn leading_code<'h>(text: &'h str, separator: Option<&str>) -> Option<&'h str> {
    let bytes = text.as_bytes();
    if !bytes.first()?.is_ascii_alphabetic() {
        return None;
    }
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    let mut end = bytes.iter().take_while(|byte| is_word(byte)).count();
    while bytes.get(end) == Some(&b'[') {
        let inside = bytes.get(end + 1..)?;
        let length = inside.iter().take_while(|byte| is_word(byte) || **byte == b'-').count();
        if length == 0 || inside.get(length) != Some(&b']') {
            break;
        }
        end += length + 2;
    }
    let rest = text.get(end..)?;
    let separated = rest.is_empty() || behind_separator(rest, separator).is_some();
    if separated { text.get(..end) } else { None }
}

/// What stands behind the separator at the start of `rest`; the one that is known, or else a usual one.
fn behind_separator<'h>(rest: &'h str, separator: Option<&str>) -> Option<&'h str> {
    match separator {
        // White space at the end of a heading is gone, and with it a part of the separator of an empty text.
        Some(mark) => rest.strip_prefix(mark).or_else(|| (rest == mark.trim_end()).then_some("")),
        None => SEPARATORS.iter().find_map(|mark| rest.strip_prefix(mark)),
    }
}

/// What stands behind the code of a heading and its separator; the whole heading where nothing does.
pub(super) fn behind<'h>(text: &'h str, code: &str, separator: Option<&str>) -> &'h str {
    let rest = text.strip_prefix(code).unwrap_or_default();
    let question = behind_separator(rest, separator).map(str::trim);
    question.filter(|question| !question.is_empty()).unwrap_or(text)
}

/// The statement of `Block [Statement]`, or else the whole text.
pub(super) fn statement(text: &str) -> &str {
    text.strip_suffix(']').and_then(|open| open.rsplit_once('[')).map_or(text, |(_, statement)| statement)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_from_a_heading_that_is_or_begins_with_one() {
        for (text, code) in [
            ("BEG[SQ001]", Some("BEG[SQ001]")),
            ("Q1_SQ001", Some("Q1_SQ001")),
            ("DUAL[SQ001][1]", Some("DUAL[SQ001][1]")),
            ("ROL[other]. Wat is uw rol? [Anders]", Some("ROL[other]")),
            ("BEG[SQ001comment]", Some("BEG[SQ001comment]")),
            ("BEG: Mijn begeleider", Some("BEG")),
            ("Mijn begeleider is er", None),
            ("Hoe vaak? [Nooit]", None),
            ("BEG[Een tekst]", None),
            ("BEG[", None),
            ("BEG[]", None),
            ("1e vraag", None),
            ("", None),
        ] {
            assert_eq!(leading_code(text, None), code, "{text:?}");
        }
    }

    #[test]
    fn a_separator_that_is_known_is_the_only_one() {
        for (text, mark, code) in [
            ("BEG[SQ001] => Ik krijg uitleg", " => ", Some("BEG[SQ001]")),
            ("BEG Ik krijg uitleg", " ", Some("BEG")),
            ("A. Ik krijg uitleg", " => ", None),
            ("BEG =>", " => ", Some("BEG")),
            ("BEG [Ik krijg uitleg]", " ", Some("BEG")),
        ] {
            assert_eq!(leading_code(text, Some(mark)), code, "{text:?}");
        }
        assert_eq!(behind("BEG => Ik krijg uitleg", "BEG", Some(" => ")), "Ik krijg uitleg");
        assert_eq!(behind("BEG =>", "BEG", Some(" => ")), "BEG =>");
    }
}
