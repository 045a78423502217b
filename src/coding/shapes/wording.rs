use super::amount::NoAmount;
use super::long::Places;
use super::per_cents::Impossible;
use crate::coding::whence::Whence;
use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{Lang, Phrase, Place, phrase};
use crate::text::decimal;

/// How many more places there are than were told.
fn more(told: usize, count: u64) -> Option<Phrase> {
    let more = count.saturating_sub(u64::try_from(told).unwrap_or(u64::MAX));
    (more > 0).then(|| phrase!("en nog {more} andere plaatsen", "and {more} more places"))
}

fn all_places(
    name: &str,
    code: Code,
    headline: &Phrase,
    help: &Phrase,
    places: &Places,
    place: &dyn Fn(u64) -> Place,
) -> Vec<Diagnostic> {
    let at = |line: &u64| Diagnostic::error(code, headline.clone()).at(place(*line)).help(help.clone());
    let mut notes: Vec<Diagnostic> = places.lines.iter().map(at).collect();
    if let Some(Phrase { nl, en }) = more(places.lines.len(), places.count) {
        let headline = Phrase::new(format!("{}: {nl}", headline.nl), format!("{}: {en}", headline.en));
        notes.push(Diagnostic::error(code, headline).at(Place::file(name)).help(help.clone()));
    }
    notes
}

pub(super) fn without_respondent(
    whence: &dyn Whence,
    places: &Places,
    column: usize,
    place: &dyn Fn(u64) -> Place,
) -> Vec<Diagnostic> {
    let heading = whence.heading(column);
    let headline = phrase!(
        "bij dit antwoord staat niet van wie het is: ‘{heading}’ is leeg",
        "this answer does not say whose it is: ‘{heading}’ is empty"
    );
    let help = phrase!(
        "vul op elke rij dezelfde code in voor dezelfde persoon, of noem bij `respondent` een andere kolom",
        "put the same code for the same person on every row, or name another column at `respondent`"
    );
    all_places(whence.name(), Code::RowIncomplete, &headline, &help, places, place)
}

pub(super) fn without_question(
    whence: &dyn Whence,
    places: &Places,
    place: &dyn Fn(u64) -> Place,
) -> Vec<Diagnostic> {
    let headline = Phrase::new(
        "op deze rij staat niet welke vraag is beantwoord",
        "this row does not say which question was answered",
    );
    let help = phrase!(
        "vul de vraag in, haal de rij weg, of noem bij `question` een andere kolom",
        "fill in the question, remove the row, or name another column at `question`"
    );
    all_places(whence.name(), Code::RowIncomplete, &headline, &help, places, place)
}

pub(super) fn respondent_differs(
    whence: &dyn Whence,
    column: usize,
    pairs: &[(Place, Place)],
    most: usize,
) -> Vec<Diagnostic> {
    let heading = whence.heading(column);
    let help = phrase!(
        "schrijf op alle rijen van één persoon hetzelfde in ‘{heading}’",
        "write the same in ‘{heading}’ on all rows of one person"
    );
    let one = |(first, second): &(Place, Place)| {
        let headline = phrase!(
            "‘{heading}’ zegt hier iets anders dan op een eerdere rij van dezelfde persoon ({first})",
            "‘{heading}’ says something else here than on an earlier row of the same person ({first})"
        );
        Diagnostic::error(Code::RespondentDiffers, headline).at(second.clone()).help(help.clone())
    };
    let mut notes: Vec<Diagnostic> = pairs.iter().take(most).map(one).collect();
    if pairs.len() > most {
        let headline = phrase!(
            "‘{heading}’ is op nog meer rijen anders dan op een eerdere rij van dezelfde persoon",
            "‘{heading}’ differs on more rows from an earlier row of the same person"
        );
        let place = Place::file(whence.name());
        notes.push(Diagnostic::error(Code::RespondentDiffers, headline).at(place).help(help));
    }
    notes
}

pub(super) fn answered_twice(question: &str, first: Option<Place>, second: Place) -> Diagnostic {
    let (nl, en) = match first {
        Some(first) => (format!(" (eerder: {first})"), format!(" (earlier: {first})")),
        None => (String::new(), String::new()),
    };
    let headline = phrase!(
        "dezelfde persoon gaf twee verschillende antwoorden op ‘{question}’{nl}",
        "the same person gave two different answers to ‘{question}’{en}"
    );
    let help = phrase!(
        "haal in de export het antwoord weg dat niet geldt; komen er twee vragenlijsten in één bestand samen, maak er dan twee bestanden van",
        "remove the answer that does not hold from the export; if two surveys come together in one file, make two files of it"
    );
    Diagnostic::error(Code::AnsweredTwice, headline).at(second).help(help)
}

pub(super) fn more_answered_twice(name: &str, more: u64) -> Diagnostic {
    let headline = phrase!(
        "nog {more} keer gaf dezelfde persoon twee verschillende antwoorden op een vraag",
        "{more} more times the same person gave two different answers to a question"
    );
    let help = phrase!(
        "zegt de kolom bij `respondent` wel welke rijen van één persoon zijn?",
        "does the column at `respondent` say which rows are of one person?"
    );
    Diagnostic::error(Code::AnsweredTwice, headline).at(Place::file(name)).help(help)
}

