use super::describe::{ColumnContent, Described, Doubt, Order, describe_column, strays};
use super::recognise::WhyNot;
use crate::domain::{Cell, Missing, ScaleId};

fn described(texts: &[(&str, u64)], labels: &[&str]) -> Described {
    let cells: Vec<(Cell, u64)> =
        texts.iter().map(|(text, count)| (Cell::Text((*text).to_owned()), *count)).collect();
    let labels: Vec<String> = labels.iter().map(|label| (*label).to_owned()).collect();
    describe_column(cells.iter().map(|(cell, count)| (cell, *count)), &labels, &[], Missing::NotAnswered)
}

fn of(texts: &[(&str, u64)]) -> ColumnContent {
    described(texts, &[]).content
}

fn told(texts: &[(&str, u64)], labels: &[&str]) -> (Vec<(String, u64)>, Order) {
    let Described { texts, order, .. } = described(texts, labels);
    (texts, order)
}

fn texts(told: &[(&str, u64)]) -> Vec<(String, u64)> {
    told.iter().map(|(text, count)| ((*text).to_owned(), *count)).collect()
}

#[test]
fn a_column_without_cells_or_with_blanks_is_empty() {
    let none = describe_column(std::iter::empty(), &[], &[], Missing::NotAnswered);
    assert_eq!((none.content, none.missing), (ColumnContent::Empty, [0; 4]));
    let blanks = [(Cell::Absent, 3), (Cell::Blank, 2)];
    let blank = describe_column(blanks.iter().map(|(cell, n)| (cell, *n)), &[], &[], Missing::NotAsked);
    assert_eq!((blank.content, blank.missing), (ColumnContent::Empty, [2, 0, 0, 3]));
}

#[test]
fn answers_on_a_scale_are_counted_by_option() {
    let found = described(
        &[("Helemaal mee eens", 3), ("mee eens", 9), ("Neutraal", 2), ("mee oneens", 1), ("n.v.t.", 4)],
        &[],
    );
    let ColumnContent::Scale { scale, others, doubt, not, counts, unknown } = found.content else {
        panic!("a scale")
    };
    assert_eq!((scale.as_str(), others.len(), doubt, unknown), ("eens-5", 0, None, 0));
    assert_eq!((counts, found.missing, found.answers), (vec![0, 1, 2, 9, 3], [0, 0, 4, 0], 15));
    assert!(not.contains(&(ScaleId::new("eens-4"), WhyNot::Lacks("neutraal".to_owned()))), "{not:?}");
    let told: Vec<&str> = found.texts.iter().map(|(text, _)| text.as_str()).collect();
    assert_eq!(told, ["mee oneens", "Neutraal", "mee eens", "Helemaal mee eens"], "from low to high");
    let ColumnContent::Scale { scale, others, doubt, .. } = of(&[("eens", 9), ("oneens", 3)]) else {
        panic!("a scale")
    };
    assert_eq!((scale.as_str(), doubt), ("eens-5", Some(Doubt::Several)));
    assert!(others.contains(&ScaleId::new("oneens-eens-2")));
}

#[test]
fn options_that_the_file_lists_and_nobody_chose_make_the_scale_certain() {
    let all = ["Helemaal oneens", "Oneens", "Neutraal", "Eens", "Helemaal eens", "Weet niet"];
    let found = described(&[("Eens", 9), ("Oneens", 3)], &all);
    let ColumnContent::Scale { scale, doubt, counts, .. } = found.content else { panic!("a scale") };
    assert_eq!((scale.as_str(), doubt, counts), ("eens-5", None, vec![0, 3, 0, 9, 0]));
}

