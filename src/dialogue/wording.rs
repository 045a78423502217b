//! How figures, norms and people are said in a sentence.

use super::compared;
use super::earlier::dated;
use crate::assess::{Estimate, Figure, FigureUnit, SliceResults, Verdict};
use crate::domain::{
    Bound, Indicator, Item, Lang, Project, RoleId, Rung, Scale, Slice, Statistic, Threshold, Unit,
};
use crate::text::{and_list, decimal, enough_decimals, long_date, or_list, out_of, percent, quoted};

/// A figure with its measure and no verb: 'gemiddeld 3,4', '54% gunstige antwoorden'.
/// Where rounding would make it look as if a missed bound were met, it has more decimals.
pub fn measure(lang: Lang, statistic: Statistic, figure: &Estimate, bound: Option<Bound>) -> String {
    if let Some(words) = compared::measure(lang, statistic, figure, bound) {
        return words;
    }
    let value = number(lang, figure, bound);
    match statistic {
        Statistic::Mean => lang.pick(format!("gemiddeld {value}"), format!("an average of {value}")),
        Statistic::Median => lang.pick(format!("een mediaan van {value}"), format!("a median of {value}")),
        Statistic::FavourableShare => {
            counted_answers(lang, figure, &value, lang.pick("gunstige", "favourable"))
        }
        Statistic::UnfavourableShare => {
            counted_answers(lang, figure, &value, lang.pick("ongunstige", "unfavourable"))
        }
        Statistic::ResponseRate => {
            let value = answered(lang, figure).unwrap_or(value);
            lang.pick(format!("een respons van {value}"), format!("a response rate of {value}"))
        }
        _ => value,
    }
}

/// Of fewer than 20 people who answered, how many of those asked that is: '12 van de 29'. `None` where they are more.
pub(super) fn answered(lang: Lang, figure: &Estimate) -> Option<String> {
    let asked = figure.asked();
    let n = figure.n;
    (n < 20).then(|| lang.pick(format!("{n} van de {asked}"), format!("{n} of the {asked}")))
}

fn counted_answers(lang: Lang, figure: &Estimate, value: &str, kind: &str) -> String {
    let plain = kind.trim_end_matches('e');
    if figure.answers < 20 {
        lang.pick(format!("{value} antwoorden {plain}"), format!("{value} answers {kind}"))
    } else {
        lang.pick(format!("{value} {kind} antwoorden"), format!("{value} {kind} answers"))
    }
}

/// A figure as a number: '3,4', '54%', or below 20 answers '7 van de 12'.
pub fn number(lang: Lang, figure: &Estimate, bound: Option<Bound>) -> String {
    match figure.unit {
        FigureUnit::Share if figure.answers < 20 => {
            out_of(lang, (figure.value * figure.answers as f64).round() as u64, figure.answers)
        }
        unit => value(lang, unit, figure.value, bound),
    }
}

/// A value in its unit, rounded; one that misses a bound never looks as if it met it.
fn value(lang: Lang, unit: FigureUnit, value: f64, bound: Option<Bound>) -> String {
    let missed = bound.filter(|bound| !bound.holds(value)).map(Bound::value);
    match unit {
        FigureUnit::Points => {
            decimal(lang, value, missed.map_or(1, |missed| enough_decimals(value, missed, 1)))
        }
        FigureUnit::Share => {
            let decimals = missed.map_or(0, |missed| enough_decimals(value * 100.0, missed * 100.0, 0));
            format!("{}%", decimal(lang, value * 100.0, decimals))
        }
        FigureUnit::Coefficient => {
            decimal(lang, value, missed.map_or(2, |missed| enough_decimals(value, missed, 2)))
        }
    }
}

/// How sure we are, as a range: 'tussen 3,3 en 3,7'; `None` where no interval can be given.
/// An end that misses the bound by less than rounding shows gets the decimals to show it. Only where both ends are
/// one value it is 'precies'; where they only round to one, it is 'ongeveer'.
pub fn between(lang: Lang, figure: &Estimate, bound: Option<Bound>) -> Option<String> {
    let span = figure.interval?;
    let say = |end: f64| value(lang, figure.unit, end, bound);
    let (low, high) = (say(span.low), say(span.high));
    Some(if span.low == span.high {
        lang.pick(format!("precies {low}"), format!("exactly {low}"))
    } else if low == high {
        lang.pick(format!("ongeveer {low}"), format!("about {low}"))
    } else {
        lang.pick(format!("tussen {low} en {high}"), format!("between {low} and {high}"))
    })
}

