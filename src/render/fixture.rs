//! A report of an invented partnership with everything in it, for the tests of the forms.

mod figures;
mod spreads;

use jiff::civil::date;

use crate::assess::{Published, Verdict};
use crate::dialogue::{
    AgendaStep, Chapter, CriterionLine, Dialogue, Expectation, FirstLook, InputLine, LeftOut, MeetingLine,
    PromptLine, Provenance, ResponseLine, ResponseSection, Section, VerdictLine,
};
use crate::disclosure::Rules;
use crate::domain::{Lang, Phase};

fn text(words: &str) -> String {
    words.to_owned()
}

fn texts(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| text(line)).collect()
}

fn verdict(verdict: Verdict, words: &str) -> VerdictLine {
    VerdictLine { verdict, ambition: false, words: text(words) }
}

fn prompt(words: &str, form: &str, for_whom: Option<&str>, about: Option<&str>) -> PromptLine {
    PromptLine {
        card: text("kern-1"),
        text: text(words),
        form: text(form),
        for_whom: for_whom.map(text),
        about: about.map(text),
    }
}

/// Everything filled in, in Dutch.
pub(super) fn dialogue() -> Dialogue {
    Dialogue {
        lang: Lang::Nl,
        title: text("Datadialoog Opleidingsteam locatie Noord, voorjaar 2026"),
        partnership: text("Partnerschap Opleiden in de Delta"),
        readers: text("voor het eigen team"),
        about: None,
        purpose: text(
            "Samen leiden we leraren op die hun leerlingen zien en van hun eigen werk blijven leren.",
        ),
        question: Some(text("Krijgen onze studenten de begeleiding die ze nodig hebben om te groeien?")),
        meeting: Some(MeetingLine {
            title: text("Opleidingsteam locatie Noord"),
            date: text("3 december 2026"),
            minutes: 60,
            participants: text("studenten, werkplekbegeleiders en schoolopleiders"),
        }),
        round: text("Voorjaar 2026, 14 april 2026"),
        as_of: date(2026, 11, 21),
        response: ResponseSection {
            sentence: text("131 van de 214 gevraagde mensen vulden de vragenlijst in (61%)."),
            rate: Some(131.0 / 214.0),
            lines: vec![
                line("Studenten", "62 van de 94 (66%)", Some(62.0 / 94.0)),
                line("Werkplekbegeleiders", "58 van de 98 (59%)", Some(58.0 / 98.0)),
                line("Schoolopleiders", "niet getoond: anders is een kleine groep te herleiden", None),
                line("Locatie Noord", "31 van de 48 (65%)", Some(31.0 / 48.0)),
            ],
            caution: text(
                "Vier van de tien mensen vulden de vragenlijst niet in. Wat zij vinden, weten we niet.",
            ),
        },
        matters: vec![
            FirstLook {
                finding: text("undecided-below:begeleiding"),
                spread: Some(text("begeleiding")),
                title: text("Begeleiding op de werkplek"),
                sentence: text(
                    "Studenten geven hun begeleiding gemiddeld 3,4 op een schaal van 1 tot 5. Onze norm is 3,5.",
                ),
                certainty: text(
                    "Zo zeker zijn we: het gemiddelde van alle studenten ligt tussen 3,2 en 3,6.",
                ),
                verdict: Some(verdict(
                    Verdict::ProbablyNotMet,
                    "waarschijnlijk nog niet goed genoeg volgens onze afspraak van 12 september 2025",
                )),
            },
            FirstLook {
                finding: text("role-gap:samenwerking"),
                spread: Some(text("samenwerking")),
                title: text("Samenwerking tussen school en opleiding"),
                sentence: text(
                    "Van de werkplekbegeleiders is 71% het eens met de stellingen, van de studenten 48%.",
                ),
                certainty: text("Het verschil is 23 procentpunten en ligt tussen 9 en 37."),
                verdict: Some(verdict(
                    Verdict::ProbablyMet,
                    "waarschijnlijk goed genoeg volgens onze afspraak van 12 september 2025",
                )),
            },
        ],
        strengths: vec![FirstLook {
            finding: text("ambition-reached:veiligheid"),
            spread: Some(text("veiligheid")),
            title: text("Fouten mogen maken"),
            sentence: text(
                "Van de 62 studenten zijn er 53 het (helemaal) eens dat ze op hun school fouten mogen maken (85%).",
            ),
            certainty: text("Zo zeker zijn we: van alle studenten is dat tussen 77% en 91%."),
            verdict: Some(VerdictLine {
                verdict: Verdict::Met,
                ambition: true,
                words: text("onze ambitie is bereikt"),
            }),
        }],
        left_out: vec![
            LeftOut {
                sentence: text("Bij 'Weten waar je aan toe bent' koos 24% van de mensen 'weet niet'."),
                reason: text(
                    "Er is in 60 minuten ruimte voor twee onderwerpen, en deze twee wegen zwaarder.",
                ),
            },
            LeftOut {
                sentence: text(
                    "De norm voor 'Tijd voor begeleiding' had voor 1 september 2026 bekeken moeten worden.",
                ),
                reason: text("Dat kan de stuurgroep doen."),
            },
        ],
        agenda: agenda(),
        expectations: vec![
            Expectation {
                title: text("Begeleiding op de werkplek"),
                statements: texts(&[
                    "Mijn begeleider bespreekt mijn lessen met mij na.",
                    "Ik krijg feedback waar ik mee verder kan.",
                    "Ik weet bij wie ik terechtkan als het moeilijk is.",
                ]),
                options: agreement(),
                norm: Some(text(
                    "goed genoeg: gemiddeld minstens 3,5 (schaal 1 tot 5), afgesproken door de stuurgroep op 12 september 2025",
                )),
            },
            Expectation {
                title: text("Samenwerking tussen school en opleiding"),
                statements: texts(&[
                    "School en opleiding verwachten hetzelfde van mij.",
                    "School en opleiding weten van elkaar wat ik leer.",
                ]),
                options: agreement(),
                norm: Some(text(
                    "goed genoeg: minstens 50% (helemaal) eens, afgesproken door de stuurgroep op 12 september 2025",
                )),
            },
            Expectation {
                title: text("Lesbezoek"),
                statements: texts(&["Hoe vaak kijkt er iemand mee in uw les?"]),
                options: texts(&["nooit", "een enkele keer", "maandelijks", "wekelijks"]),
                norm: None,
            },
        ],
        chapters: vec![
            Chapter {
                title: text("De leeromgeving"),
                spreads: vec![spreads::guidance(), spreads::visits(), spreads::safety()],
            },
            Chapter { title: text("De organisatie"), spreads: vec![spreads::cooperation()] },
            Chapter { title: text("De kwaliteitscultuur"), spreads: vec![spreads::withheld()] },
        ],
        remarks: None,
        criteria: vec![CriterionLine {
            guarantee: Some(text("De leeromgeving")),
            text: text("Elke les van een student wordt binnen een week besproken, met iemand die erbij was."),
            verdict: verdict(Verdict::ToBeJudged, "aan het gesprek"),
        }],
        withheld: texts(&[
            "3 groepen hebben te weinig antwoorden om te tonen (minder dan 5).",
            "1 groep tonen we niet, omdat een kleine groep anders te herleiden is.",
        ]),
        methods: vec![
            Section {
                title: text("Gemiddelde"),
                paragraphs: texts(&[
                    "De score van een mens is het gemiddelde van zijn of haar antwoorden op de stellingen, van 1 (helemaal oneens) tot 5 (helemaal eens). Wie minder dan de helft beantwoordde, telt niet mee.",
                    "Het gemiddelde van een groep is het gemiddelde van die scores.",
                ]),
            },
            Section {
                title: text("Hoe zeker we zijn"),
                paragraphs: texts(&[
                    "Niet iedereen vulde de vragenlijst in. Daarom geven we bij elk cijfer aan waar het voor iedereen die gevraagd is waarschijnlijk ligt (95% zeker), met een correctie voor de grootte van de groep.",
                ]),
            },
        ],
        provenance: Provenance {
            program: text("datadialoog 0.1.0"),
            project: text("datadialoog.toml"),
            digest: "4f1c".repeat(16),
            inputs: vec![
                InputLine { name: text("exports/studenten-2026.csv"), what: text("LimeSurvey, UTF-8") },
                InputLine {
                    name: text("exports/werkplekbegeleiders-2026.xlsx"),
                    what: text("Microsoft Forms, blad Sheet1"),
                },
            ],
            notes: texts(&["4 vragenlijsten waren niet afgemaakt en tellen niet mee."]),
        },
        results: Published::of(&figures::results(), Rules::all()),
    }
}

