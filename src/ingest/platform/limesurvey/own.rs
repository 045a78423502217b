use super::codes::leading_code;
use crate::ingest::ColumnUse;

/// A column that LimeSurvey itself adds to the answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Own {
    Identifier,
    Submitted,
    LastPage,
    Language,
    Seed,
    Token,
    Started,
    LastAction,
    Address,
    Referrer,
    Duration,
}

/// What each is called as a code, and as a text in English, German and French, as LimeSurvey's translations write it.
/// Lower case.
const NAMES: [(Own, &[&str]); 11] = [
    (Own::Identifier, &["id", "response id", "antwort id", "id de la réponse", "id réponse"]),
    (Own::Submitted, &["submitdate", "date submitted", "datum abgeschickt", "date de soumission"]),
    (Own::LastPage, &["lastpage", "last page", "letzte seite", "dernière page"]),
    (Own::Language, &["startlanguage", "start language", "start-sprache", "langue de départ"]),
    (Own::Seed, &["seed", "zufallsstartwert", "zufallsgeneratorstartwert", "tête de série"]),
    (Own::Token, &["token", "access code"]),
    (Own::Started, &["startdate", "date started", "datum gestartet", "date de lancement"]),
    (
        Own::LastAction,
        &["datestamp", "date last action", "datum letzte aktivität", "date de la dernière action"],
    ),
    (Own::Address, &["ipaddr", "ip address", "ip-adresse"]),
    (Own::Referrer, &["refurl", "referrer url", "weiterleitungs-url"]),
    (Own::Duration, &["interviewtime", "total time"]),
];

/// The codes before which LimeSurvey's own texts stand in an export of code and text.
const TOLD_BY: [&str; 6] = ["submitdate", "lastpage", "startlanguage", "startdate", "datestamp", "seed"];

impl Own {
    fn called(name: &str) -> Option<Self> {
        let lower = name.to_lowercase();
        let is = |names: &[&str]| names.contains(&lower.as_str());
        NAMES.iter().find(|(_, names)| is(names)).map(|(own, _)| *own)
    }

    /// What a column of that kind is for.
    pub(super) fn column_use(self) -> ColumnUse {
        match self {
            Own::Identifier => ColumnUse::Identifier,
            Own::Submitted => ColumnUse::Completion,
            Own::LastPage | Own::Language | Own::Seed => ColumnUse::Administrative,
            Own::Token | Own::Address | Own::Referrer => ColumnUse::Personal,
            Own::Started => ColumnUse::Started,
            Own::LastAction => ColumnUse::Ended,
            Own::Duration => ColumnUse::Duration,
        }
    }

    /// Whether hardly any other tool has such a column under that name.
    fn is_mark(self, name: &str) -> bool {
        match self {
            Own::Submitted | Own::LastPage | Own::Language | Own::LastAction => true,
            Own::Duration | Own::Referrer => ["interviewtime", "refurl"].contains(&name),
            _ => false,
        }
    }
}

/// How the headings of an export are written, as LimeSurvey's own columns show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// What stands between a question's code and its text; `None` where that is not to be seen.
    pub(super) separator: Option<String>,
    /// Whether `_` stands for every space of a text.
    pub(super) underscored: bool,
}

impl Style {
    pub(super) fn of(headings: &[String]) -> Self {
        let separator = headings.iter().find_map(|heading| separator(heading));
        let text = |heading: &String| {
            let code = leading_code(heading, separator.as_deref()).filter(|_| separator.is_some());
            let mark = separator.as_deref().unwrap_or_default();
            let behind = code.and_then(|code| heading.strip_prefix(code)?.strip_prefix(mark));
            behind.unwrap_or(heading).to_owned()
        };
        let underscored = headings.iter().map(text).any(|text| {
            text.contains('_') && !text.contains(' ') && Own::called(&text.replace('_', " ")).is_some()
        });
        Self { separator, underscored }
    }

    /// Whether the headings are the questions' own texts, in which no code is to be looked for.
    pub(super) fn is_text_only(&self) -> bool {
        self.underscored && self.separator.is_none()
    }

    /// The code that a heading is or begins with.
    pub(super) fn code<'h>(&self, heading: &'h str) -> Option<&'h str> {
        leading_code(heading, self.separator.as_deref()).filter(|_| !self.is_text_only())
    }

    /// A text with its spaces.
    pub(super) fn spaced(&self, text: &str) -> String {
        if self.underscored { text.replace('_', " ").trim().to_owned() } else { text.to_owned() }
    }
}

/// What stands between `submitdate` and `Date submitted`, whatever was chosen for it.
fn separator(heading: &str) -> Option<String> {
    let rest = TOLD_BY.iter().find_map(|code| heading.strip_prefix(code))?;
    let lower = rest.to_lowercase().replace('_', " ");
    let known = NAMES.iter().flat_map(|(_, names)| *names).filter(|name| lower.ends_with(**name));
    let known = known.max_by_key(|name| name.len()).and_then(|name| {
        let length = lower.len().checked_sub(name.len())?;
        rest.get(..length).filter(|_| lower.len() == rest.len())
    });
    let signs = rest.find(char::is_alphanumeric).and_then(|end| rest.get(..end));
    let found = known.or(signs)?;
    let begins =
        !found.is_empty() && !found.starts_with(|c: char| c.is_alphanumeric() || c == '[' || c == '_');
    begins.then(|| found.to_owned())
}

