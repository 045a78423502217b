use super::{inspect, scaffold};
use crate::domain::Lang;
use crate::ingest::{Hints, Limits};

fn scaffolded(content: &str, lang: Lang) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("studenten.csv");
    std::fs::write(&file, content).expect("a file");
    let report = inspect(&file, &Hints::default(), &Limits::default()).expect("it reads");
    scaffold(&[report], lang)
}

#[test]
fn of_code_and_text_the_code_is_the_column_and_the_statement_its_text() {
    let mut content = "id. Response ID;submitdate. Date submitted;lastpage. Last page;firstname. First name;\
        BEG[SQ001]. Begeleiding [Ik krijg uitleg];BEG[SQ002]. Begeleiding [Ik krijg tijd]\n"
        .to_owned();
    for row in 1..=6 {
        content.push_str(&format!("{row};2025-01-01;3;Jan {row};Eens;Helemaal mee eens\n"));
    }
    let text = scaffolded(&content, Lang::Nl);
    for part in
        ["= \"BEG[SQ001]\"", "\"Ik krijg uitleg\"", "title = \"Begeleiding\"", "firstname: persoonsgegeven"]
    {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn whole_numbers_under_a_heading_that_asks_a_mark_are_proposed_as_one() {
    let mut content = "Welk cijfer geeft u?;Grade;Marktkennis\n".to_owned();
    for mark in [6, 7, 7, 8, 10] {
        content.push_str(&format!("{mark};{mark};{mark}\n"));
    }
    let text = scaffolded(&content, Lang::Nl);
    assert!(text.contains("scale = \"cijfer-10\"") && text.contains("klopt dit?"), "{text}");
    assert!(
        text.contains("\"Grade\"") && text.contains("# Van deze vragen staan er alleen cijfers"),
        "{text}"
    );
    let none = scaffolded(&content.replace("10;10;10", "11;11;11"), Lang::Nl);
    assert!(!none.contains("cijfer-10"), "{none}");
}

#[test]
fn reasons_for_skipping_are_in_the_language_asked_for() {
    let content = "Name;Visits;When\nJan;3;2026-01-01\nPiet;40;2026-01-02\nAn;517;2026-01-03\n";
    let text = scaffolded(content, Lang::En);
    for part in ["Name: personal", "# numbers\n", "# dates\n"] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert!(scaffolded(content, Lang::Nl).contains("Name: persoonsgegeven"));
}

#[test]
fn answers_off_the_scale_that_come_back_stand_ready_to_be_given_a_meaning() {
    let mut content = "Ik krijg uitleg\n".to_owned();
    for answer in ["eens", "oneens", "neutraal", "helemaal mee eens"] {
        content.push_str(&format!("{answer}\n{answer}\n"));
    }
    content.push_str("Nog niet meegemaakt\nNog niet meegemaakt\nJan was er niet\n");
    let text = scaffolded(&content, Lang::Nl);
    assert!(text.contains("\nmissing = { \"Nog niet meegemaakt\" = \"not-answered\" }"), "{text}");
    assert!(!text.contains("Jan was"), "{text}");
}

#[test]
fn a_file_with_one_answer_a_row_gets_the_keys_and_its_questions() {
    let mut content = "ResultID;ResultDate;Vraag;Antwoord\n".to_owned();
    for person in 0..6 {
        for question in ["Ik krijg uitleg", "Ik krijg tijd"] {
            let answer = ["eens", "oneens", "helemaal eens"][person % 3];
            content.push_str(&format!("{person};2026-03-0{} 10:00:00;{question};{answer}\n", person + 1));
        }
    }
    let text = scaffolded(&content, Lang::Nl);
    for part in [
        "shape = \"long\"\nrespondent = \"ResultID\"\nquestion = \"Vraag\"\nanswer = \"Antwoord\"\n",
        "= \"Ik krijg uitleg\"",
        "scale = \"eens-5\"",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert!(!text.contains("= \"Antwoord\" }"), "{text}");
}

#[test]
fn a_counted_table_gets_the_keys_and_its_questions() {
    let content = "Stelling;helemaal oneens;oneens;neutraal;eens;helemaal eens;weet niet\n\
        Ik krijg uitleg;1;2;3;4;5;0\nIk krijg tijd;2;2;3;4;4;1\n";
    let text = scaffolded(content, Lang::En);
    for part in [
        "shape = \"counted\"\nquestion = \"Stelling\"\noptions = [\"helemaal oneens\",",
        "\"weet niet\"]",
        "= \"Ik krijg tijd\"",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
}

#[test]
fn a_table_with_a_respondent_a_row_is_taken_for_nothing_else() {
    let mut content = "ID;School;Vraag 1;Vraag 2\n".to_owned();
    for person in 0..12 {
        content.push_str(&format!("{person};S{};eens;Ik vind het fijn dat\n", person % 3));
    }
    assert!(!scaffolded(&content, Lang::Nl).contains("shape ="));
}
