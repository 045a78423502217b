//! Numbers, dates, counts and lists as readers write them, in Dutch and English.

mod count;
mod date;
mod list;
mod number;

pub use count::{Noun, counted, out_of};
pub use date::{long_date, short_date};
pub use list::{and_list, or_list};
pub use number::{decimal, enough_decimals, percent, signed_decimal};
