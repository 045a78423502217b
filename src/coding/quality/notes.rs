use crate::coding::codebook::Codebook;
use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{Flaw, Lang, Phrase, Place, Sign, phrase};
use crate::text::and_list;

/// What has to be said about the responses of a table: what was left out, what was noticed, and what could not be seen.
pub(in crate::coding) fn notes(book: &Codebook) -> Vec<Diagnostic> {
    let (watch, name) = (&book.watch, book.whence.name());
    let counts = &watch.counts;
    let mut notes = Vec::new();
    let out: Vec<(Flaw, u64)> =
        Flaw::ALL.into_iter().map(|flaw| (flaw, counts.left_out(flaw))).filter(|(_, n)| *n > 0).collect();
    if !out.is_empty() {
        let kinds = listed(out.iter().map(|(flaw, count)| counted(flaw.sign(), *count)));
        let all = responses(counts.all_left_out());
        let headline = Phrase::new(
            format!("{} niet mee: {}", told(&all.nl, counts.all_left_out(), "telt", "tellen"), kinds.nl),
            format!("{} not count: {}", told(&all.en, counts.all_left_out(), "does", "do"), kinds.en),
        );
        let help = phrase!(
            "`leave-out` bij de bron zegt wat er wegblijft; met `leave-out = []` telt alles mee",
            "`leave-out` of the source says what is left out; with `leave-out = []` everything counts"
        );
        notes.push(Diagnostic::note(Code::QualityLeftOut, headline).at(Place::file(name)).help(help));
    }
    let stays = |sign: &Sign| match sign.flaw() {
        Some(flaw) => counts.left_out(flaw) == 0 || !watch.rules.leave_out.contains(&flaw),
        None => true,
    };
    let noticed = |sign: &Sign| counts.flagged(*sign) > 0 && stays(sign);
    if noticed(&Sign::Duplicate) {
        notes.push(duplicates(name, counts.flagged(Sign::Duplicate)));
    }
    let others: Vec<Phrase> = Sign::ALL
        .into_iter()
        .filter(|sign| *sign != Sign::Duplicate && noticed(sign))
        .map(|sign| match (sign, counts.third_of_median) {
            (Sign::TooFast, Some(third)) => {
                let count = counts.flagged(sign);
                phrase!(
                    "{count} ingevuld in minder dan {third} seconden (een derde van de mediaan)",
                    "{count} filled in within less than {third} seconds (a third of the median)"
                )
            }
            _ => counted(sign, counts.flagged(sign)),
        })
        .collect();
    if !others.is_empty() {
        let kinds = listed(others.into_iter());
        let headline = Phrase::new(
            format!("van de vragenlijsten valt op: {}; ze tellen mee", kinds.nl),
            format!("of the responses it stands out: {}; they count", kinds.en),
        );
        let help = phrase!(
            "wilt u er iets van weglaten, zet dan bij de bron `leave-out`; `datadialoog explain quality-noticed` zegt meer",
            "to leave some of it out, add `leave-out` to the source; `datadialoog explain quality-noticed` tells more"
        );
        notes.push(Diagnostic::note(Code::QualityNoticed, headline).at(Place::file(name)).help(help));
    }
    unseen(book, &mut notes);
    notes
}

fn duplicates(name: &str, count: u64) -> Diagnostic {
    let headline = if count == 1 {
        phrase!(
            "1 vragenlijst heeft hetzelfde kenmerk als een eerdere van deze bron, en telt nu dubbel",
            "1 response has the same identifier as an earlier one of this source, and counts twice now"
        )
    } else {
        phrase!(
            "{count} vragenlijsten hebben hetzelfde kenmerk als een eerdere van deze bron, en tellen nu dubbel",
            "{count} responses have the same identifier as an earlier one of this source, and count twice now"
        )
    };
    Diagnostic::warning(Code::QualityNoticed, headline).at(Place::file(name)).help(phrase!(
        "staat dezelfde export er twee keer, haal er dan een weg; anders houdt `leave-out = [\"preview\", \"duplicate\"]` bij de bron van elk de laatste die is afgerond",
        "if the same export is there twice, remove one; else `leave-out = [\"preview\", \"duplicate\"]` at the source keeps the last of each that was finished"
    ))
}

