use datadialoog::assess::Verdict;

/// The shape of a verdict as a character, the same as in the report; its words always stand beside it.
pub(crate) fn sign(verdict: Verdict) -> char {
    match verdict {
        Verdict::Met => '●',
        Verdict::ProbablyMet => '◐',
        Verdict::ProbablyNotMet => '⬖',
        Verdict::NotMet => '◇',
        Verdict::TooFew => '◌',
        Verdict::Withheld => '▬',
        Verdict::ToBeJudged => '❝',
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_verdicts_look_alike() {
        let signs: BTreeSet<char> = Verdict::ALL.into_iter().map(sign).collect();
        assert_eq!(signs.len(), Verdict::ALL.len());
    }
}
