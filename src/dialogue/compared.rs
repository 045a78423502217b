//! How agreement, and what sets roles, groups or rounds beside each other, is said in a sentence.

use super::wording::short;
use crate::assess::{Estimate, FigureUnit, Incomparable};
use crate::domain::{Bound, Lang, Statistic, Threshold, Unit};
use crate::text::{Noun, counted, decimal, enough_decimals, signed_decimal};

/// The same figure with its measure and no verb: 'gemiddeld 0,3 hoger dan in de ronde ervoor'. `None`: it is a level.
pub(super) fn measure(
    lang: Lang,
    statistic: Statistic,
    figure: &Estimate,
    bound: Option<Bound>,
) -> Option<String> {
    let size = size(lang, statistic, figure, bound);
    Some(match statistic {
        Statistic::Agreement => {
            lang.pick(format!("een eensgezindheid van {size}"), format!("an agreement of {size}"))
        }
        Statistic::RoleGap => lang.pick(
            format!("tussen rollen een grootste verschil van {size} punt"),
            format!("a largest gap between roles of {size} points"),
        ),
        Statistic::LowestGroupShare => lang.pick(
            format!("{size} gunstige antwoorden in de groep waar dat deel het laagst is"),
            format!("{size} favourable answers in the group where that share is lowest"),
        ),
        Statistic::Change => change(lang, figure, &size),
        _ => return None,
    })
}

/// 'gemiddeld 0,3 hoger dan in de ronde ervoor', '12 procentpunt minder gunstige antwoorden dan in de ronde ervoor'.
fn change(lang: Lang, figure: &Estimate, size: &str) -> String {
    let same = !size.chars().any(|digit| matches!(digit, '1'..='9'));
    let up = figure.value > 0.0;
    match (figure.unit, same) {
        (FigureUnit::Points, true) => lang
            .pick("gemiddeld even hoog als in de ronde ervoor", "as high on average as in the round before")
            .to_owned(),
        (FigureUnit::Points, false) => {
            let way = lang.pick(["lager", "hoger"], ["lower", "higher"])[usize::from(up)];
            lang.pick(
                format!("gemiddeld {size} {way} dan in de ronde ervoor"),
                format!("{size} {way} on average than in the round before"),
            )
        }
        (_, true) => lang
            .pick(
                "evenveel gunstige antwoorden als in de ronde ervoor",
                "as many favourable answers as in the round before",
            )
            .to_owned(),
        (_, false) => {
            let way = lang.pick(["minder", "meer"], ["fewer", "more"])[usize::from(up)];
            lang.pick(
                format!("{size} {way} gunstige antwoorden dan in de ronde ervoor"),
                format!("{size} {way} favourable answers than in the round before"),
            )
        }
    }
}

/// A value without its sign, in its unit; one that misses a bound never looks as if it met it.
fn size(lang: Lang, statistic: Statistic, figure: &Estimate, bound: Option<Bound>) -> String {
    let signed = statistic == Statistic::Agreement;
    let value = if signed { figure.value } else { figure.value.abs() };
    let decimals = decimals(figure.value, figure.unit, bound);
    in_unit(lang, statistic, figure.unit, value, decimals)
}

/// How many decimals a value needs: one that misses the bound gets those to show it.
fn decimals(value: f64, unit: FigureUnit, bound: Option<Bound>) -> usize {
    let (factor, usual) = scaled(unit);
    let missed = bound.filter(|bound| !bound.holds(value)).map(Bound::value);
    missed.map_or(usual, |missed| enough_decimals(value * factor, missed * factor, usual))
}

fn in_unit(lang: Lang, statistic: Statistic, unit: FigureUnit, value: f64, decimals: usize) -> String {
    let text = decimal(lang, value * scaled(unit).0, decimals).replace('-', "−");
    match unit {
        FigureUnit::Share if statistic == Statistic::Change => {
            lang.pick(format!("{text} procentpunt"), format!("{text} percentage points"))
        }
        FigureUnit::Share => format!("{text}%"),
        FigureUnit::Points | FigureUnit::Coefficient => text,
    }
}

