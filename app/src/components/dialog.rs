//! A modal dialog: the browser's own `<dialog>`, which keeps the focus inside and gives it
//! back on closing.

use leptos::html;
use leptos::prelude::*;

/// A dialog's id and title, and whether it is the one for an act.
pub type Titled<O> = (&'static str, &'static str, fn(&O) -> bool);

/// The dialogs of a page's acts, of which one is open at most. One element for each, since a
/// dialog's heading is fixed; `form` draws what is in it when it opens.
pub fn titled_dialogs<O: Send + Sync + 'static, const N: usize>(
    act: RwSignal<Option<O>>,
    form: impl Fn() -> AnyView + Copy + Send + Sync + 'static,
    titles: [Titled<O>; N],
) -> AnyView {
    titles
        .into_iter()
        .map(|(id, title, is_this)| {
            let is_open = Signal::derive(move || act.with(|act| act.as_ref().is_some_and(is_this)));
            view! {
                <Dialog id=id title=title open=is_open on_close=move |()| act.set(None)>
                    {form()}
                </Dialog>
            }
        })
        .collect_view()
        .into_any()
}

/// A modal dialog that is open while `open` says so. Escape asks for closing through
/// `on_close`, as a button in it may.
#[component]
pub fn Dialog(
    /// The dialog's id, from which its heading has its own.
    id: &'static str,
    /// Its heading.
    title: &'static str,
    /// Whether it is open.
    #[prop(into)]
    open: Signal<bool>,
    /// Called when the user closes it with the keyboard.
    #[prop(into)]
    on_close: Callback<()>,
    /// Whether it interrupts (role `alertdialog`).
    #[prop(optional)]
    alert: bool,
    /// Its content. Drawn only while it is open.
    children: ChildrenFn,
) -> impl IntoView {
    let node = NodeRef::<html::Dialog>::new();
    let children = StoredValue::new(children);
    let is_open = open;
    Effect::new(move |_| {
        let open = is_open.get();
        if let Some(dialog) = node.get() {
            if open && !dialog.open() {
                // Once the content is drawn, since the first thing in it takes the focus.
                request_animation_frame(move || {
                    if is_open.get_untracked() && !dialog.open() {
                        // Refused only for a dialog outside the page, where nobody sees it.
                        let _ = dialog.show_modal();
                    }
                });
            } else if !open && dialog.open() {
                dialog.close();
            }
        }
    });
    view! {
        <dialog
            id=id
            class="dialog"
            role=if alert { "alertdialog" } else { "dialog" }
            aria-labelledby=format!("{id}-title")
            aria-describedby=format!("{id}-text")
            node_ref=node
            on:cancel=move |event: leptos::ev::Event| {
                event.prevent_default();
                on_close.run(());
            }
        >
            <h2 class="dialog-title" id=format!("{id}-title")>{title}</h2>
            <div id=format!("{id}-text")>
                {move || open.get().then(|| children.with_value(|children| children()))}
            </div>
        </dialog>
    }
}
