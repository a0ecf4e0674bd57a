//! The most common passwords, bundled (ASVS 6.2.4).
//!
//! A list by itself catches few passwords of twelve characters, so a password also counts
//! as common when it is a common one repeated, or a common one with digits or marks put
//! before or after it.

use std::collections::HashSet;
use std::sync::OnceLock;

static LIST: &str = include_str!("../../data/common-passwords.txt");

fn list() -> &'static HashSet<&'static str> {
    static SET: OnceLock<HashSet<&'static str>> = OnceLock::new();
    SET.get_or_init(|| LIST.lines().filter(|line| !line.is_empty()).collect())
}

/// Whether a password in lower case is among the most common ones or little more than one.
pub(super) fn holds(lower: &str) -> bool {
    let core = lower.trim_matches(|character: char| !character.is_alphabetic());
    let is_listed = |text: &str| list().contains(text);
    is_listed(lower)
        || (core.chars().count() >= 6 && is_listed(core))
        || lower.chars().all(|character| character.is_ascii_digit())
        || (1..=lower.len() / 2)
            .filter(|length| lower.len().is_multiple_of(*length) && lower.is_char_boundary(*length))
            .any(|length| {
                let (unit, _) = lower.split_at(length);
                unit.repeat(lower.len() / length) == lower && (length <= 4 || is_listed(unit))
            })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn at_least_ten_thousand_are_bundled() {
        assert!(list().len() >= 10_000, "{}", list().len());
    }
}
