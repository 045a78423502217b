//! What the figures are: pure functions of counts and sums, each with its source.
