use std::sync::Arc;

/// Columns of one survey in one language; more is no survey.
pub(super) const MOST_COLUMNS: usize = 20_000;

/// The values of a column and what they mean, in the order of the questionnaire.
pub(super) type Meanings = Arc<[(String, String)]>;

/// What a companion file says of a survey: its columns in the order of the export, in one or more languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Survey {
    /// The same columns in each language; the survey's own language first.
    pub(super) languages: Vec<Wording>,
    /// How many statements of the file could not be made out.
    pub(super) unread: u64,
}

/// The columns in one language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Wording {
    /// The language's code; empty where the file does not say.
    pub(super) language: String,
    /// The columns.
    pub(super) columns: Vec<Told>,
}

/// What is told of one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    /// Its code as the export writes it: `BEG[SQ001]`.
    pub(super) code: String,
    /// What was asked, without HTML: the question, and behind it what the export puts in brackets.
    pub(super) parts: Vec<String>,
    /// The values and what they mean; empty where values mean themselves.
    pub(super) meanings: Meanings,
}

impl Default for Told {
    fn default() -> Self {
        Self { code: String::new(), parts: Vec::new(), meanings: Arc::from([]) }
    }
}

impl Told {
    /// The heading as the export writes it: `Question [Subquestion]`.
    pub(super) fn text(&self) -> String {
        let mut text = self.parts.first().cloned().unwrap_or_default();
        for part in self.parts.iter().skip(1).filter(|part| !part.is_empty()) {
            text.push_str(&format!(" [{part}]"));
        }
        text.trim().to_owned()
    }
}

/// A code in the one form in which all ways of writing it are equal: `Q[SQ001][2]`, `Q_SQ001_1` and `Q_SQ001#1` of a
/// dual scale, `Q[other]` and `Q_other`.
pub(super) fn canonical(code: &str) -> String {
    let plain = code.trim().replace(['[', '#'], "_").replace(']', "");
    let scale = code.strip_suffix(']').and_then(|open| open.rsplit_once("][")).map(|(_, scale)| scale);
    // In brackets the scales of a dual scale count from 1, everywhere else from 0.
    match scale
        .and_then(|scale| Some((plain.strip_suffix(scale)?, scale.parse::<u32>().ok()?.checked_sub(1)?)))
    {
        Some((question, scale)) => format!("{question}{scale}"),
        None => plain,
    }
}

/// A text as texts are compared with those of an export: its letters and figures only, in lower case.
pub(super) fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_a_code_is_the_same_code() {
        for codes in [
            ["BEG[SQ001]", "BEG_SQ001"],
            ["Q[SQ001][1]", "Q_SQ001_0"],
            ["Q[SQ001][2]", "Q_SQ001#1"],
            ["Q[SQ001_SQ002]", "Q_SQ001_SQ002"],
            ["Q[other]", "Q_other"],
            ["Q", " Q "],
        ] {
            assert_eq!(canonical(codes[0]), canonical(codes[1]), "{codes:?}");
        }
        assert_ne!(canonical("Q[SQ001][1]"), canonical("Q[SQ001][2]"));
        assert_eq!(canonical("Q[SQ001][0]"), "Q_SQ001_0");
        assert_eq!(canonical(""), "");
    }
}
