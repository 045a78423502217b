//! The project file that `init` writes from what it saw in the exports: a start to talk over and complete.

mod block;
mod comment;
mod described;
mod indicator;
mod noun;
mod page;
mod planned;
mod quality;
mod reversed;
mod round;
mod source;
#[cfg(test)]
mod tests;
mod write;

pub use described::{AnswersOn, Scaffold, ScaffoldItem, ScaffoldScale, ScaffoldSource};
pub use quality::unused_line;
pub use write::scaffold;
