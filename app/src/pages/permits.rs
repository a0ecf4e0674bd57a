//! The organisation's own permits, for its responsible users.

use leptos::prelude::*;
use luotain::changes::ChangesOf;
use luotain::error::Problem;
use luotain::session::PermitView;

use crate::api::{ApiError, list_permits};
use crate::components::{PageHeading, ProblemBox};
use crate::locales::{fill, texts};
use crate::pages::changes::WhoChanged;

/// The route `/management/permits`.
pub fn permits_page() -> AnyView {
    // Nothing of the register, so it may be written into the page (D9).
    let permits = Resource::new(|| (), |()| list_permits());
    let texts = texts().permits;
    view! {
        <PageHeading text=texts.title.to_owned() />
        <Suspense fallback=move || view! { <p role="status">{texts.loading}</p> }>
            {move || Suspend::new(async move { outcome_view(permits.await) })}
        </Suspense>
    }
    .into_any()
}

fn outcome_view(outcome: Result<Vec<PermitView>, ApiError>) -> AnyView {
    let texts = texts().permits;
    match outcome {
        Ok(permits) if permits.is_empty() => view! { <p class="notice">{texts.empty}</p> }.into_any(),
        Ok(permits) => view! {
            <p>{texts.intro}</p>
            {permits.into_iter().enumerate().map(|(place, permit)| permit_view(place, permit)).collect_view()}
        }
        .into_any(),
        Err(error) if *error.problem() == Problem::NotFound => {
            view! { <p class="notice notice-warning">{texts.not_yours}</p> }.into_any()
        }
        Err(error) => view! { <ProblemBox error=Signal::stored(Some(error)) /> }.into_any(),
    }
}

fn permit_view(place: usize, permit: PermitView) -> impl IntoView {
    let texts = texts().permits;
    let id = format!("permit-{place}");
    let labelled_by = id.clone();
    let purposes = permit
        .purposes
        .into_iter()
        .map(|purpose| view! { <li>{purpose}</li> })
        .collect_view();
    let (key, name) = (permit.id.clone(), permit.name.clone());
    let caption = fill(texts.caption, &[("name", &permit.name)]);
    let roles = if permit.roles.is_empty() {
        view! { <p>{texts.no_roles}</p> }.into_any()
    } else {
        let rows = permit.roles.into_iter().map(|(role, groups)| {
            let groups = if groups.is_empty() {
                view! { {texts.no_groups} }.into_any()
            } else {
                let groups = groups
                    .into_iter()
                    .map(|group| view! { <li>{group}</li> })
                    .collect_view();
                view! { <ul class="chips">{groups}</ul> }.into_any()
            };
            view! { <tr><th scope="row">{role}</th><td>{groups}</td></tr> }
        });
        view! {
            // Scrolls by itself on a narrow screen, with the keyboard, too.
            <div class="table-scroll" tabindex="0" role="region" aria-label=caption>
                <table>
                    <caption class="visually-hidden">{texts.roles}</caption>
                    <thead><tr><th scope="col">{texts.role}</th><th scope="col">{texts.groups}</th></tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        }
        .into_any()
    };
    view! {
        <section class="permit card" aria-labelledby=labelled_by>
            <h2 id=id.clone()>{permit.name}</h2>
            <dl class="facts">
                <div><dt>{texts.number}</dt><dd>{permit.number}</dd></div>
                <div><dt>{texts.validity}</dt><dd>{permit.validity}</dd></div>
                <div><dt>{texts.purposes}</dt><dd><ul>{purposes}</ul></dd></div>
            </dl>
            <h3>{texts.roles}</h3>
            {roles}
            <WhoChanged
                id=format!("{id}-changes")
                of=ChangesOf::Permit(key)
                name=name
                within=true
            />
        </section>
    }
}
