use super::{GroupKey, GroupValue, Lang, RoleId, Slice};

/// What everyone is weighed by: each part counts as heavily as it does among the people asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WeighBy {
    /// The roles.
    Role,
    /// The groups of a grouping.
    Grouping(GroupKey),
}

impl WeighBy {
    /// How the project file and the results name the roles; every other name is a grouping.
    pub const ROLE: &'static str = "role";

    /// The name in the project file and in the results.
    pub fn key(&self) -> &str {
        match self {
            WeighBy::Role => Self::ROLE,
            WeighBy::Grouping(key) => key.as_str(),
        }
    }

    /// By what, for readers: after 'naar', 'per' and 'by'.
    pub fn title(&self, lang: Lang) -> &str {
        match self {
            WeighBy::Role => lang.pick("rol", "role"),
            WeighBy::Grouping(key) => key.as_str(),
        }
    }

    /// Whether a slice is one of the parts.
    pub fn is_part(&self, slice: &Slice) -> bool {
        match (self, slice) {
            (WeighBy::Role, Slice::Role(_)) => true,
            (WeighBy::Grouping(own), Slice::Group { key, .. } | Slice::Merged { key, .. }) => own == key,
            _ => false,
        }
    }

    /// The part that somebody of this role and group is in; `None` for who is in no group.
    pub fn part(&self, role: &RoleId, group: impl FnOnce(&GroupKey) -> Option<GroupValue>) -> Option<Slice> {
        match self {
            WeighBy::Role => Some(Slice::Role(role.clone())),
            WeighBy::Grouping(key) => group(key).map(|value| Slice::Group { key: key.clone(), value }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_is_a_role_or_a_group_of_that_grouping_and_nothing_else() {
        let school = WeighBy::Grouping(GroupKey::new("school"));
        let role = RoleId::new("student");
        let noord = school.part(&role, |_| Some(GroupValue::new("Noord"))).expect("a group");
        assert!(school.is_part(&noord) && !WeighBy::Role.is_part(&noord));
        assert!(!WeighBy::Grouping(GroupKey::new("team")).is_part(&noord));
        let values = ["Dal", "Zee"].map(GroupValue::new).into();
        let together = Slice::Merged { key: GroupKey::new("school"), values };
        assert!(school.is_part(&together) && !WeighBy::Role.is_part(&together));
        let student = WeighBy::Role.part(&role, |_| None).expect("a role");
        assert!(WeighBy::Role.is_part(&student) && !school.is_part(&student));
        assert!(!school.is_part(&Slice::All) && !WeighBy::Role.is_part(&Slice::All));
        assert_eq!(school.part(&role, |_| None), None, "in no group");
        assert_eq!((WeighBy::Role.key(), school.key()), ("role", "school"));
    }
}
