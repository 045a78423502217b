use std::collections::{BTreeMap, BTreeSet};

use super::compared::{Atoms, Compared};
use super::edition::{Detail, Table};
use crate::disclosure::Equations;
use crate::domain::{Privacy, Slice};

/// The slices of a table that may not be shown as they are today, beside all that was published of it before.
///
/// `shown` are the slices that today's rules allow, and with what. No set of fewer than the
/// minimum may follow from everything together; and where the distributions are shown then and now, no set of fewer
/// than the minimum for a distribution, for the difference of two distributions is one.
pub(super) fn kept_back(
    compared: &Compared<'_>,
    table: &Table,
    shown: &BTreeMap<Slice, Detail>,
    privacy: &Privacy,
) -> BTreeSet<Slice> {
    let mut fresh = shown.clone();
    fresh.retain(|slice, _| compared.is_comparable(slice));
    let mut all: Option<Vec<&Atoms>> = Some(Vec::new());
    for (_, atoms) in compared.measures(table) {
        // Where everyone answers everything, many numbers are the same.
        match (atoms, &mut all) {
            (Some(atoms), Some(all)) if !all.contains(&atoms) => all.push(atoms),
            (Some(_), _) => {}
            (None, _) => all = None,
        }
    }
    let levels = [(privacy.minimum, false), (privacy.minimum_distribution, true)];
    let Some(all) = all else { return shown.keys().cloned().collect() };
    let mut settled = false;
    while !settled {
        settled = true;
        for atoms in &all {
            for (minimum, of_distributions) in levels {
                loop {
                    let gone = exposing(compared, table, atoms, &fresh, minimum, of_distributions);
                    if gone.is_empty() {
                        break;
                    }
                    fresh.retain(|slice, _| !gone.contains(slice));
                    settled = false;
                }
            }
        }
    }
    shown.keys().filter(|slice| !fresh.contains_key(slice)).cloned().collect()
}

/// The slices that help to work out small sets of people: of each set the smallest that does, everyone last. Where one
/// of those is gone already, the set no longer follows that way.
fn exposing(
    compared: &Compared<'_>,
    table: &Table,
    atoms: &Atoms,
    fresh: &BTreeMap<Slice, Detail>,
    minimum: u64,
    of_distributions: bool,
) -> BTreeSet<Slice> {
    let counts = |detail: &Detail| detail.distribution || !of_distributions;
    let mut before = Vec::new();
    for (day, edition) in compared.editions.iter().enumerate() {
        for slice in edition.slices(table) {
            if edition.shows(table, &slice).is_some_and(|then| counts(&then)) {
                before.extend(compared.row(atoms, &slice, day));
            }
        }
    }
    let rows = fresh
        .iter()
        .filter(|(_, detail)| counts(detail))
        .filter_map(|(slice, _)| Some((slice, compared.row(atoms, slice, compared.today())?)));
    let (slices, now): (Vec<&Slice>, Vec<BTreeSet<usize>>) = rows.unzip();
    let size = |row: &BTreeSet<usize>| -> u64 { row.iter().filter_map(|atom| atoms.sizes.get(*atom)).sum() };
    let sums = Equations::of_people(atoms.sizes.clone(), before, now);
    let mut gone = BTreeSet::new();
    for telling in sums.telling(minimum) {
        let of = telling
            .into_iter()
            .filter_map(|position| Some((*slices.get(position)?, sums.now.get(position)?)));
        let of: Vec<(&Slice, &BTreeSet<usize>)> = of.collect();
        if of.iter().any(|(slice, _)| gone.contains(*slice)) {
            continue;
        }
        let smallest =
            of.into_iter().min_by_key(|(slice, row)| (**slice == Slice::All, size(row), (*slice).clone()));
        gone.extend(smallest.map(|(slice, _)| slice.clone()));
    }
    gone
}
