use std::collections::BTreeMap;

use super::checks::{at_least, bad_value, filled, filled_if_any, id};
use super::names::Names;
use super::{quality, remarks, source_shape};
use crate::diagnostics::Code;
use crate::domain::{Asked, GroupKey, Missing, RoleId, RoleOf, RoundId, Source, phrase};
use crate::project::draft::SourceDraft;
use crate::project::faults::{Fault, Faults};
use crate::project::written::{Entries, Written};

/// Where the answers of one round come from.
pub(super) fn settle(
    source: &Written<SourceDraft>,
    rounds: &Names,
    open_answers: bool,
    faults: &mut Faults,
) -> Option<Source> {
    let draft = &source.value;
    let round = draft.round.as_ref().filter(|round| rounds.resolve(round, None, faults));
    let files = files(source, faults);
    let role = role(source, faults);
    let groups = draft.groups.as_ref().map_or(Some(BTreeMap::new()), |groups| self::groups(groups, faults));
    let labels = match &draft.labels {
        Some(file) => filled(file, "labels", faults).filter(|_| is_path(file, "labels", faults)).map(Some),
        None => Some(None),
    };
    let asked = asked(source, faults);
    let sheet = filled_if_any(&draft.sheet, "sheet", faults);
    let header_row = match &draft.header_row {
        Some(row) => at_least(row, 1, "header-row", faults).map(Some),
        None => Some(None),
    };
    let encoding = filled_if_any(&draft.encoding, "encoding", faults);
    let delimiter = match &draft.delimiter {
        Some(delimiter) => self::delimiter(delimiter, faults).map(Some),
        None => Some(None),
    };
    let missing =
        draft.missing.as_ref().map_or(Some(BTreeMap::new()), |missing| self::missing(missing, faults));
    let shape = source_shape::settle(source, faults);
    let quality = quality::settle(source, faults);
    let unused = quality::columns(&draft.unused, "unused", faults);
    let absent = quality::columns(&draft.absent, "absent", faults);
    let remarks = remarks::columns(source, open_answers, faults);
    Some(Source {
        round: RoundId::new(&round?.value),
        files: files?,
        platform: draft.platform.as_ref().map(|platform| platform.value),
        role: role?,
        groups: groups?,
        labels: labels?,
        asked: asked?,
        sheet: sheet?,
        header_row: header_row?,
        encoding: encoding?,
        delimiter: delimiter?,
        missing: missing?,
        incomplete: draft.incomplete.as_ref().map(|incomplete| incomplete.value).unwrap_or_default(),
        shape: shape?,
        quality: quality?,
        unused: unused?,
        absent: absent?.unwrap_or_default(),
        remarks: remarks?,
    })
}

fn files(source: &Written<SourceDraft>, faults: &mut Faults) -> Option<Vec<String>> {
    let written = source.value.files.as_ref()?;
    if written.value.is_empty() && !faults.lost(&source.span, "files") {
        bad_value(
            faults,
            &written.span,
            phrase!("De lijst `files` is leeg.", "The list `files` is empty."),
            phrase!("verwacht: een of meer bestanden", "expected: one or more files"),
            None,
        );
        return None;
    }
    let mut files: Vec<String> = Vec::new();
    let mut sound = true;
    for file in &written.value {
        match filled(file, "files", faults).filter(|_| is_path(file, "files", faults)) {
            Some(name) if files.contains(&name) => {
                sound = false;
                twice(file, faults);
            }
            Some(name) => files.push(name),
            None => sound = false,
        }
    }
    sound.then_some(files)
}

/// Refuses a path with backslashes, also those that TOML has made a tab or another character of.
fn is_path(file: &Written<String>, key: &str, faults: &mut Faults) -> bool {
    let Some(odd) = file.value.chars().find(|c| *c == '\\' || c.is_control()) else { return true };
    let meant: String = file.value.chars().flat_map(written_out).collect();
    bad_value(
        faults,
        &file.span,
        if odd == '\\' {
            phrase!("In het pad bij `{key}` staat `\\`.", "There is a `\\` in the path of `{key}`.")
        } else {
            phrase!(
                "Het pad bij `{key}` kan niet zo heten: `\\` heeft tussen aanhalingstekens een eigen betekenis.",
                "The path of `{key}` cannot be this: `\\` has a meaning of its own in quotes."
            )
        },
        phrase!("verwacht: `/` tussen mappen", "expected: `/` between folders"),
        Some(phrase!("Schrijf mappen met `/`: `\"{meant}\"`.", "Write folders with `/`: `\"{meant}\"`.")),
    );
    false
}

