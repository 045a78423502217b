use super::file_report::{ColumnReport, FileReport, missing_titles};
use crate::coding::{ColumnContent, Doubt, Order, WhyNot, built_in_scales};
use crate::domain::{Phrase, ScaleId, phrase};
use crate::ingest::TableKind;
use crate::text::{Noun, quoted};

impl FileReport {
    /// What kind of file it is, for programs: `text`, `spss`, `parquet`, `arrow`, or the workbook's format.
    pub fn format(&self) -> &'static str {
        match &self.kind {
            TableKind::Delimited { .. } => "text",
            TableKind::Workbook { format, .. } => format,
            TableKind::Sav { .. } => "spss",
            TableKind::Columnar { format } => match *format {
                "Parquet" => "parquet",
                _ => "arrow",
            },
        }
    }

    /// The encoding of a text file, whether it has a byte order mark, and the delimiter.
    pub fn text_form(&self) -> Option<(&'static str, bool, char)> {
        match &self.kind {
            TableKind::Delimited { encoding, bom, delimiter, .. } => Some((encoding, *bom, *delimiter)),
            TableKind::Workbook { .. } | TableKind::Sav { .. } | TableKind::Columnar { .. } => None,
        }
    }

    /// The name of a columnar file's format: `Parquet`, `Arrow`, `Arrow (stream)`.
    pub fn columnar_form(&self) -> Option<&'static str> {
        match &self.kind {
            TableKind::Columnar { format } => Some(format),
            TableKind::Delimited { .. } | TableKind::Workbook { .. } | TableKind::Sav { .. } => None,
        }
    }

    /// Whether the text of a file is packed with gzip.
    pub fn is_packed(&self) -> bool {
        matches!(self.kind, TableKind::Delimited { packed: true, .. })
    }

    /// The encoding of the texts of an SPSS file, and how its cases are packed: `none`, `bytecode` or `zlib`.
    pub fn spss_form(&self) -> Option<(&'static str, &'static str)> {
        match &self.kind {
            TableKind::Sav { encoding, packing } => Some((encoding, packing)),
            TableKind::Delimited { .. } | TableKind::Workbook { .. } | TableKind::Columnar { .. } => None,
        }
    }

    /// The sheet that is read, of a workbook.
    pub fn sheet(&self) -> Option<&str> {
        match &self.kind {
            TableKind::Delimited { .. } | TableKind::Sav { .. } | TableKind::Columnar { .. } => None,
            TableKind::Workbook { sheet, .. } => Some(sheet),
        }
    }
}

impl ColumnReport {
    /// What stands in it, in words.
    pub fn words(&self) -> Phrase {
        match self.content() {
            Some(content) => words(content),
            None => Phrase::new("niet gelezen", "not read"),
        }
    }

    /// Why its scale is not certain: what has to be asked. `None` where it is.
    pub fn doubt_words(&self) -> Option<Phrase> {
        let Some(ColumnContent::Scale { others, doubt, unknown, .. }) = self.content() else { return None };
        let others = names(others);
        Some(match (*doubt)? {
            Doubt::Several => phrase!(
                "niet zeker: {others} past ook; welke het is, staat in de vragenlijst",
                "not certain: {others} fits as well; the questionnaire says which it is"
            ),
            Doubt::MiddleUnused => phrase!(
                "niet zeker: niemand koos de middelste optie; bestond die wel?",
                "not certain: nobody chose the option in the middle; was it there?"
            ),
            Doubt::NoMiddle => phrase!(
                "niemand koos een middelste optie; was die er wel, dan is het een andere schaal",
                "nobody chose an option in the middle; if it was there, it is another scale"
            ),
            Doubt::Strays => {
                let (nl, en) = (
                    Noun::new("antwoord staat", "antwoorden staan").of(*unknown).to_owned(),
                    Noun::new("answer is", "answers are").of(*unknown).to_owned(),
                );
                phrase!("{unknown} {nl} er niet op", "{unknown} {en} not on it")
            }
        })
    }

    /// Why it is none of the scales that come near: a clause each.
    pub fn why_not(&self) -> Vec<(ScaleId, Phrase)> {
        let Some(ColumnContent::Scale { not, .. }) = self.content() else { return Vec::new() };
        not.iter().map(|(scale, why)| (scale.clone(), reason(why))).collect()
    }

    /// The options of its scale, or else the texts that were met, with how often each was chosen; then the kinds of
    /// missing, and what is on no scale. Empty where there is nothing to tell.
    pub fn answers(&self) -> Vec<(Phrase, u64)> {
        answers_together(&[self])
    }

    /// How many answers have a text that is not among its options.
    pub fn off_options(&self) -> u64 {
        match (self.content(), &self.described) {
            (Some(ColumnContent::Scale { unknown, .. }), _) => *unknown,
            (_, Some(described)) => described.untold,
            _ => 0,
        }
    }

