use std::collections::BTreeSet;

use super::comment::{one_line, slug};
use super::described::ScaffoldSource;
use super::page::Page;
use super::planned::{PlannedSource, role_id};
use crate::domain::SourceShape;
use crate::project::effective::shape_lines;
use crate::project::line::{key, list, quoted, table};

impl Page {
    /// One export: where it is, whose answers it holds, and what was left out of it.
    /// `items`: the columns of its questions that are in use.
    pub fn source(&mut self, source: &ScaffoldSource, planned: &PlannedSource, items: &BTreeSet<&str>) {
        self.line("");
        self.line("[[source]]");
        self.value("round", quoted(&planned.round));
        let file = if source.file.trim().is_empty() { "export.csv" } else { &source.file };
        // What a path cannot hold here is found by `?` all the same.
        let sound = |c: char| match c {
            '\\' => '/',
            c if c.is_control() => '?',
            c => c,
        };
        let file: String = file.chars().map(sound).collect();
        self.value("files", list([file.as_str()]));
        self.value("platform", quoted(source.platform.key()));
        let plain = |file: &&String| !file.trim().is_empty() && !file.contains(['\\', '\t', '\n', '\r']);
        if let Some(labels) = source.labels.as_ref().filter(plain) {
            self.noted("labels", quoted(labels), "zegt wat de codes betekenen", "says what the codes mean");
        }
        self.role(source, planned);
        self.reading(source);
        self.shape(&source.shape);
        let groups = named_groups(&source.groups);
        self.groups(&groups);
        self.line(self.lang.pick(
            "# asked-number =                      # aan hoeveel mensen is het gevraagd? Zonder dat getal is er geen respons",
            "# asked-number =                      # how many people were asked? Without that number there is no response rate",
        ));
        if source.none_finished {
            self.noted(
                "incomplete",
                quoted("use"),
                "niemand rondde af; zo tellen onvolledige antwoorden mee",
                "nobody finished; this way responses that were not finished count",
            );
        }
        self.quality();
        self.unknown_answers(&source.unknown_answers);
        let mut used = items.clone();
        used.extend(groups.iter().map(|(_, column)| *column));
        used.extend(said_roles(source).map(|(column, _)| column));
        let lines = shape_lines(&source.shape).join("\n");
        let of_shape = |column: &&String| lines.contains(&format!("\"{column}\""));
        used.extend(source.answers.iter().flatten().filter(of_shape).map(String::as_str));
        self.unused(source, &used);
        self.left_out(source);
        self.role_values(source);
    }

    /// Whose answers these are. A fixed role is only read off the file's name, and that is said.
    fn role(&mut self, source: &ScaffoldSource, planned: &PlannedSource) {
        if let Some((column, _)) = said_roles(source) {
            self.noted(
                "role-column",
                quoted(column),
                "deze kolom zegt wie er antwoordt",
                "this column says who answers",
            );
            return;
        }
        let role = planned.roles.first().map_or("respondent", String::as_str);
        self.noted(
            "role",
            quoted(role),
            "afgeleid van de bestandsnaam: van wie zijn deze antwoorden?",
            "taken from the file's name: whose answers are these?",
        );
    }

    /// What each text of the role column means, as a table of its own at the end of the source.
    fn role_values(&mut self, source: &ScaffoldSource) {
        let Some((_, values)) = said_roles(source) else { return };
        self.say("Welke rol hoort bij elke tekst?", "Which role does each text mean?");
        self.line("[source.role-values]");
        for (text, role) in values {
            self.line(format!("{} = {}", key(text), quoted(&role_id(role))));
        }
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
        if let Some(delimiter) =
            source.delimiter.filter(|c| *c == '\t' || c.is_ascii_punctuation() && !matches!(c, '"' | '\''))
        {
            self.value("delimiter", quoted(&delimiter.to_string()));
        }
    }

