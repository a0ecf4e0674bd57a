//! What is done to a typed or pasted identifier before it is looked at.

/// Brings a typed or pasted identifier to the form that the parsers read.
///
/// - White space is removed wherever it stands: spaces, tabs, line breaks, no-break and thin
///   spaces; also invisible characters (zero-width spaces and joiners, soft hyphens, byte order
///   and direction marks), which come along from documents and spreadsheets.
/// - Every dash (hyphen, non-breaking hyphen, figure, en and em dash, horizontal bar, minus,
///   small and full-width hyphens) becomes `-`.
/// - Å, Ä and Ö written as a letter and a combining mark (as some systems put them on the
///   clipboard) become one character.
/// - ASCII letters become capitals.
///
/// Nothing else is changed or guessed: no digit is read as a letter, nothing is added.
#[must_use]
pub fn normalise(value: &str) -> String {
    let mut text = normalise_keeping_case(value);
    text.make_ascii_uppercase();
    text
}

/// As [`normalise()`], but letters keep their case, for identifiers in which it has a meaning
/// (the splitting letter of an apartment is small).
#[must_use]
pub fn normalise_keeping_case(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for character in normalised(value) {
        let composed = match (character, text.chars().next_back()) {
            ('\u{30A}', Some('A')) => Some('Å'),
            ('\u{30A}', Some('a')) => Some('å'),
            ('\u{308}', Some('A')) => Some('Ä'),
            ('\u{308}', Some('a')) => Some('ä'),
            ('\u{308}', Some('O')) => Some('Ö'),
            ('\u{308}', Some('o')) => Some('ö'),
            _ => None,
        };
        if composed.is_some() {
            text.pop();
        }
        text.push(composed.unwrap_or(character));
    }
    text
}

/// The characters that count, with every dash as `-`.
fn normalised(value: &str) -> impl Iterator<Item = char> {
    value
        .chars()
        .filter(|character| !is_blank(*character))
        .map(|character| match character {
            '\u{2010}'..='\u{2015}' | '\u{2043}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => '-',
            other => other,
        })
}

/// Whether the character is white space or invisible.
fn is_blank(character: char) -> bool {
    character.is_whitespace() || is_invisible(character)
}

/// Whether the character has no width and no meaning of its own: zero-width spaces and joiners, soft
/// hyphens, byte order and direction marks.
pub(crate) const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{AD}'
            | '\u{34F}'
            | '\u{61C}'
            | '\u{180E}'
            | '\u{200B}'..='\u{200F}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{FEFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pasted_white_space_goes_wherever_it_stands() {
        assert_eq!(normalise("\t 131052 -\u{A0}308 T\r\n"), "131052-308T");
        assert_eq!(
            normalise("\u{FEFF}131052\u{200B}-308T\u{200E}\u{202F}"),
            "131052-308T"
        );
    }

    #[test]
    fn every_dash_becomes_a_hyphen() {
        for dash in "‐‑‒–—―−﹘﹣－".chars() {
            assert_eq!(normalise(&format!("131052{dash}308T")), "131052-308T", "{dash:?}");
        }
    }

    #[test]
    fn letters_become_capitals_unless_their_case_is_kept() {
        assert_eq!(normalise("131052-308t"), "131052-308T");
        assert_eq!(normalise_keeping_case(" B 012 a "), "B012a");
    }

    #[test]
    fn combining_marks_are_joined_to_their_letter() {
        assert_eq!(normalise_keeping_case("A\u{30A} A\u{308} o\u{308}"), "ÅÄö");
        assert_eq!(normalise("A\u{30A} A\u{308} o\u{308}"), "ÅÄö");
    }
}
