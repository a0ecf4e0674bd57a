//! What can be done on a person's page, and the state that its parts share.

use std::future::Future;

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::management::{
    EnrolmentCode, PersonDetails, PersonView, RequestRow, RightDates, RightOutcome, RightView, Target,
};
use luotain::permit::Key;

use crate::api::{
    ApiError, change_granter, end_person, end_right, find_user, give_right, invite_again,
    issue_enrolment_code, lock_person, unlock_person, update_person, update_right, withdraw_request,
};
use crate::browser::focus::focus_selector;
use crate::locales::texts;
use crate::pages::management::fields::{Field, Part, language_of, place};

/// The dialog that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Open {
    /// Other dates for a right.
    Change(RightView),
    /// The end of a right.
    End(RightView),
    /// The end of everything.
    Leave,
    /// Name, e-mail and language.
    Details,
    /// An enrolment code.
    Enrol,
    /// The duty of a rights granter: given, or ended.
    Granter(bool),
    /// The lock of the username.
    Lock,
    /// The opening of the locked username.
    Unlock,
    /// The withdrawal of a request for a right.
    Withdraw(RequestRow),
}

/// The state of a person's page.
#[derive(Clone, Copy)]
pub(super) struct Acts {
    id: StoredValue<Option<Key>>,
    /// What is shown; none before it is fetched.
    pub person: RwSignal<Option<PersonView>>,
    /// What went wrong outside a dialog.
    pub error: RwSignal<Option<ApiError>>,
    /// What went wrong in the dialog.
    pub dialog_error: RwSignal<Option<ApiError>>,
    /// What was done last.
    pub done: RwSignal<Option<&'static str>>,
    /// Whether an act is under way.
    pub busy: RwSignal<bool>,
    /// The dialog that is open.
    pub open: RwSignal<Option<Open>>,
    /// The enrolment code, shown once.
    pub code: RwSignal<Option<EnrolmentCode>>,
    /// The role to be given.
    pub role: Field,
    /// The first day of a right to be given.
    pub give_from: Field,
    /// Its last day.
    pub give_until: Field,
    /// Why.
    pub give_reason: Field,
    /// The first day in the dialog.
    pub from: Field,
    /// The last day in the dialog.
    pub until: Field,
    /// Whether the right ends at once.
    pub at_once: RwSignal<bool>,
    /// The reason in the dialog, or how the identity was checked.
    pub reason: Field,
    /// The name in the dialog.
    pub name: Field,
    /// The e-mail in the dialog.
    pub email: Field,
    /// The language in the dialog.
    pub language: Field,
}

impl Acts {
    /// To be called in the page's owner.
    pub(super) fn new(id: Option<Key>) -> Self {
        Self {
            id: StoredValue::new(id),
            person: RwSignal::new(None),
            error: RwSignal::new(None),
            dialog_error: RwSignal::new(None),
            done: RwSignal::new(None),
            busy: RwSignal::new(false),
            open: RwSignal::new(None),
            code: RwSignal::new(None),
            role: Field::new("give-role"),
            give_from: Field::new("give-from"),
            give_until: Field::new("give-until"),
            give_reason: Field::new("give-reason"),
            from: Field::new("act-from"),
            until: Field::new("act-until"),
            at_once: RwSignal::new(true),
            reason: Field::new("act-reason"),
            name: Field::new("act-name"),
            email: Field::new("act-email"),
            language: Field::new("act-language"),
        }
    }

    /// Fetches the person.
    pub(super) fn load(self) {
        spawn_local(self.fetch());
    }

    async fn fetch(self) {
        let Some(id) = self.id.get_value() else { return };
        match find_user(id).await {
            Ok(person) => {
                if self.give_from.read().is_empty() {
                    self.give_from.value.try_set(person.today.to_string());
                }
                self.person.try_set(Some(person));
            }
            Err(problem) => {
                self.error.try_set(Some(problem));
            }
        }
    }

    /// Whose what, as of the revision shown.
    fn target(self) -> Option<Target> {
        self.person.with_untracked(|person| {
            person.as_ref().map(|person| Target {
                id: person.id.clone(),
                revision: person.revision,
            })
        })
    }

    /// Opens a dialog with the values that stand now.
    pub(super) fn show(self, open: Open) {
        self.dialog_error.set(None);
        self.done.set(None);
        self.reason.set("");
        self.at_once.set(true);
        self.until.set("");
        match &open {
            Open::Change(right) => {
                self.from.set(right.from.to_string());
                self.until.set(right.until.to_string());
            }
            Open::Details => {
                if let Some(person) = self.person.get_untracked() {
                    self.name.set(person.name);
                    self.email.set(person.email);
                    self.language.set(person.language.code());
                }
            }
            _ => {}
        }
        self.open.set(Some(open));
    }

    /// Closes the dialog.
    pub(super) fn close(self) {
        self.open.set(None);
    }

