//! A text field that offers names as one types (the editable combobox with list of the ARIA Authoring
//! Practices). What was written stays free text: the names are a help, and the server reads the field.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use luotain::query::places::CompletedName;

use crate::components::FieldError;
use crate::locales::{fill, texts};

/// How long typing must rest before names are asked for.
const REST: Duration = Duration::from_millis(200);

/// How names are fetched: what was written so far → names. A failure offers none.
pub(super) type Complete = fn(String, Source) -> Pin<Box<dyn Future<Output = Vec<CompletedName>>>>;

/// What else the names depend on.
#[derive(Clone, Copy)]
pub(super) struct Source {
    /// The register.
    pub environment: luotain::environment::Environment,
    /// The field of the municipality.
    pub municipality: NodeRef<html::Input>,
}

/// The state of one combobox.
#[derive(Clone, Copy)]
struct State {
    node: NodeRef<html::Input>,
    names: RwSignal<Vec<CompletedName>>,
    /// The name on which the arrows stand.
    active: RwSignal<Option<usize>>,
    is_open: RwSignal<bool>,
    told: RwSignal<String>,
    /// Counts what was typed, so that an answer to an earlier text is dropped.
    turn: StoredValue<u64>,
    source: StoredValue<Source>,
    complete: Complete,
}

impl State {
    fn next_turn(self) -> u64 {
        self.turn.update_value(|turn| *turn += 1);
        self.turn.get_value()
    }

    fn close(self) {
        self.next_turn();
        self.is_open.set(false);
        self.active.set(None);
        self.told.set(String::new());
    }

    /// Asks for names once typing has rested.
    fn typed(self) {
        let turn = self.next_turn();
        self.active.set(None);
        set_timeout(
            move || {
                if self.turn.try_get_value() == Some(turn) {
                    self.fetch(turn);
                }
            },
            REST,
        );
    }

    fn fetch(self, turn: u64) {
        let text = self.node.get_untracked().map(|field| field.value());
        let text = text.unwrap_or_default();
        if text.trim().is_empty() {
            self.close();
            return;
        }
        let (complete, source) = (self.complete, self.source.get_value());
        leptos::task::spawn_local(async move {
            let names = complete(text, source).await;
            // The page may have been left, or something else typed.
            if self.turn.try_get_value() != Some(turn) {
                return;
            }
            let texts = texts().places;
            self.told.set(match names.len() {
                0 => texts.suggested_none.to_owned(),
                1 => texts.suggested_one.to_owned(),
                n => fill(texts.suggested, &[("n", &n.to_string())]),
            });
            self.is_open.set(!names.is_empty());
            self.active.set(None);
            self.names.set(names);
        });
    }

    fn choose(self, place: usize) {
        let name = self.names.with_untracked(|names| names.get(place).cloned());
        if let (Some(name), Some(field)) = (name, self.node.get_untracked()) {
            field.set_value(&name.name);
        }
        self.close();
    }

    /// Moves through the names and round their ends.
    fn step(self, forward: bool) {
        let count = self.names.with_untracked(Vec::len);
        if count == 0 {
            return;
        }
        self.is_open.set(true);
        self.active.update(|active| {
            *active = Some(match (*active, forward) {
                (None, true) => 0,
                (None, false) => count - 1,
                (Some(place), true) => (place + 1) % count,
                (Some(place), false) => (place + count - 1) % count,
            });
        });
    }

    /// What a key does; whether the browser is to do nothing with it.
    fn pressed(self, key: &str) -> bool {
        let is_open = self.is_open.get_untracked();
        match key {
            "ArrowDown" => self.step(true),
            "ArrowUp" => self.step(false),
            "Enter" => match self.active.get_untracked().filter(|_| is_open) {
                Some(place) => self.choose(place),
                None => {
                    // The form is sent.
                    self.close();
                    return false;
                }
            },
            "Escape" if is_open => self.close(),
            _ => return false,
        }
        true
    }
}

/// The field with its list of names.
#[component]
pub(super) fn Combobox(
    /// The field's id.
    id: &'static str,
    /// Its label.
    label: &'static str,
    /// A guide under the label.
    hint: &'static str,
    /// The element to read the value from.
    node: NodeRef<html::Input>,
    /// What is wrong with it.
    error: RwSignal<Option<String>>,
    /// Whether it must not be left empty.
    #[prop(optional)]
    required: bool,
    /// What the names depend on.
    source: Source,
    /// How they are fetched.
    complete: Complete,
) -> impl IntoView {
    let state = State {
        node,
        names: RwSignal::new(Vec::new()),
        active: RwSignal::new(None),
        is_open: RwSignal::new(false),
        told: RwSignal::new(String::new()),
        turn: StoredValue::new(0),
        source: StoredValue::new(source),
        complete,
    };
    let (list_id, hint_id, error_id) = (format!("{id}-list"), format!("{id}-hint"), format!("{id}-error"));
    let option_id = move |place: usize| format!("{id}-option-{place}");
    let described = {
        let hint_id = hint_id.clone();
        move || match error.with(Option::is_some) {
            true => format!("{hint_id} {error_id}"),
            false => hint_id.clone(),
        }
    };
    let controls = list_id.clone();
    let list_label = fill(texts().places.suggestions, &[("name", label)]);
    view! {
        <div class="field combobox">
            <label for=id>{label}</label>
            <p class="hint" id=hint_id>{hint}</p>
            <input
                id=id
                type="text"
                role="combobox"
                autocomplete="off"
                autocapitalize="words"
                spellcheck="false"
                aria-autocomplete="list"
                aria-expanded=move || state.is_open.get().to_string()
                aria-controls=controls
                aria-activedescendant=move || {
                    let active = state.active.get().filter(|_| state.is_open.get());
                    active.map(option_id)
                }
                aria-required=required.then_some("true")
                aria-invalid=move || error.with(Option::is_some).then_some("true")
                aria-describedby=described
                node_ref=node
                on:input=move |_| state.typed()
                on:keydown=move |event| {
                    if state.pressed(&event.key()) {
                        event.prevent_default();
                    }
                }
                on:blur=move |_| state.close()
            />
            <ul
                class="combobox-list"
                id=list_id
                role="listbox"
                aria-label=list_label
                hidden=move || !state.is_open.get()
            >
                {move || {
                    let names = state.names.get().into_iter().enumerate();
                    names.map(|(place, name)| view! {
                        <li
                            id=option_id(place)
                            role="option"
                            aria-selected=move || (state.active.get() == Some(place)).to_string()
                            // Before the field loses the focus, which would close the list.
                            on:mousedown=move |event| {
                                event.prevent_default();
                                state.choose(place);
                            }
                        >
                            {name.name}
                            {(!name.note.is_empty()).then(|| view! { " " <span class="small">{name.note}</span> })}
                        </li>
                    }).collect_view()
                }}
            </ul>
            <span class="visually-hidden" role="status">{move || state.told.get()}</span>
            <FieldError id=id error=error.into() />
        </div>
    }
}
