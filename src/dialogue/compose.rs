use super::agenda::{Dealer, agenda};
use super::choose::{Choice, Left, choose};
use super::deck::{Deck, DeckError, kern};
use super::earlier::explained;
use super::evidence::{certainty, sentence, title};
use super::finding::{Evidence, Finding};
use super::methods::methods;
use super::notice::notice;
use super::response::response;
use super::spread::spread;
use super::standing::Standing;
use super::view::View;
use super::wording::{norm, slice_title};
use super::{
    Chapter, CriterionLine, Dialogue, Expectation, FirstLook, InputLine, LeftOut, MeetingLine, Provenance,
    Spread, VerdictLine,
};
use crate::assess::{Figure, Published, Results, RoundResults, Setting, Verdict};
use crate::disclosure::Reason;
use crate::domain::{Guarantee, Indicator, Lang, Meeting, Phrase, Slice, Statistic, WeighBy};
use crate::text::{and_list, long_date};

use super::charts::anchor;

/// Where the answers came from, as the reading saw it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reading {
    /// One SHA-256 over those of the project file and all files, in hex.
    pub digest: String,
    /// The files that were read, in the order of the project file.
    pub inputs: Vec<ReadFile>,
    /// What was left out of the reading, and why.
    pub notes: Vec<Phrase>,
}

/// One file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadFile {
    /// Its name as the user knows it.
    pub name: String,
    /// Platform, and encoding or sheet.
    pub what: Phrase,
}

/// Everything a reader sees of the last round of `results`, for a meeting if there is one.
///
/// # Errors
/// When the built-in deck does not read: a fault of the program, not of the input.
pub fn compose(
    setting: Setting<'_>,
    results: &Results,
    meeting: Option<&Meeting>,
    lang: Lang,
    reading: &Reading,
) -> Result<Option<Dialogue>, DeckError> {
    let deck = kern()?;
    // Charts and sentences are made of what is published: an axis would tell more decimals than a figure does.
    let published = Published::of(results, setting.rules);
    let published = published.reduced(|results| without_the_other_group(results, meeting));
    let round = published.results().rounds.last();
    Ok(round.map(|round| compose_round(setting, &published, round, meeting, lang, reading, &deck)))
}

fn compose_round(
    setting: Setting<'_>,
    published: &Published,
    round: &RoundResults,
    meeting: Option<&Meeting>,
    lang: Lang,
    reading: &Reading,
    deck: &Deck,
) -> Dialogue {
    let own = own_slice(round, meeting);
    let view = View { lang, setting, round, own: own.as_ref() };
    let project = setting.project;
    let findings = notice(setting, round, own.as_ref());
    let choice = choose(project, meeting, &findings);
    let mut dealer = Dealer::new(deck, view, meeting);
    let agenda = agenda(&mut dealer, meeting, &choice);
    let chapters = chapters(&view, &mut dealer, &choice, &findings);
    let partnership = &project.partnership;
    let subject = meeting.map_or(&partnership.name, |meeting| &meeting.title);
    Dialogue {
        lang,
        title: lang.pick(
            format!("Verslag voor de datadialoog: {subject}"),
            format!("Report for the data dialogue: {subject}"),
        ),
        partnership: partnership.name.clone(),
        purpose: partnership.purpose.clone(),
        question: meeting.and_then(|meeting| meeting.question.clone()),
        meeting: meeting.map(|meeting| meeting_line(&view, meeting)),
        round: format!("{} ({})", round.round, long_date(lang, round.date)),
        readers: lang.pick(
            format!("voor {}", project.readers.title().nl),
            format!("for {}", project.readers.title().en),
        ),
        about: about(&view, meeting),
        as_of: setting.as_of,
        response: response(&view),
        matters: choice.matters.iter().filter_map(|finding| first_look(&view, finding)).collect(),
        strengths: choice.strengths.iter().filter_map(|finding| first_look(&view, finding)).collect(),
        left_out: left_out(&view, &choice),
        agenda,
        expectations: project
            .indicators
            .iter()
            .filter_map(|indicator| expectation(&view, indicator))
            .collect(),
        chapters,
        remarks: None,
        criteria: criteria(&view),
        withheld: withheld(&view, meeting, &findings),
        methods: methods(&view),
        provenance: Provenance {
            program: concat!("datadialoog ", env!("CARGO_PKG_VERSION")).to_owned(),
            project: project.file.clone(),
            digest: reading.digest.clone(),
            inputs: reading
                .inputs
                .iter()
                .map(|file| InputLine { name: file.name.clone(), what: file.what.get(lang).to_owned() })
                .collect(),
            notes: reading.notes.iter().map(|note| note.get(lang).to_owned()).collect(),
        },
        results: published.reduced(|results| for_table(results, meeting, own.as_ref())),
    }
}

