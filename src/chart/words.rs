use super::diverging::{SHARES_FROM, no_answers};
use super::measure::clean;
use super::sides::Sides;
use super::spec::{
    AxisUnit, Bar, BarContent, ChartSpec, Diverging, EstimateContent, EstimateRow, Estimates, Mark, Plot,
    total,
};
use crate::domain::{Lang, Phrase, phrase};
use crate::text::{Noun, and_list, counted, decimal, out_of, percent};

/// The numbers behind a chart, as text in the reader's language: a head and rows of as many cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What the columns hold.
    pub head: Vec<String>,
    /// The cells; a cell is empty where a number was not given or may not be shown.
    pub rows: Vec<Vec<String>>,
}

/// The chart in words, for those who hear it: every row with its numbers, from the same numbers as the drawing.
pub fn describe(spec: &ChartSpec) -> String {
    let lang = spec.lang;
    let mut sentences = vec![sentence(&spec.subtitle)];
    match &spec.plot {
        Plot::Diverging(plot) => {
            let kind = phrase!("Gestapelde balken.", "Stacked bars.");
            sentences.push(kind.get(lang).to_owned());
            sentences
                .extend(plot.bars.iter().map(|bar| bar_in_words(lang, plot, &bar.label, bar.n, &bar.counts)));
            sentences.push(mark_in_words(plot.threshold.as_ref()));
        }
        Plot::Estimates(plot) => {
            let kind = phrase!("Een stip per rij.", "One dot per row.");
            sentences.push(kind.get(lang).to_owned());
            sentences.extend(plot.rows.iter().map(|row| row_in_words(lang, plot, row)));
            sentences.push(mark_in_words(plot.threshold.as_ref()));
        }
    }
    sentences.retain(|sentence| !sentence.is_empty());
    sentences.join(" ")
}

/// The numbers behind the chart. Rows of fewer than 20 answers hold counts, other rows counts and shares.
pub fn data_table(spec: &ChartSpec) -> Table {
    match &spec.plot {
        Plot::Diverging(plot) => bars_table(spec.lang, plot),
        Plot::Estimates(plot) => estimates_table(spec.lang, plot),
    }
}

/// The text with a full stop at its end.
fn sentence(text: &str) -> String {
    let text = clean(text);
    if text.is_empty() || text.ends_with(['.', '?', '!', ':']) { text } else { format!("{text}.") }
}

fn mark_in_words(mark: Option<&Mark>) -> String {
    mark.map(|mark| sentence(&mark.label)).unwrap_or_default()
}

/// `Stelling (n = 48)`; where people gave more or fewer answers than one each: `Studenten (92 mensen, 272 antwoorden)`.
fn named(lang: Lang, label: &str, n: Option<u64>, answers: Option<u64>) -> String {
    let label = clean(label);
    let Some(n) = n else { return label };
    match answers.filter(|answers| *answers != n) {
        None => format!("{label} (n = {n})"),
        Some(answers) => {
            let people = counted(n, &lang.pick(Noun::new("mens", "mensen"), Noun::new("person", "people")));
            let answers = counted(
                answers,
                &lang.pick(Noun::new("antwoord", "antwoorden"), Noun::new("answer", "answers")),
            );
            format!("{label} ({people}, {answers})")
        }
    }
}

fn bar_in_words(lang: Lang, plot: &Diverging, label: &str, n: Option<u64>, counts: &BarContent) -> String {
    let counts = match counts {
        BarContent::NotShown(words) => return sentence(&format!("{}: {}", clean(label), clean(words))),
        BarContent::Counts(counts) => counts,
    };
    let whole = total(counts);
    let name = named(lang, label, n, Some(whole));
    if whole == 0 {
        return sentence(&format!("{name}: {}", no_answers(lang)));
    }
    let part = |count: u64| {
        if whole < SHARES_FROM { count.to_string() } else { percent(lang, count as f64 / whole as f64) }
    };
    let parts: Vec<String> = plot
        .options
        .iter()
        .zip(counts)
        .map(|(option, &count)| format!("{} {}", clean(option), part(count)))
        .collect();
    let together = favourable(lang, plot, counts)
        .map(|(name, count)| format!("; {name} {}", out_of(lang, count, whole)))
        .unwrap_or_default();
    sentence(&format!("{name}: {}{together}", parts.join(", ")))
}

