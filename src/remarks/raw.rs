use super::identifier::Identifier;
use super::own_names::OwnNames;
use super::redact::redact;
use crate::domain::Lang;

/// What somebody wrote, as it stands in the export. It cannot be printed, copied, written to a file or read out: all that
/// can be done with it is to take out what tells who somebody is.
pub struct RawRemark(String);

impl RawRemark {
    /// What stands in a cell of a column that the project file names as an open question.
    pub fn new(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The remark without what tells who or where; `None` where nothing is said (`-`, `geen`, `n.v.t.`).
    pub(super) fn redacted(self, own: &OwnNames, lang: Lang) -> Option<Redacted> {
        let line = self.0.split_whitespace().collect::<Vec<_>>().join(" ");
        if says_nothing(&line) {
            return None;
        }
        let (text, found) = redact(&line, own, lang);
        Some(Redacted { text, found: found.into_iter().collect() })
    }
}

/// A remark in which labelled blanks stand for what was found, and not yet looked at by a person: it stays in this room.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Redacted {
    /// One line.
    pub text: String,
    /// How often each kind was taken out.
    pub found: Vec<(Identifier, u32)>,
}

/// What stands in an open question for 'I have nothing to say'.
const NOTHING: [&str; 22] = [
    "geen",
    "nee",
    "neen",
    "niets",
    "niks",
    "nvt",
    "n v t",
    "geen opmerkingen",
    "geen opmerking",
    "geen idee",
    "weet ik niet",
    "niet van toepassing",
    "nee hoor",
    "nope",
    "no",
    "none",
    "nothing",
    "n a",
    "na",
    "no comment",
    "no remarks",
    "geen toelichting",
];

fn says_nothing(line: &str) -> bool {
    let plain: String = line
        .to_lowercase()
        .chars()
        .map(|letter| if letter.is_alphanumeric() { letter } else { ' ' })
        .collect();
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    plain.chars().filter(|letter| letter.is_alphabetic()).count() < 2 || NOTHING.contains(&plain.as_str())
}
