//! The authority decides on rights that wait for its approval (D3; domain.md §2).
//!
//! An approval is one transaction: the right, its row of the access-rights register with both
//! names, the request, and the messages that tell of it. What has changed since the request was
//! made is looked at again.

use super::changes::Told;
use super::local_time::local_date;
use super::management::{Happened, Known, reason, role_name, validity};
use super::{RequestContext, Service};
use crate::access::{self, Act, AuthorityAct, ManagementRefusal, Reason, RequestKind};
use crate::error::Problem;
use crate::language::StaticText;
use crate::log::ChangeAct;
use crate::management::{
    PAGE_ROWS, RequestPage, RequestQuery, RequestRow, RequestSort, RequestState, RequestTarget,
    RightEventKind, WorkEmail,
};
use crate::permit::{Key, UserRight};
use crate::store::{OutboxMessage, RequestDecision, RightEvent, RightRequest, UserRow};

const APPROVED_SUBJECT: StaticText = StaticText::new(
    "Käyttöoikeus on hyväksytty",
    "Användarrätten har godkänts",
    "The right has been approved",
);
const REJECTED_SUBJECT: StaticText = StaticText::new(
    "Käyttöoikeutta ei hyväksytty",
    "Användarrätten godkändes inte",
    "The right was not approved",
);
const APPROVED_TEXT: StaticText = StaticText::new(
    "Hei {name},\n\n\
     Rekisteriviranomainen on hyväksynyt käyttöoikeuden:\n\n\
     Henkilö: {person}\nOikeus: {right}\nVoimassa: {days}\n\n\
     Oikeus on voimassa alkupäivästään. Tähän viestiin ei voi vastata.",
    "Hej {name},\n\n\
     Registermyndigheten har godkänt användarrätten:\n\n\
     Person: {person}\nRätt: {right}\nGäller: {days}\n\n\
     Rätten gäller från sin första dag. Det går inte att svara på detta meddelande.",
    "Hello {name},\n\n\
     The register authority has approved this right:\n\n\
     Person: {person}\nRight: {right}\nValid: {days}\n\n\
     The right holds from its first day. This message cannot be answered.",
);
const REJECTED_TEXT: StaticText = StaticText::new(
    "Hei {name},\n\n\
     Rekisteriviranomainen ei hyväksynyt käyttöoikeutta:\n\n\
     Henkilö: {person}\nOikeus: {right}\nPyydetty ajalle: {days}\nPeruste: {reason}\n\n\
     Jos oikeutta edelleen tarvitaan, organisaation vastuukäyttäjä tai käyttöoikeuksien myöntäjä voi pyytää sitä uudelleen.",
    "Hej {name},\n\n\
     Registermyndigheten godkände inte användarrätten:\n\n\
     Person: {person}\nRätt: {right}\nBegärd för tiden: {days}\nGrund: {reason}\n\n\
     Om rätten fortfarande behövs kan den ansvariga användaren i organisationen eller den som beviljar användarrätter begära den på nytt.",
    "Hello {name},\n\n\
     The register authority did not approve this right:\n\n\
     Person: {person}\nRight: {right}\nAsked for: {days}\nReason: {reason}\n\n\
     If the right is still needed, the organisation's responsible user or rights granter can ask for it again.",
);

