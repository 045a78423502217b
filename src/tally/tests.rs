use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::{CellTally, Counter, IndicatorPlan, Tally, TallyPlan};
use crate::domain::{
    Answer, AnswerOption, CodedBatch, GroupKey, GroupValue, IndicatorId, Missing, Pattern, Phrase,
    RespondentCell, RoleId, RoundId, Scale, ScaleId, ScaleKind, Slice,
};

const ITEMS: usize = 3;

fn five_points() -> Scale {
    let option = |text: &str| AnswerOption { label: Phrase::new(text, text), synonyms: Vec::new() };
    Scale {
        id: ScaleId::new("vijf"),
        kind: ScaleKind::Ordinal,
        options: ["a", "b", "c", "d", "e"].map(option).to_vec(),
        favourable: vec![4, 5],
        unfavourable: vec![1, 2],
        neutral: Some(3),
    }
}

fn plan() -> TallyPlan {
    let indicator =
        |name: &str, items| IndicatorPlan { id: IndicatorId::new(name), items, scale: five_points() };
    TallyPlan { indicators: vec![indicator("een", vec![0, 1]), indicator("twee", vec![2])] }
}

fn cells() -> Vec<RespondentCell> {
    let cell = |role: &str, school: Option<&str>| RespondentCell {
        role: RoleId::new(role),
        groups: vec![school.map(GroupValue::new)],
    };
    vec![cell("student", Some("Noord")), cell("student", None), cell("mentor", Some("Noord"))]
}

/// Respondents as rows: the index of a cell, and a byte per item.
type Row = (u32, [u8; ITEMS]);

fn batch(rows: &[Row]) -> CodedBatch {
    CodedBatch {
        cells: Arc::new(cells()),
        cell: rows.iter().map(|row| row.0).collect(),
        items: (0..ITEMS).map(|item| rows.iter().map(|row| row.1[item]).collect()).collect(),
    }
}

fn tally(rows: &[Row]) -> Tally {
    let mut counter = Counter::new(&plan());
    counter.count(&batch(rows)).expect("it counts");
    counter.finish(&RoundId::new("nu"), &[GroupKey::new("school")])
}

fn everyone(tally: &Tally) -> CellTally {
    tally.slice(&RoundId::new("nu"), &Slice::All)
}

