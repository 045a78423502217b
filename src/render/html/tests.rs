use super::*;
use crate::domain::Lang;
use crate::render::fixture;

fn page(dialogue: &Dialogue) -> String {
    String::from_utf8(Html.render(dialogue).unwrap().remove(0).bytes).unwrap()
}

#[test]
#[ignore = "writes the page into the folder LOOK_AT, for looking at it"]
fn the_page_can_be_looked_at() {
    let folder = std::path::PathBuf::from(std::env::var_os("LOOK_AT").unwrap());
    let forms: [&dyn Renderer; 2] = [&Html, &crate::render::Markdown];
    for file in forms.iter().flat_map(|form| form.render(&fixture::dialogue()).unwrap()) {
        std::fs::write(folder.join(&file.name), &file.bytes).unwrap();
    }
    let mut english = fixture::dialogue();
    english.lang = Lang::En;
    std::fs::write(folder.join("report.html"), page(&english)).unwrap();
}

#[test]
fn everybodys_text_is_text_and_never_markup() {
    let nasty = "<script>alert('x')</script> & \"y\"</style>";
    let mut dialogue = fixture::dialogue();
    for field in [&mut dialogue.title, &mut dialogue.partnership, &mut dialogue.purpose, &mut dialogue.round]
    {
        *field = nasty.to_owned();
    }
    dialogue.question = Some(nasty.to_owned());
    dialogue.matters[0].title = nasty.to_owned();
    dialogue.provenance.inputs[0].name = nasty.to_owned();
    let spread = &mut dialogue.chapters[0].spreads[0];
    spread.id = "\"><script>".to_owned();
    spread.title = nasty.to_owned();
    spread.charts[0].title = nasty.to_owned();
    spread.prompts[0].1.text = nasty.to_owned();
    spread.table.rows[0][0] = nasty.to_owned();
    let page = page(&dialogue);
    assert!(!page.contains("<script"));
    assert_eq!(page.matches("</style>").count(), page.matches("<style").count());
    assert!(page.contains("&#60;script&#62;"));
}

#[test]
fn the_page_asks_nothing_of_any_network() {
    let page = page(&fixture::dialogue());
    assert!(page.contains("default-src 'none'") && page.contains("script-src 'none'"));
    for outside in ["src=\"http", "href=\"http", "url(http", "@import", "<link", "<script", "<img", "<iframe"]
    {
        assert!(!page.contains(outside), "{outside}");
    }
}

#[test]
fn every_link_leads_somewhere_and_no_id_comes_twice() {
    let page = page(&fixture::dialogue());
    let after = |mark: &str| -> Vec<String> {
        page.split(mark).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    let ids = after(" id=\"");
    let distinct: std::collections::BTreeSet<&String> = ids.iter().collect();
    assert_eq!(distinct.len(), ids.len());
    let links = after("href=\"#");
    assert!(links.len() > 15);
    for link in links {
        assert!(distinct.contains(&link), "{link}");
    }
}

#[test]
fn headings_never_skip_a_level_and_the_question_is_the_first() {
    let page = page(&fixture::dialogue());
    let body = page.split("<body>").nth(1).unwrap();
    let levels: Vec<u32> = body
        .split("<h")
        .skip(1)
        .filter_map(|rest| rest.chars().next().and_then(|level| level.to_digit(10)))
        .collect();
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert_eq!(levels[0], 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1));
}

#[test]
fn the_phases_come_in_their_order_and_no_result_before_the_break() {
    let page = page(&fixture::dialogue());
    let at = |mark: &str| page.find(mark).unwrap_or_else(|| panic!("{mark}"));
    let phases = ["purpose", "expect", "observe", "interpret", "weigh", "agree", "return"];
    let places: Vec<usize> =
        phases.iter().map(|phase| at(&format!("<section class=\"phase\" id=\"part-{phase}\""))).collect();
    assert!(places.is_sorted());
    let sheet = &page[at("<section class=\"sheet\"")..at("<div class=\"break\"")];
    for result in ["<svg", "class=\"verdict\"", "3,4", "61%", "waarschijnlijk"] {
        assert!(!sheet.contains(result), "{result}");
    }
    assert!(sheet.contains("gemiddeld minstens 3,5"));
}

#[test]
fn a_bar_says_no_more_than_the_sentence_beside_it() {
    let page = page(&fixture::dialogue());
    assert!(page.contains("width=\"61\""));
    assert!(!page.contains("61.2"));
}

#[test]
fn the_same_dialogue_gives_the_same_page() {
    assert_eq!(page(&fixture::dialogue()), page(&fixture::dialogue()));
}

#[test]
fn an_almost_empty_dialogue_is_still_a_page() {
    let mut dialogue = fixture::dialogue();
    dialogue.question = None;
    dialogue.meeting = None;
    dialogue.matters.clear();
    dialogue.strengths.clear();
    dialogue.left_out.clear();
    dialogue.agenda.clear();
    dialogue.expectations.clear();
    dialogue.chapters.clear();
    dialogue.criteria.clear();
    dialogue.withheld.clear();
    dialogue.methods.clear();
    dialogue.response.lines.clear();
    dialogue.response.rate = None;
    let page = page(&dialogue);
    assert!(page.contains("Geen onderwerp springt eruit"));
    assert!(page.contains(&format!("part-first-title\">{}</h1>", dialogue.title)));
    assert!(!page.contains("part-norms"));
}

#[test]
fn an_english_reader_gets_no_dutch_words_of_the_page() {
    let mut dialogue = fixture::dialogue();
    dialogue.lang = Lang::En;
    let page = page(&dialogue);
    assert!(page.contains("<html lang=\"en\">"));
    assert!(page.contains("How was this computed?") && page.contains("Our agreements"));
    assert!(!page.contains("Hoe is dit berekend?") && !page.contains("Onze norm:"));
}

#[test]
fn the_footer_of_a_printed_page_cannot_end_the_style_sheet() {
    assert_eq!(css_text("Delta · Noord, 2026"), "Delta \\b7  Noord\\2c  2026");
    assert_eq!(css_text("\"}</style>\\\n"), "\\22 \\7d \\3c \\2f style\\3e \\5c \\a ");
    assert_eq!(css_text("é\0"), "\\e9 ");
}

#[test]
fn paper_gets_the_conversation_and_not_the_numbers_behind_the_charts() {
    let page = page(&fixture::dialogue());
    let (_, print) = page.split_once("@media print {").unwrap();
    assert!(print.contains("\n  details { display: none; }"));
    assert!(!print.contains("details-content"), "an unfolded fold would be printed");
    let rest = print.lines().find(|line| line.starts_with("  .rest :is(")).unwrap();
    assert!(rest.contains(".chart") && rest.contains(".prompts") && rest.ends_with("{ display: none; }"));
    let brief = page.matches("<section class=\"group rest\"").count();
    assert!(brief > 0 && brief < page.matches("<section class=\"group").count());
}

#[test]
fn a_spread_without_any_figures_has_nothing_to_unfold() {
    let dialogue = fixture::dialogue();
    let folds = page(&dialogue).matches("<details>").count();
    let spreads: usize = dialogue.chapters.iter().map(|chapter| chapter.spreads.len()).sum();
    assert_eq!(folds, spreads - 1);
}
