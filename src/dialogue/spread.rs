use super::agenda::Dealer;
use super::charts::{anchor, charts};
use super::earlier::{as_of, dated, labelled};
use super::evidence::{sentence, sure};
use super::finding::{Evidence, Finding};
use super::nearly::nearly_all;
use super::said::{Told, said};
use super::since::{beside, hang_together};
use super::standing::Standing;
use super::view::{Lead, View};
use super::weighted::{how_weighed, weighed};
use super::wording::{
    cell, is_turned, no_figure, norm, number, on_scale, part, quoted_item, seen, slice_title, verdict_words,
    who,
};
use super::{FigureTable, Spread, ThresholdLine, VerdictLine};
use crate::assess::{Figure, IndicatorResults, ThresholdResults, Verdict};
use crate::domain::{Indicator, Phase, Rung, Scale, Slice, Statistic, Threshold};
use crate::text::{Noun, counted, decimal, long_date, percent, quoted};

/// The phases of which a spread carries a question.
const PHASES: [Phase; 3] = [Phase::Observe, Phase::Interpret, Phase::Weigh];

/// One indicator: everything about it on one page.
pub(super) fn spread(
    view: &View<'_>,
    dealer: &mut Dealer<'_>,
    indicator: &Indicator,
    results: &IndicatorResults,
    findings: &[Finding],
) -> Spread {
    let lang = view.lang;
    let lead = view.lead(indicator, results);
    let scale = view.scale(&indicator.id);
    let standing = Standing::of(view, indicator, results);
    let own: Vec<&Finding> =
        findings.iter().filter(|finding| finding.indicator.as_ref() == Some(&indicator.id)).collect();
    let heaviest = own.iter().max_by(|a, b| a.weight.total_cmp(&b.weight)).copied();
    let prompts = PHASES.into_iter().filter_map(|phase| {
        let prompt = dealer.deal(phase, Some(heaviest?), 1).pop()?;
        Some((phase, prompt))
    });
    let prompts = prompts.collect();
    let noticed = own
        .iter()
        .filter(|finding| !matches!(finding.evidence, Evidence::Judged { .. } | Evidence::NoNorm { .. }))
        .filter_map(|finding| sentence(view, finding));
    Spread {
        id: anchor(indicator.id.as_str()),
        title: indicator.title.clone(),
        goal: indicator.goal.clone(),
        seen: seen_sentence(
            view,
            indicator,
            scale,
            standing.as_ref().and_then(Standing::lead).or(lead.as_ref().copied()),
        ),
        charts: scale
            .map(|scale| charts(view, indicator, results, scale, lead.as_ref(), &own))
            .unwrap_or_default(),
        verdict: standing.map(|standing| standing.line(view)),
        thresholds: indicator
            .thresholds
            .iter()
            .zip(&results.thresholds)
            .map(|(threshold, held)| threshold_line(view, indicator, scale, threshold, held))
            .collect(),
        noticed: noticed
            .chain(lead.iter().flat_map(|lead| beside(view, results, lead)))
            .chain(lead.iter().filter_map(|lead| weighed(view, results, lead)))
            .collect(),
        prompts,
        table: table(view, indicator, results),
        how: scale.map(|scale| how(view, indicator, results, scale, lead.as_ref())).unwrap_or_else(|| {
            vec![
                lang.pick("Er zijn geen antwoorden op deze vragen.", "There are no answers to these items.")
                    .to_owned(),
            ]
        }),
    }
}

fn seen_sentence(
    view: &View<'_>,
    indicator: &Indicator,
    scale: Option<&Scale>,
    lead: Option<Lead<'_>>,
) -> String {
    let lang = view.lang;
    let Some((scale, lead)) = scale.zip(lead) else {
        return lang
            .pick(
                "Hierover zijn in deze ronde geen cijfers te tonen.",
                "There are no figures to show on this in this round.",
            )
            .to_owned();
    };
    let who = who(lang, view.project(), lead.slice, &view.roles(indicator), lead.figure.n);
    seen(lang, scale, lead.statistic, lead.figure, lead.bound, &who, is_turned(indicator))
}

