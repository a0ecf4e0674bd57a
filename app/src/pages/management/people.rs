//! The list of people, and renewing the rights of many at once.

use std::collections::BTreeMap;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::management::{
    PeoplePage as Found, PeopleQuery, PeopleRow, PeopleSort, PersonState, Renewal, Renewed, Target,
};
use luotain::permit::Key;

use super::fields::{Choice, Field, Input, Part, place};
use super::paging::Paging;
use super::{duty_name, renewal_text, state_name};
use crate::api::{ApiError, list_people, renew_rights};
use crate::browser::focus::focus_selector;
use crate::components::{
    PageHeading, ProblemBox, SearchForm, SendButton, keep_answer, or_loading, use_session,
};
use crate::locales::{fill, texts};
use crate::pages::signed_out::SignedOut;

/// The route `/management/people`.
pub fn people_page() -> AnyView {
    view! { <People /> }.into_any()
}

/// The state of the page.
#[derive(Clone, Copy)]
struct Desk {
    found: RwSignal<Option<Found>>,
    error: RwSignal<Option<ApiError>>,
    busy: RwSignal<bool>,
    search: Field,
    role: Field,
    state: Field,
    expiring: RwSignal<bool>,
    unused: RwSignal<bool>,
    sort: RwSignal<(PeopleSort, bool)>,
    page: RwSignal<u32>,
    /// The rows ticked: what is renewed.
    ticked: RwSignal<BTreeMap<Key, PeopleRow>>,
    until: Field,
    reason: Field,
    renewed: RwSignal<Option<Renewed>>,
}

impl Desk {
    fn new() -> Self {
        Self {
            found: RwSignal::new(None),
            error: RwSignal::new(None),
            busy: RwSignal::new(false),
            search: Field::new("search"),
            role: Field::new("role"),
            state: Field::new("state"),
            expiring: RwSignal::new(false),
            unused: RwSignal::new(false),
            sort: RwSignal::new((PeopleSort::Name, false)),
            page: RwSignal::new(0),
            ticked: RwSignal::new(BTreeMap::new()),
            until: Field::new("renew-until"),
            reason: Field::new("renew-reason"),
            renewed: RwSignal::new(None),
        }
    }

    /// The role chosen in the filter.
    fn chosen_role(self) -> Option<(Key, Key)> {
        let text = self.role.read();
        let (permit, role) = text.split_once('/')?;
        Some((Key::parse(permit).ok()?, Key::parse(role).ok()?))
    }

    fn query(self) -> PeopleQuery {
        let (sort, descending) = self.sort.get_untracked();
        PeopleQuery {
            search: self.search.read(),
            role: self.chosen_role(),
            state: PersonState::from_code(&self.state.read()),
            expiring: self.expiring.get_untracked(),
            unused: self.unused.get_untracked(),
            sort,
            descending,
            page: self.page.get_untracked(),
        }
    }

    fn load(self) {
        let query = self.query();
        spawn_local(async move {
            keep_answer(list_people(query).await, self.found, self.error);
        });
    }

    fn go_to(self, page: u32) {
        self.page.set(page);
        self.load();
    }

    fn sort_by(self, by: PeopleSort) {
        self.sort.update(|(sort, descending)| {
            *descending = *sort == by && !*descending;
            *sort = by;
        });
        self.go_to(0);
    }

    fn renew(self) {
        let Some(until) = self.until.date() else { return };
        if self.busy.get_untracked() {
            return;
        }
        let wanted = self.chosen_role();
        let renewals: Vec<Renewal> = self.ticked.with_untracked(|ticked| {
            ticked
                .values()
                .flat_map(|row| {
                    let target = Target {
                        id: row.id.clone(),
                        revision: row.revision,
                    };
                    row.rights
                        .iter()
                        .filter(|right| {
                            wanted
                                .as_ref()
                                .is_none_or(|(permit, role)| right.permit == *permit && right.role == *role)
                        })
                        .map(move |right| Renewal {
                            target: target.clone(),
                            permit: right.permit.clone(),
                            role: right.role.clone(),
                        })
                })
                .collect()
        });
        let reason = self.reason.read();
        self.until.error.set(None);
        self.reason.error.set(None);
        self.error.set(None);
        self.renewed.set(None);
        self.busy.set(true);
        spawn_local(async move {
            let answer = renew_rights(renewals, until, reason).await;
            self.busy.try_set(false);
            match answer {
                Ok(renewed) => {
                    self.renewed.try_set(Some(renewed));
                    self.ticked.try_set(BTreeMap::new());
                    self.load();
                    focus_selector("#renewed");
                }
                Err(problem) => {
                    self.error.try_set(place(problem, &[(Part::Reason, self.reason)]));
                }
            }
        });
    }
}

