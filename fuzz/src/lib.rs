//! What must hold for every input from outside: the properties that the fuzzer hunts with and
//! that `tests/fuzz_corpus.rs` holds the kept inputs to on each change.
//!
//! Each module is one target. Its `check` takes the bytes of one input, panics where a property
//! does not hold, and says whether a parser took the input.

pub mod entry;
pub mod exchange;
pub mod fixture;
pub mod identifiers;
pub mod note;
pub mod receipt;
pub mod register;
pub mod request;
pub mod texts;

/// A target by name.
pub type Target = (&'static str, fn(&[u8]) -> bool);

/// All targets.
pub const TARGETS: &[Target] = &[
    ("identifiers", identifiers::check),
    ("texts", texts::check),
    ("receipt", receipt::check),
    ("note", note::check),
    ("entry", entry::check),
    ("register", register::check),
    ("exchange", exchange::check),
    ("request", request::check),
];

/// Whether a text holds a run of at least `length` ASCII digits: what a trace or an error must
/// not show where a person's code was sent.
fn holds_digits(text: &str, length: usize) -> bool {
    text.split(|character: char| !character.is_ascii_digit())
        .any(|run| run.len() >= length)
}
