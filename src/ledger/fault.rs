//! What is said of a register that cannot be used, and of figures that stay as they were.

use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{Phrase, Place, RoundId, phrase};
use crate::text::{Noun, counted};

use super::LEDGER_SCHEMA;

fn damaged(headline: Phrase, place: Place) -> Diagnostic {
    let help = Phrase::new(
        "Zet het register terug uit een reservekopie. Is er geen: `datadialoog explain register-damaged` zegt wat dan kan.",
        "Put the register back from a backup. If there is none: `datadialoog explain register-damaged` says what can be done.",
    );
    Diagnostic::error(Code::RegisterDamaged, headline).at(place).help(help)
}

/// Not JSON, or not to its end.
pub(super) fn not_json(place: Place) -> Diagnostic {
    let headline = Phrase::new(
        "het register van wat al gepubliceerd is, is beschadigd: vanaf hier is het niet te lezen",
        "the register of what was published is damaged: from here on it cannot be read",
    );
    damaged(headline, place)
}

/// The operating system does not give it out.
pub fn unreadable(place: Place, why: std::io::ErrorKind) -> Diagnostic {
    let headline = phrase!(
        "het register van wat al gepubliceerd is, laat zich niet lezen ({why})",
        "the register of what was published cannot be read ({why})"
    );
    let help = Phrase::new(
        "Zorg dat u dit bestand mag lezen. Zonder te weten wat er al gepubliceerd is, kan een verslag mensen verraden.",
        "Make sure that you may read this file. Without knowing what was published, a report may give people away.",
    );
    Diagnostic::error(Code::RegisterDamaged, headline).at(place).help(help)
}

/// A register of another form, or no register at all.
pub(super) fn other_form(place: Place, found: Option<&str>) -> Diagnostic {
    let known = LEDGER_SCHEMA;
    let headline = match found {
        Some(found) => phrase!(
            "het register heeft de vorm `{found}`; deze versie van datadialoog kent `{known}`",
            "the register has the form `{found}`; this version of datadialoog knows `{known}`"
        ),
        None => phrase!(
            "dit bestand is geen register: er staat geen `schema = {known}` in",
            "this file is no register: it does not say `schema = {known}`"
        ),
    };
    let help = Phrase::new(
        "Is het register met een nieuwere versie gemaakt, gebruik dan die versie. Zet anders een reservekopie terug.",
        "If the register was made with a newer version, use that version. Else put a backup back.",
    );
    Diagnostic::error(Code::RegisterDamaged, headline).at(place).help(help)
}

/// A register that does not hold what it was sealed with; `at`: the round and the number of the edition.
pub(super) fn changed(place: Place, at: Option<&str>) -> Diagnostic {
    let headline = match at {
        None => Phrase::new(
            "het register van wat al gepubliceerd is, is veranderd sinds datadialoog het schreef",
            "the register of what was published was changed since datadialoog wrote it",
        ),
        Some(at) => phrase!(
            "het register van wat al gepubliceerd is, klopt niet (ronde {at})",
            "the register of what was published does not hold together (round {at})"
        ),
    };
    damaged(headline, place)
}

/// Some slices of a round keep their figures: so few people came in.
pub(super) fn kept(place: Place, round: &RoundId, minimum: u64, earlier: u64, hidden: u64) -> Diagnostic {
    let cells = |nl: bool, count: u64| {
        let noun = if nl { Noun::new("onderdeel", "onderdelen") } else { Noun::new("part", "parts") };
        counted(count, &noun)
    };
    let (kept_nl, kept_en) = (cells(true, earlier), cells(false, earlier));
    let mut headline = phrase!(
        "ronde {round}: van {kept_nl} staan de cijfers van een eerder verslag er nog, met de datum erbij",
        "round {round}: {kept_en} still have the figures of an earlier report, with the date beside them"
    );
    let (nl, en) = (cells(true, hidden), cells(false, hidden));
    if earlier == 0 {
        headline = phrase!(
            "ronde {round}: {nl} niet getoond, naast wat eerder gepubliceerd is",
            "round {round}: {en} not shown, beside what was published before"
        );
    } else if hidden > 0 {
        headline = Phrase::new(
            format!("{}; {nl} niet getoond", headline.nl),
            format!("{}; {en} not shown", headline.en),
        );
    }
    let help = phrase!(
        "Er kwamen sindsdien te weinig mensen bij (minder dan {minimum}, of te weinig voor een verdeling). Het lost zichzelf op als er genoeg bij zijn gekomen.",
        "Too few people came in since (fewer than {minimum}, or too few for a distribution). It solves itself once enough have come in."
    );
    Diagnostic::note(Code::EarlierFigures, headline).at(place).help(help)
}

/// A round keeps all its figures: people are gone, or answers changed.
pub(super) fn not_only_additions(place: Place, round: &RoundId) -> Diagnostic {
    let headline = phrase!(
        "ronde {round}: sinds een eerder verslag zijn er mensen weg, antwoorden veranderd of groepen anders ingedeeld; de hele ronde houdt de cijfers van toen",
        "round {round}: since an earlier report people are gone, answers were changed or groups arranged otherwise; the whole round keeps the figures of then"
    );
    let help = Phrase::new(
        "Is dat bedoeld, dan hoeft u niets te doen: met genoeg nieuwe antwoorden gaat de ronde vanzelf verder. Was het eerdere verslag fout: `datadialoog explain not-only-additions` zegt wat dan kan.",
        "If that is meant, nothing has to be done: with enough new answers the round goes on by itself. If the earlier report was wrong: `datadialoog explain not-only-additions` says what can be done.",
    );
    Diagnostic::warning(Code::NotOnlyAdditions, headline).at(place).help(help)
}
