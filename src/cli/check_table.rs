use datadialoog::assess::{Figure, IndicatorResults, Results, RoundResults, ThresholdResults, Verdict};
use datadialoog::domain::{Bound, Lang, Project, Slice, Statistic};
use datadialoog::text::{Noun, counted, long_date, short_date};

use super::check::{last_round, main_verdict};
use super::console::{WIDTH, bold, faint};
use super::norm::{bound, figure};
use super::verdict_sign::sign;
use super::wrap::{harmless, pad, wrap};

/// The verdicts of the last round as a calm table: per indicator each norm with its verdict, figure and n.
pub(crate) fn table(lang: Lang, project: &Project, results: &Results) -> String {
    let mut text = format!("{}\n", bold(&harmless(&results.partnership)));
    let Some(round) = last_round(results) else { return text };
    let of = lang.pick("Ronde", "Round");
    text.push_str(&format!(
        "{of} {} ({}). {}\n",
        round.round,
        long_date(lang, round.date),
        response(lang, round)
    ));
    let rows: Vec<(String, Vec<Row>)> = round
        .indicators
        .iter()
        .map(|indicator| (harmless(&indicator.title), rows(lang, project, indicator)))
        .collect();
    let all = || rows.iter().flat_map(|(_, rows)| rows);
    let widest = |part: fn(&Row) -> &str| all().map(|row| part(row).chars().count()).max().unwrap_or(0);
    let (verdicts, figures) = (widest(|row| &row.verdict), widest(|row| &row.figure));
    for (title, rows) in &rows {
        text.push_str(&format!("\n{}\n", bold(&wrap(title, WIDTH, 0))));
        for row in rows {
            let line =
                format!("  {}   {}   {}", pad(&row.verdict, verdicts), pad(&row.figure, figures), row.n);
            text.push_str(&format!("{}\n", line.trim_end()));
            text.push_str(&format!("{}\n", faint(&wrap(&row.norm, WIDTH, 4))));
        }
    }
    if !project.criteria.is_empty() {
        let verdict = Verdict::ToBeJudged;
        let count = u64::try_from(project.criteria.len()).unwrap_or(u64::MAX);
        let noun = lang.pick(
            Noun::new("criterium zonder cijfer", "criteria zonder cijfer"),
            Noun::new("criterion without a figure", "criteria without a figure"),
        );
        let words = verdict.title();
        text.push_str(&format!("\n{} {}: {}\n", sign(verdict), words.get(lang), counted(count, &noun)));
    }
    text.push_str(&withheld(lang, round));
    text
}

struct Row {
    verdict: String,
    figure: String,
    n: String,
    norm: String,
}

fn rows(lang: Lang, project: &Project, indicator: &IndicatorResults) -> Vec<Row> {
    if indicator.thresholds.is_empty() {
        return vec![without_norm(lang, indicator)];
    }
    indicator.thresholds.iter().map(|threshold| row(lang, project, threshold)).collect()
}

fn row(lang: Lang, project: &Project, threshold: &ThresholdResults) -> Row {
    let main = main_verdict(threshold);
    let verdict = main.map_or(Verdict::TooFew, |main| main.verdict);
    let estimate = main.and_then(|main| main.figure.estimate());
    let bounds = (threshold.at_least.map(Bound::AtLeast)).or(threshold.at_most.map(Bound::AtMost));
    let whose = threshold
        .role
        .as_ref()
        .map(|role| format!(" {} {}", lang.pick("van", "of"), project.role_title(role).many));
    let norm = format!(
        "{}: {}{} {}; {}, {}",
        threshold.rung.title().get(lang),
        threshold.statistic.title().get(lang),
        whose.unwrap_or_default(),
        bounds.map_or_else(String::new, |bounds| bound(lang, bounds, threshold.unit)),
        threshold.owner,
        short_date(lang, threshold.agreed_on),
    );
    Row {
        verdict: format!("{} {}", sign(verdict), verdict.title().get(lang)),
        figure: estimate.map_or_else(String::new, |own| figure(lang, own, bounds.map(Bound::value))),
        n: estimate.map_or_else(String::new, |own| format!("n {:>3}", own.n)),
        norm: harmless(&norm),
    }
}

/// An indicator about which nothing was agreed: its mean, or else its favourable share.
fn without_norm(lang: Lang, indicator: &IndicatorResults) -> Row {
    let all = indicator.slices.iter().find(|slice| slice.slice == Slice::All);
    let of = |statistic| all.and_then(|all| all.figures.get(&statistic)).and_then(Figure::estimate);
    let found = [Statistic::Mean, Statistic::FavourableShare]
        .into_iter()
        .find_map(|statistic| of(statistic).map(|estimate| (statistic, estimate)));
    let named = found.map_or_else(String::new, |(statistic, _)| format!("{}; ", statistic.title().get(lang)));
    let none = lang.pick("nog geen norm afgesproken", "no norm agreed yet");
    Row {
        verdict: lang.pick("  zonder norm", "  without a norm").to_owned(),
        figure: found.map_or_else(String::new, |(_, own)| figure(lang, own, None)),
        n: found.map_or_else(String::new, |(_, own)| format!("n {:>3}", own.n)),
        norm: format!("{named}{none}"),
    }
}

fn response(lang: Lang, round: &RoundResults) -> String {
    let Some(all) = round.response.iter().find(|response| response.slice == Slice::All) else {
        return String::new();
    };
    let asked = all.rate.estimate().and_then(|rate| rate.population);
    match (all.respondents, asked) {
        (Some(n), Some(asked)) => lang.pick(
            format!("{n} van de {asked} mensen vulden de vragenlijst in."),
            format!("{n} of the {asked} people filled in the survey."),
        ),
        (Some(n), None) => lang.pick(
            format!("{n} mensen vulden de vragenlijst in."),
            format!("{n} people filled in the survey."),
        ),
        (None, _) => String::new(),
    }
}

/// How many groups are not shown, in one line; empty where there are none.
fn withheld(lang: Lang, round: &RoundResults) -> String {
    let hidden = round.response.iter().filter(|response| response.respondents.is_none()).count();
    if hidden == 0 {
        return String::new();
    }
    let hidden = u64::try_from(hidden).unwrap_or(u64::MAX);
    let groups = counted(hidden, &lang.pick(Noun::new("groep", "groepen"), Noun::new("group", "groups")));
    let words = lang.pick(
        format!("Niet getoond: {groups}, om mensen niet herkenbaar te maken."),
        format!("Not shown: {groups}, so that people cannot be recognised."),
    );
    format!("\n{} {words}\n", sign(Verdict::Withheld))
}
