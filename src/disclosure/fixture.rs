use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{Merged, Rules, Scoring, Terms};
use crate::domain::{IndicatorId, Missing, Pattern, Population, Privacy};
use crate::tally::{ItemCounts, Sums};

/// Terms where it is not told how many were asked, and no groups are put together.
pub(super) fn terms<'a>(
    privacy: &'a Privacy,
    scoring: &'a BTreeMap<IndicatorId, Scoring>,
    rules: Rules,
) -> Terms<'a> {
    static POPULATION: LazyLock<Population> = LazyLock::new(Population::default);
    static MERGED: LazyLock<Merged> = LazyLock::new(Merged::default);
    Terms { privacy, scoring, population: &POPULATION, merged: &MERGED, rules }
}

/// What a person answered to two statements of five options; `None` is left blank.
pub(super) type Person = [Option<u8>; 2];

/// The sums of some people.
pub(super) fn sums(people: &[Person]) -> Sums {
    let mut sums = Sums { items: vec![ItemCounts::default(); 2], ..Sums::default() };
    for answers in people {
        let mut pattern = Pattern::default();
        for (item, answer) in sums.items.iter_mut().zip(answers) {
            item.categories.resize(5, 0);
            match answer {
                Some(category) => {
                    item.categories[usize::from(*category) - 1] += 1;
                    pattern.valid += 1;
                    pattern.sum += u32::from(*category);
                    pattern.favourable += u16::from(*category > 3);
                    pattern.unfavourable += u16::from(*category < 3);
                }
                None => item.missing[Missing::NotAnswered.index()] += 1,
            }
        }
        *sums.patterns.entry(pattern).or_default() += 1;
    }
    sums
}

/// So many people who answered everything, each otherwise than the one before.
pub(super) fn mixed(count: usize) -> Vec<Person> {
    (0..count).map(|place| [Some(1 + (place % 5) as u8), Some(1 + (place % 4) as u8)]).collect()
}
