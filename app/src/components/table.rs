//! Tables of data.

use leptos::prelude::*;

/// What a table is of, for those who hear the page.
#[derive(Clone, Debug)]
pub enum TableOf {
    /// The heading with this id.
    Heading(&'static str),
    /// Words that stand nowhere on the page.
    Words(String),
}

/// The headings of columns, the last of them only in some cases.
pub fn columns(always: &[&'static str], last: Option<&'static str>) -> Vec<&'static str> {
    always.iter().copied().chain(last).collect()
}

/// A table that scrolls by itself where it is wider than the page, with the keyboard, too. A table
/// whose headings are more than words is written out where it stands.
#[component]
pub fn DataTable(
    /// What it is of.
    of: TableOf,
    /// The headings of the columns, in order.
    columns: Vec<&'static str>,
    /// The rows.
    children: Children,
) -> impl IntoView {
    let (heading, words) = match of {
        TableOf::Heading(id) => (Some(id), None),
        TableOf::Words(words) => (None, Some(words)),
    };
    let heads = columns
        .into_iter()
        .map(|column| view! { <th scope="col">{column}</th> })
        .collect_view();
    view! {
        <div class="table-scroll" role="region" aria-labelledby=heading aria-label=words tabindex="0">
            <table>
                <thead>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{children()}</tbody>
            </table>
        </div>
    }
}