#[component]
fn People() -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let t = texts().management;
    let desk = Desk::new();
    Effect::new(move |_| desk.load());
    view! {
        <PageHeading text=t.people_title.to_owned() />
        <p>{t.people_intro}</p>
        <p><a class="button" href="/management/people/new">{t.add_title}</a></p>
        <ProblemBox error=desk.error />
        <Filter desk />
        {move || or_loading(
            desk.found.get().map(|found| view! { <Table found desk /> }.into_any()),
            desk.error,
        )}
    }
    .into_any()
}

#[component]
fn Filter(
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().management;
    let roles = Memo::new(move |_| {
        let found = desk.found.with(|found| {
            found
                .as_ref()
                .map(|found| found.roles.clone())
                .unwrap_or_default()
        });
        std::iter::once((String::new(), t.all_roles.to_owned()))
            .chain(found.into_iter().map(|role| {
                (
                    format!("{}/{}", role.permit.as_str(), role.role.as_str()),
                    role.name,
                )
            }))
            .collect::<Vec<_>>()
    });
    let states: Vec<(String, String)> = std::iter::once((String::new(), t.all_states.to_owned()))
        .chain(
            PersonState::ALL
                .into_iter()
                .map(|state| (state.code().to_owned(), state_name(state).to_owned())),
        )
        .collect();
    let search = move |()| {
        desk.ticked.set(BTreeMap::new());
        desk.go_to(0);
    };
    let tick = |signal: RwSignal<bool>, id: &'static str, label: &'static str| {
        view! {
            <div class="choice">
                <input
                    id=id
                    type="checkbox"
                    prop:checked=move || signal.get()
                    on:change=move |event| signal.set(event_target_checked(&event))
                />
                <label for=id>{label}</label>
            </div>
        }
    };
    view! {
        <SearchForm label=t.filter button=t.do_search on_search=search>
            <Input field=desk.search label=t.search hint=t.search_hint kind="search" optional=true />
            <Choice field=desk.role label=t.role choices=roles />
            <Choice field=desk.state label=t.state choices=Signal::stored(states) />
            {tick(desk.expiring, "expiring", t.only_expiring)}
            {tick(desk.unused, "unused", t.only_unused)}
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
    let t = texts().management;
    let turn = (found.page, found.pages);
    let count = fill(t.people_found, &[("n", &found.total.to_string())]);
    let is_empty = found.rows.is_empty();
    let head = |by: PeopleSort, label: &'static str| {
        let order = move || {
            desk.sort
                .with(|(sort, descending)| match (*sort == by, descending) {
                    (false, _) => "none",
                    (true, false) => "ascending",
                    (true, true) => "descending",
                })
        };
        view! {
            <th scope="col" aria-sort=order>
                <button type="button" class="button-link" on:click=move |_| desk.sort_by(by)>
                    {label}
                    <span aria-hidden="true">
                        {move || match order() {
                            "ascending" => " ▲",
                            "descending" => " ▼",
                            _ => "",
                        }}
                    </span>
                </button>
            </th>
        }
    };
    let rows = found
        .rows
        .into_iter()
        .map(|row| view! { <Row row desk /> })
        .collect_view();
    let warning = found.warning.map(|warning| {
        let o = texts().organisations;
        let text = if warning.is_suspended {
            o.own_suspended
        } else {
            o.own_without_since
        };
        view! { <p class="notice notice-warning">{fill(text, &[("day", &warning.suspends_on)])}</p> }
    });
    view! {
        {warning}
        <p role="status">{count}</p>
        {if is_empty {
            view! { <p class="notice">{t.nobody}</p> }.into_any()
        } else {
            view! {
                <div class="table-scroll people" role="region" aria-label=t.people_title tabindex="0">
                    <table>
                        <thead>
                            <tr>
                                <th scope="col"><span class="visually-hidden">{t.choose}</span></th>
                                {head(PeopleSort::Name, t.name)}
                                <th scope="col">{t.state}</th>
                                <th scope="col">{t.rights}</th>
                                {head(PeopleSort::Expiry, t.first_end)}
                                {head(PeopleSort::LastSignIn, t.last_sign_in)}
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
                <Paging place=Signal::stored(turn) go_to=move |page: u32| desk.go_to(page) />
                <Renew desk />
            }
            .into_any()
        }}
    }
}

