use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize, Serializer};

use super::{GroupKey, GroupValue, RoleId};

/// Whose answers a figure is about. Orders as reports list it: everyone, the roles, then the groups.
///
/// It is written as its id. An id does not tell a grouping from a role for certain, so it is read back in another form,
/// which says which of the three it is: `"all"`, `{"role": "student"}`, `{"group": {"key": "school", "value": "Noord"}}`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
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

impl Serialize for Slice {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.id())
    }
}

impl JsonSchema for Slice {
    fn schema_name() -> Cow<'static, str> {
        "Slice".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "description": "Whose answers: `all`, `role:student`, `school:Noord`."
        })
    }
}
