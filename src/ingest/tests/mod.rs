mod bad_input;
mod delimited;
pub(super) mod fixture;
mod hostile;
mod made;
mod platforms;
mod properties;
mod sheets;
mod workbooks;
