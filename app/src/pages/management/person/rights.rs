//! A person's rights: those that there are, and giving one more.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use luotain::management::{PersonView, RightView, RoleChoice};

use super::acts::{Acts, Open};
use crate::components::{DataTable, SendButton, TableOf, columns};
use crate::locales::{fill, texts};
use crate::pages::management::fields::{Choice, Input};

/// The rights.
#[component]
pub(super) fn Rights(
    /// The rights.
    rights: Vec<RightView>,
    /// The state of the page.
    acts: Acts,
    /// Whether they may be changed.
    may_change: bool,
) -> impl IntoView {
    let t = texts().management;
    let is_empty = rights.is_empty();
    let rows = rights
        .into_iter()
        .map(|right| view! { <RightRow right acts may_change /> })
        .collect_view();
    view! {
        <section>
            <h2 id="rights">{t.rights}</h2>
            {if is_empty {
                view! { <p class="empty">{t.no_rights}</p> }.into_any()
            } else {
                view! {
                    <DataTable
                        of=TableOf::Heading("rights")
                        columns=columns(&[t.role, t.validity, t.reason, t.by], may_change.then_some(texts().user.actions))
                    >
                        {rows}
                    </DataTable>
                }
                .into_any()
            }}
        </section>
    }
}

#[component]
fn RightRow(
    /// The right.
    right: RightView,
    /// The state of the page.
    acts: Acts,
    /// Whether it may be changed.
    may_change: bool,
) -> impl IntoView {
    let t = texts().management;
    let mark = if right.lapsed {
        Some(t.lapsed)
    } else if !right.in_force {
        Some(t.coming)
    } else if right.expiring {
        Some(t.expiring)
    } else {
        None
    };
    let shown = right.clone();
    let is_open = !right.lapsed;
    let right = StoredValue::new(right);
    let label = move |text| right.with_value(|right| fill(text, &[("right", &right.name)]));
    view! {
        <tr>
            <th scope="row">{shown.name}</th>
            <td>{shown.validity} {mark.map(|mark| view! { " " <span class="mark">{mark}</span> })}</td>
            <td>{shown.reason}</td>
            <td>{shown.by}</td>
            {may_change.then(|| view! {
                <td>
                    {is_open.then(|| view! {
                        <div class="actions tight">
                            <button
                                type="button"
                                class="button-quiet button-small"
                                aria-label=label(t.change_right)
                                on:click=move |_| acts.show(Open::Change(right.get_value()))
                            >
                                {t.change}
                            </button>
                            <button
                                type="button"
                                class="button-quiet button-small"
                                aria-label=label(t.end_right)
                                on:click=move |_| acts.show(Open::End(right.get_value()))
                            >
                                {t.end}
                            </button>
                        </div>
                    })}
                </td>
            })}
        </tr>
    }
}

/// The form that gives one.
#[component]
pub(super) fn Give(
    /// The person.
    person: PersonView,
    /// The state of the page.
    acts: Acts,
) -> impl IntoView {
    let t = texts().management;
    let is_held = |role: &RoleChoice| {
        person
            .rights
            .iter()
            .any(|right| right.permit == role.permit && right.role == role.role && !right.lapsed)
    };
    let choices: Vec<(String, String)> = std::iter::once((String::new(), t.choose_role.to_owned()))
        .chain(person.roles.iter().filter(|role| !is_held(role)).map(|role| {
            (
                format!("{}/{}", role.permit.as_str(), role.role.as_str()),
                if role.asks_approval {
                    format!("{}, {}", role.name, texts().approvals.asks_approval)
                } else {
                    role.name.clone()
                },
            )
        }))
        .collect();
    let asks_approval = person.roles.iter().any(|role| role.asks_approval);
    if choices.len() == 1 {
        return view! { <p class="empty">{t.no_more_roles}</p> }.into_any();
    }
    view! {
        <section aria-labelledby="give">
            <h2 id="give">{t.give_title}</h2>
            {asks_approval.then(|| view! { <p>{texts().approvals.approval_hint}</p> })}
            <form
                class="form-panel"
                method="post"
                novalidate=true
                on:submit=move |event: SubmitEvent| {
                    event.prevent_default();
                    acts.give();
                }
            >
                <Choice field=acts.role label=t.role choices=Signal::stored(choices) />
                <Input field=acts.give_from label=t.from kind="date" />
                <Input field=acts.give_until label=t.until hint=t.until_hint kind="date" />
                <Input field=acts.give_reason label=t.reason hint=t.reason_hint />
                <div class="actions"><SendButton label=t.give busy=acts.busy /></div>
            </form>
        </section>
    }
    .into_any()
}
