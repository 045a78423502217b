use std::collections::{BTreeMap, BTreeSet};

use super::lexicon::Lexicon;
use super::normalise::number_in;
use super::scales::{built_in_lexicons, told_apart};
use crate::domain::{Scale, ScaleId, ScaleKind};

/// From so many answers on, one option that nobody chose between two that were chosen is evidence that it
/// was not there to choose.
const ENOUGH_ANSWERS: u64 = 30;
/// A scale must explain at least this share of the answers for the others to count as unknown answers to it.
const MOST: f64 = 0.5;

/// The distinct answers of some columns that share a questionnaire: normalised text and how often;
/// nothing missing, no errors.
pub(super) type Texts = BTreeMap<String, u64>;

/// A scale that may be the one, with what its texts mean.
#[derive(Clone, Copy)]
pub(super) struct Candidate<'a> {
    pub(super) scale: &'a Scale,
    pub(super) lexicon: &'a Lexicon,
}

/// What some answers say about their scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Recognition {
    /// There are no answers.
    NoAnswers,
    /// Numbers only, which any scale may have; with the scales that have them all.
    NumbersOnly(Vec<ScaleId>),
    /// This scale; `unused_neutral` where the neutral option of another one would be the only unused one.
    One { scale: ScaleId, unused_neutral: bool },
    /// More than one scale fits, the most usual first.
    Several(Vec<ScaleId>),
    /// This scale fits, but nobody chose its neutral option: it may be a scale without one.
    NeutralUnused(ScaleId),
    /// No scale has all the texts, but this one has most.
    Mostly(ScaleId),
    /// No scale fits.
    Foreign,
}

/// Every scale answers may be on: the project's own first, then those built in that it does not declare anew.
pub(super) fn candidates<'a>(
    declared: &'a BTreeMap<ScaleId, Scale>,
    lexicons: &'a BTreeMap<ScaleId, Lexicon>,
) -> Vec<Candidate<'a>> {
    let own = declared.iter().filter_map(|(id, scale)| Some(Candidate { scale, lexicon: lexicons.get(id)? }));
    let built_in = built_in_lexicons().iter().filter(|(scale, _)| !declared.contains_key(&scale.id));
    own.chain(built_in.map(|(scale, lexicon)| Candidate { scale, lexicon })).collect()
}

/// The scale of answers that may come from several questionnaires (`pools`: per source). A scale fits when
/// every text of every pool is on it and no two texts of a pool that are known to be two options fall together.
/// Chosen is the one that fits, or, of several, the one that leaves no gap among the chosen options where
/// the others do.
pub(super) fn recognise(pools: &[&Texts], candidates: &[Candidate]) -> Recognition {
    let answers: u64 = pools.iter().flat_map(|pool| pool.values()).sum();
    if answers == 0 {
        return Recognition::NoAnswers;
    }
    let fitting: Vec<Fit> =
        candidates.iter().filter_map(|candidate| Fit::of(*candidate, pools, false)).collect();
    if pools.iter().flat_map(|pool| pool.keys()).all(|text| number_in(text).is_some()) {
        return Recognition::NumbersOnly(fitting.iter().map(Fit::id).collect());
    }
    if fitting.is_empty() { mostly(pools, candidates, answers) } else { decide(fitting, answers) }
}

/// Two texts of one column that mean the same category although they are two options, if there are any.
pub(super) fn fallen_together<'t>(
    texts: impl IntoIterator<Item = &'t String>,
    lexicon: &Lexicon,
) -> Option<(&'t str, &'t str)> {
    let mut met: BTreeMap<u8, Vec<&str>> = BTreeMap::new();
    for text in texts {
        let Some(category) = lexicon.word(text) else { continue };
        let same = met.entry(category).or_default();
        if let Some(other) = same.iter().find(|other| told_apart(other, text)) {
            return Some((other, text));
        }
        same.push(text);
    }
    None
}

/// Why a scale that resembles the one that was recognised is not it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// This answer, which is on the recognised scale, is not on it.
    Lacks(String),
    /// On it these two answers, which stand side by side, would be one option.
    Joins(String, String),
    /// Of its options between the lowest and the highest that were chosen, nobody chose this many.
    Gaps(usize),
}

