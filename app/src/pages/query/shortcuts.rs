//! Keyboard shortcuts of an answer, under "?". Never while something is typed, and they can be
//! turned off (WCAG 2.1.4).

use std::cell::Cell;

use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

use crate::components::Dialog;
use crate::locales::persons::texts;

thread_local! {
    // Remembered while the page is open: nothing of a user is kept in the browser (D9). On the
    // server nothing changes it.
    static IS_ON: Cell<bool> = const { Cell::new(true) };
}

/// What a key stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shortcut {
    /// The help.
    Help,
    /// A new query.
    New,
    /// Copying the address.
    Copy,
    /// The contents.
    Contents,
    /// Codes on or off.
    Codes,
}

impl Shortcut {
    fn of(key: &str) -> Option<Self> {
        Some(match key {
            "?" => Self::Help,
            "n" => Self::New,
            "k" => Self::Copy,
            "s" => Self::Contents,
            "c" => Self::Codes,
            _ => return None,
        })
    }
}

/// The button and the help. `on_key` is called for all shortcuts but the help.
#[component]
pub(crate) fn Shortcuts(
    /// Called with what was pressed.
    #[prop(into)]
    on_key: Callback<Shortcut>,
) -> impl IntoView {
    let texts = texts();
    let is_open = RwSignal::new(false);
    let is_on = RwSignal::new(IS_ON.get());
    Effect::new(move |_| {
        let listener = window_event_listener(leptos::ev::keydown, move |event| {
            if !is_on.try_get_untracked().unwrap_or(false) || is_typing(&event) {
                return;
            }
            match Shortcut::of(&event.key()) {
                Some(Shortcut::Help) => {
                    event.prevent_default();
                    is_open.try_set(true);
                }
                Some(shortcut) => {
                    event.prevent_default();
                    on_key.run(shortcut);
                }
                None => {}
            }
        });
        on_cleanup(move || listener.remove());
    });
    let keys = [
        ("?", texts.keys_help),
        ("n", texts.keys_new),
        ("k", texts.keys_copy),
        ("s", texts.keys_contents),
        ("c", texts.keys_codes),
    ];
    view! {
        <button type="button" class="button-quiet" on:click=move |_| is_open.set(true)>{texts.keys}</button>
        <Dialog
            id="shortcuts"
            title=texts.keys_title
            open=is_open
            on_close=move |()| is_open.set(false)
        >
            <p>{texts.keys_text}</p>
            <dl class="shortcuts">
                {keys
                    .into_iter()
                    .map(|(key, words)| view! { <div><dt><kbd>{key}</kbd></dt><dd>{words}</dd></div> })
                    .collect_view()}
            </dl>
            <p>
                <label>
                    <input
                        type="checkbox"
                        prop:checked=move || is_on.get()
                        on:change=move |event| {
                            let on = event_target_checked(&event);
                            IS_ON.set(on);
                            is_on.set(on);
                        }
                    />
                    " " {texts.keys_on}
                </label>
            </p>
            <div class="actions">
                <button type="button" class="button" on:click=move |_| is_open.set(false)>{texts.close}</button>
            </div>
        </Dialog>
    }
}

/// Whether a key belongs to what is typed, to the browser, or to an open dialog.
fn is_typing(event: &KeyboardEvent) -> bool {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() {
        return true;
    }
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| {
        let within = "input, select, textarea, [contenteditable], dialog";
        element.closest(within).ok().flatten().is_some()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_stands_for_one_thing_and_others_for_nothing() {
        let keys = ["?", "n", "k", "s", "c"];
        let mut found: Vec<_> = keys.iter().filter_map(|key| Shortcut::of(key)).collect();
        found.dedup();
        assert_eq!(found.len(), keys.len());
        for key in ["N", "Enter", "Tab", " ", "a", ""] {
            assert_eq!(Shortcut::of(key), None, "{key}");
        }
    }
}
