use crate::made::*;
use crate::project::Project;

const STATEMENTS: [&str; 3] = ["Ik krijg uitleg", "Ik krijg tijd", "Ik krijg zelden feedback"];

fn bytes(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

fn with_bom(text: &str) -> Vec<u8> {
    [b"\xef\xbb\xbf", text.as_bytes()].concat()
}

/// The file as `windows-1252` has it; only letters that it has in common with Latin-1.
fn latin(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).expect("a Latin letter")).collect()
}

/// A project file with the commented blocks of this kind as if somebody had removed the `#`.
fn uncommented(text: &str, kinds: &[&str]) -> String {
    let mut open = false;
    let line = |line: &str| {
        open = match line {
            "" => false,
            _ => open || kinds.iter().any(|kind| line == format!("# [[{kind}]]")),
        };
        let bare = line.strip_prefix("# ").filter(|_| open);
        format!("{}\n", bare.unwrap_or(line))
    };
    text.lines().map(line).collect()
}

#[test]
fn limesurvey_with_texts() {
    let codes = ["BEG[SQ001]", "BEG[SQ002]", "BEG[SQ003]"];
    let sheet = limesurvey(&codes, &AGREE).column("Q03. School", school).column("OPEN", remark);
    let project = Project::of(&[("studenten.csv", with_bom(&sheet.csv(";", true)))]);
    let text = project.init(&["studenten.csv"]);
    for part in [
        "platform = \"limesurvey\"",
        "encoding = \"UTF-8\"",
        "delimiter = \";\"",
        "header-row = 1",
        "role = \"student\"",
        "van wie zijn deze antwoorden?",
        "groups = { school = \"Q03\" }",
        "date = 2026-04-14",
        "  \"OPEN\",                             # open vraag; wordt nooit gelezen",
    ] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert!(!text.contains("eigen woorden."), "{text}");
    assert_eq!(project.counted(), truths(&codes, 5));
    assert_eq!(project.respondents("school:Noord"), Some(10));
}

#[test]
fn codes_and_numbers_mean_nothing_until_somebody_says_so() {
    for codes in [["A1", "A2", "A3", "A4", "A5"], ["1", "2", "3", "4", "5"]] {
        let sheet = limesurvey(&["BEG_1", "BEG_2"], &codes).and(&["SFE_1"], &AGREE);
        let project = Project::of(&[("studenten.csv", bytes(&sheet.csv(",", true)))]);
        let text = project.init(&["studenten.csv"]);
        assert_eq!(project.counted(), truths(&["SFE_1"], 5), "{text}");
        assert_eq!(project.respondents("all"), Some(ROWS as u64));
        let held: Vec<&str> = text.lines().filter(|line| line.contains("= \"BEG_1\"")).collect();
        assert!(!held.is_empty() && held.iter().all(|line| line.starts_with('#')), "{text}");
    }
}

#[test]
fn numbers_count_once_somebody_names_their_scale() {
    let sheet = limesurvey(&["BEG_1", "BEG_2"], &["1", "2", "3", "4", "5"]);
    let project = Project::of(&[("studenten.csv", bytes(&sheet.csv(",", true)))]);
    let text = project.init(&["studenten.csv"]);
    assert!(project.counted().is_empty());
    let named = uncommented(&text, &["indicator"]).replacen("scale = \"\"", "scale = \"eens-5\"", 1);
    project.write(&named);
    assert_eq!(project.counted(), truths(&["BEG_1", "BEG_2"], 5));
    let own = uncommented(&text, &["scale", "indicator"])
        .replacen("scale = \"\"", "scale = \"onze-schaal\"", 1)
        .replacen("[\"\", \"\", \"\", \"\", \"\"]", "[\"a\", \"b\", \"c\", \"d\", \"e\"]", 1)
        .replacen("neutral = \"\"", "neutral = \"c\"", 1);
    project.write(&own);
    assert_eq!(project.counted(), truths(&["BEG_1", "BEG_2"], 5));
}