/// The scales that have at least half of the answers in words and are not `chosen`, nearest first, each with the
/// reason; at most two. Every text in a reason is on the scale that was chosen.
pub(super) fn rivals(texts: &Texts, candidates: &[Candidate], chosen: &[ScaleId]) -> Vec<(ScaleId, WhyNot)> {
    const MOST_RIVALS: usize = 2;
    let home = candidates.iter().find(|candidate| chosen.first() == Some(&candidate.scale.id));
    let Some(home) = home else { return Vec::new() };
    let own: Texts = texts
        .iter()
        .filter(|(text, _)| home.lexicon.word(text).is_some())
        .map(|(text, count)| (text.clone(), *count))
        .collect();
    let all: u64 = own.values().sum();
    let mut rivals = Vec::new();
    for candidate in candidates.iter().filter(|candidate| !chosen.contains(&candidate.scale.id)) {
        let known = |text: &String| candidate.lexicon.word(text).is_some();
        let explained: u64 = own.iter().filter(|(text, _)| known(text)).map(|(_, count)| count).sum();
        if explained == 0 || explained * 2 < all {
            continue;
        }
        let stranger = own.iter().filter(|(text, _)| !known(text)).max_by_key(|(_, count)| **count);
        let why = match (stranger, fallen_together(own.keys(), candidate.lexicon)) {
            (Some((text, _)), _) => WhyNot::Lacks(text.clone()),
            (None, Some((one, other))) => WhyNot::Joins(one.to_owned(), other.to_owned()),
            (None, None) => match Fit::of(*candidate, &[&own], false).map(|fit| fit.gaps().len()) {
                Some(gaps @ 1..) => WhyNot::Gaps(gaps),
                _ => continue,
            },
        };
        rivals.push((explained, candidate.scale.id.clone(), why));
    }
    rivals.sort_by_key(|(explained, ..)| std::cmp::Reverse(*explained));
    rivals.into_iter().take(MOST_RIVALS).map(|(_, scale, why)| (scale, why)).collect()
}

struct Fit<'a> {
    scale: &'a Scale,
    chosen: BTreeSet<u8>,
    explained: u64,
    /// Per text its category, to see whether two scales say the same of it.
    codes: BTreeMap<String, u8>,
}

impl<'a> Fit<'a> {
    fn of(candidate: Candidate<'a>, pools: &[&Texts], in_part: bool) -> Option<Self> {
        let mut fit =
            Fit { scale: candidate.scale, chosen: BTreeSet::new(), explained: 0, codes: BTreeMap::new() };
        for pool in pools {
            if fallen_together(pool.keys(), candidate.lexicon).is_some() {
                return None;
            }
            for (text, count) in *pool {
                match candidate.lexicon.category(text) {
                    Some(category) => {
                        fit.chosen.insert(category);
                        fit.explained += count;
                        fit.codes.insert(text.clone(), category);
                    }
                    None if in_part => {}
                    None => return None,
                }
            }
        }
        Some(fit)
    }

    fn id(&self) -> ScaleId {
        self.scale.id.clone()
    }