fn threshold_line(
    view: &View<'_>,
    indicator: &Indicator,
    scale: Option<&Scale>,
    threshold: &Threshold,
    held: &ThresholdResults,
) -> ThresholdLine {
    let lang = view.lang;
    let verdict = super::notice::table_verdict(held, view.own);
    let figure = match verdict.map(|verdict| (&verdict.figure, &verdict.slice)) {
        Some((Figure::Value(figure), slice)) => said(
            lang,
            view.project(),
            slice,
            &view.roles(indicator),
            Told {
                statistic: threshold.statistic,
                figure,
                bound: Some(threshold.bound),
                verdict: verdict.map(|verdict| verdict.verdict),
                compared: held.compared,
            },
        ),
        Some((Figure::NearlyAll(nearly), _)) => nearly_all(lang, nearly),
        Some((Figure::TooFew, _)) => Verdict::TooFew.title().get(lang).to_owned(),
        Some((Figure::Withheld { .. }, _)) => Verdict::Withheld.title().get(lang).to_owned(),
        Some((figure, _)) => no_figure(lang, figure).unwrap_or_default(),
        None => no_figure(lang, &Figure::NoData).unwrap_or_default(),
    };
    let (verdict, held_figure) =
        verdict.map_or((Verdict::TooFew, &Figure::NoData), |verdict| (verdict.verdict, &verdict.figure));
    let range = match threshold.statistic {
        Statistic::Mean | Statistic::Median => scale.map(|scale| format!(" {}", on_scale(lang, scale))),
        _ => None,
    };
    ThresholdLine {
        rung: threshold.rung.title().get(lang).to_owned(),
        words: format!("{}{}", norm(lang, threshold), range.unwrap_or_default()),
        whose: threshold.role.as_ref().map(|role| view.project().role_title(role).many),
        why: threshold.why.clone(),
        owner: threshold.owner.clone(),
        agreed_on: long_date(lang, threshold.agreed_on),
        review_by: threshold.review_by.map(|review_by| long_date(lang, review_by)),
        due: threshold.review_by.is_some_and(|review_by| review_by < view.setting.as_of),
        figure,
        verdict: VerdictLine {
            verdict,
            ambition: threshold.rung == Rung::Ambition && verdict.is_met(),
            words: verdict_words(lang, verdict, held_figure, threshold),
        },
    }
}

/// Figures per slice: everyone, the roles, and the groups this table may see, by name and never by score.
fn table(view: &View<'_>, indicator: &Indicator, results: &IndicatorResults) -> FigureTable {
    let lang = view.lang;
    let columns =
        [Statistic::Mean, Statistic::Median, Statistic::FavourableShare, Statistic::UnfavourableShare];
    let people = lang.pick("Mensen", "People");
    let mut head = vec![lang.pick("Wie", "Who").to_owned(), people.to_owned()];
    head.extend(columns.iter().map(|statistic| crate::text::sentence_case(statistic.title().get(lang))));
    let rows = results.slices.iter().filter(|slice| view.spoken_of(&slice.slice)).map(|slice| {
        let n = slice.figures.get(&Statistic::FavourableShare).or(slice.figures.get(&Statistic::Mean));
        let n = n.and_then(Figure::respondents).map_or_else(|| "–".to_owned(), |n| n.to_string());
        let mut row = vec![labelled(lang, slice_title(lang, view.project(), &slice.slice), slice.as_of), n];
        row.extend(columns.iter().map(|statistic| cell(lang, slice, *statistic)));
        row
    });
    let title = &indicator.title;
    FigureTable {
        caption: lang.pick(format!("Cijfers bij ‘{title}’"), format!("Figures for ‘{title}’")),
        head,
        rows: rows.collect(),
    }
}

