use super::comment::one_line;
use super::page::Page;
use super::planned::{Plan, PlannedIndicator, PlannedItem};
use crate::project::line::{quoted, table};
use crate::project::settle::BUILT_IN_SCALES;

impl Page {
    /// The blocks of the questionnaires. `own` are the scales that the file declares.
    pub fn indicators(&mut self, plan: &Plan, own: &[String]) {
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
        self.scale(indicator, own);
        self.line("items = [");
        for item in &indicator.items {
            self.item(item);
        }
        self.line("]");
        self.threshold(place == 0);
    }

    fn scale(&mut self, indicator: &PlannedIndicator, own: &[String]) {
        let Some(scale) = indicator.scale.as_deref().filter(|scale| !scale.trim().is_empty()) else {
            self.say("scale: wordt herkend aan de antwoorden", "scale: recognised from the answers");
            return;
        };
        let known = BUILT_IN_SCALES.iter().any(|(id, ..)| *id == scale) || own.iter().any(|id| id == scale);
        if known && indicator.scale_guessed {
            self.noted(
                "scale",
                quoted(scale),
                "afgeleid van de kop: klopt dit?",
                "taken from the heading: is this right?",
            );
        } else if known {
            self.value("scale", quoted(scale));
        } else {
            self.line(format!("# scale = {}", quoted(scale)));
        }
    }

    fn item(&mut self, item: &PlannedItem) {
        let texts: Vec<&String> = item.texts.iter().map(|(_, text)| text).collect();
        if texts.iter().any(|text| Some(text) != texts.first()) {
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
}
