//! Adding a person.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::error::Problem;
use luotain::identifier::PersonalIdentityCode;
use luotain::management::{NewPerson, PersonCreated, PersonName, WorkEmail};

use super::fields::{Choice, Field, Input, Part, language_choices, language_of, place};
use crate::api::{ApiError, create_person};
use crate::browser::focus::focus_selector;
use crate::components::{ErrorSummary, PageHeading, ProblemBox, SendButton, use_session};
use crate::locales::{language, problem_text, texts};
use crate::pages::signed_out::SignedOut;

/// The route `/management/people/new`.
pub fn add_person_page() -> AnyView {
    view! { <AddPerson /> }.into_any()
}

/// The fields of a person to be brought in.
#[derive(Clone, Copy)]
pub struct PersonFields {
    code: Field,
    name: Field,
    email: Field,
    language: Field,
}

impl PersonFields {
    /// Empty fields, in the language of the page.
    pub(in crate::pages) fn new() -> Self {
        let fields = Self {
            code: Field::new("code"),
            name: Field::new("name"),
            email: Field::new("email"),
            language: Field::new("language"),
        };
        fields.language.value.set(language().code().to_owned());
        fields
    }

    /// The parts of the form that a problem of the server may be about.
    pub(in crate::pages) fn parts(self) -> [(Part, Field); 3] {
        [
            (Part::Code, self.code),
            (Part::Name, self.name),
            (Part::Email, self.email),
        ]
    }

    /// Their errors for the summary.
    pub(in crate::pages) fn errors(self) -> Vec<(&'static str, Signal<Option<String>>)> {
        [self.code, self.name, self.email]
            .into_iter()
            .map(|field| (field.id, field.error.into()))
            .collect()
    }

    /// The person written, or none after telling what is wrong: the same rules as on the
    /// server.
    pub(in crate::pages) fn read(self) -> Option<NewPerson> {
        let (code, name, email) = (self.code.read(), self.name.read(), self.email.read());
        let tell = |field: Field, problem: Option<Problem>| {
            field.error.set(problem.map(|problem| problem_text(&problem)));
        };
        tell(
            self.code,
            PersonalIdentityCode::parse(&code).err().map(Problem::Identifier),
        );
        tell(self.name, PersonName::parse(&name).err().map(Problem::Detail));
        tell(self.email, WorkEmail::parse(&email).err().map(Problem::Detail));
        let is_right = [self.code, self.name, self.email]
            .into_iter()
            .all(|field| field.error.with_untracked(Option::is_none));
        if !is_right {
            focus_selector(".error-summary");
            return None;
        }
        Some(NewPerson {
            code,
            name,
            email,
            language: language_of(self.language),
        })
    }

    /// Empties them: an identity code must not stay in the page.
    pub(in crate::pages) fn clear(self) {
        for field in [self.code, self.name, self.email] {
            field.set("");
        }
    }
}

/// The fields as they are drawn.
#[component]
pub(in crate::pages) fn PersonInputs(
    /// The fields.
    fields: PersonFields,
) -> impl IntoView {
    let t = texts().management;
    view! {
        <Input field=fields.code label=t.code hint=t.code_hint max_length=20 />
        <Input field=fields.name label=t.name hint=t.name_hint max_length=100 />
        <Input field=fields.email label=t.email hint=t.email_hint kind="email" max_length=254 />
        <Choice field=fields.language label=t.language choices=Signal::stored(language_choices()) />
    }
}

/// Who was brought in, with the username to be handed on (S74).
#[component]
pub(in crate::pages) fn Created(
    /// The username.
    created: PersonCreated,
) -> impl IntoView {
    let t = texts().management;
    view! {
        <div class="notice notice-success" id="created" role="status" tabindex="-1">
            <h2>{t.created_title}</h2>
            <p>{t.username} ": " <strong class="code">{created.username}</strong></p>
            <p>{t.created_text}</p>
        </div>
    }
}

#[component]
fn AddPerson() -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let t = texts().management;
    let fields = PersonFields::new();
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let created = RwSignal::new(None::<PersonCreated>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        error.set(None);
        created.set(None);
        let Some(person) = fields.read() else { return };
        busy.set(true);
        spawn_local(async move {
            let answer = create_person(person).await;
            busy.try_set(false);
            match answer {
                Ok(person) => {
                    fields.clear();
                    created.try_set(Some(person));
                    focus_selector("#created");
                }
                Err(problem) => {
                    error.try_set(place(problem, &fields.parts()));
                }
            }
        });
    };
    view! {
        <PageHeading text=t.add_title.to_owned() />
        <p><a href="/management/people">{t.to_people}</a></p>
        {move || created.get().map(|created| {
            let href = format!("/management/people/{}", created.id.as_str());
            view! {
                <Created created=created />
                <p><a class="button" href=href>{t.to_rights}</a></p>
                <h2>{t.add_another}</h2>
            }
        })}
        <p>{t.add_intro}</p>
        <p class="small">{texts().organisations.change_of_employer}</p>
        <ProblemBox error=error />
        <ErrorSummary errors=fields.errors() />
        <form class="form-panel" method="post" novalidate=true on:submit=submit>
            <PersonInputs fields=fields />
            <div class="actions"><SendButton label=t.add busy=busy /></div>
        </form>
    }
    .into_any()
}