/// A character of a path as it was meant, with `/` for every backslash.
fn written_out(c: char) -> impl Iterator<Item = char> {
    let (before, own) = match c {
        '\\' => (None, Some('/')),
        '\t' => (Some('/'), Some('t')),
        '\n' => (Some('/'), Some('n')),
        '\r' => (Some('/'), Some('r')),
        '\u{8}' => (Some('/'), Some('b')),
        '\u{c}' => (Some('/'), Some('f')),
        '\u{1b}' => (Some('/'), Some('e')),
        c if c.is_control() => (None, None),
        c => (None, Some(c)),
    };
    before.into_iter().chain(own)
}

fn role(source: &Written<SourceDraft>, faults: &mut Faults) -> Option<RoleOf> {
    let SourceDraft { role, role_column, role_values, .. } = &source.value;
    let values =
        role_values.as_ref().map_or(Some(BTreeMap::new()), |values| self::role_values(values, faults));
    if let (Some(values), None) = (role_values, role_column)
        && !faults.lost(&source.span, "role-column")
    {
        bad_value(
            faults,
            &values.span,
            phrase!(
                "`role-values` hoort bij `role-column`, en die is er niet.",
                "`role-values` goes with `role-column`, which is not there."
            ),
            phrase!("van welke kolom zijn dit de teksten?", "of which column are these the texts?"),
            Some(phrase!("Voeg toe: `role-column = \"…\"`", "Add: `role-column = \"…\"`")),
        );
        return None;
    }
    match (role, role_column) {
        (Some(_), Some(column)) => {
            bad_value(
                faults,
                &column.span,
                phrase!(
                    "Een bron heeft óf `role` óf `role-column`, niet allebei.",
                    "A source has either `role` or `role-column`, not both."
                ),
                phrase!("verwacht: één van de twee", "expected: one of the two"),
                Some(phrase!(
                    "Houd `role` als alle antwoorden van één rol zijn; anders `role-column`.",
                    "Keep `role` if all answers are of one role; else `role-column`."
                )),
            );
            None
        }
        (Some(role), None) => id(role, "role", faults).map(|role| RoleOf::Fixed(RoleId::new(role))),
        (None, Some(column)) => {
            let column = filled(column, "role-column", faults);
            Some(RoleOf::Column { column: column?, values: values? })
        }
        (None, None) if ["role", "role-column"].iter().any(|key| faults.lost(&source.span, key)) => None,
        (None, None) => {
            faults.error(Fault {
                code: Code::MissingKey,
                span: source.span.clone(),
                headline: phrase!(
                    "Van deze bron is niet gezegd van welke rol de antwoorden zijn.",
                    "This source does not say of which role its answers are."
                ),
                label: phrase!(
                    "hier hoort `role` of `role-column` bij",
                    "`role` or `role-column` belongs with this"
                ),
                help: Some(phrase!("Voeg toe: `role = \"student\"`", "Add: `role = \"student\"`")),
            });
            None
        }
    }
}

fn role_values(values: &Written<Entries<String>>, faults: &mut Faults) -> Option<BTreeMap<String, RoleId>> {
    let mut settled = Some(BTreeMap::new());
    for (text, role) in &values.value.0 {
        let text = filled(text, "role-values", faults);
        let role = id(role, "role-values", faults);
        match (text, role, &mut settled) {
            (Some(text), Some(role), Some(settled)) => {
                settled.insert(text, RoleId::new(role));
            }
            (Some(_), Some(_), None) => {}
            _ => settled = None,
        }
    }
    settled
}

