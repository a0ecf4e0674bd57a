//! The last step of the first sign-in: the terms of use (S76, S77, S113).

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::session::{Span, TermsText, TextBlock};

use super::Progress;
use crate::api::{ApiError, accept_terms, find_terms, sign_out};
use crate::browser::page;
use crate::components::ProblemBox;
use crate::locales::{fill, texts};

/// The terms, to be accepted or not.
#[component]
pub(super) fn TermsStep(
    /// Where signing in stands.
    progress: Progress,
) -> impl IntoView {
    let t = texts().credentials;
    let terms = RwSignal::new(None::<TermsText>);
    let error = RwSignal::new(None::<ApiError>);
    let busy = RwSignal::new(false);
    Effect::new(move |_| {
        spawn_local(async move {
            match find_terms().await {
                Ok(text) => {
                    terms.try_set(Some(text));
                }
                Err(problem) => {
                    error.try_set(Some(problem));
                }
            }
        });
    });
    let accept = move |_| {
        let Some(version) = terms.with_untracked(|terms| terms.as_ref().map(|terms| terms.version.clone()))
        else {
            return;
        };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            let answer = accept_terms(version).await;
            busy.set(false);
            match answer {
                Ok(stage) => progress.go_to(stage),
                Err(problem) => error.set(Some(problem)),
            }
        });
    };
    let refuse = move |_| {
        spawn_local(async move {
            // Unless it is accepted the session opens nothing, and it ends by itself.
            let _ = sign_out().await;
            page::leave_to("/sign-in?ended=terms");
        });
    };
    view! {
        <p>{t.terms_intro}</p>
        <ProblemBox error=error />
        {move || match terms.get() {
            Some(terms) => view! {
                <p class="small">{fill(t.terms_version, &[("version", &terms.version)])}</p>
                <section class="card" aria-label=t.terms_text>
                    {terms.blocks.into_iter().map(block_view).collect_view()}
                </section>
                <p><strong>{t.terms_liability}</strong></p>
                <div class="actions">
                    <button
                        type="button"
                        class="button"
                        aria-disabled=move || busy.get().then_some("true")
                        on:click=accept
                    >
                        {t.terms_accept}
                    </button>
                    <button type="button" class="button-quiet" aria-describedby="refuse-hint" on:click=refuse>
                        {t.terms_refuse}
                    </button>
                </div>
                <p class="hint" id="refuse-hint">{t.terms_refuse_hint}</p>
            }.into_any(),
            None if error.with(Option::is_some) => ().into_any(),
            None => view! { <p role="status">{texts().user.loading}</p> }.into_any(),
        }}
    }
}

fn block_view(block: TextBlock) -> AnyView {
    match block {
        TextBlock::Heading(text) => view! { <h2>{text}</h2> }.into_any(),
        TextBlock::Paragraph(spans) => view! { <p>{spans_view(spans)}</p> }.into_any(),
        TextBlock::List { numbered, items } => {
            let items = items
                .into_iter()
                .map(|item| view! { <li>{spans_view(item)}</li> })
                .collect_view();
            if numbered {
                view! { <ol>{items}</ol> }.into_any()
            } else {
                view! { <ul>{items}</ul> }.into_any()
            }
        }
    }
}

fn spans_view(spans: Vec<Span>) -> impl IntoView {
    spans
        .into_iter()
        .map(|span| match span.href {
            Some(href) => view! {
                <a href=href target="_blank" rel="external noopener noreferrer">{span.text}</a>
            }
            .into_any(),
            None => span.text.into_any(),
        })
        .collect_view()
}
