//! One entry of the change log: who did what to whom, and what was before and after.
//!
//! A disclosure is told by an [`Entry`](super::Entry); everything else that somebody may have to
//! answer for is told here. No secret stands in it, and no identity code: people are named by the
//! keys of their usernames.
//!
//! The encoding is frozen like that of an entry. Version 1, fields in this order, written as in
//! [`entry`](super::entry): version byte; id (16 bytes); time (8); act; actor and the actor's
//! organisation (optional texts); kind and key of the subject (texts); organisation concerned
//! (optional text); details, a list of field (text), before and after (optional texts); reason
//! (optional text); network address, request id.

mod act;

use std::fmt;

pub use act::ChangeAct;

use super::entry::{EntryError, Reader, Writer};

/// The version byte of the encoding.
pub const CHANGE_VERSION: u8 = 1;

/// An entry of the change log.
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    /// Random: names the entry before it has its place in the tree.
    pub id: [u8; 16],
    /// When: microseconds since 1970-01-01T00:00:00Z.
    pub time_micros: i64,
    /// What was done.
    pub act: ChangeAct,
    /// The key of the username that did it; none if nobody was signed in, or by command or by the
    /// service itself.
    pub actor: Option<String>,
    /// The key of the actor's organisation.
    pub actor_organisation: Option<String>,
    /// To what it was done.
    pub subject: Subject,
    /// The key of the organisation that it concerns.
    pub organisation: Option<String>,
    /// What was before and what is after.
    pub details: Vec<Detail>,
    /// Why, as the actor wrote it, or why it was refused.
    pub reason: Option<String>,
    /// The network address from which the request came; empty if none did.
    pub source_address: String,
    /// The id of the request, as on error pages and in traces; empty if there was none.
    pub request_id: String,
}

/// To what something was done. The keys are those of the directory.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// To nothing in particular.
    None,
    /// A username.
    Username(String),
    /// An organisation.
    Organisation(String),
    /// A permit.
    Permit(String),
    /// A setting or lever.
    Setting(String),
    /// A register, by its environment.
    Register(String),
    /// A message.
    Message(String),
    /// A log.
    Log(String),
}

impl Subject {
    /// The code of its kind, and its key.
    #[must_use]
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::None => ("none", ""),
            Self::Username(key) => ("username", key),
            Self::Organisation(key) => ("organisation", key),
            Self::Permit(key) => ("permit", key),
            Self::Setting(key) => ("setting", key),
            Self::Register(key) => ("register", key),
            Self::Message(key) => ("message", key),
            Self::Log(key) => ("log", key),
        }
    }

    /// The subject of these parts.
    #[must_use]
    pub fn of_parts(kind: &str, key: &str) -> Option<Self> {
        let key = key.to_owned();
        Some(match kind {
            "none" if key.is_empty() => Self::None,
            "username" => Self::Username(key),
            "organisation" => Self::Organisation(key),
            "permit" => Self::Permit(key),
            "setting" => Self::Setting(key),
            "register" => Self::Register(key),
            "message" => Self::Message(key),
            "log" => Self::Log(key),
            _ => return None,
        })
    }
}

/// One thing that differs after an act, as codes.
#[derive(Clone, PartialEq, Eq)]
pub struct Detail {
    /// What it is, such as `email` or `right:kunta/asiakaspalvelu`.
    pub field: String,
    /// What it was; none if it was not there.
    pub before: Option<String>,
    /// What it is now; none if it is gone.
    pub after: Option<String>,
}

impl Detail {
    /// Something that is there now.
    pub fn after(field: impl Into<String>, after: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            before: None,
            after: Some(after.into()),
        }
    }
}

/// Shows which field, never what was in it.
impl fmt::Debug for Detail {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Detail")
            .field("field", &self.field)
            .finish_non_exhaustive()
    }
}

impl Change {
    /// The canonical payload: the only byte form of this entry.
    ///
    /// # Errors
    /// [`EntryError::TooLong`] only.
    pub fn encode(&self) -> Result<Vec<u8>, EntryError> {
        let mut writer = Writer::new();
        writer.raw(&[CHANGE_VERSION]);
        writer.raw(&self.id);
        writer.raw(&self.time_micros.to_be_bytes());
        writer.text(self.act.code())?;
        writer.optional(self.actor.as_deref())?;
        writer.optional(self.actor_organisation.as_deref())?;
        let (kind, key) = self.subject.parts();
        writer.text(kind)?;
        writer.text(key)?;
        writer.optional(self.organisation.as_deref())?;
        writer.length(self.details.len())?;
        for detail in &self.details {
            writer.text(&detail.field)?;
            writer.optional(detail.before.as_deref())?;
            writer.optional(detail.after.as_deref())?;
        }
        writer.optional(self.reason.as_deref())?;
        writer.text(&self.source_address)?;
        writer.text(&self.request_id)?;
        writer.finish()
    }

    /// Reads a canonical payload strictly: whatever it accepts, [`Change::encode`] gives back byte
    /// for byte.
    ///
    /// # Errors
    /// [`EntryError`].
    pub fn decode(payload: &[u8]) -> Result<Self, EntryError> {
        let mut reader = Reader::new(payload)?;
        let [version] = reader.raw("version")?;
        if version != CHANGE_VERSION {
            return Err(EntryError::UnknownVersion(version));
        }
        // Fields of a struct literal are evaluated in the order written: the order of the bytes.
        let change = Self {
            id: reader.raw("id")?,
            time_micros: i64::from_be_bytes(reader.raw("time")?),
            act: ChangeAct::from_code(&reader.text("act")?).ok_or(EntryError::ImpossibleValue("act"))?,
            actor: reader.optional("actor")?,
            actor_organisation: reader.optional("actor's organisation")?,
            subject: {
                let kind = reader.text("kind of subject")?;
                let key = reader.text("subject")?;
                Subject::of_parts(&kind, &key).ok_or(EntryError::ImpossibleValue("subject"))?
            },
            organisation: reader.optional("organisation")?,
            details: reader.list("details", |reader| {
                Ok(Detail {
                    field: reader.text("field")?,
                    before: reader.optional("before")?,
                    after: reader.optional("after")?,
                })
            })?,
            reason: reader.optional("reason")?,
            source_address: reader.text("source address")?,
            request_id: reader.text("request id")?,
        };
        reader.end()?;
        Ok(change)
    }
}

/// Shows when and what, never who did it to whom.
impl fmt::Debug for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Change")
            .field("time_micros", &self.time_micros)
            .field("act", &self.act)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