#[test]
fn microsoft_forms_in_two_languages() {
    for (headings, texts, platform) in [
        (["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"], AGREE, "begeleiders.xlsx"),
        (["ID", "Start time", "Completion time", "Email", "Name"], AGREE_EN, "mentors.xlsx"),
    ] {
        let sheet = forms(headings, &STATEMENTS, &texts).column("Op welke school werkt u?", school);
        let project = Project::of(&[(platform, sheet.xlsx())]);
        let text = project.init(&[platform]);
        assert!(text.contains("sheet = \"Sheet1\"") && text.contains("\"microsoft-forms\""), "{text}");
        assert!(text.contains("andersom gesteld?"), "`zelden` is worth a remark:\n{text}");
        assert!(!text.contains("iemand"), "{text}");
        assert_eq!(project.counted(), truths(&STATEMENTS, 5));
    }
}

#[test]
fn a_scale_of_ones_own_waits_for_its_order_and_counts_once_it_has_it() {
    let sheet = Sheet::new(&[("Locatie", school)], &["Hoe vaak lesbezoek?", "Hoe vaak overleg?"], &OFTEN);
    let project = Project::of(&[("studenten.csv", latin(&sheet.csv(";", false)))]);
    let text = project.init(&["studenten.csv"]);
    assert!(text.contains("encoding = \"windows-1252\""), "{text}");
    assert!(
        text.contains("# [[scale]]")
            && text.contains("# options = [\"Nooit\", \"Soms\", \"Vaak\", \"Altijd\"]")
    );
    assert!(project.counted().is_empty());
    assert_eq!(project.respondents("school:De Drie Zeeën"), Some(10));
    project.write(&uncommented(&text, &["scale", "indicator"]));
    assert_eq!(project.counted(), truths(&["Hoe vaak lesbezoek?", "Hoe vaak overleg?"], 4));
}

#[test]
fn a_scale_whose_options_carry_their_numbers_can_be_used_at_once() {
    let options = ["1 - lint", "2 - half", "3 - blok"];
    let sheet =
        Sheet::new(&[("Nr", number)], &["Vorm van de eerste stage", "Vorm van de tweede stage"], &options);
    let project = Project::of(&[("studenten.csv", bytes(&sheet.csv(";", false)))]);
    let text = project.init(&["studenten.csv"]);
    assert!(text.contains("neutral = \"2 - half\"") && text.contains("van laag naar hoog?"), "{text}");
    assert_eq!(project.counted(), truths(&["Vorm van de eerste stage", "Vorm van de tweede stage"], 3));
}

#[test]
fn a_column_that_says_who_answers() {
    let sheet = Sheet::new(&[("Wat is uw rol?", role), ("School", school)], &STATEMENTS, &AGREE).column(
        "Alleen voor studenten",
        |row| {
            if row % 2 == 0 { AGREE[row % 5].to_owned() } else { String::new() }
        },
    );
    let project = Project::of(&[("allen.csv", bytes(&sheet.csv(";", false)))]);
    let text = project.init(&["allen.csv"]);
    assert!(text.contains("role-column = \"Wat is uw rol?\""), "{text}");
    assert!(text.contains("Werkplekbegeleider = \"werkplekbegeleider\""), "{text}");
    assert!(text.contains("columns = { student = \"Alleen voor studenten\" }"), "{text}");
    let counted = project.counted();
    for (column, counts) in truths(&STATEMENTS, 5) {
        assert_eq!(counted.get(&column), Some(&counts), "{column}");
    }
    assert_eq!(project.respondents("role:student"), Some(15));
    assert_eq!(project.respondents("role:werkplekbegeleider"), Some(15));
}

