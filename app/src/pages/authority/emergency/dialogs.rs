//! The dialogs in which an act is given its reason and confirmed.

use leptos::prelude::*;
use luotain::emergency::Lever;

use super::desk::{Desk, Open};
use super::notice_labels;
use crate::components::{ConfirmForm, Dialog};
use crate::locales::texts;
use crate::pages::management::fields::Input;

/// All of them; one is open at most.
#[component]
pub(super) fn Dialogs(
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().emergency;
    let is = move |wanted: fn(&Open) -> bool| {
        Signal::derive(move || desk.open.with(|open| open.as_ref().is_some_and(wanted)))
    };
    view! {
        <ActDialog
            id="pull-queries"
            title=t.queries_title
            text=t.queries_text
            open=is(|open| matches!(open, Open::Pull(Lever::Queries)))
            has_notice=true
            desk
        />
        <ActDialog
            id="pull-read-only"
            title=t.read_only_title
            text=t.read_only_text
            open=is(|open| matches!(open, Open::Pull(Lever::ReadOnly)))
            has_notice=true
            desk
        />
        <ActDialog
            id="pull-organisation"
            title=t.close_title
            text=t.close_text
            open=is(|open| matches!(open, Open::Pull(Lever::Organisation(_))))
            desk
        />
        <ActDialog
            id="end-sessions"
            title=t.sessions_title
            text=t.sessions_text
            open=is(|open| matches!(open, Open::Sessions(_)))
            desk
        />
        <ActDialog
            id="release"
            title=t.release_title
            text=t.release_text
            open=is(|open| matches!(open, Open::Release(_)))
            desk
        />
    }
}

#[component]
fn ActDialog(
    /// The dialog's id.
    id: &'static str,
    /// Its heading, and what its button says.
    title: &'static str,
    /// What will happen.
    text: &'static str,
    /// Whether it is open.
    open: Signal<bool>,
    /// Whether users are told something.
    #[prop(optional)]
    has_notice: bool,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().emergency;
    let button = if id == "release" { t.release } else { title };
    view! {
        <Dialog id=id title=title open=open on_close=move |()| desk.close()>
            <p>{text}</p>
            <ConfirmForm
                error=desk.form_error
                label=button
                busy=desk.busy
                danger=true
                on_send=move |()| desk.act()
                on_cancel=move |()| desk.close()
            >
                <Input field=desk.reason label=t.reason hint=t.reason_hint />
                {has_notice.then(|| view! {
                    <p class="hint">{t.notice_hint}</p>
                    {notice_labels().map(|(language, label)| view! {
                        <Input field=desk.notice(language) label=label />
                    })}
                })}
            </ConfirmForm>
        </Dialog>
    }
}
