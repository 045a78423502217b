//! What the program does with bad input: it says where, what was found and how to mend it, in Dutch and in English;
//! it ends with the exit code of that class of trouble; and it leaves everything as it was.

mod case;
mod exports;
mod fit;
mod garbage;
mod output;
mod project_file;
mod quality;
mod workbooks;
