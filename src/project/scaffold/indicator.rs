use super::comment::one_line;
use super::described::AnswersOn;
use super::page::Page;
use super::planned::{Plan, PlannedIndicator, PlannedItem};
use super::reversed::looks_reversed;
use crate::project::line::{list, quoted, table};
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
        let mut explained = false;
        for (place, indicator) in plan.indicators.iter().enumerate() {
            if place > 0 {
                self.line("");
            }
            if self.is_ready(indicator, own) {
                self.indicator(indicator, place, own, !explained);
                explained = true;
            } else {
                self.held_indicator(indicator, place, own);
            }
        }
    }

    /// Whether an indicator can be used as it stands: its scale is known and so is one of its statements.
    fn is_ready(&self, indicator: &PlannedIndicator, own: &[String]) -> bool {
        let known = indicator.on.scale().is_some_and(|scale| is_known(scale, own));
        known && indicator.items.iter().any(|item| item.hold.is_none())
    }

    /// An indicator that cannot be used as it stands: as a comment, with what has to be said first.
    fn held_indicator(&mut self, indicator: &PlannedIndicator, place: usize, own: &[String]) {
        match &indicator.on {
            AnswersOn::Numbers { low, high, .. } => {
                let nl = format!(
                    "Van deze vragen staan er alleen cijfers in de export ({low} tot en met {high}). Wat ze betekenen, weten\n\
                     alleen jullie: noem de schaal, of beschrijf er zelf een, en haal dan overal de # weg."
                );
                let en = format!(
                    "Of these questions the export has numbers only ({low} to {high}). What they mean only you know:\n\
                     name the scale, or describe one of your own, and then remove every #."
                );
                self.say(&nl, &en);
                self.own_scale_to_fill_in(*low, *high);
            }
            AnswersOn::Codes => self.say(
                "Van deze vragen staan er alleen codes van het platform in de export. Leg de structuur van de vragenlijst\n\
                 (LimeSurvey: .lss) naast de export en doe `init` opnieuw, exporteer met de antwoordteksten, of beschrijf\n\
                 de schaal met `codes` in een eigen [[scale]]; haal dan overal de # weg.",
                "Of these questions the export has the platform's codes only. Put the structure of the survey\n\
                 (LimeSurvey: .lss) beside the export and run `init` again, export with the texts of the answers, or\n\
                 describe the scale with `codes` in a [[scale]] of your own; then remove every #.",
            ),
            AnswersOn::Scale(scale) if !is_known(scale, own) => self.say(
                "Deze vragen staan op een schaal die hierboven nog niet af is. Maak hem af en haal dan overal de # weg.",
                "These questions are on a scale above that is not complete. Complete it and then remove every #.",
            ),
            AnswersOn::Scale(_) => self.say(
                "Deze vragen kunnen zo nog niet gebruikt worden; waarom, staat erachter.",
                "These questions cannot be used as they are; why stands behind them.",
            ),
        }
        let mut inner = Page { out: String::new(), lang: self.lang };
        inner.indicator(indicator, place, own, false);
        for line in inner.out.lines() {
            self.line(format!("# {line}").trim_end());
        }
    }

    /// A scale of numbers with everything that nobody but the partnership knows left blank.
    fn own_scale_to_fill_in(&mut self, low: i64, high: i64) {
        const MOST: i64 = 12;
        let codes: Vec<String> =
            (low..=high.min(low.saturating_add(MOST))).map(|code| code.to_string()).collect();
        let blanks = codes.iter().map(|_| "");
        self.line("# [[scale]]");
        self.line("# id = \"onze-schaal\"");
        let note = self.lang.pick("van laag naar hoog", "from low to high");
        self.line(format!("# options = {}  # {note}", list(blanks)));
        self.line(format!("# codes = {}", list(&codes)));
        if codes.len() % 2 == 1 {
            self.line("# neutral = \"\"");
        }
    }

    fn indicator(&mut self, indicator: &PlannedIndicator, place: usize, own: &[String], first: bool) {
        self.line("[[indicator]]");
        self.value("id", quoted(&indicator.id));
        match &indicator.title {
            Some(title) => self.value("title", quoted(&one_line(title))),
            None => {
                let title = self.lang.pick(format!("Blok {}", place + 1), format!("Block {}", place + 1));
                self.noted("title", quoted(&title), "hoe noemen jullie dit?", "what do you call this?");
            }
        }
        if first {
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
        self.threshold(first);
    }

    fn scale(&mut self, indicator: &PlannedIndicator, own: &[String]) {
        let others = indicator.others.join(", ");
        match &indicator.on {
            AnswersOn::Scale(scale) if indicator.asked && others.is_empty() => self.noted(
                "scale",
                quoted(scale),
                "hieraan valt te twijfelen: klopt dit?",
                "this can be doubted: is it right?",
            ),
            AnswersOn::Scale(scale) if indicator.asked => {
                let nl = format!("past ook: {others}; welke stond er in de vragenlijst?");
                let en = format!("fits as well: {others}; which one was in the questionnaire?");
                self.noted("scale", quoted(scale), &nl, &en);
            }
            AnswersOn::Scale(scale) if is_known(scale, own) || !scale.trim().is_empty() => {
                self.value("scale", quoted(scale));
            }
            AnswersOn::Numbers { fitting, .. } if !fitting.is_empty() => {
                let fitting = fitting.join(", ");
                let nl = format!("kies: {fitting}, of jullie eigen schaal");
                let en = format!("choose: {fitting}, or a scale of your own");
                self.noted("scale", quoted(""), &nl, &en);
            }
            AnswersOn::Scale(_) | AnswersOn::Numbers { .. } | AnswersOn::Codes => {
                self.noted("scale", quoted("onze-schaal"), "jullie eigen schaal", "your own scale");
            }
        }
    }

    fn item(&mut self, item: &PlannedItem) {
        let texts: Vec<&String> = item.texts.iter().map(|(_, text)| text).collect();
        if texts.iter().any(|text| Some(text) != texts.first()) {
            for (role, text) in &item.texts {
                self.line(format!("  # {role}: {}", one_line(text)));
            }
        }
        let asked = texts.first().copied().or_else(|| item.columns.values().next());
        let reversed = asked.is_some_and(|asked| looks_reversed(asked));
        let text = texts.first().map(|text| format!("text = {}, ", quoted(text))).unwrap_or_default();
        let columns = table(&item.columns);
        let mut remarks: Vec<String> = item.hold.iter().map(|why| one_line(why)).collect();
        if reversed {
            let asked = self
                .lang
                .pick("andersom gesteld? dan ook reverse = true", "the other way round? then reverse = true");
            remarks.push(asked.to_owned());
        }
        let (mark, remark) = (
            if item.hold.is_some() { "# " } else { "" },
            if remarks.is_empty() { String::new() } else { format!("  # {}", remarks.join("; ")) },
        );
        self.line(format!("  {mark}{{ {text}columns = {columns} }},{remark}"));
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

fn is_known(scale: &str, own: &[String]) -> bool {
    BUILT_IN_SCALES.iter().any(|(id, ..)| *id == scale) || own.iter().any(|id| id == scale)
}
