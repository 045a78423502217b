mod bad_input;
mod delimited;
pub(super) mod fixture;
mod platforms;
mod properties;
mod workbooks;
