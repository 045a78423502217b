use std::collections::BTreeMap;

use super::codebook::{Ask, Codebook, ItemCode};
use super::meaning::{Written, as_shown, written};
use super::normalise::number_in;
use super::recognise::fallen_together;
use super::respondents::GroupColumn;
use super::wording;
use crate::diagnostics::{Diagnostic, nearest};
use crate::domain::{Answer, Cell, Place, ScaleId};

/// From so many answered rows on, a grouping column is looked at for names.
const ROWS_TO_JUDGE: u64 = 30;
/// So many groups are never suspect by their number alone.
const GROUPS_ALWAYS_FINE: u64 = 60;

/// An answer that is on no scale, over all columns in which it stands.
pub(super) struct UnknownAnswer<'a> {
    pub(super) shown: String,
    pub(super) is_date: bool,
    /// A number that is not whole, such as a half mark.
    pub(super) is_fraction: bool,
    pub(super) scale: &'a ScaleId,
    pub(super) count: u64,
    pub(super) columns: Vec<String>,
    pub(super) place: Place,
    pub(super) nearest: Option<String>,
}

/// Everything that has to be said about a table that was coded: roles, groups, then answers in the order of
/// the items, then what was left out.
pub(super) fn notes(book: &Codebook) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    roles(book, &mut notes);
    for group in &book.respondents.groups {
        errors_of_group(book, group, &mut notes);
        too_many_groups(book, group, &mut notes);
    }
    answers(book, &mut notes);
    if book.account.empty > 0 {
        notes.push(wording::empty_rows(book.whence.name(), book.account.empty));
    }
    if book.account.incomplete > 0 {
        notes.push(wording::incomplete_left_out(book.whence.name(), book.account.incomplete));
    }
    notes
}

/// Whether distinct texts may stand in a message: they look like the options of a closed question, not like
/// what people wrote. `known`: how many answers of the same column are on a scale.
pub(super) fn may_quote<'t>(texts: impl IntoIterator<Item = (&'t str, u64)>, known: u64) -> bool {
    const LONGEST: usize = 80;
    const MOST_OPTIONS: usize = 12;
    const FEW: u64 = 4;
    let (mut distinct, mut answers) = (0_usize, 0_u64);
    for (text, count) in texts {
        if text.chars().count() > LONGEST || text.contains('@') {
            return false;
        }
        distinct += 1;
        answers += count;
    }
    let repeated = u64::try_from(distinct).unwrap_or(u64::MAX).saturating_mul(2) <= answers;
    distinct <= MOST_OPTIONS && (repeated || answers <= known || answers < FEW)
}

fn roles(book: &Codebook, notes: &mut Vec<Diagnostic>) {
    let people = &book.respondents;
    let Some(column) = people.role_column else {
        if people.roles.is_empty() && book.account.without_role > 0 {
            notes.push(wording::no_role_column(book.whence.name(), book.account.without_role));
        }
        return;
    };
    let mut unknown: BTreeMap<String, (String, u64, u64)> = BTreeMap::new();
    let mut blank: Option<(u64, u64)> = None;
    for (index, count, first) in people.roles_unknown.met() {
        let Some(cell) = people.role_cells.get(index) else { continue };
        match written(cell) {
            Written::Text(text) => {
                let entry = unknown.entry(text).or_insert((as_shown(cell), 0, u64::MAX));
                (entry.1, entry.2) = (entry.1 + count, entry.2.min(first));
            }
            Written::Error => notes.push(cell_error(book, cell, column, count, first)),
            Written::Absent | Written::Blank | Written::Missing(_) => {
                let (sum, earliest) = blank.unwrap_or((0, u64::MAX));
                blank = Some((sum + count, earliest.min(first)));
            }
        }
    }
    if let Some((count, first)) = blank {
        notes.push(wording::role_blank(book.whence.place(first, column), count));
    }
    let known = book.account.used;
    if may_quote(unknown.values().map(|(shown, count, _)| (shown.as_str(), *count)), known) {
        for (shown, count, first) in unknown.values() {
            let roles = people.known_roles.values().map(|role| role.as_str());
            let near = nearest(shown, people.known_roles.keys().map(String::as_str));
            let near = near.and_then(|text| people.known_roles.get(text)).map(|role| role.as_str());
            let place = book.whence.place(*first, column);
            notes.push(wording::unknown_role(place, shown, *count, near.or(roles.min())));
        }
    } else if let Some(first) = unknown.values().map(|(_, _, first)| *first).min() {
        let count = unknown.values().map(|(_, count, _)| count).sum();
        let place = book.whence.place(first, column);
        notes.push(wording::roles_look_open(place, book.whence.heading(column), unknown.len(), count));
    }
}

fn errors_of_group(book: &Codebook, group: &GroupColumn, notes: &mut Vec<Diagnostic>) {
    let Some(column) = group.column else { return };
    for (index, count, first) in group.sightings.met() {
        if let Some(cell) = group.cells.get(index).filter(|cell| written(cell) == Written::Error) {
            notes.push(cell_error(book, cell, column, count, first));
        }
    }
}

/// More groups than half the respondents (and than any partnership has schools), or nearly everybody alone.
fn too_many_groups(book: &Codebook, group: &GroupColumn, notes: &mut Vec<Diagnostic>) {
    let (Some(column), (groups, grouped)) = (group.column, group.spread()) else { return };
    let groups = u64::try_from(groups).unwrap_or(u64::MAX);
    let many = groups > GROUPS_ALWAYS_FINE.max(book.account.used / 2);
    let nearly_alone = groups.saturating_mul(10) > grouped.saturating_mul(9);
    if book.account.used >= ROWS_TO_JUDGE && grouped >= ROWS_TO_JUDGE / 2 && (many || nearly_alone) {
        let heading = book.whence.heading(column);
        let first = group.sightings.met().map(|(_, _, first)| first).min().unwrap_or(1);
        let place = book.whence.place(first, column);
        notes.push(wording::too_many_groups(place, heading, &group.key, groups, book.account.used));
    }
}

