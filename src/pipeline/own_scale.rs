use std::collections::{BTreeMap, BTreeSet};

use crate::coding::{ColumnContent, Described, Order, fold, missing_kind, normalise};
use crate::domain::Cell;

use super::part::{asks_role, grouping, is_open};

/// A scale that is not built in, as the answers to one or more questions show it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnScale {
    /// The options that were met or that the file lists, in their order.
    pub options: Vec<String>,
    /// By what the order is known.
    pub order: Order,
    /// Whether the usual meaning of the words gave the order, where nothing else does: to be asked.
    pub guessed: bool,
    /// How many answers are not told because their text stands there only once.
    pub untold: u64,
}

/// A column that may be on a scale of its own.
pub(super) struct Candidate<'a> {
    /// The column.
    pub column: usize,
    pub heading: &'a str,
    pub described: &'a Described,
    pub labels: &'a [String],
    /// The distinct texts: normalised to how they stand and how often; empty where they are many.
    pub texts: BTreeMap<String, (String, u64)>,
}

/// The distinct texts of a column that says something of its scale; empty where there are too many to be options.
pub(super) fn texts_of<'c>(cells: impl Iterator<Item = (&'c Cell, u64)>) -> BTreeMap<String, (String, u64)> {
    const MOST: usize = 12;
    let mut texts: BTreeMap<String, (String, u64)> = BTreeMap::new();
    for (cell, count) in cells {
        let Cell::Text(shown) = cell else { continue };
        let text = normalise(shown);
        if text.is_empty() || missing_kind(&text).is_some() {
            continue;
        }
        let shown = || shown.split_whitespace().collect::<Vec<_>>().join(" ");
        texts.entry(text).or_insert_with(|| (shown(), 0)).1 += count;
        if texts.len() > MOST {
            return BTreeMap::new();
        }
    }
    texts
}

/// The scales of one's own among columns, each with its columns: texts that several questions share, or that the usual
/// words of a scale (`nooit`, `vaak`) stand in.
pub(super) fn own_scales(candidates: &[Candidate]) -> Vec<(OwnScale, Vec<usize>)> {
    let mut sets: Vec<Vec<&Candidate>> = Vec::new();
    let stands = |candidate: &&Candidate| {
        matches!(candidate.described.content, ColumnContent::Choices { .. })
            && candidate.texts.keys().any(|text| text.parse::<f64>().is_err())
            && !asks_role(candidate.heading)
            && !is_open(candidate.heading)
            && (grouping(candidate.heading).is_none() || speaks_of_height(&candidate.texts))
    };
    for candidate in candidates.iter().filter(stands) {
        match sets.iter_mut().find(|set| set.iter().any(|other| share(other, candidate))) {
            Some(set) => set.push(candidate),
            None => sets.push(vec![candidate]),
        }
    }
    let mut found = Vec::new();
    for mut set in sets {
        let options = pooled(&set);
        let joins = |candidate: &&Candidate| {
            let few = matches!(
                candidate.described.content,
                ColumnContent::FreeText { .. } | ColumnContent::Constant
            );
            few && !is_open(candidate.heading)
                && !candidate.texts.is_empty()
                && candidate.texts.keys().all(|text| options.contains_key(text))
        };
        set.extend(candidates.iter().filter(joins));
        let options = pooled(&set);
        let worded = options.keys().filter(|text| is_of_a_scale(text)).count();
        if set.len() > 1 || worded * 2 >= options.len() {
            let mut columns: Vec<usize> = set.iter().map(|candidate| candidate.column).collect();
            columns.sort_unstable();
            found.push((scale(&set, options), columns));
        }
    }
    found
}

/// Whether two columns have the same labels, two texts in common, or one has nothing the other has not.
fn share(one: &Candidate, other: &Candidate) -> bool {
    if !one.labels.is_empty() || !other.labels.is_empty() {
        return one.labels == other.labels;
    }
    let common = one.texts.keys().filter(|text| other.texts.contains_key(*text)).count();
    common >= 2 || common > 0 && (common == one.texts.len() || common == other.texts.len())
}

