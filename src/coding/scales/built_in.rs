use std::sync::LazyLock;

use super::{agreement, judgement};
use crate::coding::lexicon::Lexicon;
use crate::domain::{Project, Scale, ScaleId};

static SCALES: LazyLock<Vec<Scale>> = LazyLock::new(|| [agreement::scales(), judgement::scales()].concat());

static LEXICONS: LazyLock<Vec<(&'static Scale, Lexicon)>> =
    LazyLock::new(|| SCALES.iter().map(|scale| (scale, Lexicon::new(scale))).collect());

/// The scales that need no declaring, the most usual of a family first.
pub fn built_in_scales() -> &'static [Scale] {
    &SCALES
}

/// The built-in scales, each with what its texts mean.
pub(in crate::coding) fn built_in_lexicons() -> &'static [(&'static Scale, Lexicon)] {
    &LEXICONS
}

/// The scale of that name: the project's own, else a built-in one.
pub fn scale_named<'a>(project: &'a Project, id: &ScaleId) -> Option<&'a Scale> {
    project.scales.get(id).or_else(|| SCALES.iter().find(|scale| &scale.id == id))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::coding::normalise::normalise;
    use crate::domain::{AnswerOption, ScaleKind};

    fn texts_of(option: &AnswerOption) -> impl Iterator<Item = &String> {
        [&option.label.nl, &option.label.en].into_iter().chain(&option.synonyms)
    }

    fn lexicon(id: &str) -> &'static Lexicon {
        let found = built_in_lexicons().iter().find(|(scale, _)| scale.id.as_str() == id);
        &found.expect("a built-in scale").1
    }

    #[test]
    fn every_label_and_synonym_of_every_scale_codes_to_its_own_option() {
        for (scale, lexicon) in built_in_lexicons() {
            for (option, category) in scale.options.iter().zip(1..) {
                for text in texts_of(option) {
                    assert_eq!(lexicon.category(&normalise(text)), Some(category), "{}: {text}", scale.id);
                }
            }
        }
    }

    #[test]
    fn no_text_belongs_to_two_options_of_one_scale() {
        for scale in built_in_scales() {
            let mut taken = BTreeSet::new();
            for option in &scale.options {
                let own: BTreeSet<String> = texts_of(option).map(|text| normalise(text)).collect();
                for text in own {
                    assert!(taken.insert(text.clone()), "{}: {text}", scale.id);
                }
            }
        }
    }

    #[test]
    fn the_ids_are_those_of_the_project_file() {
        let ids: BTreeSet<&str> = built_in_scales().iter().map(|scale| scale.id.as_str()).collect();
        let expected = [
            "oneens-eens-2",
            "nee-ja-2",
            "eens-3",
            "eens-4",
            "goed-4",
            "eens-5",
            "tevreden-5",
            "eens-6",
            "eens-7",
            "cijfer-10",
            "hoogte-5",
        ];
        assert_eq!(ids, BTreeSet::from(expected));
    }

    #[test]
    fn favourable_is_above_the_midpoint_and_a_mark_from_seven() {
        for (id, favourable, unfavourable, neutral) in [
            ("oneens-eens-2", vec![2], vec![1], None),
            ("nee-ja-2", vec![2], vec![1], None),
            ("eens-3", vec![3], vec![1], Some(2)),
            ("eens-4", vec![3, 4], vec![1, 2], None),
            ("goed-4", vec![3, 4], vec![1, 2], None),
            ("eens-5", vec![4, 5], vec![1, 2], Some(3)),
            ("tevreden-5", vec![4, 5], vec![1, 2], Some(3)),
            ("eens-6", vec![4, 5, 6], vec![1, 2, 3], None),
            ("eens-7", vec![5, 6, 7], vec![1, 2, 3], Some(4)),
            ("cijfer-10", vec![7, 8, 9, 10], vec![1, 2, 3, 4, 5], None),
            ("hoogte-5", vec![], vec![], None),
        ] {
            let scale = built_in_scales().iter().find(|scale| scale.id.as_str() == id).expect(id);
            assert_eq!(
                (&scale.favourable, &scale.unfavourable, scale.neutral),
                (&favourable, &unfavourable, neutral),
                "{id}"
            );
            assert_eq!(scale.kind == ScaleKind::Bipolar, id == "hoogte-5");
        }
    }

    #[test]
    fn the_traps_of_dutch_answer_texts() {
        let five = lexicon("eens-5");
        for (text, category) in [
            ("eens", Some(4)),
            ("oneens", Some(2)),
            ("Niet mee eens", Some(2)),
            ("mee eens", Some(4)),
            ("HELEMAAL NIET MEE EENS", Some(1)),
            ("Helemaal\u{a0}mee eens.", Some(5)),
            ("zeer mee eens", Some(5)),
            ("niet eens / niet oneens", Some(3)),
            ("Niet mee eens, niet mee oneens", Some(3)),
            ("noch eens noch oneens", Some(3)),
            ("Neither agree nor disagree", Some(3)),
            ("niet helemaal mee eens", None),
            ("eens?eens", None),
            ("helemaal", None),
            ("geen mening", None),
        ] {
            assert_eq!(five.category(&normalise(text)), category, "{text}");
        }
        let content = lexicon("tevreden-5");
        assert_eq!(content.category("tevreden"), Some(4));
        assert_eq!(content.category("ontevreden"), Some(2));
        assert_eq!(content.category("niet tevreden, niet ontevreden"), Some(3));
        assert_eq!(content.category("neither satisfied nor dissatisfied"), Some(3));
    }

    #[test]
    fn a_text_with_its_own_code_counts_only_where_the_two_agree() {
        let five = lexicon("eens-5");
        for (text, category) in [
            ("5 - helemaal mee eens", Some(5)),
            ("5. Helemaal mee eens", Some(5)),
            ("5) helemaal eens", Some(5)),
            ("(5) helemaal eens", Some(5)),
            ("4 = eens", Some(4)),
            ("4: eens", Some(4)),
            ("Helemaal oneens (1)", Some(1)),
            ("1 - helemaal mee eens", None),
            ("6 - helemaal mee eens", None),
            ("4 - 5", None),
        ] {
            assert_eq!(five.category(&normalise(text)), category, "{text}");
        }
        let mark = lexicon("cijfer-10");
        for (text, category) in [
            ("1 (zeer slecht)", Some(1)),
            ("10 (uitstekend)", Some(10)),
            ("10 - uitstekend", Some(10)),
            ("7", Some(7)),
            ("7,0", Some(7)),
            ("7.0", Some(7)),
            ("7,5", None),
            ("11", None),
            ("0", None),
            ("zeer slecht", None),
            ("10 (zeer slecht)", None),
        ] {
            assert_eq!(mark.category(&normalise(text)), category, "{text}");
        }
    }

    #[test]
    fn one_and_two_say_nothing_about_yes_and_no() {
        assert_eq!(lexicon("nee-ja-2").category("1"), None);
        assert_eq!(lexicon("oneens-eens-2").category("1"), Some(1));
    }
}