/// How sure we are of a change, as a range with signs: 'tussen −0,1 en +0,4'. `None` where no interval can be given.
pub(super) fn between(lang: Lang, figure: &Estimate, bound: Option<Bound>) -> Option<String> {
    let span = figure.interval?;
    let (factor, _) = scaled(figure.unit);
    let say = |end: f64| signed_decimal(lang, end * factor, decimals(end, figure.unit, bound));
    let (low, high) = (say(span.low), say(span.high));
    let unit = match figure.unit {
        FigureUnit::Share => lang.pick(" procentpunt", " percentage points"),
        _ => "",
    };
    Some(if span.low == span.high {
        lang.pick(format!("precies {low}{unit}"), format!("exactly {low}{unit}"))
    } else if low == high {
        lang.pick(format!("ongeveer {low}{unit}"), format!("about {low}{unit}"))
    } else {
        lang.pick(format!("tussen {low} en {high}{unit}"), format!("between {low} and {high}{unit}"))
    })
}

/// A norm on such a figure, with its measure and no verb. `None`: it is a level.
pub(super) fn norm(lang: Lang, threshold: &Threshold) -> Option<String> {
    let (at_least, bound) = match threshold.bound {
        Bound::AtLeast(value) => (true, value),
        Bound::AtMost(value) => (false, value),
    };
    let side = if at_least { lang.pick("minstens", "at least") } else { lang.pick("hoogstens", "at most") };
    let value = match threshold.unit {
        Unit::Percent => format!("{}%", short(lang, bound * 100.0)),
        Unit::Points | Unit::Coefficient => short(lang, bound),
    };
    let groups = threshold.grouping.as_ref().map(|key| format!(" ({key})")).unwrap_or_default();
    Some(match threshold.statistic {
        Statistic::Agreement => lang.pick(
            format!("een eensgezindheid van {side} {value}"),
            format!("an agreement of {side} {value}"),
        ),
        Statistic::RoleGap => lang.pick(
            format!("tussen rollen een verschil van {side} {value} punt"),
            format!("a gap between roles of {side} {value} points"),
        ),
        Statistic::LowestGroupShare if at_least => lang.pick(
            format!("in elke groep{groups} {side} {value} gunstige antwoorden"),
            format!("{side} {value} favourable answers in every group{groups}"),
        ),
        Statistic::LowestGroupShare => lang.pick(
            format!("{side} {value} gunstige antwoorden in de groep{groups} waar dat deel het laagst is"),
            format!("{side} {value} favourable answers in the group{groups} where that share is lowest"),
        ),
        Statistic::Change => changed(lang, threshold.unit, bound, at_least),
        _ => return None,
    })
}

/// 'gemiddeld niet lager dan in de ronde ervoor', 'minstens 5 procentpunt meer gunstige antwoorden dan …'.
fn changed(lang: Lang, unit: Unit, bound: f64, at_least: bool) -> String {
    let points = unit == Unit::Points;
    if bound == 0.0 {
        return match (points, at_least) {
            (true, true) => lang.pick(
                "gemiddeld niet lager dan in de ronde ervoor",
                "on average not lower than in the round before",
            ),
            (true, false) => lang.pick(
                "gemiddeld niet hoger dan in de ronde ervoor",
                "on average not higher than in the round before",
            ),
            (false, true) => lang.pick(
                "niet minder gunstige antwoorden dan in de ronde ervoor",
                "no fewer favourable answers than in the round before",
            ),
            (false, false) => lang.pick(
                "niet meer gunstige antwoorden dan in de ronde ervoor",
                "no more favourable answers than in the round before",
            ),
        }
        .to_owned();
    }
    let up = bound > 0.0;
    // At least 5 more, at most 5 more; at most 5 fewer where the bound is at least -5.
    let side =
        if up == at_least { lang.pick("minstens", "at least") } else { lang.pick("hoogstens", "at most") };
    if points {
        let (value, way) =
            (short(lang, bound.abs()), lang.pick(["lager", "hoger"], ["lower", "higher"])[usize::from(up)]);
        lang.pick(
            format!("gemiddeld {side} {value} {way} dan in de ronde ervoor"),
            format!("{side} {value} {way} on average than in the round before"),
        )
    } else {
        let value = short(lang, bound.abs() * 100.0);
        let way = lang.pick(["minder", "meer"], ["fewer", "more"])[usize::from(up)];
        lang.pick(
            format!("{side} {value} procentpunt {way} gunstige antwoorden dan in de ronde ervoor"),
            format!("{side} {value} percentage points {way} favourable answers than in the round before"),
        )
    }
}

