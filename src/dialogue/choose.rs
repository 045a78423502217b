use std::cmp::Ordering;

use super::FindingPlace;
use super::finding::Finding;
use crate::domain::{Guarantee, IndicatorId, Meeting, Project};

/// Opening, expecting, one strength, agreeing and looking back take this long together.
const AROUND: u32 = 25;
/// A matter needs at least this long.
const MATTER: u32 = 15;
/// A table works on this many matters at the most.
const MATTERS: u32 = 2;
/// How long a conversation takes when no meeting says so.
pub const USUAL_MINUTES: u32 = 60;

/// What a meeting takes up, and what it leaves.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Choice {
    /// The matters to work on: one or two, as far as the minutes allow.
    pub matters: Vec<Finding>,
    /// The strengths to keep: at least one where there is one.
    pub strengths: Vec<Finding>,
    /// One thing about a norm that the table weighs.
    pub norm: Option<Finding>,
    /// One thing about the answers themselves that the table looks at: whom did we not hear?
    pub voice: Option<Finding>,
    /// Everything else, heaviest first, with the reason.
    pub left: Vec<(Finding, Left)>,
}

impl Choice {
    /// Everything that gets a place in the conversation.
    pub fn taken_up(&self) -> impl Iterator<Item = &Finding> {
        self.matters.iter().chain(&self.strengths).chain(&self.norm).chain(&self.voice)
    }
}

/// Why a finding was not chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// It is about an indicator that is on the table already.
    SameIndicator,
    /// The minutes do not allow more.
    NoTime,
    /// It is good as it is, or says something about the norm or the answers, not a matter to work on.
    NotAMatter,
}

/// Chooses for a table: agreed focus first, clear before unclear, large before small, spread over the guarantees.
/// The same findings give the same choice.
pub fn choose(project: &Project, meeting: Option<&Meeting>, findings: &[Finding]) -> Choice {
    let minutes = meeting.map_or(USUAL_MINUTES, |meeting| meeting.minutes);
    let room = (minutes.saturating_sub(AROUND) / MATTER).clamp(1, MATTERS);
    let focus = meeting.map_or(&[][..], |meeting| &meeting.focus);
    let mut order: Vec<&Finding> = findings.iter().collect();
    order.sort_by(|a, b| by_weight(focus, a, b));

    let mut choice = Choice::default();
    let mut taken: Vec<&Finding> = Vec::new();
    while (choice.matters.len() as u32) < room {
        let free = |finding: &&&Finding| !about_the_same(&taken, finding);
        let matters = || order.iter().filter(|finding| is_matter(finding)).filter(free);
        let next = matters()
            .find(|finding| in_focus(focus, finding) || !same_guarantee(project, &taken, finding))
            .or_else(|| matters().next());
        let Some(next) = next else { break };
        taken.push(next);
        choice.matters.push((**next).clone());
    }
    if choice.matters.is_empty() {
        // Nothing in the education itself asks for work; what the norm or the answers ask may have the time.
        let next = order.iter().find(|finding| is_about(finding) && finding.indicator.is_some());
        choice.matters.extend(next.map(|finding| (**finding).clone()));
    }
    let strengths = order.iter().filter(|finding| finding.kind.place() == FindingPlace::Strength);
    choice.strengths = strengths.take(1).map(|finding| (**finding).clone()).collect();

    let first_about = |place| {
        let of_place =
            order.iter().find(|finding| finding.kind.place() == place && !about_the_same(&taken, finding));
        of_place.map(|finding| (**finding).clone())
    };
    choice.norm = first_about(FindingPlace::AboutTheNorm);
    choice.voice = first_about(FindingPlace::AboutTheData);

    let chosen: Vec<String> = choice.taken_up().map(Finding::id).collect();
    for finding in order {
        if chosen.contains(&finding.id()) {
            continue;
        }
        let reason = if !is_matter(finding) {
            Left::NotAMatter
        } else if about_the_same(&taken, finding) {
            Left::SameIndicator
        } else {
            Left::NoTime
        };
        choice.left.push((finding.clone(), reason));
    }
    choice
}

fn by_weight(focus: &[IndicatorId], a: &Finding, b: &Finding) -> Ordering {
    let weigh = |finding: &Finding| (in_focus(focus, finding), finding.weight);
    let ((a_focus, a_weight), (b_focus, b_weight)) = (weigh(a), weigh(b));
    b_focus.cmp(&a_focus).then(b_weight.total_cmp(&a_weight)).then_with(|| a.id().cmp(&b.id()))
}

fn in_focus(focus: &[IndicatorId], finding: &Finding) -> bool {
    finding.indicator.as_ref().is_some_and(|indicator| focus.contains(indicator))
}

fn is_matter(finding: &Finding) -> bool {
    finding.kind.place() == FindingPlace::Matter
}

fn is_about(finding: &Finding) -> bool {
    matches!(finding.kind.place(), FindingPlace::AboutTheNorm | FindingPlace::AboutTheData)
}

fn about_the_same(taken: &[&Finding], finding: &Finding) -> bool {
    taken.iter().any(|taken| taken.indicator.is_some() && taken.indicator == finding.indicator)
}

fn same_guarantee(project: &Project, taken: &[&Finding], finding: &Finding) -> bool {
    let guarantee = |finding: &Finding| -> Option<Guarantee> {
        project.indicator(finding.indicator.as_ref()?)?.guarantee
    };
    taken.iter().any(|taken| guarantee(taken).is_some() && guarantee(taken) == guarantee(finding))
}