pub(super) fn repeated(first: Place, count: u64) -> Diagnostic {
    let headline = if count == 1 {
        phrase!(
            "één antwoord staat er twee keer hetzelfde; het telt één keer",
            "one answer stands there twice, the same; it counts once"
        )
    } else {
        phrase!(
            "{count} antwoorden staan er nog een keer hetzelfde; ze tellen één keer",
            "{count} answers stand there once more, the same; they count once"
        )
    };
    Diagnostic::note(Code::AnsweredTwice, headline).at(first)
}

pub(super) fn empty_rows(first: Place, count: u64) -> Diagnostic {
    let headline = if count == 1 {
        phrase!(
            "1 lege rij tussen de antwoorden, niet geteld",
            "1 empty row between the answers, not counted"
        )
    } else {
        phrase!(
            "{count} lege rijen tussen de antwoorden, niet geteld",
            "{count} empty rows between the answers, not counted"
        )
    };
    Diagnostic::note(Code::EmptyRows, headline).at(first)
}

/// What was found instead of a number.
fn instead(no: &NoAmount) -> Phrase {
    match no {
        NoAmount::Blank => phrase!("niets", "nothing"),
        NoAmount::Other(Some(text)) => phrase!("‘{text}’", "‘{text}’"),
        NoAmount::Other(None) => phrase!("tekst", "text"),
    }
}

pub(super) fn no_count(place: Place, heading: &str, no: &NoAmount, per_cents: bool) -> Diagnostic {
    let Phrase { nl, en } = instead(no);
    let headline = if per_cents {
        phrase!(
            "hier hoort een percentage, en er staat {nl} (in ‘{heading}’)",
            "here belongs a per cent, and there is {en} (in ‘{heading}’)"
        )
    } else {
        phrase!(
            "hier hoort een heel aantal, en er staat {nl} (in ‘{heading}’)",
            "here belongs a whole count, and there is {en} (in ‘{heading}’)"
        )
    };
    let help = match no {
        NoAmount::Blank => phrase!(
            "schrijf 0 als niemand dit antwoord gaf; is het aantal afgeschermd, haal de vraag dan uit de indicator",
            "write 0 if nobody gave this answer; if the count is suppressed, take the question out of the indicator"
        ),
        NoAmount::Other(_) if per_cents => phrase!(
            "schrijf een getal van 0 tot 100, met of zonder %; is het cijfer afgeschermd, haal de vraag dan uit de indicator",
            "write a number from 0 to 100, with or without %; if the figure is suppressed, take the question out of the indicator"
        ),
        NoAmount::Other(_) => phrase!(
            "schrijf een heel getal zonder punt; zijn het procenten, voeg dan `unit = \"percent\"` en `n = \"…\"` toe",
            "write a whole number without separators; if these are per cents, add `unit = \"percent\"` and `n = \"…\"`"
        ),
    };
    Diagnostic::error(Code::CountUnreadable, headline).at(place).help(help)
}

pub(super) fn no_people(place: Place, heading: &str, no: &NoAmount) -> Diagnostic {
    let Phrase { nl, en } = instead(no);
    let headline = phrase!(
        "hier hoort het aantal mensen, en er staat {nl} (in ‘{heading}’)",
        "here belongs the number of people, and there is {en} (in ‘{heading}’)"
    );
    let help = phrase!(
        "zonder het aantal mensen zeggen procenten niet genoeg: vul het in als heel getal",
        "without the number of people per cents say too little: fill it in as a whole number"
    );
    Diagnostic::error(Code::CountUnreadable, headline).at(place).help(help)
}

pub(super) fn no_option(place: Place, heading: &str) -> Diagnostic {
    let headline = phrase!(
        "hier ontbreekt welk antwoord is geteld (‘{heading}’ is leeg)",
        "which answer was counted is missing here (‘{heading}’ is empty)"
    );
    let help = phrase!("vul het antwoord in, of haal de rij weg", "fill in the answer, or remove the row");
    Diagnostic::error(Code::RowIncomplete, headline).at(place).help(help)
}

pub(super) fn counted_twice(place: Place, question: &str, option: Option<&str>, first: &Place) -> Diagnostic {
    let headline = match option {
        None => phrase!(
            "‘{question}’ staat voor dezelfde groep al op {first}",
            "‘{question}’ stands for the same group already at {first}"
        ),
        Some(option) => phrase!(
            "‘{option}’ bij ‘{question}’ staat voor dezelfde groep al op {first}",
            "‘{option}’ at ‘{question}’ stands for the same group already at {first}"
        ),
    };
    let help = phrase!(
        "haal één van beide weg; gaan ze over verschillende groepen, noem de kolom daarvan dan bij `groups`",
        "remove one of them; if they are about different groups, name the column of those at `groups`"
    );
    Diagnostic::error(Code::CountedTwice, headline).at(place).help(help)
}

