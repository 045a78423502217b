use std::collections::{BTreeMap, BTreeSet};

use super::checks::{bad_value, filled};
use super::names::Names;
use crate::diagnostics::Code;
use crate::domain::{Answer, AnswerOption, Phrase, Scale, ScaleId, ScaleKind, phrase};
use crate::project::draft::{KindWord, ProjectDraft, ScaleDraft};
use crate::project::faults::{Fault, Faults};
use crate::project::wording::{choose_from, did_you_mean};
use crate::project::written::Written;

/// The scales that need no declaring: name, number of options and kind. `coding` knows their texts.
pub const BUILT_IN_SCALES: [(&str, u8, ScaleKind); 11] = [
    ("oneens-eens-2", 2, ScaleKind::Ordinal),
    ("nee-ja-2", 2, ScaleKind::Ordinal),
    ("eens-3", 3, ScaleKind::Ordinal),
    ("eens-4", 4, ScaleKind::Ordinal),
    ("goed-4", 4, ScaleKind::Ordinal),
    ("eens-5", 5, ScaleKind::Ordinal),
    ("tevreden-5", 5, ScaleKind::Ordinal),
    ("eens-6", 6, ScaleKind::Ordinal),
    ("eens-7", 7, ScaleKind::Ordinal),
    ("cijfer-10", 10, ScaleKind::Mark),
    ("hoogte-5", 5, ScaleKind::Bipolar),
];

/// What a bound needs to know of a scale.
#[derive(Clone, Copy, Debug)]
pub(super) struct Length {
    /// How many options.
    pub options: u8,
    /// What kind of order they have.
    pub kind: ScaleKind,
}

/// The scales that may be named, and the partnership's own.
pub(super) struct Scales {
    /// Every scale that may be named.
    pub names: Names,
    lengths: BTreeMap<String, Length>,
    /// The scales that the file declares and that settle.
    pub own: BTreeMap<ScaleId, Scale>,
}

impl Scales {
    /// Settles the scales that the file declares.
    pub fn gather(draft: &ProjectDraft, faults: &mut Faults) -> Self {
        let mut names = Names::new(phrase!("schaal", "scale"), !faults.lost(&(0..0), "scale"));
        let mut lengths = BTreeMap::new();
        for (name, options, kind) in BUILT_IN_SCALES {
            names.add(name);
            lengths.insert(name.to_owned(), Length { options, kind });
        }
        let mut own = BTreeMap::new();
        for scale in draft.scale.iter().flatten() {
            let named = scale.value.id.as_ref().filter(|id| super::checks::id(id, "id", faults).is_some());
            match named {
                Some(id) => names.give(id, faults),
                None => names.leave_open(),
            }
            if let (Some(settled), Some(id)) = (settle(scale, faults), named) {
                let length = Length { options: settled.len(), kind: settled.kind };
                lengths.entry(id.value.clone()).or_insert(length);
                own.insert(ScaleId::new(&id.value), settled);
            }
        }
        Self { names, lengths, own }
    }

    /// The length of a scale; `None` for one that is not known or did not settle.
    pub fn length(&self, id: &str) -> Option<Length> {
        self.lengths.get(id).copied()
    }
}

fn settle(scale: &Written<ScaleDraft>, faults: &mut Faults) -> Option<Scale> {
    let draft = &scale.value;
    let kind = match draft.kind.as_ref().map(|kind| kind.value) {
        None | Some(KindWord::Ordinal) => ScaleKind::Ordinal,
        Some(KindWord::Mark) => ScaleKind::Mark,
        Some(KindWord::Bipolar) => ScaleKind::Bipolar,
    };
    let options = options(scale, faults);
    let codes = codes(scale, options.as_ref().map(Vec::len), faults);
    let options = options.filter(|labels| kind != ScaleKind::Mark || are_marks(draft, labels, faults));
    let labels = options.clone().unwrap_or_default();
    let favourable = set(&draft.favourable, &labels, kind, "favourable", faults);
    let unfavourable = set(&draft.unfavourable, &labels, kind, "unfavourable", faults);
    let neutral = neutral(scale, &labels, kind, options.is_some(), faults);

    let (options, codes, neutral) = (options?, codes?, neutral?);
    let length = u8::try_from(options.len()).ok()?;
    let (named, against) = (favourable?, unfavourable?);
    let but = |default: Vec<u8>, other: &Option<Vec<u8>>| -> Vec<u8> {
        default
            .into_iter()
            .filter(|category| !other.iter().flatten().any(|named| named == category))
            .collect()
    };
    let favourable = named.clone().unwrap_or_else(|| but(favourable_by_default(kind, length), &against));
    let unfavourable = against.unwrap_or_else(|| but(unfavourable_by_default(kind, length), &named));
    disjoint(draft, &favourable, &unfavourable, neutral, faults)?;
    let option = |(index, label): (usize, String)| AnswerOption {
        label: Phrase::new(label.clone(), label),
        synonyms: codes.get(index).cloned().into_iter().collect(),
    };
    let options = options.into_iter().enumerate().map(option).collect();
    let id = ScaleId::new(draft.id.as_ref().map_or("", |id| &id.value));
    Some(Scale { id, kind, options, favourable, unfavourable, neutral })
}

