use clap::{Arg, ArgMatches, Command};
use datadialoog::coding::{built_in_scales, scale_named};
use datadialoog::diagnostics::{Code, Diagnostic, nearest};
use datadialoog::dialogue::norm;
use datadialoog::disclosure::Reason;
use datadialoog::domain::{
    Indicator, IndicatorId, Lang, Phrase, Project, Readers, Scale, ScaleId, ScaleKind,
};
use datadialoog::pipeline;
use datadialoog::text::{Noun, and_list, counted, long_date};

use super::command::Words;
use super::console::{WIDTH, bold};
use super::examined::{failed, project};
use super::exit::Exit;
use super::explain_cell::cell;
use super::run::Session;
use super::wrap::{harmless, pad, wrap};
use super::{arguments, command};

const SLICE: &str = "slice";

const NL: Words = Words {
    about: "Leg een melding, een reden, een indicator of een schaal uit",
    long: "Leg een melding uit (de naam tussen blokhaken, zoals unknown-key), een reden waarom iets niet getoond is (zoals \
           complement, uit het logboek van besluiten), een indicator van uw project (de woorden, de \
           kolommen, de normen en wat er niet getoond wordt) of een schaal, zoals eens-5: de antwoorden en welke gunstig \
           zijn. Zonder naam komt de lijst van alle meldingen.",
    usage: "datadialoog explain [MELDING|REDEN|INDICATOR|SCHAAL] [PROJECT] [OPTIES]",
    examples: &[
        ("datadialoog explain unknown-key", "wat die melding betekent en wat u eraan doet"),
        ("datadialoog explain begeleiding waterlijn", "waar die indicator uit bestaat"),
        (
            "datadialoog explain begeleiding --slice school:Noord",
            "wat daarvan getoond wordt, en waarom niet meer",
        ),
    ],
};

const EN: Words = Words {
    about: "Explain a message, a reason, an indicator or a scale",
    long: "Explain a message (the name in square brackets, such as unknown-key), a reason why something is not shown (such as \
           complement, from the log of decisions), an indicator of your project (its words, \
           its columns, its norms and what is not shown) or a scale, such as eens-5: its options and which are \
           favourable. Without a name comes the list of all messages.",
    usage: "datadialoog explain [MESSAGE|REASON|INDICATOR|SCALE] [PROJECT] [OPTIONS]",
    examples: &[
        ("datadialoog explain unknown-key", "what that message means and what to do about it"),
        ("datadialoog explain guidance waterlijn", "what that indicator consists of"),
        ("datadialoog explain guidance --slice school:North", "what is shown of it, and why not more"),
    ],
};

pub(crate) fn command(lang: Lang) -> Command {
    command::described(lang, "explain", &lang.pick(NL, EN))
        .arg(
            Arg::new("topic")
                .value_name(lang.pick("MELDING|REDEN|INDICATOR|SCHAAL", "MESSAGE|REASON|INDICATOR|SCALE"))
                .help_heading(arguments::about_heading(lang))
                .help(lang.pick(
                    "Wat u uitgelegd wilt hebben [zonder: de lijst van meldingen]",
                    "What you want explained [without: the list of messages]",
                )),
        )
        .arg(arguments::project(lang))
        .arg(arguments::option(lang, SLICE, lang.pick("DEEL", "SLICE")).help(lang.pick(
            "Een deel zoals in de uitkomsten (all, role:student, school:Noord): wat ervan getoond wordt bij de indicator, en waarom niet meer",
            "A slice as in the results (all, role:student, school:Noord): what is shown of it for the indicator, and why not more",
        )))
        .arg(arguments::readers(lang))
        .arg(arguments::as_of(lang))
}

pub(crate) fn run(matches: &ArgMatches, session: &Session) -> Exit {
    let Some(topic) = matches.get_one::<String>("topic") else {
        session.console.say(&every_message(session.lang()));
        return Exit::Done;
    };
    if let Some(slice) = matches.get_one::<String>(SLICE) {
        return cell(matches, session, topic, slice);
    }
    if let Some(code) = Code::ALL.iter().find(|code| code.id() == topic) {
        session.console.say(&message(session.lang(), *code));
        return Exit::Done;
    }
    if let Some(reason) = Reason::ALL.into_iter().find(|reason| reason.id() == topic) {
        session.console.say(&why_not_shown(session.lang(), reason));
        return Exit::Done;
    }
    // A scale that is built in needs no project; one of the same name in the project is meant before it.
    let built_in = built_in_scales().iter().find(|scale| scale.id.as_str() == topic);
    if pipeline::read_project(&arguments::project_of(matches)).is_err_and(|faults| is_no_project(&faults)) {
        let lang = session.lang();
        return match built_in {
            Some(built_in) => {
                session.console.say(&scale(lang, built_in));
                Exit::Done
            }
            None => unknown(session, lang, topic, None),
        };
    }
    let (project, lang) = match project(matches, session) {
        Ok(read) => read,
        Err(exit) => return exit,
    };
    let own = project.indicator(&IndicatorId::new(topic)).map(|found| indicator(lang, &project, found));
    let of_scale = || scale_named(&project, &ScaleId::new(topic)).map(|found| scale(lang, found));
    match own.or_else(of_scale) {
        Some(text) => {
            session.console.say(&text);
            Exit::Done
        }
        None => unknown(session, lang, topic, Some(&project)),
    }
}