    /// The options between the lowest and the highest chosen that nobody chose; a mark has none that count.
    fn gaps(&self) -> Vec<u8> {
        match (self.chosen.first(), self.chosen.last()) {
            (Some(&low), Some(&high)) if self.scale.kind != ScaleKind::Mark => {
                (low..high).filter(|category| !self.chosen.contains(category)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn misses_only_neutral(&self) -> bool {
        self.scale.neutral.is_some_and(|neutral| self.gaps() == [neutral])
    }

    fn says_the_same_as(&self, other: &Fit) -> bool {
        let kept = |fit: &Fit| {
            (fit.scale.len(), fit.scale.kind, fit.scale.favourable.clone(), fit.scale.unfavourable.clone())
        };
        self.codes == other.codes && kept(self) == kept(other) && self.scale.neutral == other.scale.neutral
    }
}

fn decide(mut fitting: Vec<Fit>, answers: u64) -> Recognition {
    let all: Vec<ScaleId> = fitting.iter().map(Fit::id).collect();
    let mut unused_neutral = false;
    if fitting.iter().any(|fit| fit.gaps().is_empty()) {
        let allowed = if answers >= ENOUGH_ANSWERS { 0 } else { 1 };
        let (kept, dropped): (Vec<Fit>, Vec<Fit>) =
            fitting.into_iter().partition(|fit| fit.gaps().len() <= allowed);
        unused_neutral = dropped.iter().any(Fit::misses_only_neutral);
        fitting = kept;
    }
    match fitting.as_slice() {
        [one] if answers >= ENOUGH_ANSWERS && one.misses_only_neutral() => {
            Recognition::NeutralUnused(one.id())
        }
        [first, rest @ ..] if rest.iter().all(|fit| fit.says_the_same_as(first)) => {
            Recognition::One { scale: first.id(), unused_neutral }
        }
        _ => Recognition::Several(all),
    }
}

/// The scale that most answers are on, so that the rest can be named as unknown answers to it.
fn mostly(pools: &[&Texts], candidates: &[Candidate], answers: u64) -> Recognition {
    let words: Vec<Texts> = pools
        .iter()
        .map(|pool| {
            let words = pool.iter().filter(|(text, _)| number_in(text).is_none());
            words.map(|(text, count)| (text.clone(), *count)).collect()
        })
        .collect();
    let words: Vec<&Texts> = words.iter().collect();
    let mut partial: Vec<Fit> =
        candidates.iter().filter_map(|candidate| Fit::of(*candidate, &words, true)).collect();
    let best = partial.iter().map(|fit| fit.explained).max().unwrap_or(0);
    if best == 0 || (best as f64) < MOST * answers as f64 {
        return Recognition::Foreign;
    }
    partial.retain(|fit| fit.explained == best);
    match decide(partial, best) {
        Recognition::One { scale, .. } | Recognition::NeutralUnused(scale) => Recognition::Mostly(scale),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(answers: &[(&str, u64)]) -> Texts {
        answers.iter().map(|(text, count)| ((*text).to_owned(), *count)).collect()
    }

    fn of(answers: &[(&str, u64)]) -> Recognition {
        recognise(&[&texts(answers)], &candidates(&BTreeMap::new(), &BTreeMap::new()))
    }

    fn one(id: &str) -> Recognition {
        Recognition::One { scale: ScaleId::new(id), unused_neutral: false }
    }

    #[test]
    fn no_answers_say_nothing() {
        assert_eq!(of(&[]), Recognition::NoAnswers);
    }

    #[test]
    fn numbers_alone_are_on_no_scale() {
        let Recognition::NumbersOnly(fitting) = of(&[("1", 3), ("5", 9)]) else { panic!("numbers only") };
        assert!(fitting.contains(&ScaleId::new("eens-5")) && fitting.contains(&ScaleId::new("cijfer-10")));
        assert!(!fitting.contains(&ScaleId::new("eens-4")));
    }

    #[test]
    fn agreement_and_disagreement_alone_may_be_four_scales_and_more() {
        let Recognition::Several(fitting) = of(&[("eens", 40), ("oneens", 12)]) else { panic!("several") };
        for id in ["oneens-eens-2", "eens-3", "eens-4", "eens-5"] {
            assert!(fitting.contains(&ScaleId::new(id)), "{id}");
        }
        assert_eq!(fitting.first(), Some(&ScaleId::new("eens-5")));
    }

    #[test]
    fn a_scale_without_gaps_goes_before_one_with_several() {
        let five = [
            ("helemaal mee oneens", 1),
            ("mee oneens", 1),
            ("neutraal", 1),
            ("mee eens", 1),
            ("helemaal mee eens", 1),
        ];
        assert_eq!(of(&five), one("eens-5"));
        let weak = [
            ("helemaal mee oneens", 1),
            ("een beetje mee oneens", 1),
            ("neutraal", 1),
            ("een beetje mee eens", 1),
            ("helemaal mee eens", 1),
        ];
        assert_eq!(of(&weak), one("eens-5"));
        let seven = [&five[..], &[("enigszins mee eens", 1)]].concat();
        assert_eq!(of(&seven), one("eens-7"));
        assert_eq!(of(&[("oneens", 2), ("neutraal", 2), ("eens", 9), ("helemaal eens", 3)]), one("eens-5"));
    }

    #[test]
    fn one_unused_option_is_evidence_from_thirty_answers_on() {
        let four = |last| [("helemaal oneens", 4), ("oneens", 5), ("eens", 10), ("helemaal eens", last)];
        assert!(matches!(of(&four(10)), Recognition::Several(_)));
        assert_eq!(of(&four(11)), Recognition::One { scale: ScaleId::new("eens-4"), unused_neutral: true });
        let content = |last| [("ontevreden", 9), ("tevreden", last)];
        assert_eq!(of(&content(20)), one("tevreden-5"));
        assert_eq!(of(&content(21)), Recognition::NeutralUnused(ScaleId::new("tevreden-5")));
    }

    #[test]
    fn three_points_may_be_the_middle_of_five() {
        let three = [("mee oneens", 30), ("neutraal", 30), ("mee eens", 30)];
        assert!(matches!(of(&three), Recognition::Several(_)));
    }

    #[test]
    fn other_families_are_recognised_by_their_words() {
        assert_eq!(of(&[("ja", 3), ("nee", 4)]), one("nee-ja-2"));
        assert_eq!(of(&[("zeer slecht", 1), ("goed", 4)]), one("goed-4"));
        assert_eq!(of(&[("te hoog", 1), ("goed", 4)]), one("hoogte-5"));
        assert_eq!(of(&[("1 (zeer slecht)", 1), ("7", 4), ("10 (uitstekend)", 2)]), one("cijfer-10"));
        assert!(matches!(of(&[("strongly agree", 1)]), Recognition::Several(_)));
        assert_eq!(
            of(&[("very dissatisfied", 1), ("neither satisfied nor dissatisfied", 1)]),
            one("tevreden-5")
        );
    }

    #[test]
    fn a_scale_that_comes_near_is_refused_with_the_reason() {
        let none = (BTreeMap::new(), BTreeMap::new());
        let known = candidates(&none.0, &none.1);
        let refused = |answers: &[(&str, u64)], chosen: &str| {
            let rivals = rivals(&texts(answers), &known, &[ScaleId::new(chosen)]);
            rivals.into_iter().map(|(scale, why)| (scale.to_string(), why)).collect::<Vec<_>>()
        };
        let five =
            [("helemaal oneens", 9), ("oneens", 9), ("neutraal", 2), ("eens", 9), ("helemaal eens", 9)];
        let found = refused(&five, "eens-5");
        assert!(found.contains(&("eens-4".to_owned(), WhyNot::Lacks("neutraal".to_owned()))), "{found:?}");
        let four = [("helemaal oneens", 9), ("oneens", 9), ("eens", 9), ("helemaal eens", 9)];
        let found = refused(&four, "eens-4");
        assert!(found.iter().any(|(scale, why)| scale == "eens-5" && *why == WhyNot::Gaps(1)), "{found:?}");
        assert_eq!(refused(&[("ja", 3), ("nee", 4)], "nee-ja-2"), []);
        assert_eq!(refused(&[], "eens-5"), []);
    }

    #[test]
    fn a_stray_text_does_not_hide_the_scale_it_strays_from() {
        let answers =
            [("helemaal eens", 9), ("eens", 9), ("neutraal", 9), ("oneens", 3), ("helemaal mee ens", 1)];
        assert_eq!(of(&answers), Recognition::Mostly(ScaleId::new("eens-5")));
        assert_eq!(of(&[("de sfeer is goed", 1), ("meer tijd", 1)]), Recognition::Foreign);
    }

    #[test]
    fn a_scale_of_the_projects_own_is_recognised_too() {
        let mut own = built_in_lexicons()[0].0.clone();
        own.id = ScaleId::new("onze");
        let declared = BTreeMap::from([(own.id.clone(), own.clone())]);
        let lexicons = BTreeMap::from([(own.id.clone(), Lexicon::new(&own))]);
        let pool = texts(&[("oneens", 1), ("neutraal", 1), ("eens", 1), ("helemaal eens", 1)]);
        assert_eq!(recognise(&[&pool], &candidates(&declared, &lexicons)), one("onze"));
    }
}
