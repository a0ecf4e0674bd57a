//! The page of a query for a person by identifier, in one role of one permit.

use leptos::html;
use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use luotain::environment::Environment;
use luotain::error::Problem;
use luotain::identifier::PersonalIdentityCode;
use luotain::permit::Operation;
use luotain::query::{PersonAnswer, PersonQuery};

use super::asking::show;
use super::form::{CriterionField, QueryForm, value_of, write};
use super::frame::{Chosen, Duty, RolePage};
use super::inquiry::Inquiry;
use super::person_answer::PersonAnswerView;
use crate::api::find_person;
use crate::browser::focus::focus_id;
use crate::locales::{problem_text, texts};

/// The id of the code's field.
const CODE: &str = "code";

/// The route `/:environment/query/:permit/:role`.
pub struct PersonQueryPage;

#[lazy_route]
impl LazyRoute for PersonQueryPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <RolePage operations=&[Operation::PersonByCode] draw=|chosen| view! { <Person chosen /> }.into_any() /> }
            .into_any()
    }
}

#[component]
fn Person(
    /// The role.
    chosen: Chosen,
) -> impl IntoView {
    let texts = texts().query;
    let is_training = chosen.place.environment == Environment::Training;
    let code = NodeRef::<html::Input>::new();
    let error = RwSignal::new(None::<String>);
    let inquiry: Inquiry<PersonQuery, PersonAnswer> = Inquiry::new(
        chosen,
        find_person,
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
        let read = PersonalIdentityCode::parse(&value_of(code))
            .map_err(|problem| problem_text(&Problem::Identifier(problem)));
        error.set(read.as_ref().err().cloned());
        if let Ok(parsed) = &read {
            // The field then shows what was asked, in normal form.
            write(code, parsed.as_str());
        }
        inquiry.ask(read.map_err(|_| vec![CODE]), |asking, code| PersonQuery {
            asking,
            code: code.as_str().to_owned(),
        });
    };
    // Writes a code into its field, without asking: a query may cost.
    let put = move |text: &str| {
        error.set(None);
        write(code, text);
        focus_id(CODE);
    };
    let start_anew = move |()| {
        inquiry.start_anew();
        put("");
    };
    let put_code = move |text: String| {
        inquiry.start_anew();
        put(&text);
    };
    view! {
        {move || inquiry.answer.with(Option::is_none).then(|| view! { <Duty /> })}
        <QueryForm inquiry title=texts.form_title operation=Operation::PersonByCode on_ask=ask>
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
        {move || inquiry.answer.get().map(|answered| view! {
            <PersonAnswerView answered on_new=start_anew on_code=put_code />
        })}
    }
}