#[test]
fn several_files_are_rounds_and_roles() {
    let codes = ["BEG_1", "BEG_2", "BEG_3"];
    let newer = limesurvey(&codes, &AGREE);
    let mut older = limesurvey(&codes[..2], &AGREE);
    for row in &mut older.rows {
        row[1] = row[1].replace("2026-04", "2025-04");
    }
    let mentors = forms(["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"], &STATEMENTS, &AGREE);
    let project = Project::of(&[
        ("studenten-2025.csv", bytes(&older.csv(";", true))),
        ("studenten-2026.csv", bytes(&newer.csv(";", true))),
        ("begeleiders.xlsx", mentors.xlsx()),
        ("kopie.xlsx", mentors.xlsx()),
    ]);
    let text = project.init(&["studenten-2025.csv", "studenten-2026.csv", "begeleiders.xlsx"]);
    for part in ["id = \"2025-voorjaar\"", "id = \"2026-voorjaar\"", "role = \"begeleider\""] {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    let lacking = text.lines().find(|line| line.contains("= \"BEG_3\"")).expect("the statement");
    assert!(lacking.trim().starts_with('#') && lacking.contains("studenten-2025.csv"), "{lacking}");
    let counted = project.counted();
    assert_eq!(counted.get("BEG_1"), truths(&codes, 5).get("BEG_1"));
    assert_eq!(counted.get("Ik krijg tijd"), truths(&STATEMENTS, 5).get("Ik krijg tijd"));
    assert_eq!(counted.get("BEG_3"), None);
}

#[test]
fn the_same_file_twice_is_put_in_once() {
    let file = bytes(&limesurvey(&["BEG_1", "BEG_2"], &AGREE).csv(";", true));
    let project = Project::of(&[("studenten.csv", file.clone()), ("kopie.csv", file)]);
    let output = project.run(&["init", "studenten.csv", "kopie.csv", "--out", "datadialoog.toml"]);
    assert_eq!(output.status.code(), Some(0));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("same-respondents") && said.contains("kopie.csv"), "{said}");
    assert_eq!(project.counted(), truths(&["BEG_1", "BEG_2"], 5));
}

#[test]
fn answers_off_the_scale_do_not_stop_the_run() {
    let mut sheet = limesurvey(&["BEG_1", "BEG_2", "BEG_3"], &AGREE);
    for row in [3, 4, 5, 6, 7] {
        sheet.rows[row][4] = "Nog niet meegemaakt".to_owned();
    }
    sheet.rows[8][5] = "Daar wil ik met Jan over praten".to_owned();
    let project = Project::of(&[("studenten.csv", bytes(&sheet.csv(";", true)))]);
    let text = project.init(&["studenten.csv"]);
    assert!(text.contains("missing = { \"Nog niet meegemaakt\" = \"not-answered\" }"), "{text}");
    assert!(!text.contains("Jan"), "{text}");
    let counted = project.counted();
    assert_eq!(counted.get("BEG_3"), Some(&truth(2, 5)));
    assert_eq!(
        counted.get("BEG_2"),
        None,
        "one answer of it is on no scale, and nobody has said what it means"
    );
    let mut left = truth(0, 5);
    for row in [3, 4, 5, 6, 7] {
        left[chosen(row, 0, 5)] -= 1;
    }
    assert_eq!(counted.get("BEG_1"), Some(&left));
}

#[test]
fn an_export_without_one_closed_question_runs_too() {
    for sheet in [
        Sheet::new(&[("Opmerking", remark)], &[], &[]),
        Sheet::new(&[("Nr", number), ("School", school)], &[], &[]),
        Sheet::new(&[("Nr", number)], &["Stelling"], &["#N/B", "Mee eens"]),
    ] {
        let project = Project::of(&[("antwoorden.csv", bytes(&sheet.csv(";", false)))]);
        let text = project.init(&["antwoorden.csv"]);
        assert_eq!(project.respondents("all"), Some(ROWS as u64), "{text}");
    }
}

#[test]
fn responses_that_nobody_finished_count_where_there_are_no_others() {
    let mut sheet = limesurvey(&["BEG_1", "BEG_2"], &AGREE);
    for row in &mut sheet.rows {
        row[1] = String::new();
    }
    let project = Project::of(&[("studenten.csv", bytes(&sheet.csv(";", true)))]);
    assert!(project.init(&["studenten.csv"]).contains("incomplete = \"use\""));
    assert_eq!(project.counted(), truths(&["BEG_1", "BEG_2"], 5));
}

#[test]
fn a_question_with_few_different_answers_takes_the_scale_of_the_questions_beside_it() {
    let sheet = limesurvey(&["BEG_1", "BEG_2"], &AGREE)
        .column("BEG_3", |row| ["Mee eens", "Mee oneens"][row % 2].to_owned());
    let project = Project::of(&[("studenten.csv", bytes(&sheet.csv(";", true)))]);
    project.init(&["studenten.csv"]);
    assert_eq!(project.counted().get("BEG_3"), Some(&vec![0, 15, 0, 15, 0]));
}

