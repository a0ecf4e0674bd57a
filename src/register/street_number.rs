//! House numbers of streets as they are compared: `12`, `12-14a`, `7 b`.

use super::folded::Folded;

/// How many numbers one address may cover; a longer span is a slip of the pen and counts as its ends.
const LONGEST_SPAN: u16 = 60;

/// A house number: a number or a span of numbers, and a letter.
///
/// The register's own field is free text of 13 characters [X]; what does not begin with a number
/// has none here and is found by its street alone.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StreetNumber {
    first: u16,
    last: u16,
    letter: String,
}

impl StreetNumber {
    /// Reads a number in any spelling: `12–14 B` is `12-14b`; none if it does not begin with a number.
    #[must_use]
    pub fn of(text: &str) -> Option<Self> {
        let folded = Folded::of(text);
        let mut rest = folded.as_str();
        let first = leading_number(&mut rest)?;
        // Folding made a space of the dash, so a second number is the end of a span.
        let mut after = rest.trim_start();
        let mut last = first;
        if let Some(number) = leading_number(&mut after) {
            last = number;
            rest = after;
        }
        let letter: String = rest.chars().filter(|character| *character != ' ').collect();
        let (first, last) = (first.min(last), first.max(last));
        Some(Self { first, last, letter })
    }

    /// The lowest number.
    #[must_use]
    pub const fn first(&self) -> u16 {
        self.first
    }

    /// The highest number.
    #[must_use]
    pub const fn last(&self) -> u16 {
        self.last
    }

    /// Every number that the address covers: those of one side of the street, or all where the ends
    /// lie on two sides.
    pub fn numbers(&self) -> impl Iterator<Item = u16> {
        let span = self.last - self.first;
        let step = match span {
            0 => 1,
            span if span > LONGEST_SPAN => span,
            span if span % 2 == 0 => 2,
            _ => 1,
        };
        (self.first..=self.last).step_by(usize::from(step))
    }

    /// Whether an address with this number answers a search for `asked`: some number in common, and
    /// the same letter if one was asked for.
    #[must_use]
    pub fn answers(&self, asked: &Self) -> bool {
        let in_common = self.first <= asked.last && asked.first <= self.last;
        in_common && (asked.letter.is_empty() || asked.letter == self.letter)
    }
}

/// Takes the digits at the start; none if there are none or the number is too large for a street.
fn leading_number(rest: &mut &str) -> Option<u16> {
    let end = rest
        .find(|character: char| !character.is_ascii_digit())
        .unwrap_or(rest.len());
    let (digits, after) = rest.split_at(end);
    let number = digits.parse().ok()?;
    *rest = after;
    Some(number)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn number(text: &str) -> StreetNumber {
        StreetNumber::of(text).unwrap()
    }

    #[test]
    fn spellings_of_one_number_are_one() {
        for text in ["12-14b", "12–14 b", "12 - 14 B", "0012-14B", "14-12b"] {
            assert_eq!(number(text), number("12-14b"), "{text}");
        }
        assert_eq!(number("7 A"), number("7a"));
    }

    #[test]
    fn a_text_without_a_number_at_its_start_has_none() {
        for text in ["", "b", "PL 12", "-", "99999999"] {
            assert_eq!(StreetNumber::of(text), None, "{text}");
        }
    }

    #[test]
    fn a_span_covers_one_side_of_the_street() {
        assert_eq!(number("12-16").numbers().collect::<Vec<_>>(), [12, 14, 16]);
        assert_eq!(number("12-15").numbers().collect::<Vec<_>>(), [12, 13, 14, 15]);
        assert_eq!(number("7").numbers().collect::<Vec<_>>(), [7]);
        assert_eq!(number("1-9000").numbers().collect::<Vec<_>>(), [1, 9000]);
    }

    #[test]
    fn a_letter_narrows_only_if_it_was_asked_for() {
        assert!(number("12a").answers(&number("12")));
        assert!(number("12-14a").answers(&number("14 A")));
        assert!(!number("12a").answers(&number("12b")));
        assert!(!number("12").answers(&number("12b")));
        assert!(!number("12").answers(&number("13")));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,20}") {
            if let Some(number) = StreetNumber::of(&text) {
                prop_assert!(number.numbers().count() <= usize::from(LONGEST_SPAN) + 1);
                prop_assert!(number.answers(&number));
            }
        }

        #[test]
        fn a_search_for_any_number_of_a_span_is_answered(first in 1_u16..400, length in 0_u16..20, letter in "[a-d]?") {
            let address = number(&format!("{first}-{}{letter}", first + length));
            for covered in address.numbers() {
                prop_assert!(address.answers(&number(&covered.to_string())));
            }
        }
    }
}
