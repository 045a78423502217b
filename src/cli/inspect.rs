use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Arg, ArgMatches, Command};
use datadialoog::diagnostics::Diagnostic;
use datadialoog::domain::Lang;
use datadialoog::ingest::{Hints, Limits};
use datadialoog::pipeline::{self, FileReport};

use super::command::Words;
use super::examined::failed;
use super::exit::Exit;
use super::inspected::text;
use super::run::Session;
use super::{arguments, command};
use datadialoog::pipeline::expand;

const NL: Words = Words {
    about: "Kijk wat er in een export gelezen wordt",
    long: "Kijk wat er in een export gelezen wordt: van welk platform hij komt, waar de kopregel staat, op welke schaal \
           elke vraag staat en waarom, wie er in groepen zitten, en wat er nu te doen is. Er is geen projectbestand voor \
           nodig. Kolommen met persoonsgegevens worden niet gelezen, en van open antwoorden wordt niets getoond. Kleine \
           aantallen zijn hier niet weggelaten: wat u ziet, is alleen voor uw eigen ogen.",
    usage: "datadialoog inspect BESTAND… [OPTIES]",
    examples: &[
        ("datadialoog inspect exports/studenten.csv", "platform, codering en elke kolom van dat bestand"),
        (
            "datadialoog inspect antwoorden.xlsx --sheet Antwoorden --header-row 3",
            "als blad en kopregel niet vanzelf gevonden worden",
        ),
        ("datadialoog inspect exports/*.csv --format json", "hetzelfde voor een programma"),
    ],
};

const EN: Words = Words {
    about: "See what is read of an export",
    long: "See what is read of an export: which platform it comes from, where the heading row is, which scale each question \
           is on and why, what respondents are grouped by, and what to do next. No project file is needed. Columns with \
           personal data are not read, and nothing of open answers is shown. Small numbers are not hidden here: what you \
           see is for your own eyes only.",
    usage: "datadialoog inspect FILE… [OPTIONS]",
    examples: &[
        ("datadialoog inspect exports/students.csv", "platform, encoding and every column of that file"),
        (
            "datadialoog inspect answers.xlsx --sheet Answers --header-row 3",
            "when sheet and headings are not found by themselves",
        ),
        ("datadialoog inspect exports/*.csv --format json", "the same for a program"),
    ],
};

pub(crate) fn command(lang: Lang) -> Command {
    command::described(lang, "inspect", &lang.pick(NL, EN))
        .arg(files(lang))
        .arg(arguments::text_or_json(lang))
        .args(hints(lang))
}

/// How to read a file where that is not found out well.
pub(crate) fn hints(lang: Lang) -> [Arg; 4] {
    [
        arguments::option(lang, "sheet", lang.pick("BLAD", "SHEET"))
            .help(lang.pick("Het blad van een werkmap", "The sheet of a workbook")),
        arguments::option(lang, "header-row", lang.pick("RIJ", "ROW"))
            .value_parser(move |text: &str| row(lang, text))
            .help(lang.pick("De rij van de koppen, vanaf 1", "The row of the headings, from 1")),
        arguments::option(lang, "encoding", lang.pick("NAAM", "NAME")).help(lang.pick(
            "De codering van een tekstbestand, zoals windows-1252",
            "The encoding of a text file, such as windows-1252",
        )),
        arguments::option(lang, "delimiter", lang.pick("TEKEN", "CHARACTER"))
            .value_parser(move |text: &str| delimiter(lang, text))
            .help(lang.pick(
                "Het scheidingsteken van een tekstbestand: ; of , of tab",
                "The delimiter of a text file: ; or , or tab",
            )),
    ]
}

/// The exports a command is about: one or more.
pub(crate) fn files(lang: Lang) -> Arg {
    Arg::new("file")
        .value_name(lang.pick("BESTAND", "FILE"))
        .value_parser(clap::value_parser!(PathBuf))
        .num_args(1..)
        .required(true)
        .help_heading(arguments::about_heading(lang))
        .help(lang.pick(
            "Een of meer exports (csv, xlsx, xls of ods), of een patroon met * en ?",
            "One or more exports (csv, xlsx, xls or ods), or a pattern with * and ?",
        ))
}

