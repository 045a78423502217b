//! A finding in words: the sentence that says what is seen, how sure we are, and what fills the slots of a card.

use super::earlier::{dated, labelled};
use super::finding::{Evidence, Finding};
use super::said::reach;
use super::view::View;
use super::wording::{is_turned, measure, norm, on_scale, part, people, quoted_item, seen, who};
use super::{Slot, Slots};
use crate::assess::Estimate;
use crate::domain::{Indicator, Lang, RoleId, Rung, Scale, Slice, Statistic, Threshold};
use crate::text::{decimal, long_date, percent, quoted, sentence_case, with_article};

/// What is seen, one sentence with its day where that is not today; no judgement, no cause.
pub(super) fn sentence(view: &View<'_>, finding: &Finding) -> Option<String> {
    let of = |figure: &Estimate| figure.clearance.as_of();
    let day = match &finding.evidence {
        Evidence::Divided { mean, .. } => of(mean),
        Evidence::Gap { higher, lower, .. } => of(higher).or(of(lower)),
        Evidence::Thin { rate, .. } => rate.as_ref().and_then(of),
        Evidence::NoNorm { figure, .. } => of(figure),
        Evidence::DontKnow { .. } => {
            let about = finding.indicator.as_ref().and_then(|id| view.indicator(id));
            about.and_then(|(_, results)| view.slice(results, &finding.slice)).and_then(|slice| slice.as_of)
        }
        // Its sentence has the day in it, or no figure.
        Evidence::Judged { .. } | Evidence::Norm { .. } | Evidence::Places { .. } => None,
    };
    Some(dated(view.lang, plain_sentence(view, finding)?, day))
}

fn plain_sentence(view: &View<'_>, finding: &Finding) -> Option<String> {
    let lang = view.lang;
    let project = view.project();
    let about = || finding.indicator.as_ref().and_then(|id| view.indicator(id));
    let scale = || finding.indicator.as_ref().and_then(|id| view.scale(id));
    let item_name = |item: usize| {
        about().and_then(|(indicator, _)| indicator.items.get(item)).map(|item| quoted_item(lang, item))
    };
    Some(match &finding.evidence {
        Evidence::Judged { threshold, figure } => {
            let (indicator, _) = about()?;
            let threshold = indicator.thresholds.get(*threshold)?;
            let who = who(lang, project, &finding.slice, &view.roles(indicator), figure.n);
            seen(
                lang,
                scale()?,
                threshold.statistic,
                figure,
                Some(threshold.bound),
                &who,
                is_turned(indicator),
            )
        }
        Evidence::Divided { item, mean } => {
            let item = item_name(*item)?;
            let (indicator, _) = about()?;
            let who = who(lang, project, &finding.slice, &view.roles(indicator), mean.n);
            let value = decimal(lang, mean.value, 1);
            lang.pick(
                format!(
                    "Bij {item} liggen de antwoorden van {who} aan twee kanten; het gemiddelde is {value}."
                ),
                format!("On {item} the answers of {who} lie on two sides; the average is {value}."),
            )
        }
        Evidence::Gap { gap, higher, lower } => {
            let item = item_name(gap.item)?;
            let (a, b) = (role_people(view, &gap.higher, higher), role_people(view, &gap.lower, lower));
            let (high, low) = (decimal(lang, higher.value, 1), decimal(lang, lower.value, 1));
            lang.pick(
                format!("Bij {item} komen {a} gemiddeld uit op {high} en {b} op {low}."),
                format!("On {item}, {a} average {high} and {b} {low}."),
            )
        }
        Evidence::Thin { role, rate, others } => {
            let voice = project.role_title(role).many;
            match (rate, others) {
                (Some(rate), Some(others)) => {
                    let (own, others) = (percent(lang, rate.value), percent(lang, *others));
                    lang.pick(
                        format!("Van de {voice} antwoordde {own}; van de anderen samen {others}."),
                        format!("Of the {voice} {own} answered; of the others together {others}."),
                    )
                }
                _ => lang.pick(
                    format!("Van de {voice} zijn er te weinig antwoorden om te tonen."),
                    format!("There are too few answers of the {voice} to show."),
                ),
            }
        }
        Evidence::DontKnow { item, share, of } => {
            let item = item_name(*item)?;
            let share = part(lang, *share, Some(*of));
            lang.pick(
                format!("Op {item} antwoordde {share} ‘weet ik niet’ of ‘niet van toepassing’."),
                format!("On {item}, {share} answered ‘don’t know’ or ‘not applicable’."),
            )
        }
        Evidence::NoNorm { statistic, figure } => {
            let (indicator, _) = about()?;
            let title = quoted(&indicator.title);
            let seen = seen_on_scale(lang, scale()?, *statistic, figure, None);
            lang.pick(
                format!("Voor {title} is nog geen norm afgesproken; we zien {seen}."),
                format!("No norm has been agreed on yet for {title}; we see {seen}."),
            )
        }
        Evidence::Norm { threshold, figure } => {
            let (indicator, _) = about()?;
            let threshold = indicator.thresholds.get(*threshold)?;
            let (title, norm) = (quoted(&indicator.title), norm(lang, threshold));
            match (finding.kind, threshold.review_by, figure) {
                (super::FindingKind::NormDue, Some(review_by), _) => {
                    let on = long_date(lang, review_by);
                    lang.pick(
                        format!("De norm voor {title} ({norm}) zou vóór {on} opnieuw bekeken worden."),
                        format!("The norm for {title} ({norm}) was to be looked at again before {on}."),
                    )
                }
                _ => lang.pick(
                    format!("Voor {title} is een norm afgesproken ({norm}), maar er zijn in deze ronde geen antwoorden."),
                    format!("A norm was agreed on for {title} ({norm}), but there are no answers in this round."),
                ),
            }
        }
        Evidence::Places { withheld } => lang.pick(
            if *withheld == 1 {
                "Van één groep is een deel van de cijfers niet getoond, om mensen te beschermen.".to_owned()
            } else {
                format!(
                    "Van {withheld} groepen is een deel van de cijfers niet getoond, om mensen te beschermen."
                )
            },
            if *withheld == 1 {
                "For one group some figures are not shown, to protect people.".to_owned()
            } else {
                format!("For {withheld} groups some figures are not shown, to protect people.")
            },
        ),
    })
}

