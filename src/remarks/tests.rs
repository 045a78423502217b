use std::collections::BTreeSet;

use super::*;
use crate::diagnostics::{Code, Severity};
use crate::domain::{Lang, Place, RoleId, RoundId};

const QUESTION: &str = "Wat wil je nog kwijt?";

fn gathered(remarks: &[(&str, &str)]) -> Candidates {
    gathered_from(5, remarks)
}

fn gathered_from(minimum: u64, remarks: &[(&str, &str)]) -> Candidates {
    let mut gathering = Gathering::of(RoundId::new("r1"), OwnNames::new(["De Wilg"]), Lang::Nl);
    for (role, text) in remarks {
        gathering.take(QUESTION, &RoleId::new(*role), RawRemark::new(text));
    }
    gathering.candidates(minimum)
}

fn students(texts: &[&str]) -> Candidates {
    gathered(&texts.iter().map(|text| ("student", *text)).collect::<Vec<_>>())
}

const FIVE: [&str; 5] = [
    "Meer tijd graag.",
    "Sanne gaf fijne feedback.",
    "Prima geregeld.",
    "De roosters kwamen laat.",
    "Samen lessen maken helpt.",
];

fn lines(review: &Review) -> Vec<ReviewLine> {
    let line = |(at, row): (usize, &Vec<String>)| ReviewLine {
        release: row[0].clone(),
        remark: row[1].clone(),
        mark: row[4].clone(),
        place: Place::line("datadialoog.remarks.r1.csv", at as u64 + 2),
    };
    review.rows.iter().skip(1).enumerate().map(line).collect()
}

fn decided(candidates: &Candidates, answer: &str) -> Vec<ReviewLine> {
    let mut lines = lines(&review(candidates, None, Lang::Nl));
    lines.iter_mut().for_each(|line| line.release = answer.to_owned());
    lines
}

fn code(candidates: &Candidates, line: ReviewLine) -> Code {
    let made = release(candidates, &[line]);
    assert!(made.value.is_empty());
    made.notes[0].code
}

#[test]
fn of_fewer_people_than_the_minimum_nothing_is_looked_at() {
    assert!(students(&[]).is_empty());
    assert!(students(&FIVE[..1]).is_empty());
    assert!(students(&FIVE[..4]).is_empty());
    assert_eq!(students(&FIVE).len(), 5);
    assert!(students(&FIVE[..4]).too_few.contains(QUESTION));
    assert!(students(&FIVE).too_few.is_empty());
}

#[test]
fn who_has_nothing_to_say_does_not_count() {
    let mut texts = FIVE[..4].to_vec();
    texts.extend(["geen", "-", "n.v.t.", "", "Nee.", "   ", "Geen opmerkingen!"]);
    assert!(students(&texts).is_empty());
    assert!(students(&["", " ", "\u{a0}"]).is_empty());
}

#[test]
fn five_people_who_write_the_same_are_one_remark_and_too_few() {
    assert!(students(&["Meer tijd."; 9]).is_empty());
}

#[test]
fn a_role_of_few_does_not_hide_among_the_others() {
    let mut remarks: Vec<(&str, &str)> = FIVE.iter().map(|text| ("student", *text)).collect();
    remarks.extend([("begeleider", "Wij krijgen te weinig uren."); 4]);
    let candidates = gathered(&remarks);
    assert_eq!(candidates.len(), 5);
    assert!(candidates.too_few.contains(QUESTION));
}

#[test]
fn the_order_of_the_file_is_lost() {
    let mut turned = FIVE;
    let straight = review(&students(&turned), None, Lang::Nl).rows;
    for _ in 0..5 {
        turned.rotate_left(1);
        assert_eq!(review(&students(&turned), None, Lang::Nl).rows, straight);
    }
    turned.reverse();
    assert_eq!(review(&students(&turned), None, Lang::Nl).rows, straight);
    let order: Vec<&str> = straight.iter().skip(1).map(|row| row[1].as_str()).collect();
    let mut sorted = order.clone();
    sorted.sort_unstable();
    assert_ne!(order, sorted, "neither is it that of the alphabet");
}

#[test]
fn a_review_line_says_what_was_taken_out_and_not_what_stood_there() {
    let rows = review(&students(&FIVE), None, Lang::Nl).rows;
    assert_eq!(rows[0], ["vrijgeven", "opmerking", "weggehaald", "vraag", "merk"]);
    let row = rows.iter().find(|row| row[1].contains("feedback")).expect("the remark");
    assert_eq!(row[..4], ["", "[naam] gaf fijne feedback.", "1 x naam", QUESTION]);
    assert!(!format!("{rows:?}").contains("Sanne"));
    let marks: BTreeSet<&String> = rows.iter().skip(1).map(|row| &row[4]).collect();
    assert_eq!(marks.len(), 5);
}

#[test]
fn only_a_line_with_yes_is_released() {
    let candidates = students(&FIVE);
    for answer in ["", "nee", "Nee ", "no"] {
        let made = release(&candidates, &decided(&candidates, answer));
        assert!(made.value.is_empty() && made.notes.is_empty(), "{answer}");
    }
    for answer in ["ja", " JA", "yes"] {
        let made = release(&candidates, &decided(&candidates, answer));
        assert_eq!((made.value.len(), made.notes.len()), (5, 0), "{answer}");
    }
    let mut one = decided(&candidates, "nee");
    one[2].release = "ja".to_owned();
    let text = one[2].remark.clone();
    let made = release(&candidates, &one).value;
    assert_eq!((made.len(), made[0].text(), made[0].question()), (1, text.as_str(), QUESTION));
}

