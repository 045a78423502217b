//! Cleared counts against thresholds: figures and verdicts.
