//! The customer organisations and their responsible users (S18).

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::access::AuthorityAct;
use luotain::management::{OrganisationView, PersonCreated, ResponsibleUser};
use luotain::permit::Key;

use super::organisation::WithoutResponsible;
use crate::api::{ApiError, appoint_responsible_user, end_responsible_user, list_organisations};
use crate::browser::focus::focus_selector;
use crate::components::{
    ConfirmForm, DataTable, Dialog, ErrorSummary, PageHeading, ProblemBox, SendButton, TableOf, keep_answer,
    or_loading, use_session,
};
use crate::locales::{fill, texts};
use crate::pages::management::add::{Created, PersonFields, PersonInputs};
use crate::pages::management::fields::{Field, Input, Part, place};
use crate::pages::signed_out::SignedOut;

/// The route `/authority/organisations`.
pub fn organisations_page() -> AnyView {
    view! { <Organisations /> }.into_any()
}

/// Whose duty is to be ended, and whether nobody would be left.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Ending {
    user: ResponsibleUser,
    organisation: String,
    is_last: bool,
}

/// The state of the page.
#[derive(Clone, Copy)]
struct Desk {
    found: RwSignal<Option<Vec<OrganisationView>>>,
    error: RwSignal<Option<ApiError>>,
    form_error: RwSignal<Option<ApiError>>,
    done: RwSignal<Option<&'static str>>,
    busy: RwSignal<bool>,
    /// The organisation for which somebody is appointed: key and name.
    appointing: RwSignal<Option<(Key, String)>>,
    ending: RwSignal<Option<Ending>>,
    created: RwSignal<Option<PersonCreated>>,
    person: PersonFields,
    reason: Field,
    end_reason: Field,
}

impl Desk {
    fn new() -> Self {
        Self {
            found: RwSignal::new(None),
            error: RwSignal::new(None),
            form_error: RwSignal::new(None),
            done: RwSignal::new(None),
            busy: RwSignal::new(false),
            appointing: RwSignal::new(None),
            ending: RwSignal::new(None),
            created: RwSignal::new(None),
            person: PersonFields::new(),
            reason: Field::new("appoint-reason"),
            end_reason: Field::new("end-reason"),
        }
    }

    fn load(self) {
        spawn_local(self.fetch());
    }

    async fn fetch(self) {
        keep_answer(list_organisations().await, self.found, self.error);
    }

    fn show_appointing(self, organisation: Key, name: String) {
        self.person.clear();
        self.reason.set("");
        self.form_error.set(None);
        self.created.set(None);
        self.done.set(None);
        self.appointing.set(Some((organisation, name)));
        focus_selector("#appoint");
    }

    fn show_ending(self, ending: Ending) {
        self.end_reason.set("");
        self.form_error.set(None);
        self.created.set(None);
        self.done.set(None);
        self.ending.set(Some(ending));
    }

    fn appoint(self) {
        if self.busy.get_untracked() {
            return;
        }
        let (Some((organisation, _)), Some(person)) = (self.appointing.get_untracked(), self.person.read())
        else {
            return;
        };
        let reason = self.reason.read();
        self.reason.error.set(None);
        self.form_error.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let answer = appoint_responsible_user(organisation, person, reason).await;
            self.busy.try_set(false);
            match answer {
                Ok(created) => {
                    self.person.clear();
                    self.appointing.try_set(None);
                    self.created.try_set(Some(created));
                    self.fetch().await;
                    focus_selector("#created");
                }
                Err(problem) => {
                    let mut parts = self.person.parts().to_vec();
                    parts.push((Part::Reason, self.reason));
                    self.form_error.try_set(place(problem, &parts));
                }
            }
        });
    }

    fn end(self) {
        let Some(ending) = self.ending.get_untracked() else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        let reason = self.end_reason.read();
        self.form_error.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let answer = end_responsible_user(ending.user.target, reason).await;
            self.busy.try_set(false);
            match answer {
                Ok(()) => {
                    self.ending.try_set(None);
                    self.done.try_set(Some(texts().management.done_responsible_ended));
                    self.fetch().await;
                    focus_selector(".done");
                }
                Err(problem) => {
                    self.form_error
                        .try_set(place(problem, &[(Part::Reason, self.end_reason)]));
                }
            }
        });
    }
}

#[component]
fn Organisations() -> impl IntoView {
    let Some(session) = use_session().signed_in() else {
        return view! { <SignedOut /> }.into_any();
    };
    let t = texts().management;
    let may_create = AuthorityAct::ChangeOrganisations.is_open_to(&session.authority_roles);
    let desk = Desk::new();
    Effect::new(move |_| desk.load());
    view! {
        <PageHeading text=t.organisations_title.to_owned() />
        <p>{t.organisations_intro}</p>
        {may_create.then(|| view! {
            <p><a class="button" href="/authority/organisations/new">{texts().organisations.create_title}</a></p>
        })}
        <ProblemBox error=desk.error />
        <p class="done" role="status" tabindex="-1">{move || desk.done.get()}</p>
        {move || desk.created.get().map(|created| view! { <Created created=created /> })}
        <Appoint desk />
        {move || or_loading(desk.found.get().map(|found| cards(found, desk)), desk.error)}
        <EndDialog desk />
    }
    .into_any()
}

fn cards(organisations: Vec<OrganisationView>, desk: Desk) -> AnyView {
    organisations
        .into_iter()
        .map(|organisation| view! { <Organisation organisation desk /> })
        .collect_view()
        .into_any()
}