/// What the source asks to watch and the table does not show.
fn unseen(book: &Codebook, notes: &mut Vec<Diagnostic>) {
    let (watch, name) = (&book.watch, book.whence.name());
    let rules = watch.rules;
    let columns = &watch.columns;
    let mut say = |headline: Phrase, help: Phrase| {
        notes.push(Diagnostic::warning(Code::QualityUnseen, headline).at(Place::file(name)).help(help));
    };
    let again = || {
        phrase!(
            "neem die kolom mee in de export, of haal de sleutel bij de bron weg",
            "include that column in the export, or remove the key from the source"
        )
    };
    let timed = columns.duration.is_some() || (columns.started.is_some() && columns.ended.is_some());
    if rules.fastest_seconds.is_some() && !timed {
        say(
            phrase!(
                "`fastest-seconds` kan hier niets doen: er is geen kolom met de duur, of met begin én eind",
                "`fastest-seconds` can do nothing here: there is no column with the duration, or with start and end"
            ),
            again(),
        );
    }
    let unknown = watch.counts.moment_unknown;
    if (rules.from.is_some() || rules.until.is_some()) && unknown > 0 {
        if columns.ended.is_none() && columns.started.is_none() {
            say(
                phrase!(
                    "`from` en `until` kunnen hier niets doen: er is geen kolom met de dag van het antwoord",
                    "`from` and `until` can do nothing here: there is no column with the day of the response"
                ),
                again(),
            );
        } else {
            let shown = responses(unknown);
            let (nl, en) = (shown.nl, shown.en);
            say(
                phrase!(
                    "van {nl} is niet te zien op welke dag ze zijn ingevuld; ze tellen mee",
                    "of {en} the day cannot be told; they count"
                ),
                phrase!(
                    "staat er een dag als 3/4/2026, exporteer dan met jaar-maand-dag: welke van de twee de maand is, wordt niet geraden",
                    "if a day is written as 3/4/2026, export as year-month-day: which of the two is the month is not guessed"
                ),
            );
        }
    }
    if rules.leave_out.contains(&Flaw::Duplicate) && columns.identifiers.is_empty() {
        say(
            phrase!(
                "`leave-out = [\"duplicate\"]` kan hier niets doen: er is geen kolom die zegt welk antwoord het is",
                "`leave-out = [\"duplicate\"]` can do nothing here: there is no column that says which response it is"
            ),
            again(),
        );
    }
    if rules.leave_out.contains(&Flaw::StraightLining) && !book.items.iter().any(|item| item.reverse) {
        say(
            phrase!(
                "`leave-out = [\"straight-lining\"]` kan hier niets doen: geen enkele stelling is omgekeerd",
                "`leave-out = [\"straight-lining\"]` can do nothing here: no statement is worded the other way round"
            ),
            phrase!(
                "zet `reverse = true` bij een stelling waarop instemmen ongunstig is; zonder zo'n stelling kan één optie overal een eerlijk antwoord zijn",
                "put `reverse = true` at a statement on which agreeing is unfavourable; without one the same option throughout may be an honest answer"
            ),
        );
    }
}

/// A sign with how many responses have it.
fn counted(sign: Sign, count: u64) -> Phrase {
    match sign {
        Sign::Preview => {
            phrase!("{count} als voorvertoning of proef gemaakt", "{count} made as a preview or test")
        }
        Sign::Duplicate => {
            phrase!("{count} met hetzelfde kenmerk als een andere", "{count} with the identifier of another")
        }
        Sign::OutsideDates => {
            phrase!("{count} buiten de dagen van de bron", "{count} outside the days of the source")
        }
        Sign::TooFast => {
            phrase!("{count} sneller dan `fastest-seconds`", "{count} faster than `fastest-seconds`")
        }
        Sign::StraightLining => phrase!(
            "{count} met overal dezelfde optie, ook op omgekeerde stellingen",
            "{count} with one option throughout, also on statements worded the other way round"
        ),
        Sign::OneOption => phrase!(
            "{count} met overal dezelfde optie (dat kan gewoon hun mening zijn)",
            "{count} with one option throughout (which may well be what they find)"
        ),
        Sign::SameAnswers => phrase!(
            "{count} met precies de antwoorden van een andere (dat kan toeval zijn)",
            "{count} with exactly the answers of another (which may be chance)"
        ),
    }
}

fn told(what: &str, count: u64, one: &str, more: &str) -> String {
    format!("{what} {}", if count == 1 { one } else { more })
}

fn responses(count: u64) -> Phrase {
    if count == 1 {
        phrase!("1 vragenlijst", "1 response")
    } else {
        phrase!("{count} vragenlijsten", "{count} responses")
    }
}

fn listed(phrases: impl Iterator<Item = Phrase>) -> Phrase {
    let (nl, en): (Vec<String>, Vec<String>) = phrases.map(|phrase| (phrase.nl, phrase.en)).unzip();
    Phrase::new(and_list(Lang::Nl, &nl), and_list(Lang::En, &en))
}
