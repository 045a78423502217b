use std::collections::BTreeSet;

use super::choose::{Choice, USUAL_MINUTES};
use super::evidence::{expect_slots, slots, title};
use super::finding::Finding;
use super::view::View;
use super::{AgendaStep, Card, Deck, PromptLine, Slots, fill};
use crate::domain::{Indicator, Lang, Meeting, Phase, RoleId};
use crate::text::or_list;

/// How the minutes are divided over the phases, in hundredths; together 100.
const SHARES: [(Phase, u32); 7] = [
    (Phase::Purpose, 8),
    (Phase::Expect, 12),
    (Phase::Observe, 20),
    (Phase::Interpret, 25),
    (Phase::Weigh, 15),
    (Phase::Agree, 15),
    (Phase::Return, 5),
];

/// A question longer than this, with what fills it, is not said aloud in one breath.
const MOST_FILLED_WORDS: usize = 45;

/// Deals cards: fitting the finding and the people at the table, none twice in one report, and another one first
/// in every next round. The same project and figures get the same cards.
pub(super) struct Dealer<'a> {
    deck: &'a Deck,
    view: View<'a>,
    roles: Vec<RoleId>,
    question: Option<&'a str>,
    /// What the table is asked to expect about: the agreed focus, or else the first indicator with a norm; never what
    /// the results point at.
    expected: Option<&'a Indicator>,
    turn: usize,
    dealt: BTreeSet<&'a str>,
}

impl<'a> Dealer<'a> {
    pub fn new(deck: &'a Deck, view: View<'a>, meeting: Option<&'a Meeting>) -> Self {
        let rounds = &view.project().rounds;
        let turn = rounds.iter().position(|round| round.id == view.round.round).unwrap_or(0);
        let roles = meeting.map(|meeting| meeting.participants.clone()).unwrap_or_default();
        let question = meeting.and_then(|meeting| meeting.question.as_deref());
        let indicators = || view.project().indicators.iter();
        let in_focus =
            |indicator: &&Indicator| meeting.is_some_and(|meeting| meeting.focus.contains(&indicator.id));
        let expected = indicators()
            .find(in_focus)
            .or_else(|| indicators().find(|indicator| !indicator.thresholds.is_empty()));
        Self { deck, view, roles, question, expected, turn, dealt: BTreeSet::new() }
    }

    /// Up to `wanted` questions of a phase about a finding; without one, questions that fit the phase as such.
    pub fn deal(&mut self, phase: Phase, finding: Option<&Finding>, wanted: usize) -> Vec<PromptLine> {
        let mut slots = slots(&self.view, finding, self.question);
        if phase == Phase::Expect
            && let Some(indicator) = self.expected
        {
            slots = expect_slots(self.view.lang, indicator, slots);
        }
        let fits = |card: &&Card| {
            let about = match finding {
                Some(finding) => card.answers_to(finding.kind),
                None => card.findings.is_empty(),
            };
            let guarantee = finding.and_then(|finding| self.guarantee(finding));
            about
                && card.phase == phase
                && !self.dealt.contains(card.id.as_str())
                && self.is_for(card)
                && card.guarantee.is_none_or(|own| guarantee == Some(own))
        };
        let fitting: Vec<&Card> = self.deck.cards.iter().filter(fits).collect();
        let start = if fitting.is_empty() { 0 } else { self.turn % fitting.len() };
        let order = fitting.iter().cycle().skip(start).take(fitting.len());
        let prompts: Vec<(&str, PromptLine)> = order
            .filter_map(|card| Some((card.id.as_str(), self.prompt(card, finding, &slots)?)))
            .take(wanted)
            .collect();
        self.dealt.extend(prompts.iter().map(|(id, _)| *id));
        prompts.into_iter().map(|(_, prompt)| prompt).collect()
    }

    fn prompt(&self, card: &Card, finding: Option<&Finding>, slots: &Slots) -> Option<PromptLine> {
        let lang = self.view.lang;
        let text = fill(card.text(lang), slots)?;
        if text.split_whitespace().count() > MOST_FILLED_WORDS {
            return None;
        }
        Some(PromptLine {
            card: card.id.clone(),
            text,
            form: card.form.title().get(lang).to_owned(),
            for_whom: (!card.roles.is_empty()).then(|| for_whom(lang, &self.view, &card.roles)),
            about: finding.map(|finding| title(&self.view, finding)),
        })
    }

