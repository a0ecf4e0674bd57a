//! Checking a receipt: for everybody, signed in or not. The file is checked in the browser by the
//! code that made it, and goes nowhere.

mod check;
mod outcome;

use leptos::ev::{DragEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::environment::Environment;
use luotain::log::proof::MAX_RECEIPT_LENGTH;
use luotain::log::{Handover, LogKey, Succession};

use crate::api::list_log_keys;
use crate::browser::file::{self, FileFailure, GivenFile};
use crate::browser::focus::focus_id;
use crate::components::{FieldError, PageHeading};
use crate::locales::fill;
use crate::locales::receipt::texts;
use check::{Checked, Unreadable};
use outcome::OutcomeView;

const FILE: &str = "receipt-file";
const KEY: &str = "receipt-key";
const AGAINST: &str = "receipt-against";

/// The route `/receipt`.
pub fn receipt_page() -> AnyView {
    // Public keys: nothing of the register, so they may be written into the page (D9).
    let keys = Resource::new(|| (), |()| list_log_keys());
    let texts = texts();
    view! {
        <PageHeading text=texts.title.to_owned() />
        <Suspense>
            {move || Suspend::new(async move {
                let keys = keys.await.map_err(drop);
                view! { <Check keys /> }
            })}
        </Suspense>
    }
    .into_any()
}

/// The name of a file, and its bytes or why there are none.
type ReadFile = (String, Result<Vec<u8>, FileFailure>);

/// The state of the page: what was given, and what came of it. Nothing outlives the page.
#[derive(Clone, Copy)]
struct Bench {
    keys: StoredValue<Vec<LogKey>>,
    /// The name of the file, and its bytes or why there are none.
    given: RwSignal<Option<ReadFile>>,
    file_error: RwSignal<Option<String>>,
    key: NodeRef<html::Textarea>,
    key_error: RwSignal<Option<String>>,
    against: NodeRef<html::Textarea>,
    outcome: RwSignal<Option<Result<Checked, Unreadable>>>,
}

impl Bench {
    /// Reads a file and checks it.
    fn take(self, file: GivenFile) {
        self.outcome.set(None);
        self.file_error.set(None);
        spawn_local(async move {
            let read = file::read(&file, MAX_RECEIPT_LENGTH).await;
            self.given.set(Some((file.name, read)));
            self.check();
        });
    }

    fn check(self) {
        let texts = texts();
        self.outcome.set(None);
        self.key_error.set(None);
        let Some(read) = self
            .given
            .with(|given| given.as_ref().map(|(_, read)| read.clone()))
        else {
            self.file_error.set(Some(texts.file_missing.to_owned()));
            focus_id(FILE);
            return;
        };
        let written = |node: NodeRef<html::Textarea>| {
            let text = node.get_untracked().map(|field| field.value());
            text.filter(|text| !text.trim().is_empty())
        };
        let Ok(known) = check::keys(written(self.key).as_deref(), &self.keys.get_value()) else {
            self.key_error.set(Some(texts.own_key_wrong.to_owned()));
            focus_id(KEY);
            return;
        };
        let outcome = match read {
            Ok(bytes) => check::check(&bytes, &known, written(self.against).as_deref()),
            Err(FileFailure::TooBig) => Err(Unreadable::TooBig),
            Err(FileFailure::Failed) => Err(Unreadable::Failed),
        };
        self.outcome.set(Some(outcome));
        focus_id(outcome::HEADING);
    }
}

#[component]
fn Check(
    /// The server's keys; none if they could not be had.
    keys: Result<Vec<LogKey>, ()>,
) -> impl IntoView {
    let texts = texts();
    let has_keys = keys.is_ok();
    let listed = keys.unwrap_or_default();
    let bench = Bench {
        keys: StoredValue::new(listed.clone()),
        given: RwSignal::new(None),
        file_error: RwSignal::new(None),
        key: NodeRef::new(),
        key_error: RwSignal::new(None),
        against: NodeRef::new(),
        outcome: RwSignal::new(None),
    };
    let field = NodeRef::<html::Input>::new();
    let chosen = move |_| {
        if let Some(file) = field.get_untracked().and_then(|field| file::first_of(&field)) {
            bench.take(file);
        }
    };
    // Without these the browser would leave the page and show the file.
    let over = |event: DragEvent| event.prevent_default();
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        if let Some(file) = file::first_dropped(&event) {
            bench.take(file);
        }
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        bench.check();
    };
    let name = move || {
        bench.given.with(|given| {
            given
                .as_ref()
                .map(|(name, _)| fill(texts.chosen, &[("name", name)]))
        })
    };
    view! {
        <div class="receipt-check" on:dragover=over on:drop=dropped>
            <p>{texts.intro}</p>
            <p>{texts.stays_here}</p>
            <form class="form-panel" method="post" autocomplete="off" novalidate=true on:submit=submit>
                <div class="field">
                    <label for=FILE>{texts.file}</label>
                    <p class="hint" id="receipt-file-hint">{texts.file_hint}</p>
                    <input
                        id=FILE
                        type="file"
                        node_ref=field
                        on:change=chosen
                        aria-invalid=move || bench.file_error.with(Option::is_some).then_some("true")
                        aria-describedby=described_by("receipt-file-hint", "receipt-file-error", bench.file_error)
                    />
                    <FieldError id=FILE error=bench.file_error.into() />
                    <p class="small" role="status">{name}</p>
                </div>
                <details class="receipt-options">
                    <summary>{texts.options}</summary>
                    <div class="field">
                        <label for=KEY>{texts.own_key}</label>
                        <p class="hint" id="receipt-key-hint">{texts.own_key_hint}</p>
                        <textarea
                            id=KEY
                            rows="3"
                            spellcheck="false"
                            autocapitalize="none"
                            node_ref=bench.key
                            aria-invalid=move || bench.key_error.with(Option::is_some).then_some("true")
                            aria-describedby=described_by("receipt-key-hint", "receipt-key-error", bench.key_error)
                        ></textarea>
                        <FieldError id=KEY error=bench.key_error.into() />
                    </div>
                    <div class="field">
                        <label for=AGAINST>{texts.against}</label>
                        <p class="hint" id="receipt-against-hint">{texts.against_hint}</p>
                        <textarea
                            id=AGAINST
                            rows="5"
                            spellcheck="false"
                            autocapitalize="none"
                            node_ref=bench.against
                            aria-describedby="receipt-against-hint"
                        ></textarea>
                    </div>
                </details>
                <div class="actions">
                    <button type="submit" class="button">{texts.check}</button>
                </div>
            </form>
            <OutcomeView outcome=bench.outcome.read_only() />
            <section class="card" aria-labelledby="receipt-keys">
                <h2 id="receipt-keys">{texts.keys_title}</h2>
                {if has_keys {
                    view! {
                        <dl class="receipt-keys">{listed.into_iter().map(key_view).collect_view()}</dl>
                        <p>{texts.keys_text} " " <a href="/log/keys" rel="external">"/log/keys"</a></p>
                        <p>{texts.handovers_text} " " <a href="/log/handovers" rel="external">"/log/handovers"</a></p>
                    }
                    .into_any()
                } else {
                    view! { <p class="notice notice-warning">{texts.keys_failed}</p> }.into_any()
                }}
                <p>{texts.elsewhere}</p>
            </section>
        </div>
    }
}

