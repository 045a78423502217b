use super::personal::is_personal;
use super::recognise::Described;
use crate::domain::{Phrase, PlatformName};
use crate::ingest::{ColumnUse, Heading};

/// A plain table: one row of headings, one respondent a row, every column an answer unless it is personal.
pub(super) fn describe(headings: &[String], named: bool) -> Described {
    let heading = |text: &String| Heading {
        text: text.clone(),
        code: None,
        column_use: if is_personal(text) {
            ColumnUse::Personal
        } else if text.is_empty() {
            ColumnUse::Administrative
        } else {
            ColumnUse::Answer
        },
    };
    Described {
        name: PlatformName::Table,
        reason: if named {
            Phrase::new("het projectbestand zegt het", "the project file says so")
        } else {
            Phrase::new(
                "de koppen dragen geen kenmerk van een enquêteprogramma",
                "the headings bear no mark of a survey tool",
            )
        },
        headings: headings.iter().map(heading).collect(),
        free_texts: false,
    }
}
