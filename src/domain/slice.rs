use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::BTreeSet;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize, Serializer};

use super::{GroupKey, GroupValue, RoleId};

/// Whose answers a figure is about. Orders as reports list it: everyone, the roles, then grouping by grouping the groups,
/// those that were put together last.
///
/// It is written as its id. An id does not tell a grouping from a role for certain, so it is read back in another form,
/// which says which it is: `"all"`, `{"role": "student"}`, `{"group": {"key": "school", "value": "Noord"}}`,
/// `{"merged": {"key": "school", "values": ["Dal", "Zee"]}}`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Deserialize)]
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
    /// Everyone in some groups of one grouping that were put together, each too small to be shown. Which groups they are
    /// is part of what the slice is: other groups put together are another slice.
    Merged {
        /// The grouping.
        key: GroupKey,
        /// The groups, two or more.
        values: BTreeSet<GroupValue>,
    },
}

impl Slice {
    /// A stable text for ids and JSON: `all`, `role:student`, `school:Noord`, `school:Dal  +  Zee`. No group's own name
    /// has two blanks in a row, so none is taken for groups that were put together.
    pub fn id(&self) -> String {
        match self {
            Slice::All => "all".to_owned(),
            Slice::Role(role) => format!("role:{role}"),
            Slice::Group { key, value } => format!("{key}:{value}"),
            Slice::Merged { key, values } => {
                let values: Vec<&str> = values.iter().map(GroupValue::as_str).collect();
                format!("{key}:{}", values.join("  +  "))
            }
        }
    }

    /// The grouping that a group belongs to, or groups that were put together; `None` for everyone and for a role.
    pub fn grouping(&self) -> Option<&GroupKey> {
        match self {
            Slice::All | Slice::Role(_) => None,
            Slice::Group { key, .. } | Slice::Merged { key, .. } => Some(key),
        }
    }

    /// Whether it is some groups that were put together.
    pub fn is_merged(&self) -> bool {
        matches!(self, Slice::Merged { .. })
    }

    /// Whether everyone in a group of a grouping belongs to it by that.
    pub fn holds(&self, grouping: &GroupKey, group: &GroupValue) -> bool {
        match self {
            Slice::All | Slice::Role(_) => false,
            Slice::Group { key, value } => key == grouping && value == group,
            Slice::Merged { key, values } => key == grouping && values.contains(group),
        }
    }

    /// What it is ordered by.
    fn rank(&self) -> (u8, Option<&RoleId>, Option<&GroupKey>, bool, Vec<&GroupValue>) {
        match self {
            Slice::All => (0, None, None, false, Vec::new()),
            Slice::Role(role) => (1, Some(role), None, false, Vec::new()),
            Slice::Group { key, value } => (2, None, Some(key), false, vec![value]),
            Slice::Merged { key, values } => (2, None, Some(key), true, values.iter().collect()),
        }
    }
}

impl Ord for Slice {
    fn cmp(&self, other: &Self) -> Ordering {
        // Many maps have slices for their keys, and nearly all of those are groups.
        match (self, other) {
            (Slice::Group { key, value }, Slice::Group { key: other_key, value: other }) => {
                key.cmp(other_key).then_with(|| value.cmp(other))
            }
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

impl PartialOrd for Slice {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
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
            "description": "Whose answers: `all`, `role:student`, `school:Noord`, or `school:Dal  +  Zee` for groups that were put together."
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(key: &str, value: &str) -> Slice {
        Slice::Group { key: GroupKey::new(key), value: GroupValue::new(value) }
    }

    fn merged(key: &str, values: &[&str]) -> Slice {
        let values = values.iter().map(|value| GroupValue::new(*value)).collect();
        Slice::Merged { key: GroupKey::new(key), values }
    }

    #[test]
    fn what_was_put_together_stands_behind_the_groups_of_its_own_grouping() {
        let mut slices = [
            merged("regio", &["Aa", "Bb"]),
            group("school", "A"),
            merged("school", &["A", "B"]),
            group("school", "Z"),
            Slice::Role(RoleId::new("z")),
            group("regio", "Z"),
            Slice::All,
        ];
        slices.sort();
        let ids: Vec<String> = slices.iter().map(Slice::id).collect();
        let expected =
            ["all", "role:z", "regio:Z", "regio:Aa  +  Bb", "school:A", "school:Z", "school:A  +  B"];
        assert_eq!(ids, expected);
    }

    #[test]
    fn groups_that_were_put_together_hold_each_of_them() {
        let (school, dal) = (GroupKey::new("school"), GroupValue::new("Dal"));
        assert!(merged("school", &["Dal", "Zee"]).holds(&school, &dal));
        assert!(group("school", "Dal").holds(&school, &dal));
        assert!(!merged("school", &["Berg", "Zee"]).holds(&school, &dal));
        assert!(!merged("regio", &["Dal", "Zee"]).holds(&school, &dal));
        assert!(!Slice::All.holds(&school, &dal));
    }
}
