use super::earlier::{as_of, labelled};
use super::finding::{Evidence, Finding};
use super::nearly::nearly_all;
use super::view::{Lead, View};
use super::wording::{is_turned, item_label, number, options, role_list, seen, slice_title, who};
use crate::assess::{Figure, FigureUnit, IndicatorResults, SliceResults};
use crate::chart::{
    Axis, AxisUnit, Bar, BarContent, ChartSpec, Diverging, EstimateContent, EstimateRow, Estimates, Mark,
    NeutralAs, Plot,
};
use crate::disclosure::Reason;
use crate::domain::{Bound, Indicator, Lang, RoleId, Scale, Slice, Statistic, Threshold};
use crate::text::sentence_case;

/// The charts of an indicator: its items, the roles, and the figure with its interval beside the norm.
pub(super) fn charts(
    view: &View<'_>,
    indicator: &Indicator,
    results: &IndicatorResults,
    scale: &Scale,
    lead: Option<&Lead<'_>>,
    findings: &[&Finding],
) -> Vec<ChartSpec> {
    let frame = ChartFrame { view, indicator, results, scale };
    let mut charts = Vec::new();
    charts.extend(frame.items());
    charts.extend(frame.slices());
    charts.extend(pointed_at(findings).into_iter().filter_map(|item| frame.item_by_slice(item)));
    charts.extend(lead.and_then(|lead| frame.estimates(lead)));
    charts
}

/// The items that a finding is about and that need a chart of their own: who answers such a question has something
/// to point at.
fn pointed_at(findings: &[&Finding]) -> Vec<usize> {
    let item = |finding: &&Finding| match &finding.evidence {
        Evidence::Gap { gap, .. } => Some(gap.item),
        Evidence::Divided { item, .. } if finding.slice != Slice::All => Some(*item),
        _ => None,
    };
    let mut items: Vec<usize> = findings.iter().filter_map(item).collect();
    items.sort_unstable();
    items.dedup();
    items
}

struct ChartFrame<'a, 'v> {
    view: &'a View<'v>,
    indicator: &'a Indicator,
    results: &'a IndicatorResults,
    scale: &'a Scale,
}

impl ChartFrame<'_, '_> {
    /// The items of the indicator, everyone's answers.
    fn items(&self) -> Option<ChartSpec> {
        let lang = self.view.lang;
        let all = self.results.slices.iter().find(|slice| slice.slice == Slice::All)?;
        let bars: Vec<Bar> = self
            .indicator
            .items
            .iter()
            .zip(&all.items)
            .map(|(item, figures)| {
                let n = figures.mean.respondents().or(figures.favourable_share.respondents());
                Bar {
                    label: item_label(lang, item, self.scale),
                    n,
                    counts: self.content(figures.counts.clone(), &figures.mean),
                }
            })
            .collect();
        let shown = bars.iter().any(|bar| matches!(bar.counts, BarContent::Counts(_)));
        if !shown {
            return None;
        }
        let threshold =
            (self.indicator.items.len() == 1).then(|| self.favourable_mark(&[&Slice::All])).flatten();
        let title = self.seen_of(all)?;
        let mut chart = self.diverging(lang.pick("vragen", "items"), title, bars, threshold);
        if let Some(day) = as_of(lang, all.as_of) {
            chart.subtitle.push_str(&format!("; {day}"));
        }
        Some(chart)
    }

