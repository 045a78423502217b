//! The partnership's own document: draft as written, then settled, every fault in one run.
