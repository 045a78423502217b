//! How sure is the verdict? Intervals and verdicts on invented people, of whom the truth is known.
//!
//! `cargo bench --bench how_sure` prints the tables of `docs/methods.md`, as Markdown, from a fixed seed: the same digits on
//! every machine. Named words choose: `cargo bench --bench how_sure -- verdicts`; a number sets the repetitions.

mod coverage;
mod people;
mod random;
mod verdicts;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::{env, thread};

use coverage::{Cell, NAMES, Tally};
use verdicts::{BOUND, Given, SHARES, SIZES};

const REPETITIONS: u64 = 20_000;
const RESPONDENTS: [usize; 4] = [5, 10, 20, 50];
const PEOPLE: [Option<usize>; 4] = [Some(12), Some(25), Some(60), None];
const TRUTHS: [f64; 3] = [0.05, 0.50, 0.95];

fn main() {
    let words: Vec<String> = env::args().skip(1).filter(|word| !word.starts_with('-')).collect();
    let repetitions = words.iter().find_map(|word| word.parse().ok()).unwrap_or(REPETITIONS);
    let wanted = |name: &str| {
        !words.iter().any(|word| word.parse::<u64>().is_err()) || words.iter().any(|word| word == name)
    };
    if wanted("coverage") {
        print_coverage(repetitions);
    }
    if wanted("verdicts") {
        print_verdicts(repetitions);
    }
}

/// The numbers of respondents and of people asked that go together.
fn sizes() -> Vec<(usize, Option<usize>)> {
    let pairs = RESPONDENTS.iter().flat_map(|&n| PEOPLE.iter().map(move |&population| (n, population)));
    pairs.filter(|&(n, population)| population.is_none_or(|people| n < people)).collect()
}

/// Does all of something on all cores, and gives the outcomes in their order; each gets a seed of its own.
fn each<T: Sync, R: Send>(all: &[T], doing: impl Fn(&T, u64) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while let Some((index, one)) = Some(next.fetch_add(1, Ordering::Relaxed))
                    .and_then(|index| all.get(index).map(|one| (index, one)))
                {
                    let outcome = doing(one, 20_261_128 + index as u64);
                    done.lock().expect("no thread fell over").push((index, outcome));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no thread fell over");
    done.sort_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, outcome)| outcome).collect()
}

fn people(population: Option<usize>) -> String {
    population.map_or("∞".to_owned(), |people| people.to_string())
}

fn print_coverage(repetitions: u64) {
    let cells: Vec<Cell> = sizes()
        .into_iter()
        .flat_map(|(n, population)| TRUTHS.map(|share| Cell { n, population, share }))
        .collect();
    let outcomes = each(&cells, |cell, seed| coverage::cover(*cell, repetitions, seed));
    println!("Coverage of 95% intervals, {repetitions} repetitions a cell; average width in brackets.\n");
    for (index, name) in NAMES.iter().enumerate() {
        println!("### {name}\n");
        println!("| n | N | share 0.05 | share 0.50 | share 0.95 |\n| ---: | ---: | ---: | ---: | ---: |");
        for (three, cell) in outcomes.chunks(TRUTHS.len()).zip(cells.chunks(TRUTHS.len())) {
            let texts: Vec<String> = three.iter().map(|tallies| shown(&tallies[index], cell[0].n)).collect();
            println!("| {} | {} | {} |", cell[0].n, people(cell[0].population), texts.join(" | "));
        }
        println!();
    }
}

/// Coverage in percent with the average width, and how many samples had no interval; bold where 10 respondents or more
/// get less than 93% or more than 98%.
fn shown(tally: &Tally, n: usize) -> String {
    if tally.defined == 0 {
        return "–".to_owned();
    }
    let width = tally.width / tally.defined as f64;
    let none = 1.0 - tally.defined as f64 / tally.tried as f64;
    let missing = if none >= 0.005 { format!(", none in {:.0}%", none * 100.0) } else { String::new() };
    let coverage = tally.coverage() * 100.0;
    let mark = if n >= 10 && !(93.0..=98.0).contains(&coverage) { "**" } else { "" };
    format!("{mark}{coverage:.1}%{mark} ({width:.2}{missing})")
}

fn print_verdicts(repetitions: u64) {
    let cells: Vec<(usize, Option<usize>, f64)> =
        SIZES.iter().flat_map(|&(n, population)| SHARES.map(|share| (n, population, share))).collect();
    let outcomes =
        each(&cells, |&(n, population, share), seed| verdicts::give(n, population, share, repetitions, seed));
    let names = [
        format!("Verdicts on a favourable share over five items, threshold {:.0}%", BOUND * 100.0),
        "Verdicts on a mean score; the threshold is the mean of the people of whom 70% are favourable"
            .to_owned(),
    ];
    for (index, name) in names.iter().enumerate() {
        println!("### {name}\n");
        println!(
            "| n | N | share | good enough | probably | probably not yet | not yet | said 'good enough', is not | said 'not yet', is |\n| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |"
        );
        for ((n, population, share), given) in cells.iter().zip(&outcomes) {
            let Given { verdicts, too_good, too_bad } = given[index];
            let percent = |count: u64| format!("{:.1}%", count as f64 * 100.0 / repetitions as f64);
            let [met, probably, doubtful, not] = verdicts.map(percent);
            println!(
                "| {n} | {} | {:.0}% | {met} | {probably} | {doubtful} | {not} | {} | {} |",
                people(*population),
                share * 100.0,
                percent(too_good),
                percent(too_bad)
            );
        }
        println!();
    }
}
