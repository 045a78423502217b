use super::described::ScaffoldItem;

/// Questions that stand together in one questionnaire, on one scale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Block {
    /// The code they share before `[`, as LimeSurvey writes it; `None` for a run of columns.
    pub prefix: Option<String>,
    /// What was asked of all of them, if the headings say so: `A` of `A [B]`.
    pub title: Option<String>,
    /// The scale they share.
    pub scale: Option<String>,
    /// Whether it is only derived from a heading.
    pub scale_guessed: bool,
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
}

/// The blocks of one questionnaire: columns that share a code before `[`, else runs of columns on the same scale.
pub(super) fn blocks(items: &[ScaffoldItem]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut run_goes_on = false;
    for item in items.iter().filter(|item| !item.column.trim().is_empty()) {
        let prefix = prefix(&item.column);
        let at = match &prefix {
            Some(_) => blocks.iter().position(|block| block.prefix == prefix && block.scale == item.scale),
            None => {
                let last = blocks.len().checked_sub(1);
                last.filter(|last| {
                    run_goes_on && blocks.get(*last).is_some_and(|block| block.scale == item.scale)
                })
            }
        };
        run_goes_on = prefix.is_none();
        let text = Some(item.text.trim().to_owned()).filter(|text| !text.is_empty());
        let question = Question { column: item.column.clone(), text };
        match at.and_then(|at| blocks.get_mut(at)) {
            Some(block) if block.items.iter().any(|other| other.column == question.column) => {}
            Some(block) => {
                block.scale_guessed |= item.scale_guessed;
                block.items.push(question);
            }
            None => {
                let scale = item.scale.clone();
                let scale_guessed = item.scale_guessed;
                blocks.push(Block { prefix, title: None, scale, scale_guessed, items: vec![question] });
            }
        }
    }
    blocks.iter_mut().for_each(split_heading);
    blocks
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
        let (column, text, scale) = (column.to_owned(), text.to_owned(), Some(scale.to_owned()));
        ScaffoldItem { column, text, scale, scale_guessed: false }
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
}
