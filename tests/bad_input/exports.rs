use std::fs;

use crate::case::{Case, EXPORT, Fault, PROJECT, export, text};

const GONE: Fault = Fault {
    code: "file-missing",
    place: EXPORT,
    nl: ["dit bestand is er niet", "controleer de naam en de map"],
    en: ["this file is not there", "check the name and the folder"],
};

/// Where the project file of a case names its export.
const NAMED: &str = "datadialoog.toml:11:10";

const GONE_FROM_THE_PROJECT: Fault = Fault {
    code: "file-missing",
    place: NAMED,
    nl: ["het bestand `studenten.csv` is er niet", "vanaf de map van het projectbestand"],
    en: ["the file `studenten.csv` is not there", "from the folder of the project file"],
};

#[test]
fn a_file_that_is_missing() {
    let case = Case::sound();
    case.remove(EXPORT);
    case.refuses(4, &[GONE_FROM_THE_PROJECT]);
    case.refuses_to(&["inspect", EXPORT, "--format", "json"], 4, &[GONE]);
}

#[test]
fn a_pattern_that_no_file_matches() {
    let case = Case::sound();
    case.swap(PROJECT, "studenten.csv", "leerlingen*.csv");
    case.refuses(
        4,
        &[Fault {
            code: "file-missing",
            place: NAMED,
            nl: ["geen enkel bestand past bij `leerlingen*.csv`", "Het patroon telt vanaf de map"],
            en: ["no file matches `leerlingen*.csv`", "The pattern counts from the folder"],
        }],
    );
}

#[test]
fn a_file_with_nothing_in_it() {
    let case = Case::sound();
    for nothing in ["", "\n\n\n", "   ", "\u{feff}", ";\n;\n"] {
        case.write(EXPORT, nothing);
        case.refuses_the_file_too(
            EXPORT,
            4,
            &[Fault {
                code: "empty-file",
                place: EXPORT,
                nl: ["dit bestand is leeg", "exporteer opnieuw"],
                en: ["this file is empty", "export again"],
            }],
        );
    }
}

#[test]
fn a_file_with_headings_only() {
    let case = Case::sound();
    case.write(EXPORT, "School;Q1\n");
    case.refuses_the_file_too(
        EXPORT,
        4,
        &[Fault {
            code: "no-rows",
            place: "studenten.csv:1",
            nl: ["onder de kopregel staan geen antwoorden", "exporteer opnieuw"],
            en: ["there are no answers below the headings", "export again"],
        }],
    );
}

#[test]
fn a_folder_where_a_file_belongs() {
    let case = Case::sound();
    case.remove(EXPORT);
    fs::create_dir(case.path(EXPORT)).unwrap();
    case.refuses_the_file_too(
        EXPORT,
        4,
        &[Fault {
            code: "not-a-file",
            place: EXPORT,
            nl: ["dit is een map en geen bestand", "noem het bestand zelf"],
            en: ["this is a folder and not a file", "name the file itself"],
        }],
    );
}

#[test]
fn what_is_no_spreadsheet_at_all_whatever_its_name() {
    let case = Case::sound();
    let binary: Vec<u8> = (0..4_000_u32).map(|step| (step * step % 251) as u8).collect();
    for (bytes, nl, en) in [
        (b"%PDF-1.7\n%\xE2\xE3".to_vec(), "een PDF", "a PDF"),
        (b"\x89PNG\r\n\x1A\n0000".to_vec(), "een afbeelding", "an image"),
        (b"<!DOCTYPE html><table><tr><td>1".to_vec(), "een webpagina", "a web page"),
        (vec![0; 3_000], "iets anders dan tekst", "something other than text"),
        (binary, "iets anders dan tekst", "something other than text"),
    ] {
        case.write(EXPORT, bytes);
        case.refuses_the_file_too(
            EXPORT,
            4,
            &[Fault {
                code: "not-a-table",
                place: EXPORT,
                nl: [nl, "exporteer de antwoorden als CSV of als Excel-werkmap"],
                en: [en, "export the answers as CSV or as an Excel workbook"],
            }],
        );
    }
}

#[test]
fn two_columns_with_the_same_heading() {
    let case = Case::sound();
    case.write(EXPORT, export().replace("School;Q1", "School;Q1;Q1").replace("eens\n", "eens;eens\n"));
    case.refuses_the_file_too(
        EXPORT,
        4,
        &[Fault {
            code: "duplicate-heading",
            place: "studenten.csv:1",
            nl: ["`Q1` komt twee keer voor; de eerste keer in kolom 2", "geef elke kolom een eigen kop"],
            en: ["`Q1` occurs twice; the first time in column 2", "give each column a heading of its own"],
        }],
    );
}

