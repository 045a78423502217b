/// The heading of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The heading as a reader sees it: trimmed, every run of white space (also no-break) one space, without the
    /// question code that a text stands behind.
    pub text: String,
    /// The question code, where the heading in the file is or begins with one.
    pub code: Option<String>,
    /// What the column is for.
    pub column_use: ColumnUse,
}

impl Heading {
    /// Whether this is the heading as it stands in the file: the code, a separator, the text.
    pub(super) fn is_written(&self, whole: &str) -> bool {
        let behind = self.code.as_deref().and_then(|code| whole.strip_prefix(code));
        let between = behind.and_then(|rest| rest.strip_suffix(self.text.as_str()));
        between.is_some_and(|mark| !mark.is_empty() && !mark.contains(char::is_alphanumeric))
    }
}

/// What a column is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ColumnUse {
    /// Answers, roles, groups: whatever the project file may name.
    Answer,
    /// Filled when the response was finished.
    Completion,
    /// Of the platform: a number, a date, a language.
    Administrative,
    /// Tells who somebody is; never read.
    Personal,
    /// How long a part of the survey took.
    Timing,
    /// Which response it is. Never shown; it serves to find a response that is there twice.
    Identifier,
    /// Whether a response is a real one, a preview or spam, as the platform sees it.
    Status,
    /// When the response was begun.
    Started,
    /// When something was last done to the response.
    Ended,
    /// How long the whole response took.
    Duration,
}

/// A heading without what cannot be seen: trimmed, runs of white space as one space, no zero-width or control
/// characters.
pub(super) fn normalise(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if c.is_whitespace() {
            gap = true;
        } else if !c.is_control()
            && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' | '\u{AD}')
        {
            if gap && !out.is_empty() {
                out.push(' ');
            }
            gap = false;
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_read_as_it_is_seen() {
        assert_eq!(normalise("\u{feff} De\u{a0}les \r\n\tboeit\u{200b}\u{a0}"), "De les boeit");
        assert_eq!(normalise("\u{a0}\n"), "");
    }
}