    /// The indicator per role, and for the team's own group where the meeting has one.
    fn slices(&self) -> Option<ChartSpec> {
        let lang = self.view.lang;
        let wanted = |slice: &&SliceResults| match &slice.slice {
            Slice::All => false,
            Slice::Role(_) => true,
            own => self.view.own == Some(own),
        };
        let slices: Vec<&SliceResults> = self.results.slices.iter().filter(wanted).collect();
        if slices.len() < 2 {
            return None;
        }
        let bars: Vec<Bar> = slices.iter().map(|slice| self.slice_bar(slice)).collect();
        let is_told = |figure: Option<&Figure>| matches!(figure, Some(Figure::NearlyAll(_)));
        let told = slices.iter().any(|slice| is_told(slice.figures.get(&Statistic::FavourableShare)));
        if !told && !bars.iter().any(|bar| matches!(bar.counts, BarContent::Counts(_))) {
            return None;
        }
        let said: Vec<String> = slices
            .iter()
            .filter_map(|slice| {
                let figure = slice.figures.get(&Statistic::FavourableShare)?.estimate()?;
                let title = slice_title(lang, self.view.project(), &slice.slice);
                // Of which day it is, stands beside its bar.
                Some(format!("{title} {}", number(lang, figure, None)))
            })
            .collect();
        let named = options(lang, self.scale, &self.scale.favourable)
            .filter(|_| !is_turned(self.indicator))
            .unwrap_or_else(|| lang.pick("gunstige antwoorden", "favourable answers").to_owned());
        let title = if said.is_empty() {
            self.indicator.title.clone()
        } else {
            lang.pick(
                format!("Deel {named}: {}", said.join(", ")),
                format!("Share of {named}: {}", said.join(", ")),
            )
        };
        let drawn = slices.iter().zip(&bars).filter(|(_, bar)| matches!(bar.counts, BarContent::Counts(_)));
        let drawn: Vec<&Slice> = drawn.map(|(slice, _)| &slice.slice).collect();
        let mark = self.favourable_mark(&drawn);
        let mut chart = self.diverging(lang.pick("rollen", "roles"), title, bars, mark);
        let items = self.indicator.items.len();
        if items > 1 {
            let all = match items {
                2 => lang.pick("beide vragen samen", "both items together").to_owned(),
                _ => lang.pick(format!("alle {items} vragen samen"), format!("all {items} items together")),
            };
            let all = lang.pick(format!("; {all}, n telt antwoorden"), format!("; {all}, n counts answers"));
            chart.subtitle.push_str(&all);
        }
        Some(chart)
    }

    /// One item, a bar for each role and for the team's own group.
    fn item_by_slice(&self, position: usize) -> Option<ChartSpec> {
        let lang = self.view.lang;
        let item = self.indicator.items.get(position)?;
        let bar = |slice: &SliceResults| {
            let figures = slice.items.get(position)?;
            let wanted = match &slice.slice {
                Slice::All => false,
                Slice::Role(role) => item.columns.contains_key(role),
                own => self.view.own == Some(own),
            };
            let n = figures.mean.respondents().or(figures.favourable_share.respondents());
            let label = labelled(lang, slice_title(lang, self.view.project(), &slice.slice), slice.as_of);
            wanted.then(|| Bar { label, n, counts: self.content(figures.counts.clone(), &figures.mean) })
        };
        let bars: Vec<Bar> = self.results.slices.iter().filter_map(bar).collect();
        let part = format!("{}-{}", lang.pick("vraag", "item"), position + 1);
        (bars.len() > 1).then(|| self.diverging(&part, item_label(lang, item, self.scale), bars, None))
    }

    /// All answers of a slice over the items, added up; the share of the indicator is a share of these.
    fn slice_bar(&self, slice: &SliceResults) -> Bar {
        let mut sum = vec![0_u64; usize::from(self.scale.len())];
        let mut hidden = None;
        let mut answered = false;
        for item in &slice.items {
            match &item.counts {
                Some(counts) => {
                    answered = true;
                    sum.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
                }
                None if matches!(item.mean, Figure::NoData) || hidden.is_some_and(is_alike) => {}
                None => hidden = Some(&item.mean),
            }
        }
        // The parts of the bar are answers, so its n counts answers too.
        let n = Some(sum.iter().sum()).filter(|_| hidden.is_none() && answered);
        let counts = match hidden {
            Some(figure) => BarContent::NotShown(self.not_added_up(slice, figure)),
            None if answered => BarContent::Counts(sum),
            None => self.content(None, &Figure::NoData),
        };
        let label = slice_title(self.view.lang, self.view.project(), &slice.slice);
        Bar { label: labelled(self.view.lang, label, slice.as_of), n, counts }
    }

    /// Why the answers to all statements of a slice are not shown together; `hidden` is the mean of one that is not.
    fn not_added_up(&self, slice: &SliceResults, hidden: &Figure) -> String {
        let lang = self.view.lang;
        let all = slice.figures.get(&Statistic::FavourableShare);
        if let Some(nearly @ Figure::NearlyAll(_)) = all {
            return not_shown(lang, nearly);
        }
        let several = self.indicator.items.len() > 1;
        let words = match hidden {
            figure if several && is_alike(figure) => lang.pick(
                "verdeling niet getoond: op een of meer vragen gaf vrijwel iedereen hetzelfde antwoord",
                "distribution not shown: to one or more items almost everyone gave the same answer",
            ),
            Figure::Value(_) if several => lang.pick(
                "verdeling niet getoond: bij een of meer vragen zijn er te weinig antwoorden voor",
                "distribution not shown: for one or more items there are too few answers for it",
            ),
            figure => return not_shown(lang, figure),
        };
        words.to_owned()
    }

