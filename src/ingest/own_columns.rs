use std::sync::Arc;

use super::heading::{ColumnUse, Heading};
use super::labels::Labels;
use super::table::Table;

/// Headings of the code with which somebody was let in, as the platforms call it. Lower case.
const TOKENS: [&str; 5] =
    ["token", "access code", "toegangscode", "externalreference", "externaldatareference"];

/// What a platform says a response is, in its column of [`ColumnUse::Status`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Somebody's answers.
    Genuine,
    /// Filled in by the makers, to try the survey.
    Preview,
    /// Filled in by a program.
    Spam,
}

impl Standing {
    /// What a cell of the status column says; `None` where that is not known. Source: the values of `Status` in
    /// Qualtrics, which are a sum: 1 preview, 2 test, 4 imported, 8 spam, 16 offline, 32 employee experience.
    pub fn of(text: &str) -> Option<Self> {
        const PREVIEW: u8 = 1 | 2;
        const SPAM: u8 = 8;
        let lower = text.trim().to_lowercase();
        if let Ok(sum) = lower.parse::<u8>() {
            return match sum {
                64.. => None,
                _ if sum & PREVIEW != 0 => Some(Self::Preview),
                _ if sum & SPAM != 0 => Some(Self::Spam),
                _ => Some(Self::Genuine),
            };
        }
        if lower.contains("preview") || lower == "survey test" {
            Some(Self::Preview)
        } else if lower.contains("spam") {
            Some(Self::Spam)
        } else {
            ["ip address", "ip-adres", "ip-adresse", "imported", "offline", "ex", "ex offline"]
                .contains(&lower.as_str())
                .then_some(Self::Genuine)
        }
    }
}

impl Heading {
    /// Whether the column holds the code with which somebody was let in: personal, and the best sign of a response
    /// that is there twice.
    pub fn is_token(&self) -> bool {
        let names_it = |text: &str| TOKENS.contains(&text.to_lowercase().as_str());
        self.column_use == ColumnUse::Personal
            && (names_it(&self.text) || self.code.as_deref().is_some_and(names_it))
    }
}

impl Table {
    /// The first column with a use.
    pub fn used_as(&self, column_use: ColumnUse) -> Option<usize> {
        self.headings.iter().position(|heading| heading.column_use == column_use)
    }

    /// The columns by which a response that is there twice is found: its own number or code first, then the code
    /// with which somebody was let in. They are read through [`Table::batches_with`] only.
    pub fn identifiers(&self) -> Vec<usize> {
        let all = |wanted: &dyn Fn(&Heading) -> bool| -> Vec<usize> {
            let met = self.headings.iter().enumerate().filter(|(_, heading)| wanted(heading));
            met.map(|(column, _)| column).filter(|&column| self.twin(column).is_none()).collect()
        };
        let mut found = all(&|heading| heading.column_use == ColumnUse::Identifier);
        found.extend(all(&Heading::is_token));
        found
    }

    /// When a response ended: the time of the last action, or else, where it is a time, of handing in.
    pub fn ended(&self) -> Option<usize> {
        let handed_in =
            || self.completion().filter(|_| self.platform == crate::domain::PlatformName::Limesurvey);
        self.used_as(ColumnUse::Ended).or_else(handed_in)
    }

    /// The table with these columns sealed: of their cells only digests are handed on.
    pub(super) fn sealing(&self, columns: &[usize]) -> Self {
        let mut table = self.clone();
        let sealing = Arc::new(Labels::sealing());
        table.labels.extend(columns.iter().map(|&column| (column, Arc::clone(&sealing))));
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_tells_a_real_response_from_a_preview_and_from_spam() {
        for (text, standing) in [
            ("0", Some(Standing::Genuine)),
            ("IP Address", Some(Standing::Genuine)),
            ("16", Some(Standing::Genuine)),
            ("1", Some(Standing::Preview)),
            ("Survey Preview", Some(Standing::Preview)),
            ("17", Some(Standing::Preview)),
            ("9", Some(Standing::Preview)),
            ("8", Some(Standing::Spam)),
            (" Spam ", Some(Standing::Spam)),
            ("12", Some(Standing::Spam)),
            ("100", None),
            ("-1", None),
            ("iets anders", None),
            ("", None),
        ] {
            assert_eq!(Standing::of(text), standing, "{text:?}");
        }
    }
}
