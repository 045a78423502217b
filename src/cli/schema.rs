use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use datadialoog::domain::Lang;
use datadialoog::{project, render};

use super::command::Words;
use super::exit::Exit;
use super::run::Session;
use super::{arguments, command};

const NL: Words = Words {
    about: "Toon het JSON-schema van het projectbestand of van de uitkomsten",
    long: "Toon een JSON-schema (2020-12). Met dat van het projectbestand vult een tekstverwerker voor TOML sleutels aan \
           en wijst fouten aan; dat van de uitkomsten beschrijft wat `check --format json` geeft.",
    usage: "datadialoog schema project|results [OPTIES]",
    examples: &[
        ("datadialoog schema project > datadialoog.schema.json", "het schema voor uw tekstverwerker"),
        ("datadialoog schema results", "wat een programma van de uitkomsten mag verwachten"),
    ],
};

const EN: Words = Words {
    about: "Show the JSON Schema of the project file or of the results",
    long: "Show a JSON Schema (2020-12). With that of the project file an editor for TOML completes keys and points out \
           faults; that of the results describes what `check --format json` gives.",
    usage: "datadialoog schema project|results [OPTIONS]",
    examples: &[
        ("datadialoog schema project > datadialoog.schema.json", "the schema for your editor"),
        ("datadialoog schema results", "what a program may expect of the results"),
    ],
};

pub(crate) fn command(lang: Lang) -> Command {
    command::described(lang, "schema", &lang.pick(NL, EN)).arg(
        Arg::new("which")
            .value_name("project|results")
            .required(true)
            .value_parser(PossibleValuesParser::new(["project", "results"]))
            .hide_possible_values(true)
            .help_heading(arguments::about_heading(lang))
            .help(lang.pick(
                "Van het projectbestand of van de uitkomsten",
                "Of the project file or of the results",
            )),
    )
}

pub(crate) fn run(matches: &ArgMatches, session: &Session) -> Exit {
    let of_project = matches.get_one::<String>("which").is_some_and(|which| which == "project");
    let schema = if of_project { project::schema() } else { render::results_schema() };
    match serde_json::to_string_pretty(&schema) {
        Ok(text) => {
            session.console.say(&text);
            Exit::Done
        }
        Err(_) => Exit::Fault,
    }
}