fn options(scale: &Written<ScaleDraft>, faults: &mut Faults) -> Option<Vec<String>> {
    let written = scale.value.options.as_ref()?;
    let labels: Vec<_> = written.value.iter().map(|text| filled(text, "options", faults)).collect();
    let sound = labels.iter().all(Option::is_some)
        & distinct(&written.value, phrase!("antwoordoptie", "answer option"), faults)
        & !faults.lost(&scale.span, "options");
    let count = labels.len();
    let most = usize::from(Answer::MAX_CATEGORY);
    if !(2..=most).contains(&count) && !faults.lost(&scale.span, "options") {
        bad_value(
            faults,
            &written.span,
            phrase!(
                "Een schaal heeft twee of meer antwoordopties; hier {count}.",
                "A scale has two or more answer options; here {count}."
            ),
            phrase!(
                "verwacht: 2 tot {most} opties, van laag naar hoog",
                "expected: 2 to {most} options, from low to high"
            ),
            None,
        );
        return None;
    }
    sound.then(|| labels.into_iter().flatten().collect())
}

/// Whether the options of a mark are the whole numbers from 1 in order; reported if not. Means are taken of the
/// options' positions, so with other numbers they would be wrong without anybody seeing it.
fn are_marks(draft: &ScaleDraft, labels: &[String], faults: &mut Faults) -> bool {
    let wrong = labels.iter().zip(1_u32..).find(|(label, mark)| label.trim() != mark.to_string());
    let (Some((found, place)), Some(written)) = (wrong, &draft.options) else { return true };
    let span = written.value.get(place as usize - 1).map_or(&written.span, |label| &label.span);
    let count = labels.len();
    bad_value(
        faults,
        span,
        phrase!(
            "De opties van een cijfer zijn de hele getallen vanaf 1; als optie {place} staat hier `{found}`.",
            "The options of a mark are the whole numbers from 1; option {place} is `{found}` here."
        ),
        phrase!("verwacht: \"1\" tot \"{count}\", op volgorde", "expected: \"1\" to \"{count}\", in order"),
        Some(phrase!(
            "Een gemiddelde zou anders niet kloppen. Rond halve cijfers in de export af op hele, of haal `kind = \"mark\"` weg: dan is het een schaal van laag naar hoog.",
            "A mean would be wrong otherwise. Round half marks in the export to whole ones, or remove `kind = \"mark\"`: then it is a scale from low to high."
        )),
    );
    false
}

fn codes(scale: &Written<ScaleDraft>, count: Option<usize>, faults: &mut Faults) -> Option<Vec<String>> {
    let Some(written) = &scale.value.codes else {
        return (!faults.lost(&scale.span, "codes")).then(Vec::new);
    };
    let codes: Option<Vec<_>> = written.value.iter().map(|code| filled(code, "codes", faults)).collect();
    let distinct = distinct(&written.value, phrase!("code", "code"), faults);
    let found = written.value.len();
    if let Some(count) = count.filter(|count| *count != found && !faults.lost(&scale.span, "codes")) {
        bad_value(
            faults,
            &written.span,
            phrase!(
                "Er zijn {count} opties en {found} codes.",
                "There are {count} options and {found} codes."
            ),
            phrase!(
                "verwacht: {count} codes, in de volgorde van de opties",
                "expected: {count} codes, in the order of the options"
            ),
            None,
        );
        return None;
    }
    codes.filter(|_| distinct && !faults.lost(&scale.span, "codes"))
}

/// Whether no text stands in the list twice, whatever its capitals; reported if one does.
fn distinct(texts: &[Written<String>], kind: Phrase, faults: &mut Faults) -> bool {
    let mut seen = BTreeSet::new();
    let mut sound = true;
    for text in texts {
        if !seen.insert(text.value.trim().to_lowercase()) {
            sound = false;
            let name = &text.value;
            faults.error(Fault {
                code: Code::DuplicateName,
                span: text.span.clone(),
                headline: Phrase::new(
                    format!("De {} `{name}` staat er twee keer.", kind.nl),
                    format!("The {} `{name}` stands here twice.", kind.en),
                ),
                label: phrase!("staat er al", "is there already"),
                help: None,
            });
        }
    }
    sound
}

/// The categories of a list of options, ascending. The inner `None` means that the file does not say.
fn set(
    written: &Option<Written<Vec<Written<String>>>>,
    labels: &[String],
    kind: ScaleKind,
    key: &str,
    faults: &mut Faults,
) -> Option<Option<Vec<u8>>> {
    let Some(written) = written else { return Some(None) };
    if written.value.is_empty() && kind != ScaleKind::Bipolar {
        bad_value(
            faults,
            &written.span,
            phrase!("De lijst bij `{key}` is leeg.", "The list of `{key}` is empty."),
            phrase!(
                "verwacht: een of meer opties van de schaal",
                "expected: one or more options of the scale"
            ),
            Some(phrase!("Noem de opties, of haal `{key}` weg.", "Name the options, or remove `{key}`.")),
        );
        return None;
    }
    let categories: Vec<_> = written.value.iter().map(|text| category(text, labels, faults)).collect();
    let categories: Option<BTreeSet<u8>> = categories.into_iter().collect();
    categories.map(|categories| Some(categories.into_iter().collect()))
}