    fn content(&self, counts: Option<Vec<u64>>, figure: &Figure) -> BarContent {
        match counts {
            Some(counts) => BarContent::Counts(counts),
            None => BarContent::NotShown(not_shown(self.view.lang, figure)),
        }
    }

    fn diverging(&self, part: &str, title: String, bars: Vec<Bar>, threshold: Option<Mark>) -> ChartSpec {
        let lang = self.view.lang;
        let label = |category| self.scale.label(category).map(|label| label.get(lang).to_owned());
        ChartSpec {
            id: chart_id(self.indicator, part),
            lang,
            title,
            subtitle: self.subtitle(),
            source: self.source(),
            plot: Plot::Diverging(Diverging {
                options: (1..=self.scale.len()).filter_map(label).collect(),
                favourable: self.scale.favourable.clone(),
                neutral: self.scale.neutral,
                neutral_as: NeutralAs::Split,
                bars,
                threshold,
            }),
        }
    }

    /// The figure that speaks first, with how sure we are, for everyone, the roles and the team's own group.
    fn estimates(&self, lead: &Lead<'_>) -> Option<ChartSpec> {
        let lang = self.view.lang;
        if lead.statistic == Statistic::ResponseRate || !lead.statistic.is_level() {
            return None;
        }
        let (axis, unit) = match lead.figure.unit {
            FigureUnit::Points => {
                let top = f64::from(self.scale.len());
                let ticks = (1..=self.scale.len()).map(f64::from).collect();
                (Axis { low: 1.0, high: top, unit: AxisUnit::Points, ticks }, FigureUnit::Points)
            }
            FigureUnit::Share => {
                let ticks = vec![0.0, 0.25, 0.5, 0.75, 1.0];
                (Axis { low: 0.0, high: 1.0, unit: AxisUnit::Percent, ticks }, FigureUnit::Share)
            }
            FigureUnit::Coefficient => return None,
        };
        let one_role = self.view.roles(self.indicator).len() == 1;
        let wanted = |slice: &&SliceResults| match &slice.slice {
            Slice::All => true,
            Slice::Role(_) => !one_role,
            own => self.view.own == Some(own),
        };
        let slices: Vec<&SliceResults> = self.results.slices.iter().filter(wanted).collect();
        let rows = slices.iter().map(|slice| {
            let figure = slice.figures.get(&lead.statistic).unwrap_or(&Figure::NoData);
            let value = match figure {
                Figure::Value(shown) if shown.unit == unit => EstimateContent::Shown {
                    value: shown.value,
                    low: shown.interval.map(|span| span.low),
                    high: shown.interval.map(|span| span.high),
                    text: number(lang, shown, lead.bound),
                },
                other => EstimateContent::NotShown(not_shown(lang, other)),
            };
            let label = match &slice.slice {
                Slice::All if one_role => self.role_names(),
                slice => slice_title(lang, self.view.project(), slice),
            };
            let label = labelled(lang, label, slice.as_of);
            EstimateRow { label, n: figure.respondents(), value }
        });
        let rows: Vec<EstimateRow> = rows.collect();
        let shown =
            slices.iter().zip(&rows).filter(|(_, row)| matches!(row.value, EstimateContent::Shown { .. }));
        let shown: Vec<&Slice> = shown.map(|(slice, _)| &slice.slice).collect();
        let threshold = self.indicator.thresholds.iter().find(|threshold| {
            threshold.statistic == lead.statistic
                && lead.bound == Some(threshold.bound)
                && self.is_about(threshold, &shown)
        });
        let threshold = threshold.map(|threshold| self.mark(threshold));
        let who = who(lang, self.view.project(), lead.slice, &self.view.roles(self.indicator), lead.figure.n);
        Some(ChartSpec {
            id: chart_id(self.indicator, lang.pick("zekerheid", "certainty")),
            lang,
            title: seen(
                lang,
                self.scale,
                lead.statistic,
                lead.figure,
                lead.bound,
                &who,
                is_turned(self.indicator),
            ),
            subtitle: self.subtitle(),
            source: self.source(),
            plot: Plot::Estimates(Estimates {
                axis,
                rows,
                threshold,
                interval_words: lang.pick("zo zeker zijn we", "how sure we are").to_owned(),
            }),
        })
    }

    /// The favourable share that some of these rows are to reach, where a norm says so.
    fn favourable_mark(&self, rows: &[&Slice]) -> Option<Mark> {
        let wanted = |threshold: &&Threshold| {
            threshold.statistic == Statistic::FavourableShare && matches!(threshold.bound, Bound::AtLeast(_))
        };
        let thresholds = self.indicator.thresholds.iter();
        let threshold = thresholds.filter(wanted).find(|threshold| self.is_about(threshold, rows))?;
        Some(self.mark(threshold))
    }

