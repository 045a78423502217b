//! How much of what tells who somebody is the redaction finds, and how much it takes out that tells nothing: on made
//! remarks in which it is marked. `--nocapture` prints the tables.

use std::collections::BTreeMap;
use std::ops::Range;

use datadialoog::domain::Lang;
use datadialoog::remarks::{Hit, OwnNames, find, redact};

const KNOWN: &str = include_str!("remarks/known.txt");
const HELD_OUT: &str = include_str!("remarks/held_out.txt");
/// What tells by itself who or where somebody is.
const DIRECT: [&str; 6] = ["naam", "school", "e-mail", "telefoon", "nummer", "adres"];
const KINDS: [&str; 11] = [
    "naam", "school", "e-mail", "telefoon", "nummer", "adres", "datum", "rekening", "link", "klas", "plaats",
];

/// A remark as it was written, and what is marked in it.
struct Marked {
    text: String,
    marks: Vec<(String, Range<usize>)>,
}

fn read(file: &str) -> Vec<Marked> {
    file.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(marked).collect()
}

fn marked(line: &str) -> Marked {
    let mut remark = Marked { text: String::new(), marks: Vec::new() };
    let mut pieces = line.split('{');
    remark.text.push_str(pieces.next().expect("a piece"));
    for piece in pieces {
        let (mark, after) = piece.split_once('}').expect("a mark that ends");
        let (kind, words) = mark.split_once('|').expect("a kind and its words");
        assert!(KINDS.contains(&kind), "{line}");
        let start = remark.text.len();
        remark.text.push_str(words);
        remark.marks.push((kind.to_owned(), start..remark.text.len()));
        remark.text.push_str(after);
    }
    remark
}

/// Whether nothing that tells is left of what is marked: every letter and digit of it is taken out, small words of a
/// surname (`van`, `de`) aside.
fn is_gone(text: &str, mark: &Range<usize>, hits: &[Hit]) -> bool {
    let small = ["van", "de", "der", "den", "het", "t", "el", "en", "the"];
    let mut word = String::new();
    let mut left = Vec::new();
    for (at, letter) in text[mark.clone()].char_indices().chain([(mark.len(), ' ')]) {
        let at = at + mark.start;
        let open = letter.is_alphanumeric() && !hits.iter().any(|hit| (hit.start..hit.end).contains(&at));
        match open {
            true => word.push(letter),
            false => left.push(std::mem::take(&mut word)),
        }
    }
    left.iter().all(|word| word.is_empty() || small.contains(&word.to_lowercase().as_str()))
}

#[derive(Default, Clone, Copy)]
struct Counts {
    marked: u32,
    gone: u32,
    hits: u32,
    right: u32,
}

impl Counts {
    fn recall(&self) -> f64 {
        f64::from(self.gone) / f64::from(self.marked)
    }

    fn precision(&self) -> f64 {
        f64::from(self.right) / f64::from(self.hits)
    }
}

struct Measured {
    kinds: BTreeMap<String, Counts>,
    /// Remarks in which nothing is marked, and those of them that stayed as they were.
    plain: (u32, u32),
    wrong: Vec<String>,
}

impl Measured {
    fn over(&self, kinds: &[&str]) -> Counts {
        let mut sum = Counts::default();
        for counts in self.kinds.iter().filter(|(kind, _)| kinds.contains(&kind.as_str())).map(|(_, c)| c) {
            sum.marked += counts.marked;
            sum.gone += counts.gone;
            sum.hits += counts.hits;
            sum.right += counts.right;
        }
        sum
    }
}

fn measure(remarks: &[Marked]) -> Measured {
    let mut measured = Measured { kinds: BTreeMap::new(), plain: (0, 0), wrong: Vec::new() };
    for Marked { text, marks } in remarks {
        let hits = find(text, &OwnNames::default());
        for (kind, mark) in marks {
            let counts = measured.kinds.entry(kind.clone()).or_default();
            counts.marked += 1;
            if is_gone(text, mark, &hits) {
                counts.gone += 1;
            } else {
                measured.wrong.push(format!("missed {kind}: {text}"));
            }
        }
        for hit in &hits {
            let counts = measured.kinds.entry(hit.kind.label(Lang::Nl).to_owned()).or_default();
            counts.hits += 1;
            if marks.iter().any(|(_, mark)| hit.start < mark.end && mark.start < hit.end) {
                counts.right += 1;
            } else {
                let (kind, words) = (hit.kind.label(Lang::Nl), &text[hit.start..hit.end]);
                measured.wrong.push(format!("needless {kind} ‘{words}’: {text}"));
            }
        }
        if marks.is_empty() {
            measured.plain.0 += 1;
            measured.plain.1 += u32::from(hits.is_empty());
        }
    }
    measured
}