const WAITING_SUBJECT: StaticText = StaticText::new(
    "Käyttöoikeus odottaa hyväksyntää",
    "En användarrätt väntar på godkännande",
    "A right is waiting for approval",
);
const WAITING_TEXT: StaticText = StaticText::new(
    "Hei {name},\n\n\
     käyttöoikeus odottaa rekisteriviranomaisen ratkaisua:\n\n\
     Organisaatio: {organisation}\nHenkilö: {person}\nOikeus: {right}\nPyydetty ajalle: {days}\nPyytäjä: {by}\n\n\
     Ratkaise pyyntö sivulla Oikeuspyynnöt: {page}\n\
     Siellä voi odottaa muitakin pyyntöjä. Tähän viestiin ei voi vastata.",
    "Hej {name},\n\n\
     en användarrätt väntar på registermyndighetens avgörande:\n\n\
     Organisation: {organisation}\nPerson: {person}\nRätt: {right}\nBegärd för tiden: {days}\nBegärd av: {by}\n\n\
     Avgör begäran på sidan Begäranden om rättigheter: {page}\n\
     Där kan finnas andra begäranden som väntar. Det går inte att svara på detta meddelande.",
    "Hello {name},\n\n\
     a right is waiting for the register authority's decision:\n\n\
     Organisation: {organisation}\nPerson: {person}\nRight: {right}\nAsked for: {days}\nAsked by: {by}\n\n\
     Decide the request on the page Requests for rights: {page}\n\
     Other requests may be waiting there. This message cannot be answered.",
);

