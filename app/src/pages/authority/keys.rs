//! Kinds of key: the switches that close one for everybody, and what the organisations ask.

mod switches;

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::access::KeyKind;
use luotain::management::{KeyImpact, KeyPolicyView, KeyRulesView, RuleOutcome};

use crate::api::{ApiError, list_key_rules, switch_key_kind_off, switch_key_kind_on};
use crate::browser::focus::focus_selector;
use crate::components::{DataTable, PageHeading, ProblemBox, TableOf, keep_answer, or_loading, use_session};
use crate::locales::keys::requirement_text;
use crate::locales::{fill, texts};
use crate::pages::management::fields::{Field, Part, place};
use crate::pages::management::key_policy::{LastChange, PolicyDesk, PolicyForm};
use crate::pages::signed_out::SignedOut;
use switches::{SwitchDialog, Switches};

/// The route `/authority/keys`.
pub fn key_rules_page() -> AnyView {
    view! { <KeyRules /> }.into_any()
}

/// The state of the page.
#[derive(Clone, Copy)]
struct Desk {
    found: RwSignal<Option<KeyRulesView>>,
    error: RwSignal<Option<ApiError>>,
    dialog_error: RwSignal<Option<ApiError>>,
    done: RwSignal<Option<&'static str>>,
    busy: RwSignal<bool>,
    /// The kind to be switched off, or on.
    switching: RwSignal<Option<(KeyKind, bool)>>,
    /// Whom that would hit, until it is confirmed.
    impact: RwSignal<Option<KeyImpact>>,
    reason: Field,
    /// The organisation whose policy is to be changed.
    editing: RwSignal<Option<KeyPolicyView>>,
}

impl Desk {
    fn new() -> Self {
        Self {
            found: RwSignal::new(None),
            error: RwSignal::new(None),
            dialog_error: RwSignal::new(None),
            done: RwSignal::new(None),
            busy: RwSignal::new(false),
            switching: RwSignal::new(None),
            impact: RwSignal::new(None),
            reason: Field::new("switch-reason"),
            editing: RwSignal::new(None),
        }
    }

    fn load(self) {
        spawn_local(self.fetch());
    }

    async fn fetch(self) {
        keep_answer(list_key_rules().await, self.found, self.error);
    }

    fn show(self, kind: KeyKind, off: bool) {
        self.reason.set("");
        self.impact.set(None);
        self.dialog_error.set(None);
        self.done.set(None);
        self.switching.set(Some((kind, off)));
    }

    async fn finish(self, done: &'static str) {
        self.switching.try_set(None);
        self.editing.try_set(None);
        self.done.try_set(Some(done));
        self.fetch().await;
        focus_selector(".done");
    }

    fn send(self) {
        let Some((kind, off)) = self.switching.get_untracked() else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        let (reason, confirmed) = (self.reason.read(), self.impact.get_untracked());
        self.dialog_error.set(None);
        self.reason.error.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let answer = if off {
                switch_key_kind_off(kind, reason, confirmed).await
            } else {
                switch_key_kind_on(kind, reason).await.map(|()| RuleOutcome::Done)
            };
            self.busy.try_set(false);
            let t = texts().keys;
            match answer {
                Ok(RuleOutcome::Done) => self.finish(if off { t.done_off } else { t.done_on }).await,
                Ok(RuleOutcome::Confirm(impact)) => {
                    self.impact.try_set(Some(impact));
                }
                Err(problem) => {
                    self.impact.try_set(None);
                    self.dialog_error
                        .try_set(place(problem, &[(Part::Reason, self.reason)]));
                }
            }
        });
    }
}

#[component]
fn KeyRules() -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let t = texts().keys;
    let desk = Desk::new();
    let form = PolicyDesk::new(Callback::new(move |()| {
        spawn_local(desk.finish(texts().keys.saved));
    }));
    Effect::new(move |_| desk.load());
    view! {
        <PageHeading text=t.rules_title.to_owned() />
        <ProblemBox error=desk.error />
        <p class="done" role="status" tabindex="-1">{move || desk.done.get()}</p>
        {move || or_loading(
            desk.found.get().map(|found| view! {
                <Switches switches=found.switches desk />
                <Policies policies=found.policies desk form />
            }
            .into_any()),
            desk.error,
        )}
        <SwitchDialog desk />
    }
    .into_any()
}

#[component]
fn Policies(
    /// The organisations' policies.
    policies: Vec<KeyPolicyView>,
    /// The state of the page.
    desk: Desk,
    /// The state of the form.
    form: PolicyDesk,
) -> impl IntoView {
    let t = texts().keys;
    let rows = policies
        .into_iter()
        .map(|policy| {
            let changed = policy.changed.as_ref().map_or_else(
                || t.never_changed.to_owned(),
                |changed| {
                    fill(
                        t.changed_by,
                        &[
                            ("time", &changed.time),
                            ("by", &changed.by),
                            ("reason", &changed.reason),
                        ],
                    )
                },
            );
            let label = fill(t.change_for, &[("name", &policy.name)]);
            let (name, requirement) = (policy.name.clone(), requirement_text(&policy.accepted));
            let show = move |_| {
                desk.done.set(None);
                form.fill(Some(policy.organisation.clone()), &policy);
                desk.editing.set(Some(policy.clone()));
                focus_selector("#edit-policy");
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{requirement}</td>
                    <td>{changed}</td>
                    <td>
                        <button
                            type="button"
                            class="button-quiet button-small"
                            aria-label=label
                            on:click=show
                        >
                            {t.change}
                        </button>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section>
            <h2 id="policies">{t.policies}</h2>
            <DataTable
                of=TableOf::Heading("policies")
                columns=vec![texts().user.organisation, t.requirement, t.state, texts().user.actions]
            >
                {rows}
            </DataTable>
        </section>
        {move || desk.editing.get().map(|policy| {
            let title = fill(t.change_for, &[("name", &policy.name)]);
            let (shown, edited) = (policy.clone(), policy);
            view! {
                <section aria-labelledby="edit-policy">
                    <h2 id="edit-policy" tabindex="-1">{title}</h2>
                    <LastChange policy=shown />
                    <PolicyForm desk=form policy=edited />
                </section>
            }
        })}
    }
}
