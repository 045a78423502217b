use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::normalise::normalise;
use crate::domain::Missing;

const DONT_KNOW: &[&str] = &[
    "weet niet",
    "weet ik niet",
    "weet het niet",
    "ik weet het niet",
    "weet ik nog niet",
    "weet (nog) niet",
    "weet ik (nog) niet",
    "onbekend",
    "geen idee",
    "geen mening",
    "weet niet, geen mening",
    "kan ik niet beoordelen",
    "kan ik (nog) niet beoordelen",
    "kan niet beoordelen",
    "niet te beoordelen",
    "geen zicht op",
    "don't know",
    "dont know",
    "do not know",
    "i don't know",
    "i do not know",
    "not sure",
    "unsure",
    "no idea",
    "no opinion",
    "cannot say",
    "can't say",
    "unable to judge",
];

const NOT_APPLICABLE: &[&str] = &[
    "n.v.t.",
    "nvt",
    "n.v.t",
    "niet van toepassing",
    "niet van toepassing (n.v.t.)",
    "n.v.t. (niet van toepassing)",
    "n/a",
    "n.a.",
    "not applicable",
    "does not apply",
    "doesn't apply",
    "not applicable (n/a)",
];

const NOT_ANSWERED: &[&str] = &[
    "geen antwoord",
    "niet ingevuld",
    "niet beantwoord",
    "leeg",
    "wil ik niet zeggen",
    "wil niet zeggen",
    "zeg ik liever niet",
    "liever niet zeggen",
    "no answer",
    "not answered",
    "not completed",
    "unanswered",
    "prefer not to say",
    "rather not say",
];

const NOT_ASKED: &[&str] =
    &["niet gevraagd", "niet voorgelegd", "niet getoond", "not asked", "not shown", "not displayed"];

static KINDS: LazyLock<BTreeMap<String, Missing>> = LazyLock::new(|| {
    let mut kinds = BTreeMap::new();
    for (texts, kind) in [
        (DONT_KNOW, Missing::DontKnow),
        (NOT_APPLICABLE, Missing::NotApplicable),
        (NOT_ANSWERED, Missing::NotAnswered),
        (NOT_ASKED, Missing::NotAsked),
    ] {
        kinds.extend(texts.iter().map(|text| (normalise(text), kind)));
    }
    // One option for two reasons: the respondent could not say, so it counts as not knowing.
    let joined = [DONT_KNOW, NOT_APPLICABLE].concat();
    for one in &joined {
        for other in joined.iter().filter(|other| *other != one) {
            let both_inapplicable = NOT_APPLICABLE.contains(one) && NOT_APPLICABLE.contains(other);
            let kind = if both_inapplicable { Missing::NotApplicable } else { Missing::DontKnow };
            for joint in ["/", ", ", " of ", " or ", " - "] {
                kinds.entry(normalise(&format!("{one}{joint}{other}"))).or_insert(kind);
            }
            kinds.entry(normalise(&format!("{one} ({other})"))).or_insert(kind);
        }
    }
    kinds
});

/// The kind of missing that a [`normalise`]d text names, in Dutch or English; `None` when it names none.
/// 'Weet niet / n.v.t.' as one option counts as not knowing.
pub fn missing_kind(normalised: &str) -> Option<Missing> {
    KINDS.get(normalised).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_not_answering_has_its_kind() {
        for (text, kind) in [
            ("Weet niet / n.v.t.", Missing::DontKnow),
            ("n.v.t./weet ik niet", Missing::DontKnow),
            ("WEET IK NIET", Missing::DontKnow),
            ("Weet ik niet / niet van toepassing", Missing::DontKnow),
            ("Geen mening", Missing::DontKnow),
            ("Don’t know", Missing::DontKnow),
            ("N.v.t.", Missing::NotApplicable),
            ("NVT", Missing::NotApplicable),
            ("N/A", Missing::NotApplicable),
            ("Niet van toepassing.", Missing::NotApplicable),
            ("n.v.t. / niet van toepassing", Missing::NotApplicable),
            ("Wil ik niet zeggen", Missing::NotAnswered),
            ("Not asked", Missing::NotAsked),
        ] {
            assert_eq!(missing_kind(&normalise(text)), Some(kind), "{text}");
        }
    }

    #[test]
    fn an_answer_is_never_taken_for_a_missing_one() {
        for text in ["neutraal", "niet mee eens", "niet eens, niet oneens", "nee", "weet", "0", "-", ""] {
            assert_eq!(missing_kind(&normalise(text)), None, "{text}");
        }
    }

    #[test]
    fn no_single_reason_is_of_two_kinds() {
        let all = [DONT_KNOW, NOT_APPLICABLE, NOT_ANSWERED, NOT_ASKED];
        for (kind, texts) in
            [Missing::DontKnow, Missing::NotApplicable, Missing::NotAnswered, Missing::NotAsked]
                .iter()
                .zip(all)
        {
            for text in texts {
                assert_eq!(missing_kind(&normalise(text)), Some(*kind), "{text}");
            }
        }
    }
}
