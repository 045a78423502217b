use std::fmt::Write;
use std::path::Path;

use super::comment::{one_line, slug};
use super::described::{Scaffold, ScaffoldSource};
use super::planned::{Plan, PlannedIndicator, PlannedItem, PlannedSource, plan};
use super::round::PlannedRound;
use crate::domain::{Lang, PlatformName, Privacy, Scale};
use crate::project::effective;
use crate::project::line::{list, quoted, table};
use crate::project::read::read;
use crate::project::settle::BUILT_IN_SCALES;

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
    for (source, planned) in described.sources.iter().zip(&plan.sources) {
        page.source(source, planned);
    }
    let own = page.scales(&described.scales);
    page.indicators(&plan, &own);
    page.closing(&plan);
    page.out
}

struct Page {
    out: String,
    lang: Lang,
}

impl Page {
    fn line(&mut self, line: impl AsRef<str>) {
        self.out.push_str(line.as_ref());
        self.out.push('\n');
    }

    fn say(&mut self, nl: &str, en: &str) {
        let line = self.lang.pick(nl, en).to_owned();
        for part in line.lines() {
            self.line(format!("# {part}"));
        }
    }

    fn value(&mut self, key: &str, value: impl std::fmt::Display) {
        self.line(format!("{key} = {value}"));
    }

