use std::fs;

use crate::case::{Case, Fault, PROJECT};

#[test]
fn no_project_file() {
    let case = Case::sound();
    case.remove(PROJECT);
    let missing = |place| Fault {
        code: "project-missing",
        place,
        nl: ["Er is geen projectbestand", "Maak er een uit uw exports: `datadialoog init BESTAND…`"],
        en: ["There is no project file", "Make one from your exports: `datadialoog init FILE…`"],
    };
    case.refuses(3, &[missing("./datadialoog.toml")]);
    case.refuses_to(&["check", "ander.toml"], 3, &[missing("ander.toml")]);
}

#[test]
fn a_project_file_that_is_a_folder() {
    let case = Case::sound();
    case.remove(PROJECT);
    fs::create_dir(case.path(PROJECT)).unwrap();
    case.refuses(
        3,
        &[Fault {
            code: "project-missing",
            place: "./datadialoog.toml",
            nl: ["is een map, geen bestand", "Hernoem die map"],
            en: ["is a folder, not a file", "Rename that folder"],
        }],
    );
}

#[test]
fn a_project_file_with_nothing_in_it() {
    let case = Case::sound();
    case.write(PROJECT, "");
    let missing = |nl, en, remedy_nl, remedy_en| Fault {
        code: "missing-key",
        place: "datadialoog.toml:1:1",
        nl: [nl, remedy_nl],
        en: [en, remedy_en],
    };
    case.refuses(
        3,
        &[
            missing(
                "ontbreekt `partnership`",
                "`partnership`",
                "Voeg toe: `[partnership]`",
                "`[partnership]`",
            ),
            missing("ontbreekt `round`", "`round`", "Voeg toe: `[[round]]`", "`[[round]]`"),
            missing("ontbreekt `source`", "`source`", "Voeg toe: `[[source]]`", "`[[source]]`"),
        ],
    );
}

#[test]
fn a_project_file_that_is_no_toml() {
    let case = Case::sound();
    case.swap(PROJECT, "name = \"Samen", "name = Samen");
    case.refuses(
        3,
        &[Fault {
            code: "project-syntax",
            place: "datadialoog.toml:2:8",
            nl: ["geen geldige TOML", "Kijk of er een aanhalingsteken"],
            en: ["not valid TOML", "See whether a quote"],
        }],
    );
}

#[test]
fn a_project_file_in_another_encoding_says_on_which_line() {
    let case = Case::sound();
    let mut bytes = fs::read(case.path(PROJECT)).unwrap();
    let at = bytes.windows(5).position(|word| word == b"Samen".as_slice()).unwrap();
    bytes[at + 1] = 0xE9;
    case.write(PROJECT, bytes);
    case.refuses(
        3,
        &[Fault {
            code: "project-syntax",
            place: "./datadialoog.toml:2",
            nl: ["het projectbestand is geen UTF-8", "Sla het op als UTF-8"],
            en: ["the project file is not UTF-8", "Save it as UTF-8"],
        }],
    );
}

/// Three typing errors of three kinds, wherever their lines end.
const TYPING: [Fault; 3] = [
    Fault {
        code: "unknown-key",
        place: "datadialoog.toml:2:1",
        nl: ["De sleutel `naam` bestaat niet in `[partnership]`", "bedoelt u `name`?"],
        en: ["There is no key `naam` in `[partnership]`", "do you mean `name`?"],
    },
    Fault {
        code: "wrong-type",
        place: "datadialoog.toml:7:8",
        nl: ["er staat een tekst", "een datum zonder aanhalingstekens, zoals 2026-04-14"],
        en: ["it is a text", "a date without quotes, such as 2026-04-14"],
    },
    Fault {
        code: "unknown-key",
        place: "datadialoog.toml:28:3",
        nl: ["De sleutel `ownr` bestaat niet", "bedoelt u `owner`?"],
        en: ["There is no key `ownr`", "do you mean `owner`?"],
    },
];

