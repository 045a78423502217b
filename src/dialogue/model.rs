use jiff::civil::Date;

use crate::assess::{Published, Verdict};
use crate::chart::ChartSpec;
use crate::domain::{Lang, Phase};
use crate::remarks::ReleasedRemark;

/// Everything a reader sees, in order and in the reader's language. Renderers add nothing.
#[derive(Clone, Debug)]
pub struct Dialogue {
    /// The reader's language.
    pub lang: Lang,
    /// The title of the report.
    pub title: String,
    /// The partnership's name.
    pub partnership: String,
    /// What the partnership is for, in its own words.
    pub purpose: String,
    /// What the meeting wants to talk about, if it said so.
    pub question: Option<String>,
    /// The meeting, if the report is made for one.
    pub meeting: Option<MeetingLine>,
    /// The round's name and date in words.
    pub round: String,
    /// For whom it is: 'voor het eigen team'.
    pub readers: String,
    /// Whose figures speak, where that is not simply the team at the table; `None` where it is, or where there is none.
    pub about: Option<String>,
    /// The date that 'today' was taken to be.
    pub as_of: Date,
    /// Who answered.
    pub response: ResponseSection,
    /// At most two matters to work on, each with a page of its own among `spreads`.
    pub matters: Vec<FirstLook>,
    /// At least one strength where there is one.
    pub strengths: Vec<FirstLook>,
    /// What was noticed and not chosen for this meeting, and why.
    pub left_out: Vec<LeftOut>,
    /// The conversation: phases in their order, with minutes and questions.
    pub agenda: Vec<AgendaStep>,
    /// The questions, scales and norms for the expect phase; no result anywhere in it.
    pub expectations: Vec<Expectation>,
    /// The indicators, by guarantee, each a spread.
    pub chapters: Vec<Chapter>,
    /// What people wrote themselves, as far as a person released it; `None` where nothing was.
    pub remarks: Option<RemarksSection>,
    /// The criteria that no figure decides.
    pub criteria: Vec<CriterionLine>,
    /// What is not shown and why, in sentences; counts of cells, never of people.
    pub withheld: Vec<String>,
    /// How the figures were made, in sections of paragraphs.
    pub methods: Vec<Section>,
    /// Where the figures come from.
    pub provenance: Provenance,
    /// The same figures for machines.
    pub results: Published,
}

/// The meeting a report is made for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MeetingLine {
    /// Its title.
    pub title: String,
    /// Its date in words.
    pub date: String,
    /// How long it lasts.
    pub minutes: u32,
    /// Who is at the table, as a list in words; empty if not said.
    pub participants: String,
}

/// Who answered: a sentence, a bar, and a line per role.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseSection {
    /// '131 van de 214 gevraagde mensen vulden de vragenlijst in (61%).'
    pub sentence: String,
    /// The rate, 0 to 1, for the thin bar; `None` where unknown or not shown.
    pub rate: Option<f64>,
    /// The same per role (and for the meeting's own group).
    pub lines: Vec<ResponseLine>,
    /// What the response cannot tell, one or two sentences.
    pub caution: String,
}

/// One line of the response.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseLine {
    /// Who: 'Studenten'.
    pub who: String,
    /// '62 van de 94 (66%)', or why it is not shown.
    pub words: String,
    /// The rate, 0 to 1; `None` where unknown or not shown.
    pub rate: Option<f64>,
}

/// A matter or a strength on the first screen: one sentence with its figure and how sure we are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FirstLook {
    /// The finding's stable id.
    pub finding: String,
    /// The id of the spread it leads to; `None` where it is about no single indicator.
    pub spread: Option<String>,
    /// The indicator's title, or what it is about.
    pub title: String,
    /// What is seen, one sentence.
    pub sentence: String,
    /// How sure we are, one sentence; empty where there is nothing to be sure about.
    pub certainty: String,
    /// The verdict it rests on, for its shape and words.
    pub verdict: Option<VerdictLine>,
}

/// A finding that this meeting has no room for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// What was noticed, one sentence.
    pub sentence: String,
    /// Why it was not chosen.
    pub reason: String,
}

/// One phase of the conversation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaStep {
    /// The phase.
    pub phase: Phase,
    /// Its name.
    pub title: String,
    /// What the table does, one sentence.
    pub invitation: String,
    /// How long it takes.
    pub minutes: u32,
    /// The questions.
    pub prompts: Vec<PromptLine>,
}

/// A question for the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromptLine {
    /// The card's id.
    pub card: String,
    /// The question, every slot filled.
    pub text: String,
    /// How the table works on it: 'eerst schrijven', 'in tweetallen'.
    pub form: String,
    /// Whom it is for: 'voor studenten'; `None`: everyone.
    pub for_whom: Option<String>,
    /// The title of the indicator it rests on; `None`: no figure.
    pub about: Option<String>,
}

