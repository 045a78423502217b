//! One small survey, written as every tool, delimiter, encoding and workbook writes it: the same answers come out of each.
//! And what goes wrong in such files: each message with its place.

use std::path::Path;

use datadialoog::diagnostics::{Checked, Code, Diagnostic};
use datadialoog::domain::{Cell, PlatformName};
use datadialoog::ingest::{Hints, Limits, Table, open};
use encoding_rs::Encoding;

const DELIMITERS: [char; 4] = [';', ',', '\t', '|'];

/// An encoding, whether it has a byte order mark, and whether it has to be named.
#[derive(Clone, Copy, Debug)]
struct Form {
    label: &'static str,
    mark: bool,
    named: bool,
}

const FORMS: [Form; 6] = [
    Form { label: "utf-8", mark: false, named: false },
    Form { label: "utf-8", mark: true, named: false },
    Form { label: "windows-1252", mark: false, named: false },
    Form { label: "iso-8859-15", mark: false, named: true },
    Form { label: "utf-16le", mark: true, named: false },
    Form { label: "utf-16be", mark: true, named: false },
];

/// A tool: its own headings, and what stands below them.
struct Tool {
    name: PlatformName,
    headings: &'static [&'static str],
    cells: &'static [&'static str],
    quoted: bool,
}

const TOOLS: [Tool; 3] = [
    Tool {
        name: PlatformName::Limesurvey,
        headings: &["id", "submitdate", "lastpage", "startlanguage"],
        cells: &["7", "2026-04-14 10:00:00", "3", "nl"],
        quoted: true,
    },
    Tool {
        name: PlatformName::MicrosoftForms,
        headings: &["ID", "Begintijd", "Tijd van voltooien", "E-mail", "Naam"],
        cells: &["7", "4/14/26 9:00:00", "4/14/26 10:00:00", "anoniem", ""],
        quoted: false,
    },
    Tool { name: PlatformName::Table, headings: &[], cells: &[], quoted: false },
];

const QUESTIONS: [&str; 3] =
    ["Coördinatie van één stage is duidelijk", "De reünie kost geen €", "Welke locatie?"];
const TEXTS: [&str; 3] = ["Helemaal mee eens", "Eens, één keer", "Geen idee: ‘reünie’"];
const CODES: [&str; 3] = ["A5", "4", "Y"];

/// The answers of a row, in the columns of the questions.
fn answers(texts: bool, row: usize) -> Vec<String> {
    let options = if texts { TEXTS } else { CODES };
    // A curly quote is not in ISO 8859-15.
    (0..QUESTIONS.len()).map(|column| options[(row + column) % 3].replace(['‘', '’'], "'")).collect()
}

fn rows(tool: &Tool, texts: bool, rows: usize) -> Vec<Vec<String>> {
    let own = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<String>>();
    // LimeSurvey's columns have codes, or texts throughout.
    let questions: Vec<String> = match tool.name {
        PlatformName::Limesurvey if !texts => ["Q1", "Q2", "Q3"].map(str::to_owned).to_vec(),
        _ => own(&QUESTIONS),
    };
    let mut all = vec![[own(tool.headings), questions].concat()];
    all.extend((0..rows).map(|row| [own(tool.cells), answers(texts, row)].concat()));
    all
}

fn delimited(rows: &[Vec<String>], delimiter: char, quoted: bool) -> String {
    let field = |text: &String| {
        if quoted || text.contains([delimiter, '"', '\n']) {
            format!("\"{}\"", text.replace('"', "\"\""))
        } else {
            text.clone()
        }
    };
    let line =
        |row: &Vec<String>| row.iter().map(field).collect::<Vec<_>>().join(&delimiter.to_string()) + "\r\n";
    rows.iter().map(line).collect()
}

