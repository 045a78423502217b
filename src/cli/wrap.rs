/// A text in lines of at most `width` characters, each with `indent` spaces before it; a longer word stays whole,
/// and no line breaks at a no-break space.
pub(crate) fn wrap(text: &str, width: usize, indent: usize) -> String {
    let room = width.saturating_sub(indent);
    let mut lines: Vec<String> = Vec::new();
    for paragraph in text.split('\n') {
        let mut line = String::new();
        for word in paragraph.split(' ').filter(|word| !word.is_empty()) {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > room {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
    let margin = " ".repeat(indent);
    let shown =
        lines.iter().map(|line| if line.is_empty() { String::new() } else { format!("{margin}{line}") });
    shown.collect::<Vec<_>>().join("\n").replace('\u{a0}', " ")
}

/// A text padded with spaces to `width` characters; a longer one stays as it is.
pub(crate) fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.chars().count());
    format!("{text}{}", " ".repeat(missing))
}

/// A text of the user's own files on one line that steers no terminal: control characters become `�`.
pub(crate) fn harmless(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\n' | '\t' => ' ',
            // Also what turns the direction of reading around.
            '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            letter if letter.is_control() => '\u{fffd}',
            letter => letter,
        })
        .collect()
}

/// At most `most` characters of a text, with `…` where something is cut off.
pub(crate) fn short(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_between_words_and_never_inside_one() {
        assert_eq!(wrap("een twee drie", 9, 0), "een twee\ndrie");
        assert_eq!(wrap("een twee drie", 8, 2), "  een\n  twee\n  drie");
        assert_eq!(wrap("onverbreekbaar", 5, 0), "onverbreekbaar");
        assert_eq!(wrap("", 10, 2), "");
        assert_eq!(wrap("een\u{a0}twee drie", 9, 0), "een twee\ndrie");
        assert_eq!(wrap("aan een\u{a0}twee", 9, 0), "aan\neen twee");
    }

    #[test]
    fn an_escape_in_a_heading_does_not_reach_the_terminal() {
        assert_eq!(harmless("a\u{1b}[2Jb\nc"), "a\u{fffd}[2Jb c");
        assert_eq!(harmless("é ‘ok’"), "é ‘ok’");
        assert_eq!(harmless("a\u{202e}b"), "a\u{fffd}b");
    }

    #[test]
    fn what_is_cut_off_says_so() {
        assert_eq!(short("zeven", 5), "zeven");
        assert_eq!(short("zeven en meer", 7), "zeven…");
        assert_eq!(pad("é", 3), "é  ");
    }
}