    /// The options of its scale, or else the texts that may be told, with how often each was chosen.
    pub fn options(&self) -> Vec<(Phrase, u64)> {
        match (self.content(), &self.described) {
            (Some(ColumnContent::Scale { scale, counts, .. }), _) => {
                let known = built_in_scales().iter().find(|known| &known.id == scale);
                let labels = known
                    .into_iter()
                    .flat_map(|known| known.options.iter().map(|option| option.label.clone()));
                labels.zip(counts.iter().copied()).collect()
            }
            (_, Some(described)) => {
                let told = described.texts.iter();
                told.map(|(text, count)| (Phrase::new(text, text), *count)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// The options that nobody chose.
    pub fn unused(&self) -> Vec<Phrase> {
        let listed = self.scale().is_some()
            || self.described.as_ref().is_some_and(|described| described.order == Order::Labels);
        let unused = self.options().into_iter().filter(|(_, count)| listed && *count == 0);
        unused.map(|(option, _)| option).collect()
    }
}

/// The options of questions on one scale with how often each was chosen in all of them together; then the kinds of
/// missing, and what is on no scale. Empty where there is nothing to tell.
pub fn answers_together(columns: &[&ColumnReport]) -> Vec<(Phrase, u64)> {
    let mut sums: Vec<(Phrase, u64)> = Vec::new();
    for (option, count) in columns.iter().flat_map(|column| column.options()) {
        match sums.iter_mut().find(|(known, _)| *known == option) {
            Some((_, sum)) => *sum += count,
            None => sums.push((option, count)),
        }
    }
    if sums.is_empty() {
        return sums;
    }
    for (kind, words) in missing_titles() {
        let of = |column: &&ColumnReport| column.described.as_ref()?.missing.get(kind.index()).copied();
        let count: u64 = columns.iter().filter_map(of).sum();
        if count > 0 {
            sums.push((words, count));
        }
    }
    let off: u64 = columns.iter().map(|column| column.off_options()).sum();
    if off > 0 {
        let on_scale = columns.iter().any(|column| column.scale().is_some());
        let words = if on_scale {
            Phrase::new("staat niet op de schaal", "not on the scale")
        } else {
            Phrase::new("komt één keer voor", "stands there once")
        };
        sums.push((words, off));
    }
    sums
}

/// The lowest and the highest of the numbers of some columns; `None` where one of them holds no codes in numbers.
pub fn codes_together(columns: &[&ColumnReport]) -> Option<(f64, f64)> {
    let range = |column: &&ColumnReport| match column.content() {
        Some(ColumnContent::Codes { min, max, .. }) => Some((*min, *max)),
        _ => None,
    };
    let ranges: Vec<(f64, f64)> = columns.iter().map(range).collect::<Option<_>>()?;
    ranges.into_iter().reduce(|(low, high), (min, max)| (low.min(min), high.max(max)))
}

/// Whether the numbers of two columns look like answers on one scale: of one block, or alike in their highest.
pub fn codes_alike(one: &ColumnReport, other: &ColumnReport) -> bool {
    match (one.content(), other.content()) {
        (
            Some(ColumnContent::Codes { min: low, max: high, .. }),
            Some(ColumnContent::Codes { min, max, .. }),
        ) => one.stem().is_some() && one.stem() == other.stem() || high == max && (low - min).abs() <= 1.0,
        (Some(ColumnContent::AnswerCodes { .. }), Some(ColumnContent::AnswerCodes { .. })) => true,
        _ => false,
    }
}

fn names(scales: &[ScaleId]) -> String {
    scales.iter().map(|scale| format!("`{scale}`")).collect::<Vec<_>>().join(", ")
}

fn reason(why: &WhyNot) -> Phrase {
    match why {
        WhyNot::Lacks(text) => {
            let text = quoted(text);
            phrase!("{text} staat daar niet op", "{text} is not on it")
        }
        WhyNot::Joins(one, other) => {
            let (one, other) = (quoted(one), quoted(other));
            phrase!("{one} en {other} zijn daar hetzelfde", "{one} and {other} are the same on it")
        }
        WhyNot::Gaps(1) => phrase!("een optie daarvan koos niemand", "one option of it nobody chose"),
        WhyNot::Gaps(gaps) => {
            phrase!("{gaps} opties daarvan koos niemand", "{gaps} options of it nobody chose")
        }
    }
}

fn words(content: &ColumnContent) -> Phrase {
    match content {
        ColumnContent::Empty => phrase!("leeg", "empty"),
        ColumnContent::Scale { scale, .. } => phrase!("schaal {scale}", "scale {scale}"),
        ColumnContent::Codes { min, max, distinct, .. } => phrase!(
            "hele getallen van {min} tot en met {max}, {distinct} verschillende",
            "whole numbers from {min} to {max}, {distinct} different ones"
        ),
        ColumnContent::AnswerCodes { distinct } => phrase!(
            "{distinct} codes van het platform, zonder de teksten",
            "{distinct} codes of the platform, without their texts"
        ),
        ColumnContent::Numbers { min, max } => {
            phrase!("van {min} tot en met {max}", "from {min} to {max}")
        }
        ColumnContent::Constant => phrase!("overal hetzelfde", "the same everywhere"),
        ColumnContent::Choices { distinct } => {
            phrase!("{distinct} verschillende", "{distinct} different ones")
        }
        ColumnContent::Dates => phrase!("datums of tijden", "dates or times"),
        ColumnContent::MultipleChoice { options } => {
            phrase!("{options} opties in een cel bij elkaar", "{options} options together in a cell")
        }
        ColumnContent::Ticked => phrase!("aangevinkt of niet", "ticked or not"),
        ColumnContent::FreeText { distinct } => {
            phrase!("{distinct} verschillende antwoorden", "{distinct} different answers")
        }
        ColumnContent::Errors => phrase!("alleen fouten van Excel", "only errors of Excel"),
    }
}
