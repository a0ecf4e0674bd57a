//! The access-rights register as a table for spreadsheets.

use super::RegisterRow;

/// Comma-separated values after RFC 4180, with a byte order mark and semicolons, as
/// spreadsheets in Finland read them. A cell that a spreadsheet would take for a formula gets
/// an apostrophe in front (OWASP, CSV injection).
#[must_use]
pub fn csv(headings: &[&str], rows: &[RegisterRow], kinds: impl Fn(&RegisterRow) -> String) -> String {
    let mut text = String::from('\u{feff}');
    line(&mut text, headings.iter().map(|heading| (*heading).to_owned()));
    for row in rows {
        line(
            &mut text,
            [
                row.time.clone(),
                row.organisation.clone(),
                row.person.clone(),
                row.username.clone(),
                row.right.clone(),
                kinds(row),
                row.validity.clone(),
                row.reason.clone(),
                row.by.clone(),
            ]
            .into_iter(),
        );
    }
    text
}

/// As [`csv`], for any table.
#[must_use]
pub fn csv_table(headings: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut text = String::from('\u{feff}');
    line(&mut text, headings.iter().map(|heading| (*heading).to_owned()));
    for row in rows {
        line(&mut text, row.into_iter());
    }
    text
}

fn line(text: &mut String, cells: impl Iterator<Item = String>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            text.push(';');
        }
        text.push('"');
        if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
            text.push('\'');
        }
        text.push_str(&cell.replace('"', "\"\""));
        text.push('"');
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::super::RightEventKind;
    use super::*;

    #[test]
    fn quotes_are_doubled_and_a_formula_is_made_harmless() {
        let row = RegisterRow {
            time: "23.11.2026 klo 11.00".to_owned(),
            person: "Kaisa \"Kata\" Kysyjä".to_owned(),
            username: "kunta.kkysyja".to_owned(),
            organisation: "Kuuselan kunta".to_owned(),
            right: "Asiakaspalvelu; LUO/1".to_owned(),
            kind: RightEventKind::Given,
            validity: "23.11.2026–1.12.2026".to_owned(),
            reason: "=1+1".to_owned(),
            by: "Veikko Vastuu".to_owned(),
        };
        let text = csv(&["Aika", "Organisaatio"], &[row], |_| "annettu".to_owned());
        assert_eq!(
            text,
            "\u{feff}\"Aika\";\"Organisaatio\"\r\n\"23.11.2026 klo 11.00\";\"Kuuselan kunta\";\"Kaisa \"\"Kata\"\" Kysyjä\";\
             \"kunta.kkysyja\";\"Asiakaspalvelu; LUO/1\";\"annettu\";\"23.11.2026–1.12.2026\";\"'=1+1\";\"Veikko Vastuu\"\r\n"
        );
    }
}
