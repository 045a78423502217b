//! Findings to a conversation: what is seen, asked and agreed, in the order in which people think well together.

mod deck;
mod deck_file;
mod kind;
mod lint;
mod lint_words;
mod slot;

pub use deck::{Card, Deck, DeckError, DeckFault, Form, kern};
pub use deck_file::read;
pub use kind::{FindingKind, FindingPlace};
pub use lint::{CardFault, CardRule, MOST_WORDS, lint};
pub use slot::{Slot, Slots, fill};
