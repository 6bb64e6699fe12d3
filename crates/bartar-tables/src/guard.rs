//! Calls into polars and calamine: whatever happens there becomes a reason, never a crash.

use std::fmt::Display;
use std::panic::{AssertUnwindSafe, catch_unwind};

use polars::prelude::PolarsResult;

/// Calls polars.
pub(crate) fn guarded<T>(call: impl FnOnce() -> PolarsResult<T>) -> Result<T, String> {
    caught(call)
}

/// Calls a library that reads files.
///
/// Damaged files make some decoders panic instead of answering with an error. A panic leaves nothing behind here: what
/// the call was building is dropped with it, and what it was reading is not read on.
pub(crate) fn caught<T, E: Display>(call: impl FnOnce() -> Result<T, E>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => Err(first_line(&error.to_string())),
        Err(panic) => {
            let reason = panic.downcast_ref::<String>().map(String::as_str);
            let reason = reason.or_else(|| panic.downcast_ref::<&str>().copied());
            Err(first_line(reason.unwrap_or("panic")))
        }
    }
}

/// The first line of a reason, which is enough for a message.
fn first_line(reason: &str) -> String {
    crate::blanks::shown(reason.lines().next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_a_reason() {
        assert_eq!(guarded(|| Ok(1)), Ok(1));
        let panicking = || -> PolarsResult<()> { panic!("offset {} out of bounds\nat x", 7) };
        assert_eq!(guarded(panicking), Err("offset 7 out of bounds".to_owned()));
    }
}