#[test]
fn only_short_texts_that_come_back_are_strays_of_a_scale() {
    let strays = |texts: &[(&str, u64)]| {
        let cells: Vec<(Cell, u64)> =
            texts.iter().map(|(text, count)| (Cell::Text((*text).to_owned()), *count)).collect();
        strays(&ScaleId::new("eens-5"), cells.iter().map(|(cell, count)| (cell, *count)))
    };
    let closed = [("eens", 9), ("Nog niet meegemaakt", 3), ("geen zin", 1), ("7", 2), ("n.v.t.", 4)];
    assert_eq!(strays(&closed), [("Nog niet meegemaakt".to_owned(), 3)]);
    assert_eq!(strays(&[("eens", 9), ("jan@school.nl", 3)]), []);
    assert_eq!(strays(&[]), []);
    let found = described(&[("eens", 9), ("helemaal eens", 4), ("geen zin", 1)], &[]);
    assert!(!found.texts.iter().any(|(text, _)| text == "geen zin"), "{:?}", found.texts);
    assert_eq!(found.untold, 1);
}

#[test]
fn numbers_are_codes_when_few_and_small() {
    let ColumnContent::Codes { min, max, distinct, fitting } = of(&[("1", 3), ("5", 1)]) else {
        panic!("codes")
    };
    assert_eq!((min, max, distinct), (1.0, 5.0, 2));
    assert!(fitting.contains(&ScaleId::new("eens-5")) && !fitting.contains(&ScaleId::new("eens-4")));
    assert_eq!(
        of(&[("0", 3), ("25", 1), ("100", 4)]),
        ColumnContent::Codes { min: 0.0, max: 100.0, distinct: 3, fitting: vec![] }
    );
    assert_eq!(of(&[("1203377", 1), ("88213", 1)]), ColumnContent::Numbers { min: 88213.0, max: 1203377.0 });
    assert_eq!(of(&[("2024", 20), ("2025", 14)]), ColumnContent::Choices { distinct: 2 });
    assert_eq!(described(&[("7,5", 3), ("6.5", 1), ("8", 2)], &[]).decimals, [',', '.']);
}

#[test]
fn the_codes_that_limesurvey_hands_out_are_known_for_codes() {
    assert_eq!(of(&[("A1", 3), ("A5", 1), ("-oth-", 1)]), ColumnContent::AnswerCodes { distinct: 3 });
    assert_eq!(of(&[("AO01", 3), ("AO10", 1)]), ColumnContent::AnswerCodes { distinct: 2 });
    assert_eq!(of(&[("A1", 3), ("Noord", 3)]), ColumnContent::Choices { distinct: 2 });
    assert_eq!(of(&[("H4", 3), ("V5", 3)]), ColumnContent::Choices { distinct: 2 });
    assert_eq!(of(&[("A1", 9)]), ColumnContent::Constant);
}

#[test]
fn a_number_far_from_the_codes_is_no_code() {
    let ColumnContent::Codes { min, max, distinct, fitting } = of(&[("1", 3), ("3", 2), ("5", 1), ("99", 4)])
    else {
        panic!("codes")
    };
    assert_eq!((min, max, distinct), (1.0, 5.0, 3));
    assert!(fitting.contains(&ScaleId::new("eens-5")), "{fitting:?}");
}

#[test]
fn options_joined_by_a_comma_are_several_choices_and_an_option_with_a_comma_is_not() {
    let chosen = [
        ("Stage", 3),
        ("Lessen", 4),
        ("Stage, Lessen", 5),
        ("Lessen, Overleg", 2),
        ("Stage, Lessen, Overleg", 1),
    ];
    assert_eq!(of(&chosen), ColumnContent::MultipleChoice { options: 3 });
    let commas = [("Ja, vaak", 9), ("Ja, soms", 5), ("Nee, nooit", 4)];
    assert_eq!(of(&commas), ColumnContent::Choices { distinct: 3 });
    assert_eq!(of(&[("Noord, locatie A", 9), ("Zuid", 5)]), ColumnContent::Choices { distinct: 2 });
    let open = [("Meer tijd, graag", 1), ("Rust, ruimte en tijd", 1), ("Prima, niets", 1)];
    assert_eq!(of(&open), ColumnContent::FreeText { distinct: 3 });
}

