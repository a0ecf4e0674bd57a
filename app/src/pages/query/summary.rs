//! What is looked for first: name, age or death, and the address or why there is none.

use leptos::prelude::*;
use luotain::register::presentation::Summary;

use crate::browser::clipboard;
use crate::locales::persons::texts;

/// The summary. `told` is where the outcome of copying is told, for the shortcut, too.
#[component]
pub(crate) fn SummaryView(
    /// The summary.
    summary: Summary,
    /// The day as of which the register stands.
    register_day: Option<String>,
    /// What is told of copying.
    told: RwSignal<&'static str>,
) -> impl IntoView {
    let texts = texts();
    let Summary {
        name,
        life,
        address,
        address_note,
    } = summary;
    let block = address.join("\n");
    let has_lines = !address.is_empty();
    let lines = address
        .into_iter()
        .map(|line| view! { <span class="line">{line}</span> })
        .collect_view();
    view! {
        <div class="summary" id="summary" role="group" aria-label=texts.summary>
            <div class="summary-person">
                <p class="summary-name">{name.unwrap_or_else(|| texts.no_name.to_owned())}</p>
                {life.map(|life| view! { <p class="summary-life">{life}</p> })}
                {register_day.map(|day| view! { <p class="small">{texts.register_day} " " {day}</p> })}
            </div>
            {address_note.map(|note| view! {
                <div class="summary-address">
                    {has_lines.then(|| view! { <address>{lines}</address> })}
                    <p class=if has_lines { "small" } else { "no-address" }>{note}</p>
                    {has_lines.then(|| view! {
                        <p class="screen-only">
                            <button
                                type="button"
                                class="button-quiet"
                                on:click=move |_| copy(block.clone(), told)
                            >
                                {texts.copy_address}
                            </button>
                            " "
                            <span role="status">{move || told.get()}</span>
                        </p>
                    })}
                </div>
            })}
        </div>
    }
}

/// Copies an address as one block, and tells the outcome.
pub(crate) fn copy(block: String, told: RwSignal<&'static str>) {
    told.set("");
    leptos::task::spawn_local(async move {
        let texts = texts();
        let copied = clipboard::copy(block).await;
        told.try_set(if copied { texts.copied } else { texts.copy_failed });
    });
}
