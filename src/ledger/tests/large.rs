use std::time::Instant;

use super::world::{Person, TEXT, World};

/// Sixty schools and five roles: how long it takes beside the rest. `cargo test --release -- --ignored sixty_schools`.
#[test]
#[ignore = "a measurement"]
fn sixty_schools_are_held_against_three_reports() {
    let roles = ["student", "mentor", "trainer", "head", "coach"];
    let schools: Vec<&'static str> = (0..60).map(|n| &*Box::leak(format!("S{n}").into_boxed_str())).collect();
    let mut people: Vec<Person> = Vec::new();
    let come = |people: &mut Vec<Person>, every: usize| {
        for (at, school) in schools.iter().enumerate() {
            for (kind, role) in roles.iter().enumerate() {
                for number in 0..(at * 7 + kind * 3) % every {
                    let answer = |shift: usize| {
                        Some(u8::try_from(1 + (number + shift) % 5).unwrap()).filter(|_| number % 9 > 0)
                    };
                    let id = u32::try_from(people.len()).unwrap();
                    people.push(Person {
                        id,
                        role,
                        school: Some(school),
                        answers: [answer(at), answer(kind)],
                    });
                }
            }
        }
    };
    let mut world = World::of(TEXT);
    for every in [14, 4, 9, 3] {
        come(&mut people, every);
        let before = Instant::now();
        let week = world.publishes(&people);
        println!("{} people, {} kept, {:?}", people.len(), week.kept().len(), before.elapsed());
    }
}
