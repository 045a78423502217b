use std::collections::BTreeSet;

use crate::dialogue::{AgendaStep, Chapter, Dialogue, FirstLook, PromptLine, Spread};
use crate::domain::Phase;

/// The order in which every form tells the same report.
pub(super) struct Outline<'a> {
    /// The spreads of the chosen matters and strengths, in the order of the first screen.
    pub chosen: Vec<&'a Spread>,
    /// The spreads that are left, by chapter; no chapter without any.
    pub others: Vec<(&'a Chapter, Vec<&'a Spread>)>,
    /// One step for every phase, first to last.
    pub steps: Vec<Step<'a>>,
}

/// One phase of the conversation, whether or not the agenda has a step for it.
pub(super) struct Step<'a> {
    /// The phase.
    pub phase: Phase,
    /// Its name.
    pub title: String,
    /// What the table does.
    pub invitation: String,
    /// How long it takes; 0 where no time was set aside.
    pub minutes: u32,
    /// Its questions.
    pub prompts: Vec<&'a PromptLine>,
}

impl<'a> Outline<'a> {
    /// The outline of a dialogue.
    pub(super) fn of(dialogue: &'a Dialogue) -> Self {
        let every = || dialogue.chapters.iter().flat_map(|chapter| &chapter.spreads);
        let mut met = BTreeSet::new();
        let chosen: Vec<&Spread> = looks(dialogue)
            .filter_map(|look| look.spread.as_deref())
            .filter(|id| met.insert(*id))
            .filter_map(|id| every().find(|spread| spread.id == id))
            .collect();
        let others = dialogue
            .chapters
            .iter()
            .map(|chapter| {
                let left = chapter.spreads.iter().filter(|spread| !met.contains(spread.id.as_str()));
                (chapter, left.collect::<Vec<_>>())
            })
            .filter(|(_, spreads)| !spreads.is_empty())
            .collect();
        Self { chosen, others, steps: Phase::ALL.map(|phase| step(dialogue, phase)).into() }
    }

    /// Every spread in the order of the report.
    pub(super) fn spreads(&self) -> impl Iterator<Item = &'a Spread> + '_ {
        self.chosen.iter().copied().chain(self.others.iter().flat_map(|(_, spreads)| spreads.iter().copied()))
    }
}

/// Matters and strengths, as the first screen lists them.
pub(super) fn looks(dialogue: &Dialogue) -> impl Iterator<Item = &FirstLook> {
    dialogue.matters.iter().chain(&dialogue.strengths)
}

fn step(dialogue: &Dialogue, phase: Phase) -> Step<'_> {
    let of_phase = || dialogue.agenda.iter().filter(move |step: &&AgendaStep| step.phase == phase);
    let words = |said: Option<&String>, usual: crate::domain::Phrase| {
        said.filter(|text| !text.is_empty())
            .map_or_else(|| usual.get(dialogue.lang).to_owned(), String::clone)
    };
    Step {
        phase,
        title: words(of_phase().map(|step| &step.title).next(), phase.title()),
        invitation: words(of_phase().map(|step| &step.invitation).next(), phase.invitation()),
        minutes: of_phase().map(|step| step.minutes).fold(0, u32::saturating_add),
        prompts: of_phase().flat_map(|step| &step.prompts).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fixture;

    #[test]
    fn chosen_matters_come_first_and_nothing_comes_twice_or_gets_lost() {
        let dialogue = fixture::dialogue();
        let outline = Outline::of(&dialogue);
        let ids: Vec<&str> = outline.spreads().map(|spread| spread.id.as_str()).collect();
        assert_eq!(&ids[..3], ["begeleiding", "samenwerking", "veiligheid"]);
        let distinct: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(distinct.len(), ids.len());
        let total: usize = dialogue.chapters.iter().map(|chapter| chapter.spreads.len()).sum();
        assert_eq!(ids.len(), total);
    }

    #[test]
    fn every_phase_has_its_place_without_an_agenda() {
        let mut dialogue = fixture::dialogue();
        dialogue.agenda.clear();
        let outline = Outline::of(&dialogue);
        let titles: Vec<&str> = outline.steps.iter().map(|step| step.title.as_str()).collect();
        let phases = ["Bedoeling", "Verwachten", "Waarnemen", "Duiden", "Wegen", "Afspreken", "Terugkomen"];
        assert_eq!(titles, phases);
        assert!(outline.steps.iter().all(|step| !step.invitation.is_empty() && step.prompts.is_empty()));
    }
}