/// How sure we are, one sentence; empty where there is nothing to be sure about.
pub(super) fn certainty(view: &View<'_>, finding: &Finding) -> String {
    let lang = view.lang;
    let level = decimal(lang, view.project().level * 100.0, 0);
    match &finding.evidence {
        Evidence::Judged { threshold, figure } => {
            let threshold = finding
                .indicator
                .as_ref()
                .and_then(|id| view.indicator(id))
                .and_then(|(indicator, _)| indicator.thresholds.get(*threshold));
            sure(lang, figure, threshold, &level)
        }
        Evidence::Gap { gap, .. } => gap.interval.map_or_else(String::new, |span| {
            let (low, high) = (decimal(lang, span.low, 1), decimal(lang, span.high, 1));
            lang.pick(
                format!("Zo zeker zijn we: het verschil ligt tussen {low} en {high} punten (betrouwbaarheid {level}%)."),
                format!("How sure we are: the difference lies between {low} and {high} points ({level}% confidence)."),
            )
        }),
        _ => String::new(),
    }
}

/// 'Zo zeker zijn we: tussen 3,3 en 3,7 (betrouwbaarheid 95%).'
pub(super) fn sure(lang: Lang, figure: &Estimate, threshold: Option<&Threshold>, level: &str) -> String {
    let statistic = threshold.map_or(Statistic::Mean, |threshold| threshold.statistic);
    // How many answered is counted, not estimated.
    if statistic == Statistic::ResponseRate {
        return String::new();
    }
    match reach(lang, statistic, figure, threshold.map(|threshold| threshold.bound)) {
        Some(range) if figure.population == Some(figure.n) => lang.pick(
            format!("Iedereen die gevraagd is, heeft geantwoord: {range}."),
            format!("Everyone who was asked has answered: {range}."),
        ),
        Some(range) => lang.pick(
            format!("Zo zeker zijn we: {range} (betrouwbaarheid {level}%)."),
            format!("How sure we are: {range} ({level}% confidence)."),
        ),
        None => lang
            .pick(
                "Met deze antwoorden is niet te zeggen hoe zeker we zijn.",
                "How sure we are cannot be said from these answers.",
            )
            .to_owned(),
    }
}

