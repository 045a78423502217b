use super::unread::UnknownAnswer;
use crate::diagnostics::{Code, Diagnostic};
use crate::domain::{GroupKey, IndicatorId, Lang, Phrase, Place, ScaleId, phrase};
use crate::text::{and_list, or_list};

/// A text as a TOML string.
fn toml_text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn times(count: u64) -> Phrase {
    if count == 1 { phrase!("1 keer", "once") } else { phrase!("{count} keer", "{count} times") }
}

fn rows(count: u64) -> Phrase {
    if count == 1 { phrase!("1 rij", "1 row") } else { phrase!("{count} rijen", "{count} rows") }
}

/// Texts or names in quotes, at most six of them.
fn quoted<T: AsRef<str>>(parts: &[T]) -> Phrase {
    const SHOWN: usize = 6;
    let mut shown: Vec<String> =
        parts.iter().take(SHOWN).map(|part| format!("‘{}’", part.as_ref())).collect();
    let more = parts.len().saturating_sub(SHOWN);
    if more == 0 {
        return Phrase::new(and_list(Lang::Nl, &shown), and_list(Lang::En, &shown));
    }
    let mut en = shown.clone();
    shown.push(format!("{more} andere"));
    en.push(format!("{more} more"));
    Phrase::new(and_list(Lang::Nl, &shown), and_list(Lang::En, &en))
}

fn scale_lines(scales: &[ScaleId]) -> Phrase {
    let lines: Vec<String> = scales.iter().map(|scale| format!("`scale = \"{scale}\"`")).collect();
    Phrase::new(or_list(Lang::Nl, &lines), or_list(Lang::En, &lines))
}

pub(super) fn unknown_answer(found: &UnknownAnswer) -> Diagnostic {
    let (shown, scale, times) = (&found.shown, found.scale, times(found.count));
    let columns = quoted(&found.columns);
    let headline = Phrase::new(
        format!("het antwoord ‘{shown}’ staat niet op de schaal `{scale}`: {} in {}", times.nl, columns.nl),
        format!("the answer ‘{shown}’ is not on the scale `{scale}`: {} in {}", times.en, columns.en),
    );
    let line = format!("`missing = {{ {} = \"dont-know\" }}`", toml_text(shown));
    let mut help = phrase!(
        "betekent dit geen antwoord, zet dan bij de bron {line}; is het een optie, beschrijf de schaal dan met [[scale]]",
        "if it means no answer, add {line} to the source; if it is an option, declare the scale with [[scale]]",
    );
    if found.is_date {
        help = phrase!(
            "Excel heeft van dit antwoord een datum gemaakt: exporteer opnieuw, of maak de kolom in Excel tekst",
            "Excel turned this answer into a date: export again, or make the column text in Excel",
        );
    } else if found.is_fraction {
        help = phrase!(
            "`{scale}` heeft alleen hele getallen: rond dit antwoord af in de export, of noem bij de indicator een andere schaal",
            "`{scale}` has whole numbers only: round this answer in the export, or name another scale at the indicator",
        );
    } else if let Some(near) = &found.nearest {
        help = Phrase::new(
            format!("het lijkt op ‘{near}’: is dat bedoeld, verbeter dan de export; {}", help.nl),
            format!("it resembles ‘{near}’: if that is meant, mend the export; {}", help.en),
        );
    }
    Diagnostic::error(Code::UnknownAnswer, headline).at(found.place.clone()).help(help)
}

pub(super) fn answers_look_open(
    place: Place,
    heading: &str,
    scale: &ScaleId,
    distinct: usize,
    count: u64,
) -> Diagnostic {
    let headline = phrase!(
        "in ‘{heading}’ staan {count} antwoorden ({distinct} verschillende) niet op de schaal `{scale}`; het lijkt een open vraag",
        "in ‘{heading}’ {count} answers ({distinct} different ones) are not on the scale `{scale}`; it looks like an open question",
    );
    Diagnostic::error(Code::UnknownAnswer, headline).at(place).help(phrase!(
        "de teksten worden hier niet getoond; haal de kolom weg bij de indicator, of beschrijf haar schaal met [[scale]]",
        "the texts are not shown here; take the column out of the indicator, or declare its scale with [[scale]]",
    ))
}

