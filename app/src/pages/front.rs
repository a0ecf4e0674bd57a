//! The front page of a signed-in user: greeting, failed sign-ins, bulletins (S107, S112).

use leptos::prelude::*;
use luotain::environment::Environment;
use luotain::session::{BulletinView, EnrolmentNotice, FailedSignIns, SessionView};

use super::signed_out::SignedOut;
use crate::api::{dismiss_enrolment_notice, list_bulletins};
use crate::components::{PageHeading, ProblemBox, current_environment, opens_management, use_session};
use crate::locales::{fill, language, texts};

/// The routes `/`, `/production` and `/training`.
pub fn front_page() -> AnyView {
    match use_session().signed_in() {
        Some(session) => front_view(session),
        None => view! { <SignedOut /> }.into_any(),
    }
}

fn front_view(session: SessionView) -> AnyView {
    let front = texts().front;
    let environment = current_environment();
    let has_roles = !session.permits.is_empty();
    let opens_management = opens_management(&session);
    let roles: Vec<&str> = session
        .authority_roles
        .iter()
        .map(|role| role.name(language()))
        .collect();
    view! {
        <PageHeading text=front.title.to_owned() />
        <p class="greeting">{fill(front.greeting, &[("name", &session.name)])}</p>
        {session.failures.map(|failures| view! { <Failures failures=failures /> })}
        {session.enrolment.map(|notice| view! { <Enrolment notice=notice /> })}
        {if session.permits.is_empty() && opens_management {
            view! { <p>{front.choose_management}</p> }.into_any()
        } else if session.permits.is_empty() && session.is_authority {
            let text = if roles.is_empty() {
                front.no_authority_roles.to_owned()
            } else {
                fill(front.roles_open_nothing, &[("roles", &roles.join(", "))])
            };
            view! { <p class="notice notice-info">{text}</p> }.into_any()
        } else if session.permits.is_empty() {
            view! { <p class="notice notice-info">{front.no_roles}</p> }.into_any()
        } else {
            view! { <p>{front.choose_role}</p> <p>{front.purpose}</p> }.into_any()
        }}
        {move || (environment.get() == Environment::Training).then(|| view! {
            <div class="notice notice-info">
                <p>{front.training_note}</p>
                {has_roles.then(|| view! {
                    <p><a href="/training/practice">{texts().practice.link}</a></p>
                })}
            </div>
        })}
        <Bulletins environment=environment />
    }
    .into_any()
}

/// Failed attempts to sign in since the last good one (ASVS 6.3.5).
#[component]
fn Failures(
    /// The attempts.
    failures: FailedSignIns,
) -> impl IntoView {
    let front = texts().front;
    let text = if failures.count == 1 {
        front.failures_one
    } else {
        front.failures_many
    };
    view! {
        <section class="notice notice-warning" aria-labelledby="failures">
            <h2 id="failures">{front.failures_title}</h2>
            <p>{fill(text, &[("n", &failures.count.to_string()), ("last", &failures.last)])}</p>
            <p>{front.failures_act}</p>
            <p><a href="/suspicion">{texts().credentials.suspicion_link}</a></p>
            <p><a href="/user">{front.check_services}</a></p>
        </section>
    }
}

/// That an enrolment code was ordered for the user's keys (domain.md §3): shown until the user
/// says that it was seen.
#[component]
fn Enrolment(
    /// When and by whom.
    notice: EnrolmentNotice,
) -> impl IntoView {
    let front = texts().front;
    let is_seen = RwSignal::new(false);
    let dismiss = move |_| {
        leptos::task::spawn_local(async move {
            // If it cannot be noted now, it is told again at the next sign-in.
            if dismiss_enrolment_notice().await.is_ok() {
                is_seen.try_set(true);
            }
        });
    };
    let words = fill(
        front.enrolment_text,
        &[("time", &notice.time), ("by", &notice.by)],
    );
    view! {
        {move || (!is_seen.get()).then(|| view! {
            <section class="notice notice-warning" aria-labelledby="enrolment">
                <h2 id="enrolment">{front.enrolment_title}</h2>
                <p>{words.clone()}</p>
                <p>{front.failures_act}</p>
                <p>
                    <button type="button" class="button-quiet" on:click=dismiss>{front.enrolment_seen}</button>
                </p>
            </section>
        })}
    }
}

/// The bulletins in force.
#[component]
fn Bulletins(
    /// The environment whose bulletins are shown.
    environment: Memo<Environment>,
) -> impl IntoView {
    let front = texts().front;
    // Nothing of the register, so it may be written into the page (D9). Not in the route's `data`,
    // which is in the program that every page loads.
    let bulletins = Resource::new(move || environment.get(), list_bulletins);
    view! {
        <section class="bulletins" aria-labelledby="bulletins">
            <h2 id="bulletins">{front.bulletins}</h2>
            <Transition fallback=move || view! { <p role="status">{front.loading}</p> }>
                {move || bulletins.get().map(|answer| match answer {
                    Ok(list) if list.is_empty() => view! { <p class="empty">{front.no_bulletins}</p> }.into_any(),
                    Ok(list) => list.into_iter().map(bulletin_view).collect_view().into_any(),
                    Err(error) => view! { <ProblemBox error=Some(error) /> }.into_any(),
                })}
            </Transition>
        </section>
    }
}

fn bulletin_view(bulletin: BulletinView) -> impl IntoView {
    let front = texts().front;
    let class = if bulletin.is_disruption {
        "bulletin notice notice-warning"
    } else {
        "bulletin card"
    };
    let paragraphs = bulletin
        .text
        .lines()
        .map(str::to_owned)
        .filter(|line| !line.trim().is_empty());
    view! {
        <article class=class>
            <h3>
                {bulletin.is_disruption.then(|| view! { <strong>{front.disruption} ": "</strong> })}
                {bulletin.title}
            </h3>
            <p class="small">{bulletin.published}</p>
            {paragraphs.map(|line| view! { <p>{line}</p> }).collect_view()}
        </article>
    }
}
