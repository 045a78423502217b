//! Counted tables.

use super::*;

#[test]
fn the_counted_dull_five() {
    let source = counted_source();
    let head = format!("School;Vraag;{}\n", OPTIONS.join(";"));
    only(&project(&source, &[1]), &head, Code::NoRows, "f.csv:1", ["", ""]);
    let tally = |row: &str| reading(&project(&source, &[1]), &format!("{head}{row}"));
    let one = tally("S0;Q1;0;0;0;1;0;0\n");
    assert_eq!(one.value.tally.cells.values().next().expect("a cell").respondents, 1);
    let missing = tally("S0;Q1;0;0;0;0;0;7\n");
    let cell = missing.value.tally.cells.values().next().expect("a cell");
    let item = &cell.indicators.values().next().expect("one").items[0];
    assert_eq!((cell.respondents, item.valid(), item.missing), (7, 0, [0, 7, 0, 0]));
    let none = examined(&project(&source, &[1]), &format!("{head}S0;Q1;0;0;0;0;0;0\n")).expect_err("nobody");
    assert_eq!(errors(&none).first().map(|(code, _)| *code), Some(Code::NobodyLeft));
    // Exactly the minimum is shown, one less is not.
    let rate = |row: &str| examined(&project(&source, &[1]), &format!("{head}{row}"));
    assert!(rate("S0;Q1;0;0;0;5;0;0\n").is_ok());
    assert_eq!(errors(&rate("S0;Q1;0;0;0;4;0;0\n").expect_err("too few"))[0].0, Code::NothingToShow);
}

#[test]
fn people_of_a_cell_are_those_of_its_largest_statement() {
    let file = format!("School;Vraag;{}\nS0;Q1;1;2;3;4;5;6\nS0;Q2;0;0;0;9;0;1\n", OPTIONS.join(";"));
    let answers = reading(&project(&counted_source(), &[1, 1]), &file);
    let cell = answers.value.tally.cells.values().next().expect("a cell");
    assert_eq!(cell.respondents, 21);
    let second = &cell.indicators.values().nth(1).expect("two").items[0];
    assert_eq!((second.valid(), second.missing), (9, [0, 1, 0, 11]));
}

#[test]
fn cells_of_a_counted_table_that_hold_no_count_are_each_told() {
    let source = counted_source();
    let head = format!("School;Vraag;{}\n", OPTIONS.join(";"));
    let bad = |row: &str, said: [&str; 2]| {
        let place = "f.csv:2";
        only(&project(&source, &[1]), &format!("{head}{row}\n"), Code::CountUnreadable, place, said);
    };
    bad("S0;Q1;;1;1;9;9;9", ["er staat niets (in ‘helemaal oneens’)", "there is nothing"]);
    bad("S0;Q1;<5;1;1;9;9;9", ["er staat ‘<5’", "there is ‘<5’"]);
    bad("S0;Q1;1.234;1;1;9;9;9", ["er staat ‘1.234’", "there is ‘1.234’"]);
    bad("S0;Q1;2,5;1;1;9;9;9", ["er staat ‘2,5’", "there is ‘2,5’"]);
    bad("S0;Q1;Jan;1;1;9;9;9", ["er staat tekst", "there is text"]);
    let many = "S0;Q1;a;b;c;d;e;f\n".to_owned() + &"S0;Q2;a;b;c;d;e;f\n".repeat(30);
    let faults = examined(&project(&source, &[1, 1]), &format!("{head}{many}")).expect_err("errors");
    assert_eq!(errors(&faults).len(), 21, "twenty, and how many more");
}

