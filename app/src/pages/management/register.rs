//! The access-rights register: the own organisation's part, or the whole for the authority.

use leptos::prelude::*;
use leptos::task::spawn_local;
use luotain::management::{RegisterPage as Found, RegisterQuery, RegisterRow, RightEventKind};

use super::fields::{Choice, Field, Input};
use super::kind_name;
use super::paging::Paging;
use crate::api::{ApiError, export_register, export_whole_register, list_register, list_whole_register};
use crate::browser::download;
use crate::components::{PageHeading, ProblemBox, SearchForm, keep_answer, or_loading, use_session};
use crate::locales::{fill, texts};
use crate::pages::signed_out::SignedOut;

/// The route `/management/register`.
pub fn register_page() -> AnyView {
    view! { <Register whole=false /> }.into_any()
}

/// The state of the page.
#[derive(Clone, Copy)]
struct Desk {
    whole: bool,
    found: RwSignal<Option<Found>>,
    error: RwSignal<Option<ApiError>>,
    told: RwSignal<Option<&'static str>>,
    search: Field,
    kind: Field,
    from: Field,
    until: Field,
    page: RwSignal<u32>,
}

impl Desk {
    fn new(whole: bool) -> Self {
        Self {
            whole,
            found: RwSignal::new(None),
            error: RwSignal::new(None),
            told: RwSignal::new(None),
            search: Field::new("search"),
            kind: Field::new("kind"),
            from: Field::new("from"),
            until: Field::new("until"),
            page: RwSignal::new(0),
        }
    }

    fn query(self) -> RegisterQuery {
        RegisterQuery {
            search: self.search.read(),
            kind: RightEventKind::from_code(&self.kind.read()),
            from: self.from.read().parse().ok(),
            until: self.until.read().parse().ok(),
            page: self.page.get_untracked(),
        }
    }

    fn load(self) {
        let query = self.query();
        spawn_local(async move {
            let answer = if self.whole {
                list_whole_register(query).await
            } else {
                list_register(query).await
            };
            keep_answer(answer, self.found, self.error);
        });
    }

    fn go_to(self, page: u32) {
        self.page.set(page);
        self.load();
    }

    fn export(self) {
        let query = self.query();
        self.told.set(None);
        spawn_local(async move {
            let answer = if self.whole {
                export_whole_register(query).await
            } else {
                export_register(query).await
            };
            let t = texts().management;
            match answer {
                Ok(text) => {
                    let saved = download::save("luotain-register.csv", "text/csv", &text);
                    self.told
                        .try_set(Some(if saved { t.exported } else { t.export_failed }));
                }
                Err(problem) => {
                    self.error.try_set(Some(problem));
                }
            }
        });
    }
}

/// The register as a page.
#[component]
pub(in crate::pages) fn Register(
    /// Whether it is the whole register, for the authority.
    whole: bool,
) -> impl IntoView {
    if use_session().signed_in().is_none() {
        return view! { <SignedOut /> }.into_any();
    }
    let t = texts().management;
    let desk = Desk::new(whole);
    Effect::new(move |_| desk.load());
    let kinds: Vec<(String, String)> = std::iter::once((String::new(), t.all_events.to_owned()))
        .chain(
            RightEventKind::ALL
                .into_iter()
                .map(|kind| (kind.code().to_owned(), kind_name(kind).to_owned())),
        )
        .collect();
    let beside = view! {
        <button type="button" class="button-quiet" on:click=move |_| desk.export()>{t.export}</button>
        <span role="status">{move || desk.told.get()}</span>
    }
    .into_any();
    view! {
        <PageHeading text=t.register_title.to_owned() />
        <p>{if whole { t.register_intro_whole } else { t.register_intro }}</p>
        <ProblemBox error=desk.error />
        <SearchForm label=t.filter button=t.do_search on_search=move |()| desk.go_to(0) beside=beside>
            <Input field=desk.search label=t.search hint=t.register_search_hint kind="search" optional=true />
            <Choice field=desk.kind label=t.event choices=Signal::stored(kinds) />
            <Input field=desk.from label=t.from_day kind="date" optional=true />
            <Input field=desk.until label=t.until_day kind="date" optional=true />
        </SearchForm>
        {move || or_loading(desk.found.get().map(|found| table(found, desk)), desk.error)}
    }
    .into_any()
}

fn table(found: Found, desk: Desk) -> AnyView {
    let t = texts().management;
    let turn = (found.page, found.pages);
    let count = fill(t.rows_found, &[("n", &found.total.to_string())]);
    view! {
        <p role="status">{count}</p>
        {if found.rows.is_empty() {
            view! { <p class="notice">{t.no_rows}</p> }.into_any()
        } else {
            view! {
                <RegisterTable rows=found.rows label=t.register_title whole=true />
                <Paging place=Signal::stored(turn) go_to=move |page: u32| desk.go_to(page) />
            }
            .into_any()
        }}
    }
    .into_any()
}

/// Rows of the register.
#[component]
pub(super) fn RegisterTable(
    /// The rows, newest first.
    rows: Vec<RegisterRow>,
    /// What the table is called.
    label: &'static str,
    /// Whether the person and the organisation are told, too.
    #[prop(optional)]
    whole: bool,
) -> impl IntoView {
    let t = texts().management;
    let rows = rows
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <td>{row.time}</td>
                    {whole.then(|| view! {
                        <td>{row.person} <br /> <span class="small">{row.username}</span></td>
                        <td>{row.organisation}</td>
                    })}
                    <td>{row.right}</td>
                    <td>{kind_name(row.kind)}</td>
                    <td>{row.validity}</td>
                    <td>{row.reason}</td>
                    <td>{row.by}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-scroll" role="region" aria-label=label tabindex="0">
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t.time}</th>
                        {whole.then(|| view! {
                            <th scope="col">{t.person_title}</th>
                            <th scope="col">{t.organisation}</th>
                        })}
                        <th scope="col">{t.right}</th>
                        <th scope="col">{t.event}</th>
                        <th scope="col">{t.validity}</th>
                        <th scope="col">{t.reason}</th>
                        <th scope="col">{t.by}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
