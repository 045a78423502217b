use crate::coding::{ColumnContent, fold};
use crate::domain::Phrase;
use crate::ingest::ColumnUse;

/// What a column is for, as far as its heading and its cells tell.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A closed question on a built-in scale.
    Scale,
    /// A closed question on a scale of the partnership's own.
    OwnScale,
    /// Whole numbers or a tool's codes that may be a scale.
    Codes,
    /// Who answers.
    Role,
    /// What respondents are grouped by, under this name.
    Group(String),
    /// Texts that come back: a group, or a question on a scale of its own.
    Choice,
    /// A question with several answers.
    MultipleChoice,
    /// A question answered in one's own words.
    Open,
    /// Numbers: an age, hours.
    Numbers,
    /// Dates or times.
    Dates,
    /// Nothing, or the same everywhere.
    Idle,
    /// Errors of a workbook only.
    Errors,
    /// Whether a response was finished.
    Completion,
    /// How long something took.
    Timing,
    /// Which response it is; serves to find one that is there twice.
    Identifier,
    /// Whether a response is a real one, a preview or spam, as the platform sees it.
    Status,
    /// When a response was begun.
    Started,
    /// When something was last done to a response.
    Ended,
    /// How long a whole response took.
    Duration,
    /// Of the platform.
    Administrative,
    /// Who somebody is; never read.
    Personal,
    /// Under the heading of another column, so that nothing can name it.
    Unreadable,
}

impl Part {
    /// Its name for programs.
    pub fn key(&self) -> &'static str {
        match self {
            Part::Scale => "scale",
            Part::OwnScale => "own-scale",
            Part::Codes => "codes",
            Part::Role => "role",
            Part::Group(_) => "group",
            Part::Choice => "choice",
            Part::MultipleChoice => "multiple-choice",
            Part::Open => "open",
            Part::Numbers => "numbers",
            Part::Dates => "dates",
            Part::Idle => "idle",
            Part::Errors => "errors",
            Part::Completion => "completion",
            Part::Timing => "timing",
            Part::Identifier => "identifier",
            Part::Status => "status",
            Part::Started => "started",
            Part::Ended => "ended",
            Part::Duration => "duration",
            Part::Administrative => "administrative",
            Part::Personal => "personal",
            Part::Unreadable => "unreadable",
        }
    }

    /// What columns of this kind are called.
    pub fn title(&self) -> Phrase {
        let (nl, en) = match self {
            Part::Scale => ("Vragen op een bekende schaal", "Questions on a known scale"),
            Part::OwnScale => ("Vragen op een eigen schaal", "Questions on a scale of your own"),
            Part::Codes => {
                ("Alleen cijfers of codes: wat betekenen ze?", "Numbers or codes only: what do they mean?")
            }
            Part::Role => ("Rol", "Role"),
            Part::Group(_) => ("Groepen", "Groups"),
            Part::Choice => (
                "Teksten die terugkomen: een groep, of een vraag?",
                "Texts that come back: a group, or a question?",
            ),
            Part::MultipleChoice => ("Meer antwoorden mogelijk", "Several answers allowed"),
            Part::Open => ("Open vragen (nooit getoond)", "Open questions (never shown)"),
            Part::Numbers => ("Getallen", "Numbers"),
            Part::Dates => ("Datums", "Dates"),
            Part::Idle => ("Leeg, of overal hetzelfde", "Empty, or the same everywhere"),
            Part::Errors => ("Alleen fouten van Excel", "Only errors of Excel"),
            Part::Completion => ("Of het antwoord af is", "Whether the response is finished"),
            Part::Timing => ("Hoe lang iets duurde", "How long something took"),
            Part::Identifier => (
                "Nummer van het antwoord (alleen om dubbele te vinden)",
                "Number of the response (only to find doubles)",
            ),
            Part::Status => ("Echt antwoord, voorbeeld of spam", "Real response, preview or spam"),
            Part::Started => ("Begin van het invullen", "When it was begun"),
            Part::Ended => ("Einde van het invullen", "When it was ended"),
            Part::Duration => ("Hoe lang het invullen duurde", "How long the response took"),
            Part::Administrative => ("Van het platform", "Of the platform"),
            Part::Personal => ("Persoonsgegevens (niet gelezen)", "Personal data (not read)"),
            Part::Unreadable => (
                "Zelfde kop als een andere kolom (niet te lezen)",
                "Same heading as another column (unreadable)",
            ),
        };
        Phrase::new(nl, en)
    }

    /// Whether its distinct texts may be told: those of a closed question, a role or a group.
    pub fn tells_texts(&self) -> bool {
        matches!(self, Part::Scale | Part::OwnScale | Part::Role | Part::Group(_) | Part::Choice)
    }
}

/// Words in a heading that tell what a grouping is called.
const GROUPINGS: [(&str, &[&str]); 8] = [
    ("school", &["school", "locatie", "location", "vestiging"]),
    ("opleiding", &["opleiding", "instituut", "institute", "programme"]),
    ("cohort", &["cohort", "studiejaar", "leerjaar", "jaar", "year"]),
    ("team", &["team", "afdeling", "department"]),
    ("bestuur", &["bestuur", "board"]),
    ("klas", &["klas", "class"]),
    ("sector", &["sector", "onderwijssoort"]),
    ("regio", &["regio", "region"]),
];
/// Words, each a whole one, that tell that a heading asks for somebody's role.
const ROLES: [&str; 6] = ["rol", "role", "functie", "doelgroep", "respondentgroep", "ik ben"];
/// What a heading of an open question says, also where its answers happen to be short.
const OPEN: [&str; 29] = [
    "toelicht",
    "opmerking",
    "waarom",
    "namelijk",
    "licht toe",
    "suggestie",
    "verbeterpunt",
    "compliment",
    "tips",
    "[other]",
    "[anders]",
    "comment",
    "explain",
    "why ",
    "remark",
    "suggestion",
    "in your own words",
    "eigen woorden",
    "wat kan",
    "wat gaat",
    "wat ging",
    "wat vind",
    "wat zou",
    "wat mis",
    "wat wil",
    "what could",
    "what went",
    "what would",
    "what do you think",
];

