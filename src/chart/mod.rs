//! A chart as it is meant, drawn as SVG and PNG.

use crate::domain::Lang;
#[derive(Clone, Debug, PartialEq)]
pub struct ChartSpec {
    pub id: String,
    pub lang: Lang,
    pub title: String,
    pub subtitle: String,
    pub source: String,
    pub plot: Plot,
}
#[derive(Clone, Debug, PartialEq)]
pub enum Plot {
    Diverging(Diverging),
    Estimates(Estimates),
}
#[derive(Clone, Debug, PartialEq)]
pub struct Diverging {
    pub options: Vec<String>,
    pub favourable: Vec<u8>,
    pub neutral: Option<u8>,
    pub neutral_as: NeutralAs,
    pub bars: Vec<Bar>,
    pub threshold: Option<Mark>,
}
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum NeutralAs {
    Split,
    Aside,
}
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub label: String,
    pub n: Option<u64>,
    pub counts: BarContent,
}
#[derive(Clone, Debug, PartialEq)]
pub enum BarContent {
    Counts(Vec<u64>),
    NotShown(String),
}
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub value: f64,
    pub label: String,
}
#[derive(Clone, Debug, PartialEq)]
pub struct Estimates {}