#[test]
fn a_question_counted_twice_a_total_and_an_unknown_option_are_errors() {
    let source = counted_source();
    let head = format!("School;Vraag;{}\n", OPTIONS.join(";"));
    let twice = format!("{head}S0;Q1;1;1;1;9;9;9\ns0;Q1;1;1;1;9;9;9\n");
    only(
        &project(&source, &[1]),
        &twice,
        Code::CountedTwice,
        "f.csv:3",
        ["staat voor dezelfde groep al op f.csv:2", "already at f.csv:2"],
    );
    let total = format!("{head}S0;Q1;1;1;1;9;9;9\nTotaal;Q1;1;1;1;9;9;9\n");
    only(
        &project(&source, &[1]),
        &total,
        Code::CountedTwice,
        "f.csv:3",
        ["‘Totaal’ is geen groep", "‘Totaal’ is no group"],
    );
    let rows = "files = [\"f.csv\"]\nrole = \"student\"\nshape = \"counted\"\nquestion = \"Vraag\"\nanswer = \"A\"\ncount = \"N\"\n";
    let unknown = "Vraag;A;N\nQ1;eens;9\nQ1;blij;3\n";
    only(
        &project(rows, &[1]),
        unknown,
        Code::UnknownAnswer,
        "f.csv:3",
        ["het antwoord ‘blij’ staat niet op de schaal `eens-5`: 3 keer", "3 times"],
    );
    let again = "Vraag;A;N\nQ1;eens;9\nQ1;Eens;3\n";
    only(
        &project(rows, &[1]),
        again,
        Code::CountedTwice,
        "f.csv:3",
        ["‘Eens’ bij ‘Q1’ staat voor dezelfde groep al", "‘Eens’ at ‘Q1’"],
    );
}

#[test]
fn a_row_that_is_the_sum_of_the_others_is_suspected() {
    let file = format!(
        "School;Vraag;{}\nNoord;Q1;1;1;1;9;9;9\nZuid;Q1;2;2;2;9;9;9\nSamen;Q1;3;3;3;18;18;18\n",
        OPTIONS.join(";")
    );
    let notes = reading(&project(&counted_source(), &[1]), &file).notes;
    let warning = notes.iter().find(|note| note.code == Code::CountedTwice).expect("a warning");
    assert_eq!(warning.severity, Severity::Warning);
    assert_eq!(warning.place.as_ref().map(ToString::to_string).as_deref(), Some("f.csv:4"));
}

const PER_CENTS: &str = "files = [\"f.csv\"]\nrole = \"student\"\nshape = \"counted\"\nquestion = \"Vraag\"\n\
    options = { eens = \"Eens\", oneens = \"Oneens\", \"weet niet\" = \"?\" }\nunit = \"percent\"\nn = \"n\"\n";

#[test]
fn per_cents_of_so_many_people_are_their_counts() {
    let answers = reading(&project(PER_CENTS, &[1]), "Vraag;Eens;Oneens;?;n\nQ1;58,3%;33,3%;8,3%;12\n");
    assert_eq!(errors(&answers.notes), []);
    let cell = answers.value.tally.cells.values().next().expect("a cell");
    let item = &cell.indicators.values().next().expect("one").items[0];
    assert_eq!((item.categories.as_slice(), item.missing), (&[0, 4, 0, 7][..], [0, 1, 0, 0]));
}

#[test]
fn per_cents_that_cannot_be_are_refused_at_their_place() {
    let bad = |row: &str, said: [&str; 2]| {
        let file = format!("Vraag;Eens;Oneens;?;n\n{row}\n");
        only(&project(PER_CENTS, &[1]), &file, Code::PercentImpossible, "f.csv:2", said);
    };
    bad("Q1;50;40;0;12", ["zijn samen 90,0 en geen 100", "add up to 90.0"]);
    bad("Q1;40;60;0;12", ["40 procent van 12 mensen is geen heel aantal", "40 per cent of 12 people"]);
    let none = "Vraag;Eens;Oneens;?;n\nQ1;50;50;0;\n";
    only(
        &project(PER_CENTS, &[1]),
        none,
        Code::CountUnreadable,
        "f.csv:2",
        ["het aantal mensen", "number of people"],
    );
}

