//! Batches of cells to batches of codes: one byte an answer, every cell accounted for.