#[component]
fn Row(
    /// The row.
    row: PeopleRow,
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().management;
    let id = row.id.clone();
    let href = format!("/management/people/{}", row.id.as_str());
    let may_renew = row.may_change && !row.rights.is_empty();
    let label = fill(t.choose_person, &[("name", &row.name)]);
    let duties = row
        .duties
        .iter()
        .map(|duty| duty_name(*duty))
        .collect::<Vec<_>>()
        .join(", ");
    let rights = row
        .rights
        .iter()
        .map(|right| view! { <li>{right.name.clone()}</li> })
        .collect_view();
    let first = row.rights.iter().min_by_key(|right| right.until);
    let first_end = first.map(|right| {
        // The last part of "first day–last day".
        let day = right
            .validity
            .split('–')
            .next_back()
            .unwrap_or_default()
            .to_owned();
        (day, right.expiring)
    });
    let last = row.last_sign_in.clone().unwrap_or_else(|| t.never.to_owned());
    let (name, username, state) = (row.name.clone(), row.username.clone(), row.state);
    let is_ticked = {
        let id = id.clone();
        move || desk.ticked.with(|ticked| ticked.contains_key(&id))
    };
    let tick = move |event| {
        let row = row.clone();
        if event_target_checked(&event) {
            desk.ticked.update(|ticked| {
                ticked.insert(row.id.clone(), row);
            });
        } else {
            desk.ticked.update(|ticked| {
                ticked.remove(&row.id);
            });
        }
    };
    view! {
        <tr>
            <td>
                {may_renew.then(|| view! {
                    <input type="checkbox" aria-label=label prop:checked=is_ticked on:change=tick />
                })}
            </td>
            <th scope="row">
                <a href=href>{name}</a>
                <br />
                <span class="small">{username}</span>
            </th>
            <td>
                {state_name(state)}
                {(!duties.is_empty()).then(|| view! { <br /> <strong>{duties}</strong> })}
            </td>
            <td><ul class="plain">{rights}</ul></td>
            <td>
                {first_end.map(|(day, expiring)| view! {
                    {day} {expiring.then(|| view! { " " <span class="mark">{t.expiring}</span> })}
                })}
            </td>
            <td>{last}</td>
        </tr>
    }
}

#[component]
fn Renew(
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().management;
    let count = move || desk.ticked.with(BTreeMap::len);
    view! {
        <section aria-labelledby="renew">
            <h2 id="renew">{t.renew_title}</h2>
            <p>{t.renew_intro}</p>
            <Renewals desk />
            {move || if count() == 0 {
                view! { <p class="empty">{t.renew_none}</p> }.into_any()
            } else {
                view! {
                    <p>{move || fill(t.renew_count, &[("n", &count().to_string())])}</p>
                    <form
                        class="form-panel"
                        novalidate=true
                        on:submit=move |event: SubmitEvent| {
                            event.prevent_default();
                            desk.renew();
                        }
                    >
                        <Input field=desk.until label=t.until hint=t.until_hint kind="date" />
                        <Input field=desk.reason label=t.reason hint=t.reason_hint />
                        <div class="actions"><SendButton label=t.renew busy=desk.busy /></div>
                    </form>
                }
                .into_any()
            }}
        </section>
    }
}

/// What came of the last renewal.
#[component]
fn Renewals(
    /// The state of the page.
    desk: Desk,
) -> impl IntoView {
    let t = texts().management;
    move || {
        desk.renewed.get().map(|renewed| {
            let refused = renewed
                .refused
                .iter()
                .map(|(name, problem)| view! { <li>{format!("{name}: {}", renewal_text(*problem))}</li> })
                .collect_view();
            let class = if renewed.refused.is_empty() {
                "notice notice-success"
            } else {
                "notice notice-warning"
            };
            view! {
                <div class=class id="renewed" role="status" tabindex="-1">
                    <p>{fill(t.renewed, &[("n", &renewed.done.to_string())])}</p>
                    {(renewed.requested > 0).then(|| view! {
                        <p>{fill(texts().approvals.renew_requested, &[("n", &renewed.requested.to_string())])}</p>
                    })}
                    {(!renewed.refused.is_empty()).then(|| view! { <p>{t.not_renewed}</p> <ul>{refused}</ul> })}
                </div>
            }
        })
    }
}