/// A decision with its reason.
enum Verdict<'a> {
    Approved(&'a UserRight),
    Rejected(&'a Reason),
}

impl Service {
    /// The requests for rights, of all organisations.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`.
    pub async fn list_right_requests(
        &self,
        request: &RequestContext,
        query: RequestQuery,
    ) -> Result<RequestPage, Problem> {
        let actor = self.authority(request, AuthorityAct::SeeRequests)?;
        let directory = self.directory.get();
        let search = query.search.trim().to_lowercase();
        let mut found: Vec<(RightRequest, RequestRow)> = self
            .store
            .list_all_right_requests()
            .await?
            .into_iter()
            .filter(|asked| query.state.is_none_or(|state| state == asked.state))
            .map(|asked| {
                let may_act = self.may_decide(&actor, &asked).is_ok();
                let row = self.request_row(
                    &directory,
                    asked.clone(),
                    &actor.user.organisation,
                    request.language,
                    may_act,
                );
                (asked, row)
            })
            .filter(|(_, row)| {
                search.is_empty()
                    || [&row.person, &row.username, &row.organisation, &row.right]
                        .into_iter()
                        .any(|text| text.to_lowercase().contains(&search))
            })
            .collect();
        found.sort_by(|(a, a_row), (b, b_row)| {
            let order = match query.sort {
                RequestSort::Time => std::cmp::Ordering::Equal,
                RequestSort::Organisation => a_row
                    .organisation
                    .to_lowercase()
                    .cmp(&b_row.organisation.to_lowercase()),
                RequestSort::Person => a_row.person.to_lowercase().cmp(&b_row.person.to_lowercase()),
                RequestSort::FirstDay => a.right.valid_from.cmp(&b.right.valid_from),
            };
            order.then_with(|| (a.time, &a.id).cmp(&(b.time, &b.id)))
        });
        if query.descending {
            found.reverse();
        }
        let pages = found.len().div_ceil(PAGE_ROWS).max(1);
        let page = usize::try_from(query.page).unwrap_or(0).min(pages - 1);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Ok(RequestPage {
            total: count(found.len()),
            pages: count(pages),
            page: count(page),
            rows: found
                .into_iter()
                .skip(page * PAGE_ROWS)
                .take(PAGE_ROWS)
                .map(|(_, row)| row)
                .collect(),
            decides: AuthorityAct::DecideRequests.is_allowed(actor.standing().duties),
        })
    }

    /// Approves a request: the right is given or changed.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management` on own rights, `Request` if what has happened
    /// meanwhile forbids it, `Changed`, `Reason`.
    pub async fn approve_request(
        &self,
        request: &RequestContext,
        target: RequestTarget,
        why: &str,
    ) -> Result<(), Problem> {
        let why = reason(why)?;
        let lock = self.begin_change().await?;
        let (actor, asked, user) = self.undecided(request, &target).await?;
        let directory = self.directory.get();
        let right = self.outcome_of(&directory, &asked, &user)?;

        let mut changed = user.clone();
        changed
            .rights
            .retain(|held| held.permit != right.permit || held.role != right.role);
        changed.rights.push(right.clone());
        changed.revision += 1;
        let kind = match asked.kind {
            RequestKind::Give => RightEventKind::Given,
            RequestKind::Change => RightEventKind::Changed,
        };
        let events: Vec<RightEvent> = self
            .events(
                &changed,
                vec![Happened::to_right(&right, kind)],
                None,
                Some(&actor.user.id),
            )?
            .into_iter()
            .map(|event| RightEvent {
                // Why it was asked, and why it was approved: the register keeps both.
                reason: format!("{} / {}", asked.reason, why.as_str()),
                requested_by: Some(asked.by.clone()),
                ..event
            })
            .collect();
        let messages = self.decision_messages(&asked, &user, &Verdict::Approved(&right))?;
        let decided = self.decided(asked, RequestState::Approved, &actor, &why);
        let entry = self.user_entry(
            request,
            &actor.user.id,
            ChangeAct::RightRequestApproved,
            (Some(&user), &changed),
            Some(why.as_str()),
        )?;
        let is_written = self
            .store
            .decide_right_request(&decided, Some((&changed, &events)), &messages, &[entry])
            .await?;
        if !is_written {
            return Err(Problem::Changed);
        }
        self.changes.wake();
        self.reload_locked(&lock).await
    }

    /// Rejects a request.
    ///
    /// # Errors
    /// `SignedOut`, `NotFound`, `Management` on own rights, `Changed`, `Reason`.
    pub async fn reject_request(
        &self,
        request: &RequestContext,
        target: RequestTarget,
        why: &str,
    ) -> Result<(), Problem> {
        let why = reason(why)?;
        let _lock = self.begin_change().await?;
        let (actor, asked, user) = self.undecided(request, &target).await?;
        let messages = self.decision_messages(&asked, &user, &Verdict::Rejected(&why))?;
        let decided = self.decided(asked, RequestState::Rejected, &actor, &why);
        let told = Told {
            reason: Some(why.as_str()),
            ..Told::of_user(ChangeAct::RightRequestRejected, &decided.username)
        };
        let entry = self.entry(request, Some(&actor.user.id), told)?;
        if !self
            .store
            .decide_right_request(&decided, None, &messages, &[entry])
            .await?
        {
            return Err(Problem::Changed);
        }
        self.changes.wake();
        Ok(())
    }

    /// Nobody decides on own rights, nor on what they asked for themselves (domain.md §2):
    /// persons are compared, not usernames.
    fn may_decide(&self, actor: &Known, asked: &RightRequest) -> Result<UserRow, Problem> {
        let directory = self.directory.get();
        let subject = directory.user(&asked.username).ok_or(Problem::NotFound)?;
        let user = UserRow::clone(&subject);
        let subject = Known::new(subject);
        access::may(actor.standing(), Act::DecideRequest, Some(subject.standing()))?;
        let asker = directory.user(&asked.by);
        if asker.is_some_and(|asker| asker.code == actor.user.code) {
            return Err(ManagementRefusal::OwnRights.into());
        }
        Ok(user)
    }

    /// A request that waits, as of the revision that the page showed, and for whom it is.
    async fn undecided(
        &self,
        request: &RequestContext,
        target: &RequestTarget,
    ) -> Result<(Known, RightRequest, UserRow), Problem> {
        let actor = self.authority(request, AuthorityAct::DecideRequests)?;
        let asked = self
            .store
            .find_right_request(&target.id)
            .await?
            .ok_or(Problem::NotFound)?;
        let user = self.may_decide(&actor, &asked).inspect_err(|problem| {
            self.audit(
                request,
                Some(&actor.user.id),
                ChangeAct::ManagementRefused,
                Some(&problem.to_string()),
            );
        })?;
        if asked.state != RequestState::Waiting || asked.revision != target.revision {
            return Err(Problem::Changed);
        }
        Ok((actor, asked, user))
    }

    fn decided(&self, asked: RightRequest, state: RequestState, actor: &Known, why: &Reason) -> RightRequest {
        RightRequest {
            state,
            decision: Some(RequestDecision {
                time: self.clock.now(),
                by: actor.user.id.clone(),
                reason: why.as_str().to_owned(),
            }),
            revision: asked.revision + 1,
            ..asked
        }
    }

    /// What the person and the one who asked are told, each in the own language.
    fn decision_messages(
        &self,
        asked: &RightRequest,
        person: &UserRow,
        verdict: &Verdict<'_>,
    ) -> Result<Vec<OutboxMessage>, Problem> {
        let directory = self.directory.get();
        let asker = directory.user(&asked.by);
        let receivers = std::iter::once(person).chain(asker.as_deref());
        receivers
            .filter(|receiver| receiver.ended_at.is_none() && !receiver.email.is_empty())
            .map(|receiver| {
                let language = receiver.language;
                let (subject, text, right, why) = match verdict {
                    Verdict::Approved(right) => (APPROVED_SUBJECT, APPROVED_TEXT, *right, ""),
                    Verdict::Rejected(why) => (REJECTED_SUBJECT, REJECTED_TEXT, &asked.right, why.as_str()),
                };
                let days = format!(
                    "{}–{}",
                    local_date(right.valid_from, language),
                    local_date(right.valid_until, language)
                );
                let text = text
                    .get(language)
                    .replace(
                        "{right}",
                        &role_name(&directory, &right.permit, &right.role, language),
                    )
                    .replace("{days}", &days)
                    // Last, since these are the values that users wrote.
                    .replace("{name}", &receiver.name)
                    .replace("{person}", &person.name)
                    .replace("{reason}", why);
                self.notice(&receiver.id, &receiver.email, subject.get(language), text)
            })
            .collect()
    }

    /// What tells those who may decide that a request waits, each in the own language. Whoever it
    /// is for, or who asked, is told nothing: they may not decide it.
    pub(super) fn waiting_notices(
        &self,
        asked: &RightRequest,
        person: &UserRow,
        asker: &UserRow,
    ) -> Result<Vec<OutboxMessage>, Problem> {
        let directory = self.directory.get();
        let page = format!("{}/authority/requests", self.settings.origin);
        directory
            .users()
            .filter(|user| {
                AuthorityAct::DecideRequests.is_allowed(&user.duties())
                    && user.is_open()
                    && WorkEmail::parse(&user.email).is_ok()
                    && user.code != person.code
                    && user.code != asker.code
            })
            .map(|receiver| {
                let language = receiver.language;
                let organisation = directory
                    .organisation(&asked.organisation)
                    .map(|organisation| organisation.name.get(language).to_owned())
                    .unwrap_or_default();
                let right = role_name(&directory, &asked.right.permit, &asked.right.role, language);
                let days = validity(asked.right.valid_from, asked.right.valid_until, language);
                let values = [
                    ("name", receiver.name.as_str()),
                    ("organisation", &organisation),
                    ("person", &person.name),
                    ("right", &right),
                    ("days", &days),
                    ("by", &asker.name),
                    ("page", &page),
                ];
                self.message_to(receiver, &WAITING_SUBJECT, &WAITING_TEXT, &values)
            })
            .collect()
    }

    /// A message that tells something and brings no secret.
    pub(super) fn notice(
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
    use crate::language::Language;

    #[test]
    fn the_messages_have_the_same_blanks_in_each_language() {
        for language in Language::ALL {
            for (text, blanks) in [
                (
                    APPROVED_TEXT,
                    ["{name}", "{person}", "{right}", "{days}"].as_slice(),
                ),
                (
                    REJECTED_TEXT,
                    &["{name}", "{person}", "{right}", "{days}", "{reason}"],
                ),
                (
                    WAITING_TEXT,
                    &[
                        "{name}",
                        "{organisation}",
                        "{person}",
                        "{right}",
                        "{days}",
                        "{by}",
                        "{page}",
                    ],
                ),
            ] {
                let text = text.get(language);
                assert_eq!(text.matches('{').count(), blanks.len());
                for blank in blanks {
                    assert_eq!(text.matches(blank).count(), 1, "{blank}");
                }
            }
        }
    }
}
