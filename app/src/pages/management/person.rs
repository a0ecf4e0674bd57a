//! A person's page: rights, keys, sign-ins, and what can be done about them.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};
use luotain::access::Act;
use luotain::changes::ChangesOf;
use luotain::error::Problem;
use luotain::management::{Duty, LockView, PersonState, PersonView, RightView};
use luotain::permit::Key;

use super::acts::{Acts, Open};
use super::fields::{Choice, Input, language_choices};
use super::register::RegisterTable;
use super::requests::Requests;
use super::{duty_name, state_name};
use crate::components::{ConfirmForm, Dialog, PageHeading, ProblemBox, SendButton, or_loading, use_session};
use crate::locales::keys::key_marks;
use crate::locales::{fill, texts};
use crate::pages::changes::WhoChanged;
use crate::pages::signed_out::SignedOut;

/// The route `/management/people/:id`.
#[derive(Debug)]
pub struct PersonPage;

#[lazy_route]
impl LazyRoute for PersonPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Person /> }.into_any()
    }
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
        <ActDialog acts />
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

/// That the username is locked, by whom, and what to do.
#[component]
fn Locked(
    /// The lock.
    lock: LockView,
    /// The state of the page.
    acts: Acts,
    /// Whether it may be opened.
    may_open: bool,
) -> impl IntoView {
    let t = texts().credentials;
    let words = match &lock.by {
        Some(by) => fill(t.locked_by, &[("by", by), ("time", &lock.time)]),
        None => fill(t.locked_by_owner, &[("time", &lock.time)]),
    };
    view! {
        <section class="notice notice-alert" aria-labelledby="locked">
            <h2 id="locked">{t.locked_title}</h2>
            <p>{words}</p>
            <p>{t.locked_do}</p>
            {may_open.then(|| view! {
                <button type="button" class="button" on:click=move |_| acts.show(Open::Unlock)>{t.unlock}</button>
            })}
        </section>
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

#[component]
fn Rights(
    /// The rights.
    rights: Vec<RightView>,
    /// The state of the page.
    acts: Acts,
    /// Whether they may be changed.
    may_change: bool,
) -> impl IntoView {
    let t = texts().management;
    let is_empty = rights.is_empty();
    let rows = rights
        .into_iter()
        .map(|right| view! { <RightRow right acts may_change /> })
        .collect_view();
    view! {
        <section>
            <h2 id="rights">{t.rights}</h2>
            {if is_empty {
                view! { <p class="empty">{t.no_rights}</p> }.into_any()
            } else {
                view! {
                    <div class="table-scroll" role="region" aria-labelledby="rights" tabindex="0">
                        <table>
                            <thead>
                                <tr>
                                    <th scope="col">{t.role}</th>
                                    <th scope="col">{t.validity}</th>
                                    <th scope="col">{t.reason}</th>
                                    <th scope="col">{t.by}</th>
                                    {may_change.then(|| view! { <th scope="col">{texts().user.actions}</th> })}
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                }
                .into_any()
            }}
        </section>
    }
}

#[component]
fn RightRow(
    /// The right.
    right: RightView,
    /// The state of the page.
    acts: Acts,
    /// Whether it may be changed.
    may_change: bool,
) -> impl IntoView {
    let t = texts().management;
    let mark = if right.lapsed {
        Some(t.lapsed)
    } else if !right.in_force {
        Some(t.coming)
    } else if right.expiring {
        Some(t.expiring)
    } else {
        None
    };
    let shown = right.clone();
    let is_open = !right.lapsed;
    let right = StoredValue::new(right);
    let label = move |text| right.with_value(|right| fill(text, &[("right", &right.name)]));
    view! {
        <tr>
            <th scope="row">{shown.name}</th>
            <td>{shown.validity} {mark.map(|mark| view! { " " <span class="mark">{mark}</span> })}</td>
            <td>{shown.reason}</td>
            <td>{shown.by}</td>
            {may_change.then(|| view! {
                <td>
                    {is_open.then(|| view! {
                        <div class="actions tight">
                            <button
                                type="button"
                                class="button-quiet button-small"
                                aria-label=label(t.change_right)
                                on:click=move |_| acts.show(Open::Change(right.get_value()))
                            >
                                {t.change}
                            </button>
                            <button
                                type="button"
                                class="button-quiet button-small"
                                aria-label=label(t.end_right)
                                on:click=move |_| acts.show(Open::End(right.get_value()))
                            >
                                {t.end}
                            </button>
                        </div>
                    })}
                </td>
            })}
        </tr>
    }
}

#[component]
fn Give(
    /// The person.
    person: PersonView,
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let t = texts().management;
    let is_held = |role: &luotain::management::RoleChoice| {
        person
            .rights
            .iter()
            .any(|right| right.permit == role.permit && right.role == role.role && !right.lapsed)
    };
    let choices: Vec<(String, String)> = std::iter::once((String::new(), t.choose_role.to_owned()))
        .chain(person.roles.iter().filter(|role| !is_held(role)).map(|role| {
            (
                format!("{}/{}", role.permit.as_str(), role.role.as_str()),
                if role.asks_approval {
                    format!("{}, {}", role.name, texts().approvals.asks_approval)
                } else {
                    role.name.clone()
                },
            )
        }))
        .collect();
    let asks_approval = person.roles.iter().any(|role| role.asks_approval);
    if choices.len() == 1 {
        return view! { <p class="empty">{t.no_more_roles}</p> }.into_any();
    }
    view! {
        <section aria-labelledby="give">
            <h2 id="give">{t.give_title}</h2>
            {asks_approval.then(|| view! { <p>{texts().approvals.approval_hint}</p> })}
            <form
                class="form-panel"
                method="post"
                novalidate=true
                on:submit=move |event: SubmitEvent| {
                    event.prevent_default();
                    acts.give();
                }
            >
                <Choice field=acts.role label=t.role choices=Signal::stored(choices) />
                <Input field=acts.give_from label=t.from kind="date" />
                <Input field=acts.give_until label=t.until hint=t.until_hint kind="date" />
                <Input field=acts.give_reason label=t.reason hint=t.reason_hint />
                <div class="actions"><SendButton label=t.give busy=acts.busy /></div>
            </form>
        </section>
    }
    .into_any()
}

#[component]
fn Keys(
    /// The person.
    person: PersonView,
    /// The state of the page.
    acts: Acts,
    /// Whether an enrolment code may be ordered.
    may_enrol: bool,
) -> impl IntoView {
    let (t, user) = (texts().management, texts().user);
    let is_empty = person.keys.is_empty();
    let rows = person
        .keys
        .into_iter()
        .map(|key| {
            let marks = key_marks(&key)
                .into_iter()
                .map(|mark| view! { <span class="key-mark">{mark}</span> })
                .collect_view();
            let last_used = key.last_used.unwrap_or_else(|| user.never.to_owned());
            view! {
                <tr>
                    <th scope="row">{key.name}</th>
                    <td>{marks}</td>
                    <td>{key.linked_at}</td>
                    <td>{last_used}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section>
            <h2 id="keys">{user.keys}</h2>
            {if is_empty {
                view! { <p class="empty">{t.no_keys}</p> }.into_any()
            } else {
                view! {
                    <div class="table-scroll" role="region" aria-labelledby="keys" tabindex="0">
                        <table>
                            <thead>
                                <tr>
                                    <th scope="col">{user.key_name}</th>
                                    <th scope="col">{texts().keys.kind}</th>
                                    <th scope="col">{user.linked}</th>
                                    <th scope="col">{user.last_used}</th>
                                </tr>
                            </thead>
                            <tbody>{rows}</tbody>
                        </table>
                    </div>
                }
                .into_any()
            }}
            {may_enrol.then(|| view! {
                <p>{t.enrol_intro}</p>
                <button type="button" class="button-quiet" on:click=move |_| acts.show(Open::Enrol)>{t.enrol}</button>
            })}
        </section>
    }
}

#[component]
fn SignIns(
    /// The person.
    person: PersonView,
) -> impl IntoView {
    let (t, user) = (texts().management, texts().user);
    let is_empty = person.sign_ins.is_empty();
    let sign_ins = person
        .sign_ins
        .into_iter()
        .map(|sign_in| {
            let outcome = if sign_in.done {
                t.sign_in_done
            } else {
                t.sign_in_refused
            };
            view! { <li>{sign_in.time} ": " {outcome}</li> }
        })
        .collect_view();
    let sessions = person
        .sessions
        .into_iter()
        .map(|session| {
            view! {
                <tr>
                    <th scope="row">{session.began_at}</th>
                    <td>{session.last_seen}</td>
                    <td>{session.browser}</td>
                </tr>
            }
        })
        .collect::<Vec<_>>();
    view! {
        <section aria-labelledby="sign-ins">
            <h2 id="sign-ins">{t.sign_ins}</h2>
            {if is_empty {
                view! { <p class="empty">{t.no_sign_ins}</p> }.into_any()
            } else {
                view! { <ul>{sign_ins}</ul> }.into_any()
            }}
            {(!sessions.is_empty()).then(|| view! {
                <h3 id="open-sessions">{user.sessions}</h3>
                <div class="table-scroll" role="region" aria-labelledby="open-sessions" tabindex="0">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{user.began}</th>
                                <th scope="col">{user.last_seen}</th>
                                <th scope="col">{user.browser}</th>
                            </tr>
                        </thead>
                        <tbody>{sessions}</tbody>
                    </table>
                </div>
            })}
        </section>
    }
}

/// A dialog's id and title, and whether it is the one that is open.
type Titled = (&'static str, &'static str, fn(&Open) -> bool);

/// The dialog of the act at hand.
#[component]
fn ActDialog(
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let t = texts().management;
    // One element for each act, since a dialog's heading is fixed.
    let credentials = texts().credentials;
    let titles: [Titled; 10] = [
        ("dialog-withdraw", texts().approvals.withdraw_title, |open| {
            matches!(open, Open::Withdraw(_))
        }),
        ("dialog-change", t.change_title, |open| {
            matches!(open, Open::Change(_))
        }),
        ("dialog-end", t.end_title, |open| matches!(open, Open::End(_))),
        ("dialog-leave", t.leave_confirm, |open| {
            matches!(open, Open::Leave)
        }),
        ("dialog-details", t.change_details, |open| {
            matches!(open, Open::Details)
        }),
        ("dialog-enrol", t.enrol, |open| matches!(open, Open::Enrol)),
        ("dialog-granter", t.granter_give, |open| {
            matches!(open, Open::Granter(true))
        }),
        ("dialog-granter-end", t.granter_end, |open| {
            matches!(open, Open::Granter(false))
        }),
        ("dialog-lock", credentials.lock, |open| matches!(open, Open::Lock)),
        ("dialog-unlock", credentials.unlock, |open| {
            matches!(open, Open::Unlock)
        }),
    ];
    titles
        .into_iter()
        .map(|(id, title, is_this)| {
            let is_open = Signal::derive(move || acts.open.with(|open| open.as_ref().is_some_and(is_this)));
            view! {
                <Dialog id=id title=title open=is_open on_close=move |()| acts.close()>
                    <ActForm acts />
                </Dialog>
            }
        })
        .collect_view()
}

#[component]
fn ActForm(
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let t = texts().management;
    let Some(open) = acts.open.get_untracked() else {
        return ().into_any();
    };
    let name = acts
        .person
        .with_untracked(|person| person.as_ref().map(|person| person.name.clone()))
        .unwrap_or_default();
    let of_right = |right: &RightView| format!("{}, {}", right.name, right.validity);
    let (words, fields, label, danger) = match &open {
        Open::Change(right) => {
            let is_begun = right.in_force;
            (
                of_right(right),
                view! {
                    {(!is_begun).then(|| view! { <Input field=acts.from label=t.from kind="date" /> })}
                    <Input field=acts.until label=t.until hint=t.until_hint kind="date" />
                    <Input field=acts.reason label=t.reason hint=t.reason_hint />
                }
                .into_any(),
                t.save,
                false,
            )
        }
        Open::End(right) => (
            of_right(right),
            view! { <EndFields acts /> }.into_any(),
            t.end,
            true,
        ),
        Open::Leave => (
            fill(t.leave_text, &[("name", &name)]),
            view! { <Input field=acts.reason label=t.reason hint=t.reason_hint /> }.into_any(),
            t.leave,
            true,
        ),
        Open::Details => (
            t.details_text.to_owned(),
            view! {
                <Input field=acts.name label=t.name hint=t.name_hint max_length=100 />
                <Input field=acts.email label=t.email hint=t.email_hint kind="email" max_length=254 />
                <Choice field=acts.language label=t.language choices=Signal::stored(language_choices()) />
            }
            .into_any(),
            t.save,
            false,
        ),
        Open::Enrol => (
            fill(t.enrol_text, &[("name", &name)]),
            view! { <Input field=acts.reason label=t.checked hint=t.checked_hint /> }.into_any(),
            t.enrol,
            false,
        ),
        Open::Lock => (
            fill(texts().credentials.lock_text, &[("name", &name)]),
            view! { <Input field=acts.reason label=t.reason hint=t.reason_hint /> }.into_any(),
            texts().credentials.lock,
            true,
        ),
        Open::Unlock => (
            fill(texts().credentials.unlock_text, &[("name", &name)]),
            view! { <Input field=acts.reason label=t.checked hint=t.checked_hint /> }.into_any(),
            texts().credentials.unlock,
            false,
        ),
        Open::Granter(grants) => (
            if *grants {
                t.granter_intro
            } else {
                t.granter_end_text
            }
            .to_owned(),
            view! { <Input field=acts.reason label=t.reason hint=t.reason_hint /> }.into_any(),
            if *grants { t.granter_give } else { t.granter_end },
            !grants,
        ),
        Open::Withdraw(row) => (
            fill(texts().approvals.withdraw_text, &[("right", &row.right)]),
            ().into_any(),
            texts().approvals.withdraw,
            true,
        ),
    };
    view! {
        <p>{words}</p>
        <ConfirmForm
            error=acts.dialog_error
            label
            busy=acts.busy
            danger
            on_send=move |()| acts.confirm()
            on_cancel=move |()| acts.close()
        >
            {fields}
        </ConfirmForm>
    }
    .into_any()
}

/// When a right ends, and why.
#[component]
fn EndFields(
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let t = texts().management;
    let choice = move |id: &'static str, label: &'static str, at_once: bool| {
        view! {
            <div class="choice">
                <input
                    id=id
                    type="radio"
                    name="when"
                    prop:checked=move || acts.at_once.get() == at_once
                    on:change=move |_| acts.at_once.set(at_once)
                />
                <label for=id>{label}</label>
            </div>
        }
    };
    view! {
        <fieldset>
            <legend>{t.when}</legend>
            {choice("end-now", t.end_now, true)}
            {choice("end-later", t.end_later, false)}
        </fieldset>
        {move || (!acts.at_once.get()).then(|| view! {
            <Input field=acts.until label=t.last_day kind="date" />
        })}
        <Input field=acts.reason label=t.reason hint=t.reason_hint />
    }
}
