use std::collections::{BTreeMap, BTreeSet};

use crate::domain::{GroupKey, Project, RoleId};

/// Which column of a batch holds what; columns count as in the batch, from 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnPlan {
    /// Per item of the project (indicators in the project's order, items in theirs) its column;
    /// `None`: the role is not asked it.
    pub items: Vec<Option<usize>>,
    /// The same for a role whose items stand in other columns than `items` says, in a table with a role
    /// column; a role without an entry goes by `items`.
    pub items_of_role: BTreeMap<RoleId, Vec<Option<usize>>>,
    /// The column with the role, where a column says it.
    pub role: Option<usize>,
    /// Per grouping of [`groupings`] its column.
    pub groups: Vec<Option<usize>>,
    /// The column that is empty for a response that was not finished.
    pub completion: Option<usize>,
    /// The columns that tell of the response itself.
    pub response: ResponseColumns,
}

/// The columns of a batch that tell of a response, and not what was answered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ResponseColumns {
    /// Which response it is, or whose; a table may have several such columns.
    pub identifiers: Vec<Identifier>,
    /// Whether it is a real one or a preview.
    pub status: Option<usize>,
    /// When it was begun.
    pub started: Option<usize>,
    /// When it was finished, or else when something was last done to it.
    pub ended: Option<usize>,
    /// How long it took.
    pub duration: Option<usize>,
}

/// A column that says which response it is; what stands in it need only be comparable, not readable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identifier {
    /// The column of the batch.
    pub column: usize,
    /// Whether it merely counts the responses of one survey: another survey has a response 1 too.
    pub counts: bool,
}

impl ResponseColumns {
    /// All of them; none of them makes a row one in which something was answered.
    pub fn all(&self) -> impl Iterator<Item = usize> {
        let others = [self.status, self.started, self.ended, self.duration];
        self.identifiers.iter().map(|identifier| identifier.column).chain(others.into_iter().flatten())
    }
}

/// The groupings of a project, of all its sources together, in order of their names.
pub fn groupings(project: &Project) -> Vec<GroupKey> {
    let keys: BTreeSet<&GroupKey> = project.sources.iter().flat_map(|source| source.groups.keys()).collect();
    keys.into_iter().cloned().collect()
}