    /// A card for a role needs that role at the table; a table that named nobody gets cards for everyone only.
    fn is_for(&self, card: &Card) -> bool {
        card.roles.is_empty()
            || card.roles.iter().any(|role| self.roles.iter().any(|own| own.as_str() == role))
    }

    fn guarantee(&self, finding: &Finding) -> Option<crate::domain::Guarantee> {
        let indicator: &Indicator = self.view.project().indicator(finding.indicator.as_ref()?)?;
        indicator.guarantee
    }
}

fn for_whom(lang: Lang, view: &View<'_>, roles: &[String]) -> String {
    let many: Vec<String> =
        roles.iter().map(|role| view.project().role_title(&RoleId::new(role)).many).collect();
    let list = or_list(lang, &many);
    lang.pick(format!("voor {list}"), format!("for {list}"))
}

/// The conversation: every phase with its minutes and its questions.
pub(super) fn agenda(dealer: &mut Dealer<'_>, meeting: Option<&Meeting>, choice: &Choice) -> Vec<AgendaStep> {
    let lang = dealer.view.lang;
    let minutes = divide(meeting.map_or(USUAL_MINUTES, |meeting| meeting.minutes));
    let mut steps = Vec::new();
    for (phase, minutes) in minutes {
        let prompts = match phase {
            Phase::Purpose | Phase::Expect => dealer.deal(phase, None, 2),
            Phase::Return => dealer.deal(phase, None, 1),
            Phase::Observe => {
                let mut prompts = dealer.deal(phase, None, 1);
                prompts.extend(about_each(dealer, phase, &choice.matters, 1));
                prompts.extend(about_each(dealer, phase, &choice.strengths, 1));
                prompts.extend(about_each(dealer, phase, choice.voice.as_slice(), 1));
                prompts
            }
            Phase::Interpret => {
                let mut prompts = about_each(dealer, phase, &choice.matters, 2);
                prompts.extend(about_each(dealer, phase, &choice.strengths, 1));
                prompts
            }
            Phase::Weigh => {
                let mut prompts = about_each(dealer, phase, &choice.matters, 1);
                prompts.extend(about_each(dealer, phase, choice.norm.as_slice(), 1));
                prompts
            }
            Phase::Agree => {
                let mut prompts = about_each(dealer, phase, &choice.matters, 1);
                prompts.extend(dealer.deal(phase, None, 1));
                prompts
            }
        };
        steps.push(AgendaStep {
            phase,
            title: phase.title().get(lang).to_owned(),
            invitation: phase.invitation().get(lang).to_owned(),
            minutes,
            prompts,
        });
    }
    steps
}

fn about_each(dealer: &mut Dealer<'_>, phase: Phase, findings: &[Finding], wanted: usize) -> Vec<PromptLine> {
    findings.iter().flat_map(|finding| dealer.deal(phase, Some(finding), wanted)).collect()
}

/// Whole minutes per phase that add up to the meeting; what rounding leaves goes to the largest remainders.
fn divide(minutes: u32) -> Vec<(Phase, u32)> {
    let mut parts: Vec<(Phase, u32, u32)> =
        SHARES.iter().map(|&(phase, share)| (phase, minutes * share / 100, minutes * share % 100)).collect();
    let mut left = minutes - parts.iter().map(|(_, whole, _)| whole).sum::<u32>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|&index| std::cmp::Reverse(parts.get(index).map_or(0, |part| part.2)));
    for index in order {
        if let Some(part) = parts.get_mut(index).filter(|_| left > 0) {
            part.1 += 1;
            left -= 1;
        }
    }
    parts.into_iter().map(|(phase, whole, _)| (phase, whole)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_minutes_of_the_phases_are_the_minutes_of_the_meeting() {
        assert_eq!(SHARES.iter().map(|(_, share)| share).sum::<u32>(), 100);
        for minutes in 1..=240 {
            let parts = divide(minutes);
            assert_eq!(parts.iter().map(|(_, part)| part).sum::<u32>(), minutes);
            assert_eq!(parts.iter().map(|(phase, _)| *phase).collect::<Vec<_>>(), Phase::ALL);
        }
        assert_eq!(divide(60).iter().map(|part| part.1).collect::<Vec<_>>(), [5, 7, 12, 15, 9, 9, 3]);
    }
}