fn encoded(text: &str, form: Form) -> Vec<u8> {
    let mut bytes = Vec::new();
    let units = || {
        text.encode_utf16()
            .flat_map(|unit| if form.label == "utf-16le" { unit.to_le_bytes() } else { unit.to_be_bytes() })
    };
    match form.label {
        "utf-16le" => {
            bytes.extend([0xFF, 0xFE]);
            bytes.extend(units());
        }
        "utf-16be" => {
            bytes.extend([0xFE, 0xFF]);
            bytes.extend(units());
        }
        "utf-8" => {
            if form.mark {
                bytes.extend([0xEF, 0xBB, 0xBF]);
            }
            bytes.extend(text.as_bytes());
        }
        label => {
            let encoding = Encoding::for_label(label.as_bytes()).expect("an encoding");
            let (written, _, lost) = encoding.encode(text);
            assert!(!lost, "{label} cannot write {text}");
            bytes.extend(written.iter());
        }
    }
    bytes
}

/// A table, its rows, and what was noticed.
type Read = (Table, Vec<Vec<String>>, Vec<Diagnostic>);

/// A file in a folder that goes with it.
struct Export {
    folder: tempfile::TempDir,
    name: &'static str,
}

impl Export {
    fn of(name: &'static str, bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join(name), bytes).expect("a file");
        Self { folder, name }
    }

    fn text(text: &str) -> Self {
        Self::of("in.csv", text.as_bytes())
    }

    fn open(&self, hints: &Hints) -> Result<Checked<Table>, Vec<Diagnostic>> {
        open(&self.folder.path().join(Path::new(self.name)), self.name, hints, &Limits::default())
    }

    /// Every row of every column that may be read, as texts; blank and absent told apart.
    fn read(&self) -> Result<Read, Vec<Diagnostic>> {
        self.read_with(&Hints::default())
    }

    fn read_with(&self, hints: &Hints) -> Result<Read, Vec<Diagnostic>> {
        let Checked { value: table, mut notes } = self.open(hints)?;
        let wanted: Vec<usize> =
            (0..table.headings.len()).filter(|column| table.can_be_read(*column)).collect();
        let mut batches = table.batches(&wanted)?;
        let mut rows = Vec::new();
        for batch in batches.by_ref() {
            let batch = batch?;
            for row in 0..batch.len() {
                let cell =
                    |column: &datadialoog::domain::Column| shown(&column.distinct[column.rows[row] as usize]);
                rows.push(batch.columns.iter().map(cell).collect());
            }
        }
        notes.extend(batches.notes().iter().cloned());
        Ok((table, rows, notes))
    }

    /// What is wrong with it: code, place, and the Dutch words.
    fn faults(&self) -> Vec<(Code, String, String)> {
        let faults = self.read().err().unwrap_or_default();
        let said = |fault: Diagnostic| {
            let place = fault.place.map(|place| place.to_string()).unwrap_or_default();
            (fault.code, place, fault.headline.nl)
        };
        faults.into_iter().map(said).collect()
    }

    /// One fault and no other, with these words in it.
    fn refused(&self, code: Code, place: &str, words: &str) {
        let faults = self.faults();
        let [(found, at, said)] = faults.as_slice() else { panic!("{faults:?}") };
        assert_eq!((*found, at.as_str()), (code, place), "{said}");
        assert!(said.contains(words), "{said}");
    }

    /// The rows, where nothing is wrong.
    fn rows(&self) -> Vec<Vec<String>> {
        self.read().unwrap_or_else(|faults| panic!("{faults:#?}")).1
    }

    fn noted(&self) -> Vec<Code> {
        self.read()
            .unwrap_or_else(|faults| panic!("{faults:#?}"))
            .2
            .into_iter()
            .map(|note| note.code)
            .collect()
    }
}

fn shown(cell: &Cell) -> String {
    match cell {
        Cell::Absent => "∅".to_owned(),
        Cell::Blank => String::new(),
        Cell::Number(number) => number.to_string(),
        Cell::Text(text) | Cell::Date(text) | Cell::Error(text) | Cell::Missing(text) => text.clone(),
    }
}

/// The last three columns of each row: the answers.
fn told(rows: &[Vec<String>]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.iter().skip(row.len() - QUESTIONS.len()).cloned().collect()).collect()
}

fn expected(texts: bool, rows: usize) -> Vec<Vec<String>> {
    (0..rows).map(|row| answers(texts, row)).collect()
}