    /// Does an act; tells what was done, or what went wrong and where.
    fn run<T: 'static>(
        self,
        done: &'static str,
        parts: Vec<(Part, Field)>,
        box_of_errors: RwSignal<Option<ApiError>>,
        act: impl Future<Output = Result<T, ApiError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        for (_, field) in &parts {
            field.error.set(None);
        }
        self.error.set(None);
        self.dialog_error.set(None);
        self.done.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let answer = act.await;
            self.busy.try_set(false);
            match answer {
                Ok(value) => {
                    self.open.try_set(None);
                    // Before, since some acts have more to tell.
                    self.done.try_set(Some(done));
                    then(value);
                    self.fetch().await;
                    focus_selector(".done");
                }
                Err(problem) => {
                    box_of_errors.try_set(place(problem, &parts));
                }
            }
        });
    }

    /// Gives the right that the form says.
    pub(super) fn give(self) {
        let t = texts().management;
        let role = self.role.read();
        let Some((permit, role)) = role
            .split_once('/')
            .and_then(|(permit, role)| Some((Key::parse(permit).ok()?, Key::parse(role).ok()?)))
        else {
            self.role.fail(t.role_missing);
            return;
        };
        self.role.error.set(None);
        let (Some(from), Some(until), Some(target)) =
            (self.give_from.date(), self.give_until.date(), self.target())
        else {
            return;
        };
        let dates = RightDates {
            permit,
            role,
            from,
            until,
        };
        let parts = vec![
            (Part::Role, self.role),
            (Part::From, self.give_from),
            (Part::Until, self.give_until),
            (Part::Reason, self.give_reason),
        ];
        let reason = self.give_reason.read();
        self.run(
            t.done_given,
            parts,
            self.error,
            give_right(target, dates, reason),
            move |outcome| {
                self.tell(outcome);
                self.role.set("");
                self.give_until.set("");
                self.give_reason.set("");
            },
        );
    }

    /// Does what the dialog says.
    pub(super) fn confirm(self) {
        let t = texts().management;
        let (Some(open), Some(target)) = (self.open.get_untracked(), self.target()) else {
            return;
        };
        let reason = self.reason.read();
        let by_reason = vec![(Part::Reason, self.reason)];
        let errors = self.dialog_error;
        match open {
            Open::Change(right) => {
                let (Some(from), Some(until)) = (self.from.date(), self.until.date()) else {
                    return;
                };
                let dates = RightDates {
                    permit: right.permit,
                    role: right.role,
                    from,
                    until,
                };
                let parts = vec![
                    (Part::From, self.from),
                    (Part::Until, self.until),
                    (Part::Reason, self.reason),
                ];
                let act = update_right(target, dates, reason);
                self.run(t.done_changed, parts, errors, act, move |outcome| {
                    self.tell(outcome);
                });
            }
            Open::End(right) => {
                let last = if self.at_once.get_untracked() {
                    None
                } else {
                    let Some(day) = self.until.date() else { return };
                    Some(day)
                };
                let parts = vec![(Part::Until, self.until), (Part::Reason, self.reason)];
                let act = end_right(target, right.permit, right.role, last, reason);
                self.run(t.done_ended, parts, errors, act, |()| ());
            }
            Open::Leave => {
                let act = end_person(target, reason);
                self.run(t.done_left, by_reason, errors, act, |()| ());
            }
            Open::Details => {
                let details = PersonDetails {
                    name: self.name.read(),
                    email: self.email.read(),
                    language: language_of(self.language),
                };
                let parts = vec![(Part::Name, self.name), (Part::Email, self.email)];
                let act = update_person(target, details);
                self.run(t.done_details, parts, errors, act, |()| ());
            }
            Open::Enrol => {
                let act = issue_enrolment_code(target, reason);
                self.run(t.done_code, by_reason, errors, act, move |code| {
                    self.code.try_set(Some(code));
                });
            }
            Open::Lock => {
                let act = lock_person(target, reason);
                let done = texts().credentials.done_locked;
                self.run(done, by_reason, errors, act, |()| ());
            }
            Open::Unlock => {
                let act = unlock_person(target, reason);
                let done = texts().credentials.done_unlocked;
                self.run(done, by_reason, errors, act, |()| ());
            }
            Open::Granter(grants) => {
                let done = if grants {
                    t.done_granter
                } else {
                    t.done_granter_ended
                };
                let act = change_granter(target, grants, reason);
                self.run(done, by_reason, errors, act, |()| ());
            }
            Open::Withdraw(row) => {
                let act = withdraw_request(row.target);
                let done = texts().approvals.done_withdrawn;
                self.run(done, Vec::new(), errors, act, |()| ());
            }
        }
    }

    /// Tells that a right only waits for the authority's approval, if so.
    fn tell(self, outcome: RightOutcome) {
        if outcome == RightOutcome::Requested {
            self.done.try_set(Some(texts().approvals.done_requested));
        }
    }

    /// Sends the invitation again.
    pub(super) fn invite(self) {
        let Some(target) = self.target() else { return };
        let t = texts().management;
        self.run(
            t.done_invited,
            Vec::new(),
            self.error,
            invite_again(target),
            |()| (),
        );
    }
}
