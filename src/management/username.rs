//! The login name that a new person gets.

use crate::permit::Key;

/// The most characters of the part that comes from the name.
const LONGEST: usize = 16;

/// Login names for a person of an organisation, best first: the organisation's key, the first
/// letter of the given name with the surname, then the same with a number. The organisation's
/// key stands in front, so that a number tells of the own organisation's people only.
pub fn login_candidates(organisation: &Key, name: &str) -> impl Iterator<Item = String> {
    let words: Vec<String> = name
        .split_whitespace()
        .map(plain)
        .filter(|word| !word.is_empty())
        .collect();
    let first = words
        .first()
        .and_then(|word| word.get(..1))
        .unwrap_or_default()
        .to_owned();
    let mut base: String = match words.last() {
        Some(surname) if words.len() > 1 => format!("{first}{surname}"),
        Some(only) => only.clone(),
        None => "kayttaja".to_owned(),
    };
    base.truncate(LONGEST);
    let stem = format!("{}.{base}", organisation.as_str());
    std::iter::once(stem.clone()).chain((2_u32..).map(move |number| format!("{stem}{number}")))
}

/// The letters a–z of a name, for the key of an organisation.
#[must_use]
pub fn plain_letters(name: &str) -> String {
    name.split_whitespace().map(plain).collect()
}

/// A word in the letters a–z; letters that have no such form fall away.
fn plain(word: &str) -> String {
    word.to_lowercase()
        .chars()
        .filter_map(|letter| match letter {
            'a'..='z' => Some(letter),
            'å' | 'ä' | 'á' | 'à' | 'â' | 'ã' | 'æ' => Some('a'),
            'ö' | 'ø' | 'ó' | 'ò' | 'ô' | 'õ' => Some('o'),
            'é' | 'è' | 'ê' | 'ë' => Some('e'),
            'í' | 'ì' | 'î' | 'ï' => Some('i'),
            'ü' | 'ú' | 'ù' | 'û' => Some('u'),
            'ç' | 'č' => Some('c'),
            'ñ' | 'ŋ' => Some('n'),
            'š' => Some('s'),
            'ž' => Some('z'),
            'đ' | 'ð' => Some('d'),
            'ŧ' => Some('t'),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn first(name: &str, count: usize) -> Vec<String> {
        login_candidates(&Key::parse("kunta").unwrap(), name)
            .take(count)
            .collect()
    }

    #[test]
    fn a_login_name_comes_from_organisation_and_name_with_a_number_if_needed() {
        assert_eq!(
            first("Kaisa Hyväri-Öster", 3),
            ["kunta.khyvarioster", "kunta.khyvarioster2", "kunta.khyvarioster3"]
        );
        assert_eq!(first("Åsa af Forselles", 1), ["kunta.aforselles"]);
        assert_eq!(first("漢字 名前", 1), ["kunta.kayttaja"]);
        assert_eq!(
            first("Maximiliane Schwarzenegger-Lahtinen", 1)[0].len(),
            "kunta.".len() + 16
        );
    }
}
