use super::{GroupKey, GroupValue, RoleId};

/// Whose answers a figure is about. Orders as reports list it: everyone, the roles, then the groups.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slice {
    /// Everyone in the round.
    All,
    /// Everyone in one role.
    Role(RoleId),
    /// Everyone in one group of one grouping, over all roles.
    Group {
        /// The grouping.
        key: GroupKey,
        /// The group.
        value: GroupValue,
    },
}

impl Slice {
    /// A stable text for file names, ids and JSON: `all`, `role:student`, `school:Noord`.
    pub fn id(&self) -> String {
        match self {
            Slice::All => "all".to_owned(),
            Slice::Role(role) => format!("role:{role}"),
            Slice::Group { key, value } => format!("{key}:{value}"),
        }
    }
}
