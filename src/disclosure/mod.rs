//! What may be shown: nobody can be read back.

mod reason;

pub use reason::Reason;
