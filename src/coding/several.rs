use std::collections::BTreeMap;

/// The options that a column of several choices joins: with `;` (Microsoft Forms, which ends in one too) or with a
/// comma (Google Forms).
#[derive(Default)]
pub(super) struct Parts {
    semicolons: Pieces,
    commas: Pieces,
}

impl Parts {
    /// Takes in a text, and how often it stands there.
    pub(super) fn add(&mut self, whole: &str, count: u64) {
        self.semicolons.add(whole, ';', count);
        self.commas.add(whole, ',', count);
    }

    /// How many options, where the texts join some.
    pub(super) fn as_options(&self, answers: u64) -> Option<usize> {
        let half = |pieces: &&Pieces| pieces.joined * 2 >= answers;
        // A comma may stand in an option itself. Then there are more pieces than ways in which they are joined.
        let varied = |pieces: &&Pieces| pieces.joined * 4 >= answers && pieces.wholes > pieces.counts.len();
        let by_semicolon = Some(&self.semicolons).filter(half).and_then(Pieces::options);
        by_semicolon.or_else(|| Some(&self.commas).filter(varied).and_then(Pieces::options))
    }
}

/// The pieces between one sign, of the texts of a column.
#[derive(Default)]
struct Pieces {
    counts: BTreeMap<String, u64>,
    /// How many texts have the sign.
    joined: u64,
    /// How many different texts there are.
    wholes: usize,
    longest: usize,
}

impl Pieces {
    fn add(&mut self, whole: &str, sign: char, count: u64) {
        self.joined += if whole.contains(sign) { count } else { 0 };
        self.wholes += 1;
        for piece in whole.split(sign).map(str::trim).filter(|piece| !piece.is_empty()) {
            *self.counts.entry(super::normalise(piece)).or_default() += count;
            self.longest = self.longest.max(piece.chars().count());
        }
    }

    /// How many options, where they are short and come back.
    fn options(&self) -> Option<usize> {
        const LONGEST: usize = 100;
        let chosen: u64 = self.counts.values().sum();
        let options = self.counts.len();
        let come_back = u64::try_from(options).unwrap_or(u64::MAX).saturating_mul(2) <= chosen;
        (come_back && self.longest <= LONGEST).then_some(options)
    }
}
