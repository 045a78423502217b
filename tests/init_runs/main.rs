//! What `init` writes runs through `check` as it stands, and counts what is in the file: for exports that are made here,
//! for every export under `tests/exports`, and for files that other people made, where they are at hand.

mod made;
mod project;
mod walked;
mod written;
