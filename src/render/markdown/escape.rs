/// Somebody's text on one line, with everything that Markdown or HTML would take for its own made harmless.
pub(super) fn line(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    if let Some(mark) = leading_mark(rest) {
        let (before, after) = rest.split_at(mark);
        out.push_str(before);
        out.push('\\');
        rest = after;
        if let Some(first) = rest.chars().next() {
            out.push(first);
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
        }
    }
    let letters: Vec<char> = rest.chars().collect();
    for (at, &letter) in letters.iter().enumerate() {
        let inside_a_word = letter == '_'
            && at.checked_sub(1).and_then(|before| letters.get(before)).is_some_and(|c| c.is_alphanumeric())
            && letters.get(at + 1).is_some_and(|c| c.is_alphanumeric());
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '\\' | '`' | '*' | '[' | ']' | '|' | '~' => {
                out.push('\\');
                out.push(letter);
            }
            '_' if !inside_a_word => out.push_str("\\_"),
            _ => out.push(letter),
        }
    }
    out
}

/// Where a mark stands that would make the line a heading, a list, a quote or a rule: the byte to put a `\` before.
fn leading_mark(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if matches!(first, '#' | '>' | '+' | '-' | '=' | ':') {
        return Some(0);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let numbered = digits > 0 && matches!(text.as_bytes().get(digits), Some(b'.' | b')'));
    let followed = matches!(text.as_bytes().get(digits + 1), None | Some(b' '));
    (numbered && followed).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobodys_text_becomes_markup() {
        assert_eq!(line("# Kop"), "\\# Kop");
        assert_eq!(line("a | b * c"), "a \\| b \\* c");
        assert_eq!(line("<script>x</script> & zo"), "&lt;script>x&lt;/script> &amp; zo");
        assert_eq!(line("- punt"), "\\- punt");
        assert_eq!(line("3. drie"), "3\\. drie");
        assert_eq!(line("3.5 punten"), "3.5 punten");
        assert_eq!(line("[x](javascript:y)"), "\\[x\\](javascript:y)");
        assert_eq!(line("_nadruk_ snake_case"), "\\_nadruk\\_ snake_case");
        assert_eq!(line("regel\n\n# twee"), "regel # twee");
        assert_eq!(line("`code` ~~weg~~"), "\\`code\\` \\~\\~weg\\~\\~");
        assert_eq!(line(""), "");
    }
}