/// The team's own slice: the group of the meeting's audience, or the groups that it was put together with, if anybody of it
/// answered.
fn own_slice(round: &RoundResults, meeting: Option<&Meeting>) -> Option<Slice> {
    let (key, value) = meeting?.audience.iter().next()?;
    round.slice_of(key, value).cloned()
}

/// Whose figures speak at the table of a team that was put together with others, or that has none of its own to show.
fn about(view: &View<'_>, meeting: Option<&Meeting>) -> Option<String> {
    let lang = view.lang;
    let (_, group) = meeting?.audience.iter().next()?;
    let is_shown = |own: &Slice| {
        let slices = view.round.indicators.iter().flat_map(|indicator| &indicator.slices);
        slices
            .filter(|slice| &slice.slice == own)
            .any(|slice| slice.figures.values().any(|figure| figure.respondents().is_some()))
    };
    let Some(own) = view.own.filter(|own| is_shown(own)) else {
        return Some(lang.pick(
            format!("Van {group} zelf is in dit verslag niets te tonen; de cijfers gaan over iedereen."),
            format!("Of {group} itself nothing can be shown in this report; the figures are about everyone."),
        ));
    };
    let Slice::Merged { values, .. } = own else { return None };
    let groups = and_list(lang, &values.iter().collect::<Vec<_>>());
    Some(lang.pick(
        format!("De cijfers van {group} zijn in dit verslag die van {groups} samen: apart zijn ze niet te tonen."),
        format!("The figures of {group} are in this report those of {groups} together: apart they cannot be shown."),
    ))
}

/// The lowest share of a group is not told to a team where fewer than three are compared: what is not its own would be
/// the other's. Nor is a figure made of all groups, for a team sees its own.
fn without_the_other_group(results: &Results, meeting: Option<&Meeting>) -> Results {
    let mut results = results.clone();
    if meeting.is_none_or(|meeting| meeting.audience.is_empty()) {
        return results;
    }
    for indicator in results.rounds.iter_mut().flat_map(|round| &mut round.indicators) {
        indicator.weighted.retain(|weighted| weighted.by == WeighBy::ROLE);
    }
    let indicators = results.rounds.iter_mut().flat_map(|round| &mut round.indicators);
    let lowest = indicators.flat_map(|indicator| &mut indicator.thresholds).filter(|threshold| {
        threshold.statistic == Statistic::LowestGroupShare
            && threshold.compared.is_none_or(|groups| groups < 3)
    });
    for verdict in lowest.flat_map(|threshold| &mut threshold.verdicts) {
        if verdict.figure.estimate().is_some() {
            verdict.figure = Figure::Withheld { reason: Reason::Complement };
            verdict.verdict = Verdict::Withheld;
        }
    }
    results
}

