use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::{Code, Diagnostic, nearest};
use crate::domain::{AskedRow, GroupKey, GroupValue, Place, Population, RoleId, RoundId, phrase};
use crate::tally::{CellKey, CellTally, Tally};

/// So many groups that the population does not know may be named; more of them look like something else than groups.
const MOST_NAMED: usize = 12;

/// More answers than people asked, and groups that the population does not know. Numbers of answers are not said.
pub(super) fn held_against(tally: &Tally, population: &Population) -> Vec<Diagnostic> {
    let mut cells: BTreeMap<(&RoundId, &RoleId), Vec<(&CellKey, &CellTally)>> = BTreeMap::new();
    for (key, cell) in &tally.cells {
        cells.entry((&key.round, &key.role)).or_default().push((key, cell));
    }
    let mut faults = Vec::new();
    for ((round, role), cells) in cells {
        let of_role = |row: &&AskedRow| &row.round == round && &row.role == role;
        let rows: Vec<&AskedRow> = population.rows.iter().filter(of_role).collect();
        let answered = cells.iter().map(|(_, cell)| cell.respondents).sum();
        faults.extend(too_few(round, role, None, answered, &rows));
        let groupings: BTreeSet<&GroupKey> = cells.iter().flat_map(|(key, _)| key.groups.keys()).collect();
        for grouping in groupings {
            let rows: Vec<&AskedRow> =
                rows.iter().filter(|row| row.groups.contains_key(grouping)).copied().collect();
            if rows.is_empty() {
                continue;
            }
            let mut answered: BTreeMap<&GroupValue, u64> = BTreeMap::new();
            for (key, cell) in &cells {
                if let Some(Some(group)) = key.groups.get(grouping) {
                    *answered.entry(group).or_default() += cell.respondents;
                }
            }
            let people: u64 = answered.values().sum();
            let mut strange = Vec::new();
            for (group, answered) in answered {
                let is_own = |row: &&AskedRow| row.groups.get(grouping) == Some(group);
                let own: Vec<&AskedRow> = rows.iter().filter(|row| is_own(row)).copied().collect();
                match own.is_empty() {
                    true => strange.push(group),
                    false => faults.extend(too_few(round, role, Some(group), answered, &own)),
                }
            }
            faults.extend(unknown_groups(grouping, role, &strange, people, &rows));
        }
    }
    faults
}

fn too_few(
    round: &RoundId,
    role: &RoleId,
    group: Option<&GroupValue>,
    answered: u64,
    rows: &[&AskedRow],
) -> Option<Diagnostic> {
    let place = rows.first()?.place.clone();
    let asked: u64 = rows.iter().map(|row| row.asked).sum();
    if answered <= asked {
        return None;
    }
    let (whom_nl, whom_en) = match group {
        Some(group) => (format!("bij `{group}` "), format!("of `{group}` ")),
        None => (String::new(), String::new()),
    };
    let headline = phrase!(
        "in {round} hebben {whom_nl}meer mensen met de rol `{role}` geantwoord dan er gevraagd zijn ({asked})",
        "in {round} more people {whom_en}with the role `{role}` answered than were asked ({asked})"
    );
    let help = phrase!(
        "Verhoog het aantal, of kijk of antwoorden bij de verkeerde groep of rol staan.",
        "Raise the number, or see whether answers stand with the wrong group or role."
    );
    Some(Diagnostic::error(Code::AskedTooFew, headline).at(place).help(help))
}

/// Each of the groups by its name; but where they are nearly as many as the people, the column may hold names of
/// persons, and none is said.
fn unknown_groups(
    grouping: &GroupKey,
    role: &RoleId,
    groups: &[&GroupValue],
    people: u64,
    rows: &[&AskedRow],
) -> Vec<Diagnostic> {
    let Some(place) = rows.first().map(|row| Place::file(&row.place.file)) else { return Vec::new() };
    let count = groups.len();
    let are_few = u64::try_from(count).unwrap_or(u64::MAX).saturating_mul(2) <= people;
    if count > MOST_NAMED || !are_few {
        let headline = phrase!(
            "{count} waarden van {grouping} in de antwoorden (rol `{role}`) staan niet in het populatiebestand",
            "{count} values of {grouping} in the answers (role `{role}`) are not in the population file"
        );
        let help = phrase!(
            "Kijk of `groups` bij de bron de goede kolom noemt voor {grouping}; de waarden worden hier niet getoond.",
            "See whether `groups` of the source names the right column for {grouping}; the values are not shown here."
        );
        return vec![Diagnostic::error(Code::AskedUnknownGroup, headline).at(place).help(help)];
    }
    let known: Vec<&str> = rows.iter().filter_map(|row| Some(row.groups.get(grouping)?.as_str())).collect();
    let fault = |group: &&GroupValue| {
        let headline = phrase!(
            "{grouping} `{group}` komt in de antwoorden voor (rol `{role}`) en niet in het populatiebestand",
            "{grouping} `{group}` occurs in the answers (role `{role}`) and not in the population file"
        );
        let help = match nearest(group.as_str(), known.iter().copied()) {
            Some(near) => phrase!(
                "De dichtstbijzijnde naam daar is `{near}`. Schrijf beide hetzelfde, of voeg een regel toe.",
                "The nearest name there is `{near}`. Write both the same, or add a row."
            ),
            None => phrase!("Voeg een regel voor `{group}` toe.", "Add a row for `{group}`."),
        };
        Diagnostic::error(Code::AskedUnknownGroup, headline).at(place.clone()).help(help)
    };
    groups.iter().map(fault).collect()
}
