//! Adding an organisation.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::management::OrganisationName;
use luotain::permit::Key;

use crate::api::{ApiError, create_organisation};
use crate::browser::focus::focus_selector;
use crate::components::{ErrorSummary, PageHeading, ProblemBox, SendButton, use_session};
use crate::locales::{fill, texts};
use crate::pages::management::fields::{Field, Input, Part, place};
use crate::pages::signed_out::SignedOut;

/// The route `/authority/organisations/new`.
pub fn new_organisation_page() -> AnyView {
    view! { <NewOrganisation /> }.into_any()
}

#[component]
fn NewOrganisation() -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let (t, m) = (texts().organisations, texts().management);
    let name_fi = Field::new("name-fi");
    let name_sv = Field::new("name-sv");
    let name_en = Field::new("name-en");
    let business_id = Field::new("business-id");
    let reason = Field::new("act-reason");
    let parts = [
        (Part::NameFi, name_fi),
        (Part::NameSv, name_sv),
        (Part::NameEn, name_en),
        (Part::Code, business_id),
        (Part::Reason, reason),
    ];
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let created = RwSignal::new(None::<(Key, String)>);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        error.set(None);
        created.set(None);
        for (_, field) in parts {
            field.error.set(None);
        }
        let name = OrganisationName {
            fi: name_fi.read(),
            sv: name_sv.read(),
            en: name_en.read(),
        };
        let shown = name.fi.clone();
        let (number, why) = (business_id.read(), reason.read());
        busy.set(true);
        spawn_local(async move {
            let answer = create_organisation(name, number, why).await;
            busy.try_set(false);
            match answer {
                Ok(id) => {
                    for (_, field) in parts {
                        field.value.try_set(String::new());
                    }
                    created.try_set(Some((id, shown)));
                    focus_selector("#created");
                }
                Err(problem) => {
                    error.try_set(place(problem, &parts));
                }
            }
        });
    };
    let errors = parts
        .iter()
        .map(|(_, field)| (field.id, field.error.into()))
        .collect();
    view! {
        <PageHeading text=t.create_title.to_owned() />
        <p><a href="/authority/organisations">{t.to_list}</a></p>
        {move || created.get().map(|(id, name)| view! {
            <div class="notice notice-success" id="created" role="status" tabindex="-1">
                <p>{t.created}</p>
                <p>
                    <a href=format!("/authority/organisations/{}", id.as_str())>
                        {fill(t.open, &[("name", &name)])}
                    </a>
                </p>
            </div>
        })}
        <p>{t.create_intro}</p>
        <ProblemBox error=error />
        <ErrorSummary errors=errors />
        <form class="form-panel" method="post" novalidate=true on:submit=submit>
            <Input field=name_fi label=t.name_fi max_length=150 />
            <Input field=name_sv label=t.name_sv hint=t.name_optional max_length=150 optional=true />
            <Input field=name_en label=t.name_en hint=t.name_optional max_length=150 optional=true />
            <Input field=business_id label=m.business_id hint=t.business_id_hint max_length=20 />
            <Input field=reason label=m.reason hint=t.reason_hint />
            <div class="actions"><SendButton label=t.create busy=busy /></div>
        </form>
    }
    .into_any()
}