pub(super) fn row_of_everyone(place: Place, text: &str) -> Diagnostic {
    let headline = phrase!(
        "‘{text}’ is geen groep maar iedereen samen; die mensen zouden dubbel tellen",
        "‘{text}’ is no group but everyone together; those people would count twice"
    );
    let help = phrase!(
        "haal de rijen met totalen weg: het totaal wordt uit de groepen opgeteld",
        "remove the rows with totals: the total is added up from the groups"
    );
    Diagnostic::error(Code::CountedTwice, headline).at(place).help(help)
}

pub(super) fn looks_like_total(place: Place) -> Diagnostic {
    let headline = phrase!(
        "deze rij is precies de som van de andere groepen: is het een totaal, dan telt iedereen dubbel",
        "this row is exactly the sum of the other groups: if it is a total, everyone counts twice"
    );
    let help = phrase!("is het een totaal, haal de rij dan weg", "if it is a total, remove the row");
    Diagnostic::warning(Code::CountedTwice, headline).at(place).help(help)
}

pub(super) fn people_differ(place: Place, question: &str, first: &Place) -> Diagnostic {
    let headline = phrase!(
        "het aantal mensen bij ‘{question}’ is hier anders dan op {first}",
        "the number of people of ‘{question}’ differs here from {first}"
    );
    let help = phrase!(
        "alle antwoorden op één vraag zijn van evenveel mensen: verbeter het aantal",
        "all answers to one question are of the same number of people: mend the number"
    );
    Diagnostic::error(Code::PercentImpossible, headline).at(place).help(help)
}

pub(super) fn per_cents_impossible(
    place: Place,
    question: &str,
    wrong: &Impossible,
    written: f64,
    people: u64,
) -> Diagnostic {
    let headline = match wrong {
        Impossible::Sum(sum) => {
            let (nl, en) = (decimal(Lang::Nl, *sum, 1), decimal(Lang::En, *sum, 1));
            phrase!(
                "de procenten bij ‘{question}’ zijn samen {nl} en geen 100",
                "the per cents of ‘{question}’ add up to {en} and not to 100"
            )
        }
        Impossible::Share(_) => {
            phrase!(
                "{written} procent van {people} mensen is geen heel aantal mensen (‘{question}’)",
                "{written} per cent of {people} people is no whole number of people (‘{question}’)"
            )
        }
        Impossible::People(sum) => phrase!(
            "de procenten bij ‘{question}’ zijn samen van {sum} mensen, en er staat {people}",
            "the per cents of ‘{question}’ are of {sum} people together, and it says {people}"
        ),
    };
    let help = match wrong {
        Impossible::Sum(_) => phrase!(
            "noem bij `options` alle antwoorden, ook ‘weet niet’; of neem de tabel met aantallen in plaats van procenten",
            "name all answers at `options`, also ‘don't know’; or take the table with counts instead of per cents"
        ),
        _ => phrase!(
            "klopt het aantal mensen? Gewogen procenten zijn niet te gebruiken: neem de tabel met aantallen",
            "is the number of people right? Weighted per cents cannot be used: take the table with counts"
        ),
    };
    Diagnostic::error(Code::PercentImpossible, headline).at(place).help(help)
}

pub(super) fn fractions(place: Place) -> Diagnostic {
    let headline = phrase!(
        "de werkmap bewaart procenten als breuken: 0,35 is gelezen als 35 procent",
        "the workbook keeps per cents as fractions: 0.35 was read as 35 per cent"
    );
    Diagnostic::note(Code::CountUnreadable, headline).at(place)
}

pub(super) fn about(place: Place) -> Diagnostic {
    let headline = phrase!(
        "de procenten zijn zo afgerond dat de aantallen niet precies vaststaan; gerekend is met het dichtstbijzijnde",
        "the per cents are rounded so that the counts are not exactly known; the nearest were used"
    );
    let help =
        phrase!("neem de tabel met aantallen als die er is", "take the table with counts if there is one");
    Diagnostic::note(Code::PercentImpossible, headline).at(place).help(help)
}

pub(super) fn too_many_people(name: &str, people: u64, most: u64) -> Diagnostic {
    let headline = phrase!(
        "de tabel telt {people} mensen, en meer dan {most} is geen enquête",
        "the table counts {people} people, and more than {most} is no survey"
    );
    let help = phrase!(
        "noemt de bron de goede kolommen? Een kolom met codes of jaartallen is geen kolom met aantallen",
        "does the source name the right columns? A column of codes or years is no column of counts"
    );
    Diagnostic::error(Code::CountUnreadable, headline).at(Place::file(name)).help(help)
}

pub(super) fn more_faults(name: &str, more: u64) -> Diagnostic {
    let headline = phrase!(
        "en nog {more} van zulke fouten in deze tabel",
        "and {more} more of such faults in this table"
    );
    let help = phrase!(
        "kijk eerst of de bron de goede kolommen noemt",
        "first see whether the source names the right columns"
    );
    Diagnostic::error(Code::CountUnreadable, headline).at(Place::file(name)).help(help)
}