/// A team sees its own group and the whole, not the other groups.
fn for_table(results: &Results, meeting: Option<&Meeting>, own: Option<&Slice>) -> Results {
    let mut results = results.clone();
    if meeting.is_none_or(|meeting| meeting.audience.is_empty()) {
        return results;
    }
    let sees = |slice: &Slice| slice.grouping().is_none() || Some(slice) == own;
    for round in &mut results.rounds {
        round.merged.retain(|merged| sees(&merged.slice));
        round.response.retain(|response| sees(&response.slice));
        round.representation.retain(|table| {
            table.parts.iter().filter_map(|part| part.slice.as_ref()).all(|slice| slice.grouping().is_none())
        });
        for indicator in &mut round.indicators {
            indicator.slices.retain(|slice| sees(&slice.slice));
            indicator.comparisons.rests.retain(|rest| sees(&rest.slice));
            indicator.comparisons.trends.retain(|trend| sees(&trend.slice));
            for threshold in &mut indicator.thresholds {
                threshold.verdicts.retain(|verdict| sees(&verdict.slice));
            }
        }
    }
    results
}

fn meeting_line(view: &View<'_>, meeting: &Meeting) -> MeetingLine {
    let many: Vec<String> =
        meeting.participants.iter().map(|role| view.project().role_title(role).many).collect();
    MeetingLine {
        title: meeting.title.clone(),
        date: long_date(view.lang, meeting.date),
        minutes: meeting.minutes,
        participants: and_list(view.lang, &many),
    }
}

fn first_look(view: &View<'_>, finding: &Finding) -> Option<FirstLook> {
    let about = finding.indicator.as_ref().and_then(|id| view.indicator(id));
    Some(FirstLook {
        finding: finding.id(),
        spread: finding.indicator.as_ref().map(|id| anchor(id.as_str())),
        title: title(view, finding),
        sentence: sentence(view, finding)?,
        certainty: certainty(view, finding),
        // A verdict is about a figure against a norm; beside a difference between roles it would seem to judge that.
        verdict: about
            .filter(|_| !matches!(finding.evidence, Evidence::Gap { .. }))
            .and_then(|(indicator, results)| Standing::of(view, indicator, results))
            .map(|standing| standing.line(view)),
    })
}

fn left_out(view: &View<'_>, choice: &Choice) -> Vec<LeftOut> {
    let lang = view.lang;
    let reason = |left: Left| match left {
        Left::SameIndicator => lang.pick(
            "Dit hoort bij een onderwerp dat al op tafel ligt.",
            "This belongs to a subject that is already on the table.",
        ),
        Left::NoTime => lang.pick(
            "Dit past niet in de tijd van dit gesprek.",
            "This does not fit in the time of this conversation.",
        ),
        Left::NotAMatter => lang.pick(
            "Dit krijgt nu geen eigen tijd; het staat wel in het verslag.",
            "This gets no time of its own now; it is in the report.",
        ),
    };
    let line = |(finding, left): &(Finding, Left)| {
        Some(LeftOut {
            sentence: format!("{}: {}", title(view, finding), sentence(view, finding)?),
            reason: reason(*left).to_owned(),
        })
    };
    choice.left.iter().filter_map(line).collect()
}

/// What the table is asked to expect about: the words of an indicator and its norm, and no result.
fn expectation(view: &View<'_>, indicator: &Indicator) -> Option<Expectation> {
    let lang = view.lang;
    let scale = view.scale(&indicator.id)?;
    let norms: Vec<String> = indicator
        .thresholds
        .iter()
        .map(|threshold| {
            let (rung, on) = (threshold.rung.title(), long_date(lang, threshold.agreed_on));
            format!("{}: {} ({}, {on})", rung.get(lang), norm(lang, threshold), threshold.owner)
        })
        .collect();
    Some(Expectation {
        title: indicator.title.clone(),
        statements: indicator.items.iter().map(|item| item.name()).collect(),
        options: scale.options.iter().map(|option| option.label.get(lang).to_owned()).collect(),
        norm: (!norms.is_empty()).then(|| norms.join("; ")),
    })
}