fn pooled(set: &[&Candidate]) -> BTreeMap<String, (String, u64)> {
    let mut pool: BTreeMap<String, (String, u64)> = BTreeMap::new();
    for (text, (shown, count)) in set.iter().flat_map(|candidate| &candidate.texts) {
        pool.entry(text.clone()).or_insert_with(|| (shown.clone(), 0)).1 += count;
    }
    pool
}

fn scale(set: &[&Candidate], pool: BTreeMap<String, (String, u64)>) -> OwnScale {
    let listed = set.iter().find(|candidate| candidate.described.order == Order::Labels);
    if let Some(candidate) = listed {
        let options = candidate.described.texts.iter().map(|(text, _)| text.clone()).collect();
        return OwnScale { options, order: Order::Labels, guessed: false, untold: 0 };
    }
    let untold = pool.values().filter(|(_, count)| *count < 2).map(|(_, count)| count).sum();
    let told: Vec<(&String, &(String, u64))> = pool.iter().filter(|(_, (_, count))| *count > 1).collect();
    let coded: Option<Vec<u64>> = told.iter().map(|(text, _)| leading_number(text)).collect();
    let ranked: Option<Vec<u64>> = told.iter().map(|(text, _)| rank(text)).collect();
    let is_order = |places: &Vec<u64>| places.iter().collect::<BTreeSet<_>>().len() == places.len();
    let (places, order, guessed) = match (coded.filter(is_order), ranked.filter(is_order)) {
        (Some(codes), _) => (codes, Order::Codes, false),
        (None, Some(ranks)) => (ranks, Order::Unknown, true),
        (None, None) => (vec![0; told.len()], Order::Unknown, false),
    };
    let mut options: Vec<(u64, &String)> =
        places.into_iter().zip(told.into_iter().map(|(_, (shown, _))| shown)).collect();
    options.sort();
    let options = options.into_iter().map(|(_, shown)| shown.clone()).collect();
    OwnScale { options, order, guessed, untold }
}

/// The number that a text begins with: of `1 - nooit`, `4-6 keer`.
fn leading_number(text: &str) -> Option<u64> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end)?.parse().ok()
}

/// Words of how often, how much and how good, from low to high: what stands on one line is of one height.
const HEIGHTS: [&[&str]; 12] = [
    &["nooit", "never", "helemaal niet", "not at all", "geen enkele keer"],
    &["bijna nooit", "zelden", "rarely", "seldom", "nauwelijks", "hardly", "een enkele keer", "hardly ever"],
    &["jaarlijks", "yearly", "weinig", "little", "een beetje"],
    &["soms", "sometimes", "af en toe", "occasionally", "enigszins", "somewhat", "deels", "partly"],
    &["maandelijks", "monthly", "matig", "moderately"],
    &["geregeld", "regelmatig", "regularly", "redelijk", "fairly", "grotendeels", "mostly"],
    &["wekelijks", "weekly", "voldoende", "sufficiently"],
    &["vaak", "often", "veel", "much"],
    &["meestal", "usually", "heel vaak", "zeer vaak", "very often", "heel veel", "very much"],
    &["dagelijks", "daily"],
    &["bijna altijd", "almost always"],
    &["altijd", "always", "helemaal", "volledig", "completely"],
];

/// Where a text stands between low and high, if its words say so.
fn rank(text: &str) -> Option<u64> {
    let text = fold(text);
    HEIGHTS.iter().zip(0..).find(|(texts, _)| texts.contains(&text.as_str())).map(|(_, place)| place)
}

/// Whether at least half of some texts are words of how often or how much: under a heading that names a school, too,
/// those are answers and not groups.
fn speaks_of_height(texts: &BTreeMap<String, (String, u64)>) -> bool {
    texts.keys().filter(|text| rank(text).is_some()).count() * 2 >= texts.len()
}