/// A norm with its measure and no verb: 'gemiddeld minstens 3,5', 'hoogstens 15% ongunstige antwoorden'.
pub fn norm(lang: Lang, threshold: &Threshold) -> String {
    if let Some(words) = compared::norm(lang, threshold) {
        return words;
    }
    let (side, value) = match threshold.bound {
        Bound::AtLeast(value) => (lang.pick("minstens", "at least"), value),
        Bound::AtMost(value) => (lang.pick("hoogstens", "at most"), value),
    };
    let value = match threshold.unit {
        Unit::Percent => format!("{}%", short(lang, value * 100.0)),
        Unit::Points | Unit::Coefficient => short(lang, value),
    };
    match threshold.statistic {
        Statistic::Mean => {
            lang.pick(format!("gemiddeld {side} {value}"), format!("an average of {side} {value}"))
        }
        Statistic::Median => {
            lang.pick(format!("een mediaan van {side} {value}"), format!("a median of {side} {value}"))
        }
        Statistic::FavourableShare => lang.pick(
            format!("{side} {value} gunstige antwoorden"),
            format!("{side} {value} favourable answers"),
        ),
        Statistic::UnfavourableShare => lang.pick(
            format!("{side} {value} ongunstige antwoorden"),
            format!("{side} {value} unfavourable answers"),
        ),
        Statistic::ResponseRate => {
            lang.pick(format!("een respons van {side} {value}"), format!("a response rate of {side} {value}"))
        }
        other => format!("{} {side} {value}", other.title().get(lang)),
    }
}

/// A number as somebody wrote it: no decimals that say nothing.
pub(super) fn short(lang: Lang, value: f64) -> String {
    let full = decimal(lang, value, 4);
    full.trim_end_matches('0').trim_end_matches([',', '.']).to_owned()
}

/// A verdict in words, with the agreement it rests on: 'goed genoeg volgens onze afspraak van 12 september 2025'.
/// Where nobody answered at all, it says that.
pub fn verdict_words(lang: Lang, verdict: Verdict, figure: &Figure, threshold: &Threshold) -> String {
    if let Some(words) = no_figure(lang, figure) {
        return words;
    }
    let on = long_date(lang, threshold.agreed_on);
    let by = lang.pick(format!("volgens onze afspraak van {on}"), format!("by our agreement of {on}"));
    let plain = verdict.title().get(lang).to_owned();
    match (threshold.rung, verdict) {
        (_, Verdict::TooFew | Verdict::Withheld | Verdict::ToBeJudged) => plain,
        (Rung::GoodEnough, _) => format!("{plain} {by}"),
        (Rung::Ambition, Verdict::Met) => {
            lang.pick(format!("ambitie bereikt {by}"), format!("ambition reached {by}"))
        }
        (Rung::Ambition, Verdict::ProbablyMet) => lang
            .pick(format!("ambitie waarschijnlijk bereikt {by}"), format!("ambition probably reached {by}")),
        (Rung::Ambition, Verdict::ProbablyNotMet) => lang.pick(
            format!("ambitie waarschijnlijk nog niet bereikt {by}"),
            format!("ambition probably not yet reached {by}"),
        ),
        (Rung::Ambition, Verdict::NotMet) => {
            lang.pick(format!("ambitie nog niet bereikt {by}"), format!("ambition not yet reached {by}"))
        }
        (Rung::Basis, Verdict::Met) => lang.pick(format!("basis gehaald {by}"), format!("basis met {by}")),
        (Rung::Basis, Verdict::ProbablyMet) => {
            lang.pick(format!("basis waarschijnlijk gehaald {by}"), format!("basis probably met {by}"))
        }
        (Rung::Basis, Verdict::ProbablyNotMet) => lang.pick(
            format!("basis waarschijnlijk nog niet gehaald {by}"),
            format!("basis probably not yet met {by}"),
        ),
        (Rung::Basis, Verdict::NotMet) => {
            lang.pick(format!("basis nog niet gehaald {by}"), format!("basis not yet met {by}"))
        }
    }
}