pub(super) fn two_options_in_one(
    place: Place,
    heading: &str,
    indicator: &IndicatorId,
    scale: &ScaleId,
    one: &str,
    other: &str,
) -> Diagnostic {
    let headline = phrase!(
        "in ‘{heading}’ staan ‘{one}’ en ‘{other}’ naast elkaar; op de schaal `{scale}` zijn die hetzelfde",
        "‘{one}’ and ‘{other}’ stand side by side in ‘{heading}’; on the scale `{scale}` they are the same",
    );
    Diagnostic::error(Code::ScaleUnclear, headline).at(place).help(phrase!(
        "de vraag heeft meer opties dan de schaal: geef indicator `{indicator}` een andere `scale`, of beschrijf de schaal met [[scale]]",
        "the question has more options than the scale: give indicator `{indicator}` another `scale`, or declare the scale with [[scale]]",
    ))
}

pub(super) fn cell_error(place: Place, shown: &str, heading: &str, count: u64) -> Diagnostic {
    let times = times(count);
    let headline = Phrase::new(
        format!("in ‘{heading}’ staat de fout {shown} in plaats van een antwoord, {}", times.nl),
        format!("‘{heading}’ holds the error {shown} instead of an answer, {}", times.en),
    );
    Diagnostic::error(Code::CellError, headline).at(place).help(phrase!(
        "verbeter de formule in Excel, of exporteer opnieuw zonder formules",
        "mend the formula in Excel, or export again without formulas",
    ))
}

pub(super) fn unknown_role(place: Place, shown: &str, count: u64, near: Option<&str>) -> Diagnostic {
    let times = times(count);
    let headline = Phrase::new(
        format!("‘{shown}’ in de rolkolom is geen rol van het project, {}", times.nl),
        format!("‘{shown}’ in the role column is no role of the project, {}", times.en),
    );
    let line = format!("{} = \"{}\"", toml_text(shown), near.unwrap_or("…"));
    Diagnostic::error(Code::UnknownRole, headline).at(place).help(phrase!(
        "zet onder [source.role-values] wat het betekent, bijvoorbeeld `{line}`",
        "say under [source.role-values] what it means, for instance `{line}`",
    ))
}

pub(super) fn roles_look_open(place: Place, heading: &str, distinct: usize, count: u64) -> Diagnostic {
    let headline = phrase!(
        "‘{heading}’ lijkt geen rolkolom: {count} cellen ({distinct} verschillende) zijn geen rol van het project",
        "‘{heading}’ does not look like a role column: {count} cells ({distinct} different ones) are no role of the project",
    );
    Diagnostic::error(Code::UnknownRole, headline).at(place).help(phrase!(
        "kijk of `role-column` de goede kolom noemt; de teksten worden hier niet getoond",
        "see whether `role-column` names the right column; the texts are not shown here",
    ))
}

pub(super) fn role_blank(place: Place, count: u64) -> Diagnostic {
    let rows = rows(count);
    let headline = Phrase::new(
        format!("{} zonder rol; die antwoorden tellen niet mee", rows.nl),
        format!("{} without a role; those answers do not count", rows.en),
    );
    Diagnostic::warning(Code::UnknownRole, headline).at(place).help(phrase!(
        "vul de rol in, of geef deze mensen bij de bron een eigen bestand met `role = …`",
        "fill in the role, or give these people a file of their own at the source with `role = …`",
    ))
}

pub(super) fn no_role_column(name: &str, count: u64) -> Diagnostic {
    let rows = rows(count);
    let headline = Phrase::new(
        format!("de rolkolom ontbreekt; {} zonder rol", rows.nl),
        format!("the role column is missing; {} without a role", rows.en),
    );
    Diagnostic::error(Code::UnknownRole, headline).at(Place::file(name)).help(phrase!(
        "noem bij de bron de goede kolom met `role-column = \"…\"`, of de rol zelf met `role = \"…\"`",
        "name the right column at the source with `role-column = \"…\"`, or the role itself with `role = \"…\"`",
    ))
}

pub(super) fn too_many_groups(
    place: Place,
    heading: &str,
    key: &GroupKey,
    groups: u64,
    respondents: u64,
) -> Diagnostic {
    let headline = phrase!(
        "‘{heading}’ heeft {groups} verschillende waarden bij {respondents} respondenten; dat lijkt een naam of vrije tekst",
        "‘{heading}’ has {groups} different values among {respondents} respondents; it looks like a name or free text",
    );
    Diagnostic::error(Code::TooManyGroups, headline).at(place).help(phrase!(
        "noem bij de bron een andere kolom voor `{key}`, of haal deze indeling weg",
        "name another column for `{key}` at the source, or leave this grouping out",
    ))
}

