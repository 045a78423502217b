//! Charts to test with and to look at; all numbers are invented.

use super::spec::*;
use crate::domain::Lang;

pub(super) fn bar(label: &str, counts: &[u64]) -> Bar {
    Bar { label: label.to_owned(), n: Some(counts.iter().sum()), counts: BarContent::Counts(counts.to_vec()) }
}

/// A row that may not be shown, its n given by mistake.
pub(super) fn not_shown(label: &str) -> Bar {
    let words = "niet getoond (te weinig antwoorden)".to_owned();
    Bar { label: label.to_owned(), n: Some(987_654), counts: BarContent::NotShown(words) }
}

pub(super) fn mark(value: f64, label: &str) -> Option<Mark> {
    Some(Mark { value, label: label.to_owned() })
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|&text| text.to_owned()).collect()
}

pub(super) fn of_five(bars: Vec<Bar>) -> Diverging {
    Diverging {
        options: owned(&["helemaal oneens", "oneens", "niet eens, niet oneens", "eens", "helemaal eens"]),
        favourable: vec![4, 5],
        neutral: Some(3),
        neutral_as: NeutralAs::Split,
        bars,
        threshold: None,
    }
}

pub(super) fn five(id: &str, plot: Diverging) -> ChartSpec {
    ChartSpec {
        id: id.to_owned(),
        lang: Lang::Nl,
        title: "34 van de 48 studenten zijn het eens of helemaal eens met ‘Ik krijg feedback waar ik mee verder kan’"
            .to_owned(),
        subtitle: "Studenten, voorjaar 2026; 48 van de 61 gevraagde studenten vulden de vragenlijst in; schaal van 5 antwoorden"
            .to_owned(),
        source: "Bron: vragenlijst Samen Opleiden Noord, april 2026 (verzonnen gegevens)".to_owned(),
        plot: Plot::Diverging(plot),
    }
}

fn items() -> Vec<Bar> {
    vec![
        bar("Ik krijg feedback waar ik mee verder kan", &[1, 4, 9, 22, 12]),
        bar(
            "Mijn werkplekbegeleider bespreekt lessen met mij vóór en na afloop, zodat ik weet wat er goed ging en wat beter kan",
            &[3, 8, 12, 15, 10],
        ),
        bar("Ik voel mij welkom in het team van de school", &[0, 0, 3, 14, 31]),
        bar("De opdrachten van de opleiding passen bij mijn werk in de klas", &[9, 14, 11, 11, 3]),
        bar("Ik weet bij wie ik terecht kan", &[0, 1, 2, 25, 20]),
        bar("Er is tijd voor begeleiding in het rooster", &[14, 17, 9, 7, 1]),
    ]
}

fn estimate(label: &str, n: u64, value: f64, low: f64, high: f64, text: &str) -> EstimateRow {
    EstimateRow {
        label: label.to_owned(),
        n: Some(n),
        value: EstimateContent::Shown { value, low: Some(low), high: Some(high), text: text.to_owned() },
    }
}

pub(super) fn estimates() -> ChartSpec {
    let rows = vec![
        estimate("studenten", 48, 3.4, 3.1, 3.7, "3,4"),
        estimate("werkplekbegeleiders", 23, 3.9, 3.55, 4.2, "3,9"),
        EstimateRow {
            label: "schoolleiders".to_owned(),
            n: Some(987_654),
            value: EstimateContent::NotShown("niet getoond (te weinig antwoorden)".to_owned()),
        },
        estimate("instituutsopleiders en schoolopleiders samen", 11, 4.6, 4.1, 5.2, "4,6"),
    ];
    ChartSpec {
        id: "schattingen".to_owned(),
        lang: Lang::Nl,
        title: "Studenten geven de begeleiding gemiddeld een 3,4, werkplekbegeleiders een 3,9".to_owned(),
        subtitle: "Gemiddelde van zes stellingen per rol, voorjaar 2026; schaal 1 (helemaal oneens) tot 5 (helemaal eens)"
            .to_owned(),
        source: "Bron: vragenlijst Samen Opleiden Noord, april 2026 (verzonnen gegevens)".to_owned(),
        plot: Plot::Estimates(Estimates {
            axis: Axis { low: 1.0, high: 5.0, unit: AxisUnit::Points, ticks: vec![1.0, 2.0, 3.0, 4.0, 5.0] },
            rows,
            threshold: mark(3.5, "goed genoeg: 3,5 of hoger"),
            interval_words: "zo zeker zijn we".to_owned(),
        }),
    }
}

