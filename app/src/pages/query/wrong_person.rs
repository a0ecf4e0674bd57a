//! "I opened the wrong person": one press, and the log says so.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::{ApiError, note_wrong_person};
use crate::components::ProblemBox;
use crate::locales::fill;
use crate::locales::persons::texts;

/// The button, and afterwards the number of the note.
#[component]
pub(crate) fn WrongPerson(
    /// The id of the answer.
    kept: String,
) -> impl IntoView {
    let texts = texts();
    let noted = RwSignal::new(None::<u64>);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    let press = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        let id = kept.clone();
        spawn_local(async move {
            let outcome = note_wrong_person(id).await;
            busy.try_set(false);
            match outcome {
                Ok(index) => {
                    noted.try_set(Some(index));
                }
                Err(problem) => {
                    error.try_set(Some(problem));
                }
            }
        });
    };
    view! {
        <div class="wrong-person screen-only">
            <button
                type="button"
                class="button-quiet"
                hidden=move || noted.with(Option::is_some)
                aria-disabled=move || busy.get().then_some("true")
                on:click=press
            >
                {texts.wrong_person}
            </button>
            <p role="status">
                {move || noted.get().map(|index| fill(texts.wrong_person_done, &[("n", &index.to_string())]))}
            </p>
            <ProblemBox error=error />
        </div>
    }
}
