use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;
use clap::{Arg, ArgAction, ArgMatches, Command};
use datadialoog::assess::Verdict;
use datadialoog::diagnostics::Diagnostic;
use datadialoog::dialogue::{Dialogue, FirstLook};
use datadialoog::domain::{Artifact, Format, Lang, Meeting, MeetingId, Project, Readers};
use datadialoog::pipeline::{self, Register};
use jiff::civil::Date;

use super::command::Words;
use super::commit::commit;
use super::console::{WIDTH, bold};
use super::examined::{Outcome, examine, failed};
use super::exit::Exit;
use super::run::Session;
use super::terminal_progress::TerminalProgress;
use super::verdict_sign::sign;
use super::wrap::{harmless, wrap};
use super::{arguments, command, register_file, rejects};

const FORMATS: [(&str, Format); 5] = [
    ("html", Format::Html),
    ("md", Format::Md),
    ("json", Format::Json),
    ("svg", Format::Svg),
    ("png", Format::Png),
];

const NL: Words = Words {
    about: "Schrijf het verslag voor aan tafel",
    long: "Schrijf het verslag voor aan tafel: een pagina om te lezen en te printen, met de cijfers, de normen en vragen \
           voor het gesprek.\n\nHet verslag is een map. Een eerder verslag van datadialoog in die map wordt in zijn geheel \
           vervangen, en pas als het nieuwe af is; staat er iets anders in, dan wordt er niets geschreven.",
    usage: "datadialoog report [PROJECT] [OPTIES]",
    examples: &[
        ("datadialoog report", "het verslag van deze map, voor de eerstvolgende bijeenkomst, in verslag/"),
        (
            "datadialoog report waterlijn --meeting team-noord-december --out noord",
            "het verslag voor één team, in de map noord",
        ),
        (
            "datadialoog report --format html,png --as-of 2026-12-03 --quiet",
            "pagina en plaatjes, zoals op die dag; voor een nachtelijke taak",
        ),
    ],
};

const EN: Words = Words {
    about: "Write the report for the table",
    long: "Write the report for the table: a page to read and print, with the figures, the norms and questions for the \
           conversation.\n\nThe report is a folder. An earlier report of datadialoog in that folder is replaced whole, \
           and only when the new one is ready; if anything else is in it, nothing is written.",
    usage: "datadialoog report [PROJECT] [OPTIONS]",
    examples: &[
        ("datadialoog report", "the report of this folder, for the next meeting, in report/"),
        (
            "datadialoog report waterlijn --meeting team-north-december --out north",
            "the report for one team, in the folder north",
        ),
        (
            "datadialoog report --format html,png --as-of 2026-12-03 --quiet",
            "page and pictures, as on that day; for a nightly job",
        ),
    ],
};

pub(crate) fn command(lang: Lang) -> Command {
    command::described(lang, "report", &lang.pick(NL, EN))
        .arg(arguments::project(lang))
        .arg(
            arguments::option(lang, "out", lang.pick("MAP", "FOLDER"))
                .value_parser(clap::value_parser!(PathBuf))
                .help(lang.pick(
                    "De map van het verslag [zonder: verslag, verslag-partnerschap of verslag-openbaar, naast het projectbestand]",
                    "The folder of the report [without: report, report-partnership or report-public, beside the project file]",
                )),
        )
        .arg(formats(lang))
        .arg(arguments::meeting(lang).help(lang.pick(
            "De bijeenkomst uit het projectbestand [zonder: de eerstvolgende]",
            "The meeting of the project file [without: the next one]",
        )))
        .arg(arguments::readers(lang))
        .arg(rejects::argument(lang))
        .arg(arguments::as_of(lang))
}

fn formats(lang: Lang) -> Arg {
    arguments::option(lang, "format", lang.pick("VORM,…", "FORM,…"))
        .value_parser(PossibleValuesParser::new(FORMATS.map(|(name, _)| name)))
        .hide_possible_values(true)
        .value_delimiter(',')
        .action(ArgAction::Append)
        .help(lang.pick(
            "html, md, json, svg en png, met komma's ertussen [zonder: die van de bijeenkomst, anders alle]",
            "html, md, json, svg and png, with commas between [without: those of the meeting, else all]",
        ))
}

pub(crate) fn run(matches: &ArgMatches, session: &Session) -> Exit {
    match write(matches, session) {
        Ok(()) => Exit::Done,
        Err(exit) => exit,
    }
}

fn nothing_written(lang: Lang) -> &'static str {
    lang.pick("er is niets geschreven", "nothing was written")
}

fn write(matches: &ArgMatches, session: &Session) -> Result<(), Exit> {
    let Outcome { examined, lang, as_of } = examine(matches, session, nothing_written)?;
    let meeting = matches.get_one::<String>("meeting").map(MeetingId::new);
    let formats = chosen_formats(matches, &examined.project, meeting.as_ref(), as_of);
    let progress = TerminalProgress::new(lang, session.console.shows_progress());
    let report = pipeline::report(&examined, as_of, meeting.as_ref(), lang, &formats, &progress);
    drop(progress);
    let report = report.map_err(|faults| {
        session.console.show(lang, &faults, Some(nothing_written(lang)));
        failed(&faults)
    })?;
    session.console.show(lang, &report.notes, None);
    let out = matches.get_one::<PathBuf>("out").cloned();
    let readers = examined.project.readers;
    let out = out.unwrap_or_else(|| examined.project.folder.join(usual_folder(lang, readers)));
    let refuse = |fault: Diagnostic| {
        let fault = [fault];
        session.console.show(lang, &fault, Some(nothing_written(lang)));
        failed(&fault)
    };
    let register = &examined.register;
    let fault =
        register_file::missing(register, Some(&out)).or_else(|| register_file::for_others(&out, readers));
    if let Some(fault) = fault {
        return Err(refuse(fault));
    }
    commit(&out, &report.artifacts, Some((register, readers))).map_err(|error| refuse(error.diagnostic()))?;
    let page = page(&out, &report.artifacts);
    match session.console.is_quiet() {
        true => session.console.say(&page.display().to_string()),
        false => {
            let mut text = in_brief(lang, &page, &report.dialogue);
            if register.before.is_none() && register.after.is_some() {
                text.push_str(&format!("\n{}\n", wrap(&harmless(&first_register(lang, register)), WIDTH, 0)));
            }
            session.console.say(&text);
        }
    }
    Ok(())
}

