use std::collections::BTreeMap;

use super::rows::Broken;
use super::survey::{MOST_COLUMNS, Survey, Told, Wording};
use crate::ingest::heading::normalise;
use crate::ingest::plain_text::plain;

/// The columns that the R syntax of LimeSurvey's own export describes. Three shapes of statement are read, everything
/// else is passed over, and nothing is ever run:
/// `names(data)[9] <- "…"`, `attributes(data)$variable.labels[9] <- "…"` and
/// `data[, 9] <- factor(data[, 9], levels=c(…),labels=c(…))`.
pub(super) fn survey(text: &str) -> Result<Survey, Broken> {
    let mut columns: BTreeMap<usize, Told> = BTreeMap::new();
    let (mut unread, mut names) = (0, 0_u64);
    let mut rest = text.trim_start_matches('\u{feff}');
    while !rest.is_empty() {
        rest = rest.trim_start();
        let shape = Shape::of(rest);
        match shape.and_then(|shape| statement(shape, rest)) {
            Some((said, behind)) => {
                if columns.len() >= MOST_COLUMNS {
                    return Err(Broken::TooMuch);
                }
                match said {
                    Said::Name(column, name) => {
                        names += 1;
                        columns.entry(column).or_default().code = name;
                    }
                    Said::Text(column, text) => columns.entry(column).or_default().parts = parts(&text),
                    Said::Labels(column, labels) => {
                        columns.entry(column).or_default().meanings = labels.into()
                    }
                }
                rest = behind;
            }
            None => {
                unread += u64::from(shape.is_some());
                rest = rest.split_once('\n').map_or("", |(_, behind)| behind);
            }
        }
    }
    if names == 0 {
        return Err(Broken::Other);
    }
    let named = columns.into_values().filter(|told| !told.code.is_empty());
    let wording = Wording { language: String::new(), columns: named.collect() };
    Ok(Survey { languages: vec![wording], unread })
}

enum Said {
    Name(usize, String),
    Text(usize, String),
    Labels(usize, Vec<(String, String)>),
}

#[derive(Clone, Copy)]
enum Shape {
    Name,
    Text,
    Labels,
}

const NAME: &str = "names(data)[";
const TEXT: &str = "attributes(data)$variable.labels[";
const DATA: &str = "data[,";

impl Shape {
    fn of(text: &str) -> Option<Self> {
        if text.starts_with(NAME) {
            Some(Shape::Name)
        } else if text.starts_with(TEXT) {
            Some(Shape::Text)
        } else {
            let behind =
                text.strip_prefix(DATA)?.trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
            behind.starts_with("] <- factor(").then_some(Shape::Labels)
        }
    }
}

/// A whole statement and what stands behind it; `None` where it is not of its shape to the end.
fn statement(shape: Shape, text: &str) -> Option<(Said, &str)> {
    match shape {
        Shape::Name | Shape::Text => {
            let start = if matches!(shape, Shape::Name) { NAME } else { TEXT };
            let (column, rest) = number(text.strip_prefix(start)?)?;
            let (said, rest) = string(rest.strip_prefix("] <- ")?)?;
            let said = match shape {
                Shape::Name => Said::Name(column, said),
                _ => Said::Text(column, said),
            };
            Some((said, rest))
        }
        Shape::Labels => {
            let (column, rest) = number(text.strip_prefix(DATA)?.trim_start())?;
            let rest = rest.strip_prefix("] <- factor(")?.strip_prefix(DATA)?.trim_start();
            let (again, rest) = number(rest)?;
            let (levels, rest) = list(rest.strip_prefix("], levels=c(")?)?;
            let rest = rest.strip_prefix(',')?.trim_start();
            let (labels, rest) = list(rest.strip_prefix("labels=c(")?)?;
            let rest = rest.strip_prefix(')')?;
            let labels: Vec<(String, String)> =
                (levels.len() == labels.len() && again == column).then(|| {
                    levels.into_iter().zip(labels.iter().map(|text| normalise(&plain(text)))).collect()
                })?;
            Some((Said::Labels(column, ticked(labels)), rest))
        }
    }
}

/// LimeSurvey itself calls an option that was not ticked `Not selected`, beside `Yes`.
fn ticked(mut labels: Vec<(String, String)>) -> Vec<(String, String)> {
    if let [(one, yes), (zero, not)] = labels.as_mut_slice()
        && (one.as_str(), yes.as_str(), zero.as_str(), not.as_str()) == ("1", "Yes", "0", "Not selected")
    {
        "No".clone_into(not);
    }
    labels
}

fn number(text: &str) -> Option<(usize, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok().filter(|number| (1..=MOST_COLUMNS).contains(number))?, rest))
}

