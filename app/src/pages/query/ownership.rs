//! The page of a query for what a person owns, in one role of one permit.

use leptos::html;
use leptos::prelude::*;
use luotain::environment::Environment;
use luotain::error::Problem;
use luotain::identifier::PersonalIdentityCode;
use luotain::permit::Operation;
use luotain::query::PersonQuery;

use super::asking::show;
use super::form::{CriterionField, QueryForm, value_of, write};
use super::frame::{Chosen, Duty, RolePage};
use super::handover::{self, Given};
use super::inquiry::Inquiry;
use super::person::CODE;
use super::persons::{PersonAsk, PersonInquiry, PersonResult, send};
use crate::browser::focus::focus_id;
use crate::locales::{persons, problem_text, texts};

/// The route `/:environment/query/:permit/:role/ownership`.
pub fn ownership_page() -> AnyView {
    const OPERATIONS: &[Operation] = &[Operation::PersonOwnership];
    view! { <RolePage operations=OPERATIONS draw=|chosen| view! { <Ownership chosen /> }.into_any() /> }
        .into_any()
}

#[component]
fn Ownership(
    /// The role.
    chosen: Chosen,
) -> impl IntoView {
    let texts = texts().query;
    let is_training = chosen.place.environment == Environment::Training;
    let code = NodeRef::<html::Input>::new();
    let error = RwSignal::new(None::<String>);
    let inquiry: PersonInquiry = Inquiry::new(
        chosen,
        send,
        move |problem, text| match problem {
            Problem::Identifier(_) | Problem::TestIdentifiersOnly => {
                show(error, text, CODE);
                true
            }
            _ => false,
        },
        move || write(code, ""),
    );
    let ask = move |()| {
        let read = PersonalIdentityCode::parse(&value_of(code)).map_err(Problem::Identifier);
        error.set(read.as_ref().err().map(problem_text));
        if let Ok(parsed) = &read {
            write(code, parsed.as_str());
        }
        inquiry.ask(read.map_err(|_| vec![CODE]), |asking, code| {
            PersonAsk::Ownership(PersonQuery {
                asking,
                code: code.as_str().to_owned(),
            })
        });
    };
    let put = move |text: String| {
        inquiry.start_anew();
        error.set(None);
        write(code, &text);
        focus_id(CODE);
    };
    // A code that came along from a practice case stands in the form; nothing is asked with it.
    Effect::new(move |_| {
        if code.get().is_some() {
            let place = inquiry.asking.chosen.with_value(|chosen| chosen.place.clone());
            if let Some(Given::Owner(given)) = handover::take(&place) {
                write(code, &given);
                focus_id(CODE);
            }
        }
    });
    view! {
        {move || inquiry.answer.with(Option::is_none).then(|| view! { <Duty /> })}
        <QueryForm
            inquiry
            title=persons::texts().ownership_title
            operation=Operation::PersonOwnership
            on_ask=ask
        >
            <CriterionField
                id=CODE
                label=texts.code
                hint=if is_training { texts.code_hint_training } else { texts.code_hint }
                node=code
                error
                class="code-field"
                capitals="characters"
            />
        </QueryForm>
        <PersonResult inquiry on_new=move |()| put(String::new()) on_code=put />
    }
}