#[test]
fn counts_and_persons_of_one_role_round_and_indicator_do_not_mix_and_of_two_roles_they_do() {
    let text = project(WIDE, &[1]);
    let second = counted_source().replace("f.csv", "g.csv");
    let both = |second: &str, columns: &str| {
        let text =
            text.replace("[[indicator]]", &format!("[[source]]\nround = \"r\"\n{second}[[indicator]]"));
        let text = text.replace("student = \"Q1\"", columns);
        let rows: Vec<(usize, Vec<usize>)> = (0..12).map(|n| (0, vec![n % 5])).collect();
        let folder = folder(&text, &[("f.csv", &wide(&rows)), ("g.csv", &counted(&rows))]);
        examined_in(folder.path())
    };
    let faults = both(&second, "student = \"Q1\"").expect_err("an error");
    assert_eq!(errors(&faults), [(Code::CountedAndSingle, "g.csv".to_owned())]);
    let other = second.replace("\"student\"", "\"mentor\"");
    let mixed = both(&other, "student = \"Q1\", mentor = \"Q1\"").expect("they mix");
    let all = mixed.value.results.rounds[0].response.iter().find(|response| response.slice == Slice::All);
    assert_eq!(all.and_then(|all| all.respondents), Some(24));
}

#[test]
fn two_counted_tables_of_the_same_group_are_an_error() {
    let source = counted_source().replace("[\"f.csv\"]", "[\"f.csv\", \"g.csv\"]");
    let head = format!("School;Vraag;{}\n", OPTIONS.join(";"));
    let one = format!("{head}S0;Q1;1;1;1;9;9;9\n");
    let two = |school: &str| {
        let other = format!("{head}{school};Q2;1;1;1;9;9;8\n");
        examined_in(folder(&project(&source, &[1, 1]), &[("f.csv", &one), ("g.csv", &other)]).path())
    };
    assert_eq!(errors(&two("S0").expect_err("an error")), [(Code::CountedTwice, "g.csv".to_owned())]);
    assert!(two("S1").is_ok());
}

#[test]
fn a_pre_counted_table_that_others_made_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/likert/MathAnxiety.csv");
    let Ok(table) = std::fs::read_to_string(&path) else {
        println!("skipped: {} is not here", path.display());
        return;
    };
    let text = "[partnership]\nname = \"n\"\npurpose = \"p\"\n[[round]]\nid = \"r\"\ndate = 2026-01-01\n\
        [[source]]\nround = \"r\"\nfiles = [\"f.csv\"]\nrole = \"student\"\nshape = \"counted\"\nquestion = \"Item\"\n\
        options = [\"Strongly Disagree\", \"Disagree\", \"Neutral\", \"Agree\", \"Strongly Agree\"]\n\
        [[indicator]]\nid = \"one\"\ntitle = \"One\"\nitems = [{ columns = { student = \"Math relates to my life.\" } }]\n";
    let found = examined(text, &table).expect("it reads");
    let all = &found.value.results.rounds[0].indicators[0].slices[0];
    // 5, 20, 10, 40 and 25 in 100.
    let mean = all.figures[&Statistic::Mean].estimate().expect("a mean");
    assert_eq!((mean.value, mean.n), (3.6, 100));
    let share = all.figures[&Statistic::FavourableShare].estimate().expect("a share");
    assert!(share.value == 0.65 && share.interval.is_some());
}

