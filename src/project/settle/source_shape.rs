use std::collections::BTreeSet;
use std::ops::Range;

use super::checks::{bad_value, filled};
use super::source::twice;
use crate::diagnostics::Code;
use crate::domain::{CountedColumns, CountsIn, LongColumns, OptionColumn, SourceShape, phrase};
use crate::project::draft::{CountUnit, ShapeWord, SourceDraft};
use crate::project::faults::{Fault, Faults};
use crate::project::options::Options;
use crate::project::written::Written;

/// What a row of a source's files is, and which columns say so.
pub(super) fn settle(source: &Written<SourceDraft>, faults: &mut Faults) -> Option<SourceShape> {
    if faults.lost(&source.span, "shape") {
        return None;
    }
    let word = source.value.shape.as_ref().map_or(ShapeWord::Wide, |word| word.value);
    let strays = strays(&source.value, word);
    for (key, span, belongs) in &strays {
        stray(key, span, *belongs, word, faults);
    }
    let settled = match word {
        ShapeWord::Wide => Some(SourceShape::Wide),
        ShapeWord::Long => long(source, faults).map(SourceShape::Long),
        ShapeWord::Counted => counted(source, faults).map(SourceShape::Counted),
    };
    settled.filter(|_| strays.is_empty())
}

/// The word of a shape in the project file.
fn key_of(word: ShapeWord) -> &'static str {
    match word {
        ShapeWord::Wide => "wide",
        ShapeWord::Long => "long",
        ShapeWord::Counted => "counted",
    }
}

/// The keys that are written and belong to another shape; with the shape they belong to.
fn strays(draft: &SourceDraft, word: ShapeWord) -> Vec<(&'static str, Range<usize>, ShapeWord)> {
    use ShapeWord::{Counted, Long};
    fn span<T>(written: &Option<Written<T>>) -> Option<Range<usize>> {
        written.as_ref().map(|written| written.span.clone())
    }
    type Key = (&'static str, Option<Range<usize>>, &'static [ShapeWord]);
    let keys: [Key; 7] = [
        ("respondent", span(&draft.respondent), &[Long]),
        ("question", span(&draft.question), &[Long, Counted]),
        ("answer", span(&draft.answer), &[Long, Counted]),
        ("options", span(&draft.options), &[Counted]),
        ("count", span(&draft.count), &[Counted]),
        ("unit", span(&draft.unit), &[Counted]),
        ("n", span(&draft.n), &[Counted]),
    ];
    let stray = |(key, span, shapes): Key| {
        let own = shapes.first().copied().filter(|_| !shapes.contains(&word))?;
        Some((key, span?, own))
    };
    keys.into_iter().filter_map(stray).collect()
}

fn stray(key: &str, span: &Range<usize>, belongs: ShapeWord, word: ShapeWord, faults: &mut Faults) {
    let (own, here) = (key_of(belongs), key_of(word));
    bad_value(
        faults,
        span,
        phrase!(
            "`{key}` hoort bij een bron met `shape = \"{own}\"`, en deze is `{here}`.",
            "`{key}` goes with a source of `shape = \"{own}\"`, and this one is `{here}`."
        ),
        phrase!("hoort hier niet", "does not belong here"),
        Some(phrase!(
            "Schrijf bij de bron `shape = \"{own}\"`, of haal `{key}` weg.",
            "Write `shape = \"{own}\"` at the source, or remove `{key}`."
        )),
    );
}

fn long(source: &Written<SourceDraft>, faults: &mut Faults) -> Option<LongColumns> {
    let draft = &source.value;
    let respondent = needed(source, &draft.respondent, "respondent", ShapeWord::Long, faults);
    let question = needed(source, &draft.question, "question", ShapeWord::Long, faults);
    let answer = needed(source, &draft.answer, "answer", ShapeWord::Long, faults);
    let columns = LongColumns { respondent: respondent?, question: question?, answer: answer? };
    let written = [&draft.respondent, &draft.question, &draft.answer];
    each_its_own(written.into_iter().flatten(), faults).then_some(columns)
}

fn counted(source: &Written<SourceDraft>, faults: &mut Faults) -> Option<CountedColumns> {
    let draft = &source.value;
    let question = needed(source, &draft.question, "question", ShapeWord::Counted, faults);
    let counts = counts(source, faults);
    let percent_of = match draft.unit.as_ref().map(|unit| unit.value) {
        Some(CountUnit::Percent) => needed(source, &draft.n, "n", ShapeWord::Counted, faults).map(Some),
        _ if faults.lost(&source.span, "unit") => None,
        _ => match &draft.n {
            None => Some(None),
            Some(n) => {
                bad_value(
                    faults,
                    &n.span,
                    phrase!(
                        "`n` hoort bij procenten, en deze tabel heeft aantallen.",
                        "`n` goes with per cents, and this table holds counts."
                    ),
                    phrase!("hoort hier niet", "does not belong here"),
                    Some(phrase!(
                        "Zijn het procenten? Voeg dan `unit = \"percent\"` toe. Zo niet, haal `n` weg.",
                        "Are they per cents? Then add `unit = \"percent\"`. If not, remove `n`."
                    )),
                );
                None
            }
        },
    };
    let columns = CountedColumns { question: question?, counts: counts?, percent_of: percent_of? };
    let options = draft.options.iter().flat_map(|options| &options.value.0).map(|(_, column)| column);
    let written = [&draft.question, &draft.answer, &draft.count, &draft.n];
    each_its_own(written.into_iter().flatten().chain(options), faults).then_some(columns)
}