/// The parts of `c(…)` behind its opening bracket, numbers as they are written, and what follows the closing one.
fn list(text: &str) -> Option<(Vec<String>, &str)> {
    let mut parts = Vec::new();
    let mut rest = text.trim_start();
    if let Some(behind) = rest.strip_prefix(')') {
        return Some((parts, behind));
    }
    loop {
        let (part, behind) = match rest.starts_with(['"', '\'']) {
            true => string(rest)?,
            false => {
                let end = rest.find([',', ')'])?;
                let (number, behind) = rest.split_at_checked(end)?;
                let number = number.trim();
                number.parse::<f64>().ok().filter(|number| number.is_finite())?;
                (number.to_owned(), behind)
            }
        };
        parts.push(part);
        rest = behind.trim_start();
        match rest.strip_prefix(',') {
            Some(behind) => rest = behind.trim_start(),
            None => return Some((parts, rest.strip_prefix(')')?)),
        }
    }
}

/// A quoted text and what stands behind it.
fn string(text: &str) -> Option<(String, &str)> {
    let quote = text.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let mut out = String::new();
    let mut characters = text.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '\\' => match characters.next()?.1 {
                'n' | 'r' | 't' => out.push(' '),
                escaped => out.push(escaped),
            },
            character if character == quote => return Some((out, text.get(at + character.len_utf8()..)?)),
            character => out.push(character),
        }
    }
    None
}

/// The parts of `[Subquestion] [Scale 1] Question`: the question first, as in the headings of an export.
fn parts(text: &str) -> Vec<String> {
    let text = normalise(&plain(text));
    let mut rest = text.as_str();
    let mut parts = vec![String::new()];
    while let Some((part, behind)) = rest.strip_prefix('[').and_then(bracketed) {
        parts.push(part.trim().to_owned());
        rest = behind.trim_start();
    }
    if let Some(question) = parts.first_mut() {
        rest.clone_into(question);
    }
    parts
}

/// What stands before the bracket that closes the one before `text`, and what stands behind it.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let mut open = 1_usize;
    for (at, character) in text.char_indices() {
        match character {
            '[' => open += 1,
            ']' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return Some((text.get(..at)?, text.get(at + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    const SYNTAX: &str = "data <- read.csv(\"survey_1_R_data_file.csv\", quote = \"'\\\"\")\n\n\
        # LimeSurvey Field type: A\ndata[, 8] <- as.character(data[, 8])\n\
        attributes(data)$variable.labels[8] <- \"[Ik krijg \\\"uitleg\\\"] Begeleiding\"\n\
        data[, 8] <- factor(data[, 8], levels=c(\"A1\",\"A2\"),labels=c(\"laag, heel laag\", \"hoog (5)\"))\n\
        names(data)[8] <- \"BEG_SQ001\"\n\
        data[, 9] <- factor(data[, 9], levels=c(1,0),labels=c(\"Yes\", \"Not selected\"))\n\
        names(data)[9] <- \"M_1\"\n";

    fn told(text: &str) -> Vec<Told> {
        survey(text).expect("a survey").languages.remove(0).columns
    }

    #[test]
    fn the_three_shapes_are_read_and_nothing_else() {
        let columns = told(SYNTAX);
        assert_eq!(columns.len(), 2);
        let first = columns.first().expect("a column");
        assert_eq!(first.code, "BEG_SQ001");
        assert_eq!(first.text(), "Begeleiding [Ik krijg \"uitleg\"]");
        let pair = |code: &str, text: &str| (code.to_owned(), text.to_owned());
        assert_eq!(first.meanings.as_ref(), [pair("A1", "laag, heel laag"), pair("A2", "hoog (5)")]);
        assert_eq!(
            columns.get(1).map(|told| told.meanings.to_vec()),
            Some(vec![pair("1", "Yes"), pair("0", "No")])
        );
    }

    #[test]
    fn a_statement_that_is_cut_short_or_of_another_shape_is_passed_over_and_counted() {
        for (syntax, unread) in [
            (SYNTAX.replace("\"hoog (5)\"))", "\"hoog (5)\""), 1),
            (SYNTAX.replace("\"A1\",\"A2\"", "\"A1\""), 1),
            (SYNTAX.replace("levels=c(\"A1\",\"A2\")", "levels=paste0('A', 1:2)"), 1),
            (SYNTAX.replace("levels=c(1,0)", "levels=c(one,0)"), 1),
            (format!("{SYNTAX}system(\"rm x\")\n"), 0),
        ] {
            assert_eq!(survey(&syntax).expect("a survey").unread, unread, "{syntax}");
        }
        let without = told(&SYNTAX.replace("\"A1\",\"A2\"", "\"A1\""));
        assert_eq!(without.first().map(|told| told.meanings.len()), Some(0));
    }

    #[test]
    fn a_text_without_names_of_columns_is_something_else() {
        for text in ["", "x <- 1\n", "names(data)[", "names(data)[0] <- \"a\"", "names(data)[8] <- \"a"] {
            assert_eq!(survey(text), Err(Broken::Other), "{text:?}");
        }
    }
}
