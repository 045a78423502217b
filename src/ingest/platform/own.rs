use crate::ingest::ColumnUse;

/// A heading without capitals and blanks: `Start Date` and `StartDate` are one column.
pub(super) fn key(heading: &str) -> String {
    heading.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect()
}

/// A heading without capitals and all that is no letter or digit: `Respondent-ID` is `RespondentID`.
pub(super) fn bare(heading: &str) -> String {
    heading.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The use of the first of some names that is in a list of keys.
pub(super) fn first_use(own: &[(&str, ColumnUse)], names: &[&str]) -> Option<ColumnUse> {
    let find = |name: &&str| {
        let key = key(name);
        own.iter().find(|(own, _)| *own == key).map(|(_, column_use)| *column_use)
    };
    names.iter().find_map(find)
}
