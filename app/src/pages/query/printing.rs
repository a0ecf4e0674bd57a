//! Printing an answer with the browser.
//!
//! Data under a non-disclosure reach paper only after a second confirmation (domain.md §5.4).
//! Until then the style sheet keeps the groups off paper, so that the browser's own print
//! command, which a page cannot ask about, prints without them.

use std::time::Duration;

use leptos::prelude::*;

use crate::components::Dialog;
use crate::locales::texts;

/// Whether the answer may be printed now.
#[derive(Clone, Copy)]
pub(crate) struct Printing {
    needs_confirmation: bool,
    confirmed: RwSignal<bool>,
}

impl Printing {
    /// `needs_confirmation`: whether contact data under a non-disclosure are shown.
    pub fn new(needs_confirmation: bool) -> Self {
        let confirmed = RwSignal::new(false);
        // One confirmation is for one printing.
        Effect::new(move |_| {
            let listener = window_event_listener_untyped("afterprint", move |_| {
                confirmed.try_set(false);
            });
            on_cleanup(move || listener.remove());
        });
        Self {
            needs_confirmation,
            confirmed,
        }
    }

    /// Whether the groups are kept off paper.
    pub fn is_withheld(self) -> bool {
        self.needs_confirmation && !self.confirmed.get()
    }
}

/// The button, and the dialog that asks where it must.
#[component]
pub(crate) fn PrintButton(
    /// Whether it may be printed.
    printing: Printing,
) -> impl IntoView {
    let texts = texts().query;
    let asking = RwSignal::new(false);
    let press = move |_| {
        if printing.needs_confirmation {
            asking.set(true);
        } else {
            print();
        }
    };
    view! {
        <button type="button" class="button-quiet" on:click=press>{texts.print}</button>
        {printing.needs_confirmation.then(|| view! {
            <Dialog
                id="print-confirm"
                title=texts.print_confirm_title
                open=asking
                on_close=move |()| asking.set(false)
                alert=true
            >
                <p>{texts.print_confirm_text}</p>
                <div class="actions">
                    <button
                        type="button"
                        class="button"
                        on:click=move |_| {
                            asking.set(false);
                            printing.confirmed.set(true);
                            print();
                        }
                    >
                        {texts.print_confirm}
                    </button>
                    <button type="button" class="button-quiet" on:click=move |_| asking.set(false)>
                        {texts.print_cancel}
                    </button>
                </div>
            </Dialog>
        })}
    }
}

/// Opens the browser's printing once the page has been drawn anew.
fn print() {
    let open = || {
        // A browser without printing does nothing; its own menu remains.
        let _ = window().print();
    };
    set_timeout(open, Duration::from_millis(100));
}