fn is_no_project(faults: &[Diagnostic]) -> bool {
    faults.iter().any(|fault| fault.code == Code::ProjectMissing)
}

fn unknown(session: &Session, lang: Lang, topic: &str, project: Option<&Project>) -> Exit {
    let topic = harmless(topic);
    let headline = Phrase::new(
        format!("er is geen melding, reden, indicator of schaal `{topic}`"),
        format!("there is no message, reason, indicator or scale `{topic}`"),
    );
    let indicators = project.into_iter().flat_map(|project| &project.indicators);
    let scales = project.into_iter().flat_map(|project| project.scales.keys());
    let scales = scales.chain(built_in_scales().iter().map(|scale| &scale.id)).map(ScaleId::as_str);
    let names = Code::ALL.iter().map(|code| code.id());
    let names = names.chain(Reason::ALL.iter().map(|reason| reason.id()));
    let names = names.chain(indicators.map(|own| own.id.as_str())).chain(scales);
    let help = match (nearest(&topic, names), project) {
        (Some(near), _) => Phrase::new(format!("Bedoelt u `{near}`?"), format!("Do you mean `{near}`?")),
        (None, Some(_)) => Phrase::new(
            "`datadialoog explain` toont alle meldingen, `datadialoog project show` alle indicatoren.",
            "`datadialoog explain` shows all messages, `datadialoog project show` all indicators.",
        ),
        (None, None) => Phrase::new(
            "Voor een indicator is een projectbestand nodig; hier is er geen. Noem de map erachter.",
            "An indicator needs a project file; there is none here. Name the folder after it.",
        ),
    };
    let fault = [Diagnostic::error(Code::UnknownTopic, headline).help(help)];
    session.console.show(lang, &fault, None);
    failed(&fault)
}

fn every_message(lang: Lang) -> String {
    let mut text = String::new();
    for exit in Exit::ALL {
        let codes: Vec<&Code> = Code::ALL.iter().filter(|code| Exit::from(**code) == exit).collect();
        if codes.is_empty() {
            continue;
        }
        let title = format!(
            "{} ({} {})",
            exit.meaning().get(lang),
            lang.pick("afsluitcode", "exit code"),
            exit.code()
        );
        text.push_str(&format!("{}\n", bold(&datadialoog::text::sentence_case(&title))));
        for code in codes {
            let explanation = code.explanation();
            let first = explanation.get(lang).split_inclusive(". ").next().unwrap_or_default().trim_end();
            let words = wrap(first, WIDTH, 25);
            text.push_str(&format!("  {} {}\n", pad(code.id(), 22), words.trim_start()));
        }
        text.push('\n');
    }
    text
}

fn message(lang: Lang, code: Code) -> String {
    let exit = Exit::from(code);
    let words = wrap(code.explanation().get(lang), WIDTH, 0);
    let (number, meaning) = (exit.code(), exit.meaning());
    let meaning = meaning.get(lang);
    let ends = lang.pick(
        format!("Als fout geeft dit afsluitcode {number}: {meaning}."),
        format!("As an error this gives exit code {number}: {meaning}."),
    );
    format!("{}\n\n{words}\n\n{}\n", bold(code.id()), wrap(&ends, WIDTH, 0))
}

/// Why something is not shown, by the name that results and the log of decisions give it.
fn why_not_shown(lang: Lang, reason: Reason) -> String {
    let words = datadialoog::text::sentence_case(reason.words().get(lang));
    let (words, more) =
        (wrap(&format!("{words}."), WIDTH, 0), wrap(reason.explanation().get(lang), WIDTH, 0));
    format!("{}\n\n{words}\n\n{more}\n", bold(reason.id()))
}

