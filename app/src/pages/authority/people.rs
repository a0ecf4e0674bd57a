//! The authority's own people and their roles.

mod dialogs;

use std::collections::BTreeSet;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::access::AuthorityRole;
use luotain::management::{AuthorityPeople, AuthorityPerson, PersonCreated};

use self::dialogs::ActDialog;
use crate::api::{
    ApiError, change_authority_roles, create_authority_person, end_authority_person, list_authority_people,
};
use crate::browser::focus::focus_selector;
use crate::components::{
    DataTable, ErrorSummary, PageHeading, ProblemBox, SendButton, TableOf, keep_answer, or_loading,
    use_session,
};
use crate::locales::organisations::about_role;
use crate::locales::{fill, language, texts};
use crate::pages::management::add::{Created, PersonFields, PersonInputs};
use crate::pages::management::fields::{Field, Part, place};
use crate::pages::signed_out::SignedOut;

/// The route `/authority/people`.
pub fn authority_people_page() -> AnyView {
    view! { <People /> }.into_any()
}

/// The dialog that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Roles,
    End,
}

/// The state of the page.
#[derive(Clone, Copy)]
struct Desk {
    found: RwSignal<Option<AuthorityPeople>>,
    error: RwSignal<Option<ApiError>>,
    form_error: RwSignal<Option<ApiError>>,
    dialog_error: RwSignal<Option<ApiError>>,
    done: RwSignal<Option<&'static str>>,
    busy: RwSignal<bool>,
    open: RwSignal<Option<(Open, AuthorityPerson)>>,
    ticked: RwSignal<BTreeSet<AuthorityRole>>,
    created: RwSignal<Option<PersonCreated>>,
    person: PersonFields,
    reason: Field,
}

impl Desk {
    fn new() -> Self {
        Self {
            found: RwSignal::new(None),
            error: RwSignal::new(None),
            form_error: RwSignal::new(None),
            dialog_error: RwSignal::new(None),
            done: RwSignal::new(None),
            busy: RwSignal::new(false),
            open: RwSignal::new(None),
            ticked: RwSignal::new(BTreeSet::new()),
            created: RwSignal::new(None),
            person: PersonFields::new(),
            reason: Field::new("act-reason"),
        }
    }

    fn load(self) {
        spawn_local(self.fetch());
    }

    async fn fetch(self) {
        keep_answer(list_authority_people().await, self.found, self.error);
    }

    fn show(self, open: Open, person: AuthorityPerson) {
        self.reason.set("");
        self.dialog_error.set(None);
        self.done.set(None);
        self.created.set(None);
        self.ticked.set(person.roles.iter().copied().collect());
        self.open.set(Some((open, person)));
    }

    fn confirm(self) {
        let Some((open, person)) = self.open.get_untracked() else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        let (reason, roles) = (self.reason.read(), self.ticked.get_untracked());
        self.reason.error.set(None);
        self.dialog_error.set(None);
        self.busy.set(true);
        let t = texts().organisations;
        spawn_local(async move {
            let (answer, done) = match open {
                Open::Roles => (
                    change_authority_roles(person.target, roles, reason).await,
                    t.done_roles,
                ),
                Open::End => (
                    end_authority_person(person.target, reason).await,
                    t.done_person_ended,
                ),
            };
            self.busy.try_set(false);
            match answer {
                Ok(()) => {
                    self.open.try_set(None);
                    self.done.try_set(Some(done));
                    self.fetch().await;
                    focus_selector(".done");
                }
                Err(problem) => {
                    self.dialog_error
                        .try_set(place(problem, &[(Part::Reason, self.reason)]));
                }
            }
        });
    }

    fn add(self) {
        if self.busy.get_untracked() {
            return;
        }
        self.form_error.set(None);
        self.created.set(None);
        self.done.set(None);
        let Some(person) = self.person.read() else { return };
        self.busy.set(true);
        spawn_local(async move {
            let answer = create_authority_person(person).await;
            self.busy.try_set(false);
            match answer {
                Ok(created) => {
                    self.person.clear();
                    self.created.try_set(Some(created));
                    self.fetch().await;
                    focus_selector("#created");
                }
                Err(problem) => {
                    self.form_error.try_set(place(problem, &self.person.parts()));
                }
            }
        });
    }
}