#[test]
fn a_scale_of_ones_own_is_told_in_the_order_of_its_labels_or_its_numbers() {
    let own = [("vaak", 4), ("nooit", 3), ("soms", 1)];
    assert_eq!(of(&own), ColumnContent::Choices { distinct: 3 });
    assert_eq!(told(&own, &[]), (texts(&[("vaak", 4), ("nooit", 3)]), Order::Unknown));
    assert_eq!(described(&own, &[]).untold, 1, "a text that stands there once may be a remark");
    let labels = ["Nooit", "Soms", "Vaak", "Altijd", "n.v.t."];
    let listed = texts(&[("Nooit", 3), ("Soms", 1), ("Vaak", 4), ("Altijd", 0)]);
    assert_eq!(told(&own, &labels), (listed, Order::Labels));
    let coded = [("3 - vaak", 4), ("1 - nooit", 3), ("2 - soms", 5)];
    let order = texts(&[("1 - nooit", 3), ("2 - soms", 5), ("3 - vaak", 4)]);
    assert_eq!(told(&coded, &[]), (order, Order::Codes));
}

#[test]
fn an_option_that_the_file_lists_twice_is_counted_once() {
    let twice = ["Lint", "Blok", "lint", "Anders"];
    let listed = texts(&[("Lint", 3), ("Blok", 2), ("Anders", 0)]);
    let found = described(&[("Lint", 3), ("Blok", 2)], &twice);
    assert_eq!((found.texts, found.untold), (listed, 0));
}

#[test]
fn what_stands_beside_a_question_tells_its_scale() {
    let cells = [Cell::Text("eens".to_owned()), Cell::Text("oneens".to_owned())];
    let beside: Vec<String> = ["helemaal oneens", "oneens", "neutraal", "eens", "helemaal eens", "n.v.t."]
        .map(str::to_owned)
        .to_vec();
    let found = describe_column(cells.iter().map(|cell| (cell, 6)), &[], &beside, Missing::NotAnswered);
    let ColumnContent::Scale { scale, doubt, counts, .. } = found.content else { panic!("a scale") };
    assert_eq!((scale.as_str(), doubt, counts), ("eens-5", None, vec![0, 6, 0, 6, 0]));
}

#[test]
fn nothing_of_an_open_question_is_told() {
    for open in [
        &[("Prima begeleid", 1), ("Meer tijd graag", 1)][..],
        &[("Jan luistert nooit. Dat is jammer.", 4), ("geen", 9), ("nee", 3)],
        &[("a@b.nl", 4), ("geen", 9)],
    ] {
        let found = described(open, &[]);
        assert!(matches!(found.content, ColumnContent::FreeText { .. }), "{found:?}");
        assert!(found.texts.is_empty() && found.untold == 0);
    }
    let mixed = described(&[("geen", 20), ("nee", 8), ("-", 4), ("Jan pest mij", 1)], &[]);
    assert!(!mixed.texts.iter().any(|(text, _)| text.contains("Jan")), "{mixed:?}");
}

#[test]
fn a_box_that_is_ticked_or_left_alone_is_no_yes_and_no() {
    let found = described(&[("Ja", 4), ("", 9)], &[]);
    assert_eq!((found.content, found.missing), (ColumnContent::Ticked, [9, 0, 0, 0]));
    assert!(matches!(of(&[("Ja", 4), ("Nee", 1)]), ColumnContent::Scale { .. }));
}

#[test]
fn the_other_kinds_of_column() {
    assert_eq!(of(&[("nl", 12)]), ColumnContent::Constant);
    assert_eq!(of(&[("Noord", 7), ("Zuid", 5)]), ColumnContent::Choices { distinct: 2 });
    let dates = described(&[("2025-05-14 09:21:07", 1), ("14-05-2025", 2)], &[]);
    assert_eq!(dates.content, ColumnContent::Dates);
    assert_eq!(dates.days.map(|days| days.last.to_string()).as_deref(), Some("2025-05-14"));
    assert_eq!(
        of(&[("stage;lessen;", 3), ("lessen;", 2), ("stage;overleg;", 1)]),
        ColumnContent::MultipleChoice { options: 3 }
    );
    let errors = [(&Cell::Error("#N/B".to_owned()), 2)];
    let found = describe_column(errors.into_iter(), &[], &[], Missing::NotAnswered);
    assert_eq!((found.content, found.errors), (ColumnContent::Errors, 2));
}
