/// A text that can stand in a comment or beside a value: one line, no control characters, not too long.
pub(super) fn one_line(text: &str) -> String {
    const LONGEST: usize = 90;
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty()).collect();
    let line = words.join(" ");
    if line.chars().count() <= LONGEST {
        return line;
    }
    let short: String = line.chars().take(LONGEST - 1).collect();
    format!("{}…", short.trim_end())
}

/// A name as the project file gives names: small letters, figures and hyphens.
pub(super) fn slug(text: &str) -> String {
    const LONGEST: usize = 40;
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let name: String = words.join("-").chars().take(LONGEST).collect();
    name.trim_matches('-').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_short_and_plain_and_comments_stay_on_their_line() {
        assert_eq!(slug("  Mijn School (2026) "), "mijn-school-2026");
        assert_eq!(slug("…"), "");
        assert_eq!(one_line("een\nregel\u{7}"), "een regel");
        assert_eq!(one_line(&"woord ".repeat(40)).chars().count(), 90);
    }
}
