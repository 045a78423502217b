use super::wording::{each_with, neither, option, ordinal, texts};
use crate::domain::{AnswerOption, Phrase, Scale, ScaleId, ScaleKind};

/// The scales of satisfaction, goodness, height, marks, and yes or no.
pub(super) fn scales() -> Vec<Scale> {
    vec![satisfaction(), goodness(), no_yes(), mark(), height()]
}

fn satisfaction() -> Scale {
    let very = ["zeer", "heel", "erg", "heel erg", "helemaal", "volledig", "uiterst"];
    let very_en = ["very", "extremely", "completely", "highly", "totally"];
    let bit = ["enigszins", "een beetje", "beetje", "enigermate"];
    let bit_en = ["somewhat", "slightly", "a little", "moderately"];
    let un_en = ["dissatisfied", "unsatisfied"];
    let nl_middle = neither(
        &[("niet ontevreden", "niet tevreden"), ("noch ontevreden", "noch tevreden")],
        &[", ", " ", "/", " en ", ", en ", " - ", " maar ook ", ", maar ook "],
    );
    let short = neither(&[("ontevreden", "tevreden")], &[" noch ", " en niet "]);
    let en_middle = neither(
        &[("neither dissatisfied", "satisfied"), ("neither satisfied", "dissatisfied")],
        &[" nor ", " or "],
    );
    let en_middle = en_middle.into_iter().filter(|text| text.starts_with("neither")).collect();
    ordinal(
        "tevreden-5",
        vec![
            option(
                "zeer ontevreden",
                "very dissatisfied",
                &[
                    &each_with(&very, &["ontevreden"]),
                    &each_with(&["helemaal", "volledig"], &["niet tevreden"]),
                    &each_with(&very_en, &un_en),
                ],
            ),
            option(
                "ontevreden",
                "dissatisfied",
                &[
                    &texts(&["niet tevreden", "unsatisfied", "not satisfied"]),
                    &each_with(&bit, &["ontevreden"]),
                    &each_with(&bit_en, &un_en),
                ],
            ),
            option("neutraal", "neutral", &[&nl_middle, &short, &en_middle, &texts(&["neither"])]),
            option(
                "tevreden",
                "satisfied",
                &[&each_with(&bit, &["tevreden"]), &each_with(&bit_en, &["satisfied"])],
            ),
            option(
                "zeer tevreden",
                "very satisfied",
                &[&each_with(&very, &["tevreden"]), &each_with(&very_en, &["satisfied"])],
            ),
        ],
    )
}

fn goodness() -> Scale {
    let very = ["zeer", "heel", "erg", "heel erg"];
    ordinal(
        "goed-4",
        vec![
            option(
                "zeer slecht",
                "very poor",
                &[&each_with(&very, &["slecht"]), &texts(&["very bad", "very badly"])],
            ),
            option("slecht", "poor", &[&texts(&["bad", "badly"])]),
            option("goed", "good", &[&texts(&["well"])]),
            option("zeer goed", "very good", &[&each_with(&very, &["goed"]), &texts(&["very well"])]),
        ],
    )
}

fn no_yes() -> Scale {
    ordinal(
        "nee-ja-2",
        vec![
            option("nee", "no", &[&texts(&["neen", "n", "onwaar", "false"])]),
            option("ja", "yes", &[&texts(&["j", "y", "waar", "true"])]),
        ],
    )
}

/// A mark of 1 to 10: 6 is 'voldoende' and on neither side, 7 and up is favourable.
fn mark() -> Scale {
    const WORDS: [&[&str]; 10] = [
        &[
            "zeer slecht",
            "heel slecht",
            "uiterst slecht",
            "slecht",
            "very poor",
            "very bad",
            "poor",
            "lowest",
        ],
        &["slecht", "bad"],
        &["zeer onvoldoende", "zeer onvoldoende"],
        &["onvoldoende", "insufficient"],
        &["bijna voldoende", "twijfelachtig", "nearly sufficient"],
        &["voldoende", "sufficient"],
        &["ruim voldoende", "more than sufficient"],
        &["goed", "good"],
        &["zeer goed", "very good"],
        &[
            "uitstekend",
            "uitmuntend",
            "zeer goed",
            "heel goed",
            "perfect",
            "excellent",
            "very good",
            "highest",
        ],
    ];
    const ENDS: [(&str, &str); 7] = [
        ("zeer ontevreden", "zeer tevreden"),
        ("helemaal niet tevreden", "helemaal tevreden"),
        ("heel ontevreden", "heel tevreden"),
        ("very dissatisfied", "very satisfied"),
        ("laagste", "hoogste"),
        ("laag", "hoog"),
        ("zeer laag", "zeer hoog"),
    ];
    let options = WORDS.iter().zip(1_u8..).map(|(words, category)| {
        let ends = ENDS.iter().filter_map(|&(low, high)| match category {
            1 => Some(low),
            10 => Some(high),
            _ => None,
        });
        let mark = category.to_string();
        AnswerOption {
            label: Phrase::new(&mark, &mark),
            synonyms: words.iter().copied().chain(ends).map(|word| format!("{mark} ({word})")).collect(),
        }
    });
    Scale {
        id: ScaleId::new("cijfer-10"),
        kind: ScaleKind::Mark,
        options: options.collect(),
        favourable: (7..=10).collect(),
        unfavourable: (1..=5).collect(),
        neutral: None,
    }
}

fn height() -> Scale {
    let right = ["precies goed", "goed", "goed zo", "precies hoog genoeg", "just right", "right"];
    Scale {
        id: ScaleId::new("hoogte-5"),
        kind: ScaleKind::Bipolar,
        options: vec![
            option("veel te hoog", "much too high", &[&texts(&["far too high", "way too high"])]),
            option(
                "te hoog",
                "too high",
                &[&texts(&["iets te hoog", "a bit too high", "slightly too high"])],
            ),
            option("precies goed", "about right", &[&texts(&right)]),
            option("te laag", "too low", &[&texts(&["iets te laag", "a bit too low", "slightly too low"])]),
            option("veel te laag", "much too low", &[&texts(&["far too low", "way too low"])]),
        ],
        favourable: Vec::new(),
        unfavourable: Vec::new(),
        neutral: None,
    }
}
