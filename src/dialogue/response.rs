use super::earlier::{dated, labelled};
use super::view::View;
use super::{ResponseLine, ResponseSection};
use crate::assess::{Figure, ResponseResults};
use crate::domain::{Lang, Slice};
use crate::text::percent;

use super::wording::slice_title;

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
        caution: caution(lang, all.is_some_and(|all| matches!(all.rate, Figure::PopulationUnknown))),
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