    /// The role that a norm is about, where others were put the questions too.
    fn only_for<'t>(&self, threshold: &'t Threshold) -> Option<&'t RoleId> {
        let others = |role: &RoleId| self.view.roles(self.indicator).iter().any(|other| other != role);
        threshold.role.as_ref().filter(|role| others(role))
    }

    /// Whether a norm is about some of these rows: a norm of one role is no line to hold another group against.
    fn is_about(&self, threshold: &Threshold, rows: &[&Slice]) -> bool {
        self.only_for(threshold)
            .is_none_or(|role| rows.iter().any(|slice| matches!(slice, Slice::Role(own) if own == role)))
    }

    fn mark(&self, threshold: &Threshold) -> Mark {
        let lang = self.view.lang;
        let (rung, norm) = (threshold.rung.title(), super::wording::norm(lang, threshold));
        let rung = rung.get(lang);
        let label = match self.only_for(threshold) {
            Some(role) => {
                let many = self.view.project().role_title(role).many;
                lang.pick(format!("{rung}, voor {many}: {norm}"), format!("{rung}, for {many}: {norm}"))
            }
            None => format!("{rung}: {norm}"),
        };
        Mark { value: threshold.bound.value(), label }
    }

    fn seen_of(&self, slice: &SliceResults) -> Option<String> {
        let lang = self.view.lang;
        let figure = |statistic| slice.figures.get(&statistic).and_then(Figure::estimate);
        let statistics = [Statistic::FavourableShare, Statistic::Mean];
        let (statistic, figure) = statistics.into_iter().find_map(|s| Some((s, figure(s)?))).unzip();
        let Some((statistic, figure)) = statistic.zip(figure) else {
            return Some(self.indicator.title.clone());
        };
        let who = who(lang, self.view.project(), &slice.slice, &self.view.roles(self.indicator), figure.n);
        Some(seen(lang, self.scale, statistic, figure, None, &who, is_turned(self.indicator)))
    }

    fn subtitle(&self) -> String {
        let lang = self.view.lang;
        let range = match (self.scale.label(1), self.scale.label(self.scale.len())) {
            (Some(low), Some(high)) => {
                let (low, high) = (low.get(lang), high.get(lang));
                lang.pick(format!("van ‘{low}’ tot ‘{high}’"), format!("from ‘{low}’ to ‘{high}’"))
            }
            _ => String::new(),
        };
        format!("{}, {}; {range}", self.role_names(), self.view.round.round)
    }

    fn role_names(&self) -> String {
        let roles: Vec<RoleId> = self.view.roles(self.indicator);
        sentence_case(&role_list(self.view.lang, self.view.project(), &roles))
    }

    fn source(&self) -> String {
        let project = self.view.project();
        let asked = self.view.lang.pick("vragenlijst", "survey");
        format!("{}, {asked} {}", project.partnership.name, self.view.round.round)
    }
}

/// Whether a figure is kept back because almost everyone answered alike, to this statement or to another.
fn is_alike(figure: &Figure) -> bool {
    matches!(figure, Figure::NearlyAll(_) | Figure::Withheld { reason: Reason::Unanimous })
}

/// Why there is nothing to draw, in words without a number.
fn not_shown(lang: Lang, figure: &Figure) -> String {
    let reason = match figure {
        Figure::NearlyAll(nearly) => return nearly_all(lang, nearly),
        Figure::Withheld { reason } => *reason,
        Figure::TooFew => Reason::Minimum,
        Figure::NoData => return lang.pick("geen antwoorden", "no answers").to_owned(),
        Figure::PopulationUnknown | Figure::Undefined | Figure::OnlyCounts | Figure::NotComparable { .. } => {
            return lang.pick("niet te berekenen", "cannot be computed").to_owned();
        }
        Figure::Value(_) => Reason::MinimumDistribution,
    };
    reason.words().get(lang).to_owned()
}

/// A name for files and anchors: letters, digits and hyphens only.
fn chart_id(indicator: &Indicator, part: &str) -> String {
    format!("{}-{part}", anchor(indicator.id.as_str()))
}

/// A name fit for an anchor or a file: what is not a letter or digit of ASCII becomes a hyphen.
pub(super) fn anchor(name: &str) -> String {
    let plain = |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' };
    name.chars().map(plain).collect()
}
