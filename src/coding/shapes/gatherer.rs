use super::counted::Counted;
use super::gathered::{Body, Gathered};
use super::long::Long;
use super::plan::{AnswersAt, GatherPlan};
use super::questions::Questions;
use crate::coding::plan::{ColumnPlan, ResponseColumns};
use crate::coding::whence::Whence;
use crate::diagnostics::{Checked, Diagnostic};
use crate::domain::{Batch, Project, Source};

/// Gathers the batches of a file in which a row is not a respondent.
///
/// A question that a respondent has no row for was not asked; a row without an answer is a question that was not
/// answered.
pub struct Gatherer<'a> {
    whence: &'a dyn Whence,
    plan: GatherPlan,
    rows: Rows<'a>,
}

enum Rows<'a> {
    Long(Long),
    Counted(Counted<'a>),
}

impl<'a> Gatherer<'a> {
    /// A gatherer for one table of `source`; `whence` and `plan` count columns as its batches do.
    pub fn new(project: &Project, source: &Source, whence: &'a dyn Whence, plan: GatherPlan) -> Self {
        let questions = Questions::new(project, source, plan.question);
        let contexts: Vec<usize> = plan
            .role
            .into_iter()
            .chain(plan.groups.iter().copied().flatten())
            .chain(plan.completion)
            .collect();
        let rows = match &plan.answers {
            AnswersAt::OneARow { respondent, answer } => {
                Rows::Long(Long::new(questions, *respondent, *answer, contexts.into_iter()))
            }
            AnswersAt::Counted { counts, percent_of } => {
                let first = usize::from(plan.role.is_some());
                let groups = (first..first + plan.groups.iter().flatten().count()).collect();
                let counted = Counted::new(whence, questions, counts.clone(), *percent_of, contexts, groups);
                Rows::Counted(counted)
            }
        };
        Self { whence, plan, rows }
    }

    /// Takes the next batch of the file.
    pub fn take(&mut self, batch: &Batch) {
        match &mut self.rows {
            Rows::Long(long) => long.take(batch),
            Rows::Counted(counted) => counted.take(batch),
        }
    }

    /// Whether the file has to be read a second time, to say where things stand that contradict each other.
    pub fn looks_again(&self) -> bool {
        matches!(&self.rows, Rows::Long(long) if long.looks_again())
    }

    /// Takes the next batch of the second reading.
    pub fn look_again(&mut self, batch: &Batch) {
        if let Rows::Long(long) = &mut self.rows {
            long.look_again(batch);
        }
    }

    /// What was gathered, and everything that has to be said of it. Where that holds an error, the rows are not to
    /// be used.
    pub fn finish(self) -> Checked<Gathered> {
        let Self { whence, plan, rows } = self;
        let (questions, body, notes, come_back): (Questions, Body, Vec<Diagnostic>, bool) = match rows {
            Rows::Long(long) => {
                let notes = long.notes(whence);
                let (questions, body) = long.finish();
                (questions, Body::Long(body), notes, true)
            }
            Rows::Counted(counted) => {
                let (questions, body, notes) = counted.finish();
                (questions, Body::Counted(body), notes, false)
            }
        };
        let mut column = questions.wanted.len();
        let mut headings = questions.wanted.clone();
        let mut next = |raw: usize| {
            headings.push(whence.heading(raw).to_owned());
            column += 1;
            column - 1
        };
        let role = plan.role.map(&mut next);
        let groups = plan.groups.iter().map(|group| group.map(&mut next)).collect();
        let completion = plan.completion.map(&mut next);
        let (unused, absent) = (questions.unused(come_back), questions.absent());
        let column_plan = ColumnPlan {
            response: ResponseColumns::default(),
            items: questions.items,
            items_of_role: questions.items_of_role,
            role,
            groups,
            completion,
        };
        let value = Gathered { plan: column_plan, headings, unused, absent, question: plan.question, body };
        Checked { value, notes }
    }
}
