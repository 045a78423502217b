//! Findings to a conversation: what is seen, asked and agreed, in the order in which people think well together.
