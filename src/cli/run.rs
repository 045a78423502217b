use std::ffi::OsString;

use datadialoog::domain::Lang;
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
    if session.console.is_broken() { exit.max(Exit::Output) } else { exit }
}
