//! Files to batches of cells: what stands there, with its place; nothing is interpreted.