fn row(lang: Lang, text: &str) -> Result<u64, String> {
    let wrong =
        lang.pick("dat is geen rijnummer; de eerste rij is 1", "that is no row number; the first row is 1");
    text.parse().ok().filter(|row| *row > 0).ok_or_else(|| wrong.to_owned())
}

fn delimiter(lang: Lang, text: &str) -> Result<char, String> {
    let mut letters = text.chars();
    match (text, letters.next(), letters.next()) {
        ("tab" | "\\t", _, _) => Ok('\t'),
        (_, Some(one), None) if one.is_ascii() && !one.is_alphanumeric() => Ok(one),
        _ => {
            let wrong = lang
                .pick("dat is niet één teken, zoals ; of tab", "that is not one character, such as ; or tab");
            Err(wrong.to_owned())
        }
    }
}

pub(crate) fn run(matches: &ArgMatches, session: &Session) -> Exit {
    let lang = session.lang();
    let Looked { reports, notes, .. } = look(matches);
    let lost = lang.pick(
        "een bestand dat niet leest, staat niet in de uitkomst",
        "a file that does not read is not in the outcome",
    );
    session.console.show(lang, &notes, Some(lost));
    let exit = Exit::of(&notes);
    // What fails gives nothing to a program that reads along; people do get to see the files that read.
    match arguments::wants_json(matches) {
        true if exit == Exit::Done => match pipeline::inspection_json(&reports, lang) {
            Ok(json) => session.console.say(&json),
            Err(_) => return Exit::Fault,
        },
        true => {}
        false if reports.is_empty() => {}
        false => session.console.say(&text(&reports, lang)),
    }
    if reports.is_empty() { failed(&notes) } else { exit }
}

/// The files that were named, each once, with every pattern replaced by what it finds; and the patterns that find none.
fn named_files(matches: &ArgMatches) -> (Vec<PathBuf>, Vec<Diagnostic>) {
    let (mut files, mut faults) = (Vec::new(), Vec::new());
    for named in matches.get_many::<PathBuf>("file").into_iter().flatten() {
        let found = match named.to_str() {
            Some(pattern) => expand(pattern),
            None => Ok(vec![named.clone()]),
        };
        match found {
            Ok(found) => files.extend(found),
            Err(fault) => faults.push(fault),
        }
    }
    let mut met = BTreeSet::new();
    files.retain(|file| met.insert(file.clone()));
    (files, faults)
}

/// The files that read, and everything that was noticed of all.
pub(crate) struct Looked {
    /// The files that were looked at.
    pub(crate) files: Vec<PathBuf>,
    /// A report of each file that reads.
    pub(crate) reports: Vec<FileReport>,
    /// What was noticed, by file.
    pub(crate) notes: Vec<Diagnostic>,
}

/// Looks at every file that was named, with the hints that were given.
pub(crate) fn look(matches: &ArgMatches) -> Looked {
    let hints = Hints {
        sheet: matches.get_one("sheet").cloned(),
        header_row: matches.get_one("header-row").copied(),
        encoding: matches.get_one("encoding").cloned(),
        delimiter: matches.get_one("delimiter").copied(),
        platform: None,
    };
    let (files, notes) = named_files(matches);
    let mut looked = Looked { files: Vec::new(), reports: Vec::new(), notes };
    for file in &files {
        match pipeline::inspect(file, &hints, &Limits::default()) {
            Ok(report) => {
                looked.notes.extend(report.notes.iter().cloned());
                looked.reports.push(report);
            }
            Err(faults) => looked.notes.extend(faults),
        }
    }
    looked.notes.extend(pipeline::same_twice(&looked.reports));
    looked.files = files;
    looked
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_delimiter_is_one_character_or_the_word_tab() {
        assert_eq!(delimiter(Lang::Nl, ";"), Ok(';'));
        assert_eq!(delimiter(Lang::Nl, "tab"), Ok('\t'));
        for wrong in ["", ";;", "a", "é"] {
            assert!(delimiter(Lang::Nl, wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn rows_count_from_one() {
        assert_eq!(row(Lang::Nl, "3"), Ok(3));
        for wrong in ["0", "-1", "drie", ""] {
            assert!(row(Lang::Nl, wrong).is_err(), "{wrong}");
        }
    }
}
