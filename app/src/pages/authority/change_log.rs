//! The whole change log, for the authority.

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::changes::{ChangesPage as Found, ChangesQuery};
use luotain::permit::Key;

use crate::api::{ApiError, export_change_log, list_change_log};
use crate::browser::download;
use crate::components::{PageHeading, ProblemBox, SearchForm, keep_answer, or_loading, use_session};
use crate::locales::{fill, texts};
use crate::pages::changes::table::ChangesTable;
use crate::pages::management::fields::{Choice, Field, Input};
use crate::pages::signed_out::SignedOut;

/// The route `/authority/changes`.
pub fn change_log_page() -> AnyView {
    view! { <ChangeLog /> }.into_any()
}

/// The state of the page.
#[derive(Clone, Copy)]
struct Desk {
    found: RwSignal<Option<Found>>,
    error: RwSignal<Option<ApiError>>,
    told: RwSignal<Option<&'static str>>,
    actor: Field,
    person: Field,
    organisation: Field,
    act: Field,
    from: Field,
    until: Field,
    before: RwSignal<Option<u64>>,
}

impl Desk {
    fn new() -> Self {
        Self {
            found: RwSignal::new(None),
            error: RwSignal::new(None),
            told: RwSignal::new(None),
            actor: Field::new("actor"),
            person: Field::new("person"),
            organisation: Field::new("organisation"),
            act: Field::new("act"),
            from: Field::new("from"),
            until: Field::new("until"),
            before: RwSignal::new(None),
        }
    }

    fn query(self) -> ChangesQuery {
        ChangesQuery {
            actor: self.actor.read(),
            person: self.person.read(),
            organisation: Key::parse(&self.organisation.read()).ok(),
            act: self.act.read(),
            from: self.from.read().parse().ok(),
            until: self.until.read().parse().ok(),
            before: self.before.get_untracked(),
        }
    }

    fn go_to(self, before: Option<u64>) {
        self.before.set(before);
        let query = self.query();
        spawn_local(async move {
            keep_answer(list_change_log(query).await, self.found, self.error);
        });
    }

    fn export(self) {
        let query = self.query();
        self.told.set(None);
        spawn_local(async move {
            let t = texts().management;
            match export_change_log(query).await {
                Ok(text) => {
                    let saved = download::save("luotain-changes.csv", "text/csv", &text);
                    self.told
                        .try_set(Some(if saved { t.exported } else { t.export_failed }));
                }
                Err(problem) => {
                    self.error.try_set(Some(problem));
                }
            }
        });
    }

    /// The choices of a field: all, then those that came with the last answer.
    fn choices(
        self,
        all: &'static str,
        of: impl Fn(&Found) -> Vec<(String, String)> + Send + Sync + 'static,
    ) -> Signal<Vec<(String, String)>> {
        Memo::new(move |_| {
            let mut choices = vec![(String::new(), all.to_owned())];
            self.found
                .with(|found| choices.extend(found.as_ref().map(&of).unwrap_or_default()));
            choices
        })
        .into()
    }
}

#[component]
fn ChangeLog() -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let (t, m) = (texts().changes, texts().management);
    let desk = Desk::new();
    Effect::new(move |_| desk.go_to(None));
    let acts = desk.choices(t.all_acts, |found| found.acts.clone());
    let organisations = desk.choices(t.all_organisations, |found| {
        let keys = found.organisations.iter();
        keys.map(|(key, name)| (key.as_str().to_owned(), name.clone()))
            .collect()
    });
    let beside = view! {
        <button type="button" class="button-quiet" on:click=move |_| desk.export()>{t.export}</button>
        <span role="status">{move || desk.told.get()}</span>
    }
    .into_any();
    view! {
        <PageHeading text=t.title.to_owned() />
        <p>{t.intro}</p>
        <ProblemBox error=desk.error />
        <SearchForm label=t.filter button=m.do_search on_search=move |()| desk.go_to(None) beside=beside>
            <Input field=desk.actor label=t.actor_login kind="search" optional=true />
            <Input field=desk.person label=t.person_login kind="search" optional=true />
            <Choice field=desk.organisation label=t.organisation choices=organisations />
            <Choice field=desk.act label=t.act choices=acts />
            <Input field=desk.from label=m.from_day kind="date" optional=true />
            <Input field=desk.until label=m.until_day kind="date" optional=true />
        </SearchForm>
        <p class="small">{t.export_note}</p>
        {move || or_loading(
            desk.found.get().map(|found| view! { <Entries found desk /> }.into_any()),
            desk.error,
        )}
    }
    .into_any()
}

#[component]
fn Entries(
    /// What was found.
    found: Found,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().changes;
    let count = fill(t.shown, &[("n", &found.rows.len().to_string())]);
    let older = found.older;
    let is_first = desk.before.get_untracked().is_none();
    view! {
        {(found.waiting > 0).then(|| view! {
            <p class="notice notice-warning">{fill(t.waiting, &[("n", &found.waiting.to_string())])}</p>
        })}
        <p role="status">{count}</p>
        {if found.rows.is_empty() {
            view! { <p class="notice">{t.no_match}</p> }.into_any()
        } else {
            view! { <ChangesTable rows=found.rows label=t.title whole=true /> }.into_any()
        }}
        <div class="actions">
            {(!is_first).then(|| view! {
                <button type="button" class="button-quiet" on:click=move |_| desk.go_to(None)>{t.newest}</button>
            })}
            {older.map(|before| view! {
                <button type="button" class="button-quiet" on:click=move |_| desk.go_to(Some(before))>{t.older}</button>
            })}
        </div>
    }
}
