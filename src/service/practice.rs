//! The catalogue of practice cases (S83): what the training register has to practise with.
//!
//! The cases are found in the register itself, whatever population it holds: first among the
//! demonstration's named persons, as far as they are in it, then record by record in the order of
//! their keys, up to a bound. So the same register gives the same catalogue, and one that lacks a
//! case says so. A scan is kept for an hour. Only records with test identifiers are told, and of
//! production nothing at all.

mod kinds;
mod persons;
mod places;
mod scan;
#[cfg(test)]
mod tests;

use chrono::{DateTime, TimeDelta, Utc};

use self::kinds::Kind;
use self::scan::Catalogue;
use super::{RequestContext, Service};
use crate::access::Refusal;
use crate::environment::Environment;
use crate::error::Problem;
use crate::query::PracticeCase;

/// How long a scan is good for: a training register changes seldom.
const LIFE: TimeDelta = TimeDelta::hours(1);

/// The last scan, and when it was made. Held while a new one is made, so that there is one at a time.
#[derive(Debug, Default)]
pub(super) struct Practice(tokio::sync::Mutex<Option<(DateTime<Utc>, Catalogue)>>);

impl Service {
    /// The cases of the training register, in the language of the request.
    ///
    /// # Errors
    /// `SignedOut`; `NotFound` for another register than that of training; `Refused` for who holds no
    /// query role and so has nothing to practise.
    pub async fn list_practice_cases(
        &self,
        request: &RequestContext,
        environment: Environment,
    ) -> Result<Vec<PracticeCase>, Problem> {
        let asker = self.asker(request)?;
        if environment != Environment::Training {
            return Err(Problem::NotFound);
        }
        let mut rights = asker.officer.rights.iter();
        if !rights.any(|right| right.is_in_force(asker.day)) {
            return Err(Problem::Refused(Refusal::RightNotHeld));
        }
        let mut kept = self.practice.0.lock().await;
        let is_fresh = |made: DateTime<Utc>| made <= asker.now && asker.now < made + LIFE;
        let catalogue = match kept.take() {
            Some((made, catalogue)) if is_fresh(made) => kept.insert((made, catalogue)),
            _ => {
                let catalogue = scan::scan(&self.store, asker.day).await?;
                kept.insert((asker.now, catalogue))
            }
        };
        let language = asker.officer.language;
        let catalogue = &catalogue.1;
        let cases = Kind::ALL.iter().map(|kind| PracticeCase {
            code: kind.code().to_owned(),
            title: kind.title(language).to_owned(),
            advice: kind.advice(language).to_owned(),
            operation: kind.operation(),
            examples: catalogue.examples(*kind),
        });
        Ok(cases.collect())
    }
}
