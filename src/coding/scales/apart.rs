use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::agreement::{
    ENTIRELY, ENTIRELY_EN, MOSTLY, MOSTLY_EN, NO, SOMEWHAT, SOMEWHAT_EN, VERY, VERY_EN, YES,
};
use super::built_in::built_in_lexicons;
use super::wording::{Texts, each_with, texts};
use crate::coding::normalise::normalise;

/// Per family of words the degree of each text; texts of two degrees in one column are two options.
static DEGREES: LazyLock<Vec<BTreeMap<String, usize>>> = LazyLock::new(|| {
    let nl = |words: &[&str]| {
        let degrees = [ENTIRELY, VERY, MOSTLY, SOMEWHAT].map(|degree| each_with(degree, words));
        [&degrees[..], &[texts(words)]].concat()
    };
    let en = |word: &str| {
        let degrees = [ENTIRELY_EN, VERY_EN, MOSTLY_EN, SOMEWHAT_EN].map(|degree| each_with(degree, &[word]));
        [&degrees[..], &[texts(&[word])]].concat()
    };
    let content = |words: &[&str]| -> Vec<Texts> {
        vec![
            each_with(&["helemaal", "volledig", "uiterst"], words),
            each_with(&["zeer", "heel", "erg", "heel erg"], words),
            texts(words),
            each_with(&["enigszins", "een beetje", "beetje", "enigermate"], words),
        ]
    };
    let content_en = |words: &[&str]| -> Vec<Texts> {
        vec![
            each_with(&["extremely", "completely", "totally"], words),
            each_with(&["very", "highly"], words),
            each_with(&["moderately"], words),
            texts(words),
            each_with(&["somewhat", "slightly", "a little"], words),
        ]
    };
    [nl(YES), nl(NO), en("agree"), en("disagree")]
        .into_iter()
        .chain([content(&["tevreden"]), content(&["ontevreden"])])
        .chain([content_en(&["satisfied"]), content_en(&["dissatisfied", "unsatisfied"])])
        .map(|degrees| {
            let numbered = degrees.iter().enumerate();
            numbered.flat_map(|(degree, texts)| texts.iter().map(move |t| (normalise(t), degree))).collect()
        })
        .collect()
});

/// Whether two normalised texts are two options wherever they stand in one column, because a known scale or
/// the degree of their words tells them apart: 'eens' and 'enigszins eens', never 'eens' and 'agree'.
pub(in crate::coding) fn told_apart(one: &str, other: &str) -> bool {
    let differ =
        |one: Option<usize>, other: Option<usize>| matches!((one, other), (Some(a), Some(b)) if a != b);
    DEGREES.iter().any(|family| differ(family.get(one).copied(), family.get(other).copied()))
        || built_in_lexicons()
            .iter()
            .any(|(_, known)| differ(known.word(one).map(usize::from), known.word(other).map(usize::from)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_are_options_and_spellings_are_not() {
        assert!(told_apart("eens", "enigszins eens"));
        assert!(told_apart("zeer mee eens", "helemaal mee eens"));
        assert!(told_apart("somewhat satisfied", "satisfied"));
        assert!(told_apart("eens", "oneens"));
        assert!(!told_apart("eens", "agree"));
        assert!(!told_apart("helemaal eens", "strongly agree"));
        assert!(!told_apart("helemaal eens", "volledig mee eens"));
        assert!(!told_apart("oneens", "niet mee eens"));
        assert!(!told_apart("eens", "iets anders"));
    }
}
