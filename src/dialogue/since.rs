//! Sentences that set a figure beside another: since the round before, and own group beside everyone else.

use super::view::{Lead, View};
use super::wording::{between, number, slice_title};
use crate::assess::{Difference, Estimate, Figure, IndicatorResults};
use crate::domain::{Lang, Slice, Statistic};
use crate::text::decimal;

/// What the figure that speaks first is set beside: itself in the round before and, for a team's own group, everyone
/// else. Empty where there is nothing to set beside it.
pub(super) fn beside(view: &View<'_>, results: &IndicatorResults, lead: &Lead<'_>) -> Vec<String> {
    let lang = view.lang;
    let statistic = match lead.statistic {
        Statistic::Mean | Statistic::Median => Statistic::Mean,
        _ => Statistic::FavourableShare,
    };
    let here = |slice: &Slice, own: Statistic| slice == lead.slice && own == statistic;
    let name = match statistic {
        Statistic::Mean => lang.pick("het gemiddelde", "the average"),
        _ => lang.pick("het deel gunstige antwoorden", "the favourable share"),
    };
    let trend = results.comparisons.trends.iter().find(|trend| here(&trend.slice, trend.statistic));
    let since = trend.and_then(|trend| {
        let (now, then) = (now(view, results, lead.slice, statistic)?, trend.before.estimate()?);
        let (now, then) = (number(lang, now, None), number(lang, then, None));
        let (round, words) = (&trend.since, stands_out(lang, &trend.difference)?);
        if now == then && !trend.difference.discernible {
            return Some(lang.pick(
                format!("In ronde {round} was {name} ook {then}."),
                format!("In round {round} {name} was {then} too."),
            ));
        }
        Some(lang.pick(
            format!("In ronde {round} was {name} {then}, nu {now}. {words}"),
            format!("In round {round} {name} was {then}, now {now}. {words}"),
        ))
    });
    let rest = results.comparisons.rests.iter().filter(|rest| here(&rest.slice, rest.statistic));
    let others = rest.filter(|rest| view.own == Some(&rest.slice)).find_map(|rest| {
        let (own, others) = (now(view, results, lead.slice, statistic)?, rest.rest.estimate()?);
        let (own, others) = (number(lang, own, None), number(lang, others, None));
        let group = slice_title(lang, view.project(), &rest.slice);
        let words = stands_out(lang, &rest.difference)?;
        Some(lang.pick(
            format!("Bij {group} is {name} {own}, bij alle anderen samen {others}. {words}"),
            format!("At {group} {name} is {own}, among all others together {others}. {words}"),
        ))
    });
    since.into_iter().chain(others).collect()
}

fn now<'r>(
    view: &View<'r>,
    results: &'r IndicatorResults,
    slice: &Slice,
    statistic: Statistic,
) -> Option<&'r Estimate> {
    view.figure(results, slice, statistic)
}

/// Whether a difference is larger than chance explains and large enough to talk about; `None` where it is not tested.
fn stands_out(lang: Lang, difference: &Difference) -> Option<String> {
    difference.p_value?;
    let words = match (difference.discernible, difference.large) {
        (true, true) => lang.pick(
            "Dat verschil is groter dan toeval verklaart.",
            "That difference is larger than chance explains.",
        ),
        (true, false) => lang.pick(
            "Dat verschil is klein, maar wel groter dan toeval verklaart.",
            "That difference is small, yet larger than chance explains.",
        ),
        (false, true) => lang.pick(
            "Dat verschil lijkt groot, maar kan toeval zijn.",
            "That difference looks large, but may be chance.",
        ),
        (false, false) => {
            lang.pick("Zo’n verschil kan toeval zijn.", "A difference like that may be chance.")
        }
    };
    Some(words.to_owned())
}

/// How far the answers to the statements hang together, one sentence; `None` where it cannot be said.
pub(super) fn hang_together(view: &View<'_>, results: &IndicatorResults, slice: &Slice) -> Option<String> {
    let lang = view.lang;
    let of_slice = |wanted: &Slice| results.reliability.iter().find(|found| &found.slice == wanted);
    let found = of_slice(slice).or_else(|| of_slice(&Slice::All))?;
    let Figure::Value(alpha) = &found.alpha else { return None };
    let (value, n) = (decimal(lang, alpha.value, 2), alpha.n);
    let range = between(lang, alpha, None).map(|range| format!(" ({range})")).unwrap_or_default();
    let also = found.spearman_brown.map(|found| decimal(lang, found, 2)).map(|found| {
        lang.pick(
            format!(" Bij twee vragen past de maat van Spearman en Brown beter: {found}."),
            format!(" With two items the Spearman-Brown coefficient fits better: {found}."),
        )
    });
    let also = also.unwrap_or_default();
    Some(lang.pick(
        format!("Hoe sterk de antwoorden op deze vragen samenhangen, zegt Cronbachs alfa: {value}{range}, bij de {n} mensen die alle vragen beantwoordden.{also} Zo’n getal laat niet zien dat deze vragen over één en hetzelfde gaan, en zegt niets over de kwaliteit van het opleiden."),
        format!("How far the answers to these items hang together is told by Cronbach's alpha: {value}{range}, among the {n} people who answered all items.{also} It does not show that these items are about one and the same thing, and says nothing about the quality of the education."),
    ))
}
