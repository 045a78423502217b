use std::collections::BTreeMap;

use super::{GroupKey, GroupValue, Place, RoleId, RoundId, Slice};

/// How many people were asked, as far as the project knows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Population {
    /// One row for each number that is known.
    pub rows: Vec<AskedRow>,
}

/// So many were asked in this round, in this role, in these groups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedRow {
    /// The round.
    pub round: RoundId,
    /// The role.
    pub role: RoleId,
    /// The groups the number is about; without an entry it is about all groups of that grouping together.
    pub groups: BTreeMap<GroupKey, GroupValue>,
    /// How many.
    pub asked: u64,
    /// Where the number stands.
    pub place: Place,
}

impl Population {
    /// How many people of the given roles were asked in a slice of a round, N; `None` where that is not known of each
    /// of the roles. A role of which nobody belongs to the slice counts as zero once its groups are known.
    pub fn asked<'a>(
        &self,
        round: &RoundId,
        slice: &Slice,
        roles: impl IntoIterator<Item = &'a RoleId>,
    ) -> Option<u64> {
        let mut total = 0;
        let mut any = false;
        for role in roles {
            if matches!(slice, Slice::Role(only) if only != role) {
                continue;
            }
            any = true;
            total += self.asked_of_role(round, slice, role)?;
        }
        any.then_some(total)
    }

    fn asked_of_role(&self, round: &RoundId, slice: &Slice, role: &RoleId) -> Option<u64> {
        let mut rows = self.rows.iter().filter(|row| &row.round == round && &row.role == role).peekable();
        rows.peek()?;
        match slice {
            Slice::All | Slice::Role(_) => Some(rows.map(|row| row.asked).sum()),
            Slice::Group { key, .. } | Slice::Merged { key, .. } => {
                let mut total = 0;
                for row in rows {
                    if slice.holds(key, row.groups.get(key)?) {
                        total += row.asked;
                    }
                }
                Some(total)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(role: &str, school: Option<&str>, asked: u64) -> AskedRow {
        let groups = school.map(|school| (GroupKey::new("school"), GroupValue::new(school)));
        AskedRow {
            round: RoundId::new("nu"),
            role: RoleId::new(role),
            groups: groups.into_iter().collect(),
            asked,
            place: Place::file("populatie.csv"),
        }
    }

    #[test]
    fn what_is_not_known_of_one_role_is_not_known_of_all() {
        let rows =
            vec![row("student", Some("A"), 30), row("student", Some("B"), 20), row("mentor", None, 12)];
        let population = Population { rows };
        let (round, student, mentor) = (RoundId::new("nu"), RoleId::new("student"), RoleId::new("mentor"));
        let school = Slice::Group { key: GroupKey::new("school"), value: GroupValue::new("A") };
        assert_eq!(population.asked(&round, &Slice::All, [&student, &mentor]), Some(62));
        assert_eq!(population.asked(&round, &school, [&student]), Some(30));
        let values = ["A", "B"].map(GroupValue::new).into();
        let both = Slice::Merged { key: GroupKey::new("school"), values };
        assert_eq!(population.asked(&round, &both, [&student]), Some(50));
        assert_eq!(population.asked(&round, &both, [&student, &mentor]), None);
        assert_eq!(population.asked(&round, &school, [&student, &mentor]), None);
        assert_eq!(population.asked(&round, &Slice::Role(mentor.clone()), [&student, &mentor]), Some(12));
        assert_eq!(population.asked(&round, &Slice::All, [&RoleId::new("anders")]), None);
        assert_eq!(population.asked(&round, &Slice::Role(mentor), [&student]), None);
    }
}
