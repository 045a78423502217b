use std::collections::BTreeSet;
use std::path::Path;

use super::described::{Scaffold, ScaffoldScale, ScaffoldSource};
use super::noun::plural;
use super::page::Page;
use super::planned::{Plan, PlannedSource, plan};
use super::round::PlannedRound;
use super::source::named_groups;
use crate::domain::{Minimums, PlatformName, Readers};
use crate::project::effective;
use crate::project::line::{list, quoted};
use crate::project::read::read;
use crate::project::to_fill_in;

/// The project file for what was seen in the exports, with comments that say what to look at. It reads back without
/// errors; what nobody but the partnership can say, such as a threshold, is a question in a comment and never a number.
pub fn scaffold(scaffold: &Scaffold) -> String {
    let lang = scaffold.lang;
    let mut described = scaffold.clone();
    if described.sources.is_empty() {
        let file = lang.pick("exports/vragenlijst.csv", "exports/survey.csv");
        described.sources.push(ScaffoldSource::new(file, PlatformName::Table));
    }
    let plan = plan(&described);
    let mut page = Page { out: String::new(), lang };
    page.opening(&described);
    page.roles(&plan);
    page.rounds(&plan.rounds);
    let mut scales = Page { out: String::new(), lang };
    let own = scales.scales(&described.scales);
    for (source, planned) in described.sources.iter().zip(&plan.sources) {
        page.source(source, planned, &in_use(&plan, planned, &own));
    }
    page.out.push_str(&scales.out);
    page.indicators(&plan, &own);
    page.closing(&plan);
    page.out
}

/// The columns of an export that the indicators as they are written use; `own` as [`Page::scales`] gives it.
fn in_use<'p>(plan: &'p Plan, source: &PlannedSource, own: &[String]) -> BTreeSet<&'p str> {
    let ready = plan.indicators.iter().filter(|indicator| indicator.is_ready(own));
    let items = ready.flat_map(|indicator| &indicator.items).filter(|item| item.hold.is_none());
    let columns = items.flat_map(|item| &item.columns);
    columns.filter(|(role, _)| source.roles.contains(role)).map(|(_, column)| column.as_str()).collect()
}

impl Page {
    fn opening(&mut self, scaffold: &Scaffold) {
        self.say(
            "Het projectbestand van jullie opleidingsschool, gemaakt door `datadialoog init` uit jullie exports.\n\
             Alles achter een # is uitleg en telt niet mee. Loop het samen door, vul aan wat alleen jullie weten,\n\
             en haal weg wat niet klopt: het is jullie document.",
            "The project file of your partnership, made by `datadialoog init` from your exports.\n\
             Everything after a # is explanation and does not count. Go through it together, fill in what only you know,\n\
             and remove what is not right: it is your document.",
        );
        self.line("\n[partnership]");
        let name = scaffold.partnership.as_deref().filter(|name| !name.trim().is_empty());
        match name {
            Some(name) => self.value("name", quoted(name)),
            None => {
                let name = to_fill_in::name();
                self.noted(
                    "name",
                    quoted(name.get(self.lang)),
                    "vul hier jullie naam in",
                    "fill in your name",
                );
            }
        }
        let purpose = to_fill_in::purpose();
        self.noted(
            "purpose",
            quoted(purpose.get(self.lang)),
            "vervang deze vraag door jullie bedoeling",
            "replace this question by your purpose",
        );
        self.value("language", quoted(self.lang.code()));
        self.line("");
        self.say(
            "Vanaf hoeveel antwoorden iets getoond wordt. Wat in de uitnodiging beloofd is, gaat voor.",
            "From how many answers something is shown. What the invitation promised comes first.",
        );
        self.say(
            "Voor het eigen team, voor het partnerschap en voor iedereen: `report --readers` zegt voor wie een verslag is.",
            "For the own team, for the partnership and for everyone: `report --readers` says for whom a report is.",
        );
        let usual = Minimums::default();
        self.line("[privacy]");
        for readers in Readers::ALL {
            self.value(readers.minimum_key(), usual.of(readers).minimum);
        }
        self.value("minimum-distribution", usual.distribution);
        let mut groups = scaffold.sources.iter().flat_map(|source| named_groups(&source.groups));
        if let Some((grouping, _)) = groups.next() {
            let remark = self.lang.pick(
                "mogen groepen met te weinig antwoorden samen één groep zijn?",
                "may groups with too few answers be one group together?",
            );
            self.line(format!("# merge = {}   # {remark}", list([grouping.as_str()])));
        }
    }

