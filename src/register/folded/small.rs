//! Taking Latin letters apart without the tables of all scripts, which are larger than all texts of
//! the service together and cannot be split off the browser's program.

/// Characters without their accents and capitals, where they are Latin letters of Europe or their
/// full-width forms; others as they are.
pub(super) fn apart(characters: impl Iterator<Item = char>) -> impl Iterator<Item = char> {
    characters.map(plain)
}

/// The canonical combining class of the marks on Latin letters, and 0 for everything else.
pub(super) const fn canonical_combining_class(character: char) -> u8 {
    if matches!(character, '\u{300}'..='\u{36F}') {
        230
    } else {
        0
    }
}

fn plain(character: char) -> char {
    let character = match character {
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(u32::from(character) - 0xFEE0).unwrap_or(character),
        other => other,
    };
    match character {
        'À' | 'Á' | 'Â' | 'Ã' | 'Ä' | 'Å' | 'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' | 'Ā' | 'ā' | 'Ă' | 'ă'
        | 'Ą' | 'ą' => 'a',
        'Ç' | 'ç' | 'Ć' | 'ć' | 'Ĉ' | 'ĉ' | 'Ċ' | 'ċ' | 'Č' | 'č' => 'c',
        'Ď' | 'ď' => 'd',
        'È' | 'É' | 'Ê' | 'Ë' | 'è' | 'é' | 'ê' | 'ë' | 'Ē' | 'ē' | 'Ĕ' | 'ĕ' | 'Ė' | 'ė' | 'Ę' | 'ę'
        | 'Ě' | 'ě' => 'e',
        'Ĝ' | 'ĝ' | 'Ğ' | 'ğ' | 'Ġ' | 'ġ' | 'Ģ' | 'ģ' => 'g',
        'Ĥ' | 'ĥ' => 'h',
        'Ì' | 'Í' | 'Î' | 'Ï' | 'ì' | 'í' | 'î' | 'ï' | 'Ĩ' | 'ĩ' | 'Ī' | 'ī' | 'Ĭ' | 'ĭ' | 'Į' | 'į'
        | 'İ' => 'i',
        'Ĵ' | 'ĵ' => 'j',
        'Ķ' | 'ķ' => 'k',
        'Ĺ' | 'ĺ' | 'Ļ' | 'ļ' | 'Ľ' | 'ľ' => 'l',
        'Ñ' | 'ñ' | 'Ń' | 'ń' | 'Ņ' | 'ņ' | 'Ň' | 'ň' => 'n',
        'Ò' | 'Ó' | 'Ô' | 'Õ' | 'Ö' | 'ò' | 'ó' | 'ô' | 'õ' | 'ö' | 'Ō' | 'ō' | 'Ŏ' | 'ŏ' | 'Ő' | 'ő' => {
            'o'
        }
        'Ŕ' | 'ŕ' | 'Ŗ' | 'ŗ' | 'Ř' | 'ř' => 'r',
        'Ś' | 'ś' | 'Ŝ' | 'ŝ' | 'Ş' | 'ş' | 'Š' | 'š' | 'ſ' | 'Ș' | 'ș' => 's',
        'Ţ' | 'ţ' | 'Ť' | 'ť' | 'Ț' | 'ț' => 't',
        'Ù' | 'Ú' | 'Û' | 'Ü' | 'ù' | 'ú' | 'û' | 'ü' | 'Ũ' | 'ũ' | 'Ū' | 'ū' | 'Ŭ' | 'ŭ' | 'Ů' | 'ů'
        | 'Ű' | 'ű' | 'Ų' | 'ų' => 'u',
        'Ŵ' | 'ŵ' => 'w',
        'Ý' | 'ý' | 'ÿ' | 'Ŷ' | 'ŷ' | 'Ÿ' => 'y',
        'Ź' | 'ź' | 'Ż' | 'ż' | 'Ž' | 'ž' => 'z',
        'Æ' => 'æ',
        'Œ' => 'œ',
        'Ø' => 'ø',
        'ẞ' => 'ß',
        'Þ' => 'þ',
        'Ð' => 'ð',
        'Đ' => 'đ',
        'Ł' => 'ł',
        'Ħ' => 'ħ',
        'Ŧ' => 'ŧ',
        'Ŋ' => 'ŋ',
        other => other.to_ascii_lowercase(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Folded;
    use super::*;

    fn small(text: &str) -> Folded {
        Folded::joined(text.len(), apart(text.chars()), canonical_combining_class)
    }

    #[test]
    fn latin_letters_are_folded_as_with_the_tables_of_all_scripts() {
        // Ligatures and the long s of two letters are left to the server.
        let apart_in_two = ['Ĳ', 'ĳ', 'Ŀ', 'ŀ', 'ŉ'];
        let letters = ('\u{C0}'..='\u{17F}').chain(['Ș', 'ș', 'Ț', 'ț', 'ẞ']);
        for letter in letters.filter(|letter| !apart_in_two.contains(letter)) {
            let text = format!("x{letter}y {letter}");
            assert_eq!(small(&text), Folded::of(&text), "{letter}");
        }
        for text in [
            "Ma\u{308}kinen-A\u{30A}",
            "Ｎｏｒｄ １２",
            "12–14 B",
            "ÅÄÖ",
            "",
            "–",
            "von Essen",
        ] {
            assert_eq!(small(text), Folded::of(text), "{text}");
        }
    }

    #[test]
    fn something_is_left_of_a_name_in_any_script() {
        for text in ["Иванов", "Παπαδόπουλος", "山田 太郎", "محمد"] {
            assert!(!small(text).is_empty(), "{text}");
        }
    }
}
