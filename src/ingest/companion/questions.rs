use std::sync::Arc;

use super::survey::{MOST_COLUMNS, Meanings, Told};

/// A question of a survey's structure, in one language.
#[derive(Clone, Debug)]
pub(super) struct Question<'s> {
    pub(super) code: String,
    pub(super) text: String,
    /// LimeSurvey's own letter for the kind of question.
    pub(super) kind: char,
    pub(super) has_other: bool,
    /// What the option 'other' is called, where the survey says so.
    pub(super) other: Option<String>,
    /// The headers of a dual scale.
    pub(super) headers: [Option<String>; 2],
    /// Its rows, and those of scale 1, which are columns.
    pub(super) subquestions: &'s [Subquestion],
    /// The answers of its first and its second scale.
    pub(super) answers: [Meanings; 2],
}

/// A row of a question, or for scale 1 a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Subquestion {
    pub(super) scale: u32,
    pub(super) order: u32,
    pub(super) code: String,
    pub(super) text: String,
}

/// The columns that LimeSurvey exports of a question, each with what its values mean.
pub(super) fn columns(question: &Question<'_>, language: &str) -> Vec<Told> {
    let none: Meanings = Arc::from([]);
    let [answers, second] = &question.answers;
    let mut columns: Vec<Told> = Vec::new();
    let mut add = |inside: &str, parts: &[&str], meanings: &Meanings| {
        let mut code = question.code.clone();
        if !inside.is_empty() {
            code.push_str(&format!("[{inside}]"));
        }
        let parts = [question.text.as_str()].iter().chain(parts).map(|part| (*part).to_owned()).collect();
        columns.push(Told { code, parts, meanings: Arc::clone(meanings) });
        columns.len() < MOST_COLUMNS
    };
    let rows = || question.subquestions.iter().filter(|sub| sub.scale == 0);
    let other = other_name(question, language);
    match question.kind {
        'X' => {}
        // A list, as buttons, as a menu, with a comment.
        'L' | '!' | 'O' => {
            let also = question.has_other.then(|| ("-oth-".to_owned(), other.clone()));
            add("", &[], &answers.iter().cloned().chain(also).collect());
            if question.has_other {
                add("other", &[&other], &none);
            }
            if question.kind == 'O' {
                add("comment", &["Comment"], &none);
            }
        }
        'Y' => {
            add("", &[], &yes_and_no(language));
        }
        // Statements on a scale of the survey's own.
        'F' | 'H' => rows().for_each(|sub| {
            add(&sub.code, &[&sub.text], answers);
        }),
        'C' => {
            let meanings = yes_uncertain_no(language);
            rows().for_each(|sub| {
                add(&sub.code, &[&sub.text], &meanings);
            });
        }
        '1' => {
            for sub in rows() {
                for (number, (header, meanings)) in question.headers.iter().zip([answers, second]).enumerate()
                {
                    let (code, number) = (&sub.code, number + 1);
                    let header = header.clone().unwrap_or_else(|| format!("Scale {number}"));
                    add(&format!("{code}][{number}"), &[&sub.text, &header], meanings);
                }
            }
        }
        // Tables of numbers or texts: a column for each pair of row and column.
        ':' | ';' => {
            let across = || question.subquestions.iter().filter(|sub| sub.scale == 1);
            let mut pairs = rows().flat_map(|down| across().map(move |across| (down, across)));
            pairs.all(|(down, across)| {
                add(&format!("{}_{}", down.code, across.code), &[&down.text, &across.text], &none)
            });
        }
        'M' | 'P' => {
            let meanings = ticked_or_not(language);
            let comments = question.kind == 'P';
            for sub in rows() {
                add(&sub.code, &[&sub.text], &meanings);
                if comments {
                    add(&format!("{}comment", sub.code), &[&sub.text, "Comment"], &none);
                }
            }
            if question.has_other {
                add("other", &[&other], &none);
            }
            if question.has_other && comments {
                add("othercomment", &[&other, "Comment"], &none);
            }
        }
        'R' => {
            let mut places = 1..=answers.len();
            places.all(|place| add(&place.to_string(), &[&place.to_string()], answers));
        }
        '|' => {
            add("", &[], &none);
            add("filecount", &["filecount"], &none);
        }
        _ if rows().next().is_some() => rows().for_each(|sub| {
            add(&sub.code, &[&sub.text], &none);
        }),
        _ => {
            add("", &[], &none);
        }
    }
    columns
}

fn other_name(question: &Question<'_>, language: &str) -> String {
    let usual = if is_dutch(language) { "Anders" } else { "Other" };
    question.other.clone().unwrap_or_else(|| usual.to_owned())
}

