//! Files that read and do not fit: the project file, each other, or what may be shown.

use std::fs;

use crate::case::{ASKED, Case, EXPORT, Fault, PROJECT, export, text};

#[test]
fn columns_of_the_project_file_that_are_absent() {
    let case = Case::sound();
    case.swap(EXPORT, "School;Q1\n", "Opleiding;Q1a\n");
    case.refuses(
        5,
        &[
            Fault {
                code: "column-missing",
                place: "studenten.csv:1",
                nl: ["`Q1`, in het projectbestand genoemd bij de rol `student`", "kolom is `Q1a`"],
                en: ["`Q1`, named in the project file with the role `student`", "column is `Q1a`"],
            },
            Fault {
                code: "column-missing",
                place: "studenten.csv:1",
                nl: ["`School`, in het projectbestand", "`datadialoog inspect studenten.csv`"],
                en: ["`School`, named in the project file", "`datadialoog inspect studenten.csv`"],
            },
        ],
    );
}

#[test]
fn nobody_is_left_when_no_response_was_finished() {
    let case = Case::sound();
    let row = |id: u32| format!("\"{id}\",\"\",\"1\",\"nl\",\"Noord\",\"Eens\"\n");
    let rows: String = (1..=12).map(row).collect();
    let head = "\"id\",\"submitdate\",\"lastpage\",\"startlanguage\",\"School\",\"Q1\"\n";
    case.write(EXPORT, format!("{head}{rows}"));
    case.refuses(
        4,
        &[Fault {
            code: "nobody-left",
            place: PROJECT,
            nl: ["geen enkele respondent over", "`incomplete = \"use\"`"],
            en: ["no respondent is left", "`incomplete = \"use\"`"],
        }],
    );
}

#[test]
fn a_population_smaller_than_the_answers() {
    let case = Case::sound();
    case.swap(ASKED, "Noord;10", "Noord;5");
    let fault = Fault {
        code: "asked-too-few",
        place: "populatie.csv:2",
        nl: ["bij `Noord` meer mensen met de rol `student` geantwoord", "Verhoog het aantal"],
        en: ["more people of `Noord` with the role `student` answered", "Raise the number"],
    };
    case.refuses(5, &[fault]);
    case.swap(ASKED, "Noord;5", "Noord;6");
    case.swap(ASKED, "Zuid;10", "Zuid;14");
    case.reads();
}

#[test]
fn a_population_is_held_against_the_answers_whatever_else_was_noticed_of_it() {
    let case = Case::sound();
    case.write(ASKED, b"rol;school;aantal\nstudent;Noord;5\nstudent;Zuid;10\nstudent;Cura\xE7ao;10\n");
    let fault = Fault {
        code: "asked-too-few",
        place: "populatie.csv:2",
        nl: ["bij `Noord` meer mensen", "Verhoog het aantal"],
        en: ["more people of `Noord`", "Raise the number"],
    };
    case.refuses(5, &[fault]);
}

#[test]
fn a_population_file_that_is_not_right() {
    let case = Case::sound();
    let whole = fs::read_to_string(case.path(ASKED)).unwrap();
    case.write(ASKED, whole.replace("Zuid;10", "Zuid;tien"));
    case.refuses(
        4,
        &[Fault {
            code: "asked-unreadable",
            place: "populatie.csv:3",
            nl: ["geen geheel getal", "Vul een geheel getal in"],
            en: ["not a whole number", "Fill in a whole number"],
        }],
    );
    case.write(ASKED, whole.replace("aantal", "leerlingen"));
    case.refuses(
        4,
        &[Fault {
            code: "asked-unreadable",
            place: "populatie.csv:1",
            nl: ["geen kolom `aantal`", "Nodig zijn de kolommen"],
            en: ["no column `asked`", "Needed are a column"],
        }],
    );
    case.write(ASKED, whole.replace("Noord", "Noort"));
    case.refuses(
        5,
        &[Fault {
            code: "asked-unknown-group",
            place: ASKED,
            nl: ["`Noord` komt in de antwoorden voor", "De dichtstbijzijnde naam daar is `Noort`"],
            en: ["`Noord` occurs in the answers", "The nearest name there is `Noort`"],
        }],
    );
}

#[test]
fn a_grouping_column_that_holds_names_of_people_is_not_quoted() {
    let case = Case::sound();
    let row = |id: u32| format!("Jansen{id};eens\n");
    case.write(EXPORT, format!("School;Q1\n{}", (1..=12).map(row).collect::<String>()));
    let fault = Fault {
        code: "asked-unknown-group",
        place: ASKED,
        nl: ["12 waarden van school in de antwoorden", "Kijk of `groups` bij de bron de goede kolom noemt"],
        en: [
            "12 values of school in the answers",
            "See whether `groups` of the source names the right column",
        ],
    };
    case.refuses(5, &[fault]);
    assert!(!text(&case.run(&["check"]).stderr).contains("Jansen"));
}

