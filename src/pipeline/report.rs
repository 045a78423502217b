use jiff::civil::Date;

use super::remarks::released;
use super::{Examined, Progress, Stage};
use crate::assess::ResponseResults;
use crate::diagnostics::{Checked, Code, Diagnostic, nearest};
use crate::dialogue::{self, Dialogue};
use crate::domain::{Artifact, Format, GroupValue, Lang, Meeting, MeetingId, Place, Slice, phrase};
use crate::render::{Charts, Html, Json, Markdown, RenderError, Renderer};

/// A report, whole and not yet written.
#[derive(Clone, Debug)]
pub struct Report {
    /// What a reader sees.
    pub dialogue: Dialogue,
    /// The files, in the order of the formats asked for.
    pub artifacts: Vec<Artifact>,
    /// What was noticed on the way.
    pub notes: Vec<Diagnostic>,
}

/// From figures to the files of a report, for a meeting: the one named, else the next one on or after `as_of`, else
/// the last round as such.
///
/// # Errors
/// A meeting that is not in the project file; a line of the file with released remarks that is not as it should be; a
/// fault of the program while drawing.
pub fn report(
    examined: &Examined,
    as_of: Date,
    meeting: Option<&MeetingId>,
    lang: Lang,
    formats: &[Format],
    progress: &dyn Progress,
) -> Result<Report, Vec<Diagnostic>> {
    progress.stage(Stage::Rendering);
    let meeting = match meeting {
        Some(id) => Some(meeting_named(examined, id)?),
        None => {
            let next = examined.project.meetings.iter().find(|meeting| meeting.date >= as_of);
            next.map(|meeting| audience(examined, meeting).map(|()| meeting)).transpose()?
        }
    };
    let composed =
        dialogue::compose(examined.setting(), &examined.results, meeting, lang, &examined.reading());
    let Checked { value: released, notes } = released(&examined.project, as_of)?;
    let mut dialogue = composed
        .map_err(|fault| ours(&fault.to_string()))?
        .ok_or_else(|| ours("there is no round to speak of"))?;
    dialogue.remarks = released.and_then(|released| dialogue::written(lang, &released.remarks, &released.by));
    let artifacts = render(&dialogue, formats).map_err(|fault| ours(&fault.to_string()))?;
    Ok(Report { dialogue, artifacts, notes })
}

/// The meeting of that name, whose group, if it has one, is among the answers.
///
/// # Errors
/// A meeting that is not in the project file; an audience that is no group of the answers.
pub fn meeting_named<'a>(examined: &'a Examined, id: &MeetingId) -> Result<&'a Meeting, Vec<Diagnostic>> {
    let meetings = &examined.project.meetings;
    let meeting = meetings.iter().find(|meeting| &meeting.id == id).ok_or_else(|| {
        let headline = phrase!("er is geen bijeenkomst `{id}`", "there is no meeting `{id}`");
        let known = meetings.iter().map(|meeting| meeting.id.as_str());
        let help = match nearest(id.as_str(), known.clone()) {
            Some(near) => phrase!("Bedoelt u `{near}`?", "Do you mean `{near}`?"),
            None => {
                let known = known.collect::<Vec<_>>().join(", ");
                phrase!("In het projectbestand staan: {known}.", "The project file has: {known}.")
            }
        };
        let place = Place::file(&examined.project.file);
        vec![Diagnostic::error(Code::UnknownName, headline).at(place).help(help)]
    })?;
    audience(examined, meeting)?;
    Ok(meeting)
}

/// A team that is to see its own group must have one: of a name that fits nothing it might see everybody's.
fn audience(examined: &Examined, meeting: &Meeting) -> Result<(), Vec<Diagnostic>> {
    let id = &meeting.id;
    let place = || Place::file(&examined.project.file);
    if meeting.audience.len() > 1 {
        let headline = phrase!(
            "bijeenkomst `{id}` noemt meer dan één groep als publiek",
            "the meeting `{id}` names more than one group as its audience"
        );
        let help = phrase!(
            "Noem er één: `audience = {{ school = \"…\" }}`.",
            "Name one: `audience = {{ school = \"…\" }}`."
        );
        return Err(vec![Diagnostic::error(Code::BadValue, headline).at(place()).help(help)]);
    }
    let Some((key, value)) = meeting.audience.iter().next() else { return Ok(()) };
    let Some(round) = examined.results.rounds.last() else { return Ok(()) };
    let of = |response: &ResponseResults| match &response.slice {
        Slice::Group { key: own, value } if own == key => vec![value.to_string()],
        Slice::Merged { key: own, values } if own == key => {
            values.iter().map(GroupValue::to_string).collect()
        }
        _ => Vec::new(),
    };
    let groups: Vec<String> = round.response.iter().flat_map(of).collect();
    let groups: Vec<&str> = groups.iter().map(String::as_str).collect();
    if groups.contains(&value.as_str()) {
        return Ok(());
    }
    let headline = phrase!(
        "bijeenkomst `{id}` is voor {key} `{value}`, maar die komt in de antwoorden niet voor",
        "the meeting `{id}` is for {key} `{value}`, which does not occur in the answers"
    );
    let help = match nearest(value.as_str(), groups) {
        Some(near) => phrase!("Bedoelt u `{near}`?", "Do you mean `{near}`?"),
        None => phrase!(
            "Schrijf de groep zoals ze in de antwoorden staat, of laat `audience` weg.",
            "Write the group as it stands in the answers, or leave `audience` out."
        ),
    };
    Err(vec![Diagnostic::error(Code::UnknownName, headline).at(place()).help(help)])
}

/// The files of a dialogue in the formats asked for; the same dialogue gives the same bytes.
fn render(dialogue: &Dialogue, formats: &[Format]) -> Result<Vec<Artifact>, RenderError> {
    let mut artifacts = Vec::new();
    for format in [Format::Html, Format::Md, Format::Json] {
        if formats.contains(&format) {
            let renderer: &dyn Renderer = match format {
                Format::Html => &Html,
                Format::Md => &Markdown,
                _ => &Json,
            };
            artifacts.extend(renderer.render(dialogue)?);
        }
    }
    // Markdown shows charts by their files.
    let svg = formats.contains(&Format::Svg) || formats.contains(&Format::Md);
    let charts = Charts { svg, png: formats.contains(&Format::Png) };
    artifacts.extend(charts.render(dialogue)?);
    Ok(artifacts)
}

fn ours(fault: &str) -> Vec<Diagnostic> {
    let headline =
        phrase!("een fout van het programma zelf: {fault}", "a fault of the program itself: {fault}");
    let help = phrase!(
        "Dit ligt niet aan uw bestanden. Meld het met de regel hierboven.",
        "This is not about your files. Report it with the line above."
    );
    vec![Diagnostic::error(Code::ProgramFault, headline).help(help)]
}
