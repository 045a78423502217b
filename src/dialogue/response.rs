use super::earlier::{dated, labelled};
use super::view::View;
use super::{ResponseLine, ResponseSection};
use crate::assess::{Figure, RepresentationResults, ResponseResults};
use crate::domain::{Lang, Slice};
use crate::text::percent;

use super::wording::slice_title;

/// Below this p value those who answered are composed otherwise than chance explains.
const UNEVEN: f64 = 0.05;

/// Who answered: everyone in a sentence, the roles and the team's own group in lines.
pub(super) fn response(view: &View<'_>) -> ResponseSection {
    let lang = view.lang;
    let find = |slice: &Slice| view.round.response.iter().find(|response| &response.slice == slice);
    let all = find(&Slice::All);
    let mut lines: Vec<ResponseLine> = Vec::new();
    for response in &view.round.response {
        let wanted = match &response.slice {
            Slice::All => false,
            Slice::Role(_) => true,
            own => view.own == Some(own),
        };
        if wanted {
            lines.push(ResponseLine {
                who: slice_title(lang, view.project(), &response.slice),
                words: labelled(lang, words(lang, response), response.as_of),
                rate: rate(response),
            });
        }
    }
    ResponseSection {
        sentence: all.map_or_else(String::new, |all| dated(lang, sentence(lang, all), all.as_of)),
        rate: all.and_then(rate),
        lines,
        caution: {
            let unknown = all.is_some_and(|all| matches!(all.rate, Figure::PopulationUnknown));
            let beside = composed(view).into_iter().chain(all.and_then(|all| others_norm(view, all)));
            beside.chain([caution(lang, unknown)]).collect::<Vec<_>>().join(" ")
        },
    }
}

fn rate(response: &ResponseResults) -> Option<f64> {
    response.rate.estimate().map(|rate| rate.value)
}

fn sentence(lang: Lang, all: &ResponseResults) -> String {
    match (&all.rate, all.respondents) {
        (Figure::Value(rate), Some(n)) => {
            let (asked, share) = (rate.population.unwrap_or(n), percent(lang, rate.value));
            lang.pick(
                format!("{n} van de {asked} mensen die gevraagd zijn, vulden de vragenlijst in ({share})."),
                format!("{n} of the {asked} people who were asked filled in the survey ({share})."),
            )
        }
        (_, Some(n)) => lang.pick(
            format!("{n} mensen vulden de vragenlijst in; hoeveel er gevraagd zijn, is niet bekend."),
            format!("{n} people filled in the survey; how many were asked is not known."),
        ),
        (_, None) => lang
            .pick(
                "Er zijn te weinig antwoorden om iets te laten zien.",
                "There are too few answers to show anything.",
            )
            .to_owned(),
    }
}

fn words(lang: Lang, response: &ResponseResults) -> String {
    match (&response.rate, response.respondents) {
        (Figure::Value(rate), Some(n)) => {
            let (asked, share) = (rate.population.unwrap_or(n), percent(lang, rate.value));
            lang.pick(format!("{n} van de {asked} ({share})"), format!("{n} of the {asked} ({share})"))
        }
        (Figure::TooFew, _) => {
            lang.pick("te weinig antwoorden om te tonen", "too few answers to show").to_owned()
        }
        (Figure::Withheld { reason }, _) => reason.words().get(lang).to_owned(),
        (_, Some(n)) => lang.pick(
            format!("{n}; hoeveel er gevraagd zijn, is niet bekend"),
            format!("{n}; how many were asked is not known"),
        ),
        (_, None) => "–".to_owned(),
    }
}

/// How those who answered are composed beside those who were asked, a sentence for the roles and for each grouping.
fn composed(view: &View<'_>) -> Vec<String> {
    let lang = view.lang;
    let line = |found: &RepresentationResults| {
        let over = match found.by.as_str() {
            "role" => lang.pick("rol", "roles").to_owned(),
            grouping => lang.pick(format!("groep ({grouping})"), format!("groups ({grouping})")),
        };
        if found.p_value < UNEVEN {
            lang.pick(
                format!("Niet elke {over} vulde de vragenlijst even vaak in; het verschil is groter dan toeval verklaart. Een {over} waarvan een groter deel antwoordde, telt dus zwaarder mee in cijfers over iedereen."),
                format!("Over the {over}, those who answered are spread otherwise than those who were asked, by more than chance explains. In figures of everyone, those who answered more often weigh more."),
            )
        } else {
            lang.pick(
                format!("Dat de ene {over} de vragenlijst vaker invulde dan de andere, kan toeval zijn."),
                format!("Over the {over}, no difference between those who answered and those who were asked was found beyond what chance may give; a small one may exist."),
            )
        }
    };
    view.round.representation.iter().map(line).collect()
}

/// What a norm of others asks of a group of this size, where the project file names one.
fn others_norm(view: &View<'_>, all: &ResponseResults) -> Option<String> {
    let lang = view.lang;
    let (norm, asked) = (view.project().response_norm?, all.rate.estimate()?.population?);
    let (whose, rate) = (norm.title(), percent(lang, all.norm?));
    Some(lang.pick(
        format!("Ter informatie: bij {asked} mensen hoort volgens {} een respons van minstens {rate}. Een norm van ons is dat niet.", whose.nl),
        format!("For information: of {asked} people, a response of at least {rate} is asked by {}. It is no norm of ours.", whose.en),
    ))
}

fn caution(lang: Lang, population_unknown: bool) -> String {
    let silent = lang.pick(
        "Wie niet antwoordde, kan er anders over denken; daarover zeggen deze cijfers niets.",
        "Those who did not answer may see it otherwise; these figures say nothing about that.",
    );
    if population_unknown {
        lang.pick(
            format!(
                "{silent} Zet in het projectbestand hoeveel mensen gevraagd zijn, dan staat de respons erbij."
            ),
            format!("{silent} Say in the project file how many were asked, and the response rate is given."),
        )
    } else {
        silent.to_owned()
    }
}
