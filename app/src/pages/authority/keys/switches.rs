//! The kinds of key with their switches, and what is asked before one is pressed.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use luotain::management::KindSwitch;

use super::Desk;
use crate::components::{ConfirmForm, DataTable, Dialog, ProblemBox, SendButton, TableOf};
use crate::locales::keys::kind_name;
use crate::locales::{fill, language, texts};
use crate::pages::management::fields::Input;
use crate::pages::management::key_policy::Impact;

#[component]
pub(super) fn Switches(
    /// The kinds.
    switches: Vec<KindSwitch>,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().keys;
    let rows = switches
        .into_iter()
        .map(|switch| {
            let kind = switch.kind;
            let name = kind_name(Some(kind), language());
            let is_off = switch.off.is_some();
            let state = switch.off.map_or_else(
                || t.state_on.to_owned(),
                |off| {
                    fill(
                        t.state_off,
                        &[("time", &off.time), ("by", &off.by), ("reason", &off.reason)],
                    )
                },
            );
            let (text, label) = if is_off {
                (t.switch_on, t.switch_on_this)
            } else {
                (t.switch_off, t.switch_off_this)
            };
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>{state}</td>
                    <td>{switch.keys}</td>
                    <td>{switch.sessions}</td>
                    <td>
                        <button
                            type="button"
                            class="button-quiet button-small"
                            aria-label=fill(label, &[("kind", name)])
                            on:click=move |_| desk.show(kind, !is_off)
                        >
                            {text}
                        </button>
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section>
            <h2 id="switches">{t.switches}</h2>
            <p>{t.switches_intro}</p>
            <DataTable
                of=TableOf::Heading("switches")
                columns=vec![t.kind, t.state, t.key_count, t.session_count, texts().user.actions]
            >
                {rows}
            </DataTable>
        </section>
    }
}

#[component]
pub(super) fn SwitchDialog(
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().keys;
    let is = move |off: bool| {
        desk.switching
            .with(|switching| switching.is_some_and(|(_, is_off)| is_off == off))
    };
    let name = move || {
        desk.switching
            .with(|switching| switching.map(|(kind, _)| kind_name(Some(kind), language())))
            .unwrap_or_default()
    };
    let send = move |event: SubmitEvent| {
        event.prevent_default();
        desk.send();
    };
    view! {
        <Dialog
            id="switch-off"
            title=t.switch_off_title
            open=Signal::derive(move || is(true))
            on_close=move |()| desk.switching.set(None)
        >
            <p><strong>{name()}</strong></p>
            <ProblemBox error=desk.dialog_error />
            <form method="post" novalidate=true on:submit=send>
                <Input
                    field=desk.reason
                    label=texts().management.reason
                    hint=t.reason_hint
                />
                {move || desk.impact.get().map(|impact| view! {
                    <div role="status"><Impact impact /></div>
                    <p>{t.own_session}</p>
                })}
                <div class="actions">
                    {move || if desk.impact.with(Option::is_some) {
                        view! { <SendButton label=t.switch_off busy=desk.busy danger=true /> }.into_any()
                    } else {
                        view! { <SendButton label=t.see_impact busy=desk.busy /> }.into_any()
                    }}
                    <button type="button" class="button-quiet" on:click=move |_| desk.switching.set(None)>
                        {texts().shell.cancel}
                    </button>
                </div>
            </form>
        </Dialog>
        <Dialog
            id="switch-on"
            title=t.switch_on_title
            open=Signal::derive(move || is(false))
            on_close=move |()| desk.switching.set(None)
        >
            <p>{fill(t.switch_on_text, &[("kind", name())])}</p>
            <ConfirmForm
                error=desk.dialog_error
                label=t.switch_on
                busy=desk.busy
                on_send=move |()| desk.send()
                on_cancel=move |()| desk.switching.set(None)
            >
                <Input field=desk.reason label=texts().management.reason hint=t.reason_hint />
            </ConfirmForm>
        </Dialog>
    }
}
