//! What an organisation asks of its people's keys: the own organisation's page, and the form that
//! the authority's page uses, too.

use std::collections::BTreeSet;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::access::KeyKind;
use luotain::management::{KeyImpact, KeyPolicyChange, KeyPolicyView, RuleOutcome};
use luotain::permit::Key;

use super::fields::{Field, Input, Part, place};
use crate::api::{ApiError, find_key_policy, update_key_policy, update_key_policy_of};
use crate::browser::focus::focus_selector;
use crate::components::{Dialog, PageHeading, ProblemBox, SendButton, keep_answer, or_loading, use_session};
use crate::locales::keys::{kind_name, kind_text, root_names};
use crate::locales::{fill, language, texts};
use crate::pages::signed_out::SignedOut;

/// The route `/management/keys`.
pub fn key_policy_page() -> AnyView {
    view! { <OwnPolicy /> }.into_any()
}

/// The state of the form.
#[derive(Clone, Copy, Debug)]
pub struct PolicyDesk {
    /// Of which organisation; none = the own one.
    of: RwSignal<Option<Key>>,
    revision: RwSignal<u32>,
    kinds: RwSignal<BTreeSet<KeyKind>>,
    attested_only: RwSignal<bool>,
    reason: Field,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
    /// Whom the change would hit, until that is confirmed.
    impact: RwSignal<Option<KeyImpact>>,
    on_saved: Callback<()>,
}

impl PolicyDesk {
    /// To be called in the page's owner.
    pub fn new(on_saved: Callback<()>) -> Self {
        Self {
            of: RwSignal::new(None),
            revision: RwSignal::new(0),
            kinds: RwSignal::new(BTreeSet::new()),
            attested_only: RwSignal::new(false),
            reason: Field::new("policy-reason"),
            error: RwSignal::new(None),
            busy: RwSignal::new(false),
            impact: RwSignal::new(None),
            on_saved,
        }
    }

    /// Fills the form with a policy that is in force.
    pub fn fill(self, of: Option<Key>, policy: &KeyPolicyView) {
        self.of.set(of);
        self.revision.set(policy.revision);
        self.kinds.set(policy.accepted.policy.kinds().clone());
        self.attested_only.set(policy.accepted.policy.attested_only());
        self.reason.set("");
        self.error.set(None);
        self.impact.set(None);
    }

    fn send(self) {
        if self.busy.get_untracked() {
            return;
        }
        let change = KeyPolicyChange {
            kinds: self.kinds.get_untracked(),
            attested_only: self.attested_only.get_untracked(),
            revision: self.revision.get_untracked(),
            reason: self.reason.read(),
            confirmed: self.impact.get_untracked(),
        };
        let of = self.of.get_untracked();
        self.error.set(None);
        self.reason.error.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let answer = match of {
                Some(organisation) => update_key_policy_of(organisation, change).await,
                None => update_key_policy(change).await,
            };
            self.busy.try_set(false);
            match answer {
                Ok(RuleOutcome::Done) => {
                    self.impact.try_set(None);
                    self.on_saved.run(());
                }
                Ok(RuleOutcome::Confirm(impact)) => {
                    self.impact.try_set(Some(impact));
                }
                Err(problem) => {
                    self.impact.try_set(None);
                    self.error.try_set(place(problem, &[(Part::Reason, self.reason)]));
                }
            }
        });
    }
}

/// Whom a change would hit, in words.
#[component]
pub(in crate::pages) fn Impact(
    /// Whom.
    impact: KeyImpact,
) -> impl IntoView {
    let t = texts().keys;
    let line = |text: &str, n: u32| (n > 0).then(|| fill(text, &[("n", &n.to_string())]));
    let lines = [
        line(t.impact_users, impact.users),
        line(t.impact_unsure, impact.unsure),
        line(t.impact_sessions, impact.sessions),
    ];
    view! {
        <ul>
            {lines.into_iter().flatten().map(|line| view! { <li>{line}</li> }).collect_view()}
        </ul>
        {impact.own.then(|| view! { <p class="notice notice-warning">{t.impact_own}</p> })}
    }
}

