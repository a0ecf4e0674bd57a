//! The dialog in which a request is decided.

use leptos::prelude::*;

use super::Desk;
use crate::components::{ConfirmForm, Dialog};
use crate::locales::{fill, texts};
use crate::pages::management::fields::Input;

/// The dialog of a decision.
#[component]
pub(super) fn DecideDialog(
    /// The state of the page.
    desk: Desk,
    /// Whether it is the dialog of approving.
    approves: bool,
) -> impl IntoView {
    let (t, m) = (texts().approvals, texts().management);
    let (id, title, label) = if approves {
        ("dialog-approve", t.approve_title, t.approve)
    } else {
        ("dialog-reject", t.reject_title, t.reject)
    };
    let is_open = Signal::derive(move || {
        desk.deciding
            .with(|deciding| deciding.as_ref().is_some_and(|(_, this)| *this == approves))
    });
    let words = move || {
        desk.deciding.with_untracked(|deciding| {
            deciding.as_ref().map(|(row, _)| {
                fill(
                    t.decide_text,
                    &[
                        ("person", &row.person),
                        ("organisation", &row.organisation),
                        ("right", &row.right),
                        ("days", &row.validity),
                    ],
                )
            })
        })
    };
    view! {
        <Dialog id=id title=title open=is_open on_close=move |()| desk.deciding.set(None)>
            <p>{words()}</p>
            <ConfirmForm
                error=desk.dialog_error
                label
                busy=desk.busy
                danger=!approves
                on_send=move |()| desk.decide()
                on_cancel=move |()| desk.deciding.set(None)
            >
                <Input field=desk.reason label=m.reason hint=t.decide_reason_hint />
            </ConfirmForm>
        </Dialog>
    }
}
