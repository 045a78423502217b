use clap::builder::styling::{Style, Styles};
use clap::{Arg, ArgAction, ArgMatches, Command};
use datadialoog::domain::Lang;

use super::console::bold;
use super::exit::Exit;
use super::run::Session;
use super::{arguments, check, completions, explain, init, inspect, man, project, remarks, report, schema};

/// One command: its name, its help in a language, and what it does.
pub(crate) struct Entry {
    /// What is typed.
    pub(crate) name: &'static str,
    /// Its arguments and help.
    pub(crate) command: fn(Lang) -> Command,
    /// What it does.
    pub(crate) run: fn(&ArgMatches, &Session) -> Exit,
}

/// Every command, in the order of the help: as a round of measuring uses them.
pub(crate) const COMMANDS: [Entry; 10] = [
    Entry { name: "inspect", command: inspect::command, run: inspect::run },
    Entry { name: "init", command: init::command, run: init::run },
    Entry { name: "check", command: check::command, run: check::run },
    Entry { name: "remarks", command: remarks::command, run: remarks::run },
    Entry { name: "report", command: report::command, run: report::run },
    Entry { name: "explain", command: explain::command, run: explain::run },
    Entry { name: "project", command: project::command, run: project::run },
    Entry { name: "schema", command: schema::command, run: schema::run },
    Entry { name: "completions", command: completions::command, run: completions::run },
    Entry { name: "man", command: man::command, run: man::run },
];

/// What a command is, in its own file: a line, a paragraph, how it is typed, and worked examples.
pub(crate) struct Words {
    /// One line, for the list of commands.
    pub(crate) about: &'static str,
    /// More, for `--help`.
    pub(crate) long: &'static str,
    /// How it is typed.
    pub(crate) usage: &'static str,
    /// Worked examples: what one types, and what comes of it.
    pub(crate) examples: &'static [(&'static str, &'static str)],
}

/// A command with its words, its examples below the long help.
pub(crate) fn described(lang: Lang, name: &'static str, words: &Words) -> Command {
    let mut examples = format!("{}\n", bold(lang.pick("Voorbeelden:", "Examples:")));
    for (line, outcome) in words.examples {
        examples.push_str(&format!("  {line}\n      {outcome}\n"));
    }
    framed(lang, Command::new(name))
        .about(words.about)
        .long_about(words.long)
        .override_usage(words.usage)
        .after_long_help(examples.trim_end().to_owned())
}

/// The whole command line in one language.
pub(crate) fn command(lang: Lang) -> Command {
    let version = Arg::new("version")
        .short('V')
        .long("version")
        .action(ArgAction::Version)
        .help_heading(arguments::options_heading(lang));
    let exits = format!("{}\n{}", bold(lang.pick("Afsluitcodes:", "Exit codes:")), Exit::list(lang));
    let several = lang.pick(
        "  Bij meer fouten tegelijk geldt de laagste code; een fout van datadialoog zelf (70) gaat voor alles.",
        "  With several errors at once the lowest code is given; a fault of datadialoog itself (70) wins over all.",
    );
    let examples = lang.pick(
        "  datadialoog init exports/studenten.csv   maakt een projectbestand om in te vullen\n  \
           datadialoog check                        toont de oordelen op het scherm\n  \
           datadialoog report                       schrijft het verslag voor aan tafel",
        "  datadialoog init exports/students.csv    makes a project file to fill in\n  \
           datadialoog check                        shows the verdicts on the screen\n  \
           datadialoog report                       writes the report for the table",
    );
    let start = bold(lang.pick("Zo begint u:", "To begin:"));
    let commands = COMMANDS.iter().map(|entry| (entry.command)(lang));
    framed(lang, Command::new("datadialoog"))
        .version(env!("CARGO_PKG_VERSION"))
        .about(lang.pick(
            "Van vragenlijst naar een eerlijk gesprek over kwaliteit",
            "From survey exports to an honest conversation about quality",
        ))
        .long_about(lang.pick(
            "Van vragenlijst naar een eerlijk gesprek over kwaliteit.\n\nDatadialoog leest de exports van uw \
             vragenlijsten, legt de cijfers naast de normen die uw partnerschap zelf afsprak, laat weg wat mensen \
             herkenbaar zou maken, en maakt er een verslag van met vragen voor aan tafel. Er gaat niets naar internet.",
            "From survey exports to an honest conversation about quality.\n\nDatadialoog reads the exports of your \
             surveys, puts the figures beside the norms that your partnership agreed on itself, leaves out what would \
             make people recognisable, and makes a report with questions for the table. Nothing goes to the internet.",
        ))
        .override_usage(lang.pick("datadialoog OPDRACHT [OPTIES]", "datadialoog COMMAND [OPTIONS]"))
        .after_help(format!("{start}\n{examples}\n\n{exits}{several}"))
        .disable_version_flag(true)
        .arg(version.help(lang.pick("De versie", "The version")))
        .args(arguments::global(lang))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommands(commands)
}

/// What every command has in common: our own headings, no English of clap's own.
fn framed(lang: Lang, command: Command) -> Command {
    let usage = bold(lang.pick("Gebruik:", "Usage:"));
    command
        .help_template(format!(
            "{{before-help}}{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"
        ))
        .subcommand_help_heading(lang.pick("Opdrachten", "Commands"))
        .subcommand_value_name(lang.pick("OPDRACHT", "COMMAND"))
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .styles(Styles::plain().header(Style::new().bold()).literal(Style::new().bold()))
        .max_term_width(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every_command(lang: Lang) -> Vec<Command> {
        let mut all = Vec::new();
        let mut pending = vec![command(lang)];
        while let Some(command) = pending.pop() {
            pending.extend(command.get_subcommands().cloned());
            all.push(command);
        }
        all
    }

    #[test]
    fn the_command_line_holds_together_in_both_languages() {
        for lang in [Lang::Nl, Lang::En] {
            command(lang).debug_assert();
        }
    }

    #[test]
    fn the_list_and_the_commands_agree_on_their_names() {
        for entry in COMMANDS {
            assert_eq!((entry.command)(Lang::Nl).get_name(), entry.name);
        }
    }

    #[test]
    fn every_argument_has_help_and_no_english_of_claps_own() {
        for lang in [Lang::Nl, Lang::En] {
            for mut command in every_command(lang) {
                for arg in command.get_arguments() {
                    assert!(arg.get_help().is_some(), "{}: {}", command.get_name(), arg.get_id());
                    assert!(arg.get_help_heading().is_some(), "{}: {}", command.get_name(), arg.get_id());
                }
                let help = command.render_long_help().to_string();
                for english in ["[default", "[possible", "[OPTIONS]", "Print help", "[aliases"] {
                    let ours = lang == Lang::En && english == "[OPTIONS]";
                    assert!(ours || !help.contains(english), "{english} is in\n{help}");
                }
            }
        }
    }
}