#[component]
fn Organisation(
    /// The organisation.
    organisation: OrganisationView,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().management;
    let heading = format!("organisation-{}", organisation.id.as_str());
    let labelled_by = heading.clone();
    let is_last = organisation.responsible.len() == 1;
    let is_without = organisation.responsible.is_empty();
    let name = organisation.name.clone();
    let rows = organisation
        .responsible
        .into_iter()
        .map(|user| {
            let last = user.last_sign_in.clone().unwrap_or_else(|| t.never.to_owned());
            let label = fill(t.end_responsible, &[("name", &user.name)]);
            let (shown, login, may_end) = (user.name.clone(), user.username.clone(), user.may_end);
            let ending = Ending {
                user,
                organisation: name.clone(),
                is_last,
            };
            view! {
                <tr>
                    <th scope="row">{shown}</th>
                    <td>{login}</td>
                    <td>{last}</td>
                    <td>
                        {may_end.then(|| view! {
                            <button
                                type="button"
                                class="button-quiet button-small"
                                aria-label=label
                                on:click=move |_| desk.show_ending(ending.clone())
                            >
                                {t.end}
                            </button>
                        })}
                    </td>
                </tr>
            }
        })
        .collect_view();
    let table_label = format!("{}: {}", organisation.name, t.responsible_users);
    let appoint_label = fill(t.appoint_for, &[("name", &organisation.name)]);
    let page_path = format!("/authority/organisations/{}", organisation.id.as_str());
    let open_label = format!("{}: {}", texts().organisations.details_link, organisation.name);
    let (id, name) = (organisation.id, organisation.name.clone());
    view! {
        <section class="card" aria-labelledby=labelled_by>
            <h2 id=heading>{organisation.name}</h2>
            <dl class="facts">
                <div><dt>{t.business_id}</dt><dd>{organisation.business_id}</dd></div>
                <div><dt>{t.user_count}</dt><dd>{organisation.users}</dd></div>
                <div><dt>{t.permit_count}</dt><dd>{organisation.permits}</dd></div>
            </dl>
            <h3>{t.responsible_users}</h3>
            {organisation.warning.map(|warning| view! { <WithoutResponsible warning /> })}
            {if is_without {
                view! { <p class="notice notice-warning">{t.without_responsible}</p> }.into_any()
            } else {
                view! {
                    <DataTable
                        of=TableOf::Words(table_label.to_owned())
                        columns=vec![t.name, t.username, t.last_sign_in, texts().user.actions]
                    >
                        {rows}
                    </DataTable>
                }
                .into_any()
            }}
            <div class="actions">
                {organisation.may_appoint.then(|| view! {
                    <button
                        type="button"
                        class="button-quiet"
                        aria-label=appoint_label
                        on:click=move |_| desk.show_appointing(id.clone(), name.clone())
                    >
                        {t.appoint}
                    </button>
                })}
                <a href=page_path aria-label=open_label>{texts().organisations.details_link}</a>
            </div>
        </section>
    }
}

/// The form of an appointment, while an organisation is chosen.
#[component]
fn Appoint(
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().management;
    move || {
        desk.appointing.get().map(|(_, name)| {
            let mut errors = desk.person.errors();
            errors.push((desk.reason.id, desk.reason.error.into()));
            view! {
                <section class="appoint" aria-labelledby="appoint">
                    <h2 id="appoint" tabindex="-1">{fill(t.appoint_for, &[("name", &name)])}</h2>
                    <p>{t.appoint_intro}</p>
                    <ProblemBox error=desk.form_error />
                    <ErrorSummary errors=errors />
                    <form
                        class="form-panel"
                        method="post"
                        novalidate=true
                        on:submit=move |event: SubmitEvent| {
                            event.prevent_default();
                            desk.appoint();
                        }
                    >
                        <PersonInputs fields=desk.person />
                        <Input field=desk.reason label=t.reason hint=t.appoint_reason_hint />
                        <div class="actions">
                            <SendButton label=t.appoint busy=desk.busy />
                            <button type="button" class="button-quiet" on:click=move |_| desk.appointing.set(None)>
                                {texts().shell.cancel}
                            </button>
                        </div>
                    </form>
                </section>
            }
        })
    }
}

#[component]
fn EndDialog(
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().management;
    let is_open = Signal::derive(move || desk.ending.with(Option::is_some));
    let words = move || {
        desk.ending.get_untracked().map(|ending| {
            fill(
                t.end_responsible_text,
                &[
                    ("name", &ending.user.name),
                    ("organisation", &ending.organisation),
                ],
            )
        })
    };
    let is_last = move || {
        desk.ending
            .with_untracked(|ending| ending.as_ref().is_some_and(|ending| ending.is_last))
    };
    view! {
        <Dialog
            id="end-responsible"
            title=t.end_responsible_title
            open=is_open
            on_close=move |()| desk.ending.set(None)
        >
            <p>{words()}</p>
            {is_last().then(|| view! { <p class="notice notice-warning">{t.last_responsible}</p> })}
            <ConfirmForm
                error=desk.form_error
                label=t.end
                busy=desk.busy
                danger=true
                on_send=move |()| desk.end()
                on_cancel=move |()| desk.ending.set(None)
            >
                <Input field=desk.end_reason label=t.reason hint=t.reason_hint />
            </ConfirmForm>
        </Dialog>
    }
}
