//! Columnar files: Parquet, and Arrow's file (Feather version 2) and stream.
//!
//! Every header and footer is read by our own code, which holds what it declares against the file and the limits
//! before anything is set aside for it. Polars gets to see one column at a time, in a small file that we wrote around
//! its packed bytes.

mod arrow;
mod arrow_buffers;
mod arrow_schema;
mod arrow_values;
mod blocks;
mod coded;
mod codes;
mod delta;
mod flatbuffer;
mod footer;
mod meaning;
mod moment;
mod opening;
mod pages;
mod parquet;
mod reading;
mod scan;
mod source;
mod thrift;
mod unpack;

#[cfg(test)]
mod tests;

pub(super) use opening::{Closed, open};
pub(super) use reading::read;
pub(super) use source::ColumnarFormat;
