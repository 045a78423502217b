use super::wording::{Texts, each_with, neither, option, ordinal, texts};
use crate::domain::{AnswerOption, Scale};

/// Words that make an end of the scale, each group a degree of its own, per language.
pub(super) const ENTIRELY: &[&str] =
    &["helemaal", "volledig", "geheel", "volstrekt", "totaal", "absoluut", "volkomen"];
pub(super) const VERY: &[&str] =
    &["zeer", "sterk", "zeer sterk", "heel erg", "erg", "in hoge mate", "uiterst"];
pub(super) const MOSTLY: &[&str] = &["grotendeels", "overwegend", "voor een groot deel", "meestal"];
pub(super) const SOMEWHAT: &[&str] =
    &["enigszins", "een beetje", "beetje", "deels", "gedeeltelijk", "enigermate", "licht"];
pub(super) const ENTIRELY_EN: &[&str] = &["completely", "totally", "fully", "entirely", "absolutely"];
pub(super) const VERY_EN: &[&str] = &["strongly", "very strongly", "very much"];
pub(super) const MOSTLY_EN: &[&str] = &["mostly", "largely", "generally"];
pub(super) const SOMEWHAT_EN: &[&str] =
    &["somewhat", "slightly", "partly", "partially", "a little", "tend to", "mildly"];

pub(super) const YES: &[&str] = &["eens", "mee eens", "er mee eens"];
pub(super) const NO: &[&str] = &["oneens", "mee oneens", "er mee oneens"];
const NOT_YES: &[&str] = &["niet mee eens", "niet eens"];

/// The agreement scales, two to seven points.
pub(super) fn scales() -> Vec<Scale> {
    let (no, yes) = (plain(NO, NOT_YES, "disagree"), plain(YES, &[], "agree"));
    let no_in_three = || option("oneens", "disagree", &[&no]);
    let yes_in_three = || option("eens", "agree", &[&yes]);
    let (mostly_no, mostly_yes) = (mostly(NO, "disagree"), mostly(YES, "agree"));
    let (bit_no, bit_yes) = (somewhat(NO, "disagree"), somewhat(YES, "agree"));
    // With two options a side, 'enigszins eens' is the lesser one; with three it stands beside 'eens'.
    let lesser_no = || option("oneens", "disagree", &[&no, &mostly_no, &bit_no]);
    let lesser_yes = || option("eens", "agree", &[&yes, &mostly_yes, &bit_yes]);
    let second_no = || option("oneens", "disagree", &[&no, &mostly_no]);
    let second_yes = || option("eens", "agree", &[&yes, &mostly_yes]);
    let third_no = || option("enigszins oneens", "somewhat disagree", &[&bit_no]);
    let third_yes = || option("enigszins eens", "somewhat agree", &[&bit_yes]);
    vec![
        ordinal("eens-5", vec![least(), lesser_no(), middle(), lesser_yes(), most()]),
        ordinal("eens-4", vec![least(), lesser_no(), lesser_yes(), most()]),
        ordinal(
            "eens-7",
            vec![least(), second_no(), third_no(), middle(), third_yes(), second_yes(), most()],
        ),
        ordinal("eens-6", vec![least(), second_no(), third_no(), third_yes(), second_yes(), most()]),
        ordinal("eens-3", vec![no_in_three(), middle(), yes_in_three()]),
        ordinal("oneens-eens-2", vec![no_in_three(), yes_in_three()]),
    ]
}

fn least() -> AnswerOption {
    let nl = each_with(&[ENTIRELY, VERY].concat(), NO);
    let nl_not = each_with(ENTIRELY, NOT_YES);
    option("helemaal oneens", "strongly disagree", &[&nl, &nl_not, &strong_en("disagree")])
}

fn most() -> AnswerOption {
    let nl = each_with(&[ENTIRELY, VERY].concat(), YES);
    option("helemaal eens", "strongly agree", &[&nl, &strong_en("agree")])
}

fn middle() -> AnswerOption {
    let nl = neither(
        &[("niet oneens", "niet eens"), ("niet mee oneens", "niet mee eens")],
        &[", ", " ", "/", " en ", ", en ", " - ", "; ", " maar ook ", ", maar ook ", " of "],
    );
    let noch = neither(
        &[("noch oneens", "noch eens"), ("noch mee oneens", "noch mee eens")],
        &[" ", ", ", "/", " - "],
    );
    let short = neither(&[("oneens", "eens"), ("mee oneens", "mee eens")], &[" noch ", " en niet "]);
    let en = neither(&[("disagree", "agree")], &[" nor ", " or "]);
    let en = each_with(&["neither"], &en.iter().map(String::as_str).collect::<Vec<_>>());
    let fixed = texts(&["neutraal", "neutral", "neutraal / geen van beide", "neither", "neutral / neither"]);
    let both = neither(&[("niet oneens", "niet eens")], &[", "]);
    let named = both.iter().flat_map(|text| [format!("neutraal ({text})"), format!("neutraal / {text}")]);
    option("neutraal", "neutral", &[&fixed, &nl, &noch, &short, &en, &named.collect()])
}

fn plain(nl: &[&str], also: &[&str], en: &str) -> Texts {
    let turned = if en == "disagree" { texts(&["do not agree", "don't agree"]) } else { Vec::new() };
    [texts(nl), texts(also), vec![en.to_owned()], turned].concat()
}

fn mostly(nl: &[&str], en: &str) -> Texts {
    [each_with(MOSTLY, nl), each_with(MOSTLY_EN, &[en])].concat()
}

fn somewhat(nl: &[&str], en: &str) -> Texts {
    let behind = SOMEWHAT_EN.iter().filter(|word| **word != "tend to").map(|word| format!("{en} {word}"));
    [each_with(SOMEWHAT, nl), each_with(SOMEWHAT_EN, &[en]), behind.collect()].concat()
}

fn strong_en(en: &str) -> Texts {
    let words = [VERY_EN, ENTIRELY_EN].concat();
    let behind = words.iter().map(|word| format!("{en} {word}"));
    [each_with(&words, &[en]), behind.collect()].concat()
}
