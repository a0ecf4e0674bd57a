//! The check character that personal, client and building identifiers share.

/// The 31 check characters in the order of the remainder; G, I, O, Q and Z are not among them
/// (A886 table, X).
pub const CHECK_CHARACTERS: &[u8; 31] = b"0123456789ABCDEFHJKLMNPRSTUVWXY";

/// The check character of `number`: its remainder modulo 31, looked up in [`CHECK_CHARACTERS`]
/// (A128 s. 2).
///
/// 31 is a prime that divides neither 10 nor 9, so one changed digit, or two different
/// neighbouring digits swapped, always change the character.
#[must_use]
pub const fn check_character(number: u64) -> char {
    CHECK_CHARACTERS[(number % 31) as usize] as char
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn table_has_no_look_alikes() {
        for letter in b"GIOQZ" {
            assert!(!CHECK_CHARACTERS.contains(letter));
        }
    }

    #[test]
    fn the_remainder_picks_the_character() {
        assert_eq!(check_character(0), '0');
        assert_eq!(check_character(30), 'Y');
        assert_eq!(check_character(31), '0');
        assert_eq!(check_character(131_052_308), 'T');
        assert_eq!(
            check_character(u64::MAX),
            char::from(CHECK_CHARACTERS[(u64::MAX % 31) as usize])
        );
    }
}