pub(super) fn empty_rows(name: &str, count: u64) -> Diagnostic {
    let rows = rows(count);
    let headline = Phrase::new(
        format!("{} zonder iets in de kolommen die gelezen worden; die tellen niet als respondent", rows.nl),
        format!("{} without anything in the columns that are read; those count as no respondent", rows.en),
    );
    Diagnostic::note(Code::EmptyRows, headline).at(Place::file(name))
}

pub(super) fn incomplete_left_out(name: &str, count: u64) -> Diagnostic {
    let headline = if count == 1 {
        phrase!(
            "1 vragenlijst is niet afgerond en telt niet mee",
            "1 response was not finished and does not count"
        )
    } else {
        phrase!(
            "{count} vragenlijsten zijn niet afgerond en tellen niet mee",
            "{count} responses were not finished and do not count",
        )
    };
    Diagnostic::note(Code::IncompleteLeftOut, headline).at(Place::file(name)).help(phrase!(
        "wilt u ze wel meetellen, zet dan bij de bron `incomplete = \"use\"`",
        "to count them, add `incomplete = \"use\"` to the source",
    ))
}

pub(super) fn several_scales(place: Place, indicator: &IndicatorId, scales: &[ScaleId]) -> Diagnostic {
    let names: Vec<&str> = scales.iter().map(ScaleId::as_str).collect();
    let (names, lines) = (quoted(&names), scale_lines(scales));
    let headline = Phrase::new(
        format!("de antwoorden op `{indicator}` passen op meer dan één schaal: {}", names.nl),
        format!("the answers to `{indicator}` fit more than one scale: {}", names.en),
    );
    let help = Phrase::new(
        format!("zet bij indicator `{indicator}` welke het is: {}", lines.nl),
        format!("say at indicator `{indicator}` which one it is: {}", lines.en),
    );
    Diagnostic::error(Code::ScaleUnclear, headline).at(place).help(help)
}

pub(super) fn numbers_only(place: Place, indicator: &IndicatorId, scales: &[ScaleId]) -> Diagnostic {
    let headline = phrase!(
        "`{indicator}` heeft alleen cijfers; daaraan is niet te zien op welke schaal ze staan",
        "`{indicator}` holds numbers only; they do not show which scale they are on",
    );
    let lines = scale_lines(scales);
    let help = if scales.is_empty() {
        phrase!(
            "beschrijf de schaal met [[scale]], met de cijfers als `codes`, en noem haar bij de indicator",
            "declare the scale with [[scale]], the numbers as its `codes`, and name it at the indicator",
        )
    } else {
        Phrase::new(
            format!("zet bij indicator `{indicator}` welke het is: {}", lines.nl),
            format!("say at indicator `{indicator}` which one it is: {}", lines.en),
        )
    };
    Diagnostic::error(Code::ScaleUnclear, headline).at(place).help(help)
}

/// A code that has no label, in a column whose labels run otherwise than its codes.
pub(super) fn turned(
    place: Place,
    heading: &str,
    (code, label): (&str, &str),
    bare: &str,
    scale: &ScaleId,
) -> Diagnostic {
    let headline = phrase!(
        "‘{heading}’: het bestand noemt code {code} ‘{label}’, en op de schaal `{scale}` is {code} iets anders; wat {bare} betekent, zegt het niet",
        "‘{heading}’: the file calls code {code} ‘{label}’, and on the scale `{scale}` {code} is something else; what {bare} means it does not say"
    );
    let help = Phrase::new(
        "geef in SPSS elke code een label, of beschrijf de schaal met [[scale]] en zet bij elke optie haar code, bijvoorbeeld `codes = [\"5\", \"4\", \"3\", \"2\", \"1\"]`",
        "give each code a label in SPSS, or declare the scale with [[scale]] and give each option its code, for instance `codes = [\"5\", \"4\", \"3\", \"2\", \"1\"]`",
    );
    Diagnostic::error(Code::LabelsTurned, headline).at(place).help(help)
}

pub(super) fn numbers_adopt(
    place: Place,
    headings: &[&str],
    indicator: &IndicatorId,
    scale: &ScaleId,
) -> Diagnostic {
    let headings = quoted(headings);
    let headline = Phrase::new(
        format!(
            "{} bevat alleen cijfers; gelezen op de schaal `{scale}` van de andere kolommen van `{indicator}`",
            headings.nl
        ),
        format!(
            "{} holds numbers only; read on the scale `{scale}` of the other columns of `{indicator}`",
            headings.en
        ),
    );
    Diagnostic::note(Code::ScaleUnclear, headline).at(place)
}

