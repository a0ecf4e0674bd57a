//! Data under a non-disclosure show only after the key was used for this one act (domain.md §5.4,
//! ASVS 7.5.3): the question to the key is bound to the session and to the answer that it opens.

use super::super::{RequestContext, Service};
use crate::access::KeyUsed;
use crate::error::Problem;
use crate::log::Disclosure;
use crate::query::PersonAnswer;
use crate::session::{UseAnswer, UseQuestion};

impl Service {
    /// Asks for the key, to open one answer of this session with data under a non-disclosure.
    ///
    /// # Errors
    /// `SignedOut`; `NotFound` for an answer that this session does not have, or that its role may
    /// not open so.
    pub async fn start_step_up(&self, request: &RequestContext, id: &str) -> Result<UseQuestion, Problem> {
        let asker = self.asker(request)?;
        let kept = self.kept.find(&asker.sitting(), id)?;
        if !asker.shows_contact_under_ban(&kept.asking) {
            return Err(Problem::NotFound);
        }
        let question = self.ask_for_key(&asker.session).await?;
        self.kept.bind(&question.id, &kept.id);
        Ok(question)
    }

    /// Takes the key's answer, and opens the answer with data under a non-disclosure: a disclosure of
    /// its own, marked in the log, not charged.
    ///
    /// # Errors
    /// `SignedOut`; `NotFound`; `ChallengeExpired` for a question that was not asked for this very
    /// answer; `KeyRefused`; `Refused` if the role no longer holds; `QueriesClosed`.
    pub async fn finish_step_up(
        &self,
        request: &RequestContext,
        id: &str,
        answer: UseAnswer,
    ) -> Result<Disclosure<PersonAnswer>, Problem> {
        let asker = self.asker(request)?;
        let kept = self.kept.find(&asker.sitting(), id)?;
        if !self.kept.unbind(&answer.id, &kept.id) {
            return Err(Problem::ChallengeExpired);
        }
        self.check_key(request, &asker.session, &answer).await?;
        let key = Some(KeyUsed::for_this_act());
        self.answer_again(request, &asker, kept, key).await
    }
}
