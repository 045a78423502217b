use std::collections::{BTreeMap, BTreeSet};

use super::merge_range::{Member, Range};
use super::{Rule, Rules};
use crate::domain::{GroupKey, GroupValue, Population, RoleId, RoundId, Slice};
use crate::tally::Tally;

/// So many groups that are large enough may go in with the small ones, and no more: with each of them something is lost
/// that could have been shown.
const MOST_ADDED: usize = 2;

/// The groups that are put together, per round and grouping.
///
/// Groups with fewer respondents than the minimum (rule 1) are put together where the project file allows it, instead of
/// being withheld (rule 2). They become one slice, and none of them is a slice of its own any more; the cells stay what they
/// are, so every later rule still looks at each of those groups as a small set of people.
///
/// **What may be known.** Readers are told which groups were put together, and anyone sees which are missing. Worst of all
/// for the people in them is a reader who has the number of respondents n of all of them together, knows the minimum m, the
/// rule below, the numbers of all groups that are shown, how many were asked in each group, and which of the groups put
/// together are small. That reader knows of each small group that it has 1 to m - 1 respondents, and no more than were
/// asked. Put together, the sum may narrow that down: two groups of 8 people together, each with 1 to 4, have 4 each. So
/// groups are put together only where for each small one every number that it can have by that alone is still possible
/// ([`Range`]). Where that does not hold (one group alone never does), the smallest group that is large enough goes in too,
/// then one more, and if it does not hold then either, nothing is put together and groups are withheld as without this.
/// Adding the smallest group tells something as well: that it has m people or more, but no more than the smallest that is
/// still shown, and that without it the range did not hold. All that is reckoned with.
///
/// **What is not held.** Who knows for certain how many answered in all of those groups but one, knows it of that one, as
/// where groups are withheld. That nothing was put together although the project file allows it tells that the range did not
/// hold; the rules for groups that are withheld do not reckon with that. What the roles and other groupings tell of the
/// number of a small group beside this is looked at afterwards, on what is really shown ([`super::settled`]).
///
/// **Over time.** What was put together in an earlier report of a round stays so in that round, whatever it has grown to, and
/// groups that are small and new join it: earlier less today's is then never a group on its own. Where a group of which the
/// number was shown before would have to go in, nothing is put together, for its number is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Merged {
    rounds: BTreeMap<RoundId, BTreeMap<GroupKey, BTreeSet<GroupValue>>>,
}

/// What earlier reports of a round told of its groups.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Before {
    /// The groups that were put together, per grouping.
    pub merged: BTreeMap<GroupKey, BTreeSet<GroupValue>>,
    /// The slices that were shown.
    pub shown: BTreeSet<Slice>,
}

/// What is gone by in putting groups together.
#[derive(Clone, Copy, Debug)]
pub struct Merging<'a> {
    /// The groupings in which it is allowed.
    pub allowed: &'a BTreeSet<GroupKey>,
    /// From how many respondents on a group is shown.
    pub minimum: u64,
    /// How many were asked, which the readers know.
    pub population: &'a Population,
    /// The rules that hold.
    pub rules: Rules,
}

impl Merged {
    /// Decides which groups of a tally are put together in these rounds; `before` tells of earlier reports of a round.
    pub fn new<'a>(
        tally: &Tally,
        rounds: impl IntoIterator<Item = &'a RoundId>,
        merging: Merging<'_>,
        before: impl Fn(&RoundId) -> Before,
    ) -> Self {
        let of_round = |round: &RoundId| {
            let before = before(round);
            let groupings = tally.groupings(round).into_iter().filter_map(|(key, groups)| {
                let sizes = groups.into_iter().map(|value| {
                    let slice = Slice::Group { key: key.clone(), value: value.clone() };
                    (value, tally.slice(round, &slice).respondents)
                });
                let merged = of_grouping(tally, round, &key, sizes.collect(), merging, &before);
                Some((key, merged?))
            });
            groupings.collect::<BTreeMap<_, _>>()
        };
        let rounds = rounds.into_iter().map(|round| (round.clone(), of_round(round)));
        Self { rounds: rounds.filter(|(_, groupings)| !groupings.is_empty()).collect() }
    }

    /// The slices of a grouping of a round, of these groups: those that were put together, and the others one by one.
    pub(super) fn slices(&self, round: &RoundId, key: &GroupKey, groups: Vec<GroupValue>) -> Vec<Slice> {
        let together = self.rounds.get(round).and_then(|groupings| groupings.get(key));
        let alone = groups.into_iter().filter(|group| together.is_none_or(|own| !own.contains(group)));
        let alone = alone.map(|value| Slice::Group { key: key.clone(), value });
        alone
            .chain(together.map(|values| Slice::Merged { key: key.clone(), values: values.clone() }))
            .collect()
    }
}

fn of_grouping(
    tally: &Tally,
    round: &RoundId,
    key: &GroupKey,
    sizes: BTreeMap<GroupValue, u64>,
    merging: Merging<'_>,
    before: &Before,
) -> Option<BTreeSet<GroupValue>> {
    let Merging { allowed, minimum, rules, .. } = merging;
    let slice = |value: &GroupValue| Slice::Group { key: key.clone(), value: value.clone() };
    let is_small = |size: u64| (1..minimum).contains(&size);
    let (small, mut large): (Vec<_>, Vec<_>) = sizes.iter().partition(|(_, size)| is_small(**size));
    let small: Vec<&GroupValue> = small.into_iter().map(|(value, _)| value).collect();
    let earlier = before.merged.get(key).filter(|earlier| !earlier.is_empty());
    if let Some(earlier) = earlier {
        let is_new = |value: &&GroupValue| !before.shown.contains(&slice(value));
        let joins = small.into_iter().filter(|_| allowed.contains(key)).filter(is_new);
        return Some(earlier.iter().chain(joins).cloned().collect());
    }
    if small.is_empty() || !allowed.contains(key) {
        return None;
    }
    let roles = roles(tally, merging.population, round);
    let member = |value: &GroupValue| Member {
        asked: merging.population.asked(round, &slice(value), &roles),
        respondents: sizes.get(value).copied().unwrap_or(0),
    };
    large.sort_by_key(|(value, size)| (**size, *value));
    let found = (0..=MOST_ADDED.min(large.len())).find_map(|added| {
        let (added, alone) = large.split_at_checked(added)?;
        let added: Vec<&GroupValue> = added.iter().map(|(value, _)| *value).collect();
        // Nothing is left to show beside it.
        if sizes.len() == small.len() + added.len() {
            return None;
        }
        let members = |groups: &[&GroupValue]| groups.iter().map(|value| member(value)).collect::<Vec<_>>();
        let least_shown = alone.first().map(|(_, size)| **size);
        let range = Range::new(minimum, &members(&small), &members(&added), least_shown);
        let holds = if rules.hold(Rule::Merging) { range.is_open() } else { range.is_enough() };
        holds.then(|| small.iter().chain(&added).map(|value| (*value).clone()).collect::<BTreeSet<_>>())
    });
    // The choice is that of a first report, so that the same answers a second time tell nothing new by another choice.
    found.filter(|groups| !groups.iter().any(|value| before.shown.contains(&slice(value))))
}

/// The roles that answered or were asked anything in a round.
fn roles(tally: &Tally, population: &Population, round: &RoundId) -> BTreeSet<RoleId> {
    let asked = population.rows.iter().filter(|row| &row.round == round).map(|row| row.role.clone());
    tally.roles(round).into_iter().chain(asked).collect()
}
