//! A person's page: rights, keys, sign-ins, and what can be done about them.

mod acts;
mod credentials;
mod dialogs;
mod requests;
mod rights;

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use luotain::access::Act;
use luotain::changes::ChangesOf;
use luotain::error::Problem;
use luotain::management::{Duty, PersonState, PersonView};
use luotain::permit::Key;

use self::acts::{Acts, Open};
use self::credentials::{Keys, Locked, SignIns};
use self::dialogs::ActDialogs;
use self::requests::Requests;
use self::rights::{Give, Rights};
use super::register::RegisterTable;
use super::{duty_name, state_name};
use crate::components::{PageHeading, ProblemBox, or_loading, use_session};
use crate::locales::{fill, texts};
use crate::pages::changes::WhoChanged;
use crate::pages::signed_out::SignedOut;

/// The route `/management/people/:id`.
pub fn person_page() -> AnyView {
    view! { <Person /> }.into_any()
}

#[component]
fn Person() -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let t = texts().management;
    let params = use_params_map();
    let id = params.with_untracked(|params| params.get_str("id").and_then(|id| Key::parse(id).ok()));
    let acts = Acts::new(id);
    Effect::new(move |_| acts.load());
    let heading = Signal::derive(move || {
        acts.person.with(|person| {
            person
                .as_ref()
                .map_or_else(|| t.person_title.to_owned(), |person| person.name.clone())
        })
    });
    let is_missing = move || {
        acts.error.with(|error| {
            error
                .as_ref()
                .is_some_and(|error| *error.problem() == Problem::NotFound)
        }) && acts.person.with(Option::is_none)
    };
    view! {
        <PageHeading text=heading />
        <p><a href="/management/people">{t.to_people}</a></p>
        {move || is_missing().then(|| view! { <p class="notice notice-warning">{t.no_such_person}</p> })}
        <ProblemBox error=Signal::derive(move || acts.error.get().filter(|_| !is_missing())) />
        <p class="done" role="status" tabindex="-1">{move || acts.done.get()}</p>
        {move || acts.code.get().map(|code| view! {
            <div class="notice notice-success" role="status">
                <h2>{t.code_title}</h2>
                <p><strong class="code">{code.code}</strong></p>
                <p>{fill(t.code_text, &[("until", &code.until)])}</p>
            </div>
        })}
        {move || or_loading(
            acts.person.get().map(|person| view! { <Sections person acts /> }.into_any()),
            acts.error,
        )}
        <ActDialogs acts />
    }
    .into_any()
}

#[component]
fn Sections(
    /// The person.
    person: PersonView,
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let t = texts().management;
    let may = |act: Act| person.acts.contains(&act);
    let (may_rights, may_end, may_enrol, may_granter, may_update) = (
        may(Act::ChangeRights),
        may(Act::EndPerson),
        may(Act::IssueEnrolmentCode),
        may(Act::ChangeGranter),
        may(Act::UpdatePerson),
    );
    let (may_lock, may_open) = (may(Act::LockPerson), may(Act::UnlockPerson));
    let is_granter = person.duties.contains(&Duty::RightsGranter);
    let is_ended = person.state == PersonState::Ended;
    let history = person.history.clone();
    let sees_changes = may(Act::SeeRegister);
    let (id, name) = (person.id.clone(), person.name.clone());
    view! {
        {person.is_self.then(|| view! { <p class="notice">{t.own_page}</p> })}
        {is_ended.then(|| view! { <p class="notice notice-warning">{t.ended_page}</p> })}
        {person.lock.clone().map(|lock| view! { <Locked lock=lock acts=acts may_open=may_open /> })}
        <Facts person=person.clone() acts=acts may_update=may_update />
        <Rights rights=person.rights.clone() acts=acts may_change=may_rights />
        {(!person.requests.is_empty()).then(|| view! { <Requests requests=person.requests.clone() acts=acts /> })}
        {may_rights.then(|| view! { <Give person=person.clone() acts=acts /> })}
        <Keys person=person.clone() acts=acts may_enrol=may_enrol />
        <SignIns person=person.clone() />
        {may_granter.then(|| view! {
            <section aria-labelledby="duty">
                <h2 id="duty">{t.rights_granter}</h2>
                <p>{t.granter_intro}</p>
                <button
                    type="button"
                    class="button-quiet"
                    on:click=move |_| acts.show(Open::Granter(!is_granter))
                >
                    {if is_granter { t.granter_end } else { t.granter_give }}
                </button>
            </section>
        })}
        {may_lock.then(|| view! {
            <section aria-labelledby="lock">
                <h2 id="lock">{texts().credentials.lock_title}</h2>
                <p>{texts().credentials.lock_intro}</p>
                <button type="button" class="button-danger" on:click=move |_| acts.show(Open::Lock)>
                    {texts().credentials.lock}
                </button>
            </section>
        })}
        {may_end.then(|| view! {
            <section aria-labelledby="leave">
                <h2 id="leave">{t.leave_title}</h2>
                <p>{t.leave_intro}</p>
                <button type="button" class="button-danger" on:click=move |_| acts.show(Open::Leave)>{t.leave}</button>
            </section>
        })}
        {(!history.is_empty()).then(|| view! {
            <section>
                <h2 id="history">{t.history}</h2>
                <RegisterTable rows=history label=t.history />
            </section>
        })}
        {sees_changes.then(|| view! {
            <WhoChanged id="who-changed" of=ChangesOf::Person(id.clone()) name=name.clone() />
        })}
    }
}

#[component]
fn Facts(
    /// The person.
    person: PersonView,
    /// The state of the page.
    acts: Acts,
    /// Whether the details may be changed.
    may_update: bool,
) -> impl IntoView {
    let t = texts().management;
    let duties = person
        .duties
        .iter()
        .map(|duty| duty_name(*duty))
        .collect::<Vec<_>>()
        .join(", ");
    let email = if person.email.is_empty() {
        t.none.to_owned()
    } else {
        person.email.clone()
    };
    let invitation = person.invitation.clone();
    // Also to one who has set a password and linked no key: the first sign-in is not finished.
    let may_invite = invitation.is_some() || (person.keys.is_empty() && person.lock.is_none());
    view! {
        <section class="card" aria-labelledby="details">
            <h2 id="details">{t.details}</h2>
            <dl class="facts">
                <div><dt>{t.username}</dt><dd class="code">{person.username}</dd></div>
                <div><dt>{t.state}</dt><dd>{state_name(person.state)}</dd></div>
                <div><dt>{t.email}</dt><dd>{email}</dd></div>
                <div><dt>{t.language}</dt><dd>{person.language.own_name()}</dd></div>
                {(!duties.is_empty()).then(|| view! { <div><dt>{t.duties}</dt><dd>{duties}</dd></div> })}
                {invitation.map(|invitation| view! {
                    <div>
                        <dt>{t.invitation}</dt>
                        <dd>
                            {fill(
                                if invitation.lapsed { t.invitation_lapsed } else { t.invitation_until },
                                &[("until", &invitation.until)],
                            )}
                        </dd>
                    </div>
                })}
            </dl>
            {may_update.then(|| view! {
                <div class="actions">
                    <button type="button" class="button-quiet" on:click=move |_| acts.show(Open::Details)>
                        {t.change_details}
                    </button>
                    {may_invite.then(|| view! {
                        <button type="button" class="button-quiet" on:click=move |_| acts.invite()>
                            {t.invite_again}
                        </button>
                    })}
                </div>
            })}
        </section>
    }
}