/// Which of the headings are LimeSurvey's own.
pub(super) fn own_columns(headings: &[String], style: &Style) -> Vec<Option<Own>> {
    let own = |heading: &String| {
        let name = style.code(heading).unwrap_or(heading);
        Own::called(name).or_else(|| Own::called(&style.spaced(name)))
    };
    let mut found: Vec<Option<Own>> = headings.iter().map(own).collect();
    if let Some(dutch) = in_dutch(headings, style) {
        for (place, own) in found.iter_mut().zip(dutch) {
            *place = place.or(own);
        }
    }
    found
}

/// LimeSurvey's own columns in Dutch full texts, which its versions translate in several ways: known by the order in
/// which they always stand at the front (an id, a date, the last page, a language), and the dates right behind them.
fn in_dutch(headings: &[String], style: &Style) -> Option<Vec<Option<Own>>> {
    const FRONT: usize = 9;
    let texts: Vec<String> =
        headings.iter().take(FRONT).map(|heading| style.spaced(heading).to_lowercase()).collect();
    let [id, date, page, language, behind @ ..] = texts.as_slice() else { return None };
    let has_word =
        |text: &str, word: &str| text.split(|c: char| !c.is_alphanumeric()).any(|part| part == word);
    let fits = (has_word(id, "id") || id.contains("antwoord"))
        && date.contains("datum")
        && page.contains("pagina")
        && language.ends_with("taal");
    let date = |text: &String| match text {
        text if !text.contains("datum") => None,
        text if text.contains("laatste") => Some(Own::LastAction),
        text if text.contains("start") || text.contains("begonnen") => Some(Own::Started),
        _ => None,
    };
    let front = [Own::Identifier, Own::Submitted, Own::LastPage, Own::Language].map(Some);
    fits.then(|| front.into_iter().chain(behind.iter().map(date)).collect())
}

/// The marks among the headings, as they stand, each kind once.
pub(super) fn marks<'h>(headings: &'h [String], style: &Style, own: &[Option<Own>]) -> Vec<&'h str> {
    let mut seen = Vec::new();
    let mut marks = Vec::new();
    for (heading, own) in headings.iter().zip(own) {
        let name = style.code(heading).unwrap_or(heading);
        if let Some(own) = own.filter(|own| own.is_mark(&name.to_lowercase()) && !seen.contains(own)) {
            seen.push(own);
            marks.push(name);
        }
    }
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(headings: &[&str]) -> Vec<String> {
        headings.iter().map(|heading| (*heading).to_owned()).collect()
    }

    fn marked(headings: &[&str]) -> usize {
        let headings = texts(headings);
        let style = Style::of(&headings);
        let own = own_columns(&headings, &style);
        marks(&headings, &style, &own).len()
    }

    #[test]
    fn the_tool_is_known_by_its_own_columns_in_four_languages() {
        for headings in [
            ["id", "submitdate", "lastpage", "startlanguage"],
            ["Response ID", "Date submitted", "Last page", "Start language"],
            ["Response_ID", "Date_submitted", "Last_page", "Start_language"],
            ["Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Start-Sprache"],
            ["ID de la réponse", "Date de soumission", "Dernière page", "Langue de départ"],
            ["Antwoord ID", "Datum ingestuurd", "Laatste pagina", "Starttaal"],
            ["Antwoord-id", "Inzenddatum", "Laatste pagina", "Starttaal"],
        ] {
            assert_eq!(marked(&headings), 3, "{headings:?}");
        }
        assert_eq!(marked(&["Naam", "Laatste pagina", "Moedertaal", "Datum van uw stage"]), 0);
        assert_eq!(marked(&[]), 0);
    }

    #[test]
    fn any_separator_between_code_and_text_is_seen() {
        for (heading, mark) in [
            ("submitdate. Date submitted", Some(". ")),
            ("submitdate: Date submitted", Some(": ")),
            ("submitdate -> Date_submitted", Some(" -> ")),
            ("submitdate Date submitted", Some(" ")),
            ("submitdate|Date submitted", Some("|")),
            ("lastpage // Laatste pagina", Some(" // ")),
            ("submitdate", None),
            ("submitdatum", None),
            ("Date submitted", None),
        ] {
            assert_eq!(Style::of(&texts(&[heading])).separator.as_deref(), mark, "{heading}");
        }
    }

    #[test]
    fn dates_behind_the_front_columns_are_the_tools_own_in_dutch_too() {
        let headings = texts(&[
            "Antwoord ID",
            "Datum ingestuurd",
            "Laatste pagina",
            "Starttaal",
            "Datum gestart",
            "Datum laatste actie",
            "Datum van uw stage",
        ]);
        let own = own_columns(&headings, &Style::of(&headings));
        assert_eq!(own.get(4..), Some(&[Some(Own::Started), Some(Own::LastAction), None][..]));
    }
}
