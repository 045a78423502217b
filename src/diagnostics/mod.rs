//! What is wrong with the *input*, said to the quality officer; never what is wrong with the education.

mod checked;
mod code;
mod diagnostic;
mod draw;
mod nearest;

pub use checked::Checked;
pub use code::{Code, FaultClass};
pub use diagnostic::{Diagnostic, Excerpt, Severity};
pub use draw::draw;
pub use nearest::nearest;