fn agreement() -> Vec<String> {
    texts(&["helemaal oneens", "oneens", "neutraal", "eens", "helemaal eens"])
}

fn line(who: &str, words: &str, rate: Option<f64>) -> ResponseLine {
    ResponseLine { who: text(who), words: text(words), rate }
}

fn agenda() -> Vec<AgendaStep> {
    let guidance = Some("Begeleiding op de werkplek");
    let cooperation = Some("Samenwerking tussen school en opleiding");
    let prompts = |phase| match phase {
        Phase::Purpose => vec![prompt(
            "Waaraan zouden we over een jaar merken dat onze studenten goed begeleid worden?",
            "rondje",
            None,
            None,
        )],
        Phase::Expect => vec![prompt(
            "Wat verwachten we dat studenten over hun begeleiding zeggen, en waar baseren we dat op?",
            "eerst schrijven",
            None,
            guidance,
        )],
        Phase::Observe => vec![prompt(
            "Wat staat er? Wijs het aan, zonder te zeggen waardoor het komt.",
            "in tweetallen",
            None,
            None,
        )],
        Phase::Interpret => vec![
            prompt(
                "Welke drie verklaringen kunnen we bedenken voor het verschil tussen studenten en werkplekbegeleiders, en wat spreekt elke verklaring tegen?",
                "placemat",
                None,
                cooperation,
            ),
            prompt(
                "Wat herkennen jullie hiervan in jullie eigen week, en wat niet?",
                "vissenkom",
                Some("voor studenten"),
                guidance,
            ),
        ],
        Phase::Weigh => vec![prompt(
            "Wanneer vinden wij begeleiding goed genoeg, en past de norm van 3,5 daar nog bij?",
            "stemmen met de voeten",
            None,
            guidance,
        )],
        Phase::Agree => vec![prompt(
            "Wat is de kleinste stap die we voor de voorjaarsvakantie kunnen zetten?",
            "plenair",
            None,
            None,
        )],
        Phase::Return => vec![prompt(
            "Hoe laten we de mensen die de vragenlijst invulden weten wat we ermee doen?",
            "plenair",
            None,
            None,
        )],
    };
    Phase::ALL
        .into_iter()
        .zip([5, 5, 10, 15, 10, 10, 5])
        .map(|(phase, minutes)| AgendaStep {
            phase,
            title: phase.title().get(Lang::Nl).to_owned(),
            invitation: phase.invitation().get(Lang::Nl).to_owned(),
            minutes,
            prompts: prompts(phase),
        })
        .collect()
}
