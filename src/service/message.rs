//! Messages to the people of the service: plain text, in the receiver's language.

use super::Service;
use crate::error::Problem;
use crate::language::StaticText;
use crate::permit::Key;
use crate::store::{OutboxMessage, UserRow};

/// `text` with each `{name}` replaced by its value. Values are not looked into: a name that
/// somebody gave cannot fill another blank.
pub(super) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let known = after
            .split_once('}')
            .and_then(|(name, after)| Some((values.iter().find(|(known, _)| *known == name)?.1, after)));
        match known {
            Some((value, after)) => {
                filled.push_str(value);
                rest = after;
            }
            None => {
                filled.push('{');
                rest = after;
            }
        }
    }
    filled.push_str(rest);
    filled
}

impl Service {
    /// A message to a user about something that has happened.
    pub(super) fn message_to(
        &self,
        user: &UserRow,
        subject: &StaticText,
        text: &StaticText,
        values: &[(&str, &str)],
    ) -> Result<OutboxMessage, Problem> {
        self.message(&user.id, &user.email, subject.get(user.language), {
            fill(text.get(user.language), values)
        })
    }

    /// A message of these words.
    pub(super) fn message(
        &self,
        username: &Key,
        to: &str,
        subject: &str,
        text: String,
    ) -> Result<OutboxMessage, Problem> {
        Ok(OutboxMessage {
            id: self.new_key()?,
            username: username.clone(),
            time: self.clock.now(),
            to: to.to_owned(),
            subject: subject.to_owned(),
            text,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_fill_another_blank() {
        let filled = fill(
            "Hei {name}: {link} {other} {",
            &[("name", "{link}"), ("link", "https://x")],
        );
        assert_eq!(filled, "Hei {link}: https://x {other} {");
    }
}
