//! SPSS system files: .sav, uncompressed or in bytecode, and .zsav, in zlib blocks; of either byte order.
//!
//! The format is the one of the PSPP developers' guide, chapter 'System File Format': a header, the records of
//! the dictionary (variables, value labels, extensions), and the cases as words of eight bytes. The dictionary is
//! read whole, within [`Limits`](super::Limits) and never beyond the file's length; the cases are streamed.

mod bytes;
mod cases;
mod code_page;
mod damage;
mod dictionary;
mod extensions;
mod header;
mod long_strings;
mod moment;
mod opening;
mod rows;
mod value_labels;
mod variables;
mod zlib_blocks;

#[cfg(test)]
mod tests;

pub(super) use opening::{open, rows};
