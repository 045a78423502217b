use super::escape::line;
use crate::chart;
use crate::dialogue::{Dialogue, FirstLook, PromptLine, Spread, VerdictLine};
use crate::domain::Phase;
use crate::render::outline::{Outline, Step};
use crate::render::words::Words;
use crate::render::{artifact_name, shape};
use crate::text::long_date;

/// The whole report; ends with one newline.
pub(super) fn write(dialogue: &Dialogue) -> String {
    let outline = Outline::of(dialogue);
    let mut text = Writer { out: String::new(), words: Words(dialogue.lang), dialogue };
    text.first(dialogue);
    for step in &outline.steps {
        text.phase(step, &outline);
    }
    text.account(dialogue);
    format!("{}\n", text.out.trim_end())
}

struct Writer<'a> {
    out: String,
    words: Words,
    dialogue: &'a Dialogue,
}

impl Writer<'_> {
    /// A block as it is, with an empty line after it.
    fn block(&mut self, markup: &str) {
        self.out.push_str(markup.trim_end());
        self.out.push_str("\n\n");
    }

    fn heading(&mut self, level: usize, text: &str) {
        self.block(&format!("{} {}", "#".repeat(level), line(text)));
    }

    fn paragraph(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.block(&line(text));
        }
    }

    fn labelled(&mut self, label: &str, text: &str) {
        self.block(&format!("**{label}:** {}", line(text)));
    }

    fn list<T: AsRef<str>>(&mut self, items: &[T]) {
        let items: String = items.iter().map(|item| format!("- {}\n", line(item.as_ref()))).collect();
        if !items.is_empty() {
            self.block(&items);
        }
    }

    fn table<T: AsRef<str>>(&mut self, head: &[T], rows: &[Vec<String>]) {
        let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut table = row(head.iter().map(|cell| line(cell.as_ref())).collect());
        table.push_str(&row(vec!["---".to_owned(); head.len()]));
        for cells in rows {
            let mut cells: Vec<String> = cells.iter().map(|cell| line(cell)).collect();
            cells.resize(head.len().max(cells.len()), String::new());
            table.push_str(&row(cells));
        }
        self.block(&table);
    }

    fn first(&mut self, dialogue: &Dialogue) {
        self.heading(1, dialogue.question.as_deref().unwrap_or(&dialogue.title));
        if let Some(meeting) = &dialogue.meeting {
            let time = self.words.time(&meeting.minutes);
            self.paragraph(&format!("{} · {} · {time}", meeting.title, meeting.date));
            if !meeting.participants.is_empty() {
                self.labelled(&self.words.at_the_table(), &meeting.participants);
            }
        }
        self.paragraph(&format!("{} · {} · {}", dialogue.partnership, dialogue.round, dialogue.readers));
        self.paragraph(&dialogue.purpose);
        if let Some(about) = &dialogue.about {
            self.paragraph(about);
        }
        self.paragraph(&dialogue.response.sentence);
        for (label, looks) in
            [(self.words.to_talk_about(), &dialogue.matters), (self.words.to_keep(), &dialogue.strengths)]
        {
            if !looks.is_empty() {
                self.heading(2, &label);
                looks.iter().for_each(|look| self.look(look));
            }
        }
        if dialogue.matters.is_empty() && dialogue.strengths.is_empty() {
            self.paragraph(&self.words.nothing_stands_out());
        }
    }

    fn look(&mut self, look: &FirstLook) {
        self.heading(3, &look.title);
        self.paragraph(&look.sentence);
        if let Some(verdict) = &look.verdict {
            self.verdict(verdict);
        }
        self.paragraph(&look.certainty);
    }

    fn verdict(&mut self, verdict: &VerdictLine) {
        self.block(&format!("{}: {}", self.words.verdict(), judged(verdict)));
    }

    fn phase(&mut self, step: &Step<'_>, outline: &Outline<'_>) {
        self.block("---");
        let time =
            if step.minutes > 0 { format!(" ({})", self.words.time(&step.minutes)) } else { String::new() };
        self.heading(2, &format!("{}{time}", step.title));
        self.paragraph(&step.invitation);
        if step.phase == Phase::Purpose {
            self.labelled(&self.words.purpose(), &self.dialogue.purpose);
            if let Some(question) = &self.dialogue.question {
                self.labelled(&self.words.our_question(), question);
            }
        }
        self.prompts(step.prompts.iter().map(|prompt| (None, *prompt)));
        match step.phase {
            Phase::Expect => self.expectations(),
            Phase::Observe => self.observe(outline),
            Phase::Weigh => self.weigh(outline),
            Phase::Agree => self.agreements(),
            Phase::Purpose | Phase::Interpret | Phase::Return => {}
        }
    }

    fn prompts<'p>(&mut self, prompts: impl Iterator<Item = (Option<Phase>, &'p PromptLine)>) {
        let about = self.words.about();
        let mut list = String::new();
        for (phase, prompt) in prompts {
            let phase = phase.map(|phase| phase.title().get(self.dialogue.lang).to_owned());
            let on =
                prompt.about.as_ref().filter(|_| phase.is_none()).map(|title| format!("{about}: {title}"));
            let form = Some(prompt.form.clone()).filter(|form| !form.is_empty());
            let notes: Vec<String> = [phase, form, prompt.for_whom.clone(), on]
                .into_iter()
                .flatten()
                .map(|note| line(&note))
                .collect();
            list.push_str(&format!("> {}\n", line(&prompt.text)));
            if !notes.is_empty() {
                list.push_str(&format!(">\n> ({})\n", notes.join(" · ")));
            }
            list.push('\n');
        }
        self.out.push_str(&list);
    }

    fn expectations(&mut self) {
        if self.dialogue.expectations.is_empty() {
            return;
        }
        self.heading(3, &self.words.expectation_sheet());
        for expectation in &self.dialogue.expectations {
            self.heading(4, &expectation.title);
            self.list(&expectation.statements);
            if !expectation.options.is_empty() {
                self.labelled(&self.words.options(), &expectation.options.join(" · "));
            }
            match &expectation.norm {
                Some(norm) => self.labelled(&self.words.norm(), norm),
                None => self.paragraph(&self.words.no_norm()),
            }
            self.block(&format!("**{}:** ________________________________", self.words.what_i_expect()));
        }
        self.block("---");
        self.block(&format!("**{}.** {}", self.words.results_follow(), self.words.results_follow_why()));
    }

    fn observe(&mut self, outline: &Outline<'_>) {
        self.heading(3, &self.words.who_answered());
        self.paragraph(&self.dialogue.response.sentence);
        let rows: Vec<Vec<String>> =
            self.dialogue.response.lines.iter().map(|row| vec![row.who.clone(), row.words.clone()]).collect();
        if !rows.is_empty() {
            self.table(&[self.words.who(), self.words.filled_in()], &rows);
        }
        self.paragraph(&self.dialogue.response.caution);
        if !outline.chosen.is_empty() {
            self.heading(3, &self.words.for_this_table());
            outline.chosen.iter().for_each(|spread| self.spread(spread));
        }
        for (chapter, spreads) in &outline.others {
            self.heading(3, &chapter.title);
            spreads.iter().for_each(|spread| self.spread(spread));
        }
        if let Some(written) = &self.dialogue.remarks {
            self.heading(3, &self.words.written());
            written.introduction.iter().for_each(|sentence| self.paragraph(sentence));
            for question in &written.questions {
                self.heading(4, &question.question);
                self.list(&question.remarks.iter().map(|remark| remark.text()).collect::<Vec<_>>());
            }
        }
    }

    fn spread(&mut self, spread: &Spread) {
        self.heading(4, &spread.title);
        if let Some(goal) = &spread.goal {
            self.labelled(&self.words.goal(), goal);
        }
        for (name, spec) in artifact_name::charts(self.dialogue) {
            if spread.charts.iter().any(|chart| std::ptr::eq(chart, spec)) {
                self.block(&format!("**{}**", line(&spec.title)));
                let folder = artifact_name::chart_folder(self.dialogue.lang);
                self.block(&format!("![{}]({folder}/{name}.svg)", line(&chart::describe(spec))));
                let table = chart::data_table(spec);
                self.table(&table.head, &table.rows);
            }
        }
        self.paragraph(&spread.seen);
        if let Some(verdict) = &spread.verdict {
            self.verdict(verdict);
        }
        if !spread.noticed.is_empty() {
            self.block(&format!("**{}:**", self.words.also_noticed()));
            self.list(&spread.noticed);
        }
        self.thresholds(spread);
        self.prompts(spread.prompts.iter().map(|(phase, prompt)| (Some(*phase), prompt)));
        self.heading(5, &self.words.how_computed());
        spread.how.iter().for_each(|sentence| self.paragraph(sentence));
        if !spread.table.rows.is_empty() {
            self.paragraph(&spread.table.caption);
            self.table(&spread.table.head, &spread.table.rows);
        }
    }

    fn thresholds(&mut self, spread: &Spread) {
        if spread.thresholds.is_empty() {
            self.paragraph(&self.words.no_norm());
        }
        for threshold in &spread.thresholds {
            self.heading(5, &format!("{}: {}", self.words.norm(), threshold.rung));
            let whose = threshold.whose.as_ref().map(|whose| format!(" ({whose})")).unwrap_or_default();
            self.paragraph(&format!("{}{whose}", threshold.words));
            let due = if threshold.due { format!(". {}", self.words.due()) } else { String::new() };
            let review = threshold.review_by.as_ref().map(|date| format!("{date}{due}"));
            let facts = [
                (self.words.because(), Some(threshold.why.clone()).filter(|why| !why.is_empty())),
                (self.words.owner(), Some(threshold.owner.clone())),
                (self.words.agreed_on(), Some(threshold.agreed_on.clone())),
                (self.words.review_by(), review),
                (self.words.now(), Some(threshold.figure.clone())),
            ];
            let facts: String = facts
                .into_iter()
                .filter_map(|(label, fact)| fact.map(|fact| format!("- {label}: {}\n", line(&fact))))
                .collect();
            self.block(&facts);
            self.verdict(&threshold.verdict);
        }
    }

    fn weigh(&mut self, outline: &Outline<'_>) {
        let rows: Vec<Vec<String>> = outline
            .spreads()
            .flat_map(|spread| spread.thresholds.iter().map(move |threshold| (spread, threshold)))
            .map(|(spread, threshold)| {
                let whose = threshold.whose.as_ref().map(|whose| format!(" ({whose})")).unwrap_or_default();
                let verdict = &threshold.verdict;
                vec![
                    spread.title.clone(),
                    format!("{}: {}{whose}", threshold.rung, threshold.words),
                    threshold.figure.clone(),
                    format!("{} {}", shape::sign(verdict), verdict.words),
                ]
            })
            .collect();
        if !rows.is_empty() {
            self.heading(3, &self.words.all_norms());
            let words = self.words;
            self.table(&[words.matter(), words.norm(), words.figure(), words.verdict()], &rows);
        }
        if !self.dialogue.criteria.is_empty() {
            self.heading(3, &self.words.no_figure_decides());
            for criterion in &self.dialogue.criteria {
                let guarantee =
                    criterion.guarantee.as_ref().map(|name| format!(" ({})", line(name))).unwrap_or_default();
                self.block(&format!(
                    "- {}{guarantee}: {}",
                    line(&criterion.text),
                    judged(&criterion.verdict)
                ));
            }
        }
    }

    fn agreements(&mut self) {
        let words = self.words;
        self.heading(3, &words.our_agreements());
        let head = [words.agree_what(), words.agree_who(), words.agree_when(), words.agree_notice()];
        self.table(&head, &vec![vec![String::new(); 4]; 4]);
    }

    fn account(&mut self, dialogue: &Dialogue) {
        self.block("---");
        let words = self.words;
        if !dialogue.left_out.is_empty() {
            self.heading(2, &words.left_out());
            let lines: Vec<String> =
                dialogue.left_out.iter().map(|left| format!("{} {}", left.sentence, left.reason)).collect();
            self.list(&lines);
        }
        if !dialogue.withheld.is_empty() {
            self.heading(2, &words.withheld());
            self.list(&dialogue.withheld);
        }
        if !dialogue.methods.is_empty() {
            self.heading(2, &words.methods());
        }
        for section in &dialogue.methods {
            self.heading(3, &section.title);
            section.paragraphs.iter().for_each(|paragraph| self.paragraph(paragraph));
        }
        self.heading(2, &words.provenance());
        let as_of = long_date(dialogue.lang, dialogue.as_of);
        let program = &dialogue.provenance.program;
        self.paragraph(&format!("{} {program}. {} {as_of}.", words.made_with(), words.as_of()));
        dialogue.provenance.notes.iter().for_each(|note| self.paragraph(note));
        let project = vec![dialogue.provenance.project.clone(), words.project_file()];
        let inputs = dialogue.provenance.inputs.iter();
        let rows: Vec<Vec<String>> = std::iter::once(project)
            .chain(inputs.map(|input| vec![input.name.clone(), input.what.clone()]))
            .collect();
        self.table(&[words.file(), words.what_was_read()], &rows);
        self.paragraph(&format!("{} {}", words.digest(), dialogue.provenance.digest));
    }
}

fn judged(verdict: &VerdictLine) -> String {
    format!("{} **{}**", shape::sign(verdict), line(&verdict.words))
}