    /// What a row is, where it is no respondent; a guess that a reader of the file has to confirm.
    fn shape(&mut self, shape: &SourceShape) {
        if *shape == SourceShape::Wide {
            return;
        }
        self.say(
            "Afgeleid van de kolommen: een rij is hier geen respondent. Klopt dit?",
            "Taken from the columns: a row is no respondent here. Is this right?",
        );
        for line in shape_lines(shape) {
            self.line(line);
        }
    }

    fn groups(&mut self, groups: &[(String, &str)]) {
        if !groups.is_empty() {
            self.noted(
                "groups",
                table(groups.iter().map(|(key, column)| (key, column))),
                "waarnaar delen jullie de antwoorden in?",
                "what do you group the answers by?",
            );
        }
    }

    fn left_out(&mut self, source: &ScaffoldSource) {
        let told = |column: &String| source.answers.as_ref().is_some_and(|known| known.contains(column));
        let open: Vec<&String> = source.open.iter().filter(|column| !told(column)).collect();
        if !open.is_empty() {
            self.say("Open vragen; die worden niet gelezen:", "Open questions; these are not read:");
            for column in open {
                self.line(format!("#   {}", one_line(column)));
            }
        }
        let skipped: Vec<&(String, String)> =
            source.skipped.iter().filter(|(column, _)| !told(column)).collect();
        if !skipped.is_empty() {
            self.say("Overgeslagen:", "Skipped:");
            for (column, why) in skipped {
                self.line(format!("#   {}: {}", one_line(column), one_line(why)));
            }
        }
    }

    fn unknown_answers(&mut self, answers: &[(String, u64)]) {
        if answers.is_empty() {
            return;
        }
        self.say(
            "Deze antwoorden staan niet op de schaal van hun vraag. Ze tellen nu als niet ingevuld; zeg wat ze betekenen:\n\
             not-answered (niet ingevuld), dont-know (weet niet), not-applicable (n.v.t.) of not-asked (niet gevraagd).\n\
             Horen ze wél bij een schaal? Maak dan een eigen [[scale]].",
            "These answers are not on the scale of their question. They count as not answered now; say what they mean:\n\
             not-answered, dont-know, not-applicable or not-asked.\n\
             Do they belong to a scale after all? Then make a [[scale]] of your own.",
        );
        let plain = |text: &str| text.trim().to_lowercase();
        let mut meanings: Vec<(&str, &str)> = Vec::new();
        for (text, count) in answers {
            let times = self.lang.pick(format!("{count} keer"), format!("{count} times"));
            self.line(format!("#   {}: {times}", quoted(text)));
            if !text.trim().is_empty() && !meanings.iter().any(|(other, _)| plain(other) == plain(text)) {
                meanings.push((text, "not-answered"));
            }
        }
        if !meanings.is_empty() {
            self.value("missing", table(meanings));
        }
    }
}

/// The groupings with a name of their own, each once.
pub(super) fn named_groups(groups: &[(String, String)]) -> Vec<(String, &str)> {
    let mut named: Vec<(String, &str)> = Vec::new();
    for (key, column) in groups {
        let key = slug(key);
        let new = !key.is_empty()
            && !["role", "rol", "all"].contains(&key.as_str())
            && !named.iter().any(|(other, _)| *other == key);
        if new && !column.trim().is_empty() {
            named.push((key, column));
        }
    }
    named
}

/// The role column with the texts it holds, each once, whatever its capitals; `None` where a role is fixed.
pub(super) fn said_roles(source: &ScaffoldSource) -> Option<(&str, Vec<(&str, &str)>)> {
    let (column, values) = source.role_column.as_ref()?;
    let mut said: Vec<(&str, &str)> = Vec::new();
    for (text, role) in values {
        let plain = |text: &str| text.trim().to_lowercase();
        if !text.trim().is_empty() && !said.iter().any(|(other, _)| plain(other) == plain(text)) {
            said.push((text, role));
        }
    }
    (!said.is_empty() && !column.trim().is_empty()).then_some((column, said))
}