/// Why there is no figure to judge, where that is not a matter of too few answers.
pub fn no_figure(lang: Lang, figure: &Figure) -> Option<String> {
    let words = match figure {
        Figure::NoData => lang.pick("geen antwoorden in deze ronde", "no answers in this round"),
        Figure::PopulationUnknown => lang.pick(
            "niet te zeggen: onbekend hoeveel mensen gevraagd zijn",
            "cannot be said: it is not known how many were asked",
        ),
        Figure::OnlyCounts => lang.pick(
            "niet te berekenen: de tabel zegt niet welke antwoorden van één persoon zijn",
            "cannot be computed: the table does not tell which answers are one person's",
        ),
        Figure::NotComparable { why } => compared::why_not(lang, *why),
        Figure::Undefined => {
            lang.pick("op deze schaal niet te berekenen", "cannot be computed on this scale")
        }
        _ => return None,
    };
    Some(words.to_owned())
}

/// Whose answers, with article and number, no capital: 'de 48 studenten', 'de 21 mensen van Noord'.
pub fn who(lang: Lang, project: &Project, slice: &Slice, roles: &[RoleId], n: u64) -> String {
    let people = people(lang, project, slice, roles, n);
    match (lang, n) {
        (Lang::Nl, 1) => format!("de ene {people}"),
        (Lang::Nl, _) => format!("de {n} {people}"),
        (Lang::En, 1) => format!("the one {people}"),
        (Lang::En, _) => format!("the {n} {people}"),
    }
}

/// Whose answers, without number: 'studenten', 'mensen van Noord', 'mensen die meededen'.
pub fn people(lang: Lang, project: &Project, slice: &Slice, roles: &[RoleId], n: u64) -> String {
    let of_role = |role: &RoleId| {
        let title = project.role_title(role);
        if n == 1 { title.one } else { title.many }
    };
    let everyone = || match roles {
        [only] => of_role(only),
        _ if n == 1 => lang.pick("mens die meedeed", "person who took part").to_owned(),
        _ => lang.pick("mensen die meededen", "people who took part").to_owned(),
    };
    match slice {
        Slice::All => everyone(),
        Slice::Role(role) => of_role(role),
        Slice::Group { value, .. } => match roles {
            [only] => {
                lang.pick(format!("{} van {value}", of_role(only)), format!("{} from {value}", of_role(only)))
            }
            _ => lang.pick(format!("mensen van {value}"), format!("people from {value}")),
        },
        Slice::Merged { key, values } => {
            let of = match roles {
                [only] => of_role(only),
                _ => lang.pick("mensen", "people").to_owned(),
            };
            let count = values.len();
            lang.pick(
                format!("{of} van {count} samengenomen groepen ({key})"),
                format!("{of} from {count} groups put together ({key})"),
            )
        }
    }
}

/// A slice as the head of a row: 'Iedereen', 'Studenten', 'Noord', 'school: overige (4)'.
pub fn slice_title(lang: Lang, project: &Project, slice: &Slice) -> String {
    match slice {
        Slice::All => lang.pick("Iedereen", "Everyone").to_owned(),
        Slice::Role(role) => crate::text::sentence_case(&project.role_title(role).many),
        Slice::Group { value, .. } => value.to_string(),
        Slice::Merged { key, values } => {
            let count = values.len();
            lang.pick(format!("{key}: overige ({count})"), format!("{key}: other ({count})"))
        }
    }
}

/// The options that count as favourable, or unfavourable, by name: '‘mee eens’ of ‘helemaal mee eens’'.
/// `None` where there are too many to name or none at all.
pub fn options(lang: Lang, scale: &Scale, categories: &[u8]) -> Option<String> {
    if categories.is_empty() || categories.len() > 3 {
        return None;
    }
    let labels =
        categories.iter().map(|&category| scale.label(category).map(|label| quoted(label.get(lang))));
    Some(or_list(lang, &labels.collect::<Option<Vec<_>>>()?))
}

