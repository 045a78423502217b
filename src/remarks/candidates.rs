use std::collections::{BTreeMap, BTreeSet};

use super::own_names::OwnNames;
use super::raw::{RawRemark, Redacted};
use crate::domain::{Lang, RoleId, RoundId};
use crate::ingest::sha256;

/// How much of a SHA-256 is a mark: 16 hexadecimal digits.
const MARK: usize = 16;

/// The remarks of one round while they are gathered: already redacted, by question and by who wrote them.
pub struct Gathering {
    round: RoundId,
    own: OwnNames,
    lang: Lang,
    by: BTreeMap<String, BTreeMap<RoleId, Vec<Redacted>>>,
}

impl Gathering {
    /// Nothing yet. `own`: the names the project knows; `lang`: of the blanks.
    pub fn of(round: RoundId, own: OwnNames, lang: Lang) -> Self {
        Self { round, own, lang, by: BTreeMap::new() }
    }

    /// Takes in what one respondent of a role wrote under a question.
    pub fn take(&mut self, question: &str, role: &RoleId, remark: RawRemark) {
        if let Some(redacted) = remark.redacted(&self.own, self.lang) {
            self.by.entry(question.to_owned()).or_default().entry(role.clone()).or_default().push(redacted);
        }
    }

    /// What a person may look at: of each question the remarks of the roles in which at least `minimum` people wrote
    /// something, where at least `minimum` different remarks are left. Role, respondent and place in the file are gone:
    /// what is equal stands there once, in an order that only the words decide.
    pub fn candidates(self, minimum: u64) -> Candidates {
        let enough = |count: usize| u64::try_from(count).is_ok_and(|count| count >= minimum);
        let (mut lines, mut too_few, mut waiting) = (Vec::new(), BTreeSet::new(), BTreeSet::new());
        for (question, roles) in self.by {
            let mark_of = |redacted: &Redacted| mark(&[self.round.as_str(), &question, &redacted.text]);
            waiting.extend(roles.values().flatten().map(mark_of));
            let of_roles = roles.len();
            let roles: Vec<Vec<Redacted>> = roles.into_values().filter(|by| enough(by.len())).collect();
            let left = roles.len();
            let distinct: BTreeSet<Redacted> = roles.into_iter().flatten().collect();
            let told = enough(distinct.len());
            if !told || left < of_roles {
                too_few.insert(question.clone());
            }
            if told {
                let line = |redacted: Redacted| Candidate {
                    mark: mark_of(&redacted),
                    question: question.clone(),
                    redacted,
                };
                lines.extend(distinct.into_iter().map(line));
            }
        }
        lines.sort_by(|one, other| (&one.question, &one.mark).cmp(&(&other.question, &other.mark)));
        for line in &lines {
            waiting.remove(&line.mark);
        }
        Candidates { lines, too_few, waiting, minimum, own: self.own }
    }
}

/// What a person may look at, and release or not.
#[derive(Default)]
pub struct Candidates {
    pub(super) lines: Vec<Candidate>,
    /// The questions of which something was left out because fewer than the minimum wrote it.
    pub too_few: BTreeSet<String>,
    /// The marks of remarks that fewer than the minimum wrote.
    pub(super) waiting: BTreeSet<String>,
    pub(super) minimum: u64,
    /// The names the project knows.
    pub(super) own: OwnNames,
}

impl Candidates {
    /// How many remarks there are to look at.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there is nothing to look at.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// One remark to look at.
pub(super) struct Candidate {
    /// What tells this line from every other, and from what it was before the exports changed.
    pub mark: String,
    /// The question, as readers see it.
    pub question: String,
    /// The remark.
    pub redacted: Redacted,
}

/// A digest over some texts. Over the redacted text only: the digest of what somebody wrote would let others try names
/// until it fits.
pub(super) fn mark(texts: &[&str]) -> String {
    let whole = sha256(texts.join("\u{0}").as_bytes());
    whole.chars().take(MARK).collect()
}
