use std::collections::BTreeMap;

use super::{google_forms, limesurvey, microsoft_forms, qualtrics, questback, surveymonkey, table};
use crate::domain::{Phrase, PlatformName};
use crate::ingest::{Heading, Labels};

/// How many heading rows a platform has at most.
pub(in crate::ingest) const DEEPEST: usize = 3;

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

/// What a platform makes of its heading rows.
#[derive(Clone, Debug)]
pub(in crate::ingest) struct Understood {
    /// The columns.
    pub(in crate::ingest) described: Described,
    /// How many rows the headings take.
    pub(in crate::ingest) depth: usize,
    /// What values of a column mean, where the platform says so.
    pub(in crate::ingest) labels: BTreeMap<usize, Labels>,
}

impl From<Described> for Understood {
    fn from(described: Described) -> Self {
        Self { described, depth: 1, labels: BTreeMap::new() }
    }
}

/// The platform a file was said to come from, and the columns that would have shown it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ingest) struct Mismatch {
    /// The platform that was named.
    pub(in crate::ingest) named: PlatformName,
    /// The columns it always has.
    pub(in crate::ingest) expected: &'static str,
}

/// The platform whose mark heading rows bear, each normalised, the first the row in question and at most
/// [`DEEPEST`] of them; `None` for a plain table.
pub(in crate::ingest) fn fingerprint(rows: &[Vec<String>]) -> Option<PlatformName> {
    let first = rows.first()?;
    if qualtrics::is_marked(rows) {
        Some(PlatformName::Qualtrics)
    } else if limesurvey::marks(first).len() >= limesurvey::ENOUGH_MARKS {
        Some(PlatformName::Limesurvey)
    } else if microsoft_forms::marks(first).is_some() {
        Some(PlatformName::MicrosoftForms)
    } else if surveymonkey::is_marked(rows) {
        Some(PlatformName::Surveymonkey)
    } else if google_forms::is_marked(rows) {
        Some(PlatformName::GoogleForms)
    } else if questback::is_marked(rows) {
        Some(PlatformName::Questback)
    } else {
        None
    }
}

/// Normalised heading rows as the platform that was named, or else the one recognised, means them. A table may be
/// named in the place of any platform: that is how a file that only looks like an export is read.
pub(in crate::ingest) fn describe(
    named: Option<PlatformName>,
    rows: &[Vec<String>],
) -> Result<Understood, Mismatch> {
    let found = fingerprint(rows);
    let headings = rows.first().map(Vec::as_slice).unwrap_or_default();
    match (named, found) {
        (Some(PlatformName::Table), _) => Ok(table::describe(headings, true).into()),
        (Some(named), found) if found != Some(named) => Err(Mismatch { named, expected: expected(named) }),
        (_, Some(PlatformName::Limesurvey)) => Ok(limesurvey::describe(headings).into()),
        (_, Some(PlatformName::MicrosoftForms)) => Ok(microsoft_forms::describe(headings).into()),
        (_, Some(PlatformName::Qualtrics)) => Ok(qualtrics::describe(rows)),
        (_, Some(PlatformName::Surveymonkey)) => Ok(surveymonkey::describe(rows)),
        (_, Some(PlatformName::GoogleForms)) => Ok(google_forms::describe(headings).into()),
        (_, Some(PlatformName::Questback)) => Ok(questback::describe(headings).into()),
        (_, Some(PlatformName::Table) | None) => Ok(table::describe(headings, false).into()),
    }
}

/// The columns by which a platform is known, for a message.
fn expected(platform: PlatformName) -> &'static str {
    match platform {
        PlatformName::Limesurvey | PlatformName::Table => limesurvey::EXPECTED,
        PlatformName::MicrosoftForms => microsoft_forms::EXPECTED,
        PlatformName::Qualtrics => qualtrics::EXPECTED,
        PlatformName::Surveymonkey => surveymonkey::EXPECTED,
        PlatformName::GoogleForms => google_forms::EXPECTED,
        PlatformName::Questback => questback::EXPECTED,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Cells that one platform or another looks for, and others.
    const CELLS: [&str; 24] = [
        "",
        "StartDate",
        "Start Date",
        "Finished",
        "ResponseId",
        "RecordedDate",
        "Progress",
        "V1",
        "V2",
        "V3",
        "{\"ImportId\":\"QID1_1\"}",
        "{\"ImportId\":",
        "Respondent ID",
        "Collector ID",
        "Response",
        "Tijdstempel",
        "Begintijd",
        "Tijd van voltooien",
        "submitdate",
        "lastpage",
        "1: a",
        "2: é - b",
        "Q1_1",
        "é - [",
    ];
    const ALL: [PlatformName; 7] = [
        PlatformName::Limesurvey,
        PlatformName::MicrosoftForms,
        PlatformName::Qualtrics,
        PlatformName::GoogleForms,
        PlatformName::Surveymonkey,
        PlatformName::Questback,
        PlatformName::Table,
    ];

    proptest! {
        #[test]
        fn any_heading_rows_are_understood_or_refused(
            cells in prop::collection::vec(prop::collection::vec(0..CELLS.len(), 0..12), 0..=DEEPEST),
        ) {
            let rows: Vec<Vec<String>> =
                cells.iter().map(|row| row.iter().map(|&cell| CELLS[cell].to_owned()).collect()).collect();
            let found = fingerprint(&rows);
            let understood = describe(None, &rows).expect("nothing was named");
            prop_assert_eq!(understood.described.name, found.unwrap_or(PlatformName::Table));
            prop_assert!((1..=DEEPEST).contains(&understood.depth));
            prop_assert!(understood.described.headings.len() >= rows.first().map_or(0, Vec::len));
            for named in ALL {
                let fits = found == Some(named) || named == PlatformName::Table;
                prop_assert_eq!(describe(Some(named), &rows).is_ok(), fits);
            }
        }
    }
}
