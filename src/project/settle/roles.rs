use std::collections::{BTreeMap, BTreeSet};

use super::checks::{filled, id};
use super::names::Names;
use crate::diagnostics::Code;
use crate::domain::{RoleId, RoleTitle, phrase};
use crate::project::draft::ProjectDraft;
use crate::project::faults::{Fault, Faults};
use crate::project::wording::choose_from;
use crate::project::written::Written;

/// The roles of the project, and those whose answers some source delivers.
pub(super) struct Roles {
    /// Every role that may be named.
    pub names: Names,
    /// The roles of the sources; `None` where a role column decides, of which the texts are not listed.
    delivered: Option<BTreeSet<String>>,
    titles: BTreeMap<RoleId, RoleTitle>,
}

impl Roles {
    /// Gathers the roles that the file declares or uses.
    pub fn gather(draft: &ProjectDraft, faults: &mut Faults) -> Self {
        let kind = phrase!("rol", "role");
        let declared = draft.role.as_deref().unwrap_or_default();
        let ids = declared.iter().map(|role| role.value.id.as_ref());
        let complete = !faults.lost(&(0..0), "role") && !faults.lost(&(0..0), "source");
        let mut names = Names::gather(kind, ids, complete, faults);
        let mut delivered = BTreeSet::new();
        let mut listed = true;
        for source in draft.source.iter().flatten() {
            if ["role", "role-column", "role-values"].iter().any(|key| faults.lost(&source.span, key)) {
                names.leave_open();
                listed = false;
            }
            let texts =
                source.value.role_values.iter().flat_map(|values| &values.value.0).map(|(_, role)| role);
            for role in source.value.role.iter().chain(texts) {
                names.add(&role.value);
                delivered.insert(role.value.clone());
            }
            let says = source.value.role_values.as_ref().is_some_and(|values| !values.value.0.is_empty());
            if source.value.role_column.is_some() && !says {
                listed = false;
            }
        }
        if !listed && declared.is_empty() {
            let items =
                draft.indicator.iter().flatten().filter_map(|indicator| indicator.value.items.as_ref());
            let columns = items.flat_map(|items| &items.value).filter_map(|item| item.value.columns.as_ref());
            for (role, _) in columns.flat_map(|columns| &columns.value.0) {
                names.add(&role.value);
            }
        }
        let delivered = listed.then_some(delivered);
        Self { names, delivered, titles: titles(draft, faults) }
    }

    /// Whether a role that a statement names has a source of answers; reported if not.
    pub fn asked(&self, role: &Written<String>, faults: &mut Faults) -> bool {
        if id(role, &role.value, faults).is_none() || !self.names.resolve(role, None, faults) {
            return false;
        }
        let Some(delivered) = self.delivered.as_ref().filter(|delivered| !delivered.contains(&role.value))
        else {
            return true;
        };
        if !self.names.knows(&role.value) {
            return true;
        }
        let name = &role.value;
        let delivered: Vec<&String> = delivered.iter().collect();
        faults.error(Fault {
            code: Code::UnknownName,
            span: role.span.clone(),
            headline: phrase!(
                "Geen bron bevat antwoorden van de rol `{name}`.",
                "No source holds answers of the role `{name}`."
            ),
            label: phrase!("van deze rol zijn er geen antwoorden", "there are no answers of this role"),
            help: choose_from(&delivered),
        });
        false
    }

    /// What readers call each role; its id where the file declares nothing else.
    pub fn into_titles(self) -> BTreeMap<RoleId, RoleTitle> {
        let mut titles = self.titles;
        for name in self.names.known() {
            titles
                .entry(RoleId::new(name))
                .or_insert_with(|| RoleTitle { one: name.clone(), many: name.clone() });
        }
        titles
    }
}

fn titles(draft: &ProjectDraft, faults: &mut Faults) -> BTreeMap<RoleId, RoleTitle> {
    let mut titles = BTreeMap::new();
    for role in draft.role.iter().flatten() {
        let role = &role.value;
        let one = role.one.as_ref().and_then(|one| filled(one, "one", faults));
        let many = role.many.as_ref().and_then(|many| filled(many, "many", faults));
        if let Some(id) = &role.id {
            let one = one.unwrap_or_else(|| id.value.clone());
            let many = many.unwrap_or_else(|| one.clone());
            titles.insert(RoleId::new(&id.value), RoleTitle { one, many });
        }
    }
    titles
}