#[test]
fn everything_wrong_with_the_lines_is_told_with_its_place() {
    let candidates = students(&FIVE);
    let line = |change: fn(&mut ReviewLine)| {
        let mut line = decided(&candidates, "ja").remove(0);
        change(&mut line);
        line
    };
    assert_eq!(code(&candidates, line(|line| line.release = "misschien".to_owned())), Code::RemarkRelease);
    assert_eq!(code(&candidates, line(|line| line.remark = "  ".to_owned())), Code::RemarkRelease);
    assert_eq!(
        code(&candidates, line(|line| line.remark = "Mail a.b@example.nl".to_owned())),
        Code::RemarkRelease
    );
    assert_eq!(
        code(&candidates, line(|line| line.remark = "Bel 06-12345678".to_owned())),
        Code::RemarkRelease
    );
    assert_eq!(
        code(&candidates, line(|line| line.mark = "0123456789abcdef".to_owned())),
        Code::RemarkChanged
    );
    assert_eq!(code(&candidates, line(|line| line.mark.clear())), Code::RemarkChanged);
    let twice = [line(|_| {}), line(|_| {})];
    let made = release(&candidates, &twice);
    assert_eq!((made.value.len(), made.notes[0].code), (1, Code::RemarkRelease));
    let several = [line(|line| line.release = "?".to_owned()), line(|line| line.remark.clear())];
    let notes = release(&candidates, &several).notes;
    assert_eq!(notes.len(), 2, "all in one run");
    assert!(notes.iter().all(|note| note.place.is_some() && note.help.is_some()));
}

#[test]
fn what_a_person_puts_back_is_looked_at_as_what_people_wrote() {
    let candidates = students(&FIVE);
    let line = |remark: &str| {
        let mut line = decided(&candidates, "ja").remove(0);
        line.remark = remark.to_owned();
        line
    };
    assert_eq!(code(&candidates, line("Meer intervisie op De Wilg!")), Code::RemarkRelease);
    let made = release(&candidates, &[line("Meer intervisie, zegt Petra.")]);
    assert_eq!((made.value.len(), made.notes.len()), (1, 1), "a word with a capital need not be a name");
    assert_eq!((made.notes[0].code, made.notes[0].severity), (Code::RemarkRelease, Severity::Note));
}

#[test]
fn what_too_few_people_wrote_for_some_readers_is_left_out_and_told_and_no_fault() {
    let lines = decided(&students(&FIVE), "ja");
    let remarks: Vec<(&str, &str)> = FIVE.iter().map(|text| ("student", *text)).collect();
    let made = release(&gathered_from(10, &remarks), &lines);
    assert!(made.value.is_empty());
    assert_eq!(made.notes.len(), 1);
    assert_eq!((made.notes[0].code, made.notes[0].severity), (Code::TooFewRemarks, Severity::Note));
}

#[test]
fn a_person_may_change_the_words() {
    let candidates = students(&FIVE);
    let mut lines = decided(&candidates, "ja");
    lines[0].remark = "Iemand gaf  fijne\n feedback.".to_owned();
    let released = release(&candidates, &lines).value;
    assert!(released.iter().any(|remark| remark.text() == "Iemand gaf fijne feedback."));
}

#[test]
fn a_line_that_was_released_fits_only_what_the_exports_still_hold() {
    let lines = decided(&students(&FIVE), "ja");
    let mut now = FIVE;
    now[0] = "Meer tijd, graag.";
    let made = release(&students(&now), &lines);
    assert_eq!((made.value.len(), made.notes.len()), (4, 1));
    assert_eq!(made.notes[0].code, Code::RemarkChanged);
}

#[test]
fn what_was_decided_stays_and_a_few_newcomers_wait() {
    let first = students(&FIVE);
    let mut earlier = decided(&first, "ja");
    earlier[0].release.clear();
    earlier[1].remark = "Anders gezegd.".to_owned();
    let mut texts: Vec<&str> = FIVE.to_vec();
    let new = ["Een.. nieuw.", "Nog een nieuwe.", "En nu deze.", "Ook deze hier.", "Dit is de laatste."];
    texts.extend(&new[..4]);
    let with_four = review(&students(&texts), Some(&earlier), Lang::Nl);
    assert_eq!((with_four.rows.len(), with_four.waiting, with_four.undecided), (6, true, 1));
    assert_eq!(with_four.rows.iter().filter(|row| row[1] == "Anders gezegd.").count(), 1);
    texts.push(new[4]);
    let with_five = review(&students(&texts), Some(&earlier), Lang::Nl);
    assert_eq!((with_five.rows.len(), with_five.waiting, with_five.undecided), (11, false, 6));
    assert_eq!(with_five.gone, 0);
    let other = review(&students(&new), Some(&earlier), Lang::Nl);
    assert_eq!((other.rows.len(), other.gone), (6, 4), "decisions that fit nothing are told");
}
