//! One round for several circles of readers: each reads what is for it and for wider ones, and was promised its own minimum.

use super::world::{Person, World, people, role, school};
use crate::assess::Figure;
use crate::domain::{Readers, Slice, Statistic};

use Readers::{OwnTeam, Partnership, Public};

fn start() -> Vec<Person> {
    let crowd =
        [people(0, 30, "student", "A"), people(100, 25, "student", "B"), people(200, 24, "mentor", "A")];
    [crowd.concat(), people(300, 7, "mentor", "B")].concat()
}

fn with(n: u32) -> Vec<Person> {
    [start(), people(400, n, "student", "A")].concat()
}

#[test]
fn each_circle_reads_of_the_same_people_what_it_would_read_alone_in_whatever_order() {
    let all = [start(), people(500, 12, "student", "C"), people(600, 15, "student", "D")].concat();
    let alone = |readers: Readers| World::new().is_for(readers).publishes(&all).results;
    assert!(alone(OwnTeam) != alone(Public), "everyone is shown less");
    for order in
        [[OwnTeam, Partnership, Public], [Public, Partnership, OwnTeam], [Partnership, Public, OwnTeam]]
    {
        let mut world = World::new();
        for readers in order {
            let week = world.is_for(readers).publishes(&all);
            assert!(
                week.notes.is_empty() && week.kept().is_empty(),
                "{readers:?} in {order:?}: {:?}",
                week.notes
            );
            assert_eq!(week.results, alone(readers), "{readers:?} in {order:?}");
        }
        for readers in order {
            let week = world.is_for(readers).publishes(&all);
            assert!(!week.added && week.results == alone(readers), "{readers:?} has read it all");
        }
    }
}

#[test]
fn what_the_own_team_has_read_is_no_earlier_figure_for_everyone() {
    let mut world = World::new();
    world.publishes(&start());
    let one = world.is_for(Public).checks(&with(1)).0;
    assert_eq!(one.respondents(&Slice::All), None, "the own team would know the newcomer");
    assert!(one.kept().is_empty(), "everyone was never shown anything");
    let mean = &one.slice(&Slice::All).figures[&Statistic::Mean];
    assert!(matches!(mean, Figure::Withheld { .. }), "{mean:?}");
}

#[test]
fn everyone_need_not_wait_for_as_many_newcomers_as_they_were_promised_where_they_have_read_nothing_yet() {
    let mut world = World::new();
    world.publishes(&start());
    // Ten more than the own team has read: what it was promised for a distribution.
    let ten = world.is_for(Public).publishes(&with(10));
    assert_eq!((ten.respondents(&Slice::All), ten.slice(&Slice::All).as_of), (Some(96), None));
    // Now everyone has read something, and waits for twenty.
    let more = world.checks(&with(29)).0;
    assert_eq!(more.respondents(&Slice::All), Some(96));
    assert!(more.kept().contains("all"));
    let enough = world.checks(&with(30)).0;
    assert_eq!((enough.respondents(&Slice::All), enough.slice(&Slice::All).as_of), (Some(116), None));
    // The own team waits for ten.
    let own = world.is_for(OwnTeam).checks(&with(20)).0;
    assert_eq!((own.respondents(&Slice::All), own.slice(&Slice::All).as_of), (Some(106), None));
}

#[test]
fn the_own_team_keeps_what_everyone_has_read_where_one_came_in() {
    let mut world = World::new();
    let first = world.is_for(Public).publishes(&start());
    let second = world.is_for(OwnTeam).publishes(&with(1));
    assert_eq!(second.slice(&Slice::All).as_of, Some(World::day(0)));
    assert_eq!(second.respondents(&Slice::All), first.respondents(&Slice::All));
    assert_eq!(second.respondents(&role("mentor")), Some(31), "nobody came there");
    // Of school B everyone has read nothing that the newcomer is in.
    assert_eq!(second.slice(&school("B")).as_of, None);
}

#[test]
fn a_register_from_before_there_were_readers_is_of_the_own_team() {
    let mut world = World::new();
    world.publishes(&start());
    let text = world.ledger.to_text().expect("a text");
    assert_eq!(text.matches("\"readers\":\"own-team\"").count(), 1);
    let edition = &world.ledger.editions(&crate::domain::RoundId::new("nu"))[0];
    assert_eq!((edition.readers, edition.minimum, edition.minimum_distribution), (OwnTeam, 5, 10));
}