#[test]
fn a_blank_heading_does_not_make_headings_of_the_first_answers() {
    let case = Case::sound();
    for (head, columns, nl, en) in [
        (";Q1", 2, "kolom 1 heeft gegevens, maar geen kop", "column 1 has values, but no heading"),
        ("School;", 2, "kolom 2 heeft gegevens, maar geen kop", "column 2 has values, but no heading"),
        ("School;Q1;", 3, "kolom 3 heeft gegevens, maar geen kop", "column 3 has values, but no heading"),
        ("School;;Q1", 3, "kolom 2 heeft gegevens, maar geen kop", "column 2 has values, but no heading"),
    ] {
        let rows = if columns == 3 { export().replace("eens\n", "eens;eens\n") } else { export() };
        case.write(EXPORT, rows.replace("School;Q1", head));
        case.refuses_the_file_too(
            EXPORT,
            4,
            &[Fault {
                code: "blank-heading",
                place: "studenten.csv:2",
                nl: [nl, "geef de kolom een kop"],
                en: [en, "give the column a heading"],
            }],
        );
    }
}

#[test]
fn every_row_that_is_too_short_or_too_long() {
    let case = Case::sound();
    let text = export();
    let mut lines: Vec<&str> = text.lines().collect();
    (lines[4], lines[8]) = ("Zuid;eens;eens", "Zuid");
    case.write(EXPORT, lines.join("\n"));
    let row = |place, nl, en| Fault {
        code: "ragged-row",
        place,
        nl: [nl, "kijk in deze rij en die erboven"],
        en: [en, "look in this row and the one above"],
    };
    case.refuses_the_file_too(
        EXPORT,
        4,
        &[
            row("studenten.csv:5", "3 velden, de kopregel 2", "3 fields, the headings have 2"),
            row("studenten.csv:9", "1 veld, de kopregel 2", "1 field, the headings have 2"),
        ],
    );
}

#[test]
fn a_quote_that_is_never_closed() {
    let case = Case::sound();
    case.write(EXPORT, export().replacen("Zuid", "\"Zuid", 1));
    case.refuses_the_file_too(
        EXPORT,
        4,
        &[Fault {
            code: "unclosed-quote",
            place: "studenten.csv:3",
            nl: ["een aanhalingsteken gaat hier open en nergens dicht", "sluit het aanhalingsteken"],
            en: ["a quote opens here and is never closed", "close the quote"],
        }],
    );
}

#[test]
fn spaces_and_accents_in_a_name_are_read_and_said() {
    let case = Case::sound();
    let name = "exports 2026/studénten één.csv";
    fs::create_dir(case.path("exports 2026")).unwrap();
    fs::rename(case.path(EXPORT), case.path(name)).unwrap();
    case.swap(PROJECT, EXPORT, "exports 2026/studénten*.csv");
    case.reads();
    case.write(name, "");
    case.refuses_the_file_too(
        name,
        4,
        &[Fault {
            code: "empty-file",
            place: name,
            nl: ["leeg", "exporteer opnieuw"],
            en: ["empty", "export again"],
        }],
    );
}

#[test]
fn inspect_names_every_file_that_does_not_read() {
    let case = Case::sound();
    case.write("leeg.csv", "");
    let output = case.run(&["inspect", "weg.csv", EXPORT, "leeg.csv", "--format", "json"]);
    assert_eq!(output.status.code(), Some(4));
    assert_eq!(text(&output.stdout), "");
    let said = text(&output.stderr);
    assert!(said.contains("--> weg.csv\n") && said.contains("--> leeg.csv\n"), "{said}");
}

#[cfg(unix)]
mod on_unix {
    use std::os::unix::fs::symlink;

    use super::*;
    use crate::case::shut;

    #[test]
    fn a_link_to_an_export_is_followed() {
        let case = Case::sound();
        fs::create_dir(case.path("elders")).unwrap();
        fs::rename(case.path(EXPORT), case.path("elders/echt.csv")).unwrap();
        symlink("elders/echt.csv", case.path(EXPORT)).unwrap();
        case.reads();
        case.remove("elders/echt.csv");
        case.refuses(4, &[GONE_FROM_THE_PROJECT]);
        case.refuses_to(&["inspect", EXPORT, "--format", "json"], 4, &[GONE]);
    }

    #[test]
    fn a_file_that_may_not_be_read() {
        let case = Case::sound();
        if !shut(&case.path(EXPORT), 0o000) {
            return;
        }
        case.refuses_the_file_too(
            EXPORT,
            4,
            &[Fault {
                code: "no-permission",
                place: EXPORT,
                nl: ["u mag dit bestand niet lezen", "vraag toegang aan de eigenaar"],
                en: ["you may not read this file", "ask its owner for access"],
            }],
        );
    }
}