#[test]
fn an_unknown_answer_is_counted_and_its_first_place_and_nearest_option_are_said() {
    let case = Case::sound();
    let text = export();
    let mut lines: Vec<&str> = text.lines().collect();
    (lines[4], lines[8], lines[10]) = ("Zuid;helemal mee eens", "Zuid;helemal mee eens", "Zuid;weet neit");
    case.write(EXPORT, lines.join("\n"));
    case.refuses(
        5,
        &[
            Fault {
                code: "unknown-answer",
                place: "studenten.csv:5",
                nl: [
                    "‘helemal mee eens’ staat niet op de schaal `eens-5`: 2 keer in ‘Q1’",
                    "‘helemaal mee eens’",
                ],
                en: [
                    "‘helemal mee eens’ is not on the scale `eens-5`: 2 times in ‘Q1’",
                    "‘helemaal mee eens’",
                ],
            },
            Fault {
                code: "unknown-answer",
                place: "studenten.csv:11",
                nl: ["‘weet neit’ staat niet op de schaal", "`missing = { \"weet neit\" = \"dont-know\" }`"],
                en: ["‘weet neit’ is not on the scale", "`missing = { \"weet neit\" = \"dont-know\" }`"],
            },
        ],
    );
}

#[test]
fn a_text_in_the_role_column_that_is_no_role() {
    let case = Case::sound();
    case.swap(PROJECT, "role = \"student\"", "role-column = \"Rol\"");
    let text = export().replace("School;Q1", "Rol;School;Q1");
    let text = text.replace("Noord;", "student;Noord;").replace("Zuid;", "student;Zuid;");
    case.write(EXPORT, text.replacen("student;Zuid", "studnet;Zuid", 2));
    case.refuses(
        5,
        &[Fault {
            code: "unknown-role",
            place: "studenten.csv:3",
            nl: [
                "‘studnet’ in de rolkolom is geen rol van het project, 2 keer",
                "`\"studnet\" = \"student\"`",
            ],
            en: [
                "‘studnet’ in the role column is no role of the project, 2 times",
                "`\"studnet\" = \"student\"`",
            ],
        }],
    );
}

#[test]
fn the_same_file_in_two_sources_is_one_error_and_not_a_chain_of_them() {
    let case = Case::sound();
    let project = fs::read_to_string(case.path(PROJECT)).unwrap();
    let second = "[[source]]\nround = \"2026\"\nrole = \"student\"\ngroups = { school = \"School\" }\n";
    case.write(PROJECT, format!("{project}\n{second}files = [\"{EXPORT}\"]\n"));
    let fault = |place, nl, en| Fault {
        code: "same-respondents",
        place,
        nl: [nl, "Haal een van beide uit de bronnen"],
        en: [en, "Take one of them out of the sources"],
    };
    let stands = ("`studenten.csv` staat bij twee bronnen", "`studenten.csv` stands at two sources");
    case.refuses(5, &[fault(EXPORT, stands.0, stands.1)]);
    case.write("kopie.csv", export());
    case.write(PROJECT, format!("{project}\n{second}files = [\"kopie.csv\"]\n"));
    let nl = "`studenten.csv` en `kopie.csv` bevatten precies hetzelfde";
    case.refuses(5, &[fault("kopie.csv", nl, "`studenten.csv` and `kopie.csv` hold exactly the same")]);
}

#[test]
fn fewer_respondents_than_the_minimum_in_all() {
    let case = Case::sound();
    case.write(EXPORT, "School;Q1\nNoord;eens\nZuid;eens\nNoord;oneens\nZuid;eens\n");
    case.refuses(
        6,
        &[Fault {
            code: "nothing-to-show",
            place: PROJECT,
            nl: ["minder dan 5 respondenten", "Wacht tot er meer antwoorden zijn"],
            en: ["fewer than 5 respondents", "Wait for more answers"],
        }],
    );
}

#[test]
fn a_day_before_the_first_round() {
    let mut case = Case::sound();
    case.day = "2026-04-13";
    case.refuses(
        4,
        &[Fault {
            code: "nobody-left",
            place: PROJECT,
            nl: ["op 2026-04-13 nog geen ronde", "De eerste ronde is 2026, op 2026-04-14"],
            en: ["on 2026-04-13 there is no round", "The first round is 2026, on 2026-04-14"],
        }],
    );
    case.day = "2026-04-14";
    case.reads();
}

#[test]
fn three_faults_in_three_files_are_said_in_one_run_and_the_lowest_code_is_given() {
    let case = Case::sound();
    case.swap(PROJECT, "files = [\"studenten.csv\"]", "files = [\"studenten.csv\", \"leeg.csv\"]");
    case.write("leeg.csv", "");
    case.swap(EXPORT, "School;", "Schol;");
    case.remove(ASKED);
    case.refuses(
        4,
        &[
            Fault {
                code: "column-missing",
                place: "studenten.csv:1",
                nl: ["`School`, in het projectbestand", "De dichtstbijzijnde kolom is `Schol`"],
                en: ["`School`, named in the project file", "The nearest column is `Schol`"],
            },
            Fault {
                code: "empty-file",
                place: "leeg.csv",
                nl: ["dit bestand is leeg", "exporteer opnieuw"],
                en: ["this file is empty", "export again"],
            },
            Fault {
                code: "file-missing",
                place: ASKED,
                nl: ["dit bestand is er niet", "controleer de naam"],
                en: ["this file is not there", "check the name"],
            },
        ],
    );
}