/// What is seen, a whole sentence without judgement; `range` is the scale in words. `None`: it is a level.
pub(super) fn seen(
    lang: Lang,
    statistic: Statistic,
    figure: &Estimate,
    bound: Option<Bound>,
    who: &str,
    range: &str,
) -> Option<String> {
    let size = size(lang, statistic, figure, bound);
    Some(match statistic {
        Statistic::Agreement => lang.pick(
            format!("De eensgezindheid van {who} is {size}, op een schaal van −1 (twee kampen) tot 1 (allemaal gelijk)."),
            format!("The agreement of {who} is {size}, on a scale of −1 (two camps) to 1 (all alike)."),
        ),
        Statistic::RoleGap => lang.pick(
            format!("Tussen rollen is het verschil in gemiddelde hoogstens {size} punt, {range}."),
            format!("The averages of roles are at most {size} points apart, {range}."),
        ),
        Statistic::LowestGroupShare => lang.pick(
            format!("In de groep waar dat deel het laagst is, is {size} van de antwoorden gunstig."),
            format!("In the group where that share is lowest, {size} of the answers are favourable."),
        ),
        Statistic::Change => {
            let words = change(lang, figure, &size);
            lang.pick(format!("Bij {who} zien we: {words}."), format!("Among {who} we see: {words}."))
        }
        _ => return None,
    })
}

/// Why two things cannot stand beside each other.
pub(super) fn why_not(lang: Lang, why: Incomparable) -> &'static str {
    match why {
        Incomparable::NothingBeside => {
            lang.pick("er is niets om mee te vergelijken", "there is nothing to compare with")
        }
        Incomparable::OtherStatements => lang.pick(
            "niet te vergelijken: er zijn andere vragen gesteld",
            "cannot be compared: other questions were asked",
        ),
    }
}

/// Over how many groups or roles a figure is taken: 'over de 6 groepen die getoond mogen worden'.
pub(super) fn over(lang: Lang, statistic: Statistic, compared: u64) -> String {
    let noun = match statistic {
        Statistic::RoleGap => lang.pick(Noun::new("rol", "rollen"), Noun::new("role", "roles")),
        _ => lang.pick(Noun::new("groep", "groepen"), Noun::new("group", "groups")),
    };
    let counted = counted(compared, &noun);
    lang.pick(
        format!("over {counted} die getoond {} worden", if compared == 1 { "mag" } else { "mogen" }),
        format!("over the {counted} that may be shown"),
    )
}