/// The favourable options by name and how often they were chosen together: `eens en helemaal eens samen`, 38.
/// None where that adds nothing: one option, or no favourable end of the scale.
fn favourable(lang: Lang, plot: &Diverging, counts: &[u64]) -> Option<(String, u64)> {
    let sides = Sides::of(plot.options.len(), &plot.favourable, plot.neutral);
    if !sides.favourable_right || sides.right.len() < 2 {
        return None;
    }
    let mut categories = sides.right;
    categories.sort_unstable();
    let names: Vec<String> = categories
        .iter()
        .filter_map(|&option| plot.options.get(option))
        .map(|option| clean(option))
        .collect();
    let names = match names.as_slice() {
        [first, _, .., last] if names.len() > 2 => phrase!("{first} tot en met {last}", "{first} to {last}"),
        _ => Phrase::new(and_list(Lang::Nl, &names), and_list(Lang::En, &names)),
    };
    let names = names.get(lang);
    let name = phrase!("{names} samen", "{names} together");
    let chosen: Vec<u64> = categories.iter().filter_map(|&option| counts.get(option)).copied().collect();
    Some((name.get(lang).to_owned(), total(&chosen)))
}

fn row_in_words(lang: Lang, plot: &Estimates, row: &EstimateRow) -> String {
    match &row.value {
        EstimateContent::NotShown(words) => sentence(&format!("{}: {}", clean(&row.label), clean(words))),
        EstimateContent::Shown { low, high, text, .. } => {
            let name = named(lang, &row.label, row.n, None);
            let interval = low.zip(*high).map(|(low, high)| {
                let (low, high) = (axis_text(lang, plot, low), axis_text(lang, plot, high));
                let range = phrase!("{low} tot {high}", "{low} to {high}");
                format!(", {}: {}", clean(&plot.interval_words), range.get(lang))
            });
            sentence(&format!("{name}: {}{}", clean(text), interval.unwrap_or_default()))
        }
    }
}

/// A value of the axis as readers see it.
fn axis_text(lang: Lang, plot: &Estimates, value: f64) -> String {
    match plot.axis.unit {
        AxisUnit::Points => decimal(lang, value, 1),
        AxisUnit::Percent => percent(lang, value),
    }
}

fn first_column(lang: Lang) -> String {
    phrase!("Waarover", "About").get(lang).to_owned()
}

/// How many answers a bar holds where that is another number than its `n`: several statements are counted together.
fn pooled(bar: &Bar) -> Option<u64> {
    let BarContent::Counts(counts) = &bar.counts else { return None };
    let answers = total(counts);
    bar.n.filter(|n| *n != answers).map(|_| answers)
}

/// People and answers are one column, `n`, where each gave one answer, and else two.
fn bars_table(lang: Lang, plot: &Diverging) -> Table {
    let is_pooled = plot.bars.iter().any(|bar| pooled(bar).is_some());
    let mut head = vec![first_column(lang)];
    if is_pooled {
        let (people, answers) = (phrase!("mensen", "people"), phrase!("antwoorden", "answers"));
        head.extend([people.get(lang).to_owned(), answers.get(lang).to_owned()]);
    } else {
        head.push("n".to_owned());
    }
    head.extend(plot.options.iter().map(|option| clean(option)));
    head.extend(favourable(lang, plot, &[]).map(|(name, _)| name));
    let rows = plot
        .bars
        .iter()
        .map(|bar| {
            let mut cells = vec![clean(&bar.label)];
            match &bar.counts {
                // Below the name of an option, words would seem to be about that option.
                BarContent::NotShown(words) => {
                    cells = vec![format!("{} ({})", clean(&bar.label), clean(words))];
                    cells.resize(head.len(), "–".to_owned());
                }
                BarContent::Counts(counts) => {
                    cells.push(bar.n.map_or(String::new(), |n| n.to_string()));
                    cells.extend(is_pooled.then(|| total(counts).to_string()));
                    let whole = total(counts);
                    let together = favourable(lang, plot, counts).map(|(_, count)| count);
                    let counted = counts.iter().copied().chain(together);
                    cells.extend(counted.map(|count| {
                        if whole < SHARES_FROM {
                            count.to_string()
                        } else {
                            format!("{count} ({})", percent(lang, count as f64 / whole as f64))
                        }
                    }));
                }
            }
            cells.resize(head.len(), String::new());
            cells
        })
        .collect();
    Table { head, rows }
}

