//! What a source says of the shape of its files.

use super::*;
use crate::domain::{CountedColumns, CountsIn, LongColumns, OptionColumn, SourceShape};

fn shape(lines: &str) -> SourceShape {
    let project = project(&format!("{SMALLEST}{lines}"));
    let again = super::project(&effective(&project));
    assert_eq!(again, project, "it survives being written out");
    project.sources.into_iter().next().expect("a source").shape
}

fn pair(option: &str, column: &str) -> OptionColumn {
    OptionColumn { option: option.to_owned(), column: column.to_owned() }
}

#[test]
fn a_source_is_wide_unless_it_says_otherwise() {
    assert_eq!(shape(""), SourceShape::Wide);
    assert_eq!(shape("shape = \"wide\"\n"), SourceShape::Wide);
}

#[test]
fn a_long_source_names_its_three_columns() {
    let columns = LongColumns { respondent: "R".into(), question: "V".into(), answer: "A".into() };
    let lines = "shape = \"long\"\nrespondent = \"R\"\nquestion = \"V\"\nanswer = \"A\"\n";
    assert_eq!(shape(lines), SourceShape::Long(columns));
}

#[test]
fn a_counted_source_names_its_options_as_a_list_or_a_table_or_answer_and_count() {
    let counted = |counts, percent_of: Option<&str>| {
        let percent_of = percent_of.map(str::to_owned);
        SourceShape::Counted(CountedColumns { question: "V".into(), counts, percent_of })
    };
    let start = "shape = \"counted\"\nquestion = \"V\"\n";
    assert_eq!(
        shape(&format!("{start}options = [\"oneens\", \"eens\"]\n")),
        counted(CountsIn::Columns(vec![pair("oneens", "oneens"), pair("eens", "eens")]), None),
        "in the order of the list"
    );
    assert_eq!(
        shape(&format!(
            "{start}options = {{ \"helemaal eens\" = \"5\", eens = \"4\" }}\nunit = \"percent\"\nn = \"N\"\n"
        )),
        counted(CountsIn::Columns(vec![pair("eens", "4"), pair("helemaal eens", "5")]), Some("N"))
    );
    let rows = CountsIn::Rows { answer: "A".into(), count: "C".into() };
    assert_eq!(
        shape(&format!("{start}answer = \"A\"\ncount = \"C\"\nunit = \"count\"\n")),
        counted(rows, None)
    );
}

#[test]
fn a_key_that_is_missing_is_named_with_what_it_is_for() {
    let found = faults(&format!("{SMALLEST}shape = \"long\"\nquestion = \"V\"\n"));
    assert_eq!(places(&found), [(Code::MissingKey, 7, 1), (Code::MissingKey, 7, 1)]);
    assert!(found[0].headline.nl.contains("`respondent` ontbreekt: de kolom die zegt welke rijen"));
    assert!(found[1].headline.en.contains("`answer` is missing: the column with the answer"));
    let found = only("shape = \"counted\"\nquestion = \"V\"\n");
    assert!(found.headline.nl.contains("waar de aantallen staan"), "{}", drawn(&[found]));
    let found = only("shape = \"counted\"\nquestion = \"V\"\noptions = [\"a\", \"b\"]\nunit = \"percent\"\n");
    assert!(found.headline.nl.contains("`n` ontbreekt"), "{}", drawn(&[found]));
}

#[test]
fn a_key_of_another_shape_is_refused() {
    let found = only("respondent = \"R\"\n");
    assert_eq!((found.code, places(std::slice::from_ref(&found))[0].1), (Code::BadValue, 11));
    assert!(found.headline.nl.contains("hoort bij een bron met `shape = \"long\"`"), "{}", drawn(&[found]));
    let long = "shape = \"long\"\nrespondent = \"R\"\nquestion = \"V\"\nanswer = \"A\"\n";
    assert_eq!(only(&format!("{long}count = \"C\"\n")).code, Code::BadValue);
    let counted = "shape = \"counted\"\nquestion = \"V\"\noptions = [\"a\", \"b\"]\n";
    assert!(only(&format!("{counted}n = \"N\"\n")).headline.nl.contains("hoort bij procenten"));
    assert!(only(&format!("{counted}answer = \"A\"\n")).headline.nl.contains("óf `options`"));
}

#[test]
fn a_shape_that_does_not_exist_and_options_that_are_no_list_are_refused() {
    assert_eq!(only("shape = \"tall\"\n").code, Code::UnknownName);
    let counted = "shape = \"counted\"\nquestion = \"V\"\n";
    assert_eq!(only(&format!("{counted}options = \"a\"\n")).code, Code::WrongType);
    assert_eq!(only(&format!("{counted}options = [\"a\", 2]\n")).code, Code::WrongType);
    assert_eq!(only(&format!("{counted}options = {{ a = 2, b = \"c\" }}\n")).code, Code::WrongType);
    assert_eq!(only(&format!("{counted}options = [\"a\"]\n")).code, Code::BadValue);
    assert_eq!(only(&format!("{counted}options = [\"a\", \"a \"]\n")).code, Code::DuplicateName);
    assert_eq!(only(&format!("{counted}options = [\"a\", \"V\"]\n")).code, Code::DuplicateName);
}