/// What a value is multiplied by to be said, and its usual number of decimals.
fn scaled(unit: FigureUnit) -> (f64, usize) {
    match unit {
        FigureUnit::Points => (1.0, 1),
        FigureUnit::Share => (100.0, 0),
        FigureUnit::Coefficient => (1.0, 2),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::assess::Span;
    use crate::disclosure::Clearance;
    use crate::domain::{GroupKey, Rung};

    fn figure(value: f64, unit: FigureUnit) -> Estimate {
        Estimate {
            value,
            interval: Some(Span { low: value - 0.1, high: value + 0.1 }),
            sd: None,
            bounds: None,
            n: 92,
            answers: 184,
            population: None,
            unit,
            clearance: Clearance::for_tests(),
        }
    }

    fn agreed(statistic: Statistic, bound: Bound, unit: Unit) -> Threshold {
        Threshold {
            rung: Rung::Basis,
            statistic,
            bound,
            unit,
            role: None,
            grouping: (statistic == Statistic::LowestGroupShare).then(|| GroupKey::new("school")),
            why: String::new(),
            owner: String::new(),
            agreed_on: date(2025, 9, 12),
            review_by: None,
        }
    }

    #[test]
    fn a_change_says_which_way_and_in_percentage_points() {
        let say =
            |value, unit| measure(Lang::Nl, Statistic::Change, &figure(value, unit), None).expect("words");
        assert_eq!(say(0.34, FigureUnit::Points), "gemiddeld 0,3 hoger dan in de ronde ervoor");
        assert_eq!(say(-0.34, FigureUnit::Points), "gemiddeld 0,3 lager dan in de ronde ervoor");
        assert_eq!(say(-0.01, FigureUnit::Points), "gemiddeld even hoog als in de ronde ervoor");
        let more = "15 procentpunt meer gunstige antwoorden dan in de ronde ervoor";
        assert_eq!(say(0.15, FigureUnit::Share), more);
        assert_eq!(say(0.0, FigureUnit::Share), "evenveel gunstige antwoorden als in de ronde ervoor");
        let range = between(Lang::Nl, &figure(0.02, FigureUnit::Share), None);
        assert_eq!(range.as_deref(), Some("tussen −8 en +12 procentpunt"));
    }

    #[test]
    fn a_change_that_misses_its_bound_does_not_look_as_if_it_met_it() {
        let fell = figure(-0.02, FigureUnit::Points);
        let words = measure(Lang::Nl, Statistic::Change, &fell, Some(Bound::AtLeast(0.0))).expect("words");
        assert_eq!(words, "gemiddeld 0,02 lager dan in de ronde ervoor");
    }

    #[test]
    fn a_norm_on_a_change_is_said_with_a_direction_and_without_a_minus() {
        let say = |bound, unit| norm(Lang::Nl, &agreed(Statistic::Change, bound, unit)).expect("words");
        assert_eq!(
            say(Bound::AtLeast(-0.05), Unit::Percent),
            "hoogstens 5 procentpunt minder gunstige antwoorden dan in de ronde ervoor"
        );
        assert_eq!(
            say(Bound::AtLeast(0.2), Unit::Points),
            "gemiddeld minstens 0,2 hoger dan in de ronde ervoor"
        );
        assert_eq!(
            say(Bound::AtMost(-0.2), Unit::Points),
            "gemiddeld minstens 0,2 lager dan in de ronde ervoor"
        );
        assert_eq!(say(Bound::AtLeast(0.0), Unit::Points), "gemiddeld niet lager dan in de ronde ervoor");
    }

    #[test]
    fn a_norm_on_the_lowest_group_holds_for_every_group() {
        let threshold = agreed(Statistic::LowestGroupShare, Bound::AtLeast(0.6), Unit::Percent);
        let words = norm(Lang::Nl, &threshold).expect("words");
        assert_eq!(words, "in elke groep (school) minstens 60% gunstige antwoorden");
        assert_eq!(over(Lang::Nl, Statistic::LowestGroupShare, 6), "over 6 groepen die getoond mogen worden");
    }

    #[test]
    fn agreement_keeps_its_sign_and_two_decimals() {
        let words = measure(Lang::Nl, Statistic::Agreement, &figure(-0.125, FigureUnit::Coefficient), None);
        assert_eq!(words.as_deref(), Some("een eensgezindheid van −0,13"));
        assert_eq!(measure(Lang::Nl, Statistic::Mean, &figure(3.0, FigureUnit::Points), None), None);
    }
}
