//! The command line: one file a command. `console` alone prints, `commit` alone writes, `run` alone reads the clock.

mod arguments;
mod check;
mod check_table;
mod command;
mod commit;
mod completions;
mod console;
mod examined;
mod exit;
mod explain;
mod explain_cell;
mod init;
mod inspect;
mod inspected;
mod inspected_blocks;
mod inspected_next;
mod man;
mod manifest;
mod panic;
mod project;
mod register_file;
mod rejects;
mod remarks;
mod report;
mod run;
mod schema;
mod terminal_progress;
mod usage;
mod verdict_sign;
mod wording;
mod wrap;

pub(crate) use run::run;
