//! The own sign-ins and the attempts that failed, read from the change log: the owner is the one
//! who can tell whether it was somebody else (ASVS 6.3.5, S78).

use chrono::DateTime;

use super::local_time::local_minute;
use super::{RequestContext, Service};
use crate::error::Problem;
use crate::language::Language;
use crate::log::{Change, ChangeAct, Subject};
use crate::session::{OwnSignIn, OwnSignIns, SIGN_IN_ROWS};
use crate::store::ChangeFilter;

/// The detail of an entry that names the key.
pub(super) const KEY_NAME: &str = "key-name";

/// What is told: the end of every way into the service, good or bad.
const TOLD: [ChangeAct; 6] = [
    ChangeAct::SignInDone,
    ChangeAct::SignInRefused,
    ChangeAct::KeyUseRefused,
    ChangeAct::KeyNotAccepted,
    ChangeAct::KeyCounterWentBack,
    ChangeAct::EnrolmentRefused,
];

fn row(change: &Change, language: Language) -> OwnSignIn {
    let key = change.details.iter().find(|detail| detail.field == KEY_NAME);
    OwnSignIn {
        time: DateTime::from_timestamp_micros(change.time_micros)
            .map(|time| local_minute(time, language))
            .unwrap_or_default(),
        done: change.act == ChangeAct::SignInDone,
        event: change.act.name(language).to_owned(),
        key: key.and_then(|detail| detail.after.clone()).unwrap_or_default(),
        source: change.source_address.clone(),
    }
}

impl Service {
    /// A page of the own sign-ins and of the attempts that failed, newest first; only those before
    /// the entry with the number `before`. Whose they are is the session's to say, never the caller's.
    ///
    /// # Errors
    /// `SignedOut`.
    pub async fn list_own_sign_ins(
        &self,
        request: &RequestContext,
        before: Option<u64>,
    ) -> Result<OwnSignIns, Problem> {
        let (_, user) = self.signed_in(request)?;
        // That of just now is in the list, too.
        self.changes.settle().await;
        let filter = ChangeFilter {
            subject: Some(Subject::Username(user.id.as_str().to_owned())),
            acts: TOLD.to_vec(),
            before,
            ..ChangeFilter::default()
        };
        let mut found = self.store.list_changes(&filter, SIGN_IN_ROWS + 1).await?;
        let has_older = found.len() > SIGN_IN_ROWS;
        found.truncate(SIGN_IN_ROWS);
        Ok(OwnSignIns {
            older: found.last().map(|(number, _)| *number).filter(|_| has_older),
            rows: found
                .iter()
                .map(|(_, change)| row(change, request.language))
                .collect(),
        })
    }
}
