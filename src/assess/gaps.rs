use super::{Estimate, GapResults, IndicatorResults, SliceResults, Span};
use crate::domain::{Indicator, Project, RoleId, Scale, Slice};
use crate::statistics::{self, Moments};

/// Below this adjusted p value a difference is larger than chance explains.
const DISCERNIBLE: f64 = 0.05;

/// The differences between each two roles on each item that was put to both and whose figures are shown.
pub(super) fn gaps(
    project: &Project,
    indicator: &Indicator,
    scale: Option<&Scale>,
    slices: &[SliceResults],
) -> Vec<GapResults> {
    let mut found = Vec::new();
    if scale.is_none_or(|scale| !scale.has_mean()) {
        return found;
    }
    for (position, item) in indicator.items.iter().enumerate() {
        let mean = |role: &RoleId| {
            let of_role = |slice: &&SliceResults| matches!(&slice.slice, Slice::Role(own) if own == role);
            let item = slices.iter().find(of_role)?.items.get(position)?;
            item.mean.estimate().cloned()
        };
        let roles: Vec<(&RoleId, Estimate)> =
            item.columns.keys().filter_map(|role| Some((role, mean(role)?))).collect();
        for (first, a) in roles.iter().enumerate() {
            for b in roles.iter().skip(first + 1) {
                found.push(gap(project, position, a, b));
            }
        }
    }
    found
}

fn gap(project: &Project, item: usize, a: &(&RoleId, Estimate), b: &(&RoleId, Estimate)) -> GapResults {
    let (higher, lower) = if a.1.value >= b.1.value { (a, b) } else { (b, a) };
    let difference = higher.1.value - lower.1.value;
    let tested = statistics::welch(&moments(&higher.1), &moments(&lower.1), project.level);
    GapResults {
        item,
        higher: higher.0.clone(),
        lower: lower.0.clone(),
        difference,
        interval: tested.as_ref().map(|tested| Span { low: tested.interval.low, high: tested.interval.high }),
        p_value: tested.as_ref().map(|tested| tested.p_value),
        adjusted_p_value: None,
        large: difference >= project.noticeable.points - 1e-9,
        discernible: false,
    }
}

fn moments(mean: &Estimate) -> Moments {
    Moments { n: mean.n, mean: mean.value, sd: mean.sd, population: mean.population }
}

/// Many looks find something by chance: the p values of all gaps of a round are adjusted together.
pub(crate) fn adjust(indicators: &mut [IndicatorResults]) {
    let mut tested: Vec<&mut GapResults> = indicators
        .iter_mut()
        .flat_map(|indicator| &mut indicator.gaps)
        .filter(|gap| gap.p_value.is_some())
        .collect();
    let p_values: Vec<f64> = tested.iter().filter_map(|gap| gap.p_value).collect();
    for (gap, adjusted) in tested.iter_mut().zip(statistics::benjamini_hochberg(&p_values)) {
        gap.adjusted_p_value = Some(adjusted);
        gap.discernible = adjusted < DISCERNIBLE;
    }
}