fn print(title: &str, measured: &Measured) {
    println!(
        "\n{title}\n{:<10} {:>6} {:>6} {:>7} {:>6} {:>6} {:>9}",
        "", "marked", "gone", "recall", "hits", "right", "precision"
    );
    let row = |name: &str, counts: Counts| {
        println!(
            "{name:<10} {:>6} {:>6} {:>7.3} {:>6} {:>6} {:>9.3}",
            counts.marked,
            counts.gone,
            counts.recall(),
            counts.hits,
            counts.right,
            counts.precision()
        );
    };
    for (kind, counts) in &measured.kinds {
        row(kind, *counts);
    }
    row("direct", measured.over(&DIRECT));
    row("all", measured.over(&KINDS));
    println!("remarks without anything: {}, left as they were: {}", measured.plain.0, measured.plain.1);
}

#[test]
fn what_tells_who_somebody_is_goes() {
    let known = measure(&read(KNOWN));
    print("the 200 remarks the lists were made with", &known);
    // What was missed is shown for these only: nobody looks at the held-out ones.
    println!("{}", known.wrong.join("\n"));
    let held_out = measure(&read(HELD_OUT));
    print("the 100 remarks held out", &held_out);
    for measured in [&known, &held_out] {
        let direct = measured.over(&DIRECT);
        assert!(direct.recall() >= 0.98, "{} of {}", direct.gone, direct.marked);
    }
}

fn own(names: &[&str]) -> OwnNames {
    OwnNames::new(names.iter().copied())
}

fn clean(text: &str) -> String {
    redact(text, &OwnNames::default(), Lang::Nl).0
}

#[test]
fn a_blank_says_what_stood_there() {
    let text = "Sanne van der Berg (06-12345678, s.berg@example.nl) van OBS De Regenboog.";
    let (nl, counts) = redact(text, &OwnNames::default(), Lang::Nl);
    assert_eq!(nl, "[naam] ([telefoon], [e-mail]) van [school].");
    assert_eq!(counts.values().copied().collect::<Vec<u32>>(), [1, 1, 1, 1]);
    let en = redact(text, &OwnNames::default(), Lang::En).0;
    assert_eq!(en, "[name] ([telephone], [e-mail]) van [school].");
}

#[test]
fn a_remark_without_letters_is_left_alone() {
    for text in [
        "", " ", "-", "...", "👍", "8", "7,5", "ok", "n.v.t.", "\u{feff}", "a\u{301}", "é", "'", "@",
        "[naam]",
    ] {
        assert_eq!(clean(text), text);
    }
}

#[test]
fn what_is_redacted_once_stays_as_it_is() {
    for remark in read(KNOWN).iter().chain(&read(HELD_OUT)) {
        let once = clean(&remark.text);
        assert_eq!(clean(&once), once);
    }
}

#[test]
fn the_names_of_the_project_go_however_they_are_written() {
    let own = own(&["Noord", "Het Vlot", "zuiderzee college", "2", "ja"]);
    let redacted = |text| redact(text, &own, Lang::Nl).0;
    assert_eq!(redacted("op het vlot is het fijn"), "op [groep] is het fijn");
    assert_eq!(redacted("Op ZUIDERZEE COLLEGE was ja 2 keer iemand."), "Op [groep] was ja 2 keer iemand.");
    assert_eq!(
        redacted("In Noord gaat het goed, in het noorden ook."),
        "In [groep] gaat het goed, in het noorden ook."
    );
    assert_eq!(redacted("hetvlot"), "hetvlot");
}

#[test]
fn a_year_with_a_word_behind_it_is_no_postcode() {
    for text in ["In 2024 is het beter.", "in 2024 in 3 weken", "in 2025 op 2 scholen"] {
        assert_eq!(clean(text), text);
    }
    assert_eq!(clean("wij zitten op 3511 AB 12"), "wij zitten op [adres]");
}
