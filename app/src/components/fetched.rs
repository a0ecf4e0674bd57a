//! What a page fetches when it comes alive: keeping the answer, and what is shown until it is there.

use leptos::prelude::*;

use crate::api::ApiError;
use crate::locales::texts;

/// Keeps an answer: what was found, and no problem any more; or the problem, beside what was found
/// before. The page may be gone by then.
pub fn keep_answer<T: Send + Sync + 'static>(
    answer: Result<T, ApiError>,
    found: RwSignal<Option<T>>,
    error: RwSignal<Option<ApiError>>,
) {
    match answer {
        Ok(value) => {
            found.try_set(Some(value));
            error.try_set(None);
        }
        Err(problem) => {
            error.try_set(Some(problem));
        }
    }
}

/// What was found, as it is drawn; until it is there, that it is being fetched. After a problem
/// nothing: the box of the problem says it.
pub fn or_loading(drawn: Option<AnyView>, error: RwSignal<Option<ApiError>>) -> AnyView {
    match drawn {
        Some(drawn) => drawn,
        None if error.with(Option::is_some) => ().into_any(),
        None => view! { <p role="status">{texts().user.loading}</p> }.into_any(),
    }
}
