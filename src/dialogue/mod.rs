//! Findings to a conversation: what is seen, asked and agreed, in the order in which people think well together.
//!
//! [`compose`] is the way through: what is noticed in the figures ([`notice`]) is chosen for the table ([`choose`]),
//! gets its questions from a deck of cards, and becomes the [`Dialogue`] that every renderer prints.

mod agenda;
mod charts;
mod choose;
mod compared;
mod compose;
mod deck;
mod deck_file;
mod earlier;
mod evidence;
mod finding;
mod kind;
mod lint;
mod lint_words;
mod methods;
mod model;
mod nearly;
mod notice;
mod response;
mod said;
mod since;
mod slot;
mod spread;
mod standing;
mod view;
mod weighted;
mod wording;
mod written;

pub use choose::{Choice, Left, USUAL_MINUTES, choose};
pub use compose::{ReadFile, Reading, compose};
pub use deck::{Card, Deck, DeckError, DeckFault, Form, kern};
pub use deck_file::read;
pub use earlier::{as_of, labelled};
pub use finding::{Evidence, Finding};
pub use kind::{FindingKind, FindingPlace};
pub use lint::{CardFault, CardRule, MOST_WORDS, lint};
pub use model::{
    AgendaStep, Chapter, CriterionLine, Dialogue, Expectation, FigureTable, FirstLook, InputLine, LeftOut,
    MeetingLine, PromptLine, Provenance, QuestionRemarks, RemarksSection, ResponseLine, ResponseSection,
    Section, Spread, ThresholdLine, VerdictLine,
};
pub use nearly::nearly_all;
pub use notice::notice;
pub use said::{Told, said};
pub use slot::{Slot, Slots, fill};
pub use wording::{between, measure, norm, number, people, slice_title, verdict_words, who};
pub use written::written;
