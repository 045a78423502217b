/// Where a text stops being UTF-8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotUtf8 {
    /// The position of the first byte that is not.
    pub(super) at: usize,
    /// Whether the text only ends there, within a character.
    pub(super) open: bool,
}

/// Most pieces of so many bytes are ASCII, and whether one is takes a third of the time that it takes to read it as UTF-8.
const PIECE: usize = 4096;

/// Whether a text is UTF-8, and else up to where.
pub(super) fn hold_to_utf8(text: &[u8]) -> Result<(), NotUtf8> {
    let (mut from, mut end) = (0, 0);
    for piece in text.chunks(PIECE).chain([&[][..]]) {
        if piece.is_ascii() {
            // No character goes on in ASCII, so that what stands before it is held to UTF-8 by itself.
            if let Err(fault) = std::str::from_utf8(text.get(from..end).unwrap_or_default()) {
                let open = fault.error_len().is_none() && end == text.len();
                return Err(NotUtf8 { at: from + fault.valid_up_to(), open });
            }
            from = end + piece.len();
        }
        end += piece.len();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_held_to_utf8_as_if_it_were_read_at_once() {
        for before in [0, 1, PIECE - 1, PIECE, 2 * PIECE - 1] {
            for middle in
                ["\u{e9}".as_bytes(), "\u{1f600}".as_bytes(), b"\xE9", b"\xC3", b"\xF0\x9F", b"\xFF\xC3"]
            {
                for behind in [0, 1, PIECE, 3 * PIECE] {
                    let text =
                        [&vec![b'a'; before], middle, &vec![b'b'; behind], "\u{eb}".as_bytes()].concat();
                    for text in [&text[..], &text[..text.len() - 1], &text[..text.len() - 2]] {
                        let whole = std::str::from_utf8(text).map(|_| ()).map_err(|fault| NotUtf8 {
                            at: fault.valid_up_to(),
                            open: fault.error_len().is_none(),
                        });
                        assert_eq!(hold_to_utf8(text), whole, "{before} {middle:?} {behind}");
                    }
                }
            }
        }
    }
}
