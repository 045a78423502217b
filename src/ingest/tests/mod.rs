mod bad_input;
mod delimited;
pub(super) mod fixture;
mod heads;
mod personal;
mod platforms;
mod properties;
mod workbooks;