/// Either the columns of the options, or the columns with answer and count.
fn counts(source: &Written<SourceDraft>, faults: &mut Faults) -> Option<CountsIn> {
    let draft = &source.value;
    let Some(options) = &draft.options else {
        if faults.lost(&source.span, "options") {
            return None;
        }
        if draft.answer.is_none()
            && draft.count.is_none()
            && !["answer", "count"].iter().any(|key| faults.lost(&source.span, key))
        {
            faults.error(Fault {
                code: Code::MissingKey,
                span: source.span.clone(),
                headline: phrase!(
                    "Van deze getelde tabel is niet gezegd waar de aantallen staan.",
                    "This counted table does not say where its counts are."
                ),
                label: phrase!(
                    "hier hoort `options`, of `answer` en `count`, bij",
                    "`options`, or `answer` and `count`, belongs with this"
                ),
                help: Some(phrase!(
                    "Eén rij per vraag? Voeg toe: `options = [\"helemaal oneens\", …]`, de koppen van de antwoorden. Eén rij per vraag en antwoord? Voeg toe: `answer = \"…\"` en `count = \"…\"`.",
                    "One row a question? Add: `options = [\"strongly disagree\", …]`, the headings of the answers. One row for each question and answer? Add: `answer = \"…\"` and `count = \"…\"`."
                )),
            });
            return None;
        }
        let answer = needed(source, &draft.answer, "answer", ShapeWord::Counted, faults);
        let count = needed(source, &draft.count, "count", ShapeWord::Counted, faults);
        return Some(CountsIn::Rows { answer: answer?, count: count? });
    };
    if let Some(other) = draft.answer.as_ref().or(draft.count.as_ref()) {
        bad_value(
            faults,
            &other.span,
            phrase!(
                "Een getelde tabel heeft óf `options`, óf `answer` en `count`.",
                "A counted table has either `options`, or `answer` and `count`."
            ),
            phrase!("verwacht: één van de twee", "expected: one of the two"),
            Some(phrase!(
                "Houd `options` als elke vraag één rij heeft; anders `answer` en `count`.",
                "Keep `options` if each question has one row; else `answer` and `count`."
            )),
        );
        return None;
    }
    self::options(options, source, faults).map(CountsIn::Columns)
}

fn options(
    options: &Written<Options>,
    source: &Written<SourceDraft>,
    faults: &mut Faults,
) -> Option<Vec<OptionColumn>> {
    let mut sound = !faults.lost(&source.span, "options");
    if sound && options.value.0.len() < 2 {
        sound = false;
        bad_value(
            faults,
            &options.span,
            phrase!("`options` noemt minder dan twee antwoorden.", "`options` names fewer than two answers."),
            phrase!("verwacht: twee of meer", "expected: two or more"),
            None,
        );
    }
    let mut settled = Vec::new();
    for (option, column) in &options.value.0 {
        match (filled(option, "options", faults), filled(column, "options", faults)) {
            (Some(option), Some(column)) => settled.push(OptionColumn { option, column }),
            _ => sound = false,
        }
    }
    Some(settled).filter(|_| sound)
}

/// A text that this shape cannot do without.
fn needed(
    source: &Written<SourceDraft>,
    written: &Option<Written<String>>,
    key: &str,
    word: ShapeWord,
    faults: &mut Faults,
) -> Option<String> {
    if let Some(written) = written {
        return filled(written, key, faults);
    }
    if faults.lost(&source.span, key) {
        return None;
    }
    let shape = key_of(word);
    let what = match key {
        "respondent" => phrase!(
            "de kolom die zegt welke rijen van één persoon zijn",
            "the column that says which rows are of one person"
        ),
        "question" => phrase!("de kolom met de vraag", "the column with the question"),
        "answer" => phrase!("de kolom met het antwoord", "the column with the answer"),
        "count" => phrase!("de kolom met het aantal", "the column with the count"),
        _ => phrase!(
            "de kolom met het aantal mensen waarvan het procenten zijn",
            "the column with the number of people that the per cents are of"
        ),
    };
    let (nl, en) = (what.nl, what.en);
    faults.error(Fault {
        code: Code::MissingKey,
        span: source.span.clone(),
        headline: phrase!(
            "Deze bron is `{shape}`, en `{key}` ontbreekt: {nl}.",
            "This source is `{shape}`, and `{key}` is missing: {en}."
        ),
        label: phrase!("hier hoort `{key}` bij", "`{key}` belongs with this"),
        help: Some(phrase!("Voeg toe: `{key} = \"…\"`", "Add: `{key} = \"…\"`")),
    });
    None
}

/// Reports a column that is named for two things.
fn each_its_own<'w>(columns: impl Iterator<Item = &'w Written<String>>, faults: &mut Faults) -> bool {
    let mut met = BTreeSet::new();
    let mut sound = true;
    for column in columns {
        if !met.insert(column.value.split_whitespace().collect::<Vec<_>>().join(" ")) {
            sound = false;
            twice(column, faults);
        }
    }
    sound
}