fn is_dutch(language: &str) -> bool {
    language.split('-').next().is_some_and(|language| language.eq_ignore_ascii_case("nl"))
}

/// `Y` and `N` are LimeSurvey's own; 1 and 2 stand for them where the export was told to convert them.
fn yes_and_no(language: &str) -> Meanings {
    let (yes, no) = if is_dutch(language) { ("Ja", "Nee") } else { ("Yes", "No") };
    let owned = |(code, text): (&str, &str)| (code.to_owned(), text.to_owned());
    [("Y", yes), ("N", no), ("1", yes), ("2", no)].map(owned).into()
}

/// An option that was not ticked is an empty text; of a question that was not put to somebody there is none at all.
fn ticked_or_not(language: &str) -> Meanings {
    let not = if is_dutch(language) { "Nee" } else { "No" };
    yes_and_no(language).iter().cloned().chain([(String::new(), not.to_owned())]).collect()
}

fn yes_uncertain_no(language: &str) -> Meanings {
    let texts = if is_dutch(language) { ["Ja", "Onzeker", "Nee"] } else { ["Yes", "Uncertain", "No"] };
    ["Y", "U", "N"].iter().zip(texts).map(|(code, text)| ((*code).to_owned(), text.to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(kind: char) -> Vec<Told> {
        let sub = |code: &str, scale| {
            let (code, text) = (code.to_owned(), code.to_lowercase());
            Subquestion { scale, order: 0, code, text }
        };
        let answer = |code: &str, text: &str| Arc::from([(code.to_owned(), text.to_owned())]);
        let question = Question {
            code: "Q".to_owned(),
            text: "Vraag".to_owned(),
            kind,
            has_other: true,
            other: None,
            headers: [None, None],
            subquestions: &[sub("SQ1", 0), sub("SQ2", 0), sub("SQ1", 1)],
            answers: [answer("A1", "laag"), answer("B1", "vaak")],
        };
        columns(&question, "nl")
    }

    fn codes(kind: char) -> Vec<String> {
        of(kind).into_iter().map(|told| told.code).collect()
    }

    #[test]
    fn every_kind_of_question_has_the_columns_that_are_exported_of_it() {
        for (kind, expected) in [
            ('X', &[][..]),
            ('S', &["Q[SQ1]", "Q[SQ2]"]),
            ('L', &["Q", "Q[other]"]),
            ('O', &["Q", "Q[other]", "Q[comment]"]),
            ('Y', &["Q"]),
            ('F', &["Q[SQ1]", "Q[SQ2]"]),
            ('1', &["Q[SQ1][1]", "Q[SQ1][2]", "Q[SQ2][1]", "Q[SQ2][2]"]),
            (';', &["Q[SQ1_SQ1]", "Q[SQ2_SQ1]"]),
            ('M', &["Q[SQ1]", "Q[SQ2]", "Q[other]"]),
            ('P', &["Q[SQ1]", "Q[SQ1comment]", "Q[SQ2]", "Q[SQ2comment]", "Q[other]", "Q[othercomment]"]),
            ('R', &["Q[1]"]),
        ] {
            assert_eq!(codes(kind), expected, "{kind}");
        }
    }

    #[test]
    fn each_scale_of_a_dual_scale_has_its_own_answers() {
        let told = of('1');
        let labels: Vec<&str> =
            told.iter().filter_map(|told| Some(told.meanings.first()?.1.as_str())).collect();
        assert_eq!(labels, ["laag", "vaak", "laag", "vaak"]);
        assert_eq!(told.first().map(Told::text).as_deref(), Some("Vraag [sq1] [Scale 1]"));
    }

    #[test]
    fn other_and_yes_and_no_mean_what_the_tool_means_by_them() {
        let meaning = |kind: char, value: &str| {
            let told = of(kind);
            let meanings =
                told.first().map(|told| Arc::clone(&told.meanings)).unwrap_or_else(|| Arc::from([]));
            meanings.iter().find(|(code, _)| code == value).map(|(_, text)| text.clone())
        };
        assert_eq!(meaning('L', "-oth-").as_deref(), Some("Anders"));
        assert_eq!(meaning('L', "A1").as_deref(), Some("laag"));
        assert_eq!(meaning('Y', "1").as_deref(), Some("Ja"));
        assert_eq!(meaning('M', "N").as_deref(), Some("Nee"));
        assert_eq!((meaning('M', "").as_deref(), meaning('Y', "")), (Some("Nee"), None));
        assert_eq!(meaning('S', "1"), None);
    }
}
