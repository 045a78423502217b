use std::path::Path;

use clap::{ArgMatches, Command};
use datadialoog::diagnostics::{Checked, Diagnostic};
use datadialoog::domain::{Lang, Phrase};
use datadialoog::pipeline::{ReviewFile, review_file};
use datadialoog::text::{Noun, counted};

use super::command::Words;
use super::commit::CommitError;
use super::console::{WIDTH, bold};
use super::examined::{failed, project};
use super::exit::Exit;
use super::run::Session;
use super::wrap::{harmless, wrap};
use super::{arguments, command, register_file};

const NL: Words = Words {
    about: "Maak het bestand om open antwoorden te bekijken en vrij te geven",
    long: "Maak het bestand om open antwoorden te bekijken en vrij te geven, naast het projectbestand. Alleen de vragen die \
           het projectbestand onder `remarks` noemt, worden gelezen. Namen, scholen, adressen en nummers zijn eruit gehaald \
           voor zover het programma ze herkent; wat overblijft, bekijkt een mens. In het verslag komt alleen een regel \
           waarbij u `ja` invult.\n\nIs het bestand er al, dan blijft staan wat u besloot.",
    usage: "datadialoog remarks [PROJECT] [OPTIES]",
    examples: &[
        ("datadialoog remarks", "het bestand voor de laatste ronde, om te openen in Excel"),
        ("datadialoog remarks waterlijn --as-of 2026-12-03", "dat van de ronde die op die dag de laatste is"),
    ],
};

const EN: Words = Words {
    about: "Make the file for looking at open answers and releasing them",
    long: "Make the file for looking at open answers and releasing them, beside the project file. Only the questions that \
           the project file names under `remarks` are read. Names, schools, addresses and numbers are taken out as far as \
           the program knows them; a person looks at what is left. Only a line with `yes` comes into the report.\n\nIf the \
           file is there already, what you decided stays.",
    usage: "datadialoog remarks [PROJECT] [OPTIONS]",
    examples: &[
        ("datadialoog remarks", "the file for the last round, to open in Excel"),
        (
            "datadialoog remarks waterlijn --as-of 2026-12-03",
            "that of the round that is the last on that day",
        ),
    ],
};

pub(crate) fn command(lang: Lang) -> Command {
    command::described(lang, "remarks", &lang.pick(NL, EN))
        .arg(arguments::project(lang))
        .arg(arguments::as_of(lang))
}

pub(crate) fn run(matches: &ArgMatches, session: &Session) -> Exit {
    let (project, lang) = match project(matches, session) {
        Ok(read) => read,
        Err(exit) => return exit,
    };
    let as_of = arguments::as_of_of(matches).unwrap_or(session.today);
    let nothing = Some(lang.pick("er is niets geschreven", "nothing was written"));
    let Checked { value: file, notes } = match review_file(&project, as_of, lang) {
        Ok(made) => made,
        Err(faults) => {
            session.console.show(lang, &faults, nothing);
            return failed(&faults);
        }
    };
    session.console.show(lang, &notes, None);
    if let Err(fault) = put(&file.path, &file.bytes) {
        let fault = [*fault];
        session.console.show(lang, &fault, nothing);
        return failed(&fault);
    }
    match session.console.is_quiet() {
        true => session.console.say(&shown(&file.path)),
        false => session.console.say(&in_brief(lang, &file)),
    }
    Exit::Done
}

/// Writes the file, whole or not at all.
fn put(path: &Path, bytes: &[u8]) -> Result<(), Box<Diagnostic>> {
    register_file::replace(path, bytes).map_err(|source| {
        let error = CommitError::Refused { path: path.to_owned(), source };
        let help = Phrase::new(
            "Staat het open in Excel? Sluit het dan en probeer het opnieuw. Wat er stond, staat er nog.",
            "Is it open in Excel? Close it and try again. What was there is still there.",
        );
        Box::new(error.diagnostic().help(help))
    })
}

fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

fn in_brief(lang: Lang, file: &ReviewFile) -> String {
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let remarks = Noun::new(lang.pick("opmerking", "remark"), lang.pick("opmerkingen", "remarks"));
    let total = counted(count(file.remarks), &remarks);
    let path = bold(&harmless(&shown(&file.path)));
    let mut text =
        lang.pick(format!("{total} om te bekijken, in {path}\n"), format!("{total} to look at, in {path}\n"));
    let undecided = file.undecided;
    if file.renewed {
        text.push_str(&lang.pick(
            format!("Op {undecided} daarvan is nog niets besloten.\n"),
            format!("On {undecided} of them nothing was decided yet.\n"),
        ));
    }
    if file.gone > 0 {
        let gone = file.gone;
        text.push_str(&lang.pick(
            format!("Besluiten die bij geen opmerking meer passen en weg zijn: {gone}.\n"),
            format!("Decisions that fit no remark any more and are gone: {gone}.\n"),
        ));
    }
    let how = lang.pick(
        "Vul bij `vrijgeven` `ja` in wat in het verslag mag; de rest blijft eruit. U mag de tekst veranderen. Wat het \
         programma weghaalde, is hulp en geen garantie: ook zonder naam kan iemand te herkennen zijn, aan wat er gebeurde \
         of hoe het gezegd is. Lees daarom elke regel. Bewaar het bestand bij de exports en deel het niet.",
        "Fill in `yes` under `release` for what may be in the report; the rest stays out. You may change the text. What the \
         program took out is help and no guarantee: without a name, too, somebody can be recognised, by what happened or \
         how it is said. So read every line. Keep the file with the exports and do not share it.",
    );
    text.push_str(&format!("\n{}\n", wrap(how, WIDTH, 0)));
    text
}
