//! A dialogue as files: a page, Markdown, JSON; nothing is added here.
