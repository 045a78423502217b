//! Findings to a conversation: what is seen, asked and agreed, in the order in which people think well together.

mod model;

pub use model::{
    AgendaStep, Chapter, CriterionLine, Dialogue, Expectation, FigureTable, FirstLook, InputLine, LeftOut,
    MeetingLine, PromptLine, Provenance, ResponseLine, ResponseSection, Section, Spread, ThresholdLine,
    VerdictLine,
};
