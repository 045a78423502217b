//! Numbers, dates, counts and lists as readers write them, in Dutch and English.

mod article;
mod count;
mod date;
mod list;
mod number;

pub use article::with_article;
pub use count::{Noun, counted, out_of};
pub use date::{long_date, short_date};
pub use list::{and_list, or_list};
pub use number::{decimal, enough_decimals, percent, signed_decimal};

/// The same text with a capital at its start.
pub fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// A text in the reader's quotation marks.
pub fn quoted(text: &str) -> String {
    format!("‘{text}’")
}