fn answer() -> impl Strategy<Value = u8> {
    prop_oneof![3 => 1_u8..=5, 1 => 252_u8..=255]
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    proptest::collection::vec((0_u32..3, [answer(), answer(), answer()]), 0..40)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn the_tally_of_parts_is_the_tally_of_the_whole(rows in rows(), cut in 0_usize..40, cut2 in 0_usize..40) {
        let (low, high) = (cut.min(cut2).min(rows.len()), cut.max(cut2).min(rows.len()));
        let (a, b, c) = (tally(&rows[..low]), tally(&rows[low..high]), tally(&rows[high..]));
        let merged = |order: [&Tally; 3]| {
            let mut sum = Tally::default();
            order.into_iter().for_each(|part| sum.merge(part.clone()));
            sum
        };
        let whole = tally(&rows);
        prop_assert_eq!(&merged([&a, &b, &c]), &whole);
        prop_assert_eq!(&merged([&c, &a, &b]), &whole);
        let mut right = b.clone();
        right.merge(c);
        let mut left = a.clone();
        left.merge(right);
        prop_assert_eq!(&left, &whole);
    }

    #[test]
    fn a_counter_that_goes_on_counts_as_one_that_counts_all_at_once(rows in rows(), cut in 0_usize..40) {
        let (head, tail) = rows.split_at(cut.min(rows.len()));
        let mut counter = Counter::new(&plan());
        for part in [head, tail] {
            counter.count(&batch(part)).expect("it counts");
        }
        let counted = counter.finish(&RoundId::new("nu"), &[GroupKey::new("school")]);
        prop_assert_eq!(counted, tally(&rows));
    }

    #[test]
    fn the_order_of_respondents_is_irrelevant(rows in rows(), turn in 0_usize..40) {
        let mut turned = rows.clone();
        if !turned.is_empty() {
            let turn = turn % turned.len();
            turned.rotate_left(turn);
        }
        turned.reverse();
        prop_assert_eq!(tally(&turned), tally(&rows));
    }

    #[test]
    fn the_tally_is_what_counting_by_hand_gives(rows in rows()) {
        let counted = everyone(&tally(&rows));
        prop_assert_eq!(counted.respondents, rows.len() as u64);
        if rows.is_empty() {
            return Ok(());
        }
        let sums = &counted.indicators[&IndicatorId::new("een")];
        let mut patterns: BTreeMap<Pattern, u64> = BTreeMap::new();
        let mut complete = [[0_u64; 5]; 2];
        for (_, answers) in &rows {
            let valid: Vec<u8> = answers[..2].iter().copied().filter(|&byte| byte <= 5).collect();
            let count = |wanted: fn(&u8) -> bool| valid.iter().filter(|byte| wanted(byte)).count() as u16;
            let pattern = Pattern {
                valid: valid.len() as u16,
                sum: valid.iter().map(|&byte| u32::from(byte)).sum(),
                favourable: count(|&byte| byte >= 4),
                unfavourable: count(|&byte| byte <= 2),
            };
            *patterns.entry(pattern).or_default() += 1;
            if valid.len() == 2 {
                complete[0][usize::from(answers[0]) - 1] += 1;
                complete[1][usize::from(answers[1]) - 1] += 1;
            }
        }
        prop_assert_eq!(&sums.patterns, &patterns);
        for (item, complete) in complete.iter().enumerate() {
            let of = |byte: u8| rows.iter().filter(|row| row.1[item] == byte).count() as u64;
            for category in 1..=5_u8 {
                let index = usize::from(category) - 1;
                prop_assert_eq!(sums.items[item].categories.get(index).copied().unwrap_or(0), of(category));
                let by_hand = complete[index];
                let counted = sums.complete.get(item).and_then(|counts| counts.get(index)).copied();
                prop_assert_eq!(counted.unwrap_or(0), by_hand);
            }
            for kind in Missing::ALL {
                prop_assert_eq!(sums.items[item].missing(kind), of(Answer::missing(kind).byte()));
            }
            let read = sums.items[item].valid() + sums.items[item].missing.iter().sum::<u64>();
            prop_assert_eq!(read, rows.len() as u64);
        }
    }
}

#[test]
fn nobody_tallies_to_nothing() {
    assert_eq!(tally(&[]), Tally::default());
}

#[test]
fn who_names_no_school_is_in_the_whole_and_in_no_school() {
    let tally = tally(&[(0, [5, 5, 5]), (1, [1, 1, 1]), (2, [3, 3, 3])]);
    let round = RoundId::new("nu");
    let school = GroupKey::new("school");
    let noord = Slice::Group { key: school.clone(), value: GroupValue::new("Noord") };
    assert_eq!(everyone(&tally).respondents, 3);
    assert_eq!(tally.slice(&round, &noord).respondents, 2);
    assert_eq!(tally.ungrouped(&round, &school).respondents, 1);
    assert_eq!(tally.slice(&round, &Slice::Role(RoleId::new("mentor"))).respondents, 1);
    assert_eq!(tally.slice(&RoundId::new("toen"), &Slice::All).respondents, 0);
}

proptest! {
    #[test]
    fn what_reliability_without_an_item_rests_on_is_of_who_answered_everything(rows in rows()) {
        let plan = TallyPlan {
            indicators: vec![IndicatorPlan {
                id: IndicatorId::new("drie"),
                items: vec![2, 0, 1],
                scale: five_points(),
            }],
        };
        let mut counter = Counter::new(&plan);
        counter.count(&batch(&rows)).expect("it counts");
        let counted = everyone(&counter.finish(&RoundId::new("nu"), &[GroupKey::new("school")]));
        let mut by_hand = [0_u64; ITEMS];
        for (_, answers) in rows.iter().filter(|(_, answers)| answers.iter().all(|&byte| byte <= 5)) {
            let total: u64 = answers.iter().map(|&byte| u64::from(byte)).sum();
            for (product, item) in by_hand.iter_mut().zip([2, 0, 1]) {
                *product += u64::from(answers[item]) * total;
            }
        }
        let found = counted.indicators.get(&IndicatorId::new("drie")).map(|sums| sums.with_total.clone());
        let found = found.filter(|found| !found.is_empty()).unwrap_or_else(|| vec![0; ITEMS]);
        prop_assert_eq!(found, by_hand.to_vec());
    }
}
