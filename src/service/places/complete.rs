//! Completing municipalities and streets as one types. Both come from lists that tell nothing of a
//! person: the municipalities of the country, and the streets on which buildings stand.

use std::collections::BTreeSet;

use super::super::{RequestContext, Service};
use crate::error::Problem;
use crate::language::{Language, StaticText};
use crate::query::places::{CompletedName, CompletionQuery, StreetCompletionQuery};
use crate::register::{BilingualName, Folded, municipalities};
use crate::service::RegisterSource;

/// How many names are offered at the most.
const MOST: usize = 8;
/// A street stands under both of its names, so that twice as many rows may be of so many streets.
const MOST_ROWS: u32 = 16;
/// The longest text that is completed; a longer one is no beginning of a name.
const LONGEST: usize = 100;

const MERGED: StaticText = StaticText::new("liitetty: {name}", "gick upp i: {name}", "merged into: {name}");

impl Service {
    /// The municipalities, present and abolished, whose name begins with a text.
    ///
    /// # Errors
    /// `SignedOut`.
    pub fn complete_municipality(
        &self,
        request: &RequestContext,
        query: &CompletionQuery,
    ) -> Result<Vec<CompletedName>, Problem> {
        self.signed_in(request)?;
        let language = request.language;
        if query.text.chars().count() > LONGEST {
            return Ok(Vec::new());
        }
        let found = municipalities::list_beginning(&query.text, language, MOST);
        Ok(found
            .into_iter()
            .map(|known| CompletedName {
                name: called(&known.name, &query.text, language).to_owned(),
                note: match known.merged {
                    Some(_) => MERGED
                        .get(language)
                        .replace("{name}", known.present().name.get(language)),
                    None => other(&known.name, &query.text, language).to_owned(),
                },
            })
            .collect())
    }

    /// The streets of a municipality whose name begins with a text. Nothing is completed where the
    /// municipality is not known.
    ///
    /// # Errors
    /// `SignedOut`, `Internal`.
    pub async fn complete_street(
        &self,
        request: &RequestContext,
        query: &StreetCompletionQuery,
    ) -> Result<Vec<CompletedName>, Problem> {
        self.signed_in(request)?;
        let language = request.language;
        let begins = Folded::of(&query.text);
        let is_long = [&query.text, &query.municipality]
            .into_iter()
            .any(|text| text.chars().count() > LONGEST);
        let Some(known) = municipalities::find(&query.municipality).filter(|_| !is_long) else {
            return Ok(Vec::new());
        };
        if begins.is_empty() {
            return Ok(Vec::new());
        }
        let mut found: Vec<CompletedName> = Vec::new();
        // A register may keep a building under an abolished municipality or under its successor.
        for code in BTreeSet::from([known.present().code, known.code]) {
            let streets = self
                .source()
                .list_streets(query.environment, code, &begins, MOST_ROWS)
                .await?;
            for street in streets {
                let completed = CompletedName {
                    name: called(&street.name, &query.text, language).to_owned(),
                    note: other(&street.name, &query.text, language).to_owned(),
                };
                if !found.contains(&completed) && found.len() < MOST {
                    found.push(completed);
                }
            }
        }
        Ok(found)
    }
}

/// The name that begins with what was written: the reader's, if both do.
fn called<'a>(name: &'a BilingualName, text: &str, language: Language) -> &'a str {
    let begins = Folded::of(text);
    let fits = |name: &str| Folded::of(name).as_str().starts_with(begins.as_str());
    let own = name.get(language);
    match [own, &name.fi, &name.sv].into_iter().find(|name| fits(name)) {
        Some(name) => name,
        None => own,
    }
}

/// The other name; empty where there is only one.
fn other<'a>(name: &'a BilingualName, text: &str, language: Language) -> &'a str {
    let first = called(name, text, language);
    [name.fi.as_str(), name.sv.as_str()]
        .into_iter()
        .find(|name| *name != first)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_that_was_begun_is_offered_and_the_other_told() {
        let name = BilingualName::new("Hämeenkatu", "Tavastgatan");
        assert_eq!(called(&name, "häm", Language::Sv), "Hämeenkatu");
        assert_eq!(called(&name, "TAV", Language::Fi), "Tavastgatan");
        assert_eq!(other(&name, "tav", Language::Fi), "Hämeenkatu");
        let one = BilingualName::new("Rantatie", "");
        assert_eq!(called(&one, "r", Language::Sv), "Rantatie");
        assert_eq!(other(&one, "r", Language::Sv), "");
    }
}
