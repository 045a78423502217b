use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind};

thread_local! {
    /// How many guards stand around what this thread does now.
    static GUARDS: Cell<u32> = const { Cell::new(0) };
}

/// Runs something of a crate that reads other people's bytes; `None` where it panicked, which is then the fault of
/// the bytes.
pub(super) fn guarded<T>(work: impl FnOnce() -> T) -> Option<T> {
    GUARDS.set(GUARDS.get() + 1);
    let outcome = catch_unwind(AssertUnwindSafe(work));
    GUARDS.set(GUARDS.get() - 1);
    outcome.ok()
}

/// Whether a panic of this thread will be caught and told as what is wrong with a file, so that a panic hook need not
/// speak of it.
pub fn reads_guarded() -> bool {
    GUARDS.get() > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_inside_is_caught_and_is_known_to_be() {
        assert!(!reads_guarded());
        assert_eq!(guarded(reads_guarded), Some(true));
        assert_eq!(
            guarded(|| if reads_guarded() {
                panic!("broken bytes")
            }),
            None
        );
        assert!(!reads_guarded());
    }
}
