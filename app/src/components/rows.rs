//! A list that is read from its newest row on, some rows at a time.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ProblemBox;
use crate::api::ApiError;
use crate::locales::{fill, texts};

/// What does not depend on the kind of row.
#[derive(Clone, Copy)]
pub struct RowsState {
    /// From which number on older rows can be read; none if there are none.
    pub older: RwSignal<Option<u64>>,
    /// What went wrong last.
    pub error: RwSignal<Option<ApiError>>,
    /// Whether an answer is awaited.
    pub busy: RwSignal<bool>,
}

/// The state of such a list.
pub struct Rows<R: Send + Sync + 'static> {
    /// The rows read so far; none before the first answer.
    pub rows: RwSignal<Option<Vec<R>>>,
    /// The rest of the state.
    pub state: RowsState,
}

// Derived, these would ask the same of the rows.
impl<R: Send + Sync + 'static> Clone for Rows<R> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<R: Send + Sync + 'static> Copy for Rows<R> {}

// Nothing is read yet. To be called in the owner of what shows the list.
impl<R: Send + Sync + 'static> Default for Rows<R> {
    fn default() -> Self {
        Self {
            rows: RwSignal::new(None),
            state: RowsState {
                older: RwSignal::new(None),
                error: RwSignal::new(None),
                busy: RwSignal::new(false),
            },
        }
    }
}

impl<R: Send + Sync + 'static> Rows<R> {
    /// Waits for an answer (rows, and from which number on there are older ones), unless one is
    /// awaited already. The newest rows take the place of what was read, older ones follow it.
    pub fn load(
        self,
        is_older: bool,
        answer: impl Future<Output = Result<(Vec<R>, Option<u64>), ApiError>> + 'static,
    ) {
        let state = self.state;
        if state.busy.get_untracked() {
            return;
        }
        state.busy.set(true);
        state.error.set(None);
        spawn_local(async move {
            let answer = answer.await;
            state.busy.try_set(false);
            match answer {
                Ok((more, older)) => {
                    state.older.try_set(older);
                    self.rows.try_update(|rows| {
                        let shown = rows.get_or_insert_default();
                        if !is_older {
                            shown.clear();
                        }
                        shown.extend(more);
                    });
                }
                Err(problem) => {
                    state.error.try_set(Some(problem));
                }
            }
        });
    }
}

/// The words around a list.
#[derive(Clone, Copy)]
pub struct RowsWords {
    /// That there are no rows.
    pub empty: &'static str,
    /// How many are shown, with `{n}` for the number.
    pub shown: &'static str,
    /// The button that reads older ones.
    pub older: &'static str,
}

/// A list: what went wrong, the rows, the button for older ones, and how many are shown.
#[component]
pub fn RowsView<R: Clone + Send + Sync + 'static>(
    /// The state of the list.
    list: Rows<R>,
    /// The words around it.
    words: RowsWords,
    /// Draws the rows read so far, if there are any.
    table: impl Fn(Vec<R>) -> AnyView + Send + Sync + 'static,
    /// Called with the number from which on older rows are to be read.
    #[prop(into)]
    on_older: Callback<u64>,
    /// Buttons before the one for older rows.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let count = Signal::derive(move || list.rows.with(|rows| rows.as_ref().map(Vec::len)));
    let table = move || {
        let rows = list.rows.get()?;
        Some(if rows.is_empty() {
            view! { <p class="empty">{words.empty}</p> }.into_any()
        } else {
            table(rows)
        })
    };
    let buttons = match children {
        Some(children) => children(),
        None => ().into_any(),
    };
    view! {
        <ProblemBox error=list.state.error />
        {table}
        {actions(list.state, count, words, on_older, buttons)}
    }
}

// Apart from the component, so that it is there once for all kinds of row.
fn actions(
    state: RowsState,
    count: Signal<Option<usize>>,
    words: RowsWords,
    on_older: Callback<u64>,
    buttons: AnyView,
) -> AnyView {
    let status = move || {
        if state.busy.get() {
            texts().user.working.to_owned()
        } else {
            count
                .get()
                .map(|count| fill(words.shown, &[("n", &count.to_string())]))
                .unwrap_or_default()
        }
    };
    view! {
        <div class="actions">
            {buttons}
            {move || state.older.get().map(|before| view! {
                <button type="button" class="button-quiet" on:click=move |_| on_older.run(before)>
                    {words.older}
                </button>
            })}
            <span role="status">{status}</span>
        </div>
    }
    .into_any()
}
