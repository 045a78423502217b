use crate::domain::{AnswerOption, Phrase, Scale, ScaleId, ScaleKind};

/// Texts that mean one option; the first two are its labels in Dutch and English.
pub(super) type Texts = Vec<String>;

/// Fixed texts as [`Texts`].
pub(super) fn texts(fixed: &[&str]) -> Texts {
    fixed.iter().map(|&text| text.to_owned()).collect()
}

/// Every first word before every second: `helemaal` and `volledig` with `eens` and `mee eens`.
pub(super) fn each_with(firsts: &[&str], seconds: &[&str]) -> Texts {
    firsts.iter().flat_map(|first| seconds.iter().map(move |second| format!("{first} {second}"))).collect()
}

/// The ways in which a middle option names both ends: `niet eens, niet oneens`, either end first.
pub(super) fn neither(pairs: &[(&str, &str)], joints: &[&str]) -> Texts {
    let both_ways = pairs.iter().flat_map(|&(low, high)| [(low, high), (high, low)]);
    both_ways
        .flat_map(|(one, other)| joints.iter().map(move |joint| format!("{one}{joint}{other}")))
        .collect()
}

/// An option with its labels and every other text that means it.
pub(super) fn option(nl: &str, en: &str, synonyms: &[&Texts]) -> AnswerOption {
    let synonyms = synonyms.iter().flat_map(|texts| texts.iter());
    AnswerOption {
        label: Phrase::new(nl, en),
        synonyms: synonyms.filter(|text| *text != nl && *text != en).cloned().collect(),
    }
}

/// An ordinal scale with the usual halves: above the midpoint favourable, below it unfavourable.
pub(super) fn ordinal(id: &str, options: Vec<AnswerOption>) -> Scale {
    let count = u8::try_from(options.len()).unwrap_or(u8::MAX);
    let half = count / 2;
    Scale {
        id: ScaleId::new(id),
        kind: ScaleKind::Ordinal,
        options,
        favourable: (count - half + 1..=count).collect(),
        unfavourable: (1..=half).collect(),
        neutral: (count % 2 == 1).then_some(half + 1),
    }
}