fn category(text: &Written<String>, labels: &[String], faults: &mut Faults) -> Option<u8> {
    if labels.is_empty() {
        return None;
    }
    if let Some(index) = labels.iter().position(|label| *label == text.value) {
        return u8::try_from(index + 1).ok();
    }
    let name = &text.value;
    faults.error(Fault {
        code: Code::UnknownName,
        span: text.span.clone(),
        headline: phrase!("`{name}` is geen optie van deze schaal.", "`{name}` is no option of this scale."),
        label: did_you_mean(name, labels),
        help: choose_from(labels),
    });
    None
}

/// The middle category. The inner `None` means that the scale has none.
fn neutral(
    scale: &Written<ScaleDraft>,
    labels: &[String],
    kind: ScaleKind,
    settled: bool,
    faults: &mut Faults,
) -> Option<Option<u8>> {
    let count = labels.len();
    let odd = count % 2 == 1;
    let Some(written) = &scale.value.neutral else {
        if kind != ScaleKind::Ordinal || !odd || faults.lost(&scale.span, "neutral") {
            return Some(None);
        }
        let middle = labels.get(count / 2).map_or("…", String::as_str);
        let span = scale.value.options.as_ref().map_or(&scale.span, |options| &options.span);
        faults.error(Fault {
            code: Code::MissingKey,
            span: span.clone(),
            headline: phrase!(
                "Deze schaal heeft een middelste optie; zeg met `neutral` welke geen kant kiest.",
                "This scale has a middle option; say with `neutral` which one takes no side."
            ),
            label: phrase!("een oneven aantal opties: {count}", "an odd number of options: {count}"),
            help: Some(phrase!("Voeg toe: `neutral = \"{middle}\"`", "Add: `neutral = \"{middle}\"`")),
        });
        return None;
    };
    let category = category(written, labels, faults)?;
    if settled && kind == ScaleKind::Ordinal && (!odd || usize::from(category) != count / 2 + 1) {
        bad_value(
            faults,
            &written.span,
            phrase!(
                "De neutrale optie staat niet in het midden van de schaal.",
                "The neutral option is not in the middle of the scale."
            ),
            if odd {
                phrase!("verwacht: de middelste optie", "expected: the option in the middle")
            } else {
                phrase!("een even aantal opties heeft geen midden", "an even number of options has no middle")
            },
            Some(phrase!(
                "Zet de opties van laag naar hoog. 'Weet niet' en 'n.v.t.' zijn geen opties: die horen bij `missing` van de bron.",
                "Put the options from low to high. 'Don't know' and 'not applicable' are no options: they belong in `missing` of the source."
            )),
        );
        return None;
    }
    Some(Some(category))
}

/// Refuses an option that is on two sides at once.
fn disjoint(
    draft: &ScaleDraft,
    favourable: &[u8],
    unfavourable: &[u8],
    neutral: Option<u8>,
    faults: &mut Faults,
) -> Option<()> {
    let neither = |category: &u8| Some(*category) == neutral;
    let clash = favourable.iter().any(|category| unfavourable.contains(category) || neither(category))
        || unfavourable.iter().any(neither);
    let lists = [draft.unfavourable.as_ref(), draft.favourable.as_ref()];
    let span = lists.into_iter().flatten().map(|list| list.span.clone()).next();
    let (true, Some(span), false) =
        (clash, span, draft.kind.as_ref().is_some_and(|kind| matches!(kind.value, KindWord::Bipolar)))
    else {
        return Some(());
    };
    bad_value(
        faults,
        &span,
        phrase!("Een optie telt hier op twee manieren mee.", "An option counts in two ways here."),
        phrase!("verwacht: gunstig, ongunstig of neutraal", "expected: favourable, unfavourable or neutral"),
        None,
    );
    None
}

/// The favourable categories of a scale that names none: above the midpoint; of a mark of 10 from 7 on; none of a
/// scale with its ideal in the middle.
fn favourable_by_default(kind: ScaleKind, length: u8) -> Vec<u8> {
    match kind {
        ScaleKind::Bipolar => Vec::new(),
        ScaleKind::Mark if length == 10 => (7..=10).collect(),
        _ => (1..=length).filter(|category| 2 * u16::from(*category) > u16::from(length) + 1).collect(),
    }
}

/// The unfavourable categories of a scale that names none: below the midpoint; of a mark of 10 up to 5; none of a
/// scale with its ideal in the middle.
fn unfavourable_by_default(kind: ScaleKind, length: u8) -> Vec<u8> {
    match kind {
        ScaleKind::Bipolar => Vec::new(),
        _ => (1..=length).filter(|category| 2 * u16::from(*category) < u16::from(length) + 1).collect(),
    }
}
