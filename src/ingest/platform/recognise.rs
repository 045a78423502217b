use super::{limesurvey, microsoft_forms, table};
use crate::domain::{Phrase, PlatformName};
use crate::ingest::Heading;

/// What a platform makes of a row of headings.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct Described {
    /// The platform.
    pub(in crate::ingest) name: PlatformName,
    /// What it was recognised by.
    pub(in crate::ingest) reason: Phrase,
    /// The headings with their codes and uses.
    pub(in crate::ingest) headings: Vec<Heading>,
    /// Whether the headings are the questions' own texts, which may rightly repeat or be empty.
    pub(in crate::ingest) free_texts: bool,
}

/// The platform a file was said to come from, and the columns that would have shown it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Mismatch {
    /// The platform that was named.
    pub(in crate::ingest) named: PlatformName,
    /// The columns it always has.
    pub(in crate::ingest) expected: &'static str,
}

/// The platform whose mark normalised headings bear; `None` for a plain table.
pub(in crate::ingest) fn fingerprint(headings: &[String]) -> Option<PlatformName> {
    if limesurvey::marks(headings).len() >= limesurvey::ENOUGH_MARKS {
        Some(PlatformName::Limesurvey)
    } else if microsoft_forms::marks(headings).is_some() {
        Some(PlatformName::MicrosoftForms)
    } else {
        None
    }
}

/// Normalised headings as the platform that was named, or else the one recognised, means them.
pub(in crate::ingest) fn describe(
    named: Option<PlatformName>,
    headings: &[String],
) -> Result<Described, Mismatch> {
    let found = fingerprint(headings);
    match named.or(found) {
        Some(PlatformName::Table) => Ok(table::describe(headings, true)),
        None => Ok(table::describe(headings, false)),
        named if named != found => Err(Mismatch {
            named: named.unwrap_or(PlatformName::Table),
            expected: match named {
                Some(PlatformName::MicrosoftForms) => microsoft_forms::EXPECTED,
                _ => limesurvey::EXPECTED,
            },
        }),
        Some(PlatformName::Limesurvey) => Ok(limesurvey::describe(headings)),
        Some(PlatformName::MicrosoftForms) => Ok(microsoft_forms::describe(headings)),
        Some(_) => Ok(table::describe(headings, true)),
    }
}
