use super::FindingKind;
use super::finding::{Evidence, Finding};
use crate::assess::{Estimate, Figure, IndicatorResults, RoundResults, Setting, ThresholdResults, Verdict};
use crate::disclosure::Reason;
use crate::domain::{Indicator, Rung, Slice, Statistic};

/// A role is barely heard when its response is below this part of what the other roles reach together.
pub(super) const THIN: f64 = 0.5;

/// Everything worth a question in a round, in the order of the project file.
///
/// `own` is the slice of the team at the table; where its figures are shown they speak, else everyone's do.
pub fn notice(setting: Setting<'_>, round: &RoundResults, own: Option<&Slice>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for indicator in &setting.project.indicators {
        if let Some(results) = round.indicators.iter().find(|results| results.id == indicator.id) {
            judged(results, own, &mut findings);
            divided(results, own, &mut findings);
            gaps(results, &mut findings);
            dont_know(setting, results, &mut findings);
            about_the_norm(setting, indicator, results, &mut findings);
        }
    }
    thin_voices(setting, round, &mut findings);
    places(round, &mut findings);
    findings
}

/// How far a figure lies from its bound, for weighing: in standard deviations (a quarter where there is none), 0 to 1.
fn distance(figure: &Estimate, threshold: &ThresholdResults) -> f64 {
    let bound = threshold.at_least.or(threshold.at_most).unwrap_or(figure.value);
    let spread = figure.sd.filter(|sd| *sd > 0.0).unwrap_or(0.25);
    ((figure.value - bound).abs() / spread).min(1.0)
}

/// The verdict that the table gets on an indicator: on the good-enough rung (where there is none, the basis),
/// the least good of several; the ambition speaks once all of those are surely met.
fn judged(results: &IndicatorResults, own: Option<&Slice>, findings: &mut Vec<Finding>) {
    let rung_of = |rung: Rung| {
        let positions = results.thresholds.iter().enumerate().filter(move |(_, t)| t.rung == rung);
        positions.filter_map(|(position, threshold)| {
            let verdict = table_verdict(threshold, own)?;
            let figure = verdict.figure.estimate()?;
            Some((position, threshold, verdict.slice.clone(), verdict.verdict, figure.clone()))
        })
    };
    let mut candidates: Vec<_> = rung_of(Rung::GoodEnough).collect();
    if candidates.is_empty() {
        candidates = rung_of(Rung::Basis).collect();
    }
    let ambition = rung_of(Rung::Ambition).find(|(.., verdict, _)| *verdict == Verdict::Met);
    let all_met = candidates.iter().all(|(.., verdict, _)| *verdict == Verdict::Met);
    let (kind, base, chosen) = match ambition {
        Some(ambition) if all_met => (FindingKind::AmbitionReached, 90.0, ambition),
        _ => {
            let worst = candidates
                .into_iter()
                .max_by_key(|(position, .., verdict, _)| (*verdict, usize::MAX - position));
            let Some(worst) = worst else { return };
            let (kind, base) = match worst.3 {
                Verdict::Met => (FindingKind::ClearlyGoodEnough, 70.0),
                Verdict::ProbablyMet => (FindingKind::JustGoodEnough, 30.0),
                Verdict::ProbablyNotMet => (FindingKind::UndecidedBelow, 60.0),
                Verdict::NotMet => (FindingKind::ClearlyNotYet, 100.0),
                Verdict::TooFew | Verdict::Withheld | Verdict::ToBeJudged => return,
            };
            (kind, base, worst)
        }
    };
    let (threshold, held, slice, _, figure) = chosen;
    let weight = base + 9.0 * distance(&figure, held);
    findings.push(Finding {
        kind,
        indicator: Some(results.id.clone()),
        slice,
        evidence: Evidence::Judged { threshold, figure },
        weight,
    });
}

/// The verdict on the team's own slice where it is shown, else on everyone the threshold is about.
pub(super) fn table_verdict<'r>(
    threshold: &'r ThresholdResults,
    own: Option<&Slice>,
) -> Option<&'r crate::assess::VerdictResults> {
    let of_own = own.and_then(|own| threshold.verdicts.iter().find(|verdict| &verdict.slice == own));
    let shown = of_own.filter(|verdict| verdict.figure.respondents().is_some());
    shown.or_else(|| threshold.verdicts.first())
}

fn divided(results: &IndicatorResults, own: Option<&Slice>, findings: &mut Vec<Finding>) {
    for item in 0..results.items.len() {
        let divided_in = |wanted: &Slice| {
            let slice = results.slices.iter().find(|slice| &slice.slice == wanted)?;
            let item = slice.items.get(item).filter(|item| item.divided)?;
            item.mean.estimate().cloned()
        };
        let slices = [own, Some(&Slice::All)];
        let found = slices.into_iter().flatten().find_map(|slice| Some((slice, divided_in(slice)?)));
        if let Some((slice, mean)) = found {
            findings.push(Finding {
                kind: FindingKind::Divided,
                indicator: Some(results.id.clone()),
                slice: slice.clone(),
                evidence: Evidence::Divided { item, mean },
                weight: 80.0,
            });
        }
    }
}

fn gaps(results: &IndicatorResults, findings: &mut Vec<Finding>) {
    for gap in results.gaps.iter().filter(|gap| gap.large && gap.discernible) {
        let mean = |role: &crate::domain::RoleId| {
            let slice = results
                .slices
                .iter()
                .find(|slice| matches!(&slice.slice, Slice::Role(own) if own == role))?;
            slice.items.get(gap.item)?.mean.estimate().cloned()
        };
        if let (Some(higher), Some(lower)) = (mean(&gap.higher), mean(&gap.lower)) {
            findings.push(Finding {
                kind: FindingKind::RoleGap,
                indicator: Some(results.id.clone()),
                slice: Slice::All,
                weight: 75.0 + 4.0 * gap.difference.min(2.0),
                evidence: Evidence::Gap { gap: Box::new(gap.clone()), higher, lower },
            });
        }
    }
}