/// How the figures came about: who answered, how sure, what is missing.
fn how(
    view: &View<'_>,
    indicator: &Indicator,
    results: &IndicatorResults,
    scale: &Scale,
    lead: Option<&Lead<'_>>,
) -> Vec<String> {
    let lang = view.lang;
    let mut how = Vec::new();
    if let Some(lead) = lead {
        let people = Noun::new(lang.pick("mens", "person"), lang.pick("mensen", "people"));
        let n = counted(lead.figure.n, &people);
        how.push(match lead.figure.population {
            Some(asked) => lang.pick(
                format!("Dit cijfer berust op de antwoorden van {n}; er zijn er {asked} gevraagd."),
                format!("This figure rests on the answers of {n}; {asked} were asked."),
            ),
            None => lang.pick(
                format!("Dit cijfer berust op de antwoorden van {n}; hoeveel mensen gevraagd zijn, staat niet in het projectbestand."),
                format!("This figure rests on the answers of {n}; the project file does not say how many were asked."),
            ),
        });
        if let Some(day) = as_of(lang, lead.figure.clearance.as_of()) {
            how.push(lang.pick(
                format!("Dit is de {day}: nieuwere cijfers zouden naast die van toen verraden wat een paar mensen antwoordden."),
                format!("This is {day}: newer figures beside those of then would give away what a few people answered."),
            ));
        }
        let level = decimal(lang, view.project().level * 100.0, 0);
        if lead.statistic != Statistic::ResponseRate {
            how.push(sure(lang, lead.figure, None, &level));
        }
        if let Some(bounds) = lead.figure.bounds {
            let (low, high) = (percent(lang, bounds.low), percent(lang, bounds.high));
            let (unfavourable, favourable) = match lead.statistic {
                Statistic::UnfavourableShare => (high, low),
                _ => (low, high),
            };
            how.push(lang.pick(
                format!("Had iedereen die niet antwoordde alleen ongunstig geantwoord, dan was dit deel {unfavourable}; bij alleen gunstig {favourable}."),
                format!("If everyone who did not answer had answered only unfavourably, this share would be {unfavourable}; only favourably, {favourable}."),
            ));
        }
    }
    how.extend(lead.into_iter().flat_map(|lead| how_weighed(view, results, lead)));
    how.extend(lead.and_then(|lead| hang_together(view, results, lead.slice)));
    if scale.has_mean() {
        let needed = crate::statistics::needed_items(
            indicator.valid_items,
            u16::try_from(indicator.items.len()).unwrap_or(u16::MAX),
        );
        let items = indicator.items.len();
        if items > 1 {
            how.push(lang.pick(
                format!("Iemands score is het gemiddelde van zijn of haar antwoorden; wie minstens {needed} van de {items} vragen beantwoordde, krijgt een score."),
                format!("Somebody's score is the mean of their answers; whoever answered at least {needed} of the {items} items gets one."),
            ));
        }
    }
    if let Some(named) = super::wording::options(lang, scale, &scale.favourable) {
        how.push(lang.pick(format!("Gunstig is hier: {named}."), format!("Favourable here is: {named}.")));
    }
    if indicator.items.iter().any(|item| item.reverse) {
        let turned: Vec<String> = indicator
            .items
            .iter()
            .filter(|item| item.reverse)
            .map(|item| quoted(item.name().trim_end_matches('.')))
            .collect();
        let turned = crate::text::and_list(lang, &turned);
        how.push(lang.pick(
            format!("Omgekeerd gerekend, omdat een hoge score daar ongunstig is: {turned}."),
            format!("Counted the other way round, since a high score is unfavourable there: {turned}."),
        ));
    }
    let all = results.slices.iter().find(|slice| slice.slice == Slice::All);
    for (item, figures) in indicator.items.iter().zip(all.map(|all| &all.items).into_iter().flatten()) {
        if let (Some(share), Some(mean)) = (figures.dont_know_share, figures.mean.estimate()) {
            let name = quoted_item(lang, item);
            let value = number(lang, mean, None);
            let n = mean.n;
            let unknown = part(lang, share, None);
            let said = lang.pick(
                format!(
                    "Iedereen bij {name}: gemiddeld {value} (n = {n}); ‘weet ik niet’ of ‘niet van toepassing’ {unknown}."
                ),
                format!("Everyone on {name}: {value} on average (n = {n}); ‘don’t know’ or ‘not applicable’ {unknown}."),
            );
            how.push(dated(lang, said, mean.clearance.as_of()));
        }
    }
    how
}