/// What a column is for. `shared`: it is one of the questions on one scale of the partnership's own; `numeric`: what
/// comes back in it are numbers.
pub(super) fn part(
    heading: &str,
    name: &str,
    column_use: ColumnUse,
    content: Option<&ColumnContent>,
    shared: bool,
    numeric: bool,
) -> Part {
    let content = match (column_use, content) {
        (ColumnUse::Personal, _) => return Part::Personal,
        (ColumnUse::Completion, _) => return Part::Completion,
        (ColumnUse::Timing, _) => return Part::Timing,
        (ColumnUse::Identifier, _) => return Part::Identifier,
        (ColumnUse::Status, _) => return Part::Status,
        (ColumnUse::Started, _) => return Part::Started,
        (ColumnUse::Ended, _) => return Part::Ended,
        (ColumnUse::Duration, _) => return Part::Duration,
        (ColumnUse::Administrative, _) => return Part::Administrative,
        (ColumnUse::Answer, None) => return Part::Unreadable,
        (ColumnUse::Answer, Some(content)) => content,
    };
    match content {
        ColumnContent::Scale { .. } => Part::Scale,
        _ if shared => Part::OwnScale,
        ColumnContent::Choices { .. } | ColumnContent::Constant | ColumnContent::FreeText { .. }
            if is_open(heading) || is_open(name) =>
        {
            Part::Open
        }
        ColumnContent::Choices { distinct } if *distinct <= 12 && asks_role(heading) => Part::Role,
        ColumnContent::Choices { .. } => match grouping(heading).or_else(|| grouping(name)) {
            Some(key) => Part::Group(key.to_owned()),
            None if numeric => Part::Numbers,
            None => Part::Choice,
        },
        ColumnContent::AnswerCodes { .. } => match grouping(heading).or_else(|| grouping(name)) {
            Some(key) => Part::Group(key.to_owned()),
            None => Part::Codes,
        },
        ColumnContent::Codes { .. } => Part::Codes,
        ColumnContent::MultipleChoice { .. } | ColumnContent::Ticked => Part::MultipleChoice,
        ColumnContent::FreeText { .. } => Part::Open,
        ColumnContent::Numbers { .. } => Part::Numbers,
        ColumnContent::Dates => Part::Dates,
        ColumnContent::Empty | ColumnContent::Constant => Part::Idle,
        ColumnContent::Errors => Part::Errors,
    }
}

/// Whether a heading asks for the answer in one's own words.
pub(super) fn is_open(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    OPEN.iter().any(|word| heading.contains(word)) || heading.ends_with("comment]")
}

/// Whether a heading asks who somebody is in the partnership.
pub(super) fn asks_role(heading: &str) -> bool {
    let words = fold(heading);
    let words: Vec<&str> =
        words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    // A long heading is a statement in which somebody's role is spoken of.
    let short = words.len() <= 8;
    short && ROLES.iter().any(|role| format!(" {} ", words.join(" ")).contains(&format!(" {role} ")))
}

/// What a column of groups is called, if its heading tells.
pub(super) fn grouping(heading: &str) -> Option<&'static str> {
    let text = fold(heading);
    GROUPINGS.iter().find(|(_, signs)| signs.iter().any(|sign| text.contains(sign))).map(|(key, _)| *key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_tells_a_role_a_group_or_an_open_question() {
        for heading in ["Rol", "Wat is uw rol?", "Functie:", "Ik ben …", "What is your role?"] {
            assert!(asks_role(heading), "{heading}");
        }
        for heading in
            ["Mijn begeleider neemt zijn rol in onze lessen serieus en vraagt door", "Controle", ""]
        {
            assert!(!asks_role(heading), "{heading}");
        }
        assert_eq!(grouping("Op welke locatie werkt u?"), Some("school"));
        assert_eq!(grouping("Hoe vaak?"), None);
        assert!(is_open("Anders, namelijk:") && is_open("ROL[other]") && is_open("Toelichting"));
        assert!(is_open("Wat kan er volgend jaar beter?"));
        assert!(!is_open("Ik krijg uitleg"));
    }

    #[test]
    fn short_answers_that_come_back_are_open_where_the_heading_asks_for_words() {
        let choices = ColumnContent::Choices { distinct: 3 };
        let of = |heading: &str| part(heading, heading, ColumnUse::Answer, Some(&choices), false, false);
        assert_eq!(of("Toelichting"), Part::Open);
        assert_eq!(of("Welke vorm?"), Part::Choice);
        assert_eq!(of("School"), Part::Group("school".to_owned()));
        assert_eq!(of("Uw rol"), Part::Role);
        let age = part("Leeftijd", "Leeftijd", ColumnUse::Answer, Some(&choices), false, true);
        assert_eq!(age, Part::Numbers, "an age is no group");
    }
}