fn with_typing_errors() -> Case {
    let case = Case::sound();
    case.swap(PROJECT, "name = \"Samen", "naam = \"Samen");
    case.swap(PROJECT, "date = 2026-04-14", "date = \"2026-04-14\"");
    case.swap(PROJECT, "owner", "ownr");
    case
}

#[test]
fn every_fault_of_a_project_file_is_said_in_one_run() {
    with_typing_errors().refuses(3, &TYPING);
}

#[test]
fn line_ends_of_windows_and_a_byte_order_mark_change_no_place() {
    let sound = Case::sound();
    let faulty = with_typing_errors();
    for (case, is_sound) in [(&sound, true), (&faulty, false)] {
        case.swap(PROJECT, "\n", "\r\n");
        let text = fs::read_to_string(case.path(PROJECT)).unwrap();
        case.write(PROJECT, format!("\u{feff}{text}"));
        if is_sound { case.reads() } else { case.refuses(3, &TYPING) }
    }
}

#[test]
fn names_that_stand_for_nothing() {
    let case = Case::sound();
    case.swap(PROJECT, "statistic = \"mean\"", "statistic = \"meen\"");
    case.swap(PROJECT, "scale = \"eens-5\"", "scale = \"eens-55\"");
    case.refuses(
        3,
        &[
            Fault {
                code: "unknown-name",
                place: "datadialoog.toml:24:15",
                nl: ["`meen` is geen keuze voor `statistic`", "bedoelt u `mean`?"],
                en: ["`meen` is no choice for `statistic`", "do you mean `mean`?"],
            },
            Fault {
                code: "unknown-name",
                place: "datadialoog.toml:19:9",
                nl: ["Geen schaal heet `eens-55`", "bedoelt u `eens-5`?"],
                en: ["No scale is called `eens-55`", "do you mean `eens-5`?"],
            },
        ],
    );
}

#[test]
fn a_threshold_off_the_scale_that_the_answers_turn_out_to_be_on() {
    let case = Case::sound();
    case.swap(PROJECT, "scale = \"eens-5\"\n", "");
    case.swap(PROJECT, "at-least = 3.5", "at-least = 4.5");
    case.write(
        "studenten.csv",
        format!("School;Q1\n{}", "Noord;goed\nZuid;zeer slecht\nZuid;slecht\nZuid;zeer goed\n".repeat(3)),
    );
    case.refuses(
        3,
        &[Fault {
            code: "bad-value",
            place: PROJECT,
            nl: [
                "de drempel 4.5 van `begeleiding` ligt buiten de schaal `goed-4`",
                "kies een drempel van 1 tot 4",
            ],
            en: [
                "the threshold 4.5 of `begeleiding` lies off the scale `goed-4`",
                "choose a threshold from 1 to 4",
            ],
        }],
    );
}

#[test]
fn a_meeting_that_does_not_exist() {
    let case = Case::sound();
    for (name, nl, en) in [
        ("team-juli", "Bedoelt u `team-juni`?", "Do you mean `team-juni`?"),
        ("xyz", "In het projectbestand staan: team-juni.", "The project file has: team-juni."),
    ] {
        let (found_nl, found_en) =
            (format!("er is geen bijeenkomst `{name}`"), format!("no meeting `{name}`"));
        case.refuses_to(
            &["report", "--meeting", name, "--as-of", case.day],
            3,
            &[Fault { code: "unknown-name", place: PROJECT, nl: [&found_nl, nl], en: [&found_en, en] }],
        );
    }
}

#[cfg(unix)]
#[test]
fn a_project_file_that_may_not_be_read() {
    let case = Case::sound();
    if !crate::case::shut(&case.path(PROJECT), 0o000) {
        return;
    }
    case.refuses(
        3,
        &[Fault {
            code: "project-unreadable",
            place: "./datadialoog.toml",
            nl: ["u mag het projectbestand niet lezen", "Vraag toegang aan de eigenaar"],
            en: ["you may not read the project file", "Ask its owner for access"],
        }],
    );
}
