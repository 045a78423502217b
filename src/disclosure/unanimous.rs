use super::{Clearance, Scoring};

/// What all, or all but one, of a group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Common {
    /// A favourable answer.
    Favourable,
    /// An unfavourable answer.
    Unfavourable,
    /// This category, which is neither.
    Category(u8),
}

/// That (nearly) everyone of a group answered alike, in words that hold whether it is all of them or all but one:
/// exact figures would tell what each of them answered, and to the one who did not, what all others did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Nearly {
    /// What they have in common.
    pub common: Common,
    /// The least share of the answers that is so, rounded down to 5 in 100; 0 to 1.
    pub at_least: f64,
    /// The respondents with a valid answer.
    pub n: u64,
    /// The proof that this may be shown.
    pub clearance: Clearance,
}

/// How many answers of a group are in common, and how many there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Shared {
    common: u64,
    all: u64,
}

impl Shared {
    /// Whether all answers are, but for `slack` of them: those of one person.
    fn nearly_all(self, slack: u64) -> bool {
        self.all > 0 && self.common + slack >= self.all
    }
}

/// The sets of categories that answers can have in common: the favourable, the unfavourable, each single one.
pub(super) fn sides(scoring: &Scoring, categories: usize) -> Vec<Vec<u8>> {
    let single = (1_u8..).take(categories).map(|category| vec![category]);
    let sides = [scoring.favourable.clone(), scoring.unfavourable.clone()].into_iter();
    sides.filter(|side| !side.is_empty()).chain(single).collect()
}

/// What the answers to one item, per category, nearly all have in common.
pub(super) fn of_item(categories: &[u64], scoring: &Scoring) -> Option<Common> {
    of_indicator(std::slice::from_ref(&categories.to_vec()), scoring)
}

/// What the answers to all items of an indicator, each per category, nearly all have in common: all but for as many
/// as one person gives.
pub(super) fn of_indicator(items: &[Vec<u64>], scoring: &Scoring) -> Option<Common> {
    let (slack, all) = (slack(items), answers(items));
    let of = |wanted: &[u8]| -> u64 { items.iter().map(|item| among(item, wanted)).sum() };
    let is = |common: u64| Shared { common, all }.nearly_all(slack);
    if is(of(&scoring.favourable)) {
        return Some(Common::Favourable);
    }
    if is(of(&scoring.unfavourable)) {
        return Some(Common::Unfavourable);
    }
    let longest = items.iter().map(Vec::len).max().and_then(|length| u8::try_from(length).ok()).unwrap_or(0);
    (1..=longest).find(|&category| is(of(&[category]))).map(Common::Category)
}

/// The most answers that one person gives: as many as there are items with answers.
pub(super) fn slack(items: &[Vec<u64>]) -> u64 {
    items.iter().filter(|item| item.iter().any(|&count| count > 0)).count() as u64
}

fn answers(items: &[Vec<u64>]) -> u64 {
    items.iter().flatten().sum()
}

/// How many answers are in one of these categories.
fn among(item: &[u64], wanted: &[u8]) -> u64 {
    (1_u8..).zip(item).filter(|(category, _)| wanted.contains(category)).map(|(_, count)| count).sum()
}

/// What may be said of `n` people whose answers to these items nearly all have this in common.
pub(super) fn said(common: Common, items: &[Vec<u64>], n: u64) -> Nearly {
    let (all, slack) = (answers(items), slack(items));
    // The same for all and for all but one.
    let twentieths = (all.saturating_sub(slack) * 20).checked_div(all).unwrap_or(0);
    let at_least = twentieths as f64 / 20.0;
    Nearly { common, at_least, n, clearance: Clearance::granted() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn five() -> Scoring {
        Scoring { needed: 1, favourable: vec![4, 5], unfavourable: vec![1, 2] }
    }

    #[test]
    fn all_and_all_but_one_are_nearly_all_and_all_but_two_are_not() {
        assert_eq!(of_item(&[0, 0, 0, 6, 6], &five()), Some(Common::Favourable));
        assert_eq!(of_item(&[1, 0, 0, 6, 5], &five()), Some(Common::Favourable));
        assert_eq!(of_item(&[1, 0, 1, 6, 4], &five()), None);
        assert_eq!(of_item(&[5, 7, 0, 0, 1], &five()), Some(Common::Unfavourable));
        assert_eq!(of_item(&[0, 0, 11, 1, 0], &five()), Some(Common::Category(3)));
        assert_eq!(of_item(&[0, 0, 0, 0, 0], &five()), None);
        assert_eq!(of_item(&[], &five()), None);
        let no_direction = Scoring::default();
        assert_eq!(of_item(&[0, 6, 6], &no_direction), None);
        assert_eq!(of_item(&[0, 0, 12], &no_direction), Some(Common::Category(3)));
    }

    proptest! {
        #[test]
        fn what_is_said_does_not_tell_all_from_all_but_one(n in 2_u64..400, items in 1_usize..6) {
            let all = vec![vec![0, 0, 0, 0, n]; items];
            let but_one = vec![vec![1, 0, 0, 0, n - 1]; items];
            let (least, answers) = ((n - 1) as f64, n as f64);
            for counts in [&all, &but_one] {
                prop_assert_eq!(of_indicator(counts, &five()), Some(Common::Favourable));
                let nearly = said(Common::Favourable, counts, n);
                prop_assert_eq!(&nearly, &said(Common::Favourable, &all, n));
                prop_assert!(nearly.at_least <= least / answers);
                prop_assert!(least / answers < nearly.at_least + 0.05 + 1e-9);
            }
            if n >= 4 {
                let but_two = vec![vec![2, 0, 0, 0, n - 2]; items];
                prop_assert_eq!(of_indicator(&but_two, &five()), None);
            }
        }
    }
}
