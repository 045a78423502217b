use std::path::{Component, Path, PathBuf};

use clap::{ArgMatches, Command};
use datadialoog::domain::Lang;
use datadialoog::pipeline::scaffold;
use datadialoog::project::FILE_NAME;

use super::command::Words;
use super::commit::new_file;
use super::console::bold;
use super::examined::failed;
use super::exit::Exit;
use super::inspect::{self, Looked, hints, look};
use super::run::Session;
use super::{arguments, command};

const NL: Words = Words {
    about: "Maak een projectbestand uit uw exports",
    long: "Maak een projectbestand uit uw exports: de bronnen, de vragen en hun schalen staan er al in, de normen staan er \
           als vraag. Vul het samen in. Een bestaand projectbestand wordt nooit overschreven.",
    usage: "datadialoog init BESTAND… [OPTIES]",
    examples: &[
        (
            "datadialoog init exports/studenten.csv exports/begeleiders.xlsx",
            "schrijft exports/datadialoog.toml",
        ),
        ("datadialoog init exports/*.csv --out datadialoog.toml", "schrijft het in deze map"),
        ("datadialoog init exports/studenten.csv --out -", "toont het, zonder iets te schrijven"),
    ],
};

const EN: Words = Words {
    about: "Make a project file from your exports",
    long: "Make a project file from your exports: the sources, the questions and their scales are in it, the norms are in \
           it as questions. Fill it in together. A project file that is there already is never overwritten.",
    usage: "datadialoog init FILE… [OPTIONS]",
    examples: &[
        ("datadialoog init exports/students.csv exports/mentors.xlsx", "writes exports/datadialoog.toml"),
        ("datadialoog init exports/*.csv --out datadialoog.toml", "writes it in this folder"),
        ("datadialoog init exports/students.csv --out -", "shows it and writes nothing"),
    ],
};

pub(crate) fn command(lang: Lang) -> Command {
    let out = arguments::option(lang, "out", lang.pick("BESTAND", "FILE"))
        .value_parser(clap::value_parser!(PathBuf))
        .help(lang.pick(
            "Het projectbestand, of - voor het scherm [zonder: datadialoog.toml naast het eerste bestand]",
            "The project file, or - for the screen [without: datadialoog.toml beside the first file]",
        ));
    command::described(lang, "init", &lang.pick(NL, EN)).arg(inspect::files(lang)).arg(out).args(hints(lang))
}

pub(crate) fn run(matches: &ArgMatches, session: &Session) -> Exit {
    let lang = session.lang();
    let nothing = lang.pick("er is niets geschreven", "nothing was written");
    let Looked { files, mut reports, notes } = look(matches);
    session.console.show(lang, &notes, Some(nothing));
    match Exit::of(&notes) {
        Exit::Done if reports.is_empty() => return Exit::Fault,
        Exit::Done => {}
        exit => return exit,
    }
    let folder = files.first().and_then(|file| file.parent()).unwrap_or(Path::new(""));
    let to_screen = matches.get_one::<PathBuf>("out").is_some_and(|out| out.as_os_str() == "-");
    let chosen = matches.get_one::<PathBuf>("out").filter(|_| !to_screen).cloned();
    let out = chosen.unwrap_or_else(|| folder.join(FILE_NAME));
    for report in &mut reports {
        report.name = relative(&out, Path::new(&report.name));
        report.labels = report.labels.take().map(|labels| relative(&out, Path::new(&labels)));
    }
    let text = scaffold(&reports, lang);
    if to_screen {
        session.console.say(&text);
        return Exit::Done;
    }
    if let Err(error) = new_file(&out, &text) {
        let fault = [error.diagnostic()];
        session.console.show(lang, &fault, Some(nothing));
        return failed(&fault);
    }
    let shown = out.display().to_string();
    if session.console.is_quiet() {
        session.console.say(&shown);
    } else {
        let written = lang.pick("Het projectbestand staat in", "The project file is in");
        let next = lang.pick(
            format!("Vul in wat er als vraag staat, en kijk dan met: datadialoog check {shown}"),
            format!("Fill in what stands there as a question, and then see: datadialoog check {shown}"),
        );
        session.console.say(&format!("{written} {}\n{next}", bold(&shown)));
    }
    Exit::Done
}

/// A file as a project file names it: from the project file's own folder, with `/` between folders. A file on another
/// disk keeps its whole path.
fn relative(project: &Path, file: &Path) -> String {
    let (Ok(project), Ok(whole)) = (std::path::absolute(project), std::path::absolute(file)) else {
        return file.display().to_string();
    };
    let folder: Vec<Component<'_>> = project.parent().unwrap_or(&project).components().collect();
    let parts: Vec<Component<'_>> = whole.components().collect();
    let common = folder.iter().zip(&parts).take_while(|(a, b)| a == b).count();
    if common == 0 || folder.iter().skip(common).any(|part| *part == Component::ParentDir) {
        return file.display().to_string();
    }
    let up = folder.iter().skip(common).map(|_| "..".to_owned());
    let down = parts.iter().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_from_where_the_project_file_is() {
        let named = |project: &str, file: &str| relative(Path::new(project), Path::new(file));
        assert_eq!(named("exports/datadialoog.toml", "exports/a.csv"), "a.csv");
        assert_eq!(named("datadialoog.toml", "exports/a.csv"), "exports/a.csv");
        assert_eq!(named("p/datadialoog.toml", "exports/2026/a.csv"), "../exports/2026/a.csv");
        assert_eq!(named("datadialoog.toml", "./a.csv"), "a.csv");
    }
}
