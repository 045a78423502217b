use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::publish::{is_rounded, step};
use super::{Estimate, Figure, FigureUnit, IndicatorResults, Published, Results, Setting, Span};
use crate::domain::{Indicator, RoleId, RoundId, Slice, Statistic, WeighBy};
use crate::statistics::{self, Composed, Interval, Part, Uncomposed};

/// What is weighed: the figures that are a mean over answers, or over people.
const WEIGHED: [Statistic; 2] = [Statistic::Mean, Statistic::FavourableShare];

/// A figure of everyone in which each part counts as heavily as among the people asked. It is made of the published
/// figures beside it and of nothing else, so it tells nothing that they do not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WeightedResults {
    /// By what: `role`, or the grouping.
    pub by: String,
    /// Which figure.
    pub statistic: Statistic,
    /// The figure, or why there is none.
    pub figure: WeightedFigure,
}

/// A weighted figure, or why there is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "state", rename_all = "kebab-case")]
pub enum WeightedFigure {
    /// It can be made.
    Value(WeightedEstimate),
    /// The plain figure of everyone, which it would be made of, is not shown.
    NotShown,
    /// It is not known how many were asked: of everyone, or of a part that is shown.
    PopulationUnknown,
    /// There is one part alone, or everyone who is shown is in the rest.
    OnePart,
    /// In these parts people were asked and nobody answered, so no weight can speak for them.
    NobodyAnswered {
        /// The roles or groups; none where only their number is known.
        parts: Vec<Slice>,
    },
    /// Who is in no part that is shown are fewer than the minimum together.
    FewInRest,
    /// The figures it would be made of are of different days.
    MixedDays,
    /// It would be made of rounded figures, and may be off by more than the project calls noticeable.
    TooCoarse,
}

/// A weighted value with what it is made of.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WeightedEstimate {
    /// The weighted mean, in scale points, or the weighted share, 0 to 1.
    pub value: f64,
    /// Where the value for everyone who was asked lies, at the project's level: the plain interval with Kish's n in the
    /// place of n, and on either side as far further as the rounding may reach; `null` where it cannot be said.
    pub interval: Option<Span>,
    /// Its unit.
    pub unit: FigureUnit,
    /// The respondents it rests on, unweighted.
    pub n: u64,
    /// How many equally heavy respondents would tell as much: Kish's (sum w)^2 / sum w^2, at most `n`.
    pub kish_n: f64,
    /// How far the value may be off, at most, because figures that it is made of are published rounded; 0: none is.
    pub rounding: f64,
    /// The parts, with their weights; the last may be the rest.
    pub cells: Vec<WeightedCell>,
}

/// A part of everyone, and how heavily a respondent of it counts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct WeightedCell {
    /// The roles or groups in it: one that is shown; or, of the rest, all that are not, which are taken together with who
    /// is in none.
    pub parts: Vec<Slice>,
    /// Whether it is the rest: the published figure of everyone minus those of the parts that are shown.
    pub rest: bool,
    /// How many of it were asked, N.
    pub asked: u64,
    /// How many respondents of it the figure rests on, n.
    pub respondents: u64,
    /// What a respondent of it counts for, N/n over that of everyone; the mean over the respondents is 1.
    pub weight: f64,
}

/// Weighs the figures of everyone as the project asks, from the figures as they are published. To be called last, when it is
/// settled what is shown and of which day.
pub fn weigh(results: &mut Results, setting: Setting<'_>) {
    let Some(by) = &setting.project.weigh_by else { return };
    let published = Published::of(results, setting.rules);
    let rounds = results.rounds.iter_mut().zip(&published.results().rounds);
    for (round, published) in rounds {
        let id = round.round.clone();
        for (indicator, published) in round.indicators.iter_mut().zip(&published.indicators) {
            let Some(declared) = setting.project.indicator(&indicator.id) else { continue };
            let weighing = Weighing { by, setting, round: &id, declared, published };
            indicator.weighted = WEIGHED.into_iter().filter_map(|statistic| weighing.of(statistic)).collect();
        }
    }
}

/// One indicator as it is published, and what it is to be weighed by.
struct Weighing<'a> {
    by: &'a WeighBy,
    setting: Setting<'a>,
    round: &'a RoundId,
    declared: &'a Indicator,
    published: &'a IndicatorResults,
}

