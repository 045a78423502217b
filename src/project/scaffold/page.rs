use std::fmt::Write;

use crate::domain::Lang;

/// The project file while it is written.
pub(super) struct Page {
    /// What is written so far.
    pub out: String,
    /// The language of the comments.
    pub lang: Lang,
}

impl Page {
    /// A line as it is.
    pub fn line(&mut self, line: impl AsRef<str>) {
        self.out.push_str(line.as_ref());
        self.out.push('\n');
    }

    /// A comment, perhaps of several lines; nothing for an empty one.
    pub fn say(&mut self, nl: &str, en: &str) {
        let line = self.lang.pick(nl, en).to_owned();
        for part in line.lines().map(|part| part.replace(char::is_control, " ")) {
            self.line(format!("# {part}"));
        }
    }

    /// A key and its value.
    pub fn value(&mut self, key: &str, value: impl std::fmt::Display) {
        self.line(format!("{key} = {value}"));
    }

    /// A value with a remark behind it.
    pub fn noted(&mut self, key: &str, value: impl std::fmt::Display, nl: &str, en: &str) {
        let assignment = format!("{key} = {value}");
        let note = self.lang.pick(nl, en);
        // Writing to a String cannot fail.
        let _ = writeln!(self.out, "{assignment:<36}  # {note}");
    }
}