fn dont_know(setting: Setting<'_>, results: &IndicatorResults, findings: &mut Vec<Finding>) {
    let Some(all) = results.slices.iter().find(|slice| slice.slice == Slice::All) else { return };
    for (item, figures) in all.items.iter().enumerate() {
        let many = |share: &f64| *share >= setting.project.noticeable.dont_know;
        let valid = figures.mean.estimate().or(figures.favourable_share.estimate()).map(|figure| figure.n);
        if let Some((share, valid)) = figures.dont_know_share.filter(many).zip(valid) {
            let of = (valid as f64 / (1.0 - share)).round() as u64;
            findings.push(Finding {
                kind: FindingKind::ManyDontKnow,
                indicator: Some(results.id.clone()),
                slice: Slice::All,
                evidence: Evidence::DontKnow { item, share, of },
                weight: 50.0 + 10.0 * share,
            });
        }
    }
}

fn about_the_norm(
    setting: Setting<'_>,
    indicator: &Indicator,
    results: &IndicatorResults,
    findings: &mut Vec<Finding>,
) {
    let mut push = |kind, weight, slice: Slice, evidence| {
        findings.push(Finding { kind, indicator: Some(indicator.id.clone()), slice, evidence, weight });
    };
    if indicator.thresholds.is_empty() {
        let all = results.slices.iter().find(|slice| slice.slice == Slice::All);
        let of = |statistic| all.and_then(|all| all.figures.get(&statistic)).and_then(Figure::estimate);
        let statistics = [Statistic::Mean, Statistic::FavourableShare];
        if let Some((statistic, figure)) = statistics.into_iter().find_map(|s| Some((s, of(s)?))) {
            let evidence = Evidence::NoNorm { statistic, figure: figure.clone() };
            push(FindingKind::NoThreshold, 40.0, Slice::All, evidence);
        }
    }
    for (threshold, held) in results.thresholds.iter().enumerate() {
        let slice = held.role.clone().map_or(Slice::All, Slice::Role);
        let nothing = held.verdicts.iter().all(|verdict| matches!(verdict.figure, Figure::NoData));
        let figure = held.verdicts.first().and_then(|verdict| verdict.figure.estimate()).cloned();
        if nothing {
            let evidence = Evidence::Norm { threshold, figure: None };
            push(FindingKind::NormWithoutData, 35.0, slice.clone(), evidence);
        }
        if held.review_by.is_some_and(|review_by| review_by < setting.as_of) {
            push(FindingKind::NormDue, 36.0, slice, Evidence::Norm { threshold, figure });
        }
    }
}

fn thin_voices(setting: Setting<'_>, round: &RoundResults, findings: &mut Vec<Finding>) {
    let mut roles: Vec<_> = setting
        .population
        .rows
        .iter()
        .filter(|row| row.round == round.round && row.asked > 0)
        .map(|row| row.role.clone())
        .collect();
    roles.sort();
    roles.dedup();
    let of = |slice: &Slice| round.response.iter().find(|response| &response.slice == slice);
    let shown = |slice: &Slice| of(slice)?.rate.estimate().cloned();
    for role in roles {
        let rate = shown(&Slice::Role(role.clone()));
        let others = rate.as_ref().and_then(|own| {
            let all = shown(&Slice::All)?;
            let asked = all.population?.checked_sub(own.population?).filter(|asked| *asked > 0)?;
            Some(all.n.checked_sub(own.n)? as f64 / asked as f64)
        });
        let thin = match (&rate, others) {
            (Some(own), Some(others)) => own.value < THIN * others,
            (Some(_), None) => false,
            // Nobody of the role answered, or too few to show; withheld for another's sake says nothing about it.
            (None, _) => {
                of(&Slice::Role(role.clone())).is_none_or(|response| matches!(response.rate, Figure::TooFew))
            }
        };
        if thin {
            findings.push(Finding {
                kind: FindingKind::ThinVoice,
                indicator: None,
                slice: Slice::Role(role.clone()),
                evidence: Evidence::Thin { role, rate, others },
                weight: 45.0,
            });
        }
    }
}

/// The groups of which nothing, or not everything, can be shown in the response or on some indicator.
fn places(round: &RoundResults, findings: &mut Vec<Finding>) {
    let hidden = |slice: &Slice| {
        let protected = |figure: &Figure| match figure {
            Figure::TooFew => true,
            // Of who answered (nearly) alike something is shown, if not everything.
            Figure::Withheld { reason } => !matches!(reason, Reason::MinimumDistribution | Reason::Unanimous),
            _ => false,
        };
        let response = round.response.iter().find(|response| &response.slice == slice);
        response.is_some_and(|response| protected(&response.rate))
            || round
                .indicators
                .iter()
                .flat_map(|indicator| &indicator.slices)
                .any(|results| &results.slice == slice && results.figures.values().any(protected))
    };
    let groups = round.response.iter().map(|response| &response.slice);
    let withheld = groups.filter(|slice| slice.grouping().is_some() && hidden(slice)).count();
    if withheld > 0 {
        findings.push(Finding {
            kind: FindingKind::Withheld,
            indicator: None,
            slice: Slice::All,
            evidence: Evidence::Places { withheld },
            weight: 10.0,
        });
    }
}