/// What is to be expected about: an indicator without any result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expectation {
    /// The indicator's title.
    pub title: String,
    /// Its statements, as asked.
    pub statements: Vec<String>,
    /// The options of its scale, low to high.
    pub options: Vec<String>,
    /// The partnership's norm in words, with owner and date; `None`: none agreed.
    pub norm: Option<String>,
}

/// The indicators of one guarantee.
#[derive(Clone, Debug)]
pub struct Chapter {
    /// The guarantee's name, or what stands for 'none'.
    pub title: String,
    /// Its indicators, in the order of the project file.
    pub spreads: Vec<Spread>,
}

/// One indicator: everything about it on one page.
#[derive(Clone, Debug)]
pub struct Spread {
    /// The indicator's id, fit for an HTML anchor.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The partnership's goal in its own words.
    pub goal: Option<String>,
    /// What is seen, one sentence without judgement.
    pub seen: String,
    /// The charts, first the items, then the roles.
    pub charts: Vec<ChartSpec>,
    /// The verdict for everyone: the highest rung met, or where it stands below the lowest.
    pub verdict: Option<VerdictLine>,
    /// Each threshold with its words, owner and date, and its verdict; empty: none agreed.
    pub thresholds: Vec<ThresholdLine>,
    /// What else was noticed about it, a sentence each, without judgement.
    pub noticed: Vec<String>,
    /// Its questions by phase (observe, interpret, weigh, agree), at most three; set larger than the figures.
    pub prompts: Vec<(Phase, PromptLine)>,
    /// Figures per group for the folded part.
    pub table: FigureTable,
    /// How it was computed, a sentence each.
    pub how: Vec<String>,
}

/// What people wrote themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemarksSection {
    /// What these remarks are and are not, a paragraph each.
    pub introduction: Vec<String>,
    /// The questions with their remarks.
    pub questions: Vec<QuestionRemarks>,
}

/// What was written to one open question. No number of people and no share: remarks are not counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuestionRemarks {
    /// The question, as readers see it.
    pub question: String,
    /// The remarks, in an order that only the words decide.
    pub remarks: Vec<ReleasedRemark>,
}

/// A verdict in words beside a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerdictLine {
    /// Which verdict, for the shape.
    pub verdict: Verdict,
    /// Whether the ambition rung is the one that is met: a star above the circle.
    pub ambition: bool,
    /// 'goed genoeg volgens onze afspraak van 12 september 2025'.
    pub words: String,
}

/// A threshold as the partnership agreed on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ThresholdLine {
    /// The rung's name: 'goed genoeg'.
    pub rung: String,
    /// 'gemiddeld minstens 3,5 (schaal 1 tot 5)'.
    pub words: String,
    /// Whose answers it is about, if not everyone's: 'studenten'.
    pub whose: Option<String>,
    /// Why there, in the partnership's words.
    pub why: String,
    /// Who owns it.
    pub owner: String,
    /// When it was agreed, in words.
    pub agreed_on: String,
    /// When it is to be looked at again, in words.
    pub review_by: Option<String>,
    /// Whether that date has passed.
    pub due: bool,
    /// The figure it was held against, in words: 'gemiddeld 3,4 (tussen 3,2 en 3,6)'.
    pub figure: String,
    /// The verdict on it.
    pub verdict: VerdictLine,
}

/// Figures in rows and columns, every cell in words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureTable {
    /// The caption.
    pub caption: String,
    /// The heads of the columns.
    pub head: Vec<String>,
    /// The rows; the first cell is the row's head.
    pub rows: Vec<Vec<String>>,
}

/// A criterion that no figure decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionLine {
    /// The guarantee's name.
    pub guarantee: Option<String>,
    /// The criterion in the partnership's words.
    pub text: String,
    /// 'aan het gesprek'.
    pub verdict: VerdictLine,
}

/// A titled run of paragraphs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// Its paragraphs.
    pub paragraphs: Vec<String>,
}

/// Where the figures come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// 'datadialoog 0.1.0'.
    pub program: String,
    /// The project file's name.
    pub project: String,
    /// One SHA-256 over those of the project file and all inputs. Not one a file: whoever holds the digest of a small
    /// file can try answers until it fits.
    pub digest: String,
    /// The files that were read.
    pub inputs: Vec<InputLine>,
    /// What was left out of the reading and why, a sentence each.
    pub notes: Vec<String>,
}

/// One file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InputLine {
    /// Its name.
    pub name: String,
    /// Platform, encoding or sheet, in words; no number of rows, which may be that of a withheld group.
    pub what: String,
}
