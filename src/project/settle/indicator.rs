use std::collections::{BTreeMap, BTreeSet};

use super::checks::{above_zero, bad_value, filled, filled_if_any, percent};
use super::names::Names;
use super::roles::Roles;
use super::scale::Scales;
use super::source::twice;
use super::threshold::{self, Home};
use crate::domain::{Criterion, CriterionId, Indicator, IndicatorId, Item, RoleId, ScaleId, phrase};
use crate::project::draft::{CriterionDraft, IndicatorDraft, ItemDraft};
use crate::project::faults::Faults;
use crate::project::written::Written;

/// The share of its statements that a respondent must have answered, if the file does not say.
pub(in crate::project) const VALID_ITEMS: f64 = 0.5;

/// One indicator with its statements and thresholds. That its name is not taken is checked before.
pub(super) fn settle(
    indicator: &Written<IndicatorDraft>,
    scales: &Scales,
    roles: &Roles,
    groupings: &Names,
    faults: &mut Faults,
) -> Option<Indicator> {
    let draft = &indicator.value;
    let title = draft.title.as_ref().and_then(|title| filled(title, "title", faults));
    let goal = filled_if_any(&draft.goal, "goal", faults);
    let scale = draft.scale.as_ref();
    let named = scale.filter(|scale| scales.names.resolve(scale, None, faults));
    let valid_items = match &draft.valid_items {
        Some(written) => above_zero(written, "valid-items", faults)
            .and_then(|_| percent(written, "valid-items", (0.0, 100.0), faults)),
        None => Some(VALID_ITEMS),
    };
    let items = items(indicator, roles, faults);
    let asked: BTreeSet<String> = draft
        .items
        .iter()
        .flat_map(|items| &items.value)
        .filter_map(|item| item.value.columns.as_ref())
        .flat_map(|columns| columns.value.0.iter().map(|(role, _)| role.value.clone()))
        .collect();
    let length = named.and_then(|scale| scales.length(&scale.value));
    let home = Home { length, asked: &asked, roles, groupings };
    let thresholds = threshold::settle(draft.threshold.as_deref().unwrap_or_default(), &home, faults);
    if scale.is_some() && named.is_none() {
        return None;
    }
    Some(Indicator {
        id: IndicatorId::new(&draft.id.as_ref()?.value),
        title: title?,
        guarantee: draft.guarantee.as_ref().map(|guarantee| guarantee.value),
        view: draft.view.as_ref().map(|view| view.value),
        goal: goal?,
        items: items?,
        scale: named.map(|scale| ScaleId::new(&scale.value)),
        thresholds: thresholds?,
        valid_items: valid_items?,
    })
}

fn items(indicator: &Written<IndicatorDraft>, roles: &Roles, faults: &mut Faults) -> Option<Vec<Item>> {
    let written = indicator.value.items.as_ref()?;
    if written.value.is_empty() && !faults.lost(&indicator.span, "items") {
        bad_value(
            faults,
            &written.span,
            phrase!("Deze indicator heeft geen stellingen.", "This indicator has no statements."),
            phrase!("verwacht: een of meer stellingen", "expected: one or more statements"),
            Some(phrase!(
                "Voeg er een toe: `{{ columns = {{ student = \"Q01\" }} }}`. Is er niets gevraagd? Maak er een `[[criterion]]` van.",
                "Add one: `{{ columns = {{ student = \"Q01\" }} }}`. Was nothing asked? Make it a `[[criterion]]`."
            )),
        );
        return None;
    }
    let mut used = BTreeSet::new();
    let settled: Vec<_> = written.value.iter().map(|draft| item(draft, roles, &mut used, faults)).collect();
    settled.into_iter().collect()
}

fn item(
    item: &Written<ItemDraft>,
    roles: &Roles,
    used: &mut BTreeSet<(String, String)>,
    faults: &mut Faults,
) -> Option<Item> {
    let draft = &item.value;
    let text = filled_if_any(&draft.text, "text", faults);
    let written = draft.columns.as_ref()?;
    let mut columns = BTreeMap::new();
    let mut sound = !faults.lost(&item.span, "columns");
    if written.value.0.is_empty() && sound {
        sound = false;
        bad_value(
            faults,
            &written.span,
            phrase!("Bij deze stelling staat geen kolom.", "This statement has no column."),
            phrase!("verwacht: `rol = \"kolom\"`", "expected: `role = \"column\"`"),
            None,
        );
    }
    for (role, column) in &written.value.0 {
        let asked = roles.asked(role, faults);
        let Some(name) = filled(column, &role.value, faults).filter(|_| asked) else {
            sound = false;
            continue;
        };
        if !used.insert((role.value.clone(), name.clone())) {
            sound = false;
            twice(column, faults);
        }
        columns.insert(RoleId::new(&role.value), name);
    }
    let reverse = draft.reverse.as_ref().is_some_and(|reverse| reverse.value);
    Some(Item { text: text?, columns, reverse }).filter(|_| sound)
}

/// A criterion that no figure decides.
pub(super) fn criterion(criterion: &Written<CriterionDraft>, faults: &mut Faults) -> Option<Criterion> {
    let draft = &criterion.value;
    let text = draft.text.as_ref().and_then(|text| filled(text, "text", faults));
    Some(Criterion {
        id: CriterionId::new(&draft.id.as_ref()?.value),
        guarantee: draft.guarantee.as_ref().map(|guarantee| guarantee.value),
        text: text?,
    })
}

/// The names of the indicators and of the criteria: one set, since both are asked for by name.
pub(super) fn names(
    indicators: &[Written<IndicatorDraft>],
    criteria: &[Written<CriterionDraft>],
    complete: bool,
    faults: &mut Faults,
) -> Names {
    let ids = indicators.iter().map(|indicator| indicator.value.id.as_ref());
    let names = Names::gather(phrase!("indicator", "indicator"), ids.clone(), complete, faults);
    Names::apart_in_links(phrase!("indicator", "indicator"), ids, faults);
    let ids = criteria.iter().map(|criterion| criterion.value.id.as_ref());
    Names::gather(phrase!("criterium", "criterion"), ids, true, faults);
    names
}
