//! Customer support's page (S72): a username is found, its state is seen, and its owner is helped
//! with a new password or a lost key.

mod account;

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::management::{EnrolmentCode, SUPPORT_SEARCH, SupportAccount, SupportRow, SupportRows};
use luotain::permit::Key;

use self::account::{Account, CodeDialog};
use crate::api::{
    ApiError, find_support_account, issue_code_as_support, list_support_users, order_password_for,
};
use crate::browser::focus::focus_selector;
use crate::components::{DataTable, PageHeading, ProblemBox, SearchForm, TableOf, keep_answer, use_session};
use crate::locales::support::link_text;
use crate::locales::{fill, texts};
use crate::pages::management::fields::{Field, Input, Part, place};
use crate::pages::management::state_name;
use crate::pages::signed_out::SignedOut;

/// The route `/authority/support`.
pub fn support_page() -> AnyView {
    view! { <Support /> }.into_any()
}

/// The state of the page.
#[derive(Clone, Copy)]
struct Desk {
    found: RwSignal<Option<SupportRows>>,
    account: RwSignal<Option<SupportAccount>>,
    error: RwSignal<Option<ApiError>>,
    dialog_error: RwSignal<Option<ApiError>>,
    /// What was done last, or why not.
    told: RwSignal<Option<&'static str>>,
    /// The enrolment code, shown once.
    code: RwSignal<Option<EnrolmentCode>>,
    busy: RwSignal<bool>,
    /// Whether the dialog for a code is open.
    issuing: RwSignal<bool>,
    search: Field,
    checked: Field,
}

impl Desk {
    fn new() -> Self {
        Self {
            found: RwSignal::new(None),
            account: RwSignal::new(None),
            error: RwSignal::new(None),
            dialog_error: RwSignal::new(None),
            told: RwSignal::new(None),
            code: RwSignal::new(None),
            busy: RwSignal::new(false),
            issuing: RwSignal::new(false),
            search: Field::new("search"),
            checked: Field::new("act-reason"),
        }
    }

    /// Nothing of the caller before may stay when the next one is looked for.
    fn clear(self) {
        self.account.set(None);
        self.error.set(None);
        self.told.set(None);
        self.code.set(None);
    }

    /// Begins an act, unless one is under way.
    fn begin(self) -> bool {
        if self.busy.get_untracked() {
            return false;
        }
        self.error.set(None);
        self.busy.set(true);
        true
    }

    fn find(self) {
        let search = self.search.read();
        self.search.error.set(None);
        if search.chars().count() < SUPPORT_SEARCH {
            self.search.fail(texts().support.search_short);
            return;
        }
        if !self.begin() {
            return;
        }
        self.clear();
        spawn_local(async move {
            let answer = list_support_users(search).await;
            self.busy.try_set(false);
            keep_answer(answer, self.found, self.error);
        });
    }

    fn show(self, id: Key) {
        if !self.begin() {
            return;
        }
        self.clear();
        spawn_local(async move {
            let is_shown = self.fetch(id).await;
            self.busy.try_set(false);
            if is_shown {
                focus_selector("#account");
            }
        });
    }

    /// Fetches a username; whether it is shown.
    async fn fetch(self, id: Key) -> bool {
        match find_support_account(id).await {
            Ok(account) => self.account.try_set(Some(account)).is_none(),
            Err(problem) => {
                self.error.try_set(Some(problem));
                false
            }
        }
    }

    fn send_link(self) {
        let Some(id) = self.id() else { return };
        if !self.begin() {
            return;
        }
        self.told.set(None);
        spawn_local(async move {
            let answer = order_password_for(id).await;
            self.busy.try_set(false);
            match answer {
                Ok(outcome) => {
                    self.told.try_set(Some(link_text(outcome)));
                    focus_selector(".done");
                }
                Err(problem) => {
                    self.error.try_set(Some(problem));
                }
            }
        });
    }

    fn ask_for_code(self) {
        self.checked.set("");
        self.dialog_error.set(None);
        self.told.set(None);
        self.code.set(None);
        self.issuing.set(true);
    }

    fn issue(self) {
        let Some(target) = self
            .account
            .with_untracked(|account| account.as_ref().map(|account| account.row.target.clone()))
        else {
            return;
        };
        let checked = self.checked.read();
        self.checked.error.set(None);
        self.dialog_error.set(None);
        if !self.begin() {
            return;
        }
        spawn_local(async move {
            let answer = issue_code_as_support(target.clone(), checked).await;
            self.busy.try_set(false);
            match answer {
                Ok(code) => {
                    self.issuing.try_set(false);
                    self.code.try_set(Some(code));
                    // The next act is held against the revision that there is now.
                    self.fetch(target.id).await;
                    focus_selector("#code");
                }
                Err(problem) => {
                    self.dialog_error
                        .try_set(place(problem, &[(Part::Reason, self.checked)]));
                }
            }
        });
    }

    fn id(self) -> Option<Key> {
        self.account
            .with_untracked(|account| account.as_ref().map(|account| account.row.target.id.clone()))
    }
}

#[component]
fn Support() -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let (t, m) = (texts().support, texts().management);
    let desk = Desk::new();
    let working = move || desk.busy.get().then_some(texts().user.working);
    view! {
        <PageHeading text=t.title.to_owned() />
        <p>{t.intro}</p>
        <SearchForm
            label=t.search
            button=m.do_search
            on_search=move |()| desk.find()
            novalidate=true
            beside=view! { <span role="status">{working}</span> }.into_any()
        >
            <Input field=desk.search label=t.search hint=t.search_hint kind="search" max_length=100 />
        </SearchForm>
        <ProblemBox error=desk.error />
        {move || desk.found.get().map(|found| view! { <Found found desk /> })}
        <p class="done" role="status" tabindex="-1">{move || desk.told.get()}</p>
        {move || desk.code.get().map(|code| view! {
            <div class="notice notice-success" id="code" role="status" tabindex="-1">
                <h2>{m.code_title}</h2>
                <p><strong class="code">{code.code}</strong></p>
                <p>{fill(m.code_text, &[("until", &code.until)])}</p>
            </div>
        })}
        {move || desk.account.get().map(|account| view! { <Account account desk /> })}
        <CodeDialog desk />
    }
    .into_any()
}

#[component]
fn Found(
    /// What the search found.
    found: SupportRows,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let (t, m) = (texts().support, texts().management);
    if found.rows.is_empty() {
        return view! { <p class="notice" role="status">{t.none}</p> }.into_any();
    }
    let count = fill(t.found, &[("n", &found.rows.len().to_string())]);
    let rows = found
        .rows
        .into_iter()
        .map(|row| view! { <FoundRow row desk /> })
        .collect_view();
    view! {
        <p role="status">{if found.more { t.more.to_owned() } else { count }}</p>
        <DataTable
            of=TableOf::Words(t.results.to_owned())
            columns=vec![m.name, m.username, m.organisation, m.state, texts().user.actions]
        >
            {rows}
        </DataTable>
    }
    .into_any()
}

#[component]
fn FoundRow(
    /// The username.
    row: SupportRow,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().support;
    let label = fill(t.show_of, &[("username", &row.username)]);
    let id = row.target.id;
    view! {
        <tr>
            <th scope="row">{row.name}</th>
            <td><span class="code">{row.username}</span></td>
            <td>{row.organisation}</td>
            <td>{state_name(row.state)}</td>
            <td>
                <button
                    type="button"
                    class="button-quiet button-small"
                    aria-label=label
                    on:click=move |_| desk.show(id.clone())
                >
                    {t.show}
                </button>
            </td>
        </tr>
    }
}
