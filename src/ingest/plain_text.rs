use std::borrow::Cow;

/// A tag or an entity is never longer; what goes on further is text.
const LONGEST_TAG: usize = 2_000;
const LONGEST_ENTITY: usize = 12;

/// The entities that survey texts hold besides numbered ones: those of XML, and the letters and marks of Western
/// European languages.
const ENTITIES: [(&str, char); 48] = [
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("shy", '\u{ad}'),
    ("hellip", '…'),
    ("ndash", '–'),
    ("mdash", '—'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("bull", '•'),
    ("euro", '€'),
    ("deg", '°'),
    ("frac12", '½'),
    ("aacute", 'á'),
    ("agrave", 'à'),
    ("acirc", 'â'),
    ("auml", 'ä'),
    ("aring", 'å'),
    ("aelig", 'æ'),
    ("ccedil", 'ç'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ntilde", 'ñ'),
    ("oacute", 'ó'),
    ("ograve", 'ò'),
    ("ocirc", 'ô'),
    ("ouml", 'ö'),
    ("oslash", 'ø'),
    ("szlig", 'ß'),
    ("uacute", 'ú'),
    ("ugrave", 'ù'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("Eacute", 'É'),
    ("Uuml", 'Ü'),
    ("Ouml", 'Ö'),
];

/// A text without HTML: tags out, each a space where it ends a line or cell, entities as their characters, and what
/// scripts and styles hold left out. A `<` or `&` that begins neither stays. Nothing is ever loaded.
pub(super) fn plain(text: &str) -> Cow<'_, str> {
    if !text.contains(['<', '&']) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    // Once a script turns out never to end, looking for the end of the next one would read the text all over again.
    let mut ends = true;
    while let Some(at) = rest.find(['<', '&']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        let (written, used) = if from.starts_with('<') { tag(from, &mut ends) } else { entity(from) };
        match written {
            Some(character) => out.push(character),
            None if used > 0 => {}
            None => out.push_str(from.get(..1).unwrap_or_default()),
        }
        rest = from.get(used.max(1)..).unwrap_or_default();
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What a tag leaves behind, and its length; length 0 where this is no tag.
fn tag(from: &str, ends: &mut bool) -> (Option<char>, usize) {
    let inside = from.get(1..).unwrap_or_default();
    let begins = inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!');
    let end = from.bytes().take(LONGEST_TAG).position(|byte| byte == b'>');
    let (true, Some(end)) = (begins, end) else { return (None, 0) };
    let letters = inside.trim_start_matches('/').bytes();
    let name: String =
        letters.take_while(u8::is_ascii_alphanumeric).map(|byte| byte.to_ascii_lowercase() as char).collect();
    let inline = ["a", "b", "i", "u", "em", "strong", "span", "font", "sup", "sub", "small", "big", "s"];
    let gap = (!inline.contains(&name.as_str())).then_some(' ');
    let hidden = ["script", "style"].contains(&name.as_str()) && !inside.starts_with('/');
    let closing = format!("</{name}");
    let body = from.get(end + 1..).filter(|_| hidden && *ends).unwrap_or_default();
    let closed = body.char_indices().map(|(at, _)| at).find(|&at| {
        let start = body.get(at..at + closing.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(&closing))
    });
    *ends &= !hidden || closed.is_some();
    (gap, end + 1 + closed.unwrap_or(0))
}

/// The character an entity stands for, and the entity's length; length 0 where this is no entity that is known.
fn entity(from: &str) -> (Option<char>, usize) {
    let end = from.bytes().take(LONGEST_ENTITY).position(|byte| byte == b';');
    let name = end.and_then(|end| from.get(1..end)).unwrap_or_default();
    let character = match name.strip_prefix('#') {
        Some(number) => {
            let hexadecimal = number.strip_prefix(['x', 'X']);
            let code = hexadecimal.map_or_else(|| number.parse(), |digits| u32::from_str_radix(digits, 16));
            code.ok().and_then(char::from_u32).map(|c| if c == '\u{a0}' { ' ' } else { c })
        }
        None => ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, character)| *character),
    };
    character.map_or((None, 0), |character| (Some(character), name.len() + 2))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ingest::heading::normalise;

    #[test]
    fn tags_and_entities_are_gone_and_signs_that_are_neither_stay() {
        for (text, shown) in [
            ("<p>Mijn <b>begeleider</b> is&nbsp;er</p>", "Mijn begeleider is er"),
            ("Regel een<br />regel twee", "Regel een regel twee"),
            ("ren&eacute; &amp; co&euml;&#39;s &#x20AC;", "rené & coë's €"),
            ("<script>alert('x')</script>Vraag<style>p{}</style>", "Vraag"),
            ("als a < b & c > d; 5<6", "als a < b & c > d; 5<6"),
            ("&onbekend; &; &#xZZ; &#1114112;", "&onbekend; &; &#xZZ; &#1114112;"),
            ("<img src=\"http://example.org/a.png\" alt=\"x\">Logo", "Logo"),
            ("open <p", "open <p"),
            ("<script>nooit gesloten", "nooit gesloten"),
            ("", ""),
        ] {
            assert_eq!(normalise(&plain(text)), shown, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_becomes_a_text_no_longer_than_it_was(text in "(?s)(<|>|&|;|#|/|[a-z]|script|é|\\PC){0,60}") {
            prop_assert!(plain(&text).chars().count() <= text.chars().count());
        }
    }
}