/// What is seen in a slice, a whole sentence without judgement. `turned`: some statement is counted the other way
/// round, so that the options cannot be named.
pub fn seen(
    lang: Lang,
    scale: &Scale,
    statistic: Statistic,
    figure: &Estimate,
    bound: Option<Bound>,
    who: &str,
    turned: bool,
) -> String {
    dated(lang, plainly_seen(lang, scale, statistic, figure, bound, who, turned), figure.clearance.as_of())
}

fn plainly_seen(
    lang: Lang,
    scale: &Scale,
    statistic: Statistic,
    figure: &Estimate,
    bound: Option<Bound>,
    who: &str,
    turned: bool,
) -> String {
    if let Some(words) = compared::seen(lang, statistic, figure, bound, who, &on_scale(lang, scale)) {
        return words;
    }
    let value = number(lang, figure, bound);
    let upper = crate::text::sentence_case(who);
    let range = on_scale(lang, scale);
    let categories = match statistic {
        Statistic::FavourableShare => &scale.favourable,
        _ => &scale.unfavourable,
    };
    match statistic {
        Statistic::Mean if figure.n == 1 => {
            lang.pick(format!("{upper} geeft {value} {range}."), format!("{upper} gives {value} {range}."))
        }
        Statistic::Mean => lang.pick(
            match who.ends_with(" die meededen") {
                true => format!("{upper}, komen gemiddeld uit op {value} {range}."),
                false => format!("{upper} komen gemiddeld uit op {value} {range}."),
            },
            format!("{upper} average {value} {range}."),
        ),
        Statistic::Median => lang.pick(
            format!("Van {who} geeft de helft {value} of hoger en de helft {value} of lager, {range}."),
            format!("Of {who}, half give {value} or more and half {value} or less, {range}."),
        ),
        Statistic::FavourableShare | Statistic::UnfavourableShare => {
            let named = options(lang, scale, categories).filter(|_| !turned).unwrap_or_else(|| {
                let favourable = statistic == Statistic::FavourableShare;
                lang.pick(
                    if favourable { "gunstig" } else { "ongunstig" },
                    if favourable { "favourable" } else { "unfavourable" },
                )
                .to_owned()
            });
            let who = who.trim_end_matches(" die meededen").trim_end_matches(" who took part");
            if figure.answers < 20 {
                let (of, counted) = (figure.answers, (figure.value * figure.answers as f64).round());
                let are = lang.pick(
                    if counted == 1.0 { "is" } else { "zijn" },
                    if counted == 1.0 { "is" } else { "are" },
                );
                return lang.pick(
                    format!("Van de {of} antwoorden van {who} {are} er {counted} {named}."),
                    format!("Of the {of} answers of {who}, {counted} {are} {named}."),
                );
            }
            lang.pick(
                format!("Van de antwoorden van {who} is {value} {named}."),
                format!("Of the answers of {who}, {value} are {named}."),
            )
        }
        Statistic::ResponseRate if figure.n < 20 => {
            let (n, asked) = (figure.n, figure.asked());
            let have = if n == 1 { "heeft" } else { "hebben" };
            lang.pick(
                format!("Van de {asked} mensen die gevraagd zijn, {have} er {n} geantwoord."),
                format!("Of the {asked} people who were asked, {n} answered."),
            )
        }
        Statistic::ResponseRate => lang.pick(
            format!("Van de mensen die gevraagd zijn, heeft {value} geantwoord."),
            format!("Of those who were asked, {value} answered."),
        ),
        _ => format!("{}.", measure(lang, statistic, figure, bound)),
    }
}

/// 'op een schaal van 1 tot 5'.
pub fn on_scale(lang: Lang, scale: &Scale) -> String {
    let top = scale.len();
    lang.pick(format!("op een schaal van 1 tot {top}"), format!("on a scale of 1 to {top}"))
}

