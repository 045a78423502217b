use std::collections::{BTreeMap, BTreeSet};

use super::described::{AnswersOn, ScaffoldItem};

/// Questions that stand together in one questionnaire, on one scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// The code they share before `[` or a number, as LimeSurvey writes it; `None` for a run of columns.
    pub prefix: Option<String>,
    /// What was asked of all of them, if the headings say so: `A` of `A [B]`.
    pub title: Option<String>,
    /// What their answers are on.
    pub on: AnswersOn,
    /// Whether the scale has to be asked.
    pub asked: bool,
    /// The other scales that fit.
    pub others: Vec<String>,
    /// The questions.
    pub items: Vec<Question>,
}

/// One closed question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    /// Its column.
    pub column: String,
    /// What was asked; `None` where the column's name says it already, or nothing does.
    pub text: Option<String>,
    /// The roles that answered; empty for every role of the source.
    pub roles: Vec<String>,
    /// Why it cannot be used as it stands.
    pub hold: Option<String>,
}

/// The blocks of one questionnaire: columns that share a code before `[` or before a number, or that say the same
/// before `[`; else runs of columns. All of one block are on the same scale.
pub(super) fn blocks(items: &[ScaffoldItem]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let shared = Shared::of(items);
    let mut met: BTreeSet<(usize, &str)> = BTreeSet::new();
    let mut run_goes_on = false;
    for item in items.iter().filter(|item| !item.column.trim().is_empty()) {
        let prefix = prefix(&item.column).or_else(|| shared.stem(&item.column));
        let title = shared.title(&item.text).filter(|_| prefix.is_none());
        let at = match (&prefix, &title) {
            (Some(_), _) => blocks.iter().position(|block| block.prefix == prefix && block.on == item.on),
            (None, Some(_)) => blocks
                .iter()
                .position(|block| block.prefix.is_none() && block.title == title && block.on == item.on),
            (None, None) => {
                let last = blocks.len().checked_sub(1);
                last.filter(|last| run_goes_on && blocks.get(*last).is_some_and(|block| block.on == item.on))
            }
        };
        run_goes_on = prefix.is_none() && title.is_none();
        let text = Some(item.text.trim().to_owned()).filter(|text| !text.is_empty());
        let (roles, hold) = (item.roles.clone(), item.hold.clone());
        let question = Question { column: item.column.clone(), text, roles, hold };
        match at.and_then(|at| blocks.get_mut(at)) {
            Some(_) if at.is_some_and(|at| !met.insert((at, item.column.as_str()))) => {}
            Some(block) => {
                block.asked |= item.asked;
                let new = item.others.iter().filter(|other| !block.others.contains(other));
                let new: Vec<String> = new.cloned().collect();
                block.others.extend(new);
                block.items.push(question);
            }
            None => {
                met.insert((blocks.len(), item.column.as_str()));
                let (on, others) = (item.on.clone(), item.others.clone());
                blocks.push(Block { prefix, title, on, asked: item.asked, others, items: vec![question] });
            }
        }
    }
    blocks.iter_mut().for_each(split_heading);
    blocks
}

/// What the names and the headings of questions have in common: how many have it.
struct Shared<'i> {
    stems: BTreeMap<&'i str, usize>,
    titles: BTreeMap<String, usize>,
}

impl<'i> Shared<'i> {
    fn of(items: &'i [ScaffoldItem]) -> Self {
        let (mut stems, mut titles) = (BTreeMap::new(), BTreeMap::new());
        for item in items {
            if let Some(stem) = numbered(&item.column) {
                *stems.entry(stem).or_insert(0) += 1;
            }
            if let Some((title, _)) = two_parts(&item.text) {
                *titles.entry(title).or_insert(0) += 1;
            }
        }
        Self { stems, titles }
    }

    /// The code before a number that other columns have too: `BEG` of `BEG_1`; none that a tool hands out by itself.
    fn stem(&self, column: &str) -> Option<String> {
        let own = numbered(column)?;
        let alike = self.stems.get(own).copied().unwrap_or(0);
        (alike > 1 && !is_generic(own)).then(|| own.to_owned())
    }

    /// What stands before `[` in the heading, where other headings have it too.
    fn title(&self, heading: &str) -> Option<String> {
        let (own, _) = two_parts(heading)?;
        (self.titles.get(&own).copied().unwrap_or(0) > 1).then_some(own)
    }
}

fn numbered(column: &str) -> Option<&str> {
    let bare = column.trim_end_matches(|c: char| c.is_ascii_digit());
    let stem = bare.trim_end_matches(['_', '-', '.']);
    let code = stem.chars().count() >= 2 && stem.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (bare.len() < column.len() && code).then_some(stem)
}

/// Whether a tool hands out such codes by itself: `Q01`, `G02Q05`, `V3`, `12`.
pub(super) fn is_generic(code: &str) -> bool {
    let letters: String = code.chars().filter(char::is_ascii_alphabetic).collect();
    matches!(
        letters.to_ascii_uppercase().as_str(),
        "" | "Q" | "GQ" | "V" | "VRAAG" | "QUESTION" | "SQ" | "ITEM" | "VAR"
    )
}

/// The code before `[`, as in `BEG[SQ001]`.
fn prefix(column: &str) -> Option<String> {
    let (prefix, rest) = column.split_once('[')?;
    let code = !prefix.is_empty() && prefix.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    (code && rest.ends_with(']')).then(|| prefix.to_owned())
}

