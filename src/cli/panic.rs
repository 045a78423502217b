use std::panic::{AssertUnwindSafe, Location, catch_unwind, set_hook};

use datadialoog::domain::Lang;
use datadialoog::ingest::reads_guarded;

use super::console;
use super::exit::Exit;

/// Runs the program; a panic in it becomes one sentence that says whose fault it is, and [`Exit::Fault`].
/// The panic's own message is not shown: it could hold something of an answer.
pub(crate) fn guarded(lang: Lang, program: impl FnOnce() -> Exit) -> Exit {
    set_hook(Box::new(move |panic| {
        // What a damaged file makes a reader do is told as what is wrong with the file.
        if !reads_guarded() {
            console::cry(&sentence(lang, panic.location()));
        }
    }));
    catch_unwind(AssertUnwindSafe(program)).unwrap_or(Exit::Fault)
}

fn sentence(lang: Lang, location: Option<&Location<'_>>) -> String {
    let place = location.map_or_else(String::new, |place| format!(", {}:{}", place.file(), place.line()));
    let version = env!("CARGO_PKG_VERSION");
    lang.pick(
        format!("fout: datadialoog is vastgelopen door een fout van het programma zelf en niet door uw bestanden; meld ons a.u.b. alleen dit: versie {version}{place}"),
        format!("error: datadialoog stopped because of a fault of its own and not of your files; please report just this: version {version}{place}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_our_fault_and_tells_nothing_of_the_answers() {
        assert_eq!(guarded(Lang::Nl, || panic!("Jan zei: nooit")), Exit::Fault);
        assert_eq!(guarded(Lang::Nl, || Exit::Done), Exit::Done);
        drop(std::panic::take_hook());
        let words = sentence(Lang::Nl, Some(Location::caller()));
        assert!(words.contains("panic.rs:") && words.contains("niet door uw bestanden"));
        assert!(sentence(Lang::En, None).ends_with(env!("CARGO_PKG_VERSION")));
    }
}
