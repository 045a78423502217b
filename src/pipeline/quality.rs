use std::collections::BTreeMap;

use crate::assess::{QualityResults, Results, RoundResults};
use crate::coding::QualityCount;
use crate::dialogue::as_of;
use crate::disclosure::{Told, told};
use crate::domain::Lang;
use crate::domain::{Phrase, Project, RoundId, Sign, Statistic, phrase};
use crate::text::{decimal, percent};

/// What may be told of the responses of each round.
pub(super) fn noticed(
    project: &Project,
    counts: &BTreeMap<RoundId, QualityCount>,
) -> BTreeMap<RoundId, Vec<QualityResults>> {
    let of_round = |count: &QualityCount| {
        let of_sign = |sign: Sign| {
            let responses = told(count.flagged(sign), count.looked_at, &project.privacy)?;
            let left_out = sign.flaw().is_some_and(|flaw| count.left_out(flaw) > 0);
            Some(QualityResults { sign, responses, left_out, as_of: None })
        };
        Sign::ALL.into_iter().filter_map(of_sign).collect()
    };
    counts.iter().map(|(round, count)| (round.clone(), of_round(count))).collect()
}

/// The same for readers, and what leaving responses out made of the figures: a sentence each.
pub(super) fn notes(project: &Project, results: &Results) -> Vec<Phrase> {
    results.rounds.iter().flat_map(|round| of_round(project, round)).collect()
}

fn of_round(project: &Project, round: &RoundResults) -> Vec<Phrase> {
    let id = &round.round;
    let mut notes: Vec<Phrase> = round
        .quality
        .iter()
        .map(|quality| {
            let (how_many, what) = (how_many(quality.responses), what(quality.sign));
            let (stays_nl, stays_en) = match quality.left_out {
                true => ("weggelaten", "left out"),
                false => ("meegeteld", "counted"),
            };
            let day = |lang| as_of(lang, quality.as_of).map_or_else(String::new, |day| format!("; {day}"));
            let (day_nl, day_en) = (day(Lang::Nl), day(Lang::En));
            Phrase::new(
                format!("Ronde {id}: {} vragenlijsten {} ({stays_nl}{day_nl}).", how_many.nl, what.nl),
                format!("Round {id}: {} responses {} ({stays_en}{day_en}).", how_many.en, what.en),
            )
        })
        .collect();
    let mut hidden = 0_usize;
    for effect in &round.effects {
        let title = project.indicator(&effect.indicator).map_or(effect.indicator.as_str(), |own| &own.title);
        let (Some(statistic), Some(without), Some(with)) = (effect.statistic, effect.without, effect.with)
        else {
            hidden += 1;
            continue;
        };
        let say = |lang: Lang, value: f64| match statistic {
            Statistic::Mean => decimal(lang, value, 1),
            _ => percent(lang, value),
        };
        let (nl, en) = match statistic {
            Statistic::Mean => ("het gemiddelde", "the mean"),
            _ => ("het deel gunstige antwoorden", "the favourable share"),
        };
        let (a, b) = (say(Lang::Nl, without), say(Lang::Nl, with));
        let (c, d) = (say(Lang::En, without), say(Lang::En, with));
        notes.push(phrase!(
            "Ronde {id}, ‘{title}’: {nl} van iedereen is {a}; met de weggelaten vragenlijsten erbij was het {b}.",
            "Round {id}, ‘{title}’: {en} of everyone is {c}; with the responses that were left out it would be {d}."
        ));
    }
    if hidden > 0 {
        notes.push(phrase!(
            "Ronde {id}: wat weglaten met de cijfers deed, is niet overal te tonen zonder mensen herkenbaar te maken.",
            "Round {id}: what leaving out did to the figures cannot be shown everywhere without giving people away."
        ));
    }
    notes
}

fn how_many(told: Told) -> Phrase {
    match told {
        Told::Number { count } => phrase!("{count}", "{count}"),
        Told::Few => Phrase::new("enkele", "a few"),
        Told::Most => Phrase::new("(bijna) alle", "(nearly) all"),
    }
}

/// What stands out, to be read behind 'vragenlijsten' and before 'meegeteld'.
fn what(sign: Sign) -> Phrase {
    match sign {
        Sign::Preview => Phrase::new("als voorvertoning of proef ingevuld", "filled in as a preview or test"),
        Sign::Duplicate => {
            Phrase::new("met hetzelfde kenmerk als een andere", "with the identifier of another")
        }
        Sign::OutsideDates => Phrase::new(
            "buiten de dagen van het onderzoek ingevuld",
            "filled in outside the days of the field work",
        ),
        Sign::TooFast => Phrase::new("opvallend snel ingevuld", "filled in remarkably fast"),
        Sign::StraightLining => Phrase::new(
            "met overal dezelfde optie, ook op omgekeerde stellingen",
            "with one option throughout, also on statements worded the other way round",
        ),
        Sign::OneOption => Phrase::new(
            "met overal dezelfde optie, wat gewoon de mening van die mensen kan zijn",
            "with one option throughout, which may well be what those people find",
        ),
        Sign::SameAnswers => Phrase::new(
            "met precies dezelfde antwoorden als een andere, wat toeval kan zijn",
            "with exactly the answers of another, which may be chance",
        ),
    }
}