fn indicator(lang: Lang, project: &Project, indicator: &Indicator) -> String {
    let mut text = format!("{} ({})\n", bold(&harmless(&indicator.title)), indicator.id);
    let mut line = |label: &str, words: &str| {
        text.push_str(&format!("{}\n", wrap(&format!("{label}: {}", harmless(words)), WIDTH, 0)));
    };
    if let Some(guarantee) = indicator.guarantee {
        line(lang.pick("Waarborg", "Guarantee"), guarantee.title().get(lang));
    }
    if let Some(goal) = &indicator.goal {
        line(lang.pick("Doel", "Goal"), goal);
    }
    match &indicator.scale {
        Some(scale) => line(lang.pick("Schaal", "Scale"), scale.as_str()),
        None => line(
            lang.pick("Schaal", "Scale"),
            lang.pick("herkend uit de antwoorden", "recognised from the answers"),
        ),
    }
    text.push_str(&format!("\n{}\n", bold(lang.pick("Stellingen", "Statements"))));
    text.push_str(&items(lang, project, indicator));
    text.push_str(&format!("\n{}\n", bold(lang.pick("Normen", "Norms"))));
    text.push_str(&norms(lang, project, indicator));
    text.push_str(&format!("\n{}\n", bold(lang.pick("Wat niet getoond wordt", "What is not shown"))));
    text.push_str(&rules(lang, project, indicator));
    text
}

/// A scale: its options with what else means the same, and which count as favourable.
fn scale(lang: Lang, scale: &Scale) -> String {
    let mut text = format!("{}\n", bold(scale.id.as_str()));
    let kind = match scale.kind {
        ScaleKind::Ordinal => lang.pick("Van laag naar hoog.", "From low to high."),
        ScaleKind::Mark => lang.pick("Een cijfer.", "A mark."),
        ScaleKind::Bipolar => lang.pick(
            "Het ideaal ligt in het midden: geen gemiddelde, en geen gunstige kant.",
            "The ideal lies in the middle: no mean, and no favourable end.",
        ),
    };
    text.push_str(&format!("{kind}\n\n{}\n", bold(lang.pick("Antwoorden", "Options"))));
    for (category, option) in (1..).zip(&scale.options) {
        let side = if scale.is_favourable(category) {
            lang.pick(", gunstig", ", favourable")
        } else if scale.unfavourable.contains(&category) {
            lang.pick(", ongunstig", ", unfavourable")
        } else {
            ""
        };
        let said = format!("{category}. {}{side}", option.label.get(lang));
        text.push_str(&format!("{}\n", wrap(&harmless(&said), WIDTH, 2)));
    }
    let synonyms: usize = scale.options.iter().map(|option| option.synonyms.len()).sum();
    let synonyms = u64::try_from(synonyms).unwrap_or(u64::MAX);
    let texts = lang.pick(Noun::new("tekst", "teksten"), Noun::new("text", "texts"));
    let texts = counted(synonyms, &texts);
    let also = lang.pick(
        format!(
            "Ook herkend: {texts} die hetzelfde betekenen, in het Nederlands, in het Engels of als code."
        ),
        format!("Recognised too: {texts} that mean the same, in Dutch, in English or as a code."),
    );
    if synonyms > 0 {
        text.push_str(&format!("\n{}\n", wrap(&also, WIDTH, 0)));
    }
    text
}

fn items(lang: Lang, project: &Project, indicator: &Indicator) -> String {
    let mut text = String::new();
    for (number, item) in indicator.items.iter().enumerate() {
        let turned = lang.pick(" (omgekeerd geteld)", " (counted the other way round)");
        let turned = if item.reverse { turned } else { "" };
        let said = format!("{}. {}{turned}", number + 1, item.name());
        text.push_str(&format!("{}\n", wrap(&harmless(&said), WIDTH, 2)));
        for (role, column) in &item.columns {
            let who = project.role_title(role).many;
            let said = lang.pick(format!("{who}: kolom `{column}`"), format!("{who}: column `{column}`"));
            text.push_str(&format!("{}\n", wrap(&harmless(&said), WIDTH, 5)));
        }
    }
    text
}

fn norms(lang: Lang, project: &Project, indicator: &Indicator) -> String {
    let mut text = String::new();
    for threshold in &indicator.thresholds {
        let whose = threshold.role.as_ref().map(|role| format!(" ({})", project.role_title(role).many));
        let said = format!(
            "{}: {}{}",
            threshold.rung.title().get(lang),
            norm(lang, threshold),
            whose.unwrap_or_default()
        );
        text.push_str(&format!("{}\n", wrap(&harmless(&said), WIDTH, 2)));
        let day = long_date(lang, threshold.agreed_on);
        let owner = &threshold.owner;
        let agreed = lang.pick(
            format!("{} Van: {owner}, afgesproken op {day}.", threshold.why),
            format!("{} Owned by: {owner}, agreed on {day}.", threshold.why),
        );
        text.push_str(&format!("{}\n", wrap(&harmless(&agreed), WIDTH, 5)));
    }
    if text.is_empty() {
        let none = lang.pick(
            "Er is nog geen norm afgesproken. Wanneer vinden we dit goed genoeg?",
            "No norm has been agreed yet. When do we find it good enough?",
        );
        text = format!("{}\n", wrap(none, WIDTH, 2));
    }
    text
}

