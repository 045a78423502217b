use std::collections::{BTreeMap, BTreeSet};

use super::plan::Planned;
use crate::diagnostics::{Code, Diagnostic};
use crate::dialogue::Reading;
use crate::domain::{IndicatorId, Place, Project, RoleId, RoundId, phrase};
use crate::tally::{CellKey, Tally};

/// Where answers of a round came from so far, to see what would count twice.
#[derive(Default)]
pub(super) struct Origins {
    /// Per round, role and indicator the table, from counted tables and from the others.
    counted: BTreeMap<(RoundId, RoleId, IndicatorId), String>,
    single: BTreeMap<(RoundId, RoleId, IndicatorId), String>,
    /// Per cell the counted table.
    cells: BTreeMap<CellKey, String>,
    /// Per round and role a counted table and another one.
    roles: BTreeMap<(RoundId, RoleId), [Option<String>; 2]>,
    said: BTreeSet<(RoundId, RoleId, String)>,
}

impl Origins {
    /// Takes in the tally of one table, and says of what in it would count twice.
    pub fn meet(&mut self, name: &str, tally: &Tally, counted: bool, notes: &mut Vec<Diagnostic>) {
        let before = notes.len();
        self.meet_indicators(name, tally, counted, notes);
        for (round, role) in tally.cells.keys().map(|key| (&key.round, &key.role)) {
            let origin = self.roles.entry((round.clone(), role.clone())).or_default();
            let [table, single] = origin;
            if counted { table } else { single }.get_or_insert_with(|| name.to_owned());
            if let ([Some(table), Some(single)], true) = (origin, notes.len() == before) {
                let said = (round.clone(), role.clone(), String::new());
                if self.said.insert(said) {
                    notes.push(perhaps_the_same_people(name, table, single, round, role));
                }
            }
        }
    }

    fn meet_indicators(&mut self, name: &str, tally: &Tally, counted: bool, notes: &mut Vec<Diagnostic>) {
        for (key, cell) in &tally.cells {
            let (round, role) = (&key.round, &key.role);
            let answered = cell.indicators.iter().filter(|(_, sums)| {
                sums.patterns.iter().any(|(pattern, people)| pattern.valid > 0 && *people > 0)
            });
            for (indicator, _) in answered {
                let answered = (round.clone(), role.clone(), indicator.clone());
                let (own, others) = match counted {
                    true => (&mut self.counted, &self.single),
                    false => (&mut self.single, &self.counted),
                };
                let said = (round.clone(), role.clone(), indicator.to_string());
                if let Some(other) = others.get(&answered).filter(|_| !self.said.contains(&said)) {
                    notes.push(counted_and_single(name, other, counted, round, role, indicator));
                    self.said.insert(said);
                }
                own.entry(answered).or_insert_with(|| name.to_owned());
            }
            if !counted {
                continue;
            }
            match self.cells.get(key) {
                Some(other) => {
                    let said = (round.clone(), role.clone(), format!("{other}\n{name}"));
                    if self.said.insert(said) {
                        notes.push(two_tables(name, other, round, role));
                    }
                }
                None => {
                    self.cells.insert(key.clone(), name.to_owned());
                }
            }
        }
    }
}

fn counted_and_single(
    name: &str,
    other: &str,
    counted: bool,
    round: &RoundId,
    role: &RoleId,
    indicator: &IndicatorId,
) -> Diagnostic {
    let (table, single) = if counted { (name, other) } else { (other, name) };
    let headline = phrase!(
        "`{indicator}` heeft in {round} van de rol `{role}` antwoorden uit een getelde tabel (`{table}`) en per persoon (`{single}`)",
        "`{indicator}` has in {round} of the role `{role}` answers from a counted table (`{table}`) and per person (`{single}`)"
    );
    let help = phrase!(
        "Kies er een: ze zouden dubbel tellen. Gaan ze over andere mensen, geef die dan een eigen rol of ronde.",
        "Choose one: they would count twice. If they are about other people, give those a role or round of their own."
    );
    Diagnostic::error(Code::CountedAndSingle, headline).at(Place::file(name)).help(help)
}

fn perhaps_the_same_people(
    name: &str,
    table: &str,
    single: &str,
    round: &RoundId,
    role: &RoleId,
) -> Diagnostic {
    let headline = phrase!(
        "de mensen van `{table}` (geteld) en `{single}` zijn bij elkaar opgeteld: rol `{role}` in {round}",
        "the people of `{table}` (counted) and `{single}` were added up: role `{role}` in {round}"
    );
    let help = phrase!(
        "Zijn het dezelfde mensen, dan zijn hun aantal en de respons te hoog: geef de tabel een eigen rol of ronde.",
        "If they are the same people, their number and the response are too high: give the table a role or round of its own."
    );
    Diagnostic::warning(Code::CountedAndSingle, headline).at(Place::file(name)).help(help)
}

fn two_tables(name: &str, other: &str, round: &RoundId, role: &RoleId) -> Diagnostic {
    let headline = phrase!(
        "`{other}` en `{name}` tellen dezelfde groep: de rol `{role}` in {round}",
        "`{other}` and `{name}` count the same group: the role `{role}` in {round}"
    );
    let help = phrase!(
        "Zijn het dezelfde mensen, zet dan alle vragen in één tabel. Zijn het andere, geef elke tabel een kolom met de groep en noem die bij `groups`.",
        "If they are the same people, put all questions in one table. If they are others, give each table a column with the group and name it at `groups`."
    );
    Diagnostic::error(Code::CountedTwice, headline).at(Place::file(name)).help(help)
}

/// Says aloud what a counted table cannot tell: to the quality officer, and to the readers.
pub(super) fn say_what_is_lost(
    project: &Project,
    planned: &Planned,
    tally: &Tally,
    reading: &mut Reading,
    notes: &mut Vec<Diagnostic>,
) {
    let name = &planned.table.name;
    let of_several = project.indicators.iter().filter(|indicator| {
        let sums = tally.cells.values().filter_map(|cell| cell.indicators.get(&indicator.id));
        sums.into_iter().any(|sums| sums.unlinked)
    });
    let titles: Vec<&str> = of_several.map(|indicator| indicator.title.as_str()).collect();
    reading.notes.push(phrase!(
        "{name}: een getelde tabel. Hoeveel mensen meededen, is van elke groep het aantal bij de stelling met de meeste antwoorden.",
        "{name}: a counted table. How many people took part is, of each group, the number at the statement with the most answers."
    ));
    if titles.is_empty() {
        return;
    }
    let titles = titles.join("; ");
    reading.notes.push(phrase!(
        "{name}: welke antwoorden van één persoon zijn, is hier niet te zien. Daarom geen gemiddelde score en geen mediaan, en het aandeel zonder interval, bij: {titles}.",
        "{name}: which answers are one person's cannot be seen here. Hence no mean score and no median, and the share without an interval, for: {titles}."
    ));
    let headline = phrase!(
        "getelde tabel: van indicatoren met meer stellingen alleen het aandeel van alle antwoorden, zonder interval ({titles})",
        "counted table: of indicators with several statements only the share of all answers, without an interval ({titles})"
    );
    notes.push(Diagnostic::note(Code::OnlyCounts, headline).at(Place::file(name)));
}