pub(super) fn neutral_unused(place: Place, indicator: &IndicatorId, scale: &ScaleId) -> Diagnostic {
    let headline = phrase!(
        "de antwoorden op `{indicator}` passen op de schaal `{scale}`, maar niemand koos de middelste optie: bestond die wel?",
        "the answers to `{indicator}` fit the scale `{scale}`, but nobody chose the option in the middle: was it there?",
    );
    Diagnostic::error(Code::ScaleUnclear, headline).at(place).help(phrase!(
        "zo ja, zet dan bij de indicator `scale = \"{scale}\"`; zo nee, beschrijf de schaal met [[scale]]",
        "if so, add `scale = \"{scale}\"` to the indicator; if not, declare the scale with [[scale]]",
    ))
}

pub(super) fn taken_for_even(place: Place, indicator: &IndicatorId, scale: &ScaleId) -> Diagnostic {
    let headline = phrase!(
        "`{indicator}` is gelezen op de schaal `{scale}`, omdat niemand een middelste optie koos",
        "`{indicator}` is read on the scale `{scale}`, because nobody chose an option in the middle",
    );
    Diagnostic::note(Code::ScaleUnclear, headline).at(place).help(phrase!(
        "was die optie er wel, zet dan bij de indicator de schaal mét midden; anders `scale = \"{scale}\"`",
        "if that option was there, name the scale with a middle at the indicator; else `scale = \"{scale}\"`",
    ))
}

pub(super) fn foreign(place: Place, indicator: &IndicatorId, texts: Option<&[String]>) -> Diagnostic {
    let headline = match texts.map(quoted) {
        Some(texts) => Phrase::new(
            format!("de antwoorden op `{indicator}` staan op geen bekende schaal: {}", texts.nl),
            format!("the answers to `{indicator}` are on no known scale: {}", texts.en),
        ),
        None => phrase!(
            "de antwoorden op `{indicator}` staan op geen bekende schaal; het lijkt een open vraag",
            "the answers to `{indicator}` are on no known scale; it looks like an open question",
        ),
    };
    Diagnostic::error(Code::ScaleUnclear, headline).at(place).help(phrase!(
        "beschrijf de schaal met [[scale]] en noem haar bij de indicator, of haal de kolom weg",
        "declare the scale with [[scale]] and name it at the indicator, or take the column out",
    ))
}

pub(super) fn no_answers(place: Place, indicator: &IndicatorId) -> Diagnostic {
    let headline = phrase!(
        "niemand heeft op `{indicator}` een antwoord gegeven; er is geen schaal aan te zien",
        "nobody gave an answer to `{indicator}`; no scale can be seen",
    );
    Diagnostic::warning(Code::ScaleUnclear, headline).at(place).help(phrase!(
        "kijk of de indicator de goede kolom noemt, en of de export volledig is",
        "see whether the indicator names the right column, and whether the export is complete",
    ))
}

pub(super) fn scale_differs(
    place: Place,
    indicator: &IndicatorId,
    found: &[(String, ScaleId)],
) -> Diagnostic {
    let shown: Vec<String> = found.iter().map(|(whose, scale)| format!("{whose}: `{scale}`")).collect();
    let shown = shown.join("; ");
    let headline = phrase!(
        "de antwoorden op `{indicator}` staan op verschillende schalen: {shown}",
        "the answers to `{indicator}` are on different scales: {shown}",
    );
    Diagnostic::error(Code::ScaleDiffers, headline).at(place).help(phrase!(
        "maak er twee indicatoren van; is het toch dezelfde schaal, zet die dan met `scale = …` bij de indicator",
        "make two indicators of it; if it is one scale after all, name it at the indicator with `scale = …`",
    ))
}

pub(super) fn no_such_scale(file: &str, indicator: &IndicatorId, scale: &ScaleId) -> Diagnostic {
    let headline = phrase!(
        "de schaal `{scale}` van indicator `{indicator}` bestaat niet",
        "the scale `{scale}` of indicator `{indicator}` does not exist",
    );
    Diagnostic::error(Code::UnknownName, headline).at(Place::file(file)).help(phrase!(
        "beschrijf de schaal met [[scale]], of noem bij de indicator een schaal die er is",
        "declare the scale with [[scale]], or name a scale that exists at the indicator",
    ))
}
