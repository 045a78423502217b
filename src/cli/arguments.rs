//! Arguments that more than one command takes, and how their values are read.

use std::ffi::OsString;
use std::path::PathBuf;

use anstream::ColorChoice;
use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches};
use datadialoog::domain::{Lang, Readers};
use jiff::civil::Date;

const LANG: &str = "lang";
const COLOR: &str = "color";
const QUIET: &str = "quiet";
const PROJECT: &str = "project";
const AS_OF: &str = "as-of";
const READERS: &str = "readers";

/// The heading above what a command is about.
pub(crate) fn about_heading(lang: Lang) -> &'static str {
    lang.pick("Waarover", "Arguments")
}

/// The heading above the options of a command.
pub(crate) fn options_heading(lang: Lang) -> &'static str {
    lang.pick("Opties", "Options")
}

/// The options that every command has.
pub(crate) fn global(lang: Lang) -> Vec<Arg> {
    let heading = lang.pick("Bij elke opdracht", "With every command");
    let language = Arg::new(LANG)
        .long(LANG)
        .value_name("nl|en")
        .value_parser(PossibleValuesParser::new(["nl", "en"]))
        .hide_possible_values(true)
        .help(lang.pick(
            "De taal van wat u leest; anders die van het projectbestand, anders Nederlands",
            "The language of what you read; else that of the project file, else Dutch",
        ));
    let colour = Arg::new(COLOR)
        .long(COLOR)
        .value_name("auto|always|never")
        .value_parser(PossibleValuesParser::new(["auto", "always", "never"]))
        .hide_possible_values(true)
        .help(lang.pick(
            "Kleur en vet: auto (alleen op een scherm en zonder NO_COLOR), always of never",
            "Colour and bold: auto (only on a screen and without NO_COLOR), always or never",
        ));
    let quiet = Arg::new(QUIET).short('q').long(QUIET).action(ArgAction::SetTrue).help(
        lang.pick("Alleen de uitkomst, waarschuwingen en fouten", "Only the outcome, warnings and errors"),
    );
    let help = Arg::new("help")
        .short('h')
        .long("help")
        .action(ArgAction::Help)
        .help(lang.pick("Uitleg; met --help ook voorbeelden", "Help; with --help examples too"));
    [language, colour, quiet, help]
        .map(|arg| arg.global(true).help_heading(heading).display_order(900))
        .to_vec()
}

/// The project: a folder or a project file, the current folder if left out.
pub(crate) fn project(lang: Lang) -> Arg {
    Arg::new(PROJECT)
        .value_name("PROJECT")
        .value_parser(clap::value_parser!(PathBuf))
        .help_heading(about_heading(lang))
        .help(lang.pick(
            "Een projectbestand, of een map met datadialoog.toml [zonder: deze map]",
            "A project file, or a folder with datadialoog.toml [without: this folder]",
        ))
}

/// The day that counts as today.
pub(crate) fn as_of(lang: Lang) -> Arg {
    option(lang, AS_OF, lang.pick("DATUM", "DATE")).value_parser(move |text: &str| date(lang, text)).help(
        lang.pick(
            "De dag die als vandaag geldt, zoals 2026-12-03 [zonder: vandaag]",
            "The day that counts as today, such as 2026-12-03 [without: today]",
        ),
    )
}

/// For whom the outcome is: how many answers a figure needs depends on it.
pub(crate) fn readers(lang: Lang) -> Arg {
    option(lang, READERS, "own-team|partnership|public")
        .value_parser(PossibleValuesParser::new(Readers::ALL.map(Readers::key)))
        .hide_possible_values(true)
        .help(lang.pick(
            "Voor wie het is: het eigen team, het partnerschap of iedereen; elk heeft een eigen minimum [zonder: own-team]",
            "For whom it is: the own team, the partnership or everyone; each has its own minimum [without: own-team]",
        ))
}

/// For whom the outcome was asked.
pub(crate) fn readers_of(matches: &ArgMatches) -> Readers {
    let named = matches.get_one::<String>(READERS).and_then(|key| Readers::of_key(key));
    named.unwrap_or_default()
}

