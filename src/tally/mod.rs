//! Coded batches to counts and sums that add up.