/// Where all headings are `A [B]` with the same A, that is the block's title and B what was asked. Of columns that
/// share a code B is what was asked in any case.
fn split_heading(block: &mut Block) {
    let parts: Option<Vec<(String, String)>> =
        block.items.iter().map(|item| two_parts(item.text.as_deref()?)).collect();
    if let Some(parts) = parts
        && let Some((title, _)) = parts.first()
        && parts.iter().all(|(other, _)| other == title)
    {
        block.title = Some(title.clone());
        for (item, (_, text)) in block.items.iter_mut().zip(&parts) {
            item.text = Some(text.clone());
        }
    }
    for item in &mut block.items {
        if block.prefix.is_some()
            && let Some((_, text)) = item.text.as_deref().and_then(two_parts)
        {
            item.text = Some(text);
        }
        item.text = item.text.take().filter(|text| *text != item.column);
    }
}

fn two_parts(heading: &str) -> Option<(String, String)> {
    let (title, text) = heading.trim().strip_suffix(']')?.rsplit_once('[')?;
    let title = title.trim().trim_end_matches([':', '.', '…']).trim();
    let text = text.trim();
    (!title.is_empty() && !text.is_empty()).then(|| (title.to_owned(), text.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn item(column: &str, text: &str, scale: &str) -> ScaffoldItem {
        ScaffoldItem {
            column: column.to_owned(),
            text: text.to_owned(),
            on: AnswersOn::Scale(scale.to_owned()),
            asked: false,
            others: Vec::new(),
            roles: Vec::new(),
            hold: None,
        }
    }

    #[test]
    fn a_shared_code_makes_a_block_and_else_a_run_of_one_scale_does() {
        let items = [
            item("BEG[SQ001]", "Over de begeleiding: [Ik krijg uitleg]", "eens-5"),
            item("CIJFER", "Welk cijfer geeft u?", "cijfer-10"),
            item("BEG[SQ002]", "Over de begeleiding: [Ik krijg tijd]", "eens-5"),
            item("A1", "Ik leer veel", "eens-5"),
            item("A2", "A2", "eens-5"),
            item("A3", "Tevreden?", "tevreden-5"),
            item("A3", "Tevreden?", "tevreden-5"),
        ];
        let blocks = blocks(&items);
        let columns: Vec<Vec<&str>> = blocks
            .iter()
            .map(|block| block.items.iter().map(|item| item.column.as_str()).collect())
            .collect();
        assert_eq!(columns, [vec!["BEG[SQ001]", "BEG[SQ002]"], vec!["CIJFER"], vec!["A1", "A2"], vec!["A3"]]);
        let first = blocks.first().expect("a block");
        assert_eq!(first.title.as_deref(), Some("Over de begeleiding"));
        assert_eq!(first.items.first().and_then(|item| item.text.as_deref()), Some("Ik krijg uitleg"));
        let run = blocks.get(2).expect("a run");
        assert_eq!(
            run.items.iter().map(|item| item.text.as_deref()).collect::<Vec<_>>(),
            [Some("Ik leer veel"), None]
        );
    }

    #[test]
    fn the_statement_is_what_stands_in_the_last_brackets() {
        let items = [
            item("BEG[SQ001]", "Begeleiding [op de werkplek] [Ik krijg uitleg]", "eens-5"),
            item("BEG[SQ002]", "Begeleiding [Ik krijg tijd]", "eens-5"),
        ];
        let blocks = blocks(&items);
        let texts: Vec<_> =
            blocks.iter().flat_map(|block| &block.items).map(|item| item.text.as_deref()).collect();
        assert_eq!(texts, [Some("Ik krijg uitleg"), Some("Ik krijg tijd")]);
    }

    #[test]
    fn a_file_without_closed_questions_has_no_blocks() {
        assert!(blocks(&[]).is_empty());
        assert!(blocks(&[item("  ", "text", "eens-5")]).is_empty());
    }

    #[test]
    fn a_code_that_goes_before_a_number_makes_a_block_and_so_does_a_title() {
        let items = [
            item("BEG_1", "Ik krijg uitleg", "eens-5"),
            item("BEG_2", "Ik krijg tijd", "eens-5"),
            item("WPB_1", "Ik geef uitleg", "eens-5"),
            item("WPB_2", "Ik geef tijd", "eens-5"),
            item("Begeleiding [Uitleg]", "Begeleiding [Uitleg]", "eens-5"),
            item("Sfeer [Veilig]", "Sfeer [Veilig]", "eens-5"),
            item("Begeleiding [Tijd]", "Begeleiding [Tijd]", "eens-5"),
            item("Sfeer [Open]", "Sfeer [Open]", "eens-5"),
            item("V1", "Een", "eens-5"),
            item("V2", "Twee", "eens-5"),
        ];
        let sizes: Vec<(Option<String>, Option<String>, usize)> =
            blocks(&items).into_iter().map(|block| (block.prefix, block.title, block.items.len())).collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            sizes,
            [
                (some("BEG"), None, 2),
                (some("WPB"), None, 2),
                (None, some("Begeleiding"), 2),
                (None, some("Sfeer"), 2),
                (None, None, 2),
            ]
        );
    }
}
