use super::{Estimate, GapResults, SliceResults, Span};
use crate::domain::{Indicator, Project, RoleId, Scale, Slice};
use crate::statistics::{self, Moments};

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
        let side = |role| {
            let of_role = |slice: &&SliceResults| matches!(&slice.slice, Slice::Role(own) if own == role);
            let item = slices.iter().find(of_role)?.items.get(position)?;
            let (mean, counts) = (item.mean.estimate()?, item.counts.as_deref().unwrap_or_default());
            Some(Side { role, mean, counts })
        };
        let roles: Vec<Side<'_>> = item.columns.keys().filter_map(side).collect();
        for (first, a) in roles.iter().enumerate() {
            for b in roles.iter().skip(first + 1) {
                found.push(gap(project, position, a, b));
            }
        }
    }
    found
}

/// What one role answered to a statement; counts per category where they are shown, else none.
struct Side<'a> {
    role: &'a RoleId,
    mean: &'a Estimate,
    counts: &'a [u64],
}

fn gap(project: &Project, item: usize, a: &Side<'_>, b: &Side<'_>) -> GapResults {
    let (higher, lower) = if a.mean.value >= b.mean.value { (a, b) } else { (b, a) };
    let difference = higher.mean.value - lower.mean.value;
    let (one, other) = (moments(higher.mean), moments(lower.mean));
    let tested = statistics::welch(&one, &other, project.level);
    let dominance = statistics::cliffs_delta(higher.counts, lower.counts, project.level);
    let reach = dominance.and_then(|dominance| dominance.interval);
    GapResults {
        item,
        higher: higher.role.clone(),
        lower: lower.role.clone(),
        difference,
        hedges_g: statistics::hedges_g(&one, &other),
        cliffs_delta: dominance.map(|dominance| dominance.delta),
        cliffs_delta_interval: reach.map(|reach| Span { low: reach.low, high: reach.high }),
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