/// What `aria-describedby` names: the hint, and the error while there is one.
fn described_by(
    hint: &'static str,
    error_id: &'static str,
    error: RwSignal<Option<String>>,
) -> impl Fn() -> String + Clone + Send + Sync + 'static {
    move || {
        if error.with(Option::is_some) {
            format!("{hint} {error_id}")
        } else {
            hint.to_owned()
        }
    }
}

/// The present key of a log, and those before it.
fn key_view(key: LogKey) -> impl IntoView {
    let texts = texts();
    let label = match key.environment {
        Environment::Production => texts.production,
        Environment::Training => texts.training,
    };
    let (chain, fault) = check::chain_of(&key).unzip();
    let is_faulty = fault.flatten().is_some();
    let before = chain.map(|chain| chain.handovers().iter().rev().map(handover_view).collect_view());
    view! {
        <div>
            <dt>{label}</dt>
            <dd><code>{key.key}</code></dd>
            {is_faulty.then(|| view! { <dd class="notice notice-alert">{texts.keys_faulty}</dd> })}
            {before}
        </div>
    }
}

/// An earlier key, until when it was in force, and who says so.
fn handover_view(handover: &Handover) -> impl IntoView + use<> {
    let texts = texts();
    let until = fill(
        texts.keys_before,
        &[
            ("n", &handover.checkpoint().size().to_string()),
            ("time", &handover.time().format("%Y-%m-%d %H:%M UTC").to_string()),
        ],
    );
    let by = match handover.succession() {
        Succession::HandedOver => texts.keys_handed_over,
        Succession::Replaced => texts.keys_replaced,
    };
    let by = fill(by, &[("reason", handover.reason())]);
    view! {
        <dd class="small">{until} " " <code>{handover.old().to_text()}</code> " " {by}</dd>
    }
}
