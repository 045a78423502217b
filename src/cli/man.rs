use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use clap_mangen::Man;
use datadialoog::domain::Lang;

use super::command::{COMMANDS, Words};
use super::exit::Exit;
use super::run::Session;
use super::{arguments, command};

const NL: Words = Words {
    about: "Maak een handleiding in de vorm van man",
    long: "Maak een handleidingpagina (roff) voor de opdracht man: van datadialoog als geheel, of van één opdracht.",
    usage: "datadialoog man [OPDRACHT]",
    examples: &[
        ("datadialoog man > datadialoog.1", "de handleiding, om naast andere te zetten"),
        ("datadialoog man report | man -l -", "de uitleg van één opdracht, nu op het scherm"),
    ],
};

const EN: Words = Words {
    about: "Make a manual page for man",
    long: "Make a manual page (roff) for the man command: of datadialoog as a whole, or of one command.",
    usage: "datadialoog man [COMMAND]",
    examples: &[
        ("datadialoog man > datadialoog.1", "the manual page, to put beside others"),
        ("datadialoog man report | man -l -", "the page of one command, on the screen now"),
    ],
};

const SOURCE: &str = concat!("datadialoog ", env!("CARGO_PKG_VERSION"));

/// The headings that are always English, and what a Dutch page has for them.
const HEADINGS: [(&str, &str); 6] = [
    (".SH NAME", ".SH NAAM"),
    (".SH SYNOPSIS", ".SH GEBRUIK"),
    (".SH DESCRIPTION", ".SH BESCHRIJVING"),
    (".SH OPTIONS", ".SH OPTIES"),
    (".SH EXTRA", ".SH VERDER"),
    (".SH VERSION", ".SH VERSIE"),
];

pub(crate) fn command(lang: Lang) -> Command {
    command::described(lang, "man", &lang.pick(NL, EN)).arg(
        Arg::new("command")
            .value_name(lang.pick("OPDRACHT", "COMMAND"))
            .value_parser(PossibleValuesParser::new(COMMANDS.map(|entry| entry.name)))
            .hide_possible_values(true)
            .help_heading(arguments::about_heading(lang))
            .help(lang.pick("De opdracht [zonder: het geheel]", "The command [without: the whole]")),
    )
}

pub(crate) fn run(matches: &ArgMatches, session: &Session) -> Exit {
    let lang = session.lang();
    let mut whole = command::command(lang);
    whole.build();
    let chosen = matches.get_one::<String>("command").and_then(|name| whole.find_subcommand(name));
    let man = Man::new(chosen.cloned().unwrap_or(whole)).manual("datadialoog").source(SOURCE);
    let mut page = Vec::new();
    if man.render(&mut page).is_err() {
        return Exit::Fault;
    }
    session.console.say(&in_language(&without_marks(&String::from_utf8_lossy(&page)), lang));
    if session.console.shows_outcome() {
        session.console.insist(&how_to_read(lang, matches.get_one::<String>("command").map(String::as_str)));
    }
    Exit::Done
}

/// What to type for whoever sees the bare page on a screen.
fn how_to_read(lang: Lang, command: Option<&str>) -> String {
    let typed = command.map_or_else(String::new, |command| format!(" {command}"));
    lang.pick(
        format!(
            "\nDit is de handleiding in de vorm van man. Zo leest u haar: datadialoog man{typed} | man -l -"
        ),
        format!(
            "\nThis is the manual page in the form of man. To read it: datadialoog man{typed} | man -l -"
        ),
    )
}

/// A manual page without the marks for bold that a terminal understands and `man` does not.
fn without_marks(page: &str) -> String {
    anstream::adapter::strip_str(page).to_string()
}

fn in_language(page: &str, lang: Lang) -> String {
    let dutch = |line: &str| HEADINGS.iter().find(|(english, _)| *english == line).map(|(_, dutch)| *dutch);
    let shown = |line: &str| match (line.strip_prefix(".SH "), lang) {
        (None, _) => line.to_owned(),
        (Some(_), Lang::Nl) if dutch(line).is_some() => dutch(line).unwrap_or(line).to_owned(),
        (Some(heading), _) => format!(".SH {}", heading.to_uppercase()),
    };
    page.lines().map(|line| format!("{}\n", shown(line))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_sees_the_bare_page_is_told_how_to_read_it() {
        assert!(how_to_read(Lang::Nl, None).ends_with("Zo leest u haar: datadialoog man | man -l -"));
        assert!(how_to_read(Lang::En, Some("report")).ends_with("datadialoog man report | man -l -"));
    }

    #[test]
    fn a_dutch_page_has_dutch_headings_and_an_english_one_does_not() {
        let page = ".TH x\n.SH NAME\nx\n.SH Opdrachten\ny\n";
        assert_eq!(in_language(page, Lang::Nl), ".TH x\n.SH NAAM\nx\n.SH OPDRACHTEN\ny\n");
        assert_eq!(in_language(".SH NAME\n.SH Commands\n", Lang::En), ".SH NAME\n.SH COMMANDS\n");
    }
}