/// A meeting of the project file, by its name; what it is for is the command's own to say.
pub(crate) fn meeting(lang: Lang) -> Arg {
    option(lang, "meeting", lang.pick("NAAM", "NAME"))
}

/// An option with a value, under the heading of the command's own.
pub(crate) fn option(lang: Lang, name: &'static str, value: &'static str) -> Arg {
    Arg::new(name).long(name).value_name(value).help_heading(options_heading(lang))
}

/// An option without a value, under the heading of the command's own.
pub(crate) fn flag(lang: Lang, name: &'static str) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help_heading(options_heading(lang))
}

/// `--format text|json`, for commands that print.
pub(crate) fn text_or_json(lang: Lang) -> Arg {
    option(lang, "format", "text|json")
        .value_parser(PossibleValuesParser::new(["text", "json"]))
        .hide_possible_values(true)
        .help(lang.pick(
            "text om te lezen, json voor een programma [zonder: text]",
            "text to read, json for a program [without: text]",
        ))
}

/// Whether JSON was asked for.
pub(crate) fn wants_json(matches: &ArgMatches) -> bool {
    matches.get_one::<String>("format").is_some_and(|format| format == "json")
}

/// The project that was named, or the current folder.
pub(crate) fn project_of(matches: &ArgMatches) -> PathBuf {
    matches.get_one::<PathBuf>(PROJECT).cloned().unwrap_or_else(|| PathBuf::from("."))
}

/// The day that was given.
pub(crate) fn as_of_of(matches: &ArgMatches) -> Option<Date> {
    matches.get_one::<Date>(AS_OF).copied()
}

/// Whether only the outcome, warnings and errors are wanted.
pub(crate) fn is_quiet(matches: &ArgMatches) -> bool {
    matches.get_flag(QUIET)
}

/// The language asked for, found before the rest is read: help and errors are said in it too.
pub(crate) fn raw_language(args: &[OsString]) -> Option<Lang> {
    match raw_value(args, LANG)?.as_str() {
        "nl" => Some(Lang::Nl),
        "en" => Some(Lang::En),
        _ => None,
    }
}

/// The colour asked for, found before the rest is read.
pub(crate) fn raw_colour(args: &[OsString]) -> ColorChoice {
    match raw_value(args, COLOR).as_deref() {
        Some("always") => ColorChoice::Always,
        Some("never") => ColorChoice::Never,
        _ => ColorChoice::Auto,
    }
}

fn raw_value(args: &[OsString], name: &str) -> Option<String> {
    let option = format!("--{name}");
    let mut args = args.iter().map(|arg| arg.to_string_lossy()).take_while(|arg| arg != "--");
    while let Some(arg) = args.next() {
        if arg == option.as_str() {
            return args.next().map(std::borrow::Cow::into_owned);
        }
        if let Some(value) = arg.strip_prefix(&option).and_then(|rest| rest.strip_prefix('=')) {
            return Some(value.to_owned());
        }
    }
    None
}

fn date(lang: Lang, text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| {
        lang.pick(
            "dat is geen dag; schrijf jaar-maand-dag, zoals 2026-12-03",
            "that is no day; write year-month-day, such as 2026-12-03",
        )
        .to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn args(line: &str) -> Vec<OsString> {
        line.split(' ').map(OsString::from).collect()
    }

    #[test]
    fn the_language_is_found_wherever_it_stands() {
        assert_eq!(raw_language(&args("datadialoog --lang en report")), Some(Lang::En));
        assert_eq!(raw_language(&args("datadialoog report --lang=nl x")), Some(Lang::Nl));
        assert_eq!(raw_language(&args("datadialoog report --lang fr")), None);
        assert_eq!(raw_language(&args("datadialoog report --lang")), None);
        assert_eq!(raw_language(&args("datadialoog inspect -- --lang en")), None);
    }

    #[test]
    fn a_day_that_does_not_exist_is_refused_with_an_example() {
        assert_eq!(date(Lang::Nl, "2026-12-03"), Ok(jiff::civil::date(2026, 12, 3)));
        for wrong in ["2026-02-30", "3-12-2026", "morgen", ""] {
            assert!(date(Lang::Nl, wrong).unwrap_err().contains("2026-12-03"), "{wrong}");
        }
    }
}
