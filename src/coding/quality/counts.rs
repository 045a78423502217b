use crate::domain::{Flaw, Sign};

/// What was noticed of the responses of one table: those that were finished, or count though they were not, and whose
/// role is known; previews among them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QualityCount {
    /// The responses that were looked at: those used and those left out here.
    pub looked_at: u64,
    flagged: [u64; 7],
    left_out: [u64; 5],
    /// Whose end is no moment that can be told, though the source has bounds for it.
    pub moment_unknown: u64,
    /// A third of the median duration in seconds, where that was the bound.
    pub third_of_median: Option<u64>,
}

impl QualityCount {
    /// How many responses have a sign; one response can have several.
    pub fn flagged(&self, sign: Sign) -> u64 {
        self.flagged.get(sign.index()).copied().unwrap_or(0)
    }

    /// How many responses were left out for a flaw; each is counted once, for the first of [`Flaw::ALL`] that it has.
    pub fn left_out(&self, flaw: Flaw) -> u64 {
        self.left_out.get(position(flaw)).copied().unwrap_or(0)
    }

    /// How many responses were left out for any flaw.
    pub fn all_left_out(&self) -> u64 {
        self.left_out.iter().sum()
    }

    /// The counts of both.
    pub fn merge(&mut self, other: &Self) {
        self.looked_at += other.looked_at;
        self.flagged.iter_mut().zip(other.flagged).for_each(|(sum, count)| *sum += count);
        self.left_out.iter_mut().zip(other.left_out).for_each(|(sum, count)| *sum += count);
        self.moment_unknown += other.moment_unknown;
    }

    /// Counts a sign.
    pub fn flag(&mut self, sign: Sign, count: u64) {
        if let Some(sum) = self.flagged.get_mut(sign.index()) {
            *sum += count;
        }
    }

    /// Counts responses as left out.
    pub fn leave_out(&mut self, flaw: Flaw, count: u64) {
        if let Some(sum) = self.left_out.get_mut(position(flaw)) {
            *sum += count;
        }
    }
}

fn position(flaw: Flaw) -> usize {
    Flaw::ALL.iter().position(|other| *other == flaw).unwrap_or(usize::MAX)
}