#[test]
fn the_same_answers_come_out_of_every_tool_delimiter_and_encoding() {
    let mut combinations = 0;
    for tool in &TOOLS {
        for delimiter in DELIMITERS {
            for form in FORMS {
                for texts in [false, true] {
                    for count in [1, 3] {
                        let text = delimited(&rows(tool, texts, count), delimiter, tool.quoted);
                        let export = Export::of("in.csv", &encoded(&text, form));
                        let hints =
                            Hints { encoding: form.named.then(|| form.label.to_owned()), ..Hints::default() };
                        let what = format!(
                            "{} {delimiter:?} {form:?} texts: {texts} rows: {count}",
                            tool.name.key()
                        );
                        let (table, found, _) =
                            export.read_with(&hints).unwrap_or_else(|faults| panic!("{what}: {faults:#?}"));
                        assert_eq!(table.platform, tool.name, "{what}");
                        assert_eq!(told(&found), expected(texts, count), "{what}");
                        combinations += 1;
                    }
                }
            }
        }
    }
    assert_eq!(combinations, 288);
}

#[test]
fn without_rows_every_tool_delimiter_and_encoding_says_so_at_the_headings() {
    for tool in &TOOLS {
        for delimiter in DELIMITERS {
            for form in FORMS {
                let text = delimited(&rows(tool, true, 0), delimiter, tool.quoted);
                let export = Export::of("in.csv", &encoded(&text, form));
                let hints = Hints { encoding: form.named.then(|| form.label.to_owned()), ..Hints::default() };
                let faults = export.read_with(&hints).err().unwrap_or_default();
                let errors: Vec<(Code, String)> = faults
                    .iter()
                    .filter(|fault| fault.severity == datadialoog::diagnostics::Severity::Error)
                    .map(|fault| {
                        (fault.code, fault.place.as_ref().map(ToString::to_string).unwrap_or_default())
                    })
                    .collect();
                assert_eq!(
                    errors,
                    [(Code::NoRows, "in.csv:1".to_owned())],
                    "{} {delimiter:?} {form:?}",
                    tool.name.key()
                );
            }
        }
    }
}

#[test]
fn the_same_answers_come_out_of_a_workbook() {
    for tool in &TOOLS {
        for texts in [false, true] {
            for count in [0, 1, 3] {
                let mut book = rust_xlsxwriter::Workbook::new();
                let sheet = book.add_worksheet();
                for (row, cells) in (0_u32..).zip(rows(tool, texts, count)) {
                    for (column, text) in (0_u16..).zip(cells).filter(|(_, text)| !text.is_empty()) {
                        sheet.write_string(row, column, text).expect("a cell");
                    }
                }
                let export = Export::of("in.xlsx", &book.save_to_buffer().expect("a workbook"));
                if count == 0 {
                    export.refused(Code::NoRows, "in.xlsx, Sheet1!A1", "staan geen antwoorden");
                    continue;
                }
                let (table, found, _) = export.read().unwrap_or_else(|faults| panic!("{faults:#?}"));
                assert_eq!((table.platform, told(&found)), (tool.name, expected(texts, count)));
            }
        }
    }
}

#[test]
fn a_line_break_in_quotes_is_part_of_the_answer_and_the_lines_are_counted_on() {
    let export = Export::text("A;B\n\"een\ntwee\";x\ny\n");
    export.refused(Code::RaggedRow, "in.csv:4", "1 veld, de kopregel 2");
    let sound = Export::text("A;B\n\"een\r\ntwee\";\"zegt \"\"ja\"\"\"\ny;z\n");
    let rows = sound.rows();
    assert_eq!(rows.len(), 2);
    assert!(
        rows[0][0].starts_with("een") && rows[0][0].ends_with("twee") && rows[0][1] == "zegt \"ja\"",
        "{rows:?}"
    );
}

#[test]
fn a_heading_that_stands_there_twice_is_named_with_both_places() {
    Export::text("Nr;Uitleg;Uitleg\n1;eens;oneens\n").refused(
        Code::DuplicateHeading,
        "in.csv:1",
        "`Uitleg` komt twee keer voor; de eerste keer in kolom 2",
    );
}

