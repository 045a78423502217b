//! Figures of everyone in which each part counts as heavily as among the people asked, in words.

use super::view::{Lead, View};
use super::wording::{number, slice_title};
use crate::assess::{FigureUnit, IndicatorResults, WeightedCell, WeightedEstimate, WeightedFigure};
use crate::domain::{Lang, Slice, Statistic, WeighBy};
use crate::text::{and_list, decimal, percent};

/// The weighted figure beside the plain one that speaks first, where that is one of everyone.
pub(super) fn weighed(view: &View<'_>, results: &IndicatorResults, lead: &Lead<'_>) -> Option<String> {
    let lang = view.lang;
    let naar = by(view)?;
    let WeightedFigure::Value(found) = of_lead(results, lead)? else { return None };
    let (value, plain) = (said(lang, found, found.value), number(lang, lead.figure, lead.bound));
    let about = if found.rounding > 0.0 { lang.pick("ongeveer ", "about ") } else { "" };
    let name = match lead.statistic {
        Statistic::Mean => lang.pick("gemiddeld ", "an average of "),
        _ => lang.pick("gunstige antwoorden ", "favourable answers "),
    };
    let part = part_of(view, lang);
    Some(lang.pick(
        format!("Gewogen naar {naar} (zo telt elke {part} even zwaar als onder de mensen die gevraagd zijn): {name}{about}{value}; ongewogen {plain}."),
        format!("Weighed by {naar} (so that each {part} counts as heavily as among the people asked): {name}{about}{value}; unweighed {plain}."),
    ))
}

/// How the weighted figure came about, or why there is none.
pub(super) fn how_weighed(view: &View<'_>, results: &IndicatorResults, lead: &Lead<'_>) -> Vec<String> {
    let lang = view.lang;
    let Some((figure, naar)) = of_lead(results, lead).zip(by(view)) else { return Vec::new() };
    let found = match figure {
        WeightedFigure::Value(found) => found,
        absent => {
            let why = why_not(view, absent);
            return why.map(|why| format!("{}: {why}", not_weighed(lang, &naar))).into_iter().collect();
        }
    };
    let mut how = Vec::new();
    let (n, alike) = (found.n, decimal(lang, found.kish_n, 0));
    let sure = found.interval.map(|span| (said(lang, found, span.low), said(lang, found, span.high)));
    how.push(match sure {
        Some((low, high)) => lang.pick(
            format!("Het gewogen cijfer ligt tussen {low} en {high}: de antwoorden van {n} mensen zijn samen zo zeker als die van {alike} mensen die even zwaar tellen (Kish). Oordelen gaan over het ongewogen cijfer."),
            format!("The weighted figure lies between {low} and {high}: the answers of {n} people are together as sure as those of {alike} people who count alike (Kish). Verdicts are on the unweighed figure."),
        ),
        None => lang.pick(
            format!("De antwoorden van {n} mensen tellen bij het gewogen cijfer samen als die van {alike} mensen die even zwaar tellen (Kish). Oordelen gaan over het ongewogen cijfer."),
            format!("In the weighted figure the answers of {n} people count together as those of {alike} people who count alike (Kish). Verdicts are on the unweighed figure."),
        ),
    });
    how.extend(found.cells.iter().find(|cell| cell.rest).map(|rest| taken_together(view, rest)));
    if found.rounding > 0.0 {
        let most = match found.unit {
            FigureUnit::Points | FigureUnit::Coefficient => decimal(lang, found.rounding, 2),
            FigureUnit::Share => {
                let points = decimal(lang, (found.rounding * 100.0).ceil(), 0);
                lang.pick(format!("{points} procentpunt"), format!("{points} percentage point(s)"))
            }
        };
        how.push(lang.pick(
            format!("Het gewogen cijfer is gemaakt van cijfers die afgerond in dit verslag staan, en kan daardoor hoogstens {most} anders zijn."),
            format!("The weighted figure is made of figures that are rounded in this report, and may differ by {most} at most because of that."),
        ));
    }
    how
}