fn chapters(view: &View<'_>, dealer: &mut Dealer<'_>, choice: &Choice, findings: &[Finding]) -> Vec<Chapter> {
    let lang = view.lang;
    let guarantees = Guarantee::ALL.into_iter().map(Some).chain([None]);
    let chosen = |indicator: &Indicator| {
        let mut chosen = choice.matters.iter().chain(&choice.strengths);
        chosen.any(|finding| finding.indicator.as_ref() == Some(&indicator.id))
    };
    // The chosen matters are dealt their questions first; the pages keep the order of the project file.
    let mut order: Vec<&Indicator> = view.project().indicators.iter().collect();
    order.sort_by_key(|indicator| !chosen(indicator));
    let mut made: Vec<(&Indicator, Spread)> = Vec::new();
    for indicator in order {
        if let Some((indicator, results)) = view.indicator(&indicator.id) {
            made.push((indicator, spread(view, dealer, indicator, results, findings)));
        }
    }
    let mut chapters = Vec::new();
    for guarantee in guarantees {
        let of_guarantee =
            view.project().indicators.iter().filter(|indicator| indicator.guarantee == guarantee);
        let spreads: Vec<Spread> = of_guarantee
            .filter_map(|indicator| made.iter().find(|(own, _)| own.id == indicator.id))
            .map(|(_, spread)| spread.clone())
            .collect();
        if !spreads.is_empty() {
            let title = guarantee
                .map_or_else(|| Phrase::new("Overige indicatoren", "Other indicators"), Guarantee::title);
            chapters.push(Chapter { title: title.get(lang).to_owned(), spreads });
        }
    }
    chapters
}

fn criteria(view: &View<'_>) -> Vec<CriterionLine> {
    let lang = view.lang;
    let verdict = Verdict::ToBeJudged;
    let line = |criterion: &crate::domain::Criterion| CriterionLine {
        guarantee: criterion.guarantee.map(|guarantee| guarantee.title().get(lang).to_owned()),
        text: criterion.text.clone(),
        verdict: VerdictLine { verdict, ambition: false, words: verdict.title().get(lang).to_owned() },
    };
    view.project().criteria.iter().map(line).collect()
}

fn withheld(view: &View<'_>, meeting: Option<&Meeting>, findings: &[Finding]) -> Vec<String> {
    let lang = view.lang;
    let project = view.project();
    let (minimum, whole) = (project.privacy.minimum, project.privacy.minimum_distribution);
    let mut lines: Vec<String> = findings
        .iter()
        .filter(|finding| finding.kind == super::FindingKind::Withheld)
        .filter_map(|finding| sentence(view, finding))
        .collect();
    lines.extend(explained(view));
    let readers = project.readers.title().get(lang).to_owned();
    // A team sees of other groups not even this.
    let is_for_all = meeting.is_none_or(|meeting| meeting.audience.is_empty());
    let told = view.round.merged.iter().filter(|merged| is_for_all || view.own == Some(&merged.slice));
    lines.extend(told.map(|merged| {
        let (groups, as_one) = (and_list(lang, &merged.groups), slice_title(lang, project, &merged.slice));
        lang.pick(
            format!(
                "Samengenomen als ‘{as_one}’, omdat kleine groepen niet elk apart te tonen zijn: {groups}."
            ),
            format!("Put together as ‘{as_one}’, since small groups cannot be shown one by one: {groups}."),
        )
    }));
    lines.push(lang.pick(
        format!("Dit verslag is voor {readers}. Een cijfer is niet getoond als het over minder dan {minimum} mensen gaat, en een verdeling als die over minder dan {whole} mensen gaat."),
        format!("This report is for {readers}. A figure is not shown when it is about fewer than {minimum} people, and a distribution when it is about fewer than {whole}."),
    ));
    lines.push(
        lang.pick(
            "Een groep die groot genoeg is, kan toch ontbreken: anders is een kleine groep uit te rekenen, als het totaal min de rest.",
            "A group that is large enough may be missing too: otherwise a small group could be worked out, as the total minus the rest.",
        )
        .to_owned(),
    );
    lines
}