fn estimates_table(lang: Lang, plot: &Estimates) -> Table {
    let value = phrase!("uitkomst", "figure").get(lang).to_owned();
    let intervals = clean(&plot.interval_words);
    let (low, high) = (phrase!("van", "from"), phrase!("tot", "to"));
    let head = vec![
        first_column(lang),
        "n".to_owned(),
        value,
        format!("{intervals}: {}", low.get(lang)),
        format!("{intervals}: {}", high.get(lang)),
    ];
    let rows = plot
        .rows
        .iter()
        .map(|row| {
            let mut cells = vec![clean(&row.label)];
            match &row.value {
                EstimateContent::NotShown(words) => cells.extend([String::new(), clean(words)]),
                EstimateContent::Shown { low, high, text, .. } => {
                    cells.push(row.n.map_or(String::new(), |n| n.to_string()));
                    cells.push(clean(text));
                    let end = |value: &Option<f64>| {
                        value.map(|value| axis_text(lang, plot, value)).unwrap_or_default()
                    };
                    cells.extend([end(low), end(high)]);
                }
            }
            cells.resize(head.len(), String::new());
            cells
        })
        .collect();
    Table { head, rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::samples::{bar, estimates, five, not_shown, of_five};

    #[test]
    fn the_alt_text_says_every_number_of_the_chart() {
        let plot = of_five(vec![bar("Ik krijg feedback", &[2, 3, 5, 20, 18]), not_shown("schoolleiders")]);
        let text = describe(&five("x", plot));
        assert!(text.contains(
            "Ik krijg feedback (n = 48): helemaal oneens 4%, oneens 6%, niet eens, niet oneens 10%, eens 42%, \
             helemaal eens 38%; eens en helemaal eens samen 79%."
        ), "{text}");
        assert!(text.contains("schoolleiders: niet getoond (te weinig antwoorden)."), "{text}");
    }

    #[test]
    fn few_answers_are_counted_in_words_too() {
        let text = describe(&five("x", of_five(vec![bar("mentoren", &[0, 1, 4, 5, 2])])));
        assert!(text.contains(
            "oneens 1, niet eens, niet oneens 4, eens 5, helemaal eens 2; eens en helemaal eens samen 7 van de 12."
        ));
    }

    #[test]
    fn the_table_is_rectangular_and_holds_nothing_of_what_is_not_shown() {
        let plot = of_five(vec![bar("a", &[2, 3, 5, 20, 18]), not_shown("b"), bar("c", &[0; 5])]);
        let table = data_table(&five("x", plot));
        assert!(table.rows.iter().all(|row| row.len() == table.head.len()));
        assert_eq!(table.rows[0][5], "20 (42%)");
        assert_eq!(table.rows[0][7], "38 (79%)");
        assert_eq!(table.rows[1][0], "b (niet getoond (te weinig antwoorden))");
        assert!(table.rows[1][1..].iter().all(|cell| cell == "–"), "{:?}", table.rows[1]);
        assert_eq!(table.rows[2][2], "0");
    }

    #[test]
    fn where_answers_to_several_statements_are_counted_together_people_and_answers_are_told_apart() {
        let mut students = bar("studenten", &[28, 40, 44, 100, 60]);
        students.n = Some(92);
        let spec = five("x", of_five(vec![students, not_shown("begeleiders")]));
        let table = data_table(&spec);
        assert_eq!(table.head[1..3], ["mensen", "antwoorden"]);
        assert_eq!(table.rows[0][1..4], ["92", "272", "28 (10%)"]);
        assert_eq!(table.rows[1][1..4], ["–", "–", "–"]);
        assert!(table.rows.iter().all(|row| row.len() == table.head.len()));
        assert!(describe(&spec).contains("studenten (92 mensen, 272 antwoorden): "), "{}", describe(&spec));
        assert_eq!(data_table(&five("x", of_five(vec![bar("a", &[0, 1, 4, 5, 2])]))).head[1], "n");
    }

    #[test]
    fn intervals_are_said_with_their_own_words() {
        let text = describe(&estimates());
        assert!(text.contains("studenten (n = 48): 3,4, zo zeker zijn we: 3,1 tot 3,7."), "{text}");
        let table = data_table(&estimates());
        assert_eq!(table.rows[0][1..], ["48", "3,4", "3,1", "3,7"]);
    }
}
