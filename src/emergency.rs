//! The levers for an emergency as they travel between the authority's page and the server. What
//! each does is in `service::levers`.

use serde::{Deserialize, Serialize};

use crate::access::Reason;
use crate::error::Problem;
use crate::language::{Language, Text};
use crate::permit::Key;

/// A lever that stays pulled until it is put back.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "kind", content = "of")]
pub enum Lever {
    /// Nobody changes anything; queries go on.
    ReadOnly,
    /// Nobody queries.
    Queries,
    /// Nobody of an organisation signs in, queries or does anything else.
    Organisation(Key),
}

impl Lever {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::ReadOnly => "read-only".to_owned(),
            Self::Queries => "queries".to_owned(),
            Self::Organisation(organisation) => format!("organisation/{}", organisation.as_str()),
        }
    }

    /// The lever with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        match code {
            "read-only" => Some(Self::ReadOnly),
            "queries" => Some(Self::Queries),
            code => {
                let organisation = code.strip_prefix("organisation/")?;
                Key::parse(organisation).ok().map(Self::Organisation)
            }
        }
    }

    /// Whether users are told why in words that are written when it is pulled.
    #[must_use]
    pub const fn has_notice(&self) -> bool {
        matches!(self, Self::ReadOnly | Self::Queries)
    }
}

/// Reads what users shall be told, in each language like a reason: 3–200 characters on one line.
///
/// # Errors
/// [`Problem::Notice`] with the language and what is wrong there.
pub fn parse_notice(written: &Text) -> Result<Text, Problem> {
    let part = |language: Language, text: &str| {
        Reason::parse(text)
            .map(|text| text.as_str().to_owned())
            .map_err(|problem| Problem::Notice(language, problem))
    };
    Ok(Text {
        fi: part(Language::Fi, &written.fi)?,
        sv: part(Language::Sv, &written.sv)?,
        en: part(Language::En, &written.en)?,
    })
}

/// A lever that is pulled, as the page shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeverView {
    /// Which.
    pub lever: Lever,
    /// The organisation's name, if it is about one.
    pub organisation: String,
    /// Since when, local.
    pub since: String,
    /// By whom.
    pub by: String,
    /// Why.
    pub reason: String,
    /// What users are told.
    pub notice: Text,
}

/// An organisation that may be closed, or whose sessions may be ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrganisationSessions {
    /// Its key.
    pub id: Key,
    /// Its name.
    pub name: String,
    /// How many sessions are open.
    pub sessions: u32,
    /// Whether it may be closed: the authority may not, for it opens what is closed.
    pub may_close: bool,
}

/// The page of levers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmergencyView {
    /// The levers that are pulled, the newest first.
    pub pulled: Vec<LeverView>,
    /// The organisations, by name.
    pub organisations: Vec<OrganisationSessions>,
    /// How many sessions are open beside the one that asks.
    pub sessions: u32,
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may panic")]
mod tests {
    use super::*;
    use crate::access::ReferenceProblem;

    #[test]
    fn a_lever_is_found_by_its_code() {
        let organisation = Lever::Organisation(Key::parse("kunta").unwrap());
        for lever in [Lever::ReadOnly, Lever::Queries, organisation] {
            assert_eq!(Lever::from_code(&lever.code()), Some(lever));
        }
        assert_eq!(Lever::from_code("organisation/"), None);
    }

    #[test]
    fn a_notice_is_complete_in_three_languages_or_none() {
        let text = Text::new("Häiriö.", "  Störning. ", "Disruption.");
        assert_eq!(
            parse_notice(&text),
            Ok(Text::new("Häiriö.", "Störning.", "Disruption."))
        );
        for (language, text) in [
            (Language::Fi, Text::new("", "Störning", "Disruption")),
            (Language::Sv, Text::new("Häiriö", " ", "Disruption")),
            (Language::En, Text::new("Häiriö", "Störning", "")),
        ] {
            assert_eq!(
                parse_notice(&text),
                Err(Problem::Notice(language, ReferenceProblem::Missing))
            );
        }
    }
}
