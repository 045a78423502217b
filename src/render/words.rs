use crate::domain::{Lang, Phrase};

/// Every fixed word of the page and of the Markdown, in the reader's language. All else comes from the dialogue.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words(pub Lang);

macro_rules! words {
    ($($name:ident: $nl:literal, $en:literal;)+) => {
        impl Words {
            $(pub(super) fn $name(self) -> String {
                Phrase::new($nl, $en).get(self.0).to_owned()
            })+

            #[cfg(test)]
            fn all() -> Vec<(&'static str, &'static str, &'static str)> {
                vec![$((stringify!($name), $nl, $en)),+]
            }
        }
    };
}

words! {
    skip_to_text: "Naar de tekst", "Skip to the text";
    skip_to_contents: "Naar de inhoud", "Skip to the contents";
    contents: "Inhoud", "Contents";
    at_the_table: "Aan tafel", "At the table";
    purpose: "Waarvoor we dit doen", "What we do this for";
    our_question: "Onze vraag", "Our question";
    to_talk_about: "Om over te praten", "To talk about";
    to_keep: "Om te behouden", "To keep";
    nothing_stands_out: "Geen onderwerp springt eruit. Alle onderwerpen staan hieronder.", "No single matter stands out. All of them are below.";
    verdict: "Oordeel", "Verdict";
    minute: "minuut", "minute";
    minutes: "minuten", "minutes";
    questions: "Vragen voor aan tafel", "Questions for the table";
    about: "Bij", "About";
    only_the_sheet: "Toon alleen dit verwachtblad", "Show this sheet only";
    only_the_sheet_why: "Op het scherm en op papier staat dan nergens een uitkomst. Zo kunnen we eerst opschrijven wat we verwachten.", "No result is then on the screen or on paper. So we can first write down what we expect.";
    whole_report: "Terug naar het hele verslag", "Back to the whole report";
    expectation_sheet: "Verwachtblad", "Expectation sheet";
    statements: "Stellingen", "Statements";
    options: "Mogelijke antwoorden", "Possible answers";
    norm: "Onze norm", "Our norm";
    no_norm: "Hiervoor is nog geen norm afgesproken. Wanneer vinden we dit goed genoeg?", "No norm has been agreed for this yet. When do we find it good enough?";
    what_i_expect: "Wat ik verwacht, en waarom", "What I expect, and why";
    results_follow: "Hierna staan de uitkomsten", "The results come after this";
    results_follow_why: "Wie nog een verwachting wil opschrijven, leest nog niet verder.", "Do you still want to write down what you expect? Then do not read on yet.";
    written: "Wat mensen zelf schreven", "What people wrote themselves";
    who_answered: "Wie vulden de vragenlijst in?", "Who filled in the questionnaire?";
    who: "Wie", "Who";
    filled_in: "Ingevuld", "Filled in";
    for_this_table: "Waar we nu over praten", "What we talk about now";
    other_matters: "Andere onderwerpen", "Other matters";
    on_to: "Verder naar", "On to";
    goal: "Ons doel", "Our goal";
    also_noticed: "Wat verder opvalt", "What else stands out";
    because: "Waarom deze norm", "Why this norm";
    owner: "Van wie", "Whose norm";
    agreed_on: "Afgesproken op", "Agreed on";
    review_by: "Opnieuw bekijken vóór", "To be looked at again by";
    due: "Die datum is voorbij: wat vinden we nu van deze norm?", "That date has passed: what do we make of this norm now?";
    now: "Nu", "Now";
    how_computed: "Hoe is dit berekend?", "How was this computed?";
    figures_behind: "De cijfers bij de grafiek", "The figures behind the chart";
    chart_scrolls: "grafiek, schuift opzij op een klein scherm", "chart, scrolls sideways on a small screen";
    slide_hint: "Schuif de grafiek opzij om alles te zien.", "Slide the chart sideways to see all of it.";
    all_norms: "Onze normen naast de cijfers", "Our norms beside the figures";
    matter: "Onderwerp", "Matter";
    figure: "Cijfer", "Figure";
    no_figure_decides: "Wat geen cijfer beslist", "What no figure decides";
    what_shapes_mean: "Wat de vormen betekenen", "What the shapes mean";
    ambition_met: "ambitie bereikt", "ambition reached";
    our_agreements: "Onze afspraken", "Our agreements";
    agree_what: "Wat we doen", "What we do";
    agree_who: "Wie (rol)", "Who (role)";
    agree_when: "Wanneer", "When";
    agree_notice: "Waaraan we het merken", "How we will notice";
    left_out: "Wat nu niet gekozen is", "What we did not choose this time";
    withheld: "Wat we niet tonen, en waarom", "What we do not show, and why";
    methods: "Hoe de cijfers zijn gemaakt", "How the figures were made";
    provenance: "Waar de cijfers vandaan komen", "Where the figures come from";
    made_with: "Gemaakt met", "Made with";
    as_of: "Stand van", "As of";
    files: "Bestanden", "Files";
    file: "Bestand", "File";
    what_was_read: "Wat er is gelezen", "What was read";
    digest: "SHA-256 van de lijst met SHA-256’s van deze bestanden, in deze volgorde:", "SHA-256 of the list of these files' SHA-256s, in this order:";
    project_file: "projectbestand", "project file";
    page: "bladzijde", "page";
    of: "van", "of";
}

impl Words {
    /// `15 minuten`, `1 minuut`.
    pub(super) fn time(self, minutes: &u32) -> String {
        format!("{minutes} {}", if *minutes == 1 { self.minute() } else { self.minutes() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_there_in_both_languages_and_none_shouts() {
        for (name, nl, en) in Words::all() {
            assert!(!nl.is_empty() && !en.is_empty(), "{name}");
            assert!(!nl.contains('!') && !en.contains('!'), "{name}");
        }
        assert_eq!(Words(Lang::Nl).time(&1), "1 minuut");
        assert_eq!(Words(Lang::En).time(&15), "15 minutes");
    }
}
