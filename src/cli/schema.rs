use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use datadialoog::domain::Lang;
use datadialoog::{pipeline, project, render};

use super::command::Words;
use super::exit::Exit;
use super::run::Session;
use super::{arguments, command};

const NL: Words = Words {
    about: "Toon het JSON-schema van het projectbestand, de uitkomsten, de besluiten of inspect",
    long: "Toon een JSON-schema (2020-12). Met dat van het projectbestand vult een tekstverwerker voor TOML sleutels aan \
           en wijst fouten aan; dat van de uitkomsten beschrijft wat `check --format json` geeft, dat van de besluiten \
           wat `report` ernaast schrijft (wat getoond is en wat niet, en waarom), en dat van inspect wat `inspect --format \
           json` geeft.",
    usage: "datadialoog schema project|results|decisions|inspect [OPTIES]",
    examples: &[
        ("datadialoog schema project > datadialoog.schema.json", "het schema voor uw tekstverwerker"),
        ("datadialoog schema results", "wat een programma van de uitkomsten mag verwachten"),
    ],
};

const EN: Words = Words {
    about: "Show the JSON Schema of the project file, the results, the decisions or inspect",
    long: "Show a JSON Schema (2020-12). With that of the project file an editor for TOML completes keys and points out \
           faults; that of the results describes what `check --format json` gives, that of the decisions \
           what `report` writes beside it (what is shown and what is not, and why), and that of inspect what `inspect \
           --format json` gives.",
    usage: "datadialoog schema project|results|decisions|inspect [OPTIONS]",
    examples: &[
        ("datadialoog schema project > datadialoog.schema.json", "the schema for your editor"),
        ("datadialoog schema results", "what a program may expect of the results"),
    ],
};

pub(crate) fn command(lang: Lang) -> Command {
    command::described(lang, "schema", &lang.pick(NL, EN)).arg(
        Arg::new("which")
            .value_name("project|results|decisions|inspect")
            .required(true)
            .value_parser(PossibleValuesParser::new(["project", "results", "decisions", "inspect"]))
            .hide_possible_values(true)
            .help_heading(arguments::about_heading(lang))
            .help(lang.pick(
                "Van het projectbestand, van de uitkomsten, van de besluiten of van inspect",
                "Of the project file, of the results, of the decisions or of inspect",
            )),
    )
}

pub(crate) fn run(matches: &ArgMatches, session: &Session) -> Exit {
    let schema = match matches.get_one::<String>("which").map(String::as_str) {
        Some("project") => project::schema(),
        Some("decisions") => render::decisions_schema(),
        Some("inspect") => pipeline::inspection_schema(),
        _ => render::results_schema(),
    };
    match serde_json::to_string_pretty(&schema) {
        Ok(text) => {
            session.console.say(&text);
            Exit::Done
        }
        Err(_) => Exit::Fault,
    }
}