fn rules(lang: Lang, project: &Project, indicator: &Indicator) -> String {
    let [minimum, whole] = [minimums(lang, project, false), minimums(lang, project, true)];
    let share = (indicator.valid_items * 100.0).round();
    let rules = lang.pick(
        [
            format!("Een cijfer over te weinig mensen: {minimum}."),
            format!("Een hele verdeling over te weinig mensen: {whole}."),
            "Een groep waaruit een kleinere groep te herleiden is: het totaal min de andere groepen."
                .to_owned(),
            format!("De score van wie minder dan {share}% van de stellingen beantwoordde (valid-items)."),
        ],
        [
            format!("A figure about too few people: {minimum}."),
            format!("A whole distribution about too few people: {whole}."),
            "A group from which a smaller one can be worked out: the total minus the other groups."
                .to_owned(),
            format!("The score of who answered fewer than {share}% of the statements (valid-items)."),
        ],
    );
    let rules = rules.into_iter().chain(only_counts(lang, project, indicator));
    rules.map(|rule| format!("{}\n", wrap(&rule, WIDTH, 2))).collect()
}

/// The minimum of every circle of readers, of a figure or of a whole distribution, with its key.
fn minimums(lang: Lang, project: &Project, distribution: bool) -> String {
    let of = Readers::ALL.map(|readers| {
        let (who, privacy) = (readers.title(), project.minimums.of(readers));
        let (least, key) = match distribution {
            // A distribution never needs fewer than a figure does.
            true if privacy.minimum_distribution > privacy.minimum => {
                (privacy.minimum_distribution, "minimum-distribution")
            }
            true => (privacy.minimum_distribution, readers.minimum_key()),
            false => (privacy.minimum, readers.minimum_key()),
        };
        lang.pick(
            format!("voor {} minder dan {least} ({key})", who.nl),
            format!("for {} fewer than {least} ({key})", who.en),
        )
    });
    and_list(lang, &of)
}

/// What a counted table cannot tell of an indicator, for each role and round that has its answers from one.
fn only_counts(lang: Lang, project: &Project, indicator: &Indicator) -> Vec<String> {
    let mut lost = Vec::new();
    for source in project.sources.iter().filter(|source| source.shape.is_counted()) {
        for role in indicator.roles().into_iter().filter(|role| source.may_hold(role)) {
            let several = indicator.items.iter().filter(|item| item.columns.contains_key(role)).count() > 1;
            let (who, round) = (project.role_title(role).many, &source.round);
            let rule = lang.pick(
                format!("Score, mediaan en interval van {who} in {round}: een getelde tabel zegt niet welke antwoorden van één persoon zijn (only-counts)."),
                format!("Score, median and interval of {who} in {round}: a counted table does not tell which answers are one person's (only-counts)."),
            );
            if several && !lost.contains(&rule) {
                lost.push(harmless(&rule));
            }
        }
    }
    lost
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_says_its_options_which_are_favourable_and_what_else_is_recognised() {
        let five = built_in_scales().iter().find(|scale| scale.id.as_str() == "eens-5").unwrap();
        let text = scale(Lang::Nl, five);
        for words in ["1. helemaal oneens, ongunstig", "3. neutraal\n", "5. helemaal eens, gunstig"] {
            assert!(text.contains(words), "{words} is not in\n{text}");
        }
        let synonyms: usize = five.options.iter().map(|option| option.synonyms.len()).sum();
        assert!(synonyms > 5 && text.contains(&format!("{synonyms} teksten")), "{text}");
        assert!(scale(Lang::En, five).contains(", favourable"));
    }

    #[test]
    fn every_message_is_in_the_list_and_has_an_explanation_of_its_own() {
        for lang in [Lang::Nl, Lang::En] {
            let list = every_message(lang);
            for code in Code::ALL {
                assert!(list.contains(&format!("  {} ", code.id())), "{}", code.id());
                assert!(message(lang, *code).contains(&format!("{}", Exit::from(*code).code())));
            }
        }
    }
}
