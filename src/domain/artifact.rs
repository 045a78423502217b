/// A finished file that has not been written yet: the same input gives the same bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// Where it belongs below the output folder, with `/` between folders: `grafieken/begeleiding.svg`.
    pub name: String,
    /// Its media type, such as `text/html`.
    pub media_type: &'static str,
    /// Its contents.
    pub bytes: Vec<u8>,
}
