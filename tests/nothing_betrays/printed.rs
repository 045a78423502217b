//! Attacks on what is printed for readers: names of groups, and tables in which groups stand below one another.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::attack::{is_shown, list, members, responses, slices, text};

/// The names of groups that are withheld in the latest round.
#[derive(Debug)]
pub struct WithheldNames {
    /// Those whose response is withheld: they may stand beside a number nowhere.
    pub general: BTreeSet<String>,
    by_indicator: BTreeMap<String, BTreeSet<String>>,
}

impl WithheldNames {
    /// Those that may not stand beside a number in a text about this indicator.
    pub fn of(&self, indicator: Option<&str>) -> BTreeSet<String> {
        let here = indicator.and_then(|indicator| self.by_indicator.get(indicator));
        self.general.iter().chain(here.into_iter().flatten()).cloned().collect()
    }
}

pub fn withheld_names(document: &Value) -> WithheldNames {
    let latest = list(&document["rounds"]).last().map(|round| text(&round["round"])).unwrap_or_default();
    let group = |slice: &str| slice.split_once(':').map(|(_, name)| name.to_owned());
    // Of those who answered alike bounds are told, and how many they are.
    let hidden =
        |figure: &Value| !is_shown(figure) && figure["state"] != "no-data" && figure["state"] != "nearly-all";
    let general = responses(document)
        .into_iter()
        .filter(|((round, _), row)| *round == latest && hidden(&row["rate"]))
        .filter_map(|((_, slice), _)| group(&slice))
        .collect();
    let mut by_indicator: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for ((round, indicator, slice), row) in slices(document) {
        // Of one statement without its distribution the share is shown and the mean is not.
        let of_few = hidden(&row["figures"]["mean"]) && !is_shown(&row["figures"]["favourable-share"]);
        if round == latest && of_few {
            by_indicator.entry(indicator).or_default().extend(group(&slice));
        }
    }
    WithheldNames { general, by_indicator }
}

/// Tables printed for readers, with everyone and the schools: what is left of n after the schools that are shown.
pub fn printed_tables(markdown: &str, truth: &Value, tables: &mut usize) -> Vec<String> {
    let minimum = truth["minimum"].as_i64().expect("a minimum");
    let round =
        truth["rounds"].as_object().and_then(|rounds| rounds.keys().next_back()).cloned().unwrap_or_default();
    let schools: BTreeSet<String> = members(&truth["rounds"][&round]["respondents"], "school")
        .iter()
        .filter_map(|slice| slice.split_once(':').map(|(_, name)| name.to_owned()))
        .collect();
    let mut found = Vec::new();
    let mut lines = markdown.lines().peekable();
    while let Some(line) = lines.next() {
        if !line.starts_with('|') {
            continue;
        }
        let mut rows = vec![cells(line)];
        while let Some(line) = lines.next_if(|line| line.starts_with('|')) {
            rows.push(cells(line));
        }
        let of = |row: &Vec<String>| row.get(1).and_then(|cell| cell.parse::<i64>().ok());
        let everyone =
            rows.iter().find(|row| row.first().is_some_and(|cell| cell == "Iedereen")).and_then(of);
        let listed: Vec<&Vec<String>> =
            rows.iter().filter(|row| row.first().is_some_and(|cell| schools.contains(cell))).collect();
        let (Some(everyone), true) = (everyone, listed.len() > 1) else { continue };
        *tables += 1;
        let left = everyone - listed.iter().filter_map(|row| of(row)).sum::<i64>();
        let hidden = schools.len() - listed.iter().filter(|row| of(row).is_some()).count();
        if left > 0 && (left < minimum || hidden < 2) {
            found.push(format!("{:?}: {left} people are left in {hidden} schools", rows.first()));
        }
    }
    found
}

fn cells(line: &str) -> Vec<String> {
    line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
}
