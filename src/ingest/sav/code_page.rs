use encoding_rs::{Encoding, WINDOWS_1252};

use super::dictionary::trimmed;
use super::extensions::Extensions;

/// The encoding of a file's texts, and whether the file says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) encoding: &'static Encoding,
    /// The file does not tell: Western European was taken.
    pub(super) guessed: bool,
}

/// The encoding by its name; else by its code page; else Western European.
pub(super) fn known(extensions: &Extensions) -> Known {
    let named = extensions.encoding.as_deref().and_then(|name| by_name(trimmed(name)));
    let paged = || extensions.code_page.and_then(by_number);
    match named.or_else(paged) {
        Some(encoding) => Known { encoding, guessed: false },
        None => Known { encoding: WINDOWS_1252, guessed: true },
    }
}

/// An encoding in which the letters of ASCII are themselves, by a name of IANA or of a code page.
pub(super) fn by_name(name: &[u8]) -> Option<&'static Encoding> {
    let lower = name.trim_ascii().to_ascii_lowercase();
    Encoding::for_label_no_replacement(&lower).filter(|found| found.is_ascii_compatible()).or_else(|| {
        let lower = std::str::from_utf8(&lower).ok()?;
        let number = ["cp", "ibm-", "windows-", "x-cp"].iter().find_map(|start| lower.strip_prefix(start))?;
        by_number(number.parse().ok()?)
    })
}

/// An encoding by the number of its code page. 2 and 3 say 'ASCII', whatever the encoding is.
fn by_number(page: i32) -> Option<&'static Encoding> {
    let name = match page {
        65001 => "utf-8",
        819 | 20127 | 28591 => "windows-1252",
        874 | 9066 => "windows-874",
        932 => "shift_jis",
        936 | 51936 => "gbk",
        949 | 51949 => "euc-kr",
        950 => "big5",
        866 => "ibm866",
        10000 => "macintosh",
        10007 => "x-mac-cyrillic",
        20866 => "koi8-r",
        21866 => "koi8-u",
        20932 | 51932 => "euc-jp",
        54936 => "gb18030",
        1250..=1258 => return Encoding::for_label(format!("windows-{page}").as_bytes()),
        28592..=28606 => {
            let part = page - 28590;
            return Encoding::for_label(format!("iso-8859-{part}").as_bytes());
        }
        _ => return None,
    };
    Encoding::for_label(name.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_encoding_is_known_by_the_names_and_numbers_that_files_bear() {
        for (name, encoding) in [
            ("UTF-8", "UTF-8"),
            ("WINDOWS-1252 ", "windows-1252"),
            ("cp28605", "ISO-8859-15"),
            ("ansi_x3.4-1968", "windows-1252"),
            ("CP932", "Shift_JIS"),
            ("windows-31j", "Shift_JIS"),
            ("Big5", "Big5"),
        ] {
            assert_eq!(by_name(name.as_bytes()).map(Encoding::name), Some(encoding), "{name}");
        }
        for name in ["utf-16", "utf-16le", "iso-2022-jp", "iso-2022-kr", "", "cp", "cp99999", "\u{ff}"] {
            assert_eq!(by_name(name.as_bytes()), None, "{name}");
        }
    }

    #[test]
    fn the_name_wins_over_the_number_and_a_number_that_tells_nothing_over_neither() {
        let with = |name: Option<&str>, page| {
            let encoding = name.map(|name| name.as_bytes().to_vec());
            let known = known(&Extensions { encoding, code_page: page, ..Extensions::default() });
            (known.encoding.name(), known.guessed)
        };
        assert_eq!(with(Some("UTF-8"), Some(1252)), ("UTF-8", false));
        assert_eq!(with(None, Some(1251)), ("windows-1251", false));
        assert_eq!(with(Some("onbekend"), Some(65001)), ("UTF-8", false));
        assert_eq!(with(None, Some(2)), ("windows-1252", true));
        assert_eq!(with(None, None), ("windows-1252", true));
    }
}