/// Whether a text speaks of how often, how much or how good.
fn is_of_a_scale(text: &str) -> bool {
    const WORDS: [&str; 22] = [
        "keer",
        "times",
        "goed",
        "good",
        "slecht",
        "poor",
        "laag",
        "low",
        "hoog",
        "high",
        "minder",
        "less",
        "meer",
        "more",
        "heel",
        "zeer",
        "very",
        "onvoldoende",
        "belangrijk",
        "important",
        "nog",
        "al",
    ];
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    rank(text).is_some()
        || words.iter().any(|word| WORDS.contains(word) || rank(word).is_some())
        || leading_number(text).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::coding::describe_column;
    use crate::domain::Missing;

    type Column<'a> = (&'a str, &'a [(&'a str, u64)], &'a [&'a str]);

    fn found(columns: &[Column]) -> Vec<(OwnScale, Vec<usize>)> {
        let cells: Vec<Vec<(Cell, u64)>> = columns
            .iter()
            .map(|(_, texts, _)| {
                texts.iter().map(|(text, count)| (Cell::Text((*text).to_owned()), *count)).collect()
            })
            .collect();
        let labels: Vec<Vec<String>> = columns
            .iter()
            .map(|(.., labels)| labels.iter().map(|text| (*text).to_owned()).collect())
            .collect();
        let met = |column: usize| cells.get(column).into_iter().flatten().map(|(cell, count)| (cell, *count));
        let described: Vec<Described> = labels
            .iter()
            .enumerate()
            .map(|(column, labels)| describe_column(met(column), labels, &[], Missing::NotAnswered))
            .collect();
        let candidates: Vec<Candidate> = columns
            .iter()
            .zip(&described)
            .zip(&labels)
            .enumerate()
            .map(|(column, (((heading, ..), described), labels))| Candidate {
                column,
                heading,
                described,
                labels,
                texts: texts_of(met(column)),
            })
            .collect();
        own_scales(&candidates)
    }

    #[test]
    fn questions_that_share_their_options_are_on_one_scale_and_those_of_few_answers_join() {
        let scales = found(&[
            ("Hoe vaak lesbezoek?", &[("vaak", 4), ("nooit", 3), ("soms", 1)], &[]),
            ("Hoe vaak overleg?", &[("soms", 4), ("altijd", 2), ("vaak", 2)], &[]),
            ("Hoe vaak feedback?", &[("nooit", 1), ("soms", 1)], &[]),
            ("Waarom?", &[("nooit", 2), ("soms", 2)], &[]),
            ("School", &[("Noord", 4), ("Zuid", 4)], &[]),
            ("Leeftijd", &[("20", 4), ("21", 4)], &[]),
            ("Cohort", &[("Jaar 1", 4), ("Jaar 2", 4)], &[]),
            ("Hoe vaak op uw school?", &[("nooit", 4), ("soms", 4)], &[]),
            ("Vorm", &[("lint", 4), ("blok", 4)], &[]),
        ]);
        let [(scale, columns)] = scales.as_slice() else { panic!("{scales:?}") };
        assert_eq!(columns, &[0, 1, 2, 7]);
        assert_eq!(scale.options, ["nooit", "soms", "vaak", "altijd"]);
        assert!(scale.guessed && scale.order == Order::Unknown && scale.untold == 0);
    }

    #[test]
    fn labels_and_numbers_give_the_order_and_a_text_that_stands_alone_is_not_told() {
        let listed = ["Lint", "Blok", "Anders"];
        let scales = found(&[("A", &[("Blok", 4)], &listed), ("B", &[("Lint", 4), ("Blok", 1)], &listed)]);
        let [(scale, columns)] = scales.as_slice() else { panic!("{scales:?}") };
        assert_eq!((columns.as_slice(), scale.order), ([0, 1].as_slice(), Order::Labels));
        assert_eq!(scale.options, listed);
        let scales =
            found(&[("Hoe vaak?", &[("4-6 keer", 4), ("0 keer", 3), ("1-3 keer", 2), ("nou", 1)], &[])]);
        let [(scale, _)] = scales.as_slice() else { panic!("{scales:?}") };
        assert_eq!((scale.order, scale.untold), (Order::Codes, 1));
        assert_eq!(scale.options, ["0 keer", "1-3 keer", "4-6 keer"]);
    }

    #[test]
    fn no_columns_have_no_scale() {
        assert_eq!(found(&[]), []);
        assert_eq!(found(&[("Leeg", &[], &[])]), []);
    }
}
