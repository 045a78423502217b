use std::collections::{BTreeMap, BTreeSet};

use super::compared::{Atoms, Compared};
use super::edition::Table;
use super::followed::Sums;
use crate::domain::{Privacy, Slice};

/// The slices of a table that may not be shown as they are today, beside all that was published of it before.
///
/// `shown` are the slices that today's rules allow, and whether with their distribution. No set of fewer than the
/// minimum may follow from everything together; and where the distributions are shown then and now, no set of fewer
/// than the minimum for a distribution, for the difference of two distributions is one.
pub(super) fn kept_back(
    compared: &Compared<'_>,
    table: &Table,
    shown: &BTreeMap<Slice, bool>,
    privacy: &Privacy,
) -> BTreeSet<Slice> {
    let mut fresh = shown.clone();
    fresh.retain(|slice, _| compared.is_comparable(slice));
    let measures = compared.measures(table);
    let all: Option<Vec<Atoms>> = measures.iter().map(|measure| compared.atoms(table, measure)).collect();
    let levels = [(privacy.minimum, false), (privacy.minimum_distribution, true)];
    let Some(all) = all else { return shown.keys().cloned().collect() };
    let mut settled = false;
    while !settled {
        settled = true;
        for atoms in &all {
            for (minimum, of_distributions) in levels {
                while let Some(slice) = exposing(compared, table, atoms, &fresh, minimum, of_distributions) {
                    fresh.remove(&slice);
                    settled = false;
                }
            }
        }
    }
    shown.keys().filter(|slice| !fresh.contains_key(slice)).cloned().collect()
}

/// A slice that helps to work out a small set of people: the smallest that does, everyone last.
fn exposing(
    compared: &Compared<'_>,
    table: &Table,
    atoms: &Atoms,
    fresh: &BTreeMap<Slice, bool>,
    minimum: u64,
    of_distributions: bool,
) -> Option<Slice> {
    let counts = |distribution: bool| distribution || !of_distributions;
    let mut before = Vec::new();
    for (day, edition) in compared.editions.iter().enumerate() {
        for slice in edition.slices(table) {
            if edition.shows(table, &slice).is_some_and(counts) {
                before.extend(compared.row(atoms, &slice, day));
            }
        }
    }
    let rows = fresh
        .iter()
        .filter(|(_, distribution)| counts(**distribution))
        .filter_map(|(slice, _)| Some((slice, compared.row(atoms, slice, compared.today())?)));
    let (slices, now): (Vec<&Slice>, Vec<BTreeSet<usize>>) = rows.unzip();
    let size = |row: &BTreeSet<usize>| -> u64 { row.iter().filter_map(|atom| atoms.sizes.get(*atom)).sum() };
    let sums = Sums { sizes: atoms.sizes.clone(), before, now };
    let telling = sums.telling(minimum)?;
    let candidates = telling.into_iter().filter_map(|position| {
        let (slice, row) = (*slices.get(position)?, sums.now.get(position)?);
        Some(((*slice == Slice::All, size(row), slice.clone()), slice.clone()))
    });
    candidates.min().map(|(_, slice)| slice)
}
