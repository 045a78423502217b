use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::ResponseResults;
use crate::domain::Slice;
use crate::statistics::{self, Test};

/// How those who answered are composed beside those who were asked, over the roles or over one grouping.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RepresentationResults {
    /// Over what: `role`, or the grouping.
    pub by: String,
    /// The parts whose number may be shown, in order; all others together are the last.
    pub parts: Vec<PartResults>,
    /// How far the two compositions lie apart; 0 where they are the same.
    pub chi_square: f64,
    /// How often a response of this size would be composed at least this unevenly if it had nothing to do with the part.
    pub p_value: f64,
    /// Whether every composition was gone through; else the p value is an approximation.
    pub exact: bool,
}

/// One part of those who were asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PartResults {
    /// The role or group; `null`: all others, among them who is not shown.
    pub slice: Option<Slice>,
    /// How many of it were asked.
    pub asked: u64,
    /// How many of it answered.
    pub respondents: u64,
}

/// The compositions of a round: over the roles, and over every grouping. Only what is shown of the response is in them,
/// and what is left of the whole, so they tell nothing that the response does not.
pub(super) fn representation(response: &[ResponseResults]) -> Vec<RepresentationResults> {
    let Some(whole) = response.iter().find(|row| row.slice == Slice::All).and_then(part) else {
        return Vec::new();
    };
    let mut tables: BTreeMap<(bool, String), Vec<PartResults>> = BTreeMap::new();
    for row in response {
        let by = match &row.slice {
            Slice::All => continue,
            Slice::Role(_) => (false, "role".to_owned()),
            Slice::Group { key, .. } | Slice::Merged { key, .. } => (true, key.to_string()),
        };
        tables.entry(by).or_default().extend(part(row));
    }
    tables.into_iter().filter_map(|((_, by), parts)| composition(by, parts, &whole)).collect()
}

fn part(row: &ResponseResults) -> Option<PartResults> {
    let asked = row.rate.estimate()?.population?;
    Some(PartResults { slice: Some(row.slice.clone()), asked, respondents: row.respondents? })
}

fn composition(
    by: String,
    mut parts: Vec<PartResults>,
    whole: &PartResults,
) -> Option<RepresentationResults> {
    let sum = |of: fn(&PartResults) -> u64| parts.iter().map(of).sum::<u64>();
    let asked = whole.asked.checked_sub(sum(|part| part.asked))?;
    let respondents = whole.respondents.checked_sub(sum(|part| part.respondents))?;
    if asked > 0 || respondents > 0 {
        parts.push(PartResults { slice: None, asked, respondents });
    }
    let counts: Vec<(u64, u64)> = parts.iter().map(|part| (part.respondents, part.asked)).collect();
    let found = statistics::representativeness(&counts)?;
    Some(RepresentationResults {
        by,
        parts,
        chi_square: found.chi_square,
        p_value: found.p_value,
        exact: found.test == Test::Exact,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assess::{Estimate, Figure, FigureUnit};
    use crate::disclosure::{Clearance, Reason};
    use crate::domain::{GroupKey, GroupValue, RoleId};

    fn row(slice: Slice, counted: Option<(u64, Option<u64>)>) -> ResponseResults {
        let rate = match counted {
            None => Figure::Withheld { reason: Reason::Complement },
            Some((_, None)) => Figure::PopulationUnknown,
            Some((n, population)) => Figure::Value(Estimate {
                value: 0.5,
                interval: None,
                sd: None,
                bounds: None,
                n,
                answers: n,
                population,
                unit: FigureUnit::Share,
                clearance: Clearance::for_tests(),
            }),
        };
        ResponseResults { slice, as_of: None, respondents: counted.map(|(n, _)| n), norm: None, rate }
    }

    fn role(name: &str) -> Slice {
        Slice::Role(RoleId::new(name))
    }

    fn school(name: &str) -> Slice {
        Slice::Group { key: GroupKey::new("school"), value: GroupValue::new(name) }
    }

    #[test]
    fn what_is_not_shown_is_only_in_what_is_left_of_the_whole() {
        let rows = [
            row(Slice::All, Some((60, Some(100)))),
            row(role("a"), Some((40, Some(50)))),
            row(role("b"), Some((20, Some(50)))),
            row(school("N"), Some((50, Some(70)))),
            row(school("O"), None),
            row(school("Z"), None),
        ];
        let found = representation(&rows);
        let tables: Vec<&str> = found.iter().map(|table| table.by.as_str()).collect();
        assert_eq!(tables, ["role", "school"]);
        assert_eq!(found[0].parts.len(), 2, "the roles are the whole");
        assert!(found[0].p_value < 0.001 && found[0].exact);
        assert_eq!(found[1].parts[1], PartResults { slice: None, asked: 30, respondents: 10 });
    }

    #[test]
    fn the_same_composition_stands_out_in_nothing() {
        let rows = [
            row(Slice::All, Some((60, Some(120)))),
            row(role("a"), Some((30, Some(60)))),
            row(role("b"), Some((30, Some(60)))),
        ];
        let found = representation(&rows);
        assert_eq!((found[0].chi_square, found[0].p_value), (0.0, 1.0));
    }

    #[test]
    fn without_numbers_to_set_beside_each_other_there_is_no_composition() {
        assert!(representation(&[]).is_empty());
        let unknown = [row(Slice::All, Some((60, None))), row(role("a"), Some((60, None)))];
        assert!(representation(&unknown).is_empty());
        let alone = [row(Slice::All, Some((60, Some(80)))), row(role("a"), Some((60, Some(80))))];
        assert!(representation(&alone).is_empty(), "one role is all there is");
        let more = [row(Slice::All, Some((60, Some(80)))), row(role("a"), Some((61, Some(70))))];
        assert!(representation(&more).is_empty(), "more answers than there are");
    }
}