impl Weighing<'_> {
    /// `None` for a figure that the indicator does not have, such as the mean of a scale without one.
    fn of(&self, statistic: Statistic) -> Option<WeightedResults> {
        let everyone = self.published.slices.iter().find(|slice| slice.slice == Slice::All)?;
        let figure = match everyone.figures.get(&statistic)? {
            Figure::Value(whole) => {
                self.made(statistic, whole).map_or_else(|absent| absent, WeightedFigure::Value)
            }
            Figure::TooFew | Figure::Withheld { .. } | Figure::NearlyAll(_) => WeightedFigure::NotShown,
            _ => return None,
        };
        Some(WeightedResults { by: self.by.key().to_owned(), statistic, figure })
    }

    fn made(&self, statistic: Statistic, whole: &Estimate) -> Result<WeightedEstimate, WeightedFigure> {
        let parts = self.published.slices.iter().filter(|slice| self.by.is_part(&slice.slice));
        let shown: Vec<(&Slice, &Estimate)> = parts
            .filter_map(|slice| Some((&slice.slice, slice.figures.get(&statistic)?.estimate()?)))
            .collect();
        let days = shown.iter().map(|(_, estimate)| estimate.clearance.as_of());
        if days.into_iter().any(|day| day != whole.clearance.as_of()) {
            return Err(WeightedFigure::MixedDays);
        }
        let empty = self.empty(statistic);
        if !empty.is_empty() {
            return Err(WeightedFigure::NobodyAnswered { parts: empty });
        }
        let whole_part = self.part(statistic, &Slice::All, whole)?;
        let known: Result<Vec<Part>, WeightedFigure> =
            shown.iter().map(|(slice, estimate)| self.part(statistic, slice, estimate)).collect();
        let known = known?;
        let ends = self.ends(whole.unit);
        let least = self.setting.project.privacy.minimum;
        let found = statistics::composed(&whole_part, &known, least, ends).map_err(|why| match why {
            Uncomposed::NobodyInRest => WeightedFigure::NobodyAnswered { parts: Vec::new() },
            Uncomposed::FewInRest => WeightedFigure::FewInRest,
            Uncomposed::OnePart => WeightedFigure::OnePart,
            Uncomposed::Unfit => WeightedFigure::PopulationUnknown,
        })?;
        let noticeable = &self.setting.project.noticeable;
        let most = if whole.unit == FigureUnit::Points { noticeable.points } else { noticeable.share };
        if found.off > most {
            return Err(WeightedFigure::TooCoarse);
        }
        Ok(WeightedEstimate {
            value: found.value,
            interval: self.interval(whole, &whole_part, &found),
            unit: whole.unit,
            n: whole.n,
            kish_n: found.kish,
            rounding: found.off,
            cells: self.cells(&shown, &known, &found),
        })
    }

    fn part(&self, statistic: Statistic, slice: &Slice, estimate: &Estimate) -> Result<Part, WeightedFigure> {
        let rounded = is_rounded(self.published, slice, statistic) && self.setting.is_rounding();
        Ok(Part {
            respondents: estimate.n,
            asked: estimate.population.ok_or(WeightedFigure::PopulationUnknown)?,
            answers: estimate.answers,
            value: estimate.value,
            off: if rounded { step(estimate.unit) / 2.0 } else { 0.0 },
        })
    }

    fn ends(&self, unit: FigureUnit) -> (f64, f64) {
        let options = self.published.scale.as_ref().map_or(0, |scale| scale.options.len());
        if unit == FigureUnit::Points { (1.0, options as f64) } else { (0.0, 1.0) }
    }

    fn interval(&self, whole: &Estimate, part: &Part, found: &Composed) -> Option<Span> {
        let ends = self.ends(whole.unit);
        let plain = whole.interval?;
        let wider = |low: f64, high: f64| Span {
            low: (low - found.off).max(ends.0),
            high: (high + found.off).min(ends.1),
        };
        if part.respondents == part.asked {
            return Some(wider(found.value, found.value));
        }
        let plain = Interval { low: plain.low, high: plain.high };
        let level = (whole.unit == FigureUnit::Points).then_some(self.setting.project.level);
        let size = (part.respondents, found.kish);
        let interval = statistics::on_kish((whole.value, plain), found.value, size, level, part.off, ends)?;
        Some(wider(interval.low, interval.high))
    }

    fn cells(&self, shown: &[(&Slice, &Estimate)], known: &[Part], found: &Composed) -> Vec<WeightedCell> {
        let of = |parts: Vec<Slice>, rest: bool, (respondents, asked): (u64, u64), weight: f64| {
            WeightedCell { parts, rest, asked, respondents, weight }
        };
        let mut cells: Vec<WeightedCell> = shown
            .iter()
            .zip(known)
            .zip(&found.weights)
            .map(|(((slice, _), part), weight)| {
                of(vec![(*slice).clone()], false, (part.respondents, part.asked), *weight)
            })
            .collect();
        if let Some((rest, weight)) = found.rest.zip(found.weights.last()) {
            let others = self
                .published
                .slices
                .iter()
                .map(|slice| &slice.slice)
                .filter(|slice| self.by.is_part(slice) && !shown.iter().any(|(own, _)| own == slice));
            cells.push(of(others.cloned().collect(), true, rest, *weight));
        }
        cells
    }

    /// The parts in which people of the indicator's roles were asked, and of which the results say that nobody answered.
    fn empty(&self, statistic: Statistic) -> Vec<Slice> {
        let Setting { project, population, .. } = self.setting;
        let surveyed = |role: &&&RoleId| project.surveys(self.round, role);
        let roles: Vec<&RoleId> = self.declared.roles().into_iter().collect();
        let roles: Vec<&RoleId> = roles.iter().filter(surveyed).copied().collect();
        let rows = population.rows.iter().filter(|row| &row.round == self.round && row.asked > 0);
        let rows = rows.filter(|row| roles.contains(&&row.role));
        // Groups that were put together are one part.
        let as_published = |part: Slice| {
            let Slice::Group { key, value } = &part else { return part };
            let mut together = self.published.slices.iter().map(|slice| &slice.slice);
            together.find(|slice| slice.is_merged() && slice.holds(key, value)).cloned().unwrap_or(part)
        };
        let parts = rows.filter_map(|row| self.by.part(&row.role, |key| row.groups.get(key).cloned()));
        let mut parts: Vec<Slice> = parts.map(as_published).collect();
        parts.sort();
        parts.dedup();
        let nobody = |part: &Slice| {
            let slice = self.published.slices.iter().find(|slice| &slice.slice == part);
            slice.is_none_or(|slice| matches!(slice.figures.get(&statistic), None | Some(Figure::NoData)))
        };
        parts.retain(nobody);
        parts
    }
}
