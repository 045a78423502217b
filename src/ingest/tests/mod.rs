mod bad_input;
mod delimited;
mod fixture;
mod platforms;
mod properties;
mod workbooks;