    fn roles(&mut self, plan: &Plan) {
        let mut roles: Vec<&String> = plan.sources.iter().flat_map(|source| &source.roles).collect();
        roles.sort();
        roles.dedup();
        self.line("");
        self.say(
            "Wie hebben er geantwoord, en hoe noemen jullie hen?",
            "Who answered, and what do you call them?",
        );
        for (place, role) in roles.into_iter().enumerate() {
            if place > 0 {
                self.line("");
            }
            self.line("[[role]]");
            self.value("id", quoted(role));
            self.value("one", quoted(role));
            self.noted(
                "many",
                quoted(&plural(role, self.lang)),
                "klopt het meervoud?",
                "is this the plural?",
            );
        }
    }

    fn rounds(&mut self, rounds: &[PlannedRound]) {
        self.line("");
        self.say("De rondes: wanneer is er gemeten?", "The rounds: when did you measure?");
        for round in rounds {
            self.line("[[round]]");
            self.value("id", quoted(&round.id));
            match round.date {
                Some(date) if round.by_name => self.noted(
                    "date",
                    date,
                    "alleen het jaar staat vast (uit de bestandsnaam): vul de dag van de meting in",
                    "only the year is known (from the file's name): fill in the day of measuring",
                ),
                Some(date) => {
                    self.noted("date", date, "de dag van het laatste antwoord", "the day of the last answer")
                }
                None => self.noted(
                    "date",
                    to_fill_in::DAY,
                    "de exports noemen geen datum: vul hier de dag van de meting in",
                    "the exports give no date: fill in the day of measuring",
                ),
            }
        }
    }

    /// Writes the scales that are not built in; one that cannot be used yet is written as a comment.
    /// Gives the names of those that can be used.
    fn scales(&mut self, scales: &[ScaffoldScale]) -> Vec<String> {
        let mut usable = Vec::new();
        for ScaffoldScale { scale, ready, note } in scales {
            let block = effective::scale(scale);
            let sound = *ready && settles(&block) && !usable.iter().any(|id| id == scale.id.as_str());
            self.line("");
            self.say(note, note);
            if sound {
                self.say(
                    "Een schaal van jullie zelf: staan de opties van laag naar hoog?",
                    "A scale of your own: are the options in order from low to high?",
                );
                self.out.push_str(&block);
                usable.push(scale.id.as_str().to_owned());
            } else {
                self.say(
                    "Deze schaal is nog niet af. Zet de opties van laag naar hoog, zeg welke middelste optie `neutral` is\n\
                     (bij een oneven aantal), en haal de # weg; ook bij de vragen die hem gebruiken.",
                    "This scale is not complete. Put the options from low to high, say which middle option is `neutral`\n\
                     (of an odd number), and remove the #; also at the questions that use it.",
                );
                for line in block.lines() {
                    self.line(format!("# {line}"));
                }
            }
        }
        usable
    }

    fn closing(&mut self, plan: &Plan) {
        let role =
            plan.sources.first().and_then(|source| source.roles.first()).map_or("student", String::as_str);
        let participants = list([role]);
        self.line("");
        self.say(
            "Waar geen getal over beslist maar het gesprek, is een criterium:\n\
             [[criterion]]\nid = \"lesnabespreking\"\ntext = \"In elke lesnabespreking stelt de student de eerste vraag.\"",
            "What no number decides but the conversation does, is a criterion:\n\
             [[criterion]]\nid = \"lesson-talk\"\ntext = \"In every talk after a lesson the student asks the first question.\"",
        );
        self.line("");
        let nl = format!(
            "Voor welk gesprek is dit? Haal de # weg en vul in:\n\
             [[meeting]]\nid = \"eerste-gesprek\"\ntitle = \"Opleidingsteam\"\ndate =                   # jaar-maand-dag\n\
             minutes = 60\nquestion = \"Waar willen we het over hebben?\"\nparticipants = {participants}"
        );
        let en = format!(
            "Which conversation is this for? Remove the # and fill in:\n\
             [[meeting]]\nid = \"first-meeting\"\ntitle = \"Training team\"\ndate =                   # year-month-day\n\
             minutes = 60\nquestion = \"What do we want to talk about?\"\nparticipants = {participants}"
        );
        self.say(&nl, &en);
    }
}

/// Whether a `[[scale]]` block settles: tried in the smallest project there is.
fn settles(scale: &str) -> bool {
    let project = format!(
        "[partnership]\nname = \"n\"\npurpose = \"p\"\n[[round]]\nid = \"r\"\ndate = 2000-01-01\n\
         [[source]]\nround = \"r\"\nfiles = [\"f\"]\nrole = \"o\"\n{scale}"
    );
    read(&project, "", Path::new("")).is_ok()
}