fn answers(book: &Codebook, notes: &mut Vec<Diagnostic>) {
    let mut unknown: Vec<UnknownAnswer> = Vec::new();
    let mut position: BTreeMap<(&ScaleId, String), usize> = BTreeMap::new();
    for ask in &book.asks {
        let Some(item) = book.items.get(ask.item) else { continue };
        for (index, count, first) in ask.sightings.met() {
            if let Some(cell) = ask.cells.get(index).filter(|cell| written(cell) == Written::Error) {
                notes.push(cell_error(book, cell, ask.column, count, first));
            }
        }
        let Some((scale, lexicon)) = &item.scale else { continue };
        one_option_for_two(book, ask, item, notes);
        let rejected = rejected(ask);
        let quoted = is_quotable(ask);
        if !quoted {
            let first = rejected.iter().map(|(.., first)| *first).min().unwrap_or(1);
            let count = rejected.iter().map(|(_, _, count, _)| count).sum();
            let place = book.whence.place(first, ask.column);
            let heading = book.whence.heading(ask.column);
            notes.push(wording::answers_look_open(place, heading, &scale.id, rejected.len(), count));
            continue;
        }
        for (cell, text, count, first) in rejected {
            let heading = book.whence.heading(ask.column).to_owned();
            if let Some(known) = position.get(&(&scale.id, text.clone())).and_then(|at| unknown.get_mut(*at))
            {
                known.count += count;
                if !known.columns.contains(&heading) {
                    known.columns.push(heading);
                }
                continue;
            }
            position.insert((&scale.id, text.clone()), unknown.len());
            unknown.push(UnknownAnswer {
                shown: as_shown(cell),
                is_date: matches!(cell, Cell::Date(_)),
                is_fraction: is_fraction(&text),
                scale: &scale.id,
                count,
                columns: vec![heading],
                place: book.whence.place(first, ask.column),
                nearest: nearest(&text, lexicon.words()).map(str::to_owned),
            });
        }
    }
    notes.extend(unknown.iter().map(wording::unknown_answer));
}

/// Whether the answers of a column that could not be read may stand in a message.
pub(super) fn is_quotable(ask: &Ask) -> bool {
    let rejected = rejected(ask);
    let texts = rejected.iter().map(|(cell, text, count, _)| {
        (if matches!(cell, Cell::Text(_)) { text.as_str() } else { "" }, *count)
    });
    may_quote(texts, ask.valid())
}

/// Whether a normalised text is a number that is not whole.
pub(super) fn is_fraction(text: &str) -> bool {
    number_in(text).is_some_and(|number| number.fract() != 0.0)
}

impl Ask {
    /// How many answers were on the scale.
    fn valid(&self) -> u64 {
        let valid = |(index, count, _): (usize, u64, u64)| {
            let answer = self.bytes.get(index).copied().and_then(Answer::from_byte)?;
            answer.read().is_ok().then_some(count)
        };
        self.sightings.met().filter_map(valid).sum()
    }
}

/// The texts that were rejected, spellings of one text together: a cell, the text, how often, first row.
fn rejected(ask: &Ask) -> Vec<(&Cell, String, u64, u64)> {
    let mut texts: Vec<(&Cell, String, u64, u64)> = Vec::new();
    for (index, count, first) in ask.sightings.met() {
        let known = ask.bytes.get(index).copied().and_then(Answer::from_byte).is_some();
        let Some(cell) = ask.cells.get(index).filter(|_| !known) else { continue };
        let Written::Text(text) = written(cell) else { continue };
        match texts.iter_mut().find(|(_, other, ..)| *other == text) {
            Some(same) => (same.2, same.3) = (same.2 + count, same.3.min(first)),
            None => texts.push((cell, text, count, first)),
        }
    }
    texts.sort_by_key(|(_, _, _, first)| *first);
    texts
}

/// 'Eens' beside 'enigszins eens' on a scale that has one of them: the column has more options than the scale.
fn one_option_for_two(book: &Codebook, ask: &Ask, item: &ItemCode, notes: &mut Vec<Diagnostic>) {
    let Some((scale, lexicon)) = &item.scale else { return };
    // A partnership may well call two texts one option on a scale of its own.
    if book.project.scales.contains_key(&scale.id) {
        return;
    }
    let texts: Vec<String> = ask
        .sightings
        .met()
        .filter_map(|(index, ..)| match written(ask.cells.get(index)?) {
            Written::Text(text) => Some(text),
            _ => None,
        })
        .collect();
    if let Some((one, other)) = fallen_together(&texts, lexicon) {
        let first = ask.sightings.met().map(|(_, _, first)| first).min().unwrap_or(1);
        let place = book.whence.place(first, ask.column);
        let heading = book.whence.heading(ask.column);
        notes.push(wording::two_options_in_one(place, heading, item.indicator, &scale.id, one, other));
    }
}

fn cell_error(book: &Codebook, cell: &Cell, column: usize, count: u64, first: u64) -> Diagnostic {
    let place = book.whence.place(first, column);
    wording::cell_error(place, &as_shown(cell), book.whence.heading(column), count)
}