#[test]
fn counts_and_persons_of_one_role_on_different_indicators_are_perhaps_the_same_people() {
    let text = project(WIDE, &[1, 1]);
    let second = counted_source().replace("f.csv", "g.csv").replace("\"student\"", "\"mentor\"");
    let text = text.replace(
        "[[indicator]]\nid = \"i0\"",
        &format!("[[source]]\nround = \"r\"\n{second}[[indicator]]\nid = \"i0\""),
    );
    let both = |text: &str| {
        let rows: Vec<(usize, Vec<usize>)> = (0..12).map(|n| (0, vec![n % 5, n % 5])).collect();
        let folder = folder(text, &[("f.csv", &wide(&rows)), ("g.csv", &counted(&rows))]);
        examined_in(folder.path())
            .expect("they mix")
            .notes
            .iter()
            .any(|note| note.code == Code::CountedAndSingle)
    };
    assert!(!both(&text.replace("student = \"Q2\"", "mentor = \"Q2\"")));
    let by_column = text.replace(
        "role = \"mentor\"",
        "role-column = \"School\"\nrole-values = { S0 = \"student\", S1 = \"mentor\", S2 = \"mentor\" }",
    );
    // The wide file holds Q1 for its students, the table Q2 for the same role.
    let by_column =
        by_column.replace("role = \"student\"\ngroups", "role = \"student\"\nincomplete = \"use\"\ngroups");
    let split = |text: &str| {
        let wide = "School;Q1;Q2\n".to_owned() + &"S0;eens;\n".repeat(12);
        let table = format!("School;Vraag;{}\nS0;Q1;0;0;0;0;0;0\nS0;Q2;0;0;0;9;9;0\n", OPTIONS.join(";"));
        let folder = folder(text, &[("f.csv", &wide), ("g.csv", &table)]);
        let checked = examined_in(folder.path()).expect("they mix");
        checked.notes.into_iter().find(|note| note.code == Code::CountedAndSingle)
    };
    let warning = split(&by_column).expect("a warning");
    assert_eq!(warning.severity, Severity::Warning);
}

#[test]
fn roles_may_stand_in_a_column_of_either_shape() {
    let role = "role-column = \"Rol\"\nrole-values = { s = \"student\", m = \"mentor\" }\n";
    let items = |text: &str| text.replace("student = \"Q1\"", "student = \"Q1\", mentor = \"M1\"");
    let source = LONG.replace("role = \"student\"\ngroups = { school = \"School\" }\n", role);
    let lines: String = (0..12)
        .map(|n| if n % 2 == 0 { format!("{n};s;Q1;eens\n") } else { format!("{n};m;M1;oneens\n") })
        .collect();
    let found = reading(&items(&project(&source, &[1])), &format!("ResultID;Rol;Vraag;Antwoord\n{lines}"));
    assert_eq!(errors(&found.notes), []);
    let roles: Vec<(&str, u64)> =
        found.value.tally.cells.iter().map(|(key, cell)| (key.role.as_str(), cell.respondents)).collect();
    assert_eq!(roles, [("mentor", 6), ("student", 6)]);
    let source = counted_source().replace("role = \"student\"\ngroups = { school = \"School\" }\n", role);
    let file = format!("Rol;Vraag;{}\ns;Q1;0;0;0;6;0;0\nm;M1;0;6;0;0;0;0\n", OPTIONS.join(";"));
    let counted = reading(&items(&project(&source, &[1])), &file);
    assert_eq!(errors(&counted.notes), []);
    assert_eq!(counted.value.tally, found.value.tally);
}

#[test]
fn more_people_than_a_batch_holds_are_all_counted() {
    let file = format!("School;Vraag;{}\nS0;Q1;1;0;0;70000;2;0\nS1;Q1;0;0;0;0;131072;3\n", OPTIONS.join(";"));
    let counted = reading(&project(&counted_source(), &[1]), &file);
    let sizes: Vec<(u64, Vec<u64>)> = counted
        .value
        .tally
        .cells
        .values()
        .map(|cell| {
            (cell.respondents, cell.indicators.values().next().expect("one").items[0].categories.clone())
        })
        .collect();
    assert_eq!(sizes, [(70_003, vec![1, 0, 0, 70_000, 2]), (131_075, vec![0, 0, 0, 0, 131_072])]);
    let lines: Vec<String> = (0..70_000).map(|n| format!("{n};S{};Q1;eens\n", n / 65_000)).collect();
    let long = reading(&project(LONG, &[1]), &long(&lines));
    let sizes: Vec<u64> = long.value.tally.cells.values().map(|cell| cell.respondents).collect();
    assert_eq!(sizes, [65_000, 5_000]);
}
