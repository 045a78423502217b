use clap::{ArgMatches, Command};
use datadialoog::domain::{Asked, Indicator, Lang, OpenAnswers, Project, Readers, RoleOf, Source};
use datadialoog::project::effective;
use datadialoog::text::{Noun, and_list, counted, long_date};

use super::command::Words;
use super::console::{WIDTH, bold};
use super::exit::Exit;
use super::run::Session;
use super::wrap::{harmless, wrap};
use super::{arguments, command, examined};

const NL: Words = Words {
    about: "Laat zien wat er in het projectbestand staat",
    long: "Laat zien wat er in het projectbestand staat, zonder een export te lezen.",
    usage: "datadialoog project show [PROJECT] [OPTIES]",
    examples: &[
        ("datadialoog project show", "het project van deze map in het kort"),
        ("datadialoog project show --effective", "hetzelfde als projectbestand, met elke standaardwaarde"),
    ],
};

const EN: Words = Words {
    about: "Show what is in the project file",
    long: "Show what is in the project file, without reading an export.",
    usage: "datadialoog project show [PROJECT] [OPTIONS]",
    examples: &[
        ("datadialoog project show", "the project of this folder in brief"),
        ("datadialoog project show --effective", "the same as a project file, with every default"),
    ],
};

const SHOW_NL: Words = Words {
    about: "In het kort, of met --effective als projectbestand met elke standaardwaarde",
    long: "Laat in het kort zien wat er in het projectbestand staat: rondes, bronnen, indicatoren met hun normen en \
           bijeenkomsten. Met --effective komt het als projectbestand, met elke standaardwaarde uitgeschreven.",
    usage: NL.usage,
    examples: &[
        ("datadialoog project show waterlijn", "het project in de map waterlijn in het kort"),
        (
            "datadialoog project show --effective > voluit.toml",
            "een projectbestand waarin niets meer vanzelf spreekt",
        ),
    ],
};

const SHOW_EN: Words = Words {
    about: "In brief, or with --effective as a project file with every default",
    long: "Show in brief what is in the project file: rounds, sources, indicators with their norms and meetings. With \
           --effective it comes as a project file, with every default written out.",
    usage: EN.usage,
    examples: &[
        ("datadialoog project show waterlijn", "the project in the folder waterlijn in brief"),
        (
            "datadialoog project show --effective > in-full.toml",
            "a project file in which nothing goes unsaid",
        ),
    ],
};

pub(crate) fn command(lang: Lang) -> Command {
    let show = command::described(lang, "show", &lang.pick(SHOW_NL, SHOW_EN))
        .arg(arguments::project(lang))
        .arg(arguments::flag(lang, "effective").help(lang.pick(
            "Als projectbestand, met elke standaardwaarde uitgeschreven",
            "As a project file, with every default written out",
        )));
    command::described(lang, "project", &lang.pick(NL, EN))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .subcommand(show)
}

pub(crate) fn run(matches: &ArgMatches, session: &Session) -> Exit {
    let Some((_, matches)) = matches.subcommand() else { return Exit::Usage };
    let (project, lang) = match examined::project(matches, session) {
        Ok(read) => read,
        Err(exit) => return exit,
    };
    let text = if matches.get_flag("effective") { effective(&project) } else { in_brief(lang, &project) };
    session.console.say(&text);
    Exit::Done
}

