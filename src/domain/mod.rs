//! The nouns everybody shares: what a partnership, an answer, a scale and a threshold are.
//!
//! Nothing here reads, counts or judges. Every other room imports from this one; it imports from none.

mod answer;
mod artifact;
mod batch;
mod indicator;
mod limits;
mod meeting;
mod names;
mod pattern;
mod phase;
mod phrase;
mod place;
mod population;
mod project;
mod quality;
mod readers;
mod scale;
mod shape;
mod slice;
mod source;
mod threshold;
mod weigh_by;

pub use answer::{Answer, Missing};
pub use artifact::Artifact;
pub use batch::{Batch, Cell, CodedBatch, Column, RespondentCell};
pub use indicator::{Criterion, Guarantee, Indicator, Item, QualityView};
pub use limits::Limits;
pub use meeting::{Format, Meeting};
pub use names::{CriterionId, GroupKey, GroupValue, IndicatorId, MeetingId, RoleId, RoundId, ScaleId};
pub use pattern::{Pattern, Patterns};
pub use phase::Phase;
pub(crate) use phrase::phrase;
pub use phrase::{Lang, Phrase};
pub use place::{At, Place};
pub use population::{AskedRow, Population};
pub use project::{Noticeable, OpenAnswers, Partnership, Project, ResponseNorm, RoleTitle, Round};
pub use quality::{Flaw, Quality, Sign};
pub use readers::{Minimums, Privacy, Readers};
pub use scale::{AnswerOption, Scale, ScaleKind};
pub use shape::{CountedColumns, CountsIn, LongColumns, OptionColumn, SourceShape};
pub use slice::Slice;
pub use source::{Asked, Incomplete, PlatformName, RoleOf, Source};
pub use threshold::{Bound, Rung, Statistic, Threshold, Unit};
pub use weigh_by::WeighBy;