#[test]
fn an_empty_column_at_the_end_is_nothing_unless_something_stands_in_it() {
    assert_eq!(Export::text("A;B;\n1;eens;\n2;oneens;\n").rows().len(), 2);
    Export::text("A;B;\n1;eens;\n2;oneens;ook dit\n").refused(Code::BlankHeading, "in.csv:3", "kolom 3");
    let rows = Export::text("A;Leeg;B\n1;;eens\n2;;oneens\n").rows();
    assert_eq!(rows, [["1", "∅", "eens"], ["2", "∅", "oneens"]]);
}

#[test]
fn nothing_and_an_empty_text_are_told_apart() {
    let export = Export::text(
        "\"id\";\"submitdate\";\"lastpage\";\"startlanguage\";\"Q1\";\"Q2\"\r\n\
         \"1\";\"2026-04-14 10:00:00\";\"3\";\"nl\";\"\";\"A4\"\r\n\
         \"2\";;\"1\";\"nl\";;\r\n",
    );
    let rows = export.rows();
    assert_eq!(rows[0][4..], ["", "A4"]);
    assert_eq!(rows[1], ["2", "∅", "1", "nl", "∅", "∅"]);
}

#[test]
fn a_first_line_that_names_the_delimiter_is_no_heading() {
    for line in ["sep=|", "\"sep=|\"", "SEP=|"] {
        let export = Export::text(&format!("{line}\r\nA;1|B;2\r\nx;y|z\r\n"));
        let (table, rows, _) = export.read().unwrap_or_else(|faults| panic!("{line}: {faults:#?}"));
        assert_eq!((table.header_row, rows), (2, vec![vec!["x;y".to_owned(), "z".to_owned()]]), "{line}");
    }
}

#[test]
fn line_ends_of_every_kind_end_a_row_and_blank_lines_at_the_end_are_none() {
    for end in ["\n", "\r\n", "\r"] {
        let text = ["A;B", "1;eens", "2;oneens", "", "", ""].join(end);
        assert_eq!(Export::text(&text).rows(), [["1", "eens"], ["2", "oneens"]], "{end:?}");
        let ragged = ["A;B", "1;eens", "2"].join(end);
        Export::text(&ragged).refused(Code::RaggedRow, "in.csv:3", "1 veld, de kopregel 2");
    }
}

#[test]
fn a_zero_byte_spoils_nothing() {
    let rows = Export::text("A;B\n1;e\0ens\n2;oneens\n").rows();
    assert_eq!(rows.len(), 2);
    assert_eq!(rows[1], ["2", "oneens"]);
}

#[test]
fn lines_above_the_headings_are_passed_over_and_that_is_said() {
    let export =
        Export::text("Onderzoek 2026;;\nGemaakt op 14 april;;\nNr;Uitleg;Tijd\n1;eens;oneens\n2;eens;eens\n");
    let (table, rows, _) = export.read().unwrap_or_else(|faults| panic!("{faults:#?}"));
    assert_eq!((table.header_row, rows.len()), (3, 2));
    assert!(export.noted().contains(&Code::HeaderFound));
}

#[test]
fn every_row_that_is_too_long_or_too_short_is_named_in_one_run() {
    let faults = Export::text("A;B;C\n1;2;3\n1;2\n1;2;3;4\n1;2;3\n1\n").faults();
    let places: Vec<(Code, &str)> = faults.iter().map(|(code, place, _)| (*code, place.as_str())).collect();
    assert_eq!(
        places,
        [(Code::RaggedRow, "in.csv:3"), (Code::RaggedRow, "in.csv:4"), (Code::RaggedRow, "in.csv:6")]
    );
    assert!(faults[1].2.contains("4 velden, de kopregel 3"), "{faults:?}");
}

#[test]
fn a_quote_that_is_never_closed_is_found_where_it_opens() {
    let faults = Export::text("A;B\n1;\"eens\n2;oneens\n").faults();
    assert_eq!(
        faults.first().map(|(code, place, _)| (*code, place.as_str())),
        Some((Code::UnclosedQuote, "in.csv:2"))
    );
}
