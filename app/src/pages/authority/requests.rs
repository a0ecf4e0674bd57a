//! The rights that wait for the authority's approval.

mod dialog;

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::management::{RequestPage as Found, RequestQuery, RequestRow, RequestSort, RequestState};

use self::dialog::DecideDialog;
use crate::api::{ApiError, approve_request, list_right_requests, reject_request};
use crate::browser::focus::focus_selector;
use crate::components::{
    DataTable, PageHeading, ProblemBox, SearchForm, TableOf, keep_answer, or_loading, use_session,
};
use crate::locales::approvals::{kind_name, obstacle_text, sort_name, state_name};
use crate::locales::{fill, language, texts};
use crate::pages::management::fields::{Choice, Field, Input, Part, place};
use crate::pages::management::paging::Paging;
use crate::pages::signed_out::SignedOut;

/// The route `/authority/requests`.
pub fn requests_page() -> AnyView {
    view! { <Requests /> }.into_any()
}

/// The state of the page.
#[derive(Clone, Copy)]
struct Desk {
    found: RwSignal<Option<Found>>,
    error: RwSignal<Option<ApiError>>,
    dialog_error: RwSignal<Option<ApiError>>,
    done: RwSignal<Option<&'static str>>,
    busy: RwSignal<bool>,
    search: Field,
    state: Field,
    sort: Field,
    descending: RwSignal<bool>,
    page: RwSignal<u32>,
    /// The request to be decided, and whether it is to be approved.
    deciding: RwSignal<Option<(RequestRow, bool)>>,
    reason: Field,
}

impl Desk {
    fn new() -> Self {
        let desk = Self {
            found: RwSignal::new(None),
            error: RwSignal::new(None),
            dialog_error: RwSignal::new(None),
            done: RwSignal::new(None),
            busy: RwSignal::new(false),
            search: Field::new("search"),
            state: Field::new("state"),
            sort: Field::new("sort"),
            descending: RwSignal::new(false),
            page: RwSignal::new(0),
            deciding: RwSignal::new(None),
            reason: Field::new("decide-reason"),
        };
        desk.state.set(RequestState::Waiting.code());
        desk.sort.set(RequestSort::Time.code());
        desk
    }

    fn query(self) -> RequestQuery {
        RequestQuery {
            search: self.search.read(),
            state: RequestState::from_code(&self.state.read()),
            sort: RequestSort::from_code(&self.sort.read()).unwrap_or_default(),
            descending: self.descending.get_untracked(),
            page: self.page.get_untracked(),
        }
    }

    fn load(self) {
        spawn_local(self.fetch());
    }

    async fn fetch(self) {
        let answer = list_right_requests(self.query()).await;
        keep_answer(answer, self.found, self.error);
    }

    fn go_to(self, page: u32) {
        self.page.set(page);
        self.load();
    }

    fn show(self, row: RequestRow, approves: bool) {
        self.reason.set("");
        self.dialog_error.set(None);
        self.done.set(None);
        self.deciding.set(Some((row, approves)));
    }

    fn decide(self) {
        let Some((row, approves)) = self.deciding.get_untracked() else {
            return;
        };
        if self.busy.get_untracked() {
            return;
        }
        let reason = self.reason.read();
        self.reason.error.set(None);
        self.dialog_error.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let answer = if approves {
                approve_request(row.target, reason).await
            } else {
                reject_request(row.target, reason).await
            };
            self.busy.try_set(false);
            let t = texts().approvals;
            match answer {
                Ok(()) => {
                    self.deciding.try_set(None);
                    self.done.try_set(Some(if approves {
                        t.done_approved
                    } else {
                        t.done_rejected
                    }));
                    self.fetch().await;
                    focus_selector(".done");
                }
                Err(problem) => {
                    self.dialog_error
                        .try_set(place(problem, &[(Part::Reason, self.reason)]));
                }
            }
        });
    }
}

#[component]
fn Requests() -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let t = texts().approvals;
    let desk = Desk::new();
    Effect::new(move |_| desk.load());
    view! {
        <PageHeading text=t.title.to_owned() />
        <p>{t.intro}</p>
        <ProblemBox error=desk.error />
        <p class="done" role="status" tabindex="-1">{move || desk.done.get()}</p>
        <Filter desk />
        {move || or_loading(
            desk.found.get().map(|found| view! { <Table found desk /> }.into_any()),
            desk.error,
        )}
        <DecideDialog desk approves=true />
        <DecideDialog desk approves=false />
    }
    .into_any()
}

