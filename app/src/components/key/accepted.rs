//! Which keys the organisation accepts, told to whoever is to link one.

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::access::AcceptedKeys;

use crate::api::find_accepted_keys;
use crate::locales::keys::{kind_name, kind_text, root_names};
use crate::locales::{fill, language, texts};

/// The kinds that are accepted, with what each is. Nothing until it is known.
#[component]
pub fn AcceptedKinds() -> impl IntoView {
    let accepted = RwSignal::new(None::<AcceptedKeys>);
    Effect::new(move |_| {
        spawn_local(async move {
            // If it cannot be fetched the guide is shorter; linking tells what is wrong.
            if let Ok(found) = find_accepted_keys().await {
                accepted.try_set(Some(found));
            }
        });
    });
    move || {
        accepted.get().map(|accepted| {
            let t = texts().keys;
            let kinds = accepted.kinds();
            if kinds.is_empty() {
                return view! { <p class="notice notice-warning">{t.refused_all}</p> }.into_any();
            }
            let kinds = kinds.into_iter().map(|kind| {
                view! {
                    <li>
                        <strong>{kind_name(Some(kind), language())}</strong>
                        ": "
                        {kind_text(kind)}
                    </li>
                }
            });
            view! {
                <p>{t.accepted_are}</p>
                <ul class="accepted-keys">{kinds.collect_view()}</ul>
                {accepted.policy.attested_only().then(|| view! {
                    <p>{fill(t.accepted_attested, &[("roots", &root_names(&accepted))])}</p>
                })}
            }
            .into_any()
        })
    }
}
