//! A person's name and work e-mail, as they are typed.

use serde::{Deserialize, Serialize};

/// What is wrong with a detail. Never holds what was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum DetailProblem {
    /// The name is not given name and surname, 3–100 letters, spaces, hyphens and apostrophes.
    #[error("not a person's name")]
    Name,
    /// The address is not one of e-mail.
    #[error("not an e-mail address")]
    Email,
}

/// A person's name: given name and surname, without digits, so that no code comes in with it.
#[derive(Clone, PartialEq, Eq)]
pub struct PersonName(String);

impl std::fmt::Debug for PersonName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PersonName(..)")
    }
}

impl PersonName {
    /// Validates a name; white space is made single.
    ///
    /// # Errors
    /// [`DetailProblem::Name`].
    pub fn parse(text: &str) -> Result<Self, DetailProblem> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let fits = (3..=100).contains(&text.chars().count())
            && text.contains(' ')
            && text
                .chars()
                .all(|c| c.is_alphabetic() || matches!(c, ' ' | '-' | '\'' | '’' | '.'));
        if fits {
            Ok(Self(text))
        } else {
            Err(DetailProblem::Name)
        }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A work e-mail address. That it reaches somebody is shown by the invitation alone.
#[derive(Clone, PartialEq, Eq)]
pub struct WorkEmail(String);

impl std::fmt::Debug for WorkEmail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("WorkEmail(..)")
    }
}

impl WorkEmail {
    /// Validates an address: one `@`, a local part, and a host name with a dot; ASCII without
    /// spaces or quoting, which no mail header can be broken with.
    ///
    /// # Errors
    /// [`DetailProblem::Email`].
    pub fn parse(text: &str) -> Result<Self, DetailProblem> {
        let text = text.trim();
        let fits = text.len() <= 254
            && text.split_once('@').is_some_and(|(local, host)| {
                let local_fits = (1..=64).contains(&local.len())
                    && !local.starts_with('.')
                    && !local.ends_with('.')
                    && local
                        .bytes()
                        .all(|byte| byte.is_ascii_alphanumeric() || b".!#$%&*+/=?^_{|}~-".contains(&byte));
                let labels: Vec<&str> = host.split('.').collect();
                let host_fits = labels.len() >= 2
                    && labels.iter().all(|label| {
                        (1..=63).contains(&label.len())
                            && !label.starts_with('-')
                            && !label.ends_with('-')
                            && label
                                .bytes()
                                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
                    });
                local_fits && host_fits
            });
        if fits {
            Ok(Self(text.to_owned()))
        } else {
            Err(DetailProblem::Email)
        }
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_given_name_and_surname_in_letters() {
        for name in ["Kaisa Kysyjä", "  Anne-Marie   O’Brien ", "Åsa af Forselles"] {
            assert!(PersonName::parse(name).is_ok(), "{name}");
        }
        for name in ["", "Kaisa", "010190-999W Kaisa", "Kaisa\u{0} Kysyjä", "<b> x"] {
            assert_eq!(PersonName::parse(name), Err(DetailProblem::Name), "{name}");
        }
        assert!(PersonName::parse(" Kaisa \t Kysyjä").is_ok_and(|name| name.as_str() == "Kaisa Kysyjä"));
    }

    #[test]
    fn an_address_that_could_break_a_header_is_refused() {
        assert!(WorkEmail::parse(" kaisa.kysyja@kuusela.example ").is_ok());
        for text in [
            "",
            "kaisa",
            "kaisa@kuusela",
            "a@b@c.example",
            "a b@c.example",
            "a@c.example\r\nBcc: x@y.example",
            "a@-c.example",
            "ä@c.example",
            "<a>@c.example",
        ] {
            assert_eq!(WorkEmail::parse(text), Err(DetailProblem::Email), "{text}");
        }
    }
}