#[component]
fn Filter(
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let (t, m) = (texts().approvals, texts().management);
    let states: Vec<(String, String)> = RequestState::ALL
        .into_iter()
        .map(|state| (state.code().to_owned(), state_name(state).to_owned()))
        .chain([(String::new(), t.all_states.to_owned())])
        .collect();
    let sorts: Vec<(String, String)> = RequestSort::ALL
        .into_iter()
        .map(|sort| (sort.code().to_owned(), sort_name(sort).to_owned()))
        .collect();
    view! {
        <SearchForm label=m.filter button=m.do_search on_search=move |()| desk.go_to(0)>
            <Input field=desk.search label=m.search hint=t.search_hint kind="search" optional=true />
            <Choice field=desk.state label=t.state choices=Signal::stored(states) />
            <Choice field=desk.sort label=t.sort choices=Signal::stored(sorts) />
            <div class="choice">
                <input
                    id="descending"
                    type="checkbox"
                    prop:checked=move || desk.descending.get()
                    on:change=move |event| desk.descending.set(event_target_checked(&event))
                />
                <label for="descending">{t.descending}</label>
            </div>
        </SearchForm>
    }
}

#[component]
fn Table(
    /// What was found.
    found: Found,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let (t, m) = (texts().approvals, texts().management);
    let turn = (found.page, found.pages);
    let count = fill(t.found, &[("n", &found.total.to_string())]);
    let decides = found.decides;
    if found.rows.is_empty() {
        let is_queue = desk.search.read().is_empty() && desk.state.read() == RequestState::Waiting.code();
        let words = if is_queue { t.empty_waiting } else { t.empty };
        return view! {
            <p role="status">{count}</p>
            <p class="notice">{words}</p>
        }
        .into_any();
    }
    let rows = found
        .rows
        .into_iter()
        .map(|row| view! { <Row row desk decides /> })
        .collect_view();
    view! {
        <p role="status">{count}</p>
        <DataTable
            of=TableOf::Words(t.title.to_owned())
            columns=vec![t.asked, m.organisation, m.person_title, m.right, m.validity, m.reason, t.decision]
        >
            {rows}
        </DataTable>
        <Paging place=Signal::stored(turn) go_to=move |page: u32| desk.go_to(page) />
    }
    .into_any()
}

#[component]
fn Row(
    /// The request.
    row: RequestRow,
    /// The state of the page.
    desk: Desk,
    /// Whether the one who looks decides requests at all.
    decides: bool,
) -> impl IntoView {
    let t = texts().approvals;
    let shown = row.clone();
    let is_waiting = row.state == RequestState::Waiting;
    let may_approve = row.may_act && row.obstacle.is_none();
    let named = [("person", row.person.as_str()), ("right", row.right.as_str())];
    let (approve_label, reject_label) = (fill(t.approve_of, &named), fill(t.reject_of, &named));
    let is_own = decides && is_waiting && !row.may_act;
    let row = StoredValue::new(row);
    view! {
        <tr>
            <td>{shown.time} <br /> <span class="small">{t.asked_by} ": " {shown.by}</span></td>
            <td>{shown.organisation}</td>
            <th scope="row">{shown.person} <br /> <span class="small">{shown.username}</span></th>
            <td>{shown.right} <br /> <span class="small">{kind_name(shown.kind)}</span></td>
            <td>{shown.validity}</td>
            <td>{shown.reason}</td>
            <td>
                {if is_waiting {
                    view! { <p>{state_name(shown.state)}</p> }.into_any()
                } else {
                    view! { <Decided state=shown.state decision=shown.decision /> }.into_any()
                }}
                {shown.obstacle.map(|obstacle| view! { <p class="small">{obstacle_text(obstacle, language())}</p> })}
                {is_own.then(|| view! { <p class="small">{t.not_yours}</p> })}
                {shown.may_act.then(|| view! {
                    <div class="actions tight">
                        {may_approve.then(|| view! {
                            <button
                                type="button"
                                class="button button-small"
                                aria-label=approve_label
                                on:click=move |_| desk.show(row.get_value(), true)
                            >
                                {t.approve}
                            </button>
                        })}
                        <button
                            type="button"
                            class="button-quiet button-small"
                            aria-label=reject_label
                            on:click=move |_| desk.show(row.get_value(), false)
                        >
                            {t.reject}
                        </button>
                    </div>
                })}
            </td>
        </tr>
    }
}

/// What became of a request, with who and why.
#[component]
pub(in crate::pages) fn Decided(
    /// How it stands.
    state: RequestState,
    /// When, by whom and why.
    decision: Option<luotain::management::DecisionView>,
) -> impl IntoView {
    let t = texts().approvals;
    decision.map(|decision| {
        let words = fill(
            t.decided_by,
            &[
                ("state", state_name(state)),
                ("time", &decision.time),
                ("by", &decision.by),
            ],
        );
        view! { <p>{words}</p> <p class="small">{decision.reason}</p> }
    })
}