    /// A value with a remark behind it.
    fn noted(&mut self, key: &str, value: impl std::fmt::Display, nl: &str, en: &str) {
        let assignment = format!("{key} = {value}");
        let note = self.lang.pick(nl, en);
        // Writing to a String cannot fail.
        let _ = writeln!(self.out, "{assignment:<36}  # {note}");
    }

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
                let name = self.lang.pick("Onze opleidingsschool", "Our partnership");
                self.noted("name", quoted(name), "vul hier jullie naam in", "fill in your name");
            }
        }
        let purpose = self
            .lang
            .pick("Waarvoor zijn we er, in onze eigen woorden?", "What are we here for, in our own words?");
        self.noted(
            "purpose",
            quoted(purpose),
            "vervang deze vraag door jullie bedoeling",
            "replace this question by your purpose",
        );
        self.value("language", quoted(self.lang.code()));
        self.line("");
        self.say(
            "Vanaf hoeveel antwoorden iets getoond wordt. Wat in de uitnodiging beloofd is, gaat voor.",
            "From how many answers something is shown. What the invitation promised comes first.",
        );
        let usual = Privacy::default();
        self.line("[privacy]");
        self.value("minimum", usual.minimum);
        self.value("minimum-distribution", usual.minimum_distribution);
    }

    fn roles(&mut self, plan: &Plan) {
        let mut roles: Vec<&String> = plan.sources.iter().map(|source| &source.role).collect();
        roles.sort();
        roles.dedup();
        self.line("");
        self.say(
            "Wie hebben er geantwoord, en hoe noemen jullie hen?",
            "Who answered, and what do you call them?",
        );
        for role in roles {
            self.line("[[role]]");
            self.value("id", quoted(role));
            self.value("one", quoted(role));
            self.noted("many", quoted(&plural(role)), "klopt het meervoud?", "is this the plural?");
        }
    }

    fn rounds(&mut self, rounds: &[PlannedRound]) {
        self.line("");
        self.say("De rondes: wanneer is er gemeten?", "The rounds: when did you measure?");
        for round in rounds {
            self.line("[[round]]");
            self.value("id", quoted(&round.id));
            match round.date {
                Some(date) => {
                    self.noted("date", date, "de dag van het laatste antwoord", "the day of the last answer")
                }
                None => self.noted(
                    "date",
                    "2000-01-01",
                    "de exports noemen geen datum: vul hier de dag van de meting in",
                    "the exports give no date: fill in the day of measuring",
                ),
            }
        }
    }

    fn source(&mut self, source: &ScaffoldSource, planned: &PlannedSource) {
        self.line("");
        self.line("[[source]]");
        self.value("round", quoted(&planned.round));
        let file = if source.file.trim().is_empty() { "export.csv" } else { &source.file };
        self.value("files", list([file]));
        self.value("platform", quoted(source.platform.key()));
        let role = quoted(&planned.role);
        if planned.guessed {
            self.noted(
                "role",
                role,
                "afgeleid van de bestandsnaam: van wie zijn deze antwoorden?",
                "taken from the file's name: whose answers are these?",
            );
        } else {
            self.value("role", role);
        }
        self.reading(source);
        self.groups(&source.groups);
        self.line(self.lang.pick(
            "# asked-number =                      # aan hoeveel mensen is het gevraagd? Zonder dat getal is er geen respons",
            "# asked-number =                      # how many people were asked? Without that number there is no response rate",
        ));
        self.left_out(source);
        self.unknown_answers(&source.unknown_answers);
    }

    /// How the file is to be read, where that has to be said.
    fn reading(&mut self, source: &ScaffoldSource) {
        let said = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        if let Some(sheet) = said(&source.sheet) {
            self.value("sheet", quoted(&sheet));
        }
        if let Some(row) = source.header_row.filter(|row| (1..=1_048_576).contains(row)) {
            self.value("header-row", row);
        }
        if let Some(encoding) = said(&source.encoding) {
            self.value("encoding", quoted(&encoding));
        }
        if let Some(delimiter) = source.delimiter.filter(|c| matches!(c, ';' | ',' | '\t' | '|')) {
            self.value("delimiter", quoted(&delimiter.to_string()));
        }
    }

    fn groups(&mut self, groups: &[(String, String)]) {
        let mut named: Vec<(String, &str)> = Vec::new();
        for (key, column) in groups {
            let key = slug(key);
            let new = !key.is_empty() && !named.iter().any(|(other, _)| *other == key);
            if new && !column.trim().is_empty() {
                named.push((key, column));
            }
        }
        if !named.is_empty() {
            self.noted(
                "groups",
                table(named),
                "waarnaar delen jullie de antwoorden in?",
                "what do you group the answers by?",
            );
        }
    }

    fn left_out(&mut self, source: &ScaffoldSource) {
        if !source.open.is_empty() {
            self.say("Open vragen; die worden niet gelezen:", "Open questions; these are not read:");
            for column in &source.open {
                self.line(format!("#   {}", one_line(column)));
            }
        }
        if !source.skipped.is_empty() {
            self.say("Overgeslagen:", "Skipped:");
            for (column, why) in &source.skipped {
                self.line(format!("#   {}: {}", one_line(column), one_line(why)));
            }
        }
    }

    fn unknown_answers(&mut self, answers: &[(String, u64)]) {
        if answers.is_empty() {
            return;
        }
        self.say(
            "Deze antwoorden staan op geen bekende schaal. Zeg wat ze betekenen en haal de # weg; kies uit\n\
             not-answered (niet ingevuld), dont-know (weet niet), not-applicable (n.v.t.) en not-asked (niet gevraagd).\n\
             Horen ze wél bij een schaal? Maak dan een eigen [[scale]].",
            "These answers are on no known scale. Say what they mean and remove the #; choose from\n\
             not-answered, dont-know, not-applicable and not-asked.\n\
             Do they belong to a scale after all? Then make a [[scale]] of your own.",
        );
        self.line("# [source.missing]");
        for (text, count) in answers {
            let times = self.lang.pick(format!("{count} keer"), format!("{count} times"));
            self.line(format!("# {} = \"…\"  # {times}", quoted(text)));
        }
    }

    /// Writes the scales that are not built in; one that does not settle yet is written as a comment.
    /// Gives the names of those that can be used.
    fn scales(&mut self, scales: &[Scale]) -> Vec<String> {
        let mut usable = Vec::new();
        for scale in scales {
            let block = effective::scale(scale);
            let sound = settles(&block) && !usable.iter().any(|id| id == scale.id.as_str());
            self.line("");
            if sound {
                self.say(
                    "Een schaal van jullie zelf: staan de opties van laag naar hoog?",
                    "A scale of your own: are the options in order from low to high?",
                );
                self.out.push_str(&block);
                usable.push(scale.id.as_str().to_owned());
            } else {
                self.say(
                    "Deze schaal is nog niet af. Zet de opties van laag naar hoog, zeg welke middelste optie `neutral` is,\n\
                     en haal de # weg.",
                    "This scale is not complete. Put the options from low to high, say which middle option is `neutral`,\n\
                     and remove the #.",
                );
                for line in block.lines() {
                    self.line(format!("# {line}"));
                }
            }
        }
        usable
    }

    fn indicators(&mut self, plan: &Plan, own: &[String]) {
        if plan.indicators.is_empty() {
            self.line("");
            self.say(
                "Er zijn geen gesloten vragen herkend. Zo ziet een indicator eruit:\n\
                 [[indicator]]\nid = \"begeleiding\"\ntitle = \"Begeleiding op de werkplek\"\n\
                 items = [ { columns = { student = \"Q01\" } } ]",
                "No closed questions were recognised. This is what an indicator looks like:\n\
                 [[indicator]]\nid = \"guidance\"\ntitle = \"Guidance at work\"\n\
                 items = [ { columns = { student = \"Q01\" } } ]",
            );
            return;
        }
        self.line("");
        self.say(
            "Wat willen jullie weten? Elk blok van de vragenlijst is hieronder een indicator. Voeg samen of splits,\n\
             geef elk een titel die de tafel begrijpt, en zet `reverse = true` bij een stelling die andersom is gesteld.",
            "What do you want to know? Each block of the questionnaire is an indicator below. Join or split them,\n\
             give each a title the table understands, and put `reverse = true` with a statement worded the other way round.",
        );
        for (place, indicator) in plan.indicators.iter().enumerate() {
            self.indicator(indicator, place, own);
        }
    }

    fn indicator(&mut self, indicator: &PlannedIndicator, place: usize, own: &[String]) {
        if place > 0 {
            self.line("");
        }
        self.line("[[indicator]]");
        self.value("id", quoted(&indicator.id));
        match &indicator.title {
            Some(title) => self.value("title", quoted(&one_line(title))),
            None => {
                let title = self.lang.pick(format!("Blok {}", place + 1), format!("Block {}", place + 1));
                self.noted("title", quoted(&title), "hoe noemen jullie dit?", "what do you call this?");
            }
        }
        if place == 0 {
            self.line(self.lang.pick(
                "# guarantee = \"leeromgeving\"         # of lerende-leraar, organisatie, kwaliteitscultuur",
                "# guarantee = \"leeromgeving\"         # or lerende-leraar, organisatie, kwaliteitscultuur",
            ));
        }
        self.scale(indicator.scale.as_deref(), own);
        self.line("items = [");
        for item in &indicator.items {
            self.item(item);
        }
        self.line("]");
        self.threshold(place == 0);
    }

    fn scale(&mut self, scale: Option<&str>, own: &[String]) {
        let Some(scale) = scale.filter(|scale| !scale.trim().is_empty()) else {
            self.say("scale: wordt herkend aan de antwoorden", "scale: recognised from the answers");
            return;
        };
        let known = BUILT_IN_SCALES.iter().any(|(id, ..)| *id == scale) || own.iter().any(|id| id == scale);
        if known {
            self.value("scale", quoted(scale));
        } else {
            self.line(format!("# scale = {}", quoted(scale)));
        }
    }

    fn item(&mut self, item: &PlannedItem) {
        let mut texts: Vec<&String> = item.texts.values().collect();
        texts.dedup();
        if texts.len() > 1 {
            for (role, text) in &item.texts {
                self.line(format!("  # {role}: {}", one_line(text)));
            }
        }
        let text = texts.first().map(|text| format!("text = {}, ", quoted(text))).unwrap_or_default();
        let columns = table(&item.columns);
        self.line(format!("  {{ {text}columns = {columns} }},"));
    }

    /// The threshold as a question: places to fill in, no number, no figure chosen for the partnership.
    fn threshold(&mut self, explained: bool) {
        self.line(self.lang.pick(
            "  # Wanneer is dit voor jullie goed genoeg? Spreek het samen af en vul in:",
            "  # When is this good enough for you? Agree on it together and fill in:",
        ));
        let lines: [(&str, &str, &str); 8] = [
            ("[[indicator.threshold]]", "", ""),
            ("rung = \"\"", "basis, good-enough of ambition", "basis, good-enough or ambition"),
            (
                "statistic = \"\"",
                "mean, median, favourable-share, unfavourable-share of response-rate",
                "mean, median, favourable-share, unfavourable-share or response-rate",
            ),
            (
                "at-least =",
                "jullie getal: goed genoeg vanaf (of at-most: tot en met)",
                "your number: good enough from (or at-most: up to)",
            ),
            (
                "unit = \"\"",
                "points bij mean en median, anders percent",
                "points with mean and median, else percent",
            ),
            ("why = \"\"", "waarom juist daar?", "why just there?"),
            ("owner = \"\"", "wie gaat erover?", "who owns it?"),
            (
                "agreed-on =",
                "de dag van de afspraak: jaar-maand-dag",
                "the day of the agreement: year-month-day",
            ),
        ];
        for (line, nl, en) in lines {
            let note = self.lang.pick(nl, en);
            if explained && !note.is_empty() {
                self.line(format!("  # {line:<24} # {note}"));
            } else {
                self.line(format!("  # {line}"));
            }
        }
    }

    fn closing(&mut self, plan: &Plan) {
        let role = plan.sources.first().map_or("student", |source| source.role.as_str());
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

/// The plural of a role's name, as Dutch and English mostly make it.
fn plural(role: &str) -> String {
    let ending = |ends: &[&str]| ends.iter().any(|end| role.ends_with(end));
    if ending(&["s", "en"]) {
        role.to_owned()
    } else if ending(&["er", "or", "el", "e", "mentor", "coach"]) {
        format!("{role}s")
    } else if role == "student" || ending(&["student", "docent", "directeur"]) {
        format!("{role}en")
    } else {
        role.to_owned()
    }
}