fn of_lead<'r>(results: &'r IndicatorResults, lead: &Lead<'_>) -> Option<&'r WeightedFigure> {
    let own = results.weighted.iter().find(|weighted| weighted.statistic == lead.statistic);
    own.filter(|_| lead.slice == &Slice::All).map(|weighted| &weighted.figure)
}

/// By what, after 'naar' and 'by'.
fn by(view: &View<'_>) -> Option<String> {
    view.project().weigh_by.as_ref().map(|by| by.title(view.lang).to_owned())
}

fn part_of<'l>(view: &View<'_>, lang: Lang) -> &'l str {
    match view.project().weigh_by {
        Some(WeighBy::Role) => lang.pick("rol", "role"),
        _ => lang.pick("groep", "group"),
    }
}

fn said(lang: Lang, found: &WeightedEstimate, value: f64) -> String {
    match found.unit {
        FigureUnit::Points | FigureUnit::Coefficient => decimal(lang, value, 1),
        FigureUnit::Share => percent(lang, value),
    }
}

fn taken_together(view: &View<'_>, rest: &WeightedCell) -> String {
    let lang = view.lang;
    if rest.parts.is_empty() {
        return lang
            .pick(
                "Wie in geen van de groepen zit, telt daarbij als één deel.",
                "Those who are in none of the groups count there as one part.",
            )
            .to_owned();
    }
    let names: Vec<String> = rest.parts.iter().map(|part| slice_title(lang, view.project(), part)).collect();
    let names = and_list(lang, &names);
    lang.pick(
        format!("Als één deel zijn daarbij samengenomen: {names}, en wie nergens bij hoort; apart zijn die niet getoond."),
        format!("Taken together there as one part: {names}, and whoever belongs to none; apart they are not shown."),
    )
}

fn not_weighed(lang: Lang, by: &str) -> String {
    lang.pick(
        format!("Een naar {by} gewogen cijfer is hier niet te maken"),
        format!("A figure weighed by {by} cannot be made here"),
    )
}

/// Why there is no weighted figure; `None` where there is none to expect.
fn why_not(view: &View<'_>, figure: &WeightedFigure) -> Option<String> {
    let lang = view.lang;
    let words = match figure {
        WeightedFigure::Value(_) | WeightedFigure::OnePart | WeightedFigure::NotShown => return None,
        WeightedFigure::PopulationUnknown => lang.pick(
            "het is niet van elk deel bekend hoeveel mensen gevraagd zijn.",
            "it is not known of each part how many people were asked.",
        ),
        WeightedFigure::NobodyAnswered { parts } if parts.is_empty() => lang.pick(
            "er zijn mensen gevraagd in een deel waar niemand antwoordde.",
            "people were asked in a part in which nobody answered.",
        ),
        WeightedFigure::NobodyAnswered { parts } => {
            let names: Vec<String> =
                parts.iter().map(|part| slice_title(lang, view.project(), part)).collect();
            let names = and_list(lang, &names);
            return Some(lang.pick(
                format!("niemand antwoordde van: {names}. Geen gewicht kan voor hen spreken."),
                format!("nobody answered of: {names}. No weight can speak for them."),
            ));
        }
        WeightedFigure::FewInRest => lang.pick(
            "wie in geen getoond deel zit, zijn samen met te weinig.",
            "those who are in no part that is shown are too few together.",
        ),
        WeightedFigure::MixedDays => lang.pick(
            "de cijfers waarvan het gemaakt zou worden, zijn van verschillende dagen.",
            "the figures that it would be made of are of different days.",
        ),
        WeightedFigure::TooCoarse => lang.pick(
            "het zou van afgeronde cijfers gemaakt zijn, en die zijn er te grof voor.",
            "it would be made of rounded figures, and those are too coarse for it.",
        ),
    };
    Some(words.to_owned())
}