/// The charts a person should look at after a change of looks.
pub(super) fn gallery() -> Vec<ChartSpec> {
    let mut split = of_five(items());
    split.threshold = mark(0.7, "goed genoeg volgens onze afspraak: 70% of meer");
    let mut aside = split.clone();
    aside.neutral_as = NeutralAs::Aside;
    let roles = of_five(vec![
        bar("studenten", &[1, 4, 9, 22, 12]),
        bar("werkplekbegeleiders", &[0, 2, 3, 11, 7]),
        not_shown("schoolleiders"),
        bar("instituutsopleiders", &[0, 1, 4, 5, 2]),
        bar("schoolopleiders", &[0, 0, 0, 0, 0]),
    ]);
    let four = Diverging {
        options: owned(&["helemaal oneens", "oneens", "eens", "helemaal eens"]),
        favourable: vec![3, 4],
        neutral: None,
        neutral_as: NeutralAs::Split,
        bars: vec![
            bar("Ik krijg feedback waar ik mee verder kan", &[2, 9, 24, 13]),
            bar("Ik weet bij wie ik terecht kan", &[0, 3, 20, 25]),
            bar("Er is tijd voor begeleiding in het rooster", &[20, 25, 2, 1]),
        ],
        threshold: mark(0.6, "basis: 60% of meer"),
    };
    let marks = Diverging {
        options: (1..=10).map(|number: u8| number.to_string()).collect(),
        favourable: vec![6, 7, 8, 9, 10],
        neutral: None,
        neutral_as: NeutralAs::Split,
        bars: vec![
            bar("Welk cijfer geef je de begeleiding?", &[1, 2, 3, 6, 11, 30, 58, 49, 12, 3]),
            bar("Welk cijfer geef je de opleiding?", &[4, 8, 12, 22, 31, 40, 38, 15, 4, 1]),
        ],
        threshold: None,
    };
    let english = Diverging {
        options: owned(&[
            "strongly disagree",
            "disagree",
            "neither agree nor disagree",
            "agree",
            "strongly agree",
        ]),
        ..of_five(vec![
            bar("I get feedback that helps me on", &[1, 4, 9, 22, 12]),
            bar("I feel welcome in the team", &[0, 1, 3, 9, 5]),
        ])
    };
    let english = ChartSpec {
        lang: Lang::En,
        title: "34 of the 48 students agree or strongly agree that they get feedback that helps them on"
            .to_owned(),
        subtitle: "Students, spring 2026; n = 48; five answer options".to_owned(),
        source: "Source: partnership survey, April 2026 (invented)".to_owned(),
        ..five("english", english)
    };
    let long = Diverging {
        options: owned(&[
            "dit gebeurt op onze school nooit, ook niet wanneer iemand erom vraagt of er tijd voor zou zijn",
            "dit gebeurt af en toe, meestal wanneer er iets mis is gegaan in de les of met een ouder",
            "dit gebeurt bijna altijd, en het staat als vast moment in het rooster van ons allebei",
        ]),
        favourable: vec![3],
        neutral: Some(2),
        ..of_five(vec![bar("Lesnabespreking", &[12, 20, 31]), bar("Lesvoorbespreking", &[31, 20, 12])])
    };
    let list = Diverging {
        options: long.options.iter().chain(&long.options).cloned().collect(),
        favourable: vec![4, 5, 6],
        neutral: None,
        threshold: mark(0.5, "afgesproken: de helft of meer"),
        ..of_five(vec![bar("Lesnabespreking", &[12, 20, 31, 8, 9, 22]), not_shown("Lesvoorbespreking")])
    };
    let two = Diverging {
        options: owned(&["nee", "ja"]),
        favourable: vec![2],
        neutral: None,
        ..of_five(vec![
            bar("Heb je een vaste begeleider?", &[12, 31]),
            bar("Sprak je de schoolleider?", &[31, 12]),
        ])
    };
    vec![
        five("five-items-split-threshold", split),
        five("five-items-aside-threshold", aside),
        five("five-items", of_five(items())),
        five("roles", roles),
        five("four", four),
        five("marks", marks),
        english,
        five("long-options", long),
        five("listed-options", list),
        five("two", two),
        estimates(),
    ]
}