/// The folder of a report where none is named: each circle of readers has its own.
fn usual_folder(lang: Lang, readers: Readers) -> &'static str {
    match readers {
        Readers::OwnTeam => lang.pick("verslag", "report"),
        Readers::Partnership => lang.pick("verslag-partnerschap", "report-partnership"),
        Readers::Public => lang.pick("verslag-openbaar", "report-public"),
    }
}

/// The forms asked for, else those of the meeting, else all.
fn chosen_formats(
    matches: &ArgMatches,
    project: &Project,
    meeting: Option<&MeetingId>,
    as_of: Date,
) -> Vec<Format> {
    if let Some(names) = matches.get_many::<String>("format") {
        let format = |name: &String| FORMATS.iter().find(|(key, _)| key == name).map(|(_, format)| *format);
        let mut formats: Vec<Format> = names.filter_map(format).collect();
        formats.sort();
        formats.dedup();
        return formats;
    }
    let is_meant = |candidate: &&Meeting| meeting.map_or(candidate.date >= as_of, |id| &candidate.id == id);
    let own = project.meetings.iter().find(is_meant).map(|meeting| meeting.formats.clone());
    own.filter(|formats| !formats.is_empty()).unwrap_or_else(|| FORMATS.map(|(_, format)| format).to_vec())
}

/// That there is a register from now on, and where it belongs.
fn first_register(lang: Lang, register: &Register) -> String {
    let name = register.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    lang.pick(
        format!(
            "Naast het projectbestand staat nu {name}: daarin staat wat gepubliceerd is, zodat een volgend verslag \
             naast dit verslag niemand verraadt. Bewaar het bij de exports en deel het niet."
        ),
        format!(
            "Beside the project file there is now {name}: it keeps what was published, so that a next report gives \
             nobody away beside this one. Keep it with the exports and do not share it."
        ),
    )
}

/// What to open: the page, or else the Markdown, or else the folder.
fn page(out: &Path, artifacts: &[Artifact]) -> PathBuf {
    let of = |ending: &str| artifacts.iter().find(|artifact| artifact.name.ends_with(ending));
    let page = of(".html").or_else(|| of(".md"));
    let mut path: PathBuf = page.map_or_else(|| out.to_owned(), |page| out.join(&page.name));
    // `./verslag/verslag.html` is `verslag/verslag.html` to people.
    if let Ok(short) = path.strip_prefix(".") {
        path = short.to_owned();
    }
    path
}

fn in_brief(lang: Lang, page: &Path, dialogue: &Dialogue) -> String {
    let mut text = lang.pick("Het verslag staat in ", "The report is in ").to_owned();
    text.push_str(&format!("{}\n", bold(&page.display().to_string())));
    if let Some(meeting) = &dialogue.meeting {
        let (title, date) = (harmless(&meeting.title), &meeting.date);
        text.push_str(&lang.pick(format!("Voor: {title}, {date}\n"), format!("For: {title}, {date}\n")));
    }
    let groups = [
        (lang.pick("Om over te praten", "To talk about"), &dialogue.matters),
        (lang.pick("Om te behouden", "To keep"), &dialogue.strengths),
    ];
    for (title, looks) in groups.into_iter().filter(|(_, looks)| !looks.is_empty()) {
        text.push_str(&format!("\n{}\n", bold(title)));
        looks.iter().for_each(|look| text.push_str(&line(look)));
    }
    if !dialogue.withheld.is_empty() {
        let why = harmless(&dialogue.withheld.join(" "));
        let line = lang.pick(format!("Niet getoond: {why}"), format!("Not shown: {why}"));
        text.push_str(&format!("\n{}\n", wrap(&line, WIDTH, 0)));
    }
    text
}

fn line(look: &FirstLook) -> String {
    let sign = look.verdict.as_ref().map_or(sign(Verdict::ToBeJudged), |line| sign(line.verdict));
    let words = wrap(&harmless(&format!("{}: {}", look.title, look.sentence)), WIDTH, 4);
    format!("  {sign} {}\n", words.trim_start())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn artifact(name: &str) -> Artifact {
        Artifact { name: name.to_owned(), media_type: "text/plain", bytes: Vec::new() }
    }

    #[test]
    fn what_to_open_is_the_page_wherever_it_stands_in_the_row() {
        let files = [artifact("een.svg"), artifact("verslag.md"), artifact("verslag.html")];
        assert_eq!(page(Path::new("./verslag"), &files), Path::new("verslag/verslag.html"));
        assert_eq!(page(Path::new("/x"), &files[..2]), Path::new("/x/verslag.md"));
        assert_eq!(page(Path::new("uit"), &files[..1]), Path::new("uit"));
    }

    #[test]
    fn the_names_of_the_forms_are_those_of_the_project_file() {
        for (name, format) in FORMATS {
            assert_eq!(serde_json::to_value(format).unwrap(), name);
        }
    }
}