/// The form of a policy, with the question that comes before somebody is locked out.
#[component]
pub(in crate::pages) fn PolicyForm(
    /// The state of the form.
    desk: PolicyDesk,
    /// The policy in force.
    policy: KeyPolicyView,
) -> impl IntoView {
    let t = texts().keys;
    let roots = root_names(&policy.accepted);
    let has_roots = !roots.is_empty();
    let kinds = KeyKind::ALL.into_iter().map(|kind| {
        let id = format!("kind-{}", kind.code());
        let (label, hint) = (id.clone(), format!("{id}-hint"));
        let described_by = hint.clone();
        view! {
            <div class="choice">
                <input
                    type="checkbox"
                    id=id
                    aria-describedby=described_by
                    prop:checked=move || desk.kinds.with(|kinds| kinds.contains(&kind))
                    on:change=move |event| {
                        desk.kinds.update(|kinds| {
                            if event_target_checked(&event) {
                                kinds.insert(kind);
                            } else {
                                kinds.remove(&kind);
                            }
                        });
                    }
                />
                <div>
                    <label for=label>{kind_name(Some(kind), language())}</label>
                    <p class="hint" id=hint>{kind_text(kind)}</p>
                </div>
            </div>
        }
    });
    view! {
        <ProblemBox error=desk.error />
        <form
            class="form-panel"
            method="post"
            novalidate=true
            on:submit=move |event: SubmitEvent| {
                event.prevent_default();
                desk.impact.set(None);
                desk.send();
            }
        >
            <fieldset>
                <legend>{t.kinds_accepted}</legend>
                {kinds.collect_view()}
            </fieldset>
            <div class="choice">
                <input
                    type="checkbox"
                    id="attested-only"
                    aria-describedby="attested-only-hint"
                    disabled=!has_roots
                    prop:checked=move || desk.attested_only.get()
                    on:change=move |event| desk.attested_only.set(event_target_checked(&event))
                />
                <div>
                    <label for="attested-only">{t.attested_only}</label>
                    <p class="hint" id="attested-only-hint">
                        {if has_roots {
                            fill(t.attested_hint, &[("roots", &roots)])
                        } else {
                            t.no_roots.to_owned()
                        }}
                    </p>
                </div>
            </div>
            <p class="small">{t.policy_trust}</p>
            <Input field=desk.reason label=texts().management.reason hint=t.reason_hint />
            <div class="actions">
                <SendButton label=t.save busy=desk.busy />
            </div>
        </form>
        <Dialog
            id="confirm-policy"
            title=t.confirm_policy
            open=Signal::derive(move || desk.impact.with(Option::is_some))
            on_close=move |()| desk.impact.set(None)
            alert=true
        >
            {move || desk.impact.get().map(|impact| view! { <Impact impact /> })}
            <div class="actions">
                <button
                    type="button"
                    class="button button-danger"
                    aria-disabled=move || desk.busy.get().then_some("true")
                    on:click=move |_| desk.send()
                >
                    {t.confirm}
                </button>
                <button type="button" class="button-quiet" on:click=move |_| desk.impact.set(None)>
                    {texts().shell.cancel}
                </button>
            </div>
        </Dialog>
    }
}

#[component]
fn OwnPolicy() -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let t = texts().keys;
    let found = RwSignal::new(None::<KeyPolicyView>);
    let error = RwSignal::new(None::<ApiError>);
    let done = RwSignal::new(None::<&'static str>);
    let reload = RwSignal::new(0_u32);
    let desk = PolicyDesk::new(Callback::new(move |()| {
        done.try_set(Some(texts().keys.saved));
        reload.try_update(|count| *count += 1);
        focus_selector(".done");
    }));
    Effect::new(move |_| {
        reload.track();
        spawn_local(async move {
            let answer = find_key_policy().await.inspect(|policy| desk.fill(None, policy));
            keep_answer(answer, found, error);
        });
    });
    view! {
        <PageHeading text=t.policy_title.to_owned() />
        <p>{t.policy_intro}</p>
        <ProblemBox error=error />
        <p class="done" role="status" tabindex="-1">{move || done.get()}</p>
        {move || or_loading(
            found.get().map(|policy| view! {
                <LastChange policy=policy.clone() />
                <PolicyForm desk policy />
            }
            .into_any()),
            error,
        )}
    }
    .into_any()
}

/// Who set the policy last, and which keys the organisation's people have.
#[component]
pub(in crate::pages) fn LastChange(
    /// The policy.
    policy: KeyPolicyView,
) -> impl IntoView {
    let t = texts().keys;
    let changed = policy.changed.map_or_else(
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
    let counts = policy.counts.into_iter().map(|count| {
        let name = count
            .kind
            .map_or(t.count_unknown, |kind| kind_name(Some(kind), language()));
        view! { <div><dt>{name}</dt><dd>{count.keys}</dd></div> }
    });
    view! {
        <section class="card" aria-labelledby="key-counts">
            <h2 id="key-counts">{t.counts}</h2>
            <dl class="facts">{counts.collect_view()}</dl>
            <p class="small">{changed}</p>
        </section>
    }
}