#[component]
fn People() -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let t = texts().organisations;
    let desk = Desk::new();
    Effect::new(move |_| desk.load());
    view! {
        <PageHeading text=t.people_title.to_owned() />
        <p>{t.people_intro}</p>
        <ProblemBox error=desk.error />
        <p class="done" role="status" tabindex="-1">{move || desk.done.get()}</p>
        {move || desk.created.get().map(|created| view! { <Created created=created /> })}
        {move || or_loading(
            desk.found.get().map(|found| view! { <Table found desk /> }.into_any()),
            desk.error,
        )}
        <section aria-labelledby="about-roles">
            <h2 id="about-roles">{t.roles}</h2>
            <dl class="facts">
                {AuthorityRole::ALL
                    .into_iter()
                    .map(|role| view! {
                        <div><dt>{role.name(language())}</dt><dd>{about_role(role)}</dd></div>
                    })
                    .collect_view()}
            </dl>
        </section>
        <ActDialog desk which=Open::Roles />
        <ActDialog desk which=Open::End />
    }
    .into_any()
}

#[component]
fn Table(
    /// The people.
    found: AuthorityPeople,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let (t, m) = (texts().organisations, texts().management);
    let may_add = found.may_add;
    let rows = found
        .people
        .into_iter()
        .map(|person| view! { <Row person desk /> })
        .collect_view();
    view! {
        <DataTable
            of=TableOf::Words(t.people_title.to_owned())
            columns=vec![m.name, t.roles, m.last_sign_in, texts().user.actions]
        >
            {rows}
        </DataTable>
        {may_add.then(|| view! { <Add desk /> })}
    }
}

#[component]
fn Row(
    /// The person.
    person: AuthorityPerson,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let (t, m) = (texts().organisations, texts().management);
    let roles = person
        .roles
        .iter()
        .map(|role| view! { <li>{role.name(language())}</li> })
        .collect_view();
    let is_without = person.roles.is_empty();
    let last = person.last_sign_in.clone().unwrap_or_else(|| m.never.to_owned());
    let shown = person.clone();
    let change_label = fill(t.change_roles_of, &[("name", &person.name)]);
    let end_label = fill(t.end_person_of, &[("name", &person.name)]);
    let person = StoredValue::new(person);
    view! {
        <tr>
            <th scope="row">
                {shown.name} <br />
                <span class="small">{shown.username} {shown.is_self.then(|| view! { ", " {t.own_row} })}</span>
            </th>
            <td>
                {if is_without {
                    view! { {t.no_roles} }.into_any()
                } else {
                    view! { <ul class="plain">{roles}</ul> }.into_any()
                }}
            </td>
            <td>{last}</td>
            <td>
                {shown.may_change.then(|| view! {
                    <div class="actions tight">
                        <button
                            type="button"
                            class="button-quiet button-small"
                            aria-label=change_label
                            on:click=move |_| desk.show(Open::Roles, person.get_value())
                        >
                            {t.change_roles}
                        </button>
                        <button
                            type="button"
                            class="button-quiet button-small"
                            aria-label=end_label
                            on:click=move |_| desk.show(Open::End, person.get_value())
                        >
                            {t.end_person}
                        </button>
                    </div>
                })}
            </td>
        </tr>
    }
}

#[component]
fn Add(
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().organisations;
    view! {
        <section aria-labelledby="add">
            <h2 id="add">{t.add_person}</h2>
            <p>{t.add_person_intro}</p>
            <ProblemBox error=desk.form_error />
            <ErrorSummary errors=desk.person.errors() />
            <form
                class="form-panel"
                method="post"
                novalidate=true
                on:submit=move |event: SubmitEvent| {
                    event.prevent_default();
                    desk.add();
                }
            >
                <PersonInputs fields=desk.person />
                <div class="actions"><SendButton label=t.add_person busy=desk.busy /></div>
            </form>
        </section>
    }
}
