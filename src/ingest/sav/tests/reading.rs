use super::writer::{Sav, Value, Var, number, text};
use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{Cell, Missing, Phrase, Place, PlatformName};
use crate::ingest::sav::bytes::Order;
use crate::ingest::tests::fixture::{Fixture, file, rows};
use crate::ingest::{ColumnUse, Hints, Table, TableKind};

fn made(sav: &Sav) -> Fixture {
    file("antwoorden.sav", &sav.bytes())
}

fn cells(table: &Table) -> Vec<Vec<Cell>> {
    let rows = rows(table).unwrap_or_else(|faults| panic!("{faults:#?}"));
    assert!(rows.iter().map(|(start, _)| *start).eq(1..=rows.len() as u64), "rows count from 1");
    rows.into_iter().map(|(_, cells)| cells).collect()
}

fn read(sav: &Sav) -> Vec<Vec<Cell>> {
    cells(&made(sav).table())
}

fn one(variable: Var, values: Vec<Value>) -> Vec<Cell> {
    let sav = Sav::new(vec![variable], values.into_iter().map(|value| vec![value]).collect());
    read(&sav).into_iter().flatten().collect()
}

fn t(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn n(number: f64) -> Cell {
    Cell::Number(number)
}

fn m(text: &str) -> Cell {
    Cell::Missing(text.to_owned())
}

fn codes(notes: &[Diagnostic]) -> Vec<Code> {
    notes.iter().map(|note| note.code).collect()
}

/// A survey with something of everything.
pub(super) fn survey() -> Sav {
    let variables = vec![
        number("V1").called("les_boeit", "De les boeit mij"),
        number("V2")
            .called("Cijfer", "Welk cijfer geeft u?")
            .lacking(-3, &[(-9.0).into(), (-1.0).into(), 99.0.into()]),
        text("SCHOOL", 6),
        text("OPEN", 600).called("toelichting", "Toelichting"),
        number("DAG").shown_as(20),
        text("KORT", 12).called("stad", ""),
    ];
    let long = "héél ".repeat(80);
    let row = |v1: Value, v2: Value, school: &str, open: &str, day: Value, city: &str| {
        vec![v1, v2, school.into(), open.into(), day, city.into()]
    };
    let rows = vec![
        row(1.0.into(), 7.5.into(), "Noord", &long, 13_631_500_800.0.into(), "Zwolle"),
        row(2.0.into(), 99.0.into(), "Zuid", "", Value::Nothing, "Den Helder"),
        row(Value::Nothing, (-3.0).into(), "", "kort", 13_631_587_200.0.into(), ""),
        row(5.0.into(), 1e12.into(), "Noord", "x", Value::Nothing, "'s-Gravenha"),
    ];
    let mut sav = Sav::new(variables, rows);
    sav.labels = vec![(vec![(1.0.into(), "Helemaal mee oneens"), (2.0.into(), "Mee oneens")], vec![0])];
    sav.labels.push((vec![(99.0.into(), "Weet niet")], vec![1]));
    sav
}

#[test]
fn every_way_of_packing_in_either_byte_order_gives_the_same_cells() {
    let long = "héél ".repeat(80);
    let expected = vec![
        vec![
            t("Helemaal mee oneens"),
            n(7.5),
            t("Noord"),
            t(long.trim_end()),
            Cell::Date("2014-10-01".into()),
            t("Zwolle"),
        ],
        vec![t("Mee oneens"), m("Weet niet"), t("Zuid"), Cell::Absent, Cell::Absent, t("Den Helder")],
        vec![Cell::Absent, m("-3"), Cell::Absent, t("kort"), Cell::Date("2014-10-02".into()), Cell::Absent],
        vec![n(5.0), n(1e12), t("Noord"), t("x"), Cell::Absent, t("'s-Gravenha")],
    ];
    for order in [Order::Little, Order::Big] {
        for (packing, title) in [(0, "none"), (1, "bytecode"), (2, "zlib")] {
            for (promised, says_end) in [(None, false), (None, true), (Some(-1), true), (Some(-1), false)] {
                let sav = Sav { order, packing, promised, says_end, ..survey() };
                let table = made(&sav).table();
                assert_eq!(table.kind, TableKind::Sav { encoding: "UTF-8", packing: title });
                assert_eq!(cells(&table), expected, "{order:?} {title} {promised:?} {says_end}");
            }
        }
    }
}

#[test]
fn a_column_is_found_by_its_name_and_by_its_label() {
    let table = made(&survey()).table();
    for (name, column) in [
        ("les_boeit", Some(0)),
        ("De les  boeit mij", Some(0)),
        ("V1", None),
        ("SCHOOL", Some(2)),
        ("Toelichting", Some(3)),
        ("stad", Some(5)),
    ] {
        assert_eq!(table.find(name), column, "{name}");
    }
    let plain = &table.headings[2];
    assert_eq!((plain.text.as_str(), plain.code.as_deref()), ("SCHOOL", Some("SCHOOL")));
    assert_eq!(table.absent_means(), Missing::NotAnswered);
    assert_eq!(table.platform, PlatformName::Table);
    assert_eq!(table.place(0, 3), Place::file("in.csv"));
    assert_eq!(table.place(7, 3), Place::line("in.csv", 7));
}

#[test]
fn two_variables_may_share_a_label_and_then_only_the_name_tells_them_apart() {
    let variables = vec![number("A").called("a", "De les"), number("B").called("b", "De les")];
    let table = made(&Sav::new(variables, vec![vec![1.0.into(), 2.0.into()]])).table();
    assert_eq!((table.find("De les"), table.find("b")), (None, Some(1)));
    assert_eq!(cells(&table), [[n(1.0), n(2.0)]]);
}

#[test]
fn two_variables_with_one_name_cannot_be_read_and_that_is_said() {
    let variables = vec![number("A").called("les", "een"), number("B").called("les", "twee"), number("C")];
    let checked = made(&Sav::new(variables, vec![vec![1.0.into(), 2.0.into(), 3.0.into()]])).open().unwrap();
    assert_eq!(codes(&checked.notes), [Code::DuplicateHeading]);
    let readable: Vec<_> = (0..3).filter(|&column| checked.value.can_be_read(column)).collect();
    assert_eq!(readable, [2]);
}

#[test]
fn personal_columns_are_known_by_name_and_by_label_and_are_never_read() {
    let variables = vec![text("NAAM", 8), text("Q1", 8).called("Q1", "E-mailadres"), number("Q2")];
    let checked =
        made(&Sav::new(variables, vec![vec!["Ans".into(), "a@b.nl".into(), 3.0.into()]])).open().unwrap();
    let uses: Vec<_> = checked.value.headings.iter().map(|heading| heading.column_use).collect();
    assert_eq!(uses, [ColumnUse::Personal, ColumnUse::Personal, ColumnUse::Answer]);
    assert_eq!(codes(&checked.notes), [Code::PersonalColumn]);
    assert!(checked.value.batches(&[1]).is_err());
}

#[test]
fn a_platform_is_known_by_the_names_of_its_variables() {
    let names = [("ID", "id"), ("DAG", "submitdate"), ("BLZ", "lastpage"), ("TAAL", "startlanguage")];
    let variables = names.iter().map(|(short, long)| number(short).called(long, "iets anders")).collect();
    let table = made(&Sav::new(variables, vec![vec![Value::Nothing; 4], vec![1.0.into(); 4]])).table();
    assert_eq!((table.platform, table.completion()), (PlatformName::Limesurvey, Some(1)));
    let hints = Hints { platform: Some(PlatformName::Limesurvey), ..Hints::default() };
    let faults = made(&survey()).open_with(&hints).unwrap_err();
    assert_eq!(codes(&faults), [Code::PlatformMismatch]);
}

#[test]
fn values_declared_missing_one_by_one_are_missing_by_their_label_or_else_as_they_stand() {
    let mut sav = Sav::new(
        vec![number("V").lacking(3, &[7.0.into(), 8.0.into(), 9.5.into()])],
        [1.0, 7.0, 8.0, 9.0, 9.5].iter().map(|&value| vec![value.into()]).collect(),
    );
    sav.labels = vec![(vec![(7.0.into(), "n.v.t."), (1.0.into(), "ja")], vec![0])];
    assert_eq!(read(&sav).concat(), [t("ja"), m("n.v.t."), m("8"), n(9.0), m("9.5")]);
}

#[test]
fn a_range_of_missing_values_has_both_its_ends_and_may_have_none() {
    let values = || [-4.0, -3.0, -2.0, 5.0, 1e9].iter().map(|&value| Value::from(value)).collect::<Vec<_>>();
    let range = number("V").lacking(-2, &[(-3.0).into(), (-2.0).into()]);
    assert_eq!(one(range, values()), [n(-4.0), m("-3"), m("-2"), n(5.0), n(1e9)]);
    // LOWEST is the largest negative number, which elsewhere says 'no answer', or the one after it.
    for lowest in [f64::MIN, f64::MIN.next_up()] {
        let low = number("V").lacking(-3, &[lowest.into(), (-3.0).into(), 5.0.into()]);
        assert_eq!(one(low, values()), [m("-4"), m("-3"), n(-2.0), m("5"), n(1e9)]);
    }
    let high = number("V").lacking(-2, &[5.0.into(), f64::MAX.into()]);
    assert_eq!(one(high, values()), [n(-4.0), n(-3.0), n(-2.0), m("5"), m("1000000000")]);
}

#[test]
fn labels_and_missing_values_of_short_texts_are_compared_without_the_blanks_behind_them() {
    let mut sav = Sav::new(
        vec![text("V", 3).lacking(1, &["nvt".into()])],
        ["a", "nvt", "b ", " a"].iter().map(|&value| vec![value.into()]).collect(),
    );
    sav.labels = vec![(vec![("a".into(), "Eens"), ("b".into(), "Oneens")], vec![0])];
    assert_eq!(read(&sav).concat(), [t("Eens"), m("nvt"), t("Oneens"), t(" a")]);
}

fn counted(bytes: &[u8]) -> Vec<u8> {
    [&i32::try_from(bytes.len()).unwrap().to_le_bytes()[..], bytes].concat()
}

#[test]
fn labels_and_missing_values_of_long_texts_are_found_by_the_long_name() {
    let mut sav = Sav::new(
        vec![text("V", 10).called("lange_naam", "")],
        ["Noord", "onbekend", "geen", ""].iter().map(|&value| vec![value.into()]).collect(),
    );
    let int = |number: i32| number.to_le_bytes().to_vec();
    let labels = [
        counted(b"lange_naam"),
        int(10),
        int(2),
        counted(b"Noord     "),
        counted("Locatie Noord".as_bytes()),
        counted(b"geen      "),
        counted("Géén locatie".as_bytes()),
    ];
    let missing = [counted(b"lange_naam"), vec![2], int(8), b"onbekendgeen    ".to_vec()];
    sav.extensions = vec![(21, 1, labels.concat()), (22, 1, missing.concat())];
    let checked = made(&sav).open().unwrap();
    assert_eq!(codes(&checked.notes), []);
    let expected = [t("Locatie Noord"), m("onbekend"), m("Géén locatie"), Cell::Absent];
    assert_eq!(cells(&checked.value).concat(), expected);
    sav.variables[0].long = "anders";
    assert_eq!(
        codes(&made(&sav).open().unwrap().notes),
        [Code::FileBroken],
        "labels of nobody are said aloud"
    );
}

#[test]
fn an_empty_text_is_no_answer_unless_its_emptiness_has_a_label() {
    let values = || vec!["".into(), "  ".into(), "\u{a0}".into(), "x".into()];
    let plain = one(text("V", 4), values());
    assert_eq!(plain, [Cell::Absent, Cell::Absent, Cell::Blank, t("x")]);
    let mut sav = Sav::new(vec![text("V", 4)], values().into_iter().map(|value| vec![value]).collect());
    sav.labels = vec![(vec![("".into(), "Niet gevraagd")], vec![0])];
    let empty = t("Niet gevraagd");
    assert_eq!(read(&sav).concat(), [empty.clone(), empty.clone(), empty, t("x")]);
}

#[test]
fn a_moment_that_is_declared_missing_is_missing_and_one_with_a_label_reads_as_it() {
    let mut sav = Sav::new(
        vec![number("V").shown_as(20).lacking(1, &[0.0.into()])],
        [0.0, 86_400.0, 172_800.0, -5.0].iter().map(|&value| vec![value.into()]).collect(),
    );
    sav.labels = vec![(vec![(172_800.0.into(), "Onbekend")], vec![0])];
    assert_eq!(read(&sav).concat(), [m("0"), Cell::Date("1582-10-15".into()), t("Onbekend"), n(-5.0)]);
}

#[test]
fn the_print_format_says_what_a_number_counts() {
    let seconds = 13_631_500_800.0 + 36_610.0;
    for (format, shown) in [
        (5, n(seconds)),
        (20, Cell::Date("2014-10-01T10:10:10".into())),
        (22, Cell::Date("2014-10-01T10:10:10".into())),
        (29, Cell::Date("2014-10-01T10:10:10".into())),
        (41, Cell::Date("2014-10-01T10:10:10".into())),
        (26, n(seconds)),
        (0, n(seconds)),
        (250, n(seconds)),
    ] {
        assert_eq!(one(number("V").shown_as(format), vec![seconds.into()]), [shown], "{format}");
    }
    let time = one(number("V").shown_as(21), vec![36_610.0.into(), 90_000.0.into()]);
    assert_eq!(time, [Cell::Date("10:10:10".into()), Cell::Date("PT25H0M0S".into())]);
}

#[test]
fn texts_are_in_the_encoding_the_file_names_or_else_in_that_of_its_code_page() {
    let in_1252 = |encoding, code_page| {
        let label = b"Caf\xE9?".to_vec();
        let variable = Var { label, ..text("V", 8) };
        let rows = vec![vec![Value::Text(b"th\xE9".to_vec())]];
        Sav { encoding, code_page, ..Sav::new(vec![variable], rows) }
    };
    for (encoding, code_page, notes) in
        [(Some("windows-1252"), 65001, vec![]), (None, 1252, vec![]), (None, 2, vec![Code::EncodingGuessed])]
    {
        let checked = made(&in_1252(encoding, code_page)).open().unwrap();
        assert_eq!(codes(&checked.notes), notes);
        assert_eq!(checked.value.headings[0].text, "Café?");
        assert_eq!(cells(&checked.value), [[t("thé")]]);
    }
    let hints = |encoding: &str| Hints { encoding: Some(encoding.to_owned()), ..Hints::default() };
    let cyrillic = made(&in_1252(None, 2)).open_with(&hints("windows-1251")).unwrap();
    assert_eq!(codes(&cyrillic.notes), []);
    assert_eq!(cells(&cyrillic.value), [[t("thй")]]);
    let faults = made(&in_1252(None, 2)).open_with(&hints("utf-16le")).unwrap_err();
    assert_eq!(codes(&faults), [Code::BadEncoding]);
}

#[test]
fn bytes_that_mean_nothing_in_the_encoding_are_said_aloud() {
    let variable = Var { label: b"Caf\xE9".to_vec(), ..text("V", 8) };
    let sav = Sav::new(vec![variable], vec![vec![Value::Text(b"th\xE9".to_vec())]]);
    let checked = made(&sav).open().unwrap();
    assert_eq!(codes(&checked.notes), [Code::BadEncoding, Code::BrokenAccents]);
    let mut batches = checked.value.batches(&[0]).unwrap();
    let batch = batches.next().unwrap().unwrap();
    assert_eq!(batch.columns[0].distinct[0], t("th\u{fffd}"));
    assert!(batches.next().is_none());
    assert_eq!(codes(batches.notes()), [Code::BadEncoding]);
}

#[test]
fn names_and_texts_that_are_not_latin_survive() {
    let variables = vec![text("V1", 64).called("ותק_ב", "నేను గతంలో"), text("V2", 300).called("V2", "")];
    let long = "గ".repeat(100);
    let table = made(&Sav::new(variables, vec![vec!["ő ű 中文".into(), long.as_str().into()]])).table();
    assert_eq!((table.find("ותק_ב"), table.find("నేను గతంలో")), (Some(0), Some(0)));
    assert_eq!(cells(&table), [[t("ő ű 中文"), t(&long)]]);
}

#[test]
fn a_weight_is_said_aloud_and_not_used() {
    let mut sav = survey();
    // Words come before it, so that its word and its column are two numbers.
    sav.weight = Some(4);
    let checked = made(&sav).open().unwrap();
    let note = checked.notes.iter().find(|note| note.code == Code::WeightNotUsed).expect("a note");
    assert!(note.headline.nl.contains("`DAG`"), "{}", note.headline.nl);
}

#[test]
fn no_answer_is_no_answer_whichever_number_the_file_takes_for_it() {
    let special: Vec<u8> =
        [-9e99, f64::MAX, f64::MIN].iter().flat_map(|float: &f64| float.to_le_bytes()).collect();
    let values = [-9e99, f64::MIN, f64::NAN, -0.0, 1.0];
    let rows = values.iter().map(|&value| vec![value.into()]).collect();
    let mut sav = Sav { packing: 0, ..Sav::new(vec![number("V")], rows) };
    sav.extensions = vec![(4, 8, special)];
    sav.labels = vec![(vec![(0.0.into(), "nee")], vec![0])];
    assert_eq!(read(&sav).concat(), [Cell::Absent, Cell::Absent, Cell::Absent, t("nee"), n(1.0)]);
}

#[test]
fn another_bias_moves_the_small_numbers() {
    let values = || [-99.0, 0.0, 50.0, 151.0, 152.0].iter().map(|&value| vec![Value::from(value)]).collect();
    for bias in [0.0, 50.0, 100.0] {
        let found = read(&Sav { bias, ..Sav::new(vec![number("V")], values()) });
        assert_eq!(found.concat(), [n(-99.0), n(0.0), n(50.0), n(151.0), n(152.0)], "{bias}");
    }
}

#[test]
fn a_case_without_a_single_answer_is_a_row_also_at_the_end() {
    let rows = [Value::Nothing, 1.0.into(), Value::Nothing, Value::Nothing];
    let sav = Sav::new(vec![number("V")], rows.iter().map(|value| vec![value.clone()]).collect());
    let table = made(&sav).table();
    assert_eq!(cells(&table).concat(), [Cell::Absent, n(1.0), Cell::Absent, Cell::Absent]);
    let mut batches = table.batches(&[0]).unwrap();
    while batches.next().is_some() {}
    let Phrase { nl, .. } = &batches.notes()[0].headline;
    assert!(nl.contains("3 lege rijen"), "{nl}");
}

#[test]
fn a_file_of_more_cases_in_its_extension_than_the_header_knows_is_held_to_it() {
    let count = |cases: i64| [1_i64, cases].iter().flat_map(|long| long.to_le_bytes()).collect::<Vec<u8>>();
    let mut sav = Sav { promised: Some(-1), ..survey() };
    sav.extensions = vec![(16, 8, count(4))];
    assert_eq!(read(&sav).len(), 4);
    sav.extensions = vec![(16, 8, count(5))];
    assert_eq!(made(&sav).codes(), [Code::FileBroken]);
}
