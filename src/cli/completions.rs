use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgMatches, Command};
use clap_complete::{Shell, generate};
use datadialoog::domain::Lang;

use super::command::Words;
use super::exit::Exit;
use super::run::Session;
use super::{arguments, command};

const SHELLS: [(&str, Shell); 5] = [
    ("bash", Shell::Bash),
    ("zsh", Shell::Zsh),
    ("fish", Shell::Fish),
    ("powershell", Shell::PowerShell),
    ("elvish", Shell::Elvish),
];

const NL: Words = Words {
    about: "Maak een bestand waarmee de opdrachtregel zichzelf aanvult",
    long: "Maak een bestand waarmee de opdrachtregel met de tabtoets opdrachten en opties aanvult.",
    usage: "datadialoog completions bash|zsh|fish|powershell|elvish",
    examples: &[
        (
            "datadialoog completions bash > ~/.local/share/bash-completion/completions/datadialoog",
            "voor bash, vanaf het volgende venster",
        ),
        (
            "datadialoog completions fish > ~/.config/fish/completions/datadialoog.fish",
            "voor fish, vanaf het volgende venster",
        ),
    ],
};

const EN: Words = Words {
    about: "Make a file with which the command line completes itself",
    long: "Make a file with which the command line completes commands and options at the tab key.",
    usage: "datadialoog completions bash|zsh|fish|powershell|elvish",
    examples: &[
        (
            "datadialoog completions bash > ~/.local/share/bash-completion/completions/datadialoog",
            "for bash, from the next window on",
        ),
        (
            "datadialoog completions fish > ~/.config/fish/completions/datadialoog.fish",
            "for fish, from the next window on",
        ),
    ],
};

pub(crate) fn command(lang: Lang) -> Command {
    command::described(lang, "completions", &lang.pick(NL, EN)).arg(
        Arg::new("shell")
            .value_name("SHELL")
            .required(true)
            .value_parser(PossibleValuesParser::new(SHELLS.map(|(name, _)| name)))
            .hide_possible_values(true)
            .help_heading(arguments::about_heading(lang))
            .help(
                lang.pick("bash, zsh, fish, powershell of elvish", "bash, zsh, fish, powershell or elvish"),
            ),
    )
}

pub(crate) fn run(matches: &ArgMatches, session: &Session) -> Exit {
    let name = matches.get_one::<String>("shell");
    let shell = SHELLS.iter().find(|(key, _)| name.is_some_and(|name| name == key));
    let Some((_, shell)) = shell else { return Exit::Usage };
    let mut whole = command::command(session.lang());
    let mut script = Vec::new();
    generate(*shell, &mut whole, "datadialoog", &mut script);
    session.console.say(&String::from_utf8_lossy(&script));
    Exit::Done
}
