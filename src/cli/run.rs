use std::ffi::OsString;

use datadialoog::diagnostics::{Code, Diagnostic};
use datadialoog::domain::{Lang, Phrase};
use jiff::civil::Date;

use super::command::{COMMANDS, command};
use super::console::Console;
use super::exit::Exit;
use super::{arguments, panic, usage};

/// What every command gets beside its own arguments.
pub(crate) struct Session {
    /// The language asked for; `None`: that of the project file.
    pub(crate) asked: Option<Lang>,
    /// Today, by the clock of this computer; read once.
    pub(crate) today: Date,
    /// Where to print.
    pub(crate) console: Console,
}

impl Session {
    /// The language as long as no project file has been read.
    pub(crate) fn lang(&self) -> Lang {
        self.asked.unwrap_or_default()
    }
}

/// Runs one command line, the program's name first.
pub(crate) fn run(args: Vec<OsString>) -> Exit {
    let lang = arguments::raw_language(&args).unwrap_or_default();
    panic::guarded(lang, || dispatch(&args, lang))
}

fn dispatch(args: &[OsString], lang: Lang) -> Exit {
    let colour = arguments::raw_colour(args);
    let mut command = command(lang);
    let matches = match command.try_get_matches_from_mut(args) {
        Ok(matches) => matches,
        Err(error) => return usage::answer(&error, &command, args, &Console::new(colour, false), lang),
    };
    let session = Session {
        asked: arguments::raw_language(args),
        today: jiff::Zoned::now().date(),
        console: Console::new(colour, arguments::is_quiet(&matches)),
    };
    let chosen = matches.subcommand().and_then(|(name, matches)| {
        COMMANDS.iter().find(|entry| entry.name == name).map(|entry| (entry, matches))
    });
    let Some((entry, matches)) = chosen else { return Exit::Fault };
    let exit = (entry.run)(matches, &session);
    all_told(&session.console, session.lang(), exit)
}

/// How a run ends once its outcome was said; that not all of it got there is told.
pub(crate) fn all_told(console: &Console, lang: Lang, exit: Exit) -> Exit {
    let Some(why) = console.broken() else { return exit };
    console.show(lang, &[cut_short(&why)], None);
    exit.max(Exit::Output)
}

/// What was to come on standard output did not all get there.
fn cut_short(why: &Phrase) -> Diagnostic {
    let headline = Phrase::new(
        format!("De uitkomst kon niet helemaal geschreven worden naar de standaarduitvoer: {}.", why.nl),
        format!("The outcome could not be written to standard output in full: {}.", why.en),
    );
    let help = Phrase::new(
        "Wat er staat, is niet volledig: gooi het weg, en stuur de uitkomst naar een andere plaats.",
        "What is there is not complete: throw it away, and send the outcome to another place.",
    );
    Diagnostic::error(Code::OutputFailed, headline).help(help)
}