/// A statement in quotation marks, without the full stop it may end with; said when it is counted the other way round.
pub fn quoted_item(lang: Lang, item: &Item) -> String {
    let statement = quoted(item.name().trim_end_matches('.'));
    if item.reverse {
        lang.pick(
            format!("{statement} (omgekeerd gerekend)"),
            format!("{statement} (counted the other way round)"),
        )
    } else {
        statement
    }
}

/// A statement as a chart and a table say it: one counted the other way round says which answer stands where.
pub fn item_label(lang: Lang, item: &Item, scale: &Scale) -> String {
    let ends = scale.label(1).zip(scale.label(scale.len())).filter(|_| item.reverse);
    match ends {
        None => item.name(),
        Some((low, high)) => {
            let (name, low, high) = (item.name(), low.get(lang), high.get(lang));
            lang.pick(
                format!("{name} (omgekeerd gerekend: ‘{low}’ telt als ‘{high}’)"),
                format!("{name} (counted the other way round: ‘{low}’ counts as ‘{high}’)"),
            )
        }
    }
}

/// Whether some statement of an indicator is counted the other way round.
pub fn is_turned(indicator: &Indicator) -> bool {
    indicator.items.iter().any(|item| item.reverse)
}

/// The roles an item or indicator was put to, as a list: 'studenten en werkplekbegeleiders'.
pub fn role_list(lang: Lang, project: &Project, roles: &[RoleId]) -> String {
    let many: Vec<String> = roles.iter().map(|role| project.role_title(role).many).collect();
    and_list(lang, &many)
}

/// A share of 0 to 1 of so many answers: '31%', or '5 van de 16' below 20.
pub fn part(lang: Lang, share: f64, of: Option<u64>) -> String {
    match of {
        Some(of) if of < 20 => out_of(lang, (share * of as f64).round() as u64, of),
        _ => percent(lang, share),
    }
}

/// The figure of a statistic in a slice, in words for a table: '3,4', '54%', or why it is not there.
pub fn cell(lang: Lang, slice: &SliceResults, statistic: Statistic) -> String {
    match slice.figures.get(&statistic) {
        Some(Figure::Value(figure)) => match figure.unit {
            FigureUnit::Points => decimal(lang, figure.value, 1),
            FigureUnit::Share => number(lang, figure, None),
            FigureUnit::Coefficient => decimal(lang, figure.value, 2),
        },
        Some(Figure::NearlyAll(nearly)) => super::nearly::bounds(lang, nearly),
        Some(Figure::TooFew) => lang.pick("te weinig antwoorden", "too few answers").to_owned(),
        Some(Figure::Withheld { .. }) => lang.pick("niet getoond", "not shown").to_owned(),
        Some(Figure::OnlyCounts) => lang.pick("niet uit aantallen", "not from counts").to_owned(),
        Some(
            Figure::NoData | Figure::Undefined | Figure::PopulationUnknown | Figure::NotComparable { .. },
        )
        | None => "–".to_owned(),
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::assess::Span;
    use crate::disclosure::Clearance;

    /// In points, of 92 people.
    pub(in super::super) fn estimate(value: f64, low: f64, high: f64) -> Estimate {
        Estimate {
            value,
            interval: Some(Span { low, high }),
            sd: None,
            bounds: None,
            n: 92,
            answers: 92,
            population: None,
            unit: FigureUnit::Points,
            clearance: Clearance::for_tests(),
        }
    }

    #[test]
    fn only_an_interval_of_one_value_is_exact() {
        let said = |low, high| between(Lang::Nl, &estimate(3.5, low, high), None).unwrap();
        assert_eq!(said(3.5, 3.5), "precies 3,5");
        assert_eq!(said(3.49, 3.51), "ongeveer 3,5");
        assert_eq!(said(3.4, 3.6), "tussen 3,4 en 3,6");
    }

    #[test]
    fn a_figure_that_meets_the_bound_is_rounded_as_everywhere() {
        assert_eq!(number(Lang::Nl, &estimate(3.51, 3.47, 3.54), Some(Bound::AtLeast(3.5))), "3,5");
        assert_eq!(number(Lang::Nl, &estimate(3.49, 3.47, 3.51), Some(Bound::AtLeast(3.5))), "3,49");
    }
}
