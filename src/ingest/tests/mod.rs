mod bad_input;
mod delimited;
mod fixture;
mod heads;
mod personal;
mod platforms;
mod properties;
mod workbooks;