fn in_brief(lang: Lang, project: &Project) -> String {
    let partnership = &project.partnership;
    let mut text = format!("{}\n", bold(&harmless(&partnership.name)));
    text.push_str(&format!("{}\n", wrap(&harmless(&partnership.purpose), WIDTH, 0)));
    for readers in Readers::ALL {
        let (who, privacy) = (readers.title(), project.minimums.of(readers));
        let (minimum, whole) = (privacy.minimum, privacy.minimum_distribution);
        let shown = lang.pick(
            format!("Voor {}: een cijfer vanaf {minimum} mensen, een hele verdeling vanaf {whole}.", who.nl),
            format!("For {}: a figure from {minimum} people up, a whole distribution from {whole}.", who.en),
        );
        text.push_str(&format!("{}\n", wrap(&shown, WIDTH, 0)));
    }
    for choice in choices(lang, project) {
        text.push_str(&format!("{}\n", wrap(&harmless(&choice), WIDTH, 0)));
    }
    section(
        &mut text,
        lang.pick("Rondes", "Rounds"),
        project.rounds.iter().map(|round| format!("{} ({})", round.id, long_date(lang, round.date))),
    );
    section(
        &mut text,
        lang.pick("Bronnen", "Sources"),
        project.sources.iter().map(|source| self::source(lang, source)),
    );
    section(
        &mut text,
        lang.pick("Indicatoren", "Indicators"),
        project.indicators.iter().map(|own| indicator(lang, own)),
    );
    section(
        &mut text,
        lang.pick("Criteria zonder cijfer", "Criteria without a figure"),
        project.criteria.iter().map(|criterion| format!("{}: {}", criterion.id, criterion.text)),
    );
    section(
        &mut text,
        lang.pick("Bijeenkomsten", "Meetings"),
        project
            .meetings
            .iter()
            .map(|meeting| format!("{}: {}, {}", meeting.id, meeting.title, long_date(lang, meeting.date))),
    );
    text
}

/// What the project chose that is not done of itself.
fn choices(lang: Lang, project: &Project) -> Vec<String> {
    let mut choices = Vec::new();
    if !project.merge.is_empty() {
        let groupings = and_list(lang, &project.merge.iter().collect::<Vec<_>>());
        choices.push(lang.pick(
            format!("Kleine groepen mogen worden samengenomen, per {groupings}."),
            format!("Small groups may be put together, by {groupings}."),
        ));
    }
    if let Some(by) = project.weigh_by.as_ref().map(|by| by.title(lang)) {
        choices.push(lang.pick(
            format!("Naast cijfers van iedereen staat een gewogen cijfer, per {by}."),
            format!("Beside figures of everyone stands a weighted one, by {by}."),
        ));
    }
    if let Some(OpenAnswers { released_by }) = &project.remarks {
        choices.push(lang.pick(
            format!("Open antwoorden komen alleen in het verslag als iemand ze vrijgeeft: {released_by}."),
            format!("Open answers come into the report only when somebody releases them: {released_by}."),
        ));
    }
    choices
}

fn section(text: &mut String, title: &str, lines: impl Iterator<Item = String>) {
    let lines: Vec<String> = lines.map(|line| format!("{}\n", wrap(&harmless(&line), WIDTH, 2))).collect();
    if !lines.is_empty() {
        text.push_str(&format!("\n{}\n{}", bold(title), lines.concat()));
    }
}

fn source(lang: Lang, source: &Source) -> String {
    let who = match &source.role {
        RoleOf::Fixed(role) => role.to_string(),
        RoleOf::Column { column, .. } => {
            lang.pick(format!("rol uit kolom `{column}`"), format!("role from column `{column}`"))
        }
    };
    let asked = match &source.asked {
        Some(Asked::File(file)) => {
            lang.pick(format!(" (gevraagd: volgens {file})"), format!(" (asked: as in {file})"))
        }
        Some(Asked::Number(number)) => {
            lang.pick(format!(" (gevraagd: {number} mensen)"), format!(" (asked: {number} people)"))
        }
        None => String::new(),
    };
    format!("{}, {who}: {}{asked}", source.round, and_list(lang, &source.files))
}

fn indicator(lang: Lang, indicator: &Indicator) -> String {
    let items = Noun::new(lang.pick("stelling", "statement"), lang.pick("stellingen", "statements"));
    let norms = Noun::new(lang.pick("norm", "norm"), lang.pick("normen", "norms"));
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    let norms = match indicator.thresholds.len() {
        0 => lang.pick("nog geen norm", "no norm yet").to_owned(),
        several => counted(count(several), &norms),
    };
    format!(
        "{}: {} ({}, {norms})",
        indicator.id,
        indicator.title,
        counted(count(indicator.items.len()), &items)
    )
}
