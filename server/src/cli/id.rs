//! `luotain id check`: says what kind of identifier each value is, or why it is none.

use std::io::{BufRead, Result, Write};

use luotain::identifier::recognise;
use luotain::language::Language;

/// Checks values, or each line of `input` where no value is given, and writes one line for each:
/// its number from 1, `ok` or `refused`, and then the kind and the normal form, or the reason;
/// separated by tabs. Empty lines of `input` are passed over but counted.
///
/// A refused value itself is not written: it may be a person's code with a typing error.
/// Gives `false` if any value was refused.
///
/// # Errors
/// What reading `input` or writing `output` gives. Bytes that are not UTF-8 are only refused.
pub fn check(values: Vec<String>, mut input: impl BufRead, output: &mut impl Write) -> Result<bool> {
    let mut all_valid = true;
    if values.is_empty() {
        let mut line = Vec::new();
        let mut number = 0;
        while input.read_until(b'\n', &mut line)? > 0 {
            number += 1;
            let value = String::from_utf8_lossy(&line);
            if !value.trim().is_empty() {
                all_valid &= check_one(number, &value, output)?;
            }
            line.clear();
        }
    } else {
        for (index, value) in values.iter().enumerate() {
            all_valid &= check_one(index + 1, value, output)?;
        }
    }
    output.flush()?;
    Ok(all_valid)
}

/// Writes the line of one value; `false` if the value is refused.
fn check_one(number: usize, value: &str, output: &mut impl Write) -> Result<bool> {
    match recognise(value) {
        Ok(recognised) => {
            let kind = recognised.kind().name().get(Language::En);
            writeln!(output, "{number}\tok\t{kind}\t{}", recognised.as_str())?;
            Ok(true)
        }
        Err(refused) => {
            let kind = refused
                .resembles
                .map_or("unknown", |kind| kind.name().get(Language::En));
            writeln!(
                output,
                "{number}\trefused\t{kind}\t{}",
                refused.error.message(Language::En)
            )?;
            Ok(false)
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;

    fn checked(values: &[&str], input: &[u8]) -> (bool, String) {
        let mut output = Vec::new();
        let values = values.iter().map(|value| (*value).to_owned()).collect();
        let valid = check(values, input, &mut output).unwrap();
        (valid, String::from_utf8(output).unwrap())
    }

    #[test]
    fn valid_values_are_told_with_kind_and_normal_form() {
        let (valid, output) = checked(&["131052-308t", "837-123-45-6", " 103515074x"], b"ignored");
        assert!(valid);
        assert_eq!(
            output,
            "1\tok\tpersonal identity code\t131052-308T\n\
             2\tok\tproperty identifier\t83712300450006\n\
             3\tok\tpermanent building identifier\t103515074X\n"
        );
    }

    #[test]
    fn refused_value_is_told_with_its_reason_and_never_repeated() {
        let (valid, output) = checked(&["0245437-2", "010190-999K"], b"");
        assert!(!valid);
        assert_eq!(
            output,
            "1\tok\tbusiness id\t0245437-2\n\
             2\trefused\tpersonal identity code\tThe identifier has a typing error: by its other characters, \
             the check character would be W. Compare each character with the source.\n"
        );
    }

    #[test]
    fn lines_of_the_input_are_read_where_no_value_is_given() {
        let (valid, output) = checked(&[], "091\r\n\n0245437\u{2013}2".as_bytes());
        assert!(valid);
        assert_eq!(
            output,
            "1\tok\tmunicipality code\t091\n3\tok\tbusiness id\t0245437-2\n"
        );
    }

    #[test]
    fn empty_value_and_bytes_that_are_no_text_are_refused() {
        let (valid, output) = checked(&[""], b"");
        assert!(!valid);
        assert_eq!(
            output,
            "1\trefused\tunknown\tThe identifier is missing. Enter it.\n"
        );
        let (valid, output) = checked(&[], b"\xFF\xFE\n091\n");
        assert!(!valid);
        assert!(output.starts_with("1\trefused\t") && output.ends_with("2\tok\tmunicipality code\t091\n"));
    }

    #[test]
    fn no_input_is_no_refusal() {
        assert_eq!(checked(&[], b""), (true, String::new()));
    }
}