#[test]
fn what_init_says_is_in_the_language_asked_for() {
    let sheet =
        Sheet::new(&[("Role", role)], &["How often?", "How often else?"], &["Never", "Sometimes", "Often"]);
    let project = Project::of(&[("students.csv", bytes(&sheet.csv(",", false)))]);
    let output = project.run(&["init", "students.csv", "--out", "datadialoog.toml", "--lang", "en"]);
    assert_eq!(output.status.code(), Some(0));
    let text = project.written();
    assert!(text.contains("this column says who answers") && text.contains("from low to high"), "{text}");
    for dutch in ["deze kolom", "laag naar hoog", "Overgeslagen"] {
        assert!(!text.contains(dutch), "{dutch} is in\n{text}");
    }
    project.check();
}

#[test]
fn one_answer_a_row_is_counted_as_a_respondent_a_row_is() {
    let mut file = "ResultID;School;Vraag;Antwoord\n".to_owned();
    for row in 0..ROWS {
        for (question, statement) in STATEMENTS.iter().enumerate() {
            let answer = AGREE[chosen(row, question, 5)];
            file.push_str(&format!("r{row};{};{statement};{answer}\n", school(row)));
        }
        file.push_str(&format!("r{row};{};Wat kan er beter?;{}\n", school(row), remark(row)));
    }
    let project = Project::of(&[("studenten.csv", bytes(&file))]);
    let text = project.init(&["studenten.csv"]);
    assert!(text.contains("shape = \"long\"") && !text.contains("eigen woorden."), "{text}");
    assert!(text.contains("unused = []"), "{text}");
    assert_eq!(project.counted(), truths(&STATEMENTS, 5));
    assert_eq!(project.respondents("school:Noord"), Some(10));
    let said = project.run(&["inspect", "studenten.csv", "--format", "json"]);
    let said: serde_json::Value = serde_json::from_slice(&said.stdout).expect("JSON");
    assert!(!said.to_string().contains("\"r7\""), "who answered is not told");
    let asked = said["files"][0]["asked"].as_array().expect("questions");
    assert_eq!(asked.iter().filter(|question| question["scale"] == "eens-5").count(), 3);
}

#[test]
fn a_counted_table_is_counted_as_it_stands() {
    let mut file = format!("Stelling;{}\n", AGREE.join(";"));
    for (question, statement) in STATEMENTS.iter().enumerate() {
        let counts: Vec<String> = truth(question, 5).iter().map(u64::to_string).collect();
        file.push_str(&format!("{statement};{}\n", counts.join(";")));
    }
    let project = Project::of(&[("studenten.csv", bytes(&file))]);
    assert!(project.init(&["studenten.csv"]).contains("shape = \"counted\""));
    assert_eq!(project.counted(), truths(&STATEMENTS, 5));
}

#[test]
fn per_cents_of_nobody_knows_how_many_are_not_used_and_that_is_said() {
    let file = format!("Stelling;{}\nIk krijg uitleg;12,5;12,5;25;25;25\n", AGREE.join(";"));
    let file = file + "Ik krijg tijd;10;20,5;29,5;20;20\n";
    let project = Project::of(&[("studenten.csv", bytes(&file))]);
    let output = project.run(&["init", "studenten.csv", "--out", "datadialoog.toml"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stderr).contains("van hoeveel mensen"));
    let text = project.written();
    assert!(!text.contains("shape =") && text.contains("voeg een kolom `n` toe"), "{text}");
}

#[test]
fn a_later_export_with_another_column_is_noticed() {
    let sheet = limesurvey(&["BEG_1", "BEG_2"], &AGREE).column("OPEN", remark).column("School", school);
    let project = Project::of(&[("studenten.csv", bytes(&sheet.csv(";", true)))]);
    let text = project.init(&["studenten.csv"]);
    let unused = text.lines().skip_while(|line| *line != "unused = [").nth(1).expect("a column");
    assert_eq!(unused, "  \"OPEN\",                             # open vraag; wordt nooit gelezen");
    assert_eq!(project.counted(), truths(&["BEG_1", "BEG_2"], 5));
    let later = sheet.column("NIEUW", school).csv(";", true);
    std::fs::write(project.path("studenten.csv"), later).expect("a file");
    let output = project.run(&["check", "--as-of", "2030-01-01"]);
    assert_eq!(output.status.code(), Some(5));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`NIEUW`"));
}