fn groups(groups: &Written<Entries<String>>, faults: &mut Faults) -> Option<BTreeMap<GroupKey, String>> {
    let mut settled = Some(BTreeMap::new());
    for (key, column) in &groups.value.0 {
        let name = id(key, &key.value, faults).filter(|_| is_free(key, faults));
        let column = filled(column, &key.value, faults);
        match (name, column, &mut settled) {
            (Some(name), Some(column), Some(settled)) => {
                settled.insert(GroupKey::new(name), column);
            }
            (Some(_), Some(_), None) => {}
            _ => settled = None,
        }
    }
    settled
}

/// Refuses a grouping called as a column of the population file or as the whole of the answers.
fn is_free(key: &Written<String>, faults: &mut Faults) -> bool {
    const RESERVED: [&str; 3] = ["role", "rol", "all"];
    let name = key.value.trim().to_lowercase();
    if !RESERVED.contains(&name.as_str()) {
        return true;
    }
    bad_value(
        faults,
        &key.span,
        phrase!("Een indeling kan niet `{name}` heten.", "A grouping cannot be called `{name}`."),
        phrase!("deze naam heeft al een betekenis", "this name has a meaning already"),
        Some(phrase!(
            "`role` en `rol` zijn de rol van een respondent en `all` is iedereen samen: in cijfers en in het populatiebestand zou dat door elkaar lopen. Kies een andere naam; voor de rol is er `role-column`.",
            "`role` and `rol` are the role of a respondent and `all` is everyone together: in figures and in the population file that would run together. Choose another name; for the role there is `role-column`."
        )),
    );
    false
}

fn asked(source: &Written<SourceDraft>, faults: &mut Faults) -> Option<Option<Asked>> {
    match (&source.value.asked, &source.value.asked_number) {
        (Some(_), Some(number)) => {
            bad_value(
                faults,
                &number.span,
                phrase!(
                    "Een bron heeft óf `asked` óf `asked-number`, niet allebei.",
                    "A source has either `asked` or `asked-number`, not both."
                ),
                phrase!("verwacht: één van de twee", "expected: one of the two"),
                None,
            );
            None
        }
        (Some(file), None) => filled(file, "asked", faults)
            .filter(|_| is_path(file, "asked", faults))
            .map(|file| Some(Asked::File(file))),
        (None, Some(number)) => {
            at_least(number, 1, "asked-number", faults).map(|number| Some(Asked::Number(number)))
        }
        (None, None) => Some(None),
    }
}

fn delimiter(written: &Written<String>, faults: &mut Faults) -> Option<char> {
    let mut characters = written.value.chars();
    let only = characters.next().filter(|_| characters.next().is_none());
    let separates =
        |c: &char| *c == '\t' || !(c.is_alphanumeric() || c.is_control() || matches!(c, '"' | '\'' | ' '));
    let delimiter = only.filter(separates);
    if delimiter.is_none() {
        bad_value(
            faults,
            &written.span,
            phrase!("Dit kan geen scheidingsteken zijn.", "This cannot be a delimiter."),
            phrase!(
                "verwacht: één teken: `;`, `,` of `\\t` (tab)",
                "expected: one character: `;`, `,` or `\\t` (tab)"
            ),
            None,
        );
    }
    delimiter
}

fn missing(missing: &Written<Entries<Missing>>, faults: &mut Faults) -> Option<BTreeMap<String, Missing>> {
    let mut settled: BTreeMap<String, Missing> = BTreeMap::new();
    let mut sound = true;
    for (text, kind) in &missing.value.0 {
        let Some(name) = filled(text, "missing", faults) else {
            sound = false;
            continue;
        };
        if settled.keys().any(|other| other.trim().to_lowercase() == name.trim().to_lowercase()) {
            sound = false;
            twice(text, faults);
        }
        settled.insert(name, kind.value);
    }
    sound.then_some(settled)
}

/// Reports a text that stands in its list twice.
pub(super) fn twice(text: &Written<String>, faults: &mut Faults) {
    let name = &text.value;
    faults.error(Fault {
        code: Code::DuplicateName,
        span: text.span.clone(),
        headline: phrase!("`{name}` staat er twee keer.", "`{name}` stands here twice."),
        label: phrase!("staat er al", "is there already"),
        help: Some(phrase!("Haal er één weg.", "Remove one of them.")),
    });
}