/// What a card can be filled with about a finding.
pub(super) fn slots(view: &View<'_>, finding: Option<&Finding>, question: Option<&str>) -> Slots {
    let lang = view.lang;
    let project = view.project();
    let mut slots = Slots::new()
        .with(Slot::Partnership, project.partnership.name.clone())
        .with(Slot::Purpose, quoted(project.partnership.purpose.trim_end_matches(['.', ' '])));
    if let Some(question) = question {
        slots.set(Slot::Question, quoted(question));
    }
    let Some(finding) = finding else { return slots };
    let indicator =
        finding.indicator.as_ref().and_then(|id| view.indicator(id)).map(|(indicator, _)| indicator);
    if let Some(indicator) = indicator {
        slots.set(Slot::Indicator, quoted(&indicator.title));
    }
    let scale = finding.indicator.as_ref().and_then(|id| view.scale(id));
    let norm_slots = |slots: &mut Slots, threshold: &Threshold| {
        slots.set(Slot::Norm, norm(lang, threshold));
        slots.set(Slot::Owner, with_article(lang, &threshold.owner));
        slots.set(Slot::AgreedOn, long_date(lang, threshold.agreed_on));
        if let Some(review_by) = threshold.review_by {
            slots.set(Slot::ReviewBy, long_date(lang, review_by));
        }
    };
    let group =
        |slots: &mut Slots, figure: &Estimate, statistic: Statistic, threshold: Option<&Threshold>| {
            if let (Some(indicator), Some(scale)) = (indicator, scale) {
                slots.set(Slot::Who, who(lang, project, &finding.slice, &view.roles(indicator), figure.n));
                let seen = seen_on_scale(lang, scale, statistic, figure, threshold);
                slots.set(Slot::Seen, labelled(lang, seen, figure.clearance.as_of()));
            }
        };
    match &finding.evidence {
        Evidence::Judged { threshold, figure } => {
            if let Some(threshold) = indicator.and_then(|indicator| indicator.thresholds.get(*threshold)) {
                norm_slots(&mut slots, threshold);
                group(&mut slots, figure, threshold.statistic, Some(threshold));
            }
            item_slot(lang, &mut slots, indicator);
        }
        Evidence::Divided { item, mean } => {
            group(&mut slots, mean, Statistic::Mean, None);
            set_item(lang, &mut slots, indicator, *item);
            let first = indicator.and_then(|indicator| indicator.thresholds.first());
            if let Some(threshold) = first {
                norm_slots(&mut slots, threshold);
            }
        }
        Evidence::Gap { gap, higher, lower } => {
            set_item(lang, &mut slots, indicator, gap.item);
            let average = |figure: &Estimate| {
                labelled(lang, measure(lang, Statistic::Mean, figure, None), figure.clearance.as_of())
            };
            slots.set(Slot::RoleA, project.role_title(&gap.higher).many);
            slots.set(Slot::SeenA, average(higher));
            slots.set(Slot::RoleB, project.role_title(&gap.lower).many);
            slots.set(Slot::SeenB, average(lower));
        }
        Evidence::Thin { role, rate, .. } => {
            slots.set(Slot::Voice, project.role_title(role).many);
            if let Some(rate) = rate {
                slots.set(Slot::Share, part(lang, rate.value, rate.population));
            }
        }
        Evidence::DontKnow { item, share, of } => {
            set_item(lang, &mut slots, indicator, *item);
            slots.set(Slot::Share, part(lang, *share, Some(*of)));
        }
        Evidence::NoNorm { statistic, figure } => {
            group(&mut slots, figure, *statistic, None);
            item_slot(lang, &mut slots, indicator);
        }
        Evidence::Norm { threshold, figure } => {
            if let Some(threshold) = indicator.and_then(|indicator| indicator.thresholds.get(*threshold)) {
                norm_slots(&mut slots, threshold);
                if let Some(figure) = figure {
                    group(&mut slots, figure, threshold.statistic, Some(threshold));
                }
            }
            item_slot(lang, &mut slots, indicator);
        }
        Evidence::Places { withheld } => slots.set(Slot::Number, withheld.to_string()),
    }
    slots
}

/// What an expect card can be filled with about an indicator: its words and its norm, and no result.
pub(super) fn expect_slots(lang: Lang, indicator: &Indicator, slots: Slots) -> Slots {
    let mut slots = slots.with(Slot::Indicator, quoted(&indicator.title));
    set_item(lang, &mut slots, Some(indicator), 0);
    let good_enough = indicator.thresholds.iter().find(|threshold| threshold.rung == Rung::GoodEnough);
    if let Some(threshold) = good_enough {
        slots.set(Slot::Norm, norm(lang, threshold));
        slots.set(Slot::Owner, with_article(lang, &threshold.owner));
        slots.set(Slot::AgreedOn, long_date(lang, threshold.agreed_on));
    }
    slots
}

fn seen_on_scale(
    lang: Lang,
    scale: &Scale,
    statistic: Statistic,
    figure: &Estimate,
    threshold: Option<&Threshold>,
) -> String {
    let said = measure(lang, statistic, figure, threshold.map(|threshold| threshold.bound));
    match statistic {
        Statistic::Mean | Statistic::Median => format!("{said} {}", on_scale(lang, scale)),
        _ => said,
    }
}

/// An indicator of one statement is about that statement.
fn item_slot(lang: Lang, slots: &mut Slots, indicator: Option<&Indicator>) {
    if indicator.is_some_and(|indicator| indicator.items.len() == 1) {
        set_item(lang, slots, indicator, 0);
    }
}

fn set_item(lang: Lang, slots: &mut Slots, indicator: Option<&Indicator>, item: usize) {
    if let Some(item) = indicator.and_then(|indicator| indicator.items.get(item)) {
        slots.set(Slot::Item, quoted_item(lang, item));
    }
}

fn role_people(view: &View<'_>, role: &RoleId, figure: &Estimate) -> String {
    who(view.lang, view.project(), &Slice::Role(role.clone()), &[], figure.n)
}

/// A short name for what a finding is about: the indicator's title, or who was barely heard.
pub(super) fn title(view: &View<'_>, finding: &Finding) -> String {
    if let Some((indicator, _)) = finding.indicator.as_ref().and_then(|id| view.indicator(id)) {
        return indicator.title.clone();
    }
    match &finding.evidence {
        Evidence::Thin { role, .. } => {
            let slice = Slice::Role(role.clone());
            sentence_case(&people(view.lang, view.project(), &slice, &[], 2))
        }
        _ => finding.kind.title().get(view.lang).to_owned(),
    }
}
