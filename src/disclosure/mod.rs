//! What may be shown: nobody can be read back.
