use super::fixture::{csv, rows};
use crate::diagnostics::Code;
use crate::ingest::ColumnUse;

#[test]
fn a_column_is_personal_by_what_stands_in_it_and_the_note_tells_no_value() {
    let content = "rol;Hoe bereiken we u?;V7;jaar;Q1\nstudent;p.bedacht@x.example;06-12345678;2025;4\nstudent;;0612345679;2026;5\nmentor;q@x.example;06 1234 5670;2025;1\n";
    let checked = csv(content).open().unwrap();
    let table = checked.value;
    let uses: Vec<ColumnUse> = table.headings.iter().map(|heading| heading.column_use).collect();
    use ColumnUse::{Answer, Personal as P};
    assert_eq!(uses, [Answer, P, P, Answer, Answer]);
    let noted: Vec<_> = checked.notes.iter().map(|note| note.headline.nl.as_str()).collect();
    assert_eq!(
        noted,
        [
            "niet gelezen, want er staan e-mailadressen in: `Hoe bereiken we u?`",
            "niet gelezen, want er staan telefoonnummers in: `V7`"
        ]
    );
    assert!(!format!("{:?}", rows(&table).unwrap()).contains("bedacht"));
    assert_eq!(table.batches(&[1]).unwrap_err()[0].code, Code::PersonalColumn);
}

#[test]
fn codes_years_and_the_numbers_of_respondents_stay_answers() {
    let mut content = "nr;jaar;klas;Q1;cijfer\n".to_owned();
    for row in 0..40 {
        content.push_str(&format!(
            "{};{};{}A;{};{}\n",
            100_000_000 + row,
            2020 + row % 6,
            row % 4,
            row % 5 + 1,
            row % 10 + 1
        ));
    }
    let table = csv(&content).table();
    assert!(table.headings.iter().all(|heading| heading.column_use == ColumnUse::Answer));
}

#[test]
fn a_personal_column_that_starts_below_a_hundred_blanks_is_still_seen() {
    let mut content = "rol;veld\n".to_owned();
    content.push_str(&"student;\n".repeat(150));
    content.push_str("student;p@x.example\n");
    let table = csv(&content).table();
    assert_eq!(table.headings[1].column_use, ColumnUse::Personal);
}
